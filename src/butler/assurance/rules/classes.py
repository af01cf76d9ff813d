"""What is of equal class: price, standing, kind, manner, distance. A spare is never of lower class. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from butler.ground.places import Point, distance_km

DEARER, CHEAPER = 1.45, 0.7  # of the price that broke: dearer within a mandate is no lower class, cheap is
LOWER_STARS = 0.2  # of five: so much less still counts as equal
FARTHEST_KM = 8.0
DEFAULT_STARS = 3.0
LIKE_IN_STYLE = 0.5


@dataclass(frozen=True)
class Venue:
    """What is known of a house. `price` per head, room or thing; `band` 1 to 5 where no price is known."""

    id: int
    kind: str
    city: str = ""
    price: float | None = None
    band: int = 3
    stars: float = DEFAULT_STARS
    manner: frozenset[str] = frozenset()  # style and setting, word by word
    place: Point | None = None
    reliability: int = 70  # 0 to 100
    keeps_spares: bool = False
    is_disliked: bool = False  # the client does not go there
    has_refused: bool = False  # in this recovery, or to this wish
    can_be_asked: bool = True


@dataclass(frozen=True)
class Fit:
    """How well a house stands for another, 0 to 100."""

    venue: Venue
    score: float
    km: float | None = field(default=None)


def equals(broken: Venue, those: Iterable[Venue]) -> list[Fit]:
    """Those of equal class that may stand for `broken`, the best first; of equals who keep spares comes first."""
    found = [Fit(one, _score(broken, one), _km(broken, one)) for one in those if is_equal(broken, one)]
    return sorted(found, key=lambda fit: (not fit.venue.keeps_spares, -fit.score, fit.venue.id))


def is_equal(broken: Venue, other: Venue) -> bool:
    """Hard floors: the same trade and town, no lower class, no farther than a short drive, nobody who said no."""
    if other.id == broken.id or other.kind != broken.kind or other.is_disliked or other.has_refused:
        return False
    if not other.can_be_asked or not _is_near(broken, other):
        return False
    return other.stars >= broken.stars - LOWER_STARS and _costs_alike(broken, other) and _is_alike(broken, other)


def _is_near(broken: Venue, other: Venue) -> bool:
    km = _km(broken, other)
    if km is not None:
        return km <= FARTHEST_KM
    return not broken.city or not other.city or broken.city == other.city


def _km(one: Venue, other: Venue) -> float | None:
    return distance_km(one.place, other.place) if one.place and other.place else None


def _costs_alike(broken: Venue, other: Venue) -> bool:
    if broken.price and other.price:
        return CHEAPER * broken.price <= other.price <= DEARER * broken.price
    return other.band >= broken.band and other.band - broken.band <= 1


def _is_alike(broken: Venue, other: Venue) -> bool:
    """Something of the manner is shared, where both are known: a quiet hall is not replaced by a loud one."""
    return not broken.manner or not other.manner or bool(broken.manner & other.manner)


def _score(broken: Venue, other: Venue) -> float:
    manner = len(broken.manner & other.manner) / len(broken.manner) if broken.manner else LIKE_IN_STYLE
    km = _km(broken, other)
    near = 1 - min(km, FARTHEST_KM) / FARTHEST_KM if km is not None else 0.5
    stars = min(max(other.stars - broken.stars + 1, 0), 2) / 2
    return round(35 * manner + 25 * near + 20 * stars + 20 * other.reliability / 100, 3)
