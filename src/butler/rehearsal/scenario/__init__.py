"""A scenario's file: read as YAML 1.2 with line numbers, checked strictly, and given as frozen values. No Django."""

from butler.rehearsal.scenario.checking import NotAScenario, Wrong, read_scenario, scenario_of_tree

__all__ = ["NotAScenario", "Wrong", "read_scenario", "scenario_of_tree"]
