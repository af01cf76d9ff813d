"""Promises are wanted, held, proven, fall stale, end or are called off; and never confirmed without evidence."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from butler.bookings import access, actions, jobs
from butler.bookings.actions import Told
from butler.bookings.models import Booking, Evidence, Instruction, State
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere

from .conftest import at

REFERENCE = "SD-4821-ЯШМА"
CALL = Told("call", told_by="Полина, хостес")


def tell(booking, told, *, by, now=None):
    with acting_as(by.pk):
        return actions.add_evidence(booking.pk, told, by=by, now=now or clock.now())


def state(booking, person):
    with acting_as(person.pk):
        return Booking.objects.get(pk=booking.pk).state


def card(booking, person, now=None):
    with acting_as(person.pk):
        return access.booking(booking.pk, now=now or clock.now())


def test_a_wish_is_not_a_promise(dinner, anna):
    assert state(dinner, anna) == State.WANTED
    assert card(dinner, anna).where == "Северный двор"


def test_evidence_confirms_and_says_who_when_how(dinner, anna):
    tell(dinner, Told("reference", told_by="Полина", reference=REFERENCE), by=anna)
    assert state(dinner, anna) == State.CONFIRMED
    found = card(dinner, anna)
    assert (found.proof.kind, found.proof.told_by, found.proof.taken_by) == ("reference", "Полина", anna)
    assert found.proof.reference == REFERENCE


def test_a_word_does_not_confirm(dinner, anna):
    tell(dinner, Told("word", told_by="Полина"), by=anna)
    assert state(dinner, anna) == State.UNPROVEN


def test_a_hold_is_kept_until_their_deadline(dinner, anna):
    with acting_as(anna.pk):
        actions.hold(dinner.pk, until=at("16:00"), by=anna, now=clock.now())
    assert state(dinner, anna) == State.HELD
    with clock.set_to(at("16:00")):
        jobs.recompute(0)
    assert state(dinner, anna) == State.UNPROVEN


def test_stale_evidence_falls_back_and_the_sweep_may_run_twice(dinner, anna, auditor):
    tell(dinner, Told("mail", told_by="Полина", good_until=at("18:00")), by=anna)
    with acting_for("recompute"):
        assert actions.recompute_stale(now=at("17:59")) == 0
        assert actions.recompute_stale(now=at("18:00")) == 1
        assert actions.recompute_stale(now=at("18:00")) == 0
    assert state(dinner, anna) == State.UNPROVEN
    with acting_as(auditor.pk):
        line = Entry.objects.get(what="booking.state", purpose="recompute")
    assert line.detail == {"before": "confirmed", "after": "unproven"}


def test_an_evening_that_is_over_is_done(dinner, anna):
    tell(dinner, CALL, by=anna)
    with acting_for("recompute"):
        assert actions.recompute_stale(now=at("23:00")) == 1
    assert state(dinner, anna) == State.DONE


def test_a_page_is_right_even_when_the_worker_sleeps(dinner, anna):
    tell(dinner, Told("mail", told_by="Полина", good_until=at("18:00")), by=anna)
    assert card(dinner, anna, at("17:59")).is_proven
    assert card(dinner, anna, at("18:00")).state == State.UNPROVEN


def test_the_same_cancellation_twice_is_one(dinner, anna, auditor):
    tell(dinner, CALL, by=anna)
    for teller in ("Полина, письмо", "Полина, звонок"):
        with acting_as(anna.pk):
            actions.cancel(dinner.pk, told_by=teller, by=anna, now=clock.now())
    found = card(dinner, anna)
    assert (found.state, found.cancelled_told_by) == (State.CANCELLED, "Полина, письмо")
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="booking.cancelled").count() == 1


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (Told("call"), actions.NobodyNamed),
        (Told("word", reference="5"), actions.NobodyNamed),
        (Told("reference", told_by="Полина"), actions.NobodyNamed),
        (Told("mail"), actions.NobodyNamed),
        (Told("mail", told_by="Полина", good_until=at("7:00")), actions.InThePast),
    ],
)
def test_evidence_from_nobody_is_refused(told, refusal, dinner, anna):
    with pytest.raises(refusal):
        tell(dinner, told, by=anna)
    assert state(dinner, anna) == State.WANTED


def test_a_cancelled_booking_takes_no_evidence_and_no_hold(dinner, anna):
    with acting_as(anna.pk):
        actions.cancel(dinner.pk, told_by="Полина", by=anna, now=clock.now())
        for verb in (
            lambda: actions.add_evidence(dinner.pk, CALL, by=anna, now=clock.now()),
            lambda: actions.hold(dinner.pk, until=None, by=anna, now=clock.now()),
        ):
            with pytest.raises(actions.IsOff):
                verb()


def test_instructions_are_confirmed_or_refused_line_by_line(dinner, anna):
    with acting_as(anna.pk):
        line = actions.instruct(dinner.pk, text="Стол у окна, без цветов", is_must=True, by=anna, now=clock.now())
        assert access.booking(dinner.pk, now=clock.now()).open_musts == 1
        actions.answer_instruction(line.pk, Instruction.State.CONFIRMED, by=anna, now=clock.now())
        found = access.booking(dinner.pk, now=clock.now())
    assert found.open_musts == 0
    assert found.instructions[0].text == "Стол у окна, без цветов"


def test_a_stranger_learns_and_changes_nothing(dinner, anna, mark):
    with acting_as(anna.pk):
        line = actions.instruct(dinner.pk, text="Стол у окна", by=anna, now=clock.now())
    doors = [
        lambda: access.booking(dinner.pk, now=clock.now()),
        lambda: actions.add_evidence(dinner.pk, CALL, by=mark, now=clock.now()),
        lambda: actions.hold(dinner.pk, until=None, by=mark, now=clock.now()),
        lambda: actions.cancel(dinner.pk, told_by="я", by=mark, now=clock.now()),
        lambda: actions.instruct(dinner.pk, text="я", by=mark, now=clock.now()),
        lambda: actions.answer_instruction(line.pk, "refused", by=mark, now=clock.now()),
        lambda: actions.recompute(dinner.pk, now=clock.now()),
    ]
    for door in doors:
        with acting_as(mark.pk), pytest.raises(NotHere):
            door()
    with acting_as(mark.pk):
        assert access.bookings_between(at("0:00"), at("0:00", 25), now=clock.now()) == []
    assert state(dinner, anna) == State.WANTED


def test_lists_mask_references_and_read_in_few_queries(dinner, veresov, anna):
    with acting_as(anna.pk):
        for hour in range(9, 19):
            row = actions.book(
                veresov, kind="transfer", title=f"Машина {hour}", starts_at=at(f"{hour}:00"), by=anna, now=clock.now()
            )
            actions.add_evidence(row.pk, Told("reference", reference=REFERENCE), by=anna, now=clock.now())
            actions.instruct(row.pk, text="Вода без газа", by=anna, now=clock.now())
    with acting_as(anna.pk), CaptureQueriesContext(connection) as queries:
        found = access.bookings_between(at("0:00"), at("0:00", 25), now=clock.now())
    assert [each.title for each in found][-1] == "Ужин на четверых"
    assert len(found) == 11
    assert len(queries) <= 5
    assert REFERENCE not in repr(found)
    assert found[0].proof.reference == "•••"


def test_unproven_means_not_proven_the_most_important_first(dinner, veresov, anna):
    with acting_as(anna.pk):
        car = actions.book(
            veresov, kind="transfer", title="Машина", starts_at=at("9:00"), by=anna, now=clock.now(), importance=1
        )
        sure = actions.book(veresov, kind="rail", title="Поезд", starts_at=at("9:30"), by=anna, now=clock.now())
        actions.add_evidence(sure.pk, Told("pass", reference="12A"), by=anna, now=clock.now())
        found = access.unproven_between(at("0:00"), at("0:00", 25), now=clock.now())
        only = access.unproven_between(at("0:00"), at("0:00", 25), now=clock.now(), client_ids=[veresov.pk])
    assert [each.id for each in found] == [dinner.pk, car.pk]
    assert [each.id for each in only] == [car.pk]


def test_a_state_cannot_be_given_and_the_database_refuses_confirmed_without_evidence(dinner, olshanskaya, anna):
    with acting_as(anna.pk), pytest.raises(TypeError, match="computed, never given"):
        actions.book(
            olshanskaya, kind="other", title="x", starts_at=at("9:00"), by=anna, now=clock.now(), state="confirmed"
        )
    with (
        acting_as(anna.pk),
        pytest.raises(IntegrityError, match="booking_confirmed_has_evidence"),
        transaction.atomic(),
    ):
        Booking.objects.update(state=State.CONFIRMED)


VERBS = st.lists(
    st.tuples(
        st.sampled_from(["word", "call", "mail", "stale", "hold", "cancel", "sweep"]), st.integers(1, 60 * 24 * 4)
    ),
    max_size=7,
)


@given(verbs=VERBS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_in_whatever_order_confirmed_has_evidence_that_stands(verbs, olshanskaya, anna):
    now = clock.now()
    with acting_as(anna.pk):
        row = actions.book(olshanskaya, kind="other", title="x", starts_at=now + timedelta(days=9), by=anna, now=now)
        for verb, minutes in verbs:
            now += timedelta(minutes=minutes)
            _do(verb, row, anna, now)
            row.refresh_from_db()
            if row.state == State.CONFIRMED:
                assert row.proven_by.kind != Evidence.Kind.WORD
                assert row.proven_by.received_at <= now
                assert row.proven_by.good_until is None or row.proven_by.good_until > now


def _do(verb, row, by, now):
    told = {
        "word": Told("word", told_by="а"), "call": Told("call", told_by="а"), "mail": Told("mail", told_by="а"),
        "stale": Told("mail", told_by="а", good_until=now + timedelta(hours=1)),
    }.get(verb)  # fmt: skip
    try:
        if told:
            actions.add_evidence(row.pk, told, by=by, now=now)
        elif verb == "hold":
            actions.hold(row.pk, until=now + timedelta(hours=3), by=by, now=now)
        elif verb == "cancel":
            actions.cancel(row.pk, told_by="а", by=by, now=now)
        else:
            actions.recompute_stale(now=now)
    except actions.IsOff:
        assert row.state == State.CANCELLED
