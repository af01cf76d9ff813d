"""Who could stand in is known before anything fails."""

import pytest

from butler.assurance import recovering, spares
from butler.assurance.models import Spare, StandIn
from butler.assurance.tests.conftest import at
from butler.bookings import actions as bookings
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.network.models import Organisation


@pytest.fixture
def houses(db):
    """Three of the class of Severny Dvor, and a canteen."""
    made = {}
    for name, stars, reliability, band in (
        ("Оранжерея", 5, 95, 4), ("Маяк", 5, 80, 4), ("Флигель", 5, 60, 4), ("Четвёртый", 5, 20, 4),
        ("Буфет", 2, 99, 1),
    ):  # fmt: skip
        made[name] = Organisation.objects.create(
            name=name, kind="restaurant", city="Санкт-Петербург", price_band=band, standing=stars,
            reliability=reliability, mail=f"{reliability}@spare.test",
        )  # fmt: skip
    return made


def names(evening) -> list[str]:
    with acting_for("test"):
        return [card.name for card in spares.spares_of(evening.booking.pk) if card.rank]


def spare(evening, name: str) -> Spare:
    with acting_for("test"):
        return Spare.objects.get(booking=evening.booking, organisation__name=name)


def test_an_important_evening_has_three_of_no_lower_class_the_best_first(watch, houses):
    evening = watch(proof="mail")
    assert spares.refresh(now=evening.now) == 1
    assert names(evening) == ["Оранжерея", "Маяк", "Флигель"]


def test_what_has_not_changed_is_not_written(watch, houses):
    evening = watch(proof="mail")
    spares.refresh(now=evening.now)
    first = spare(evening, "Маяк").pk
    assert spares.refresh(now=evening.now) == 0
    assert spare(evening, "Маяк").pk == first


@pytest.mark.parametrize("more", [{"importance": 1}, {"starts": at("20:00", 30)}])
def test_a_courier_and_a_far_day_need_none(watch, houses, more):
    evening = watch(proof="mail", **more)
    spares.refresh(now=evening.now)
    assert names(evening) == []


def test_what_a_colleague_rules_out_stays_out_and_comes_back_when_she_says_so(watch, houses, anna):
    evening = watch(proof="mail")
    spares.refresh(now=evening.now)
    out = spare(evening, "Оранжерея")
    with acting_as(anna.pk):
        spares.rule_out(out.pk, by=anna, now=evening.now)
    spares.refresh(now=evening.now)
    assert names(evening) == ["Маяк", "Флигель", "Четвёртый"]
    with acting_as(anna.pk):
        spares.bring_back(out.pk, by=anna, now=evening.now)
    assert names(evening) == ["Оранжерея", "Маяк", "Флигель"]


def test_the_recovery_asks_no_house_that_was_ruled_out(watch, houses, anna):
    evening = watch(proof="mail")
    spares.refresh(now=evening.now)
    with clock.set_to(evening.now), acting_as(anna.pk):
        spares.rule_out(spare_id(evening, "Оранжерея"), by=anna, now=evening.now)
        recovering.recover(evening.booking.pk, told_by="Рената", by=anna, now=evening.now)
    with acting_for("test"):
        assert StandIn.objects.get(incident__booking=evening.booking).organisation.name == "Маяк"


def spare_id(evening, name: str):
    return Spare.objects.get(booking=evening.booking, organisation__name=name).pk


def test_silence_looks_for_spares_whatever_it_weighs_and_the_lead_reads_them(watch, houses, vera):
    evening = watch(proof="mail", importance=1).until("16:55").telephoned("no_answer").until("19:00")
    (alarm,) = evening.tasks(vera)
    assert "Равные: Оранжерея, Маяк, Флигель" in alarm
    assert names(evening) == ["Оранжерея", "Маяк", "Флигель"]


def test_a_stranger_rules_nothing_out(watch, houses, mark):
    evening = watch(proof="mail")
    spares.refresh(now=evening.now)
    out = spare(evening, "Маяк")
    with pytest.raises(NotHere), acting_as(mark.pk):
        spares.rule_out(out.pk, by=mark, now=evening.now)
    assert "Маяк" in names(evening)


def test_what_is_off_needs_no_spare(watch, houses, anna):
    evening = watch(proof="mail")
    with acting_as(anna.pk):
        bookings.cancel(evening.booking.pk, told_by="клиент", by=anna, now=evening.now)
    spares.refresh(now=evening.now)
    assert names(evening) == []
