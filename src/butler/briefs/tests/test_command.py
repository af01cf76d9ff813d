"""`./butler morning`: what a person reads, what a program reads, what goes wrong."""

import json

import pytest
from django.core.management import CommandError, call_command

from butler.ground.models import House


def test_a_person_reads_the_brief_and_the_letters(dinner, car, elena, run_morning):
    out, told = run_morning("--language", "en")
    text = out.replace("\u00a0", " ")
    assert "Дом на Мойке — Tuesday, 24 November" in text
    assert "Анна Лаврова" in text
    assert "  | Доброе утро, Андрей Сергеевич." in text
    assert "✓ 20:00 Ужин на двоих — Северный двор · confirmed" in text
    assert told.splitlines()[0] == "reading calendars"


def test_a_program_reads_every_line_with_its_source(dinner, car, elena, run_morning):
    out, _ = run_morning("--json", "--verbosity", "0")
    morning = json.loads(out)
    assert morning["day"] == "2026-11-24"
    [brief] = morning["briefs"]
    assert set(brief["sections"]) == {"overnight", "decide", "risk", "today", "ahead"}
    assert all(line["sources"][0]["id"] for lines in brief["sections"].values() for line in lines)
    [digest] = morning["digests"]
    assert [line["code"] for line in digest["lines"]] == ["transfer", "restaurant", "birthday"]
    assert all(line["evidence"] or line["occasion"] for line in digest["lines"])
    assert digest["state"] == "waiting"


def test_run_twice_it_prints_the_same(dinner, elena, run_morning):
    assert run_morning("--json")[0] == run_morning("--json")[0]


def test_another_day_can_be_asked_for(dinner, run_morning):
    out, _ = run_morning("--date", "2026-11-25", "--json")
    assert json.loads(out)["briefs"][0]["sections"]["today"] == []
    out, _ = run_morning("--date", "2026-11-20", "--json")
    assert json.loads(out)["digests"] == []


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-02-30", "24.11.2026"])
def test_a_bad_date_is_named(wrong, house):
    with pytest.raises(CommandError, match="is no date"):
        call_command("morning", "--date", wrong)


def test_a_day_too_far_and_a_house_not_founded_say_what_to_do(house):
    with pytest.raises(CommandError, match="next: give a nearer --date"):
        call_command("morning", "--date", "2031-01-01")
    House.objects.all().delete()
    with pytest.raises(CommandError, match="not founded"):
        call_command("morning")
