"""What a supplier answered to what we asked.

A yes must be earned: a firm word that nobody denies or asks about, and nothing in the whole answer that hedges, holds,
waits, declines, swaps, asks, or speaks of another day, time or number of people. Every other answer is less than a yes,
and a person looks at it. The words are in `phrases`; this file only says which of them wins. Never raises.
"""

from datetime import datetime
from itertools import pairwise

from butler.language.suppliers import facts
from butler.language.suppliers.matching import MAX_LETTERS, TURNS
from butler.language.suppliers.reply import Asked, Clue, Kind, SupplierReply
from butler.language.suppliers.seconding import seconded
from butler.language.suppliers.told import Told, take_apart

TELLS_WHEN = (Kind.CONFIRM, Kind.TENTATIVE, Kind.OFFER)
ENDS_SOMETIME = (Kind.TENTATIVE, Kind.OFFER)
SURE = {0: 0.3, 1: 0.95, 2: 0.8}  # by the number of readings an answer allows


def read_reply(text: str, *, received: datetime, asked: Asked, lang: str = "ru") -> SupplierReply:
    """One answer; `received` is now, in wall time of the place. The language is seen from the words."""
    told = take_apart(text, asked=asked, received=received)
    ranked = seconded(list(dict.fromkeys(_readings(told))), text)
    kind = ranked[0] if ranked else Kind.OTHER
    return SupplierReply(
        kind=kind,
        ref=facts.ref_in(text[:MAX_LETTERS]),
        when=told.when if kind in TELLS_WHEN else None,
        price=facts.price_in(text[:MAX_LETTERS]),
        hold_until=told.hold_until if kind in ENDS_SOMETIME else None,
        party=told.party,
        evidence=tuple(found for clause in told.clauses for found in clause.clues),
        confidence=SURE.get(len(ranked), 0.6),
        second=ranked[1] if len(ranked) > 1 else None,
    )


def _readings(told: Told) -> list[Kind]:
    """Every reading the answer allows, likeliest first."""
    firm, declines, asks = told.has(Clue.FIRM), told.has(Clue.DECLINE), told.asks
    found = []
    if told.has(Clue.CANCEL) and not _is_conditional(told):
        found.append(Kind.CANCEL)
    if told.has(Clue.WAIT):
        found.append(Kind.WAITLIST)
    if told.has(Clue.ROBOT) and not firm:
        found.append(Kind.AUTO_REPLY)
    if firm:
        found += _firm_readings(told, asks=asks)
    if told.has(Clue.HOLD) and not declines and not (told.has(Clue.OFFER) and told.has_price):
        found.append(Kind.TENTATIVE)
    if told.has(Clue.RECEIPT) and not declines:
        found.append(Kind.AUTO_REPLY)
    if told.has(Clue.HEDGE) and not declines and not told.has_price and not told.proposes and not asks:
        found.append(Kind.OTHER if told.has(Clue.LATER) and told.only_checks else Kind.TENTATIVE)
    if told.offers or (told.is_elsewhere and declines == asks) or (declines and told.names_other_time):
        found.append(Kind.OFFER)
    if asks:
        found += [Kind.OFFER] if told.has_price and not told.pays_first else []
        found.append(Kind.QUESTION)
    if declines:
        found.append(Kind.DECLINE)
    if told.has_price:
        found.append(Kind.TENTATIVE if told.has(Clue.HEDGE) and told.pays_first else Kind.OFFER)
    if told.has(Clue.LATER) and not firm:
        found.append(Kind.OTHER)
    if told.has(Clue.HEDGE, Clue.VOID):
        found.append(Kind.TENTATIVE)
    if told.has(Clue.THANKS):
        found.append(Kind.THANKS)
    return found or ([Kind.DECLINE] if _refuses(told) else [])


def _firm_readings(told: Told, *, asks: bool) -> list[Kind]:
    """A firm word with anything beside it is less than a yes."""
    if told.is_cut or told.has(Clue.HEDGE, Clue.HOLD, Clue.LATER):
        return [Kind.TENTATIVE]
    if told.is_elsewhere or told.has(Clue.SWAP, Clue.DECLINE) or told.proposes:
        return [Kind.OFFER, Kind.CONFIRM]
    if asks:
        return [Kind.QUESTION, Kind.CONFIRM]
    if any(clause.words[0].lower in TURNS for clause in told.clauses):
        return [Kind.TENTATIVE, Kind.CONFIRM]
    return [Kind.CONFIRM]


def _refuses(told: Told) -> bool:
    """«Мы по средам не возим», "does not take new patients": a plain «не» before a verb of the present."""
    for clause in told.clauses:
        for word, after in pairwise(clause.words):
            if word.lower == "не" and after.pos == "VERB" and after.lower[-2:] in ("ем", "им", "ет", "ит", "ют", "ят"):
                return True
            if word.lower in ("doesn't", "don't") or (word.lower in ("do", "does") and after.lower == "not"):
                return True
    return False


def _is_conditional(told: Told) -> bool:
    """«Иначе бронь аннулируется», "free cancellation until": nothing is broken yet."""
    return told.has(Clue.HEDGE) and (told.has(Clue.FIRM) or told.has(Clue.HOLD))
