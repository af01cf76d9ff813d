"""Everybody's time: where calendars come from, what stands in them, and when it happens."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from butler.ground.sealing import SealedBytesField, SealedTextField


class Source(models.Model):
    """A calendar of a client: an uploaded file, or a link that is read again and again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Kind(models.TextChoices):
        FILE = "file", _("file")
        LINK = "link", _("link")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="calendars")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    name = SealedTextField()
    link = SealedTextField()
    ics = SealedBytesField()  # the file as it was last read
    digest = models.CharField(max_length=64, blank=True)  # sha-256 of `ics`: the same file changes nothing
    etag = models.CharField(max_length=200, blank=True)
    fetched_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)  # when a link is read again
    window_from = models.DateField(null=True)  # occurrences are kept as rows for this window
    window_to = models.DateField(null=True)
    failure = models.CharField(max_length=200, blank=True)  # a code, shown with advice; old rows stay
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="calendar_link_is_asked_again", condition=~Q(kind="link") | Q(due_at__isnull=False)
            )
        ]


class Event(models.Model):
    """An entry of a calendar, or one moved occurrence of it (`recurrence_key`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, models.CASCADE, related_name="events")
    uid_hash = models.BinaryField()  # of the UID, which may name people
    recurrence_key = models.CharField(max_length=32, blank=True)
    summary = SealedTextField()
    place = SealedTextField()
    description = SealedTextField()
    is_busy = models.BooleanField(default=True)
    is_cancelled = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_event_per_uid", fields=["source", "uid_hash", "recurrence_key"]),
        ]


class Occurrence(models.Model):
    """One happening of an event within the window."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences")
    key = models.CharField(max_length=32)  # its original start, which stays when it is moved
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    is_all_day = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(name="occurrences_by_time", fields=["client", "starts_at"])]
        constraints = [
            models.UniqueConstraint(name="one_occurrence_per_start", fields=["event", "key"]),
            models.CheckConstraint(
                name="occurrence_does_not_end_early", condition=Q(ends_at__gte=models.F("starts_at"))
            ),
        ]
