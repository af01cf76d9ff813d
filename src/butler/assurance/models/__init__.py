"""Promises that are checked: asked again, broken, made good."""

from butler.assurance.models.incidents import AssuranceRow, Incident, StandIn
from butler.assurance.models.reconfirmations import Reconfirmation

__all__ = ["AssuranceRow", "Incident", "Reconfirmation", "StandIn"]
