"""Every address of the desk, asked for by those who must learn nothing, against Anna's clients.

With both locks on, with row security switched off in the whole database, and with the check in code taken away.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, reverse

from butler.desk import urls
from butler.desk.tests.furnishing import PASSPORT, Known, furnish_richly
from butler.ground import acting
from config.testing import visiting_database

# Words of Anna's clients, each from another room: names, contacts, tastes, closed values, promises, talks, calendars.
POISON = [
    word.encode()
    for word in (
        "Ольшанск", "Вересов", "Harrington", "Мария Андреевна", "555-01-02", "pavel.olshansky", "Лозанне",
        "Рислинг", "Пенициллин", "38К1945", PASSPORT, "Шёлковый платок", "только о делах", "тишину и точность",
        "Ужин на двоих", "Dinner for two", "Обед у окна", "Без лилий", "A-17", "NV 402", "Стамбуле",
        "Частный показ", "Позвонить флористу", "Уточнить рост", "детский стул", "план рассадки", "Это я, Нина",
        "Совет директоров", "Каникулы", "Рабочий календарь", "%PDF-plan", "Яшмова", "Дроздова",
        "Галерея на Мойке", "тихо и светло",
    )
]  # fmt: skip
# What everybody of the house shares, or nobody owns: the page may come, without a word of Anna's.
SHARED = {
    "organisation", "organisation_new", "organisation_edit", "contact_new", "contact_edit", "contact_thanks",
    "contact_asked", "thanks_undo", "colleague", "colleague_password", "colleague_let_go", "colleague_take_back",
    "written_undo",  # says that it is too late, whatever it is asked for
}  # fmt: skip
# The stream of what changes never ends by itself: test_live.py says who hears what.
PATTERNS = [pattern for pattern in urls.urlpatterns if pattern.name not in ("language", "live")]
KINDS = ("person", "contact", "occasion", "preference", "document", "secret", "mandate", "gift", "note")
# Enough of a form for each page to get as far as it can.
FORM = {
    "text": "чужое слово", "body": "чужое слово", "answer": "yes", "act": "answer", "title": "чужое", "value": "чужое",
    "given_name": "Чужой", "surname": "Чужой", "gender": "m", "reason": "хочу знать", "compartments": "health",
    "quadrant": "1", "place": "1", "what": "чужое", "kind": "word", "told_by": "чужой", "to": "1", "why": "чужое",
    "relation": "friend", "month": "5", "topic": "food", "polarity": "likes", "state": "confirmed",
    "code": "flowers", "mood": "angry", "guess": "first",
}  # fmt: skip
STRANGERS = ("mark", "auditor", "nobody", "gone")


@pytest.fixture(autouse=True)
def the_clock() -> None:
    """The furnished house stands on the day it is made."""


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker) -> Iterator[Callable[[bool], Any]]:
    """A furnished database with row security, and one without: `with furnished(False) as known`."""
    from config.testing import drop_database, prepare_database

    made: dict[bool, tuple[str, Known]] = {}

    @contextmanager
    def visit(has_row_security: bool) -> Iterator[Known]:
        with django_db_blocker.unblock():
            if has_row_security not in made:
                name = f"need_to_know_{has_row_security}_{os.getpid()}".lower()
                prepare_database(name)
                with visiting_database(name):
                    known = furnish_richly()
                    _one_who_left()
                if not has_row_security:
                    _switch_row_security_off(name)
                made[has_row_security] = name, known
            name, known = made[has_row_security]
            acting.forget_keys()
            with visiting_database(name):
                yield known

    yield visit
    with django_db_blocker.unblock():
        for name, _ in made.values():
            drop_database(name)


def _one_who_left() -> None:
    from butler.staff.models import Staff

    Staff.objects.create_user("gone@house.test", given_name="Глеб", is_active=False)


def _admin(database: str) -> psycopg.Connection:
    from butler.command.postgres import Embedded
    from config.testing import HOME

    return psycopg.connect(Embedded(HOME, durable=False).dsn("postgres", database), autocommit=True)


def _switch_row_security_off(database: str) -> None:
    with _admin(database) as admin:
        tables = admin.execute("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity").fetchall()
        assert len(tables) > 25
        for (table,) in tables:
            admin.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")


def contents() -> dict[str, str]:
    """A fingerprint of what every table holds of clients; the journal is written by everybody.

    Letters of unknown senders and batches have no client: for changing them row security is the only lock.
    """
    with _admin(connection.settings_dict["NAME"]) as admin:
        tables = admin.execute(
            "SELECT c.relname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
            " WHERE attname IN ('client_id', 'led_by_id') AND c.relkind = 'r' AND c.relname <> 'ground_entry'"
        ).fetchall()
        assert len(tables) > 25
        whose = "to_jsonb(t) ? 'led_by_id' OR to_jsonb(t) ->> 'client_id' IS NOT NULL"
        return {
            table: admin.execute(
                f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {table} t WHERE {whose}"
            ).fetchone()[0]
            for (table,) in tables
        }


def addresses_of(pattern: URLPattern, known: Known) -> Iterator[str]:
    """The addresses of a page that lead to what is Anna's; a page that is new must say here what it is about."""
    ids = known.ids
    about: dict[str, Any] = {
        "client_id": known.client.pk, "client": known.client.pk, "booking_id": ids["booking"], "task_id": ids["task"],
        "staff_id": ids["staff"]["anna"], "number": ids["batch"], "favour": ids["favour"], "token": "x",
        "letter": ids["draft"], "message": ids["message"], "purpose": "ask", "language": "ru",
        "letter_id": ids["letter"], "account_id": ids["account"], "account_kind": "smtp", "day": "2026-12-31",
        "lesson_id": ids["message"],
        "instruction_id": _first("bookings_instruction"), "spare_id": _first("assurance_spare"),
        "move_id": _first("requests_move"), "operation_id": ids["operation"], "offer_id": ids["offer"],
        "approach_id": ids["approach"], "word_id": ids["word"], "standing": "key", "category": "restaurant",
        "hand_over_id": ids["hand_over"], "item_id": ids["item"], "shift_end_id": ids["shift_end"],
        "request_id": ids["request"], "candidate_id": _first("requests_candidate"), "look_id": _first("requests_look"),
    }  # fmt: skip
    of_page = {
        "conversation": ("talk", "unknown_talk"), "conversation_rest": ("talk", "unknown_talk"),
        "conversation_client": ("unknown_talk",), "attachment": ("file",), "organisation": ("organisation",),
        "organisation_edit": ("organisation",), "contact_edit": ("contact",), "contact_thanks": ("contact",),
        "contact_asked": ("contact",), "digest": ("digest",), "digest_answer": ("digest",), "digest_undo": ("digest",),
        **{f"conversation_{act}": ("talk", "unknown_talk") for act in ("words", "here", "owner", "split", "merge")},
        **{f"proposal_{act}": ("proposal",) for act in ("take", "correct", "dismiss", "undo")},
        "message_original": ("message",), "message_vouch": ("message",),
        "regrouping_undo": ("regrouping",), "raw": ("raw",), "raw_seen": ("raw",),
        "raw_words": ("raw",), "written_undo": ("raw",),
        "ahead_take": ("ahead",), "ahead_dismiss": ("ahead",), "new_line_undo": ("request",),
        **dict.fromkeys(("article", *(f"article_{act}" for act in ("edit", "accept", "remove", "restore"))),
                        ("proposed_article",)),  # what is proposed is its author's alone
        "month_letter_answer": ("month_letter",), "month_letter_undo": ("month_letter",),
        "need_proposal": ("proposal",), "need_proposal_undo": ("proposal",),
        **dict.fromkeys(("need_clock", "need_clock_keep", "need_clock_again"), ("ring",)),
        "time_back": ("taken_time",), "time_again": ("taken_time",),
    }  # fmt: skip
    names = pattern.pattern.converters
    if "kind" in names:
        for kind in KINDS:
            row = ids["document_number"] if pattern.name == "client_closed" else ids["parts"][kind]
            given = {"client_id": known.client.pk, "kind": kind} | ({"row_id": row} if "row_id" in names else {})
            yield reverse(f"desk:{pattern.name}", kwargs=given)
    elif "pk" in names:
        for one in of_page[str(pattern.name)]:
            yield reverse(f"desk:{pattern.name}", kwargs={"pk": ids[one]})
    elif "row_id" in names:
        kind = "mandate" if pattern.name == "mandate_end" else "preference"
        given = {"client_id": known.client.pk, "row_id": ids["parts"][kind]}
        yield reverse(f"desk:{pattern.name}", kwargs=given)
    else:
        yield reverse(f"desk:{pattern.name}", kwargs={name: about[name] for name in names})


