"""Which of the two languages a text is in: by its letters first, and by its words where the letters are few."""

import re

RUSSIAN, ENGLISH = "ru", "en"
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
# A Russian line may be mostly names in Latin letters: one Cyrillic word then tells. In an English line it is a name.
_ENGLISH_WORDS = re.compile(
    r"\b(the|a|an|is|are|was|i|i'd|i'm|we|you|my|our|me|us|please|for|to|at|on|in|of|and|with|from|no|yes|ok|thanks?)\b",
    re.IGNORECASE,
)
_RUSSIAN_SHARE, _NAMES_SHARE = 0.5, 0.15


def tongue(text: str, *, usual: str = RUSSIAN) -> str:
    """`ru` or `en`. A text without letters, or in a third script, is taken to be in the `usual` one.

    >>> tongue("столик в Nobu London на 8"), tongue("a table at Пушкинъ for two, please"), tongue("+")
    ('ru', 'en', 'ru')
    """
    russian, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not russian + latin:
        return usual
    share = russian / (russian + latin)
    if share >= _RUSSIAN_SHARE:
        return RUSSIAN
    if share >= _NAMES_SHARE and len(_ENGLISH_WORDS.findall(text)) < 2:
        return RUSSIAN
    return ENGLISH
