"""A house that is lived in, for browser tests: every page has something to show. It stands on the day it is made.

Anna leads the Olshanskys, Veresov and Harrington; Mark, of another team, leads Korablyov, of whom Anna learns nothing.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Moscow")
PASSPORT = "75 1234569"
STRANGER = "Кораблёв"  # must stand on no page of Anna's
LIST = (
    "Фамилия;Имя;Отчество;Пол;День рождения;Телефоны;Почта\n"
    "Яшмова;Нина;Павловна;ж;29.02;+7 916 111-22-33;nina@yashma.example\n"
    "Громов;Олег;Ильич;м;01.05.1970;;oleg@gromov.example\n"
)
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//house//test//RU
BEGIN:VEVENT
UID:board@house.test
DTSTART;TZID=Europe/Moscow:{day:%Y%m%d}T110000
DTEND;TZID=Europe/Moscow:{day:%Y%m%d}T123000
RRULE:FREQ=DAILY;COUNT=9
SUMMARY:Совет директоров
LOCATION:офис\\, 4 этаж
END:VEVENT
BEGIN:VEVENT
UID:school@house.test
DTSTART;VALUE=DATE:{day:%Y%m%d}
SUMMARY:Каникулы у детей
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@dataclass
class Known:
    """What the tests must know of the house: ids to fill in addresses, by the names of their arguments."""

    client: Any = None
    stranger: Any = None
    month: date | None = None  # of whose letter there is one
    ids: dict[str, Any] = field(default_factory=dict)


def furnish_richly() -> Known:
    """Make the house, its people, its clients and their morning."""
    from butler.assurance import spares
    from butler.briefs import actions as briefs
    from butler.desk.tests.conftest import furnish
    from butler.ground import clock

    today = clock.today(HOME)
    known = Known()
    with clock.set_to(_at(today, 10, days=-40)):  # the server has the real clock: grants have begun by then
        furnish()
        people = _more_people()
        _network(people, known, today)
        _clients(people, known, today)
    with clock.set_to(_at(today, 18, days=-1)):
        _promises(people, known, today)
        _knowledge(people, known)
        spares.refresh(now=clock.now())
        _work(people, known, today)
        _talks(people, known)
        _letters(people, known)
        _month(people, known, today)
    _batch(people, known)
    with clock.set_to(_at(today, 8)):
        briefs.prepare(today, now=clock.now())
        _what_the_morning_made(people, known)
    return known


def _knowledge(people: dict[str, Any], known: Known) -> None:
    """A guide that was changed once, and what the house proposes to write down."""
    from butler.ground import clock
    from butler.ground.acting import acting_as
    from butler.knowledge import actions

    anna = people["anna"]
    with acting_as(anna.pk):
        guide = actions.write(
            by=anna, now=clock.now(), kind="guide", city="Стамбул", title="Стамбул за день", text="Паром вместо такси."
        )
        actions.change(guide.pk, by=anna, now=clock.now(), text="Паром вместо такси: двадцать минут до Кадыкёя.")
        proposed = actions.propose(
            to=anna, origin="test", now=clock.now(), kind="trick", title="Стол за два часа", text="Звонить в зал."
        )
    known.ids["article"], known.ids["proposed_article"] = guide.pk, proposed.pk if proposed else 0


def _at(day: date, hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(hour, minute), HOME)


def _more_people() -> dict[str, Any]:
    from butler.desk.tests.conftest import PASSWORD
    from butler.staff.models import Staff, Team

    other = Team.objects.create(name="Вторая")
    for mail, given_name, surname, role in (("mark", "Марк", "Зимин", "concierge"), ("olga", "Ольга", "Ким", "owner")):
        Staff.objects.create_user(
            f"{mail}@house.test", PASSWORD, given_name=given_name, surname=surname, role=role, team=other
        )
    return {person.email.partition("@")[0]: person for person in Staff.objects.all()}


def _network(people: dict[str, Any], known: Known, today: date) -> None:
    from butler.ground.acting import acting_as
    from butler.network import actions as network
    from butler.network.models import Acquaintance, Opening

    with acting_as(people["anna"].pk):
        for number, (name, kind) in enumerate((("Северный двор", "restaurant"), ("Оранжерея", "restaurant"))):
            venue = network.add_organisation(
                name=name, kind=kind, city="Санкт-Петербург", street="Почтовая набережная, 2", phone="+7 900 000-00-20",
                mail=f"venue{number}@venues.example", price_band=4, standing=5, style="русская", setting="тихий зал",
            )  # fmt: skip
            person = network.add_contact(
                organisation=venue, full_name=("Полина Сергеевна Гранина", "Тимур Назаров")[number], role="управляющая",
                city="Санкт-Петербург", phone="+7 900 000-00-21", warmth=70 - 30 * number, asked=9, opened=7,
                likes="белые пионы", never="звонить до полудня",
            )  # fmt: skip
            Opening.objects.create(contact=person, category="restaurant", what="стол у окна в день звонка", height=4)
            Acquaintance.objects.create(staff=people["anna"], contact=person, warmth=60)
            favour = network.thank(person.pk, what="цветы к премьере", weight=2, by=people["anna"], on=today)
        known.ids |= {"organisation": venue.pk, "contact": person.pk, "favour": favour.pk}


def _clients(people: dict[str, Any], known: Known, today: date) -> None:
    from butler.dossiers import actions
    from butler.ground import clock
    from butler.ground.acting import acting_for

    anna, ilya, mark = (people[name] for name in ("anna", "ilya", "mark"))
    everyday = {"now": clock.now(), "since": date(2021, 3, 1), "city": "Санкт-Петербург"}
    with acting_for("test"):
        known.client = actions.admit(
            led_by=anna, covered_by=ilya, given_name="Мария", patronymic="Андреевна", surname="Ольшанская", gender="f",
            standing="key", portrait="Ценит тишину и точность. Сюрпризов не любит.", digest_at=time(9), **everyday,
        )  # fmt: skip
        known.ids["veresov"] = actions.admit(
            led_by=anna, covered_by=ilya, given_name="Андрей", patronymic="Викторович", surname="Вересов", gender="m",
            standing="key", digest_at=time(9, 15), **everyday,
        )  # fmt: skip
        known.ids["harrington"] = actions.admit(
            led_by=anna, given_name="Edward", surname="Harrington", gender="m", standing="key", language="en",
            address="first", digest_at=time(9, 30), **everyday,
        )  # fmt: skip
        known.stranger = actions.admit(
            led_by=mark, given_name="Пётр", patronymic="Ильич", surname=STRANGER, gender="m", **everyday
        )
        for compartment in ("identity", "health"):
            actions.give_grant(anna, known.client.pk, compartment, reason="leads")
    _dossier(people["anna"], known, today)


def _dossier(anna: Any, known: Known, today: date) -> None:
    from butler.dossiers import actions
    from butler.ground import clock
    from butler.ground.acting import acting_as

    at = known.client.pk
    parts: dict[str, Any] = {}
    with acting_as(anna.pk):
        pavel = parts["person"] = actions.add_person(
            at, relation="spouse", given_name="Павел", surname="Ольшанский", gender="m", about="согласует подарки"
        )
        actions.add_person(at, relation="child", given_name="Екатерина", gender="f", about="учится в Лозанне")
        parts["contact"] = actions.add_contact(at, kind="phone", value="+7 921 555-01-02", is_preferred=True)
        actions.add_contact(at, kind="mail", value="pavel.olshansky.private@mail.example", person=pavel)
        soon = today + timedelta(days=5)
        parts["occasion"] = actions.add_occasion(
            at, kind="birthday", month=soon.month, day=soon.day, year=1984, person=pavel
        )
        actions.add_occasion(at, kind="anniversary", month=today.month, title="Годовщина переезда")
        for value, topic, polarity, sure in (
            ("Звонок до 9:00", "communication", "never", 90),
            ("Рислинг, сухой", "drink", "likes", 92),
            ("Устрицы", "food", "likes", 38),
            ("Жёсткая подушка", "room", "must", 85),
            ("Белые пионы", "flowers", "likes", 88),
            ("Высокий этаж, вдали от лифта, окна во двор", "room", "likes", 70),
        ):
            parts["preference"] = actions.add_preference(
                at, value=value, topic=topic, polarity=polarity, confidence=sure, today=today
            )
        parts["document"] = actions.add_document(
            at, kind="travel_passport", number=PASSPORT, expires_on=today + timedelta(days=90), country="RU"
        )
        parts["secret"] = actions.add_secret(at, "identity", label="Код подъезда", value="38К1945")
        actions.add_secret(at, "health", label="Аллергия", value="Пенициллин", noted_on=today)
        parts["mandate"] = actions.add_mandate(at, category="all", limit=150_000)
        parts["gift"] = actions.add_gift(at, title="Шёлковый платок", given_on=date(2025, 3, 14))
        parts["note"] = actions.add_note(at, text="В машине говорит только о делах.", by=anna, now=clock.now())
        known.ids["document_number"] = _number_of(parts["document"])
    known.ids["parts"] = {kind: row.pk for kind, row in parts.items()}


def _number_of(document: Any) -> Any:
    from butler.dossiers.models import DocumentNumber

    return DocumentNumber.objects.get(document=document).pk


def _promises(people: dict[str, Any], known: Known, today: date) -> None:
    """Each key client has a proven evening and an unproven thing; one has a journey."""
    from butler.bookings import actions as bookings
    from butler.bookings.actions import Told
    from butler.calendars import actions as calendars
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.travel import actions as travel

    anna, now = people["anna"], clock.now()
    with acting_for("test"):
        for number, client in enumerate((known.client, known.ids["veresov"], known.ids["harrington"])):
            title = "Dinner for two" if client.language == "en" else "Ужин на двоих"
            dinner = bookings.book(
                client, kind="restaurant", title=title, starts_at=_at(today, 23, 10 + number), by=anna, now=now,
                organisation_id=known.ids["organisation"], party_size=2, importance=3, price=46_000,
            )  # fmt: skip
            bookings.add_evidence(dinner.pk, Told("reference", reference="A-17"), by=anna, now=now)
            line = bookings.instruct(dinner.pk, text="Стол у окна", is_must=True, by=anna, now=now)
            bookings.answer_instruction(line.pk, "confirmed", by=anna, now=now)
        known.ids["booking"] = dinner.pk
        lunch = bookings.book(
            known.client, kind="restaurant", title="Обед у окна с видом на реку и тихим залом", importance=3,
            starts_at=_at(today, 13), by=anna, now=now,
        )  # fmt: skip
        bookings.add_evidence(lunch.pk, Told("word", told_by="Полина"), by=anna, now=now)
        bookings.instruct(lunch.pk, text="Без лилий на столе", by=anna, now=now)
        known.ids["unproven"] = lunch.pk
        flight = bookings.book(
            known.client, kind="flight", title="NV 402 Санкт-Петербург – Стамбул", starts_at=_at(today, 9, 50, days=3),
            by=anna, now=now,
        )  # fmt: skip
        trip = travel.plan_trip(
            known.client, title="Выходные в Стамбуле", starts_on=today + timedelta(days=3),
            ends_on=today + timedelta(days=6), countries=["TR"],
        )  # fmt: skip
        travel.add_leg(trip.pk, flight, origin="LED", destination="IST", arrival_zone="Europe/Istanbul")
        calendars.add_source(known.client.pk, name="Рабочий календарь", now=now, ics=ICS.format(day=today).encode())


def _work(people: dict[str, Any], known: Known, today: date) -> None:
    """Tasks in every quadrant and in the tray, and a request with its first step."""
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.requests import actions as requests

    anna, now = people["anna"], clock.now()
    with acting_for("test"):
        showing = requests.open_request(
            known.client, title="Частный показ новой коллекции для троих", category="art", owner=anna, now=now,
            due_at=_at(today, 18, days=4), details={"budget": "до 300 000"},
        )  # fmt: skip
        _live(requests, known, showing, anna, now)
        for quadrant, title in enumerate(("Позвонить флористу", "Продлить визу", "Забрать платье", "Сверить меню"), 1):
            task = requests.add_task(
                known.client, title=title, category="other", owner=anna, now=now, due_at=_at(today, 12, days=quadrant)
            )
            requests.place(task.pk, quadrant, by=anna, now=now)
        new = requests.add_task(known.ids["veresov"], title="Уточнить рост", category="other", owner=anna, now=now)
        _search(known, anna, now)
    known.ids["task"] = new.pk
    _waited_for(people, showing, known, now)
    _handed(people, known, now)


def _waited_for(people: dict[str, Any], showing: Any, known: Known, now: datetime) -> None:
    """A clock has nearly run out and Ilya could take the request; Anna meets somebody tomorrow."""
    from butler.ground.acting import acting_as, acting_for
    from butler.requests import actions as requests
    from butler.requests.models import ClockRing

    anna = people["anna"]
    with acting_for("test"):
        ring = ClockRing.objects.create(
            client_id=showing.client_id, client_request=showing, kind="options", share=90, at=now, to=people["ilya"],
            started_at=now - timedelta(hours=3),
        )  # fmt: skip
    with acting_as(anna.pk):
        begins = now + timedelta(hours=18)
        taken = requests.take_time(anna, "meeting", begins, begins + timedelta(hours=1), now=now)
        word = requests.told(showing.pk, by=anna, now=now)
    known.ids |= {"ring": ring.pk, "taken_time": taken.pk, "word": word.pk}


def _handed(people: dict[str, Any], known: Known, now: datetime) -> None:
    """Anna goes away for a week: Ilya is offered the client, and has refused one thing of hers."""
    from butler.ground.acting import acting_as
    from butler.requests import actions as requests

    anna, ilya = people["anna"], people["ilya"]
    things = [
        requests.Thing(known.client.pk, note="В пятницу ждёт звонка до семи"),
        requests.Thing(known.ids["veresov"].pk, task_id=known.ids["task"]),
    ]
    with acting_as(anna.pk):
        head = requests.offer(
            things, giver=anna, taker=ilya, why="leave", by=anna, now=now, until=now + timedelta(days=7)
        )
        refused = head.items.get(task__isnull=False)
        known.ids |= {"hand_over": head.pk, "item": head.items.get(task__isnull=True).pk}
        left = requests.Choice("mine", task_id=known.ids["task"])
        end = requests.close_shift([left], until=now + timedelta(hours=15), by=anna, now=now)
        known.ids["shift_end"] = end.pk
    with acting_as(ilya.pk):
        requests.refuse(refused.pk, "hands", by=ilya, now=now, words="Рост знает Анна")


def _search(known: Known, anna: Any, now: datetime) -> None:
    """Tickets are looked for: one offers, one cannot, one has to be called; the price waits for the house."""
    from butler.network.models import Contact, Organisation
    from butler.requests import actions as requests
    from butler.sourcing import actions as sourcing
    from butler.sourcing.models import Approach, Offer
    from butler.sourcing.rules import Could
    from butler.sourcing.rules.hearing import Terms

    theatre = Organisation.objects.create(name="Театр на Каменном", kind="theatre", phone="+7 900 000-00-30")
    people = [
        Contact.objects.create(full_name=name, role="администратор", organisation=theatre, phone="+7 900 000-00-31")
        for name in ("Вера Глинская", "Олег Зимин", "Нина Лещёва")
    ]
    request = requests.open_request(
        known.client, title="Два билета на «Чайку»", category="tickets", owner=anna, now=now, with_task=False,
        happens_at=now + timedelta(days=2), details={"name": "Чайка", "party": "2", "class": "партер"},
    )  # fmt: skip
    goal = sourcing.Goal(ask=[Could(one.pk, theatre.pk, 80 - 10 * at) for at, one in enumerate(people)])
    search = sourcing.open_operation(request.pk, by=anna, now=now, goal=goal)
    asked = list(Approach.objects.filter(operation=search).order_by("-chance"))
    said = Terms("партер, 6 ряд, места 11–12", 46_000)
    sourcing.called(asked[0].pk, "offer", by=anna, now=now + timedelta(minutes=20), who="Вера", terms=said)
    sourcing.called(asked[1].pk, "declined", by=anna, now=now + timedelta(minutes=30))
    asked[2].state, asked[2].asked_at, asked[2].answer_by = "asked", now, now + timedelta(hours=1)
    asked[2].save()
    offer = Offer.objects.get(operation=search)
    offer.verdict, offer.score, offer.reasons = "good", 84, [["hard_term", True, 0], ["price_within", True, None]]
    offer.put_to_house_at, search.state = now + timedelta(minutes=25), "approval"
    offer.save()
    search.save()
    known.ids |= {"operation": search.pk, "offer": offer.pk, "approach": asked[2].pk}


def _live(requests: Any, known: Known, showing: Any, anna: Any, now: datetime) -> None:
    """The request is a case with candidates, a pause, and another that looks like it."""
    requests.accept_request(showing.pk, by=anna, now=now)
    requests.open_request(
        known.client, title="Показ новой коллекции", category="art", owner=anna, now=now, with_task=False
    )
    requests.enter_phase(showing.pk, "trials", by=anna, now=now)
    first = requests.add_candidate(showing.pk, name="Галерея на Мойке", about="зал на троих", by=anna, now=now)
    requests.judge_candidate(first.pk, state="shown", words="тихо и светло", by=anna, now=now)
    requests.plan_look(showing.pk, at=now + timedelta(days=9), why="renewal", every_months=6, by=anna, now=now)
    requests.pause_request(showing.pk, until=now + timedelta(days=2), why="away", note="до пятницы", by=anna, now=now)
    known.ids["request"] = showing.pk


def _talks(people: dict[str, Any], known: Known) -> None:
    from butler.correspondence.models import Attachment, Conversation, Message, RawMessage, Regrouping
    from butler.ground import clock
    from butler.ground.acting import acting_for

    now, client = clock.now(), known.client
    with acting_for("test"):
        talk = Conversation.objects.create(client=client, channel="telegram", last_at=now)
        words = (
            ("in", "Добрый вечер! Можно ли перенести ужин на полчаса позже? И, пожалуйста, детский стул."),
            ("out", "Добрый вечер, Мария Андреевна. Уже спрашиваю ресторан, отвечу до 19:00."),
            ("in", "Спасибо. Прикладываю план рассадки: https://files.example/very/long/address/of/a/plan.pdf"),
        )
        for number, (way, body) in enumerate(words):
            said = Message.objects.create(
                client=client, conversation=talk, way=way, channel="telegram", body=body, html="<p>план рассадки</p>",
                sent_at=now - timedelta(minutes=70 - 20 * number),
                written_by=people["anna"] if way == "out" else None,
                proof="unproven" if number == 0 else "unknown", proof_why="demanded" if number == 0 else "",
            )  # fmt: skip
        file = Attachment.objects.create(
            client=client, message=said, name="план рассадки.pdf", content_type="application/pdf", size=9,
            content=b"%PDF-plan",
        )  # fmt: skip
        unknown = Conversation.objects.create(channel="mail", last_at=now, subject="Вопрос о вечере")
        other = Conversation.objects.create(channel="mail", last_at=now - timedelta(days=1))
        for row, body in (
            (unknown, "Это я, Нина."),
            (other, "Это Нина, с рабочей почты: nina.sergeeva@office.example"),
        ):
            Message.objects.create(
                conversation=row, way="in", channel="mail", sent_at=row.last_at, sender="Нина С.", body=body
            )
        draft, proposals = _read(said, now)
        moved = Regrouping.objects.create(client=client, what="split", source=talk, target=talk, moved=[], at=now)
        raw = RawMessage.objects.create(
            channel="mail", external_id="unreadable", content=b"?", received_at=now, state="unreadable", why="crashed"
        )
    known.ids |= {"talk": talk.pk, "unknown_talk": unknown.pk, "file": file.pk, "proposals": proposals}
    known.ids |= {"proposal": proposals[0], "draft": draft, "message": said.pk, "regrouping": moved.pk, "raw": raw.pk}


def _read(message: Any, now: datetime) -> tuple[Any, list[Any]]:
    """What was read in a message: a request, a taste and a need, the mood, and a draft of the answer."""
    from butler.correspondence import actions
    from butler.reception.models import Hearing, Proposal

    found: tuple[Any, ...] = (
        ("request", "restaurant", "book", "hotel", "Столик на четверых, 28 ноября, 20:00", {
            "when": [{"value": "2026-11-28T20:00", "span": [0, 7, "rule", 1.0]}],
            "party": [{"value": 4, "span": [0, 7, "rule", 1.0]}],
        }),
        ("preference", "seating", "likes", "", "", {}),
        ("need", "child_seat", "", "", "Детское кресло", {}),
    )  # fmt: skip
    Hearing.objects.create(
        client=message.client, message=message, mood="irritated", urgency="today", sent_at=message.sent_at, read_at=now,
        content=json.dumps({"cause": {"words": "Спасибо", "start": 0, "end": 7}}),
    )  # fmt: skip
    draft = actions.Draft(
        client_id=message.client_id, purpose="ask", body="Мария Андреевна, на сколько человек накрыть стол?",
        send_after=now, channel="telegram", conversation_id=message.conversation_id,
    )  # fmt: skip
    letter = actions.draft_letter(draft, now=now)
    rows = [
        Proposal.objects.create(
            client=message.client, message=message, number=number, kind=kind, code=code, act=act, other_code=other,
            other_act=act if other else "", confidence=0.8, made_at=now,
            content=json.dumps({"title": title, "words": "Спасибо", "slots": slots}),
        ).pk
        for number, (kind, code, act, other, title, slots) in enumerate(found, 1)
    ]  # fmt: skip
    return letter.pk, rows


def _letters(people: dict[str, Any], known: Known) -> None:
    """One letter that may have gone, one that did not, and the account through which they should have left."""
    from butler.correspondence import actions
    from butler.correspondence.models import Account, Letter
    from butler.ground import clock
    from butler.ground.acting import acting_for

    now = clock.now()
    steps: tuple[dict[str, Any], ...] = (
        {"state": "claimed", "claimed_by": "1"},
        {"state": "sending", "sending_at": now, "dated_at": now},
    )
    with acting_for("test"):
        known.ids["account"] = Account.objects.create(
            kind="smtp", name="Почта дома", address="house@mail.example", secret="яшмовый пароль",
            options={"host": "mail.example", "port": 465, "security": "tls"}, failing_since=now, why="login_refused",
        ).pk  # fmt: skip
        known.ids["bot"] = Account.objects.create(
            kind="telegram", name="Бот дома", address="moika_house_bot", secret="7:яшмовый-токен", heard_at=now,
            webhook=f"https://butler.house.example/doors/telegram/{known.client.pk}/", webhook_why="not_reached",
        ).pk  # fmt: skip
        for state, why in (("uncertain", "unsure"), ("failed", "address_refused")):
            draft = actions.Draft(known.client.pk, "reply", "Столик у окна ждёт вас в семь.", now, subject="Ужин")
            letter = actions.draft_letter(draft, now=now)
            actions.approve(letter.pk, by=people["anna"], now=now)
            for step in (*steps, {"state": state, "why": why}):
                Letter.objects.filter(pk=letter.pk).update(**step)
            known.ids.setdefault("letter", letter.pk)


def _month(people: dict[str, Any], known: Known, today: date) -> None:
    """Something was settled, and the letter of the month waits as it will when the month is over."""
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.reports import actions as reports
    from butler.requests import actions as requests

    anna, now = people["anna"], clock.now()
    with acting_for("test"):
        asked = requests.open_request(
            known.client, title="Узнать о выставке", category="information", owner=anna, now=now, with_task=False
        )
        for state in ("accepted", "closed"):
            requests.advance(asked.pk, state, by=anna, now=now, reason="готово")
        known.month = today.replace(day=1)
        letter = reports.draft(known.client.pk, known.month, now=now + timedelta(days=32))
    known.ids["month_letter"] = letter.pk


def _batch(people: dict[str, Any], known: Known) -> None:
    """One batch of files that was taken in, one that waits for a yes."""
    from butler.ground.acting import acting_as
    from butler.reception import actions as reception
    from butler.reception.ledger import Choices

    choices = Choices(by=people["ilya"])
    for name, text in (("clients.csv", LIST), ("more.csv", LIST.replace("Яшмова", "Дроздова"))):
        with acting_as(people["ilya"].pk):
            batch = reception.preview_upload([(name, text.encode())], choices)
        reception.look_at(batch.pk)
        if name == "clients.csv":
            reception.take_in(batch.pk)
            known.ids["batch"] = batch.number
    known.ids["waiting_batch"] = batch.number


def _what_the_morning_made(people: dict[str, Any], known: Known) -> None:
    from butler.briefs.models import Digest
    from butler.foresight.models import Anticipation
    from butler.ground.acting import acting_as

    with acting_as(people["anna"].pk):
        known.ids["digest"] = Digest.objects.get(letter__client=known.client).pk
        known.ids["ahead"] = Anticipation.objects.filter(client=known.client).first().pk
    known.ids["staff"] = {name: person.pk for name, person in people.items()}
