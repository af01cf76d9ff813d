"""The judge: pure. It reads the record and the scenario, and nothing of the house."""

from butler.rehearsal.judging.expectations import Verdict, judge
from butler.rehearsal.judging.invariants import Broken, broken
from butler.rehearsal.judging.scorecard import Scorecard, scorecard

__all__ = ["Broken", "Scorecard", "Verdict", "broken", "judge", "scorecard"]
