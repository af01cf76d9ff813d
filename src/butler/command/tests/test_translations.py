"""Merging, compiling and checking the catalogue, without GNU gettext."""

import gettext
from pathlib import Path

import polib
import pytest

from butler.command import translations, wording
from butler.command.problems import Problem

DAYS = """
msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s день"
msgstr[1] "%(n)s дня"
msgstr[2] "%(n)s дней"
"""


@pytest.fixture
def parts(tmp_path, monkeypatch) -> Path:
    """An empty catalogue of our own."""
    monkeypatch.setattr(translations, "LOCALE", tmp_path)
    monkeypatch.setattr(translations, "CATALOGUE", tmp_path / "ru" / "LC_MESSAGES" / "django.po")
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "ru" / "LC_MESSAGES" / "django.mo")
    (tmp_path / "parts").mkdir()
    return tmp_path / "parts"


def entry(message: str, translation: str) -> str:
    return f'msgid "{message}"\nmsgstr "{translation}"\n\n'


def test_parts_become_one_compiled_catalogue_with_russian_plurals(parts):
    (parts / "desk.ru.po").write_text(entry("Table", "Стол"))
    (parts / "travel.ru.po").write_text(entry("Table", "Стол") + DAYS)

    translations.compile_catalogues()

    with open(translations.COMPILED, "rb") as compiled:
        russian = gettext.GNUTranslations(compiled)
    assert russian.gettext("Table") == "Стол"
    assert [russian.ngettext("%(n)s day", "%(n)s days", n) % {"n": n} for n in (1, 3, 11, 21)] == [
        "1 день",
        "3 дня",
        "11 дней",
        "21 день",
    ]


def test_two_parts_that_contradict_each_other_are_named(parts):
    (parts / "desk.ru.po").write_text(entry("Table", "Стол"))
    (parts / "travel.ru.po").write_text(entry("Table", "Таблица"))

    with pytest.raises(Problem, match=r"desk\.ru\.po.*travel\.ru\.po"):
        translations.merge()


def test_a_part_is_newer_than_what_was_merged_before(parts):
    translations.CATALOGUE.parent.mkdir(parents=True)
    translations.CATALOGUE.write_text(entry("Table", "Таблица"))
    (parts / "desk.ru.po").write_text(entry("Table", "Стол"))

    assert [found.msgstr for found in translations.merge()] == ["Стол"]


def test_the_catalogue_is_compiled_again_only_when_a_source_is_newer(parts):
    (parts / "desk.ru.po").write_text(entry("Table", "Стол"))
    assert not translations.is_compiled()
    translations.compile_catalogues()
    assert translations.is_compiled()


def found(source: str) -> list[tuple]:
    return [(w.message, w.context, w.plural) for w in wording.from_python(source, "here.py")]


def test_strings_are_found_in_python():
    source = """
from django.utils.translation import gettext_lazy as _, ngettext as n, pgettext
label = _("Sealed")
said = n("%(n)s day", "%(n)s days", count) + pgettext("verb", "May")
other = _(computed) + translation.gettext("a " "b") + unknown("not ours")
"""
    assert set(found(source)) == {
        ("Sealed", None, None),
        ("%(n)s day", None, "%(n)s days"),
        ("May", "verb", None),
        ("a b", None, None),
    }


def test_strings_are_found_in_templates():
    source = """{% translate "It's off" %} {{ _("hey")|upper }} {% translate 'May' context 'verb' %}
{% blocktranslate trimmed count n=days with who=name %}
  {{ n }} "day" (of {{ who }})
{% plural %}
  {{ n }} days
{% endblocktranslate %}"""

    assert {(w.message, w.context, w.plural) for w in wording.from_template(source, "page.html")} == {
        ("It's off", None, None),
        ("hey", None, None),
        ("May", "verb", None),
        ('%(n)s "day" (of %(who)s)', None, "%(n)s days"),
    }


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (polib.POEntry(msgid="Table", msgstr=""), "not translated"),
        (polib.POEntry(msgid="Table", msgstr="Стол", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="%(n)s tables", msgstr="%(m)s столов"), "other placeholders"),
        (polib.POEntry(msgid="{n} tables", msgstr="столы"), "other placeholders"),
        (polib.POEntry(msgid="day", msgid_plural="days", msgstr_plural={0: "день", 1: "дня"}), "not translated"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(broken, fault):
    assert fault in (wording.fault_of(broken) or "")


def test_a_plural_may_leave_out_the_number():
    spoken = {0: "%(n)s день", 1: "%(n)s дня", 2: "много дней"}
    assert wording.fault_of(polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural=spoken)) is None
