"""Pure decisions on what comes in: whose card it is, what a date is, whose calendar."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Refusal(StrEnum):
    """Why an entry stays out; readers have codes of their own for what they cannot read."""

    FILE_UNKNOWN = "file_unknown"
    FILE_MISSING = "file_missing"
    GENDER_UNKNOWN = "gender_unknown"
    MANAGER_UNKNOWN = "manager_unknown"
    WHOSE_UNCLEAR = "whose_unclear"  # several people have this telephone or address: a person decides
    OWNER_UNKNOWN = "owner_unknown"  # nobody says whose calendar it is
    NOTHING_TO_KEEP = "nothing_to_keep"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Known:
    """Somebody whom the house knows, found by a telephone or an address."""

    client_id: UUID
    person_id: UUID | None
    given_name: str
    surname: str


class Match(StrEnum):
    THE_SAME = "the_same"
    OF_THE_CIRCLE = "of_the_circle"  # shares a telephone with a client, and has another name
    UNCLEAR = "unclear"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Owner:
    match: Match
    known: Known | None = None


def whose(given_name: str, surname: str, found: Iterable[Known]) -> Owner:
    """Whose card this is among those who share its telephone or address. A family shares a telephone; names decide."""
    candidates = list(dict.fromkeys(found))
    named = [known for known in candidates if agrees(given_name, surname, known)]
    if len(named) == 1:
        return Owner(Match.THE_SAME, named[0])
    if not candidates:
        return Owner(Match.NOBODY)
    if named or len({known.client_id for known in candidates}) > 1:
        return Owner(Match.UNCLEAR)
    return Owner(Match.OF_THE_CIRCLE, candidates[0])


def agrees(given_name: str, surname: str, known: Known) -> bool:
    """The same given name, as far as both say one; a surname may have changed. Without names, the number decides."""
    if given_name and known.given_name:
        return plain(given_name) == plain(known.given_name)
    if surname and known.surname:
        return plain(surname) == plain(known.surname)
    return True


def plain(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").split())


def gender_of_patronymic(patronymic: str) -> str:
    """A patronymic says it by its grammar; a given name does not, and nobody guesses."""
    ending = plain(patronymic)
    if re.search(r"(?:вна|ична|инична|кызы|гызы)$", ending):
        return "f"
    return "m" if re.search(r"(?:ич|оглы|оглу)$", ending) else ""


ANNIVERSARIES = re.compile(r"anniversary|wedding|годовщина|свадьб", re.IGNORECASE)


def is_anniversary(label: str) -> bool:
    return bool(ANNIVERSARIES.search(label))


def category_of(kind: str) -> str:
    """What a contact in an organisation of this kind opens: a request category."""
    return CATEGORIES.get(kind, kind if kind in SAME_NAME else "other")


CATEGORIES = {
    "bar": "restaurant", "theatre": "tickets", "concert": "tickets", "museum": "tickets", "airline": "flight",
    "airport": "airport_passage", "driver": "transfer", "florist": "flowers", "jeweller": "gift",
    "boutique": "shopping", "clinic": "medical", "fitness": "sport", "gallery": "art", "visa": "documents",
}  # fmt: skip
SAME_NAME = {"restaurant", "charter", "rail", "hotel", "car_rental", "yacht", "beauty", "tutor", "club", "household",
             "courier", "event"}  # fmt: skip


def address_in_name(file_name: str) -> str:
    """`vera@olshansky.example.ics` is named after an account."""
    found = re.fullmatch(r"([^\s@]+@[^\s@]+?)(?:\.ics|\.ical)?", file_name.strip(), re.IGNORECASE)
    return found[1].lower() if found else ""


def owner_in_name(file_name: str, names: dict[UUID, tuple[str, str]]) -> UUID | None:
    """The one client whose surname (and given name, if several share it) stands in the name of a file."""
    words = set(re.findall(r"\w+", plain(file_name)))
    by_surname = {id for id, (_, surname) in names.items() if plain(surname) in words}
    if len(by_surname) > 1:
        by_surname = {id for id in by_surname if plain(names[id][0]) in words}
    return by_surname.pop() if len(by_surname) == 1 else None
