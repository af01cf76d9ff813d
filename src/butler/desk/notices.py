"""What a browser may say of by itself: only what needs this person now. In discreet mode without a name or a title."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from butler.desk.needs import Need
from butler.dossiers.access import Card
from butler.requests.access import TaskCard
from butler.requests.models import Quadrant


class Kind(StrEnum):
    URGENT = "urgent"  # a task is to be done now
    ANSWER = "answer"  # somebody waits for our word
    RISK = "risk"  # a promise may break, or a letter has not gone


@dataclass(frozen=True)
class Notice:
    """One thing that needs this person now; `id` stays the same while it does."""

    id: str
    kind: Kind
    title: str
    body: str
    url: str


def notices_of(
    needs: Iterable[Need], tasks: Iterable[TaskCard], mine: Mapping[UUID, Card], *, is_discreet: bool
) -> list[Notice]:
    """Of the queue, what is at risk or awaits an answer; and tasks that are urgent now, looked at or not."""
    said = [_of_need(need, kind) for need in needs if (kind := kind_of(need))]
    found = [*said, *_urgent(tasks, mine)]
    return [_covered(one) for one in found] if is_discreet else found


def kind_of(need: Need) -> Kind | None:
    """Why this row of the queue needs somebody now; none: it may wait until they look."""
    if need.kind in ("draft", "proposal"):
        return Kind.RISK if need.severity == "risk" else Kind.ANSWER
    if need.kind == "letter" or (need.kind == "line" and need.severity == "risk"):
        return Kind.RISK
    return None


def _of_need(need: Need, kind: Kind) -> Notice:
    where = f"{reverse('desk:day')}#need-{need.kind}-{need.id}"
    return Notice(f"{need.kind}-{need.id}", kind, need.client.name if need.client else "Butler", need.text, where)


def _urgent(tasks: Iterable[TaskCard], mine: Mapping[UUID, Card]) -> Iterator[Notice]:
    for card in tasks:
        if card.place == Quadrant.NOW and card.score.is_urgent and card.client_id in mine:
            client = mine[card.client_id].name
            where = reverse("desk:day") + f"#need-task-{card.id}" if not card.is_seen else task_url(card.id)
            yield Notice(f"urgent-{card.id}", Kind.URGENT, client, card.title, where)


def task_url(task_id: UUID) -> str:
    return reverse("desk:task", args=[task_id])


def _covered(one: Notice) -> Notice:
    return Notice(one.id, one.kind, "Butler", WORDS()[one.kind], one.url)


def WORDS() -> dict[Kind, str]:
    return {
        Kind.URGENT: _("A task is urgent now"),
        Kind.ANSWER: _("Somebody waits for your word"),
        Kind.RISK: _("Something is at risk"),
    }
