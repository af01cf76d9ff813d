"""One whole day of a house of any size, drawn from a seed: what a house of that size would go through.

The counterparts answer as people do: most in minutes, some never, some with a no; some of the promises are broken in
writing. What is expected holds for a house that does its work: nothing that the failures make impossible is asked.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from butler.rehearsal.generating import naming, wishing
from butler.rehearsal.generating.wishing import WISHES, Wish

ZONE = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 11, 24)
FROM, TO = datetime.combine(TODAY, time(6, 30), ZONE), datetime.combine(TODAY, time(6, 30), ZONE) + timedelta(days=1)
CITY, PLACE = "Санкт-Петербург", (59.9343, 30.3351)
ZONES = ("Europe/Moscow",) * 16 + ("Asia/Yekaterinburg", "Europe/London", "Asia/Dubai", "America/New_York")
FLOODS = (time(9, 0), time(17, 30))  # everybody writes at once: after the digest, and before the evening
ONE_IN_A_FLOOD = 0.4
Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How large the house is, and how much goes wrong."""

    managers: int
    clients_each: int = 20
    failure: float = 0.05


@dataclass
class _Day:
    """A day in the making."""

    size: Size
    chance: random.Random
    network: list[Row] = field(default_factory=list)
    clients: list[Row] = field(default_factory=list)
    bookings: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)
    script: list[Row] = field(default_factory=list)
    expect: list[Row] = field(default_factory=list)
    restaurants: list[Row] = field(default_factory=list)
    drivers: int = 0
    asked: int = 0

    def fails(self) -> bool:
        return self.chance.random() < self.size.failure


