"""How sure the house is of who wrote: mail is examined before it is sorted, outside any transaction.

A messenger vouches for its own senders, and what a colleague wrote down they have heard themselves: there is nothing
to examine.
"""

import logging
from functools import cache

from django.conf import settings

from butler.channels.mail.proving.examining import PROVIDERS, Came, examine
from butler.channels.mail.proving.marks import holding
from butler.channels.mail.proving.names import Names, NobodyAnswers, Resolver
from butler.channels.mail.proving.verdict import Proof, Verdict, Why
from butler.correspondence.models import Account, Channel, RawMessage
from butler.correspondence.unread import envelope_of
from butler.ground.limited import NotRead
from butler.reception.limits import read_limited
from butler.reception.parsing import Parsed

log = logging.getLogger(__name__)
PROVEN_BY_ITSELF = Verdict(Proof.PROVEN)


@cache
def names() -> Names:
    """Whoever answers this process about names."""
    return Resolver() if settings.ASKS_NAME_SERVERS else NobodyAnswers()


def proof_of(raw: bytes, parsed: Parsed, channel: str, came: Came) -> Verdict:
    """The verdict on whoever wrote. Asks name servers, so it takes its time; what breaks it is doubted."""
    if channel != Channel.MAIL:
        return PROVEN_BY_ITSELF
    try:
        return examine(raw, parsed.marks, came, names(), _holding)
    except Exception as error:  # theirs: what they published, or how they signed
        log.warning("the sender of a mail could not be examined (%s)", type(error).__name__)
        return Verdict(Proof.UNPROVEN, Why.NOT_EXAMINED)


def how_it_came(row: RawMessage) -> Came:
    """What we saw ourselves, and whose findings are believed: those of the provider whose mailbox it lay in."""
    said = envelope_of(row)
    return Came(
        ip=str(said.get("ip", "")), greeting=str(said.get("helo", "")), sender=str(said.get("from", "")),
        provider=believed(row.account) if row.account else None,
    )  # fmt: skip


def believed(account: Account) -> str | None:
    """How the server that takes mail in before us names itself in what it found; None where nobody does."""
    named = str(account.options.get("found_by", "")).strip().lower()
    return named or PROVIDERS.get(str(account.options.get("host", "")).lower())


def _holding(content: bytes) -> tuple[int, ...]:
    """Strangers' bytes: what breaks its reader holds for nothing."""
    try:
        return read_limited(holding, content)
    except NotRead:
        return ()
