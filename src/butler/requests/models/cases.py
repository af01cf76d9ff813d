"""What is known of a request, and what a case of months is made of: candidates with opinions, and looks."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.requests import ClientRequest


class Detail(models.Model):
    """One thing that is known of a request: when, for how many, where, within what amount."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="details")
    name = models.CharField(max_length=12)  # of `rules.templates`
    value = SealedTextField()
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # none: as it was read
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_detail_is_known_once", fields=["client_request", "name"]),
        ]


class Candidate(models.Model):
    """Somebody or something that may be it: a governess, a clinic, a flat, a car; with trials and what was thought."""

    class State(models.TextChoices):
        FOUND = "found", pgettext_lazy("candidate", "found")
        SHOWN = "shown", pgettext_lazy("candidate", "shown to the client")
        TRIAL = "trial", pgettext_lazy("candidate", "on trial")
        CHOSEN = "chosen", pgettext_lazy("candidate", "chosen")
        DROPPED = "dropped", pgettext_lazy("candidate", "not this one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="candidates")
    name = SealedTextField()
    about = SealedTextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.FOUND)
    trial_at = models.DateTimeField(null=True)
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Opinion(models.Model):
    """What somebody thought of a candidate, and when they said it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="opinions")
    words = SealedTextField()
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Look(models.Model):
    """A case is looked at again at a moment: after weeks of waiting, for a trial, for a renewal that returns."""

    class Why(models.TextChoices):
        LOOK = "look", pgettext_lazy("look", "look how it stands")
        TRIAL = "trial", pgettext_lazy("look", "a trial")
        RENEWAL = "renewal", pgettext_lazy("look", "renewal")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="looks")
    why = models.CharField(max_length=8, choices=Why.choices, default=Why.LOOK)
    note = SealedTextField()
    at = models.DateTimeField()
    every_months = models.PositiveSmallIntegerField(null=True)  # it returns
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="looks_ahead", fields=["at"], condition=Q(done_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="look_returns_in_months", condition=Q(every_months__isnull=True) | Q(every_months__gte=1)
            ),
        ]
