"""Drives to bookings: a car with a driver, as the house keeps it."""

from datetime import datetime

from butler.bookings import actions as bookings
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records


def drive(one: records.Booking, cast: Cast, now: datetime) -> None:
    """The drives of a booking: to its place, ending when it begins."""
    house = cast.houses[one.at]
    for number, ride in enumerate(one.ride):
        driver = cast.houses[ride.driver]
        origin = "дом" if ride.from_ == "home" else cast.houses[ride.from_].name
        row = bookings.book(
            cast.clients[one.client], kind="transfer", title=f"{origin} – {house.name}", starts_at=ride.at,
            ends_at=max(one.starts, ride.at), by=None, now=now, organisation=driver, party_size=one.party or 1,
            place=house.name, city=house.city, zone=str(cast.scenario.house.zone),
        )  # fmt: skip
        cast.rides[f"{one.id}/{number}"] = row.pk
