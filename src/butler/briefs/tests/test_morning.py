"""The morning end to end, on PostgreSQL: what the house would notice."""

from datetime import timedelta

import pytest
from django.utils import translation

from butler.bookings import actions as bookings
from butler.bookings.actions import Told
from butler.bookings.models import Evidence
from butler.briefs import access, actions
from butler.briefs.models import Brief, BriefLine, Digest, DigestLine, Morning
from butler.briefs.tests.conftest import TODAY, at
from butler.correspondence.actions import Refused
from butler.correspondence.models import Letter
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.ground.refusals import NotHere


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def digest_of(client, day=TODAY) -> str:
    with acting_for("test"):
        row = Digest.objects.get(client=client, day=day)
        return plain(access.digest(row.pk).text)


def state_of(client) -> str:
    with acting_for("test"):
        return Digest.objects.select_related("letter").get(client=client).letter.state


def everything() -> list:
    with acting_for("test"):
        return [
            sorted(Brief.objects.values_list("pk", "day", "staff", "compiled_at")),
            sorted(BriefLine.objects.values_list("pk", "rank", "code"), key=str),
            sorted(Digest.objects.values_list("pk", "letter", "compiled_at"), key=str),
            sorted(DigestLine.objects.values_list("pk", "rank", "code"), key=str),
            sorted(Letter.objects.values_list("pk", "state", "send_after"), key=str),
        ]


def test_a_key_client_gets_a_letter_a_butler_would_sign(dinner, car, elena, prepare, veresov):
    prepare()
    assert digest_of(veresov) == (
        "Доброе утро, Андрей Сергеевич.\n"
        "Машина будет у подъезда в 9:30, за рулём Роман. Учтено: вода «Боржоми».\n"
        "Столик в ресторане «Северный двор» забронирован на 20:00, на двоих.\n"
        "В четверг, 26 ноября, день рождения супруги, Елены.\n"
        "\n"
        "Анна Лаврова\n"
        "Дом на Мойке"
    )


def test_the_letter_waits_for_a_yes_and_for_the_clients_hour(dinner, prepare, veresov, anna):
    prepare()
    with acting_as(anna.pk):
        [digest] = access.digests_for(anna.pk, TODAY)
    assert digest.is_waiting
    assert digest.sends_at == at(9)
    assert plain(digest.letter.subject) == "Вторник, 24 ноября"
    assert [(line.code, line.booking_id, line.evidence_id) for line in digest.lines] == [
        ("restaurant", dinner.pk, dinner.proven_by_id)
    ]


def test_nothing_unproven_is_ever_said(promise, prepare, veresov, severny_dvor):
    promise(veresov, "restaurant", at(20), proven=False, organisation=severny_dvor)
    stale = promise(veresov, "beauty", at(15), proven=False)
    with acting_for("test"):
        bookings.add_evidence(stale.pk, Told("call", told_by="Ирина"), by=None, now=clock.now() - timedelta(days=30))
        word = promise_word(promise, veresov)
        assert Evidence.objects.get(booking=word).kind == "word"
    prepare()
    with acting_for("test"):
        assert not Digest.objects.exists()


def promise_word(promise, client):
    from butler.bookings.models import Booking

    row = Booking.objects.create(client=client, kind="club", title="Клуб", starts_at=at(18), asked_at=at(1))
    bookings.add_evidence(row.pk, Told("word", told_by="Павел"), by=None, now=clock.now())
    return row


def test_the_morning_twice_changes_nothing(dinner, car, elena, prepare):
    prepare()
    before = everything()
    again = prepare()
    assert everything() == before
    assert (again.digests, again.lines, again.foreseen) == (0, 0, 0)


def test_the_hour_decides_and_a_worker_that_slept_catches_up(dinner, house):
    assert actions.prepare_due(now=at(6, 50)) is None
    with clock.set_to(at(14, 20)):
        assert actions.prepare_due(now=clock.now()).briefs == 1
        assert actions.prepare_due(now=clock.now()) is None
    assert Morning.objects.count() == 1


