"""Is every string of the interface translated? Finds the strings itself; needs no GNU gettext.

Python is read by its syntax tree, templates by Django's own `templatize`, which turns them into Python-like calls.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from butler.command import translations
from butler.command.home import SRC

if TYPE_CHECKING:
    import polib

# How many of the first arguments matter: context, message, plural.
SHAPES = {
    "gettext": "m", "gettext_lazy": "m", "gettext_noop": "m", "_": "m",
    "ngettext": "mp", "ngettext_lazy": "mp",
    "pgettext": "cm", "pgettext_lazy": "cm",
    "npgettext": "cmp", "npgettext_lazy": "cmp",
}  # fmt: skip
CALL = re.compile(rf"\b({'|'.join(sorted(SHAPES, key=len, reverse=True))})\(")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


@dataclass(frozen=True)
class Wording:
    """One string of the interface."""

    message: str
    context: str | None
    plural: str | None
    where: str


def complaints() -> list[str]:
    """What is wrong with the translations, one line each; nothing when they are complete."""
    catalogue = {(entry.msgctxt, entry.msgid): entry for entry in translations.merge()}
    missing: dict[str, str] = {}
    for wording in extract_all():
        entry = catalogue.get((wording.context, wording.message))
        if entry is None:
            missing.setdefault(wording.message, f"{wording.where}: not in the catalogue: {wording.message!r}")
        elif wording.plural and not entry.msgid_plural:
            missing.setdefault(wording.message, f"{wording.where}: no plural forms for {wording.message!r}")
    return [*missing.values(), *(fault for entry in catalogue.values() if (fault := fault_of(entry)))]


def fault_of(entry: polib.POEntry) -> str | None:
    """What is wrong with one entry of the catalogue."""
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.fuzzy:
        return f"fuzzy: {entry.msgid!r}"
    if not all(forms) or (entry.msgid_plural and len(forms) != 3):
        return f"not translated: {entry.msgid!r}"
    known = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    for form in forms:
        if placeholders(form) - known or (not entry.msgid_plural and placeholders(form) != known):
            return f"other placeholders than the original: {entry.msgid!r}"
    return None


def placeholders(text: str) -> set[str]:
    return {named or f"{{{braced}}}" for named, braced in PLACEHOLDER.findall(text)}


def extract_all() -> Iterator[Wording]:
    """Every string of every room, in Python and in templates."""
    for path in sorted(SRC.glob("**/*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from from_python(path.read_text(), str(path.relative_to(SRC)))
    for path in sorted([*SRC.glob("**/templates/**/*.html"), *SRC.glob("**/templates/**/*.txt")]):
        yield from from_template(path.read_text(), str(path.relative_to(SRC)))


def from_python(source: str, where: str) -> Iterator[Wording]:
    """The strings in calls of gettext and its kin."""
    aliases = dict(SHAPES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            aliases |= {name.asname or name.name: SHAPES[name.name] for name in node.names if name.name in SHAPES}
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in aliases and (found := _read_call(node, aliases[called], f"{where}:{node.lineno}")):
                yield found


def from_template(source: str, where: str) -> Iterator[Wording]:
    """The strings of a template, through Django's templatize."""
    from django.utils.translation.template import templatize

    turned = templatize(source)
    for call in CALL.finditer(turned):
        line = turned.count("\n", 0, call.start()) + 1
        node = _parse_call(turned[call.start() :])
        if node and (found := _read_call(node, SHAPES[call[1]], f"{where}:{line}")):
            yield found


def _parse_call(text: str) -> ast.Call | None:
    """The call that this text begins with; the rest of the template follows it."""
    for end in (at for at, char in enumerate(text[:20_000]) if char == ")"):
        try:
            parsed = ast.parse(text[: end + 1].replace("\n", " "), mode="eval").body
        except SyntaxError:
            continue
        return parsed if isinstance(parsed, ast.Call) else None
    return None


def _read_call(call: ast.Call, shape: str, where: str) -> Wording | None:
    """The literal arguments of a call; one that is computed cannot be looked up, and is not a wording of ours."""
    given: dict[str, str | None] = {"m": None, "c": None, "p": None}
    for part, argument in zip(shape, call.args, strict=False):
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            return None
        given[part] = argument.value
    if not given["m"]:
        return None
    return Wording(given["m"], given["c"], given["p"], where)
