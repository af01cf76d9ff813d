"""The command that people type: a table to read, problems with their places, in the reader's language."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from butler.dossiers.access import contact_index
from butler.dossiers.models import Client, ContactPoint, Note
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.reception import wording


def run(*args: str) -> str:
    out = StringIO()
    call_command("import_files", *args, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def english(colleague):
    return colleague("Edith", "edith@house.test", role="owner", language="en")


def test_a_dry_run_shows_a_table_and_every_problem_with_its_place(clients_csv, english):
    said = run(clients_csv, "--dry-run", "--as", "edith@house.test").splitlines()

    assert said[0].split() == ["new", "changed", "the", "same"]
    assert said[1].split() == ["clients", "2", "0", "0"]
    assert said[2:4] == [
        "1 problem:",
        f"  {clients_csv}:3, column 4: it is not said whether this is a lady or a gentleman",
    ]
    assert "Nothing was changed" in said[4]


def test_take_in_list_and_take_back(clients_csv, english):
    assert "--undo 1" in run(clients_csv, "--as", "Edith@house.test")
    assert run("--list", "--as", "edith@house.test").split()[:1] == ["1"]
    assert "Batch 1 is taken back." in run("--undo", "1", "--as", "edith@house.test")
    with acting_for("test"):
        assert not Client.objects.exists()


def test_what_stays_is_named_in_words_of_the_house_and_the_last_line_says_so(clients_csv, english):
    run(clients_csv, "--as", "edith@house.test")
    with acting_as(english.pk):
        nina = ContactPoint.objects.get(index=contact_index("phone", "+79161112233")).client
        Note.objects.create(client=nina, written_by=english, written_at=clock.now(), text="later")

    said = run("--undo", "1", "--as", "edith@house.test").splitlines()
    assert said == [
        f"  {clients_csv}:2: clients: something new hangs on it",
        "Batch 1 is taken back, but not all of it: 1 stays.",
    ]


def test_a_calendar_needs_to_say_whose_it_is(put, olshanskaya, english):
    path = put("calendar.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    with pytest.raises(CommandError, match="Nothing could be read"):
        run(path, "--as", "edith@house.test")
    with pytest.raises(CommandError, match="no client, or more than one"):
        run(path, "--client", "Nobody", "--as", "edith@house.test")
    assert run(path, "--client", "Ольшанская", "--as", "edith@house.test").split()[4:7] == ["calendars", "1", "0"]


def test_what_cannot_be_read_leaves_no_batch_and_is_not_said_to_be_taken_in(put, tmp_path, english):
    nonsense, empty = put("nonsense.bin", bytes(range(256))), put("empty.csv", "")
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing could be read"):
        call_command(
            "import_files", nonsense, empty, str(tmp_path / "none.vcf"), "--as", "edith@house.test",
            stdout=out, stderr=StringIO(),
        )  # fmt: skip

    assert "taken in" not in out.getvalue()
    assert "3 problems:" in out.getvalue()
    assert all(f"{name}: " in out.getvalue() for name in (nonsense, empty, tmp_path / "none.vcf"))
    assert "There are no batches yet." in run("--list", "--as", "edith@house.test")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Say what to take in"),
        (["--undo", "9"], "There is no batch 9"),
        (["x.vcf", "--as", "nobody@house.test"], "no colleague"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(args, words, english):
    with pytest.raises(CommandError, match=words):
        run(*([*args, "--as", "edith@house.test"] if "--as" not in args else args))


def test_every_reason_has_words():
    from butler.channels.csvfile.reading import Wrong as Table
    from butler.channels.vcard.lines import Wrong as Cards
    from butler.ground.limited import Reason
    from butler.reception.models import ImportedRow
    from butler.reception.rules import Refusal

    codes = {str(code) for codes in (Table, Cards, Reason, Refusal) for code in codes}
    with translation.override("en"):
        assert codes <= wording.WHY.keys()
        assert {str(code) for code in ImportedRow.Kept} == wording.KEPT.keys()
