"""What the clocks of requests cannot be worked out from: their terms, what was said, what was told, how they ended."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from butler.requests.models.requests import Category, ClientRequest

STANDINGS = ("key", "regular")  # as a client's standing


class ClockKind(models.TextChoices):
    ACKNOWLEDGE = "acknowledge", pgettext_lazy("clock", "answer to the client")
    OPTIONS = "options", pgettext_lazy("clock", "options")
    EXECUTION = "execution", pgettext_lazy("clock", "execution")
    UPDATE = "update", pgettext_lazy("clock", "next word to the client")


class Term(models.Model):
    """How long the clocks may take, as leads have set it; where there is no row the first terms of the house hold."""

    standing = models.CharField(max_length=8)
    category = models.CharField(max_length=16, choices=Category.choices, blank=True)  # empty: whatever has no own row
    acknowledge = models.PositiveIntegerField()  # minutes of work
    options = models.PositiveIntegerField(null=True)  # none: there is no such clock
    execution = models.PositiveIntegerField(null=True)
    update = models.PositiveIntegerField(null=True)
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="terms_are_set_once", fields=["standing", "category"]),
            models.CheckConstraint(name="terms_are_of_a_known_standing", condition=Q(standing__in=STANDINGS)),
        ]


class Word(models.Model):
    """What a message of the client's is to the clocks: about which request, and whether it wants an answer.

    A thank-you wants none. `by` says who told the client something without a message: by telephone, face to face.
    """

    class What(models.TextChoices):
        ASKS = "asks", pgettext_lazy("word", "wants an answer")
        THANKS = "thanks", pgettext_lazy("word", "only thanks")
        TOLD = "told", pgettext_lazy("word", "we told the client")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, null=True, related_name="words")
    message = models.OneToOneField("correspondence.Message", models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=8, choices=What.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(name="words_of_client", fields=["client", "at"])]
        constraints = [
            models.CheckConstraint(
                name="word_is_a_message_or_somebodys",
                condition=Q(what="told", message=None, by__isnull=False, client_request__isnull=False)
                | (~Q(what="told") & Q(message__isnull=False, by=None)),
            )
        ]


class ClockRing(models.Model):
    """A clock was told once at a share of its term: a warning, then a colleague who could take it over."""

    class Answer(models.TextChoices):
        OPEN = "", pgettext_lazy("hand-over", "nobody has answered")
        TAKEN = "taken", pgettext_lazy("hand-over", "handed over")
        KEPT = "kept", pgettext_lazy("hand-over", "the owner keeps it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="rings")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    started_at = models.DateTimeField()  # of the clock
    share = models.PositiveSmallIntegerField()  # per cent
    at = models.DateTimeField()
    to = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # whom it was proposed to ask
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default=Answer.OPEN)
    answered_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_clock_rings_once_at_a_share", fields=["client_request", "kind", "started_at", "share"]
            ),
            models.CheckConstraint(
                name="hand_over_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]


class FinishedClock(models.Model):
    """A clock that has stopped, by the terms of its day: whether it was kept, and who owned the request then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="finished_clocks")
    kind = models.CharField(max_length=12, choices=ClockKind.choices)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField()
    allowed_minutes = models.PositiveIntegerField()  # of work
    used_minutes = models.PositiveIntegerField()
    is_kept = models.BooleanField()
    owner = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(name="finished_clocks_by_time", fields=["stopped_at"])]
        constraints = [
            models.UniqueConstraint(name="a_clock_finishes_once", fields=["client_request", "kind", "started_at"]),
            models.CheckConstraint(name="clock_stops_after_its_start", condition=Q(stopped_at__gte=F("started_at"))),
            models.CheckConstraint(
                name="clock_is_kept_in_time",
                condition=Q(is_kept=True, stopped_at__lte=F("due_at")) | Q(is_kept=False, stopped_at__gt=F("due_at")),
            ),
        ]


class NoReturn(models.Model):
    """A moment after which nothing helps, that a promise of a supplier brings; kept by the room that knows it."""

    class What(models.TextChoices):
        CURTAIN = "curtain", pgettext_lazy("no return", "the curtain")
        DEPARTURE = "departure", pgettext_lazy("no return", "departure")
        SHOP = "shop", pgettext_lazy("no return", "the shop closes")
        FREE = "free", pgettext_lazy("no return", "free cancellation ends")
        BEGINS = "begins", pgettext_lazy("no return", "it begins")
        NEEDED = "needed", pgettext_lazy("no return", "it is needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    client_request = models.ForeignKey(ClientRequest, models.CASCADE, related_name="points")
    what = models.CharField(max_length=12, choices=What.choices)
    at = models.DateTimeField()
    about_id = models.UUIDField()  # the booking; no foreign key: requests know no bookings

    class Meta:
        constraints = [models.UniqueConstraint(name="a_point_of_no_return_once", fields=["about_id", "what"])]
