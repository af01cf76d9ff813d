"""A request has an owner who may open the dossier, always: hand it over, and find an heir when its owner goes.

The verbs of the rooms below that can leave a request without its owner are called through this file: let a colleague
go, another place, grants, another leader. The database refuses at the end of the transaction whoever goes past it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from butler.dossiers import actions as dossiers
from butler.dossiers.models import Client, Compartment
from butler.ground import journal
from butler.requests import access
from butler.requests.actions.doors import shut_after
from butler.requests.actions.moves import remember
from butler.requests.actions.refusals import HoldsNoGrant, NobodyLeft
from butler.requests.actions.requests import locked_request
from butler.requests.actions.tasks import hand_over
from butler.requests.models import AT_REST, ClientRequest, HandedItem, Move, Task
from butler.staff import actions as staff
from butler.staff.models import Staff, Team


@transaction.atomic
def hand_request_over(request_id: UUID, to: Staff, *, by: Staff, now: datetime) -> Move | None:
    """Give a request, with what its owner had to do for it, to a colleague who may open the dossier. Else HoldsNoGrant.

    None when it is theirs already.
    """
    row = locked_request(request_id)
    if row.owner_id == to.pk:
        return None
    if not access.may_own(row.client_id, now=now).filter(pk=to.pk).exists():
        raise HoldsNoGrant
    move = remember(row, Move.What.HANDED_OVER, by, now)
    theirs = list(_open_tasks_of(row).order_by("pk").values_list("pk", flat=True))
    row.owner = to
    row.save(update_fields=["owner"])
    for task_id in theirs:
        if to in access.colleagues_for(row.client_id, now=now):
            hand_over(task_id, to, by=by, now=now, part_of=move)
    journal.record("request.handed_over", about=row, to=to.pk)
    return move


@transaction.atomic
def let_go(person: Staff, *, now: datetime) -> int:
    """Close the house to a colleague at once; their requests go to their heirs. Returns sessions ended."""
    give_up(person, now=now)
    return staff.let_go(person)


@transaction.atomic
def change_place(person: Staff, *, role: str, team: Team | None, now: datetime) -> Staff:
    """Another role or team; requests that the colleague can no longer open go to whoever leads each client."""
    staff.change_place(person, role=role, team=team)
    adopt_orphans(now=now)
    return person


@transaction.atomic
def set_grants(person: Staff, client_id: UUID, compartments: set[str], **how: Any) -> None:
    """As `dossiers.actions.set_grants`; with the profile closed to them, their requests of this client go on."""
    if Compartment.PROFILE not in compartments:
        give_up(person, client_id=client_id, now=how["now"])
    dossiers.set_grants(person, client_id, compartments, **how)


@transaction.atomic
def change_leaders(client_id: UUID, *, led_by: Staff, covered_by: Staff | None, now: datetime) -> Client:
    """As `dossiers.actions.change_leaders`; what the former ones owned goes to whoever leads from now on."""
    client = Client.objects.filter(pk=client_id).first()
    former = {client.led_by_id, client.covered_by_id} if client else set()
    stay = {led_by.pk, covered_by.pk if covered_by else None}
    rows = _open_requests(client_id).filter(owner__in=former - stay)
    _inherit(rows.values_list("pk", flat=True), lambda row: led_by)  # before a lead may lose sight of them
    return dossiers.change_leaders(client_id, led_by=led_by, covered_by=covered_by, now=now)


def give_up(person: Staff, *, now: datetime, client_id: UUID | None = None) -> int:
    """Everything open that a colleague owns, of one client or of all, goes to its heirs; returns how many requests."""
    rows = _open_requests(client_id).filter(owner=person)
    found = _inherit(rows.values_list("pk", flat=True), lambda row: access.heir(row.client, now=now, but=person))
    _end_covers(person, client_id, now)
    steps = Task.objects.filter(owner=person, done_at__isnull=True)
    _give_steps(steps if client_id is None else steps.filter(client=client_id), now, but=person)
    return found


def adopt_orphans(*, now: datetime) -> int:
    """Work whose owner may not have it any more goes to its heirs; returns how many requests. Safe to run twice."""
    found = _inherit(access.orphans(now=now), lambda row: access.heir(row.client, now=now))
    _adopt_steps(now)
    return found


def _end_covers(person: Staff, client_id: UUID | None, now: datetime) -> None:
    """What they covered has gone to its heirs: nothing is brought back from them later, and nothing stays open."""
    covers = HandedItem.objects.select_for_update(of=("self",)).filter(
        state=HandedItem.State.ACCEPTED, hand_over__taker=person, hand_over__until__isnull=False
    )
    for item in covers.order_by("pk") if client_id is None else covers.filter(client=client_id).order_by("pk"):
        item.state, item.ended_at = HandedItem.State.ENDED, now
        item.save(update_fields=["state", "ended_at"])
        shut_after(item)


def _adopt_steps(now: datetime) -> None:
    _give_steps(Task.objects.filter(pk__in=access.orphan_tasks(now=now)), now)


def _give_steps(steps: QuerySet[Task], now: datetime, *, but: Staff | None = None) -> None:
    """Steps go to the owner of their request, while that may open the client, else to the client's heir."""
    for row in steps.select_for_update(of=("self",)).select_related("client", "client_request").order_by("pk"):
        asked = row.client_request
        able = access.may_own(row.client_id, now=now, but=but)
        owner = able.filter(pk=asked.owner_id).first() if asked else None
        row.owner = owner or _heir(row.client, now, but)
        row.is_seen, row.snoozed_until = False, None
        row.save(update_fields=["owner", "is_seen", "snoozed_until"])
        journal.record("task.inherited", about=row, to=row.owner_id)


def _heir(client: Client, now: datetime, but: Staff | None) -> Staff:
    found = access.heir(client, now=now, but=but)
    if found is None:
        raise NobodyLeft
    return found


def _inherit(request_ids: Iterable[UUID], heir_of: Callable[[ClientRequest], Staff | None]) -> int:
    found = ClientRequest.objects.select_for_update(of=("self",)).filter(pk__in=list(request_ids))
    rows = list(found.select_related("client").order_by("pk"))
    for row in rows:
        heir = heir_of(row)
        if heir is None:
            raise NobodyLeft
        _open_tasks_of(row).update(owner=heir, is_seen=False, snoozed_until=None)
        row.owner = heir
        row.save(update_fields=["owner"])
        journal.record("request.inherited", about=row, to=heir.pk)
    return len(rows)


def _open_requests(client_id: UUID | None) -> QuerySet[ClientRequest]:
    rows = ClientRequest.objects.exclude(state__in=AT_REST)
    return rows if client_id is None else rows.filter(client=client_id)


def _open_tasks_of(row: ClientRequest) -> QuerySet[Task]:
    """What the owner of a request has to do for it."""
    return Task.objects.filter(client_request=row, owner=row.owner_id, done_at__isnull=True)
