"""Unspoken needs of those who travel."""

from datetime import datetime, timedelta

from butler.language.needs.facts import JOURNEYS, Facts
from butler.language.needs.need import Kind, Need, Why, offer

LATE_HOUR, NIGHT_ENDS, EARLY_MEETING = 21, 5, 10
EARLY_DEPARTURE, CHECKIN_HOUR, CHECKOUT_HOUR, EVENING = 9, 14, 12, 17
SHORT_CONNECTION = 90  # minutes
MANY_ZONES = 5
PASSPORT_AFTER_RETURN = timedelta(days=183)  # most countries want half a year
LONG_TRIP = 3  # nights


def late_arrival_early_meeting(facts: Facts) -> tuple[Need, ...]:
    """You land late and have an early meeting: a car will wait, breakfast will be early and check-out later."""
    landed, meeting = facts.arrives_at, facts.next_meeting_at
    if facts.category not in JOURNEYS or not landed or not meeting or not _is_late(landed):
        return ()
    if not timedelta(0) < meeting - landed < timedelta(hours=16) or meeting.hour > EARLY_MEETING:
        return ()
    kinds = (Kind.CAR_FROM_AIRPORT, Kind.EARLY_BREAKFAST, Kind.LATE_CHECKOUT)
    return offer(Why.LATE_ARRIVAL_EARLY_MEETING, *kinds, lands=_hour(landed), meeting=_hour(meeting))


def arrival_without_car(facts: Facts) -> tuple[Need, ...]:
    """You arrive in a city that is not yours: shall a car meet you?"""
    if facts.category in JOURNEYS and facts.arrives_at and facts.city and facts.city != facts.home_city:
        return offer(Why.ARRIVAL_WITHOUT_CAR, Kind.CAR_FROM_AIRPORT, city=facts.city)
    return ()


def early_departure(facts: Facts) -> tuple[Need, ...]:
    """You leave early in the morning: a car to the airport, and breakfast before it."""
    if facts.category in JOURNEYS and facts.departs_at and facts.departs_at.hour < EARLY_DEPARTURE:
        kinds = (Kind.CAR_TO_AIRPORT, Kind.EARLY_BREAKFAST)
        return offer(Why.EARLY_DEPARTURE, *kinds, departs=_hour(facts.departs_at))
    return ()


def morning_arrival_before_checkin(facts: Facts) -> tuple[Need, ...]:
    """You arrive in the morning, rooms are given in the afternoon: shall we ask for the room at once?"""
    if not facts.arrives_at or not facts.nights:
        return ()
    ready = facts.checkin_at or facts.arrives_at.replace(hour=CHECKIN_HOUR, minute=0)
    if facts.arrives_at.date() == ready.date() and facts.arrives_at < ready - timedelta(hours=2):
        return offer(Why.MORNING_ARRIVAL_BEFORE_CHECKIN, Kind.EARLY_CHECKIN, arrives=_hour(facts.arrives_at))
    return ()


def evening_departure_after_checkout(facts: Facts) -> tuple[Need, ...]:
    """You fly in the evening and must leave the room at noon: shall we keep it until you go?"""
    leaves = facts.departs_at
    if facts.checkout_at and leaves and facts.checkout_at.date() == leaves.date() and leaves.hour >= EVENING:
        return offer(Why.EVENING_DEPARTURE_AFTER_CHECKOUT, Kind.LATE_CHECKOUT, departs=_hour(leaves))
    return ()


def short_connection(facts: Facts) -> tuple[Need, ...]:
    """There is little time between two flights: somebody will meet you at the door and lead you across."""
    minutes = facts.connection_minutes
    if facts.category == "flight" and minutes is not None and minutes < SHORT_CONNECTION:
        return offer(Why.SHORT_CONNECTION, Kind.CONNECTION_HELP, minutes=minutes)
    return ()


def many_zones(facts: Facts) -> tuple[Need, ...]:
    """You cross many time zones: we keep the first day free of meetings."""
    if facts.category in JOURNEYS and abs(facts.zones_crossed) >= MANY_ZONES:
        return offer(Why.MANY_ZONES, Kind.QUIET_FIRST_DAY, hours=abs(facts.zones_crossed))
    return ()


def abroad_unchecked_passport(facts: Facts) -> tuple[Need, ...]:
    """A journey abroad, and we have not seen until when the passport is valid: let us look now."""
    if _goes_abroad(facts) and not facts.is_passport_checked and not facts.passport_until:
        return offer(Why.ABROAD_UNCHECKED_PASSPORT, Kind.PASSPORT_CHECK)
    return ()


def passport_ends_soon(facts: Facts) -> tuple[Need, ...]:
    """The passport ends within half a year after the return: many countries will not let you in."""
    back = facts.returns_on or (facts.arrives_at.date() if facts.arrives_at else None)
    if _goes_abroad(facts) and back and facts.passport_until and facts.passport_until < back + PASSPORT_AFTER_RETURN:
        return offer(Why.PASSPORT_ENDS_SOON, Kind.PASSPORT_CHECK, until=facts.passport_until.isoformat())
    return ()


def abroad_unchecked_visa(facts: Facts) -> tuple[Need, ...]:
    """A journey abroad, and nobody has looked whether a visa is needed."""
    if _goes_abroad(facts) and not facts.is_visa_checked:
        return offer(Why.ABROAD_UNCHECKED_VISA, Kind.VISA_CHECK, city=facts.city)
    return ()


def long_trip_abroad(facts: Facts) -> tuple[Need, ...]:
    """Several nights abroad: insurance for everybody who goes."""
    if _goes_abroad(facts) and (facts.nights or 0) >= LONG_TRIP:
        return offer(Why.LONG_TRIP_ABROAD, Kind.INSURANCE, nights=facts.nights or 0)
    return ()


def pets_at_home(facts: Facts) -> tuple[Need, ...]:
    """You go away for some nights and there is a pet at home: who feeds it?"""
    if facts.has_pets and facts.nights and facts.city != facts.home_city:
        return offer(Why.PETS_AT_HOME, Kind.PET_CARE, nights=facts.nights)
    return ()


def skis_or_golf(facts: Facts) -> tuple[Need, ...]:
    """Skis or clubs fly with you: the airline and the car must know."""
    if facts.category in JOURNEYS and facts.has_skis_or_golf:
        return offer(Why.SKIS_OR_GOLF, Kind.SPORT_LUGGAGE, Kind.BIGGER_CAR)
    return ()


def afraid_of_flying(facts: Facts) -> tuple[Need, ...]:
    """You do not like to fly and it is not far: shall we look at the train?"""
    if facts.category == "flight" and facts.is_afraid_of_flying and not facts.is_abroad:
        return offer(Why.AFRAID_OF_FLYING, Kind.TRAIN_INSTEAD)
    return ()


def _goes_abroad(facts: Facts) -> bool:
    return facts.is_abroad and facts.category in JOURNEYS | {"hotel"}


def _is_late(moment: datetime) -> bool:
    return moment.hour >= LATE_HOUR or moment.hour < NIGHT_ENDS


def _hour(moment: datetime) -> str:
    return moment.strftime("%H:%M")
