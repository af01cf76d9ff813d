"""The import's page: look first, bring in once, take back; nobody but a lead sees a byte of a batch."""

import html
import re
import tempfile
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.calendars.models import Source
from butler.desk import uploads
from butler.desk.uploads import objection
from butler.dossiers.access import cards
from butler.dossiers.models import Client, ContactPoint, Note, Person
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.sealing import open_sealed
from butler.network.models import Contact
from butler.reception import actions
from butler.reception.models import Batch, BatchFile

POISON = "Яшма"
LIST = (
    "Фамилия;Имя;Отчество;Пол;День рождения;Телефоны;Почта;Заметки\n"
    f"Яшмова;Нина;Павловна;ж;29.02;+7 916 111-22-33;nina@yashma.example;Любит тихий зал ({POISON})\n"
    "Плохой;Пётр;;;;;;\n"
    "Громов;Олег;Ильич;м;01.05.1970;;oleg@gromov.example;\n"
)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Глинская;Вера;Павловна;;\r\nFN:Вера Павловна Глинская\r\n"
    "TEL:+7 900 000-00-01\r\nORG:Театр на Каменном\r\nEND:VCARD\r\n"
)
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def visit(house):
    def sign_in(person):
        browser = Browser()
        browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture
def desk(visit, vera):
    """Vera's: she leads Anna's team."""
    return visit(vera)


@pytest.fixture
def handed_over(desk):
    """The number of a batch that Vera has handed over and a job has looked at."""
    return look_at(hand_over(desk, file("clients.csv", LIST)))


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def hand_over(desk, *files, **choices):
    return desk.post(reverse("desk:imports"), {"upload": list(files), "people": "network", **choices})


def look_at(answer) -> int:
    """Ring what was asked for, as the worker does."""
    assert answer.status_code == 302, text_of(answer)
    ring()
    return int(re.search(r"/imports/(\d+)/", answer["Location"])[1])


def ring() -> None:
    """The jobs that wait, rung in order."""
    verbs = {
        "reception.preview": lambda batch_id: actions.look_at(UUID(batch_id)),
        "reception.take_in": lambda batch_id: actions.take_in(UUID(batch_id)),
        "reception.undo": lambda number: actions.undo(number),
    }
    rung = []
    for job in list(ProcrastinateJob.objects.filter(task_name__in=verbs, status="todo").order_by("id")):
        verbs[job.task_name](**job.args)
        rung.append(job.pk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)", [rung])


def page(desk, number) -> str:
    answer = desk.get(reverse("desk:import", args=[number]))
    assert answer.status_code == 200
    return text_of(answer)


def act(desk, what: str, number: int):
    return desk.post(reverse(f"desk:import_{what}", args=[number]), follow=True)


def text_of(answer) -> str:
    main = answer.content.decode().partition('id="main"')[2] or answer.content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def in_the_house() -> dict[str, int]:
    with acting_for("test"):
        return {
            model._meta.label: model._base_manager.count() for model in (Client, Person, ContactPoint, Note, Contact)
        }


def test_the_first_look_writes_nothing_into_dossiers(desk, handed_over):
    before = in_the_house()
    text = page(desk, handed_over)

    assert "Что придёт" in text
    assert re.search(r"Клиенты 2 0 0", text)
    assert before == in_the_house() == dict.fromkeys(before, 0)
    assert POISON not in text


def test_what_cannot_be_read_is_named_with_file_line_reason_and_advice(desk, handed_over):
    text = page(desk, handed_over)
    assert "clients.csv строка 3, столбец 4" in text
    assert "пол никогда не угадывается" in text