def _first(table: str) -> Any:
    with _admin(connection.settings_dict["NAME"]) as admin:
        return admin.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()[0]


def signed_in(who: str) -> Client:
    from butler.staff.models import Staff

    browser = Client(raise_request_exception=False)
    if who != "nobody":
        browser.force_login(Staff.objects.get(email=f"{who}@house.test"))
    return browser


def what_leaks(who: str, known: Known) -> list[str]:
    """Every address asked for by GET and POST: what came back that must not."""
    browser, wrong = signed_in(who), []
    for pattern in PATTERNS:
        for address in addresses_of(pattern, known):
            for verb, answer in (
                ("GET", browser.get(address, {"client": str(known.client.pk), "q": "оль"})),
                ("POST", browser.post(address, FORM | {"client": str(known.client.pk), "whose": str(known.client.pk)})),
            ):
                said = b"".join(answer) if answer.streaming else answer.content
                said += repr(answer.headers).encode()
                found = [word.decode() for word in POISON if word in said]
                if found:
                    wrong.append(f"{who} {verb} {address}: {found}")
                if not may_answer(answer, pattern, who):
                    wrong.append(f"{who} {verb} {address}: {answer.status_code}")
    return wrong


def may_answer(answer: Any, pattern: URLPattern, who: str) -> bool:
    if who in ("nobody", "gone"):
        return answer.status_code == 405 or (
            answer.status_code == 302 and answer["Location"].startswith("/account/login/")
        )
    if not pattern.pattern.converters or pattern.name in SHARED:
        return answer.status_code < 500
    return answer.status_code in (404, 405)


