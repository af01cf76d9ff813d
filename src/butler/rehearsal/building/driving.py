"""Drives to bookings: a car with a driver, as the house keeps it."""

from datetime import datetime

from butler.bookings.models import Booking
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.travel import rides


def drive(one: records.Booking, cast: Cast, now: datetime) -> None:
    """The drives of a booking: to its place."""
    row = Booking.objects.get(pk=cast.bookings[one.id]) if one.ride else None
    for number, ride in enumerate(one.ride):
        is_home = ride.from_ == "home"
        made = rides.plan_ride(
            cast.clients[one.client], booking=row, pick_up_at=ride.at, by=None, now=now, passengers=one.party or 1,
            organisation=cast.houses[ride.driver], from_home=is_home,
            from_house=None if is_home else cast.houses[ride.from_],
        )  # fmt: skip
        cast.rides[f"{one.id}/{number}"] = made.pk
