"""Every rule with what it offers and when it is silent, and what must always hold: nothing asked is proposed again."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.mood import Label
from butler.language.needs import RULES, Facts, Kind, Occasion, Person, Symptom, Why, unspoken

at = datetime.fromisoformat  # wall time at the place
EVENING, MORNING = at("2027-03-04T22:40"), at("2027-03-05T09:00")
SEEN = {"is_passport_checked": True, "is_visa_checked": True}

# What is known; what is offered for it; what changes so that it is not.
RULEBOOK = [
    (
        Why.LATE_ARRIVAL_EARLY_MEETING,
        {"category": "flight", "arrives_at": EVENING, "next_meeting_at": MORNING},
        {Kind.CAR_FROM_AIRPORT, Kind.EARLY_BREAKFAST, Kind.LATE_CHECKOUT},
        {"next_meeting_at": at("2027-03-05T15:00")},
    ),
    (
        Why.ARRIVAL_WITHOUT_CAR,
        {"category": "flight", "arrives_at": at("2027-03-04T15:00"), "city": "Казань", "home_city": "Москва"},
        {Kind.CAR_FROM_AIRPORT},
        {"city": "Москва"},
    ),
    (
        Why.EARLY_DEPARTURE,
        {"category": "rail", "departs_at": at("2027-03-05T06:30")},
        {Kind.CAR_TO_AIRPORT, Kind.EARLY_BREAKFAST},
        {"departs_at": at("2027-03-05T13:00")},
    ),
    (
        Why.MORNING_ARRIVAL_BEFORE_CHECKIN,
        {"category": "hotel", "arrives_at": MORNING, "nights": 2},
        {Kind.EARLY_CHECKIN},
        {"arrives_at": at("2027-03-05T16:00")},
    ),
    (
        Why.EVENING_DEPARTURE_AFTER_CHECKOUT,
        {"category": "hotel", "departs_at": EVENING, "checkout_at": at("2027-03-04T12:00")},
        {Kind.LATE_CHECKOUT},
        {"departs_at": at("2027-03-04T14:00")},
    ),
    (
        Why.SHORT_CONNECTION,
        {"category": "flight", "connection_minutes": 55},
        {Kind.CONNECTION_HELP},
        {"connection_minutes": 180},
    ),
    (Why.MANY_ZONES, {"category": "flight", "zones_crossed": -7}, {Kind.QUIET_FIRST_DAY}, {"zones_crossed": 2}),
    (
        Why.ABROAD_UNCHECKED_PASSPORT,
        {"category": "flight", "is_abroad": True},
        {Kind.PASSPORT_CHECK},
        {"is_passport_checked": True},
    ),
    (
        Why.PASSPORT_ENDS_SOON,
        {
            "category": "flight",
            "is_abroad": True,
            "returns_on": date(2027, 3, 10),
            "passport_until": date(2027, 6, 1),
        },
        {Kind.PASSPORT_CHECK},
        {"passport_until": date(2029, 6, 1)},
    ),
    (
        Why.ABROAD_UNCHECKED_VISA,
        {"category": "hotel", "is_abroad": True, "is_passport_checked": True},
        {Kind.VISA_CHECK},
        {"is_visa_checked": True},
    ),
    (
        Why.LONG_TRIP_ABROAD,
        {"category": "hotel", "is_abroad": True, "nights": 7, **SEEN},
        {Kind.INSURANCE},
        {"nights": 1},
    ),
    (
        Why.PETS_AT_HOME,
        {"category": "hotel", "has_pets": True, "nights": 4, "city": "Рим", "home_city": "Москва"},
        {Kind.PET_CARE},
        {"has_pets": False},
    ),
    (
        Why.SKIS_OR_GOLF,
        {"category": "flight", "has_skis_or_golf": True},
        {Kind.SPORT_LUGGAGE, Kind.BIGGER_CAR},
        {"has_skis_or_golf": False},
    ),
    (
        Why.AFRAID_OF_FLYING,
        {"category": "flight", "is_afraid_of_flying": True},
        {Kind.TRAIN_INSTEAD},
        {"is_abroad": True, **SEEN},
    ),
    (
        Why.BABY_ON_BOARD,
        {"category": "flight", "child_ages": (1,)},
        {Kind.BASSINET, Kind.CHILD_MEAL},
        {"child_ages": ()},
    ),
    (
        Why.CHILD_ON_BOARD,
        {"category": "flight", "child_ages": (3,)},
        {Kind.CHILD_MEAL, Kind.CHILD_SEAT, Kind.BASSINET},
        {"child_ages": (14,)},
    ),
    (Why.CHILD_IN_CAR, {"category": "transfer", "child_ages": (6,)}, {Kind.CHILD_SEAT}, {"child_ages": (13,)}),
    (Why.CHILD_IN_HOTEL, {"category": "hotel", "child_ages": (4,)}, {Kind.CHILD_BED}, {"child_ages": (9,)}),
    (
        Why.CHILD_WITHOUT_BOTH_PARENTS,
        {"category": "yacht", "is_abroad": True, "child_ages": (10,), "travels_with_both_parents": False},
        {Kind.CONSENT_OF_PARENT},
        {"travels_with_both_parents": True},
    ),
    (
        Why.PARENTS_OUT_LATE,
        {
            "category": "restaurant",
            "starts_at": at("2027-03-04T19:00"),
            "child_ages": (5,),
            "people": frozenset({Person.SPOUSE}),
        },
        {Kind.NANNY},
        {"people": frozenset({Person.SPOUSE, Person.CHILD})},
    ),
    (
        Why.ELDERLY_ON_JOURNEY,
        {"category": "flight", "people": frozenset({Person.ELDERLY})},
        {Kind.MEETING_AT_AIRCRAFT, Kind.WHEELCHAIR},
        {"people": frozenset()},
    ),
    (
        Why.HARD_TO_WALK,
        {"category": "tickets", "symptoms": frozenset({Symptom.HARD_TO_WALK})},
        {Kind.LIFT_AND_STEPS},
        {"category": "gift"},
    ),
    (
        Why.GUESTS_FROM_ABROAD,
        {"category": "restaurant", "people": frozenset({Person.FOREIGNER})},
        {Kind.FOREIGN_MENU, Kind.INTERPRETER},
        {"people": frozenset()},
    ),
    (Why.LARGE_PARTY_IN_CAR, {"category": "transfer", "party": 5}, {Kind.BIGGER_CAR}, {"party": 2}),
    (
        Why.EVENING_PLAY,
        {"category": "tickets", "starts_at": at("2027-03-04T19:00")},
        {Kind.EARLY_SUPPER, Kind.LATE_SUPPER, Kind.CAR_THERE, Kind.CAR_HOME},
        {"starts_at": at("2027-03-04T12:00")},
    ),
    (
        Why.DINNER_LATE_HOME,
        {"category": "restaurant", "starts_at": at("2027-03-04T21:00")},
        {Kind.CAR_HOME},
        {"starts_at": at("2027-03-04T13:00")},
    ),
    (
        Why.ANNIVERSARY_DINNER,
        {"category": "restaurant", "occasion": Occasion.ANNIVERSARY},
        {Kind.FLOWERS, Kind.QUIET_TABLE},
        {"occasion": None},
    ),
    (
        Why.BIRTHDAY_TABLE,
        {"category": "restaurant", "occasion": Occasion.BIRTHDAY},
        {Kind.CAKE, Kind.FLOWERS},
        {"category": "documents"},
    ),
    (
        Why.PROPOSAL,
        {"category": "yacht", "occasion": Occasion.PROPOSAL},
        {Kind.FLOWERS, Kind.PRIVATE_ROOM},
        {"occasion": None},
    ),
    (
        Why.TALK_OF_BUSINESS,
        {"category": "restaurant", "people": frozenset({Person.PARTNERS})},
        {Kind.QUIET_TABLE},
        {"people": frozenset({Person.SPOUSE})},
    ),
    (
        Why.ALLERGY_AT_TABLE,
        {"category": "restaurant", "allergies": ("орехи",)},
        {Kind.WARNED_KITCHEN},
        {"allergies": ()},
    ),
    (Why.ALLERGY_ON_BOARD, {"category": "flight", "diets": ("веган",)}, {Kind.SPECIAL_MEAL}, {"diets": ()}),
    (
        Why.IRRITATED_AFTER_DELAY,
        {"category": "transfer", "mood": "irritated", "was_let_down": True},
        {Kind.CALL_FROM_LEAD},
        {"mood": "calm"},
    ),
    (
        Why.ANXIOUS_BEFORE_JOURNEY,
        {"category": "flight", "mood": "anxious"},
        {Kind.CALL_TO_REASSURE, Kind.MEETING_AT_AIRCRAFT},
        {"mood": "excited"},
    ),
    (
        Why.MOURNING,
        {"category": "flowers", "occasion": Occasion.MOURNING},
        {Kind.QUIET_DAYS, Kind.CALL_FROM_LEAD},
        {"occasion": None},
    ),
    (
        Why.BACK_PAIN,
        {"category": "beauty", "symptoms": frozenset({Symptom.BACK_PAIN})},
        {Kind.MASSEUR, Kind.DOCTOR_QUESTION},
        {"symptoms": frozenset()},
    ),
    (
        Why.FEVER,
        {"category": "medical", "symptoms": frozenset({Symptom.FEVER})},
        {Kind.DOCTOR_AT_HOME},
        {"symptoms": frozenset()},
    ),
    (Why.TABLE_OUTDOORS, {"category": "restaurant", "is_outdoors": True}, {Kind.RAIN_PLAN}, {"is_outdoors": False}),
    (Why.DRESS_CODE, {"category": "club", "has_dress_code": True}, {Kind.DRESS_CODE_WORD}, {"has_dress_code": False}),
    (Why.OVER_BUDGET, {"category": "hotel", "is_over_budget": True}, {Kind.CHEAPER_OPTION}, {"is_over_budget": False}),
]


@pytest.mark.parametrize(("why", "known", "kinds", "otherwise"), RULEBOOK, ids=[row[0] for row in RULEBOOK])
def test_a_rule_offers_what_is_not_spoken_and_is_silent_without_reason(why, known, kinds, otherwise):
    facts = Facts(**known)
    assert {need.kind for need in unspoken(facts) if need.why == why} == kinds
    assert why not in {need.why for need in unspoken(replace(facts, **otherwise))}


@pytest.mark.parametrize(("why", "known", "kinds", "otherwise"), RULEBOOK, ids=[row[0] for row in RULEBOOK])
def test_what_is_asked_already_is_not_proposed(why, known, kinds, otherwise):
    facts = Facts(**known, asked=frozenset(kinds))
    assert not {need.kind for need in unspoken(facts)} & kinds


def test_every_rule_stands_in_the_book():
    assert {row[0] for row in RULEBOOK} == set(Why)
    assert len(RULES) == len(Why)


def test_every_rule_can_be_read_aloud():
    assert all(rule.__doc__ and len(rule.__doc__) < 140 for rule in RULES)


def test_hurt_and_health_are_spoken_of_first():
    facts = Facts(
        category="restaurant",
        starts_at=at("2027-03-04T21:00"),
        mood="angry",
        was_let_down=True,
        occasion=Occasion.ANNIVERSARY,
    )
    assert unspoken(facts)[0].kind == Kind.CALL_FROM_LEAD


def test_a_proposal_names_what_its_sentence_needs():
    [need] = unspoken(Facts(category="transfer", child_ages=(3,)))
    assert dict(need.params) == {"age": 3}


def test_nothing_known_proposes_nothing():
    assert unspoken(Facts(category="other")) == ()


MOMENTS = st.none() | st.datetimes(at("2027-01-01T00:00"), at("2027-02-01T00:00"))
FACTS = st.builds(
    Facts,
    category=st.sampled_from(
        ["restaurant", "tickets", "flight", "charter", "rail", "hotel", "transfer", "medical", "other"]
    ),
    starts_at=MOMENTS,
    departs_at=MOMENTS,
    arrives_at=MOMENTS,
    next_meeting_at=MOMENTS,
    checkout_at=MOMENTS,
    returns_on=st.none() | st.dates(date(2027, 1, 1), date(2027, 3, 1)),
    passport_until=st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)),
    connection_minutes=st.none() | st.integers(0, 600),
    zones_crossed=st.integers(-12, 12),
    nights=st.none() | st.integers(0, 30),
    party=st.none() | st.integers(1, 12),
    people=st.frozensets(st.sampled_from(Person)),
    child_ages=st.lists(st.integers(0, 17), max_size=3).map(tuple),
    occasion=st.none() | st.sampled_from(Occasion),
    symptoms=st.frozensets(st.sampled_from(Symptom)),
    mood=st.sampled_from([str(label) for label in Label]),
    is_abroad=st.booleans(),
    was_let_down=st.booleans(),
    has_pets=st.booleans(),
    asked=st.frozensets(st.sampled_from(Kind)),
)


@given(FACTS)
def test_nothing_asked_is_proposed_and_nothing_twice(facts):
    kinds = [need.kind for need in unspoken(facts)]
    assert not set(kinds) & facts.asked
    assert len(kinds) == len(set(kinds))


@given(FACTS)
def test_what_was_proposed_and_taken_is_not_proposed_again(facts):
    taken = replace(facts, asked=facts.asked | {need.kind for need in unspoken(facts)})
    assert unspoken(taken) == ()
