"""What is offered, without what stands beside it: the yes before it, the price, the hold, manners. Pure."""

import re

SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
CLAUSE = re.compile(r"[,;](?=\s)|\s[-–—]\s(?=цена|по |стоимост|держ|price|held)")
BESIDE = re.compile(
    r"держ\w+|придерж\w+|бронь до|цена|стоимост\w+|руб|₽|(?<!\w)р\.|\beur\b|€|\busd\b|\$|price"
    r"|\bhold\w*|\bheld\b|\bkeep\b|подтвердите|напишите|сообщите|жд[её]м (?:ответ|подтвержд)\w*"
    r"|let us know|please confirm|let me know",
    re.I,
)
MANNERS = re.compile(
    r"(?:да|конечно|хорошо|здравствуйте|добр\w+ (?:день|утро|вечер)|с радостью|с удовольствием"
    r"|yes|sure|hello|hi|of course|good (?:day|morning|evening|afternoon)|certainly|gladly|with pleasure)(?: \w+)?",
    re.I,
)
YES_BEFORE = re.compile(
    r"^(?:да|конечно|хорошо|есть|можем|могу|готовы|рады|предлагаем|предложить"
    r"|we can|we could|we have|i can|yes|offer|have|available)(?:\s+(?:предложить|предлагаем|offer|есть))?[:,]?\s+",
    re.I,
)
IS_THERE = re.compile(r"\s+(?:есть|имеется|свободен|свободна|свободны|is available|are available|is free)$", re.I)
LEAST_SAID = 6  # letters


def bare(words: str) -> str:
    """«Стол на двоих 25 ноября в 20:00» of «Да, стол на двоих 25 ноября в 20:00 есть, держим до 18:00.»

    Their own words where nothing else is left.
    """
    kept = []
    for sentence in SENTENCE.split(words):
        clauses = [part.strip(" .,;!") for part in CLAUSE.split(sentence)]
        kept += [part for part in clauses if part and not BESIDE.search(part) and not MANNERS.fullmatch(part)]
    said = ", ".join(IS_THERE.sub("", YES_BEFORE.sub("", part)).strip() for part in kept)
    return said[:1].upper() + said[1:] if len(said) >= LEAST_SAID else words
