"""Does a text tell who our client is? Names in every form and either alphabet, telephones, addresses, numbers.

It looks through disguises: letters of the other alphabet that look alike, signs that do not show, «ё» and «е», spaces
inside a number. What it finds must not leave the house to anybody of the network.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from butler.language.redaction import Somebody, forms_of
from butler.language.tokens import plain

LONG_ENOUGH = 4  # letters of a name: a shorter one is a word of every day
LEAST_DIGITS = 6  # of a number that names somebody
TAIL = 10  # digits by which a telephone is the same however it is written
LOOK_ALIKE = str.maketrans("aceopxyktmhbABCEHKMOPTXY", "асеорхуктмнвАВСЕНКМОРТХУ")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
DIGITS = re.compile(r"\+?\d(?:[\s().\u00a0-]{0,3}\d)+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Kind(StrEnum):
    """What gives somebody away."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    NUMBER = "number"
    ADDRESS = "address"


@dataclass(frozen=True)
class Circle:
    """Whoever must not be recognised. A given name alone is not looked for: half the town has it."""

    people: tuple[Somebody, ...] = ()
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leak:
    """One place of the text, and what it gives away."""

    kind: Kind
    words: str


def leaks(text: str, circle: Circle) -> list[Leak]:
    """Everything in `text` by which somebody of the circle would be known; empty: it may leave."""
    seen = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    return [
        *_names(seen, circle.people),
        *_mails(seen, circle.mails),
        *_numbers(seen, circle),
        *_addresses(seen, circle),
    ]


def _names(text: str, people: Iterable[Somebody]) -> Iterable[Leak]:
    forms = {form for one in people for form in _telling(one)}
    for found in WORD.finditer(text):
        if any(plain(way) in forms for way in _spelt(found.group())):
            yield Leak(Kind.NAME, found.group())


def _telling(one: Somebody) -> set[str]:
    """Forms of the surname and the patronymic; a surname of three letters or less is no telling word."""
    parts = Somebody(patronymic=one.patronymic, surname=one.surname, gender=one.gender)
    return {form for form in forms_of(parts) if len(form) >= LONG_ENOUGH}


def _spelt(word: str) -> Iterable[str]:
    """The word as it stands, and with look-alike letters as Russian ones; of a double name each half."""
    for whole in (word, word.translate(LOOK_ALIKE)):
        yield whole
        yield from whole.split("-") if "-" in whole else ()


def _mails(text: str, mails: Iterable[str]) -> Iterable[Leak]:
    known = {mail.strip().lower() for mail in mails}
    yield from (Leak(Kind.MAIL, found.group()) for found in MAIL.finditer(text) if found.group().lower() in known)


def _numbers(text: str, circle: Circle) -> Iterable[Leak]:
    phones = {_digits(one)[-TAIL:] for one in circle.phones if len(_digits(one)) >= TAIL}
    numbers = {_digits(one) for one in circle.numbers if len(_digits(one)) >= LEAST_DIGITS}
    for found in DIGITS.finditer(text):
        said = _digits(found.group())
        if said[-TAIL:] in phones:
            yield Leak(Kind.PHONE, found.group())
        elif any(number in said for number in numbers):
            yield Leak(Kind.NUMBER, found.group())


def _addresses(text: str, circle: Circle) -> Iterable[Leak]:
    said = _bare(text)
    yield from (
        Leak(Kind.ADDRESS, one) for one in circle.addresses if len(_bare(one)) > LONG_ENOUGH and _bare(one) in said
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", plain(text)).strip()


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
