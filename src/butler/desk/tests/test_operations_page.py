"""The operation page: what is sought, whom we asked, what is offered and why; and what a colleague does there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from butler.correspondence import saying
from butler.ground import clock
from butler.ground.acting import acting_for
from butler.network.models import Contact, Opening, Organisation
from butler.requests import actions as requests
from butler.sourcing import actions as sourcing
from butler.sourcing.models import Approach, Offer, Operation, SpendYes
from butler.sourcing.rules import Could


@pytest.fixture
def search(olshanskaya, anna):
    now = clock.now()
    with acting_for("test"):
        theatre = Organisation.objects.create(name="Театр на Каменном", kind="theatre")
        vera = Contact.objects.create(full_name="Вера Глинская", organisation=theatre, phone="+7 900 000-00-31")
        request = requests.open_request(
            olshanskaya, title="Два билета на «Чайку»", category="tickets", owner=anna, now=now,
            happens_at=now + timedelta(days=2), details={"name": "Чайка", "party": "2", "class": "партер"},
        )  # fmt: skip
        found = sourcing.open_operation(
            request.pk, by=anna, now=now, goal=sourcing.Goal(ask=[Could(vera.pk, theatre.pk, 80)])
        )
    return found


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def approach() -> Approach:
    with acting_for("test"):
        return Approach.objects.get()


def page(desk, search) -> str:
    return desk.get(reverse("desk:operation", args=[search.pk])).content.decode().replace("\u00a0", " ")


def hear(desk, search, **heard):
    return desk.post(reverse("desk:operation_called", args=[search.pk, approach().pk]), heard)


def test_the_page_says_what_is_sought_whom_we_ask_and_until_when(desk, search):
    said = page(desk, search)
    for words in ("Чайк", "Вера Глинская", "Театр на Каменном", "Партер", search.alias, "как обещали"):
        assert words in said
    assert 'href="tel:+7900000-00-31"' in said
    assert "Чайк" in desk.get(reverse("desk:operations")).content.decode()


def test_what_was_heard_by_telephone_becomes_an_offer_with_its_price(desk, search):
    assert hear(desk, search, outcome="offer", what="партер, 6 ряд", price="46 000").status_code == 302
    with acting_for("test"):
        offer = Offer.objects.get()
        assert offer.price == 46_000
        assert offer.taken_down_by.email == "anna@house.test"
    said = page(desk, search)
    assert "46 000 ₽" in said
    assert "партер, 6 ряд" in said


@pytest.mark.parametrize("price", ["дорого", "-5", "1e99"])
def test_a_price_that_is_none_is_refused_in_words_and_nothing_is_written(desk, search, price):
    answer = hear(desk, search, outcome="offer", price=price)
    assert answer.status_code == 422
    assert "цену числом" in answer.content.decode()
    with acting_for("test"):
        assert not Offer.objects.exists()


def test_an_outcome_that_is_none_is_not_here(desk, search):
    assert hear(desk, search, outcome="maybe").status_code == 404


def test_the_house_agrees_to_a_price_that_waits_for_it_and_to_no_other(desk, search):
    hear(desk, search, outcome="offer", what="партер", price="600000")
    with acting_for("test"):
        offer = Offer.objects.get()
    address = reverse("desk:operation_agree", args=[search.pk, offer.pk])
    assert desk.post(address).status_code == 404
    with acting_for("test"):
        Offer.objects.update(put_to_house_at=clock.now())
        Operation.objects.update(state="approval")
    assert "Согласиться с ценой" in page(desk, search)
    assert desk.post(address).status_code == 302
    with acting_for("test"):
        assert SpendYes.objects.get().given_by.email == "anna@house.test"
    assert "С ценой согласны" in page(desk, search)


def test_a_search_is_stopped_from_its_page(desk, search):
    desk.post(reverse("desk:operation_stop", args=[search.pk]))
    with acting_for("test"):
        assert Operation.objects.get().state == "stopped"
    assert "Больше не искать" not in page(desk, search)


def test_a_page_older_than_its_search_changes_nothing_and_says_so(desk, search):
    stop = reverse("desk:operation_stop", args=[search.pk])
    desk.post(stop)
    for answer in (desk.post(stop, follow=True), hear(desk, search, outcome="offer", what="партер", price="46000")):
        assert answer.status_code in (200, 302)
    assert "Поиск тем временем ушёл дальше" in page(desk, search)
    with acting_for("test"):
        assert not Offer.objects.exists()


def test_a_request_begins_its_search_by_one_press_where_somebody_opens_such_doors(desk, olshanskaya, anna):
    with acting_for("test"):
        request = requests.open_request(
            olshanskaya, title="Билеты", category="tickets", owner=anna, now=clock.now(),
            details={"name": "Чайка", "party": "2"},
        )  # fmt: skip
    address = reverse("desk:request_search", args=[request.pk])
    answer = desk.post(address, follow=True)
    assert "никого не спросили" in answer.content.decode()
    with acting_for("test"):
        opera = Organisation.objects.create(name="Опера", kind="theatre", city="Санкт-Петербург", mail="k@opera.test")
        Opening.objects.create(organisation=opera, category="tickets")
    assert desk.post(address).headers["Location"].startswith("/operations/")
    assert "Поиск по сети" in desk.get(reverse("desk:request", args=[request.pk])).content.decode()


def test_a_stranger_sees_and_does_nothing(client, mark, search):
    client.force_login(mark)
    assert client.get(reverse("desk:operation", args=[search.pk])).status_code == 404
    assert client.post(reverse("desk:operation_stop", args=[search.pk])).status_code == 404
    assert "Чайк" not in client.get(reverse("desk:operations")).content.decode()


def test_a_search_that_goes_on_stands_beside_the_conversation_with_its_client(desk, search, olshanskaya):
    with acting_for("test"):
        talk = saying.begin(olshanskaya, channel="mail", now=clock.now())
    said = desk.get(reverse("desk:conversation", args=[talk.pk])).content.decode()
    assert f'href="{reverse("desk:operation", args=[search.pk])}"' in said
