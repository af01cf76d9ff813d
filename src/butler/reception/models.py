"""What came in by the file: batches, and every row that one of them touched, so that it can be taken back exactly."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedBytesField, SealedTextField


class Batch(models.Model):
    """One import: who, when, from what. Its state is a row's: a crash in the middle is continued or taken back."""

    class State(models.TextChoices):
        NEW = "new", _("handed over")
        PREVIEWED = "previewed", _("looked at")
        APPLYING = "applying", _("being taken in")
        APPLIED = "applied", _("taken in")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)  # what people say: "take back batch 7"
    state = models.CharField(max_length=10, choices=State.choices)
    taken_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # none: a command
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    sources = SealedTextField(subject="house")  # names of files: they name people
    mark = models.BinaryField(db_index=True)  # keyed hash of sources and choices: the same import is continued
    preview = models.JSONField(default=dict)  # counts by kind, and problems by place: no words of a file
    done = models.PositiveIntegerField(default=0)  # entries that are finished, in the order of the sources
    as_clients = models.BooleanField(default=False)
    client = models.ForeignKey("dossiers.Client", models.SET_NULL, null=True, related_name="+")  # whose files they are

    house = None  # sealed for the house: a batch may hold many clients

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_taken_back_says_when", condition=~Q(state="undone") | Q(undone_at__isnull=False)
            )
        ]


class BatchFile(models.Model):
    """A file that was handed over at the desk, kept until its batch is taken in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = SealedTextField(subject="house")
    content = SealedBytesField(subject="house")

    house = None

    class Meta:
        constraints = [models.UniqueConstraint(name="one_file_per_position", fields=["batch", "position"])]


class ImportedRow(models.Model):
    """One row of the house that a batch made or changed, or one entry that changed nothing or could not be read."""

    class Action(models.TextChoices):
        CREATED = "created", pgettext_lazy("import", "new")
        UPDATED = "updated", pgettext_lazy("import", "changed")
        UNCHANGED = "unchanged", pgettext_lazy("import", "the same")
        PROBLEM = "problem", _("not read")

    class Kept(models.TextChoices):
        IN_USE = "in_use", _("something new hangs on it")
        CHANGED_SINCE = "changed_since", _("it was changed since")
        GONE = "gone", _("it is gone already")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    # Set where a client's row was changed: the image before is sealed with that client's key.
    client = models.ForeignKey("dossiers.Client", models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()  # in the order of doing; undone backwards
    entry = models.PositiveIntegerField()  # which card, line or message of the batch
    kind = models.CharField(max_length=16)  # client, person, contact, message, calendar, ...
    action = models.CharField(max_length=10, choices=Action.choices)
    is_main = models.BooleanField(default=True)  # what the entry is about; else a part of it
    key = models.BinaryField(default=b"", db_index=True)  # keyed hash of what makes the entry the same tomorrow
    table = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=40, blank=True)
    before = SealedTextField()
    after = models.BinaryField(default=b"")  # keyed hash of the changed fields as we left them
    file = models.PositiveSmallIntegerField(default=0)  # its place among the batch's sources
    line = models.PositiveIntegerField(default=0)
    column = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=40, blank=True)
    undone_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=16, choices=Kept.choices, blank=True)
    kept_for = models.CharField(max_length=60, blank=True)  # the table of what hangs on it

    class Meta:
        indexes = [
            models.Index(name="imported_rows_of_batch", fields=["batch", "action", "kind"]),
            models.Index(name="imported_rows_of_target", fields=["table", "target"]),
        ]
        constraints = [
            models.UniqueConstraint(name="one_number_per_row_of_batch", fields=["batch", "number"]),
            models.CheckConstraint(
                name="imported_row_names_its_target", condition=Q(action="problem") | (~Q(table="") & ~Q(target=""))
            ),
            models.CheckConstraint(name="problem_says_why", condition=~Q(action="problem") | ~Q(why="")),
        ]
