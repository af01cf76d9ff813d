"""The durable search for something hard to get: its questions, its offers, what the client chooses, and the doors."""

from butler.sourcing.models.links import Answer, Link
from butler.sourcing.models.offers import Choice, Offer, SpendYes
from butler.sourcing.models.operations import OPEN, Approach, Operation, Term, Wave

__all__ = ["OPEN", "Answer", "Approach", "Choice", "Link", "Offer", "Operation", "SpendYes", "Term", "Wave"]
