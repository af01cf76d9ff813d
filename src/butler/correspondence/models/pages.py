"""Private pages: one page for one letter, shown to whoever holds its address, until a moment that stands on its row.

What the page shows is sealed for the house and names no client, so the web process needs no right to any client to
show it. An answer is laid down as it came; the room whose letter it is takes it in. Looking at a page changes nothing.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from butler.correspondence.models.letters import Letter
from butler.ground.sealing import SealedTextField


class Page(models.Model):
    """What the reader of one letter may answer with a tap, until when."""

    class Kind(models.TextChoices):
        APPROACH = "approach"  # confirm, decline, offer, call
        ORDER = "order"  # confirm, decline, call
        RECONFIRMATION = "reconfirmation"  # confirm, decline, call
        RIDE = "ride"  # confirm, decline, call
        CHOICE = "choice"  # choose, decide, decline

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    letter = models.OneToOneField(Letter, models.CASCADE, related_name="page")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=2, default="ru")
    shows = SealedTextField(subject="house")  # JSON of words to show: no client's name in it
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=12, blank=True)  # answered, taken, stopped

    house = None  # what it shows is sealed for the house

    class Meta:
        constraints = [
            models.CheckConstraint(name="page_expires_after_it_is_made", condition=Q(expires_at__gt=F("made_at"))),
        ]


class Answer(models.Model):
    """What was pressed on a page, as it came: kept first, taken in afterwards, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(Page, models.CASCADE, related_name="answers")
    act = models.CharField(max_length=8)  # confirm, decline, offer, call, choose, decide
    content = SealedTextField(subject="house")  # JSON: what, price, currency, hold_until, words, number
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_as = models.CharField(max_length=12, blank=True)  # what became of it

    house = None

    class Meta:
        indexes = [models.Index(name="page_answers_to_take", fields=["at"], condition=Q(taken_at__isnull=True))]
