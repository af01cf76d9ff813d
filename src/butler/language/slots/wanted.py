"""The thing to send or to buy by its common name, where nothing has a proper one: «букет белых пионов»."""

import re

from butler.language.evidence import Found
from butler.language.slots.everyday import bag
from butler.language.slots.said import Said
from butler.language.tokens import Token, grammemes

_THINGS = bag("""
букет корзина композиция монобукет роза пион тюльпан гортензия орхидея лилия ранункулюс цветок сертификат сумка часы
браслет колье серьга серьги кольцо айфон телефон ноутбук шарф платок духи костюм платье туфля туфли кроссовки картина
скульптура вино шампанское торт игрушка кукла конструктор велосипед самокат книга запонка запонки ручка
фарфор сервиз ваза чемодан
""")
_MOST_WORDS = 4
_WANTED_EN = re.compile(
    r"\b((?:(?!a\b|an\b|the\b|of\b|some\b|send\b|get\b|order\b|buy\b|my\b|for\b|to\b|me\b"
    r"|her\b|him\b|need\b|want\b|find\b|please\b|with\b|and\b)[a-z]+\s+)?"
    r"(?:bouquet|flowers|roses|peonies|tulips|orchids|lilies|hydrangeas|handbag|bag|watch"
    r"|necklace|bracelet|earrings|ring|scarf|perfume|cufflinks|painting|sculpture|champagne"
    r"|wine|cake|hamper|voucher|teddy bear|bicycle|pen|vase)(?:\s+of\s+(?:\w+\s+)?(?:roses"
    r"|peonies|tulips|flowers|orchids|champagne|wine|lilies|hydrangeas))?)\b"
)
# What somebody loves is a taste, not an order
_LIKED = re.compile(r"(?:обожа|люб|нрав|коллекцион|предпочит|\bloves?|\blikes?|\bcollects?|\badores?)\w*\b[^.;!?]*$")


def read_wanted(said: Said) -> list[Found[str]]:
    """One thing, with the words that belong to it."""
    if said.category not in ("flowers", "gift", "shopping"):
        return []
    spans = _russian(said) if said.is_russian else [match.span() for match in _WANTED_EN.finditer(said.low)]
    wanted = [span for span in spans if not _LIKED.search(said.before(span[0]))]
    return [Found(said.text[start:end].strip(), start, end, confidence=0.7) for start, end in wanted[:1]]


def _russian(said: Said) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at, word in enumerate(said.words):
        if (word.lemma in _THINGS or word.lower in _THINGS) and not (spans and word.start < spans[-1][1]):
            last = word
            for after in said.words[at + 1 : at + _MOST_WORDS]:
                if not _belongs(said, after):
                    break
                last = after
            spans.append((word.start, last.end))
    return spans


def _belongs(said: Said, word: Token) -> bool:
    """A noun or adjective in the genitive: «букет *белых пионов*»; a person in the dative is none."""
    marks = grammemes(word.text)
    is_nominal = word.pos in ("NOUN", "ADJF") and word.text[0].islower()
    return is_nominal and "Apro" not in marks and "gent" in marks and not said.is_moment(word.start, word.end)
