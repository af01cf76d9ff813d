"""From what colleagues put right to how far each word sways a reading.

What Butler came with stays as it is: fitted is only what is added, as small as it can be, so that the corrections are
read rightly and our own lines that share their words are read as before.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from butler.language import training
from butler.language.learnt import Sway
from butler.language.learnt.words import learnable
from butler.language.message.guessing import act_of, category_of, current
from butler.language.mood import model, read_mood
from butler.language.mood.reading import shares_of

LANGUAGES = ("ru", "en")
EACH = 3  # of our own lines, every so manieth is kept as it is read
TWICE = 2  # a word that our lines do not know must come in so many corrections
TIMES = 3.0  # a colleague's word weighs as much as so many of our own lines
STIFFNESS = 0.3  # how unwilling a word is to sway
ROUNDS = 60
LEAST_SHARE = 1e-4


class Line(NamedTuple):
    """Words, with nobody's name in them, and what they mean in one field; `weight` against another correction's."""

    lang: str
    text: str
    label: str
    weight: float = 1.0


Row = tuple[Line, frozenset[str], float]  # a line, which of its words may sway, how much it weighs


class Own:
    """Our own lines of one field with their learnable words: the ballast that what is taught must not shift."""

    def __init__(self, field: str, lines: Iterable[Line] | None = None):
        self.field = field
        self.labels = tuple(sorted(read_plainly(field, "ru", "")))
        known = own_lines(field) if lines is None else lines
        # What tells an act alone («да, берите») is of no category, so it says nothing of that field.
        self.lines = [(line, _names(line.text)) for line in known if line.label in self.labels]
        self.seen = Counter(name for _, names in self.lines for name in names)

    def fit(self, told: Sequence[Line]) -> Sway:
        """What these corrections teach; empty where none of their words may be learnt."""
        told = [line for line in told if line.label in self.labels]
        words = [self._teaching(line.text) for line in told]
        met = Counter(name for names in words for name in names)
        kept = sorted(name for name in met if name in self.seen or met[name] >= TWICE)
        at = {name: place for place, name in enumerate(kept)}
        rows = [(line, names & at.keys(), TIMES * line.weight) for line, names in zip(told, words, strict=True)]
        rows += [(line, names & at.keys(), 1.0) for line, names in self.lines]
        rows = [row for row in rows if row[1]]
        return self._fitted(rows, at) if at else Sway((), {})

    def _teaching(self, text: str) -> frozenset[str]:
        """Known to our lines; or new, and then a single word in small letters."""
        return frozenset(
            one.name for one in learnable(text)
            if one.name in self.seen or (one.name[0] == "w" and _is_russian(one.name) and text[one.start].islower())
        )  # fmt: skip

    def _fitted(self, rows: Sequence[Row], at: Mapping[str, int]) -> Sway:
        from scipy.sparse import csr_matrix

        before = [read_plainly(self.field, line.lang, line.text) for line, _, _ in rows]
        scores = np.log(np.array([[max(LEAST_SHARE, shares[label]) for label in self.labels] for shares in before]))
        right = np.zeros(scores.shape)
        right[np.arange(len(rows)), [self.labels.index(line.label) for line, _, _ in rows]] = 1
        worths = {name: self._worth(name) for name in at}
        cells = [
            (number, at[name], worths[name]) for number, (_, names, _) in enumerate(rows) for name in sorted(names)
        ]
        numbers, places, values = zip(*cells, strict=True)
        table = csr_matrix((values, (numbers, places)), shape=(len(rows), len(at)))
        weights = _least_sway(table, scores, right, np.array([[weight] for _, _, weight in rows]))
        return Sway(self.labels, {name: (weights[number] * worths[name]).tolist() for name, number in at.items()})

    def _worth(self, name: str) -> float:
        """Rare words say more; between 0 and 1."""
        return math.log((1 + len(self.lines)) / (1 + self.seen[name])) / math.log(1 + len(self.lines))


def read_plainly(field: str, lang: str, text: str) -> Mapping[str, float]:
    """How probable each value is by what Butler came with."""
    if field == "mood":
        return shares_of(read_mood(text, lang))
    models = current()
    return (category_of(text, models) if field == "category" else act_of(text, lang, models)).shares


def own_lines(field: str) -> list[Line]:
    """Some of the lines that the models of a field are trained with."""
    if field == "mood":
        return [Line(lang, text, label) for lang in LANGUAGES for text, label in model.rows(lang)]
    at = ("category", "act").index(field)
    return [Line(one.lang, one.text, one.head.split()[at]) for one in list(training.lines())[::EACH]]


def _names(text: str) -> frozenset[str]:
    return frozenset(one.name for one in learnable(text))


def _is_russian(name: str) -> bool:
    return "а" <= name[-1] <= "я"


def _least_sway(table: Any, scores: Any, right: Any, weigh: Any) -> Any:
    """The smallest weights that, added to the scores, make the right values probable."""
    from scipy.optimize import fmin_l_bfgs_b

    shape = (table.shape[1], scores.shape[1])

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(shape)
        swayed = scores + table @ weights
        swayed -= swayed.max(axis=1, keepdims=True)
        logs = swayed - np.log(np.exp(swayed).sum(axis=1, keepdims=True))
        slope = table.T @ (weigh * (np.exp(logs) - right)) + STIFFNESS * weights
        return float(-(weigh * logs * right).sum() + STIFFNESS * (weights**2).sum() / 2), slope.ravel()

    flat, _, _ = fmin_l_bfgs_b(loss, np.zeros(shape[0] * shape[1]), maxiter=ROUNDS, m=6)
    return flat.reshape(shape)
