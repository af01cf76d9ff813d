"""Reports through their door: who may read which, what they count, and what is taken away."""

import csv
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import translation

from butler.correspondence.models import Conversation, Message
from butler.desk.tables import harmless
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.reports import access, printing
from butler.reports.rules import periods
from butler.reports.rules.periods import Kind

from .conftest import at

NOVEMBER = periods.of(Kind.MONTH, at(9).date())
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def month(asked, olshanskaya, veresov, anna, ilya):
    """Anna: a dinner in time and a flight answered late for Olshanskaya; Ilya: a table called off for Veresov."""
    late = asked(olshanskaya, anna, "flight", "booked", "delivered", late=True, day=5, title=FORMULA)
    asked(olshanskaya, anna, "restaurant", "booked", "delivered")
    asked(veresov, anna, "hotel", "cancelled", day=10)
    asked(olshanskaya, ilya, "gift", day=12)
    return late


def of(scope, period=NOVEMBER):
    return access.report(scope, period, now=clock.now())


def words_of(answer):
    return answer.text.replace("\u00a0", " ")


def table_of(client, name, *args):
    answer = client.get(reverse(f"desk:{name}", args=args) + "?span=month&on=2026-11-01")
    assert answer.content.startswith("\ufeff".encode())
    return answer, list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_manager_reads_what_is_theirs(month, anna, ilya, olshanskaya):
    with acting_as(anna.pk):
        found = of(access.widest(anna))
    assert (found.now.volume.opened, found.now.volume.settled, found.now.volume.called_off) == (3, 2, 1)
    assert (found.now.clocks.kept, found.now.clocks.ended) == (8, 9)  # three of each request
    assert [one.ran.request_id for one in found.missed] == [month.pk]
    assert [(line.category, line.minutes) for line in found.now.returned.lines] == [("flight", 90), ("restaurant", 40)]
    assert [str(one.who.surname) for one in found.clients] == ["Ольшанская", "Вересов"]
    assert found.managers == ()


def test_a_lead_reads_the_team_and_the_owner_the_house(month, vera, owner, anna, ilya, colleague, admit, asked):
    stranger = colleague("Марк", "mark@house.test", surname="Зимин")
    asked(admit(led_by=stranger, surname="Кораблёв", gender="m"), stranger, "tickets", "closed")
    with acting_as(vera.pk):
        team = of(access.widest(vera))
    with acting_as(owner.pk):
        house = of(access.widest(owner))
    assert team.now.volume.opened == 4
    assert {one.who.pk for one in team.managers} == {anna.pk, ilya.pk}
    assert house.now.volume.opened == 5
    assert {one.who.pk for one in house.managers} == {anna.pk, ilya.pk, stranger.pk}


@pytest.mark.parametrize("form", ["", "_csv", "_pdf"])
def test_strangers_learn_nothing_in_any_form(month, client, mark, anna, ilya, olshanskaya, form):
    client.force_login(mark)
    assert client.get(reverse(f"desk:report_client{form}", args=[olshanskaya.pk])).status_code == 404
    assert client.get(reverse(f"desk:report_manager{form}", args=[anna.pk])).status_code == 404
    own = client.get(reverse("desk:reports") + "?span=month&on=2026-11-01")
    assert "ничего не происходило" in words_of(own)
    client.force_login(ilya)  # covers Olshanskaya: reads her report, not Anna's
    assert client.get(reverse(f"desk:report_client{form}", args=[olshanskaya.pk])).status_code == 200
    assert client.get(reverse(f"desk:report_manager{form}", args=[anna.pk])).status_code == 404


def test_what_is_merged_or_of_another_month_does_not_count(month, asked, olshanskaya, anna):
    from butler.requests import actions

    twice = asked(olshanskaya, anna, "restaurant", day=20)
    with acting_as(anna.pk):
        actions.merge_requests(twice.pk, month.pk, by=anna, now=clock.now())
    asked(olshanskaya, anna, "yacht", month=10, day=30)
    with acting_as(anna.pk):
        found = of(access.of_client(olshanskaya.pk))
    assert found.now.volume.opened == 3
    assert found.before.volume.opened == 0  # until 24 November, so until 24 October stands beside it
    assert not found.is_over


def test_load_is_what_clients_write_and_not_what_suppliers_do(month, anna, olshanskaya, severny_dvor):
    with acting_for("test"):
        for organisation in (None, severny_dvor):
            talk = Conversation.objects.create(
                client=olshanskaya, channel="mail", last_at=at(15), organisation=organisation
            )
            Message.objects.create(
                client=olshanskaya, conversation=talk, way="in", channel="mail", sent_at=at(15), body="Добрый день"
            )
    with acting_as(anna.pk):
        load = of(access.of_client(olshanskaya.pk)).now.load
    assert (sum(load.came), load.busiest) == (1, (1, 15))


def test_the_page_opens_every_missed_request_and_shows_the_method(month, client, anna):
    client.force_login(anna)
    page = words_of(client.get(reverse("desk:reports") + "?span=month&on=2026-11-01"))
    assert reverse("desk:request", args=[month.pk]) in page
    assert "если заниматься им самому" in page
    assert page.count('class="plot"') == 2


@pytest.mark.parametrize(
    "query", ["?span=days&from=2026-11-01", "?span=week&on=2026-13-77", "?span=x", "?on=2099-01-01"]
)
def test_an_odd_time_in_the_address_still_shows_a_report(month, client, anna, query):
    client.force_login(anna)
    assert client.get(reverse("desk:reports") + query).status_code == 200


def test_a_table_carries_every_number_and_no_formula(month, client, anna, olshanskaya):
    client.force_login(anna)
    answer, rows = table_of(client, "report_client_csv", olshanskaya.pk)
    assert ["Объём по категориям", "Ресторан", "Завершено", "1"] in rows
    assert ["Часы, возвращённые клиентам", "Перелёт", "Вместе, мин", "90"] in rows
    assert FORMULA not in {cell for row in rows for cell in row}
    assert "'" + FORMULA in {row[1] for row in rows}
    assert "Ольшанская" not in answer.headers["Content-Disposition"]
    with acting_as(anna.pk):
        taken = Entry.objects.get(what="report.taken")
    assert (taken.client_id, taken.detail["form"]) == (olshanskaya.pk, "csv")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("+7 921", "'+7 921"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\tx", "'\tx"), ("  =1", "'  =1"),
        ("＝1", "'＝1"), (-5, "-5"), (None, ""), ("Ужин = радость", "Ужин = радость"), ("", ""),
    ],
)  # fmt: skip
def test_nothing_in_a_cell_acts(cell, written):
    assert harmless(cell) == written


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Часы, возвращённые клиентам"), ("en", "Hours returned to clients")]
)
def test_the_paper_has_the_words_and_says_its_language(month, anna, language, words):
    with translation.override(language), acting_as(anna.pk):
        pdf = printing.report_as_pdf(of(access.widest(anna)), by=anna, at=clock.now())
    read = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert words in text
    assert FORMULA in text  # words are words on paper, and are not run
    assert "Анна Лаврова" in text
    assert read.trailer["/Root"]["/Lang"] == language
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
