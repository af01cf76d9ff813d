"""How long something lasts: «на три часа», "for 2 nights", in ISO 8601. Offsets, ages, rates and dates are not."""

from __future__ import annotations

from collections.abc import Callable

from butler.language.dates.grammar import Grammar
from butler.language.dates.grammar.words import DASHES
from butler.language.dates.listing import one_of

Spanned = tuple[str, tuple[int, int]]
SECONDS = {"second": 1, "minute": 60, "hour": 3600}
DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 2}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
OFFSET_BEFORE = one_of(
    "через спустя чрез за прошлые последние следующие ближайшие первые каждые раз раза "
    "in within past last next every each once twice after следующих последних ближайших first previous upcoming coming"
)
OFFSET_AFTER = one_of("назад тому спустя до после ago from hence later before after old age earlier past since вперед")
RATES = one_of("в per a раза раз")
LONE_LEADS = one_of("на one a an for")
AGED = one_of("лет годика")


def lengths(grammar: Grammar, in_dates: Callable[[int], bool] = lambda at: False) -> list[Spanned]:
    """Every length in the text; `in_dates` says whether a word belongs to a date that was found."""
    found: list[Spanned] = []
    at = 0
    while at < grammar.size:
        read = None if in_dates(at) else grammar.length(at)
        if read is None:
            at += 1
            continue
        amounts, end = read
        said = iso(amounts)
        if said and lasts(grammar, at, end):
            found.append((said, (grammar.tokens[at].start, grammar.tokens[end - 1].end)))
        at = max(end, at + 1)
    return found


def lasts(grammar: Grammar, at: int, end: int) -> bool:
    """Is it a length, not an offset, an age, a rate or a lone unit («в неделю», «день рождения»)?"""
    before, after = grammar.word(at - 1), grammar.word(end)
    if before in OFFSET_BEFORE or after in OFFSET_AFTER or grammar.word(end - 1) in AGED or after in DASHES:
        return False
    is_lone = grammar.name(at, "unit") != "" and grammar.kind(at, "number") is None
    if is_lone:
        return before in LONE_LEADS and grammar.word(at - 2) not in ("раз", "раза", "times", "once", "twice")
    return before not in ("в", "к", "until", "at") or grammar.name(end - 1, "unit") not in SECONDS


def iso(amounts: list[tuple[float, str]]) -> str:
    """P3D, PT1H15M; "" for what is longer than any booking or nothing at all."""
    months = days = seconds = 0.0
    for count, unit in amounts:
        months += count * MONTHS.get(unit, 0)
        days += count * DAYS.get(unit, 0)
        seconds += count * SECONDS.get(unit, 0)
    if not 0 < months + days + seconds < 10_000_000:
        return ""
    days, seconds = int(days), seconds + days % 1 * 86400
    return _written(round(months), int(days), round(seconds))


def _written(months: int, days: int, seconds: int) -> str:
    years, months = divmod(months, 12)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    day_side = "".join(f"{n}{letter}" for n, letter in ((years, "Y"), (months, "M"), (days, "D")) if n)
    clock_side = "".join(f"{n}{letter}" for n, letter in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return "P" + day_side + ("T" + clock_side if clock_side else "")
