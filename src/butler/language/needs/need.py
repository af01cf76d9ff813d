"""A need that was not spoken: what to offer, which rule says so, and what the sentence about it must name."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may be offered."""

    CAR_FROM_AIRPORT = "car_from_airport"
    CAR_TO_AIRPORT = "car_to_airport"
    CAR_THERE = "car_there"
    CAR_HOME = "car_home"
    MEETING_AT_AIRCRAFT = "meeting_at_aircraft"
    CONNECTION_HELP = "connection_help"
    WHEELCHAIR = "wheelchair"
    EARLY_BREAKFAST = "early_breakfast"
    LATE_CHECKOUT = "late_checkout"
    EARLY_CHECKIN = "early_checkin"
    QUIET_FIRST_DAY = "quiet_first_day"
    CHILD_SEAT = "child_seat"
    BASSINET = "bassinet"
    CHILD_MEAL = "child_meal"
    CHILD_BED = "child_bed"
    NANNY = "nanny"
    CONSENT_OF_PARENT = "consent_of_parent"
    EARLY_SUPPER = "early_supper"
    LATE_SUPPER = "late_supper"
    INTERPRETER = "interpreter"
    FOREIGN_MENU = "foreign_menu"
    FLOWERS = "flowers"
    CAKE = "cake"
    QUIET_TABLE = "quiet_table"
    PRIVATE_ROOM = "private_room"
    PASSPORT_CHECK = "passport_check"
    VISA_CHECK = "visa_check"
    INSURANCE = "insurance"
    SPORT_LUGGAGE = "sport_luggage"
    PET_CARE = "pet_care"
    SPECIAL_MEAL = "special_meal"
    WARNED_KITCHEN = "warned_kitchen"
    TRAIN_INSTEAD = "train_instead"
    CALL_FROM_LEAD = "call_from_lead"
    CALL_TO_REASSURE = "call_to_reassure"
    QUIET_DAYS = "quiet_days"
    MASSEUR = "masseur"
    DOCTOR_QUESTION = "doctor_question"
    DOCTOR_AT_HOME = "doctor_at_home"
    LIFT_AND_STEPS = "lift_and_steps"
    RAIN_PLAN = "rain_plan"
    DRESS_CODE_WORD = "dress_code_word"
    CHEAPER_OPTION = "cheaper_option"
    BIGGER_CAR = "bigger_car"


class Why(StrEnum):
    """The rule that proposes; the desk has a sentence for each."""

    LATE_ARRIVAL_EARLY_MEETING = "late_arrival_early_meeting"
    ARRIVAL_WITHOUT_CAR = "arrival_without_car"
    EARLY_DEPARTURE = "early_departure"
    MORNING_ARRIVAL_BEFORE_CHECKIN = "morning_arrival_before_checkin"
    EVENING_DEPARTURE_AFTER_CHECKOUT = "evening_departure_after_checkout"
    SHORT_CONNECTION = "short_connection"
    MANY_ZONES = "many_zones"
    BABY_ON_BOARD = "baby_on_board"
    CHILD_ON_BOARD = "child_on_board"
    CHILD_IN_CAR = "child_in_car"
    CHILD_IN_HOTEL = "child_in_hotel"
    CHILD_WITHOUT_BOTH_PARENTS = "child_without_both_parents"
    PARENTS_OUT_LATE = "parents_out_late"
    ELDERLY_ON_JOURNEY = "elderly_on_journey"
    HARD_TO_WALK = "hard_to_walk"
    EVENING_PLAY = "evening_play"
    DINNER_LATE_HOME = "dinner_late_home"
    GUESTS_FROM_ABROAD = "guests_from_abroad"
    ANNIVERSARY_DINNER = "anniversary_dinner"
    BIRTHDAY_TABLE = "birthday_table"
    PROPOSAL = "proposal"
    TALK_OF_BUSINESS = "talk_of_business"
    ABROAD_UNCHECKED_PASSPORT = "abroad_unchecked_passport"
    PASSPORT_ENDS_SOON = "passport_ends_soon"
    ABROAD_UNCHECKED_VISA = "abroad_unchecked_visa"
    LONG_TRIP_ABROAD = "long_trip_abroad"
    PETS_AT_HOME = "pets_at_home"
    SKIS_OR_GOLF = "skis_or_golf"
    ALLERGY_AT_TABLE = "allergy_at_table"
    ALLERGY_ON_BOARD = "allergy_on_board"
    AFRAID_OF_FLYING = "afraid_of_flying"
    IRRITATED_AFTER_DELAY = "irritated_after_delay"
    ANXIOUS_BEFORE_JOURNEY = "anxious_before_journey"
    MOURNING = "mourning"
    BACK_PAIN = "back_pain"
    FEVER = "fever"
    TABLE_OUTDOORS = "table_outdoors"
    DRESS_CODE = "dress_code"
    OVER_BUDGET = "over_budget"
    LARGE_PARTY_IN_CAR = "large_party_in_car"


@dataclass(frozen=True, slots=True)
class Need:
    """One proposal. `params` name what the sentence needs: a city, an age, a moment; sorted by name."""

    kind: Kind
    why: Why
    params: tuple[tuple[str, str | int], ...] = ()


def offer(why: Why, *kinds: Kind, **params: str | int) -> tuple[Need, ...]:
    """The same reason for one thing or for several."""
    return tuple(Need(kind, why, tuple(sorted(params.items()))) for kind in kinds)
