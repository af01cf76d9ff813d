"""Needs that were not spoken: what a good concierge would offer beside what was asked. Proposals, never orders."""

from collections.abc import Iterator
from datetime import datetime

from butler.correspondence.models import Message
from butler.dossiers.models import Preference
from butler.ground.sealing import open_sealed
from butler.language.message import Act, Asked, Reading
from butler.language.needs import Facts, unspoken
from butler.reception import naming
from butler.reception.rules.proposing import Proposed

MOST = 3  # of one message: more would be noise
CONFIDENCE = 0.5
WANTS = (Act.BOOK, Act.OPTIONS)
JOURNEYS = ("flight", "charter", "rail")


def needs_of(message: Message, reading: Reading) -> list[Proposed]:
    """At most three, each once; only where the client is known and something is asked."""
    client = message.client
    if client is None:
        return []
    upset = any(one.act == Act.COMPLAINT for one in reading.requests)
    allergies = tuple(
        open_sealed(row, "value") for row in Preference.objects.filter(client=client, topic="allergy").order_by("pk")
    )
    found: dict[str, Proposed] = {}
    for asked in reading.requests:
        if asked.act not in WANTS and not upset:
            continue
        for need in unspoken(_facts(asked, client.city, allergies, str(reading.mood.label), upset)):
            code = str(need.kind)
            title = str(naming.NEEDS.get(code, code))
            content = {"title": title, "words": "", "why": str(need.why), "spans": [], "slots": {}}
            found.setdefault(code, Proposed("need", code, "", confidence=CONFIDENCE, content=content))
    return list(found.values())[:MOST]


def _facts(asked: Asked, home: str, allergies: tuple[str, ...], mood: str, upset: bool) -> Facts:
    starts = next(_moments(asked), None)
    parties = [one.value for one in asked.slots.get("party", ()) if isinstance(one.value, int)]
    cities = [str(one.value) for one in asked.slots.get("city", ())]
    return Facts(
        category=asked.category,
        starts_at=None if asked.category in JOURNEYS else starts,
        departs_at=starts if asked.category in JOURNEYS else None,
        home_city=home,
        city=cities[0] if cities else "",
        party=parties[0] if parties else None,
        allergies=allergies,
        mood=mood,
        was_let_down=upset,
    )


def _moments(asked: Asked) -> Iterator[datetime]:
    """Moments with a day and an hour."""
    for one in asked.slots.get("when", ()):
        said = str(one.value)
        if "T" in said and not said.startswith("T"):
            yield datetime.fromisoformat(said)
