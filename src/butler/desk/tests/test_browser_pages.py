"""Every page of the house in a real Chromium: on a phone and at a desk, light and dark, in Russian and in English.

The pages are collected from the addresses: a new one fails here by name until somebody says how it is visited.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse

from butler.desk import urls
from butler.desk.pages.client import TABS
from butler.desk.tests import conftest, furnishing
from butler.desk.tests.browser import LOOKS, OTHER_LOOKS, Visit, visit
from butler.desk.tests.conftest import PASSWORD
from butler.desk.tests.furnishing import Known
from butler.foresight import wording

pytestmark = pytest.mark.browser

KINDS = ("person", "contact", "occasion", "preference", "document", "mandate", "gift", "note", "secret")
EDITABLE = KINDS[:7]
EVERY_TEXT = """() => {
    const texts = [], walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const inside = node.parentElement || document.body;
        if (inside.closest('script, [lang=ru], .mono, option[value=ru]')) continue;
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
            if (node.nodeType === Node.ELEMENT_NODE && node.hasAttribute(name)) texts.push(node.getAttribute(name));
    }
    return texts;
}"""
# Fragments, a stream, downloads, a letter without rights, and the way to another language.
PARTS_OF_A_PAGE = {
    "palette", "needs", "plan", "notices", "live", "attachment", "raw", "message_original", "language", "reports_csv",
    "reports_pdf", "report_manager_csv", "report_manager_pdf", "report_client_csv", "report_client_pdf",
    "month_letter_pdf",
}  # fmt: skip


class _Nobody:
    is_authenticated = False


def answers_get(pattern: Any) -> bool:
    """Every address sends a stranger to the entrance, unless it is for POST only."""
    asked = RequestFactory().get("/")
    asked.user = _Nobody()  # type: ignore[assignment]
    values = dict.fromkeys(pattern.pattern.converters)
    return pattern.callback(asked, **values).status_code != HTTPStatus.METHOD_NOT_ALLOWED


def at(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"desk:{name}", args=args) + query


def visits(known: Known) -> dict[str, list[tuple[str, str]]]:
    """How each page is visited: its name, and by whom at which addresses."""
    client, ids, parts = known.client.pk, known.ids, known.ids["parts"]
    anna: dict[str, list[str]] = {
        "day": [at("day"), at("day", query="?day=2026-02-28")],
        "digests": [at("digests")],
        "digest": [at("digest", ids["digest"])],
        "matrix": [at("matrix"), at("matrix", query="?whose=team")],
        "new_request": [at("new_request"), at("new_request", query=f"?client={client}")],
        "new_task": [at("new_task")],
        "new_line": [at("new_line"), at("new_line", query="?q=стол на двоих завтра в 8, тихо")],
        "take_time": [at("take_time")],
        "task": [at("task", ids["task"])],
        "task_hand_over": [at("task_hand_over", ids["task"])],
        "task_snooze": [at("task_snooze", ids["task"])],
        "requests": [
            at("requests"),
            at("requests", query="?waiting=them&view=mine"),
            at("requests", query="?q=спектакль"),
            at("requests", query="?q=нетакого"),
        ],
        "request": [at("request", ids["request"])],
        "write_down": [at("write_down"), at("write_down", query="?q=+7 921 555 01 02")],
        "conversation": [at("conversation", ids["talk"])],
        "conversation_merge": [at("conversation_merge", ids["talk"])],
        "calendar": [at("calendar"), at("calendar", query=f"?span=fortnight&client={client}")],
        "bookings": [at("bookings", query="?span=week"), at("bookings", query="?unproven=1")],
        "evening": [at("evening")],
        "shift": [at("shift")],
        "shift_closed": [at("shift_closed", ids["shift_end"])],
        "hand_overs": [at("hand_overs")],
        "hand_over": [at("hand_over", ids["hand_over"])],
        "hand_over_new": [at("hand_over_new"), at("hand_over_new", query=f"?client={client}")],
        "operations": [at("operations")],
        "operation": [at("operation", ids["operation"])],
        "booking": [at("booking", ids["booking"]), at("booking", ids["unproven"])],
        "clients": [at("clients"), at("clients", query="?q=никто")],
        "client_new": [at("client_new")],
        "client": [at("client", client, query=f"?tab={tab}") for tab in TABS],
        "client_edit": [at("client_edit", client)],
        "client_notes": [at("client_notes", client), at("client_notes", client, query="?q=нетакого")],
        "client_closed": [
            at("client_closed", client, "document", ids["document_number"]),
            at("client_closed", client, "identity", parts["secret"], query="?masked"),
        ],
        "part_new": [at("part_new", client, kind) for kind in KINDS],
        "part_edit": [at("part_edit", client, kind, parts[kind]) for kind in EDITABLE],
        "network": [at("network"), at("network", query=f"?contact={ids['contact']}&category=restaurant")],
        "network_book": [at("network_book"), at("network_book", query="?q=нетакого")],
        "organisation": [at("organisation", ids["organisation"])],
        "organisation_new": [at("organisation_new")],
        "organisation_edit": [at("organisation_edit", ids["organisation"])],
        "contact_new": [at("contact_new")],
        "contact_edit": [at("contact_edit", ids["contact"])],
        "knowledge": [at("knowledge"), at("knowledge", query="?q=паромы"), at("knowledge", query="?q=нетакого")],
        "article": [at("article", ids["article"]), at("article", ids["proposed_article"])],
        "article_new": [at("article_new")],
        "article_edit": [at("article_edit", ids["article"])],
        "settings": [at("settings")],
        "stuck": [at("stuck")],
        "reports": [at("reports"), at("reports", query="?span=days&from=2020-02-01&to=2020-02-03")],
        "report_client": [at("report_client", client)],
        "month_letters": [at("month_letters")],
        "month_letter": [at("month_letter", client), at("month_letter", client, query=f"?month={known.month}")],
    }
    ilya = {
        "imports": [at("imports")],
        "import": [at("import", ids["batch"]), at("import", ids["waiting_batch"])],
        "client_leaders": [at("client_leaders", client)],
        "hand_overs": [at("hand_overs")],
        "hand_over": [at("hand_over", ids["hand_over"])],
        "conversation": [at("conversation", ids["unknown_talk"])],
        "conversation_merge": [at("conversation_merge", ids["unknown_talk"])],
    }
    olga = {
        "team": [at("team")],
        "reports": [at("reports", query="?span=week")],
        "report_manager": [at("report_manager", ids["staff"]["anna"], query="?span=quarter")],
        "colleague_new": [at("colleague_new")],
        "colleague": [at("colleague", ids["staff"]["anna"])],
        "grants": [at("grants", client, ids["staff"]["anna"])],
        "journal": [at("journal", query="?kind=reads")],
        "settings": [at("settings")],
        "wordings": [at("wordings")],
        "learnt": [at("learnt")],
        "wording": [at("wording", "ask", "ru"), at("wording", "confirm", "en")],
        "hours": [at("hours")],
        "terms": [at("terms"), at("terms", query="?of=regular")],
        "term": [at("term", "key", "tickets"), at("term", "regular", "else")],
        "channels": [at("channels")],
        "channel_new": [at("channel_new", kind) for kind in ("smtp", "imap", "listener", "telegram", "model")],
        "channel": [at("channel", ids["account"]), at("channel", ids["bot"])],
    }
    auditor = {"journal": [at("journal")]}
    found: dict[str, list[tuple[str, str]]] = {}
    for who, pages in (("anna", anna), ("ilya", ilya), ("olga", olga), ("auditor", auditor)):
        for name, addresses in pages.items():
            found.setdefault(name, []).extend((who, address) for address in addresses)
    found["imports"].append(("anna", at("imports")))
    return found


PAGES = [each.name for each in urls.urlpatterns if answers_get(each) and each.name not in PARTS_OF_A_PAGE]


@pytest.fixture(scope="module")
def house_address(lived_in) -> str:
    return lived_in[0]


@pytest.fixture(scope="module")
def somebody(browser, house_address) -> Iterator[Callable[[str], Visit]]:
    """The window of a colleague, who signs in once: somebody("anna")."""
    windows: dict[str, Visit] = {}
    with ExitStack() as opened:

        def window_of(name: str) -> Visit:
            if name not in windows:
                windows[name] = opened.enter_context(visit(browser, house_address, locale="ru-RU"))
                windows[name].sign_in(f"{name}@house.test", PASSWORD)
            return windows[name]

        yield window_of


@pytest.fixture(scope="module")
def in_english(somebody) -> Iterator[Callable[[str], Visit]]:
    """The same colleagues after they have chosen English."""
    chosen: set[str] = set()

    def window_of(name: str) -> Visit:
        if name not in chosen:
            somebody(name).speak("en")
            chosen.add(name)
        return somebody(name)

    yield window_of
    for name in chosen:
        somebody(name).speak("ru")


@pytest.mark.parametrize("looks", [LOOKS, pytest.param(OTHER_LOOKS, marks=pytest.mark.long)], ids=["once", "otherwise"])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_could_object_to_the_page(somebody, known, name, looks):
    assert name in visits(known), f"say in visits() how the page {name} is visited"
    found = []
    for who, address in visits(known)[name]:
        window = somebody(who)
        window.resize(1440)
        window.open(address)
        for width, theme in looks:
            window.resize(width)
            window.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [(address, width, theme, objection) for objection in window.objections()]
    assert not found, _lines(found)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_english_for_whoever_reads_english(in_english, known, name):
    found = []
    for who, address in visits(known)[name]:
        window = in_english(who)
        window.resize(1440)
        window.open(address)
        assert window.page.locator("html").get_attribute("lang") == "en"
        found += [(address, complaint) for complaint in window.complaints]
        window.complaints.clear()
        found += [(address, words) for words in left_in_russian(window)]
    assert not found, _lines(found)


def _lines(found: list[tuple]) -> str:
    return "\n".join(" ".join(map(str, each)) for each in found)


def left_in_russian(window: Visit) -> list[str]:
    """Russian words of the page that nobody in the house has written."""
    return [text.strip() for text in window.page.evaluate(EVERY_TEXT) if set(russian(text)) - WRITTEN]


def russian(text: str) -> list[str]:
    return re.findall(r"[а-яё]+", text.lower())


MENTIONED = {"вы", "ты"}  # formal «вы»: the word itself is meant
THEIRS = (furnishing, conftest, wording)  # what people wrote, and ideas: they are in the language of the house
WRITTEN = MENTIONED | {word for module in THEIRS for word in russian(Path(module.__file__).read_text())}


def test_the_parts_of_a_page_come_as_what_they_are(somebody, known):
    anna = somebody("anna")
    palette = anna.page.request.get(anna.base + at("palette", query="?q=ольш"))
    assert palette.ok
    assert "Ольшанская" in palette.text()
    file = anna.page.request.get(anna.base + at("attachment", known.ids["file"]))
    assert file.headers["content-disposition"].startswith("attachment")
    assert anna.page.request.get(anna.base + at("language")).ok
