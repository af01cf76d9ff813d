"""A pattern that begins at a word is passed over only where it cannot be met."""

import pytest

from butler.language import training
from butler.language.heads import AtWord, heads
from butler.language.message.acts import _groups
from butler.language.tokens import lowered

LINES = [lowered(line.text) for line in training.lines()][::7]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_act_is_met_in_every_written_line_as_a_plain_search_meets_it(lang):
    groups = _groups(lang)
    for line in LINES:
        met = {group.name: str(one.search(line)) for group, one in groups.possible(line)}
        for group, one in groups.all:
            assert met.get(group.name, "None") == str(one.pattern.search(line))


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        (r"\b(?:стол|столик)", {"сто"}),
        (r"(?<!\w)(?:за)?брон", {"заб", "бро"}),
        (r"\b(?:не )?надо", {"не", "над"}),
        (r"\b[ао]б", {"аб", "об"}),
        (r"\b(?:ха)+", {"ха"}),
        (r"\bда\w*", {"да"}),
        (r"\bстол|стул", None),  # the second begins anywhere
        (r"\b(?:да|\?)", None),
        (r"\b\w+ да", None),
        (r"(?<!не )надо", None),
        (r"стол", None),
    ],
)
def test_how_a_pattern_may_begin(source, begins):
    assert heads(source) == begins


def test_a_text_without_such_a_word_is_not_searched():
    pattern = AtWord(r"\b(?:стол|стул)\w*")
    assert not pattern.may_be_in("накройте на пятерых, достаньте")
    assert pattern.search("перенесите столик")[0] == "столик"
    assert [one[0] for one in pattern.finditer("стулья и стол")] == ["стулья", "стол"]
