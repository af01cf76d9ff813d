"""Weigh what the words, the signs and the turns of phrase say, and name the mood."""

import re
from collections.abc import Iterable
from dataclasses import replace
from math import exp

from butler.language.learnt import NOTHING, Learnt
from butler.language.learnt.words import learnable
from butler.language.mood import between, lexicon, model, signs
from butler.language.mood.hints import Hint
from butler.language.mood.labels import NEGATIVE, POSITIVE, Label, Mood
from butler.language.tokens import plain, tokens

LONGEST_READ = 4_000  # signs: a longer letter says how it feels at its beginning
BELIEVED = 1.0  # told as strongly as this, a mood is the mood
HEARD = 0.6  # as strongly as this, it is a weaker one
REPEATED = 0.4  # what the second and later hints of a mood add
ASIDE = 0.6  # praise inside an order describes what is wanted, not how one feels
BITTER = 0.85  # bad news beside good news comes first, unless it is this much weaker
SURE_OF_COMPLAINT = 0.55  # how probable the moods of one kind must be together where only the model hears them
SURE_OF_COMPLAINT_IN_ORDER = 0.88
SURE_WHERE_PLAIN = 0.96
SURE_OF_PRAISE = 0.45
LEAST_SURE, MOST_SURE = 0.5, 0.9  # how sure a reading counts as where the house was taught otherwise
ALSO = 5.0  # a mood that is heard too is so much likelier than one that is not
SHORT_LINE = 160  # signs
SHORT_THANKS = 4  # words: "thank you" alone is thanks; at the end of an order it is manners
_ORDER = re.compile(
    r"\b(?:нуж[её]?н\w*|забронир\w*|подбер\w+|подыщ\w+|найдите|закаж\w+|организ\w+|хот(?:им|ел|ела|ели|елось)\b|хочу|"
    r"посмотрите|запиш\w+|пришлите|перенес\w+|отмените|добавьте|узнайте|уточните|подскажите|ищ[уе]м?|интересует|"
    r"предложите|посоветуйте|please|could you|can you|would you|book|reserve|find|arrange|need|i'd like|i would like|"
    r"we'd like|looking for|recommend)\b|\?"
)
_PLAIN = re.compile(  # news, wishes and choices told without a feeling, though others complain in the same words
    r"\b(?:как|что и|чем) в прошл\w+ раз|\bкак (?:обычно|всегда)\b|\bт(?:от|а|о|ого|ой|ем|ому|ом|ех|е) же\b|"
    r"\bпередума\w+|\bне (?:нужн\w+|надо|понадоб\w+|потребу\w+)\b|\bничего (?:страшн|особенн)\w+|\bпожалуйста\b|"
    r"\bбез (?:паники|спешки|суеты)\b|\bне (?:беспоко|волну|пережива|тревож|торопи|спеши)\w+|"
    r"\bдолж(?:ен|на|но|ны) быть\b|^\d+[).]|\b(?:don't|do not) (?:worry|rush|bother)\b|\bno (?:worries|rush|hurry)\b|"
    r"\b(?:same|as) (?:\w+ ){0,3}(?:last time|usual|before)|\bno need\b|\bchanged (?:our|my) minds?\b"
)
_REGRET = re.compile(r"\bк сожалению\b|\bunfortunately\b")  # the words know its weight: mostly manners


def read_mood(text: str, lang: str, learnt: Learnt = NOTHING) -> Mood:
    """The mood of a message. `lang` is "ru" or "en" (another is read as English); `learnt`: what the house was taught.

    Never raises; silence is calm.
    """
    text = text[:LONGEST_READ]
    lang = "ru" if lang == "ru" else "en"
    mood = _judged(_hints(text, lang), signs.loudness(text))
    return _swayed(mood if mood.label is not Label.CALM else _second_opinion(mood, text, lang), text, learnt)


def shares_of(mood: Mood) -> dict[str, float]:
    """How probable each mood is, by what was heard: what else was heard takes most of the rest."""
    sure = min(MOST_SURE, max(LEAST_SURE, mood.score))
    weights = {label: (ALSO if label in mood.also else 1.0) for label in Label if label is not mood.label}
    total = sum(weights.values())
    return {mood.label: sure, **{label: (1 - sure) * weight / total for label, weight in weights.items()}}


