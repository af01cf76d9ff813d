"""Clients, and people of their circles: admitted, or enriched by what a card or a record adds. Nothing is removed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from butler.channels.csvfile.reading import ClientRecord
from butler.channels.partialdate import PartialDate
from butler.channels.vcard.card import Card
from butler.dossiers import actions as dossiers
from butler.dossiers.access import contact_index
from butler.dossiers.models import Client, ContactPoint, Note, Occasion, Person
from butler.ground.sealing import open_sealed
from butler.reception import rules
from butler.reception.ledger import Ledger
from butler.reception.rules import Refusal
from butler.reception.taking.matching import House, brought_before, known_by, natural_key
from butler.staff.models import Staff

Kind = ContactPoint.Kind
LABEL_LETTERS = 40


@dataclass(frozen=True)
class Particulars:
    """What may be added to a dossier: (kind, value, label) points, dates, notes."""

    points: tuple[tuple[str, str, str], ...]
    birthday: PartialDate | None
    dates: tuple[tuple[str, PartialDate], ...]
    notes: tuple[str, ...]

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Points by which somebody is found."""
        return [(kind, value) for kind, value, _ in self.points if kind in (Kind.PHONE, Kind.MAIL, Kind.TELEGRAM)]


def of_card(card: Card) -> Particulars:
    points = [(Kind.PHONE, phone.e164 or phone.written, phone.label or _first(phone.kinds)) for phone in card.phones]
    points += [(Kind.MAIL, mail.address, mail.label or _first(mail.kinds)) for mail in card.mails]
    points += [(Kind.TELEGRAM, one.handle, "") for one in card.handles if "telegram" in one.service]
    points += [(Kind.PLACE, place.formatted, place.label or _first(place.kinds)) for place in card.addresses]
    points += [(Kind.LINK, url, "") for url in card.urls]
    dates = tuple((dated.label, dated.on) for dated in card.dates)
    return Particulars(_points(points), card.birthday, dates, card.notes)


def of_record(record: ClientRecord) -> Particulars:
    points = [(Kind.PHONE, phone.e164, "") for phone in record.phones]
    points += [(Kind.MAIL, mail, "") for mail in record.mails]
    points += [(Kind.TELEGRAM, record.telegram, "")] if record.telegram else []
    return Particulars(_points(points), record.birthday, (), (record.notes,) if record.notes else ())


def _points(points: list[tuple]) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(kind), value, label[:LABEL_LETTERS]) for kind, value, label in points if value)


def _first(kinds: tuple[str, ...]) -> str:
    return next((kind for kind in kinds if kind != "pref"), "")


def record_of(card: Card) -> ClientRecord | None:
    """A card as the record of a new client; none where it does not say whether it is a lady."""
    gender = {"F": "f", "M": "m"}.get(card.gender) or rules.gender_of_patronymic(card.name.patronymic)
    if not gender:
        return None
    name = card.name
    given, surname = (name.given, name.surname) if name.given or name.surname else (card.full_name, "")
    language = "en" if card.languages[:1] == ("en",) else "ru"
    city = next((place.city for place in card.addresses if place.city), "")
    return ClientRecord(
        line=card.line, surname=surname, given_name=given, patronymic=name.patronymic, gender=gender,
        language=language, zone="Europe/Moscow", city=city[:80], address="patronymic" if name.patronymic else "first",
        is_formal=True, tier="regular", birthday=None, phones=(), mails=(), telegram="", manager="", notes="",
        said=frozenset(),
    )  # fmt: skip


def take_client(record: ClientRecord, more: Particulars, ledger: Ledger, house: House) -> None:
    """A client of the house: the one we know, brought up to date, or a new one."""
    key = natural_key("client", record.surname, record.given_name, record.patronymic)
    leads = _manager(record, ledger, house)
    if leads is None:
        ledger.problem(Refusal.MANAGER_UNKNOWN)
        return
    found, is_unclear = _known_client(record, more, key, house)
    if is_unclear:
        ledger.problem(Refusal.WHOSE_UNCLEAR)
        return
    client = found or _admit(record, leads, key, ledger, house)
    if found:
        ledger.change(found, "client", **_said(record))
    _enrich(client, None, more, ledger, "client")
    if found:
        ledger.same(found, "client", key=key)


def _manager(record: ClientRecord, ledger: Ledger, house: House) -> Staff | None:
    return house.staff.get(record.manager) if record.manager else ledger.choices.by or house.owner


def _known_client(
    record: ClientRecord, more: Particulars, key: bytes, house: House
) -> tuple[Client | None, bool]:  # and whether it is unclear who
    earlier = brought_before(key, "dossiers.Client")
    found = Client.objects.filter(pk=earlier).first() if earlier else None
    if found:
        return found, False
    known = [one for one in known_by(more.ways) if one.person_id is None]
    named = {one.client_id for one in known if rules.agrees(record.given_name, record.surname, one)}
    if len(named) > 1:
        return None, True
    by_name = house.client_named(record.given_name, record.patronymic, record.surname)
    wanted = list(named) or [one for one in [by_name] if one]
    return Client.objects.filter(pk__in=wanted).first(), False


def _admit(record: ClientRecord, leads: Staff, key: bytes, ledger: Ledger, house: House) -> Client:
    client = dossiers.admit(
        led_by=leads,
        now=ledger.now,
        given_name=record.given_name,
        patronymic=record.patronymic,
        surname=record.surname,
        gender=record.gender,
        language=record.language,
        zone=record.zone,
        city=record.city,
        address=record.address,
        is_formal=record.is_formal,
        standing=record.tier,
        since=ledger.now.date(),
    )
    house.add(client, record.given_name, record.patronymic, record.surname)
    ledger.created(client, "client", key=key)
    return client


