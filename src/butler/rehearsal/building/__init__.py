"""The house of a scenario, furnished by the house's own verbs, a day before the clock begins."""

from datetime import timedelta

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.rehearsal.building import founding, knowing, promising
from butler.rehearsal.building.founding import Doors
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario.records import Scenario

__all__ = ["PURPOSE", "Doors", "build"]
PURPOSE = "rehearsal"
BEFORE = timedelta(days=1)


def build(scenario: Scenario) -> tuple[Cast, Doors]:
    """Everybody and everything that the file says is there before its first moment."""
    cast = Cast(scenario)
    before = scenario.clock.from_ - BEFORE
    with clock.set_to(before), acting_for(PURPOSE):
        doors = founding.found(cast, before)
        for client in scenario.clients:
            knowing.admit(client, cast, before)
        for supplier in scenario.network:
            founding.acquaint(supplier, cast)
        promising.promise(cast, before)
    return cast, doors
