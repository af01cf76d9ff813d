"""What a reading becomes: one proposal for each thing asked, said or felt, with the two best guesses. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from butler.language.drafting import Facts, Matter, When, matter_words
from butler.language.drafting.matters import NOM
from butler.language.evidence import Found, Source
from butler.language.message import Act, Asked, Awaited, Category, Context, Reading
from butler.language.moments import day as day_words
from butler.language.phrasing import for_so_many, sentence
from butler.language.tastes.preference import Preference
from butler.language.towns import town
from butler.reception.rules.drafting import matter_of
from butler.reception.rules.trades import trade

ALWAYS_RAISED = ("allergy", "diet")  # whatever the words say of how long it holds
SURE = 0.5  # below, a person reads first
WORDS = 200  # characters of a title made of their own words
NO_WORDS = 2  # letters: a sign or a smile asks nothing
PLAIN = (Act.NONE, Act.INFORM)


@dataclass(frozen=True)
class OpenRequest:
    """A request of this client that is not done: its id and category."""

    id: str
    category: str


@dataclass(frozen=True)
class Proposed:
    """One proposal as it will be kept; `content` is what goes under seal."""

    kind: str
    code: str = ""
    act: str = ""
    other_code: str = ""
    other_act: str = ""
    confidence: float = 0.0
    content: dict[str, Any] = field(default_factory=dict)


def proposals_of(
    text: str,
    reading: Reading,
    *,
    open_requests: Sequence[OpenRequest],
    context: Context,
    facts: Facts,
    letter: str = "",
    standing: frozenset[str] = frozenset(),
) -> list[Proposed]:
    """Everything that a reading proposes, in the order of the message. `letter`: which of ours waits for an answer;
    `standing`: categories in which the client has promises that are still to come."""
    asked = [
        one
        for one in (_asked(text, each, open_requests, context, facts, letter, standing) for each in reading.requests)
        if one
    ]
    tastes = [taste_of(each) for each in reading.preferences if each.is_lasting or is_raised(each)]
    if not asked and not tastes and _puzzles(text, reading):
        asked = [Proposed("look", confidence=reading.requests[0].confidence, content=_content(text, (0, len(text))))]
    return asked + tastes


def _puzzles(text: str, reading: Reading) -> bool:
    """Words that we can make nothing of: a person reads them. A greeting that we are sure of is none."""
    first = reading.requests[0]
    letters = sum(letter.isalpha() for letter in text)
    return letters > NO_WORDS and not (first.category == Category.NONE and first.acts[0].confidence >= SURE)


def _asked(
    text: str, asked: Asked, open_requests: Sequence[OpenRequest], context: Context, facts: Facts, letter: str,
    standing: frozenset[str],
) -> Proposed | None:  # fmt: skip
    kind, about = kind_of(asked, open_requests, context.awaited, standing)
    if kind is None:
        return None
    other_code, other_act = second_guess(asked)
    content = _content(text, asked.span) | {
        "title": title_of(asked, text, facts),
        "spans": [[*span, Source.RULE, guess.confidence] for guess in _likeliest(asked) for span in guess.why],
        "slots": {name: [_slot(one) for one in found] for name, found in asked.slots.items() if found},
    }
    if about:
        content["request"] = about
    if kind == "answer" and letter:
        content["letter"] = letter
    return Proposed(kind, trade_of(asked, text), asked.act, other_code, other_act, round(asked.confidence, 3), content)


def _likeliest(asked: Asked) -> tuple[Any, Any]:
    return asked.categories[0], asked.acts[0]


def kind_of(
    asked: Asked, open_requests: Sequence[OpenRequest], awaited: str, standing: frozenset[str] = frozenset()
) -> tuple[str | None, str]:
    """What it is to us, and which open request it is about ("": none or not told)."""
    same = next((one.id for one in open_requests if one.category == asked.category), "")
    only = open_requests[0].id if len(open_requests) == 1 else ""
    about = same or (only if asked.category == Category.NONE else "")
    match asked.act:
        case Act.THANKS:
            return "thanks", ""
        case Act.CONFIRM | Act.DECLINE:
            return ("answer", about) if awaited or about or asked.category == Category.NONE else ("request", "")
        case Act.CANCEL:
            return "cancel", about
        case Act.CHANGE:
            return "change", about
        case Act.COMPLAINT:
            return "part", about or only
        case Act.QUESTION if asked.category in standing or (same and awaited != Awaited.DETAIL):
            return "question", same
    if asked.category == Category.NONE:
        return ("part", only) if asked.act == Act.INFORM and only else (None, "")
    if same and (asked.act in (Act.INFORM, Act.QUESTION) or awaited == Awaited.DETAIL):
        return "part", same
    return "request", ""


def second_guess(asked: Asked) -> tuple[str, str]:
    """The next likeliest pair of category and act; empty when there is none."""
    pairs = [
        (category.confidence * act.confidence, category.value, act.value)
        for category in asked.categories
        for act in asked.acts
    ]
    others = sorted(pairs[1:], reverse=True)
    return (others[0][1], others[0][2]) if others else ("", "")


def title_of(asked: Asked, text: str, facts: Facts) -> str:
    """In good words of the house: «Столик в «Белуге» на двоих, 27 ноября, 20:00»; else in their own words."""
    slots = {
        name: [(one.value, one.source == Source.GAZETTEER) for one in found] for name, found in asked.slots.items()
    }
    return title(trade_of(asked, text), slots, facts) or _excerpt(text[slice(*asked.span)] or text)


def trade_of(asked: Asked, text: str) -> str:
    """The house's own category of it."""
    return trade(asked.category, text[slice(*asked.span)] or text)