def generate(size: Size, *, seed: int) -> Row:
    """The day as the tree of a scenario; the same size and seed give the same day."""
    day = _Day(size, random.Random(f"{seed}/{size}"))  # noqa: S311 - a repeatable day, no secret
    _acquaint(day)
    families, english = naming.families(), naming.english_families()
    for number in range(size.managers * size.clients_each):
        client = _client(day, number, families, english)
        _live(day, client, number // size.clients_each)
    return {
        "format": 1,
        "name": f"A day of {size.managers} managers, seed {seed}",
        "clock": {"from": _iso(FROM), "to": _iso(TO)},
        "house": {"name": "Большой дом", "zone": str(ZONE), "hours": "08:00-22:00", "mail": "desk@bolshoy.example"},
        "staff": list(_staff(day)),
        "clients": day.clients, "network": day.network, "bookings": day.bookings, "tasks": day.tasks,
        "script": sorted(day.script, key=lambda event: event["at"]), "expect": day.expect,
    }  # fmt: skip


# The house and its network


def _staff(day: _Day) -> Iterator[Row]:
    each = day.size.clients_each
    for number in range(day.size.managers):
        yield {
            "id": f"m{number}", "name": naming.colleague(number), "role": "concierge",
            "clients": [f"c{number * each + one}" for one in range(each)],
            "approves": "never" if _is_away(day, number) else {"after": f"{day.chance.randint(2, 6)}m"},
            "calls": {"after": f"{day.chance.randint(6, 14)}m"},
        }  # fmt: skip
    yield {
        "id": "lead", "name": "Софья Гордеева", "role": "lead", "approves": {"after": "6m"}, "calls": {"after": "10m"},
    }  # fmt: skip


def _is_away(day: _Day, number: int) -> bool:
    """Such a share of the managers never gets to what waits for a yes: it moves to the lead."""
    return day.size.managers > 1 and number % max(2, round(1 / max(day.size.failure, 0.001))) == 1


def _acquaint(day: _Day) -> None:
    for wish in WISHES:
        for number in range(3 + day.size.managers // 10):
            supplier = _supplier(day, wish, number)
            day.network.append(supplier)
            if wish.category == "restaurant":
                day.restaurants.append(supplier)


def _supplier(day: _Day, wish: Wish, number: int) -> Row:
    """One of the trade. The first of each keeps his word, so that every wish can be met."""
    chance, name = day.chance, f"{wish.category}{number}"
    row: Row = {
        "id": name, "kind": wish.kind, "name": f"{wish.house} «{TITLES[number % len(TITLES)]}»"
        + (f" {number // len(TITLES) + 1}" if number >= len(TITLES) else ""),
        "city": CITY, "place": _near(chance), "opens": [wish.category],
        "reliability": round(chance.uniform(0.85, 0.98), 2), "mail": f"book@{name.replace('_', '-')}.example",
        "phone": f"+7 812 {len(day.network):07d}",
        "by_phone": [{"to": "any", "outcome": "confirmed", "who": "администратор смены"}],
    }  # fmt: skip
    if wish.category == "restaurant":
        row |= {
            "class": {"price": f"{chance.randint(85, 95) * 100} RUB", "standing": 4.6, "style": ["русская кухня"]},
            "spare_capacity": chance.random() < 0.5,
        }  # fmt: skip
    return row | {"answers": _answers(day, wish, keeps_word=number == 0)}


def _answers(day: _Day, wish: Wish, *, keeps_word: bool) -> list[Row]:
    chance = day.chance
    if not keeps_word and day.fails():
        return [{"to": "any", "after": "never"}]
    slow, quick = f"{chance.randint(8, 25)}m", f"{chance.randint(3, 12)}m"
    if not keeps_word and day.fails():
        return [{"to": "approach", "after": slow, "tap": "decline"}, {"to": "any", "after": quick, "tap": "confirm"}]
    yes: Row = {"to": "approach", "after": slow}
    if wish.category in ("restaurant", "transfer", "household"):
        yes["tap"] = "confirm"
    else:
        price = round(wish.price * chance.uniform(0.9, 1.1), -2)
        yes["offer"] = {"what": OFFERED.get(wish.category, "на ваше время"), "price": f"{price:.0f} RUB",
                        "hold_until": _iso(TO)}  # fmt: skip
    return [yes, {"to": "any", "after": quick, "tap": "confirm"}]


OFFERED = {"tickets": "партер, 6 ряд, два места рядом", "hotel": "тихий номер, две ночи"}
TITLES = naming.listed(
    "Аврора Берег Вечер Гавань Дельта Заря Исток Каскад Лагуна Маяк Невский Оазис Пристань Радуга Сириус Терраса "
    "Фрегат Штандарт Эталон Янтарь"
)


def _driver(day: _Day) -> str:
    name = f"d{day.drivers}"
    day.network.append({
        "id": name, "kind": "driver", "name": f"Экипаж {day.drivers + 1}", "city": CITY, "opens": ["transfer"],
        "reliability": 0.97, "telegram": str(700_000_000 + day.drivers),
        "answers": [{"to": "any", "after": "3m", "tap": "confirm"}],
    })  # fmt: skip
    day.drivers += 1
    return name


# Clients, and what happens to them


def _client(day: _Day, number: int, families: Iterator[tuple[str, str]], english: Iterator[str]) -> Row:
    chance, name = day.chance, f"c{number}"
    language, gender = "en" if chance.random() < 0.25 else "ru", chance.choice("fm")
    if language == "ru":
        full, spouse = naming.russian(chance, gender, next(families))
    else:
        full, spouse = naming.english(chance, gender, next(english))
    row: Row = {
        "id": name, "name": full, "gender": gender, "address": "ты" if chance.random() < 0.2 else "вы",
        "language": language, "zone": chance.choice(ZONES), "key": chance.random() < 0.4,
        "digest_at": f"{chance.choice((8, 9)):02d}:{chance.choice((0, 15, 30, 45)):02d}",
        "mail": f"{name}@client{number}.example", "home": {"city": CITY, "place": _near(chance)},
        "documents": [{"kind": "passport", "country": "RU" if language == "ru" else "GB",
                       "number": f"75 {4_000_000 + number}", "expires": "2031-05-01"}],
        "mandates": [{"category": one.category, "limit": f"{one.price * 2} RUB"} for one in chance.sample(WISHES, 4)],
        "answers": [
            {"to": "offer", "after": f"{chance.randint(4, 15)}m", "tap": "confirm"},
            {"to": "question", "after": f"{chance.randint(4, 15)}m",
             "say": "Да, всё верно." if language == "ru" else "Yes, that is right."},
            {"to": "any", "after": "never"},
        ],
    }  # fmt: skip
    if chance.random() < 0.6:
        row["telegram"] = str(100_000_000 + number)
    if chance.random() < 0.5:
        row["preferences"] = chance.sample(TASTES[language], chance.randint(1, 3))
    if chance.random() < 0.7:
        row["circle"] = [{"name": spouse, "relation": "spouse"}]
        if chance.random() < 0.4:
            _approaching_day(day, row, spouse)
    day.clients.append(row)
    return row


TASTES = {
    "ru": [
        {"topic": "drink.water", "value": "вода без газа", "polarity": "must", "scope": "car"},
        {"topic": "seating.window", "value": "стол у окна", "polarity": "likes", "scope": "restaurant"},
        {"topic": "food.allergy", "value": "орехи", "polarity": "never", "scope": "restaurant"},
        {"topic": "hotel.pillow", "value": "подушка из гречихи", "polarity": "likes", "scope": "hotel"},
        {"topic": "food.seafood", "value": "устрицы", "polarity": "likes", "scope": "restaurant"},
    ],
    "en": [
        {"topic": "drink.water", "value": "still water", "polarity": "must", "scope": "car"},
        {"topic": "seating.window", "value": "a table by the window", "polarity": "likes", "scope": "restaurant"},
        {"topic": "food.allergy", "value": "nuts", "polarity": "never", "scope": "restaurant"},
        {"topic": "hotel.pillow", "value": "a buckwheat pillow", "polarity": "likes", "scope": "hotel"},
    ],
}  # fmt: skip


def _approaching_day(day: _Day, client: Row, spouse: str) -> None:
    """An anniversary or a birthday some weeks ahead, in time to be thought of."""
    falls = TODAY + timedelta(days=day.chance.randint(36, 42))
    if day.chance.random() < 0.5:
        client["occasions"] = [{"kind": "wedding_anniversary", "on": f"2014-{falls:%m-%d}", "with": spouse}]
        kind = "wedding_anniversary"
    else:
        client["circle"][0]["born"] = f"1980-{falls:%m-%d}"
        kind = "birthday"
    wanted = {"client": client["id"], "occasion": kind, "ideas": 3}
    day.expect.append({"by": "10:00", "anticipation": wanted})


def _live(day: _Day, client: Row, manager: int) -> None:
    """What the day holds for a client: a dinner that stands or falls, a wish, thanks, work to be done."""
    chance = day.chance
    dines = chance.random() < 0.35
    if dines:
        _dine(day, client, manager)
    if chance.random() < 0.4:
        _wish(day, client, may_be_today=not dines)
    elif chance.random() < 0.2:
        text = "Спасибо за вчерашний вечер, всё было прекрасно." if client["language"] == "ru" else (
            "Thank you for yesterday evening, it was lovely.")  # fmt: skip
        day.script.append({"at": _clock(_moment(day)), "from": client["id"], "via": _via(day, client), "text": text})
    if chance.random() < 0.15:
        day.tasks.append({
            "id": f"t_{client['id']}", "client": client["id"],
            "title": chance.choice(("настройщик рояля", "подписка на журнал")),
            "due": _iso(FROM + timedelta(days=chance.randint(2, 6))), "importance": chance.choice(("low", "normal")),
        })  # fmt: skip


def _dine(day: _Day, client: Row, manager: int) -> None:
    chance, name, hour = day.chance, f"b_{client['id']}", day.chance.choice((19, 20))
    place, reference = chance.choice(day.restaurants), f"{day.size.managers}{len(day.bookings):05d}"
    booking: Row = {
        "id": name, "client": client["id"], "kind": "restaurant", "at": place["id"], "starts": f"{hour}:00",
        "ends": f"{hour + 2}:00", "party": chance.choice((2, 3, 4)), "ref": reference, "evidence": "mail",
        "important": chance.random() < 0.3,
    }  # fmt: skip
    if chance.random() < 0.4:
        booking["ride"] = [{"from": "home", "driver": _driver(day), "at": f"{hour - 1}:30"}]
    day.bookings.append(booking)
    if day.fails():
        at = f"{chance.randint(10, 16):02d}:{chance.randint(0, 59):02d}"
        text = f"Добрый день. Вынуждены отменить бронь {reference} сегодня на {hour}:00, приносим извинения."
        day.script.append({"at": at, "from": place["id"], "via": "mail", "subject": f"Бронь {reference}", "text": text})
        day.expect.append({"by": f"{hour}:00", "booking": {"id": name, "state": "replaced"}})
    else:
        day.expect.append({"by": f"{hour}:00", "booking": {"id": name, "state": "confirmed"}})


def _wish(day: _Day, client: Row, *, may_be_today: bool) -> None:
    """Wishes of every category come in turn, so that even a small house hears most of them."""
    chance, wish = day.chance, WISHES[day.asked % len(WISHES)]
    day.asked += 1
    moment = _moment(day)
    is_today = may_be_today and wish.can_be_today and moment.hour < 14
    away = 0 if is_today else chance.choice(wish.days)
    falls, hour, party = TODAY + timedelta(days=away), chance.choice(wish.hours), chance.choice((2, 3, 4))
    text = wishing.said(wish, client["language"], day=falls, away=away, hour=hour, party=party)
    event: Row = {"at": _clock(moment), "from": client["id"], "via": _via(day, client), "text": text}
    if event["via"] == "mail":
        event["subject"] = "Просьба" if client["language"] == "ru" else "A request"
    day.script.append(event)
    wanted = {"client": client["id"], "category": wish.category, "count": 1}
    day.expect.append({"by": _clock(moment + timedelta(hours=2)), "request": wanted})
    if wish.is_booked_at_once:
        by = min(moment + timedelta(hours=8), TO)
        if is_today:
            by = min(by, datetime.combine(falls, time(hour), ZONE))
        wanted = {"client": client["id"], "kind": wish.category, "state": "confirmed"}
        day.expect.append({"by": _clock(by), "booking": wanted})


def _moment(day: _Day) -> datetime:
    """When somebody writes: at any hour of the day, or in a flood."""
    chance = day.chance
    if chance.random() < ONE_IN_A_FLOOD:
        return datetime.combine(TODAY, chance.choice(FLOODS), ZONE) + timedelta(minutes=chance.randint(0, 9))
    return datetime.combine(TODAY, time(8), ZONE) + timedelta(minutes=chance.randint(0, 12 * 60))


def _via(day: _Day, client: Row) -> str:
    return "telegram" if "telegram" in client and day.chance.random() < 0.7 else "mail"


def _near(chance: random.Random) -> list[float]:
    return [round(where + chance.uniform(-0.03, 0.03), 4) for where in PLACE]


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}" if moment.date() == TODAY else f"+{(moment.date() - TODAY).days} {moment:%H:%M}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
