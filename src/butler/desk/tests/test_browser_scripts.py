"""Strangers' words stay words: scripts planted wherever conversations and wordings hold a text, and none runs."""

import json
import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from butler.desk.tests.conftest import furnish
from butler.desk.tests.living import living_house

pytestmark = pytest.mark.browser

RAN = "window.ran = (window.ran || 0) + 1"
VECTORS = (
    "<script>{}</script>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "</script><script>{}</script>",
    "--><script>{}</script>",
    "<scr<script>ipt>{}</script>",
    "<script src='data:text/javascript,{}'></script>",
    "<script src=//evil.example/x.js></script>",
    "<ScRiPt\t>{}</sCrIpT >",
    '<img src=x onerror="{}">',
    '"><img src=x onerror="{}">',
    "<img/src/onerror='{}'>",
    "<image src=x onerror='{}'>",
    '<svg onload="{}">',
    '<svg/onload="{}">',
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin='{}' attributeName=x>",
    "<svg><foreignObject><img src=x onerror='{}'>",
    "<math><mtext><table><mglyph><style><img src=x onerror='{}'>",
    '<body onload="{}">',
    "<iframe src='javascript:parent.{}'></iframe>",
    "<iframe srcdoc='<script>parent.{}</script>'>",
    "<object data='javascript:{}'>",
    "<embed src='javascript:{}'>",
    "<a href='javascript:{}' autofocus onfocus='{}'>x</a>",
    "<input autofocus onfocus='{}'>",
    "<details open ontoggle='{}'>x</details>",
    "<video><source onerror='{}'></video>",
    "<audio src=x onerror='{}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href=//evil.example/>",
    "<style>@keyframes k{{}}</style><b style='animation:k 1s' onanimationstart='{}'>x</b>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action='javascript:{}'><input type=submit autofocus onfocus='{}'></form>",
    '" autofocus onfocus="{}',
    "' onmouseover='{}' x='",
    "<div hx-get=/account/logout/ hx-trigger=load>x</div>",
    "<div hx-on:load='{}'>x</div>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<p data-phase=x data-parts='[[0]]'>",
    "<form name=butler><input name=acts>",
    "\u202e<script>{}</script>",
)
PACKED = 4  # vectors in one text


def texts() -> list[str]:
    """Every vector, a few to a text."""
    whole = [vector.replace("{}", RAN).replace("{{", "{").replace("}}", "}") for vector in VECTORS]
    return [" ".join(whole[at : at + PACKED]) for at in range(0, len(whole), PACKED)]


def line(text: str, most: int) -> str:
    """As a header or a title holds it."""
    return " ".join(text.replace('"', "'").split())[:most]


@pytest.fixture(scope="module")
def planted() -> list[str]:
    """The addresses at which the planted words are read, filled while the house is furnished."""
    return []


