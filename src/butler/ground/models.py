"""What the whole house stands on: the house itself, its keys and its journal."""

import uuid
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Holidays(models.TextChoices):
    """What the house does on a day off of the production calendar."""

    AS_SUNDAY = "as_sunday", _("works as on Sunday")
    CLOSED = "closed", _("is closed")
    AS_USUAL = "as_usual", _("works as on any other day")


class House(models.Model):
    """The firm. One installation serves one house, so there is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, default="Europe/Moscow")
    language = models.CharField(max_length=2, default="ru")
    city = models.CharField(max_length=80, blank=True)
    opens_at = models.TimeField(default=time(8))
    closes_at = models.TimeField(default=time(21))
    # Its calendar: Monday to Sunday as "09:00-20:00 13:00-14:00" (lunch), "" is closed; empty is every day as above
    week = ArrayField(models.CharField(max_length=23, blank=True), size=7, default=list, blank=True)
    holidays = models.CharField(max_length=10, choices=Holidays.choices, default=Holidays.AS_SUNDAY)
    calendar_stamp = models.UUIDField(null=True)  # new with each change: what is worked out is kept by it
    morning_at = models.TimeField(default=time(7))
    origin = models.CharField(max_length=120, blank=True)  # where the house is reached: "https://butler.house.example"
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="house_is_the_only_one", condition=Q(id=1)),
            models.CheckConstraint(name="house_week_has_seven_days", condition=Q(week__len__in=[0, 7])),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def local(self, moment: datetime) -> datetime:
        """`moment` on the wall clock of the house."""
        return moment.astimezone(self.tz)


class HouseDay(models.Model):
    """A day on which the house keeps other hours than its week says, or none: it goes before holidays."""

    day = models.DateField(primary_key=True)
    opens_at = models.TimeField(null=True)  # neither: closed
    closes_at = models.TimeField(null=True)
    name = models.CharField(max_length=80, blank=True)
    set_by_id = models.BigIntegerField()  # no foreign key: the ground knows no rooms
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="house_day_opens_and_closes",
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
            )
        ]


class DataKey(models.Model):
    """The key that seals one subject's compartment, wrapped by the root key. Destroy it and the data is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField()  # a client, or the house itself for what has no client yet
    compartment = models.CharField(max_length=12)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_key_per_compartment", fields=["subject", "compartment"])]


class Entry(models.Model):
    """A line of the journal: who, what, about, when. Ids and names of fields only; reads are written too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)  # no foreign key: the ground knows no rooms
    purpose = models.CharField(max_length=40, blank=True)  # a job or a command, when nobody acted in person
    what = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True)
    about = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(name="journal_of_client", fields=["client_id", "-at"]),
            models.Index(name="journal_by_time", fields=["-at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="journal_names_who",
                condition=Q(staff_id__isnull=False) | ~Q(purpose=""),
            )
        ]
