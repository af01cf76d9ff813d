"""What a page shows, ready for the template: amounts and moments in words, and what was understood of an answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from butler.correspondence.pages import Open
from butler.language.moments import by_when
from butler.language.money import money
from butler.language.phrasing import bind


def shown(page: Open) -> Mapping[str, Any]:
    """The words of the page, each bound against bad line breaks."""
    shows = page.shows
    return {
        "goal": bind(_capital(str(shows.get("goal", "")))),
        "lines": [bind(str(line)) for line in shows.get("lines", [])],
        "house": str(shows.get("house", "")),
        "signed": str(shows.get("signed", "")),
        "alias": str(shows.get("alias", "")),
        "answer_by": str(shows.get("answer_by", "")),
        "options": [_option(option, page.language) for option in shows.get("options", [])],
    }


def heard(page: Open, now: datetime, zone: tzinfo) -> Mapping[str, str]:
    """What was understood of the last answer: `what`, `price`, `until`, `number`, `words`; "" where nothing."""
    said, until = page.said, _moment(page.said.get("hold_until", ""))
    is_choice = page.answered == "choose"
    chosen = [
        one for one in page.shows.get("options", []) if is_choice and str(one.get("number")) == said.get("number")
    ]
    return {
        "what": bind(str(chosen[0].get("what", "")) if chosen else said.get("what", "")),
        "price": _price(said, page.language),
        "until": by_when(until, now, zone, page.language) if until else "",
        "number": "" if is_choice else said.get("number", ""),
        "words": bind(said.get("words", "")),
    }


def filled_before(page: Open, zone: tzinfo) -> Mapping[str, str]:
    """The fields as they were filled in last time, for whoever answers otherwise."""
    until = _moment(page.said.get("hold_until", ""))
    written = {"hold_until": f"{until.astimezone(zone):%d.%m.%Y %H:%M}"} if until else {}
    return {**page.said, **written}


def our_clock(now: datetime, zone: tzinfo) -> str:
    """ "UTC+3": by which clock an hour is meant."""
    minutes = int((now.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def _option(option: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {**option, "what": bind(str(option.get("what", ""))), "price": _price(option, language)}


def _price(said: Mapping[str, Any], language: str) -> str:
    try:
        return money(Decimal(str(said.get("price"))), str(said.get("currency") or "RUB"), language)
    except InvalidOperation:
        return ""


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