def test_the_batch_comes_in_once_and_the_page_says_whom_it_brought(desk, handed_over, vera):
    assert "Партия принимается" in text_of(act(desk, "bring_in", handed_over))
    assert act(desk, "bring_in", handed_over).status_code == 200  # a second press asks for nothing
    assert ProcrastinateJob.objects.filter(task_name="reception.take_in").count() == 1
    ring()

    text = page(desk, handed_over)
    assert "Принято" in text
    assert "Нина Павловна Яшмова" in text
    with acting_as(vera.pk):
        assert {card.surname for card in cards().values()} == {"Яшмова", "Громов"}


def test_the_same_file_again_changes_nothing(desk, handed_over):
    act(desk, "bring_in", handed_over)
    ring()
    before = in_the_house()
    again = look_at(hand_over(desk, file("clients.csv", LIST)))

    text = page(desk, again)
    assert "Всё уже есть" in text
    assert "Если принять, ничего не изменится" in text
    assert (
        reverse("desk:import_bring_in", args=[again])
        not in desk.get(reverse("desk:import", args=[again])).content.decode()
    )
    assert in_the_house() == before


def test_a_batch_is_taken_back_exactly(desk, handed_over):
    before = in_the_house()
    act(desk, "bring_in", handed_over)
    ring()
    answer = act(desk, "take_back", handed_over)
    assert f"Партия {handed_over} забирается обратно." in html.unescape(answer.content.decode())
    ring()

    assert "Забрано обратно без следа" in page(desk, handed_over)
    assert in_the_house() == before
    assert "Забрать партию" not in page(desk, handed_over)


def test_what_somebody_has_built_on_stays_and_is_named(desk, handed_over, vera):
    act(desk, "bring_in", handed_over)
    ring()
    with acting_as(vera.pk):
        nina = next(card for card in cards().values() if card.surname == "Яшмова")
        Note.objects.create(client_id=nina.id, written_by=vera, written_at=clock.now(), text="позже")
    act(desk, "take_back", handed_over)
    ring()

    text = page(desk, handed_over)
    assert "Что остаётся" in text
    assert "clients.csv , строка 2" in text
    assert "заметки" in text
    assert "Попробовать с остальным" in text


def test_what_is_left_is_gone_with_its_files(desk, handed_over):
    answer = act(desk, "leave", handed_over)
    assert "Файлов в доме больше нет" in html.unescape(answer.content.decode())
    with acting_for("test"):
        assert not Batch.objects.exists()
        assert not BatchFile.objects.exists()
    assert desk.get(reverse("desk:import", args=[handed_over])).status_code == 404


def test_what_came_in_can_be_taken_back_but_not_left(desk, handed_over):
    act(desk, "bring_in", handed_over)
    ring()
    assert "С этой партией уже сделали другое" in html.unescape(act(desk, "leave", handed_over).content.decode())
    assert "Принято" in page(desk, handed_over)


def test_cards_become_contacts_of_the_network_or_clients_as_it_was_said(desk):
    as_contacts = look_at(hand_over(desk, file("cards.vcf", CARD)))
    assert "Контакты сети 1 0 0" in page(desk, as_contacts)
    as_clients = look_at(hand_over(desk, file("cards.vcf", CARD), people="clients"))
    assert "Клиенты 1 0 0" in page(desk, as_clients)


def test_a_calendar_belongs_to_whom_it_is_said_and_else_asks(desk, olshanskaya):
    asks = look_at(hand_over(desk, file("cal.ics", ICS)))
    assert "не известно, чей это календарь" in page(desk, asks).lower()
    assert "--client" not in page(desk, asks)
    said = look_at(hand_over(desk, file("cal.ics", ICS), client=str(olshanskaya.pk)))
    assert "Календари 1 0 0" in page(desk, said)


