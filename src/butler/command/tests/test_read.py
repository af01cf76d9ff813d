"""The reading contract: a line out for each line in, in order, at once, whatever is wrong with it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from butler.command import read
from butler.command.home import SRC
from butler.command.readers import DUPLICATES, KINDS


def echo(case: dict, root: Path) -> dict:
    """A reader that gives back what it was told to."""
    if case.get("fails"):
        raise ValueError("no such\nday")
    return case.get("gives", {"seen": True})


def answers(*lines: str | bytes, root: Path = Path("/nowhere")) -> list[dict]:
    out = io.BytesIO()
    raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
    read.serve(iter(raw), out, reader=echo, root=root)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_in_order_under_its_own_id():
    assert answers('{"id": "b"}', '{"id": 7}', '{"id": "a", "gives": {"id": "other"}}') == [
        {"id": "b", "seen": True},
        {"id": 7, "seen": True},
        {"id": "a"},
    ]


@pytest.mark.parametrize(
    ("line", "answer_id", "error"),
    [
        ('{"id": "x", "fails": true}', "x", "ValueError: no such day"),
        ("not JSON", None, "JSONDecodeError"),
        ("[1, 2]", None, "the line is not a JSON object"),
        ("", None, "JSONDecodeError"),
        (b"\xff\xfe", None, "UnicodeDecodeError"),
        ("[" * 100_000, None, "RecursionError"),
        ('{"id": "x", "file": "../secret"}', "x", "outside the root"),
        ('{"id": "x", "file": "/etc/passwd"}', "x", "outside the root"),
        ('{"id": "x", "file": ["a"]}', "x", "must be text"),
        ('{"id": "x", "gives": 5}', "x", "TypeError"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_the_next_is_served(line, answer_id, error):
    first, second = answers(line, '{"id": "next"}')

    assert first["id"] == answer_id
    assert error in first["error"]
    assert second == {"id": "next", "seen": True}


def test_an_answer_that_is_no_json_becomes_an_error():
    out = read.encoded({"id": "x", "when": object()})

    assert "TypeError" in json.loads(out)["error"]
    assert json.loads(read.encoded({"id": "x", "cost": float("nan")}))["error"]


def test_half_a_character_does_not_end_the_stream():
    assert json.loads(read.encoded({"id": "x", "name": "\ud83d"})) == {"id": "x", "name": "\ud83d"}


def test_a_link_that_leads_out_of_the_root_is_refused(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.vcf").touch()
    (root / "link.vcf").symlink_to(tmp_path / "secret.vcf")

    assert "outside the root" in answers('{"id": 1, "file": "link.vcf"}', root=root)[0]["error"]


def command(*options: str, **how) -> subprocess.Popen:
    start = [sys.executable, "-P", "-m", "butler.command", "read", *options]
    return subprocess.Popen(start, env={"PYTHONPATH": str(SRC)}, text=True, **how)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {DUPLICATES}))
def test_it_is_a_stream_and_starts_without_any_environment(kind, tmp_path):
    running = command(kind, "--root", str(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stdin
    assert running.stdout
    for case_id in ("first", "second"):
        running.stdin.write(json.dumps({"id": case_id, "file": "../no"}) + "\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == case_id  # before the next one is sent
    running.stdin.close()

    assert running.wait(10) == 0
    running.stdout.close()


def test_duplicates_are_told_once_all_records_are_read_and_a_broken_line_loses_none():
    person = {"фамилия": "Ветров", "имя": "Глеб", "телефон": "+7 900 000-00-01", "родился": "1980-02-03"}
    others = [
        {"id": n, "фамилия": f"Лунёв{n}", "имя": f"Илья{n}", "телефон": f"+7 901 000-01-{n:02}"} for n in range(9)
    ]
    lines = [json.dumps(one) for one in [person | {"id": "a"}, *others, person | {"id": "b", "имя": None}]]
    running = command(DUPLICATES, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    told, _ = running.communicate("\n".join([lines[0], "{", *lines[1:]]) + "\n", timeout=20)

    broken, found = map(json.loads, told.splitlines())
    assert "error" in broken
    assert {found["a"], found["b"]} == {"a", "b"}


def test_it_loads_neither_django_nor_a_database_driver():
    look = "import sys; from butler.command import readers as r; [r.reader_of(k) for k in r.KINDS]; print(*sys.modules)"
    loaded = subprocess.check_output(
        [sys.executable, "-P", "-c", look], env={"PYTHONPATH": str(SRC)}, text=True
    ).split()

    assert not {"django", "psycopg"} & set(loaded)


def test_a_kind_nobody_reads_and_a_file_that_is_not_there_are_said():
    unknown = command("poetry", stderr=subprocess.PIPE)
    assert "invalid choice" in unknown.communicate(timeout=10)[1]
    assert unknown.returncode == 2

    missing = command("vcard", "/no/such/file", stderr=subprocess.PIPE)
    assert missing.communicate(timeout=10)[1].startswith("butler: there is no file /no/such/file\n  next:")
    assert missing.returncode == 1
