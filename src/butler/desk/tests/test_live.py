"""What changes reaches the pages that are open: of one's own clients only, and never with words."""

import threading

import pytest
from django.db import connection, transaction

from butler.desk.pages.live import MOST_STREAMS, Rights
from butler.ground import listening, live
from butler.ground.listening import Told


@pytest.fixture
def about(olshanskaya):
    return Told("conversation", str(olshanskaya.pk), "7")


def test_those_who_serve_the_client_hear_of_it_and_mark_does_not(anna, ilya, mark, about):
    heard = {person.given_name: Rights(person).may_hear(about) for person in (anna, ilya, mark)}
    assert heard == {"Анна": True, "Илья": True, "Марк": False}


def test_what_has_no_client_yet_is_heard_by_those_who_sort_mail(anna, vera, owner):
    unsorted = Told("conversation", "", "7")
    assert [Rights(person).may_hear(unsorted) for person in (anna, vera, owner)] == [False, True, True]


def test_the_stream_is_for_colleagues(client, anna):
    assert client.get("/live/").status_code == 302
    client.force_login(anna)
    answer = client.get("/live/")
    assert answer.headers["Content-Type"] == "text/event-stream"
    answer.close()


def test_when_there_are_too_many_streams_the_page_is_told_to_ask_instead(client, anna, monkeypatch):
    client.force_login(anna)
    monkeypatch.setattr("butler.desk.pages.live.open_pages", lambda: MOST_STREAMS)
    assert client.get("/live/").status_code == 204


def test_it_is_told_when_it_is_true_and_not_before(db):
    heard = []
    with listening.hearing() as wait:
        elsewhere(change_two_of_which_one_stays)
        while (told := wait(10)) is not None:
            heard.append(told.about)
            if told.about == "kept":
                break
        assert wait(0.3) is None
    assert heard == ["kept"]
    assert listening.open_pages() == 0


def change_two_of_which_one_stays() -> None:
    with transaction.atomic():
        live.changed("conversation", about="taken back")
        transaction.set_rollback(True)
    with transaction.atomic():
        live.changed("conversation", about="kept")
        live.changed("conversation", about="kept")


def elsewhere(act) -> None:
    """In a thread of its own, whose transactions really end."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    other.join(10)
