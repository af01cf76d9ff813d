"""A colleague who can run any statement as the app's role, in his own name: what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection
from django.utils.crypto import get_random_string

from butler.dossiers import actions
from butler.dossiers.models import Client, Note
from butler.ground import clock, sealing
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import DataKey
from butler.staff import actions as people
from butler.staff.models import Role, Staff, Team


def run(statement: str, *values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def test_a_key_is_never_rewritten_and_a_page_destroys_none(olshanskaya, anna):
    for attack in (
        lambda: DataKey.objects.filter(subject=olshanskaya.pk).update(wrapped=b"x"),
        lambda: DataKey.objects.filter(subject=olshanskaya.pk).delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(anna.pk):
            attack()


def test_the_worker_rewrites_no_key_either(olshanskaya):
    with pytest.raises(ProgrammingError, match="permission denied"), acting_for("test"):
        DataKey.objects.filter(subject=olshanskaya.pk).update(wrapped=b"x")


def test_a_page_deletes_no_dossier_and_no_part_of_one(olshanskaya, anna):
    for table in ("dossiers_client", "dossiers_note", "dossiers_person", "dossiers_healthnote"):
        with pytest.raises(ProgrammingError, match="permission denied"), acting_as(anna.pk):
            run(f"DELETE FROM {table}")


def test_temporary_tables_do_not_stand_before_ours(olshanskaya, mark):
    with acting_as(mark.pk):
        run("CREATE TEMP TABLE dossiers_grant ON COMMIT DROP AS SELECT * FROM public.dossiers_grant WHERE false")
        run(
            "INSERT INTO pg_temp.dossiers_grant (id, staff_id, client_id, compartment, starts_at, reason)"
            " VALUES (gen_random_uuid(), %s, %s, 'profile', '2020-01-01', '')",
            mark.pk,
            olshanskaya.pk,
        )
        run("GRANT SELECT ON pg_temp.dossiers_grant TO PUBLIC")
        assert not Client.objects.exists()
        run("DROP TABLE pg_temp.dossiers_grant")


def test_every_function_with_the_rights_of_its_owner_looks_at_temporary_tables_last(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        found = dict(cursor.fetchall())
    assert len(found) >= 5
    assert [name for name, config in found.items() if config != ["search_path=public, pg_temp"]] == []


def test_nobody_but_our_roles_calls_those_functions(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND has_function_privilege('public', oid, 'execute')"
        )
        assert cursor.fetchall() == []


def test_a_lead_let_in_for_an_evening_does_not_give_on(olshanskaya, colleague):
    other = colleague("Роман", "roman@house.test", role="lead")
    Team.objects.create(name="Вторая", lead=other)
    with acting_for("test"):
        actions.give_grant(
            other, olshanskaya.pk, "profile", until=clock.now() + timedelta(hours=3), reason="замена на вечер"
        )
    for compartment in ("profile", "health"):
        with pytest.raises(ProgrammingError, match="may not give grants"), acting_as(other.pk):
            actions.give_grant(other, olshanskaya.pk, compartment, reason="хочу")


def test_a_lead_gives_and_ends_grants_for_the_clients_of_the_team(olshanskaya, vera, mark):
    with acting_as(vera.pk):
        actions.give_grant(mark, olshanskaya.pk, "health", reason="врач на дом")
        assert actions.end_grant(mark, olshanskaya.pk, "health") == 1


def test_nobody_whose_door_was_closed_gives_grants(olshanskaya, vera):
    Staff.objects.filter(pk=vera.pk).update(is_active=False)
    with pytest.raises(ProgrammingError, match="may not give grants"), acting_as(vera.pk):
        actions.give_grant(vera, olshanskaya.pk, "profile", reason="хочу")


def test_a_row_does_not_move_to_a_client_of_another_team(olshanskaya, admit, anna, mark):
    his = admit(led_by=mark, surname="Кораблёв")
    with acting_as(anna.pk):
        note = Note.objects.create(client=olshanskaya, written_at=clock.now(), text="слово")
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(anna.pk):
        Note.objects.filter(pk=note.pk).update(client=his.pk)
    with acting_as(mark.pk):
        assert Note.objects.filter(pk=note.pk).update(text=sealing.Sealed(b"x")) == 0


@pytest.mark.parametrize(
    "change",
    [{"role": "owner"}, {"is_active": False}, {"email": "x@house.test"}, {"password": "!"}],
    ids=lambda change: next(iter(change)),
)
def test_only_the_owner_gives_places(change, anna, mark, vera, auditor):
    for person in (mark, vera, auditor):
        with pytest.raises(ProgrammingError, match="only the owner"), acting_as(person.pk):
            Staff.objects.filter(pk=anna.pk).update(**change)


def test_nobody_promotes_himself_or_moves_to_another_team(mark, team):
    for change in ({"role": Role.OWNER}, {"team": team}):
        with pytest.raises(ProgrammingError, match="only the owner"), acting_as(mark.pk):
            Staff.objects.filter(pk=mark.pk).update(**change)
    with pytest.raises(ProgrammingError, match="only the owner"), acting_as(mark.pk):
        Team.objects.filter(pk=team.pk).update(lead=mark)
    with pytest.raises(ProgrammingError, match="only the owner"), acting_as(mark.pk):
        Staff.objects.create_user("second@house.test", get_random_string(20), given_name="Марк", role="owner")
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(mark.pk):
        run("DELETE FROM staff_staff")


def test_everybody_changes_what_is_theirs_and_the_owner_the_rest(mark, anna, owner, team):
    with acting_as(mark.pk):
        mark.theme = "dark"
        mark.save()
        mark.set_password("a quiet word of mine")
        mark.save(update_fields=["password"])
    with acting_as(owner.pk):
        people.change_place(mark, role=Role.LEAD, team=team)
        people.renew_password(anna)
        people.let_go(mark)
