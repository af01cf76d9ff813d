"""A small model's opinion of an answer, where the words of the tables say little or disagree.

It is learnt from `training/replies.*.txt`. A yes is never taken from it: it tells other
answers apart, and doubts a yes that sounds like none.
"""

from functools import lru_cache

from butler.language import second, training
from butler.language.linear import Linear, features, kept_as
from butler.language.suppliers.reply import Kind

TRUST_IN_MEANING = 0.8  # how far what the sentence means is followed beside its words
LONGEST = 600  # signs: what an answer is it says early
ALONE = 0.45  # how sure it must be where the tables say nothing
LITTLE = 0.65  # where they say «перезвоню» and no more
AGAINST = 0.8  # and where they say something else
DOUBTED = 0.85  # and how sure that a yes of the tables is none
LESS_THAN_YES = (Kind.TENTATIVE, Kind.WAITLIST, Kind.CANCEL, Kind.DECLINE)
PLAIN = (Kind.AUTO_REPLY, Kind.WAITLIST, Kind.CANCEL)  # what the tables say only in so many words
AMONG = 0.55  # and where they allow it too, but hold another likelier


def seconded(ranked: list[Kind], text: str) -> list[Kind]:
    """The readings of the tables, likeliest first, with the model heard. It gives no yes, and may doubt one."""
    text = text[:LONGEST]
    shares = second.heard("reply", text, _model().weigh(features(text)), TRUST_IN_MEANING)
    best = max(shares, key=lambda kind: shares[kind])
    if ranked and ranked[0] is Kind.CONFIRM:
        doubts = sum(shares[kind] for kind in LESS_THAN_YES)
        return [Kind.TENTATIVE, *ranked] if doubts >= DOUBTED else ranked
    if best == Kind.CONFIRM or (ranked and ranked[0] in PLAIN):
        return ranked
    says_little = ranked and ranked[0] is Kind.OTHER
    needed = ALONE if not ranked else LITTLE if says_little else AMONG if best in ranked else AGAINST
    return [Kind(best), *(kind for kind in ranked if kind != best)] if shares[best] >= needed else ranked


@lru_cache(1)
def _model() -> Linear:
    lines = [(line.text, line.head) for line in training.replies()]
    mark = "\n".join(f"{head} {text}" for text, head in lines)
    return kept_as("supplier-replies", mark, lambda: [(features(text), str(Kind(head))) for text, head in lines])
