"""Between the lines: what a polite client complains of, and praise that means its opposite.

The patterns are in `between.ru.tsv` and `between.en.tsv`. Praise beside something that went wrong is sarcasm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from butler.language.heads import AtWord, AtWords
from butler.language.mood.hints import Hint
from butler.language.mood.labels import Label

HERE = Path(__file__).parent
ONE_BREATH = 45  # signs between the praise and the misfortune
SAID_SARCASTICALLY, MEANT_SARCASTICALLY = 1.3, 1.2
_TWO_THINGS = re.compile(r"\bно\b|\bbut\b|\bтолько\b|[.?!\n].*[.?!]|пожалуйста|please")


@dataclass(frozen=True, slots=True)
class Patterns:
    complaints: AtWords[tuple[Label, float]]
    sarcasm: re.Pattern[str]
    praise: re.Pattern[str]
    went_wrong: re.Pattern[str]


def complaints_in(lower: str, lang: str) -> Iterator[Hint]:
    """What was meant by those who do not raise their voice. `lower`: the text as `tokens.plain` writes it."""
    for (label, weight), pattern in _patterns(lang).complaints.possible(lower):
        if found := pattern.search(lower):
            yield Hint(label, weight, *found.span())


def sarcasm_in(lower: str, lang: str) -> Hint | None:
    """Praise that means its opposite: said so, or said of something that went wrong."""
    patterns = _patterns(lang)
    if found := patterns.sarcasm.search(lower):
        return Hint(Label.IRRITATED, SAID_SARCASTICALLY, *found.span())
    praise = patterns.praise.search(lower)
    wrong = praise and patterns.went_wrong.search(lower, praise.end())
    if praise and wrong and _is_one_breath(lower[praise.end() : wrong.start()]):
        return Hint(Label.IRRITATED, MEANT_SARCASTICALLY, praise.start(), wrong.end())
    return None


def _is_one_breath(between: str) -> bool:
    """Thanks for one thing, then news of another after a "but" or a request, are two things."""
    return len(between) <= ONE_BREATH and not _TWO_THINGS.search(between)


@lru_cache(2)
def _patterns(lang: str) -> Patterns:
    rows = [line.split("\t") for line in (HERE / f"between.{lang}.tsv").read_text(encoding="utf-8").splitlines()]
    pieces = {f"<{name}>": text for kind, name, text in rows[1:] if kind == "piece"}
    whole = [(kind, weight, _put_together(text, pieces)) for kind, weight, text in rows[1:] if kind != "piece"]
    alone = {kind: re.compile(text) for kind, _, text in whole if kind in ("sarcasm", "praise", "wrong")}
    complaints = AtWords(((Label(k), float(w)), AtWord(text)) for k, w, text in whole if k not in alone)
    return Patterns(complaints, alone["sarcasm"], alone["praise"], alone["wrong"])


def _put_together(pattern: str, pieces: dict[str, str]) -> str:
    for name, text in pieces.items():
        pattern = pattern.replace(name, text)
    return pattern
