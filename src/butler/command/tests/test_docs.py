"""What the pages of docs/ and the READMEs say must be there."""

import re
from pathlib import Path

import pytest

from butler.command.__main__ import VERBS
from butler.command.home import CLONE, SRC

SKIPPED = {".venv", ".butler", ".git", "node_modules"}
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
VARIABLE = re.compile(r"\b(?:BUTLER|DATABASE)_[A-Z]+(?:_[A-Z]+)*\b")
# A name in quotes in Python, ${NAME in the shell: what the programme asks of its environment, or sets there.
ASKED = re.compile(r"[\"']((?:BUTLER|DATABASE)_[A-Z]+(?:_[A-Z]+)*)[\"']|\$\{((?:BUTLER|DATABASE)_[A-Z_]+)")


def pages() -> list[Path]:
    """Every page of the clone that is ours."""
    return sorted(path for path in CLONE.glob("**/*.md") if not SKIPPED.intersection(path.relative_to(CLONE).parts))


def heading_names(page: Path) -> set[str]:
    """The names by which headings are linked to: small letters, hyphens, no other signs."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(CLONE)))
def test_every_link_and_picture_leads_somewhere(page):
    for written, drawn in LINK.findall(page.read_text()):
        target = written or drawn
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        assert place.exists(), f"{page.relative_to(CLONE)} leads to {target}, which is not there"
        assert not heading or heading in heading_names(place), f"{target}: no such heading"


def test_pictures_are_small_and_all_of_them_are_shown():
    shown = {
        (page.parent / (written or drawn)).resolve()
        for page in pages()
        for written, drawn in LINK.findall(page.read_text())
        if not re.match(r"[a-z]+:", written or drawn)
    }
    for picture in (CLONE / "docs" / "pictures").glob("*"):
        assert picture.stat().st_size < 300_000, f"{picture.name} is too large"
        assert picture.resolve() in shown, f"no page shows {picture.name}"


def test_the_readme_lists_all_verbs_and_no_others():
    section = (CLONE / "README.md").read_text().split("## All verbs")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(VERBS)


def asked_of_the_environment() -> set[str]:
    """Every variable that the programme reads or sets."""
    sources = [CLONE / "butler", *(path for path in SRC.glob("**/*.py") if "tests" not in path.parts)]
    found = {name for path in sources for pair in ASKED.findall(path.read_text()) for name in pair if name}
    return found | {f"{name}_FILE" for name in ("BUTLER_SECRET_KEY", "BUTLER_ROOT_KEY")}


def test_every_variable_is_documented_and_none_is_invented():
    documented = set(
        VARIABLE.findall((CLONE / "README.md").read_text() + (CLONE / "docs" / "operating.md").read_text())
    )
    assert documented == asked_of_the_environment()


def test_both_guides_have_the_same_parts():
    russian, english = ((CLONE / "docs" / f"guide.{language}.md").read_text() for language in ("ru", "en"))
    assert len(re.findall(r"^#+ ", russian, re.MULTILINE)) == len(re.findall(r"^#+ ", english, re.MULTILINE))
    assert re.findall(r"pictures/(\w+)\.png", russian) == re.findall(r"pictures/(\w+)\.en\.png", english)
