"""The only doors to what came in: batches of files, and what was read in messages. Plain and frozen values come out."""

from butler.correspondence.searching import SearchHit, search
from butler.correspondence.unread import NotRead, not_read
from butler.reception.access.batches import BatchCard, RowLine, batch, batches, rows
from butler.reception.access.hearings import HearingCard, MoodPoint, MoodTrend, hearing, hearings, mood_trend
from butler.reception.access.inbox import InboxRow, inbox
from butler.reception.access.proposals import (
    Candidate,
    Evidence,
    Guess,
    ProposalCard,
    SlotLine,
    proposal,
    proposals,
)

__all__ = [
    "BatchCard", "Candidate", "Evidence", "Guess", "HearingCard", "InboxRow", "MoodPoint", "MoodTrend",
    "NotRead", "ProposalCard", "RowLine", "SearchHit", "SlotLine", "batch", "batches", "hearing", "hearings",
    "inbox", "mood_trend", "not_read", "proposal", "proposals", "rows", "search",
]  # fmt: skip