def test_the_page_looks_again_by_itself_until_the_job_is_done(desk):
    answer = hand_over(desk, file("cards.vcf", CARD))
    here = reverse("desk:import", args=[1])
    assert 'hx-trigger="load delay:2s"' in desk.get(here).content.decode()
    part = desk.get(f"{here}?look=5", headers={"HX-Request": "true"}).content.decode()
    assert "look=6" in part
    assert "<html" not in part
    assert "hx-trigger" not in desk.get(f"{here}?look=900", headers={"HX-Request": "true"}).content.decode()

    look_at(answer)
    assert "hx-trigger" not in desk.get(f"{here}?look=6", headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.docx", b"PK\x03\x04", "notes.docx"),
        ("mail.zip", b"PK\x03\x04", "упакован"),
        ("cards.vcf", b"\x89PNG", "не то, о чём говорит его имя"),
        ("list.csv", b"PK\x03\x04 a workbook", "не то, о чём говорит его имя"),
        ("list.csv", b"  \n", "пуст"),
        ("cal.ics", CARD.encode(), "не то, о чём говорит его имя"),
        ("box.mbox", b"hello", "не то, о чём говорит его имя"),
    ],
)
def test_a_wrong_file_is_refused_with_words_and_the_choices_stay(desk, olshanskaya, name, content, said):
    answer = hand_over(desk, file(name, content), client=str(olshanskaya.pk), people="clients")
    assert answer.status_code == 422
    assert said in text_of(answer)
    body = answer.content.decode()
    assert f'value="{olshanskaya.pk}" selected' in body
    assert re.search(r'value="clients"[^>]*checked', body)
    with acting_for("test"):
        assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.vcf", CARD.encode("utf-16")),
        ("a.csv", LIST.encode("utf-16")),
        ("a.csv", LIST.encode("cp1251")),
        ("a.ics", b"\xef\xbb\xbf" + ICS.encode()),
        ("a.mbox", b"From x Mon Nov 23 12:00:00 2026\nSubject: a\n\nb\n"),
        ("a.eml", b"Received: from x\nSubject: a\n\nb\n"),
        ("box", b"From x Mon Nov 23 12:00:00 2026\nSubject: a\n\nb\n"),
    ],
)
def test_a_right_file_is_taken_in_any_coding(name, content):
    assert objection(name, content) == ""


