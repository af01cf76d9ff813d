"""Conversations and messages; letters, which wait to leave; the accounts through which both pass."""

from butler.correspondence.models.accounts import Account, Cursor
from butler.correspondence.models.letters import Approval, Letter, LetterFile, Template
from butler.correspondence.models.pages import Answer, Page
from butler.correspondence.models.talks import (
    Attachment,
    Channel,
    Conversation,
    MaybeClientRow,
    Message,
    Presence,
    RawMessage,
    Regrouping,
    Wording,
)

__all__ = [
    "Account", "Answer", "Approval", "Attachment", "Channel", "Conversation", "Cursor", "Letter", "LetterFile",
    "MaybeClientRow", "Message", "Page", "Presence", "RawMessage", "Regrouping", "Template", "Wording",
]  # fmt: skip
