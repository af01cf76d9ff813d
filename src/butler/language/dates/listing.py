"""Tables of words are written as lines of words: here they become lists, sets and lexicons."""

from collections.abc import Mapping

Lexicon = dict[str, dict[str, object]]  # a word -> what it is: {"month": 5}


def listed(words: str) -> list[str]:
    return words.split()


def one_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


def paired(lexicon: Lexicon, kind: str, table: Mapping[int, str] | Mapping[str, str]) -> None:
    """Enter every form of the table under its value."""
    for value, forms in table.items():
        for form in forms.split():
            lexicon.setdefault(form, {})[kind] = value
