"""What is known beside the text: what we asked last, which requests are open, which names the house knows."""

import re
from functools import lru_cache

from butler.language.message.guessing import Models, sounds_like
from butler.language.message.subjects import ENOUGH, subjects
from butler.language.message.values import Awaited, Category, Context, Open
from butler.language.tokens import plain, tokens

_CHOICE = re.compile(
    r"\b(?:какой|какую|какое|какие|который|котор\w+|что (?:выб|берем|предпоч)|или|когда (?:лучше|удобн|за)\w*"
    r"|во сколько (?:вам )?(?:удобно|лучше)|which|what (?:option|one|would you prefer)|or)\b"
)
_DETAIL = re.compile(
    r"\b(?:сколько|откуда|куда|где|ког[оа]|кому|кем|чей|чье|whom|whose|на (?:чье|какое) имя|как зовут"
    r"|когда|во сколько|на какое|на какую|на какой|what"
    r"|where|when|how many|how long|how much|who)\b"
)
# A proposal that asks nothing is answered as if it did: «есть кандидатка», «вместо него могу взять».
_PROPOSED = re.compile(
    r"\b(?:мо(?:гу|жем) (?:взять|предложить|посадить|забронировать|поставить|перенести|дать|заменить|сделать|найти)"
    r"|предлага(?:ю|ем)|есть (?:кандидат|вариант|столик|стол|место|места|билет|окно|окошко|возможность|запись)\w*"
    r"|наш(?:ел|ла|ли) (?:вам |для вас )?|вариант|взамен|вместо (?:него|нее|них)"
    r"|(?:i|we) (?:can|could) (?:get|offer|book|take|do|arrange|move)|there is a|there's a|(?:we|i)(?:'ve| have) found"
    r"|instead of it)"
)
_ARRANGED = re.compile(
    r"\b(?:подтвержд[её]н\w*|заброниров\w+|оформлен\w*|заказ(?:ан|али|ал)\w*|записал\w*|записан\w*|куплен\w*|назначен\w*"
    r"|заберет|встретит|выйдет|приедет|ждет|будет|жду(?:т|щий)|booked|confirmed|ticketed|reserved|scheduled|arranged"
    r"|will (?:pick|meet|be|come|collect)|leaves|is set|your (?:flight|train|table|room|driver|appointment))\b"
)
_SENTENCE = re.compile(r"[^.!?…]*[.!?…]*")
_CATEGORIES = frozenset(str(category) for category in Category)
# What is other says nothing of what is asked.
SAYING = _CATEGORIES - {Category.NONE, Category.OTHER, Category.INFORMATION}
SOUNDS_LIKE = 0.4  # how sure the model must be where no word names a thing
NAMED, SAME_DAY, ONLY_ONE, OF_SEVERAL, SPOKEN_OF = 3.0, 2.0, 2.0, 0.7, 2.0


def awaited(context: Context) -> Awaited:
    """What we wait to hear: as the caller says, else by the question in our last message."""
    if context.awaited:
        return Awaited(context.awaited)
    if not context.previous or context.previous[-1][0] != "house":
        return Awaited.NOTHING
    asked = [sentence for sentence in _SENTENCE.findall(context.previous[-1][1]) if "?" in sentence]
    if not asked:
        told = plain(context.previous[-1][1])
        return Awaited.YES if _PROPOSED.search(told) and not _ARRANGED.search(told) else Awaited.NOTHING
    question = plain(asked[-1])
    if _CHOICE.search(question):
        return Awaited.CHOICE
    return Awaited.DETAIL if _DETAIL.search(question) else Awaited.YES


def is_arranged(context: Context) -> bool:
    """Whether our last message told of something arranged and asked nothing: what comes then is about that."""
    if not context.previous or context.previous[-1][0] != "house" or "?" in context.previous[-1][1]:
        return False
    return bool(_ARRANGED.search(plain(context.previous[-1][1])))


def spoken_of(text: str, context: Context, days: frozenset[str], models: Models) -> dict[Category, float]:
    """How strongly each category is meant by what surrounds a text; `days` are the ISO days it names."""
    points: dict[Category, float] = {}
    words = {word.lemma for word in tokens(text) if len(word.text) > 2}
    for one in context.open_requests:
        _add(points, one.category, _nearness(Open(*one), words, days, alone=len(context.open_requests) == 1))
    for category in _last_subjects(tuple(words for _, words in context.previous[-2:]), models):
        _add(points, category, SPOKEN_OF)
    return points


def _nearness(one: Open, words: set[str], days: frozenset[str], *, alone: bool) -> float:
    named = any(word.lemma in words for word in tokens(one.title) if len(word.text) > 2)
    is_same_day = one.when is not None and one.when.date().isoformat() in days
    return NAMED * named + SAME_DAY * is_same_day + (ONLY_ONE if alone else OF_SEVERAL)


def named(text: str, context: Context) -> tuple[tuple[int, Category], ...]:
    """Where a house of the gazetteer is named, and what one asks of it: a table of a restaurant."""
    names = context.gazetteer.find(text) if context.gazetteer else []
    return tuple((one.start, Category(one.value.about)) for one in names if one.value.about in SAYING)


@lru_cache(256)
def _last_subjects(said: tuple[str, ...], models: Models) -> tuple[Category, ...]:
    """What the latest of the last messages that names anything is about; else what one of them sounds like."""
    for text in reversed(said):
        points: dict[Category, float] = {}
        for hit in subjects(tokens(text)):
            _add(points, hit.meaning[0], hit.meaning[1])
        if points and max(points.values()) >= ENOUGH:
            return tuple(category for category in points if points[category] == max(points.values()))[:1]
    for text in reversed(said):
        if heard := sounds_like(text, models, SOUNDS_LIKE):
            return (heard,)
    return ()


def _add(points: dict[Category, float], category: str, weight: float) -> None:
    if category in _CATEGORIES:
        points[Category(category)] = points.get(Category(category), 0.0) + weight
