"""The page of a request: where it stands and why, what is next, and every act by a plain form, with a way back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from butler.bookings.models import Booking
from butler.ground import clock
from butler.ground.acting import acting_as
from butler.requests import access, actions
from butler.requests.models import Move


@pytest.fixture
def browser(anna):
    browser = Client()
    browser.force_login(anna)
    return browser


@pytest.fixture
def dinner(olshanskaya, anna):
    with acting_as(anna.pk):
        return actions.open_request(
            olshanskaya, title="Ужин на четверых", category="restaurant", owner=anna, now=clock.now(),
            details={"party": "4"}, happens_at=clock.now() + timedelta(days=3),
        )  # fmt: skip


@pytest.fixture
def press(browser, dinner):
    """Press a button of the page: press("state", state="accepted"); gives the page that follows, as text."""

    def post(what: str, *, about=dinner, follow=True, **fields) -> str:
        answer = browser.post(reverse(f"desk:request_{what}", args=[about.pk]), fields, follow=follow)
        post.status = answer.status_code
        return answer.content.decode()

    return post


def page_of(browser, request) -> str:
    return browser.get(reverse("desk:request", args=[request.pk])).content.decode()


def card(request, person) -> access.RequestCard:
    with acting_as(person.pk):
        return access.client_request(request.pk)


def test_the_page_says_where_it_stands_what_is_next_and_what_is_missing(browser, dinner):
    said = page_of(browser, dinner)
    assert "Ужин на четверых" in said
    assert "Сказать клиенту, что взялись" in said
    assert "день, время, где именно" in said.lower()
    assert 'aria-current="step"' in said
    assert "Взять в работу" in said
    assert "Состоялось" not in said  # nobody offers a step that does not fit


def test_a_step_is_made_told_and_taken_back(browser, press, dinner, anna):
    said = press("state", state="accepted")
    assert card(dinner, anna).state == "accepted"
    assert "Анна Лаврова" in said
    with acting_as(anna.pk):
        undo = reverse("desk:task_undo", args=[Move.objects.get(client_request=dinner).pk])
    assert undo in said
    assert browser.post(undo)["Location"] == reverse("desk:request", args=[dinner.pk])
    assert card(dinner, anna).state == "new"


def test_a_step_that_does_not_fit_is_refused_in_words(press, dinner, anna):
    assert "Такой шаг сейчас невозможен" in press("state", state="confirmed")
    press("state", state="nonsense")
    assert press.status == 404
    assert card(dinner, anna).state == "new"


def test_nothing_is_confirmed_while_a_booking_waits_for_its_proof(press, dinner, olshanskaya, anna):
    for state in ("accepted", "booked"):
        press("state", state=state)
    with acting_as(anna.pk):
        Booking.objects.create(
            client=olshanskaya, client_request=dinner, kind="restaurant", title="Стол", zone="Europe/Moscow",
            asked_at=clock.now(), starts_at=clock.now() + timedelta(days=3),
        )  # fmt: skip
    assert "значит доказано" in press("state", state="confirmed")
    assert card(dinner, anna).state == "booked"


def test_who_cancels_says_why_and_it_can_be_taken_up_again(press, dinner, anna):
    said = press("state", state="cancelled")
    assert (press.status, "Напишите причину" in said) == (422, True)
    assert "улетели раньше" in press("state", state="cancelled", reason="улетели раньше")
    assert card(dinner, anna).state == "cancelled"
    assert "снова в работе" in press("state", state="accepted")


def test_it_is_paused_until_a_moment_and_goes_on(press, dinner, anna):
    said = press("pause", why="away", until="2020-01-01T10:00")
    assert (press.status, "Этот момент прошёл" in said or "прошл" in said) == (422, True)
    said = press("pause", why="away", until="2026-11-26T10:00", note="в горах")
    assert "клиент в отъезде" in said
    assert "в горах" in said
    assert card(dinner, anna).due_what == "resume"
    press("resume")
    assert card(dinner, anna).due_what == "acknowledge"


def test_the_same_ask_is_suggested_merged_and_taken_apart(browser, press, dinner, olshanskaya, anna):
    with acting_as(anna.pk):
        again = actions.open_request(
            olshanskaya, title="Столик на ужин", category="restaurant", owner=anna, now=clock.now(),
            happens_at=clock.now() + timedelta(days=3),
        )  # fmt: skip
        actions.open_request(
            olshanskaya, title="Завтрак", category="restaurant", owner=anna, now=clock.now(), details={"party": "2"}
        )
    said = page_of(browser, dinner)
    assert "«Столик на ужин»" in said
    assert "«Завтрак»" not in said
    press("merge", other=again.pk, is_same="yes")
    assert browser.get(reverse("desk:request", args=[again.pk]))["Location"].endswith(f"{dinner.pk}/")
    press("apart", about=again)
    assert card(again, anna).state == "new"
    assert "«Столик на ужин»" not in page_of(browser, dinner)  # once judged, not suggested again


def test_what_is_known_is_written_down(press, dinner, anna):
    said = press("known", when="2026-11-27", time="19:30", party="5", place="у окна")
    assert "всё известно" in said
    with acting_as(anna.pk):
        assert access.details(dinner.pk) == {
            "when": "2026-11-27", "time": "19:30", "party": "5", "place": "у окна",
        }  # fmt: skip


def test_it_is_handed_to_a_colleague_who_may(press, dinner, anna, ilya, mark):
    press("owner", to=ilya.pk)
    assert card(dinner, anna).owner == ilya
    press("owner", to=mark.pk)
    assert press.status == 404


def test_a_case_has_candidates_trials_and_looks(browser, olshanskaya, anna):
    with acting_as(anna.pk):
        row = actions.open_request(olshanskaya, title="Гувернантка", category="tutor", owner=anna, now=clock.now())
        actions.accept_request(row.pk, by=anna, now=clock.now())

    def post(name, fields, *ids):
        return browser.post(reverse(f"desk:{name}", args=ids), fields, follow=True).content.decode()

    assert 'value="search" aria-current="step"' in post("request_phase", {"phase": "search"}, row.pk)
    assert "Ольга Сергеевна" in post("candidate_new", {"name": "Ольга Сергеевна", "about": "МГУ"}, row.pk)
    with acting_as(anna.pk):
        (one,) = access.case_of(row.pk).candidates
    said = post("candidate", {"state": "trial", "trial_at": "2026-11-26T16:00", "words": "мягкая"}, one.id)
    assert "мягкая" in said
    said = post("look_new", {"at": "2027-01-10T10:00", "why": "renewal", "every_months": "12"}, row.pk)
    assert "раз в 12 месяцев" in said
    with acting_as(anna.pk):
        trial, renewal = access.case_of(row.pk).looks
    assert (trial.why, renewal.why) == ("trial", "renewal")
    post("look_done", {}, row.pk, trial.id)
    with acting_as(anna.pk):
        assert [look.id for look in access.case_of(row.pk).looks] == [renewal.id]
