"""Needs that were not spoken: what a good concierge would offer from what is known. Proposals only, never orders."""

from butler.language.needs.facts import Facts, Occasion, Person, Symptom
from butler.language.needs.need import Kind, Need, Why
from butler.language.needs.proposing import RULES, unspoken

__all__ = ["RULES", "Facts", "Kind", "Need", "Occasion", "Person", "Symptom", "Why", "unspoken"]