def test_a_morning_looked_at_ahead_of_time_is_prepared_again_in_its_own_hour(dinner, promise, veresov, prepare):
    tomorrow = TODAY + timedelta(days=1)
    lunch = promise(veresov, "restaurant", at(13, days=1), proven=False)
    prepare(tomorrow)
    with acting_for("test"):
        assert BriefLine.objects.filter(code="unproven", about_id=lunch.pk).exists()
        bookings.add_evidence(lunch.pk, Told("reference", reference="C-3"), by=None, now=at(20))
    with clock.set_to(at(7, days=1)):
        assert actions.prepare_due(now=clock.now()).day == tomorrow
        assert actions.prepare_due(now=clock.now()) is None
    with acting_for("test"):
        assert not BriefLine.objects.filter(code="unproven").exists()
        assert Morning.objects.get().prepared_at == at(7, days=1)


def test_a_letter_written_late_greets_by_the_hour_and_says_only_what_is_ahead(dinner, car, prepare, veresov):
    prepare(now=at(14, 20))
    text = digest_of(veresov)
    assert text.startswith("Добрый день, Андрей Сергеевич.\nСтолик")
    assert "Машина" not in text


def test_no_house_no_morning(db):
    assert actions.prepare_due(now=at(10)) is None


def test_an_english_client_gets_english(promise, admit, anna, prepare, severny_dvor):
    smith = admit(
        led_by=anna, given_name="John", surname="Smith", gender="m", standing="key", language="en", address="title"
    )
    promise(smith, "restaurant", at(20), organisation=severny_dvor, party_size=2, wishes=("у окна", "by the window"))
    prepare()
    assert digest_of(smith) == (
        "Good morning, Mr Smith.\n"
        "A table at Severny dvor is booked at 20:00, for two. As you like it: by the window.\n"
        "\n"
        "Anna Lavrova\n"
        "Dom na Moyke"
    )


def test_a_client_in_tokyo_gets_tokyos_times_and_is_written_to_at_his_own_hour(promise, admit, anna, prepare):
    sato = admit(
        led_by=anna, given_name="Кендзи", surname="Сато", gender="m", standing="key", zone="Asia/Tokyo",
        address="title", city="Токио",
    )  # fmt: skip
    tomorrow = TODAY + timedelta(days=1)
    promise(sato, "restaurant", at(19, days=1, zone="Asia/Tokyo"), zone="Asia/Tokyo", party_size=4)
    prepare()
    # 9:00 in Tokyo was in the night: the letter of this morning is for the next day there
    assert digest_of(sato, tomorrow).startswith(
        "Доброе утро, господин Сато.\nСтолик забронирован на 19:00, на четверых."
    )
    with acting_as(anna.pk):
        [digest] = access.digests_for(anna.pk, TODAY)
    assert (digest.day, digest.sends_at) == (tomorrow, at(9, days=1, zone="Asia/Tokyo"))


def test_a_traveller_reads_local_times_and_home_and_gets_the_letter_when_he_wakes(promise, veresov, prepare, anna):
    promise(
        veresov, "hotel", at(15, days=-2, zone="Asia/Tokyo"), ends_at=at(12, days=3, zone="Asia/Tokyo"),
        zone="Asia/Tokyo", city="Токио", title="Отель",
    )  # fmt: skip
    promise(veresov, "restaurant", at(19, days=1, zone="Asia/Tokyo"), zone="Asia/Tokyo", city="Токио", party_size=2)
    prepare()
    with acting_as(anna.pk):
        [digest] = access.digests_for(anna.pk, TODAY)
    assert digest.sends_at == at(9, days=1, zone="Asia/Tokyo")
    assert "на 19:00 (13:00 дома), на двоих" in plain(digest.text)


