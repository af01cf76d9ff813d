"""Organisations, and contacts in them. The network is in the clear and small enough to be known by heart."""

from collections.abc import Iterable
from typing import Any

from butler.channels import phones
from butler.channels.csvfile.reading import ContactRecord
from butler.channels.vcard.card import Card
from butler.network.access import key as name_key
from butler.network.models import Contact, Kind, Opening, Organisation
from butler.reception import rules
from butler.reception.ledger import Ledger

KNOWN_KINDS = set(Kind.values)


class Network:
    """Who is in the network, found by what they are called and how they are reached."""

    def __init__(self) -> None:
        self.organisations: dict[str, list[Organisation]] = {}
        self.by_way: dict[tuple[str, str], Contact] = {}
        self.by_name: dict[tuple[int | None, str], Contact] = {}
        for organisation in Organisation.objects.order_by("pk"):
            self.add_organisation(organisation)
        for contact in Contact.objects.order_by("pk"):
            self.add(contact)

    def add_organisation(self, organisation: Organisation) -> None:
        self.organisations.setdefault(name_key(organisation.name), []).append(organisation)

    def add(self, contact: Contact) -> None:
        for way in _ways(contact.phone, contact.mail, contact.telegram):
            self.by_way.setdefault(way, contact)
        self.by_name.setdefault((contact.organisation_id, name_key(contact.full_name)), contact)

    def organisation(self, name: str, city: str) -> Organisation | None:
        found = self.organisations.get(name_key(name), [])
        same_city = [one for one in found if not city or not one.city or name_key(one.city) == name_key(city)]
        return next(iter(same_city), None)

    def contact(self, organisation: Organisation | None, name: str, ways: Iterable[tuple[str, str]]) -> Contact | None:
        """By name in the organisation; else by a way that only this person has. A switchboard is nobody's own."""
        named = self.by_name.get((organisation.pk if organisation else None, name_key(name)))
        if named:
            return named
        reached = (self.by_way.get(way) for way in ways)
        return next((one for one in reached if one and name_key(one.full_name) == name_key(name)), None)


def _ways(phone: str, mail: str, telegram: str) -> list[tuple[str, str]]:
    ways = [("phone", phones.normalise(phone)[0] or ""), ("mail", mail.lower()), ("telegram", telegram.lower())]
    return [way for way in ways if way[1]]


def take_record(record: ContactRecord, ledger: Ledger, network: Network) -> None:
    reach = {"phone": record.phone, "mail": record.mail, "site": record.site}
    organisation = None
    if record.organisation:
        values = {
            "kind": record.kind, "city": record.city, "street": record.street, "price_band": record.klass,
            "standing": record.klass,
        }  # fmt: skip
        said = {name: values[name] for name in values if _COLUMN.get(name, name) in record.said}
        own = {} if record.person else {name: value for name, value in reach.items() if value}
        own |= {"note": record.notes} if record.notes and not record.person else {}
        said |= own | ({"site": record.site} if record.site else {})
        organisation = take_organisation(record.organisation, said, ledger, network, is_main=not record.person)
    if record.person:
        said = {"role": record.role, "phone": record.phone, "mail": record.mail, "telegram": record.telegram}
        said |= {"city": record.city, "note": record.notes}
        contact = take_contact(record.person, organisation, _filled(said), ledger, network, overwrites=True)
        _add_openings(contact, organisation, record.opens, ledger)


_COLUMN = {"price_band": "klass", "standing": "klass"}


def take_card(card: Card, ledger: Ledger, network: Network) -> None:
    """A card of nobody's circle is a contact of the network; a card of a firm is an organisation."""
    e164 = next((phone.e164 for phone in card.phones if phone.e164), None)
    phone = (e164 or next((phone.written for phone in card.phones), ""))[:40]
    mail = next((mail.address for mail in card.mails if "@" in mail.address and len(mail.address) < 255), "")
    city = next((place.city for place in card.addresses if place.city), "")[:80]
    site = next((url for url in card.urls if len(url) <= 160), "")
    name = (card.full_name or mail or phone)[:160]
    is_firm = card.kind == "org" or (card.organisation and name == card.organisation and not card.name.given)
    if is_firm:
        said = _filled({"phone": phone, "mail": mail, "city": city, "site": site, "note": "\n".join(card.notes)})
        take_organisation(card.organisation or name, said, ledger, network, is_main=True, overwrites=False)
        return
    organisation = None
    if card.organisation:
        said = _filled({"city": city, "site": site})
        organisation = take_organisation(card.organisation, said, ledger, network, is_main=False, overwrites=False)
    telegram = next((one.handle for one in card.handles if "telegram" in one.service), "")[:40]
    said = {"role": (card.title or card.role or card.department)[:80], "phone": phone, "mail": mail, "city": city}
    said |= {"telegram": telegram, "note": "\n".join([*card.notes, *_spare(card, phone, mail)])}
    said |= {"gender": {"F": "f", "M": "m"}.get(card.gender) or rules.gender_of_patronymic(card.name.patronymic)}
    take_contact(name, organisation, _filled(said), ledger, network, overwrites=False)


def _spare(card: Card, phone: str, mail: str) -> list[str]:
    """Other numbers and addresses: a contact has one of each, the rest is not lost."""
    numbers = [one.e164 or one.written for one in card.phones]
    return [way for way in [*numbers, *(one.address for one in card.mails)] if way not in (phone, mail)]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def take_organisation(
    name: str, said: dict[str, Any], ledger: Ledger, network: Network, *, is_main: bool, overwrites: bool = True
) -> Organisation:
    name = name[:160]
    found = network.organisation(name, said.get("city", ""))
    if found is None:
        found = Organisation(name=name, **({"kind": Kind.OTHER} | said))
        ledger.create(found, "organisation", is_main=is_main)
        network.add_organisation(found)
        return found
    changed = ledger.change(found, "organisation", is_main=is_main, **(said if overwrites else _blank(found, said)))
    if is_main and not changed:
        ledger.same(found, "organisation")
    return found


def take_contact(
    name: str,
    organisation: Organisation | None,
    said: dict[str, Any],
    ledger: Ledger,
    network: Network,
    *,
    overwrites: bool,
) -> Contact:
    found = network.contact(
        organisation, name, _ways(said.get("phone", ""), said.get("mail", ""), said.get("telegram", ""))
    )
    if found is None:
        found = Contact(full_name=name, organisation=organisation, **said)
        ledger.create(found, "contact")
        network.add(found)
        return found
    if not ledger.change(found, "contact", **(said if overwrites else _blank(found, said))):
        ledger.same(found, "contact")
    return found


def _blank(row: Contact | Organisation, said: dict[str, Any]) -> dict[str, Any]:
    """A card fills what is empty; what the house wrote itself stays."""
    return {name: value for name, value in said.items() if not getattr(row, name)}


def _add_openings(contact: Contact, organisation: Organisation | None, opens: Iterable[str], ledger: Ledger) -> None:
    if not opens:
        return
    have = {name_key(what) for what in contact.openings.values_list("what", flat=True)}
    category = rules.category_of(organisation.kind) if organisation else "other"
    for what in opens:
        what = what[:160]
        if name_key(what) not in have:
            have.add(name_key(what))
            opening = Opening(contact=contact, category=category, city=contact.city, what=what)
            ledger.create(opening, "contact", is_main=False)
