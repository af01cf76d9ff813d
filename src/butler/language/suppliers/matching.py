"""A text as clauses, and phrases found in them by words and dictionary forms.

A phrase is written as it is said: words with a space between; `a|b` for either; `=отменить` for that form alone;
`отмен*` for a beginning; `$` for the end of the clause; `…` for up to three other words. A word stands for its own form
and, where it is a dictionary form, for all of its forms.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from butler.language.suppliers.reply import Clue, Evidence
from butler.language.tokens import Token, plain, tokens

MAX_LETTERS = 4_000  # what a supplier says, he says early
GAP = 3
STEM = 3  # letters by which beginnings are looked up
ENDS = {".", "!", "?", ";", "…", "\n"}
NOT = frozenset(
    re.split(
        " ",
        "не нет ни без ничего нельзя not no nothing never without nor cannot can't don't won't isn't aren't wasn't"
        " haven't hasn't didn't couldn't",
    )
)
TURNS = {"но", "однако", "зато", "but", "however", "though", "although"}


@dataclass(slots=True)
class Clause:
    """Words up to a sign or a turn; `asks` where its sentence ends with a question mark."""

    words: list[Token]
    asks: bool = False
    ends: bool = False  # the last of its sentence
    clues: list[Evidence] = field(default_factory=list)

    def has(self, *clues: Clue) -> bool:
        return any(found.clue in clues for found in self.clues)


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a text in order."""
    found: list[Clause] = []
    for sentence in _sentences(text):
        asks = sentence[-1].text == "?"
        words: list[Token] = []
        for token in sentence:
            if (token.pos == "PNCT" and token.text in ",()—–:") or token.lower in TURNS:
                found += [Clause(words, asks)] if words else []
                words = [token] if token.lower in TURNS else []
            else:
                words.append(token)
        found += [Clause(words, asks)] if words else []
        if found:
            found[-1].ends = True
    return found


def _sentences(text: str) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    last = 0
    for token in tokens(text[:MAX_LETTERS]):
        if sentence and "\n" in text[last : token.start]:
            yield sentence
            sentence = []
        sentence.append(token)
        last = token.end
        if token.text in ENDS and len(sentence) > 0:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


@dataclass(frozen=True, slots=True)
class Phrase:
    """What it speaks for, and its words: each a tuple of alternatives."""

    clue: Clue
    items: tuple[tuple[str, ...], ...]


class Phrasebook:
    """Phrases looked up by their first word."""

    def __init__(self, table: dict[Clue, str]) -> None:
        self.by_word: dict[str, list[Phrase]] = defaultdict(list)
        self.by_stem: dict[str, list[Phrase]] = defaultdict(list)
        for clue, lines in table.items():
            for line in re.split(r"[\n;]+", lines):
                if line.strip():
                    self._add(Phrase(clue, tuple(tuple(plain(item).split("|")) for item in line.split())))

    def _add(self, phrase: Phrase) -> None:
        for word in phrase.items[0]:
            if word.endswith("*"):
                self.by_stem[word[:STEM]].append(phrase)
            else:
                self.by_word[word].append(phrase)

    def mark(self, clause: Clause) -> None:
        """Put what is found into the clause, in order."""
        words = clause.words
        for at, token in enumerate(words):
            for phrase in self._candidates(token):
                after = _matches(phrase.items, words, at)
                if after:
                    clause.clues.append(Evidence(phrase.clue, token.start, words[after - 1].end))

    def _candidates(self, token: Token) -> Iterable[Phrase]:
        for key in dict.fromkeys((token.lower, token.lemma, f"={token.lower}")):
            yield from self.by_word.get(key, ())
        yield from self.by_stem.get(token.lower[:STEM], ())


def _matches(items: tuple[tuple[str, ...], ...], words: list[Token], at: int) -> int:
    """After which word the phrase ends, or 0."""
    for number, item in enumerate(items):
        if item == ("…",):
            rest = items[number + 1 :]
            return next((end for start in _gap(words, at) if (end := _matches(rest, words, start))), 0)
        if item == ("$",):
            return at if at == len(words) else 0
        if at >= len(words) or not _is(item, words[at]):
            return 0
        at += 1
    return at


def _gap(words: list[Token], at: int) -> Iterator[int]:
    """Where the words after a gap may begin; a gap never jumps over a «не»."""
    for start in range(at, min(at + GAP + 1, len(words))):
        yield start
        if words[start].lower in NOT:
            return


def _is(item: tuple[str, ...], token: Token) -> bool:
    return any(_says(word, token) for word in item)


def _says(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return token.lower.startswith(word[:-1])
    return word[1:] == token.lower if word[0] == "=" else word in (token.lower, token.lemma)
