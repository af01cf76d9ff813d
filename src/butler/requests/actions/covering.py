"""What an answer does to the work: it moves, it comes back, and the sweep sees to covers that begin and end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from butler.dossiers.models import Client
from butler.ground import acting, journal, live
from butler.ground.refusals import NotHere
from butler.requests import access
from butler.requests.actions.doors import let_in, shut_after
from butler.requests.actions.owners import hand_request_over
from butler.requests.actions.refusals import HoldsNoGrant, NobodyLeft, NotNow, OnlyALead, Overtaken, Refused
from butler.requests.actions.requests import locked_request
from butler.requests.actions.tasks import hand_over, locked_task
from butler.requests.models import AT_REST, ClientRequest, HandedItem, HandOver, Move, Task
from butler.staff.models import Staff

State = HandedItem.State
A_RING = timedelta(minutes=1)  # between two sweeps: what ends is brought back before the grants have run out
BATCH = 200


@dataclass(frozen=True)
class Thing:
    """What is handed over: a request, a task, or (with neither) the whole client."""

    client_id: UUID
    request_id: UUID | None = None
    task_id: UUID | None = None
    note: str = ""


def move(item: HandedItem, by: Staff, now: datetime) -> None:
    """Open what is closed to the taker, then give them the work; the moves are the way back."""
    taker = item.hand_over.taker
    if not (taker.is_active and taker.opens_dossiers):
        raise HoldsNoGrant
    let_in(item)
    if not access.may_own(item.client_id, now=now).filter(pk=taker.pk).exists():
        raise HoldsNoGrant  # whoever offered it may not open it to them (any more)
    moves = [str(move.pk) for move in _hand_all(item, by, now) if move]
    item.before = {"moves": moves} | _change_leaders(item)
    item.moved_at = now
    item.save(update_fields=["moved_at", "before"])
    live.changed("task", client_id=item.client_id, about=item.pk)


def _hand_all(item: HandedItem, by: Staff, now: datetime) -> list[Move | None]:
    giver, taker = item.hand_over.giver_id, item.hand_over.taker
    if item.client_request_id or item.task_id:
        check_is_theirs(item.hand_over, Thing(item.client_id, item.client_request_id, item.task_id))
    if item.client_request_id:
        return [hand_request_over(item.client_request_id, taker, by=by, now=now)]
    if item.task_id:
        return [hand_over(item.task_id, taker, by=by, now=now)]
    asked = ClientRequest.objects.select_for_update().filter(client=item.client_id, owner=giver)
    moves = [hand_request_over(pk, taker, by=by, now=now) for pk in _ids(asked.exclude(state__in=AT_REST))]
    steps = Task.objects.select_for_update().filter(client=item.client_id, owner=giver, done_at__isnull=True)
    return [*moves, *(hand_over(pk, taker, by=by, now=now) for pk in _ids(steps))]


def check_is_theirs(head: HandOver, thing: Thing) -> None:
    """The thing is of that client, open, and in the giver's hands."""
    if thing.request_id:
        row: Any = locked_request(thing.request_id)
        is_open = row.state not in AT_REST
    elif thing.task_id:
        row = locked_task(thing.task_id)
        is_open = row.done_at is None
    else:
        return
    if row.client_id != thing.client_id or row.owner_id != head.giver_id or not is_open:
        raise Overtaken


def _change_leaders(item: HandedItem) -> dict[str, Any]:
    """A whole client for good: the taker takes the giver's place. Returns who led and who covered."""
    head = item.hand_over
    if head.until is not None or item.client_request_id or item.task_id:
        return {}
    client = Client.objects.select_for_update().get(pk=item.client_id)
    before = {"led_by": client.led_by_id, "covered_by": client.covered_by_id}
    places = [head.taker_id if pk == head.giver_id else pk for pk in before.values()]
    led_by, covered_by = places[0], places[1] if places[1] != places[0] else None
    Client.objects.filter(pk=client.pk).update(led_by=led_by, covered_by=covered_by)
    journal.record("client.handed_over", about=client, led_by=led_by, covered_by=covered_by)
    return before


def put_leaders_back(item: HandedItem) -> None:
    if "led_by" in item.before:
        led_by, covered_by = item.before["led_by"], item.before["covered_by"]
        Client.objects.filter(pk=item.client_id).update(led_by=led_by, covered_by=covered_by)


@transaction.atomic
def bring_back(item_id: UUID, *, by: Staff, now: datetime) -> HandedItem:
    """A cover ends early: what is still with the taker goes back, and the dossier is shut to them.

    Work that came during the cover goes back too. Ended twice, the second changes nothing. NotNow what was given for
    good, or not accepted.
    """
    item = locked_item(item_id)
    acting.check_may_open(item.client_id, "profile")
    head = item.hand_over
    if item.state == State.ENDED:
        return item
    if item.state != State.ACCEPTED or head.until is None:
        raise NotNow
    if not (by.is_lead or by.pk in (head.giver_id, head.taker_id, head.by_id)):
        raise OnlyALead
    _end(item, now)
    return item


