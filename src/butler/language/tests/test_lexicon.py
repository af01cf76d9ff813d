"""A word of a table is met in a text whatever form it has."""

import pytest

from butler.language.lexicon import Lexicon
from butler.language.tokens import tokens

TABLE = Lexicon(
    [("столик", 1), ("вип зал", 2), ("зал", 3), ("массаж*", 4), ("cherry", 5), ("check in", 6), ("ёлка", 7)]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("столика у окна", [(1, "столика")]),
        ("в ВИП-зале", []),  # one word with a hyphen is another term
        ("через вип зал и в зале", [(2, "вип зал"), (3, "зале")]),
        ("массажиста, массажный стол", [(4, "массажиста"), (4, "массажный")]),
        ("two cherries", [(5, "cherries")]),
        ("we checked in", [(6, "checked in")]),
        ("у елки", [(7, "елки")]),
        ("масса столов", []),
    ],
)
def test_terms_are_met_in_any_form_and_the_longer_wins(text, found):
    assert [(hit.meaning, text[hit.start : hit.end]) for hit in TABLE.find(tokens(text))] == found
