"""A search begins, in one act."""

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.network.models import Opening, Organisation
from butler.requests import actions as requests
from butler.requests.models import ClientRequest
from butler.sourcing.access import could_be_asked
from butler.sourcing.actions import NothingToSearch, open_operation
from butler.sourcing.tests.conftest import at


def test_one_act_says_what_is_sought_by_when_and_whom_we_ask(wish, network, anna):
    with acting_as(anna.pk):
        operation = open_operation(wish.pk, by=anna, now=clock.now())
        again = open_operation(wish.pk, by=anna, now=clock.now())
        goal = open_sealed(operation, "goal")
        asked = [
            [str(one.contact) for one in wave.approaches.order_by("-chance")]
            for wave in operation.waves.order_by("number")
        ]
        terms = [(open_sealed(term, "text"), term.is_hard) for term in operation.terms.all()]
        state = ClientRequest.objects.get(pk=wish.pk).state

    assert again.pk == operation.pk, "asked for twice it is one search"
    assert "два билета на «Иванов" in goal
    assert "19:00" in goal
    assert operation.answer_by == at("10:30")
    assert asked[0][0] == "Надежда К.", "the warmest first"
    assert sum(map(len, asked)) == 4
    assert terms == [("партер", True)]
    assert state == "accepted"


def test_what_rests_or_says_nothing_is_not_searched_and_a_stranger_finds_nothing(wish, network, anna, mark):
    with acting_as(mark.pk), pytest.raises(NotHere):
        open_operation(wish.pk, by=mark, now=clock.now())
    with acting_as(anna.pk):
        requests.cancel_request(wish.pk, by=anna, now=clock.now(), reason="передумали")
        with pytest.raises(NothingToSearch):
            open_operation(wish.pk, by=anna, now=clock.now())


def test_a_house_that_the_client_names_is_asked_in_whatever_town_and_no_other_for_a_table(db):
    manor = Organisation.objects.create(
        name="Усадьба Липовый мыс", kind="hotel", city="Приозерск", mail="a@lipovy.test"
    )
    Organisation.objects.create(name="Гранд отель", kind="hotel", city="Санкт-Петербург", mail="b@grand.test")
    found = could_be_asked("hotel", "Санкт-Петербург", at("10:00").date(), words="в «Усадьбе Липовый мыс» на одну ночь")
    assert [one.organisation for one in found] == [manor.pk]


def test_the_desk_of_a_house_opens_what_it_says_whatever_its_trade(db):
    agency = Organisation.objects.create(
        name="Агентство Меридиан", kind="other", city="Санкт-Петербург", mail="a@m.test"
    )
    Opening.objects.create(organisation=agency, category="flight", what="авиабилеты")
    assert [one.organisation for one in could_be_asked("flight", "Санкт-Петербург", at("10:00").date())] == [agency.pk]
    assert could_be_asked("hotel", "Санкт-Петербург", at("10:00").date()) == []
