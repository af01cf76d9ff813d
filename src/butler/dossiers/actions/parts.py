"""What is known of a client, part by part."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from butler.dossiers import access, rules
from butler.dossiers.actions.rows import change, keep, row_of, write
from butler.dossiers.models import (
    ClientRow,
    Compartment,
    ContactPoint,
    Document,
    DocumentNumber,
    FinanceNote,
    Gift,
    HealthNote,
    IdentityNote,
    Mandate,
    Note,
    Occasion,
    Person,
    Preference,
)
from butler.ground.sealing import open_sealed


def add_person(client_id: UUID, **fields: Any) -> Person:
    """Somebody of the circle."""
    return keep(Person(client_id=client_id, **fields), "person.added")


def edit_person(client_id: UUID, person_id: UUID, **fields: Any) -> Person:
    """Change what is known of somebody close."""
    return change(Person, client_id, person_id, fields, "person.edited")


def add_contact(client_id: UUID, *, kind: str, value: str, **fields: Any) -> ContactPoint:
    """A telephone, address or messenger, findable by its blind index. The same one is not kept twice."""
    index = access.contact_index(kind, value)
    person = fields.get("person") or fields.get("person_id")
    known = ContactPoint.objects.filter(client=client_id, person=person, kind=kind, index=index)
    if index and (same := known.first()):
        return same
    return keep(ContactPoint(client_id=client_id, kind=kind, value=value, index=index, **fields), "contact.added")


def edit_contact(client_id: UUID, contact_id: UUID, *, kind: str, value: str, **fields: Any) -> ContactPoint:
    """Change a way to reach somebody; its index changes with it."""
    fields |= {"kind": kind, "value": value, "index": access.contact_index(kind, value)}
    return change(ContactPoint, client_id, contact_id, fields, "contact.edited")


# Dates


def add_occasion(client_id: UUID, **fields: Any) -> Occasion:
    """A date to be remembered."""
    return keep(Occasion(client_id=client_id, **fields), "occasion.added")


def edit_occasion(client_id: UUID, occasion_id: UUID, **fields: Any) -> Occasion:
    """Change a date."""
    return change(Occasion, client_id, occasion_id, fields, "occasion.edited")


# Tastes


@transaction.atomic
def add_preference(client_id: UUID, *, value: str, today: date, **fields: Any) -> Preference:
    """A fact of taste. The same words on the same topic are the same fact, seen once more."""
    alike = Preference.objects.filter(
        client=client_id, topic=fields["topic"], polarity=fields["polarity"], person=fields.get("person")
    )
    for known in alike:
        if rules.is_same_taste(open_sealed(known, "value"), value):
            return confirm_preference(client_id, known.pk, today=today)
    return keep(Preference(client_id=client_id, value=value, noted_on=today, **fields), "preference.added")


def edit_preference(client_id: UUID, preference_id: UUID, **fields: Any) -> Preference:
    """Change the words of a fact of taste, its topic or scope."""
    return change(Preference, client_id, preference_id, fields, "preference.edited")


@transaction.atomic
def confirm_preference(client_id: UUID, preference_id: UUID, *, today: date) -> Preference:
    """The client showed or said it again."""
    row = row_of(Preference, client_id, preference_id)
    fields = {
        "confidence": rules.after_confirmation(row.confidence),
        "times_seen": row.times_seen + 1,
        "is_confirmed": True,
        "noted_on": today,
    }
    write(row, fields, "preference.confirmed")
    return row


@transaction.atomic
def contradict_preference(client_id: UUID, preference_id: UUID, *, evidence: str = "") -> Preference:
    """The client did otherwise: half as sure, and no longer confirmed. The fact stays, to be asked about gently."""
    row = row_of(Preference, client_id, preference_id)
    fields: dict[str, Any] = {"confidence": rules.after_contradiction(row.confidence), "is_confirmed": False}
    if evidence:
        fields["evidence"] = evidence
    write(row, fields, "preference.contradicted")
    return row


# Documents and closed values


@transaction.atomic
def add_document(client_id: UUID, *, number: str = "", **fields: Any) -> Document:
    """A document; its number goes into the identity compartment, which the one who acts must hold."""
    document = keep(Document(client_id=client_id, **fields), "document.added")
    if number:
        _keep_number(document, number)
    return document


@transaction.atomic
def edit_document(client_id: UUID, document_id: UUID, *, number: str = "", **fields: Any) -> Document:
    """Change a document; an empty number leaves the one that is kept."""
    document = change(Document, client_id, document_id, fields, "document.edited")
    if number:
        _keep_number(document, number)
    return document


def add_secret(client_id: UUID, compartment: str, *, label: str, value: str, **fields: Any) -> ClientRow:
    """A value of identity, health or finance; row security wants a grant for that compartment."""
    if compartment == Compartment.HEALTH:
        return keep(HealthNote(client_id=client_id, label=label, value=value, **fields), "health.added")
    fields.pop("noted_on", None)
    fields.pop("person", None)
    model: Any = {Compartment.IDENTITY: IdentityNote, Compartment.FINANCE: FinanceNote}[Compartment(compartment)]
    return keep(model(client_id=client_id, label=label, value=value, **fields), f"{compartment}.added")


# Mandates, gifts, notes


def add_mandate(client_id: UUID, **fields: Any) -> Mandate:
    """What the house may do without asking."""
    return keep(Mandate(client_id=client_id, **fields), "mandate.added")


def edit_mandate(client_id: UUID, mandate_id: UUID, **fields: Any) -> Mandate:
    """Change the limit or the term of a mandate."""
    return change(Mandate, client_id, mandate_id, fields, "mandate.edited")


def end_mandate(client_id: UUID, mandate_id: UUID, *, today: date) -> Mandate:
    """From today the house asks again."""
    return change(Mandate, client_id, mandate_id, {"until": today - timedelta(days=1)}, "mandate.ended")


def add_gift(client_id: UUID, **fields: Any) -> Gift:
    """A present that was given."""
    return keep(Gift(client_id=client_id, **fields), "gift.added")


def edit_gift(client_id: UUID, gift_id: UUID, **fields: Any) -> Gift:
    """Change what is known of a present: how it was received, most often."""
    return change(Gift, client_id, gift_id, fields, "gift.edited")


def add_note(client_id: UUID, *, text: str, by: Any, now: datetime, **fields: Any) -> Note:
    """Something to remember."""
    return keep(Note(client_id=client_id, text=text, written_by=by, written_at=now, **fields), "note.added")


def _keep_number(document: Document, number: str) -> None:
    index = access.contact_index("document", number)
    kept = DocumentNumber.everything.filter(document=document).first()
    if kept is None:
        keep(
            DocumentNumber(client_id=document.client_id, document=document, value=number, index=index),
            "document.numbered",
        )
    else:
        write(kept, {"value": number, "index": index}, "document.numbered")
