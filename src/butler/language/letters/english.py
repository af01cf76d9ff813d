"""The house's sentences in English."""

from butler.language.latin import latin
from butler.language.letters.facts import Day, Promise, wishes_in_lines
from butler.language.moments import clock_with_home, day_seen_from, full_day
from butler.language.phrasing import for_so_many, in_words, is_cyrillic, reads_in, sentence
from butler.language.salutation import Voice
from butler.language.towns import to_town

LANGUAGE = "en"

SENTENCES = {
    "restaurant": "a table{at_venue} is booked {for_} {at}, {party}",
    "tickets": "{tickets}{for_venue} {are} confirmed, curtain {at}",
    "flight": "your flight{number}{to} is confirmed, departing {at}{arrival}",
    "charter": "your private flight{to} is confirmed, departing {at}{arrival}",
    "rail": "your seats on train{number}{to} are confirmed, departing {at}{arrival}",
    "hotel": "your room{at_venue} is confirmed, check-in from {time}",
    "transfer": "the car will be {where} {at}",
    "car_rental": "your car is booked{with_venue}, ready from {time}",
    "airport_passage": "your airport passage is confirmed, meeting {at}",
    "yacht": "the yacht is confirmed, departing {at}",
    "gift": "the gift will be delivered by {time}",
    "flowers": "the flowers will be delivered by {time}",
    "courier": "the delivery is confirmed for {time}",
    "medical": "your appointment {at} is confirmed",
    "beauty": "your appointment{at_venue} {at} is confirmed",
    "tutor": "the lesson{with_venue} {at} is confirmed",
    "club": "your visit{to_venue} {at} is confirmed",
    "sport": "your training{at_venue} {at} is confirmed",
    "art": "your viewing{at_venue} {at} is confirmed",
    "household": "the household visit{with_venue} {at} is confirmed",
    "event": "your place{at_venue} is confirmed, beginning {at}",
    "other": "your booking{with_venue} {at} is confirmed",
}
DISCREET = {"medical"}
HOTEL_ENDS = "check-out{from_venue} is by {time}"

RELATIONS = {
    "spouse": ("your wife", "your husband"), "partner": ("your partner", "your partner"),
    "child": ("your daughter", "your son"), "parent": ("your mother", "your father"),
    "sibling": ("your sister", "your brother"), "grandparent": ("your grandmother", "your grandfather"),
}  # fmt: skip


def promise(said: Promise, voice: Voice) -> str:
    """One proven promise; empty when the kind has no sentence."""
    if said.is_end:
        form = HOTEL_ENDS if said.kind == "hotel" else ""
    else:
        form = SENTENCES.get(said.kind, "")
    if not form:
        return ""
    text = sentence(form.format_map(_words(said)))
    if not said.wishes or said.kind in DISCREET:
        return text
    done, left_out = wishes_in_lines(said.wishes)
    parts = [text, done and sentence(f"As you like it: {done}"), left_out and sentence(f"Left out: {left_out}")]
    return " ".join(filter(None, parts))


def day(said: Day, voice: Voice) -> str:
    """ "Today is your wife Elena's birthday.\""""
    when = day_seen_from(said.on, said.today, LANGUAGE)
    if said.kind == "birthday" and not said.person:
        return sentence("Happy birthday from the whole house") if said.on == said.today else ""
    if said.kind == "birthday":
        return sentence(f"{when} is {_whose(said)} birthday")
    if said.kind == "name_day":
        return sentence(f"{when} is {_whose(said)} name day") if said.person else ""
    if said.kind == "anniversary":
        years = f", {said.years} years" if said.years and said.years > 1 else ""
        return sentence(f"{when} is your anniversary{years}")
    if said.kind == "membership":
        return sentence(f"your club card is due for renewal {when}")
    return ""


def subject(on: Day) -> str:
    """ "Tuesday, 24 November\""""
    return full_day(on.on, LANGUAGE)


def _words(said: Promise) -> dict[str, str]:
    near = "" if said.day == said.today else f"{day_seen_from(said.day, said.today, LANGUAGE)} "
    venue, to = said.venue and _latin(said.venue), to_town(said.destination, LANGUAGE)
    return {
        "at": f"{near}at {said.time(LANGUAGE)}",
        "time": f"{said.time(LANGUAGE)}{' ' + near.strip() if near else ''}",
        "for_": "for" if near else "",
        "party": for_so_many(said.party_size, LANGUAGE),
        "number": f" {_latin(said.number)}" if said.number else "",
        "to": f" {to}" if to else "",
        "arrival": _arrival(said),
        "where": _where(said),
        "tickets": "your ticket" if said.party_size == 1 else f"{in_words(said.party_size, LANGUAGE)} tickets",
        "are": "is" if said.party_size == 1 else "are",
        "for_venue": f" for {venue}" if venue else "",
        "at_venue": f" at {venue}" if venue else "",
        "to_venue": f" to {venue}" if venue else "",
        "with_venue": f" with {venue}" if venue else "",
        "from_venue": f" from {venue}" if venue else "",
    }


def _where(said: Promise) -> str:
    if said.where and reads_in(said.where, LANGUAGE):
        return f"at {said.where},"
    return "at your door" if said.is_at_home else "ready"


def _arrival(said: Promise) -> str:
    if not said.arrives_at or not said.arrival_zone:
        return ""
    return f", arriving at {clock_with_home(said.arrives_at, said.arrival_zone, said.home, LANGUAGE)}"


def _whose(said: Day) -> str:
    given = _latin(said.person.given) if said.person else ""
    if said.person and said.relation in RELATIONS:
        return f"{RELATIONS[said.relation][said.person.gender == 'm']} {given}'s"
    return f"{given}'s"


def _latin(text: str) -> str:
    return latin(text) if is_cyrillic(text) else text
