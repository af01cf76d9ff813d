"""The morning on paper: the team's brief, the clients' digests."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Morning(models.Model):
    """The morning of one day is prepared: the row says done, so that the tenth ring changes nothing."""

    day = models.DateField(unique=True)
    prepared_at = models.DateTimeField()
    counts = models.JSONField(default=dict)  # what was done: numbers only
    marks = models.JSONField(default=dict)  # {a client: a hash of the facts behind their letter when last looked at}

    def __str__(self) -> str:
        return self.day.isoformat()


class Brief(models.Model):
    """The morning page of one manager for one day. Compiled once; compiling again only adds what is new."""

    day = models.DateField()
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="briefs")
    compiled_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_brief_per_manager_and_day", fields=["day", "staff"])]


class BriefLine(models.Model):
    """A line of a brief: a code and the row it speaks of. The words are made when it is read; names stay sealed."""

    class Section(models.TextChoices):
        OVERNIGHT = "overnight", _("Overnight")
        DECIDE = "decide", _("Needs you")
        RISK = "risk", _("At risk")
        TODAY = "today", _("Today")
        AHEAD = "ahead", _("Ahead")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brief = models.ForeignKey(Brief, models.CASCADE, related_name="lines")
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    section = models.CharField(max_length=10, choices=Section.choices)
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    about = models.CharField(max_length=40)  # "bookings.Booking": what the line opens
    about_id = models.UUIDField()
    at = models.DateTimeField(null=True)
    numbers = models.JSONField(default=dict)  # minutes, counts, dates; never words of a client

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_brief_says_a_thing_once", fields=["brief", "section", "code", "about_id"])
        ]


class SeenCalendar(models.Model):
    """How a calendar stood at the last morning: marks of what happens in the days ahead, to tell what has changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    source = models.OneToOneField("calendars.Source", models.CASCADE, related_name="seen")
    until = models.DateTimeField()  # happenings before this moment were marked
    marks = models.JSONField(default=dict)  # {a happening: [when it starts, a hash of what it was]}
    seen_at = models.DateTimeField()


class Digest(models.Model):
    """A client's short letter for one day; it leaves through the outbox after a yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="digests")
    day = models.DateField()  # on the client's own clock
    letter = models.OneToOneField("correspondence.Letter", models.PROTECT, related_name="digest")
    compiled_at = models.DateTimeField()
    edited_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    facts_changed_at = models.DateTimeField(null=True)  # an edited letter is kept, but what it says may be untrue now

    class Meta:
        constraints = [models.UniqueConstraint(name="one_digest_per_client_and_day", fields=["client", "day"])]


class DigestLine(models.Model):
    """A sentence of a digest and the evidence behind it. A sentence without evidence is refused by the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="lines")
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    said = models.BinaryField(default=b"")  # a keyed hash of the sentence: does it still hold?
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, null=True, related_name="+")
    evidence = models.ForeignKey("bookings.Evidence", models.PROTECT, null=True, related_name="+")
    occurrence = models.ForeignKey("calendars.Occurrence", models.SET_NULL, null=True, related_name="+")
    occasion = models.ForeignKey("dossiers.Occasion", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="digest_has_five_lines_at_most", condition=models.Q(rank__range=(1, 5))),
            models.UniqueConstraint(name="digest_lines_are_numbered", fields=["digest", "rank"]),
            models.CheckConstraint(
                name="digest_speaks_of_what_is_proven",
                condition=models.Q(booking__isnull=True) | models.Q(evidence__isnull=False),
            ),
        ]
