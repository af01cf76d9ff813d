"""Steps of work, their place in the matrix, and what people did with them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.requests import Category, ClientRequest, DueWhat


class Quadrant(models.IntegerChoices):
    NOW = 1, _("Do now")
    PLAN = 2, _("Plan")
    HAND_OVER = 3, _("Hand over")
    LATER = 4, _("Later or gently decline")


class Means(models.TextChoices):
    """How a step deals with an organisation or a person of the network: it says when and where it can be done."""

    CALL = "call", pgettext_lazy("step of work", "a call")
    VISIT = "visit", pgettext_lazy("step of work", "a visit")


class Task(models.Model):
    """A step of work, placed in the matrix by its score unless somebody moved it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="tasks")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, null=True, blank=True, related_name="tasks")
    title = SealedTextField()
    detail = SealedTextField()
    asks = models.CharField(max_length=16, choices=DueWhat.choices, blank=True)  # a due moment of its request that came
    category = models.CharField(max_length=16, choices=Category.choices)
    owner = models.ForeignKey("staff.Staff", models.PROTECT, related_name="tasks")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # promised
    no_return_at = models.DateTimeField(null=True)  # after this nothing helps: curtain, departure, shop closes
    must_start_at = models.DateTimeField(null=True)  # a meeting, a call that was agreed upon: at this very minute
    organisation = models.ForeignKey("network.Organisation", models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey("network.Contact", models.SET_NULL, null=True, related_name="+")
    means = models.CharField(max_length=5, choices=Means.choices, blank=True)  # how it deals with them
    effort_minutes = models.PositiveSmallIntegerField(default=20)
    cost_of_failure = models.PositiveSmallIntegerField(default=1)  # 0 nothing .. 3 cannot be made good
    is_promised = models.BooleanField(default=False)
    is_for_occasion = models.BooleanField(default=False)
    # The score, kept as it was last explained
    urgency = models.PositiveSmallIntegerField(default=0)  # 0 to 100
    importance = models.PositiveSmallIntegerField(default=0)
    quadrant = models.PositiveSmallIntegerField(choices=Quadrant.choices, null=True)  # none: not placed yet
    reasons = models.JSONField(default=list)  # [[code, {numbers}], ...]; words are in the template
    becomes_urgent_at = models.DateTimeField(null=True)
    scored_at = models.DateTimeField(null=True)
    is_seen = models.BooleanField(default=False)  # a person accepted or changed the place: it leaves the tray
    # An override is kept with its author, until when
    moved_to = models.PositiveSmallIntegerField(choices=Quadrant.choices, null=True)
    moved_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(null=True)
    moved_until = models.DateTimeField(null=True)
    rank = models.IntegerField(default=0)  # order within a quadrant, as dragged
    snoozed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(name="open_tasks_of_owner", fields=["owner", "quadrant"], condition=Q(done_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(name="task_scores_are_shares", condition=Q(urgency__lte=100, importance__lte=100)),
            models.CheckConstraint(
                name="task_override_has_an_author",
                condition=Q(moved_to__isnull=True) | Q(moved_by__isnull=False, moved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="task_done_by_somebody", condition=Q(done_at__isnull=True) | Q(done_by__isnull=False)
            ),
            models.CheckConstraint(
                name="task_begins_before_its_no_return",
                condition=Q(must_start_at__isnull=True)
                | Q(no_return_at__isnull=True)
                | Q(must_start_at__lt=models.F("no_return_at")),
            ),
            models.UniqueConstraint(
                name="a_due_moment_is_one_open_task",
                fields=["client_request", "asks"],
                condition=Q(done_at__isnull=True) & ~Q(asks=""),
            ),
        ]


class Move(models.Model):
    """What a person did with a task or a request, and how it stood before: so that it can be taken back."""

    class What(models.TextChoices):
        PLACED = "placed", pgettext_lazy("move", "moved")
        ACCEPTED = "accepted", pgettext_lazy("move", "accepted")
        HANDED_OVER = "handed_over", pgettext_lazy("move", "handed over")
        SNOOZED = "snoozed", pgettext_lazy("move", "put off")
        DONE = "done", pgettext_lazy("move", "done")
        # of a request
        STEP = "step", pgettext_lazy("move", "went on")
        REOPENED = "reopened", pgettext_lazy("move", "taken up again")
        CANCELLED = "cancelled", pgettext_lazy("move", "cancelled")
        CLOSED = "closed", pgettext_lazy("move", "closed")
        PAUSED = "paused", pgettext_lazy("move", "paused")
        RESUMED = "resumed", pgettext_lazy("move", "resumed")
        MERGED = "merged", pgettext_lazy("move", "merged")
        UNMERGED = "unmerged", pgettext_lazy("move", "taken apart")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="moves")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, null=True, related_name="moves")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, related_name="parts")  # done, and undone, with it
    number = models.PositiveIntegerField()  # of the moves of this task or request
    what = models.CharField(max_length=12, choices=What.choices)
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()  # ids, moments and numbers of its fields
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="standing_moves_of", fields=["by", "-at"], condition=Q(taken_back_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(name="moves_are_numbered", fields=["task", "number"]),
            models.UniqueConstraint(name="moves_of_requests_are_numbered", fields=["client_request", "number"]),
            models.CheckConstraint(
                name="move_is_of_a_task_or_a_request",
                condition=Q(task__isnull=False, client_request__isnull=True)
                | Q(task__isnull=True, client_request__isnull=False),
            ),
        ]
