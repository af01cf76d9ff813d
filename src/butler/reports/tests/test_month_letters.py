"""The monthly letter «hours returned to you», from the end of a month to the outbox."""

import io
from datetime import UTC, date, datetime

import pypdf
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from butler.correspondence.models import Approval, Letter, LetterFile
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.reports import access, actions, printing
from butler.reports.models import MonthLetter, Wish
from butler.reports.rules import letter as rules
from butler.reports.rules.letter import Addressee
from butler.requests.rules.returned import ALONE, Settled, returned

from .conftest import MOSCOW, at
from .test_report import words_of

NOVEMBER = date(2026, 11, 1)
FIRST = at(9, 1, 12)  # of December, past the morning hour
SUPPLIER = "Северном дворе"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def settled(asked, olshanskaya, veresov, anna):
    """Of Olshanskaya's November: two tables, a doctor and a flight; Veresov's gift is his alone."""
    asked(olshanskaya, anna, "restaurant", "booked", "delivered")
    asked(olshanskaya, anna, "restaurant", "booked", "delivered", day=9)
    asked(olshanskaya, anna, "medical", "closed", day=12, title="Кардиолог в «Северной клинике»")
    asked(olshanskaya, anna, "flight", "booked", "delivered", day=20)
    asked(veresov, anna, "gift", "closed", day=21)


@pytest.fixture
def wanted(settled, olshanskaya, anna):
    with acting_as(anna.pk):
        actions.want(olshanskaya.pk, by=anna, now=clock.now())
    return olshanskaya


@pytest.fixture
def ring():
    """The job rings: ring(), ring(at(9, 2, 12))."""

    def make(moment: datetime = FIRST) -> int:
        with clock.set_to(moment):
            return actions.prepare_due(now=moment)

    return make


@pytest.fixture
def drafted(wanted, ring):
    ring()
    with acting_for("test"):
        return MonthLetter.objects.select_related("letter").get()


def test_the_letter_is_one_that_a_butler_would_sign(drafted, anna, olshanskaya):
    with acting_as(anna.pk):
        found = access.month_letter(olshanskaya.pk, NOVEMBER)
    assert plain(found.letter.subject) == "Часы, возвращённые вам: ноябрь 2026"
    assert plain(found.letter.body) == (
        "Доброе утро, Мария Андреевна.\n\n"
        "В ноябре мы завершили для вас четыре дела. По нашим подсчётам, это вернуло вам пять часов.\n\n"
        "— личный вопрос: 3 ч\n"
        "— перелёт: 1 ч 30 мин\n"
        "— два столика в ресторанах: 1 ч 20 мин\n\n"
        "Если что-то хочется иначе, скажите: учтём.\n\n"
        "Анна Лаврова\nДом на Мойке\n\n"
        "Как мы считаем: за каждое завершённое дело берём время, которое оно обычно занимает без помощника: поиск, "
        "звонки, ожидание, оплата. Личный вопрос — 3 ч, перелёт — 1 ч 30 мин, столик в ресторане — 40 мин. Если наша "
        "работа заняла больше, считаем её. Отменённое не входит, часы округлены вниз."
    )


def test_it_waits_for_a_yes_with_its_paper_and_leaves_at_the_clients_hour(drafted, anna, olshanskaya):
    letter = drafted.letter
    assert (letter.state, letter.purpose, letter.channel) == ("waiting", "month", "mail")
    assert letter.send_after == at(9, 2, 12)  # drafted at nine sharp: tomorrow at her hour
    with acting_as(anna.pk), clock.set_to(at(12, 1, 12)):
        paper = access.paper_of(letter.pk)
        actions.approve(drafted.pk, by=anna, now=clock.now())
        letter.refresh_from_db()
        assert (letter.state, letter.send_after) == ("new", at(9, 2, 12))
    text = plain(pdf_text(paper))
    for words in ("Возвращённые часы", "Ноябрь 2026", "пять часов", "два столика в ресторанах", "Как мы считаем"):
        assert words in text
    read = pypdf.PdfReader(io.BytesIO(paper))
    assert (len(read.pages), read.trailer["/Root"]["/Lang"]) == (1, "ru")


