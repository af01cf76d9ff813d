"""Unspoken needs of those who come along: children, parents, guests from abroad."""

from butler.language.needs.facts import JOURNEYS, Facts, Person, Symptom
from butler.language.needs.need import Kind, Need, Why, offer

BABY, NEEDS_SEAT, NEEDS_BED, NEEDS_NANNY, OF_AGE = 2, 12, 7, 11, 18  # years
LATE = 19
SEATS_OF_A_CAR = 3  # besides the driver, with luggage
RIDES = frozenset({"transfer", "airport_passage"})


def baby_on_board(facts: Facts) -> tuple[Need, ...]:
    """A baby flies with you: a bassinet, and the first row for it."""
    if facts.category in JOURNEYS and any(age < BABY for age in facts.child_ages):
        return offer(Why.BABY_ON_BOARD, Kind.BASSINET, Kind.CHILD_MEAL, age=min(facts.child_ages))
    return ()


def child_on_board(facts: Facts) -> tuple[Need, ...]:
    """A child flies with you: a child's meal, and a seat in the car that brings you."""
    ages = [age for age in facts.child_ages if BABY <= age < NEEDS_SEAT]
    if facts.category not in JOURNEYS or not ages:
        return ()
    small = (Kind.BASSINET,) if min(ages) <= BABY + 1 and facts.category == "flight" else ()
    return offer(Why.CHILD_ON_BOARD, Kind.CHILD_MEAL, Kind.CHILD_SEAT, *small, age=min(ages))


def child_in_car(facts: Facts) -> tuple[Need, ...]:
    """A child rides with us: the law and we want a child's seat."""
    ages = [age for age in facts.child_ages if age < NEEDS_SEAT]
    if facts.category in RIDES | {"car_rental"} and ages:
        return offer(Why.CHILD_IN_CAR, Kind.CHILD_SEAT, age=min(ages))
    return ()


def child_in_hotel(facts: Facts) -> tuple[Need, ...]:
    """A small child sleeps in the hotel: a bed of its size."""
    ages = [age for age in facts.child_ages if age < NEEDS_BED]
    if facts.category == "hotel" and ages:
        return offer(Why.CHILD_IN_HOTEL, Kind.CHILD_BED, age=min(ages))
    return ()


def child_without_both_parents(facts: Facts) -> tuple[Need, ...]:
    """A child leaves the country without one of the parents: a notary must witness the consent."""
    if facts.is_abroad and not facts.travels_with_both_parents and any(age < OF_AGE for age in facts.child_ages):
        return offer(Why.CHILD_WITHOUT_BOTH_PARENTS, Kind.CONSENT_OF_PARENT)
    return ()


def parents_out_late(facts: Facts) -> tuple[Need, ...]:
    """Both of you are out in the evening and the children are small: a nanny until you are back."""
    ages = [age for age in facts.child_ages if age < NEEDS_NANNY]
    is_out = facts.category in ("restaurant", "tickets", "club") and facts.starts_at and facts.starts_at.hour >= LATE
    if is_out and ages and Person.SPOUSE in facts.people and Person.CHILD not in facts.people:
        return offer(Why.PARENTS_OUT_LATE, Kind.NANNY, age=min(ages))
    return ()


def elderly_on_journey(facts: Facts) -> tuple[Need, ...]:
    """Your mother or father travels: somebody meets them, and a chair on wheels if they wish."""
    if facts.category in JOURNEYS and Person.ELDERLY in facts.people:
        return offer(Why.ELDERLY_ON_JOURNEY, Kind.MEETING_AT_AIRCRAFT, Kind.WHEELCHAIR)
    return ()


def hard_to_walk(facts: Facts) -> tuple[Need, ...]:
    """It is hard to walk: we ask about the lift and the steps before anybody stands before them."""
    if Symptom.HARD_TO_WALK in facts.symptoms and facts.category in ("restaurant", "tickets", "hotel", "club"):
        return offer(Why.HARD_TO_WALK, Kind.LIFT_AND_STEPS)
    return ()


def guests_from_abroad(facts: Facts) -> tuple[Need, ...]:
    """Your guests are from abroad: an interpreter, or at least a menu they can read."""
    if Person.FOREIGNER not in facts.people:
        return ()
    if facts.category == "restaurant":
        return offer(Why.GUESTS_FROM_ABROAD, Kind.FOREIGN_MENU, Kind.INTERPRETER)
    if facts.category in ("tickets", "art", "medical", "documents"):
        return offer(Why.GUESTS_FROM_ABROAD, Kind.INTERPRETER)
    return ()


def large_party_in_car(facts: Facts) -> tuple[Need, ...]:
    """More of you than a car seats with luggage: a bigger one, or two."""
    if facts.category in RIDES and (facts.party or 0) > SEATS_OF_A_CAR:
        return offer(Why.LARGE_PARTY_IN_CAR, Kind.BIGGER_CAR, party=facts.party or 0)
    return ()
