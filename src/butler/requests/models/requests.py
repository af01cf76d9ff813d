"""What the client asked: one owner, always."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField


class Category(models.TextChoices):
    RESTAURANT = "restaurant", _("restaurant")
    TICKETS = "tickets", _("tickets")
    FLIGHT = "flight", _("flight")
    CHARTER = "charter", _("private flight")
    RAIL = "rail", _("train")
    HOTEL = "hotel", _("hotel")
    TRANSFER = "transfer", _("transfer")
    CAR_RENTAL = "car_rental", _("car rental")
    AIRPORT_PASSAGE = "airport_passage", _("airport passage")
    YACHT = "yacht", _("yacht")
    GIFT = "gift", _("gift")
    FLOWERS = "flowers", _("flowers")
    MEDICAL = "medical", _("medical")
    BEAUTY = "beauty", _("beauty")
    TUTOR = "tutor", _("tutor")
    CLUB = "club", _("club")
    SPORT = "sport", _("sport")
    ART = "art", _("art")
    REAL_ESTATE = "real_estate", _("real estate")
    HOUSEHOLD = "household", _("household")
    DOCUMENTS = "documents", _("documents")
    SHOPPING = "shopping", _("shopping")
    EVENT = "event", _("event")
    COURIER = "courier", _("courier")
    REMINDER = "reminder", _("reminder")
    INFORMATION = "information", _("information")
    PAYMENT = "payment", _("payment")
    OTHER = "other", _("other")


class RequestState(models.TextChoices):
    NEW = "new", pgettext_lazy("request", "new")
    ACCEPTED = "accepted", pgettext_lazy("request", "accepted")
    OPTIONS = "options", pgettext_lazy("request", "options")
    APPROVAL = "approval", pgettext_lazy("request", "approval")
    BOOKED = "booked", pgettext_lazy("request", "booked")
    CONFIRMED = "confirmed", pgettext_lazy("request", "confirmed")
    DELIVERED = "delivered", pgettext_lazy("request", "delivered")
    DEBRIEFED = "debriefed", pgettext_lazy("request", "debriefed")
    CLOSED = "closed", pgettext_lazy("request", "closed")
    CANCELLED = "cancelled", pgettext_lazy("request", "cancelled")


AT_REST = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.DEBRIEFED)


class DueWhat(models.TextChoices):
    """What comes next for a request that is open."""

    ACKNOWLEDGE = "acknowledge", pgettext_lazy("next", "tell the client that we have it")
    OPTIONS = "options", pgettext_lazy("next", "give the client a choice")
    CLIENT_ANSWER = "client_answer", pgettext_lazy("next", "the client answers")
    SUPPLIER_ANSWER = "supplier_answer", pgettext_lazy("next", "the supplier confirms")
    UPDATE = "update", pgettext_lazy("next", "tell the client how it stands")
    EVENT = "event", pgettext_lazy("next", "it takes place")
    DEBRIEF = "debrief", pgettext_lazy("next", "hear how it was")
    LOOK_AGAIN = "look_again", pgettext_lazy("next", "look at it again")
    RESUME = "resume", pgettext_lazy("next", "the pause ends")


class ClientRequest(models.Model):
    """What the client asked. It has one owner, always, and while it is open a next moment with a reason.

    Its state is that of its last `StateChange`, changed by `actions.requests.change_state` only: the database refuses
    a state without its row, and a step that the life of a request does not know.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="requests")
    message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="requests")
    title = SealedTextField()
    category = models.CharField(max_length=16, choices=Category.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.NEW)
    owner = models.ForeignKey("staff.Staff", models.PROTECT, related_name="requests")
    opened_at = models.DateTimeField()
    state_number = models.PositiveIntegerField(default=1)  # of the StateChange that says its state
    due_at = models.DateTimeField(null=True)  # its next moment
    due_what = models.CharField(max_length=16, choices=DueWhat.choices, blank=True)
    promised_at = models.DateTimeField(null=True)  # the client was told to hear by then
    happens_at = models.DateTimeField(null=True)  # it takes place, as far as we know
    closed_at = models.DateTimeField(null=True)
    clocks_at = models.DateTimeField(null=True)  # when the sweep of clocks looks again; none: at once
    phase = models.CharField(max_length=8, blank=True)  # of a case of months: `rules.templates.Phase`

    class Meta:
        indexes = [
            models.Index(name="requests_of_owner", fields=["owner", "state", "due_at"]),
            models.Index(name="requests_due", fields=["due_at"], condition=Q(due_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="open_request_has_a_next_moment",
                condition=Q(state__in=AT_REST, due_at__isnull=True, due_what="")
                | (~Q(state__in=AT_REST) & Q(due_at__isnull=False) & ~Q(due_what="")),
            ),
            models.CheckConstraint(
                name="request_rests_since_a_moment",
                condition=Q(state__in=AT_REST, closed_at__isnull=False)
                | (~Q(state__in=AT_REST) & Q(closed_at__isnull=True)),
            ),
        ]