def title(category: str, slots: dict[str, list[tuple[Any, bool]]], facts: Facts) -> str:
    """The thing asked and the day on which it is wanted; empty for what has no noun."""
    matter = matter_of(category, slots)
    thing = matter_words(replace(matter, when=When()), facts, NOM)
    return ", ".join(filter(None, (sentence(thing).rstrip("."), *_further(matter, facts), *_when(matter.when, facts))))


def _further(matter: Matter, facts: Facts) -> Iterator[str]:
    """What the noun of its category does not carry by itself."""
    is_carried = not (matter.place or matter.place_in) and matter.category in ("hotel", "restaurant")
    if matter.city and not is_carried and matter.category in ("hotel", "restaurant", "car_rental", "yacht"):
        yield town(matter.city, facts.language) or matter.city
    if matter.party and matter.category in ("hotel", "flight", "rail", "transfer", "charter", "yacht"):
        yield for_so_many(matter.party, facts.language)


def _when(when: When, facts: Facts) -> Iterator[str]:
    if when.day:
        yield day_words(when.day, facts.language)
    if when.until:
        yield f"– {day_words(when.until, facts.language)}"
    if when.at:
        yield f"{when.at:%H:%M}"


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0] + "…"


def is_raised(taste: Preference) -> bool:
    """An allergy or a diet is raised even if it was said for one evening."""
    return taste.topic in ALWAYS_RAISED


def taste_of(taste: Preference) -> Proposed:
    """A taste as it is proposed, with the words that tell it."""
    content = {
        "title": taste.value,
        "words": taste.value,
        "lasting": taste.is_lasting,
        "spans": [[taste.start, taste.end, Source.RULE, taste.confidence]],
        "slots": {},
    }
    return Proposed("preference", taste.topic, taste.polarity, confidence=round(taste.confidence, 3), content=content)


def _content(text: str, span: tuple[int, int]) -> dict[str, Any]:
    words = text[slice(*span)]
    return {"words": words, "title": _excerpt(words), "spans": [[*span, Source.RULE, 0.0]], "slots": {}}


def _slot(found: Found[Any]) -> dict[str, Any]:
    return {"value": plain(found.value), "span": [found.start, found.end, found.source, found.confidence]}


def plain(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return str(value)


def restated(slots: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Slots that a person has put right: their values, without a place in the words."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, value in slots.items():
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        found[name] = [{"value": plain(one)} for one in values if one not in (None, "")]
    return {name: values for name, values in found.items() if values}
