"""Looking ahead on PostgreSQL: never missed, never doubled, never what was given or forbidden."""

from datetime import date, timedelta

import pytest

from butler.dossiers.models import Document, Gift, Occasion, Person, Preference
from butler.foresight import access, actions
from butler.foresight.models import Anticipation, Idea
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.models import House
from butler.ground.refusals import NotHere
from butler.network.models import Organisation
from butler.requests.models import Task
from butler.travel.models import Trip


@pytest.fixture
def network(db):
    for kind, name in [
        ("jeweller", "Аметист"),
        ("florist", "Пион"),
        ("boutique", "Шёлк"),
        ("restaurant", "Северный двор"),
        ("theatre", "Малая сцена"),
    ]:
        Organisation.objects.create(name=name, kind=kind, city="Санкт-Петербург", reliability=90)


@pytest.fixture
def elena(veresov, network):
    with acting_for("test"):
        person = Person.objects.create(client=veresov, relation="spouse", given_name="Елена", gender="f")
        Occasion.objects.create(client=veresov, person=person, kind="birthday", month=1, day=15)
        return person


def propose(now=None):
    with acting_for("morning"):
        return actions.propose(now=now or clock.now())


def cards(reader) -> list:
    with acting_as(reader.pk):
        return access.anticipations()


def test_a_birthday_is_proposed_with_three_ideas_each_with_why_price_and_order_by(elena, anna):
    assert propose().new == 1
    [card] = cards(anna)
    assert (card.falls_on, card.person, card.relation) == (date(2027, 1, 15), "Елена", "spouse")
    assert len(card.ideas) == 3
    assert all(idea.why and idea.price and idea.order_by < card.falls_on for idea in card.ideas)
    assert card.ideas[0].title.replace("\u00a0", " ") == "Украшение с гравировкой, «Аметист»"


@pytest.mark.parametrize(
    ("language", "found"),
    [("ru", "По возрасту; поставщика найдём"), ("en", "Suits the age; we shall find the supplier")],
)
def test_where_the_network_has_no_maker_there_are_three_ideas_in_the_language_of_the_house(
    veresov, anna, language, found
):
    with acting_for("test"):
        boy = Person.objects.create(client=veresov, relation="child", given_name="Тимофей", gender="m")
        Occasion.objects.create(client=veresov, person=boy, kind="birthday", month=12, day=20, year=2014)
        House.objects.update(language=language)
    propose()
    [card] = cards(anna)
    assert len(card.ideas) == 3
    assert all(found in idea.why.replace("\u00a0", " ") and idea.price and idea.order_by for idea in card.ideas)
    assert len({idea.title for idea in card.ideas}) == 3


def test_twice_it_proposes_nothing_new(elena):
    propose()
    again = propose()
    assert (again.new, again.ideas, again.passed) == (0, 0, 0)
    with acting_for("test"):
        assert Idea.objects.count() == 3


def test_over_two_years_of_mornings_each_birthday_comes_once(elena):
    start = clock.now()
    for week in range(110):
        propose(start + timedelta(weeks=week))
    with acting_for("test"):
        falls = sorted(Anticipation.objects.values_list("falls_on", flat=True))
        assert falls == [date(2027, 1, 15), date(2028, 1, 15), date(2029, 1, 15)]
        states = Anticipation.objects.order_by("falls_on").values_list("state", flat=True)
        assert list(states) == ["passed", "passed", "proposed"]


def test_what_was_given_or_is_forbidden_in_the_house_is_not_proposed(elena, veresov, anna):
    with acting_for("test"):
        Gift.objects.create(
            client=veresov, person=elena, title="Серьги", supplier="Аметист", given_on=date(2026, 1, 15)
        )
        Preference.objects.create(
            client=veresov, topic="allergy", polarity="never", value="пыльца цветов", noted_on=date(2026, 1, 1)
        )
    propose()
    titles = " ".join(idea.title for idea in cards(anna)[0].ideas)
    assert "Аметист" not in titles
    assert "Пион" not in titles


def test_what_she_likes_comes_first_and_says_so(elena, veresov, anna):
    with acting_for("test"):
        Preference.objects.create(
            client=veresov, person=elena, topic="music", polarity="likes", value="балет", noted_on=date(2026, 1, 1)
        )
    propose()
    idea = cards(anna)[0].ideas[0]
    assert "Малая" in idea.title
    assert "Отмечено: балет" in idea.why.replace("\u00a0", " ")


def test_a_moved_date_passes_and_the_new_one_is_proposed(elena, veresov):
    propose()
    with acting_for("test"):
        Occasion.objects.update(day=11)
    assert propose().passed == 1
    with acting_for("test"):
        Occasion.objects.update(day=15)
    propose()
    with acting_for("test"):
        rows = dict(Anticipation.objects.values_list("falls_on", "state"))
        assert rows == {date(2027, 1, 15): "proposed", date(2027, 1, 11): "passed"}


def test_a_passport_is_seen_to_before_it_ends_and_before_a_trip(veresov, anna):
    with acting_for("test"):
        Document.objects.create(client=veresov, kind="travel_passport", country="RU", expires_on=date(2027, 2, 20))
        Trip.objects.create(
            client=veresov, title="Стамбул", starts_on=date(2026, 12, 28), ends_on=date(2027, 1, 4), countries=["TR"]
        )
    assert propose().new == 2
    assert propose().new == 0
    assert [(card.falls_on, card.reasons[0][0]) for card in cards(anna)] == [
        (date(2026, 12, 28), "six_months"),
        (date(2027, 2, 20), "formalities"),
    ]


def test_taking_it_on_makes_a_task_due_by_the_order_day(elena, anna):
    propose()
    [card] = cards(anna)
    with acting_as(anna.pk):
        actions.take(card.id, by=anna, now=clock.now(), idea_id=card.ideas[0].id)
        task = Task.objects.get()
        assert task.due_at.date() == card.ideas[0].order_by
        assert task.is_for_occasion
        assert not access.anticipation(card.id).is_proposed


def test_what_was_put_aside_is_not_proposed_again(elena, anna):
    propose()
    with acting_as(anna.pk):
        actions.dismiss(cards_now()[0].id, by=anna, now=clock.now())
    assert propose().new == 0
    assert [card.state for card in cards(anna)] == ["dismissed"]


def cards_now():
    return access.anticipations()


def test_a_stranger_sees_and_decides_nothing(elena, anna, mark):
    propose()
    [card] = cards(anna)
    assert cards(mark) == []
    with acting_as(mark.pk):
        for verb in (actions.take, actions.dismiss):
            with pytest.raises(NotHere):
                verb(card.id, by=mark, now=clock.now())
        with pytest.raises(NotHere):
            access.anticipation(card.id)
