"""The whole way of a mail, with a real server: a mailbox, the door, the sorting, the proposal, a yes, a request."""

from butler.channels.tests.servers import mail_servers
from butler.correspondence import fetching
from butler.correspondence.models import Account, Cursor
from butler.ground import clock
from butler.ground.acting import acting_as, acting_for
from butler.reception import access, deciding
from butler.reception.tests.arriving import mail, sort_all
from butler.requests.models import ClientRequest

__all__ = ["mail_servers"]  # a fixture of the session


def test_a_mail_in_a_mailbox_becomes_a_request_that_a_person_has_taken(mail_servers, maria, anna, monkeypatch):
    with acting_for("test"):
        account = Account.objects.create(kind="imap", name="Ящик", options={"host": "127.0.0.1"})
    monkeypatch.setattr(
        fetching, "imap_of", lambda account: mail_servers.reader("intake")
    )  # trusts the test's own server
    body = "Добрый день! Закажите, пожалуйста, столик на двоих в ресторане завтра в 20:00."
    mail_servers.deliver("intake", mail(body, sender="Мария Ольшанская <maria@olshanskaya.example>"))

    assert fetching.fetch_mail(account.pk, now=clock.now()) == 1
    assert fetching.fetch_mail(account.pk, now=clock.now()) == 0
    assert Cursor.objects.get().position == 1
    (message,) = sort_all()
    with acting_as(anna.pk):
        (card,) = [one for one in access.proposals(message.conversation_id) if one.kind == "request"]
        deciding.take(card.id, by=anna, now=clock.now())
        request = ClientRequest.objects.get()
        assert (request.client_id, request.category, request.owner) == (maria.pk, "restaurant", anna)
