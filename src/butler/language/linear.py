"""Small models that weigh words: trained from rows of text in seconds, kept as plain arrays, and able to say why.

    model = kept("mood", [("ну наконец-то", "irritated"), ...])
    model.two_best(features("сколько можно"))   # [("irritated", 0.81), ("anxious", 0.07)]
    model.why(features("сколько можно"), "irritated")  # the spans of the words that weighed most

A trained model lies in a folder under a name that holds the hash of its rows, so other rows train another model. The
folder is `BUTLER_MODELS`, else `models` in `BUTLER_HOME`, else `.butler/models` beside the source; a house without a
folder named keeps a model there too, for the next house on the machine. Where nothing can be written, the model is
trained in memory. Nothing is unpickled.
"""

import fcntl
import hashlib
import math
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from butler.language.tokens import Token, tokens

VERSION = "2"  # of features and training: another one trains every model again
LETTERS = 4
LEAST_ROWS = 2  # a feature seen in fewer rows is no evidence
KEPT_WORDS = 50_000
KEPT_TEXTS = 64  # a message and its parts are asked for by several models one after the other
KEPT_NAMES = 20_000  # words whose places in a model are remembered; pairs of words seldom come again
PAIR = "p:"  # how the name of two neighbours begins
STRENGTH = 8.0  # how far training may trust single rows; less is smoother
ROUNDS = 15
CURVED = 0.05  # about how curved the loss is in one row: only the pace of training hangs on it
BESIDE_SOURCE = Path(__file__).parents[3] / ".butler" / "models"


class Feature(NamedTuple):
    """What stands at `text[start:end]`, under every name that a model may know it by."""

    names: tuple[str, ...]
    start: int
    end: int


Row = tuple[str, str]  # text, label
Featured = tuple[Sequence[Feature], str]  # what a text has, label
Featuring = Callable[[str], Sequence[Feature]]


@lru_cache(KEPT_TEXTS)
def features(text: str) -> tuple[Feature, ...]:
    """Words, their dictionary forms, the letters of every word (for typing errors), and pairs of neighbours."""
    words = tokens(text)
    keys = [_key(word) for word in words]
    alone = [Feature(_of_word(word.lower, key), word.start, word.end) for word, key in zip(words, keys, strict=True)]
    pairs = tuple(f"{PAIR}{one} {two}" for one, two in pairwise(keys))
    return (*alone, Feature(pairs, 0, len(text))) if pairs else tuple(alone)


def _key(word: Token) -> str:
    return "0" if word.pos == "NUMB" else word.lemma


@lru_cache(KEPT_WORDS)
def _of_word(lower: str, key: str) -> tuple[str, ...]:
    if key == "0" or not lower[0].isalpha():
        return (f"w:{key}",)
    framed = f"<{lower}>"
    letters = {framed[at : at + LETTERS] for at in range(len(framed) - LETTERS + 1)}
    names = {f"w:{key}", f"f:{lower}"}
    return (*sorted(names), *sorted(f"c:{part}" for part in letters))


