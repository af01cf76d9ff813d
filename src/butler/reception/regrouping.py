"""Whose words these are: conversations merged, taken apart, given to a client; what was read in them goes along.

The verbs to call from above; `correspondence.regrouping` moves the messages, here follow the rows of this room and of
the requests. Where the client changes, what was read is sealed anew and read again in the new light; what was taken
already stays with the request that came of it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.correspondence import regrouping
from butler.correspondence.models import Channel, Conversation, Message, Regrouping
from butler.correspondence.regrouping import Refused
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers import actions as dossiers
from butler.dossiers.access import contact_index
from butler.dossiers.models import Client, ContactPoint, Person
from butler.ground import acting, journal
from butler.ground.later import later
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed, reseal
from butler.network import actions as network
from butler.network.models import Contact, Organisation
from butler.reception.models import Correction, Hearing, Proposal
from butler.requests.models import ClientRequest
from butler.staff.models import Staff

__all__ = ["Refused", "belongs_to", "is_of_the_network", "merge", "split", "take_back"]
Kind = ContactPoint.Kind
KINDS = {Channel.MAIL: Kind.MAIL, Channel.TELEGRAM: Kind.TELEGRAM, Channel.PHONE: Kind.PHONE}


@transaction.atomic
def merge(source_id: UUID, target_id: UUID, *, by: Staff | None, now: datetime) -> Regrouping:
    """All that was said in `source` belongs into `target`; refuses as `correspondence.regrouping.merge`."""
    return _followed(regrouping.merge(source_id, target_id, by=by, now=now))


@transaction.atomic
def split(
    conversation_id: UUID, message_ids: Iterable[UUID], *, to: Whose | None, by: Staff, now: datetime
) -> Regrouping:
    """These messages were said by `to`, or (none) by nobody we know; refuses as `correspondence.regrouping.split`."""
    return _followed(regrouping.split(conversation_id, message_ids, to=to, by=by, now=now))


@transaction.atomic
def take_back(regrouping_id: UUID, *, by: Staff, now: datetime) -> Regrouping:
    """As it was; refuses as `correspondence.regrouping.take_back`. An address that was learnt by it is forgotten."""
    before = Regrouping.objects.filter(pk=regrouping_id).first()
    row = regrouping.take_back(regrouping_id, by=by, now=now)
    if before is None or before.taken_back_at:
        return row
    _follow(row.moved)
    for message_id, request_id in row.before.get("requests", {}).items():
        ClientRequest.objects.filter(pk=request_id, message__isnull=True).update(message=message_id)
    if contact := row.before.get("contact"):
        dossiers.remove(UUID(contact["client"]), "contact", UUID(contact["id"]), now=now)
    if learnt := row.before.get("network"):
        _forget(learnt, row.source)
    return row


@transaction.atomic
def belongs_to(
    conversation_id: UUID, client_id: UUID, *, by: Staff, now: datetime, person_id: UUID | None = None
) -> Regrouping | None:
    """An unknown sender turns out to be this client, or this person of their circle: their one conversation goes on.

    The address is learnt: next time they are known. None when it was so already; NotHere when the sender is somebody
    else's, or there is no such client. `take_back` undoes all of it.
    """
    talk = Conversation.objects.filter(pk=conversation_id).first()
    if talk is None or not _is_there(client_id, person_id):
        raise NotHere
    if talk.merged_into_id is not None:
        into = talk.merged_into
        if into is not None and (into.client_id, into.person_id) == (client_id, person_id):
            return None  # said twice
        raise NotHere
    if talk.client_id is not None:
        if talk.client_id == client_id:
            return None
        raise NotHere
    if talk.contact_id or talk.organisation_id:
        return _about(talk, client_id, by=by, now=now)
    beginning = Beginning(channel=talk.channel, at=talk.last_at, subject=open_sealed(talk, "subject"))
    theirs = conversation_with(Whose(client_id, person_id), beginning)
    row = merge(talk.pk, theirs.pk, by=by, now=now)
    if learnt := _learn_address(talk, client_id, person_id):
        row.before["contact"] = {"client": str(client_id), "id": str(learnt.pk)}
        row.save(update_fields=["before"])
    journal.record("conversation.sorted", about=theirs)
    return row


def _about(talk: Conversation, client_id: UUID, *, by: Staff, now: datetime) -> Regrouping:
    """What somebody of the network has said is about this client: never the client's own words."""
    whose = Whose(client_id, contact_id=talk.contact_id, organisation_id=talk.organisation_id)
    said = talk.messages.values_list("pk", flat=True)
    row = split(talk.pk, list(said), to=whose, by=by, now=now)
    journal.record("conversation.sorted", about=row.target)
    return row


