"""The monthly letter to a client: who wants it, and what was written."""

import uuid

from django.db import models
from django.db.models import Q


class Wish(models.Model):
    """A client wants the letter of each month. The row says who wrote it down, and when; without it there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.OneToOneField("dossiers.Client", models.CASCADE, related_name="+")
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()


class MonthLetter(models.Model):
    """The letter «hours returned to you» of one client and one month; it leaves through the outbox after a yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="month_letters")
    month = models.DateField()  # its first day, on the client's own calendar
    letter = models.OneToOneField("correspondence.Letter", models.PROTECT, related_name="month_letter")
    minutes = models.PositiveIntegerField()  # returned, as it was written
    matters = models.PositiveIntegerField()
    compiled_at = models.DateTimeField()
    edited_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_letter_per_client_and_month", fields=["client", "month"]),
            models.CheckConstraint(name="month_letter_is_of_a_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="month_letter_speaks_of_something", condition=Q(matters__gte=1)),
        ]
