"""Names known beforehand (people, venues, suppliers, towns) found in a text, whatever case they are declined in.

A name is known by its forms; a form is a row of words, and a word is known by every dictionary form it may have. So
«в Белуге» meets «Белуга», «Нижнем Новгороде» meets «Нижний Новгород», and a spelling in the other alphabet is met where
plain transliteration tells it. The longest match wins; the time taken grows with the text, not with the names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from butler.language.evidence import Found, Source
from butler.language.latin import latin
from butler.language.tokens import Token, lemmas, plain, tokens

LONGEST_NAME = 8  # words
_JOINTS = frozenset("-–—.'’\"«»&")  # signs that may stand between the words of a name
_SURE, _TYPED_SMALL = 0.95, 0.6


@dataclass(frozen=True)
class Name:
    """One thing with a name. `kind`: person, venue, supplier, airport, city ...; `key` means it to the caller.

    `about`: the category of what one asks of it, where that is known: a table of a restaurant.
    """

    kind: str
    name: str
    key: str
    forms: tuple[str, ...] = ()  # other names and spellings; `name` itself is always one
    about: str = ""


@dataclass(frozen=True)
class _Form:
    keys: tuple[frozenset[str], ...]
    name: Name
    has_capital: bool


class Gazetteer:
    """All the names that one reading may meet. Build it once and keep it: each new word goes through the dictionary.

    `respell`: also meet each name in the other alphabet.
    """

    def __init__(self, names: Iterable[Name], *, respell: bool = True):
        self._respell = respell
        self._by_first: dict[str, list[_Form]] = {}
        for name in names:
            for written in dict.fromkeys((name.name, *name.forms)):
                self._learn(written, name)

    def find(self, text: str) -> list[Found[Name]]:
        """The names in the order of the text, none overlapping; a name typed without its capital is less sure."""
        words = [token for token in tokens(text) if token.text not in _JOINTS]
        found, at = [], 0
        while at < len(words):
            length, form = self._longest(words, at)
            if form is None:
                at += 1
                continue
            found.append(_found(words[at : at + length], form))
            at += length
        return found

    def _learn(self, written: str, name: Name) -> None:
        has_capital = any(letter.isupper() for letter in written)
        others = (latin(written), cyrillic(written)) if self._respell else ()
        for spelling in dict.fromkeys((written, *others)):
            keys = tuple(lemmas(word.text) for word in tokens(spelling) if word.text not in _JOINTS)
            if 0 < len(keys) <= LONGEST_NAME:
                form = _Form(keys, name, has_capital)
                for first in keys[0]:
                    self._by_first.setdefault(first, []).append(form)

    def _longest(self, words: list[Token], at: int) -> tuple[int, _Form | None]:
        best, length = None, 0
        for first in lemmas(words[at].text):
            for form in self._by_first.get(first, ()):
                if len(form.keys) > length and _meets(form, words, at):
                    best, length = form, len(form.keys)
        return length, best


def _meets(form: _Form, words: list[Token], at: int) -> bool:
    there = words[at : at + len(form.keys)]
    return len(there) == len(form.keys) and all(
        keys & lemmas(word.text) for keys, word in zip(form.keys, there, strict=True)
    )


def _found(words: list[Token], form: _Form) -> Found[Name]:
    is_typed_as_name = not form.has_capital or any(letter.isupper() for word in words for letter in word.text[:1])
    sureness = _SURE if is_typed_as_name else _TYPED_SMALL
    return Found(form.name, words[0].start, words[-1].end, Source.GAZETTEER, sureness)


_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввксиз", strict=False))
_PAIRS = {"shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "yo": "ё",
          "oo": "у", "ee": "и", "ph": "ф", "ck": "к", "th": "т"}  # fmt: skip
_PAIR = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)) + "|[a-z]")


def cyrillic(written: str) -> str:
    """A name in Latin letters as a Russian would type it by ear: Selene -> селене. Rough: one of several spellings."""
    if not re.search("[a-zA-Z]", written):
        return written
    return _PAIR.sub(lambda found: _PAIRS.get(found.group()) or _LETTERS[found.group()], plain(written))
