"""The import in a real browser: choose, look, bring in, take back; by mouse and keyboard, in both sizes and themes."""

import os
from datetime import UTC, datetime

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from butler.ground import clock
from butler.reception import actions
from config.testing import visiting_database

LIST = (
    "Фамилия;Имя;Отчество;Пол;День рождения;Телефоны;Почта\n"
    "Яшмова;Нина;Павловна;ж;29.02;+7 916 111-22-33;nina@yashma.example\n"
    "Плохой;Пётр;;;;;\n"
    "Громов;Олег;Ильич;м;01.05.1970;;oleg@gromov.example\n"
    "Без пола;Саша;;х;вчера;12;почта\n"
)
CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{surname};Вера;;;\r\nFN:Вера {surname}\r\nORG:Театр {n}\r\nEND:VCARD\r\n"
    for n, surname in enumerate(("Глинская", "Павлова", "Северская"))
)
BEFORE_THE_VISIT = datetime(2026, 1, 9, 9, 0, tzinfo=UTC)  # the server has the real clock: grants have begun by then
SEEN = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]

pytestmark = pytest.mark.browser


def ring() -> None:
    """What the worker would do now."""
    with visiting_database(f"live_{os.getpid()}"), clock.set_to(BEFORE_THE_VISIT):
        for job in list(ProcrastinateJob.objects.filter(task_name__startswith="reception.", status="todo")):
            VERBS[job.task_name](*job.args.values())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE status = 'todo'")


VERBS = {"reception.preview": actions.look_at, "reception.take_in": actions.take_in, "reception.undo": actions.undo}


def looks_well(visiting, name: str) -> None:
    """In every size and theme, without leaving the page as it stands."""
    for width, theme in SEEN:
        visiting.resize(width)
        visiting.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert visiting.objections() == [], (name, width, theme)
    visiting.resize(1440)


def test_a_batch_from_the_first_look_to_the_way_back(window):
    lead = window("ilya@house.test")
    lead.open("/imports/")
    looks_well(lead, "empty")
    page = lead.page
    files = [
        {"name": "clients.csv", "mimeType": "text/csv", "buffer": LIST.encode()},
        {"name": "cards.vcf", "mimeType": "text/vcard", "buffer": CARDS.encode()},
    ]
    page.set_input_files("input[type=file]", files)
    lead.follow(lambda: page.press("form.imports__form .btn--main", "Enter"))
    looks_well(lead, "reading")

    ring()
    page.get_by_role("button", name="Принять").wait_for()  # the page looked again by itself
    looks_well(lead, "preview")
    lead.follow(page.get_by_role("button", name="Принять").click)
    looks_well(lead, "moving")

    ring()
    page.get_by_role("heading", name="Принято").wait_for()
    assert page.get_by_role("link", name="Нина Павловна Яшмова").count() == 1
    looks_well(lead, "done")
    lead.open("/imports/")
    looks_well(lead, "list")
    lead.follow(page.get_by_role("link", name="Партия 1").click)
    lead.follow(page.get_by_role("button", name="Забрать партию обратно").click)
    ring()
    page.get_by_role("heading", name="Забрано обратно без следа").wait_for()
    looks_well(lead, "undone")


def test_a_wrong_file_says_so_on_the_page(window):
    lead = window("ilya@house.test")
    lead.open("/imports/")
    wrong = {"name": "notes.docx", "mimeType": "application/msword", "buffer": b"PK"}
    lead.page.set_input_files("input[type=file]", wrong)
    lead.follow(lead.page.locator("form.imports__form .btn--main").click)
    assert "notes.docx" in lead.page.inner_text(".errorlist")
    lead.complaints.clear()  # the browser itself remarks on 422
    looks_well(lead, "wrong")


def test_a_concierge_is_told_whom_to_ask(window):
    anna = window("anna@house.test")
    anna.open("/imports/")
    looks_well(anna, "closed")
    anna.speak("en")
    anna.open("/imports/")
    assert "come in through a lead" in anna.page.inner_text(".lede")
    looks_well(anna, "closed-en")
    anna.speak("ru")
