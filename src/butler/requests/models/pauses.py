"""A request that waits on purpose, and two that are the same: rows with who, when and why."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.requests import ClientRequest


class Pause(models.Model):
    """A request rests with a reason until a moment, and comes back by itself."""

    class Why(models.TextChoices):
        CLIENT = "client", pgettext_lazy("pause", "the client is thinking")
        AWAY = "away", pgettext_lazy("pause", "the client is away")
        SUPPLIER = "supplier", pgettext_lazy("pause", "the supplier needs time")
        SEASON = "season", pgettext_lazy("pause", "not the season yet")
        MONEY = "money", pgettext_lazy("pause", "waiting for a payment")
        OTHER = "other", pgettext_lazy("pause", "another reason")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="pauses")
    why = models.CharField(max_length=8, choices=Why.choices)
    note = SealedTextField()
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # none: its moment came

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="request_has_one_pause", fields=["client_request"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="pause_ends_after_it_begins", condition=Q(until__gt=F("since"))),
        ]


class Merge(models.Model):
    """A person said of two requests that they are one, or (apart from the first) that they are two.

    What belonged to the one that rests now belongs to the one that is kept; `moved` says which rows, so that they can
    be taken apart again exactly. A pair that was taken apart is not suggested again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    kept = models.ForeignKey(ClientRequest, models.CASCADE, related_name="merges")
    merged = models.ForeignKey(ClientRequest, models.CASCADE, related_name="merged_by")
    moved = models.JSONField(default=dict)  # table -> ids
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    apart_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    apart_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="request_is_merged_into_one", fields=["merged"], condition=Q(apart_at__isnull=True)
            ),
            models.CheckConstraint(name="request_is_not_merged_into_itself", condition=~Q(kept=F("merged"))),
            models.CheckConstraint(
                name="merge_taken_apart_by_somebody",
                condition=Q(apart_at__isnull=True, apart_by__isnull=True)
                | Q(apart_at__isnull=False, apart_by__isnull=False),
            ),
        ]
