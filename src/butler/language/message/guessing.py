"""What one part of a message is about and what it wants done: words of the tables and trained models together.

The models see the words, and also which words of the tables are there. The tables alone can carry a reading, and the
models lift what is said in other words («спина отваливается»). Where all of that leaves a doubt, a second opinion is
heard: what the sentence means, whatever its words are.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from butler.language import linear, second, training
from butler.language.learnt import NOTHING, Learnt
from butler.language.learnt.words import learnable
from butler.language.lexicon import Hit
from butler.language.linear import Feature, Featured, Linear
from butler.language.message.acts import Sign, signs
from butler.language.message.subjects import Subject, subjects
from butler.language.message.tables import WORDS
from butler.language.message.values import Act, Category, Guess, Span
from butler.language.tokens import tokens

TRUST_IN_SUBJECTS, TRUST_IN_SIGNS = 0.5, 0.4  # how far one point of the tables lifts what the model says
MOST_POINTS = 6.0
TWO = 2
COMMONER = {Act.BOOK: 1.3, Act.OPTIONS: 1.15}  # in a house's day than among our lines
TRUST_IN_MEANING = 0.8  # how far the second opinion is followed

Models = tuple[Linear, Linear]  # of category and of act


@dataclass(frozen=True)
class Leaning:
    """How probable each value of a field is for one part of a message; `why` tells the words behind one."""

    shares: dict[str, float]
    why: Callable[[str], tuple[Span, ...]]

    @property
    def best(self) -> str:
        return max(self.shares, key=lambda value: self.shares[value])

    def guesses(self, *, at: int = 0) -> tuple[Guess, ...]:
        """The two likeliest; spans are moved by `at`, where the part begins."""
        best = sorted(self.shares, key=lambda value: (-self.shares[value], value))[:TWO]
        return tuple(Guess(value, round(self.shares[value], 3), _moved(self.why(value), at)) for value in best)


def category_of(text: str, models: Models, learnt: Learnt = NOTHING, *, stands_alone: bool = True) -> Leaning:
    """What a part is about; `learnt`: what the house was taught.

    Where it does not stand alone, its surroundings tell more than a sentence by itself can mean.
    """
    hits = subjects(tokens(text))
    points = _points((hit.meaning[0], hit.meaning[1], (hit.start, hit.end)) for hit in hits)
    found = [*linear.features(text), *_of_subjects(hits)]
    leaning = _leaning(models[0], found, points, TRUST_IN_SUBJECTS)
    return _swayed("category", _meant("category", leaning, text) if stands_alone else leaning, text, learnt)


def sounds_like(text: str, models: Models, least: float) -> Category | None:
    """What a text is about by its sense, where that is something and as probable as `least`."""
    about = category_of(text, models)
    best = Category(about.best)
    vague = best in (Category.NONE, Category.OTHER, Category.INFORMATION)
    return None if vague or about.shares[best] < least else best


def act_of(text: str, lang: str, models: Models, learnt: Learnt = NOTHING) -> Leaning:
    """What a part wants done; `learnt`: what the house was taught."""
    met = signs(text, lang)
    points = _points((sign.act, sign.weight, sign.span) for sign in met)
    found = [*linear.features(text), *_of_signs(met)]
    leaning = _as_common(_meant("act", _leaning(models[1], found, points, TRUST_IN_SIGNS), text))
    return _swayed("act", leaning, text, learnt)


def _as_common(act: Leaning) -> Leaning:
    shares = {value: share * COMMONER.get(Act(value), 1.0) for value, share in act.shares.items()}
    return Leaning(linear.as_shares(shares), act.why)


Points = dict[str, tuple[float, tuple[Span, ...]]]


def _points(said: Iterable[tuple[str, float, Span]]) -> Points:
    points: Points = {}
    for value, weight, span in said:
        total, spans = points.get(str(value), (0.0, ()))
        points[str(value)] = total + weight, spans if span in spans else (*spans, span)
    return points


def _leaning(model: Linear, found: list[Feature], points: Points, trust: float) -> Leaning:
    shares = model.weigh(found)
    raised = {
        value: share * math.exp(trust * min(MOST_POINTS, points.get(value, (0.0, ()))[0]))
        for value, share in shares.items()
    }
    shares = linear.as_shares(raised)
    heard = sorted(shares, key=lambda value: -shares[value])[:TWO]  # what the surroundings raise later has no words

    def why(value: str) -> tuple[Span, ...]:
        if value not in heard:
            return ()
        return points[value][1] if value in points else tuple(model.why(found, value, most=TWO))

    return Leaning(shares, why)


def _meant(field: str, leaning: Leaning, text: str) -> Leaning:
    """With what the sentence means weighed beside its words."""
    return Leaning(second.heard(field, text, leaning.shares, TRUST_IN_MEANING), leaning.why)


def _swayed(field: str, leaning: Leaning, text: str, learnt: Learnt) -> Leaning:
    sway = learnt.fields.get(field)
    if sway is None or not sway.words:
        return leaning
    found = learnable(text)
    shares = sway.shares(leaning.shares, found)
    return Leaning(shares, lambda value: leaning.why(value) or sway.why(found, value))


def _of_subjects(hits: list[Hit[Subject]]) -> Iterator[Feature]:
    for hit in hits:
        category, weight = hit.meaning
        yield Feature((f"s:{category} {weight}",), hit.start, hit.end)


def _of_signs(met: tuple[Sign, ...]) -> Iterator[Feature]:
    for sign in met:
        yield Feature((f"a:{sign.name}", f"a:{sign.act}"), *sign.span)


@lru_cache(4)
def current(folder: Path | None = None) -> Models:
    """The models of category and act; from the folder where they were trained already."""
    mark = training.mark() + _tables_mark()
    featured = cache(_featured)  # once for both, and forgotten after
    return (
        linear.kept_as(
            "message-category",
            mark,
            lambda: [_category_row(*one) for one in featured() if one[0].is_about_something],
            folder=folder,
        ),
        linear.kept_as("message-act", mark, lambda: [_act_row(*one) for one in featured()], folder=folder),
    )


Features = tuple[Feature, ...]


def _featured() -> list[tuple[training.Line, Features]]:
    return [(line, linear.features(line.text)) for line in training.lines()]


def _category_row(line: training.Line, seen: Features) -> Featured:
    return [*seen, *_of_subjects(subjects(tokens(line.text)))], str(Category(line.head.split()[0]))


def _act_row(line: training.Line, seen: Features) -> Featured:
    return [*seen, *_of_signs(signs(line.text, line.lang))], str(Act(line.head.split()[1]))


def _tables_mark() -> str:
    return "".join(path.read_text("utf-8") for path in sorted(WORDS.glob("*.txt")))


def _moved(spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    return tuple((start + at, end + at) for start, end in spans)