@transaction.atomic
def settle_hand_overs(*, now: datetime) -> int:
    """The sweep: covers that are over go back, those that begin move, offers that lost their sense are taken away.

    Returns how many items it touched. Safe to run twice.
    """
    over = _swept(state=State.ACCEPTED, hand_over__until__lte=now + A_RING)
    for item in over:
        _end(item, now)
    begun = _swept(state=State.ACCEPTED, moved_at__isnull=True, hand_over__since__lte=now)
    for item in begun:
        _begin(item, now)
    idle = _swept(_has_lost_its_sense(now), state=State.OFFERED)
    for item in idle:
        item.state = State.WITHDRAWN
        item.save(update_fields=["state"])
        journal.record("hand_over.withdrawn", about=item)
    return len(over) + len(begun) + len(idle)


def _swept(*where: Q, **more: Any) -> list[HandedItem]:
    rows = HandedItem.objects.select_for_update(skip_locked=True, of=("self",)).filter(*where, **more)
    return list(rows.select_related("hand_over__giver", "hand_over__taker").order_by("pk")[:BATCH])


def _has_lost_its_sense(now: datetime) -> Q:
    """Over before it began, settled meanwhile, or in other hands."""
    asked = Q(client_request__isnull=False) & (
        Q(client_request__state__in=AT_REST) | ~Q(client_request__owner=F("hand_over__giver"))
    )
    step = Q(task__isnull=False) & (Q(task__done_at__isnull=False) | ~Q(task__owner=F("hand_over__giver")))
    gone = Q(hand_over__taker__is_active=False) | Q(hand_over__until__lte=now + A_RING)
    return asked | step | gone


def _begin(item: HandedItem, now: datetime) -> None:
    try:
        with transaction.atomic():
            move(item, item.hand_over.taker, now)
    except (Refused, NotHere):  # settled or in other hands meanwhile: there is nothing to cover
        item.refresh_from_db(fields=["moved_at", "before"])
        _end(item, now)


def _end(item: HandedItem, now: datetime) -> None:
    """The item ends first: an heir is then whoever leads again, not whoever covered."""
    came = _came(item) if item.moved_at and item.hand_over.until else None
    item.state, item.ended_at = State.ENDED, now
    item.save(update_fields=["state", "ended_at"])
    if came is not None:
        asked, steps = came
        for row in asked:
            _return(row, item, now)
        to = _home(item, now)
        steps.filter(owner=item.hand_over.taker_id).update(owner=to, is_seen=False)
        shut_after(item)
    journal.record("hand_over.ended", about=item, to=item.hand_over.giver_id)
    live.changed("task", client_id=item.client_id, about=item.pk)


def _came(item: HandedItem) -> tuple[list[ClientRequest], Any]:
    """What is with the taker by this item: locked requests, and steps."""
    asked = ClientRequest.objects.select_for_update(of=("self",)).filter(
        client=item.client_id, owner=item.hand_over.taker_id
    )
    steps = Task.objects.filter(client=item.client_id, done_at__isnull=True)
    moved = Move.objects.filter(pk__in=item.before.get("moves", []))
    parts = Q(pk__in=moved.values("task")) | Q(moves__part_of__in=moved)
    if item.task_id:
        asked, steps = asked.none(), steps.filter(pk=item.task_id)
    elif item.client_request_id:
        asked, steps = asked.filter(pk=item.client_request_id), steps.filter(client_request=item.client_request_id)
    else:
        asked = asked.filter(Q(pk__in=moved.values("client_request")) | Q(opened_at__gte=item.moved_at))
        steps = steps.filter(parts | Q(asked_at__gte=item.moved_at) | Q(client_request__in=[row.pk for row in asked]))
    return list(asked.select_related("client").order_by("pk")), Task.objects.filter(pk__in=set(_ids(steps)))


def _return(row: ClientRequest, item: HandedItem, now: datetime) -> None:
    row.owner = _home(item, now)
    row.save(update_fields=["owner"])
    journal.record("request.came_back", about=row, to=row.owner_id)


def _home(item: HandedItem, now: datetime) -> Staff:
    """The giver, while they may open the dossier; else the client's heir."""
    able = access.may_own(item.client_id, now=now)
    home = able.filter(pk=item.hand_over.giver_id).first() or access.heir(
        item.client, now=now, but=item.hand_over.taker
    )
    if home is None:
        raise NobodyLeft
    return home


def locked_item(item_id: UUID, *, taker: Staff | None = None) -> HandedItem:
    """The item, locked; NotHere for a stranger, and for whoever is not its taker where only they may answer."""
    rows = HandedItem.objects.select_for_update(of=("self",)).select_related("hand_over__giver", "hand_over__taker")
    item = rows.filter(pk=item_id).first()
    if item is None or (taker is not None and item.hand_over.taker_id != taker.pk):
        raise NotHere
    return item


def _ids(rows: Any) -> list[UUID]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
