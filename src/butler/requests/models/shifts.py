"""The end of a shift: what was left, where it goes and why."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models.handing import HandedItem
from butler.requests.models.requests import ClientRequest
from butler.requests.models.tasks import Move, Task


class ShiftEnd(models.Model):
    """A colleague has closed their shift."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="last_shifts_of", fields=["staff", "-at"])]


class LeftWork(models.Model):
    """One thing that was not finished when a shift ended: put off with a reason, handed over, or kept."""

    class Way(models.TextChoices):
        LATER = "later", pgettext_lazy("left", "to the next shift")
        HANDED = "handed", pgettext_lazy("left", "to a colleague")
        MINE = "mine", pgettext_lazy("left", "stays mine")

    class Why(models.TextChoices):
        CLIENT = "client", pgettext_lazy("left", "the client has not answered")
        SUPPLIER = "supplier", pgettext_lazy("left", "the supplier has not answered")
        TIME = "time", pgettext_lazy("left", "the day was too short")
        LATER = "later", pgettext_lazy("left", "tomorrow is early enough")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift_end = models.ForeignKey(ShiftEnd, models.CASCADE, related_name="left")
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, null=True, related_name="left_over")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="left_over")
    way = models.CharField(max_length=8, choices=Way.choices)
    why = models.CharField(max_length=8, choices=Why.choices, blank=True)
    note = SealedTextField()
    move = models.ForeignKey(Move, models.SET_NULL, null=True, related_name="+")
    item = models.ForeignKey(HandedItem, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="left_work_is_one_thing",
                condition=Q(client_request__isnull=True, task__isnull=False)
                | Q(client_request__isnull=False, task__isnull=True),
            ),
            models.CheckConstraint(name="what_is_put_off_says_why", condition=~Q(way="later") | ~Q(why="")),
        ]
