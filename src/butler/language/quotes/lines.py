"""A body as lines that know where they stand and what the markup said of them."""

import re
from dataclasses import dataclass
from enum import StrEnum

MAX_LETTERS = 2_000_000
_TIDIED = dict.fromkeys(map(ord, "\0\u200b\u200e\u200f\u2060\ufeff")) | dict.fromkeys(map(ord, "\r\u2028\u2029"), "\n")
_MARK = re.compile(r"[ \t]{0,3}(?:>|\|(?=[ >|]))")


class Kind(StrEnum):
    """What a stretch of a mail is."""

    OWN = "own"
    QUOTE = "quote"
    FORWARD = "forward"
    SIGNATURE = "signature"
    FOOTER = "footer"  # what a program or a law department adds


@dataclass(slots=True)
class Line:
    """`body[start:end]`, the line's end not counted; `kind` is told by markup, or found by the reader."""

    text: str
    start: int
    kind: Kind = Kind.OWN
    role: str | None = None  # which header line of an old message it looks like; "" none, None not looked at

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_marked(self) -> bool:
        """Quoted for certain, by «>» or by markup; «>>> www... <<<» is an arrow."""
        return self.kind is Kind.QUOTE or (bool(_MARK.match(self.text)) and not self.text.rstrip().endswith("<<"))


def lines_of(body: str) -> list[Line]:
    """The lines of a plain body in order."""
    found, at = [], 0
    for text in body.split("\n"):
        found.append(Line(text, at))
        at += len(text) + 1
    return found


def tidy(body: str) -> str:
    """One sort of line ends and nothing that no text holds, as long as a body may be."""
    return body[:MAX_LETTERS].replace("\r\n", "\n").translate(_TIDIED)
