"""Reads the tables of requests: one line is a request with every slot that it says."""

import json
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


def held_out() -> list[dict[str, Any]]:
    """Messages with the slots they say; a slot written `people?` may be read or not."""
    return [json.loads(line) for line in (HERE / "held_out.jsonl").read_text().splitlines()]


def is_read(message: dict[str, Any]) -> bool:
    """Every slot that is certainly said is found; words by their stems."""
    got = written(read(message["text"], message["category"], message["act"], message["lang"]))
    sure = {slot: value for slot, value in message["slots"].items() if not slot.endswith("?")}
    places = " ".join(got.get(slot, "") for slot in ("place", "city"))
    things = " ".join(got.get(slot, "") for slot in ("name", "class"))
    near = {"place": places, "city": places, "name": things, "class": things}
    return all(_is_met(value, near.get(slot, got.get(slot, ""))) for slot, value in sure.items())


def _is_met(value: Any, got: str) -> bool:
    options = [_said(value)] if not isinstance(value, str) else value.split("|")
    return any(
        all(word[:3].lower() in got.lower() for word in option.removeprefix("The ").split()) for option in options
    )


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['amount']} {value.get('currency', '')}".strip()
    return str(value)
