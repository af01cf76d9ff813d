"""Letters to the network: by a rule or with a yes, read for names first, answered on a page or in words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from butler.correspondence import actions, asking, pages
from butler.correspondence.asking import Asks, NoWay, Question
from butler.correspondence.models import Account, Letter, Page
from butler.correspondence.tests.conftest import later
from butler.correspondence.whose import Whose
from butler.dossiers.actions import parts
from butler.ground import clock
from butler.ground.acting import acting_as, acting_at_the_door, acting_for
from butler.ground.models import House
from butler.ground.sealing import open_sealed
from butler.network.models import Contact, Organisation

State = Letter.State


@pytest.fixture
def olga(db):
    """The hostess of Severny Dvor."""
    house = Organisation.objects.create(name="Северный двор", kind="restaurant", mail="book@severny.test")
    return Contact.objects.create(full_name="Ольга Р.", organisation=house, mail="olga@severny.test", channel="mail")


@pytest.fixture
def put(veresov):
    """Put a question to somebody of the network about Veresov: put(olga, "Есть ли столик?")."""

    def write(contact: Contact, body: str, purpose: str = "approach", **fields) -> Letter:
        whose = Whose(contact_id=contact.pk, organisation_id=contact.organisation_id)
        with acting_for("test"):
            return asking.ask(Question(veresov.pk, whose, purpose, body, "Столик", **fields), now=clock.now())

    return write


def asks(kind: str = "approach") -> Asks:
    return Asks(kind, {"goal": "столик на двоих"}, clock.now() + timedelta(hours=2))


def test_a_question_to_the_network_leaves_by_the_rule_of_the_house(put, olga, account, leave, wire, again):
    letter = put(olga, "Найдётся ли столик на двоих сегодня в 20:00?")
    assert leave().sent == 1
    assert wire.left[0].to == "olga@severny.test"
    row = again(letter)
    assert (row.state, row.guarded) == (State.SENT, "clean")


def test_an_order_waits_for_a_yes(put, olga, account, leave, wire, anna):
    letter = put(olga, "Просим забронировать.", purpose="booking")
    assert (letter.state, leave().sent) == (State.WAITING, 0)
    with acting_as(anna.pk):
        actions.approve(letter.pk, by=anna, now=clock.now())
    assert leave(minutes=1).sent == 1


def test_no_rule_lets_an_order_leave_whoever_writes_the_row(put, olga):
    letter = put(olga, "Просим забронировать.", purpose="booking")
    with acting_for("test"):
        rows = Letter.objects.filter(pk=letter.pk)
        rows.update(state=State.NEW, allowed_by="house_rule", guarded="clean")
        with pytest.raises(IntegrityError, match="letter_leaves_with_a_yes"), transaction.atomic():
            rows.update(state=State.CLAIMED, claimed_by="1")


def test_no_rule_lets_a_letter_to_a_client_leave(veresov):
    with acting_for("test"):
        draft = actions.Draft(veresov.pk, "approach", "Вам письмо.", clock.now())
        letter = actions.draft_letter(draft, now=clock.now())
        rows = Letter.objects.filter(pk=letter.pk)
        rows.update(state=State.NEW, allowed_by="house_rule")
        with pytest.raises(IntegrityError, match="letter_leaves_with_a_yes"), transaction.atomic():
            rows.update(state=State.CLAIMED, claimed_by="1")


@pytest.mark.parametrize(
    "words",
    ["Столик для Вересова.", "Гость г-н ВЕРЕСОВ", "Table for Mr Veresov", "Для Bересова", "Звоните +7 911 555-01-02"],
)
def test_what_names_the_client_stays_in_the_house_and_is_shown_to_a_person(
    put, olga, account, leave, wire, again, veresov, words
):
    with acting_for("test"):
        parts.add_contact(veresov.pk, kind="phone", value="+7 (911) 555 01 02")
    letter = put(olga, words)
    assert (leave().sent, wire.left) == (0, [])
    row = again(letter)
    assert (row.state, row.why) == (State.FAILED, "names_somebody")


def test_nothing_goes_to_the_network_unread_whoever_writes_the_row(put, olga):
    letter = put(olga, "Найдётся ли столик?")
    with acting_for("test"):
        rows = Letter.objects.filter(pk=letter.pk)
        with pytest.raises(IntegrityError, match="letter_to_the_network_is_read_first"), transaction.atomic():
            rows.update(state=State.CLAIMED, claimed_by="1")


def test_a_driver_without_mail_is_asked_by_the_bot_and_nobody_by_thin_air(put, db, telegram, leave, wire):
    driver = Contact.objects.create(full_name="Денис К.", telegram="700100", channel="telegram")
    put(driver, "Завтра в 13:30.", purpose="ride")
    assert (leave().sent, wire.left[0].to) == (1, "700100")
    with pytest.raises(NoWay):
        put(Contact.objects.create(full_name="Без адреса", telegram="@name"), "Завтра?", purpose="ride")


def test_what_is_pressed_on_the_page_is_heard_once(put, olga, account):
    House.objects.update(origin="https://butler.house.test")
    letter = put(olga, "Найдётся ли столик?", page=asks())
    with acting_for("test"):
        page = Page.objects.get(letter=letter)
        assert f"https://butler.house.test/a/{page.pk}/" in open_sealed(Letter.objects.get(pk=letter.pk), "body")
    with acting_at_the_door():
        assert pages.open_page(page.pk, now=clock.now()).shows == {"goal": "столик на двоих"}
        pages.lay_answer(page.pk, "offer", {"what": "у окна", "price": "9000"}, now=clock.now())
    with acting_for("test"):
        (answer,) = asking.pressed([letter.pk])
        assert (answer.act, answer.content) == ("offer", {"what": "у окна", "price": "9000"})
        asking.take_in(answer.id, became="offer", now=clock.now())
        assert asking.pressed([letter.pk]) == []


def test_a_page_whose_time_is_over_or_that_is_settled_takes_no_answer(put, olga):
    letter = put(olga, "Найдётся ли столик?", page=asks())
    with acting_for("test"):
        page = Page.objects.get(letter=letter)
    with later(hours=3), acting_at_the_door(), pytest.raises(pages.Closed):
        pages.lay_answer(page.pk, "confirm", {}, now=clock.now())
    with acting_at_the_door(), pytest.raises(pages.NotOffered):
        pages.lay_answer(page.pk, "choose", {}, now=clock.now())
    with acting_for("test"):
        asking.close_page(letter, why="taken", now=clock.now())
    with acting_at_the_door(), pytest.raises(pages.Closed):
        pages.lay_answer(page.pk, "confirm", {}, now=clock.now())


def test_the_web_process_at_the_door_changes_no_page_and_reads_no_letter(put, olga):
    letter = put(olga, "Найдётся ли столик?", page=asks())
    with acting_at_the_door():
        assert Page.objects.update(closed_why="answered") == 0
        assert not Letter.objects.filter(pk=letter.pk).exists()
        assert not Account.objects.filter(kind="none").exists()
