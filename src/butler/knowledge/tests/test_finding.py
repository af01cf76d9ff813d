"""Written once, found by any of the words in any form, by those it is for."""

from datetime import timedelta

import pytest

from butler.ground import clock
from butler.ground.acting import acting_as
from butler.ground.models import Entry
from butler.ground.refusals import NotHere
from butler.knowledge import access, actions
from butler.knowledge.models import Article, Word

SNAILS = {"title": "Улитки после полуночи", "text": "Ресторан «Пещера» на Рубинштейна держит кухню до трёх часов."}
PETS = {"title": "Flying with a dog", "text": "Airlines want the papers two days before; small dogs go into the cabin."}


@pytest.fixture
def write(house, anna):
    def make(by=anna, **fields):
        with acting_as(by.pk):
            return actions.write(by=by, now=clock.now(), **({"kind": "trick"} | fields))

    return make


def titles(words, who, **narrowed):
    with acting_as(who.pk):
        return [found.article.title for found in access.find(words, access.reader(who), **narrowed)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("улитка", "Улитки после полуночи"),
        ("где поесть улиток ночью", "Улитки после полуночи"),
        ("РЕСТОРАНАМИ", "Улитки после полуночи"),
        ("трех часов", "Улитки после полуночи"),  # written with ё
        ("рестаран", "Улитки после полуночи"),  # a slip of the pen
        ("dogs", "Flying with a dog"),
        ("airline papr", "Flying with a dog"),
    ],
)
def test_any_of_the_words_finds_it_in_any_form(write, anna, words, title):
    write(**SNAILS)
    write(**PETS, language="en")
    assert titles(words, anna)[0] == title


def test_words_that_say_nothing_and_words_of_nobody_find_nothing(write, anna):
    write(**SNAILS)
    for words in ("", "и в на", "!!! '); --", "квантовая хромодинамика", "\\", "' : & |"):
        assert titles(words, anna) == []


def test_a_title_and_a_rare_word_stand_first(write, anna):
    for number in range(5):
        write(title=f"Обед {number}", text="Ресторан у воды.")
    write(title="Обед у моря", text="Ресторан с устрицами, они здесь лучшие.")
    write(title="Устрицы", text="Где их открывают при вас.")
    assert titles("ресторан, устрицы", anna)[:2] == ["Обед у моря", "Устрицы"]


def test_what_was_found_is_marked(write, anna):
    write(**SNAILS)
    with acting_as(anna.pk):
        (found,) = access.find("кухня", access.reader(anna))
    assert ("кухню", True) in found.words


def test_it_is_narrowed_by_kind_and_by_town(write, anna):
    write(title="Стамбул за день", text="Паром и рыба.", kind="guide", city="Стамбул")
    write(title="Рыба в Москве", text="Рыбу берут утром.", kind="trick")
    assert titles("рыба", anna, kind="guide") == ["Стамбул за день"]
    assert titles("рыба", anna, city="Стамбул") == ["Стамбул за день"]
    assert titles("стамбул", anna) == ["Стамбул за день"]


def test_each_reads_what_is_for_them(write, anna, ilya, mark, vera, owner):
    write(title="Секрет первой команды", text="Дверь со двора.", scope="team")
    write(by=vera, title="Секрет старших", text="Скидка по звонку.", scope="leads")
    team, leads = ["Секрет первой команды"], ["Секрет старших"]
    assert titles("секрет", anna) == titles("секрет", ilya) == team
    assert titles("секрет", mark) == []
    assert sorted(titles("секрет", vera)) == sorted(titles("секрет", owner)) == sorted(team + leads)


def test_one_who_may_not_read_it_does_not_open_it_either(write, anna, mark):
    secret = write(title="Секрет первой команды", text="Дверь со двора.", scope="team")
    assert access.article(secret.pk, access.reader(anna)) == secret
    for door in (access.article, access.removed):
        with pytest.raises(NotHere):
            door(secret.pk, access.reader(mark))


def test_a_change_keeps_how_it_read_before_and_is_found_by_the_new_words(write, anna, ilya):
    written = write(**SNAILS)
    with acting_as(ilya.pk):
        later = clock.now() + timedelta(hours=1)
        actions.change(written.pk, by=ilya, now=later, text="Теперь кормят мидиями.")
        actions.change(written.pk, by=ilya, now=later, text="Теперь кормят мидиями.")  # nothing changes
    (before,) = access.versions(written)
    assert before.text == SNAILS["text"]
    assert titles("мидии", anna) == [SNAILS["title"]]
    assert titles("рубинштейна", anna) == []
    assert Article.objects.get(pk=written.pk).changed_by == ilya


def test_what_is_taken_out_is_found_by_nobody_until_it_is_brought_back(write, anna):
    written = write(**SNAILS)
    with acting_as(anna.pk):
        actions.take_out(written.pk, now=clock.now())
    assert titles("улитки", anna) == []
    with acting_as(anna.pk):
        actions.bring_back(written.pk)
    assert titles("улитки", anna) == [SNAILS["title"]]


def test_words_are_counted_once_for_each_article(write, anna):
    first = write(title="Паром", text="Паром, паром и паром.")
    write(title="Причал", text="Откуда уходит паром.")
    with acting_as(anna.pk):
        actions.change(first.pk, by=anna, now=clock.now(), text="Паром и чайки.")
    assert dict(Word.objects.values_list("stem", "articles")).items() >= {"пар": 2, "чайк": 1}.items()


def test_what_is_proposed_is_seen_by_one_and_taken_once(house, anna, ilya, owner):
    fields = {"kind": "trick", "title": "Столик за два часа", "text": "Северный двор отвечает за десять минут."}
    with acting_as(anna.pk):
        made = actions.propose(to=anna, origin="operation|1", now=clock.now(), **fields)
        assert actions.propose(to=anna, origin="operation|1", now=clock.now(), **fields) is None
    assert titles("столик", anna) == titles("столик", ilya) == []
    assert access.proposed_to(access.reader(anna)) == [made]
    assert access.proposed_to(access.reader(ilya)) == []
    with acting_as(anna.pk):
        actions.accept(made.pk, by=anna, now=clock.now())
        actions.accept(made.pk, by=anna, now=clock.now())
    assert titles("столик", ilya) == ["Столик за два часа"]
    with acting_as(owner.pk):
        assert Entry.objects.filter(what="article.accepted").count() == 1
