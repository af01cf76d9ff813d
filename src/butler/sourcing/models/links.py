"""Private doors: one page for one purpose, shown to whoever holds its address, until a moment that stands on its row.

What the page shows lies on the row itself, sealed for the house, so that the web process needs no right to any client
to show it. An answer is laid down as it came; the worker takes it in. A page that is only looked at changes nothing.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from butler.ground.sealing import SealedTextField
from butler.sourcing.models.offers import Choice
from butler.sourcing.models.operations import Approach


class Link(models.Model):
    """The right to one page, until when."""

    class Kind(models.TextChoices):
        APPROACH = "approach"
        ORDER = "order"
        CHOICE = "choice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    approach = models.ForeignKey(Approach, models.CASCADE, null=True, related_name="links")
    choice = models.ForeignKey(Choice, models.CASCADE, null=True, related_name="links")
    language = models.CharField(max_length=2, default="ru")
    page = SealedTextField()  # JSON of what it shows: no client's name in it
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=12, blank=True)  # answered, taken, stopped

    class Meta:
        constraints = [
            models.CheckConstraint(name="link_expires_after_it_is_made", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="link_leads_to_one_thing",
                condition=Q(kind="choice", choice__isnull=False, approach__isnull=True)
                | (~Q(kind="choice") & Q(choice__isnull=True, approach__isnull=False)),
            ),
            models.UniqueConstraint(name="one_link_of_a_kind_per_approach", fields=["approach", "kind"]),
        ]


class Answer(models.Model):
    """What was pressed on a page, as it came: kept first, taken in afterwards, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, models.CASCADE, related_name="answers")
    act = models.CharField(max_length=8)  # confirm, decline, offer, call, choose, decide
    content = SealedTextField()  # JSON
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_as = models.CharField(max_length=12, blank=True)  # what became of it

    class Meta:
        indexes = [models.Index(name="answers_to_take", fields=["at"], condition=Q(taken_at__isnull=True))]
