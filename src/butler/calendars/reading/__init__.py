"""Calendars as they arrive: bytes in, frozen events and occurrences out. Pure: no Django, no clock, no network."""
