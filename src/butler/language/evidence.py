"""What was read in a text, where it stands, how we know, and how sure we are: so that the desk can show why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Source(StrEnum):
    """What told us."""

    RULE = "rule"
    GAZETTEER = "gazetteer"  # a name of the house's own tables
    MODEL = "model"  # words weighed by a trained model
    CONTEXT = "context"  # an open request, an awaited answer, what was said before
    LLM = "llm"  # an outside language model, checked by our rules


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value and its evidence: `text[start:end]`; confidence from 0 to 1."""

    value: T
    start: int
    end: int
    source: Source = Source.RULE
    confidence: float = 1.0
