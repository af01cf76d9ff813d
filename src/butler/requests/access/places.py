"""Where work is done and when they are there: the network's addresses and lines of hours, as the plan of a day asks."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from butler.ground import places
from butler.network import opening
from butler.network.models import Contact, Organisation
from butler.requests.calendar import working_hours

# Ways are reckoned in the traffic of the working day: by the hour of each look the plan would creep.
HOUR = 15
ROUND = 5  # minutes
Window = tuple[datetime, datetime]


class Places:
    """The organisations of one day, named by a key that the rules pass about."""

    def __init__(self, organisations: Iterable[Organisation | None]) -> None:
        self.known = {str(each.pk): each for each in organisations if each is not None}

    def key(self, organisation: Organisation | None) -> str:
        """The place in the plan; empty where nobody has to go."""
        return str(organisation.pk) if organisation else ""

    def minutes(self, one: str, other: str) -> int:
        """How long the way takes: by their points, else as across a town; rounded up to five minutes."""
        start, end = _point(self.known[one]), _point(self.known[other])
        way = places.travel_minutes(start, end, HOUR) if start and end else places.within_town_minutes(HOUR)
        return -(-way // ROUND) * ROUND

    def answers(
        self, organisation: Organisation | None, contact: Contact | None, day: date
    ) -> tuple[Window, ...] | None:
        """When they are there on that day, by the clock of the house; None where nothing is known of it.

        A person's own hours go before those of their house.
        """
        lines = [each.hours for each in (contact, organisation) if each is not None and each.hours]
        found = next((read for line in lines if (read := opening.read_hours(line))), ())
        return tuple(_on(found, day)) if found else None


def _on(openings: Iterable[opening.Opening], day: date) -> Iterable[Window]:
    """The windows that touch the day; those of the day before may go on past midnight."""
    zone = working_hours().zone
    for each in openings:
        for begun in (day - timedelta(days=1), day):
            if begun.weekday() in each.days:
                start = datetime.combine(begun, time.min, zone)
                window = (start + timedelta(minutes=each.opens), start + timedelta(minutes=each.closes))
                if window[1].date() >= day:
                    yield window


def _point(organisation: Organisation) -> places.Point | None:
    if organisation.latitude is None or organisation.longitude is None:
        return None
    return places.Point(organisation.latitude, organisation.longitude)
