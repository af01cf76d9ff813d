"""A search from the first question to the proof, as the house would see it."""

import pytest

from butler.correspondence.models import Account, Letter
from butler.dossiers.actions import parts
from butler.dossiers.models import Mandate
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed
from butler.knowledge.models import Article
from butler.requests.models import ClientRequest, Task
from butler.sourcing.actions import called, open_operation, say_yes_to_price
from butler.sourcing.models import Offer, SpendYes
from butler.sourcing.rules.hearing import Terms
from butler.sourcing.tests.playing import Play

STALLS = {"what": "партер, 6 ряд, места 11-12", "price": "44000", "hold_until": "2026-11-24T10:20"}


@pytest.fixture
def search(wish, network, anna, olshanskaya):
    """The two tickets are sought; the client lets us spend 60 000 on tickets."""
    with acting_for("test"):
        options = {"host": "localhost", "port": 2525, "security": "none"}
        Account.objects.create(kind="smtp", name="Почта", address="anna@moika.test", options=options, per_minute=1000)
        parts.add_contact(olshanskaya.pk, kind="mail", value="maria@client.test")
        Mandate.objects.create(client=olshanskaya, category="tickets", limit=60_000)
    with acting_as(anna.pk):
        operation = open_operation(wish.pk, by=anna, now=clock.now())
    return Play(operation, anna, clock.now()).go_on()


def offer_of(play: Play, name: str) -> Offer:
    asked = play.approach(name)
    with acting_for("test"):
        return Offer.objects.get(approach=asked)


def test_the_impossible_is_found_ordered_proven_and_everybody_is_thanked(search, wish):
    asked = search.sent("nadezhda@moika.test")
    assert len(asked) == 1
    assert "«Иванов" in asked[0]
    assert "партер" in asked[0]
    assert "Ольшанск" not in asked[0]
    search.go_on(minutes=10).presses("Олег", "offer", what="балкон, 3 ряд", price="18000")
    assert search.stands().state == "searching", "a balcony is not what was asked"
    search.go_on(minutes=5).presses("Надежда", "offer", **STALLS)
    assert search.stands().state == "ordered"
    assert search.approve() == ["booking"]
    assert "партер, 6 ряд" in search.sent("nadezhda@moika.test")[-1]
    search.go_on(minutes=8).says(
        "Надежда", "Подтверждаю: партер, 6 ряд, места 11-12, номер заказа К-11207.", to_order=True
    )
    assert search.stands().state == "booked"
    taken = offer_of(search, "Надежда")
    with acting_for("test"):
        assert (taken.state, taken.accepted_under, open_sealed(taken, "reference")) == (
            "confirmed",
            "mandate",
            "К-11207",
        )
        assert ClientRequest.objects.get(pk=wish.pk).state == "confirmed"
    search.go_on(minutes=1)
    assert "спасибо" in search.sent("nadezhda@moika.test")[-1]
    assert "вопрос решён" in search.sent("oleg@rampa.test")[-1]
    assert search.states()["Лидия"] == "stopped"
    (lesson,) = Article.objects.all()
    assert (lesson.author, lesson.is_proposed) == (search.by, True)
    assert "Надежда" in lesson.title
    for word in ("Ольшанск", "Мария", "Иванов", "44", "6 ряд", "К-11207"):
        assert word not in lesson.title + lesson.text


def test_words_are_heard_like_the_page_and_not_yet_is_no_offer(search):
    search.says("Олег", "Предварительно записали вас в лист ожидания.")
    assert (search.states()["Олег"], search.stands().state) == ("perhaps", "searching")
    search.says("Лидия", "Увы, на сегодня ничего нет.")
    assert search.states()["Лидия"] == "refused"
    search.says("Надежда", "Есть партер, 6 ряд, два места, 44 000 ₽ за оба, держу до 10:20.")
    assert search.stands().state == "ordered"


def test_a_price_above_the_mandate_is_put_to_the_client_and_the_house_says_yes_with_the_order(search):
    search.presses("Надежда", "offer", **STALLS | {"price": "75000"}).go_on(minutes=11)
    assert search.stands().state == "searching", "somebody may still offer it for less"
    search.nobody_else("Надежда")
    assert search.stands().state == "choice"
    assert search.approve() == ["options"]
    (letter,) = search.sent("maria@client.test")
    assert "75" in letter
    assert "6 ряд" in letter
    search.client_presses("confirm")
    assert search.stands().state == "approval"
    assert search.sent("nadezhda@moika.test")[1:] == []
    assert search.approve() == ["booking"]
    assert search.stands().state == "ordered"
    with acting_for("test"):
        assert SpendYes.objects.get().given_by == search.by
    assert offer_of(search, "Надежда").accepted_under == "approval"