FIELDS = {
    "surname": "surname", "given_name": "given_name", "patronymic": "patronymic", "gender": "gender",
    "language": "language", "zone": "zone", "city": "city", "address": "address", "you": "is_formal",
    "tier": "standing",
}  # fmt: skip


def _said(record: ClientRecord) -> dict[str, Any]:
    """Fields that have a word in their cell; what is left out changes nothing."""
    values: dict[str, Any] = {"you": record.is_formal}
    return {field: values.get(said, getattr(record, said, "")) for said, field in FIELDS.items() if said in record.said}


def take_card(card: Card, ledger: Ledger, house: House) -> bool:
    """A card of somebody whose telephone or address is known. False: nobody knows them, they are not of a circle."""
    more = of_card(card)
    owner = rules.whose(card.name.given, card.name.surname, known_by(more.ways))
    if owner.match is rules.Match.UNCLEAR:
        ledger.problem(Refusal.WHOSE_UNCLEAR)
        return True
    if owner.match is rules.Match.THE_SAME and owner.known:
        _add_to_known(owner.known.client_id, owner.known.person_id, more, ledger)
        return True
    circle = owner.known.client_id if owner.known else ledger.choices.client_id
    if circle is None:
        return False
    _take_person(card, circle, more, ledger)
    return True


def _add_to_known(client_id: UUID, person_id: UUID | None, more: Particulars, ledger: Ledger) -> None:
    client = Client.objects.get(pk=client_id)
    person = Person.objects.get(pk=person_id) if person_id else None
    kind = "person" if person else "client"
    _enrich(client, person, more, ledger, kind)
    ledger.same(person or client, kind)


def _take_person(card: Card, client_id: UUID, more: Particulars, ledger: Ledger) -> None:
    client = Client.objects.get(pk=client_id)
    name = card.name
    given, surname = (name.given, name.surname) if name.given or name.surname else (card.full_name, "")
    key = natural_key("person", client_id.hex, surname, given, name.patronymic)
    earlier = brought_before(key, "dossiers.Person")
    person = Person.objects.filter(pk=earlier).first() if earlier else None
    if person is None:
        gender = {"F": "f", "M": "m"}.get(card.gender) or rules.gender_of_patronymic(name.patronymic)
        person = Person(
            client=client,
            relation="other",
            given_name=given,
            patronymic=name.patronymic,
            surname=surname,
            gender=gender,
            language="en" if card.languages[:1] == ("en",) else "ru",
        )
        ledger.create(person, "person", key=key)
    else:
        ledger.same(person, "person", key=key)
    _enrich(client, person, more, ledger, "person")


def _enrich(client: Client, person: Person | None, more: Particulars, ledger: Ledger, kind: str) -> None:
    """Add what the dossier does not hold yet."""
    _add_points(client, person, more, ledger, kind)
    if more.birthday and more.birthday.month:
        _add_occasion(client, person, Occasion.Kind.BIRTHDAY, "", more.birthday, ledger, kind)
    for label, on in more.dates:
        sort = Occasion.Kind.ANNIVERSARY if rules.is_anniversary(label) else Occasion.Kind.OTHER
        if on.month:
            _add_occasion(client, person, sort, "" if sort == Occasion.Kind.ANNIVERSARY else label, on, ledger, kind)
    _add_notes(client, person, more, ledger, kind)


def _add_points(client: Client, person: Person | None, more: Particulars, ledger: Ledger, kind: str) -> None:
    rows = ContactPoint.objects.filter(client=client, person=person)
    have = {(row.kind, bytes(row.index) or open_sealed(row, "value")) for row in rows}
    for sort, value, label in more.points:
        index = contact_index(sort, value)
        if (sort, index or value) in have:
            continue
        have.add((sort, index or value))
        row = ContactPoint(client=client, person=person, kind=sort, label=label, value=value, index=index)
        ledger.create(row, kind, is_main=False)


def _add_occasion(
    client: Client, person: Person | None, sort: str, title: str, on: PartialDate, ledger: Ledger, kind: str
) -> None:
    """One birthday each; other dates once each. A year that becomes known is written in, a known one stays."""
    rows = Occasion.objects.filter(client=client, person=person, kind=sort)
    for row in rows:
        same_day = (row.month, row.day or on.day) == (on.month, on.day or row.day)
        if same_day and (not title or open_sealed(row, "title") == title):
            ledger.change(row, kind, is_main=False, day=row.day or on.day, year=row.year or on.year)
            return
        if sort == Occasion.Kind.BIRTHDAY:
            ledger.change(row, kind, is_main=False, month=on.month, day=on.day, year=on.year)
            return
    when: dict[str, Any] = {"month": on.month, "day": on.day, "year": on.year}
    row = Occasion(client=client, person=person, kind=sort, title=title, **when)
    ledger.create(row, kind, is_main=False)


def _add_notes(client: Client, person: Person | None, more: Particulars, ledger: Ledger, kind: str) -> None:
    if not more.notes:
        return
    have = {open_sealed(row, "text") for row in Note.objects.filter(client=client, person=person)}
    for text in more.notes:
        if text not in have:
            row = Note(client=client, person=person, written_by=ledger.choices.by, written_at=ledger.now, text=text)
            ledger.create(row, kind, is_main=False)
