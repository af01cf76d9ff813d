"""What broke, and how it was made good: the incident, and each house that was asked to stand in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField


class AssuranceRow(models.Model):
    """A row that belongs to a client: random id, row security on `client_id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Incident(AssuranceRow):
    """A supplier let us down. It is open until somebody of no lower class has proven to stand in."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("incident", "being made good")
        SEARCHED = "searched", pgettext_lazy("incident", "the network is asked")
        RECOVERED = "recovered", pgettext_lazy("incident", "made good")
        LOST = "lost", pgettext_lazy("incident", "not made good")

    booking = models.OneToOneField("bookings.Booking", models.CASCADE, related_name="incident")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    told_by = SealedTextField()
    cause = SealedTextField()  # in their words
    message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateTimeField()  # the client has the solution by then
    number = models.CharField(max_length=40)  # whom suppliers hear of
    due_at = models.DateTimeField(null=True, db_index=True)
    operation = models.ForeignKey("sourcing.Operation", models.SET_NULL, null=True, related_name="+")
    recovered_by = models.ForeignKey("bookings.Booking", models.SET_NULL, null=True, related_name="+")
    recovered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_incident_has_a_next_moment",
                condition=Q(state__in=["open", "searched"], due_at__isnull=False)
                | (~Q(state__in=["open", "searched"]) & Q(due_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="recovered_says_when", condition=~Q(state="recovered") | Q(recovered_at__isnull=False)
            ),
        ]


class StandIn(AssuranceRow):
    """A house of equal class that was asked to stand in, and what it said. One at a time."""

    class State(models.TextChoices):
        ORDERED = "ordered", pgettext_lazy("stand-in", "ordered")
        CONFIRMED = "confirmed", pgettext_lazy("stand-in", "confirmed")
        REFUSED = "refused", pgettext_lazy("stand-in", "refused")
        SILENT = "silent", pgettext_lazy("stand-in", "silent")
        STOPPED = "stopped", pgettext_lazy("stand-in", "not ordered")  # a colleague said no

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="stand_ins")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, related_name="+")
    contact = models.ForeignKey("network.Contact", models.PROTECT, null=True, related_name="+")
    booking = models.OneToOneField("bookings.Booking", models.CASCADE, related_name="stands_in")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ORDERED)
    letter = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_stand_in_at_a_time", fields=["incident"], condition=Q(state__in=["ordered", "confirmed"])
            ),
            models.UniqueConstraint(name="a_house_is_asked_to_stand_in_once", fields=["incident", "organisation"]),
        ]
