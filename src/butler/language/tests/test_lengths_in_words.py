"""Lengths as people say them, from the codes they are read into."""

import pytest

from butler.language.moments import length_of


@pytest.mark.parametrize(
    ("iso", "russian", "english"),
    [
        ("PT20M", "20 мин", "20 min"),
        ("PT1H30M", "1 ч 30 мин", "1 h 30 min"),
        ("PT1.5H", "1 ч 30 мин", "1 h 30 min"),
        ("P1D", "1 день", "1 day"),
        ("P3D", "3 дня", "3 days"),
        ("P2W", "2 недели", "2 weeks"),
        ("P1.5M", "1,5 месяца", "1.5 months"),
        ("P", "", ""),
        ("PT", "", ""),
        ("Прага", "", ""),
        ("2026-11-28T20:00", "", ""),
    ],
)
def test_a_length_is_said_in_words(iso, russian, english):
    said = [length_of(iso, language).replace("\xa0", " ") for language in ("ru", "en")]
    assert said == [russian, english]
