"""Letters of an operation: to whom, about what, in whose name. The words are in `language.outreach`."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from butler.correspondence import asking
from butler.correspondence.asking import Asks, Question
from butler.correspondence.models import Letter
from butler.correspondence.whose import Whose
from butler.ground.house import the_house
from butler.ground.sealing import open_sealed
from butler.language import moments, outreach
from butler.sourcing.models import Approach, Operation

PAGE_OUTLIVES = timedelta(days=1)  # the moment by which an answer was wanted


def whose(approach: Approach) -> Whose:
    """To whom it goes: the contact, else the desk of the organisation."""
    if approach.contact is not None:
        return Whose(contact_id=approach.contact_id, organisation_id=approach.contact.organisation_id)
    return Whose(organisation_id=approach.organisation_id)


def matter(operation: Operation, approach: Approach, now: datetime) -> outreach.Matter:
    """What is sought, as its letters say it to whom this approach is put."""
    house, contact = the_house(), approach.contact
    return outreach.Matter(
        goal=open_sealed(operation, "goal"),
        number=operation.alias,
        sender=outreach.Sender(str(operation.owner), house.name),
        now=now,
        zone=house.tz,
        to=contact.full_name if contact is not None else "",
        language=contact.language if contact is not None else house.language,
    )


def send(
    operation: Operation, approach: Approach, purpose: str, words: outreach.Letter, *, now: datetime, page: str = "",
    lines: Sequence[str] = (),
) -> Letter:  # fmt: skip
    """Lay it into the outbox; with a page, if one is named. Refuses with asking.NoWay who cannot be written to."""
    about = matter(operation, approach, now)
    asks = Asks(page, shows(operation, about, lines), _expires(operation, now)) if page else None
    question = Question(
        operation.client_id, whose(approach), purpose, words.body, words.subject, language=about.language, page=asks
    )
    return asking.ask(question, now=now)


def shows(operation: Operation, about: outreach.Matter, lines: Sequence[str]) -> Mapping[str, Any]:
    """What the private page shows: nobody's name in it."""
    return {
        "greeting": about.to.split()[0] if about.to else "",
        "goal": about.goal,
        "lines": list(lines),
        "alias": operation.alias,
        "answer_by": moments.by_when(operation.answer_by, about.now, about.zone, about.language),
        "signed": about.sender.person,
        "house": about.sender.house,
        "party": operation.party_size,
    }


def terms(operation: Operation) -> list[str]:
    """What matters, as suppliers read it."""
    return [open_sealed(row, "text") for row in operation.terms.order_by("number")]


def _expires(operation: Operation, now: datetime) -> datetime:
    latest = operation.no_return_at or operation.answer_by + PAGE_OUTLIVES
    return max(latest, now + timedelta(hours=1))
