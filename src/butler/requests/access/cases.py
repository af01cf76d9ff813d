"""What is known of a request, and how a case of months stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import rules
from butler.requests.access.waiting import merged_here
from butler.requests.models import Candidate, ClientRequest, Detail, Look
from butler.staff.models import Staff


@dataclass(frozen=True)
class OpinionLine:
    """What somebody thought of a candidate."""

    words: str
    by: Staff
    at: datetime


@dataclass(frozen=True)
class CandidateCard:
    """Somebody or something that may be it."""

    id: UUID
    name: str
    about: str
    state: str
    trial_at: datetime | None
    opinions: tuple[OpinionLine, ...]

    @property
    def state_name(self) -> str:
        return str(Candidate.State(self.state).label)

    @property
    def is_out(self) -> bool:
        return self.state == Candidate.State.DROPPED


@dataclass(frozen=True)
class LookCard:
    """A moment at which the case is looked at again."""

    id: UUID
    why: str
    note: str
    at: datetime
    every_months: int | None

    @property
    def why_name(self) -> str:
        return str(Look.Why(self.why).label)


@dataclass(frozen=True)
class Case:
    """A case of months: its phase, who may be it, when it is looked at again."""

    phase: str
    phases: tuple[str, ...]
    candidates: tuple[CandidateCard, ...]
    looks: tuple[LookCard, ...]


def details(request_id: UUID) -> dict[str, str]:
    """What is known of a request, by name; what only a merged one knew stands in its place."""
    found: dict[str, str] = {}
    for pk in (request_id, *merged_here(request_id)):
        for row in Detail.objects.filter(client_request=pk).order_by("name"):
            found.setdefault(row.name, open_sealed(row, "value"))
    return found


def missing_of(request_id: UUID) -> tuple[str, ...]:
    """What must still be asked about a request, the most important first; NotHere for a stranger."""
    row = ClientRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise NotHere
    return rules.missing(row.category, details(request_id))


def case_of(request_id: UUID) -> Case | None:
    """How a case of months stands; None when the request is no such case. NotHere for a stranger."""
    row = ClientRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise NotHere
    if not rules.is_long(row.category):
        return None
    rows = Candidate.objects.filter(client_request=row).prefetch_related("opinions__by").order_by("at", "pk")
    looks = Look.objects.filter(client_request=row, done_at__isnull=True).order_by("at", "pk")
    return Case(
        phase=row.phase or rules.PHASES[row.category][0],
        phases=tuple(rules.PHASES[row.category]),
        candidates=tuple(sorted((_candidate(each) for each in rows), key=lambda card: card.is_out)),
        looks=tuple(_look(each) for each in looks),
    )


def next_look(request_id: UUID) -> datetime | None:
    """When a request is looked at again by agreement."""
    rows = Look.objects.filter(client_request=request_id, done_at__isnull=True).order_by("at")
    return rows.values_list("at", flat=True).first()


def _candidate(row: Candidate) -> CandidateCard:
    said = sorted(row.opinions.all(), key=lambda opinion: opinion.at)
    return CandidateCard(
        id=row.pk,
        name=open_sealed(row, "name"),
        about=open_sealed(row, "about") if row.about else "",
        state=row.state,
        trial_at=row.trial_at,
        opinions=tuple(OpinionLine(open_sealed(each, "words"), each.by, each.at) for each in said),
    )


def _look(row: Look) -> LookCard:
    return LookCard(row.pk, row.why, open_sealed(row, "note") if row.note else "", row.at, row.every_months)
