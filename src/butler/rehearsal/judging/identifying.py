"""What tells who a client is: names in any form, telephones, mails, numbers of documents; the circle's too.

Written apart from the house's own guard, so that the two do not make the same mistake.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from butler.language.latin import latin
from butler.language.names import Case, given_name, patronymic, surname
from butler.rehearsal.judging.world import World
from butler.rehearsal.scenario.records import Client, Member

CASES = tuple(Case)
SHORTEST = 3  # letters of a word that can tell anything
DIGITS = re.compile(r"\d(?:[\s()–-]*\d){4,}")
LONGEST_TAIL = 10
ONE_E = str.maketrans("ёЁ", "еЕ")


@dataclass(frozen=True)
class Marks:
    """Words and numbers of one client's side."""

    client: str
    words: re.Pattern[str] | None
    numbers: tuple[str, ...]
    mails: tuple[str, ...]

    def found_in(self, text: str) -> str:
        """The first of them that stands in a text; empty: none."""
        if self.words is not None and (found := self.words.search(text.translate(ONE_E))):
            return found[0]
        lower = text.lower()
        for mail in self.mails:
            if mail in lower:
                return mail
        said = ["".join(re.findall(r"\d", run)) for run in DIGITS.findall(text)]
        return next((number for number in self.numbers for run in said if number in run), "")


def marks_of(world: World) -> list[Marks]:
    """The marks of each client; a given name that the house or the network bears as well tells nothing."""
    common = set(_common_words(world))
    return [_marks(one, world, common) for one in world.scenario.clients]


def _marks(client: Client, world: World, common: set[str]) -> Marks:
    people = world.side(client)
    forms = {form for one in people for form in _forms(one, client) if form.lower() not in common}
    forms = {form.translate(ONE_E) for form in forms}
    words = "|".join(sorted((re.escape(form) for form in forms if len(form) >= SHORTEST), key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None
    numbers = [_digits(one.phone)[-LONGEST_TAIL:] for one in people if one.phone]
    numbers += [_digits(paper.number) for paper in client.documents]
    mails = tuple(one.mail.lower() for one in people if one.mail)
    return Marks(client.id, pattern, tuple(number for number in numbers if len(number) >= 5), mails)


def _forms(one: Client | Member, client: Client) -> Iterator[str]:
    """Every form of each part of a name, in both scripts."""
    parts = one.name.split()
    is_client = isinstance(one, Client)
    family, given, father = (
        tuple([*parts, "", "", ""][:3]) if is_client and len(parts) > 1 else ("".join(parts[1:]), parts[0], "")
    )
    for gender in ("f", "m") if not is_client else (client.gender,):
        for case in CASES:
            yield from (surname(family, gender, case), given_name(given, gender, case))
            yield from ((patronymic(father, gender, case),) if father else ())
    yield from (latin(part) for part in (family, given) if part)


def _common_words(world: World) -> Iterator[str]:
    scenario = world.scenario
    names = [one.name for one in scenario.staff] + [one.name for one in scenario.network]
    names += [person.name for one in scenario.network for person in one.people] + [scenario.house.name]
    for name in names:
        for word in re.findall(r"\w+", name):
            yield from _bent(word)


def _bent(word: str) -> Iterable[str]:
    return {given_name(word, gender, case).lower() for gender in ("f", "m") for case in CASES} | {latin(word).lower()}


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
