"""What a message is to the clocks of requests: which request it is about, and whether it wants an answer.

Worked out from its proposals as they stand: what was read, and what a person made of it. Thanks, tastes and needs that
were not spoken want no answer; nor does what a person has set aside.
"""

from uuid import UUID

from butler.correspondence.models import Message
from butler.reception.access.proposals import content_of
from butler.reception.models import Proposal
from butler.requests import actions as requests
from butler.requests.access import stands_for
from butler.requests.models import ClientRequest, Task

Kind, State = Proposal.Kind, Proposal.State
WANTS_NONE = (Kind.THANKS, Kind.PREFERENCE, Kind.NEED, Kind.PERSON)


def keep(message: Message) -> None:
    """Keep what the message is to the clocks; after each reading and each decision. Suppliers start none of them."""
    talk = message.conversation
    if message.way != Message.Way.IN or talk.contact_id or talk.organisation_id or not message.carries_weight:
        return
    rows = Proposal.objects.filter(message=message).exclude(state__in=(State.STALE, State.DISMISSED)).order_by("number")
    asking = [row for row in rows if _kind(row) not in WANTS_NONE]
    about = next((pk for row in asking if (pk := _request_of(row)) is not None), None)
    requests.heard(message, about=about, wants_answer=bool(asking))


def _kind(row: Proposal) -> str:
    """As a person has said it, else as it was read."""
    said = content_of(row).get("said")
    return said[2] if said and row.state == State.CORRECTED else row.kind


def _request_of(row: Proposal) -> UUID | None:
    """The request that it became a step of, else the one it was read to be about, if that is still there."""
    if row.made_table == "requests.Task":
        return Task.objects.filter(pk=row.made_id).values_list("client_request", flat=True).first()
    read = content_of(row).get("request")
    if not read:
        return None
    rows = ClientRequest.objects.filter(pk=stands_for(UUID(read)), client=row.client_id)
    return rows.values_list("pk", flat=True).first()