def test_nothing_of_others_of_suppliers_or_of_health_is_told(drafted, anna, olshanskaya):
    with acting_as(anna.pk):
        body = access.month_letter(olshanskaya.pk, NOVEMBER).letter.body + pdf_text(access.paper_of(drafted.letter_id))
    for word in ("Вересов", SUPPLIER, "подар", "ардиолог", "клиник", "₽"):
        assert word not in body


def test_the_job_rung_twice_makes_one_letter(wanted, ring):
    assert [ring(), ring(), ring(at(12, 1, 12)), ring(at(9, 3, 12))] == [1, 0, 0, 0]
    with acting_for("test"):
        assert (MonthLetter.objects.count(), Letter.objects.count(), LetterFile.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("moment", "letters"),
    [(at(23, 30), 0), (at(6, 1, 12), 0), (at(9, 1, 12), 1), (at(9, 5, 12), 1), (at(9, 6, 12), 0)],
)
def test_it_is_written_in_the_first_days_of_the_month_past_the_morning_hour(wanted, ring, moment, letters):
    assert ring(moment) == letters


def test_a_client_far_west_is_written_to_when_their_own_month_is_over(wanted, ring, olshanskaya):
    with acting_for("test"):
        type(olshanskaya).objects.filter(pk=olshanskaya.pk).update(zone="America/Los_Angeles")
    assert ring(at(9, 1, 12)) == 0  # ten in the evening of 30 November there
    assert ring(at(13, 1, 12)) == 1


def test_who_does_not_want_it_or_had_nothing_settled_gets_none(settled, ring, anna, veresov, olshanskaya, admit):
    idle = admit(led_by=anna, surname="Тихий", gender="m")
    with acting_as(anna.pk):
        actions.want(idle.pk, by=anna, now=clock.now())
        actions.want(veresov.pk, by=anna, now=clock.now())
        actions.want_no_more(veresov.pk)
    assert ring() == 0


def test_what_counts_otherwise_is_written_anew_and_somebodys_words_are_kept(drafted, ring, asked, anna, olshanskaya):
    asked(olshanskaya, anna, "gift", "closed", day=30)
    ring(at(10, 1, 12))
    with acting_as(anna.pk):
        found = access.month_letter(olshanskaya.pk, NOVEMBER)
        assert found.matters == 5
        assert "пять дел" in plain(pdf_text(access.paper_of(found.letter.id)))
        actions.edit(drafted.pk, "Мария Андреевна, это был долгий ноябрь.", by=anna, now=clock.now())
    asked(olshanskaya, anna, "flowers", "closed", day=29)
    ring(at(11, 1, 12))
    with acting_as(anna.pk):
        found = access.month_letter(olshanskaya.pk, NOVEMBER)
        assert found.letter.body == "Мария Андреевна, это был долгий ноябрь."
        assert found.edited_by == anna
        assert "это был долгий ноябрь" in plain(pdf_text(access.paper_of(found.letter.id)))
        assert LetterFile.objects.count() == 1


def test_a_refused_letter_is_not_written_again_and_a_slip_is_taken_back(drafted, ring, anna):
    with acting_as(anna.pk), clock.set_to(FIRST):
        actions.refuse(drafted.pk, by=anna, now=clock.now())
        actions.take_back(drafted.pk, by=anna, now=clock.now())
        actions.refuse(drafted.pk, by=anna, now=clock.now())
    assert ring(at(11, 1, 12)) == 0
    with acting_for("test"):
        assert Letter.objects.get().state == "withdrawn"