class Linear:
    """A trained model: `weights[feature, label]`, the worth of each feature, and what speaks for a label by itself."""

    def __init__(self, labels: Sequence[str], names: Sequence[str], *, worth: Any, weights: Any, bias: Any):
        self.labels = tuple(labels)
        self._names = tuple(names)
        self._index = {name: at for at, name in enumerate(names)}
        self._worth, self._weights, self._bias = worth, weights, bias
        self._known = lru_cache(KEPT_NAMES)(self._places)

    def weigh(self, found: Sequence[Feature]) -> dict[str, float]:
        """How probable each label is."""
        at, values = self._vector(found)
        scores = self._bias + values @ self._weights[at]
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        return dict(zip(self.labels, shares.tolist(), strict=True))

    def two_best(self, found: Sequence[Feature]) -> list[tuple[str, float]]:
        """The two most probable labels, the likelier first."""
        shares = self.weigh(found)
        return sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:2]

    def why(self, found: Sequence[Feature], label: str, *, most: int = 3) -> list[tuple[int, int]]:
        """Where the words stand that spoke for a label, the weightiest first."""
        column = self.labels.index(label)
        at, spans = self._places_of_words(found)
        told: dict[tuple[int, int], float] = {}
        for span, weight in zip(spans, (self._weights[at, column] * self._worth[at]).tolist(), strict=True):
            told[span] = told.get(span, 0.0) + weight
        return [span for span in sorted(told, key=lambda span: -told[span])[:most] if told[span] > 0]

    def _places_of_words(self, found: Sequence[Feature]) -> tuple[list[int], list[tuple[int, int]]]:
        words = [one for one in found if not one.names[0].startswith(PAIR)]
        known = [(self._known(one.names), (one.start, one.end)) for one in words]
        return [at for places, _ in known for at in places], [span for places, span in known for _ in places]

    def top_words(self, label: str, *, most: int = 20) -> list[str]:
        """The features that speak for a label most, anywhere: for people who look into the model."""
        order = np.argsort(-self._weights[:, self.labels.index(label)] * self._worth)[:most]
        return [self._names[at] for at in order]

    def save(self, path: Path) -> None:
        """Write it whole or not at all: another process may be reading or writing the same."""
        text = lambda words: np.frombuffer("\n".join(words).encode(), dtype=np.uint8)  # noqa: E731
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as draft:
            np.savez(draft, labels=text(self.labels), names=text(self._names), worth=self._worth,
                     weights=self._weights, bias=self._bias)  # fmt: skip
        os.replace(draft.name, path)

    @classmethod
    def load(cls, path: Path) -> "Linear":
        """What `save` wrote; OSError, ValueError, KeyError or BadZipFile where it is not that."""
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as kept:
            words = {name: kept[name].tobytes().decode().split("\n") for name in ("labels", "names")}
            return cls(words["labels"], words["names"], worth=kept["worth"], weights=kept["weights"], bias=kept["bias"])

    def _vector(self, found: Sequence[Feature]) -> tuple[Any, Any]:
        counted = Counter(chain.from_iterable(self._where(feature.names) for feature in found))
        at = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        times = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        values = (1 + np.log(times)) * self._worth[at]
        length = math.sqrt(float(values @ values))
        return at, values / length if length else values

    def _where(self, names: tuple[str, ...]) -> list[int]:
        return self._places(names) if names[0].startswith(PAIR) else self._known(names)

    def _places(self, names: tuple[str, ...]) -> list[int]:
        return [at for at in map(self._index.get, names) if at is not None]


def as_shares(weights: Mapping[str, float]) -> dict[str, float]:
    """What each weighs as a part of all; where nothing weighs anything, nothing does."""
    total = sum(weights.values()) or 1.0
    return {value: weight / total for value, weight in weights.items()}


def fit(rows: Sequence[Featured]) -> Linear:
    """Train on featured rows of two labels at least; the same rows give the same model."""
    labels = sorted({label for _, label in rows})
    seen = Counter(name for found, _ in rows for name in {name for feature in found for name in feature.names})
    names = sorted(name for name, times in seen.items() if times >= LEAST_ROWS)
    worth = np.array([math.log((1 + len(rows)) / (1 + seen[name])) + 1 for name in names], dtype=np.float32)
    empty = Linear(labels, names, worth=worth, weights=None, bias=None)
    vectors = [empty._vector(found) for found, _ in rows]
    right = np.zeros((len(rows), len(labels)))
    right[np.arange(len(rows)), [labels.index(label) for _, label in rows]] = 1
    weights, bias = _logistic(vectors, right, width=len(names))
    return Linear(labels, names, worth=worth, weights=weights, bias=bias)


