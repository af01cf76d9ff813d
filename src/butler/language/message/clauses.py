"""A message cut where a new thought may begin: at signs between sentences, at commas and at joining words."""

from dataclasses import dataclass

from butler.language.tokens import Token, tokens

SENTENCE, COMMA, WORD = 3, 2, 1  # how deep the cut before a clause is
TWO = 2

_ENDS, _COMMAS = frozenset(".!?…;"), frozenset(",:—–)(")
_JOINING = frozenset(
    ("и", "а", "но", "еще", "плюс", "потом", "затем", "также", "кстати", "либо", "ни", "зато", "and", "but",
     "also", "plus", "then", "besides")
)  # fmt: skip
_SHORT = frozenset(
    ("тыс", "руб", "г", "гг", "ул", "д", "чел", "т", "мин", "ч", "им", "стр", "кв", "пр", "просп", "st", "mr",
     "mrs", "ms", "dr", "no", "approx", "тел", "млн", "ст", "пер", "наб", "оф", "корп")
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """`text[start:end]` of a message, how deep the cut before it is, and its words."""

    start: int
    end: int
    cut: int
    words: tuple[Token, ...]

    @property
    def is_empty(self) -> bool:
        return not any(word.pos != "PNCT" and word.lower not in _JOINING for word in self.words)


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in order, leaving nothing out: each begins where the one before it ends."""
    words = tokens(text)
    starts = [(0, 0, SENTENCE)]  # place in the text, number of the word, depth
    for at in range(1, len(words)):
        depth = _depth(text, words, at)
        if depth:
            starts.append((words[at].start, at, depth))
    ends = [*starts[1:], (len(text), len(words), 0)]
    found = [
        Clause(start, end, depth, words[at:last])
        for (start, at, depth), (end, last, _) in zip(starts, ends, strict=True)
    ]
    return _joined(found)


def _depth(text: str, words: tuple[Token, ...], at: int) -> int:
    before, here = words[at - 1], words[at]
    if "\n" in text[before.end : here.start] or _is_numbered(words, at):
        return SENTENCE
    if before.text == ")" and at > 1 and _is_numbered(words, at - 2, first=at == TWO):
        return 0
    if here.pos == "PNCT" and here.text not in "«\"“'(" and here.text not in "👍👎":
        return 0
    if before.text in _ENDS and not _is_abbreviation(words, at):
        return SENTENCE
    if before.text in _COMMAS or (before.text == "-" and text[before.start - 1 : before.start] == " "):
        return COMMA
    return WORD if here.lower in _JOINING else 0


def _is_numbered(words: tuple[Token, ...], at: int, *, first: bool = False) -> bool:
    """«… на апрель 2) рёкан …»: the number of the next point."""
    here, after = words[at], words[at + 1 : at + 2]
    is_mark = here.text.isdigit() and len(here.text) < 3 and bool(after) and after[0].text == ")"
    return is_mark and after[0].start == here.end and (first or words[at - 1].end < here.start)


def _is_abbreviation(words: tuple[Token, ...], at: int) -> bool:
    if words[at - 1].text != "." or at < 2:
        return False
    before = words[at - 2]
    return before.lower in _SHORT or (len(before.text) == 1 and before.text.isupper())


def _joined(found: list[Clause]) -> list[Clause]:
    """A clause of joining words and signs only («, а также») is the beginning of the next one."""
    whole: list[Clause] = []
    start: Clause | None = None
    for clause in found:
        if start:
            clause = Clause(start.start, clause.end, max(start.cut, clause.cut), start.words + clause.words)
        start = clause if clause.is_empty else None
        if not start:
            whole.append(clause)
    if start and whole:
        last = whole.pop()
        start = Clause(last.start, start.end, last.cut, last.words + start.words)
    return [*whole, start] if start else whole
