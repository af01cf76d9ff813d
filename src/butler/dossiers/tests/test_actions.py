"""What colleagues write into a dossier, what they read back, and what stays closed."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError
from django.db.utils import InternalError

from butler.dossiers import access, actions
from butler.dossiers.models import Preference
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere

TODAY = date(2026, 11, 24)


def read(person, client):
    with acting_as(person.pk):
        return access.dossier(client.pk, now=clock.now())


def journal_of(auditor):
    with acting_as(auditor.pk):
        return list(Entry.objects.order_by("at").values_list("what", flat=True))


@pytest.fixture
def furnished(olshanskaya, anna):
    """Something in every part of the dossier."""
    at = olshanskaya.pk
    with acting_as(anna.pk):
        pavel = actions.add_person(at, relation="spouse", given_name="Павел", about="согласует подарки")
        actions.add_contact(at, kind="phone", value="8 921 555-01-02", is_preferred=True)
        actions.add_contact(at, kind="mail", value="Pavel@Mail.Example", person=pavel)
        actions.add_occasion(at, kind="anniversary", month=11, day=26, year=2014, title="Годовщина", person=pavel)
        actions.add_preference(at, value="Лилии", topic="flowers", polarity="never", today=TODAY)
        actions.add_preference(at, value="Рислинг", topic="drink", polarity="likes", today=TODAY)
        actions.add_preference(at, value="Вода без газа", topic="drink", polarity="must", today=TODAY, confidence=40)
        actions.add_document(at, kind="travel_passport", expires_on=date(2027, 3, 14), number="75 1234567")
        actions.add_secret(at, "identity", label="Код подъезда", value="38К")
        actions.add_mandate(at, category="all", limit=150_000)
        actions.add_gift(at, title="Платок", given_on=date(2025, 3, 14), person=pavel)
        actions.add_note(at, text="Любит, когда тихо", by=anna, now=clock.now())
    return olshanskaya


def test_a_dossier_reads_as_it_was_written(furnished, anna):
    found = read(anna, furnished)
    pavel = found.circle[0]
    assert (pavel.name, pavel.relation, pavel.contacts[0].value) == ("Павел", "spouse", "Pavel@Mail.Example")
    assert [line.value for line in found.never] == ["Лилии"]
    assert [line.value for line in found.tastes[0].lines] == ["Вода без газа", "Рислинг"]  # what must be, first
    assert (found.soon[0].next_on, found.soon[0].turns) == (date(2026, 11, 26), 12)
    assert found.phone().link == "tel:+79215550102"
    assert found.documents[0].number_id
    assert [line.label for part in found.secrets for line in part.lines] == ["Код подъезда"]
    assert (found.gifts[0].title, found.notes[0].text, found.mandates[0].limit) == (
        "Платок",
        "Любит, когда тихо",
        150_000,
    )
    assert {holder.staff.given_name for holder in found.holders} == {"Анна", "Илья"}


def test_reading_a_dossier_takes_the_same_queries_however_much_is_in_it(
    furnished, olshanskaya, anna, django_assert_max_num_queries
):
    with acting_as(anna.pk), django_assert_max_num_queries(17):
        access.dossier(furnished.pk, now=clock.now())


def test_a_stranger_reads_writes_and_finds_nothing(furnished, mark):
    for attempt in (
        lambda: access.dossier(furnished.pk, now=clock.now()),
        lambda: actions.add_note(furnished.pk, text="я был здесь", by=mark, now=clock.now()),
        lambda: actions.edit_card(furnished.pk, city="Марков"),
        lambda: access.reveal(furnished.pk, "identity", furnished.pk, reason="booking"),
    ):
        with pytest.raises(NotHere), acting_as(mark.pk):
            attempt()
    with acting_as(mark.pk):
        assert access.find_person("phone", "+79215550102") == []
        assert access.who_looked(furnished.pk) == []


def test_the_lock_in_code_holds_when_the_database_shows_too_much(furnished, mark, monkeypatch):
    from butler.dossiers.access import grants

    with acting_for("test"):
        held = list(grants._standing_grants(clock.now()).filter(client=furnished.pk).select_related("staff__team"))
    with pytest.raises(NotHere), acting_as(mark.pk):
        grants._check(held)


def test_a_number_is_found_however_it_is_written_and_without_being_opened(furnished, anna, auditor):
    with acting_as(anna.pk):
        phone, mail = access.find_person("phone", "+7 (921) 5550102"), access.find_person("mail", "PAVEL@mail.example")
        passport = access.find_person("document", "75-1234567")
    assert [found.client_id for found in (*phone, *mail, *passport)] == [furnished.pk] * 3
    assert mail[0].person_id
    assert not phone[0].person_id
    assert "opened" not in journal_of(auditor)


def test_a_closed_value_is_shown_one_at_a_time_and_the_journal_says_why(furnished, anna, auditor):
    number = read(anna, furnished).documents[0].number_id
    with acting_as(anna.pk):
        assert access.reveal(furnished.pk, "document", number, reason="check_in") == "75 1234567"
    with acting_as(auditor.pk):
        shown = Entry.objects.get(what="revealed")
    assert (shown.staff_id, shown.client_id) == (anna.pk, furnished.pk)
    assert shown.detail == {"compartment": "identity", "reason": "check_in"}


def test_a_closed_compartment_says_that_it_is_there_and_nothing_more(furnished, owner):
    found = read(owner, furnished)
    assert {part.compartment: part.is_open for part in found.secrets} == {
        "identity": False,
        "health": False,
        "finance": False,
    }
    assert not any(part.lines for part in found.secrets)
    assert found.documents[0].number_id is None


def test_a_value_goes_only_into_a_compartment_that_is_open(furnished, anna):
    with pytest.raises((ProgrammingError, InternalError)), acting_as(anna.pk):
        actions.add_secret(furnished.pk, "finance", label="Карта", value="0000", noted_on=TODAY)


def test_the_same_taste_told_twice_is_one_fact_seen_twice(olshanskaya, anna):
    with acting_as(anna.pk):
        for words in ("Вода без газа", "вода  без газа"):
            row = actions.add_preference(olshanskaya.pk, value=words, topic="drink", polarity="likes", today=TODAY)
        assert Preference.objects.count() == 1
    assert (row.times_seen, row.is_confirmed, row.confidence) == (2, True, 80)


def test_a_taste_that_was_contradicted_waits_to_be_asked_about(furnished, anna):
    line = next(line for line in read(anna, furnished).tastes[0].lines if line.value == "Рислинг")
    with acting_as(anna.pk):
        actions.contradict_preference(furnished.pk, line.id, evidence="дважды не заказала")
    line = next(line for line in read(anna, furnished).tastes[0].lines if line.value == "Рислинг")
    assert line.is_doubtful
    assert line.evidence == "дважды не заказала"


def test_somebody_removed_goes_with_what_hangs_on_them_and_comes_back_whole(furnished, anna, auditor):
    pavel = read(anna, furnished).circle[0]
    with acting_as(anna.pk):
        actions.remove(furnished.pk, "person", pavel.id, now=clock.now())
    gone = read(anna, furnished)
    assert not gone.circle
    assert not gone.occasions
    assert len(gone.contacts) == 1
    with acting_as(anna.pk):
        assert access.find_person("mail", "pavel@mail.example") == []
        actions.restore(furnished.pk, "person", pavel.id)
        actions.restore(furnished.pk, "person", pavel.id)
    back = read(anna, furnished)
    assert back.circle[0].contacts[0].value == "Pavel@Mail.Example"
    assert len(back.occasions) == 1
    assert journal_of(auditor).count("person.restored") == 1


def test_a_client_handed_over_takes_the_grants_along(furnished, anna, ilya, mark, vera):
    with acting_as(vera.pk):
        actions.change_leaders(furnished.pk, led_by=ilya, covered_by=vera, now=clock.now())
    for person, sees in ((anna, False), (ilya, True), (vera, True), (mark, False)):
        with acting_as(person.pk):
            assert bool(access.cards([furnished.pk])) is sees
    found = read(ilya, furnished)
    assert (found.led_by, found.covered_by) == (ilya, vera)


def test_a_concierge_hands_nobody_over(furnished, anna, mark):
    with pytest.raises(ProgrammingError, match="may not give grants"), acting_as(anna.pk):
        actions.change_leaders(furnished.pk, led_by=mark, covered_by=None, now=clock.now())


def test_grants_become_exactly_what_was_chosen(furnished, vera, mark, ilya):
    with acting_as(vera.pk):
        actions.set_grants(ilya, furnished.pk, {"profile", "health"}, until=None, reason="врач на дом", now=clock.now())
        held = access.grants_now([furnished.pk], now=clock.now())[furnished.pk][ilya.pk]
        assert set(held) == {"profile", "health"}
        actions.set_grants(
            mark, furnished.pk, {"profile"}, until=clock.now() + timedelta(days=1), reason="смена", now=clock.now()
        )
    assert read(mark, furnished).card.surname == "Ольшанская"
    with clock.set_to(clock.now() + timedelta(days=1)), pytest.raises(NotHere):
        read(mark, furnished)


def test_who_looked_tells_a_reading_from_a_name_in_a_list(furnished, anna, ilya):
    with acting_as(ilya.pk):
        access.cards()
    read(anna, furnished)
    with acting_as(anna.pk):
        looks = access.who_looked(furnished.pk, 7)
    assert {(look.staff.given_name, look.only_name) for look in looks} == {("Анна", False), ("Илья", True)}
