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
SHORTEST_NUMBER = 5
DIGITS = re.compile(r"\d(?:[\s()–-]*\d){4,}")
LONGEST_TAIL = 10
ONE_E = str.maketrans("ёЁ", "еЕ")


@dataclass(frozen=True)
class Marks:
    """Words, numbers and mails, and whose each is; the words of any length are sought at once, however many clients."""

    words: dict[str, set[str]]  # plain words, as written without ё and in small letters
    joined: dict[str, set[str]]  # what is no single word
    numbers: dict[str, set[str]]
    mails: dict[str, set[str]]

    def found_in(self, text: str, *, own: str = "") -> dict[str, str]:
        """Of which clients something stands in a text, and what: what `own` bears as well tells nothing of another."""
        plain = text.translate(ONE_E).lower()
        found: dict[str, str] = {}
        for word in re.findall(r"\w+", plain):
            _note(found, self.words.get(word), word, own)
        for known, lower in ((self.joined, plain), (self.mails, text.lower())):
            for one, whose in known.items():
                if one in lower and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", lower):
                    _note(found, whose, one, own)
        said = ["".join(re.findall(r"\d", run)) for run in DIGITS.findall(text)]
        for number, whose in self.numbers.items() if said else ():
            if any(number in run for run in said):
                _note(found, whose, number, own)
        return found


def _note(found: dict[str, str], whose: set[str] | None, what: str, own: str) -> None:
    if whose and own not in whose:
        for client in whose:
            found.setdefault(client, what)


def marks_of(world: World) -> Marks:
    """The marks of all clients; a given name that the house or the network bears as well tells nothing."""
    common, marks = set(_common_words(world)), Marks({}, {}, {}, {})
    for client in world.scenario.clients:
        people = world.side(client)
        for form in {form.translate(ONE_E).lower() for one in people for form in _forms(one, client)} - common:
            if len(form) >= SHORTEST:
                is_word = re.fullmatch(r"\w+", form) is not None
                (marks.words if is_word else marks.joined).setdefault(form, set()).add(client.id)
        numbers = [_digits(one.phone)[-LONGEST_TAIL:] for one in people if one.phone]
        numbers += [_digits(paper.number) for paper in client.documents]
        for number in numbers:
            if len(number) >= SHORTEST_NUMBER:
                marks.numbers.setdefault(number, set()).add(client.id)
        for one in people:
            if one.mail:
                marks.mails.setdefault(one.mail.lower(), set()).add(client.id)
    return marks


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
            yield from (form.translate(ONE_E) for form in _bent(word))


def _bent(word: str) -> Iterable[str]:
    return {given_name(word, gender, case).lower() for gender in ("f", "m") for case in CASES} | {latin(word).lower()}


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
