"""The little language of the house's templates: words with variables that bend, and parts that fall away.

    {клиент}, уже занимаюсь: ищу {дело:вин}. Напишу не позже {срок}.
    Столик [{место:в} ]ваш{глагол:|}.

`{variable}` or `{variable:form}` is a fact in its form; `{variable:один|два|много}` chooses words. `[...]` falls away
when a variable in it is not known; outside brackets a missing fact makes the whole template unusable. What is wrong is
said with its place, so that whoever edits can mend it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 3000
DEEPEST = 3
_PIECE = re.compile(r"\{([^{}\[\]]*)\}|([\[\]])|([{}])")


class Mistake(Exception):
    """The template cannot be used. `code` says what, `at` where (characters from its start), `word` which."""

    def __init__(self, code: str, at: int, word: str = "") -> None:
        super().__init__(f"{code} at {at}: {word}")
        self.code, self.at, self.word = code, at, word


class NotKnown(Exception):
    """A fact that the template needs is not known."""


@dataclass(frozen=True)
class Variable:
    """`{name:form}` and where it stands."""

    name: str
    form: str
    at: int


@dataclass(frozen=True)
class Part:
    """A run of words, variables and parts that may fall away."""

    pieces: tuple["str | Variable | Part", ...]


Say = Callable[[str, str], str]  # (name, form) -> words; "" when not known


def parse(text: str) -> Part:
    """The template read; refuses with Mistake: too_long, open_bracket, stray_bracket, stray_brace, empty_variable."""
    if len(text) > LONGEST:
        raise Mistake("too_long", LONGEST)
    stack: list[list[str | Variable | Part]] = [[]]
    opened: list[int] = []
    end = 0
    for piece in _PIECE.finditer(text):
        stack[-1].append(text[end : piece.start()])
        end = piece.end()
        _add(piece, stack, opened)
    if opened:
        raise Mistake("open_bracket", opened[-1], "[")
    stack[0].append(text[end:])
    return Part(tuple(filter(None, stack[0])))


def _add(piece: re.Match[str], stack: list[list["str | Variable | Part"]], opened: list[int]) -> None:
    inner, bracket, brace = piece.groups()
    if brace:
        raise Mistake("stray_brace", piece.start(), brace)
    if bracket == "[":
        if len(opened) == DEEPEST:
            raise Mistake("too_deep", piece.start(), "[")
        stack.append([])
        opened.append(piece.start())
    elif bracket == "]":
        if not opened:
            raise Mistake("stray_bracket", piece.start(), "]")
        opened.pop()
        part = Part(tuple(filter(None, stack.pop())))
        stack[-1].append(part)
    else:
        name, _, form = inner.partition(":")
        if not name.strip():
            raise Mistake("empty_variable", piece.start(), piece.group())
        stack[-1].append(Variable(name.strip(), form, piece.start()))


def variables_in(part: Part) -> list[Variable]:
    """Every variable of the template, in order."""
    found: list[Variable] = []
    for piece in part.pieces:
        if isinstance(piece, Variable):
            found.append(piece)
        elif isinstance(piece, Part):
            found += variables_in(piece)
    return found


def render(part: Part, say: Say) -> str:
    """The words; a bracketed part whose fact is missing falls away. Refuses with NotKnown where one must not."""
    return "".join(_rendered(piece, say) for piece in part.pieces)


def _rendered(piece: "str | Variable | Part", say: Say) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Variable):
        words = say(piece.name, piece.form)
        if not words and "|" not in piece.form:
            raise NotKnown(piece.name)
        return words
    try:
        return render(piece, say)
    except NotKnown:
        return ""
