"""Unspoken needs of dinners, plays and feasts."""

from butler.language.needs.facts import Facts, Occasion, Person
from butler.language.needs.need import Kind, Need, Why, offer

PLAY_FROM, PLAY_UNTIL = 18, 20
LATE_DINNER = 20


def evening_play(facts: Facts) -> tuple[Need, ...]:
    """The curtain rises at seven: supper before or after it, and a car there and home."""
    starts = facts.starts_at
    if facts.category == "tickets" and starts and PLAY_FROM <= starts.hour <= PLAY_UNTIL:
        kinds = (Kind.EARLY_SUPPER, Kind.LATE_SUPPER, Kind.CAR_THERE, Kind.CAR_HOME)
        return offer(Why.EVENING_PLAY, *kinds, starts=starts.strftime("%H:%M"))
    return ()


def dinner_late_home(facts: Facts) -> tuple[Need, ...]:
    """Dinner begins late, and wine is poured: a car home."""
    if facts.category == "restaurant" and facts.starts_at and facts.starts_at.hour >= LATE_DINNER:
        return offer(Why.DINNER_LATE_HOME, Kind.CAR_HOME, starts=facts.starts_at.strftime("%H:%M"))
    return ()


def anniversary_dinner(facts: Facts) -> tuple[Need, ...]:
    """It is your anniversary: flowers on the table."""
    if facts.category == "restaurant" and facts.occasion is Occasion.ANNIVERSARY:
        return offer(Why.ANNIVERSARY_DINNER, Kind.FLOWERS, Kind.QUIET_TABLE)
    return ()


def birthday_table(facts: Facts) -> tuple[Need, ...]:
    """Somebody has a birthday: a cake with the name, and flowers."""
    if facts.category in ("restaurant", "club", "yacht") and facts.occasion is Occasion.BIRTHDAY:
        return offer(Why.BIRTHDAY_TABLE, Kind.CAKE, Kind.FLOWERS)
    return ()


def proposal(facts: Facts) -> tuple[Need, ...]:
    """You will ask for her hand: flowers, and a room of your own."""
    if facts.occasion is Occasion.PROPOSAL and facts.category in ("restaurant", "yacht", "hotel"):
        return offer(Why.PROPOSAL, Kind.FLOWERS, Kind.PRIVATE_ROOM)
    return ()


def talk_of_business(facts: Facts) -> tuple[Need, ...]:
    """You will speak of business: a table where nobody hears it."""
    is_business = facts.occasion is Occasion.NEGOTIATIONS or Person.PARTNERS in facts.people
    if facts.category == "restaurant" and is_business:
        return offer(Why.TALK_OF_BUSINESS, Kind.QUIET_TABLE)
    return ()


def allergy_at_table(facts: Facts) -> tuple[Need, ...]:
    """Somebody has an allergy or a diet: the kitchen must hear of it from us, not at the table."""
    told = facts.allergies + facts.diets
    if facts.category in ("restaurant", "club", "yacht", "hotel") and told:
        return offer(Why.ALLERGY_AT_TABLE, Kind.WARNED_KITCHEN, what=", ".join(told))
    return ()


def allergy_on_board(facts: Facts) -> tuple[Need, ...]:
    """Somebody has an allergy or a diet: a meal of its own on board."""
    told = facts.allergies + facts.diets
    if facts.category in ("flight", "charter") and told:
        return offer(Why.ALLERGY_ON_BOARD, Kind.SPECIAL_MEAL, what=", ".join(told))
    return ()


def table_outdoors(facts: Facts) -> tuple[Need, ...]:
    """The table is outdoors: a place under a roof, should it rain."""
    if facts.category in ("restaurant", "club") and facts.is_outdoors:
        return offer(Why.TABLE_OUTDOORS, Kind.RAIN_PLAN)
    return ()


def dress_code(facts: Facts) -> tuple[Need, ...]:
    """They look at the dress: let all your guests know before."""
    if facts.has_dress_code:
        return offer(Why.DRESS_CODE, Kind.DRESS_CODE_WORD)
    return ()


def over_budget(facts: Facts) -> tuple[Need, ...]:
    """What there is costs more than you said: here is one within it."""
    if facts.is_over_budget:
        return offer(Why.OVER_BUDGET, Kind.CHEAPER_OPTION)
    return ()
