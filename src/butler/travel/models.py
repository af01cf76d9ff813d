"""Trips and their parts."""

import uuid

from django.db import models
from django.db.models import Q

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

    class Meta:
        constraints = [models.UniqueConstraint(name="legs_are_numbered", fields=["trip", "number"])]