def _swayed(mood: Mood, text: str, learnt: Learnt) -> Mood:
    """As the house was taught to hear it: its colleagues' word may outweigh every reading of ours."""
    sway = learnt.fields.get("mood")
    if sway is None or not sway.words:
        return mood
    found = learnable(text)
    shares = sway.shares(shares_of(mood), found)
    best = max(sorted(shares), key=lambda label: shares[label])
    if best == mood.label:
        return mood
    why = sway.why(found, best)
    also = tuple(one for one in mood.also if one != best)
    return Mood(Label(best), round(shares[best], 3), also, why[0] if why else None)


def _second_opinion(calm: Mood, text: str, lang: str) -> Mood:
    """Where no word names a feeling, the whole of a short line may. Moods of one kind speak together.

    Orders and plain wishes stay calm unless the model is surer; praise in them describes what is wanted.
    """
    if not text.strip() or len(text) > SHORT_LINE:
        return calm
    lower = plain(text)
    if _REGRET.search(lower):
        return calm
    is_plain = bool(_PLAIN.search(lower))
    is_order = bool(_ORDER.search(lower))
    shares = model.weighed(text, lang)
    bad, good = (sum(shares[label] for label in kind) for kind in (NEGATIVE, POSITIVE))
    if bad >= (SURE_WHERE_PLAIN if is_plain else SURE_OF_COMPLAINT_IN_ORDER if is_order else SURE_OF_COMPLAINT):
        kind, share = NEGATIVE, bad
    elif good >= SURE_OF_PRAISE and not (is_plain or is_order):
        kind, share = POSITIVE, good
    else:
        return calm
    label = max(sorted(kind), key=lambda one: shares[one])
    why = model.cause(text, lang, label)
    return Mood(label, round(share, 3), tuple(one for one in calm.also if one is not label), why) if why else calm


def _hints(text: str, lang: str) -> list[Hint]:
    lower = plain(text)
    found = [*lexicon.found_in(tokens(text), lang), *signs.found_in(text)]
    if len(lower) == len(text):  # some capitals are two letters when lowered: then spans would lie
        found += between.complaints_in(lower, lang)
        meant = between.sarcasm_in(lower, lang)
        if meant:
            return [hint for hint in found if hint.label not in POSITIVE] + [meant]
    return [_in_its_place(hint, text, lower) for hint in found]


def _in_its_place(hint: Hint, text: str, lower: str) -> Hint:
    """The same word weighs more alone and less inside an order."""
    if hint.label is Label.GRATEFUL and len(text.split()) <= SHORT_THANKS and not lower[: hint.start].strip(" .!,"):
        return replace(hint, weight=max(hint.weight, BELIEVED))
    if hint.label is Label.PLEASED and _ORDER.search(lower):
        return replace(hint, weight=hint.weight * ASIDE)
    return hint


def _judged(hints: list[Hint], loudness: float) -> Mood:
    told = {label: _weight(hint for hint in hints if hint.label is label) * loudness for label in Label}
    if told[Label.ANGRY] >= HEARD:
        told[Label.ANGRY] += REPEATED * told[Label.IRRITATED]  # irritation feeds anger, not the other way round
    worst = max(sorted(NEGATIVE), key=lambda label: told[label])
    best = max(sorted(POSITIVE), key=lambda label: told[label])
    first = worst if told[worst] >= BELIEVED and told[worst] >= BITTER * told[best] else best
    if told[first] < BELIEVED:
        first = Label.CALM
    also = tuple(sorted((one for one in told if one is not first and told[one] >= HEARD), key=lambda one: -told[one]))
    if first is Label.CALM:
        return Mood(Label.CALM, round(exp(-max(told.values(), default=0.0)), 3), also, None)
    strongest = max((hint for hint in hints if hint.label is first), key=lambda hint: hint.weight, default=None)
    cause = (strongest.start, strongest.end) if strongest else None
    return Mood(first, round(1 - exp(-1.2 * told[first]), 3), also, cause)


def _weight(hints: Iterable[Hint]) -> float:
    weights = sorted((hint.weight for hint in hints), reverse=True)
    return weights[0] + REPEATED * sum(weights[1:]) if weights else 0.0