def test_anna_herself_reads_what_the_strangers_must_not(furnished):
    """Else the walk below would find nothing because there is nothing."""
    with furnished(True) as known:
        browser = signed_in("anna")
        said = b""
        for name in ("client", "booking", "conversation", "digest", "attachment", "request"):
            for pattern in PATTERNS:
                if pattern.name == name:
                    said += b"".join(browser.get(address).content for address in addresses_of(pattern, known))
        assert len([word for word in POISON if word in said]) > 10


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_not_one_byte_and_changes_nothing(who, furnished):
    with furnished(True) as known:
        before = contents()
        assert what_leaks(who, known) == []
        assert [table for table, mark in contents().items() if mark != before[table]] == []


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_nothing_and_changes_nothing_when_row_security_is_gone(who, furnished):
    with furnished(False) as known:
        signed_in("anna").get("/")  # her keys are in this process's memory now
        before = contents()
        words = [each for each in what_leaks(who, known) if each.endswith("]")]  # a refusal may be polite here
        assert words == []
        assert [table for table, mark in contents().items() if mark != before[table]] == []


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_nothing_when_the_check_in_code_is_gone(who, furnished, monkeypatch):
    monkeypatch.setattr(acting, "check_may_open", lambda *_: None)
    with furnished(True) as known:
        signed_in("anna").get("/")
        assert what_leaks(who, known) == []
