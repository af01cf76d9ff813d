"""Read a client's message: cut it into requests, judge each, read its slots, and hear the mood of the whole."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from butler.language.dates import Moment, find, find_durations
from butler.language.evidence import Found
from butler.language.message.guessing import Models, current, sounds_like
from butler.language.message.judging import ORDERS, Around, Judged, judge
from butler.language.message.splitting import split
from butler.language.message.surroundings import SPOKEN_OF, awaited, is_arranged, named, spoken_of
from butler.language.message.urgency import too_late_after, urgency_of
from butler.language.message.values import NOTHING, Act, Asked, Category, Context, Reading
from butler.language.mood import NEGATIVE, Label, Mood, read_mood
from butler.language.slots import read_slots
from butler.language.slots.whens import on_day
from butler.language.tastes import read_preferences
from butler.language.tongue import tongue

_HEAD = re.compile(r"[^\n]{3,120}:\s*\n")  # a line that heads a list
LONGEST = 8_000  # signs that are read: more is no message but a document
A = Act
SURE_OF_COMPLAINT = 0.6
SURELY = 0.55  # how surely a clause without a word of the tables must be about another thing to be apart
PLAINLY_FELT = 0.7  # how sure a bad mood must be where nothing is complained of
UNFELT = Mood(Label.CALM, 0.5, (), None)
# What a part of an act may tell beside its act: a complaint's "forty minutes" is no length of ours.
SLOTS_OF = {
    A.THANKS: frozenset({"people"}),
    A.NONE: frozenset[str](),
    A.COMPLAINT: frozenset({"people", "place", "city", "name"}),
}


def read(
    text: str,
    *,
    lang: str | None = None,
    ref: datetime,
    context: Context = NOTHING,
    models: Path | None = None,
) -> Reading:
    """What a message says. `ref` is now, local wall time without a zone; dates are resolved against it, forward.

    `lang` is the client's language where the letters do not tell; `models`: where trained models lie. Never raises.
    """
    text = text[:LONGEST]
    lang = lang if lang in ("ru", "en") else tongue(text)
    moments = find(text, ref, lang)
    felt = read_mood(text, lang, context.learnt)
    mood = felt if felt.label not in NEGATIVE or felt.score >= PLAINLY_FELT else UNFELT
    days = frozenset(moment.start.date().isoformat() for moment in moments if moment.has_day)
    trained = current(models)
    preferences = tuple(read_preferences(text, lang))
    around = Around(
        awaited(context),
        spoken_of(text, context, days, trained),
        mood,
        is_arranged(context),
        context.learnt,
        tuple(one.start for one in preferences if one.is_lasting),
        tuple(moment.span[0] for moment in moments if moment.start.date() >= ref.date()),
        named(text, context),
    )
    judged = _judged(text, lang, around, trained)
    requests = _asked(_settled(judged, around), text, lang, ref, moments, context)
    mood = _of_complaint(mood, felt, requests)
    acts = {Act(one.act) for one in requests}
    return Reading(
        lang,
        requests,
        mood,
        urgency_of(text, moments, acts, ref),
        preferences,
        too_late_after(text, moments, acts, ref),
    )


def _judged(text: str, lang: str, around: Around, models: Models) -> list[Judged]:
    """Each part in its turn: one without a word of its own speaks of what the part before it spoke of."""
    judged: list[Judged] = []
    for part in split(text, lang, partial(sounds_like, models=models, least=SURELY)):
        if judged and not part.firm and judged[-1].part.firm:
            of_before = dict.fromkeys(judged[-1].part.firm, SPOKEN_OF)
            around = replace(around, spoken_of={**around.spoken_of, **of_before})
        judged.append(judge(part, text, lang, around, models))
    return judged


def _of_complaint(mood: Mood, felt: Mood, requests: tuple[Asked, ...]) -> Mood:
    """Nobody complains calmly: where no word of feeling was heard, the complaint itself tells the mood.

    `felt` is what was only faintly heard: it counts where something is complained of.
    """
    for one in requests:
        told = one.acts[0]
        if mood.label is Label.CALM and told.value == A.COMPLAINT and told.confidence >= SURE_OF_COMPLAINT:
            if felt.label in NEGATIVE:
                return felt
            return Mood(Label.IRRITATED, told.confidence, (), told.why[0] if told.why else one.span)
    return mood


def _settled(judged: list[Judged], around: Around) -> list[Judged]:
    """What is asked first, then answers, then thanks; a greeting beside anything else is left out."""
    judged = [one for one in judged if not _leads_in(one, judged, around)]
    judged = [_instead(one, judged[:at]) for at, one in enumerate(judged)]
    asking = [one for one in judged if one.acts[0].value not in (A.NONE, A.THANKS)]
    if not asking:
        return [*[one for one in judged if one.acts[0].value == A.THANKS], *judged][:1]
    return asking


def _leads_in(one: Judged, judged: list[Judged], around: Around) -> bool:
    """«Да. Закажите столик»: a yes to nothing, or to the very thing that is ordered after it."""
    if one.acts[0].value != A.CONFIRM:
        return False
    ordered = [other.part.firm for other in judged if other.acts[0].value in ORDERS]
    asked_before = around.spoken_of.keys() if around.awaited else set[Category]()
    return any(not around.awaited or firm & asked_before for firm in ordered)


def _instead(one: Judged, before: list[Judged]) -> Judged:
    """«Отмените…, а вместо него…»: after a cancellation the other thing is new, not changed."""
    if one.acts[0].value != A.CHANGE or not before or before[-1].acts[0].value != A.CANCEL:
        return one
    return replace(one, acts=(replace(one.acts[0], value=A.BOOK), one.acts[0]))


def _is_said_fuller(moment: Moment, own: list[Moment]) -> bool:
    """«завтра …, к полудню»: the day alone says less than the day with its hour."""
    if not moment.has_day or moment.has_time:
        return False
    return any(other.has_time and other.start.date() == moment.start.date() for other in own)


def _asked(
    judged: list[Judged], text: str, lang: str, ref: datetime, moments: list[Moment], context: Context
) -> tuple[Asked, ...]:
    found, day = [], None
    heading = _heading(text, moments)
    for one in judged:
        own = [] if heading is None or one.part.start <= heading.span[0] else [heading]
        for moment in (each for each in moments if one.part.start <= each.span[0] < one.part.end):
            own.append(_on(text, moment, day))
            day = own[-1] if own[-1].has_day else day
        own = [moment for moment in own if moment is not heading or not any(other.has_day for other in own[1:])]
        own = [moment for moment in own if not _is_said_fuller(moment, own)]
        slots = _slots(one, text, lang, ref, own, context)
        found.append(Asked(one.part.span, one.categories, one.acts, slots))
    return tuple(found)


def _heading(text: str, moments: list[Moment]) -> Moment | None:
    """The day of «Две вещи на пятницу:» is the day of every line below it."""
    head = _HEAD.match(text)
    said = [moment for moment in moments if moment.has_day and head and moment.span[1] <= head.end()]
    return said[0] if len(said) == 1 else None


def _on(text: str, moment: Moment, day: Moment | None) -> Moment:
    """An hour in a second request is of the day of the first."""
    if day is None or moment.has_day or not moment.has_time:
        return moment
    return on_day(text, moment, day)


def _slots(
    one: Judged, text: str, lang: str, ref: datetime, moments: list[Moment], context: Context
) -> dict[str, list[Found[Any]]]:
    start, end = one.part.span
    category, act = one.categories[0].value, one.acts[0].value
    moved = [replace(moment, span=(moment.span[0] - start, min(moment.span[1], end) - start)) for moment in moments]
    slots = read_slots(
        text[start:end], lang=lang, ref=ref, category=category, act=act, moments=moved,
        gazetteer=context.gazetteer, whole=text,
    )  # fmt: skip
    if category == Category.REMINDER and (whole := find_durations(text[start:end], lang)):
        slots["duration"] = [Found(length, *span) for length, span in whole[:1]]  # a timer has minutes beside its hours
    told = SLOTS_OF.get(Act(act))
    return {
        slot: [replace(value, start=value.start + start, end=value.end + start) for value in values]
        for slot, values in slots.items()
        if told is None or slot in told
    }
