"""Promises suppliers made us. A state is computed from evidence, never typed in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField


class Kind(models.TextChoices):
    """The categories of requests that end in a promise, by the words of the trade."""

    RESTAURANT = "restaurant", _("table")
    TICKETS = "tickets", _("tickets")
    FLIGHT = "flight", _("flight")
    CHARTER = "charter", _("private flight")
    RAIL = "rail", _("train")
    HOTEL = "hotel", _("hotel")
    TRANSFER = "transfer", _("car with a driver")
    CAR_RENTAL = "car_rental", _("car rental")
    AIRPORT_PASSAGE = "airport_passage", _("airport passage")
    YACHT = "yacht", _("yacht")
    GIFT = "gift", _("gift")
    FLOWERS = "flowers", _("flowers")
    COURIER = "courier", _("courier")
    MEDICAL = "medical", _("appointment with a doctor")
    BEAUTY = "beauty", _("beauty appointment")
    TUTOR = "tutor", _("lesson")
    CLUB = "club", _("club")
    SPORT = "sport", _("training")
    ART = "art", _("viewing")
    HOUSEHOLD = "household", _("household visit")
    EVENT = "event", _("event")
    OTHER = "other", _("booking")


class State(models.TextChoices):
    WANTED = "wanted", pgettext_lazy("booking", "wanted")
    HELD = "held", pgettext_lazy("booking", "held")
    UNPROVEN = "unproven", pgettext_lazy("booking", "unproven")
    CONFIRMED = "confirmed", pgettext_lazy("booking", "confirmed")
    CANCELLED = "cancelled", pgettext_lazy("booking", "cancelled")
    DONE = "done", pgettext_lazy("booking", "done")


class Booking(models.Model):
    """A promise a supplier has made us for a client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="bookings")
    client_request = models.ForeignKey(
        "requests.ClientRequest", models.SET_NULL, null=True, blank=True, related_name="bookings"
    )
    # What a search has found and the supplier has proven: of each such offer one promise is made
    offer = models.OneToOneField("sourcing.Offer", models.SET_NULL, null=True, blank=True, related_name="booking")
    # What broke and was made good by this one
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replacements")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = SealedTextField()  # "Dinner for four", "NV 402 St Petersburg - Istanbul"
    place = SealedTextField()  # where, if it is not the organisation's own address
    city = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64, default="Europe/Moscow")  # of the place
    party_size = models.PositiveSmallIntegerField(default=1)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="RUB")
    reply_by = models.DateTimeField(null=True)  # the supplier's own deadline: hold ends, guarantee wanted
    free_until = models.DateTimeField(null=True)  # free cancellation
    importance = models.PositiveSmallIntegerField(default=1)  # 0 to 3
    state = models.CharField(max_length=10, choices=State.choices, default=State.WANTED)  # computed, never typed in
    proven_by = models.ForeignKey("bookings.Evidence", models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_told_by = SealedTextField()  # who said it is off
    restate_at = models.DateTimeField(null=True, db_index=True)  # when time alone may change the state
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="bookings_by_time", fields=["client", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_replacement", fields=["replaces"], condition=Q(cancelled_at__isnull=True)
            ),
            models.CheckConstraint(name="booking_seats_someone", condition=Q(party_size__gte=1)),
            # Confirmed means proven: a reference, a pass, a tap on our page, a named call.
            models.CheckConstraint(
                name="booking_confirmed_has_evidence",
                condition=~Q(state=State.CONFIRMED) | Q(proven_by__isnull=False),
            ),
            models.CheckConstraint(
                name="booking_does_not_end_early",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="booking_cancelled_says_when", condition=~Q(state=State.CANCELLED) | Q(cancelled_at__isnull=False)
            ),
        ]


class Evidence(models.Model):
    """What proves a booking, how strongly, and until when."""

    class Kind(models.TextChoices):
        REFERENCE = "reference", _("booking number")
        MAIL = "mail", _("letter")
        ANSWER_PAGE = "answer_page", _("answer on our page")
        PASS = "pass", _("pass or ticket")
        CALL = "call", _("named call")
        WORD = "word", _("provisional word")  # proves nothing: tentative, waiting list

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="evidence")
    message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    told_by = SealedTextField()  # who said it
    reference = SealedTextField()  # their number
    received_at = models.DateTimeField()
    good_until = models.DateTimeField(null=True)  # stale evidence proves nothing
    taken_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")


class Instruction(models.Model):
    """One line of how the client likes it: water in the car, pillow in the room. Later the service order."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("instruction", "asked")
        CONFIRMED = "confirmed", pgettext_lazy("instruction", "confirmed")
        REFUSED = "refused", pgettext_lazy("instruction", "refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="instructions")
    preference = models.ForeignKey("dossiers.Preference", models.SET_NULL, null=True, related_name="+")
    text = SealedTextField()
    is_must = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    told_at = models.DateTimeField(null=True)  # the supplier was told
    letter = models.ForeignKey("correspondence.Letter", models.SET_NULL, null=True, related_name="+")  # by which letter
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read last
