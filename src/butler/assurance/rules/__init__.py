"""Decisions about promises. Pure."""

from butler.assurance.rules.promises import LEAST_LEFT, MORNING_AFTER, Promise, by_weight

__all__ = ["LEAST_LEFT", "MORNING_AFTER", "Promise", "by_weight"]
