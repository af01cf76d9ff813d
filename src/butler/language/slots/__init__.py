"""Everything a request says besides what it is: when, where, for how many, by what name, at what price."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from butler.language.evidence import Found
from butler.language.gazetteer import Gazetteer
from butler.language.slots.budget import read_budget
from butler.language.slots.classes import read_class
from butler.language.slots.lengths import read_duration
from butler.language.slots.party import read_count, read_party
from butler.language.slots.people import read_people
from butler.language.slots.places import read_where
from butler.language.slots.said import Said, overlap
from butler.language.slots.things import read_kind, read_models, read_numbers
from butler.language.slots.wanted import read_wanted
from butler.language.slots.whens import read_when, real_moments

if TYPE_CHECKING:
    from butler.language.dates import Moment

Slots = dict[str, list[Found[Any]]]


def read_slots(
    part: str,
    *,
    lang: str,
    ref: datetime,
    category: str,
    act: str,
    moments: "list[Moment]",
    gazetteer: Gazetteer | None = None,
    whole: str = "",
) -> Slots:
    """The slots of one request, each only where it is said; spans count characters of `part`.

    `moments` are those that `dates.find` met in `part`; `ref` is now, local and naive; `whole` is the message that the
    part was cut from. Values are in the form of the reading contract: moments as ISO 8601, `budget` a dictionary.
    """
    said = Said(part, lang, ref, category, act, real_moments(part, moments), gazetteer, whole)
    there = read_where(said)
    where = there.slots
    classes = read_class(said)
    firm = [*read_numbers(said), *read_models(said)]
    slots: Slots = {**read_when(said), **{slot: _beside(_apart(found, firm), classes) for slot, found in where.items()}}
    slots["name"] = _names(said, firm, where.get("name", []))
    slots["party"], slots["count"] = read_party(said), read_count(said)
    slots["budget"], slots["class"], slots["duration"] = read_budget(said), classes, read_duration(said)
    slots["kind"] = read_kind(said)
    if "place" in slots:
        slots["place"] = _apart(slots["place"], slots["kind"])
    taken = there.towns + [
        (one.start, one.end) for slot, found in slots.items() if slot not in ("party", "people") for one in found
    ]
    slots["people"] = [*where.get("people", []), *_apart(read_people(said, taken), where.get("people", []))]
    return {slot: found for slot, found in slots.items() if found}


def _names(said: Said, firm: list[Found[str]], read: list[Found[str]]) -> list[Found[str]]:
    """Numbers and models first; a bare common thing only where nothing has a name."""
    named = [*firm, *_apart(read, [*firm, *read_class(said)])]
    return named or read_wanted(said)


def _beside(some: list[Found[str]], classes: list[Found[str]]) -> list[Found[str]]:
    """«два места в СВ»: what is wholly a class is no name."""
    return [one for one in some if not any(o.start <= one.start and one.end <= o.end for o in classes)]


def _apart(some: list[Found[str]], others: list[Found[str]]) -> list[Found[str]]:
    return [one for one in some if not any(overlap((one.start, one.end), (o.start, o.end)) for o in others)]
