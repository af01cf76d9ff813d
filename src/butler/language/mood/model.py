"""What the words together say, where none of them names a feeling: a small model of lines written for Butler.

The lines are `training/mood.ru.tsv` and `training/mood.en.tsv`: mood, line.
"""

from functools import lru_cache
from pathlib import Path

from butler.language.linear import Linear, Row, features, kept

TRAINING = Path(__file__).parents[1] / "training"
LONGEST_WEIGHED = 400  # signs: the lines are short; the feelings of a letter are near its beginning or in words


def weighed(text: str, lang: str) -> dict[str, float]:
    """How probable each mood is."""
    return _model(lang).weigh(features(text[:LONGEST_WEIGHED]))


def cause(text: str, lang: str, label: str) -> tuple[int, int] | None:
    """Where the word stands that spoke most for a mood; None where no single word did."""
    why = _model(lang).why(features(text[:LONGEST_WEIGHED]), label, most=1)
    return why[0] if why else None


@lru_cache(2)
def _model(lang: str) -> Linear:
    return kept(f"mood-{lang}", rows(lang))


def rows(lang: str) -> tuple[Row, ...]:
    """The lines written for a language with the mood each is in, as (line, mood)."""
    lines = (TRAINING / f"mood.{lang}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple((text, label) for label, _, text in (line.partition("\t") for line in lines))
