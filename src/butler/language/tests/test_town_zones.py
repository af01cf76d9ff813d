"""The clock of a town, by its name in either language, as people call it, or by its airport."""

import pytest

from butler.language.towns import zone_of


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Москва", "Europe/Moscow"), ("Петербург", "Europe/Moscow"), ("Екатеринбург", "Asia/Yekaterinburg"),
        ("Paris", "Europe/Paris"), ("Париж", "Europe/Paris"), ("IST", "Europe/Istanbul"), ("Токио", "Asia/Tokyo"),
    ],
)  # fmt: skip
def test_a_town_has_its_own_clock(place, zone):
    assert zone_of(place).key == zone


@pytest.mark.parametrize("place", ["", "Нетакой", "Сплит-на-Неве", "XXX"])
def test_what_we_do_not_know_is_not_guessed(place):
    assert zone_of(place) is None
