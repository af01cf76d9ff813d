"""A scenario is read strictly: what is wrong is told with its line and its path."""

from pathlib import Path

import pytest

from butler.rehearsal.scenario import NotAScenario, read_scenario
from butler.rehearsal.scenario.checking import scenario_of
from butler.rehearsal.tests.house import HOUSE

GIVEN = Path(__file__).parents[1] / "scenarios"


def wrong(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(NotAScenario) as refusal:
        scenario_of(text)
    return [(one.line, one.path, one.reason) for one in refusal.value.wrong]


@pytest.mark.parametrize("path", sorted(GIVEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_given_scenarios_are_read(path):
    scenario = read_scenario(path)
    assert scenario.expect
    assert scenario.clock.from_ < scenario.clock.to


def test_a_small_house_is_read():
    scenario = scenario_of(HOUSE)
    assert scenario.clients[0].answers[0].after.total_seconds() == 300
    assert scenario.expect[0].by.isoformat() == "2026-11-24T09:30:00+03:00"
    assert scenario.expect[0].sent.says[0].search("СТОЛ")


@pytest.mark.parametrize(
    ("before", "after", "line", "path", "reason"),
    [
        ("role: concierge", "role: butler", 9, "$.staff[0].role", "'butler' is not one of concierge lead"),
        ("format: 1", "format: 2", 1, "$.format", "not a valid one: 2"),
        ("format: 1", "format: 1\nfine: true", 2, "$.fine", "unknown key"),
        ("name: Малый дом", "nom: Малый дом", 1, "$", "name is missing"),
        ("clients: [olga]", "clients: [nobody]", 10, "$.staff[0].clients[0]", "no such clients: 'nobody'"),
        ("after: 3m", "after: 3 minutes", 11, "$.staff[0].approves.after", "not a valid duration"),
        ("id: severny", "id: anna", 30, "$.network[0].id", "id used twice: anna"),
        ("after: 5m, say", "after: never, say", 22, "$.clients[0].answers[0]", "needs exactly one of say tap offer"),
        ('at: "08:30"', 'at: "07:30"', 37, "$.script[0].at", "not a valid inside: '07:30'"),
        ("via: mail, text", "via: telegram, text", 37, "$.script[0]", "olga has no telegram"),
        ("says: [стол]", 'says: ["("]', 39, "$.expect[0].sent.says[0]", "not a valid regex: '('"),
        ('by: "09:30", sent', "sent", 39, "$.expect[0]", "by is missing"),
        ("T09:45", "T07:00", 3, "$.clock", "from is not before to"),
        ("key: true", "key: yes", 18, "$.clients[0].key", "not a valid flag: 'yes'"),
        ("gender: f", "gender: f\n    gender: f", 16, "$.clients[0].gender", "key 'gender' given twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(before, after, line, path, reason):
    assert before in HOUSE
    found = wrong(HOUSE.replace(before, after, 1))
    assert any((at, where) == (line, path) and reason in why for at, where, why in found), found


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("- a", 1), ("a: [", 1), ("a: b\n\tc: d", 2), ("a: !!python/none x", 1), ("[" * 3000, 1)],
)
def test_what_is_no_mapping_is_no_scenario(text, line):
    assert wrong(text)[0][0] == line


def test_a_handful_of_aliases_cannot_stand_for_millions():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "more than" in wrong("\n".join(lines))[0][2]


def test_on_is_a_key_and_a_time_is_text():
    text = HOUSE.replace("    key: true", "    key: true\n    occasions: [{kind: birthday, on: --02-29}]")
    occasion = scenario_of(text).clients[0].occasions[0]
    assert (occasion.on.month, occasion.on.day, occasion.on.year) == (2, 29, None)


def test_a_file_that_is_not_there_is_no_scenario(tmp_path):
    with pytest.raises(NotAScenario):
        read_scenario(tmp_path / "nothing.yaml")
