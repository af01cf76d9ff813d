"""The search itself: what is wanted and by when, whom we ask in which wave, and what became of each question."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from butler.ground.sealing import SealedTextField
from butler.requests.models import Category


class OperationRow(models.Model):
    """A row that belongs to a client: random id, row security on `client_id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("dossiers.Client", models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Operation(OperationRow):
    """The durable search for something hard to get. While it is open it has a next moment."""

    class State(models.TextChoices):
        SEARCHING = "searching", pgettext_lazy("operation", "searching")
        CHOICE = "choice", pgettext_lazy("operation", "the client chooses")
        APPROVAL = "approval", pgettext_lazy("operation", "waits for a yes")
        ORDERED = "ordered", pgettext_lazy("operation", "ordered")
        BOOKED = "booked", pgettext_lazy("operation", "booked")
        STOPPED = "stopped", pgettext_lazy("operation", "stopped")

    client_request = models.ForeignKey("requests.ClientRequest", models.CASCADE, related_name="operations")
    owner = models.ForeignKey("staff.Staff", models.PROTECT, related_name="operations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SEARCHING)
    alias = models.CharField(max_length=40)  # whom suppliers hear of
    category = models.CharField(max_length=16, choices=Category.choices)
    goal = SealedTextField()  # what is sought, as suppliers may read it
    city = models.CharField(max_length=80, blank=True)
    party_size = models.PositiveSmallIntegerField(default=1)
    happens_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField()  # promised to the client
    no_return_at = models.DateTimeField(null=True)  # after it nothing helps
    plan_b_at = models.DateTimeField()  # another way is proposed before the promise is due
    plan_b_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)  # the promised moment came without an answer: a lead was told
    ceiling = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # in all
    face_value = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # of one, as printed
    may_resell = models.BooleanField(default=False)  # somebody allowed a price above the face value
    currency = models.CharField(max_length=3, default="RUB")
    client_chooses = models.BooleanField(default=False)  # even within the mandate
    is_recovery = models.BooleanField(default=False)  # what was promised broke: whoever began it tells the client
    opened_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)  # its next moment
    rewish_at = models.DateTimeField(null=True)  # the client wants it otherwise: from then it is sought, or moved, so
    rewished = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")
    rewish_names = models.JSONField(default=list)  # what of it: when, party, place, budget, ...

    class Meta:
        indexes = [models.Index(name="operations_of_owner", fields=["owner", "state"])]
        constraints = [
            models.UniqueConstraint(
                name="one_open_operation_per_request", fields=["client_request"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="open_operation_has_a_next_moment",
                condition=Q(closed_at__isnull=True, due_at__isnull=False)
                | Q(closed_at__isnull=False, due_at__isnull=True),
            ),
            models.CheckConstraint(
                name="operation_rests_when_booked_or_stopped",
                condition=Q(state__in=["booked", "stopped"], closed_at__isnull=False)
                | (~Q(state__in=["booked", "stopped"]) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(name="operation_is_for_someone", condition=Q(party_size__gte=1)),
        ]


OPEN = (
    Operation.State.SEARCHING, Operation.State.CHOICE, Operation.State.APPROVAL, Operation.State.ORDERED,
)  # fmt: skip


class Term(OperationRow):
    """One thing the goal asks for; hard ones are not given up."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    text = SealedTextField()
    is_hard = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="terms_are_numbered", fields=["operation", "number"])]


class Wave(OperationRow):
    """Some of those we could ask, asked at the same time."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="waves_are_numbered", fields=["operation", "number"])]


class Approach(OperationRow):
    """One question put to one contact, or to an organisation where we know nobody."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("approach", "planned")
        ASKED = "asked", pgettext_lazy("approach", "asked")
        OFFERED = "offered", pgettext_lazy("approach", "offered")
        PERHAPS = "perhaps", pgettext_lazy("approach", "perhaps")  # not yet, a waiting list, a question of theirs
        CALL = "call", pgettext_lazy("approach", "asks for a call")
        REFUSED = "refused", pgettext_lazy("approach", "refused")
        SILENT = "silent", pgettext_lazy("approach", "silent")
        STOPPED = "stopped", pgettext_lazy("approach", "no longer needed")

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="approaches")
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="approaches")
    contact = models.ForeignKey("network.Contact", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    channel = models.CharField(max_length=10, blank=True)  # mail, telegram or phone: settled when it is asked
    chance = models.PositiveSmallIntegerField(default=50)  # percent
    reasons = models.JSONField(default=list)  # codes: why them, why now
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = SealedTextField()  # in their words, shortened
    heard = models.ForeignKey("correspondence.Message", models.SET_NULL, null=True, related_name="+")  # read last
    letter = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    asked_before = models.OneToOneField(  # our question before the wish changed: what answers it answers another one
        "correspondence.Letter", models.SET_NULL, null=True, related_name="+"
    )
    chase = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    goodbye = models.OneToOneField("correspondence.Letter", models.SET_NULL, null=True, related_name="+")
    goodbye_said_at = models.DateTimeField(null=True)  # thanked and told that it is not needed any more
    task = models.ForeignKey("requests.Task", models.SET_NULL, null=True, related_name="+")  # a call to make
    noted_at = models.DateTimeField(null=True)  # the network has learnt how it went

    class Meta:
        indexes = [models.Index(name="approaches_of_contact", fields=["contact", "state"])]
        constraints = [
            models.CheckConstraint(
                name="approach_is_put_to_somebody", condition=Q(contact__isnull=False) | Q(organisation__isnull=False)
            ),
            models.UniqueConstraint(
                name="a_contact_is_asked_once", fields=["operation", "contact"], condition=Q(contact__isnull=False)
            ),
            models.UniqueConstraint(
                name="an_organisation_is_asked_once",
                fields=["operation", "organisation"],
                condition=Q(contact__isnull=True),
            ),
            models.CheckConstraint(
                name="approach_asked_says_when_and_until_when",
                condition=Q(state="planned")
                | Q(state="stopped")
                | Q(asked_at__isnull=False, answer_by__isnull=False, answer_by__gt=F("asked_at")),
            ),
        ]
