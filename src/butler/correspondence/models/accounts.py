"""The doors to the world: mail accounts and bots of the house, and how far each was read."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from butler.ground.sealing import SealedTextField


class Account(models.Model):
    """A door of the house: a mailbox, a way out for mail, the house's own listener, a bot."""

    class Kind(models.TextChoices):
        IMAP = "imap", _("mailbox (IMAP)")
        SMTP = "smtp", _("mail out (SMTP)")
        LISTENER = "listener", _("own mail server")
        TELEGRAM = "telegram", _("Telegram bot")
        MODEL = "model", _("language model")  # helps to read; nothing leaves by it to anybody

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=80)  # how colleagues call it
    address = models.CharField(max_length=254, blank=True)  # the house's own address or bot name
    options = models.JSONField(default=dict)  # host, port, security, user, folders, base address: nothing secret
    secret = SealedTextField(subject="house")
    token = SealedTextField(subject="house")  # JSON: what the provider gave last, where tokens stand for a password
    is_on = models.BooleanField(default=True)
    per_minute = models.PositiveSmallIntegerField(default=30)  # letters, at most
    tried_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    why = models.CharField(max_length=40, blank=True)  # code of the last failure
    heard_at = models.DateTimeField(null=True)  # when something came through it last, to the minute
    # Telegram brings updates to this address of ours; empty: it is asked for them. What the owner wants, what is.
    webhook_wanted = models.CharField(max_length=300, blank=True)
    webhook = models.CharField(max_length=300, blank=True)
    webhook_why = models.CharField(max_length=40, blank=True)  # code: why it is not as wanted
    due_at = models.DateTimeField(null=True)  # when it is looked at again

    house = None  # its password is sealed for the house


class Cursor(models.Model):
    """How far a folder, or the updates of a bot, were taken in. It moves with the messages, never alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="cursors")
    folder = models.CharField(max_length=200, default="")
    validity = models.BigIntegerField(default=0)  # UIDVALIDITY, RFC 3501 section 2.3.1.1
    position = models.BigIntegerField(default=0)  # last UID, or the next update

    class Meta:
        constraints = [models.UniqueConstraint(name="one_cursor_per_folder", fields=["account", "folder"])]