def test_above_the_limit_of_four_eyes_two_colleagues_say_yes_before_an_order_leaves(search, vera):
    search.presses("Надежда", "offer", **STALLS | {"price": "750000"}).go_on(minutes=11)
    search.nobody_else("Надежда").approve()
    search.client_presses("choose", number="1")
    assert search.stands().state == "approval"
    assert search.approve() == [], "nothing is written before the first yes to the price"
    offer = offer_of(search, "Надежда")
    with acting_as(vera.pk):
        say_yes_to_price(offer.pk, by=vera, now=search.now)
    search.go_on(minutes=1)
    assert search.approve() == ["booking"]
    with acting_for("test"):
        assert SpendYes.objects.count() == 2


def test_what_is_no_longer_held_is_never_taken(search):
    search.presses("Надежда", "offer", **STALLS | {"price": "75000"}).nobody_else("Надежда")
    assert search.stands().state == "choice"
    search.go_on(hours=4)
    assert search.stands().state == "searching"
    assert offer_of(search, "Надежда").state == "expired"


def test_the_order_that_falls_gives_way_to_the_next_best(search):
    search.presses("Надежда", "offer", **STALLS)
    search.presses("Олег", "offer", what="партер, 9 ряд, места 1-2", price="50000")
    search.approve()
    search.presses("Надежда", "decline", to_order=True)
    assert offer_of(search, "Надежда").state == "fell"
    assert search.stands().state == "ordered"
    assert search.approve() == ["booking"]
    search.presses("Олег", "confirm", to_order=True, number="Р-5")
    assert search.stands().state == "booked"


def test_a_refused_line_beside_a_firm_yes_leaves_the_yes_firm(search):
    search.presses("Надежда", "offer", **STALLS)
    search.approve()
    words = "Подтверждаем: партер, 6 ряд, бронь К-11207. Биноклей у нас, увы, нет."
    search.says("Надежда", words, to_order=True)
    assert search.stands().state == "booked"


@pytest.mark.parametrize("words", ["Предварительно записали, ждём подтверждения.", "Проверю и вернусь.", "Спасибо!"])
def test_less_than_a_yes_books_nothing(search, words):
    search.presses("Надежда", "offer", **STALLS)
    search.approve()
    search.says("Надежда", words, to_order=True)
    assert search.stands().state == "ordered"


def test_who_has_no_address_is_called_and_what_was_heard_counts_like_a_letter(search, anna):
    concierge = search.approach("Консьерж")
    assert (concierge.state, concierge.channel) == ("call", "phone")
    with acting_as(anna.pk):
        said = Terms("партер, 4 ряд, места 1-2", price=None)
        with pytest.raises(ValueError, match="perhaps"):
            called(concierge.pk, "perhaps", by=anna, now=search.now)
        called(concierge.pk, "offer", by=anna, now=search.now, terms=said)
    with acting_for("test"):
        assert Offer.objects.get(approach=concierge).taken_down_by == anna
        assert Task.objects.get(pk=concierge.task_id).done_at is not None


def test_a_kill_between_any_two_steps_and_a_second_ring_change_nothing(search):
    search.presses("Надежда", "offer", **STALLS)
    for _ in range(3):
        search.go_on()
    with acting_for("test"):
        assert Offer.objects.count() == 1
        assert Letter.objects.filter(purpose="booking").count() == 1
    search.approve()
    search.presses("Надежда", "confirm", to_order=True)
    for _ in range(3):
        search.go_on(minutes=1)
    with acting_for("test"):
        assert Letter.objects.filter(purpose="thanks").count() == 1
        assert Letter.objects.filter(purpose="release").count() == 2


def test_the_owner_hears_when_the_promised_moment_comes_and_at_the_curtain_it_is_over(search):
    for _ in range(30):
        search.go_on(minutes=30)
    assert search.stands().state == "stopped"
    with acting_for("test"):
        titles = [open_sealed(task, "title") for task in Task.objects.all()]
    assert sum(title.startswith("Обещали к этому часу") for title in titles) == 1


def test_of_two_dear_offers_only_the_chosen_one_is_put_to_the_house_and_ordered(search, vera):
    search.presses("Надежда", "offer", **STALLS | {"price": "75000"})
    search.presses("Олег", "offer", what="партер, 5 ряд, места 1-2", price="76000")
    search.nobody_else("Надежда")
    assert search.approve() == ["options"]
    search.client_presses("choose", number="1")
    chosen, other = offer_of(search, "Надежда"), offer_of(search, "Олег")
    if other.put_to_house_at is not None:
        chosen, other = other, chosen
    assert (chosen.put_to_house_at is not None, other.put_to_house_at) == (True, None)
    with acting_as(vera.pk), pytest.raises(NotHere):
        say_yes_to_price(other.pk, by=vera, now=search.now)
    search.go_on(minutes=1).go_on(minutes=1)
    with acting_for("test"):
        assert Letter.objects.filter(purpose="booking").count() == 1
        assert Offer.objects.filter(order__isnull=False).get() == chosen
