"""Is this a scenario? Everything wrong with a file, each with its line and its path; else the scenario, read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from butler.rehearsal.scenario import values
from butler.rehearsal.scenario.records import Scenario, build
from butler.rehearsal.scenario.shapes import GROUPS, INNER, KINDS, LISTS, SHAPES, WORN, event_shape
from butler.rehearsal.scenario.tree import NotYaml, parse
from butler.rehearsal.scenario.values import READERS, Day

MOST_TOLD = 100
BEFORE = (("from", "to"), ("starts", "ends"), ("departs", "arrives"))
UTC = ZoneInfo("UTC")
Problem = tuple[str, str]  # path, reason


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: where, and why."""

    line: int
    path: str
    reason: str

    def told(self, name: str) -> str:
        return f"{name}:{self.line}: {self.path}: {self.reason}"


class NotAScenario(Exception):
    """The file is no valid scenario; `wrong` says all that is wrong with it, by line."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(f"{len(wrong)} things are wrong")
        self.wrong = wrong


def read_scenario(path: Path) -> Scenario:
    """The scenario in a file; refuses with NotAScenario."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no UTF-8 text"
        raise NotAScenario([Wrong(0, "$", str(reason))]) from None
    return scenario_of(text)


def scenario_of(text: str) -> Scenario:
    """The scenario in a text; refuses with NotAScenario."""
    try:
        tree = parse(text)
    except NotYaml as error:
        raise NotAScenario([Wrong(error.line, error.path, error.reason)]) from None
    except RecursionError:
        raise NotAScenario([Wrong(1, "$", "nested too deeply")]) from None
    if not isinstance(tree.root, dict):
        raise NotAScenario([Wrong(1, "$", "not a mapping")])
    return scenario_of_tree(tree.root, tree.line_of)


def scenario_of_tree(root: dict[str, Any], line_of: Callable[[str], int] = lambda path: 0) -> Scenario:
    """The scenario in a tree of plain values, as strictly; refuses with NotAScenario."""
    checked = Checked(root)
    problems = [*checked.problems, *checked.judge("scenario", "$", root)]
    if problems:
        wrong = {Wrong(line_of(path), path, reason) for path, reason in problems[:MOST_TOLD]}
        raise NotAScenario(sorted(wrong, key=lambda each: (each.line, each.path, each.reason)))
    return build(root, checked.day)


class Checked:
    """A tree under inspection: its ids, its flights, its clock, and what is wrong with its ids."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.problems: list[Problem] = []
        self.ids: dict[str, tuple[str, dict[str, Any]]] = {}
        self.flights: set[str] = set()
        house, clock = _mapping(root.get("house")), _mapping(root.get("clock"))
        early = Day(values.zone(house.get("zone")) or UTC)
        begun = Day(early.zone, early.moment(clock.get("from")))
        self.day = Day(early.zone, begun.start, begun.moment(clock.get("to")))
        for group in GROUPS:
            for place, item in _dicts(root.get(group)):
                self._learn(group, item, f"$.{group}[{place}]")

    def _learn(self, group: str, item: dict[str, Any], path: str) -> None:
        found = item.get("id")
        if isinstance(found, str):
            if found in self.ids:
                self.problems.append((f"{path}.id", f"id used twice: {found}"))
            else:
                self.ids[found] = (group, item)
        self.flights |= {str(leg["number"]) for _, leg in _dicts(item.get("legs")) if leg.get("number")}
        for inner in INNER:
            for place, person in _dicts(item.get(inner)):
                self._learn(inner, person, f"{path}.{inner}[{place}]")

    def judge(self, kind: str, path: str, value: Any) -> list[Problem]:
        """Everything wrong with this value as one of this kind."""
        if "|" in kind:
            found = {option: self.judge(option, path, value) for option in kind.split("|")}
            return [] if [] in found.values() else found[_nearest(list(found), value)]
        if kind.startswith("["):
            if not isinstance(value, list):
                return [(path, "not a list")]
            return [bad for n, item in enumerate(value) for bad in self.judge(kind[1:-1], f"{path}[{n}]", item)]
        if kind == "event":
            kind = event_shape(value)
        if kind in SHAPES:
            return list(self._record(kind, path, value)) if isinstance(value, dict) else [(path, "not a mapping")]
        if kind in LISTS:
            is_one = isinstance(value, str) and value in LISTS[kind]
            return [] if is_one else [(path, f"{value!r} is not one of {' '.join(LISTS[kind])}")]
        if kind.startswith("@"):
            return [] if self._is_named(kind[1:], value) else [(path, f"no such {kind[1:]}: {value!r}")]
        return [] if self._is_read(kind, value) else [(path, f"not a valid {kind}: {value!r}")]

    def _is_named(self, groups: str, value: Any) -> bool:
        group, item = self.ids.get(value, ("", {})) if isinstance(value, str) else ("", {})
        return item.get("kind") == "driver" if groups == "driver" else group in groups.split("+")

    def _is_read(self, kind: str, value: Any) -> bool:
        if kind == "moment":
            return self.day.moment(value) is not None
        if kind == "inside":
            return self.day.inside(value) is not None
        if kind == "flight":
            return isinstance(value, str) and value in self.flights
        return READERS[kind](value) is not None

    def _record(self, kind: str, path: str, value: dict[str, Any]) -> Iterator[Problem]:
        shape = SHAPES[kind]
        yield from ((f"{path}.{key}", "unknown key") for key in value if key not in shape)
        yield from ((path, f"{key} is missing") for key, (must, _) in shape.items() if must and key not in value)
        for key in value:
            if key in shape:
                yield from self.judge(shape[key][1], f"{path}.{key}", value[key])
        yield from ((path, reason) for reason in self._sense(kind, path, value))

    def _sense(self, kind: str, path: str, value: dict[str, Any]) -> Iterator[str]:
        """What no single key can show."""
        for first, last in BEFORE:
            a, b = self.day.moment(value.get(first)), self.day.moment(value.get(last))
            if a and b and a >= b:
                yield f"{first} is not before {last}"
        if kind.endswith("answer"):
            if sum(key in value for key in ("say", "tap", "offer")) != (value.get("after") != "never"):
                yield "needs exactly one of say tap offer, and none after never"
        elif kind == "message":
            if value.get("via") not in self.ids.get(str(value.get("from")), ("", {}))[1]:
                yield f"{value.get('from')} has no {value.get('via')}"
        elif kind == "x_booking":
            if "id" not in value and not {"client", "kind"} <= value.keys():
                yield "needs id, or client and kind"
        elif kind == "expectation":
            yield from self._worn(path, value)

    def _worn(self, path: str, value: dict[str, Any]) -> Iterator[str]:
        outer = [key for key in WORN if isinstance(value.get(key), dict)]
        if len(outer) + sum(key in value for key in KINDS) != 1:
            yield "needs exactly one kind of expectation"
        if not outer and "by" not in value and not path.endswith((".always", ".never")):
            yield "by is missing"


def _nearest(options: list[str], value: Any) -> str:
    """Which of several kinds was most likely meant, by what was written."""
    likely = [
        option
        for option in options
        if (option in SHAPES, option.startswith("[")) == (isinstance(value, dict), isinstance(value, list))
    ]
    return (likely or options)[0]


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(items: Any) -> list[tuple[int, dict[str, Any]]]:
    if not isinstance(items, list):
        return []
    return [(place, item) for place, item in enumerate(items) if isinstance(item, dict)]
