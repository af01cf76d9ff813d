"""People and things in every case. A person's gender is known to the house and given here; it is never guessed.

pytrovich knows people (45 of 45 on our first table), pymorphy3 all other words. What both get wrong stands below, and
wins: an exception is found, written down once, and never said wrongly again.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple


class Case(StrEnum):
    """The six cases, by the question they answer."""

    NOMINATIVE = "nomn"  # кто
    GENITIVE = "gent"  # кого, чей
    DATIVE = "datv"  # кому
    ACCUSATIVE = "accs"  # кого, куда
    INSTRUMENTAL = "ablt"  # с кем
    PREPOSITIONAL = "loct"  # о ком, где


class Name(NamedTuple):
    """A person's name in parts, with their gender (f or m)."""

    given: str
    patronymic: str
    surname: str
    gender: str


INDECLINABLE = frozenset(
    ["Золя", "Дюма", "Петипа", "Делакруа", "Бенуа", "Гюго", "Николь", "Ирен", "Сьюзен", "Кейт", "Луи", "Анри", "Рене"]
)
# nominative -> genitive, dative, accusative, instrumental, prepositional
EXCEPTIONS_M = {
    "Соловей": ("Соловья", "Соловью", "Соловья", "Соловьём", "Соловье"),
    "Воробей": ("Воробья", "Воробью", "Воробья", "Воробьём", "Воробье"),
    "Заяц": ("Зайца", "Зайцу", "Зайца", "Зайцем", "Зайце"),
    "Боец": ("Бойца", "Бойцу", "Бойца", "Бойцом", "Бойце"),
    "Муравей": ("Муравья", "Муравью", "Муравья", "Муравьём", "Муравье"),
}
_ORDER = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)
TOWNS = {
    "Ростов-на-Дону": (
        "Ростова-на-Дону",
        "Ростову-на-Дону",
        "Ростов-на-Дону",
        "Ростовом-на-Дону",
        "Ростове-на-Дону",
    ),
}


def given_name(name: str, gender: str, case: Case) -> str:
    """«Мария» -> «Марии»."""
    return _person("FIRSTNAME", name, gender, case)


def patronymic(name: str, gender: str, case: Case) -> str:
    """«Андреевна» -> «Андреевне»."""
    return _person("MIDDLENAME", name, gender, case)


def surname(name: str, gender: str, case: Case) -> str:
    """«Ольшанская» -> «Ольшанской»; «Ким» of a woman stays."""
    return _person("LASTNAME", name, gender, case)


def full_name(name: Name, case: Case) -> str:
    """Given name, patronymic and surname together; what is empty is left out."""
    parts = (
        given_name(name.given, name.gender, case),
        patronymic(name.patronymic, name.gender, case),
        surname(name.surname, name.gender, case),
    )
    return " ".join(filter(None, parts))


@lru_cache(maxsize=4096)
def words(text: str, case: Case) -> str:
    """Other words, one by one, agreeing: «Нижний Новгород» -> «Нижнего Новгорода». Unknown or Latin words stay."""
    if case == Case.NOMINATIVE or not text:
        return text
    if text in TOWNS:
        return TOWNS[text][_ORDER.index(case)]
    return " ".join(_word(word, case) for word in text.split(" "))


def into(place: str) -> str:
    """«в Стамбул», «во Владивосток», «в Ниццу»."""
    return f"{_in(place)} {words(place, Case.ACCUSATIVE)}"


def inside(place: str) -> str:
    """«в Стамбуле», «во Владивостоке»."""
    return f"{_in(place)} {words(place, Case.PREPOSITIONAL)}"


def out_of(place: str) -> str:
    """«из Стамбула»."""
    return f"из {words(place, Case.GENITIVE)}"


def about(name_in_prepositional: str) -> str:
    """«о Марии», «об Анне»: the preposition that the first sound asks for."""
    first = name_in_prepositional[:1].lower()
    return f"{'об' if first in 'аиоуэ' else 'о'} {name_in_prepositional}"


def _in(place: str) -> str:
    first, second = place[:1].lower(), place[1:2].lower()
    return "во" if first in "вф" and second and second not in "аеёиоуыэюя" else "в"


@lru_cache(maxsize=16384)
def _person(part: str, name: str, gender: str, case: Case) -> str:
    if case == Case.NOMINATIVE or not name or not _has_cyrillic(name):
        return name
    if name in INDECLINABLE:
        return name
    if gender == "m" and part == "LASTNAME" and name in EXCEPTIONS_M:
        return EXCEPTIONS_M[name][_ORDER.index(case)]
    maker, enums = _people()
    kind = enums.Gender.MALE if gender == "m" else enums.Gender.FEMALE
    wanted = {
        Case.GENITIVE: enums.Case.GENITIVE,
        Case.DATIVE: enums.Case.DATIVE,
        Case.ACCUSATIVE: enums.Case.ACCUSATIVE,
        Case.INSTRUMENTAL: enums.Case.INSTRUMENTAL,
        Case.PREPOSITIONAL: enums.Case.PREPOSITIONAL,
    }[case]
    return str(maker.make(getattr(enums.NamePart, part), kind, wanted, name))


def _word(word: str, case: Case) -> str:
    if not _has_cyrillic(word):
        return word
    known = [p for p in _dictionary().parse(word) if "nomn" in p.tag and ("NOUN" in p.tag or "ADJF" in p.tag)]
    place = [p for p in known if "Geox" in p.tag] or known
    if not place:
        return word
    wanted = {case.value}
    if case == Case.ACCUSATIVE and "ADJF" in place[0].tag and ("masc" in place[0].tag or "plur" in place[0].tag):
        wanted |= {"inan"}  # «в Нижний Новгород», not «в Нижнего»: towns are things
    found = place[0].inflect(wanted)
    return _like(word, found.word) if found else word


def _like(pattern: str, word: str) -> str:
    """`word` with the capitals of `pattern`, also after a hyphen."""
    olds, news = pattern.split("-"), word.split("-")
    if len(olds) != len(news):
        return word.capitalize() if pattern[:1].isupper() else word
    return "-".join(n[:1].upper() + n[1:] if o[:1].isupper() else n for o, n in zip(olds, news, strict=True))


def _has_cyrillic(text: str) -> bool:
    return any("Ѐ" <= letter <= "ӿ" for letter in text)


@lru_cache(maxsize=1)
def _people() -> tuple[Any, Any]:
    from pytrovich import enums
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker(), enums


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
