"""How long: ISO 8601 lengths of a stay, a hire or a visit."""

import re

from butler.language.evidence import Found
from butler.language.slots.numbers import NUMBER, number
from butler.language.slots.said import Said

_UNITS = (
    (r"дн(?:я|ей|ями|и)?\b|день\b|сут(?:ки|ок)\b|ноч(?:ь|и|ей|ами)\b|days?\b|nights?\b", "P{}D"),
    (r"недел(?:ю|и|ь|ями|я)\b|weeks?\b", "P{}W"),
    (r"месяц(?:а|ев|ы)?\b|months?\b", "P{}M"),
    (r"час(?:а|ов|ик|ика)?\b|hours?\b|hrs?\b", "PT{}H"),
    (r"минут(?:у|ы|а)?\b|мин\b|minutes?\b|mins?\b", "PT{}M"),
)
_UNIT = "|".join(f"(?P<u{n}>{words})" for n, (words, _) in enumerate(_UNITS))
_LENGTH = re.compile(
    rf"(?:(?P<for>\bна|\bfor|\bby|\bв\s+течение|\bсроком\s+на|\bstay(?:ing)?)\s+)?(?:(?P<number>{NUMBER}"
    rf"|полтора|полторы|a\b|an\b)[\s-]*)?(?:полных\s+|целых\s+|full\s+)?(?:{_UNIT})"
)
_WHOLE_DAY = re.compile(
    r"\b(?:на\s+)?(?:весь|целый)\s+день\b|\b(?:for\s+)?(?:the\s+whole|all|a\s+full)\s+day\b|\bна\s+сутки\b"
)
_NOT_LENGTH = re.compile(
    r"(?:\bчерез|\bза|\bв|\bкажды\w+|\bраз\w*|\bпосле|\bспустя|\bin|\bevery|\bafter|\bper"
    r"|\bwithin|\bопозда\w+(?:\s+на)?|\bждал\w*|\bждем|\bwait\w*|\blate|\bоколо|\bребен\w+"
    r"|\bраньше(?:\s+на)?|\bпозже(?:\s+на)?|\bк|\bс|\bдо|\bпо|\bat|\bon|\bby|\bthe)\s+(?:\w+\s+)?$"
)
_AFTER_NOT = re.compile(
    r"\s*(?:назад|ago|раньше|позже|later|earlier|before|до\s|утра|вечера|дня|ночи|после"
    r"|в\s+(?:недел|ден|месяц|сутки)|a\s+week|езды|рожден|защит|учител|победы|open)"
)


_ABOUT = re.compile(rf"\b(?P<unit>час(?:а|ов|иков)|дн(?:я|ей)|недел[иь])\s+на\s+(?P<number>{NUMBER})(?=\W|$)")
_ABOUT_UNITS = {"ч": "PT{}H", "д": "P{}D", "н": "P{}W"}
_HIRED = ("yacht", "car_rental", "transfer", "charter", "hotel", "real_estate")


def read_duration(said: Said) -> list[Found[str]]:
    """Lengths that are wanted: after «на», or of nights and days; no delay, no age, no hour of the clock."""
    if said.act in ("complaint", "thanks"):
        return []
    whole = _WHOLE_DAY.search(said.low)
    if whole:
        return [Found("P1D", whole.start(), whole.end(), confidence=0.85)]
    for match in _LENGTH.finditer(said.low):
        if _is_length(said, match):
            return [Found(_value(match), match.start(), match.end(), confidence=0.9)]
    return _about(said)


def _about(said: Said) -> list[Found[str]]:
    """«Яхту часа на четыре», «домик дня на три»: about so long, of what is hired; else it is an hour of the clock."""
    match = _ABOUT.search(said.low)
    if match is None or not (said.category in _HIRED or match["unit"][0] != "ч"):
        return []
    value = _ABOUT_UNITS[match["unit"][0]].format(number(match["number"]))
    return [Found(value, match.start(), match.end(), confidence=0.7)]


_STAY = re.compile(rf"\b(?:на|for)\s+(?:{NUMBER})\s+(?:дня|ночи|ночей|дней|days?|nights?)\b")


def is_stay(text: str) -> bool:
    """«на две ночи» and «на три дня» are lengths, though a clock might say so too."""
    return bool(_STAY.search(text))


def _is_length(said: Said, match: "re.Match[str]") -> bool:
    if not match.group("number") and match.group("for") is None:
        return False
    start = match.start()
    if said.is_moment(match.start(match.lastgroup or 0), match.end()) and not match.group("for"):
        return False
    if _AFTER_NOT.match(said.after(match.end())):
        return False
    if match.group("for"):
        return match.group("number") is not None or (match.group("for") in ("на", "for") and _is_one(match))
    return not _NOT_LENGTH.search(said.before(start)) and _is_counted(match)


def _is_one(match: "re.Match[str]") -> bool:
    return match.group().split()[-1] in ("неделю", "месяц", "день", "ночь", "час", "сутки")


def _is_counted(match: "re.Match[str]") -> bool:
    return match.group("number") not in ("a", "an", None)


def _value(match: "re.Match[str]") -> str:
    unit = next(n for n in range(len(_UNITS)) if match.group(f"u{n}"))
    said = match.group("number") or "1"
    if said in ("полтора", "полторы"):
        return "PT1H30M" if unit == 3 else _UNITS[unit][1].format("1.5")
    return _UNITS[unit][1].format(number(said) or 1)
