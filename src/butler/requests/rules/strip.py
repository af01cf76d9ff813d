"""One day of one colleague as a strip of minutes: where does a piece of work fit? Minutes count from 1970, in UTC."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

GRID = 5  # minutes: work begins at round times, so that a plan does not creep with every minute
ENDLESS = 1 << 40
Windows = tuple[tuple[int, int], ...]
Travel = Callable[[str, str], int]  # minutes from one place to another


class Laid(NamedTuple):
    """What takes its time already: work, a booking, a break, or the hours in which nobody works."""

    start: int
    end: int
    place: str  # empty: it moves nobody
    id: str  # empty: no work


class Piece(NamedTuple):
    """A piece of work that looks for its time."""

    id: str
    minutes: int
    place: str = ""
    windows: Windows | None = None  # it begins in one of them; None: whenever
    call: int = 0  # minutes of a window that must be left when it begins

    def may_begin(self, start: int) -> bool:
        """Does somebody answer at that minute?"""
        windows = self.windows
        return windows is None or any(opens <= start and start + self.call <= closes for opens, closes in windows)


class Strip:
    """What is laid on the day, in order. Nothing ever overlaps; the way to a place lies before what happens there."""

    def __init__(self, openings: Iterable[tuple[int, int]], travel: Travel) -> None:
        """`openings` are the working times of the day; between them nothing is laid."""
        self.travel = travel
        self.laid: list[Laid] = []
        last = -ENDLESS
        for opens, closes in sorted(openings):
            if closes <= max(opens, last):
                continue
            if opens > last:
                self.laid.append(Laid(last, opens, "", ""))
            last = closes
        self.laid.append(Laid(last, ENDLESS, "", ""))

    def copy(self) -> "Strip":
        """Another strip with the same laid on it."""
        other = Strip.__new__(Strip)
        other.travel, other.laid = self.travel, self.laid.copy()
        return other

    def block(self, start: int, end: int, place: str = "") -> None:
        """A break or a booking: it stands where it stands, whatever lies there."""
        free = [(left.end, right.start) for left, right in zip(self.laid, self.laid[1:], strict=False)]
        for opens, closes in free:
            begin, stop = max(opens, start), min(closes, end)
            if begin < stop:
                insort(self.laid, Laid(begin, stop, place, ""))

    def lay(self, piece: Piece, start: int) -> None:
        """The piece takes its time from `start`, which `first_fit` or `fits_at` has found free."""
        insort(self.laid, Laid(start, start + piece.minutes, piece.place, piece.id))

    def lift(self, id: str) -> None:
        """The work leaves the day."""
        self.laid = [entry for entry in self.laid if entry.id != id]

    def first_fit(self, piece: Piece, earliest: int, ends_by: int = ENDLESS) -> int | None:
        """The first start from `earliest` on from which the piece is over by `ends_by`; None when there is none."""
        laid, minutes, here = self.laid, piece.minutes, ""
        for number in range(len(laid) - 1):
            left, right = laid[number], laid[number + 1]
            here = left.place or here
            if right.start - minutes < earliest or right.start - left.end < minutes:
                continue
            if left.end + minutes > ends_by:
                return None
            lead = self.travel(here, piece.place) if here and piece.place and here != piece.place else 0
            start = _begin(piece, max(left.end + lead, earliest))
            if start is not None and start + minutes <= min(ends_by, self._must_leave(number, here, piece.place)):
                return start
        return None

    def fits_at(self, piece: Piece, start: int) -> bool:
        """Is exactly this time free, with the ways to it and on?"""
        here = ""
        for number in range(len(self.laid) - 1):
            left, right = self.laid[number], self.laid[number + 1]
            here = left.place or here
            if left.end <= start < right.start:
                lead = self.travel(here, piece.place) if here and piece.place and here != piece.place else 0
                leave = self._must_leave(number, here, piece.place)
                return left.end + lead <= start and start + piece.minutes <= leave
        return False

    def free(self, after: int) -> int:
        """How many minutes nobody has taken yet."""
        pairs = zip(self.laid, self.laid[1:], strict=False)
        return sum(max(0, right.start - max(left.end, after)) for left, right in pairs)

    def longest(self, after: int) -> int:
        """The longest free stretch, in minutes."""
        pairs = zip(self.laid, self.laid[1:], strict=False)
        return max((right.start - max(left.end, after) for left, right in pairs), default=0)

    def ways(self) -> Iterator[tuple[str, int]]:
        """The work that one has to travel to, with the minutes of the way."""
        here = ""
        for entry in self.laid:
            if entry.id and entry.place and here and entry.place != here:
                yield entry.id, self.travel(here, entry.place)
            here = entry.place or here

    def _must_leave(self, number: int, here: str, place: str) -> int:
        """When work laid after the entry of that number must be over, for what follows to be reached in time.

        Gives a moment in the past when the next place could not be reached at all.
        """
        right = self.laid[number + 1]
        at = place or here
        if right.place:
            return right.start - (self.travel(at, right.place) if at and at != right.place else 0)
        if place:  # what follows moves nobody: the way to the next place lies before that one
            for before, entry in zip(self.laid[number + 1 :], self.laid[number + 2 :], strict=False):
                if entry.place:
                    way = self.travel(place, entry.place) if entry.place != place else 0
                    return right.start if before.end + way <= entry.start else -ENDLESS
        return right.start


def _begin(piece: Piece, earliest: int) -> int | None:
    """The first round minute from `earliest` on at which the piece may begin."""
    start = -(-earliest // GRID) * GRID
    if piece.windows is None:
        return start
    for opens, closes in piece.windows:
        begin = max(start, -(-opens // GRID) * GRID)
        if begin + piece.call <= closes:
            return begin
    return None
