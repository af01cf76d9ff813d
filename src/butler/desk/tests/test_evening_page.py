"""The board of the evening: what is not proven first, a call written down in one tap, nothing for strangers."""

import html
import re

import pytest
from django.urls import reverse

from butler.assurance import sweeping
from butler.bookings import access, actions
from butler.bookings.actions import Told
from butler.bookings.models import State
from butler.desk.tests.test_bookings_page import at
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for


@pytest.fixture
def book(anna):
    def make(client, title, starts_at, *, proof="", **fields):
        with acting_as(anna.pk):
            row = actions.book(
                client, kind=fields.pop("kind", "restaurant"), title=title, starts_at=starts_at, by=anna,
                now=clock.now(), **fields,
            )  # fmt: skip
            if proof:
                actions.add_evidence(row.pk, Told(proof, told_by="Полина"), by=anna, now=clock.now())
        return row

    return make


@pytest.fixture
def dinner(book, olshanskaya, severny_dvor):
    return book(
        olshanskaya, "Яшмовый зал", at("20:00"), organisation=severny_dvor, party_size=4, importance=3, proof="word"
    )


@pytest.fixture
def board(client, house, anna):
    """The board as a colleague sees it: board(who)."""

    def look(person=anna):
        client.force_login(person)
        answer = client.get(reverse("desk:evening"))
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))

    return look


@pytest.fixture
def telephone(client, anna, dinner):
    """Anna says on the board what she heard."""

    def say(outcome, who="Рената", person=anna):
        client.force_login(person)
        return client.post(reverse("desk:evening_called", args=[dinner.pk]), {"outcome": outcome, "who": who})

    return say


def card(booking, person):
    with acting_as(person.pk):
        return access.booking(booking.pk, now=clock.now())


def test_what_is_not_proven_stands_before_what_is_and_the_heaviest_first(board, book, dinner, veresov, severny_dvor):
    book(veresov, "Букет", at("19:00"), kind="flowers", importance=0)
    book(veresov, "Машина в театр", at("18:00"), kind="transfer", proof="call")
    book(veresov, "Завтрак", at("9:00", 25), proof="mail")
    book(veresov, "Обед послезавтра", at("13:00", 26))
    text = board()
    places = [text.rindex(title) for title in ("Яшмовый зал", "Букет", "Машина в театр", "Завтрак")]
    assert places == sorted(places)
    assert "4 плана до завтрашнего полудня, 2 не подтверждены" in text
    assert "Первый звонок: Мария Ольшанская , Яшмовый зал" in text
    assert text.index("Полина, 8:00") > 0
    assert "послезавтра" not in text


def test_a_quiet_evening_says_so(board):
    assert "Тихий вечер." in board()


def test_a_yes_by_telephone_is_proof_in_one_tap(board, telephone, dinner, anna):
    assert telephone("confirmed").status_code == 302
    assert card(dinner, anna).state == State.CONFIRMED
    assert "1 план до завтрашнего полудня, все подтверждены." in board()


def test_a_no_by_telephone_begins_the_replacement_and_the_board_says_how_it_stands(board, telephone, dinner, anna):
    telephone("declined")
    assert card(dinner, anna).state == State.CANCELLED
    assert "1 заменяем" in board()


def test_a_yes_of_nobody_is_refused_and_nothing_has_changed(telephone, dinner, anna):
    answer = telephone("confirmed", who=" ")
    assert answer.status_code == 422
    assert "Звонок считается только с именем" in answer.content.decode()
    assert card(dinner, anna).state == State.UNPROVEN


def test_the_board_says_when_they_were_asked_and_until_when_we_wait(board, dinner, severny_dvor):
    severny_dvor.mail = "book@severny.test"
    severny_dvor.save()
    with clock.set_to(at("17:00")):
        sweeping.sweep(now=clock.now())
        assert "спросили 17:00, ждём до 17:40" in board().lower()
    with clock.set_to(at("17:41")):
        sweeping.sweep(now=clock.now())
        assert "не ответили: позвонить, самое позднее 18:00" in board().lower()


def test_mark_learns_nothing_and_changes_nothing(board, telephone, dinner, mark, anna):
    assert "Яшмовый" not in board(mark)
    assert telephone("declined", person=mark).status_code == 404
    assert card(dinner, anna).state == State.UNPROVEN


def test_an_outcome_that_there_is_not_is_no_page(telephone):
    assert telephone("perhaps").status_code == 404


def test_a_yes_to_what_is_off_is_refused_in_words(client, telephone, dinner, anna):
    with acting_for("test"):
        actions.cancel(dinner.pk, told_by="Рената", by=None, now=clock.now())
    assert telephone("confirmed").status_code == 302
    assert card(dinner, anna).state == State.CANCELLED
