"""The plan of a day as it was last shown, what has moved in it since, and the hours that are taken by other things."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from butler.requests.models.tasks import Task
from butler.requests.rules.moved import Cause


class PlannedTask(models.Model):
    """Where a task stands in the plan of its owner's day. The plan is worked out anew at each look, from here on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told_at = models.DateTimeField()  # the hour the owner knows: shown first, or told as a change since

    class Meta:
        constraints = [
            models.UniqueConstraint(name="planned_once_a_day", fields=["staff", "day", "task"]),
            models.CheckConstraint(name="planned_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))),
        ]


class PlanChange(models.Model):
    """A task of today's plan has another hour, and why; said until its owner has seen it, and never again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    day = models.DateField()
    was = models.DateTimeField()
    to = models.DateTimeField(null=True)  # none: it does not fit today any more
    cause = models.CharField(max_length=9, choices=[(cause.value, cause.value) for cause in Cause])
    at = models.DateTimeField(null=True)  # the moment that goes with the cause
    minutes = models.PositiveSmallIntegerField(null=True)
    because_of = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_unseen_change_of_a_task", fields=["staff", "day", "task"], condition=Q(seen_at__isnull=True)
            ),
            models.CheckConstraint(name="plan_change_changes", condition=Q(to__isnull=True) | ~Q(to=F("was"))),
        ]


class TakenTime(models.Model):
    """Hours of a colleague that no task gets: a meeting, a break, an absence. No words: it is nobody's dossier."""

    class Kind(models.TextChoices):
        MEETING = "meeting", pgettext_lazy("taken time", "meeting")
        BREAK = "break", pgettext_lazy("taken time", "break")
        AWAY = "away", pgettext_lazy("taken time", "away")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="taken_times")
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.MEETING)
    organisation = models.ForeignKey("network.Organisation", models.SET_NULL, null=True, related_name="+")  # where
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    set_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="taken_times_by_day", fields=["staff", "starts_at"])]
        constraints = [
            models.CheckConstraint(name="taken_time_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at")))
        ]
