"""Reading the network. It is in the clear: what is known of suppliers must be searchable."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from butler.ground.refusals import NotHere
from butler.network import rules
from butler.network.models import Acquaintance, Contact, Favour, Opening, Organisation

SHOWN = 12  # contacts on one page of doors
FOUND = 20
LISTED = 500  # names to choose from
IN_BOOK = 50  # to a leaf


@dataclass(frozen=True)
class Door:
    """A contact as a way in: who, how likely, why."""

    contact: Contact
    chance: rules.Chance
    given: int
    received: int
    known_by: tuple[Acquaintance, ...]

    @property
    def is_long_unthanked(self) -> bool:
        return rules.Sign.WE_OWE in self.chance.signs


@dataclass(frozen=True)
class Size:
    contacts: int
    organisations: int
    cities: int


def key(text: str) -> str:
    """`text` as the generated name keys have it: lower case, ё as е."""
    return text.strip().lower().replace("ё", "е")


def size() -> Size:
    """How large the network is."""
    contacts = Contact.objects.count()
    counted = Organisation.objects.aggregate(n=Count("pk"), cities=Count("city", distinct=True, filter=~Q(city="")))
    return Size(contacts, counted["n"], counted["cities"])


def names(*, limit: int = LISTED) -> list[str]:
    """Names of organisations to choose from while one types; the most reliable ones where there are many more."""
    found = Organisation.objects.order_by("-reliability", "pk").values_list("name", flat=True)[:limit]
    return sorted(set(found), key=key)


def called(name: str) -> list[Organisation]:
    """Organisations of this name, in any case, ё or е; else those whose name holds it."""
    wanted = key(name)
    exactly = list(Organisation.objects.filter(name_key=wanted)[:FOUND])
    return exactly or list(Organisation.objects.filter(name_key__contains=wanted).order_by("name_key")[:FOUND])


def find(words: str, *, limit: int = FOUND) -> tuple[list[Organisation], list[Contact]]:
    """Organisations and contacts whose name holds `words` in any case, ё or е; also by town, kind or role."""
    wanted = key(words)
    organisations = Organisation.objects.filter(
        Q(name_key__contains=wanted) | Q(city__icontains=words.strip()) | Q(style__icontains=words.strip())
    ).order_by("name_key")
    contacts = (
        Contact.objects.filter(Q(name_key__contains=wanted) | Q(role__icontains=words.strip()))
        .select_related("organisation")
        .order_by("name_key")
    )
    return list(organisations[:limit]), list(contacts[:limit])


MOST_NAMED = 3000


def by_name() -> dict[str, Organisation | Contact | None]:
    """Everybody of the network as a list of choices names them; None where the same name means several."""
    named: dict[str, Organisation | Contact | None] = {}
    people = Contact.objects.select_related("organisation").order_by("name_key")
    rows: list[Organisation | Contact] = [*Organisation.objects.order_by("name_key")[:MOST_NAMED], *people[:MOST_NAMED]]
    for row in rows:
        where = (row.organisation or row.city) if isinstance(row, Contact) else row.city
        name = f"{row}, {where}" if where else str(row)
        named[name] = None if name in named else row
    return named


@dataclass(frozen=True)
class Leaf:
    """One leaf of the book of contacts: some people by name, and where it stands in the book."""

    people: list[Contact]
    number: int  # from 1
    leaves: int
    total: int


def book(words: str = "", *, number: int = 1) -> Leaf:
    """The book of contacts by name, IN_BOOK to a leaf; if given, of those who or whose house has `words` in the name.

    A number beyond the book gives its nearest leaf. Two queries.
    """
    found = Contact.objects.all()
    if words.strip():
        wanted = key(words)
        there = Organisation.objects.filter(name_key__contains=wanted).values("pk")
        found = found.filter(Q(name_key__contains=wanted) | Q(organisation__in=there))
    total = found.count()
    leaves = max(1, -(-total // IN_BOOK))
    number = min(max(number, 1), leaves)
    people = found.select_related("organisation").order_by("name_key", "pk")
    return Leaf(list(people[(number - 1) * IN_BOOK : number * IN_BOOK]), number, leaves, total)


def doors(today: date, *, words: str = "", category: str = "", city: str = "", unthanked: bool = False) -> list[Door]:
    """Contacts who open what is wanted, the likeliest first. Without a wish: the warmest of the house."""
    found = _contacts(words=words, category=category, city=city)
    opened = [_door(contact, today) for contact in found[:400]]
    if unthanked:
        opened = [
            door
            for door in opened
            if rules.is_long_unthanked(door.received, door.given, door.contact.last_thanked_on, today)
        ]
    return sorted(opened, key=lambda door: (-door.chance.percent, door.contact.name_key))[:SHOWN]


def door(contact_id: int, today: date) -> Door:
    """One contact with everything a page needs; NotHere when there is none."""
    contact = _with_ties(Contact.objects.filter(pk=contact_id)).first()
    if contact is None:
        raise NotHere
    return _door(contact, today)


def organisation(organisation_id: int) -> Organisation:
    """One organisation; NotHere when there is none."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotHere
    return found


def thin() -> list[tuple[rules.Thin, list[Contact]]]:
    """Doors of the house that one or two people hold alone, with those people."""
    openings = Opening.objects.filter(height__gte=3, contact__isnull=False).values_list(
        "category", "city", "contact_id"
    )
    thin = rules.thin_doors(openings)
    people = Contact.objects.in_bulk({contact for door in thin for contact in door.contacts})
    return [(door, [people[contact] for contact in door.contacts]) for door in thin]


def cities() -> list[str]:
    """Towns where the house has a door, by name."""
    return list(Opening.objects.exclude(city="").order_by("city").values_list("city", flat=True).distinct())


def balance(contact: Contact, today: date) -> list[tuple[int, int]]:
    """Favours of the last twelve months as (received, given) weights, the oldest month first."""
    months: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for favour in Favour.objects.filter(contact=contact, on__gt=today - timedelta(days=365)):
        ago = (today.year - favour.on.year) * 12 + today.month - favour.on.month
        months[ago][favour.way == Favour.Way.GIVEN] += favour.weight
    return [(months[ago][0], months[ago][1]) for ago in range(11, -1, -1)]


def _contacts(*, words: str, category: str, city: str) -> QuerySet[Contact]:
    contacts = Contact.objects.all()
    if category:
        contacts = contacts.filter(openings__category=category)
    if city:
        contacts = contacts.filter(openings__city=city)
    if words.strip():
        contacts = contacts.filter(
            Q(name_key__contains=key(words))
            | Q(organisation__name_key__contains=key(words))
            | Q(openings__what__icontains=words.strip())
        )
    return _with_ties(contacts.distinct()).order_by("-warmth", "name_key")


def _with_ties(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    people = Acquaintance.objects.select_related("staff").order_by("-warmth")
    return contacts.select_related("organisation").prefetch_related(
        Prefetch("acquaintances", people), "openings", "favours"
    )


def _door(contact: Contact, today: date) -> Door:
    year = [favour for favour in contact.favours.all() if favour.on > today - timedelta(days=365)]
    given = sum(favour.weight for favour in year if favour.way == Favour.Way.GIVEN)
    received = sum(favour.weight for favour in year if favour.way == Favour.Way.RECEIVED)
    touched = max(filter(None, (contact.last_asked_on, contact.last_thanked_on)), default=None)
    known = rules.Known(
        contact.warmth, contact.asked, contact.opened, touched, contact.spare_until, received=received, given=given
    )
    return Door(contact, rules.chance(known, today), given, received, tuple(contact.acquaintances.all()))
