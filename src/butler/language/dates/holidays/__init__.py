"""Holidays: the days they fall on, computed, and their names."""
