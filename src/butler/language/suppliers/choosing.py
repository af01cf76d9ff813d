"""Which of the options that we put to a client they name: «второй», "number 2", «вариант 3, пожалуйста»."""

import re
from collections.abc import Sequence

ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
NUMBER = re.compile(
    r"(?:№|#|номер|вариант\w*|option|number|no\.)\s*(\d)\b|(?:^|[^\d:.,])(\d)(?=$|[\s,.!)](?!\d))", re.I
)
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\w*", re.I)


WORD = re.compile(r"[^\W_]{3,}")
STEM = 5  # letters: «ложу» is of «ложа бенуара»


def named_of(text: str, options: Sequence[str]) -> int | None:
    """Which of the options is named by words that only it has, from 1: «беру Azimut», «ложу, пожалуйста»."""
    said, each = _stems(text), [_stems(option) for option in options]
    hits = []
    for number, own in enumerate(each):
        others = set().union(*(stems for at, stems in enumerate(each) if at != number))
        hits.append(len(said & (own - others)))
    best = max(hits, default=0)
    return hits.index(best) + 1 if best and hits.count(best) == 1 else None


def _stems(text: str) -> set[str]:
    words = WORD.findall(text.lower().replace("ё", "е"))
    return {word[: max(3, min(STEM, len(word) - 1))] for word in words}


def choice_in(text: str) -> int | None:
    """The number that is named first, from 1 to 9; None where only a yes was said."""
    found = [(hit.start(), int(next(filter(None, hit.groups())))) for hit in NUMBER.finditer(text)]
    found += [(hit.start(), ORDINALS[hit[1].lower()]) for hit in ORDINAL.finditer(text)]
    return min(found)[1] if found and min(found)[1] > 0 else None
