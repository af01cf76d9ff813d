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


class Proposal(models.Model):
    """One thing that was read in a message, proposed to a person: with its evidence, and what else it might be.

    A tap takes it or another guess; what a person says instead is kept as a `Correction`.
    """

    class Kind(models.TextChoices):
        REQUEST = "request", pgettext_lazy("proposal", "request")  # something new is asked
        PART = "part", pgettext_lazy("proposal", "part of a request")  # more about what is asked already
        QUESTION = "question", pgettext_lazy("proposal", "asks how it stands")  # an answer is enough
        LATE = "late", pgettext_lazy("proposal", "a flight or train is late")
        CHANGE = "change", pgettext_lazy("proposal", "change")
        CANCEL = "cancel", pgettext_lazy("proposal", "cancellation")
        ANSWER = "answer", pgettext_lazy("proposal", "answer")  # yes or no to what we asked
        THANKS = "thanks", pgettext_lazy("proposal", "thanks")
        PREFERENCE = "preference", pgettext_lazy("proposal", "preference")
        NEED = "need", pgettext_lazy("proposal", "unspoken need")
        SUPPLIER = "supplier", pgettext_lazy("proposal", "supplier's answer")
        PERSON = "person", pgettext_lazy("proposal", "who writes")  # found by name: a person says yes
        LOOK = "look", pgettext_lazy("proposal", "for a person")  # we do not know what this is

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "proposed")
        TAKEN = "taken", pgettext_lazy("proposal", "taken")
        CORRECTED = "corrected", pgettext_lazy("proposal", "corrected")
        DISMISSED = "dismissed", pgettext_lazy("proposal", "set aside")
        STALE = "stale", pgettext_lazy("proposal", "overtaken")  # the message was changed or moved

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey("correspondence.Message", models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()  # in the order of the message
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=40, blank=True)  # category, topic, rule: never a client's word
    act = models.CharField(max_length=10, blank=True)
    other_code = models.CharField(max_length=40, blank=True)  # the second guess
    other_act = models.CharField(max_length=10, blank=True)
    confidence = models.FloatField(default=0)
    content = SealedTextField()  # JSON: slots, spans, sources, words
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # none: a rule
    decided_at = models.DateTimeField(null=True)
    made_table = models.CharField(max_length=60, blank=True)  # what came of it
    made_id = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="proposals_are_numbered", fields=["message", "number"]),
            models.CheckConstraint(
                name="proposal_decided_says_when", condition=Q(state="open") | Q(decided_at__isnull=False)
            ),
        ]
        indexes = [models.Index(name="open_proposals", fields=["client", "made_at"], condition=Q(state="open"))]


class Hearing(models.Model):
    """How a message sounded: mood with its cause, urgency, and what language; a person may say otherwise."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    message = models.OneToOneField("correspondence.Message", models.CASCADE, related_name="hearing")
    language = models.CharField(max_length=2, blank=True)
    mood = models.CharField(max_length=10, default="calm")
    mood_score = models.FloatField(default=0)
    mood_said_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")  # a person's word
    urgency = models.CharField(max_length=10, default="whenever")
    no_return_at = models.DateTimeField(null=True)
    content = SealedTextField()  # JSON of the whole reading, for the desk to show why
    sent_at = models.DateTimeField()  # of the message: the trend is by time
    read_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # of the reader

    class Meta:
        indexes = [models.Index(name="moods_of_client", fields=["client", "-sent_at"])]


class Correction(models.Model):
    """What a person said instead of a reading: kept, and taught to the house by a `Lesson`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, null=True, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, related_name="corrections")
    what = models.CharField(max_length=12)  # category, act, mood, preference, supplier, slot
    words = SealedTextField()  # the part of the message it is about
    was = models.CharField(max_length=40, blank=True)
    now = models.CharField(max_length=40, blank=True)
    slots = SealedTextField()  # JSON, where a slot was put right
    by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    learnt_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)


class Lesson(models.Model):
    """The house learnt from its corrections, or tried to: who asked, what came of it, and what is read by it since.

    What was learnt stands only in the row in force: an older lesson keeps its counts, and no word.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("lesson", "asked for")
        LEARNT = "learnt", pgettext_lazy("lesson", "learnt")
        WORSE = "worse", pgettext_lazy("lesson", "refused")  # other messages would be read worse
        NOTHING = "nothing", pgettext_lazy("lesson", "nothing to learn")
        FORGOTTEN = "forgotten", pgettext_lazy("lesson", "forgotten")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        "staff.Staff", models.PROTECT, null=True, related_name="+"
    )  # none: night, or a command
    night = models.DateField(null=True, unique=True)  # of the house's zone, where the night asked
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # of corrections: all, new, taught, contradictory, silent
    figures = models.JSONField(default=dict)  # by field: how much was read rightly, before and after
    mark = models.CharField(max_length=64, blank=True)  # of all that it was made of: the same is not learnt twice
    is_in_force = models.BooleanField(default=False)
    weights = SealedTextField(subject="house")  # what `language.learnt` reads by

    house = None  # sealed for the house: many clients' corrections made it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_lesson_is_in_force", fields=["is_in_force"], condition=Q(is_in_force=True)
            ),
            models.CheckConstraint(
                name="lesson_finished_says_when", condition=Q(state="asked") | Q(finished_at__isnull=False)
            ),
            models.CheckConstraint(name="only_learnt_is_in_force", condition=Q(is_in_force=False) | Q(state="learnt")),
        ]
        indexes = [models.Index(name="lessons_latest_first", fields=["-asked_at"])]
