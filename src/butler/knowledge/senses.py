"""The directions of texts, as they are kept: pieces of an article, a whole direction in 768 bytes, its sketch in 48."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from butler.language import vectors

MOST = 8  # pieces of an article; what comes later is found by its words
LONG = 360  # signs of a piece, its title aside
SKETCH = vectors.SIZE // 8
MIDDLE = Path(__file__).parent / "middle.npy"  # where questions and messages of a house lie on average
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def pieces(title: str, text: str) -> list[str]:
    """An article in pieces that a direction can say: the title, and whole sentences, each piece below the title."""
    found: list[str] = []
    for sentence in SENTENCE.split(text):
        if found and len(found[-1]) + len(sentence) < LONG:
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return [title, *(f"{title}. {piece.strip()}" for piece in found[:MOST] if piece.strip())]


def of(text: str) -> Any:
    """What a text means, as seen from where sentences of a house lie on average: they all point one way otherwise."""
    seen = vectors.of(text) - _middle()
    return seen / np.linalg.norm(seen)


def kept(vector: Any) -> bytes:
    """A direction as a row keeps it."""
    return np.asarray(vector, dtype=np.float16).tobytes()


def direction(box: Any) -> Any:
    """A direction as it was kept."""
    return np.frombuffer(bytes(box), dtype=np.float16).astype(np.float32)


def sketch(vector: Any) -> bytes:
    """One bit for each number: its sign."""
    return np.packbits(np.asarray(vector) > 0).tobytes()


@lru_cache(1)
def _middle() -> Any:
    return np.load(MIDDLE)