def test_strangers_find_no_letter_and_change_none(drafted, mark, client, olshanskaya):
    with acting_as(mark.pk):
        assert access.letters_of_months() == []
        for deed in (
            lambda: access.month_letter(olshanskaya.pk, NOVEMBER),
            lambda: access.preview(olshanskaya.pk, NOVEMBER, now=clock.now()),
            lambda: access.paper_of(drafted.letter_id),
            lambda: actions.draft(olshanskaya.pk, NOVEMBER, now=FIRST),
            lambda: actions.want(olshanskaya.pk, by=mark, now=clock.now()),
            lambda: actions.approve(drafted.pk, by=mark, now=clock.now()),
        ):
            with pytest.raises(NotHere):
                deed()
    client.force_login(mark)
    address = reverse("desk:month_letter", args=[olshanskaya.pk])
    assert client.get(address).status_code == client.get(address.replace("letter/", "letter.pdf")).status_code == 404
    assert client.post(reverse("desk:month_letter_answer", args=[drafted.pk]), {"answer": "yes"}).status_code == 404
    with acting_for("test"):
        assert not Approval.objects.exists()
        assert Wish.objects.get().by_id != mark.pk


def test_the_page_shows_how_it_would_read_and_drafts_it_once(settled, client, anna, olshanskaya):
    client.force_login(anna)
    address = reverse("desk:month_letter", args=[olshanskaya.pk]) + "?month=2026-11-01"
    assert "Месяц ещё идёт" in words_of(client.get(address))
    draft = reverse("desk:month_letter_draft", args=[olshanskaya.pk]) + "?month=2026-11-01"
    client.post(draft)
    with acting_for("test"):
        assert not MonthLetter.objects.exists()  # November is not over yet
    with clock.set_to(FIRST):
        client.force_login(anna)
        client.post(draft)
        client.post(draft)
        page = words_of(client.get(reverse("desk:month_letters")))
        assert "два столика в ресторанах" in page
        assert "письмо месяца" in words_of(client.get(reverse("desk:digests")))
        with acting_for("test"):
            row = MonthLetter.objects.get()
        client.post(reverse("desk:month_letter_answer", args=[row.pk]), {"answer": "yes"})
        with acting_for("test"):
            assert Letter.objects.get().state == "new"


def test_the_wish_is_a_switch_with_a_way_back(settled, client, anna, olshanskaya):
    client.force_login(anna)
    door = reverse("desk:month_letter_wish", args=[olshanskaya.pk])
    for answer, address, wants in (("yes", door, True), ("", f"{door}?wanted=no", False)):
        client.post(address, {"wanted": answer} if answer else {})
        with acting_as(anna.pk):
            assert access.wants(olshanskaya.pk) is wants


@given(st.lists(st.builds(Settled, st.sampled_from([*ALONE, "other"]), st.integers(0, 900)), min_size=1, max_size=60))
def test_any_month_is_one_list_that_sums_up(settled):
    found = returned(settled)
    to = Addressee(Name("Мария", "Андреевна", "Ольшанская", "f"), Voice("ru"), ("Анна Лаврова", "Дом"))
    letter = rules.compose(to, NOVEMBER, found, hour=9)
    assert (letter.minutes, letter.matters) == (found.minutes, found.matters)
    kinds = [part.kind for part in rules.parts_of(letter.body)]
    assert kinds == ["text", "text", "list", "text", "text", "note"]
    assert len(rules.parts_of(letter.body)[2].lines) <= rules.MOST_LINES


def test_the_longest_month_is_still_one_page_in_both_languages(house):
    found = returned([Settled(one, 3_000) for one in ALONE for _ in range(12)])
    for language, name in (
        ("ru", Name("Мария", "Андреевна", "Ольшанская", "f")),
        ("en", Name("Edward", "", "Harrington", "m")),
    ):
        letter = rules.compose(Addressee(name, Voice(language), ("Анна", "Дом")), NOVEMBER, found, hour=9)
        read = pypdf.PdfReader(io.BytesIO(printing.letter_as_pdf(NOVEMBER, letter.body, letter.minutes, language)))
        assert (len(read.pages), read.trailer["/Root"]["/Lang"]) == (1, language)


def test_the_hour_it_leaves_is_always_ahead():
    for hour in (0, 9, 23):
        now = datetime(2026, 12, 1, hour, tzinfo=UTC)
        assert rules.leaves_at(now, None, MOSCOW) > now
