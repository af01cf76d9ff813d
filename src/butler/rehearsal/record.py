"""The record of a play: how every row stood at every moment, so that anything can be judged at any time, by anybody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """From this moment a row stands so; without fields it is gone."""

    at: datetime
    fields: Fields | None


@dataclass
class Timeline:
    """Rows of some kinds, each with its changes. Snapshots are laid down in the order of time."""

    changes: dict[str, dict[str, list[Change]]] = field(default_factory=dict)  # kind -> id -> changes

    def lay_down(self, kind: str, rows: dict[str, Fields], *, at: datetime) -> int:
        """How all rows of a kind stand at this moment; how many of them have changed."""
        known = self.changes.setdefault(kind, {})
        count = 0
        for name, fields in rows.items():
            past = known.setdefault(name, [])
            if not past or past[-1].fields != fields:
                past.append(Change(at, fields))
                count += 1
        for name, past in known.items():
            if name not in rows and past[-1].fields is not None:
                past.append(Change(at, None))
                count += 1
        return count

    def at(self, kind: str, moment: datetime) -> dict[str, Fields]:
        """The rows of a kind as they stand at a moment."""
        found = {}
        for name, past in self.changes.get(kind, {}).items():
            fields = _standing(past, moment)
            if fields is not None:
                found[name] = fields
        return found

    def history(self, kind: str) -> dict[str, list[Change]]:
        return self.changes.get(kind, {})

    def moments(self, kinds: Iterable[str]) -> list[datetime]:
        """Every moment at which a row of these kinds changed, in order."""
        return sorted({one.at for kind in kinds for past in self.history(kind).values() for one in past})

    def first(self, kind: str, holds: Callable[[Fields], bool], *, until: datetime) -> datetime | None:
        """When the first row of a kind came to be so."""
        past = (one for rows in self.history(kind).values() for one in rows)
        return min((one.at for one in past if one.fields and one.at <= until and holds(one.fields)), default=None)


def _standing(past: list[Change], moment: datetime) -> Fields | None:
    found: Fields | None = None
    for one in past:
        if one.at > moment:
            break
        found = one.fields
    return found


@dataclass(frozen=True)
class Said:
    """A message that left the house (from `house`) or came to it."""

    at: datetime
    from_: str
    to: str
    via: str
    purpose: str
    asks: str  # what it asks of its reader, in the words of answers
    subject: str
    text: str
    letter: str = ""
    disclosed: frozenset[str] = frozenset()  # clients whose name may be told in it


@dataclass
class Record:
    """What was observably sent, stored and shown."""

    timeline: Timeline
    messages: list[Said] = field(default_factory=list)
    briefs: list[tuple[datetime, str, str]] = field(default_factory=list)  # when it came to read so, staff, text
    yeses: list[Any] = field(default_factory=list)  # people.Yes
    failures: list[Any] = field(default_factory=list)  # working.Failure
    counts: dict[str, int] = field(default_factory=dict)  # rows that a judge counts at the end
    crashes: int = 0
    calls: int = 0

    def brief(self, staff: str, moment: datetime) -> str:
        """The page of a manager as it read at a moment."""
        read = [text for at, who, text in self.briefs if who == staff and at <= moment]
        return read[-1] if read else ""
