"""What is said: one conversation with each person, its messages as they arrived, and who has them open just now."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from butler.correspondence.rules.proof import carries_weight
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


STANDING = Q(merged_into__isnull=True)


class Conversation(MaybeClientRow):
    """Everything said with one person, over whatever channel; `channel` is the one they used last."""

    class Waiting(models.TextChoices):
        US = "us", _("waiting for us")
        THEM = "them", _("waiting for them")
        NOBODY = "nobody", _("at rest")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="conversations")
    # Somebody with whom we speak goes only together with the client: else two conversations would be with one.
    person = models.ForeignKey("dossiers.Person", models.RESTRICT, null=True, related_name="conversations")
    # With somebody of the network: a supplier writes about a client, or about none that we know yet.
    contact = models.ForeignKey("network.Contact", models.RESTRICT, null=True, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.RESTRICT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = SealedTextField()  # where an unknown sender writes from
    address_index = models.BinaryField(default=b"", db_index=True)
    subject = SealedTextField()
    waiting = models.CharField(max_length=8, choices=Waiting.choices, default=Waiting.US)
    last_at = models.DateTimeField()
    owner = models.ForeignKey(
        "staff.Staff", models.PROTECT, null=True, related_name="+"
    )  # who answers; none: who leads
    # Merged into another: kept empty, so that the merge can be taken back.
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(name="conversations_by_time", fields=["client", "-last_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_conversation_with_each_client",
                fields=["client"],
                condition=STANDING & Q(person__isnull=True, contact__isnull=True, organisation__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_conversation_with_each_of_the_circle",
                fields=["client", "person"],
                condition=STANDING & Q(contact__isnull=True, organisation__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_conversation_with_each_contact_about_a_client",
                fields=["contact", "client"],
                condition=STANDING & Q(contact__isnull=False),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_conversation_with_each_organisation_about_a_client",
                fields=["organisation", "client"],
                condition=STANDING & Q(contact__isnull=True, organisation__isnull=False),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_conversation_with_each_unknown_address",
                fields=["address_index"],
                condition=STANDING
                & Q(client__isnull=True, contact__isnull=True, organisation__isnull=True)
                & ~Q(address_index=b""),
            ),
        ]


class RawMessage(MaybeClientRow):
    """The bytes as they arrived, kept before anybody reads them. The row is the state of their reading."""

    class State(models.TextChoices):
        NEW = "new", _("not read yet")
        READ = "read", _("read")
        NOTHING = "nothing", _("says nothing to us")  # a join, a pin, an echo of ours
        UNREADABLE = "unreadable", _("cannot be read")  # kept and shown to a person

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    account = models.ForeignKey("correspondence.Account", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    why = models.CharField(max_length=40, blank=True)  # code: too_slow, too_big, crashed, ...
    envelope = SealedTextField()  # JSON of what the wire said beside the bytes: from, to
    read_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # who looked at what fails
    # Who took the call or pasted the words; they alone see it until it is sorted, to take it back.
    written_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    external_id = models.CharField(max_length=64)  # a hash of the channel's own id
    content = SealedBytesField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_message_arrives_once", fields=["channel", "external_id"]),
            models.CheckConstraint(name="what_cannot_be_read_says_why", condition=~Q(state="unreadable") | ~Q(why="")),
        ]
        indexes = [
            models.Index(name="raw_messages_to_read", fields=["received_at"], condition=Q(state="new")),
            models.Index(name="raw_messages_not_read", fields=["received_at"], condition=Q(state="unreadable")),
        ]


class Message(MaybeClientRow):
    """One thing said: by them, by us, or among ourselves."""

    class Way(models.TextChoices):
        IN = "in", _("from them")
        OUT = "out", _("from us")
        NOTE = "note", _("team note")

    class Proof(models.TextChoices):
        PROVEN = "proven", _("proven")
        UNKNOWN = "unknown", _("nothing speaks against it")
        UNPROVEN = "unproven", _("the sender is not proven")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="messages")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    raw = models.ForeignKey(RawMessage, models.PROTECT, null=True, related_name="messages")
    person = models.ForeignKey("dossiers.Person", models.SET_NULL, null=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    sent_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    sender = SealedTextField()  # as the message names them
    name = SealedTextField()  # as they call themselves, where `sender` is a number of a messenger
    subject = SealedTextField()
    body = SealedTextField()
    thread_key = models.BinaryField(default=b"", db_index=True)  # hash of the Message-ID, for replies
    message_id = SealedTextField()  # the Message-ID itself, for the headers of our answer
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="answered_by")
    letter = models.OneToOneField("correspondence.Letter", models.PROTECT, null=True, related_name="message")
    folded = SealedTextField()  # quotes and signature, as they stood below `body`
    html = SealedTextField()  # cleaned; shown in a frame without rights
    edited_at = models.DateTimeField(null=True)  # the sender changed it; the words before are in `Wording`
    proof = models.CharField(max_length=10, choices=Proof.choices, default=Proof.UNKNOWN)
    proof_why = models.CharField(max_length=20, blank=True)  # code
    # What it would answer if its sender were who they say. `answers` stays empty, so that no room takes its words.
    would_answer = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    vouched_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    vouched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(name="messages_by_time", fields=["conversation", "sent_at"])]

    @property
    def carries_weight(self) -> bool:
        return carries_weight(self.proof, is_vouched=self.vouched_by_id is not None)


class Wording(MaybeClientRow):
    """A message's words before its sender changed them."""

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, related_name="wordings")
    raw = models.ForeignKey(RawMessage, models.PROTECT, null=True, related_name="+")  # which brought the new words
    body = SealedTextField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="wordings_of_message", fields=["message", "until"])]


class Attachment(MaybeClientRow):
    """A file that came with a message."""

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = SealedTextField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = SealedBytesField()
    kind = models.CharField(max_length=10, blank=True)  # what the bytes really are: pdf, jpg, ogg, ...
    danger = models.CharField(max_length=30, blank=True)  # code: why it is not handed out without a warning
    is_voice = models.BooleanField(default=False)


class Regrouping(MaybeClientRow):
    """Two conversations became one, or one became two: which messages moved, so that it can be taken back."""

    class What(models.TextChoices):
        MERGED = "merged", _("merged")
        SPLIT = "split", _("taken apart")

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    what = models.CharField(max_length=6, choices=What.choices)
    source = models.ForeignKey(Conversation, models.CASCADE, related_name="+")
    target = models.ForeignKey(Conversation, models.SET_NULL, null=True, related_name="+")  # none: begun and gone
    moved = models.JSONField()  # ids of the messages
    before = models.JSONField(default=dict)  # ids, codes and moments of both conversations as they stood
    by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)


class Presence(MaybeClientRow):
    """A colleague has this conversation open, and may be writing an answer: two do not answer unknowingly."""

    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="presences")
    staff = models.ForeignKey("staff.Staff", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    writing_at = models.DateTimeField(null=True)
    words = SealedTextField()  # the answer as far as it is typed; comes back after a crash of the browser

    class Meta:
        constraints = [models.UniqueConstraint(name="one_presence_each", fields=["conversation", "staff"])]
