"""Which of the options that we put to a client they name: «второй», "number 2", «вариант 3, пожалуйста»."""

import re

ORDINALS = {
    "перв": 1, "втор": 2, "трет": 3, "четв": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
NUMBER = re.compile(
    r"(?:№|#|номер|вариант\w*|option|number|no\.)\s*(\d)\b|(?:^|[^\d:.,])(\d)(?=$|[\s,.!)](?!\d))", re.I
)
ORDINAL = re.compile(rf"\b({'|'.join(ORDINALS)})\w*", re.I)


def choice_in(text: str) -> int | None:
    """The number that is named first, from 1 to 9; None where only a yes was said."""
    found = [(hit.start(), int(next(filter(None, hit.groups())))) for hit in NUMBER.finditer(text)]
    found += [(hit.start(), ORDINALS[hit[1].lower()]) for hit in ORDINAL.finditer(text)]
    return min(found)[1] if found and min(found)[1] > 0 else None
