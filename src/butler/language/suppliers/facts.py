"""The supplier's number, the price and the number of people in an answer."""

import re
from decimal import Decimal

MAX_AMOUNT = Decimal(10) ** 9
_NAMED = re.compile(
    r"(?<!\w)(?:номер\w*\s+(?:брон\w*|подтверждени\w*|заказ\w*|заявк\w*|резерв\w*)|код\w*\s+(?:брон\w*|подтверждени\w*)|присвоен\w*\s+номер"
    r"|брон(?:ь|и|ирование|ирования)|заказ\w{0,2}|договор\w{0,2}|заявк\w{1,2}|обращени\w{1,2}|ваучер\w{0,2}|билет\w{0,2}|подтверждение|запись|pnr|locator"
    r"|(?:booking|confirmation|conf|reservation|order|reference|ref|ticket|voucher|case|request|itinerary|trip|no\.)"
    r"(?:\s+(?:number|no|nr|code|reference|ref|id))?)"
    r"\s*(?:is\s+|[:.№#=(«\"\s]|no\b\.?|n°){0,4}\s*(?P<ref>[A-ZА-Я0-9][A-Za-zА-Яа-я0-9]*(?:[-/][A-Za-zА-Яа-я0-9]+){0,4})",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?P<of>[^\W\d_]{2,20})?\s*(?:№|N°|#)\s*(?P<ref>[A-Za-zА-Яа-я0-9]+(?:[-/][A-Za-zА-Яа-я0-9]+){0,4})"
)
_NO_REF = re.compile(
    r"(?i)стол|терминал|дом\b|мест|зал|кают|квартир|корпус|подъезд|рейс|ряд|борт|причал|кабинет|table|room|gate|seat|cabin|row|pier|flight"
)
_CURRENCIES = (
    ("RUB", r"₽|руб\w*\.?|рублей|р\.|р(?![\w])|rub\b"),
    ("EUR", r"€|евро|eur\b|euros?"),
    ("USD", r"us\$|\$|долл\w*|usd\b|dollars?"),
    ("GBP", r"£|фунт\w*|gbp\b|pounds?"),
    ("CHF", r"chf\b|франк\w*"),
    ("AED", r"aed\b|дирхам\w*|dirhams?"),
    ("TRY", r"₺|лир\w*|try\b"),
    ("CNY", r"cny\b|юан\w*"),
    ("JPY", r"¥|jpy\b|йен\w*|иен\w*"),
)
_SIGN = "|".join(f"(?P<{{0}}{name}>{words})" for name, words in _CURRENCIES)
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3}){1,3}(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,2}(?!\d))?"
_TIMES = r"(?:\s*(?P<{0}times>тыс\w*\.?|млн\w*|k\b|тысяч\w*|thousand|million))?"
_AFTER = re.compile(rf"(?<![\d.,])(?P<n>{_NUMBER}){_TIMES.format('a')}\s*(?:{_SIGN.format('a')})", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<!\w)(?:{_SIGN.format('b')})\s*(?P<n>{_NUMBER}){_TIMES.format('b')}", re.IGNORECASE)
_PEOPLE_RU = {
    "дво": 2,
    "тро": 3,
    "четвер": 4,
    "пятер": 5,
    "шестер": 6,
    "семер": 7,
    "восьмер": 8,
    "девятер": 9,
    "десятер": 10,
}
_PEOPLE_EN = {
    name: number
    for number, name in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
_COUNTS = {
    "один": 1,
    "одно": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "восемь": 8,
} | _PEOPLE_EN
_PEOPLE = (
    r"персон\w*|человек\w*|чел\b|гост\w+|мест(?:а|о)?\b|билет\w*|взросл\w+"
    r"|people|persons?|guests|pax|seats|tickets|adults|passengers"
)
_NOT_PEOPLE = r"(?!\s*(?:pm|am|:|o'clock|nights?|hours?|days?))"
_PARTY = re.compile(
    rf"\bна\s+(?P<ru>{'|'.join(_PEOPLE_RU)})(?:их|ых|е)\b"
    rf"|\b(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?:{_PEOPLE})"
    r"|\b(?:table|party|party of|table for|booking for|you|reservation for|tickets?|seats)\s+(?:of|for)"
    rf"\s+(?P<en>\d{{1,2}}|{'|'.join(_PEOPLE_EN)})\b{_NOT_PEOPLE}"
)


# «могу дать за 5500», «по 9 тысяч»: in Russian an amount without a currency is in roubles
_BARE = re.compile(
    rf"\b(?:за|по|стои(?:т|мость)\w*|цена|обойд[её]тся|выйдет|депозит|предоплата|аванс)\s+(?:от\s+|в\s+)?(?P<n>{_NUMBER})"
    rf"{_TIMES.format('c')}(?!\s*(?:[-–:./]?\d|мин|час|ч\b|дн|сут|чел|перс|мест|км|метр|%|ноч|янв|фев|мар|апр|ма[йя]|июн|июл"
    r"|авг|сен|окт|ноя|дек|€|\$|£|eur|usd))",
    re.IGNORECASE,
)
# «31 500 в сутки», «88 000 вместо 70 000», «95 тыс.»: what it is for, or the thousands, say that it is money
_BARE_FOR = re.compile(
    rf"(?<![\d.,])(?P<n>{_NUMBER})(?:\s*(?P<ctimes>тыс\w*\.?|тысяч\w*)"
    r"|(?=\s+(?:вместо|каждый|каждая|каждое|в\s+(?:сутки|час|день|месяц)|с\s+(?:человека|персоны|гостя|чел\b)"
    r"|(?:за|на)\s+(?:ночь|сутки|билет|место|человека|персону|час|штуку|вечер|выход|день)\b)))(?!\s*(?:км|метр|человек|гост))",
    re.IGNORECASE,
)
LEAST_BARE = Decimal(500)


def ref_in(text: str) -> str | None:
    """The number under which the supplier knows the booking."""
    for found in _NAMED.finditer(text):
        if _is_ref(found["ref"], named=True):
            return found["ref"].rstrip("-/")
    for found in _SIGNED.finditer(text):
        if _is_ref(found["ref"], named=False) and not _NO_REF.match(found["of"] or ""):
            return found["ref"]
    return None


def _is_ref(ref: str, *, named: bool) -> bool:
    digits = sum(letter.isdigit() for letter in ref)
    if not digits:
        return named and 5 <= len(ref) <= 8 and ref.isascii() and ref.isupper()
    return len(ref) >= (3 if named else 1) and not (ref.isdigit() and len(ref) > 20)


def price_in(text: str) -> tuple[Decimal, str] | None:
    """The first amount with its currency."""
    found = [each for each in (_AFTER.search(text), _BEFORE.search(text)) if each]
    for each in sorted(found, key=lambda each: each.start("n")):
        groups = each.groupdict()
        currency = next(name[1:] for name, value in groups.items() if value and name[1:] in _NAMES)
        amount = _amount(each["n"]) * _times(groups.get("atimes") or groups.get("btimes") or "")
        if 0 < amount < MAX_AMOUNT:
            return amount, currency
    bare = _BARE.search(text) or _BARE_FOR.search(text)
    amount = _amount(bare["n"]) * _times(bare["ctimes"] or "") if bare else Decimal(0)
    return (amount, "RUB") if LEAST_BARE <= amount < MAX_AMOUNT else None


_NAMES = {name for name, _ in _CURRENCIES}


def _amount(written: str) -> Decimal:
    cents = re.search(r"[.,](\d{1,2})$", written)
    whole = written[: cents.start()] if cents else written
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents[1]}" if cents else ""))


def _times(word: str) -> int:
    word = word.lower()
    return 1_000_000 if word.startswith(("млн", "mil")) else 1_000 if word else 1


def party_in(text: str) -> int | None:
    """How many people the answer speaks of; `text` in lower case with «е» for «ё»."""
    found = _PARTY.search(text)
    if not found:
        return None
    if found["ru"]:
        return _PEOPLE_RU[found["ru"]]
    word = found["n"] or found["en"]
    return int(word) if word.isdigit() else _COUNTS.get(word)
