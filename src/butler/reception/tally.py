"""What a batch did, counted by entry: new, changed, the same, not read. No word of a file is in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from butler.reception.models import ImportedRow

Action = ImportedRow.Action
NAMED_PROBLEMS = 1_000  # more are counted, not named


@dataclass(frozen=True)
class Trouble:
    """An entry, or a cell of one, that was not read."""

    file: int
    line: int
    column: int
    why: str


@dataclass
class Tally:
    kinds: dict[str, Counter] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    trouble_count: int = 0

    def count(self, kind: str, action: str) -> int:
        return self.kinds.get(kind, Counter())[action]

    @property
    def created(self) -> int:
        return sum(counts[Action.CREATED] for counts in self.kinds.values())

    @property
    def updated(self) -> int:
        return sum(counts[Action.UPDATED] for counts in self.kinds.values())

    def add(self, rows: Iterable[ImportedRow]) -> None:
        for _, run in groupby(sorted(rows, key=lambda row: row.entry), key=lambda row: row.entry):
            self._add_entry(list(run))

    def _add_entry(self, rows: list[ImportedRow]) -> None:
        for row in rows:
            if row.action == Action.PROBLEM:
                self.trouble_count += 1
                self.troubles.append(Trouble(row.file, row.line, row.column, row.why))
        self.troubles = self.troubles[:NAMED_PROBLEMS]
        if any(row.action == Action.PROBLEM for row in rows):
            return
        main = next((row for row in rows if row.is_main), rows[0])
        actions = {row.action for row in rows}
        touched = main.action == Action.UNCHANGED and actions & {Action.CREATED, Action.UPDATED}
        self.kinds.setdefault(main.kind, Counter())[Action.UPDATED if touched else main.action] += 1

    def as_json(self) -> dict[str, Any]:
        return {
            "kinds": {kind: {str(action): n for action, n in counts.items()} for kind, counts in self.kinds.items()},
            "troubles": [[one.file, one.line, one.column, one.why] for one in self.troubles],
            "trouble_count": self.trouble_count,
        }

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> "Tally":
        kinds = {kind: Counter(counts) for kind, counts in kept.get("kinds", {}).items()}
        return cls(kinds, [Trouble(*one) for one in kept.get("troubles", [])], kept.get("trouble_count", 0))
