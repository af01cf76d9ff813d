"""What foresight looks at, read in bulk: a handful of queries for the whole house."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from butler.dossiers.models import Document, Gift, Occasion, Preference
from butler.foresight.models import Anticipation
from butler.foresight.rules import dates, ideas
from butler.ground import acting
from butler.network.models import Opening, Organisation
from butler.travel.models import Trip

Key = tuple[UUID | None, UUID | None, UUID | None, date]  # occasion, document, trip, the day


@dataclass(frozen=True)
class Ahead:
    """Something that comes to a client."""

    key: Key
    client_id: UUID
    city: str
    foreseen: dates.Foreseen
    occasion: Occasion | None = None


def everything_ahead(today: date) -> list[Ahead]:
    """Every date and every document that comes, whether or not it is time to speak of it. Three queries."""
    found = [*_occasions(today), *_documents(today)]
    return sorted(found, key=lambda each: (each.foreseen.start_by, str(each.key)))


def known() -> dict[Key, Anticipation]:
    """What was foreseen already."""
    rows = Anticipation.objects.all()
    return {(row.occasion_id, row.document_id, row.trip_id, row.falls_on): row for row in rows}


def suppliers() -> list[ideas.Supplier]:
    """Organisations that make presents and evenings."""
    kinds = {kind for maker in ideas.MAKERS.values() for kind in maker.organisations}
    fields = ("id", "name", "kind", "city", "price_band", "standing", "reliability", "style")
    doors = Opening.objects.filter(category="gift").values_list("organisation", "contact__organisation")
    makers = {house for pair in doors for house in pair if house is not None}
    rows = Organisation.objects.filter(Q(kind__in=kinds) | Q(pk__in=makers))
    return [replace(ideas.Supplier(*row), makes_presents=row[0] in makers) for row in rows.values_list(*fields)]


def tastes_and_gifts(client_ids: Iterable[UUID]) -> tuple[dict[UUID, list[Preference]], dict[UUID, list[Gift]]]:
    """Preferences and gifts of these clients' households; two queries. The rows are still sealed."""
    ids = list(client_ids)
    acting.fetch_keys(ids)
    tastes: dict[UUID, list[Preference]] = defaultdict(list)
    for taste in Preference.objects.filter(client__in=ids).order_by("-times_seen", "pk"):
        tastes[taste.client_id].append(taste)
    gifts: dict[UUID, list[Gift]] = defaultdict(list)
    for gift in Gift.objects.filter(client__in=ids).order_by("pk"):
        gifts[gift.client_id].append(gift)
    return tastes, gifts


def _occasions(today: date) -> list[Ahead]:
    rows = Occasion.objects.filter(client__left_on__isnull=True).select_related("client", "person")
    found = []
    for row in rows:
        relation = row.person.relation if row.person else ""
        making = ideas.making_days(row.kind, relation) if row.wants_gift else 0
        dated = dates.Annual(row.month, row.day, row.year, row.returns)
        if foreseen := dates.occasion(dated, making, today):
            key = (row.pk, None, None, foreseen.falls_on)
            found.append(Ahead(key, row.client_id, row.client.city, foreseen, row))
    return found


def _documents(today: date) -> list[Ahead]:
    rows = Document.objects.filter(client__left_on__isnull=True, expires_on__gte=today).select_related("client")
    trips: dict[UUID, list[Trip]] = defaultdict(list)
    for trip in Trip.objects.filter(starts_on__gte=today):
        trips[trip.client_id].append(trip)
    found = []
    for row in rows:
        if row.expires_on is None:
            continue
        expiry = dates.expiry(row.kind, row.expires_on)
        found.append(Ahead((None, row.pk, None, expiry.falls_on), row.client_id, row.client.city, expiry))
        for trip in trips[row.client_id]:
            facts = (trip.starts_on, trip.ends_on, tuple(trip.countries))
            if short := dates.for_trip(row.kind, row.country, row.expires_on, facts):
                found.append(Ahead((None, row.pk, trip.pk, short.falls_on), row.client_id, row.client.city, short))
    return found
