"""Words of feeling and their order: every entry of the tables found in a text, with negation heard.

The tables are `words.ru.tsv` and `words.en.tsv`: mood, weight, entries. A word of an entry stands for its dictionary
form or the very form; `*` for any ending, `a|b` for either, `…` for up to three words between.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from butler.language.mood.hints import Hint
from butler.language.mood.labels import NEGATIVE, Label
from butler.language.tokens import Token

HERE = Path(__file__).parent
GAP = "…"
LONGEST_GAP = 3
KEPT_WORDS = 20_000
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
NEGATORS = frozenset(
    {"не", "ни", "без", "никакой", "никакого", "нисколько", "not", "no", "never", "without", "hardly", "cannot"}
)
BREAKS = frozenset(",.;:!?()—-")
NOT_A_NEGATION = frozenset({"только", "могу", "можем", "нельзя", "знаю", "only", "just", "once"})
TURNED = frozenset(
    {"нравиться", "понравиться", "рад", "доволен", "довольный", "приятно", "happy", "pleased", "impressed"}
)
DISPLEASURE = 1.0
STRENGTHENED = 1.3
STRENGTHENERS = frozenset(
    {"ужасно", "страшно", "жутко", "чертовски", "кошмарно", "безумно", "terribly", "awfully", "horribly", "dreadfully"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    label: Label
    weight: float
    words: tuple[tuple[str, ...], ...]  # each word with its alternatives; a `*` at the end means any ending


def found_in(words: tuple[Token, ...], lang: str) -> Iterator[Hint]:
    """Every entry of a language's table in a text, the longest at a place, unless it is negated."""
    free = 0
    for at in range(len(words)):
        if at >= free and (best := _longest(words, at, lang)):
            entry, free = best
            if not _only_strengthens(words, at, lang):
                yield from _heard(entry, words, at, free)


def _longest(words: tuple[Token, ...], at: int, lang: str) -> tuple[Entry, int] | None:
    here = _beginning_with(words[at].lower, words[at].lemma, lang)
    ends = [(entry, end) for entry in here if (end := _end(entry, words, at))]
    return max(ends, key=lambda one: (one[1], one[0].weight), default=None)


def _only_strengthens(words: tuple[Token, ...], at: int, lang: str) -> bool:
    """«Страшно красиво», "terribly kind": the first word is only loud."""
    return words[at].lower in STRENGTHENERS and at + 1 < len(words) and _longest(words, at + 1, lang) is not None


def _heard(entry: Entry, words: tuple[Token, ...], at: int, end: int) -> Iterator[Hint]:
    span = words[at].start, words[end - 1].end
    if entry.label is Label.CALM:
        return  # «фильм ужасов» and its like: words of feeling that tell of none
    if not _is_negated(words, at):
        louder = STRENGTHENED if at and words[at - 1].lower in STRENGTHENERS else 1.0
        yield Hint(entry.label, entry.weight * louder, *span)
    elif entry.label not in NEGATIVE and words[at].lemma in TURNED:
        yield Hint(Label.IRRITATED, DISPLEASURE, words[max(0, at - 1)].start, span[1])


def _is_negated(words: tuple[Token, ...], at: int) -> bool:
    """A "not" up to two words before, in the same breath; "not only" and "cannot but" deny nothing."""
    for back in (1, 2):
        if at < back or words[at - back].lower in BREAKS:
            return False
        before = words[at - back].lower
        if before in NEGATORS or before.endswith(("n't", "n’t")):
            between = words[at - 1].lower if back == 2 else ""
            earlier = words[at - back - 1].lower if at > back else ""
            return between not in NOT_A_NEGATION and earlier not in NOT_A_NEGATION
    return False


def _end(entry: Entry, words: tuple[Token, ...], at: int) -> int:
    """The place after the last word of an entry that begins here; 0 where it does not stand here."""
    place, wanted, gap = at, 0, 0
    while wanted < len(entry.words):
        if entry.words[wanted] == (GAP,):
            wanted, gap = wanted + 1, LONGEST_GAP
            continue
        while place < len(words) and not _fits(entry.words[wanted], words[place]):
            if not gap:
                return 0
            place, gap = place + 1, gap - 1
        if place >= len(words):
            return 0
        place, wanted, gap = place + 1, wanted + 1, 0
    return place


def _fits(alternatives: tuple[str, ...], word: Token) -> bool:
    return any(_is(one, word.lower) or _is(one, word.lemma) for one in alternatives)


def _is(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted


@lru_cache(KEPT_WORDS)
def _beginning_with(lower: str, lemma: str, lang: str) -> tuple[Entry, ...]:
    exact, by_start = _table(lang)
    forms = {lower, lemma, STRETCHED.sub(r"\1", lower)}
    found = {id(entry): entry for form in forms for entry in exact.get(form, ())}
    for form in forms:
        for stem, entry in by_start.get(form[:2], ()):
            if form.startswith(stem):
                found[id(entry)] = entry
    return tuple(found.values())


@lru_cache(4)
def _table(lang: str) -> tuple[dict[str, list[Entry]], dict[str, list[tuple[str, Entry]]]]:
    exact: dict[str, list[Entry]] = {}
    by_start: dict[str, list[tuple[str, Entry]]] = {}
    for entry in _entries(lang):
        for word in entry.words[0]:
            if word.endswith("*"):
                by_start.setdefault(word[:2], []).append((word[:-1], entry))
            else:
                exact.setdefault(word, []).append(entry)
    return exact, by_start


def _entries(lang: str) -> Iterator[Entry]:
    for line in (HERE / f"words.{lang}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, weight, entries = line.split("\t")
            for entry in entries.split(";"):
                yield Entry(Label(label), float(weight), tuple(tuple(w.split("|")) for w in entry.split()))
