"""A flight will be late: a feed or a person says so, through the house's own verb."""

from datetime import datetime

from butler.correspondence import saying
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.ground.acting import acting_as
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records

NOTE = "Рейс {flight} задерживается на {minutes} минут."


def report(delay: records.Delay, cast: Cast, *, now: datetime) -> None:
    """Until the house hears delays itself, whoever keeps the client writes it down beside the conversation."""
    for trip in cast.scenario.trips:
        if any(leg.number == delay.flight for leg in trip.legs):
            by = cast.staff[cast.keeper_of(trip.client).id]
            with acting_as(by.pk):
                talk = conversation_with(Whose(cast.clients[trip.client].pk), Beginning("desk", now))
                saying.note(talk.pk, NOTE.format(flight=delay.flight, minutes=delay.minutes), by=by, now=now)
