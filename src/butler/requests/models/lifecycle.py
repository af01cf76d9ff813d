"""The life of a request in rows: each change of its state, with who, when and why."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.requests import ClientRequest, RequestState


class StateChange(models.Model):
    """One step in the life of a request. The state of a request is that of its last row; the database sees to it."""

    class Why(models.TextChoices):
        STEP = "step", pgettext_lazy("state", "as work went on")
        REOPENED = "reopened", pgettext_lazy("state", "taken up again")
        TAKEN_BACK = "taken_back", pgettext_lazy("state", "taken back")
        MERGED = "merged", pgettext_lazy("state", "the same as another")
        UNMERGED = "unmerged", pgettext_lazy("state", "a matter of its own after all")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()  # of this request's changes, from 1
    before = models.CharField(max_length=10, choices=RequestState.choices, blank=True)  # empty: it was opened
    after = models.CharField(max_length=10, choices=RequestState.choices)
    why = models.CharField(max_length=10, choices=Why.choices, default=Why.STEP)
    reason = SealedTextField()  # in a person's words, if they gave any
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=24, blank=True)  # of the house, when no person did it
    at = models.DateTimeField()
    takes_back = models.OneToOneField("self", models.CASCADE, null=True, related_name="taken_back_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="request_changes_are_numbered", fields=["client_request", "number"]),
            # what the state of a request refers to: see migration 0004
            models.UniqueConstraint(name="request_change_names_a_state", fields=["client_request", "number", "after"]),
            models.CheckConstraint(
                name="request_changed_by_somebody",
                condition=Q(by__isnull=False, purpose="") | (Q(by=None) & ~Q(purpose="")),
            ),
            models.CheckConstraint(
                name="request_taken_back_names_the_step",
                condition=Q(why__in=("taken_back", "unmerged"), takes_back__isnull=False)
                | (~Q(why__in=("taken_back", "unmerged")) & Q(takes_back__isnull=True)),
            ),
        ]
