"""When we asked again whether a promise stands, and what came of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reconfirmation(models.Model):
    """We asked a supplier whether a promise still stands: in writing, then by telephone, then a lead hears of it."""

    class Rung(models.TextChoices):
        THREE_DAYS = "three_days", _("three days before")
        DAY = "day", _("a day before")
        EVENING = "evening", _("the evening before")
        HOURS = "hours", _("in the last hours")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("reconfirmation", "confirmed")
        DECLINED = "declined", pgettext_lazy("reconfirmation", "declined")
        SILENT = "silent", pgettext_lazy("reconfirmation", "silent")  # a later rung asks, or it is too late
        DROPPED = "dropped", pgettext_lazy("reconfirmation", "no longer needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    booking = models.ForeignKey("bookings.Booking", models.CASCADE, related_name="reconfirmations")
    rung = models.CharField(max_length=10, choices=Rung.choices)
    starts_at = models.DateTimeField()  # of the booking when it was asked about: another hour has another ladder
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    letter = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read so far
    answer_by = models.DateTimeField()  # then somebody telephones
    task = models.ForeignKey("requests.Task", models.SET_NULL, null=True, related_name="+")  # the call
    call_by = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)  # that nobody took
    alarmed_at = models.DateTimeField(null=True)  # a lead was told
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)  # none: still open

    class Meta:
        indexes = [models.Index(name="reconfirmations_open", fields=["answer_by"], condition=Q(outcome=""))]
        constraints = [
            models.UniqueConstraint(name="each_rung_is_asked_once", fields=["booking", "rung", "starts_at"]),
            models.UniqueConstraint(name="one_open_reconfirmation_each", fields=["booking"], condition=Q(outcome="")),
            models.CheckConstraint(
                name="reconfirmation_is_asked_before_it_begins", condition=Q(asked_at__lt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="reconfirmation_ends_with_a_moment", condition=Q(outcome="") | Q(answered_at__isnull=False)
            ),
        ]
