"""What the client asked: one owner, always."""

import uuid

from django.db import models
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


class ClientRequest(models.Model):
    """What the client asked. It has one owner, always."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="requests")
    message = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="requests")
    title = SealedTextField()
    category = models.CharField(max_length=16, choices=Category.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.NEW)
    owner = models.ForeignKey("staff.Staff", models.PROTECT, related_name="requests")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()  # when something about it is next due
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="requests_of_owner", fields=["owner", "state", "due_at"])]
