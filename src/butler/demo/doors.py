"""The demo house's network: organisations, people in them, what they open, and favours both ways."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians
from random import Random

from butler.demo import places
from butler.demo.fortune import rng
from butler.demo.places import BRANCHES, CITIES, KINDS, PETERSBURG, City
from butler.demo.words import latin, patronymic, surname
from butler.network.models import Acquaintance, Contact, Favour, Opening, Organisation, Tie

WITH_A_SECOND_ROOM = [
    "restaurant",
    "florist",
    "beauty",
    "fitness",
    "household",
    "boutique",
    "courier",
    "driver",
    "clinic",
    "tutor",
]
LATIN_CITIES = {"Лондон", "Дубай", "Париж", "Вена", "Зальцбург", "Милан", "Женева"}


@dataclass
class Phones:
    """Numbers of a range in which nobody answers: +7 900 000-xx-xx, and +44 20 7946 0xxx abroad."""

    given: int = 0

    def next(self, city: str = PETERSBURG) -> str:
        self.given += 1
        if city in ("Лондон",):
            return f"+44 20 7946 {self.given % 1000:04d}"
        return f"+7 900 000-{self.given // 100 % 100:02d}-{self.given % 100:02d}"


def found_network(seed: int, today: date, staff: dict, phones: Phones) -> None:
    """Write the whole network; once per house."""
    chance = rng(seed, "network")
    venues = Organisation.objects.bulk_create(organisations(chance, phones))
    by_name = {venue.name: venue for venue in venues}
    people = _core_contacts(by_name, today, phones) + _contacts(chance, venues, today, phones)
    contacts = Contact.objects.bulk_create(contact for contact, _ in people)
    Opening.objects.bulk_create(
        Opening(
            contact=contact,
            city=contact.city,
            category=category,
            what=what,
            height=chance.choice((2, 3, 3, 4, 5)),
            days_ahead=chance.choice((0, 0, 1, 3, 7)),
        )
        for contact, doors in people
        for category, what in doors
    )
    _acquaint(chance, contacts, list(staff.values()), today)
    _tie(chance, contacts)
    _favours(chance, contacts, list(staff.values()), today)


def organisations(chance: Random, phones: Phones) -> list[Organisation]:
    """All venues and suppliers, not yet saved."""
    found = []
    for kind, line in KINDS.items():
        here = places.names(line.petersburg)
        found += [_venue(chance, kind, name, CITIES[PETERSBURG], phones) for name in here]
        found += [_venue(chance, kind, name, CITIES["Москва"], phones) for name in places.names(line.moscow)]
        if kind in WITH_A_SECOND_ROOM:
            for name in here[:6]:
                twin = f"{name.removesuffix(' на Галерной')}, {chance.choice(BRANCHES)}"
                if " на " not in name:
                    found.append(_venue(chance, kind, twin, CITIES[PETERSBURG], phones))
    for city, text in places.ELSEWHERE.items():
        found += [_venue(chance, kind, name, CITIES[city], phones) for kind, name in places.elsewhere(text)]
    return found


def _venue(chance: Random, kind: str, name: str, city: City, phones: Phones) -> Organisation:
    line = KINDS[kind]
    band = chance.randint(*line.bands)
    mailbox = (latin(name).strip("-.")[:24] or "house").strip("-.")
    spread = 0.035 if kind != "airport" else 0.004
    north, east = _airport(city) if kind == "airport" else (city.latitude, city.longitude)
    return Organisation(
        name=name,
        kind=kind,
        city=city.name,
        street=f"{chance.choice(city.streets)}, {chance.randint(1, 48)}" if kind != "airport" else "",
        latitude=round(north + chance.uniform(-spread, spread), 5),
        longitude=round(east + chance.uniform(-spread, spread) / cos(radians(north)), 5),
        phone=phones.next(city.name),
        mail=f"{mailbox}@venues.example",
        site=f"https://{mailbox}.example",
        hours=line.hours,
        price_band=band,
        standing=min(5, max(1, band + chance.choice((-1, 0, 0, 0, 1)))),
        style=chance.choice(line.styles) if line.styles else "",
        setting=chance.choice(line.settings) if line.settings else "",
        reliability=min(99, int(chance.triangular(52, 99, 86))),
        note=_note(chance, kind),
    )


def _airport(city: City) -> tuple[float, float]:
    return (59.8003, 30.2625) if city.name == PETERSBURG else (city.latitude + 0.15, city.longitude + 0.1)


def _note(chance: Random, kind: str) -> str:
    general = (
        "",
        "",
        "Подтверждают письмом, звонок лишний.",
        "По пятницам просят гарантию картой.",
        "Держат стол пятнадцать минут.",
        "Дважды выручили в декабре.",
        "После смены управляющего отвечают медленнее.",
        "Дом знают, называться не нужно.",
        "Счёт просить до десерта.",
        "Входить со двора, там тише.",
        "Не любят просьб в день события.",
    )
    return (
        chance.choice(general)
        if kind != "driver"
        else chance.choice(("", "Воду и пледы кладут сами.", "Зимой подача раньше."))
    )


def _core_contacts(venues: dict, today: date, phones: Phones) -> list:
    rows = []
    for name, who, gender, role, warmth, channel, hours, likes, never, opens, minutes in places.CORE_CONTACTS:
        venue = venues[name]
        asked = max(1, warmth // 12)
        contact = Contact(
            organisation=venue,
            full_name=who,
            gender=gender,
            role=role,
            city=venue.city,
            phone=phones.next(venue.city),
            mail=f"{latin(who.split()[-1])}@venues.example",
            telegram="",
            channel=channel,
            hours=hours,
            warmth=warmth,
            asked=asked,
            opened=round(asked * warmth / 100),
            answers_in_minutes=minutes,
            likes=likes,
            never=never,
            last_asked_on=today - timedelta(days=100 - warmth),
            last_thanked_on=today - timedelta(days=120 - warmth),
            spare_until=today + timedelta(days=15) if who == "Семён Аронов" else None,
            language="en" if venue.city == "Токио" else "ru",
        )
        rows.append((contact, [(KINDS[venue.kind].category, opens)]))
    return rows


def _contacts(chance: Random, venues: list, today: date, phones: Phones) -> list:
    rows, used = [], {row[1] for row in places.CORE_CONTACTS}
    for venue in venues:
        for _ in range(chance.choice((0, 1, 1, 1, 2))):
            name, gender = _name(chance, venue.city)
            if name in used and venue.city not in places.ABROAD_PEOPLE:
                continue
            used.add(name)
            rows.append(_contact(chance, venue, name, gender, today, phones))
    return rows


def _name(chance: Random, city: str) -> tuple[str, str]:
    if city in places.ABROAD_PEOPLE:
        return chance.choice(places.ABROAD_PEOPLE[city])
    gender = chance.choice("fffmm")
    given = chance.choice(places.GIVEN[gender])
    father = f"{patronymic(chance.choice(places.FATHERS), gender)} " if chance.random() < 0.4 else ""
    return f"{given} {father}{surname(chance.choice(places.SURNAMES), gender)}", gender


def _contact(chance: Random, venue: Organisation, name: str, gender: str, today: date, phones: Phones) -> tuple:
    line = KINDS[venue.kind]
    warmth = int(chance.triangular(5, 95, 45))
    asked = chance.randint(0, 3 + warmth // 8)
    contact = Contact(
        organisation=venue,
        full_name=name,
        gender=gender,
        role=chance.choice(line.roles),
        city=venue.city,
        phone=phones.next(venue.city),
        mail=f"{latin(name.split()[-1]) or 'desk'}@venues.example",
        telegram=f"@{latin(name.split()[0])}_{chance.randint(10, 99)}" if chance.random() < 0.4 else "",
        channel=chance.choice(("phone", "phone", "mail", "telegram")),
        hours=chance.choice(("", line.hours, "10:00–19:00")),
        language="en" if venue.city in LATIN_CITIES else "ru",
        warmth=warmth,
        asked=asked,
        opened=min(asked, round(asked * min(1.0, chance.uniform(0.3, 0.7) + warmth / 250))),
        answers_in_minutes=chance.choice((3, 5, 8, 12, 20, 35, 60, 120, 240)),
        last_asked_on=today - timedelta(days=chance.randint(2, 160)) if asked else None,
        last_thanked_on=today - timedelta(days=chance.randint(5, 260)) if asked and chance.random() < 0.7 else None,
        spare_until=today + timedelta(days=chance.randint(3, 20)) if chance.random() < 0.05 else None,
        likes=chance.choice(places.LIKES) if chance.random() < 0.6 else "",
        never=chance.choice(places.NEVERS) if chance.random() < 0.4 else "",
    )
    doors = chance.sample(line.opens, min(len(line.opens), chance.choice((0, 1, 1, 2))))
    return contact, [(line.category, what) for what in doors]


def _acquaint(chance: Random, contacts: list, staff: list, today: date) -> None:
    rows = []
    for contact in contacts:
        for person in chance.sample(staff[:10], chance.choice((1, 1, 2, 3))):
            warmth = max(3, min(98, contact.warmth + chance.randint(-25, 8)))
            since = today - timedelta(days=chance.randint(60, 2400))
            rows.append(Acquaintance(staff=person, contact=contact, warmth=warmth, since=since))
    core = {contact.full_name: contact for contact in contacts[: len(places.CORE_CONTACTS)]}
    anna = staff[0]
    mine = [row for row in rows if row.staff == anna and row.contact == core["Вера Павловна Глинская"]]
    if not mine:
        rows.append(
            Acquaintance(
                staff=anna, contact=core["Вера Павловна Глинская"], warmth=91, since=today - timedelta(days=2200)
            )
        )
    Acquaintance.objects.bulk_create(rows)


def _tie(chance: Random, contacts: list) -> None:
    pairs = set()
    for one in contacts:
        near = [other for other in contacts if other.city == one.city and other is not one]
        for other in chance.sample(near, min(len(near), chance.choice((0, 1, 1, 2)))):
            pairs.add(tuple(sorted((one.pk, other.pk))))
    Tie.objects.bulk_create(
        Tie(one_id=one, other_id=two, strength=chance.randint(20, 90)) for one, two in sorted(pairs)
    )


def _favours(chance: Random, contacts: list, staff: list, today: date) -> None:
    rows = []
    for contact in contacts:
        if not contact.opened:
            continue
        for _ in range(min(4, contact.opened)):
            on = today - timedelta(days=chance.randint(3, 360))
            rows.append(
                Favour(
                    contact=contact,
                    way="received",
                    what=chance.choice(places.RECEIVED_FAVOURS),
                    on=on,
                    weight=chance.randint(1, 4),
                    staff=chance.choice(staff[:10]),
                )
            )
            if chance.random() < 0.7:
                rows.append(
                    Favour(
                        contact=contact,
                        way="given",
                        what=chance.choice(places.GIVEN_FAVOURS),
                        on=min(today, on + timedelta(days=chance.randint(1, 20))),
                        weight=chance.randint(1, 3),
                        staff=chance.choice(staff[:10]),
                    )
                )
    Favour.objects.bulk_create(rows)
