"""Tastes and needs that a message tells: candidates, a person accepts them. Allergies and diets are always raised."""

from butler.language.tastes.preference import Polarity, Preference, Topic
from butler.language.tastes.reading import read_preferences

__all__ = ["Polarity", "Preference", "Topic", "read_preferences"]
