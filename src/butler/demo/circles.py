"""The people around a client, from the lines written by hand in people.py."""

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from butler.demo.people import Guest
from butler.demo.words import patronymic, surname

MEN = {"Илья", "Никита", "Лука", "Jonas", "George", "Oliver", "Adam", "Марк", "Глеб"}
WOMEN = {"Нино", "Гаяне", "Нелли", "Leila", "Claire", "Nour", "Маюми", "Alice", "Любовь", "Саломея", "Наталья"}
FAMILY = {"spouse", "child", "sibling", "parent"}
HELPERS = {"assistant", "driver", "nanny", "guard", "partner", "friend"}


@dataclass(frozen=True)
class Kin:
    """One person of a circle, in words."""

    relation: str
    given: str
    patronymic: str
    surname: str
    gender: str
    born: int | None
    about: str


def circle(guest: Guest) -> list[Kin]:
    """Everybody written down for this client; «pet» is not a person."""
    lines = [line.strip() for line in guest.circle.split(";") if line.strip() and not line.strip().startswith("pet")]
    found: list[Kin] = []
    for line in lines:
        relation, _, rest = line.partition(": ")
        name, *about = [part.strip() for part in rest.split(",")]
        born = int(about.pop(0)) if about and re.fullmatch(r"\d{4}", about[0]) else None
        given, _, second = name.partition(" ")
        gender = _gender(relation, given, guest)
        found.append(
            Kin(relation, given, *_names(relation, given, second, gender, guest, found), gender, born, ", ".join(about))
        )
    return found


def _gender(relation: str, given: str, guest: Guest) -> str:
    if relation == "spouse":
        return "f" if guest.gender == "m" else "m"
    if given in MEN:
        return "m"
    return "f" if given in WOMEN or given[-1] in "ая" or given.endswith("a") else "m"


def _names(relation: str, given: str, second: str, gender: str, guest: Guest, known: list[Kin]) -> tuple[str, str]:
    family = guest.surname or surname(guest.family, gender)
    if second.endswith(("вич", "вна", "ич", "чна")):
        return second, family if relation in FAMILY else ""
    if second:
        return "", second
    if relation == "child" and guest.patronymic and re.match("[А-ЯЁ]", given):
        father = guest.given if guest.gender == "m" else next((k.given for k in known if k.relation == "spouse"), "")
        return (patronymic(father, gender) if father else ""), family
    return "", family if relation in FAMILY else ""


def birthday(kin: Kin, chance: Random, today: date) -> tuple[int, int | None, int | None]:
    """Month, day, year of a birthday; sometimes the day or the year is not known."""
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    unknown = chance.random()
    return month, None if unknown < 0.06 else day, kin.born if unknown < 0.85 else None
