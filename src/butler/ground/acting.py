"""Who acts. Everything that touches clients happens in somebody's name: a person's, or a job's named purpose.

One block is one transaction. PostgreSQL's row security reads the name, so whoever forgets it sees no rows, not all
rows. When the block ends, one line of the journal per client says which sealed fields were opened.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from butler.ground import clock, keys
from butler.ground.refusals import NotHere

KEYS_KEPT = 20_000  # unwrapped data keys in memory, the least used leave first


class NobodyActs(Exception):
    """Clients' data was touched outside `acting_as` or `acting_for`."""


class KeyLost(Exception):
    """A data key was made in a part of the transaction that was taken back; nothing sealed with it may stay."""


@dataclass
class Actor:
    """Who acts in this block, on which clock, what they opened, and the data keys that this transaction made."""

    staff_id: int | None
    purpose: str = ""
    zone: str = settings.TIME_ZONE  # of the house
    known: dict[Any, Any] = field(default_factory=dict)  # what was asked once and stays true for this transaction
    opened: dict[UUID | None, set[str]] = field(default_factory=dict)
    made: dict[tuple[UUID, str], bytes] = field(default_factory=dict)


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)
_keys: OrderedDict[tuple[UUID, str], bytes] = OrderedDict()


@contextmanager
def acting_as(staff_id: int) -> Iterator[Actor]:
    """One transaction in one person's name; PostgreSQL hides what they may not see."""
    with _acting(Actor(staff_id), role="butler_app") as actor:
        yield actor


@contextmanager
def acting_for(purpose: str) -> Iterator[Actor]:
    """One transaction for a named purpose of the house ("morning", "import"). Only the worker's role may do this."""
    if not purpose:
        raise ValueError("a purpose has a name")
    with _acting(Actor(None, purpose), role="butler_worker") as actor:
        yield actor


@contextmanager
def acting_at_the_door() -> Iterator[Actor]:
    """One transaction of the web process for what a messenger brings: it may lay down what is new, and sees nothing."""
    with _acting(Actor(None, "door"), role="butler_app") as actor:
        yield actor


def actor() -> Actor:
    """Who acts now; refuses with NobodyActs when nobody does."""
    found = _actor.get()
    if found is None:
        raise NobodyActs("open clients' data inside acting_as or acting_for")
    return found


def somebody() -> Actor | None:
    """Who acts now, if anybody does."""
    return _actor.get()


def opened(client_id: UUID | None, name: str) -> None:
    """Note that the one who acts opened this sealed field."""
    actor().opened.setdefault(client_id, set()).add(name)


def check_may_open(client_id: UUID, compartment: str) -> None:
    """The second lock, in code: a person opens what they hold a grant for, whatever row or key came into their hands.

    Row security may be missing on a table, and keys stay in this process's memory after others used them. Raises
    NotHere.
    """
    who = actor()
    if who.staff_id is None:
        return
    name = ("open", compartment)
    if client_id not in who.known.get(name, ()):
        with connection.cursor() as cursor:  # asked again on a miss: the grant may be of this transaction
            cursor.execute("SELECT dossiers_open_clients(%s)", [compartment])
            who.known[name] = {each for (each,) in cursor.fetchall()}
    if client_id not in who.known[name]:
        raise NotHere


def data_key(subject: UUID, compartment: str) -> bytes:
    """The data key of a subject's compartment, made at first use. Row security decides who may fetch it."""
    from butler.ground.models import DataKey

    who, name = actor(), (subject, compartment)
    if name in who.made:
        return who.made[name]
    if name in _keys:
        _keys.move_to_end(name)
        return _keys[name]
    row = DataKey.objects.filter(subject=subject, compartment=compartment).first()
    if row is None:
        who.made[name] = _make_key(subject, compartment)
        return who.made[name]
    return _keep(name, keys.unwrap(bytes(row.wrapped), subject, compartment))


def fetch_keys(subjects: Iterable[UUID], compartment: str = "profile") -> None:
    """Fetch the data keys of many subjects at once, before a whole house is opened: one query instead of one each."""
    from butler.ground.models import DataKey

    made = actor().made
    missing = {one for one in subjects if (one, compartment) not in made and (one, compartment) not in _keys}
    if not missing:
        return
    for row in DataKey.objects.filter(subject__in=missing, compartment=compartment):
        _keep((row.subject, compartment), keys.unwrap(bytes(row.wrapped), row.subject, compartment))


def forget_keys() -> None:
    """Drop every data key from memory."""
    _keys.clear()


@contextmanager
def _acting(new: Actor, *, role: str) -> Iterator[Actor]:
    with transaction.atomic(durable=True):  # durable: no one acts as two people at once
        _name(new, role)
        token = _actor.set(new)
        try:
            yield new
            _write_what_was_opened(new)
            _check_made_keys(new)
        finally:
            _actor.reset(token)
        if connection.savepoint_ids:
            # Inside a test's own transaction the name must be taken back by hand. Otherwise the end of the transaction
            # does it, and after an error the rollback.
            _name(None, "")
    for name, key in new.made.items():
        _keep(name, key)


def _name(who: Actor | None, role: str) -> None:
    from butler.ground.models import House

    columns = [field.attname for field in House._meta.concrete_fields]
    staff_id = str(who.staff_id or "") if who else ""
    with connection.cursor() as cursor:
        if settings.ROLE == "test":  # one connection plays both roles in tests
            cursor.execute(f"SET LOCAL ROLE {role}" if role else "RESET ROLE")
        cursor.execute(
            "SELECT set_config('butler.staff_id', %s, true), set_config('butler.purpose', %s, true),"  # noqa: S608
            f" set_config('butler.now', %s, true), {', '.join(columns)}"  # the names of its fields
            " FROM (VALUES (1)) AS this (one) LEFT JOIN ground_house ON id = one",
            [staff_id, who.purpose if who else "", clock.now().isoformat() if who else ""],
        )
        _, _, _, *row = cursor.fetchone()
        if who and row[0]:  # no row before the house is founded
            who.known["house"] = house = House.from_db("default", columns, row)
            who.zone = house.zone


def _write_what_was_opened(who: Actor) -> None:
    if not who.opened:
        return
    from butler.ground.models import Entry

    moment = clock.now()
    Entry.objects.bulk_create(
        Entry(
            at=moment,
            staff_id=who.staff_id,
            purpose=who.purpose,
            what="opened",
            client_id=client_id,
            detail={"fields": sorted(names)},
        )
        for client_id, names in who.opened.items()
    )


def _make_key(subject: UUID, compartment: str) -> bytes:
    from butler.ground.models import DataKey

    key = keys.fresh()
    DataKey.objects.bulk_create(
        [
            DataKey(
                subject=subject,
                compartment=compartment,
                wrapped=keys.wrap(key, subject, compartment),
                made_at=clock.now(),
            )
        ],
        ignore_conflicts=True,  # another transaction may have made it a moment ago: then its key is the key
    )
    row = DataKey.objects.get(subject=subject, compartment=compartment)
    return keys.unwrap(bytes(row.wrapped), subject, compartment)


def _check_made_keys(who: Actor) -> None:
    if not who.made:
        return
    from butler.ground.models import DataKey

    subjects = {subject for subject, _ in who.made}
    kept = set(DataKey.objects.filter(subject__in=subjects).values_list("subject", "compartment"))
    if lost := set(who.made) - kept:
        raise KeyLost(f"{len(lost)} data keys were taken back with a savepoint")


def _keep(name: tuple[UUID, str], key: bytes) -> bytes:
    _keys[name] = key
    if len(_keys) > KEYS_KEPT:
        _keys.popitem(last=False)
    return key
