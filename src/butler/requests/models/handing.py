"""Work that is handed over: who gives, who takes, why and until when; each thing of it is answered for itself."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.requests import ClientRequest
from butler.requests.models.tasks import Task


class HandOver(models.Model):
    """A colleague's work is offered to another. Written once, never changed; it knows no client, its items do."""

    class Why(models.TextChoices):
        SHIFT = "shift", pgettext_lazy("hand-over", "the shift ends")
        COVER = "cover", pgettext_lazy("hand-over", "cover")
        LEAVE = "leave", pgettext_lazy("hand-over", "leave")
        LOAD = "load", pgettext_lazy("hand-over", "too much in one pair of hands")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    giver = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    taker = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")  # the giver, or a lead for them
    why = models.CharField(max_length=8, choices=Why.choices)
    at = models.DateTimeField()
    since = models.DateTimeField()  # what is accepted moves then
    until = models.DateTimeField(null=True)  # then everything goes back; none: it stays
    compartments = models.JSONField(default=list)  # of each dossier, opened with the yes

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_goes_to_another", condition=~Q(giver=F("taker"))),
            models.CheckConstraint(
                name="cover_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
        ]


class HandedItem(models.Model):
    """A request, a task or a whole client within a hand-over. It moves with the taker's yes; a no leaves it.

    The database lets only the taker answer, and writes what they were let into (`granted`) and whom it closed the
    dossier to (`closed`) itself: so it goes back exactly.
    """

    class State(models.TextChoices):
        OFFERED = "offered", pgettext_lazy("item", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("item", "accepted")
        REFUSED = "refused", pgettext_lazy("item", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("item", "not handed over")
        ENDED = "ended", pgettext_lazy("item", "went back")

    class Refusal(models.TextChoices):
        BUSY = "busy", pgettext_lazy("refusal", "no hands free")
        AWAY = "away", pgettext_lazy("refusal", "I am away then")
        OTHER_HANDS = "hands", pgettext_lazy("refusal", "another colleague knows it better")
        UNCLEAR = "unclear", pgettext_lazy("refusal", "not clear what is to be done")
        CLOSE = "close", pgettext_lazy("refusal", "I know the client privately")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hand_over = models.ForeignKey(HandOver, models.CASCADE, related_name="items")
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, null=True, related_name="handed")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="handed")
    note = SealedTextField()  # from the giver
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    refusal = models.CharField(max_length=8, choices=Refusal.choices, blank=True)
    words = SealedTextField()  # why not, more closely
    answered_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)  # moves by id, and who led: the way back
    granted = models.JSONField(default=list)
    closed = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(name="items_that_stand", fields=["client"], condition=Q(state__in=["offered", "accepted"]))
        ]
        constraints = [
            models.CheckConstraint(
                name="handed_item_is_one_thing", condition=Q(client_request__isnull=True) | Q(task__isnull=True)
            ),
            models.CheckConstraint(
                name="handed_item_is_answered_by_somebody",
                condition=Q(answered_at__isnull=False, answered_by__isnull=False)
                | Q(state__in=["offered", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="handed_item_is_refused_with_a_reason", condition=~Q(state="refused") | ~Q(refusal="")
            ),
            models.UniqueConstraint(
                name="a_request_is_offered_once", fields=["client_request"], condition=Q(state="offered")
            ),
            models.UniqueConstraint(name="a_task_is_offered_once", fields=["task"], condition=Q(state="offered")),
            models.UniqueConstraint(
                name="a_client_is_offered_once",
                fields=["client"],
                condition=Q(state="offered", client_request__isnull=True, task__isnull=True),
            ),
        ]
