"""Clients, and who holds a grant for them. Names, contacts, notes and numbers are sealed; what sorts is not."""

import uuid
from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from butler.ground.sealing import SealedTextField


class Gender(models.TextChoices):
    FEMALE = "f", _("female")
    MALE = "m", _("male")


class Compartment(models.TextChoices):
    PROFILE = "profile", _("Profile")
    IDENTITY = "identity", _("Identity")
    HEALTH = "health", _("Health")
    FINANCE = "finance", _("Finance")
    FAMILY = "family", _("Family")


class Standing(models.TextChoices):
    KEY = "key", _("key client")
    REGULAR = "regular", _("client")


class Address(models.TextChoices):
    """How a letter begins."""

    NAME_PATRONYMIC = "patronymic", _("by name and patronymic")
    FIRST_NAME = "first", _("by first name")
    TITLE_SURNAME = "title", _("by title and surname")


class NotRemoved(models.Manager):
    """Rows that were not removed."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class EveryRow(models.Manager):
    """Removed rows too."""


class ClientRow(models.Model):
    """A row that belongs to a client: random id, and row security on `client_id`.

    What is removed by hand stays for a while, so that a slip can be taken back; `objects` does not see it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects = NotRemoved()
    everything = EveryRow()

    class Meta:
        abstract = True


class Client(models.Model):
    """The principal the house serves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = SealedTextField(subject="id")
    patronymic = SealedTextField(subject="id")
    surname = SealedTextField(subject="id")
    portrait = SealedTextField(subject="id")  # two lines on how to be with this person
    alias = models.CharField(max_length=40, unique=True, blank=True)  # what suppliers and job lists may see
    gender = models.CharField(max_length=1, choices=Gender.choices)  # stored, never guessed
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.REGULAR)
    language = models.CharField(max_length=2, default="ru")
    zone = models.CharField(max_length=64, default="Europe/Moscow")
    city = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=10, choices=Address.choices, default=Address.NAME_PATRONYMIC)
    is_formal = models.BooleanField(default=True)  # «вы», not «ты»
    capital_you = models.BooleanField(default=False)  # «Вы» in letters, where the client likes it
    led_by = models.ForeignKey("staff.Staff", models.PROTECT, related_name="+")
    covered_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    quiet_from = models.TimeField(default=time(22))
    quiet_to = models.TimeField(default=time(9))
    digest_at = models.TimeField(null=True, default=time(9))  # on the client's own clock; none means no digest
    channel = models.CharField(max_length=12, default="mail")  # where they like to be written to
    may_ask_model = models.BooleanField(default=False)  # an outside model may help to read, with all names hidden
    since = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(name="clients_of_manager", fields=["led_by", "standing"])]

    def __str__(self) -> str:
        return self.alias

    @property
    def is_key(self) -> bool:
        return self.standing == Standing.KEY


class Grant(models.Model):
    """The right of one colleague to open one compartment of one dossier.

    Written only by dossiers_give_grant(), and by requests_let_in() for what was offered and accepted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey("staff.Staff", models.PROTECT, related_name="grants")
    client = models.ForeignKey(Client, models.CASCADE, related_name="grants")
    compartment = models.CharField(max_length=12, choices=Compartment.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=120)
    given_by = models.BigIntegerField(null=True)  # staff; none: a job's purpose

    class Meta:
        indexes = [models.Index(name="grants_of_staff", fields=["staff", "compartment", "client"])]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
            )
        ]


class Relation(models.TextChoices):
    SPOUSE = "spouse", _("spouse")
    PARTNER = "partner", _("partner")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent")
    SIBLING = "sibling", _("brother or sister")
    GRANDPARENT = "grandparent", _("grandparent")
    FRIEND = "friend", _("friend")
    ASSISTANT = "assistant", _("assistant")
    GUARD = "guard", _("guard")
    DRIVER = "driver", _("driver")
    NANNY = "nanny", _("nanny")
    COLLEAGUE = "colleague", _("colleague")
    OTHER = "other", _("close person")


GENDERED = {
    ("spouse", "f"): _("wife"),
    ("spouse", "m"): _("husband"),
    ("child", "f"): _("daughter"),
    ("child", "m"): _("son"),
    ("parent", "f"): _("mother"),
    ("parent", "m"): _("father"),
    ("sibling", "f"): _("sister"),
    ("sibling", "m"): _("brother"),
    ("grandparent", "f"): _("grandmother"),
    ("grandparent", "m"): _("grandfather"),
}


def relation_name(relation: str, gender: str = "") -> str:
    """How a relation is called: "mother" when we know, else "parent"."""
    return str(GENDERED.get((relation, gender)) or Relation(relation).label)


class Person(ClientRow):
    """Somebody of the client's circle."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="circle")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    given_name = SealedTextField()
    patronymic = SealedTextField()
    surname = SealedTextField()
    about = SealedTextField()  # "agrees on gifts", "a hard time just now"
    gender = models.CharField(max_length=1, choices=Gender.choices, blank=True)
    language = models.CharField(max_length=2, default="ru")
    may_ask = models.BooleanField(default=False)  # writes for the client
    may_decide = models.BooleanField(default=False)  # and may say yes


class ContactPoint(ClientRow):
    """A telephone, a mail address, a messenger: sealed, and found through an exact blind index."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        MAIL = "mail", _("e-mail")
        TELEGRAM = "telegram", _("Telegram")
        PLACE = "place", _("address")
        LINK = "link", _("link")

    client = models.ForeignKey(Client, models.CASCADE, related_name="contact_points")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    label = models.CharField(max_length=40, blank=True)
    value = SealedTextField()
    index = models.BinaryField(default=b"", db_index=True)  # blind_index of the canonical form; empty for places
    is_preferred = models.BooleanField(default=False)


