"""What the house proposes before it is asked."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from butler.ground.sealing import SealedTextField


class Anticipation(models.Model):
    """Something foreseen: what, why, by when to start."""

    class Kind(models.TextChoices):
        OCCASION = "occasion", _("occasion")
        DOCUMENT = "document", _("document expires")
        TRIP = "trip", _("before a trip")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        TAKEN = "taken", _("taken on")
        DISMISSED = "dismissed", _("not now")
        PASSED = "passed", _("passed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="anticipations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    occasion = models.ForeignKey("dossiers.Occasion", models.CASCADE, null=True, related_name="anticipations")
    document = models.ForeignKey("dossiers.Document", models.CASCADE, null=True, related_name="anticipations")
    trip = models.ForeignKey("travel.Trip", models.CASCADE, null=True, related_name="anticipations")
    falls_on = models.DateField()  # the day itself
    start_by = models.DateField()  # the last calm day to begin
    reasons = models.JSONField(default=list)  # [[code, {numbers}], ...]
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Never a missed or doubled reminder: one row for one date of one thing.
            models.UniqueConstraint(name="one_anticipation_per_occasion", fields=["occasion", "falls_on"]),
            models.UniqueConstraint(
                name="one_anticipation_per_document",
                fields=["document", "trip", "falls_on"],
                nulls_distinct=False,
                condition=models.Q(document__isnull=False),
            ),
        ]


class Idea(models.Model):
    """One way to meet an anticipation: a gift, a celebration, a step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    anticipation = models.ForeignKey(Anticipation, models.CASCADE, related_name="ideas")
    organisation = models.ForeignKey("network.Organisation", models.SET_NULL, null=True, related_name="+")
    title = SealedTextField()
    why = SealedTextField()
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="RUB")
    order_by = models.DateField(null=True)
    rank = models.PositiveSmallIntegerField(default=1)
