"""Does what is offered meet one thing that was asked? By words, rows and numbers; what is not said is not met."""

import re
from collections.abc import Sequence
from enum import StrEnum

from butler.language.tokens import tokens

# Words of which one place has one only: who offers another of the same line offers something else.
LINES: tuple[tuple[frozenset[str], ...], ...] = (
    (
        frozenset({"партер", "stalls", "orchestra"}), frozenset({"бельэтаж", "dress"}),
        frozenset({"балкон", "balcony"}), frozenset({"ложа", "box"}), frozenset({"ярус", "галерея", "gallery"}),
        frozenset({"амфитеатр", "amphitheatre"}),
    ),
    (
        frozenset({"эконом", "economy"}), frozenset({"бизнес", "business"}), frozenset({"премиум", "premium"}),
    ),
    (frozenset({"терраса", "веранда", "terrace"}), frozenset({"зал", "hall"})),
    (frozenset({"двуспальный", "double"}), frozenset({"раздельный", "twin"})),
)  # fmt: skip
SILENT_WORDS = (
    "и или в во на с со у к по за от до не но для что это как же бы место билет столик стол номер сегодня завтра "
    "нужный два три a an and at for in near of on or the with"
)
SILENT = frozenset(SILENT_WORDS.split())
NUMBERS = {
    "первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7, "восьмой": 8,
    "девятый": 9, "десятый": 10, "одиннадцатый": 11, "двенадцатый": 12, "пятнадцатый": 15, "двадцатый": 20,
}  # fmt: skip
NEAREST = re.compile(r"не\s+дал(?:ее|ьше|ее чем|ьше чем)\s+(\d+|[а-яё]+)|не\s+ниже\s+(\d+)|within\s+row\s+(\d+)", re.I)
NOT_BEFORE = re.compile(r"(?:не\s+раньше|после|not\s+before|after)\s+(\d{1,2})[:.](\d{2})", re.I)
HOUR = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.:])")
EVENING, SMALL_HOURS = 18 * 60, 6 * 60  # what leaves at one in the night leaves after an evening
ROWS = re.compile(
    r"ряд\w*\s*(?:с\s*)?(\d+)\s*(?:[-–—]|до|по)\s*(\d+)|(\d+)\s*[-–—]\s*(\d+)\s*ряд|rows?\s*(\d+)\s*[-–—]\s*(\d+)", re.I
)
ROW = re.compile(r"(\d+)\s*(?:-?[йм]\w*)?\s*ряд|ряд\w*\s*(\d+)|row\s*(\d+)", re.I)


class Fit(StrEnum):
    MET = "met"
    NOT_SAID = "not_said"
    MISSED = "missed"


def fits(term: str, offered: str) -> Fit:
    """Does `offered` meet `term`, as far as words tell? Missed: it says another thing of the same line."""
    if (wanted := NOT_BEFORE.search(term)) is not None:
        return _hour(_minutes(wanted.groups()), offered)
    verdicts = [verdict for verdict in (_row(term, offered), _words(term, offered)) if verdict]
    if Fit.MISSED in verdicts:
        return Fit.MISSED
    if not verdicts or Fit.NOT_SAID in verdicts:
        return Fit.NOT_SAID
    return Fit.MET


def _hour(earliest: int, offered: str) -> Fit:
    """By the first hour that the offer names."""
    said = HOUR.search(offered)
    if said is None:
        return Fit.NOT_SAID
    at = _minutes(said.groups())
    is_next_night = earliest >= EVENING and at < SMALL_HOURS
    return Fit.MET if at >= earliest or is_next_night else Fit.MISSED


def _minutes(clock: Sequence[str]) -> int:
    return int(clock[0]) * 60 + int(clock[1])


def _row(term: str, offered: str) -> Fit | None:
    span = _wanted_rows(term)
    if span is None:
        return None
    said = [int(next(filter(None, found.groups()))) for found in ROW.finditer(offered)]
    if not said:
        return Fit.NOT_SAID
    return Fit.MET if all(span[0] <= row <= span[1] for row in said) else Fit.MISSED


def _wanted_rows(term: str) -> tuple[int, int] | None:
    if found := ROWS.search(term):
        first, last = (int(one) for one in found.groups() if one)
        return min(first, last), max(first, last)
    if found := NEAREST.search(term):
        said = next(filter(None, found.groups()))
        row = int(said) if said.isdecimal() else _ordinal(said)
        return (1, row) if row and "ряд" in term.lower() + " ряд" else None
    return None


def _ordinal(word: str) -> int | None:
    return next((NUMBERS[one.lemma] for one in tokens(word) if one.lemma in NUMBERS), None)


def _words(term: str, offered: str) -> Fit | None:
    """The words that matter of the term, against those of the offer."""
    has = _forms(offered)
    for line in LINES:
        wanted = [group for group in line if _is_in(group, term)]
        if not wanted:
            continue
        if any(group & has for group in wanted):
            return Fit.MET
        return Fit.MISSED if any(group & has for group in line) else Fit.NOT_SAID
    if _wanted_rows(term) is not None:
        return None
    wants = {word.lemma for word in tokens(term) if word.pos not in ("PNCT", "PREP", "CONJ", "PRCL")} - SILENT
    if not wants:
        return None
    return Fit.MET if len(wants & has) * 2 > len(wants) else Fit.NOT_SAID


def _is_in(group: frozenset[str], text: str) -> bool:
    return bool(group & _forms(text))


def _forms(text: str) -> set[str]:
    """Each word as it stands and in its dictionary form; «бизнес-класс» is two."""
    words = tokens(text.replace("-", " "))
    return {word.lemma for word in words} | {word.lower for word in words}
