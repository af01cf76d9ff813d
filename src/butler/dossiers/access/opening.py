"""The door to one whole dossier."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from butler.dossiers import rules
from butler.dossiers.access.cards import as_card
from butler.dossiers.access.grants import holders_of, open_compartments
from butler.dossiers.access.lines import (
    ContactLine,
    DocumentLine,
    Dossier,
    GiftLine,
    MandateLine,
    NoteLine,
    OccasionLine,
    PersonLine,
    PreferenceLine,
    SecretLine,
    Secrets,
)
from butler.dossiers.models import (
    Client,
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
    Topic,
    relation_name,
)
from butler.ground.refusals import NotHere
from butler.ground.sealing import open_sealed

SECRETS: tuple[tuple[Compartment, Any], ...] = (
    (Compartment.IDENTITY, IdentityNote),
    (Compartment.HEALTH, HealthNote),
    (Compartment.FINANCE, FinanceNote),
)


def dossier(client_id: UUID, *, now: datetime) -> Dossier:
    """One dossier for the one who acts; NotHere for a stranger, and when there is none.

    The grant is checked here and by the database, each for itself. The number of queries does not grow with the rows.
    """
    client = Client.objects.select_related("led_by", "covered_by").filter(pk=client_id).first()
    if client is None:
        raise NotHere
    holders = holders_of(client_id, now)
    circle = _circle(client_id)
    card = as_card(client)
    today = now.astimezone(card.tz).date()
    return Dossier(
        card=card,
        alias=client.alias,
        portrait=open_sealed(client, "portrait"),
        left_on=client.left_on,
        led_by=client.led_by,
        covered_by=client.covered_by,
        holders=holders,
        contacts=circle.own_contacts,
        circle=tuple(circle.people.values()),
        preferences=tuple(_preferences(client_id, circle.people)),
        occasions=tuple(_occasions(client_id, circle.people, today)),
        documents=tuple(_documents(client_id, circle.people)),
        secrets=tuple(_secrets(client_id, circle.people)),
        mandates=tuple(_mandates(client_id, today)),
        gifts=tuple(_gifts(client_id, circle.people)),
        notes=tuple(_notes(client_id, circle.people)),
    )


@dataclass(frozen=True)
class _Circle:
    people: dict[UUID, PersonLine]
    own_contacts: tuple[ContactLine, ...]


def _circle(client_id: UUID) -> _Circle:
    contacts: dict[UUID | None, list[ContactLine]] = defaultdict(list)
    for point in ContactPoint.objects.filter(client=client_id).order_by("-is_preferred", "kind", "pk"):
        contacts[point.person_id].append(
            ContactLine(
                point.pk,
                point.kind,
                point.get_kind_display(),
                point.label,
                open_sealed(point, "value"),
                point.is_preferred,
            )
        )
    people = {row.pk: _person(row, tuple(contacts[row.pk])) for row in Person.objects.filter(client=client_id)}
    nearest = sorted(people.values(), key=lambda person: (NEARNESS.get(person.relation, 9), person.name))
    return _Circle({person.id: person for person in nearest}, tuple(contacts[None]))


NEARNESS = {
    "spouse": 0,
    "partner": 0,
    "child": 1,
    "parent": 2,
    "sibling": 3,
    "grandparent": 3,
    "friend": 4,
    "assistant": 5,
}


def _person(row: Person, contacts: tuple[ContactLine, ...]) -> PersonLine:
    return PersonLine(
        id=row.pk,
        relation=row.relation,
        relation_name=relation_name(row.relation, row.gender),
        gender=row.gender,
        language=row.language,
        may_ask=row.may_ask,
        may_decide=row.may_decide,
        contacts=contacts,
        **{name: open_sealed(row, name) for name in ("given_name", "patronymic", "surname", "about")},
    )


People = dict[UUID, PersonLine]


def _whose(people: People, person_id: UUID | None) -> PersonLine | None:
    return people.get(person_id) if person_id else None


def _preferences(client_id: UUID, people: People) -> Iterator[PreferenceLine]:
    for row in Preference.objects.filter(client=client_id).order_by("-confidence", "pk"):
        yield PreferenceLine(
            id=row.pk,
            topic=row.topic,
            topic_name=str(Topic(row.topic).label),
            value=open_sealed(row, "value"),
            evidence=open_sealed(row, "evidence"),
            person=_whose(people, row.person_id),
            **{name: getattr(row, name) for name in TASTE},
        )


TASTE = ["polarity", "scope", "times_seen", "confidence", "noted_on", "is_confirmed"]


def _occasions(client_id: UUID, people: People, today: date) -> Iterator[OccasionLine]:
    for row in Occasion.objects.filter(client=client_id).order_by("month", "day", "pk"):
        on = rules.next_date(row, today)
        yield OccasionLine(
            id=row.pk,
            kind=row.kind,
            kind_name=str(row.get_kind_display()),
            title=open_sealed(row, "title"),
            person=_whose(people, row.person_id),
            next_on=on,
            turns=rules.turns(row, on) if on else None,
            **{name: getattr(row, name) for name in ("month", "day", "year", "returns", "wants_gift")},
        )


def _documents(client_id: UUID, people: People) -> Iterator[DocumentLine]:
    for row in Document.objects.filter(client=client_id).select_related("number").order_by("expires_on", "pk"):
        yield DocumentLine(
            id=row.pk,
            kind=row.kind,
            kind_name=str(row.get_kind_display()),
            country=row.country,
            issued_on=row.issued_on,
            expires_on=row.expires_on,
            person=_whose(people, row.person_id),
            number_id=_number_of(row),
        )


def _number_of(row: Document) -> UUID | None:
    """None as well where identity is closed to the reader: row security hides the joined row."""
    try:
        return row.number.pk
    except DocumentNumber.DoesNotExist:
        return None


def _secrets(client_id: UUID, people: People) -> Iterator[Secrets]:
    opened = open_compartments(client_id)
    for compartment, model in SECRETS:
        rows = model.objects.filter(client=client_id).order_by("label", "pk") if compartment in opened else []
        lines = tuple(
            SecretLine(row.pk, str(compartment), row.label, _whose(people, getattr(row, "person_id", None)))  # type: ignore[attr-defined]
            for row in rows
        )
        yield Secrets(str(compartment), str(compartment.label), compartment in opened, lines)


def _mandates(client_id: UUID, today: date) -> Iterator[MandateLine]:
    standing = Q(until__isnull=True) | Q(until__gte=today)
    for row in Mandate.objects.filter(standing, client=client_id).order_by("category", "pk"):
        yield MandateLine(row.pk, row.category, row.limit, row.currency, row.until)


def _gifts(client_id: UUID, people: People) -> Iterator[GiftLine]:
    for row in Gift.objects.filter(client=client_id).order_by("-given_on", "pk"):
        yield GiftLine(
            id=row.pk,
            title=open_sealed(row, "title"),
            person=_whose(people, row.person_id),
            **{name: getattr(row, name) for name in ("given_on", "price", "currency", "supplier", "reception")},
        )


def _notes(client_id: UUID, people: People) -> Iterator[NoteLine]:
    for row in Note.objects.filter(client=client_id).select_related("written_by").order_by("-written_at", "pk"):
        text = open_sealed(row, "text")
        yield NoteLine(row.pk, text, row.written_by, row.written_at, _whose(people, row.person_id))