@pytest.fixture(scope="module")
def house_address(planted, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    def furnish_it() -> None:
        furnish()
        planted.extend(_plant())

    with django_db_blocker.unblock(), living_house(f"scripts_{os.getpid()}", furnish_it) as address:
        yield address


def _plant() -> list[str]:
    from butler.correspondence.models import Conversation, Message
    from butler.dossiers import actions as dossiers
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.staff.models import Staff

    anna, ilya, now = (
        Staff.objects.get(email="anna@house.test"),
        Staff.objects.get(email="ilya@house.test"),
        clock.now(),
    )
    with acting_for("test"):
        client = dossiers.admit(
            led_by=ilya, covered_by=anna, given_name=line(texts()[0], 60), surname=line(texts()[3], 60), gender="f",
            city=line(texts()[4], 60), since=date(2021, 3, 1), now=now,
        )  # fmt: skip
        dossiers.add_contact(client.pk, kind="mail", value="maria@olshanskaya.example")
        Staff.objects.filter(pk=anna.pk).update(given_name=line(texts()[2], 40))
    talk = _mails()
    _said_by_us(client, talk, anna)
    _house_words(ilya)
    with acting_for("test"):
        strangers = Conversation.objects.filter(client=None).order_by("pk")[:4]
        laid_out = Message.objects.filter(way="in").exclude(html="").order_by("pk")[:4]
        talks = [f"/requests/{row.pk}/" for row in (talk, *strangers)]
        found = [f"/requests/?q={word}" for word in ("script", "onerror", "<svg")]
        originals = [f"/requests/messages/{row.pk}/original/" for row in laid_out]
    pages = ["/requests/?waiting=", "/", "/matrix/", "/letters/", "/clients/", f"/clients/{client.pk}/"]
    return [*pages, *talks, *found, *originals, "/settings/letters/", "/settings/letters/thanks/ru/"]


def _mails() -> Any:
    """Every vector as a sender's name, a subject, words, a layout and a file's name; of a client and of strangers."""
    from butler.reception.tests.arriving import arrive, mail, sort_all

    for number, text in enumerate(texts()):
        sender = "maria@olshanskaya.example" if number % 3 else f"stranger{number}@evil.example"
        body = f"Закажите столик в «{line(text, 90)}» завтра в 20:00. {text}"
        arrive(
            mail(
                body, sender=f'"{line(text, 120)}" <{sender}>', subject=line(text, 150), number=number,
                html=f"<p title=\"{text}\">Нужен столик</p>{text}",
                files=((line(text, 60).replace("/", " ") or "file", "text/plain", b"x"),),
            )
        )  # fmt: skip
    return next(message.conversation for message in reversed(sort_all()) if message.client_id)


def _said_by_us(client: Any, talk: Any, anna: Any) -> None:
    """Notes, answers, drafts, half-written words, what was read, and the work that came of it."""
    from butler.correspondence import actions, presence
    from butler.correspondence.models import Message
    from butler.ground import clock
    from butler.ground.acting import acting_as, acting_for
    from butler.reception.models import Proposal
    from butler.requests import actions as requests

    now = clock.now()
    with acting_for("test"):
        last = Message.objects.filter(conversation=talk, way="in").order_by("-sent_at").first()
        for number, text in enumerate(texts()):
            for way in ("note", "out"):
                Message.objects.create(
                    client=client, conversation=talk, way=way, channel="mail", sent_at=now, body=text, written_by=anna
                )
            slots = {"place": [{"value": text, "span": [0, 3, "rule", 1.0]}]}
            content = json.dumps({"title": line(text, 150), "words": text, "slots": slots})
            for kind in ("request", "need"):
                Proposal.objects.create(
                    client=client, message=last, number=200 + 2 * number + (kind == "need"), kind=kind,
                    code="restaurant", act="book", other_code="hotel", other_act="book", confidence=0.8, made_at=now,
                    content=content,
                )  # fmt: skip
        for text in texts()[:3]:
            requests.open_request(client, title=line(text, 150), category="art", owner=anna, now=now)
        draft = actions.Draft(client.pk, "confirm", texts()[4], now, conversation_id=talk.pk)
        actions.draft_letter(draft, now=now)
    with acting_as(anna.pk):
        presence.seen(talk.pk, anna, now=now, writing=True, words=texts()[5])


def _house_words(ilya: Any) -> None:
    from butler.correspondence import wordings
    from butler.ground import clock
    from butler.ground.acting import acting_as
    from butler.language.drafting import Purpose

    with acting_as(ilya.pk):
        for purpose, text in zip(Purpose, texts(), strict=False):
            plain = text.translate(str.maketrans("", "", "{}[]"))
            wordings.change(purpose, "ru", plain, by=ilya, now=clock.now())


def test_no_planted_script_runs_and_the_policy_has_nothing_to_stop(window, planted):
    ilya = window("ilya@house.test")
    ilya.page.on("dialog", lambda dialog: dialog.dismiss())
    found = []
    for address in planted:
        ilya.open(address)
        ran = ilya.page.evaluate("window.ran || 0")
        found += [(address, complaint) for complaint in ilya.complaints]
        found += [(address, f"{ran} ran")] if ran else []
        ilya.complaints.clear()
    assert found == []
    ilya.open(planted[6])
    assert "<script>" in ilya.page.inner_text("#thread")  # it stands there, as words
