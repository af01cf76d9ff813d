"""Chance that can be repeated: everything in the demo house follows from one seed and the names of things."""

import hashlib
from random import Random
from uuid import UUID


def rng(seed: int, *names: object) -> Random:
    """A source of chance of its own for one thing, so that a change elsewhere does not move it."""
    return Random("|".join(map(str, (seed, *names))))


def row_id(seed: int, *names: object) -> UUID:
    """The id of a row, the same for the same seed; it looks like any random one."""
    digest = hashlib.sha256("|".join(map(str, ("row", seed, *names))).encode()).digest()
    return UUID(bytes=digest[:16], version=4)
