"""Founding the house, and colleagues who come and go."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from butler.ground.acting import acting_as
from butler.ground.models import Entry, House
from butler.staff import access, actions
from butler.staff.models import Staff

PASSPHRASE = "четыре лебедя на Мойке"


def found(monkeypatch, *options: str, password: str = PASSPHRASE) -> str:
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    call_command("found_house", "--password-stdin", *options, stdout=said)
    return said.getvalue()


OLGA = ("--name", "Дом на Мойке", "--email", "Olga@House.Test", "--city", "Санкт-Петербург")


def test_a_house_is_founded_with_its_owner_who_may_sign_in(db, monkeypatch, client):
    assert "olga@house.test" in found(monkeypatch, *OLGA)
    assert House.objects.get().city == "Санкт-Петербург"
    owner = Staff.objects.get()
    assert (owner.role, owner.given_name) == ("owner", "Olga")
    assert owner.check_password(PASSPHRASE)


def test_founding_it_again_changes_nothing(db, monkeypatch):
    found(monkeypatch, *OLGA)
    found(monkeypatch, "--name", "Другой дом", "--email", "olga@house.test", password="совсем другая фраза")
    assert House.objects.get().name == "Дом на Мойке"
    assert Staff.objects.get().check_password(PASSPHRASE)


def test_nobody_else_founds_a_house_that_stands(db, monkeypatch):
    found(monkeypatch, *OLGA)
    with pytest.raises(CommandError, match="founded"):
        found(monkeypatch, "--name", "Мой дом", "--email", "mark@elsewhere.test")
    assert Staff.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "password", "said"),
    [
        (("--name", "Дом", "--email", "olga"), PASSPHRASE, "not an e-mail"),
        (("--name", "Дом", "--email", "olga@house.test", "--zone", "Europe/Moika"), PASSPHRASE, "not a time zone"),
        (("--name", "Дом", "--email", "olga@house.test"), "123", "will not do"),
        (("--email", "olga@house.test"), PASSPHRASE, "give --name"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(db, monkeypatch, options, password, said):
    with pytest.raises(CommandError, match=said):
        found(monkeypatch, *options, password=password)
    assert not House.objects.exists()
    assert not Staff.objects.exists()


def test_a_password_comes_from_a_file_too(db, tmp_path):
    kept = tmp_path / "password"
    kept.write_text(PASSPHRASE + "\n")
    call_command("found_house", *OLGA, "--password-file", str(kept), stdout=io.StringIO())
    assert Staff.objects.get().check_password(PASSPHRASE)


def test_a_new_colleague_signs_in_with_a_password_shown_once(owner, team):
    with acting_as(owner.pk):
        _, password = actions.add_colleague(
            email="Nina@House.Test", today=date(2026, 11, 24), given_name="Нина", team=team
        )
    assert Staff.objects.get(email="nina@house.test").check_password(password)
    assert len(password) == 19
    assert password not in str(Entry.objects.values_list("detail", flat=True))


def test_a_lost_password_is_renewed(owner, anna):
    with acting_as(owner.pk):
        password = actions.renew_password(anna)
    assert Staff.objects.get(pk=anna.pk).check_password(password)


def test_who_is_let_go_is_out_at_once(owner, anna, client, house):
    client.force_login(anna)
    assert client.get("/settings/").status_code == 200
    with acting_as(owner.pk):
        actions.let_go(anna)
    assert client.get("/settings/").status_code == 302
    with acting_as(owner.pk):
        actions.take_back(anna)
    assert Staff.objects.get(pk=anna.pk).is_active


def test_a_lead_answers_for_the_team_and_the_owner_for_all(vera, anna, ilya, mark, owner):
    assert {person.given_name for person in access.team_of(vera)} == {"Вера", "Анна", "Илья"}
    assert {person.given_name for person in access.team_of(owner)} == {"Вера", "Анна", "Илья", "Марк", "Ольга"}
