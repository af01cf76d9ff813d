"""Files become rows of the house, once; a bad record is named; a batch is taken back exactly."""

import random
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection

from butler.calendars import actions as calendars
from butler.calendars.access import occurrences_between
from butler.calendars.models import Source
from butler.correspondence.models import Attachment, Conversation, Message, RawMessage
from butler.dossiers.access import card, contact_index
from butler.dossiers.models import Client, ContactPoint, Grant, Note, Occasion, Person
from butler.ground import acting, clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import DataKey
from butler.ground.refusals import NotHere
from butler.ground.sealing import HOUSE, open_bytes, open_sealed
from butler.network.models import Contact, Opening, Organisation
from butler.reception import access, actions
from butler.reception.ledger import Choices
from butler.reception.models import Batch, ImportedRow

Action = ImportedRow.Action


def counts() -> dict[str, int]:
    """How many rows of everything that an import may touch."""
    models: tuple = (Client, ContactPoint, Grant, Note, Occasion, Person, Contact, Organisation, Opening)
    models += (RawMessage, Conversation, Message, Attachment)
    with acting_for("test"):
        keys_of_clients = DataKey.objects.exclude(subject=HOUSE).count()
        return {model._meta.label: model._base_manager.count() for model in models} | {"keys": keys_of_clients}


def told(batch) -> dict[str, tuple[int, int, int]]:
    """New, changed and same entries by kind."""
    with acting_for("test"):
        tally = access.batch(batch.number).tally
    return {kind: tuple(tally.count(kind, one) for one in ("created", "updated", "unchanged")) for kind in tally.kinds}


def test_clients_from_a_list_are_admitted_with_all_that_is_said(clients_csv, choices, anna, mark):
    batch = actions.apply([clients_csv], choices)

    assert told(batch) == {"client": (2, 0, 0)}
    with acting_as(anna.pk):
        nina = ContactPoint.objects.get(index=contact_index("phone", "89161112233")).client
        assert card(nina.pk).full_name == "Нина Павловна Яшмова"
        assert open_sealed(Note.objects.get(client=nina), "text") == "Любит тихий зал (Яшма)"
        assert (nina.occasions.get().month, nina.occasions.get().day, nina.led_by_id) == (2, 29, anna.pk)
    with acting_as(mark.pk):
        assert not Client.objects.exists()


def test_a_bad_record_is_named_with_file_line_and_reason(clients_csv, choices, vera):
    batch = actions.apply([clients_csv], choices)
    with acting_as(vera.pk):
        (row,) = access.rows(batch.number, action=Action.PROBLEM)
    assert (row.file, row.line, row.column, row.why) == (clients_csv, 3, 4, "gender_unknown")


def test_the_same_file_twice_changes_nothing_twice(clients_csv, choices):
    actions.apply([clients_csv], choices)
    before = counts()
    again = actions.apply([clients_csv], choices)

    assert told(again) == {"client": (0, 0, 2)}
    assert counts() == before


def test_a_preview_says_what_would_come_and_changes_nothing(clients_csv, choices):
    before = counts()
    tally, names = actions.preview([clients_csv], choices)

    assert (tally.count("client", "created"), tally.trouble_count, names) == (2, 1, [clients_csv])
    assert counts() == before
    with acting_for("test"):
        assert not Batch.objects.exists()


def test_a_record_that_says_more_changes_the_client_and_goes_back_exactly(put, choices, olshanskaya, anna):
    head = "фамилия,имя,отчество,пол,город,телефон\n"
    first = put("a.csv", head + "Ольшанская,Мария,Андреевна,ж,Санкт-Петербург,+79110000001\n")
    second = put("b.csv", head + "Ольшанская-Крам,Мария,Андреевна,ж,Москва,+79110000001\n")

    told_first = told(actions.apply([first], choices))
    changed = actions.apply([second], choices)
    assert (told_first, told(changed)) == ({"client": (0, 1, 0)}, {"client": (0, 1, 0)})
    with acting_as(anna.pk):
        assert (card(olshanskaya.pk).surname, card(olshanskaya.pk).city) == ("Ольшанская-Крам", "Москва")

    actions.undo(changed.number)
    with acting_as(anna.pk):
        assert (card(olshanskaya.pk).surname, card(olshanskaya.pk).city) == ("Ольшанская", "Санкт-Петербург")
        assert ContactPoint.objects.count() == 1  # of the first batch


