"""What the words together say, where none of them names a feeling: a small model of lines written for Butler.

The lines are `training/mood.ru.tsv` and `training/mood.en.tsv`: mood, line. Orders, questions and answers that the
other models learn from are told calmly; every few of their lines are learnt here too.
"""

from functools import lru_cache
from itertools import islice
from pathlib import Path

from butler.language import second, training
from butler.language.linear import Linear, Row, features, kept_as
from butler.language.mood.labels import POSITIVE, Label

TRAINING = Path(__file__).parents[1] / "training"
CALM_ACTS = frozenset(("book", "options", "change", "cancel", "confirm", "inform", "question", "none"))
TRUST_IN_MEANING = 0.7  # how far the second opinion is followed
EVERY = 8  # of their lines one is learnt
LONGEST_WEIGHED = 400  # signs: the lines are short; the feelings of a letter are near its beginning or in words


def weighed(text: str, lang: str) -> dict[str, float]:
    """How probable each mood is, by the words and by what the sentence means."""
    text = text[:LONGEST_WEIGHED]
    return second.heard("mood", text, _model(lang).weigh(features(text)), TRUST_IN_MEANING)


def cause(text: str, lang: str, label: str) -> tuple[int, int] | None:
    """Where the word stands that spoke most for a mood; None where no single word did."""
    why = _model(lang).why(features(text[:LONGEST_WEIGHED]), label, most=1)
    if not why or (label in POSITIVE and not any(sign.isalnum() for sign in text[slice(*why[0])])):
        return None  # «!» alone is lively, and tells of no joy
    return why[0]


@lru_cache(2)
def _model(lang: str) -> Linear:
    mark = training.mark() + _lines(lang)
    return kept_as(f"mood-{lang}", mark, lambda: [(features(text), label) for text, label in rows(lang)])


def rows(lang: str) -> tuple[Row, ...]:
    """The lines written for a language with the mood each is in, as (line, mood)."""
    felt = [(text, label) for label, _, text in (line.partition("\t") for line in _lines(lang).splitlines())]
    asked = (line.text for line in training.lines() if line.lang == lang and line.head.split()[1] in CALM_ACTS)
    return (*felt, *((text, str(Label.CALM)) for text in islice(asked, 0, None, EVERY)))


def _lines(lang: str) -> str:
    return (TRAINING / f"mood.{lang}.tsv").read_text(encoding="utf-8")
