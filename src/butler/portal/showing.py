"""What a page shows, ready for the template: amounts and moments in words."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from butler.correspondence.pages import Open
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


def _option(option: Mapping[str, Any], language: str) -> dict[str, Any]:
    try:
        price = money(Decimal(str(option.get("price"))), str(option.get("currency") or "RUB"), language)
    except InvalidOperation:
        price = ""
    return {**option, "what": bind(str(option.get("what", ""))), "price": price}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
