"""Decisions about calendars. Pure: facts in, values out."""

from butler.calendars.rules.clash import Clash, Place, Stay, Tight, clashes
from butler.calendars.rules.refresh import next_look, window_of

__all__ = ["Clash", "Place", "Stay", "Tight", "clashes", "next_look", "window_of"]