def test_a_batch_is_taken_back_without_a_trace_of_what_it_made(clients_csv, choices):
    before = counts()
    batch = actions.apply([clients_csv], choices)
    actions.undo(batch.number)

    assert counts() == before
    with acting_for("test"):
        assert access.batch(batch.number).state == Batch.State.UNDONE
        assert access.rows(batch.number, kept=True) == []


def test_what_somebody_built_on_since_stays_and_is_named(clients_csv, choices, anna):
    batch = actions.apply([clients_csv], choices)
    with acting_as(anna.pk):
        nina = ContactPoint.objects.get(index=contact_index("phone", "+79161112233")).client
        later_note = Note.objects.create(client=nina, written_by=anna, written_at=clock.now(), text="позже")

    actions.undo(batch.number)
    with acting_for("test"):
        (kept,) = access.rows(batch.number, kept=True)
        assert (kept.table, kept.kept, kept.kept_for) == ("dossiers.Client", "in_use", "dossiers.Note")
        assert Client.objects.get() == nina
        Note.everything.filter(pk=later_note.pk).delete()

    actions.undo(batch.number)
    with acting_for("test"):
        assert not Client.objects.exists()


def test_what_was_changed_since_stays_as_it_is(put, choices, olshanskaya, anna):
    path = put("a.csv", "фамилия,имя,отчество,пол,город\nОльшанская,Мария,Андреевна,ж,Москва\n")
    batch = actions.apply([path], choices)
    with acting_as(anna.pk):
        Client.objects.filter(pk=olshanskaya.pk).update(city="Сочи")

    actions.undo(batch.number)
    with acting_for("test"):
        (kept,) = access.rows(batch.number, kept=True)
        assert (kept.kept, Client.objects.get().city) == ("changed_since", "Сочи")


CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nN:{surname};{given};;;\nFN:{given} {surname}\nTEL:{phone}\nEMAIL:{mail}\n"
    "ORG:{org}\nTITLE:{title}\nBDAY:--1109\nNOTE:{note}\nEND:VCARD\n"
)


def vcard(given="Ирина", surname="Тарасова", phone="+79031112233", mail="i@o.example", org="", title="", note=""):
    return CARD.format(given=given, surname=surname, phone=phone, mail=mail, org=org, title=title, note=note)


@pytest.fixture
def with_phone(olshanskaya, anna):
    """The Olshanskys' telephone at home."""
    with acting_as(anna.pk):
        ContactPoint.objects.create(
            client=olshanskaya, kind="phone", value="+7 812 333-44-55", index=contact_index("phone", "+78123334455")
        )
    return olshanskaya


def test_a_card_of_a_stranger_becomes_a_contact_of_the_network(put, choices, oranzhereya):
    path = put("irina.vcf", vcard(org="Оранжерея", title="Управляющая", note="Стол у окна"))
    batch = actions.apply([path], choices)

    irina = Contact.objects.get()
    assert (irina.organisation, irina.role, irina.phone) == (oranzhereya, "Управляющая", "+79031112233")
    assert told(batch) == {"contact": (1, 0, 0)}
    assert told(actions.apply([path], choices)) == {"contact": (0, 0, 1)}
    assert counts()["network.Organisation"] == 1


def test_a_card_with_a_clients_telephone_enriches_the_dossier(put, choices, with_phone, anna):
    batch = actions.apply([put("m.vcf", vcard("Мария", "Ольшанская", "8 (812) 333-44-55", "m@o.example"))], choices)

    assert told(batch) == {"client": (0, 1, 0)}
    assert not Contact.objects.exists()
    with acting_as(anna.pk):
        assert {point.kind for point in with_phone.contact_points.all()} == {"phone", "mail"}
        assert (with_phone.occasions.get().month, with_phone.occasions.get().day) == (11, 9)


