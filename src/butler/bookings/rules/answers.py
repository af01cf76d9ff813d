"""What a free answer says to each line of a service order. Pure."""

import re
from collections.abc import Sequence

from butler.language.tokens import tokens

SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
CLAUSE = re.compile(r",\s*(?:но|а|однако|but)\b|\s(?:но|однако|but)\s")
REFUSES = re.compile(
    r"\bнет\b|\bувы\b|к сожалению|нету\b|отсутству\w+|невозможн\w+|закончил\w+"
    r"|не (?:можем|сможем|получится|имеем|держим|располагаем|предоставля\w+|бывает)"
    r"|\bno\b|unfortunately|cannot|can't|do not have|don't have|unavailable",
    re.I,
)
AGREES = re.compile(
    r"\bда\b|принял\w*|учт\w+|передал\w*|подтвержда\w+|сделаем|будет|готов\w*|хорошо|конечно|разумеется|отметил\w*"
    r"|предупрежд\w+|\byes\b|noted|confirm\w*|will be|done|certainly|of course|arranged|sure\b",
    re.I,
)
SILENT = frozenset(
    [
        "без",
        "с",
        "со",
        "на",
        "у",
        "в",
        "к",
        "и",
        "или",
        "для",
        "не",
        "от",
        "the",
        "a",
        "at",
        "with",
        "no",
        "without",
        "of",
    ]
)


def heard_of_lines(text: str, lines: Sequence[str]) -> list[bool | None]:
    """For each line: met, refused, or nothing said of it (None).

    A line that a refusing clause names is refused. «Приняли» without more takes all that is not refused; where some
    lines are named, the others are not yet answered unless the answer takes everything.
    """
    clauses = [part for sentence in SENTENCE.split(text) for part in CLAUSE.split(sentence) if part.strip()]
    agreed = [clause for clause in clauses if AGREES.search(clause) and not REFUSES.search(clause)]
    answers: list[bool | None] = []
    for line in lines:
        content = _content(line)
        about = [clause for clause in clauses if content & _content(clause)]
        if any(_refuses(clause, line) for clause in about):
            answers.append(False)
        elif about and agreed:
            answers.append(True)
        else:
            answers.append(True if agreed and not _names_some(clauses, lines) else None)
    return answers


def _refuses(clause: str, line: str) -> bool:
    """A refusal of the line, not the line itself: «без кинзы» asked is «без кинзы» promised."""
    return bool(REFUSES.search(clause))


def _names_some(clauses: Sequence[str], lines: Sequence[str]) -> bool:
    return any(_content(line) & _content(clause) for line in lines for clause in clauses if not REFUSES.search(clause))


def _content(text: str) -> set[str]:
    """The words that matter, in their dictionary form."""
    return {word.lemma for word in tokens(text) if len(word.lower) > 2 and word.pos not in ("PNCT",)} - SILENT