def test_a_digest_never_has_more_than_five_lines(promise, prepare, veresov, elena):
    for hour in range(10, 20):
        promise(veresov, "restaurant", at(hour), importance=hour % 4)
    prepare()
    with acting_for("test"):
        lines = DigestLine.objects.order_by("rank")
        assert [line.rank for line in lines] == [1, 2, 3, 4, 5]
        assert all(line.evidence_id or line.occasion_id for line in lines)


def test_a_regular_client_and_one_who_wants_no_letter_get_none(admit, anna, promise, prepare):
    for fields in ({"standing": "regular"}, {"standing": "key", "digest_at": None}):
        promise(admit(led_by=anna, given_name="Лев", surname="Ким", gender="m", **fields), "restaurant", at(20))
    prepare()
    with acting_for("test"):
        assert not Digest.objects.exists()


# What becomes of a letter when facts change


def move(booking, starts_at):
    with acting_for("test"):
        type(booking).objects.filter(pk=booking.pk).update(starts_at=starts_at)


def test_a_letter_that_waits_follows_the_facts(dinner, car, prepare, veresov):
    prepare()
    move(dinner, at(21))
    actions.prepare_due(now=clock.now())
    assert "на 21:00" in digest_of(veresov)
    with acting_for("test"):
        assert Letter.objects.count() == 1


def test_a_ring_at_which_nothing_changed_opens_nothing(dinner, prepare, olshanskaya, promise, owner):
    promise(olshanskaya, "flowers", at(12))
    prepare()

    def opened() -> int:
        with acting_as(owner.pk):
            return Entry.objects.filter(what="opened", purpose="morning").count()

    before = opened()
    actions.prepare_due(now=clock.now() + timedelta(minutes=10))
    assert opened() == before
    move(dinner, at(21))
    actions.prepare_due(now=clock.now() + timedelta(minutes=20))
    assert opened() == before + 1  # Veresov's, not Olshanskaya's


def test_somebodys_own_words_are_kept_and_marked(dinner, car, prepare, veresov, anna):
    prepare()
    with acting_as(anna.pk):
        actions.edit(Digest.objects.get().pk, "Доброе утро!", by=anna, now=clock.now())
    move(dinner, at(21))
    actions.prepare_due(now=clock.now())
    with acting_as(anna.pk):
        [digest] = access.digests_for(anna.pk, TODAY)
        assert (digest.text, digest.edited_by, digest.is_outdated) == ("Доброе утро!", anna, True)
        with pytest.raises(Refused, match="facts_changed"):
            actions.approve(digest.id, by=anna, now=clock.now())
        actions.edit(digest.id, "Доброе утро! Ужин в 21:00.", by=anna, now=clock.now())
        actions.approve(digest.id, by=anna, now=clock.now())
    assert state_of(veresov) == "new"


def test_an_approved_letter_that_is_no_longer_true_is_withdrawn_and_written_anew(dinner, car, prepare, veresov, anna):
    prepare()
    with acting_as(anna.pk):
        actions.approve(Digest.objects.get().pk, by=anna, now=clock.now())
    with acting_for("test"):
        bookings.cancel(dinner.pk, told_by="метрдотель", by=None, now=clock.now())
    actions.prepare_due(now=clock.now())
    text = digest_of(veresov)
    assert "Столик" not in text
    assert "Машина" in text
    assert state_of(veresov) == "waiting"
    with acting_for("test"):
        assert sorted(Letter.objects.values_list("state", flat=True)) == ["waiting", "withdrawn"]
    with acting_as(anna.pk):
        assert Entry.objects.filter(what="digest.withdrawn", client_id=veresov.pk).count() == 1


def test_an_approved_letter_stays_when_there_is_only_more_to_say(dinner, prepare, promise, veresov, anna):
    prepare()
    with acting_as(anna.pk):
        actions.approve(Digest.objects.get().pk, by=anna, now=clock.now())
    promise(veresov, "transfer", at(19))
    actions.prepare_due(now=clock.now())
    assert state_of(veresov) == "new"


