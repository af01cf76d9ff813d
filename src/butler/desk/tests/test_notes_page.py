"""All notes of a client and the search in them; 404 for whoever may not open the dossier."""

from django.urls import reverse

from butler.dossiers import actions
from butler.ground import clock
from butler.ground.acting import acting_as


def test_a_note_is_found_and_marked_and_a_stranger_gets_404(client, anna, mark, olshanskaya):
    with acting_as(anna.pk):
        actions.add_note(olshanskaya.pk, text="Паспорт у Елены.", by=anna, now=clock.now())
    door = reverse("desk:client_notes", args=[olshanskaya.pk])
    client.force_login(anna)
    assert "<mark>Паспорт</mark>" in client.get(door, {"q": "паспорта"}).content.decode()
    assert "В заметках этого нет" in client.get(door, {"q": "вертолёт"}).content.decode()
    assert door in client.get(reverse("desk:client", args=[olshanskaya.pk])).content.decode()
    client.force_login(mark)
    assert client.get(door).status_code == 404
    assert client.get(door, {"q": "паспорт"}).status_code == 404
