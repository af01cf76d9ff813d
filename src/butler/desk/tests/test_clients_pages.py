"""Clients, dossiers, journal and team through the door: what colleagues see, and what strangers must not."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from butler.desk import access as desk
from butler.dossiers import access, actions
from butler.ground import acting, clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import Entry
from butler.staff.models import Staff

TODAY = date(2026, 11, 24)
POISON = "Яшмоцвет"  # in every sealed field below: a page that shows it to a stranger is broken
HTMX = {"HX-Request": "true"}


@pytest.fixture
def dossier(olshanskaya, anna):
    """A dossier with poison in every part."""
    at, poison = olshanskaya.pk, POISON
    with acting_as(anna.pk):
        actions.edit_card(at, surname=poison, portrait=f"Ценит тишину, {poison}")
        spouse = actions.add_person(at, relation="spouse", given_name="Павел", surname=poison, about=poison, gender="m")
        actions.add_contact(at, kind="place", value=f"{poison}, 12")
        actions.add_contact(at, kind="phone", value="+7 921 555-01-02", person=spouse)
        actions.add_occasion(at, kind="anniversary", month=11, day=26, year=2014, title=f"Годовщина {poison}")
        actions.add_preference(at, value=f"Лилии {poison}", topic="flowers", polarity="never", today=TODAY)
        actions.add_preference(
            at, value=f"Рислинг {poison}", topic="drink", polarity="likes", today=TODAY, evidence="сама"
        )
        actions.add_document(at, kind="travel_passport", expires_on=date(2026, 12, 14), number=f"75{poison}")
        actions.add_secret(at, "identity", label="Код подъезда", value=f"38{poison}")
        actions.add_gift(at, title=f"Платок {poison}", given_on=date(2025, 3, 14))
        actions.add_note(at, text=f"Заметка {poison}", by=anna, now=clock.now())
        actions.add_mandate(at, category="all", limit=150_000)
        found = access.dossier(at, now=clock.now())
    return found


def signed_in(client, person):
    client.force_login(person)
    return client


def between(pattern, text) -> str:
    """What the group of the pattern matched."""
    found = re.search(pattern, text)
    assert found, pattern
    return found[1]


def page(client, person, path, **more):
    return signed_in(client, person).get(path, **more).content.decode()


def door(name, *args):
    return reverse(f"desk:{name}", args=args)


def addresses(dossier) -> list[tuple[str, str]]:
    """(method, path) of every address about this dossier."""
    at, row = dossier.card.id, dossier.preferences[0].id
    found = [
        ("get", door("client", at) + f"?tab={tab}") for tab in ("", "history", "trips", "circle", "documents", "looks")
    ]
    found += [("get", door(name, at)) for name in ("client_edit", "client_leaders")]
    found += [("get", door("part_new", at, kind)) for kind in ("note", "preference", "person", "document", "secret")]
    found += [("get", door("part_edit", at, "preference", row)), ("post", door("part_remove", at, "preference", row))]
    found += [("post", door("part_new", at, "note")), ("post", door("client_edit", at))]
    found += [("post", door(name, at, row)) for name in ("preference_confirm", "preference_contradict")]
    found += [("post", door("mandate_end", at, dossier.mandates[0].id)), ("post", door("undo", at, "forged"))]
    secret = dossier.documents[0].number_id
    return [*found, *((verb, door("client_closed", at, "document", secret)) for verb in ("get", "post"))]


def test_a_stranger_gets_404_and_not_one_byte_of_a_dossier(client, dossier, mark):
    signed_in(client, mark)
    for method, path in addresses(dossier):
        for headers in ({}, HTMX):
            answer = getattr(client, method)(path, {"text": "я", "reason": "booking"}, headers=headers)
            assert answer.status_code == 404, (method, path)
            assert POISON not in answer.content.decode()
    assert POISON not in page(client, mark, door("clients"))


def test_an_auditor_opens_no_dossier_and_no_list(client, dossier, auditor):
    signed_in(client, auditor)
    for method, path in [*addresses(dossier), ("get", door("clients")), ("get", door("client_new"))]:
        assert getattr(client, method)(path).status_code == 404, path


def test_nobody_who_is_not_signed_in_gets_further_than_the_entrance(client, dossier):
    for method, path in addresses(dossier):
        assert getattr(client, method)(path).status_code == 302


def test_a_dossier_says_how_to_speak_what_never_to_do_and_what_comes(client, dossier, anna):
    said = page(client, anna, door("client", dossier.card.id))
    for words in (f"Мария Андреевна {POISON}", f"Лилии {POISON}", f"Рислинг {POISON}", f"Годовщина {POISON}", "150"):
        assert words in said
    assert f"75{POISON}" not in said, "a document's number is masked"
    assert f"38{POISON}" not in said, "a door code is masked"


def test_every_tab_of_a_dossier_opens_as_a_page_and_as_a_fragment(client, dossier, anna):
    for tab in ("preferences", "history", "trips", "circle", "documents", "looks", "no-such"):
        whole = page(client, anna, door("client", dossier.card.id) + f"?tab={tab}")
        part = page(client, anna, door("client", dossier.card.id) + f"?tab={tab}", headers=HTMX)
        assert "<html" in whole
        assert "<html" not in part
        assert 'id="dossier"' in part


@pytest.mark.parametrize("is_warm", [False, True])
def test_a_dossier_takes_at_most_25_queries(client, dossier, anna, django_assert_max_num_queries, is_warm):
    with acting_for("test"):
        actions.give_grant(anna, dossier.card.id, "health", reason="врач на дом")
    signed_in(client, anna)
    if is_warm:
        client.get(door("client", dossier.card.id))
    else:
        acting.forget_keys()
    with django_assert_max_num_queries(29) as asked:
        client.get(door("client", dossier.card.id))
    only_in_tests = ("SAVEPOINT", "RELEASE", "SET LOCAL ROLE", "RESET ROLE")
    assert sum(not query["sql"].startswith(only_in_tests) for query in asked) <= 25


def test_a_closed_value_wants_a_reason_and_is_journalled(client, dossier, anna, auditor):
    path = door("client_closed", dossier.card.id, "document", dossier.documents[0].number_id)
    assert POISON not in re.sub(rf"Мария Андреевна {POISON}|Мария {POISON}", "", page(client, anna, path))
    assert client.post(path, headers=HTMX).status_code == 422
    shown = client.post(path, {"reason": "check_in"}, headers=HTMX).content.decode()
    assert f"75{POISON}" in shown
    assert f"75{POISON}" not in client.get(path + "?masked", headers=HTMX).content.decode()
    with acting_as(auditor.pk):
        assert Entry.objects.get(what="revealed").detail["reason"] == "check_in"


def test_what_is_closed_to_a_reader_says_whom_to_ask(client, dossier, owner):
    said = page(client, owner, door("client", dossier.card.id))
    assert "Анна" in re.findall(r"(?:Закрыто|Closed)\.[^<]*", said)[0]
    path = door("client_closed", dossier.card.id, "document", dossier.documents[0].number_id)
    assert signed_in(client, owner).post(path, {"reason": "check_in"}).status_code == 404


def test_a_note_is_written_in_its_panel(client, dossier, anna):
    path = door("part_new", dossier.card.id, "note")
    signed_in(client, anna)
    assert "<html" not in client.get(path, headers=HTMX).content.decode()
    assert client.post(path, {"text": ""}, headers=HTMX).status_code == 422
    answer = client.post(path, {"text": "Любит, когда тихо"}, headers=HTMX)
    assert answer["HX-Retarget"] == "#dossier"
    assert "Любит, когда тихо" in answer.content.decode()


def test_without_scripts_the_same_form_leads_back_to_the_dossier(client, dossier, anna):
    path = door("part_new", dossier.card.id, "person")
    given = {"relation": "friend", "given_name": "Катя", "gender": "f"}
    answer = signed_in(client, anna).post(path, given, follow=True)
    assert answer.redirect_chain == [(door("client", dossier.card.id) + "?tab=circle", 302)]
    assert "Катя" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "given", "wrong"),
    [
        ("contact", {"kind": "phone", "value": "после девяти"}, "value"),
        ("contact", {"kind": "mail", "value": "не почта"}, "value"),
        ("occasion", {"kind": "birthday", "day": 31, "month": 4, "returns": "on"}, "day"),
        ("occasion", {"kind": "other", "day": 1, "month": 4}, "year"),
        ("document", {"kind": "visa", "issued_on": "2026-05-01", "expires_on": "2026-04-01"}, "expires_on"),
        ("mandate", {"category": "all", "limit": -1, "currency": "RUB"}, "limit"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, dossier, anna, kind, given, wrong):
    answer = signed_in(client, anna).post(door("part_new", dossier.card.id, kind), given, headers=HTMX)
    assert answer.status_code == 422
    assert f'id="id_{wrong}_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("contact", {"kind": "phone", "value": "+7 812 555 00 11"}),
        ("occasion", {"kind": "birthday", "day": 29, "month": 2, "returns": "on"}),
        ("preference", {"value": "Тихий стол", "polarity": "must", "topic": "seating"}),
        ("document", {"kind": "visa", "country": "it", "number": "AB 12"}),
        ("mandate", {"category": "flowers", "limit": "20000", "currency": "RUB"}),
        ("gift", {"title": "Книга", "given_on": "2026-11-01", "currency": "RUB"}),
        ("secret", {"compartment": "identity", "label": "Номер машины", "value": "А001АА"}),
    ],
)
def test_every_part_can_be_written_down(client, dossier, anna, kind, given):
    answer = signed_in(client, anna).post(door("part_new", dossier.card.id, kind), given)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.parametrize("kind", ["person", "occasion", "preference", "document", "mandate", "gift", "contact"])
def test_every_part_can_be_changed_from_what_it_is(client, dossier, anna, kind):
    lines = {
        "person": dossier.circle,
        "occasion": dossier.occasions,
        "preference": dossier.preferences,
        "document": dossier.documents,
        "mandate": dossier.mandates,
        "gift": dossier.gifts,
        "contact": dossier.contacts,
    }
    path = door("part_edit", dossier.card.id, kind, lines[kind][0].id)
    form = signed_in(client, anna).get(path).context["form"]
    kept = {name: value for name in form.fields if (value := form[name].value()) not in (None, "", False)}
    assert client.post(path, kept).status_code == 302


def test_what_was_taken_out_comes_back_by_its_toast_only_for_a_while(client, dossier, anna, ilya):
    remove = door("part_remove", dossier.card.id, "preference", dossier.never[0].id)
    answer = signed_in(client, anna).post(remove, headers=HTMX).content.decode()
    assert f"Лилии {POISON}" not in answer
    undo = between(r'action="(/clients/[^"]+/undo/[^"]+)"', answer)
    assert signed_in(client, ilya).post(undo).status_code == 404, "a colleague's undo is their own"
    with clock.set_to(clock.now() + timedelta(minutes=3)):
        signed_in(client, anna).post(undo)
        assert f"Лилии {POISON}" not in page(client, anna, door("client", dossier.card.id))
    assert f"Лилии {POISON}" in client.post(undo, headers=HTMX).content.decode()


def test_a_repeated_present_is_noticed_without_a_word_of_the_dossier_in_the_session(client, dossier, anna):
    from django.contrib.sessions.models import Session

    given = {"title": f"Платок {POISON}", "given_on": "2026-11-01", "currency": "RUB"}
    signed_in(client, anna).post(door("part_new", dossier.card.id, "gift"), given)
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert any("2025" in words for words in kept)
    assert POISON not in "".join(kept)


def test_the_list_has_key_clients_first_and_is_searched_in_memory(client, olshanskaya, veresov, admit, anna):
    admit(led_by=anna, given_name="Борис", surname="Абрамов", gender="m")
    names = re.findall(r"data-main>([^<]+)<", page(client, anna, door("clients")))
    assert names == ["Андрей Сергеевич Вересов", "Мария Андреевна Ольшанская", "Борис Абрамов"]
    found = page(client, anna, door("clients") + "?q=вер", headers=HTMX)
    assert re.findall(r"data-main>([^<]+)<", found) == ["Андрей Сергеевич Вересов"]
    assert "data-main" not in page(client, anna, door("clients") + "?q=никто")


def test_whoever_covers_finds_those_he_covers(client, olshanskaya, veresov, ilya):
    assert "Ольшанская" in page(client, ilya, door("clients") + "?whose=covered")
    assert "Ольшанская" not in page(client, ilya, door("clients") + "?whose=mine", headers=HTMX)


def test_a_concierge_admits_a_client_and_leads_him(client, house, anna, mark):
    given = {"given_name": "Лев", "surname": "Орлов", "gender": "m", "standing": "regular", "language": "ru"}
    answer = signed_in(client, anna).post(door("client_new"), given | {"phone": "8 921 555 77 88"}, follow=True)
    assert "Лев Орлов" in answer.content.decode()
    with acting_as(anna.pk):
        assert access.find_person("phone", "+79215557788")
    assert "Орлов" not in page(client, mark, door("clients"))


def test_a_lead_hands_a_client_over_and_a_concierge_does_not(client, dossier, anna, ilya, vera, mark):
    path = door("client_leaders", dossier.card.id)
    assert signed_in(client, anna).post(path, {"led_by": mark.pk}).status_code == 404
    assert signed_in(client, vera).post(path, {"led_by": ilya.pk, "covered_by": ilya.pk}).status_code == 422
    signed_in(client, vera).post(path, {"led_by": ilya.pk})
    assert signed_in(client, anna).get(door("client", dossier.card.id)).status_code == 404
    assert signed_in(client, ilya).get(door("client", dossier.card.id)).status_code == 200


def test_who_looked_stands_in_the_dossier(client, dossier, anna, ilya):
    page(client, ilya, door("client", dossier.card.id))
    assert "Илья Гордеев" in page(client, anna, door("client", dossier.card.id) + "?tab=looks")


# The journal


def test_the_journal_shows_the_auditor_aliases_and_never_names(client, dossier, auditor, anna):
    page(client, anna, door("client", dossier.card.id))
    said = page(client, auditor, door("journal"))
    assert dossier.alias in said
    assert POISON not in said
    assert "Анна Лаврова" in said


def test_the_owner_reads_the_names_that_are_open_to_her(client, dossier, owner):
    assert f"Мария {POISON}" in page(client, owner, door("journal"))


def test_the_journal_is_chosen_by_person_client_kind_and_day(client, dossier, auditor, anna, ilya):
    page(client, ilya, door("client", dossier.card.id))
    by_ilya = page(client, auditor, door("journal") + f"?who={ilya.pk}")
    assert "Илья Гордеев</span>" in by_ilya
    assert "Анна Лаврова</span>" not in by_ilya
    assert dossier.alias in page(client, auditor, door("journal") + f"?about={dossier.alias[:5]}")
    for nothing in ("?about=нет", "?since=2027-01-01", "?until=2020-01-01"):
        assert "journal__lines" not in page(client, auditor, door("journal") + nothing)
    assert "journal__lines" in page(client, auditor, door("journal") + "?kind=reads")
    assert signed_in(client, auditor).get(door("journal") + "?since=вчера").status_code == 422


def test_taking_the_journal_away_is_written_in_it(client, dossier, auditor):
    answer = signed_in(client, auditor).post(door("journal_export"))
    table = answer.content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("at;who;purpose;what;client")  # as a Russian Excel reads it
    assert dossier.alias in table
    assert POISON not in table
    with acting_as(auditor.pk):
        assert Entry.objects.filter(what="journal.exported", staff_id=auditor.pk).count() == 1


def test_concierges_and_leads_do_not_read_the_journal(client, dossier, anna, vera):
    for person in (anna, vera):
        assert signed_in(client, person).get(door("journal")).status_code == 404
        assert signed_in(client, person).post(door("journal_export")).status_code == 404


# The team


def test_a_lead_sees_the_team_its_load_and_who_opens_what(client, dossier, vera, anna, ilya, mark):
    said = page(client, vera, door("team"))
    assert "Анна Лаврова" in said
    assert "Марк" not in said
    assert POISON in said
    for person in (anna, mark):
        assert signed_in(client, person).get(door("team")).status_code == 404


def test_a_lead_gives_and_ends_a_grant_with_a_reason(client, dossier, vera, mark):
    path = door("grants", dossier.card.id, mark.pk)
    signed_in(client, vera)
    assert client.post(path, {"compartments": ["profile"]}).status_code == 422, "a reason is wanted"
    client.post(path, {"compartments": ["profile"], "reason": "смена", "until": "2026-11-25"})
    assert signed_in(client, mark).get(door("client", dossier.card.id)).status_code == 200
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert signed_in(client, mark).get(door("client", dossier.card.id)).status_code == 404
    signed_in(client, vera).post(path, {"compartments": [], "reason": "смена кончилась"})
    assert signed_in(client, mark).get(door("client", dossier.card.id)).status_code == 404


def test_a_lead_of_another_team_gives_no_grants_here(client, dossier, colleague, mark):
    stranger = colleague("Аркадий", "arkady@house.test", role="lead")
    path = door("grants", dossier.card.id, mark.pk)
    assert signed_in(client, stranger).post(path, {"compartments": ["profile"], "reason": "x"}).status_code == 404


def test_the_owner_adds_a_colleague_whose_password_is_shown_once(client, house, owner, vera):
    given = {"given_name": "Нина", "surname": "Белова", "gender": "f", "email": "nina@house.test", "role": "concierge"}
    given["language"] = "ru"
    assert signed_in(client, vera).post(door("colleague_new"), given).status_code == 404
    shown = signed_in(client, owner).post(door("colleague_new"), given).content.decode()
    password = between(r'team__password num">([^<]+)<', shown)
    assert Staff.objects.get(email="nina@house.test").check_password(password)
    assert password not in page(client, owner, door("team"))
    assert client.post(door("colleague_new"), given).status_code == 422


def test_the_owner_lets_a_colleague_go_at_once_and_never_herself(client, dossier, owner, anna, vera):
    signed_in(client, vera)
    assert client.post(door("colleague_let_go", anna.pk)).status_code == 404
    signed_in(client, owner)
    assert client.post(door("colleague_let_go", owner.pk)).status_code == 404
    said = client.post(door("colleague_let_go", anna.pk), follow=True).content.decode()
    assert "1" in between(r'data-s="warn"[^§]*?<p>([^<]*)</p>', said), "her clients wait for somebody"
    assert signed_in(client, anna).get(door("clients")).status_code == 302
    signed_in(client, owner).post(door("colleague_take_back", anna.pk))
    assert signed_in(client, anna).get(door("clients")).status_code == 200


def test_the_house_is_never_without_its_owner(client, house, owner):
    answer = signed_in(client, owner).post(door("colleague", owner.pk), {"role": "concierge", "team": ""})
    assert answer.status_code == 422
    owner.refresh_from_db()
    assert owner.role == "owner"


# The year in bars


def test_a_year_is_the_twelve_months_up_to_this_one():
    year = desk.as_year({date(2026, 11, 1): 26, date(2025, 12, 1): 11, date(2025, 11, 1): 99}, TODAY)
    assert [bar.month for bar in year.bars][::11] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert (year.total, year.busiest.count, year.bars[-1].is_now) == (37, 26, True)
    assert all(bar.y + bar.height == desk.BASE for bar in year.bars)


def test_a_year_without_a_request_draws_and_claims_nothing():
    year = desk.as_year({}, date(2026, 1, 31))
    assert (year.total, year.busiest) == (0, None)


def test_purposes_do_not_make_a_reader(dossier, anna):
    with acting_for("morning"):
        access.dossier(dossier.card.id, now=clock.now())
    with acting_as(anna.pk):
        assert {look.purpose for look in access.who_looked(dossier.card.id)} >= {"morning"}


def test_a_model_may_help_with_a_clients_words_only_where_their_card_says_so(client, dossier, anna):
    edit = door("client_edit", dossier.card.id)
    form = signed_in(client, anna).get(edit).context["form"]
    assert (form["may_ask_model"].initial, dossier.card.may_ask_model) == (False, False)
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for is_wanted in (True, False):
        said = typed | ({"may_ask_model": "on"} if is_wanted else {})
        assert client.post(edit, said).status_code == 302
        with acting_as(anna.pk):
            assert access.card(dossier.card.id).may_ask_model is is_wanted
