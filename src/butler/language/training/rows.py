"""Rows to train from. A file has heads in square brackets, the meaning, and lines, what people write; a line may leave
a choice: (a|b) is one of the words, {x} one of the fillers of the language. Every line gives several rows, always the
same ones."""

import hashlib
import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MOST_ROWS = 6  # of one line
LANGUAGES = ("ru", "en")
# Said plainly; said without naming it; answers about anything; facts, questions and grumbles near a request; what books
# nothing in the words of a booking; said sideways, in the voices of those who write.
SETS = ("requests", "needs", "turns", "tellings", "asides", "voices")
REPLIES = "replies"  # of suppliers, for a model of its own
ANYTHING = "*"  # the category of a line that tells its act alone
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_FILLER = re.compile(r"\{(\w+)\}")


class Line(NamedTuple):
    """One text and what it means: `head` as it stands in the file, «restaurant book», «* confirm»."""

    lang: str
    head: str
    text: str

    @property
    def is_about_something(self) -> bool:
        return not self.head.startswith(ANYTHING)


def lines(most: int = MOST_ROWS) -> Iterator[Line]:
    """All rows of all sets, both languages, at most so many of one line."""
    for lang in LANGUAGES:
        fillers = _fillers(lang)
        for name in SETS:
            for head, line in _read(HERE / f"{name}.{lang}.txt"):
                yield from (Line(lang, head, text) for text in _expanded(line, fillers)[:most])


def replies() -> Iterator[Line]:
    """What suppliers answer, in both languages; the head is the kind."""
    for lang in LANGUAGES:
        for head, line in _read(HERE / f"{REPLIES}.{lang}.txt"):
            yield from (Line(lang, head, text) for text in _expanded(line, _fillers(lang)))


@lru_cache(2)
def mark(*, everything: bool = False) -> str:
    """What changes when any text of requests does; `everything`: of answers and moods, too."""
    files = [HERE / f"{one}.{lang}.txt" for one in (*SETS, "fillers") for lang in LANGUAGES]
    if everything:
        files += [HERE / name.format(lang) for name in (f"{REPLIES}.{{}}.txt", "mood.{}.tsv") for lang in LANGUAGES]
    said = b"\0".join([str(MOST_ROWS).encode(), *(path.read_bytes() for path in files)])
    return hashlib.sha256(said).hexdigest()


def _read(path: Path) -> Iterator[tuple[str, str]]:
    head = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            head = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            yield head, line.strip()


@lru_cache(2)
def _fillers(lang: str) -> dict[str, list[str]]:
    return {head: [one.strip() for one in line.split("|")] for head, line in _read(HERE / f"fillers.{lang}.txt")}


def _expanded(line: str, fillers: dict[str, list[str]]) -> list[str]:
    dice = random.Random(line)  # noqa: S311  no secret: the same line gives the same rows
    tries = min(MOST_ROWS, _choices(line, fillers))
    return list(dict.fromkeys(_filled(line, fillers, dice) for _ in range(tries)))


def _choices(line: str, fillers: dict[str, list[str]]) -> int:
    count = 1
    for found in _CHOICE.finditer(line):
        count *= found.group(1).count("|") + 1
    for found in _FILLER.finditer(line):
        count *= len(fillers[found.group(1)])
    return count


def _filled(line: str, fillers: dict[str, list[str]], dice: random.Random) -> str:
    while found := _CHOICE.search(line):
        line = line[: found.start()] + dice.choice(found.group(1).split("|")) + line[found.end() :]
    text = _FILLER.sub(lambda found: dice.choice(fillers[found.group(1)]), line)
    return re.sub(r"\s+([,?!.]|$)", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,")
