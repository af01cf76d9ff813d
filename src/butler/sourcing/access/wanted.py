"""What is wanted, from what is known of the request: the goal in words for suppliers, and its terms."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from butler.dossiers.models import Preference
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language.drafting import ACC, NOM, Facts, Matter, When, matter_words
from butler.language.names import Name
from butler.language.salutation import Voice
from butler.requests import access as requests
from butler.requests.models import ClientRequest
from butler.sourcing.models import Offer, Operation
from butler.sourcing.rules import Asked

TASTES = {"tickets": ("seat", "seating"), "restaurant": ("seating", "ambience", "view"), "hotel": ("room", "view")}
MOST_TERMS = 8


def details_of(request: ClientRequest) -> dict[str, str]:
    """What is known of the request, by slot."""
    return dict(requests.details(request.pk))


def goal_of(category: str, known: Mapping[str, str], now: datetime, language: str = "ru", form: int = ACC) -> str:
    """«два билета на «Чайку», 24 ноября в 19:00»: from what was read, never the client's own words. Empty: no noun."""
    zone = the_house().tz
    facts = Facts(client=Name("", "", "", "f"), voice=Voice(language, "first"), now=now, zone=zone)
    return matter_words(matter_of(category, known), facts, form)


def only_agreed(offer: Offer) -> bool:
    """They said yes and nothing else: what is offered is what was asked."""
    return open_sealed(offer, "what") == open_sealed(offer.operation, "goal")


def what_for_client(offer: Offer, *, now: datetime) -> str:
    """What is offered as the client reads it; a bare yes is what they asked, in their own language."""
    operation = offer.operation
    if not only_agreed(offer):
        return open_sealed(offer, "what")
    known, language = details_of(operation.client_request), operation.client.language
    return goal_of(operation.category, known, now, language, NOM)


def terms_of(request: ClientRequest, known: Mapping[str, str]) -> list[tuple[str, bool]]:
    """(text, is it hard): the class of place and wishes as said; what the client is known to like, softly."""
    said = [(known[name], name == "class") for name in ("class", "wishes") if known.get(name)]
    topics = TASTES.get(request.category, ())
    tastes = Preference.objects.filter(client=request.client_id, topic__in=topics, polarity__in=["likes", "must"])
    liked = [(open_sealed(row, "value"), row.polarity == "must") for row in tastes.order_by("-confidence", "pk")]
    return [*said, *liked][:MOST_TERMS]


def asked_of(operation: Operation) -> Asked:
    """The operation as the rules judge by."""
    return Asked(
        terms=tuple((open_sealed(row, "text"), row.is_hard) for row in operation.terms.order_by("number")),
        party=operation.party_size,
        ceiling=operation.ceiling,
        face_value=operation.face_value,
        may_resell=operation.may_resell,
        currency=operation.currency,
        category=operation.category,
    )


def party_of(known: Mapping[str, str]) -> int:
    """For how many; one where nobody said."""
    said = known.get("party", "")
    return int(said) if said.isdecimal() and 0 < int(said) < 1000 else 1


def budget_of(known: Mapping[str, str]) -> tuple[Decimal | None, str]:
    """What it may cost in all, and in which currency."""
    amount, _, currency = known.get("budget", "").partition(" ")
    try:
        return Decimal(amount), currency or "RUB"
    except InvalidOperation:
        return None, "RUB"


def matter_of(category: str, known: Mapping[str, str]) -> Matter:
    """What was asked, as letters speak of it."""
    day, _, hour = known.get("when", "").partition("T")
    when = When(_day(day), _time(hour or known.get("time", "")), _day(known.get("until", "")[:10]))
    return Matter(
        category=category, when=when, party=party_of(known) if known.get("party") else None,
        place=known.get("place", ""), city=known.get("city", ""), origin=known.get("origin", ""),
        goal=known.get("goal", ""), name=known.get("name", ""), kind=known.get("kind", ""),
        cabin=known.get("class", ""), length=known.get("duration", ""),
    )  # fmt: skip


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == 10 else None
    except ValueError:
        return None


def _time(said: str) -> time | None:
    try:
        return time.fromisoformat(said) if said else None
    except ValueError:
        return None
