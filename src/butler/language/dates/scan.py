"""A text as the words and figures that dates are made of, in one pass; a figure knows its form: 5.12, 2/15, 19:30."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d))"
    r"|(?P<ymd>\d{4}[./]\d{1,2}[./]\d{1,2}(?![\d]))"
    r"|(?P<dmy>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d))"
    r"|(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
    r"|(?P<hours>\d{1,2}[hHчЧ]\d{2}(?!\d))"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}(?![\d]|\.\d))"
    r"|(?P<slashed>\d{1,2}/\d{1,4}(?![\d/]))"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’`][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_)"
)
_LONG = 40  # figures longer than this are no numbers of ours


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]`; `word` in lower case, «ё» as «е», without apostrophes; `form` says which figure it is."""

    word: str
    start: int
    end: int
    form: str  # word, sign, number, time, hours, iso, ymd, dmy, dotted, slashed
    is_capital: bool
    is_near: bool  # no space before it


def scan(text: str) -> list[Token]:
    """The words, figures and signs of a text in order."""
    found = []
    last = -1
    for match in _TOKEN.finditer(text):
        form = match.lastgroup or "sign"
        if form == "sep":
            form = "dmy"
        said = match.group()
        word = said
        if form == "word":
            word = said.lower().replace("ё", "е")
            if "'" in word or "’" in word or "`" in word:
                word = re.sub("['’`]", "", word)
        elif form == "number" and len(said) > _LONG:
            word = "9" * 9
        found.append(Token(word, match.start(), match.end(), form, said[0].isupper(), match.start() == last))
        last = match.end()
    return found
