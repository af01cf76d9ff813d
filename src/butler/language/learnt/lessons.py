"""A lesson: fit what is taught, see what it does, and keep it only as far as other messages are not read worse."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from butler.language import held_out
from butler.language.learnt import FIELDS, Learnt, Sway
from butler.language.learnt.fitting import Line, Own, read_plainly
from butler.language.learnt.trials import Score, judged
from butler.language.learnt.words import learnable
from butler.language.training import rows as training

EVERY = 5  # each so manieth correction is kept back, to see whether the others teach it
ENOUGH = 10  # with fewer, all are taught and none is kept back
STRENGTHS = (1.0, 0.5, 0.25)  # tried in this order, until other messages are not read worse
WORSE = 0.01  # of the held-out messages: so many more read wrongly are too many


@dataclass(frozen=True)
class Figures:
    """Of one field: how many corrections taught, how many of them and of the held-out messages are read rightly, before
    and after; of those kept back, what the others taught of them. `strength` from 0 (refused) to 1."""

    taught: int
    before: int
    after: int
    held_out: int
    held_out_before: int
    held_out_after: int
    kept_back: int = 0
    kept_back_before: int = 0
    kept_back_after: int = 0
    strength: float = 0.0


def lesson(told: Mapping[str, Sequence[Line]]) -> tuple[Learnt, dict[str, Figures]]:
    """What the corrections of each field teach, and how it was judged; a field that made anything worse is left out."""
    owns = {field: Own(field) for field in FIELDS if told.get(field)}
    fitted = {field: own.fit(told[field]) for field, own in owns.items()}
    alone = {field: _gentle({field: sway}) for field, sway in fitted.items()}
    kept = _gentle({field: sways[field] for field, sways in alone.items() if sways})
    after = judged(Learnt(kept))
    figures = {field: _figures(own, told[field], kept.get(field), after) for field, own in owns.items()}
    return Learnt(kept), figures


def _gentle(sways: Mapping[str, Sway]) -> dict[str, Sway]:
    """As strong as may be without reading other messages worse; empty where even a little is too much."""
    for strength in STRENGTHS if sways else ():
        gentler = {field: sway.times(strength) for field, sway in sways.items()}
        scores = judged(Learnt(gentler))
        if not any(_is_worse(_plainly()[field], scores[field]) for field in FIELDS):
            return gentler
    return {}


@lru_cache(1)
def _plainly() -> dict[str, Score]:
    return judged()


def _is_worse(before: Score, after: Score) -> bool:
    return before.right - after.right > WORSE * before.of


def _figures(own: Own, told: Sequence[Line], kept: Sway | None, after: Mapping[str, Score]) -> Figures:
    taught = [line for number, line in enumerate(told, 1) if len(told) < ENOUGH or number % EVERY]
    back = [line for line in told if line not in taught]
    field, plainly = own.field, Sway((), {})
    return Figures(
        len(told),
        _right(field, told, plainly),
        _right(field, told, kept or plainly),
        after[field].of,
        _plainly()[field].right,
        after[field].right,
        len(back),
        _right(field, back, plainly),
        _right(field, back, own.fit(taught)) if back else 0,
        kept.strength if kept else 0.0,
    )


def _right(field: str, lines: Sequence[Line], sway: Sway) -> int:
    """How many lines have the right value first."""
    return sum(
        _best(sway.shares(read_plainly(field, one.lang, one.text), learnable(one.text))) == one.label for one in lines
    )


def _best(shares: Mapping[str, float]) -> str:
    return max(sorted(shares), key=lambda value: shares[value])


def data_mark() -> str:
    """What changes when Butler comes with other lines, so that the house learns anew."""
    files = [path for folder in (training.HERE, held_out.HERE) for path in sorted(folder.glob("*.t*"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
