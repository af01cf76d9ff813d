"""What a search has found and a supplier has proven becomes a promise, once, and the client hears it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from butler.bookings import taking
from butler.bookings.models import Booking, Evidence, State
from butler.ground.acting import acting_for
from butler.ground.sealing import open_sealed
from butler.language.drafting import Matter
from butler.network.models import Organisation
from butler.sourcing.tests.conftest import network, wish  # noqa: F401 - the search of two tickets
from butler.sourcing.tests.test_whole_search import STALLS, search  # noqa: F401

ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture
def proven(search):  # noqa: F811
    """Nadezhda has offered, we have ordered, she has confirmed."""
    search.presses("Надежда", "offer", **STALLS)
    search.approve()
    return search.says("Надежда", "Подтверждаю: партер, 6 ряд, места 11-12, номер заказа К-11207.", to_order=True)


def test_a_proven_offer_becomes_one_confirmed_promise_and_the_client_is_told(proven):
    assert taking.take_in(now=proven.now) == 1
    assert taking.take_in(now=proven.now) == 0
    with acting_for("test"):
        booking = Booking.objects.get()
        assert (booking.state, booking.kind, booking.party_size) == (State.CONFIRMED, "tickets", 2)
        assert booking.organisation.name == "Театр на Мойке"
        assert booking.starts_at == datetime(2026, 11, 24, 19, 0, tzinfo=ZONE)
        proof = Evidence.objects.get()
        assert (proof.kind, open_sealed(proof, "reference")) == ("mail", "К-11207")
        assert proof.message is not None
    assert proven.approve() == ["confirm"]
    (letter,) = proven.sent("maria@client.test")
    for words in ("Партер, 6 ряд, места 11", "К-11207", "44"):
        assert words in letter


def test_nothing_is_promised_before_the_supplier_has_proven_it(search):  # noqa: F811
    search.presses("Надежда", "offer", **STALLS)
    search.approve()
    assert taking.take_in(now=search.now) == 0


@pytest.mark.parametrize(
    ("kind", "known", "starts", "ends"),
    [
        ("hotel", {"when": "2026-12-04", "until": "2026-12-06"}, (4, 14), (6, 12)),
        ("hotel", {"when": "2026-12-04"}, (4, 14), (5, 12)),
        ("restaurant", {"when": "2026-12-04T19:30"}, (4, 12), (4, 14)),
        ("flowers", {"when": "2026-12-04"}, (4, 12), None),
        ("gift", {}, (1, 10), None),
    ],
)
def test_a_promise_begins_at_the_usual_hour_of_its_kind_where_none_was_said(kind, known, starts, ends):
    at = lambda day, hour: datetime(2026, 12, day, hour, tzinfo=ZONE)  # noqa: E731
    assert taking.when(kind, None, known, ZONE, fallback=at(1, 10)) == (at(*starts), at(*ends) if ends else None)


@pytest.mark.parametrize(
    ("words", "known", "hour"),
    [
        ("дерматолог, четверг 10 декабря, 11:30", {}, (10, 11, 30)),
        ("стол на троих, 19:30", {"when": "2026-12-04"}, (4, 19, 30)),
        ("люкс на верхнем этаже", {"when": "2026-12-04"}, None),
        ("в 17:00", {}, None),
    ],
)
def test_the_hour_of_the_offer_counts_where_the_client_named_none(words, known, hour):
    now = datetime(2026, 12, 3, 10, tzinfo=ZONE)
    said = taking.said_in(words, known, ZONE, now)
    assert said == (datetime(2026, 12, hour[0], hour[1], hour[2], tzinfo=ZONE) if hour else None)


@pytest.mark.parametrize(
    ("kind", "place", "what", "said"),
    [
        ("restaurant", "", "стол у окна, 20:00", "Зал Чишма: стол у окна, 20:00"),
        ("restaurant", "Зал Чишма", "стол у окна, 20:00", "стол у окна, 20:00"),
        ("restaurant", "Булак", "стол у окна, 20:00", "Зал Чишма: стол у окна, 20:00"),
        ("hotel", "", "зал Чишма, люкс", "зал Чишма, люкс"),
        ("agency", "", "партер, 6 ряд", "партер, 6 ряд"),
    ],
)
def test_the_client_hears_once_where_to_go_and_never_who_only_got_it(kind, place, what, said):
    booking = Booking(organisation=Organisation(kind=kind, name="Зал Чишма"))
    assert taking.where_and_what(booking, Matter("restaurant", place=place), what) == said


def test_a_promise_without_a_supplier_is_told_as_it_was_offered():
    assert taking.where_and_what(Booking(), Matter("restaurant"), "стол у окна") == "стол у окна"
