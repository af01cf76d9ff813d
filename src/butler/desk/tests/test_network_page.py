"""The network page: find a door, see why, thank, write down how it went."""

import pytest
from django.urls import reverse

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.models import Entry
from butler.network.models import Acquaintance, Contact, Favour, Opening, Organisation

ROW = 'tabindex="0" data-row'


@pytest.fixture
def vera_glinskaya(db, anna):
    theatre = Organisation.objects.create(name="Театр на Каменном", kind="theatre", city="Санкт-Петербург")
    contact = Contact.objects.create(
        full_name="Вера Павловна Глинская",
        organisation=theatre,
        role="администратор",
        phone="+7 900 000-00-01",
        warmth=80,
        asked=3,
        opened=3,
        never="деньги, спешка",
    )
    Opening.objects.create(contact=contact, category="tickets", city="Санкт-Петербург", what="партер в день спектакля")
    Acquaintance.objects.create(staff=anna, contact=contact, warmth=90)
    return contact


@pytest.fixture
def desk(client, house, anna):
    client.force_login(anna)
    return client


def page(desk, **query):
    answer = desk.get(reverse("desk:network"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def doors(desk, **query):
    """Only the list of doors."""
    _, _, after = page(desk, **query).partition('<ul class="rows doors">')
    return after.partition("</ul>")[0]


def test_a_door_is_found_by_venue_by_surname_and_by_what_it_opens(desk, vera_glinskaya):
    for words in ("каменном", "ГЛИНСКАЯ", "партер"):
        assert "Вера Павловна Глинская" in doors(desk, q=words)
    assert "Вера Павловна Глинская" not in doors(desk, q="кардиолог")


def test_the_page_says_through_whom_what_never_to_do_and_how_to_call(desk, vera_glinskaya):
    text = page(desk, category="tickets")
    assert "Анна" in text
    assert "деньги, спешка" in text
    assert 'href="tel:+7 900 000-00-01"' in text


def test_thanks_shrink_the_debt_and_can_be_taken_back_by_their_author_only(desk, vera_glinskaya, ilya):
    Favour.objects.create(contact=vera_glinskaya, way="received", what="два места", on=clock.now().date())
    assert "Вера Павловна Глинская" in doors(desk, unthanked="1")

    desk.post(reverse("desk:contact_thanks", args=[vera_glinskaya.pk]), {"what": "хризантемы", "weight": "2"})
    given = Favour.objects.get(way="given")
    assert (given.what, given.staff.given_name) == ("хризантемы", "Анна")
    assert "Вера Павловна Глинская" not in doors(desk, unthanked="1")

    undo = reverse("desk:thanks_undo", args=[given.pk])
    desk.force_login(ilya)
    desk.post(undo)
    assert Favour.objects.filter(way="given").exists()
    desk.force_login(given.staff)
    desk.post(undo)
    vera_glinskaya.refresh_from_db()
    assert not Favour.objects.filter(way="given").exists()
    assert (vera_glinskaya.warmth, vera_glinskaya.last_thanked_on) == (80, None)


def test_how_an_ask_went_is_learnt(desk, vera_glinskaya):
    door = reverse("desk:contact_asked", args=[vera_glinskaya.pk])
    desk.post(door, {"what": "два места", "has_opened": "on"})
    desk.post(door, {"what": "ложа"})
    vera_glinskaya.refresh_from_db()
    assert (vera_glinskaya.asked, vera_glinskaya.opened) == (5, 4)
    assert Favour.objects.filter(way="received").count() == 1


def test_a_wrong_telephone_is_refused_and_nothing_typed_is_lost(desk, vera_glinskaya):
    door = reverse("desk:contact_edit", args=[vera_glinskaya.pk])
    answer = desk.post(door, {"full_name": "Вера П. Глинская", "channel": "phone", "phone": "позвонить"})
    assert answer.status_code == 422
    assert "Вера П. Глинская" in answer.content.decode()
    vera_glinskaya.refresh_from_db()
    assert vera_glinskaya.full_name == "Вера Павловна Глинская"


def test_a_contact_and_an_organisation_are_added(desk):
    desk.post(
        reverse("desk:organisation_new"),
        {"name": "Оранжерея", "kind": "restaurant", "price_band": "4", "standing": "5", "phone": "8 900 000 00 02"},
    )
    added = Organisation.objects.get()
    assert added.phone == "+7 900 000-00-02"
    desk.post(reverse("desk:contact_new"), {"full_name": "Глеб Орлов", "organisation": added.pk, "channel": "telegram"})
    assert "Глеб Орлов" in desk.get(reverse("desk:organisation", args=[added.pk])).content.decode()


def test_an_auditor_and_a_stranger_see_no_suppliers(client, house, vera_glinskaya, auditor):
    assert client.get(reverse("desk:network")).status_code == 302
    client.force_login(auditor)
    answer = client.get(reverse("desk:network"))
    assert answer.status_code == 404
    assert "Глинская" not in answer.content.decode()


def test_the_page_asks_the_database_little_however_many_contacts(desk, vera_glinskaya, django_assert_max_num_queries):
    for number in range(40):
        Contact.objects.create(full_name=f"Контакт {number}", organisation=vera_glinskaya.organisation)
    page(desk)
    with django_assert_max_num_queries(26):  # six of them name the one who acts
        page(desk)


def test_the_book_shows_fifty_to_a_leaf_and_finds_by_part_of_a_name_or_a_house(desk, vera_glinskaya):
    Contact.objects.bulk_create(Contact(full_name=f"Семён Тестов {number:03}") for number in range(60))

    first = desk.get(reverse("desk:network_book"))
    assert first.content.decode().count(ROW) == 50
    assert "1 / 2" in first.content.decode()
    beyond = desk.get(reverse("desk:network_book"), {"leaf": "99"}).content.decode()
    assert "2 / 2" in beyond
    assert beyond.count(ROW) == 11
    for words in ("глинск", "ГЛИНСКАЯ", "каменном"):
        found = desk.get(reverse("desk:network_book"), {"q": words}, headers={"HX-Request": "true"}).content.decode()
        assert found.count(ROW) == 1
        assert "<html" not in found
    assert "Никого с таким именем" in desk.get(reverse("desk:network_book"), {"q": "нет такого"}).content.decode()


def test_leafing_through_the_book_is_written_down(desk, vera_glinskaya, anna, auditor):
    desk.get(reverse("desk:network_book"))
    with acting_as(auditor.pk):
        line = Entry.objects.get(what="network.leafed")
    assert line.staff_id == anna.pk
    assert line.detail == {"leaf": 1, "people": 1}