class Occasion(ClientRow):
    """A date that returns or expires. The year or the day may be unknown; 29.02 is kept as it is."""

    class Kind(models.TextChoices):
        BIRTHDAY = "birthday", _("birthday")
        ANNIVERSARY = "anniversary", _("anniversary")
        NAME_DAY = "name_day", _("name day")
        MEMORIAL = "memorial", _("memorial day")
        MEMBERSHIP = "membership", _("membership renewal")
        OTHER = "other", _("date")

    client = models.ForeignKey(Client, models.CASCADE, related_name="occasions")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="occasions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = SealedTextField()
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    returns = models.BooleanField(default=True)
    wants_gift = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(name="occasions_by_date", fields=["month", "day"])]
        constraints = [
            models.CheckConstraint(name="occasion_month_exists", condition=Q(month__range=(1, 12))),
            models.CheckConstraint(name="occasion_day_exists", condition=Q(day__isnull=True) | Q(day__range=(1, 31))),
        ]


class Polarity(models.TextChoices):
    LIKES = "likes", _("likes")
    DISLIKES = "dislikes", _("dislikes")
    MUST = "must", _("must have")
    NEVER = "never", _("never")


class Topic(models.TextChoices):
    SEATING = "seating", _("seating")
    AMBIENCE = "ambience", _("ambience")
    VIEW = "view", _("view")
    ROOM = "room", _("room")
    SEAT = "seat", _("seat")
    CABIN = "cabin", _("cabin")
    CAR = "car", _("car")
    AIRCRAFT = "aircraft", _("aircraft")
    AIRLINE = "airline", _("airline")
    FLIGHT = "flight", _("flight")
    FOOD = "food", _("food")
    DRINK = "drink", _("drink")
    ALLERGY = "allergy", _("allergy")
    DIET = "diet", _("diet")
    FLOWERS = "flowers", _("flowers")
    GIFT = "gift", _("gift")
    MUSIC = "music", _("music")
    TEMPERATURE = "temperature", _("temperature")
    STAFF = "staff", _("people who serve")
    TIME = "time", _("time")
    COMMUNICATION = "communication", _("communication")
    STYLE = "style", _("style")
    PLACE = "place", _("place")
    OTHER = "other", _("other")


class TasteGroup(models.TextChoices):
    """How a page gathers topics."""

    TABLE = "table", _("Table")
    JOURNEY = "journey", _("Hotel and road")
    LEISURE = "leisure", _("Leisure and taste")
    MANNER = "manner", _("Manner")


class Preference(ClientRow):
    """A typed fact of taste or need."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="preferences")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="preferences")
    topic = models.CharField(max_length=16, choices=Topic.choices)
    polarity = models.CharField(max_length=8, choices=Polarity.choices)
    value = SealedTextField()
    scope = models.CharField(max_length=24, blank=True)  # car, hotel, table, flight, with_spouse; blank: everywhere
    evidence = SealedTextField()
    times_seen = models.PositiveSmallIntegerField(default=1)
    confidence = models.PositiveSmallIntegerField(default=60)  # 0 to 100
    noted_on = models.DateField()
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="preference_confidence_is_a_share", condition=Q(confidence__lte=100)),
        ]


class Document(ClientRow):
    """A passport, a visa, a card: what it is and when it expires. The number is kept apart, in `identity`."""

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("passport")
        TRAVEL_PASSPORT = "travel_passport", _("travel passport")
        VISA = "visa", _("visa")
        DRIVING_LICENCE = "driving_licence", _("driving licence")
        INSURANCE = "insurance", _("insurance")
        MEMBERSHIP = "membership", _("club card")
        POWER_OF_ATTORNEY = "power_of_attorney", _("power of attorney")
        OTHER = "other", _("document")

    client = models.ForeignKey(Client, models.CASCADE, related_name="documents")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    country = models.CharField(max_length=2, blank=True)
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True, db_index=True)


class DocumentNumber(ClientRow):
    """Identity: the number of a document."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    document = models.OneToOneField(Document, models.CASCADE, related_name="number")
    value = SealedTextField(compartment="identity")
    index = models.BinaryField(default=b"", db_index=True)


class IdentityNote(ClientRow):
    """Identity: door codes, plates, loyalty numbers."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="identity_notes")
    label = models.CharField(max_length=60)
    value = SealedTextField(compartment="identity")


class HealthNote(ClientRow):
    """Health: conditions, medicines, doctors."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="health_notes")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=60)
    value = SealedTextField(compartment="health")
    noted_on = models.DateField()


class FinanceNote(ClientRow):
    """Finance: accounts, cards on file, who pays."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="finance_notes")
    label = models.CharField(max_length=60)
    value = SealedTextField(compartment="finance")


class Mandate(ClientRow):
    """What the client lets the house do without asking: a category and a limit."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="mandates")
    category = models.CharField(max_length=20)  # a request category, or "all"
    limit = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="RUB")
    until = models.DateField(null=True)


class Gift(ClientRow):
    """A present that was given, so that none is given twice in a household."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="gifts")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="gifts"
    )  # none: to the client
    occasion = models.ForeignKey(Occasion, models.SET_NULL, null=True, blank=True, related_name="gifts")
    title = SealedTextField()
    given_on = models.DateField()
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="RUB")
    supplier = models.CharField(max_length=120, blank=True)
    reception = models.CharField(max_length=10, blank=True)  # loved, liked, cool


class Note(ClientRow):
    """What a colleague wants remembered."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="notes")
    written_by = models.ForeignKey("staff.Staff", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    text = SealedTextField()
