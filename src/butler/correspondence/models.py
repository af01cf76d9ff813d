"""Conversations and messages, and the one place from which anything leaves."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from butler.ground.sealing import SealedBytesField, SealedTextField


class Channel(models.TextChoices):
    MAIL = "mail", _("e-mail")
    TELEGRAM = "telegram", _("Telegram")
    PHONE = "phone", _("telephone")
    DESK = "desk", _("note")


class MaybeClientRow(models.Model):
    """A row whose client may not be known yet: then only leads, the owner and the worker's purposes see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True


class Conversation(MaybeClientRow):
    """Everything said with one person, over whatever channel."""

    class Waiting(models.TextChoices):
        US = "us", _("waiting for us")
        THEM = "them", _("waiting for them")
        NOBODY = "nobody", _("at rest")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="conversations")
    person = models.ForeignKey("dossiers.Person", models.SET_NULL, null=True, related_name="conversations")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = SealedTextField()  # where an unknown sender writes from
    address_index = models.BinaryField(default=b"", db_index=True)
    subject = SealedTextField()
    waiting = models.CharField(max_length=8, choices=Waiting.choices, default=Waiting.US)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="conversations_by_time", fields=["client", "-last_at"])]


class RawMessage(MaybeClientRow):
    """The bytes as they arrived, kept before anybody reads them."""

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    external_id = models.CharField(max_length=64)  # a hash of the channel's own id
    content = SealedBytesField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="a_message_arrives_once", fields=["channel", "external_id"])]


class Message(MaybeClientRow):
    """One thing said: by them, by us, or among ourselves."""

    class Way(models.TextChoices):
        IN = "in", _("from them")
        OUT = "out", _("from us")
        NOTE = "note", _("team note")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="messages")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    raw = models.ForeignKey(RawMessage, models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey("dossiers.Person", models.SET_NULL, null=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sent_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    sender = SealedTextField()  # as the message names them
    subject = SealedTextField()
    body = SealedTextField()
    thread_key = models.BinaryField(default=b"", db_index=True)  # hash of the Message-ID, for replies

    class Meta:
        indexes = [models.Index(name="messages_by_time", fields=["conversation", "sent_at"])]


class Attachment(MaybeClientRow):
    """A file that came with a message."""

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = SealedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = SealedBytesField()


class Letter(models.Model):
    """Something that will leave the house: the outbox. It waits for a yes, then for its hour, then for the wire."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a yes")
        NEW = "new", _("approved")
        CLAIMED = "claimed", _("being sent")
        SENDING = "sending", _("on the wire")
        SENT = "sent", _("sent")
        UNCERTAIN = "uncertain", _("uncertain")
        FAILED = "failed", _("not delivered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="letters")
    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, related_name="letters")
    purpose = models.CharField(max_length=20)  # digest, reply, ...
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=2, default="ru")
    subject = SealedTextField()
    body = SealedTextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    send_after = models.DateTimeField()
    drafted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="letters_to_send", fields=["state", "send_after"])]


class Approval(models.Model):
    """A yes, or a no, that was needed before something leaves the house."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="approvals")
    is_yes = models.BooleanField()
    given_by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_standing_answer_per_letter", fields=["letter"], condition=Q(taken_back_at__isnull=True)
            )
        ]
