"""Who else could drive: the drivers of the town that the house knows, the most reliable first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from butler.ground.house import the_house
from butler.network.models import Contact, Kind, Organisation
from butler.travel.models import Ride

MOST = 50


@dataclass(frozen=True)
class Driver:
    """A person of the network, or a house that is one driver."""

    contact: Contact | None = None
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """As a ride names whom it binds."""
        return f"contact {self.contact.pk}" if self.contact else f"organisation {self.organisation.pk}"  # type: ignore[union-attr]


def who_could(ride: Ride) -> Iterator[Driver]:
    """Drivers of its town who can be written to and have not said no; whether they are free the database knows."""
    town = _town(ride)
    there = Q(city=town) | Q(city="")
    rows = Organisation.objects.filter(there, Q(kind=Kind.DRIVER) | Q(openings__category="transfer")).distinct()
    for house in rows.order_by("-reliability", "pk")[:MOST]:
        people = house.contacts.exclude(mail="", telegram="").order_by("-warmth", "pk")
        for driver in [Driver(contact=one) for one in people] or [Driver(organisation=house)]:
            if driver.key not in ride.turned_down_by and _can_be_written_to(driver):
                yield driver


def _town(ride: Ride) -> str:
    """Where it drives: of the driver who cannot, else of the house it goes to, else of the client."""
    places = (ride.contact, ride.organisation, ride.to_house, ride.from_house, ride.client)
    towns = (str(getattr(known, "city", "") or "") for known in places if known is not None)
    return next(filter(None, towns), the_house().city)


def _can_be_written_to(driver: Driver) -> bool:
    known = driver.contact or driver.organisation
    return known is not None and bool(known.mail or known.telegram)
