"""The houses that may stand for another, with what the rules of class look at."""

import re
from collections.abc import Iterable

from butler.assurance.rules.classes import DEFAULT_STARS, Fit, Venue, equals
from butler.bookings.models import Booking
from butler.dossiers.models import Preference
from butler.ground.places import Point
from butler.ground.sealing import open_sealed
from butler.network.models import Organisation

MOST = 400  # houses of one trade that are looked at
WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 5


def stand_ins(booking: Booking, *, refused: Iterable[int] = ()) -> list[Fit]:
    """Houses of equal class for `booking`, the best first; those of `refused` said no already."""
    house = booking.organisation
    if house is None:
        return []
    rows = Organisation.objects.filter(kind=house.kind).exclude(pk=house.pk).order_by("-reliability", "pk")[:MOST]
    disliked = _disliked(booking)
    no = set(refused)
    return equals(
        venue(house, disliked=disliked), [venue(row, disliked=disliked, has_refused=row.pk in no) for row in rows]
    )


def venue(row: Organisation, *, disliked: Iterable[str] = (), has_refused: bool = False) -> Venue:
    """An organisation as the rules of class see it."""
    has_place = row.latitude is not None and row.longitude is not None
    return Venue(
        id=row.pk,
        kind=row.kind,
        city=row.city,
        price=float(row.price) if row.price is not None else None,
        band=row.price_band,
        stars=float(row.stars) if row.stars is not None else float(row.standing or DEFAULT_STARS),
        manner=frozenset(_stems(f"{row.style}, {row.setting}")),
        place=Point(row.latitude, row.longitude) if has_place else None,  # type: ignore[arg-type]
        reliability=row.reliability,
        keeps_spares=row.keeps_spares,
        is_disliked=any(name in row.name_key for name in disliked) if row.name_key else False,
        has_refused=has_refused,
        can_be_asked=bool(row.mail or row.telegram or row.contacts.exclude(mail="").exists()),
    )


def _disliked(booking: Booking) -> list[str]:
    """Houses that the client does not go to: by the first letters of what the dossier says."""
    rows = Preference.objects.filter(client=booking.client_id, polarity__in=["never", "dislikes"], topic="place")
    return [open_sealed(row, "value").lower().replace("ё", "е")[:STEM] for row in rows]


def _stems(text: str) -> Iterable[str]:
    """«русская кухня», «русской кухней»: what is said in other forms is the same manner."""
    return (word[:STEM] for word in WORD.findall(text.lower().replace("ё", "е")) if word not in GENERAL)


GENERAL = {"кухня", "зал", "стиль", "cuisine", "hall"}