def test_a_letter_about_nothing_any_more_leaves_the_desk_and_comes_back_with_the_facts(
    dinner, prepare, promise, veresov
):
    prepare()
    with acting_for("test"):
        bookings.cancel(dinner.pk, told_by="метрдотель", by=None, now=clock.now())
    actions.prepare_due(now=clock.now())
    assert state_of(veresov) == "withdrawn"
    promise(veresov, "transfer", at(19))
    actions.prepare_due(now=clock.now())
    assert state_of(veresov) == "waiting"
    assert "Машина" in digest_of(veresov)


# A yes, a no, a slip


def test_many_letters_are_approved_at_once_and_the_journal_says_who(dinner, prepare, promise, olshanskaya, anna):
    promise(olshanskaya, "flowers", at(12))
    prepare()
    with acting_as(anna.pk):
        ids = [digest.id for digest in access.digests_for(anna.pk, TODAY)]
        approved, refused = actions.approve_all(ids, by=anna, now=clock.now())
        assert (len(approved), refused) == (2, {})
        assert Entry.objects.filter(what="letter.approved", staff_id=anna.pk).count() == 2
        approved, refused = actions.approve_all(ids, by=anna, now=clock.now())
        assert (approved, set(refused.values())) == ([], {"not_waiting"})


def test_a_refused_letter_is_not_written_again(dinner, prepare, veresov, anna):
    prepare()
    with acting_as(anna.pk):
        actions.refuse(Digest.objects.get().pk, by=anna, now=clock.now())
    move(dinner, at(21))
    actions.prepare_due(now=clock.now())
    assert state_of(veresov) == "withdrawn"


@pytest.mark.parametrize("answer", [actions.approve, actions.refuse])
def test_a_slip_is_taken_back_within_ten_seconds(answer, dinner, prepare, veresov, anna):
    prepare()
    now = clock.now()
    with acting_as(anna.pk):
        pk = Digest.objects.get().pk
        answer(pk, by=anna, now=now)
        actions.take_back(pk, by=anna, now=now + timedelta(seconds=9))
        assert access.digest(pk).is_waiting
        answer(pk, by=anna, now=now)
        with pytest.raises(Refused, match="too_late"):
            actions.take_back(pk, by=anna, now=now + timedelta(seconds=30))


def test_a_letter_of_a_day_that_is_over_is_not_approved(dinner, prepare, anna):
    prepare()
    with acting_as(anna.pk), pytest.raises(Refused, match="too_late"):
        actions.approve(Digest.objects.get().pk, by=anna, now=clock.now() + timedelta(days=1))


# Who reads what


def test_a_stranger_learns_nothing_of_annas_morning(dinner, car, elena, prepare, anna, mark, veresov):
    prepare()
    with acting_for("test"):
        letter_of_veresov = Digest.objects.get().pk
    with acting_as(mark.pk):
        assert not BriefLine.objects.exists()
        assert not Digest.objects.exists()
        for door in (
            lambda: access.read_brief(anna.pk, TODAY, now=clock.now()),
            lambda: access.digests_for(anna.pk, TODAY),
            lambda: actions.approve(letter_of_veresov, by=mark, now=clock.now()),
        ):
            with pytest.raises(NotHere):
                door()
        mine = access.read_brief(mark.pk, TODAY, now=clock.now())
        assert mine.compiled_at == clock.now()
        assert [line for section in mine.sections for line in section.lines] == []


def test_a_morning_that_is_not_prepared_says_so(house, anna):
    with acting_as(anna.pk), translation.override("en"):
        brief = access.read_brief(anna.pk, TODAY, now=clock.now())
    assert (brief.compiled_at, brief.lede) == (None, "This morning is not prepared yet.")


