"""What reading needs (dictionaries, models) is loaded at its first use; on a slow machine that takes a while."""

from datetime import datetime
from functools import cache

from butler.language.message import read
from butler.language.suppliers import Asked, read_reply
from butler.language.tastes import read_preferences

START = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - wall time, as readings want it
LINE = "столик на двоих завтра в 8, жена не ест рыбу"


@cache
def load() -> None:
    """Load all of it now, once: called where nobody waits and no transaction stands open."""
    read(LINE, ref=START)
    read_preferences(LINE, "ru")
    read_reply("предварительно записали", received=START, asked=Asked("other", START, has_time=False), lang="ru")
