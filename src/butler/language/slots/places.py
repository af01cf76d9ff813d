"""Where: the venue, the town, the ends of a journey; and the names that are no places but titles, models, people."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from butler.language.evidence import Found
from butler.language.slots.english import english_slot
from butler.language.slots.governed import Ruled, ruled
from butler.language.slots.leanings import CITY, FROM, HOUSES, NAME, NOTHING, OF_PEOPLE, PEOPLE, PLACE, SHOWS, TO
from butler.language.slots.named import CAPITALS, QUOTED, WORLD, Named, names_of
from butler.language.slots.nameless import nameless
from butler.language.slots.people import greeted_or_signed, person_spans
from butler.language.slots.russian import russian_slot
from butler.language.slots.said import JOURNEYS, Said, Span, overlap
from butler.language.tokens import plain
from butler.language.world import DISTRICT, EVERYDAY

_REFUSED = re.compile(r"[»”\"]?\s*(?:[-–—,]\s*)?(?:не\s+(?:предлага|нуж|надо|хо[чт]|рассматр|подход)|не\s+то\b)")
_JOINT = re.compile(r"[\s»”\"'’]*(?:,|или|либо|и|or|and|/)[\s«“\"]*(?:в\s+|in\s+)?")
_DASH = re.compile(r"\s*(?:[-–—→>]+|->|to)\s*")
_VERSUS = re.compile(r"\s*(?:[-–—]|vs\.?|v\.?)\s*")


@dataclass
class Where:
    """The names of a request by slot; `name` holds what is no place: a title, a performer, a model, a thing."""

    slots: dict[str, list[Found[str]]] = field(default_factory=dict)
    towns: list[Span] = field(default_factory=list)  # places of the world, whatever they were taken for

    def add(self, slot: str, one: Named) -> None:
        if slot == NOTHING:
            return
        found = Found(one.value, one.start, one.end, one.source, one.confidence)
        if found.value not in [other.value for other in self.slots.setdefault(slot, [])]:
            self.slots[slot].append(found)


def read_where(said: Said) -> Where:
    """Every name is given one slot, or none: by the name before it that it is joined to, or by what rules it."""
    names = _pairs(said, names_of(said))
    route, persons = _route(said, names), person_spans(said)
    where, last = Where(towns=[one.span for one in names if one.kind in WORLD]), None
    spoken_to = greeted_or_signed(said)
    for at, one in enumerate(names):
        if _is_known_person(said, one) or any(overlap(one.span, span) for span in spoken_to):
            continue
        if at in route:
            slot = route[at]
        elif last and _is_joined(said, last[0], one):
            slot = last[1]
        else:
            slot = _slot(said, one, persons)
        where.add(slot, one)
        last = (one, slot)
    _add_nameless(said, where, names)
    _two_goals(said, where)
    return where


def _add_nameless(said: Said, where: Where, names: list[Named]) -> None:
    for slot, place in nameless(said):
        if slot not in where.slots and not any(overlap(place.span, one.span) for one in names):
            where.add(slot, place)


def _two_goals(said: Said, where: Where) -> None:
    """«машину на Плющиху, едем во Внуково»: of two goals of a ride the first is where it begins."""
    goals = where.slots.get(TO, [])
    if said.category == "transfer" and len(goals) == 2 and FROM not in where.slots:
        where.slots[FROM], where.slots[TO] = goals[:1], goals[1:]


def _slot(said: Said, one: Named, persons: list[Span]) -> str:
    if _REFUSED.match(said.after(one.end)):
        return NOTHING
    rule = ruled(said, one.start)
    if _is_person(said, one, persons):
        return _of_person(said, rule)
    if rule.head == "show" and one.kind not in WORLD and said.category in _SHOWN:
        return NAME
    return russian_slot(said, one, rule) if said.is_russian else english_slot(said, one, rule)


_SHOWN = SHOWS | {"information", "restaurant", "none", "other"}


def _of_person(said: Said, rule: Ruled) -> str:
    """A performer or a title at the theatre, a venue after «в», else somebody the request concerns."""
    if rule.head == "venue" or (rule.preposition in ("в", "во") and said.category in HOUSES):
        return PLACE
    if said.category in ("tickets", "art") and (rule.head == "show" or rule.preposition in ("на", "")):
        return NAME
    return PEOPLE


def _is_known_person(said: Said, one: Named) -> bool:
    """People of the house are read as people, whatever their names look like."""
    return any(known.value.kind == "person" and overlap(one.span, (known.start, known.end)) for known in said.known)


def _is_person(said: Said, one: Named, persons: list[Span]) -> bool:
    """By a forename or, last and for surnames alone («встретьте Ветрова»), by the model, since that costs most."""
    if one.kind in (CAPITALS, DISTRICT, CITY) and any(_is_within(one, span) for span in persons):
        return True
    if one.kind != CAPITALS or said.category not in OF_PEOPLE or not said.is_russian or one.value.isascii():
        return False
    return any(overlap(one.span, span) for span in said.seen_persons)


def _is_within(one: Named, person: Span) -> bool:
    """A person's name, unless it is just as long as a place that is called so."""
    return overlap(one.span, person) and (one.kind == CAPITALS or person[1] - person[0] > one.end - one.start)


def _is_joined(said: Said, one: Named, other: Named) -> bool:
    """«Астра или Европа»: joined names of one sort; one that is also a place of the world follows the one before it."""
    is_like = (one.kind in WORLD) == (other.kind in WORLD) or plain(other.value) in EVERYDAY
    return is_like and bool(_JOINT.fullmatch(said.low[one.end : other.start]))


def _pairs(said: Said, names: list[Named]) -> list[Named]:
    """«Спартак - Зенит» is one match, not two ends of a road."""
    if said.category not in ("tickets", "sport"):
        return names
    merged: list[Named] = []
    for one in names:
        if merged and _VERSUS.fullmatch(said.low[merged[-1].end : one.start]):
            start = merged.pop().start
            one = Named(said.text[start : one.end], start, one.end, QUOTED, 0.85)
        merged.append(one)
    return merged


def _route(said: Said, names: list[Named]) -> dict[int, str]:
    """«Москва - Дубай»: the first is from, the second to; a third brings one back."""
    if said.category not in JOURNEYS:
        return {}
    route: dict[int, str] = {}
    for at, (one, other) in enumerate(pairwise(names)):
        if _DASH.fullmatch(said.low[one.end : other.start]) and not _is_english_to(said, one, other):
            if at in route:  # a leg further: back home, or the next town
                first = names[min(route)]
                route |= {} if other.value == first.value else {at + 1: TO}
                route.setdefault(at + 1, NOTHING)
            else:
                route |= {at: FROM, at + 1: TO}
    return route


def _is_english_to(said: Said, one: Named, other: Named) -> bool:
    """The ends of "from X to Y" are read by their prepositions; "Moscow to Dubai" has only the one."""
    return "to" in said.low[one.end : other.start] and bool(ruled(said, one.start).preposition)
