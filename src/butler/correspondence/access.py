"""The only doors to what was said and to what will be said. What comes out is plain and frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from butler.correspondence.models import Approval, Channel, Letter
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.staff.models import Staff


@dataclass(frozen=True)
class LetterCard:
    """A letter that waits, or left, and who said yes or no to it."""

    id: UUID
    client_id: UUID
    purpose: str
    channel: str
    language: str
    subject: str
    body: str
    state: str
    send_after: datetime
    drafted_at: datetime
    answered_by: Staff | None
    answered_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        return self.state == Letter.State.WAITING

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def state_name(self) -> str:
        return str(Letter.State(self.state).label)


def letters(ids: Iterable[UUID]) -> dict[UUID, LetterCard]:
    """These letters, as far as the one who acts may see them; two queries."""
    return {row.pk: _card(row) for row in _rows().filter(pk__in=list(ids))}


def letter(letter_id: UUID) -> LetterCard:
    """One letter; NotHere for a stranger, and when there is none."""
    row = _rows().filter(pk=letter_id).first()
    if row is None:
        raise NotHere
    return _card(row)


def waiting_letters(*, purpose: str = "") -> list[LetterCard]:
    """What waits for a yes of somebody like the one who acts, the next to leave first."""
    found = _rows().filter(state=Letter.State.WAITING)
    if purpose:
        found = found.filter(purpose=purpose)
    return [_card(row) for row in found.order_by("send_after", "pk")]


def _rows() -> QuerySet[Letter]:
    standing = Approval.objects.filter(taken_back_at__isnull=True).select_related("given_by")
    return Letter.objects.prefetch_related(Prefetch("approvals", standing, to_attr="standing"))


def _card(row: Letter) -> LetterCard:
    answer: Approval | None = next(iter(row.standing), None)  # type: ignore[attr-defined]
    return LetterCard(
        id=row.pk,
        client_id=row.client_id,
        purpose=row.purpose,
        channel=row.channel,
        language=row.language,
        subject=open_sealed(row, "subject"),
        body=open_sealed(row, "body"),
        state=row.state,
        send_after=row.send_after,
        drafted_at=row.drafted_at,
        answered_by=answer.given_by if answer else None,
        answered_at=answer.given_at if answer else None,
    )
