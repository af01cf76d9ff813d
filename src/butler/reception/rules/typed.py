"""A line that a colleague types: whom it names, and what it wishes beside the facts. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from butler.language.gazetteer import Gazetteer, Name, cyrillic
from butler.language.tokens import plain

BEGINNING = 2  # letters: whoever shares them with no word of the line is not looked for further
CLAUSE = re.compile(r"[^,;.!?\n]+")
JOINT = re.compile(r"\s*[,;]?\s*")
Span = tuple[int, int]


@dataclass(frozen=True)
class Who:
    """A client as lines call them."""

    id: UUID
    given_name: str
    patronymic: str
    surname: str

    @property
    def full_names(self) -> tuple[str, ...]:
        """How they are called without mistake."""
        given = (self.given_name, self.patronymic) if self.patronymic else ()
        orders = ((self.surname,), (self.given_name, self.surname), (self.surname, self.given_name), given)
        return tuple(" ".join(parts) for parts in (*orders, (*given, self.surname)) if all(parts) and parts)


@dataclass(frozen=True)
class Naming:
    """Where a line names a client. `is_sure`: by surname or patronymic; a given name alone may be anybody's."""

    id: UUID
    span: Span
    is_sure: bool
    is_exact: bool  # in the very form of the dossier: «Ольшанская» is not «Ольшанский»


def named_in(text: str, people: Iterable[Who]) -> list[Naming]:
    """Everybody the line may name, whatever the case or alphabet; only the best kind of naming is kept.

    One in the answer, and sure: it is they. Several: a person must say who.
    """
    begins = {_beginning(word) for word in re.findall(r"\w+", text)}
    near = [who for who in people if begins & {_beginning(name) for name in _words(who)}]
    found = [naming for who in near if (naming := _naming(text, who))]
    best = max((_weight(one) for one in found), default=())
    return [one for one in found if _weight(one) == best]


def without(text: str, span: Span) -> str:
    """The line without the name and the comma beside it: what is left is read as the client's own words."""
    before, after = text[: span[0]].rstrip(" ,;:"), text[span[1] :].lstrip(" ,;:")
    return f"{before}, {after}" if before and after else before or after


def wishes_in(text: str, told: Sequence[Span]) -> tuple[str, ...]:
    """Clauses after the first in which no fact was found: «тихо», «у окна»."""
    clauses = list(CLAUSE.finditer(text))[1:]
    plain_ones = [one for one in clauses if not any(start < one.end() and one.start() < end for start, end in told)]
    return tuple(words for one in plain_ones if (words := one.group().strip()))


def _naming(text: str, who: Who) -> Naming | None:
    for forms, is_sure in ((who.full_names, True), ((who.given_name,), False)):
        names = [Name("person", form, str(who.id)) for form in forms if form]
        found = max(Gazetteer(names).find(text), key=lambda one: one.end - one.start, default=None)
        if found:
            words = text[found.start : found.end]
            is_exact = plain(words) in {plain(form) for form in forms}
            return Naming(who.id, (found.start, found.end), is_sure, is_exact)
    return None


def _weight(one: Naming) -> tuple[bool, int, bool]:
    return one.is_sure, one.span[1] - one.span[0], one.is_exact


def _words(who: Who) -> list[str]:
    return [name for name in (who.given_name, who.patronymic, who.surname) if name]


def _beginning(word: str) -> str:
    return plain(cyrillic(word))[:BEGINNING]
