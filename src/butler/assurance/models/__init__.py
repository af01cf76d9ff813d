"""Promises that are checked: asked again, broken, made good, and what could stand in."""

from butler.assurance.models.changes import Change
from butler.assurance.models.incidents import AssuranceRow, Incident, StandIn
from butler.assurance.models.reconfirmations import Reconfirmation
from butler.assurance.models.spares import Spare

__all__ = ["AssuranceRow", "Change", "Incident", "Reconfirmation", "Spare", "StandIn"]
