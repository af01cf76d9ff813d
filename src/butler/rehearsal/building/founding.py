"""The house itself: its row, its people, its doors, and its network."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from butler.correspondence.models import Account
from butler.ground.models import House
from butler.network import actions as network
from butler.network.models import Acquaintance, Opening, Organisation
from butler.rehearsal import words
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.staff.models import Staff, Team

UNKNOWN_WARMTH = 35
UNKNOWN_RELIABILITY = 70
ORIGIN = "https://butler.house.example"


@dataclass(frozen=True)
class Doors:
    """The accounts through which letters leave and messages come."""

    mail_out: Account
    mail_in: Account
    telegram: Account


def found(cast: Cast, now: datetime) -> Doors:
    """The house, its people and its doors."""
    house = cast.scenario.house
    opens_at, closes_at = (_hour(part) for part in house.hours.split("-"))
    House.objects.create(
        id=1, name=house.name, zone=str(house.zone), city=_city(cast), opens_at=opens_at, closes_at=closes_at,
        founded_at=now, origin=ORIGIN,
    )  # fmt: skip
    _hire(cast)
    return Doors(
        mail_out=Account.objects.create(kind="smtp", name="out", address=house.mail, per_minute=1000),
        mail_in=Account.objects.create(kind="listener", name="in", address=house.mail),
        telegram=Account.objects.create(kind="telegram", name="bot", secret="7:rehearsal", per_minute=1000),  # noqa: S106
    )


def _hire(cast: Cast) -> None:
    team = Team.objects.create(name="Дом")
    domain = cast.scenario.house.mail.rpartition("@")[2]
    people = list(cast.scenario.staff)
    if not any(one.role == "owner" for one in people):  # a house is never without one
        Staff.objects.create_user(f"the-owner@{domain}", given_name="Владелец", role="owner")
    for one in people:
        given, _, surname = one.name.partition(" ")
        cast.staff[one.id] = Staff.objects.create_user(
            f"{one.id}.staff@{domain}", given_name=given, surname=surname, role=one.role,
            team=team if one.role in ("concierge", "lead") else None,
        )  # fmt: skip
    if (lead := cast.lead) is not None:
        team.lead = cast.staff[lead.id]
        team.save(update_fields=["lead"])


def acquaint(supplier: records.Supplier, cast: Cast) -> None:
    """An organisation of the network with the people in it, and what they can open."""
    class_ = supplier.class_ or records.Class()
    style = [*class_.style, ""]
    place = supplier.place if len(supplier.place) == 2 else (None, None)
    more = {
        "keeps_spares": supplier.spare_capacity,
        "price": class_.price and class_.price.amount,
        "stars": class_.standing,
    }
    house = network.add_organisation(
        name=supplier.name, kind=words.trade(supplier.kind), city=supplier.city, latitude=place[0], longitude=place[1],
        phone=supplier.phone, mail=supplier.mail, telegram=supplier.telegram,
        reliability=_percent(supplier.reliability, UNKNOWN_RELIABILITY),
        price_band=words.band(float(class_.price.amount)) if class_.price else 3,
        standing=max(1, round(class_.standing)) if class_.standing else 3,
        style=style[0][:60], setting=", ".join(class_.style[1:])[:60], **more,
    )  # fmt: skip
    cast.houses[supplier.id] = house
    cast.know(supplier.id, supplier)
    for person in supplier.people:
        _know_person(person, supplier, house, cast)
    for category in supplier.opens:
        Opening.objects.create(organisation=house, category=category, city=supplier.city, what=supplier.name[:160])


def _know_person(person: records.Person, supplier: records.Supplier, house: Organisation, cast: Cast) -> None:
    contact = network.add_contact(
        organisation=house, full_name=person.name, role=person.role, city=supplier.city, phone=person.phone,
        mail=person.mail, telegram=person.telegram, channel=_channel(person),
        warmth=_percent(person.warmth, UNKNOWN_WARMTH),
    )  # fmt: skip
    if person.known_by:
        Acquaintance.objects.create(staff=cast.staff[person.known_by], contact=contact, warmth=contact.warmth)
    _open(contact, supplier)
    cast.contacts[person.id] = contact
    cast.sides[person.id] = supplier.id
    cast.know(person.id, person)


def _open(contact: Any, supplier: records.Supplier) -> None:
    for category in supplier.opens:
        Opening.objects.create(contact=contact, category=category, city=supplier.city, what=supplier.name[:160])


def _channel(one: records.Person | records.Supplier) -> str:
    return "mail" if one.mail else "telegram" if one.telegram else "phone"


def _percent(share: float | None, unknown: int) -> int:
    return unknown if share is None else round(100 * share)


def _hour(text: str) -> time:
    return time(23, 59) if text.startswith("24") else time.fromisoformat(text)


def _city(cast: Cast) -> str:
    """The town in which most of the clients live."""
    towns = [client.home.city for client in cast.scenario.clients if client.home]
    return max(sorted(set(towns)), key=towns.count, default="")
