"""A calendar's file or link becomes a source of one client."""

from pathlib import PurePath
from uuid import UUID

from butler.calendars.actions import add_source
from butler.calendars.models import Source
from butler.ground.later import later
from butler.ground.sealing import open_bytes, open_sealed
from butler.reception import rules
from butler.reception.entries import Calendar
from butler.reception.ledger import Ledger
from butler.reception.rules import Refusal
from butler.reception.taking.matching import House, known_by


def take(calendar: Calendar, ledger: Ledger, house: House) -> None:
    client_id = ledger.choices.client_id or _owner(calendar, house)
    if client_id is None:
        ledger.problem(Refusal.OWNER_UNKNOWN)
    elif calendar.link:
        _take_link(calendar, client_id, ledger)
    elif b"BEGIN:VCALENDAR" not in calendar.content[:4096].upper():
        ledger.problem(Refusal.UNREADABLE)
    else:
        _take_file(calendar, client_id, ledger)


def _owner(calendar: Calendar, house: House) -> UUID | None:
    """Whose it is by its name: programs name the file after the account, people after the person."""
    address = rules.address_in_name(PurePath(calendar.name).name)
    by_address = {one.client_id for one in known_by([("mail", address)])} if address else set()
    if len(by_address) == 1:
        return by_address.pop()
    names = {id: (given, surname) for id, (given, _, surname) in house.names.items()}
    return rules.owner_in_name(PurePath(calendar.name).name, names)


def _take_link(calendar: Calendar, client_id: UUID, ledger: Ledger) -> None:
    for source in Source.objects.filter(client=client_id, kind=Source.Kind.LINK):
        if open_sealed(source, "link") == calendar.link:
            ledger.same(source, "calendar")
            return
    source = add_source(client_id, name=calendar.link, link=calendar.link, now=ledger.now)
    ledger.created(source, "calendar")


def _take_file(calendar: Calendar, client_id: UUID, ledger: Ledger) -> None:
    """The same content is the same calendar; the same name with new content is its newer edition."""
    name = PurePath(calendar.name).name
    for source in Source.objects.filter(client=client_id, kind=Source.Kind.FILE):
        if open_bytes(source, "ics") == calendar.content:
            ledger.same(source, "calendar")
            return
        if open_sealed(source, "name") == name:
            ledger.change(source, "calendar", ics=calendar.content)
            Source.objects.filter(pk=source.pk).update(due_at=ledger.now)  # not ours to put back: it is read again
            later("calendars.refresh", source_id=str(source.pk))
            return
    source = add_source(client_id, name=name, ics=calendar.content, now=ledger.now)
    ledger.created(source, "calendar")
