"""How a request came to where it stands, and whether any was forgotten."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q

from butler.ground import acting
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.requests import rules
from butler.requests.access.cases import next_look
from butler.requests.access.clocks import own_terms
from butler.requests.access.people import opens, standing_grants
from butler.requests.access.waiting import standing_pause
from butler.requests.models import AT_REST, ClientRequest, RequestState, StateChange, Task
from butler.requests.rules.terms import terms_of
from butler.staff.models import Role, Staff


@dataclass(frozen=True)
class Step:
    """A change of a request's state: from what to what, who, when, and why if they said."""

    before: str  # empty: it was opened
    after: str
    why: str
    reason: str
    by: Staff | None
    purpose: str
    at: datetime
    is_taken_back: bool

    @property
    def after_name(self) -> str:
        return str(RequestState(self.after).label)

    @property
    def why_name(self) -> str:
        return str(StateChange.Why(self.why).label)


def history(request_id: UUID) -> list[Step]:
    """Every step of a request, the latest first; NotHere for a stranger, and when there is none. One query."""
    rows = StateChange.objects.filter(client_request=request_id).select_related("by", "taken_back_by")
    found = list(rows.order_by("-number"))
    if not found:
        raise NotHere
    acting.check_may_open(found[0].client_id, "profile")
    return [_step(row) for row in found]


def life(row: ClientRequest) -> rules.Life:
    """What the next moment of a request is chosen from."""
    pause = standing_pause(row.pk)
    return rules.Life(
        state=row.state,
        promised_at=row.promised_at,
        happens_at=row.happens_at,
        look_at=next_look(row.pk),
        unseen_for=rules.LOOKS[rules.Phase(row.phase)] if row.phase else None,
        paused_until=pause.until if pause else None,
        terms=terms_of(row.client.standing, row.category, own_terms()),
    )


def orphans(*, now: datetime) -> list[UUID]:
    """Open requests that could be forgotten: without a next moment, or with an owner who has gone or holds no grant.

    Of those the one who acts may see. It gives nothing, at any time: the database, the verbs and the sweep see to it.
    """
    grants = standing_grants(now).filter(client=OuterRef(OuterRef("client")))
    keepers = Staff.objects.filter(opens(grants, OuterRef("pk")), pk=OuterRef("owner"), is_active=True)
    keepers = keepers.exclude(role=Role.AUDITOR)
    found = ClientRequest.objects.exclude(state__in=AT_REST)
    lost = Q(due_at__isnull=True) | Q(due_what="") | ~Q(owner__in=keepers.values("pk"))
    return list(found.filter(lost).order_by("pk").values_list("pk", flat=True))


def orphan_tasks(*, now: datetime) -> list[UUID]:
    """Open steps whose owner has gone or may not open the client any more; of those the one who acts may see.

    It gives nothing once the minute's sweep has passed: the steps go to their request's owner, else to an heir.
    """
    grants = standing_grants(now).filter(client=OuterRef(OuterRef("client")))
    keepers = Staff.objects.filter(opens(grants, OuterRef("pk")), pk=OuterRef("owner"), is_active=True)
    keepers = keepers.exclude(role=Role.AUDITOR)
    lost = Task.objects.filter(done_at__isnull=True).exclude(owner__in=keepers.values("pk"))
    return list(lost.order_by("pk").values_list("pk", flat=True))


def _step(row: StateChange) -> Step:
    return Step(
        before=row.before,
        after=row.after,
        why=row.why,
        reason=open_sealed(row, "reason") if row.reason else "",
        by=row.by,
        purpose=row.purpose,
        at=row.at,
        is_taken_back=hasattr(row, "taken_back_by"),
    )
