"""The one place from which anything leaves: letters, their files, and the yes that each of them needs."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from butler.correspondence.models.talks import Channel, Conversation
from butler.ground.sealing import SealedBytesField, SealedTextField


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

    class AllowedBy(models.TextChoices):
        """The rule that lets a letter leave without a yes of its own."""

        YES = "", _("a yes")
        SAME_WORDS = "same_words", _("the yes to the same words on another channel")
        HOUSE_RULE = "house_rule", _("a rule of the house: a question to the network, thanks, an order to a driver")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="letters")
    conversation = models.ForeignKey(Conversation, models.PROTECT, null=True, related_name="letters")
    purpose = models.CharField(max_length=20)  # digest, reply, ...
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=2, default="ru")
    subject = SealedTextField()
    body = SealedTextField()
    # How one state may follow another, and that nothing is claimed without a yes, the database knows too (0005).
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    allowed_by = models.CharField(max_length=20, choices=AllowedBy.choices, blank=True, default=AllowedBy.YES)
    send_after = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # not looked at before: quiet hours, a pause after a failure; `why` says
    drafted_at = models.DateTimeField()
    # To whom: somebody of the circle, else the client; the address is settled when it is claimed.
    person = models.ForeignKey("dossiers.Person", models.PROTECT, null=True, related_name="+")
    address = SealedTextField()
    answers = models.ForeignKey("correspondence.Message", models.PROTECT, null=True, related_name="+")
    is_urgent = models.BooleanField(default=False)  # may leave in the client's quiet hours
    # On its way. Who claims marks the row, sends, and marks it again; what is in between is uncertain after a crash.
    account = models.ForeignKey("correspondence.Account", models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=40, blank=True)  # which worker
    sending_at = models.DateTimeField(null=True)
    dated_at = models.DateTimeField(null=True)  # the date it bears: the same when it is sent again
    mail_domain = models.CharField(max_length=254, blank=True)  # of its Message-ID: settled once, kept for ever
    sent_at = models.DateTimeField(null=True)
    external_id = models.BinaryField(default=b"", db_index=True)  # hash of what the other side calls it
    tries = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=40, blank=True)  # code of the last failure
    # Read for names and numbers of the client's circle before it goes to the network: "clean", or nothing yet.
    guarded = models.CharField(max_length=8, blank=True)
    is_filed = models.BooleanField(default=False)  # a copy lies in the account's folder of sent mail
    settled_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # who judged `uncertain`
    settled_at = models.DateTimeField(null=True)
    # The same words by another channel, because this one surely did not go: at most one.
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        indexes = [
            models.Index(name="letters_to_send", fields=["state", "send_after"]),
            models.Index(name="letters_of_account", fields=["account", "sending_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_on_the_wire_says_since_when",
                condition=~Q(state__in=["sending", "uncertain"]) | Q(sending_at__isnull=False),
            ),
            models.CheckConstraint(name="letter_sent_says_when", condition=~Q(state="sent") | Q(sent_at__isnull=False)),
            models.CheckConstraint(
                name="letter_claimed_by_somebody", condition=~Q(state__in=["claimed", "sending"]) | ~Q(claimed_by="")
            ),
            models.CheckConstraint(
                name="letter_same_words_stand_for_another",
                condition=~Q(allowed_by="same_words") | Q(instead_of__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_allowed_by_a_known_rule", condition=Q(allowed_by__in=["", "same_words", "house_rule"])
            ),
        ]


class LetterFile(models.Model):
    """A file that leaves with a letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(default=0)
    name = SealedTextField()
    content_type = models.CharField(max_length=100)
    content = SealedBytesField()


class Template(models.Model):
    """The house's own words for a kind of letter; what stands in the code serves where there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20)  # acknowledge, ask, options, confirm, thanks, ...
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=80, blank=True)
    text = models.TextField()  # with variables; never a client's words
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)  # a newer wording stands

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_standing_wording_per_purpose",
                fields=["purpose", "language", "name"],
                condition=Q(replaced_at__isnull=True),
            )
        ]


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