def test_too_much_at_once_is_refused_and_nothing_is_kept(desk, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UPLOAD_BYTES", 1000)
    answer = hand_over(desk, file("a.vcf", CARD + " " * 5000), people="clients")
    assert answer.status_code == 422
    assert "не больше 50 файлов" in text_of(answer)
    assert re.search(r'value="clients"[^>]*checked', answer.content.decode())
    many = hand_over(desk, *[file(f"{n}.vcf", CARD) for n in range(51)])
    assert many.status_code == 422
    assert hand_over(desk, *[file(f"{n}.vcf", "") for n in range(150)]).status_code == 422


def test_nothing_handed_over_is_asked_for(desk):
    assert "Сначала выберите файл." in text_of(hand_over(desk))


def test_a_large_upload_never_touches_a_disk(desk, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file in the clear")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    assert hand_over(desk, file("a.vcf", CARD + "\r\n" * 2_000_000)).status_code == 302


def test_files_wait_under_seal(desk):
    hand_over(desk, file(f"{POISON}.csv", LIST))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE butler_worker; SELECT set_config('butler.purpose', 'test', true)")
        cursor.execute("SELECT b::text || f::text FROM reception_batch b, reception_batchfile f")
        ((everything,),) = cursor.fetchall()
        cursor.execute("RESET ROLE")
    for form in (POISON, POISON.encode().hex(), "nina@yashma", b"nina@yashma".hex()):
        assert form not in everything


def test_a_forged_upload_is_refused(vera, house):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(vera)
    assert hand_over(browser, file("a.vcf", CARD)).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/imports/").content.decode())[1]
    assert hand_over(browser, file("a.vcf", CARD), csrfmiddlewaretoken=token).status_code == 302


def test_nobody_but_a_lead_sees_a_byte_of_a_batch(visit, handed_over, anna, mark, auditor):
    for person in (anna, mark, auditor):
        browser = visit(person)
        for what in ("bring_in", "leave", "take_back"):
            assert act(browser, what, handed_over).status_code == 404
        answer = browser.get(reverse("desk:import", args=[handed_over]))
        nowhere = browser.get(reverse("desk:import", args=[handed_over + 1]))
        assert answer.status_code == nowhere.status_code == 404
        assert "clients.csv" not in answer.content.decode()
        assert browser.post(reverse("desk:imports"), {"upload": [BytesIO(b"x")]}).status_code == 404
    with acting_for("test"):
        assert Batch.objects.get().state == Batch.State.PREVIEWED


def test_a_concierge_learns_whom_to_give_files(visit, anna, vera, auditor, handed_over):
    text = text_of(visit(anna).get(reverse("desk:imports")))
    assert "Вера Дмитриева" in text
    assert "clients.csv" not in text
    assert visit(auditor).get(reverse("desk:imports")).status_code == 404


def test_the_list_says_who_when_what_and_how_it_stands(desk, handed_over):
    text = text_of(desk.get(reverse("desk:imports")))
    assert f"Партия {handed_over} ждёт вашего слова" in text
    assert "clients.csv сегодня, 8:00, Вера Дмитриева" in text
    assert "новых 2" in text
    assert "не прочитано 1" in text


def test_an_empty_list_says_what_will_stand_there(desk):
    assert "Пока ничего не принято" in text_of(desk.get(reverse("desk:imports")))


def add_link(browser, link, client, **headers):
    return browser.post(reverse("desk:import_link"), {"link": link, "whose": str(client.pk)}, **headers)


def test_a_calendar_by_link_is_kept_sealed_once_and_read_by_a_job(visit, anna, olshanskaya):
    browser = visit(anna)
    for link in ("webcal://calendar.example/secret/basic.ics", "https://calendar.example/secret/basic.ics"):
        assert add_link(browser, link, olshanskaya).status_code == 302
    with acting_as(anna.pk):
        source = Source.objects.get()
        assert (source.kind, source.client_id) == ("link", olshanskaya.pk)
        assert open_sealed(source, "link") == "https://calendar.example/secret/basic.ics"
    jobs = ProcrastinateJob.objects.filter(task_name="calendars.refresh")
    assert [job.args for job in jobs] == [{"source_id": str(source.pk)}]

    text = text_of(browser.get(reverse("desk:imports")))
    assert "Мария Андреевна Ольшанская calendar.example" in text
    assert "secret" not in text


def test_a_link_that_does_not_open_is_said_with_what_to_do(visit, anna, olshanskaya):
    browser = visit(anna)
    add_link(browser, "https://calendar.example/secret", olshanskaya)
    with acting_as(anna.pk):
        Source.objects.update(failure="not_found", failed_at=clock.now())
    assert "Попросите новую ссылку" in text_of(browser.get(reverse("desk:imports")))


@pytest.mark.parametrize("link", ["http://a.example/x", "https://a@b.example/x", "file:///etc/passwd", "https://x", ""])
def test_only_a_plain_link_by_https_is_taken(visit, anna, olshanskaya, link):
    answer = add_link(visit(anna), link, olshanskaya)
    assert answer.status_code == 422
    assert f'value="{olshanskaya.pk}" selected' in answer.content.decode()
    with acting_as(anna.pk):
        assert not Source.objects.exists()


def test_nobody_adds_a_calendar_to_a_client_of_others_or_sees_one(visit, anna, mark, auditor, olshanskaya):
    add_link(visit(anna), "https://calendar.example/secret", olshanskaya)
    answer = add_link(visit(mark), "https://evil.example/x", olshanskaya)
    assert answer.status_code == 422
    assert "Ольшанск" not in answer.content.decode()
    assert "calendar.example" not in answer.content.decode()
    assert add_link(visit(auditor), "https://evil.example/x", olshanskaya).status_code == 404
    with acting_as(anna.pk):
        assert Source.objects.count() == 1
