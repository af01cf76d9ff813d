"""A generated day as a scenario's text: one line to each person, promise and happening."""

import json
from typing import Any


def as_yaml(day: dict[str, Any]) -> str:
    """YAML 1.2, of which JSON is a part; the lists that grow with the day stand one entry a line."""
    lines = []
    for key, value in day.items():
        if isinstance(value, list):
            lines += [f"{key}:" if value else f"{key}: []", *(f"  - {_flow(one)}" for one in value)]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join([*lines, ""])


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
