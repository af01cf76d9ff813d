"""People and things in every case. A person's gender is known to the house and given here; it is never guessed.

pytrovich knows people (97 of 100 on our table, `tests/declensions.tsv`), pymorphy3 all other words. What both get
wrong stands below, and wins: by its letters where they tell (`_by_its_end`), else by name; an exception is found,
written down once, and never said wrongly again.
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
    "Стрелец": ("Стрельца", "Стрельцу", "Стрельца", "Стрельцом", "Стрельце"),
    "Горобец": ("Горобца", "Горобцу", "Горобца", "Горобцом", "Горобце"),
    "Донец": ("Донца", "Донцу", "Донца", "Донцом", "Донце"),
    "Корень": ("Корня", "Корню", "Корня", "Корнем", "Корне"),
    "Мюнних": ("Мюнниха", "Мюнниху", "Мюнниха", "Мюннихом", "Мюннихе"),
}
# The stress falls on the end, which no letter tells: «Королём», «Горобцом».
STRESSED_SOFT = frozenset(
    ["Король", "Шмель", "Пузырь", "Снегирь", "Богатырь", "Кобзарь", "Косарь", "Пономарь", "Глухарь", "Кисель", "Ковыль"]
)
STRESSED_HARD = frozenset(["Швец", "Кузнец", "Жнец"])
UNSTRESSED_HARD = frozenset(["Ковач", "Лукач"])  # of those in -ач, which have it at the end: «Ткачом»
# In the form of Russian ones, but no Russians: «Дарвином», not «Дарвиным».
FOREIGN_M = frozenset(
    ["Дарвин", "Франклин", "Гершвин", "Кронин", "Бюлов", "Флотов", "Болдуин", "Кельвин", "Голдуин", "Мартин"]
)
# First parts of double names that never change: «Сен-Санса».
STIFF = frozenset(["Тян", "Тулуз", "Сен", "Сан", "Гей", "Бонч", "Мак", "Эль", "Аль", "Ван", "Ле", "Ла", "Де", "Дель"])
VOWELS = frozenset("аеёиоуыэюя")
NOUNS_OY = frozenset(["Прибой", "Герой", "Ковбой", "Покой"])
GERMAN = ("лих", "рих", "тих", "дих", "мих")
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
    """«Ольшанская» -> «Ольшанской»; «Ким» of a woman stays; of a double one each part by itself."""
    *firsts, last = name.split("-")
    parts = [one if one in STIFF else _person("LASTNAME", one, gender, case) for one in firsts]
    return "-".join((*parts, _person("LASTNAME", last, gender, case)))


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


@lru_cache(maxsize=4096)
def called(name: str) -> str:
    """As somebody is called whom others name: «Павлом» -> «Павел», «Анной Зориной» -> «Анна Зорина»."""
    return " ".join(_first_case(word) for word in name.split(" "))


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
    if gender == "m" and part == "LASTNAME":
        if name in EXCEPTIONS_M:
            return EXCEPTIONS_M[name][_ORDER.index(case)]
        if found := _by_its_end(name, case):
            return found
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


def _by_its_end(name: str, case: Case) -> str:
    """A man's surname that its letters or the tables above tell; empty: as all others."""
    if name.endswith("эй") or name in NOUNS_OY or _is_short_noun(name):  # Хемингуэй, Прибой, Чой
        return name[:-1] + "яюяее"[_ORDER.index(case)] + ("м" if case == Case.INSTRUMENTAL else "")
    if name.endswith(GERMAN):  # Фрейндлих, but not Русских, Нижних
        return name + ("а", "у", "а", "ом", "е")[_ORDER.index(case)]
    if case != Case.INSTRUMENTAL:
        return ""
    if name.endswith(("жой", "шой", "чой", "щой")):  # Чужой
        return name[:-2] + "им"
    if name in STRESSED_SOFT:
        return name[:-1] + "ём"
    if name in FOREIGN_M or name in STRESSED_HARD or (name.endswith("ач") and name not in UNSTRESSED_HARD):
        return name + "ом"
    return ""


def _is_short_noun(name: str) -> bool:
    """One syllable in -ой is no adjective: «Чоя», not «Чого»."""
    return name.endswith("ой") and name != "Злой" and not VOWELS.intersection(name[:-2].lower())


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


def _first_case(word: str) -> str:
    """A name in the instrumental back in its first case; what is in it already, or unknown, stays."""
    parsed = _dictionary().parse(word) if _has_cyrillic(word) else []
    named = [one for one in parsed if {"Name", "Surn", "Patr"} & one.tag.grammemes and "sing" in one.tag]
    if not named or any("nomn" in one.tag for one in named):
        return word
    by_them = next((one for one in named if "ablt" in one.tag), None)
    found = by_them.inflect({"nomn"}) if by_them else None
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