def test_another_name_on_the_family_telephone_is_somebody_of_the_circle_and_not_in_the_open(put, choices, with_phone):
    path = put("k.vcf", vcard("Кирилл", "Ольшанский", "+78123334455", "k@o.example"))
    batch = actions.apply([path], choices)

    assert told(batch) == {"person": (1, 0, 0)}
    assert not Contact.objects.exists()
    assert told(actions.apply([path], choices)) == {"person": (0, 0, 1)}


def test_a_telephone_of_two_clients_is_left_to_a_person(put, choices, with_phone, veresov, anna):
    with acting_as(anna.pk):
        ContactPoint.objects.create(
            client=veresov, kind="phone", value="+78123334455", index=contact_index("phone", "+78123334455")
        )
    with pytest.raises(actions.NothingRead) as nothing:
        actions.apply([put("x.vcf", vcard("Олег", "Иной", "+78123334455", "x@x.example"))], choices)
    assert [one.why for one in nothing.value.tally.troubles] == ["whose_unclear"]


def test_cards_as_clients_need_to_say_whether_it_is_a_lady(put, anna):
    ada, sasha = "N:Громова;Ада;Ильинична\nTEL:89161110000", "N:Ли;Саша\nTEL:1"
    cards = "".join(f"BEGIN:VCARD\n{body}\nEND:VCARD\n" for body in (ada, sasha))
    batch = actions.apply([put("c.vcf", cards)], Choices(by=anna, as_clients=True))
    with acting_for("test"):
        assert [(row.action, row.why) for row in access.rows(batch.number) if row.table != "dossiers.ContactPoint"] == [
            ("created", ""), ("problem", "gender_unknown")
        ]  # fmt: skip
        assert Client.objects.get().gender == "f"


def test_contacts_of_the_network_with_what_they_open(put, choices, severny_dvor):
    head = "организация;вид;город;класс;контакт;должность;телефон;открывает\n"
    path = put("net.csv", head + "Северный двор;ресторан;;5;Павел Рудин;мэтр;+79031110000;стол у камина; веранда\n")
    with pytest.raises(actions.NothingRead) as nothing:
        actions.apply([path], choices)
    assert [one.why for one in nothing.value.tally.troubles] == ["too_many_cells"]

    path = put("net.csv", head + 'Северный двор;ресторан;;5;Павел Рудин;мэтр;+79031110000;"стол у камина; веранда"\n')
    batch = actions.apply([path], choices)
    assert sorted(Opening.objects.values_list("what", "category")) == [
        ("веранда", "restaurant"), ("стол у камина", "restaurant")
    ]  # fmt: skip
    severny_dvor.refresh_from_db()
    assert (severny_dvor.price_band, told(batch)) == (5, {"contact": (1, 0, 0)})

    actions.undo(batch.number)
    severny_dvor.refresh_from_db()
    assert (severny_dvor.price_band, Contact.objects.count(), Opening.objects.count()) == (4, 0, 0)


@pytest.fixture
def mailbox(put, letter, with_phone, anna):
    """Two letters of Maria's, one answer of Anna's, one stranger's; the second letter lies there twice."""
    with acting_as(anna.pk):
        ContactPoint.objects.create(
            client=with_phone, kind="mail", value="Maria@o.example", index=contact_index("mail", "maria@o.example")
        )
    letters = [
        letter(1, "Мария Яшма <maria@o.example>", date="Sun, 22 Nov 2026 10:00:00 +0300"),
        letter(2, "anna@house.test", to="maria@o.example", date="Sun, 22 Nov 2026 11:00:00 +0300"),
        letter(3, "maria@o.example"),
        letter(4, "stranger@else.example", subject="Яшма"),
        letter(3, "maria@o.example"),
    ]
    return put("box.mbox", b"".join(b"From x Mon Nov 23 12:00:00 2026\n" + raw + b"\n" for raw in letters))


