"""Russian names in Latin letters, for English letters: as passports and maps do, only easier to read."""

_TABLE = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh"
    " щ=shch ъ= ы=y ь= э=e ю=yu я=ya"
)
_SINGLE = {pair[0]: pair[2:] for pair in _TABLE.split(" ")}
# Names that the world already writes in one way
KNOWN = {
    "Александр": "Alexander", "Александра": "Alexandra", "Алексей": "Alexey", "Андрей": "Andrey", "Сергей": "Sergey",
    "Мария": "Maria", "Анастасия": "Anastasia", "Виктория": "Victoria", "Ксения": "Ksenia", "Юлия": "Julia",
    "Евгений": "Evgeny", "Дмитрий": "Dmitry", "Юрий": "Yuri", "Пётр": "Pyotr", "София": "Sofia", "Наталья": "Natalia",
    "Москва": "Moscow", "Санкт-Петербург": "St Petersburg", "Петербург": "St Petersburg", "Оранжерея": "Oranzhereya",
}  # fmt: skip


def latin(text: str) -> str:
    """`text` in Latin letters; what is Latin already stays."""
    return "".join(_word(word) if word[:1].isalpha() else word for word in _pieces(text))


def _word(word: str) -> str:
    if word in KNOWN:
        return KNOWN[word]
    lower = word.lower()
    for ending, short in (("ский", "sky"), ("цкий", "tsky"), ("ый", "y"), ("ий", "y")):
        if lower.endswith(ending) and len(lower) > len(ending):
            return _letters(word[: -len(ending)]) + short
    return _letters(word)


def _letters(word: str) -> str:
    made = []
    for place, letter in enumerate(word):
        low = letter.lower()
        text = _SINGLE.get(low, low)
        if low == "е" and (place == 0 or word[place - 1].lower() in "аеёиоуыэюяъь"):
            text = "ye"
        made.append(text.capitalize() if letter.isupper() else text)
    return "".join(made)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for letter in text:
        if pieces and pieces[-1][-1].isalpha() == letter.isalpha():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return _known_together(pieces)


def _known_together(pieces: list[str]) -> list[str]:
    """«Санкт-Петербург» is one name, though there is a hyphen in it."""
    made: list[str] = []
    for piece in pieces:
        if len(made) >= 2 and made[-1] == "-" and f"{made[-2]}-{piece}" in KNOWN:
            made[-2:] = [f"{made[-2]}-{piece}"]
        else:
            made.append(piece)
    return made
