"""A text without anybody in it: names, telephones, addresses and numbers out before it is shown to a model, back after.

Each becomes a token, «[ЛИЦО_1]»; the same person in any case and either alphabet is the same token. What comes back is
restored; an answer with a token that we never gave is not to be believed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from butler.language.latin import latin
from butler.language.names import Case, given_name, patronymic, surname, words
from butler.language.tokens import plain

SHORTEST = 3  # letters of a name that is looked for; shorter ones are words


class Kind(StrEnum):
    """What was hidden."""

    PERSON = "ЛИЦО"
    PLACE = "МЕСТО"
    MAIL = "ПОЧТА"
    LINK = "ССЫЛКА"
    PHONE = "ТЕЛЕФОН"
    CARD = "КАРТА"
    NUMBER = "НОМЕР"  # of a document, a car, an account


@dataclass(frozen=True)
class Somebody:
    """A person whose name must not be seen, in parts; gender "m", "f" or "" when nobody knows."""

    given: str = ""
    patronymic: str = ""
    surname: str = ""
    gender: str = ""


@dataclass(frozen=True)
class Hidden:
    """The text with tokens, and what each stands for."""

    text: str
    meant: Mapping[str, str]


# In this order: what is longer and surer first.
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.MAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")),
    (Kind.LINK, re.compile(r"(?:https?://|www\.|t\.me/)\S{1,500}|(?<!\w)@[A-Za-z]\w{4,31}")),
    (Kind.CARD, re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?!\d)")),
    (
        Kind.PHONE,
        re.compile(
            r"(?<![\w+])(?:\+\d{1,3}|8)[ \u00a0(-]{0,2}\d{3}[ \u00a0)-]{0,2}\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2}(?!\d)"
        ),
    ),
    (Kind.NUMBER, re.compile(r"(?<!\w)\d{2} ?\d{2} ?[№N]? ?\d{6}(?!\d)|(?<!\w)\d{2} ?\d{7}(?!\d)")),  # passports
    (
        Kind.NUMBER,
        re.compile(r"(?<!\w)[АВЕКМНОРСТУХABEKMHOPCTYX] ?\d{3} ?[АВЕКМНОРСТУХABEKMHOPCTYX]{2} ?\d{2,3}(?!\w)", re.I),
    ),
    (Kind.NUMBER, re.compile(r"(?<!\w)\d{11,20}(?!\w)")),
)
TOKEN = re.compile(r"\[(?:%s)_\d{1,4}\]" % "|".join(Kind))  # noqa: UP031 - a set of words, not a sentence
LIKE_A_TOKEN = re.compile(r"\[[A-ZА-ЯЁ]+_\d+\]")


def hide(
    text: str, people: Iterable[Somebody] = (), names: Iterable[str] = (), spans: Iterable[tuple[int, int]] = ()
) -> Hidden:
    """`text` without the people given, in any word form and either alphabet; without `names` (places, firms), numbers
    and addresses, and without `spans` (persons whom a reader found and nobody knows)."""
    found: list[tuple[int, int, Kind, str]] = [
        (start, end, Kind.PERSON, plain(text[start:end])) for start, end in spans
    ]
    for kind, pattern in PATTERNS:
        found += [(hit.start(), hit.end(), kind, hit.group()) for hit in pattern.finditer(text)]
    for number, one in enumerate(people):
        found += _named(text, forms_of(one), Kind.PERSON, f"person {number}")
    for name in names:
        found += _named(text, _forms_of_name(name), Kind.PLACE, plain(name))
    return _with_tokens(text, _apart(found))


def restore(answer: str, hidden: Hidden) -> str | None:
    """The answer with everybody back in it; None when it names a token that we never gave."""
    if any(token not in hidden.meant for token in LIKE_A_TOKEN.findall(answer)):
        return None
    return TOKEN.sub(lambda hit: hidden.meant[hit.group()], answer)


def forms_of(one: Somebody) -> set[str]:
    """Every form of each part of a name that is long enough, lower case with «е» for «ё», in both alphabets."""
    bend = {"given": given_name, "patronymic": patronymic, "surname": surname}
    forms: set[str] = set()
    for part, by_case in bend.items():
        value = getattr(one, part)
        for gender in [one.gender] if one.gender else ["m", "f"]:
            forms |= {by_case(value, gender, case) for case in Case} if value else set()
    forms |= {spelt for form in forms for spelt in _in_latin(form)}
    return {plain(form) for form in forms if len(form) >= SHORTEST}


SPELT = (("ia", "iya"), ("iya", "ia"), ("ya", "ia"), ("yu", "iu"), ("kh", "h"), ("ks", "x"), ("ey", "ei"), ("iy", "y"))


def _in_latin(form: str) -> set[str]:
    """As passports, bank cards and people themselves write it: Maria, Mariya."""
    first = latin(form).lower()
    return {first, *(first.replace(one, other) for one, other in SPELT)}


def _forms_of_name(name: str) -> set[str]:
    forms = {words(name, case) for case in Case} | {name, *_in_latin(name)}
    return {plain(form) for form in forms if len(form) >= SHORTEST}


def _named(text: str, forms: set[str], kind: Kind, key: str) -> list[tuple[int, int, Kind, str]]:
    if not forms:
        return []
    any_of = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return [
        (hit.start(), hit.end(), kind, key) for hit in re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", plain(text))
    ]  # plain() keeps every letter in its place


def _apart(found: list[tuple[int, int, Kind, str]]) -> list[tuple[int, int, Kind, str]]:
    """Where two overlap, the longer one, then the one that is a person."""
    kept: list[tuple[int, int, Kind, str]] = []
    for one in sorted(found, key=lambda one: (one[0] - one[1], one[2] != Kind.PERSON, one[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return sorted(kept)


def _with_tokens(text: str, found: list[tuple[int, int, Kind, str]]) -> Hidden:
    tokens: dict[tuple[Kind, str], str] = {}
    meant: dict[str, str] = {}
    parts, end = [], 0
    for start, stop, kind, key in found:
        if (kind, key) not in tokens:
            number = 1 + sum(other is kind for other, _ in tokens)
            tokens[kind, key] = f"[{kind}_{number}]"
            meant[tokens[kind, key]] = text[start:stop]
        parts += [text[end:start], tokens[kind, key]]
        end = stop
    return Hidden("".join([*parts, text[end:]]), meant)