def test_a_mailbox_becomes_conversations(mailbox, choices, with_phone, anna, vera, mark):
    batch = actions.apply([mailbox], choices)

    assert told(batch) == {"message": (4, 0, 1)}
    with acting_as(anna.pk):
        talk = Conversation.objects.get()
        assert (talk.client_id, talk.waiting) == (with_phone.pk, "us")
        assert list(talk.messages.order_by("sent_at").values_list("way", "written_by")) == [
            ("in", None), ("out", anna.pk), ("in", None)
        ]  # fmt: skip
        raw = RawMessage.objects.get(messages__way="out")
        assert b"anna@house.test" in open_bytes(raw, "content")
    with acting_as(vera.pk):
        unsorted = Conversation.objects.get(client__isnull=True)
        assert open_sealed(unsorted, "address") == "stranger@else.example"
    with acting_as(mark.pk):
        assert not any(model.objects.exists() for model in (Conversation, RawMessage, Message))


def test_a_mailbox_twice_and_back(mailbox, choices):
    before = counts()
    tally, _ = actions.preview([mailbox], choices)
    batch = actions.apply([mailbox], choices)
    assert told(actions.apply([mailbox], choices)) == {"message": (0, 0, 5)}
    assert {kind: dict(found) for kind, found in tally.kinds.items()} == {"message": {"created": 4, "unchanged": 1}}

    actions.undo(batch.number)
    assert counts() == before


def test_a_folder_is_walked(put, choices, letter, tmp_path):
    put("all/a/one.eml", letter(1, "x@y.example"))
    put("all/maildir/cur/2", letter(2, "x@y.example"))
    put("all/maildir/new/3", letter(3, "x@y.example"))
    put("all/notes.txt", "not ours")
    batch = actions.apply([str(tmp_path / "all"), str(tmp_path / "none"), str(tmp_path / "all/notes.txt")], choices)

    assert told(batch) == {"message": (3, 0, 0)}
    with acting_for("test"):
        assert [row.why for row in access.rows(batch.number, action=Action.PROBLEM)] == ["file_missing", "file_unknown"]


def test_a_crash_in_the_middle_is_continued(clients_csv, choices, monkeypatch):
    monkeypatch.setattr("butler.reception.actions.chunks.CHUNK_ENTRIES", 1)
    steps = []

    def pull_the_plug(done):
        steps.append(done)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.apply([clients_csv], choices, progress=pull_the_plug)
    acting.forget_keys()
    batch = actions.apply([clients_csv], choices, progress=steps.append)

    assert (steps, batch.number) == ([1, 2, 3], 1)
    assert told(batch) == {"client": (2, 0, 0)}
    with acting_for("test"):
        assert Client.objects.count() == 2


