"""Reads the tables of requests: one line is a request with every slot that it says."""

from datetime import datetime
from pathlib import Path
from typing import Any

from butler.language.dates import find
from butler.language.slots import read_slots

NOW = datetime.fromisoformat("2027-03-10T10:00")
HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str, str, str]]:
    """(category, act, what was said, the slots as written)."""
    table = []
    for line in (HERE / name).read_text().splitlines():
        if line and not line.startswith("#"):
            head, said, slots = (part.strip() for part in line.split(" |", 2))
            category, act = head.split()
            table.append((category, act, said, slots))
    return table


def read(said: str, category: str, act: str, lang: str) -> dict[str, list[Any]]:
    """The slots with their values only; `kind` left aside."""
    found = read_slots(said, lang=lang, ref=NOW, category=category, act=act, moments=find(said, NOW, lang))
    return {slot: [one.value for one in values] for slot, values in found.items() if slot not in ("kind", "notes")}


def written(slots: dict[str, list[Any]]) -> dict[str, str]:
    """As the tables write them: `party=2; budget=500 EUR; people=жена, сын`."""
    return {slot: ", ".join(_said(value) for value in values) for slot, values in slots.items()}


def expected(slots: str) -> dict[str, str]:
    return dict(part.strip().split("=", 1) for part in slots.split(";") if part.strip())


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['amount']} {value.get('currency', '')}".strip()
    return str(value)
