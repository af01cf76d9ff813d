"""Trips of the demo house: legs with zones, transfers, hotels, and an easy or a tight connection."""

from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from butler.bookings.models import Booking
from butler.demo import scenes
from butler.demo.fortune import rng, row_id
from butler.demo.places import CITIES, PETERSBURG
from butler.demo.promises import Wish, promise
from butler.demo.rows import Rows, Span, at
from butler.demo.scenes import AIRPORTS, JOURNEYS, Journey
from butler.demo.seals import Known
from butler.travel.models import Leg, Trip

EVERY = 47  # days between departures of one traveller
ROUND = 21  # days between the stories of episodes.py
TOKYO = "veresov"  # whose trip is told there


def tell(one: Known, day: date, span: Span, rows: Rows) -> None:
    """The trip that begins on `day`, if this client travels then."""
    if journey := _departs(one, day, span):
        travel(one, day, span, rows, journey, rng(span.seed, "trip", one.guest.key, day))


def is_away(one: Known, day: date, span: Span) -> bool:
    """Is this client on a journey on `day`? Then nothing is booked at home."""
    if one.guest.key == TOKYO and day >= span.founded_on:
        return (day - span.founded_on).days % ROUND <= JOURNEYS[-1].days + 1
    found = ((back, _departs(one, day - timedelta(days=back), span)) for back in range(8))
    return any(journey is not None and back <= journey.days for back, journey in found)


def _departs(one: Known, day: date, span: Span) -> Journey | None:
    if "travel" not in one.guest.tags.split() or one.guest.city != PETERSBURG or one.guest.key == TOKYO:
        return None
    own = rng(span.seed, "traveller", one.guest.key).randrange(EVERY)
    if (day.toordinal() + own) % EVERY:
        return None
    return rng(span.seed, "journey", one.guest.key, day).choice(JOURNEYS[:-1])


def travel(
    one: Known, day: date, span: Span, rows: Rows, journey: Journey, chance: Random, late: tuple[str, ...] = ()
) -> Trip:
    """The whole trip with everything booked; `late` are keys of bookings that are not proven yet."""
    city = CITIES[journey.city]
    asked = at(day - timedelta(days=24), "12:00")
    english = one.guest.language == "en"
    trip = Trip(
        id=row_id(span.seed, "trip", one.guest.key, day),
        client_id=one.id,
        title=journey.title,
        starts_on=day,
        ends_on=day + timedelta(days=journey.days),
        countries=list(journey.countries),
    )
    if asked > span.now:
        return trip
    rows.add(trip)
    legs: list[tuple[Booking, str, str, str]] = []

    def book(key: str, kind: str, title: str, starts, ends, **more) -> Booking | None:  # type: ignore[no-untyped-def]
        fate = "late" if key in late else "proven"
        more.setdefault("proof", "answer_page" if kind == "transfer" else "mail")
        wish = Wish(
            key=f"{day}-trip-{key}",
            kind=kind,
            title=title,
            starts_at=starts,
            ends_at=ends,
            asked_at=asked,
            importance=3 if kind == "flight" else 2,
            fate=fate,
            **({"venue": None} | more),
        )
        return promise(one, span, rows, wish, chance)

    def leg(booking: Booking | None, origin: str, destination: str, zone: str) -> None:
        if booking:
            legs.append((booking, origin, destination, zone))

    def fly(way: str, flights, on: date) -> None:  # type: ignore[no-untyped-def]
        towns = scenes.TOWNS_EN if english else scenes.TOWNS
        for number, origin, destination, leaves, arrives, later in flights:
            starts = at(on, leaves, ZoneInfo(AIRPORTS[origin]))
            on = on + timedelta(days=later)
            ends = at(on, arrives, ZoneInfo(AIRPORTS[destination]))
            flight = book(
                f"{way}-{number}",
                "flight",
                f"{number} {towns[origin]} – {towns[destination]}",
                starts,
                ends,
                scope="flight",
                price=journey.price // 2,
                zone=AIRPORTS[origin],
                proof="reference",
            )
            leg(flight, origin, destination, AIRPORTS[destination])

    first, last = journey.out[0], journey.back[-1]
    leaves = at(day, first[3])
    home = span.named("Гараж на Конном")
    leg(
        book(
            "to",
            "transfer",
            "Transfer to Pulkovo" if english else "Трансфер в Пулково",
            leaves - timedelta(minutes=150),
            leaves - timedelta(minutes=105),
            venue=home,
            scope="car",
            price=6,
        ),
        "дом",
        "LED",
        "Europe/Moscow",
    )
    if one.guest.is_key:
        leg(
            book(
                "passage",
                "airport_passage",
                "VIP lounge, Pulkovo" if english else "VIP-зал, встреча у входа",
                leaves - timedelta(minutes=75),
                leaves - timedelta(minutes=30),
                venue=span.named("Зал «Гранит», Пулково"),
                price=18,
                extra=("Имя на табличке не писать, встретят по фото",),
            ),
            "LED",
            "LED",
            "Europe/Moscow",
        )
    fly("out", journey.out, day)
    arrival = day + timedelta(days=sum(flight[5] for flight in journey.out))
    zone = ZoneInfo(city.zone)
    landed = at(arrival, journey.out[-1][4], zone)
    back = day + timedelta(days=journey.days)
    takes_off = at(back, journey.back[0][3], zone)
    car, hotel = span.named(journey.car), span.named(journey.hotel)
    leg(
        book(
            "arrival",
            "transfer",
            f"Transfer to the hotel, {journey.hotel}" if english else f"Трансфер в отель, {journey.hotel}",
            landed + timedelta(minutes=40),
            landed + timedelta(minutes=95),
            venue=car,
            scope="car",
            price=9,
        ),
        journey.out[-1][2],
        journey.city,
        city.zone,
    )
    leg(
        book(
            "stay",
            "hotel",
            journey.hotel,
            landed + timedelta(minutes=100),
            takes_off - timedelta(hours=4),
            venue=hotel,
            scope="hotel",
            price=60 * journey.days,
            proof="reference",
        ),
        journey.city,
        journey.city,
        city.zone,
    )
    leg(
        book(
            "departure",
            "transfer",
            "Transfer to the airport" if english else "Трансфер в аэропорт",
            takes_off - timedelta(minutes=200),
            takes_off - timedelta(minutes=140),
            venue=car,
            scope="car",
            price=9,
        ),
        journey.city,
        journey.back[0][1],
        city.zone,
    )
    fly("back", journey.back, back)
    home_on = back + timedelta(days=sum(flight[5] for flight in journey.back))
    lands = at(home_on, last[4])
    leg(
        book(
            "home",
            "transfer",
            "Met at Pulkovo" if english else "Встреча в Пулкове",
            lands + timedelta(minutes=15),
            lands + timedelta(minutes=75),
            venue=home,
            scope="car",
            price=6,
        ),
        "LED",
        "дом",
        "Europe/Moscow",
    )
    for number, (booking, origin, destination, arrival_zone) in enumerate(legs, start=1):
        rows.add(
            Leg(
                id=row_id(span.seed, "leg", one.guest.key, day, number),
                client_id=one.id,
                trip=trip,
                booking=booking,
                number=number,
                origin=origin,
                destination=destination,
                arrival_zone=arrival_zone,
                arrives_at=booking.ends_at,
            )
        )
    trip.ends_on = max(trip.ends_on, home_on)
    return trip
