"""What a word may be in grammar: a noun, or what a number counts."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(20_000)
def speech(word: str) -> str:
    from butler.language.tokens import parsed

    return parsed(word)[1]


ARRANGED = (  # what was arranged, wished or promised may lie ahead: «заказали на пятницу», «хотели в субботу»
    "хотеть захотеть думать подумать решить планировать запланировать собираться собраться мечтать договориться "
    "договариваться обещать пообещать просить попросить ждать забронировать бронировать заказать заказывать записать "
    "записаться купить взять назначить перенести предложить пригласить сказать написать говорить писать узнать "
    "согласовать подтвердить выбрать придумать вспомнить забыть понять нужный надо"
)
_ARRANGED = frozenset(ARRANGED.split())


@lru_cache(20_000)
def tense(word: str) -> str:
    """ "past" for what happened, "ahead" for what will, shall or may; "" for what is no verb or tells no time."""
    from butler.language.tokens import parses, plain

    best = parses(word)[0]
    if "VERB" not in best.tag:
        return "ahead" if "INFN" in best.tag or word in ("надо", "нужно", "нужен", "нужна", "можно") else ""
    if "past" in best.tag:
        return "" if plain(best.normal_form) in _ARRANGED else "past"
    return "ahead" if "futr" in best.tag or "impr" in best.tag or "pres" in best.tag else ""


@lru_cache(20_000)
def is_counted(word: str, number: int) -> bool:
    """Could the word be what is counted: «8 классов», «4 номера», «в 4 номере»?"""
    from butler.language.tokens import parses

    is_many = number % 100 // 10 == 1 or number % 10 not in (2, 3, 4)
    for parse in parses(word)[:3]:
        tag = parse.tag
        if "NOUN" not in tag and "ADJF" not in tag:
            continue
        if "loct" in tag or ("gent" in tag and ("plur" in tag or not is_many)):
            return parse.score > 0.2
    return False
