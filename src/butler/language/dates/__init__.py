"""Dates and times in Russian and English words. Pure: what is now is given; nothing is decided, only read."""

from butler.language.dates.moment import Grain, Moment
from butler.language.dates.reading import find, find_durations

__all__ = ["Grain", "Moment", "find", "find_durations"]
