"""Where the marks of a plot stand, in units of its drawing. Pure; words and colours are the template's."""

from dataclasses import dataclass

from butler.reports.rules.figures import HOURS, Load

# The bars: 24 hours of two narrow bars each, over a scale of hours.
LEFT, STEP, THICK, TOP, BASE = 34, 25, 10, 14, 150
WIDTH, HEIGHT = LEFT + HOURS * STEP + 6, BASE + 24
NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
LINES = 4  # of the scale, at most
# The week: seven rows of 24 cells.
CELL, ROW = 25, 22
SHADES = 5  # from nothing to the most


@dataclass(frozen=True)
class Bar:
    x: int
    y: float
    height: float
    count: int
    hour: int
    is_done: bool  # what we did, beside what came


@dataclass(frozen=True)
class Line:
    """A line of the scale, and its number."""

    y: float
    count: int


@dataclass(frozen=True)
class Cell:
    x: int
    y: int
    shade: int
    count: int
    hour: int


@dataclass(frozen=True)
class WeekRow:
    weekday: int
    y: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Bars:
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    ticks: tuple[tuple[int, int], ...]  # (x, hour)
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Week:
    rows: tuple[WeekRow, ...]
    ticks: tuple[tuple[int, int], ...]
    width: int = LEFT + HOURS * CELL + 6
    height: int = 7 * ROW + 24


def bars(load: Load) -> Bars:
    """What came and what was done, by hour."""
    step = scale(max(*load.came, *load.done))
    top = max(step, -(-max(*load.came, *load.done) // step) * step)
    tall = (BASE - TOP) / top
    found = []
    for hour in range(HOURS):
        for is_done, counts in ((False, load.came), (True, load.done)):
            height = round(counts[hour] * tall, 1)
            x = LEFT + hour * STEP + 2 + (THICK + 1) * is_done
            found.append(Bar(x, round(BASE - height, 1), height, counts[hour], hour, is_done))
    lines = tuple(Line(round(BASE - count * tall, 1), count) for count in range(0, top + 1, step))
    return Bars(tuple(found), lines, tuple((LEFT + hour * STEP + STEP // 2, hour) for hour in range(0, HOURS, 3)))


def week(load: Load) -> Week:
    """What came, by weekday and hour: the more, the darker."""
    most = max(max(day) for day in load.week)
    rows = tuple(
        WeekRow(
            weekday,
            weekday * ROW,
            tuple(
                Cell(LEFT + hour * CELL, weekday * ROW, shade(count, most), count, hour)
                for hour, count in enumerate(counts)
            ),
        )
        for weekday, counts in enumerate(load.week)
    )
    return Week(rows, tuple((LEFT + hour * CELL + CELL // 2, hour) for hour in range(0, HOURS, 3)))


def scale(most: int) -> int:
    """How far apart the lines of a scale stand, in round numbers."""
    return next((step for step in NICE if step * LINES >= most), NICE[-1])


def shade(count: int, most: int) -> int:
    """0 where there is nothing, else 1 to SHADES - 1."""
    if not count or not most:
        return 0
    return min(SHADES - 1, 1 + (count * (SHADES - 1) - 1) // most)
