"""A picture of the network, laid out on the server: the house on the left, contacts between, doors on the right."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, TOP, ROW = 720, 34, 46
COLUMNS = {"us": 70, "contact": 330, "door": 640}
SHIFT = 62  # every other contact stands aside, so that long names do not meet


@dataclass(frozen=True)
class Node:
    key: str
    label: str
    column: str  # us, contact, door
    temper: str = ""
    is_on: bool = False


@dataclass(frozen=True)
class Placed:
    node: Node
    x: int
    y: int

    @property
    def label_y(self) -> int:
        return self.y + 24


@dataclass(frozen=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    weight: float
    is_hot: bool


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    nodes: tuple[Placed, ...]
    lines: tuple[Line, ...]


def draw(nodes: Iterable[Node], ties: Iterable[tuple[str, str, int]], hot: frozenset[str] = frozenset()) -> Picture:
    """Place `nodes` in columns and draw `ties` (key, key, strength 0 to 100); those between `hot` keys stand out."""
    ties = list(ties)
    columns: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node)
    order = _by_neighbours(columns, ties)
    tallest = max((len(column) for column in order.values()), default=1)
    height = 2 * TOP + ROW * max(tallest, 3)
    placed = {p.node.key: p for name, column in order.items() for p in _column(name, column, height)}
    lines = tuple(
        Line(a.x, a.y, b.x, b.y, round(0.8 + strength / 50, 1), one in hot and other in hot)
        for one, other, strength in ties
        if (a := placed.get(one)) and (b := placed.get(other))
    )
    return Picture(WIDTH, height, tuple(placed.values()), tuple(sorted(lines, key=lambda line: line.is_hot)))


def _by_neighbours(columns: dict[str, list[Node]], ties: list[tuple[str, str, int]]) -> dict[str, list[Node]]:
    """Order the outer columns by the middle of their neighbours: fewer crossings (the barycentre method)."""
    place = {node.key: index for index, node in enumerate(columns.get("contact", []))}
    near: dict[str, list[int]] = defaultdict(list)
    for one, other, _ in ties:
        for key, neighbour in ((one, other), (other, one)):
            if neighbour in place:
                near[key].append(place[neighbour])

    def middle(node: Node) -> float:
        around = near[node.key]
        return sum(around) / len(around) if around else len(place)

    return {
        name: column if name == "contact" else sorted(column, key=lambda node: (middle(node), node.label))
        for name, column in columns.items()
    }


def _column(name: str, nodes: list[Node], height: int) -> list[Placed]:
    gap = height / (len(nodes) + 1)
    aside = SHIFT if name == "contact" else 0
    return [
        Placed(node, COLUMNS[name] + (aside if number % 2 else -aside), round(gap * (number + 1)))
        for number, node in enumerate(nodes)
    ]
