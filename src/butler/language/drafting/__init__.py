"""Drafts in the house's voice: a template of the house, the facts of one matter, and right Russian or English."""

from collections.abc import Collection

from butler.language.drafting.defaults import DEFAULTS
from butler.language.drafting.facts import Facts, Matter, Option, Purpose, When
from butler.language.drafting.grammar import Mistake, NotKnown, parse, render, variables_in
from butler.language.drafting.matters import ACC, NOM, matter_words, moment_words, when_words
from butler.language.drafting.missing import missing, question
from butler.language.drafting.variables import BY_NAME, CASES, GENDERS, PLACES, VARIABLES
from butler.language.phrasing import bind

__all__ = [
    "ACC", "BY_NAME", "DEFAULTS", "NOM", "VARIABLES", "Facts", "Matter", "Mistake", "NotKnown", "Option", "Purpose",
    "When", "check", "draft", "matter_words", "missing", "moment_words", "question", "when_words",
]  # fmt: skip


def draft(purpose: Purpose, facts: Facts, template: str = "") -> str:
    """The letter's text. Refuses with NotKnown when a fact is missing that the template needs, with Mistake when the
    template itself is wrong."""
    words = parse(template or DEFAULTS[purpose, "ru" if facts.language == "ru" else "en"])

    def say(name: str, form: str) -> str:
        known = BY_NAME.get(name)
        return known.say(facts, form) if known else ""

    return tidy(render(words, say))


def check(template: str) -> None:
    """Refuses with Mistake what cannot be used: an unknown variable or form, a bracket without its fellow, no words."""
    words = parse(template)
    if not template.strip():
        raise Mistake("no_words", 0)
    for variable in variables_in(words):
        known = BY_NAME.get(variable.name)
        if known is None:
            raise Mistake("unknown_variable", variable.at, variable.name)
        if variable.form and not _takes(known.is_choice, known.forms, variable.form):
            raise Mistake("unknown_form", variable.at, f"{variable.name}:{variable.form}")


def _takes(is_choice: bool, forms: tuple[str, ...], form: str) -> bool:
    if is_choice and "|" in form:
        return True
    by_first: dict[str, Collection[str]] = {"им": CASES, "м": GENDERS, "в": PLACES, "вин": CASES}
    english = by_first.get(forms[0], ()) if forms else ()
    return form in forms or form in english


def tidy(text: str) -> str:
    """Each line bound, a capital at the beginning of a sentence, one space, one stop."""
    return "\n".join(_line(line) for line in text.strip().split("\n"))


def _line(line: str) -> str:
    line = " ".join(line.split(" ")).strip()
    while "  " in line:
        line = line.replace("  ", " ")
    for wrong, right in ((" ,", ","), (" .", "."), ("..", "."), (",.", ".")):
        line = line.replace(wrong, right)
    return bind(line[:1].upper() + line[1:])
