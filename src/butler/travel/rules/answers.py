"""What a driver says to his order: drivers are short. Pure."""

import re

YES = re.compile(
    r"^\W*(?:да|ок|окей|ok|okay|принял\w*|принято|буду|хорошо|понял\w*|есть|сделаю|подтвержда\w+"
    r"|confirmed|yes|sure|got it|\+)(?!\w)",
    re.I,
)
NOT_SO = re.compile(
    r"\?|\bне\b|\bно\b|отмен|занят|болен|сломал|опозда|задерж|\bnot\b|can't|cannot|\bbut\b|\blate\b", re.I
)


def is_yes(words: str) -> bool:
    """A plain yes, with nothing in it that doubts, asks or refuses."""
    return bool(YES.search(words)) and not NOT_SO.search(words)
