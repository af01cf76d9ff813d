"""The durable search for something hard to get: its questions, its offers, and what the client chooses."""

from butler.sourcing.models.offers import Choice, Offer, SpendYes
from butler.sourcing.models.operations import OPEN, Approach, Operation, Term, Wave

__all__ = ["OPEN", "Approach", "Choice", "Offer", "Operation", "SpendYes", "Term", "Wave"]
