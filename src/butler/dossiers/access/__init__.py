"""The only doors to sealed rows of a dossier. What comes out is plain and frozen; what was opened is in the journal."""

from butler.dossiers.access.cards import Ahead, Card, card, cards, next_occasions
from butler.dossiers.access.grants import grants_now, open_compartments
from butler.dossiers.access.lines import (
    ContactLine,
    DocumentLine,
    Dossier,
    GiftLine,
    Holder,
    MandateLine,
    NoteLine,
    OccasionLine,
    PersonLine,
    PreferenceLine,
    SecretLine,
    Secrets,
    TasteGroupLines,
    group_of,
)
from butler.dossiers.access.looks import Look, aliases, who_looked
from butler.dossiers.access.notes import FoundNote, find_notes
from butler.dossiers.access.opening import dossier
from butler.dossiers.access.revealing import Found, contact_index, find_person, reveal

__all__ = [
    "Ahead", "Card", "ContactLine", "DocumentLine", "Dossier", "Found", "FoundNote", "GiftLine", "Holder", "Look",
    "MandateLine", "NoteLine", "OccasionLine", "PersonLine", "PreferenceLine", "SecretLine", "Secrets",
    "TasteGroupLines", "aliases", "card", "cards", "contact_index", "dossier", "find_notes", "find_person",
    "grants_now", "group_of", "next_occasions", "open_compartments", "reveal", "who_looked",
]  # fmt: skip
