"""Read a client's message: language, requests, what each is about and what shall be done."""

from datetime import datetime

from butler.language.message.acts import signs
from butler.language.message.subjects import subjects
from butler.language.message.values import NOTHING, Act, Asked, Category, Context, Guess, Mood, Reading, Span, Urgency
from butler.language.tokens import tokens
from butler.language.tongue import tongue

LEAST = 0.3  # what "other" and "none" have before a word is read


def read(text: str, *, lang: str | None = None, ref: datetime, context: Context = NOTHING) -> Reading:
    """What a message says. `ref` is now, local wall time; dates are resolved against it, forward. Never raises."""
    lang = lang or tongue(text)
    asked = Asked((0, len(text)), _categories(text), _acts(text, lang))
    return Reading(lang, (asked,), Mood("calm", 0.5), Guess(Urgency.WHENEVER, 0.5))


def _categories(text: str) -> tuple[Guess, ...]:
    weights: dict[str, float] = {Category.NONE: LEAST}
    why: dict[str, list[Span]] = {}
    for hit in subjects(tokens(text)):
        category, weight = hit.meaning
        weights[category] = weights.get(category, 0) + weight
        why.setdefault(category, []).append((hit.start, hit.end))
    return _two_best(weights, why)


def _acts(text: str, lang: str) -> tuple[Guess, ...]:
    weights: dict[str, float] = {Act.NONE: LEAST}
    why: dict[str, list[Span]] = {}
    for sign in signs(text, lang):
        weights[sign.act] = weights.get(sign.act, 0) + sign.weight
        why.setdefault(sign.act, []).append(sign.span)
    return _two_best(weights, why)


def _two_best(weights: dict[str, float], why: dict[str, list[Span]]) -> tuple[Guess, ...]:
    total = sum(weights.values())
    best = sorted(weights, key=lambda value: -weights[value])[:2]
    return tuple(
        Guess(str(value), round(weights[value] / total, 3), tuple(dict.fromkeys(why.get(value, ())))) for value in best
    )
