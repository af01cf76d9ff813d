"""Brackets, smileys, capitals and exclamation marks: how loudly a text speaks, and which way it smiles."""

import re
from collections.abc import Iterator

from butler.language.mood.hints import Hint
from butler.language.mood.labels import Label

_SMILE = re.compile(r"(?:[:;=8хxX]-?[)D]+|\^_?\^|[:;]-?[PpРр3*]|\bxD+\b|\bXD+\b)")
_FROWN = re.compile(r"(?:[:;=]['’]?-?\s?[(/\\|]+|[тТT]_+[тТT]|\bQ_Q\b|>_<|=\.=|-_-)")
_CAPITALS = re.compile(r"\b[A-ZА-ЯЁ]{3,}\b")
_EMOJI = {
    Label.SAD: "😢😭😞😔☹🙁😿💔😥😟😩😫🥺😪",
    Label.ANXIOUS: "😨😱😰😧😦🤯😖",
    Label.ANGRY: "😡😠🤬👿💢🖕",
    Label.IRRITATED: "😒🙄😤😑👎🤦",
    Label.PLEASED: "😊😀😃😄😁😆😅😂🤣🙂😍🥰😘😋😎❤♥💕💖💗👍👏☺🤗😻💐",
    Label.GRATEFUL: "🙏💝",
    Label.EXCITED: "🎉🥳🤩🎊🔥",
}
_OF_EMOJI = {sign: label for label, signs in _EMOJI.items() for sign in signs}
_EMOJIS = re.compile("[" + "".join(_OF_EMOJI) + "]")
MOSTLY = 0.7  # of the letters are capitals: it is shouted
SHORTEST_SHOUT = 12  # letters; abbreviations and names in capitals are shorter


def found_in(text: str) -> Iterator[Hint]:
    """Hints of the signs of a text."""
    taken: set[int] = set()
    for pattern, label, weight in ((_FROWN, Label.SAD, 1.1), (_SMILE, Label.PLEASED, 0.9)):
        for found in pattern.finditer(text):
            taken.update(range(*found.span()))
            yield Hint(label, weight, *found.span())
    for found in _EMOJIS.finditer(text):
        yield Hint(_OF_EMOJI[found.group()], 1.0, *found.span())
    yield from _brackets(text, taken)
    if is_shouted(text):
        yield Hint(Label.ANGRY, 0.8, 0, len(text))


def loudness(text: str) -> float:
    """By how much what is told is told louder: 1 for an even voice."""
    marks = text.count("!")
    return 1.0 + 0.1 * min(marks, 3) + (0.15 if is_shouted(text) or (_CAPITALS.search(text) and marks) else 0)


def is_shouted(text: str) -> bool:
    """Whether nearly all of a text is in capitals."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= SHORTEST_SHOUT and sum(sign.isupper() for sign in letters) > MOSTLY * len(letters)


def _brackets(text: str, taken: set[int]) -> Iterator[Hint]:
    """Russian smiles with brackets alone: «((», «)))». Those that pair, and «1)», are no smiles."""
    open_at: list[int] = []
    lone: list[int] = []
    for at, sign in enumerate(text):
        if at in taken:
            continue
        if sign == "(":
            open_at.append(at)
        elif sign == ")":
            if open_at and at - open_at[-1] > 1 and text[open_at[-1] + 1] != "(":
                open_at.pop()
            elif not (at and text[at - 1].isdigit()):
                lone.append(at)
    yield from _runs(open_at, Label.SAD)
    yield from _runs(lone, Label.PLEASED)


def _runs(places: list[int], label: Label) -> Iterator[Hint]:
    start = 0
    for i in range(1, len(places) + 1):
        if i == len(places) or places[i] != places[i - 1] + 1:
            long = i - start
            yield Hint(label, 0.9 if long == 1 else 1.1, places[start], places[i - 1] + 1)
            start = i