def _logistic(vectors: list[tuple[Any, Any]], right: Any, *, width: int) -> tuple[Any, Any]:
    """Weights that make the right labels probable and stay small: multinomial logistic regression.

    Each feature is stretched by how often it is met, so that rare and common ones settle in the same few rounds.
    """
    from scipy.optimize import fmin_l_bfgs_b  # takes a moment to load: only to train
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(at) for at, _ in vectors)])
    values, at = (np.concatenate([vector[part] for vector in vectors]) for part in (1, 0))
    stretch = 1 / np.sqrt(1 + STRENGTH * CURVED * np.bincount(at, weights=values.astype(float) ** 2, minlength=width))
    table = csr_matrix((values * stretch[at], at, ends), shape=(len(vectors), width))
    turned, count, kept_small = table.T.tocsr(), right.shape[1], (stretch**2)[:, None]
    pace = 1 / math.sqrt(STRENGTH * CURVED * len(vectors))

    def loss(flat: Any) -> tuple[float, Any]:
        weights, bias = flat[count:].reshape(width, count), flat[:count] * pace
        scores = table @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong, pulled = np.exp(logs) - right, kept_small * weights
        slope = np.concatenate([STRENGTH * pace * wrong.sum(axis=0), (STRENGTH * (turned @ wrong) + pulled).ravel()])
        return float(-STRENGTH * (logs * right).sum() + (pulled * weights).sum() / 2), slope

    flat, _, _ = fmin_l_bfgs_b(loss, np.zeros(count * (1 + width)), maxiter=ROUNDS, m=6, factr=1e10)
    weights = flat[count:].reshape(width, count) * stretch[:, None]
    return weights.astype(np.float32), (flat[:count] * pace).astype(np.float32)


def kept(name: str, rows: Sequence[Row], *, featured: Featuring = features, folder: Path | None = None) -> Linear:
    """The model of these rows: from the folder, else trained now and kept there. Two processes train it once."""
    return kept_as(name, _hash(rows), lambda: [(featured(text), label) for text, label in rows], folder=folder)


def kept_as(name: str, mark: str, rows: Callable[[], Sequence[Featured]], *, folder: Path | None = None) -> Linear:
    """The same where the rows are costly to make: `mark` stands for all that they are made of.

    A house that has no such model yet takes the one beside the source, trained for whichever house came first; a folder
    that was named is used alone.
    """
    own = folder or models_folder()
    is_named = folder is not None or "BUTLER_MODELS" in os.environ
    folders = [own] if is_named else list(dict.fromkeys((own, BESIDE_SOURCE)))
    file = f"{name}-{_hash([(VERSION, name), (mark, '')])}.npz"
    found = _loaded(own / file)
    if found is None:
        with _alone(own):
            found = _first(folders, file) or fit(rows())
            for one in folders:
                _keep(found, one / file)
    return found


def _first(folders: Sequence[Path], file: str) -> Linear | None:
    return next((found for folder in folders if (found := _loaded(folder / file))), None)


def models_folder() -> Path:
    """Where trained models lie."""
    if given := os.environ.get("BUTLER_MODELS"):
        return Path(given)
    return Path(home) / "models" if (home := os.environ.get("BUTLER_HOME")) else BESIDE_SOURCE


def _keep(model: Linear, path: Path) -> None:
    if _loaded(path) is not None:
        return
    with suppress(OSError):  # a folder that cannot be written: trained again next time
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        model.save(path)
        for old in path.parent.glob(f"{path.stem.rpartition('-')[0]}-*.npz"):
            if old != path:
                old.unlink(missing_ok=True)


def _loaded(path: Path) -> Linear | None:
    try:
        return Linear.load(path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):  # not there, or cut off: trained again
        return None


def _hash(rows: Iterable[Row]) -> str:
    said = "\n".join("\t".join(row) for row in rows)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process trains, the others wait for it; where nothing can be written, each for itself."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(folder / ".training", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