def test_a_lead_and_the_owner_read_the_brief_of_a_colleague(dinner, prepare, anna, vera, owner, auditor):
    prepare()
    for reader in (vera, owner):
        with acting_as(reader.pk):
            assert access.read_brief(anna.pk, TODAY, now=clock.now()).section("today").lines
    with acting_as(auditor.pk), pytest.raises(NotHere):
        access.read_brief(anna.pk, TODAY, now=clock.now())


POISON = "Кипарис-9071"


def test_no_word_of_a_client_is_in_a_brief(promise, prepare, veresov, severny_dvor, anna):
    promise(veresov, "restaurant", at(20), title=POISON, place=POISON, wishes=(POISON,), proven=False)
    promise(veresov, "restaurant", at(20, 10), title=POISON, place=POISON + "!")
    prepare()
    with acting_for("test"):
        for model in (Brief, BriefLine, Digest, DigestLine, Morning):
            assert POISON not in str(list(model.objects.values()))
    with acting_as(anna.pk):
        assert POISON in str(access.read_brief(anna.pk, TODAY, now=clock.now()))


def test_the_brief_says_what_is_at_risk_and_opens_its_source(
    promise, prepare, veresov, anna, severny_dvor, oranzhereya
):
    dinner = promise(veresov, "restaurant", at(20), proven=False, title="Ужин", organisation=severny_dvor, importance=3)
    other = promise(veresov, "restaurant", at(20, 30), title="Встреча за ужином", organisation=oranzhereya)
    prepare()
    with acting_as(anna.pk), translation.override("en"):
        brief = access.read_brief(anna.pk, TODAY, now=clock.now())
    risks = {line.code: line for line in brief.section("risk").lines}
    assert (risks["unproven"].about, risks["unproven"].about_id) == ("bookings.Booking", dinner.pk)
    assert risks["unproven"].severity == "risk"
    assert risks["unproven"].client.surname == "Вересов"
    today = [(line.time, line.text) for line in brief.section("today").lines]
    assert today == [("20:00", "Ужин"), ("20:30", "Встреча за\u00a0ужином")]
    assert other.pk in {line.about_id for line in brief.section("today").lines}


@pytest.mark.parametrize(
    ("language", "today", "tomorrow"),
    [("ru", "20:00 (2:00 там)", "завтра, 9:00"), ("en", "20:00 (2:00 there)", "tomorrow, 9:00")],
)
def test_a_risk_says_the_time_of_the_house_first_and_the_day_where_it_is_another(
    promise, prepare, veresov, anna, language, today, tomorrow
):
    promise(veresov, "restaurant", at(2, days=1, zone="Asia/Tokyo"), proven=False, zone="Asia/Tokyo")
    promise(veresov, "beauty", at(9, days=1), proven=False, title="Стрижка")
    prepare()
    with acting_as(anna.pk), translation.override(language):
        brief = access.read_brief(anna.pk, TODAY, now=clock.now())
    assert {line.time for line in brief.section("risk").lines} == {today, tomorrow}


def test_what_was_seen_to_since_is_settled(promise, prepare, veresov, anna):
    row = promise(veresov, "restaurant", at(20), proven=False)
    prepare()
    with acting_for("test"):
        bookings.add_evidence(row.pk, Told("reference", reference="B-2"), by=None, now=clock.now())
    with acting_as(anna.pk):
        brief = access.read_brief(anna.pk, TODAY, now=clock.now())
    [line] = brief.section("risk").lines
    assert (line.is_settled, line.severity) == (True, "off")


def test_running_again_adds_only_what_is_new(dinner, prepare, promise, veresov, anna):
    prepare()
    with acting_for("test"):
        before = set(BriefLine.objects.values_list("pk", flat=True))
    promise(veresov, "beauty", at(16), told_at=clock.now())
    assert prepare().lines > 0
    with acting_for("test"):
        assert set(BriefLine.objects.values_list("pk", flat=True)) > before
