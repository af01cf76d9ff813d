"""Ask every rule, and say each thing once, and never what is asked already."""

from collections.abc import Callable

from butler.language.needs import care, company, evenings, journeys
from butler.language.needs.facts import Facts
from butler.language.needs.need import Kind, Need

Rule = Callable[[Facts], tuple[Need, ...]]

# In the order a concierge would speak: health and hurt first, then what stops a journey, then comfort.
RULES: tuple[Rule, ...] = (
    care.irritated_after_delay,
    care.mourning,
    care.fever,
    care.back_pain,
    care.anxious_before_journey,
    evenings.allergy_at_table,
    evenings.allergy_on_board,
    journeys.passport_ends_soon,
    journeys.abroad_unchecked_passport,
    journeys.abroad_unchecked_visa,
    company.child_without_both_parents,
    journeys.short_connection,
    journeys.late_arrival_early_meeting,
    company.baby_on_board,
    company.child_on_board,
    company.child_in_car,
    company.child_in_hotel,
    company.elderly_on_journey,
    company.hard_to_walk,
    journeys.early_departure,
    journeys.arrival_without_car,
    journeys.morning_arrival_before_checkin,
    journeys.evening_departure_after_checkout,
    journeys.many_zones,
    journeys.long_trip_abroad,
    journeys.afraid_of_flying,
    journeys.skis_or_golf,
    journeys.pets_at_home,
    company.guests_from_abroad,
    company.large_party_in_car,
    company.parents_out_late,
    evenings.proposal,
    evenings.anniversary_dinner,
    evenings.birthday_table,
    evenings.talk_of_business,
    evenings.evening_play,
    evenings.dinner_late_home,
    evenings.table_outdoors,
    evenings.dress_code,
    evenings.over_budget,
)


def unspoken(facts: Facts) -> tuple[Need, ...]:
    """What to offer, most urgent first; each kind once, by the first rule that names it; nothing of `facts.asked`."""
    found: dict[Kind, Need] = {}
    for rule in RULES:
        for need in rule(facts):
            if need.kind not in facts.asked:
                found.setdefault(need.kind, need)
    return tuple(found.values())