def test_a_crash_in_the_middle_is_taken_back_cleanly(clients_csv, choices, monkeypatch):
    monkeypatch.setattr("butler.reception.actions.chunks.CHUNK_ENTRIES", 1)
    monkeypatch.setattr("butler.reception.actions.going_back.UNDO_ROWS", 2)
    before = counts()

    def pull_the_plug(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.apply([clients_csv], choices, progress=pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        actions.undo(1, progress=pull_the_plug)
    actions.undo(1)
    assert counts() == before


def test_two_imports_at_once_make_one_contact(put, choices, monkeypatch):
    monkeypatch.setattr("butler.reception.actions.chunks.CHUNK_ENTRIES", 1)
    irina, oleg = vcard(), vcard("Олег", "Громов", "+79030000000", "o@g.example")
    first, second = put("a.vcf", irina + oleg), put("b.vcf", oleg)

    def meanwhile(done):
        if done == 1:
            actions.apply([second], choices)

    assert told(actions.apply([first], choices, progress=meanwhile)) == {"contact": (1, 0, 1)}
    assert Contact.objects.count() == 2


PIECES = [
    "Анна", "x" * 400, "+7 916 111-22-33",
    "a@b.example", "\\n", ";", ",", "1980-02-30", "--0229", "\x00", "😀", "", "F",
    "https://" + "y" * 300, "=D0", '"', "00", "t.me/anna", "ж", "9" * 40,
]  # fmt: skip
NAMES = [
    "N", "FN", "TEL", "EMAIL", "ORG", "TITLE", "BDAY", "NOTE", "ADR", "URL", "X-ABDATE", "X-TELEGRAM", "KIND", "LANG",
    "item1.X-ABLabel", "item1.TEL", "IMPP;X-SERVICE-TYPE=Telegram", "CATEGORIES",
]  # fmt: skip
COLUMNS = "организация;вид;город;адрес;класс;контакт;роль;телефон;почта;телеграм;сайт;открывает;заметки"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_a_file_holds_the_rest_goes_in_and_all_of_it_back(seed, put, anna, with_phone):
    dice = random.Random(seed)

    def words() -> str:
        return "".join(dice.choices(PIECES, k=dice.randint(0, 4)))

    bodies = ["\n".join(f"{dice.choice(NAMES)}:{words()}" for _ in range(12)) for _ in range(40)]
    cards = put("f.vcf", "".join(f"BEGIN:VCARD\nGENDER:F\n{body}\nEND:VCARD\n" for body in bodies))
    rows = [";".join(words().replace(";", " ") for _ in COLUMNS.split(";")) for _ in range(40)]
    table = put("f.csv", "\n".join([COLUMNS, *rows]))
    before = counts()
    batch = actions.apply([cards, table], Choices(by=anna, as_clients=seed % 2 == 1))
    assert told(batch)

    actions.undo(batch.number)
    assert counts() == before


def test_nobody_but_leads_and_the_owner_sees_a_batch(clients_csv, choices, anna, mark, auditor, vera, owner):
    batch = actions.apply([clients_csv], choices)
    for person in (anna, mark, auditor):
        with acting_as(person.pk):
            assert access.batches() == []
            assert not ImportedRow.objects.exists()
            with pytest.raises(NotHere):
                access.batch(batch.number)
    for person in (vera, owner):
        with acting_as(person.pk):
            assert [card.sources for card in access.batches()] == [(clients_csv,)]


def test_no_word_of_a_client_stands_in_any_column_of_a_batch(clients_csv, mailbox, choices, put):
    put("b.csv", "фамилия,имя,отчество,пол,город\nЯшмова-Кац,Нина,Павловна,ж,Москва\n")
    actions.apply([clients_csv, mailbox, put("я.vcf", vcard("Яшма", "Яшмин", note="Яшма"))], choices)
    actions.apply([put("c.csv", "имя,отчество,фамилия,пол,заметки\nНина,Павловна,Яшмова,ж,Яшма вторая\n")], choices)
    with acting_for("test"), connection.cursor() as cursor:
        for table in ("reception_batch", "reception_batchfile", "reception_importedrow"):
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                for value in row:
                    text = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    assert "яшм" not in text.decode("utf-8", "replace").lower()
                    assert b"yashma" not in text
                    assert b"916" + b"111" not in text


def test_files_from_the_desk_are_looked_at_and_then_taken_in(vera, mark, choices):
    files = [("clients.csv", "фамилия,имя,пол\nГромов,Олег,м\n".encode())]
    with acting_as(vera.pk):
        batch = actions.preview_upload(files, Choices(by=vera))
    actions.look_at(batch.pk)
    with acting_as(vera.pk):
        seen = access.batch(batch.number)
        assert (seen.may_be_accepted, seen.tally.count("client", "created")) == (True, 1)
        actions.accept(batch.pk)
    actions.take_in(batch.pk)
    actions.take_in(batch.pk)  # the job may ring twice

    with acting_as(vera.pk):
        assert access.batch(batch.number).state == Batch.State.APPLIED
        assert Client.objects.count() == 1


def test_a_batch_from_the_desk_is_discarded_or_taken_back(vera, choices):
    files = [("clients.csv", "фамилия,имя,пол\nГромов,Олег,м\n".encode())]
    with acting_as(vera.pk):
        unwanted = actions.preview_upload(files, Choices(by=vera))
        actions.discard(unwanted.pk)
        batch = actions.preview_upload(files, Choices(by=vera))
        with pytest.raises(actions.Refused):
            actions.ask_undo(batch.pk)
    actions.look_at(batch.pk)
    actions.take_in(batch.pk)
    with acting_as(vera.pk):
        assert actions.ask_undo(batch.pk).number == batch.number
    actions.undo(batch.number)
    with acting_as(vera.pk):
        assert [(card.number, card.state) for card in access.batches()] == [(batch.number, Batch.State.UNDONE)]
        assert not Client.objects.exists()


ICS = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T190000Z\nSUMMARY:Яшма\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


def test_a_calendar_is_named_after_its_owner(put, choices, olshanskaya, veresov, anna):
    with acting_as(anna.pk):
        ContactPoint.objects.create(
            client=veresov, kind="mail", value="a@v.example", index=contact_index("mail", "a@v.example")
        )
    files = [put("Ольшанская работа.ics", ICS), put("a@v.example.ics", ICS), put("чей-то.ics", ICS)]
    batch = actions.apply(files, choices)

    assert told(batch) == {"calendar": (2, 0, 0)}
    with acting_as(anna.pk):
        assert {source.client_id for source in Source.objects.all()} == {olshanskaya.pk, veresov.pk}
    with acting_for("test"):
        assert [row.why for row in access.rows(batch.number, action=Action.PROBLEM)] == ["owner_unknown"]
    assert told(actions.apply(files, choices)) == {"calendar": (0, 0, 2)}

    actions.undo(batch.number)
    with acting_for("test"):
        assert not Source.objects.exists()


def test_a_newer_edition_of_a_calendar_replaces_it_and_goes_back(put, choices, olshanskaya, anna):
    def titles() -> list[str]:
        calendars.refresh_due(clock.now())
        with acting_as(anna.pk):
            day = clock.now().replace(hour=0, minute=0)
            return [card.title for card in occurrences_between(day, day + timedelta(days=1))]

    first = actions.apply([put("Ольшанская.ics", ICS)], choices)
    assert titles() == ["Яшма"]
    second = actions.apply([put("Ольшанская.ics", ICS.replace("Яшма", "Опал"))], choices)
    assert (told(second), titles()) == ({"calendar": (0, 1, 0)}, ["Опал"])

    actions.undo(second.number)
    with clock.set_to(clock.now() + timedelta(days=1)):
        calendars.refresh_due(clock.now())
    with acting_as(anna.pk):
        assert ICS.encode() == open_bytes(Source.objects.get(), "ics")
    actions.undo(first.number)
    with acting_for("test"):
        assert not Source.objects.exists()


def test_an_event_that_cannot_be_read_is_named_with_its_line_and_the_rest_goes_in(put, choices, olshanskaya):
    broken = ICS.replace("END:VCALENDAR", "BEGIN:VEVENT\nUID:x\nDTSTART:20261332T999999\nEND:VEVENT\nEND:VCALENDAR")
    batch = actions.apply([put("Ольшанская.ics", broken)], choices)
    assert told(batch) == {"calendar": (1, 0, 0)}
    with acting_for("test"):
        (row,) = access.rows(batch.number, action=Action.PROBLEM)
    where = broken.replace("\r\n", "\n").split("\n")
    assert (row.why, where[row.line - 1]) in (
        ("event_unreadable", "BEGIN:VEVENT"),
        ("event_unreadable", "DTSTART:20261332T999999"),
    )


def test_a_link_to_a_calendar_is_kept_once_and_read_by_the_calendars_own_job(choices, olshanskaya):
    whose = Choices(by=choices.by, client_id=olshanskaya.pk)
    link = "https://calendar.example/secret.ics"
    assert told(actions.apply([link], whose)) == {"calendar": (1, 0, 0)}
    assert told(actions.apply([link], whose)) == {"calendar": (0, 0, 1)}
    with acting_for("test"):
        assert Source.objects.get().due_at == clock.now()


def test_a_colleague_without_the_right_cannot_hand_over_files(mark):
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(mark.pk):
        actions.preview_upload([("a.csv", b"x")], Choices(by=mark))
