"""How words stand beside each other: agreement with numbers, no-break spaces, quotes, lists."""

import re
from collections.abc import Sequence

NBSP = "\u00a0"
EN_DASH = "–"

# A word of one or two letters does not stay alone at the end of a line, in either alphabet.
_SHORT = re.compile(r"(?<![^\s\u00a0(«„“\"])([A-Za-zА-Яа-яЁё]{1,2}) (?=\S)")
_NUMBER_AND_UNIT = re.compile(r"(\d) (?=(?:₽|%|°C|ч|мин|км|кг|лет|год|года|h|min|km|kg)(?![A-Za-zА-Яа-яЁё]))")
_DASH = re.compile(r" (?=— )")
_STRAIGHT = re.compile(r'"([^"]*)"')

_WORDS = {
    "ru": ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_FEMININE = {1: "одна", 2: "две"}
_NEUTER = {1: "одно"}
_FOR_SO_MANY = (
    "",
    "одного",
    "двоих",
    "троих",
    "четверых",
    "пятерых",
    "шестерых",
    "семерых",
    "восьмерых",
    "девятерых",
    "десятерых",
)


def bind(text: str) -> str:
    """`text` with no-break spaces after short words, between a number and its unit, and before a dash."""
    text = _NUMBER_AND_UNIT.sub(rf"\1{NBSP}", text)
    text = _DASH.sub(NBSP, text)
    return _SHORT.sub(rf"\1{NBSP}", text)


def plural(number: int, one: str, few: str, many: str = "") -> str:
    """The form that agrees with `number`: 1 запрос, 2 запроса, 5 запросов. English gives two forms."""
    if not many:
        return one if abs(number) == 1 else few
    tens, units = abs(number) % 100, abs(number) % 10
    if units == 1 and tens != 11:
        return one
    return few if 2 <= units <= 4 and not 12 <= tens <= 14 else many


def count(number: int, one: str, few: str, many: str = "") -> str:
    """The number in figures and its word, held together: «5 запросов»."""
    return f"{grouped(number)}{NBSP}{plural(number, one, few, many)}"


def in_words(number: int, language: str, gender: str = "m") -> str:
    """Up to ten in words, beyond in figures. `gender` is that of the thing counted (m, f, n), Russian only."""
    if not 0 <= number <= 10:
        return grouped(number)
    if language == "ru" and gender == "f" and number in _FEMININE:
        return _FEMININE[number]
    if language == "ru" and gender == "n" and number in _NEUTER:
        return _NEUTER[number]
    return _WORDS.get(language, _WORDS["en"])[number]


def for_so_many(people: int, language: str) -> str:
    """How a table is laid: «на двоих», «на 14 человек», "for two"."""
    if language != "ru":
        return f"for {in_words(people, language)}"
    if 1 <= people <= 10:
        return f"на {_FOR_SO_MANY[people]}"
    return f"на {count(people, 'человека', 'человека', 'человек')}"


def grouped(number: int) -> str:
    """46 000, with no-break spaces from five digits on; four stay together, as printers do."""
    sign, digits = ("−" if number < 0 else ""), str(abs(number))
    if len(digits) < 5:
        return sign + digits
    head = len(digits) % 3
    parts = ([digits[:head]] if head else []) + [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return sign + NBSP.join(parts)


def quoted(text: str, language: str = "ru") -> str:
    """«Северный двор», with „inner“ marks when there are some already; in English “so” and ‘so’."""
    outer, inner = (("«", "»"), ("„", "“")) if language == "ru" else (("“", "”"), ("‘", "’"))
    text = _STRAIGHT.sub(rf"{inner[0]}\1{inner[1]}", text.strip())
    text = text.replace("«", inner[0]).replace("»", inner[1])
    if text.startswith(inner[0]) and text.endswith(inner[1]) and text.count(inner[0]) == 1:
        text = text[1:-1]  # it came in quotes: they become the outer ones
    return f"{outer[0]}{text}{outer[1]}"


def joined(things: Sequence[str], language: str) -> str:
    """«хлеб, вода и соль», "bread, water and salt"."""
    if len(things) < 2:
        return "".join(things)
    last = "и" if language == "ru" else "and"
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def sentence(text: str) -> str:
    """`text` as one sentence: a capital first, one full stop, no doubled spaces, bound."""
    text = re.sub(r"[ \t\n]+", " ", text).strip().rstrip(".;, ")
    if not text:
        return ""
    end = "" if text[-1] in "!?…" else "."
    return bind(text[0].upper() + text[1:] + end)


def is_cyrillic(text: str) -> bool:
    """Whether most of the letters are Cyrillic; false when there are none."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum("Ѐ" <= letter <= "ӿ" for letter in letters) * 2 > len(letters)


def reads_in(text: str, language: str) -> bool:
    """Whether a reader of `language` can read the letters of `text`; figures and empty text read in any."""
    return not any(letter.isalpha() for letter in text) or is_cyrillic(text) == (language == "ru")