@transaction.atomic
def is_of_the_network(
    conversation_id: UUID, whom: Contact | Organisation, *, by: Staff, now: datetime
) -> Regrouping | None:
    """An unknown sender turns out to be of the network: their words go where theirs are, about no client yet.

    Where we knew no such number or address of theirs it is learnt. None when it was so already; NotHere when the sender
    is known already. `take_back` undoes all of it.
    """
    talk = Conversation.objects.filter(pk=conversation_id).first()
    if talk is None or talk.client_id is not None:
        raise NotHere
    is_person = isinstance(whom, Contact)
    house = whom.organisation_id if isinstance(whom, Contact) else whom.pk
    whose = Whose(contact_id=whom.pk if is_person else None, organisation_id=house)
    beginning = Beginning(channel=talk.channel, at=talk.last_at, subject=open_sealed(talk, "subject"))
    theirs = conversation_with(whose, beginning)
    if theirs.pk in (talk.pk, talk.merged_into_id):
        return None  # said twice
    if talk.merged_into_id or talk.contact_id or talk.organisation_id:
        raise NotHere
    row = merge(talk.pk, theirs.pk, by=by, now=now)
    for message_id in row.moved:  # read anew: what a supplier says is read otherwise
        later("reception.read", message_id=message_id)
    if learnt := _learn_of_the_network(talk, whom):
        row.before["network"] = learnt
        row.save(update_fields=["before"])
    journal.record("conversation.sorted", about=theirs)
    return row


def _learn_of_the_network(talk: Conversation, whom: Contact | Organisation) -> dict[str, Any]:
    """The first number or address of its kind becomes theirs; which row and field it was."""
    address, kind = open_sealed(talk, "address"), _kind_of(talk)
    if not address or not kind or getattr(whom, kind):
        return {}
    setattr(whom, kind, address)
    network.keep(whom, [kind])
    return {"table": whom._meta.model_name, "id": whom.pk, "field": str(kind)}


def _forget(learnt: dict[str, Any], talk: Conversation) -> None:
    """What the network learnt by it goes, unless somebody has changed it since."""
    model: type[Contact] | type[Organisation] = Contact if learnt["table"] == "contact" else Organisation
    row, field = model._default_manager.filter(pk=learnt["id"]).first(), learnt["field"]
    if row is not None and getattr(row, field) == open_sealed(talk, "address"):
        setattr(row, field, "")
        network.keep(row, [field])


def _is_there(client_id: UUID, person_id: UUID | None) -> bool:
    if person_id is not None:
        return Person.objects.filter(pk=person_id, client=client_id).exists()
    return Client.objects.filter(pk=client_id).exists()


def _learn_address(talk: Conversation, client_id: UUID, person_id: UUID | None) -> ContactPoint | None:
    """The address becomes a contact of theirs, unless they have it."""
    address, kind = open_sealed(talk, "address"), _kind_of(talk)
    if not address or not kind or not (index := contact_index(kind, address)):
        return None
    if ContactPoint.objects.filter(client=client_id, person=person_id, kind=kind, index=index).exists():
        return None
    return dossiers.add_contact(client_id, kind=kind, value=address, person_id=person_id)


def _kind_of(talk: Conversation) -> str:
    """What kind of contact the address is; of pasted words, whose channel does not say it, by its looks."""
    address = open_sealed(talk, "address")
    if talk.channel in KINDS:
        return str(KINDS[Channel(talk.channel)])
    return Kind.TELEGRAM if address.startswith("@") else Kind.MAIL if "@" in address else Kind.PHONE


def _followed(row: Regrouping) -> Regrouping:
    loose = _follow(row.moved)
    if loose:
        row.before["requests"] = loose
        row.save(update_fields=["before"])
    return row


def _follow(message_ids: list[str]) -> dict[str, str]:
    """What was read in these messages goes to where they are now; returns message -> request that stayed behind."""
    loose: dict[str, str] = {}
    for message in Message.objects.filter(pk__in=message_ids).order_by("pk"):
        rows = [row for row in _read_in(message) if row.client_id != message.client_id]
        for row in rows:
            _give(row, message.client_id)
        for request in ClientRequest.objects.filter(message=message).exclude(client=message.client_id):
            loose[str(message.pk)] = str(request.pk)
            request.message = None
            request.save(update_fields=["message"])
            journal.record("request.message_moved", about=request)
        if rows and message.way == Message.Way.IN:
            later("reception.read", message_id=str(message.pk))
    return loose


def _read_in(message: Message) -> Iterable[Proposal | Hearing | Correction]:
    yield from Proposal.objects.filter(message=message)
    yield from Hearing.objects.filter(message=message)
    yield from Correction.objects.filter(proposal__message=message)


def _give(row: Proposal | Hearing | Correction, client_id: UUID | None) -> None:
    if client_id is not None:
        acting.check_may_open(client_id, "profile")
    sealed = reseal(row, row.client_id, client_id)
    row.client_id = client_id
    row.save(update_fields=["client", *sealed])
