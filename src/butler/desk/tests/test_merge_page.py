"""Two conversations turn out to be with the same one: found by name, made one without a browser's help, taken back."""

import re

import pytest
from django.urls import reverse

from butler.correspondence.models import Conversation, Message
from butler.dossiers import actions as dossiers
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.network.models import Contact


@pytest.fixture
def say_in(house):
    def make(body: str, **fields) -> Conversation:
        with acting_for("test"):
            talk = Conversation.objects.create(channel="mail", last_at=clock.now(), **fields)
            Message.objects.create(
                client=talk.client, conversation=talk, way="in", channel="mail", sent_at=clock.now(), body=body,
                sender=f"{body}@client.test",
            )  # fmt: skip
        return talk

    return make


@pytest.fixture
def hers(say_in, olshanskaya):
    return say_in("Прошу столик", client=olshanskaya)


@pytest.fixture
def of_zoya(say_in, olshanskaya):
    """What the house took for the words of her assistant."""
    with acting_for("test"):
        zoya = dossiers.add_person(olshanskaya.pk, relation="assistant", given_name="Зоя", surname="Климова")
    return say_in("И цветы", client=olshanskaya, person=zoya)


def door(talk, name: str = "conversation_merge") -> str:
    return reverse(f"desk:{name}", args=[talk.pk])


def said_in(talk) -> int:
    with acting_for("test"):
        return Message.objects.filter(conversation=talk).count()


def test_the_other_is_chosen_by_name_made_one_and_back(client, anna, hers, of_zoya, say_in, veresov, severny_dvor):
    say_in("Чужое", client=veresov)
    say_in("Стол есть", client=hers.client, organisation=severny_dvor)
    client.force_login(anna)
    page = client.get(door(hers)).content.decode()
    assert "Зоя Климова" in page
    assert "И цветы" in page
    assert "Чужое" not in page
    assert "Стол есть" not in page  # a supplier's words never go to a client

    assert client.post(door(hers)).status_code == 422
    made = client.post(door(hers), {"other": of_zoya.pk}, follow=True).content.decode()
    assert "Теперь это один разговор" in made
    assert (said_in(hers), said_in(of_zoya)) == (2, 0)
    undo = re.search(r"/requests/regroupings/[0-9a-f-]+/undo/", made)[0]
    assert "Как было" in client.post(undo, follow=True).content.decode()
    assert (said_in(hers), said_in(of_zoya)) == (1, 1)


def test_in_english_too(client, anna, hers, of_zoya):
    anna.language = "en"
    anna.save(update_fields=["language"])
    client.force_login(anna)
    assert "Make them one conversation" in client.get(door(hers)).content.decode()


def test_who_may_not_see_one_of_them_makes_nothing_one(client, mark, anna, hers, of_zoya, say_in, veresov):
    stranger, his = say_in("Незнакомец"), say_in("Мне машину", client=veresov)
    client.force_login(mark)
    assert client.get(door(hers)).status_code == 404
    assert client.post(door(hers), {"other": of_zoya.pk}).status_code == 404
    client.force_login(anna)
    for other in (stranger, his, hers):
        assert client.post(door(hers), {"other": other.pk}).status_code == 404
    assert client.post(door(hers), {"other": "nonsense"}).status_code == 404
    assert (said_in(hers), said_in(of_zoya), said_in(stranger), said_in(his)) == (1, 1, 1, 1)


def test_a_house_and_its_people_and_one_stranger_with_two_addresses(client, vera, say_in, severny_dvor):
    hostess = Contact.objects.create(organisation=severny_dvor, full_name="Ирина Белова")
    of_the_house, of_the_hostess = say_in("Зал", organisation=severny_dvor), say_in("Ирина", contact=hostess)
    one, two = say_in("nina1", address_index=b"1"), say_in("nina2", address_index=b"2")
    client.force_login(vera)
    for here, other, name in ((of_the_house, of_the_hostess, "Ирина Белова"), (one, two, "nina2@client.test")):
        assert name in client.get(door(here)).content.decode()
        client.post(door(here), {"other": other.pk})
        assert (said_in(here), said_in(other)) == (2, 0)
    with acting_as(vera.pk):
        assert Conversation.objects.filter(merged_into__isnull=True).count() == 2
    assert "не видно другого разговора" in client.get(door(one)).content.decode()
