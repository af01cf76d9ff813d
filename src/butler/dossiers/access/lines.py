"""What comes out of a dossier: plain, frozen, ready for a page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.functional import cached_property

from butler.dossiers import rules
from butler.dossiers.access.cards import Card
from butler.dossiers.models import Compartment, Polarity, TasteGroup
from butler.staff.models import Staff

JOURNEYS = frozenset(["room", "view", "seat", "cabin", "car", "aircraft", "airline", "flight", "temperature"])
TABLES = frozenset(["food", "drink", "diet", "allergy", "seating", "ambience"])
MANNERS = frozenset(["communication", "time", "staff", "other"])


def group_of(topic: str) -> str:
    """Where a page shows this topic."""
    if topic in TABLES:
        return TasteGroup.TABLE.value
    if topic in JOURNEYS:
        return TasteGroup.JOURNEY.value
    return TasteGroup.MANNER.value if topic in MANNERS else TasteGroup.LEISURE.value


@dataclass(frozen=True)
class ContactLine:
    """A telephone, address or messenger."""

    id: UUID
    kind: str
    kind_name: str
    label: str
    value: str
    is_preferred: bool

    @property
    def link(self) -> str:
        """What a tap does: call, write, open; empty for an address."""
        if self.kind == "phone":
            return "tel:" + (rules.canonical("phone", self.value) or self.value.replace(" ", ""))
        if self.kind == "mail":
            return f"mailto:{self.value}"
        if self.kind == "telegram":
            return f"https://t.me/{rules.canonical('telegram', self.value)}"
        return self.value if self.value.startswith("https://") else ""


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the circle."""

    id: UUID
    relation: str
    relation_name: str
    given_name: str
    patronymic: str
    surname: str
    gender: str
    language: str
    about: str
    may_ask: bool
    may_decide: bool
    contacts: tuple[ContactLine, ...] = ()

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.given_name, self.patronymic, self.surname))) or self.relation_name

    @property
    def short_name(self) -> str:
        """As colleagues say it: "Павел", "Нина Сергеевна"."""
        return " ".join(filter(None, (self.given_name, self.patronymic))) or self.name


@dataclass(frozen=True)
class OccasionLine:
    """A date, with the next time it falls."""

    id: UUID
    kind: str
    kind_name: str
    title: str
    person: PersonLine | None
    month: int
    day: int | None
    year: int | None
    returns: bool
    wants_gift: bool
    next_on: date | None
    turns: int | None


@dataclass(frozen=True)
class PreferenceLine:
    """A fact of taste with what it rests on."""

    id: UUID
    topic: str
    topic_name: str
    polarity: str
    value: str
    scope: str
    evidence: str
    times_seen: int
    confidence: int
    noted_on: date
    is_confirmed: bool
    person: PersonLine | None

    @property
    def is_doubtful(self) -> bool:
        return rules.is_doubtful(self.confidence)

    @property
    def is_must(self) -> bool:
        return self.polarity == Polarity.MUST


@dataclass(frozen=True)
class TasteGroupLines:
    """Preferences of a few topics that belong together; musts first, then the surest."""

    code: str
    name: str
    lines: tuple[PreferenceLine, ...]


@dataclass(frozen=True)
class DocumentLine:
    """A document: what it is, whose, until when. Its number stays masked until somebody reveals it."""

    id: UUID
    kind: str
    kind_name: str
    country: str
    issued_on: date | None
    expires_on: date | None
    person: PersonLine | None
    number_id: UUID | None  # none: no number, or identity is closed to the reader


@dataclass(frozen=True)
class SecretLine:
    """A value of a closed compartment: that it exists, not what it is."""

    id: UUID
    kind: str  # what `reveal` wants to know
    label: str
    person: PersonLine | None = None


@dataclass(frozen=True)
class Secrets:
    """One compartment as this reader sees it: closed, or lines to be revealed one by one."""

    compartment: str
    name: str
    is_open: bool
    lines: tuple[SecretLine, ...]


@dataclass(frozen=True)
class MandateLine:
    id: UUID
    category: str
    limit: Decimal
    currency: str
    until: date | None


@dataclass(frozen=True)
class GiftLine:
    id: UUID
    title: str
    person: PersonLine | None
    given_on: date
    price: Decimal | None
    currency: str
    supplier: str
    reception: str


@dataclass(frozen=True)
class NoteLine:
    id: UUID
    text: str
    written_by: Staff | None
    written_at: datetime
    person: PersonLine | None


@dataclass(frozen=True)
class Holder:
    """A colleague who may open something of this dossier now."""

    staff: Staff
    compartments: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The compartments as they are called."""
        return [str(Compartment(code).label) for code in self.compartments]


@dataclass(frozen=True)
class Dossier:
    """All that the house knows of a client and this reader may see."""

    card: Card
    alias: str
    portrait: str
    left_on: date | None
    led_by: Staff
    covered_by: Staff | None
    holders: tuple[Holder, ...]
    contacts: tuple[ContactLine, ...]
    circle: tuple[PersonLine, ...]
    preferences: tuple[PreferenceLine, ...]
    occasions: tuple[OccasionLine, ...]
    documents: tuple[DocumentLine, ...]
    secrets: tuple[Secrets, ...]
    mandates: tuple[MandateLine, ...]
    gifts: tuple[GiftLine, ...]
    notes: tuple[NoteLine, ...]

    @cached_property
    def never(self) -> tuple[PreferenceLine, ...]:
        """What must not happen."""
        return tuple(line for line in self.preferences if line.polarity == Polarity.NEVER)

    @cached_property
    def tastes(self) -> tuple[TasteGroupLines, ...]:
        """Everything else by group, each with what must be on top."""
        found: dict[str, list[PreferenceLine]] = defaultdict(list)
        for line in self.preferences:
            if line.polarity != Polarity.NEVER:
                found[group_of(line.topic)].append(line)
        return tuple(
            TasteGroupLines(group.value, str(group.label), tuple(sorted(found[group.value], key=_by_weight)))
            for group in TasteGroup
            if found[group.value]
        )

    @cached_property
    def soon(self) -> tuple[OccasionLine, ...]:
        """Dates ahead, the nearest first."""
        ahead = [line for line in self.occasions if line.next_on]
        return tuple(sorted(ahead, key=lambda line: (line.next_on, line.kind)))

    @cached_property
    def is_identity_open(self) -> bool:
        return any(part.is_open for part in self.secrets if part.compartment == Compartment.IDENTITY)

    def phone(self) -> ContactLine | None:
        """The client's own telephone, the preferred one if several."""
        phones = [line for line in self.contacts if line.kind == "phone"]
        return next((line for line in phones if line.is_preferred), phones[0] if phones else None)


def _by_weight(line: PreferenceLine) -> tuple:
    return (not line.is_must, line.is_doubtful, -line.confidence, line.value)
