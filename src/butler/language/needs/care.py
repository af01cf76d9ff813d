"""Unspoken needs of those who are unwell, upset or in mourning."""

from butler.language.needs.facts import JOURNEYS, Facts, Occasion, Symptom
from butler.language.needs.need import Kind, Need, Why, offer

UPSET = frozenset({"irritated", "angry"})


def irritated_after_delay(facts: Facts) -> tuple[Need, ...]:
    """We made you wait and you are cross: our lead calls you, no letter."""
    if facts.was_let_down and facts.mood in UPSET:
        return offer(Why.IRRITATED_AFTER_DELAY, Kind.CALL_FROM_LEAD, mood=facts.mood)
    return ()


def anxious_before_journey(facts: Facts) -> tuple[Need, ...]:
    """You are uneasy about the journey: we call, go through it with you and meet you on the way."""
    if facts.category in JOURNEYS and facts.mood == "anxious":
        return offer(Why.ANXIOUS_BEFORE_JOURNEY, Kind.CALL_TO_REASSURE, Kind.MEETING_AT_AIRCRAFT)
    return ()


def mourning(facts: Facts) -> tuple[Need, ...]:
    """Somebody has died: we clear the days, and a person calls, not a letter."""
    if facts.occasion is Occasion.MOURNING:
        return offer(Why.MOURNING, Kind.QUIET_DAYS, Kind.CALL_FROM_LEAD)
    return ()


def back_pain(facts: Facts) -> tuple[Need, ...]:
    """Your back hurts: a masseur today, and may we ask a doctor whether a massage is right?"""
    if Symptom.BACK_PAIN in facts.symptoms:
        return offer(Why.BACK_PAIN, Kind.MASSEUR, Kind.DOCTOR_QUESTION)
    return ()


def fever(facts: Facts) -> tuple[Need, ...]:
    """Somebody has a fever: a doctor who comes home."""
    if Symptom.FEVER in facts.symptoms:
        return offer(Why.FEVER, Kind.DOCTOR_AT_HOME)
    return ()
