"""Trips and their parts."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField


class Trip(models.Model):
    """A journey of a client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="trips")
    title = SealedTextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    countries = models.JSONField(default=list)  # ISO 3166 codes, for documents and visas

    class Meta:
        constraints = [
            models.CheckConstraint(name="trip_does_not_end_early", condition=Q(ends_on__gte=models.F("starts_on")))
        ]


class Leg(models.Model):
    """One part of a trip: the booking that carries it, from where to where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    trip = models.ForeignKey(Trip, models.CASCADE, related_name="legs")
    booking = models.OneToOneField("bookings.Booking", models.CASCADE, related_name="leg")
    number = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=60, blank=True)  # IATA code or a town
    destination = models.CharField(max_length=60, blank=True)
    arrival_zone = models.CharField(max_length=64, blank=True)
    arrives_at = models.DateTimeField(null=True)
    late_minutes = models.PositiveSmallIntegerField(default=0)  # as told last
    late_told_by = models.CharField(max_length=120, blank=True)
    late_told_at = models.DateTimeField(null=True)
    judged_minutes = models.PositiveSmallIntegerField(default=0)  # so much of it has reached what comes after

    class Meta:
        constraints = [models.UniqueConstraint(name="legs_are_numbered", fields=["trip", "number"])]


class TimeOfRide(Func):
    """From the pick-up until the car is free again."""

    function = "TSTZRANGE"
    output_field = models.Field()


class Ride(models.Model):
    """A car with a driver for a client: from where, to where, when, by whom; and what the driver says."""

    class State(models.TextChoices):
        WANTED = "wanted", pgettext_lazy("ride", "no driver yet")
        PLANNED = "planned", pgettext_lazy("ride", "planned")
        ASKED = "asked", pgettext_lazy("ride", "the driver is asked")
        CONFIRMED = "confirmed", pgettext_lazy("ride", "confirmed")
        DECLINED = "declined", pgettext_lazy("ride", "declined")
        CANCELLED = "cancelled", pgettext_lazy("ride", "cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, null=True, related_name="rides")  # it serves this
    # Who drives: a person of the network, or a house of one driver; a firm sends whom it likes
    contact = models.ForeignKey("network.Contact", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, null=True, related_name="+")
    turned_down_by = models.JSONField(default=list)  # drivers who cannot, as `driver` names them
    driver = models.CharField(max_length=24, blank=True)  # whom it binds: "contact 7"; empty: a firm, or nobody yet
    from_home = models.BooleanField(default=False)
    from_house = models.ForeignKey("network.Organisation", models.PROTECT, null=True, related_name="+")
    from_words = SealedTextField()  # where, as the driver reads it
    to_house = models.ForeignKey("network.Organisation", models.PROTECT, null=True, related_name="+")
    to_words = SealedTextField()
    instead_of = models.CharField(max_length=160, blank=True)  # the place it went to before it was redirected
    pick_up_at = models.DateTimeField()
    free_at = models.DateTimeField()  # the car is free again: an estimate
    passengers = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)
    planned_at = models.DateTimeField()
    order = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    ordered_at = models.DateTimeField(null=True)
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read last
    confirmed_at = models.DateTimeField(null=True)
    called_for_at = models.DateTimeField(null=True)  # silence: a colleague was told to call
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="rides_by_time", fields=["pick_up_at"])]
        constraints = [
            models.CheckConstraint(name="ride_ends_after_it_begins", condition=Q(free_at__gt=models.F("pick_up_at"))),
            models.CheckConstraint(
                name="ride_confirmed_says_when", condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False)
            ),
            ExclusionConstraint(
                name="a_driver_is_in_one_place",
                expressions=[
                    ("driver", RangeOperators.EQUAL),
                    (TimeOfRide("pick_up_at", "free_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True) & ~Q(driver="") & ~Q(state="declined"),
            ),
        ]
