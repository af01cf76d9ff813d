"""Verbs on the network: add, ask, thank."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from butler.ground import journal
from butler.network.models import Contact, Favour, Organisation

WARMED_BY_THANKS = 4
WARMED_BY_SUCCESS = 2
COOLED_BY_REFUSAL = 3


@transaction.atomic
def add_organisation(**fields: Any) -> Organisation:
    """A new venue or supplier."""
    organisation = Organisation.objects.create(**fields)
    journal.record("organisation.added", about=organisation)
    return organisation


@transaction.atomic
def add_contact(**fields: Any) -> Contact:
    """A new person in the network."""
    contact = Contact.objects.create(**fields)
    journal.record("contact.added", about=contact)
    return contact


@transaction.atomic
def keep(row: Contact | Organisation, changed: list[str]) -> None:
    """Save the changed fields of an edited row."""
    row.save(update_fields=changed)
    journal.record(f"{row._meta.model_name}.changed", about=row, fields=sorted(changed))


@transaction.atomic
def thank(contact_id: int, *, what: str, weight: int, by: Any, on: date) -> Favour:
    """A sign of attention was given: the debt shrinks, the warmth grows."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    favour = Favour.objects.create(contact=contact, way=Favour.Way.GIVEN, what=what, weight=weight, staff=by, on=on)
    contact.warmth = min(100, contact.warmth + WARMED_BY_THANKS * weight)
    contact.last_thanked_on = on
    contact.save(update_fields=["warmth", "last_thanked_on"])
    journal.record("contact.thanked", about=contact, favour=favour.pk)
    return favour


@transaction.atomic
def take_back_thanks(favour_id: int, *, by: Any) -> None:
    """Undo `thank` by whoever wrote it; another's stays, and twice is as good as once."""
    favour = Favour.objects.select_for_update().filter(pk=favour_id, staff=by, way=Favour.Way.GIVEN).first()
    if favour is None:
        return
    earlier = Favour.objects.filter(contact=favour.contact_id, way=Favour.Way.GIVEN).exclude(pk=favour.pk)
    last = earlier.order_by("-on").values_list("on", flat=True).first()
    cooler = F("warmth") - WARMED_BY_THANKS * favour.weight
    Contact.objects.filter(pk=favour.contact_id, warmth__gte=WARMED_BY_THANKS * favour.weight).update(warmth=cooler)
    Contact.objects.filter(pk=favour.contact_id).update(last_thanked_on=last)
    journal.record("contact.thanks_taken_back", about=favour.contact, favour=favour.pk)
    favour.delete()


@transaction.atomic
def note_asked(contact_id: int, *, has_opened: bool, what: str, by: Any, on: date) -> Contact:
    """We asked, and the door opened or did not. A success is a favour received."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    contact.asked += 1
    contact.opened += has_opened
    contact.last_asked_on = on
    step = WARMED_BY_SUCCESS if has_opened else -COOLED_BY_REFUSAL
    contact.warmth = max(0, min(100, contact.warmth + step))
    contact.save(update_fields=["asked", "opened", "last_asked_on", "warmth"])
    if has_opened:
        Favour.objects.create(contact=contact, way=Favour.Way.RECEIVED, what=what, staff=by, on=on)
    journal.record("contact.asked", about=contact, opened=has_opened)
    return contact
