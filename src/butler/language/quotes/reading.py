"""What the sender wrote himself.

In: the body of a mail, plain or HTML. Out: the same text with every line's kind, so that the desk can fold what is not
the sender's. Answers between the quotes are kept; where in doubt a line is the sender's own: losing a client's words is
worse than showing a quote. Never raises; the time grows with the length of the body and not faster.
"""

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from butler.language.quotes.endings import mark_endings
from butler.language.quotes.lines import Kind, Line, lines_of, tidy
from butler.language.quotes.markup import lines_of_markup
from butler.language.quotes.openings import opening_at, shared_from

__all__ = ["Kind", "Part", "Written", "read_body", "written_by_sender"]

LONG_LINE = 55  # where a mail program may have broken a quoted line
Format = Literal["text", "html"]


@dataclass(frozen=True)
class Part:
    """`text[start:end]` of one kind."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Written:
    """The body as plain text and its parts in order, which together cover all of it."""

    text: str
    parts: tuple[Part, ...]

    def of(self, *kinds: Kind) -> str:
        """The text of these kinds, one under the other."""
        return re.sub(
            r"\n{3,}", "\n\n", "\n".join(self.text[p.start : p.end] for p in self.parts if p.kind in kinds)
        ).strip()

    def begins(self, kind: Kind) -> int | None:
        """Where the first part of a kind begins: where the desk folds."""
        return next((part.start for part in self.parts if part.kind is kind), None)

    @property
    def own(self) -> str:
        return self.of(Kind.OWN)


def written_by_sender(body: str, *, format: Format = "text", with_forwarded: bool = False) -> str:
    """The plain text the sender wrote himself; what he forwarded only when asked for."""
    written = read_body(body, format=format)
    return written.of(Kind.OWN, Kind.FORWARD) if with_forwarded else written.own


def read_body(body: str, *, format: Format = "text") -> Written:
    """Every part of a body: the sender's own words, quotes, forwards, signature, footers."""
    text, lines = lines_of_markup(tidy(body)) if format == "html" else _plain(body)
    signed_by_markup = [line for line in lines if line.kind is Kind.SIGNATURE]
    _mark_quotes(lines)
    own = [line for line in lines if line.kind is Kind.OWN]
    mark_endings(own)
    if signed_by_markup and not any(line.text.strip() and line.kind is Kind.OWN for line in lines):
        for line in signed_by_markup:
            line.kind = Kind.OWN
    return Written(text, tuple(_parts(lines)))


def _plain(body: str) -> tuple[str, list[Line]]:
    text = tidy(body)
    return text, lines_of(text)


def _mark_quotes(lines: list[Line]) -> None:
    """Openings and what they open. Before marked lines they take these; otherwise all that follows."""
    _split_shared(lines)
    _mark_marked(lines)
    at = 0
    while at < len(lines):
        opening = opening_at(lines, at) if lines[at].kind in (Kind.OWN, Kind.QUOTE) else None
        if opening is None:
            at += 1
        elif opening.kind is Kind.FORWARD and not _marked_from(lines, at):
            return _mark(lines[at:], Kind.FORWARD, also_quoted=True)
        elif lines[at].is_marked or _marked_from(lines, opening.after):
            _mark(lines[at : opening.after], Kind.QUOTE)
            at = opening.after
        else:
            return _mark(lines[at:], Kind.QUOTE)


def _split_shared(lines: list[Line]) -> None:
    """An attribution on the line of the sender's last words becomes a line of its own."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        cut = None if line.is_marked else shared_from(line.text)
        if cut is not None:
            lines[at : at + 1] = [Line(line.text[:cut], line.start), Line(line.text[cut:], line.start + cut)]


def _mark_marked(lines: list[Line]) -> None:
    """Lines with «>», and the ends of lines that a mail program broke between two of them."""
    for line in lines:
        if line.is_marked:
            line.kind = Kind.QUOTE
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.kind is Kind.OWN and before.kind is Kind.QUOTE is after.kind and _continues(before.text, line.text):
            line.kind = Kind.QUOTE


def _continues(before: str, text: str) -> bool:
    """Whether a line is the rest of a quoted one rather than an answer to it."""
    start, end = text.lstrip()[:1], before.rstrip()[-1:]
    return (
        bool(start)
        and not start.isupper()
        and end not in ".?!:;"
        and (len(before) >= LONG_LINE or "://" in before[-300:])
    )


def _marked_from(lines: list[Line], at: int) -> bool:
    """Whether the next line with words is marked as quoted."""
    for line in lines[at : at + 6]:
        if not line.is_blank:
            return line.is_marked
    return False


def _mark(lines: list[Line], kind: Kind, *, also_quoted: bool = False) -> None:
    for line in lines:
        if line.kind is not Kind.QUOTE or also_quoted:
            line.kind = kind


def _parts(lines: list[Line]) -> list[Part]:
    """Lines of one kind joined; blank ones go with what stands before them."""
    for before, line in pairwise(lines):
        if line.is_blank:
            line.kind = before.kind
    grouped = [list(group) for _, group in groupby(lines, key=lambda line: line.kind)]
    starts = [group[0].start for group in grouped]
    ends = [*starts[1:], lines[-1].end] if lines else []
    return [Part(group[0].kind, start, end) for group, start, end in zip(grouped, starts, ends, strict=True)]
