"""What it may cost: an amount with its currency. «тысяч пять евро», «не дороже 15к», "$300 per night"."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from butler.language.evidence import Found
from butler.language.slots.numbers import WORD, WORDS
from butler.language.slots.said import Said

_CURRENCIES = {
    "RUB": r"₽|руб(?:л[а-я]+)?\.?|р\.|р\b|деревянн\w+|rub|roubles?|rubles?",
    "EUR": r"€|евро|eur|euros?",
    "USD": r"\$|доллар\w*|долл\.?|бакс\w*|usd|us\s?dollars?|dollars?|bucks|у\.\s?е\.",
    "GBP": r"£|фунт\w*|gbp|pounds?|quid",
    "CHF": r"chf|швейцарск\w+\s+франк\w*|франк\w*|swiss\s+francs?|francs?",
    "AED": r"aed|дирхам\w*|dirhams?",
    "TRY": r"₺|лир[аы]?\b|turkish\s+lira",
    "CNY": r"юан\w+|yuan|cny",
    "JPY": r"¥|иен\w*|йен\w*|yen|jpy",
    "KZT": r"₸|тенге",
}
_MONEY = "|".join(f"(?P<{code}_{{n}}>{signs})" for code, signs in _CURRENCIES.items())
_SCALES = {
    r"млрд|миллиард\w*|billion|bn": 1_000_000_000,
    r"млн\.?|миллион\w*|лям\w*|million|mln|mn|m\b|м\b": 1_000_000,
    r"тыс\.?|тысяч\w*|тыщ\w*|тонн\w*|thousand|grand|k\b|к\b|т\.\s?р\.|тр\b|т\.": 1_000,
}
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_VALUE = rf"(?:{_DIGITS}|(?:{WORD}|полтор[аы]|полутора)(?:\s+(?:{WORD}|с\s+половиной))*)"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?:{_MONEY.replace('{n}', 'a')})\s?)?"
    rf"(?:(?P<first>{_VALUE})\s?(?:{_SCALE})?\s?[-–—]\s?)?"
    rf"(?:(?P<value>{_VALUE})\s?(?P<scale>{_SCALE})?|(?P<scale_first>тысяч|тыщ|миллионов"
    rf"|миллиона)\s+(?:(?:на|за|в|до|под)\s+)?(?P<after>{_VALUE})"
    rf"|(?P<half>полмиллиона|полумиллиона|пол-миллиона|пол\s+миллиона|полтыщи|миллион|тысяч[аиу]|сотн[яюи])\b)"
    rf"(?:\s?(?:{_MONEY.replace('{n}', 'b')}))?(?!\w)"
)
_BOUND = re.compile(
    r"(?:бюджет\w*(?:\s+(?:до|около|примерно|порядка|на\s+\w+|в|[а-я]+ий|у\s+нас))?|\bдо"
    r"|не\s+(?:дороже|больше|более|выше|свыше)|в\s+пределах|в\s+районе|максимум"
    r"|около|порядка|примерно|где-то|\bза|дешевле|не\s+дороже\s+чем|на\s+сумму|сумм[аойуы]+"
    r"|потратить|улож\w+(?:ся|сь)\s+(?:бы\s+)?в|потолок|лимит|рассчитыва\w+\s+на|по\s+цене|стоимость\w*(?:\s+до)?"
    r"|ценой(?:\s+до)?|в\s+бюджете"
    r"|under|up\s+to|around|about|below|within|less\s+than|no\s+more\s+than|not\s+more\s+than"
    r"|budget(?:\s+(?:of|is|up\s+to|around))?|max(?:imum)?|at\s+most|for|spend|cap\s+of"
    r"|limit\s+of)"
    r"\s*(?:[—:–-]\s*)?(?:(?:суммы|сумму|цен[ыау]|примерно|about|около|где-то)\s+)?$"
)
_PER = re.compile(
    r"\s*(?:в|за)\s+(?:месяц|сутки|день|час|ночь|год|неделю)|\s*(?:per|a)\s+(?:month|day|night|week|year)"
)
_NOT_MONEY = re.compile(
    r"\s*(?:человек|гост|персон|км|метр|кв|м2|%|лет|год|штук|роз|мин|час|people|guests|persons"
    r"|years|km|sq|miles|hours|min|л\.\s?с)"
)
_HALVES = {
    "полмиллиона": 500_000,
    "полумиллиона": 500_000,
    "пол-миллиона": 500_000,
    "полтыщи": 500,
    "миллион": 1_000_000,
    "сотн": 100,
}


def read_budget(said: Said) -> list[Found[dict[str, Any]]]:
    """Sums with a currency, or with a bound («до 40 тыс») and large enough to be money. A range gives its upper end."""
    for match in _AMOUNT.finditer(said.low):
        currency, amount = _currency(match), _amount(match)
        if amount is None or not _is_money(said, match, currency, amount):
            continue
        value = {"amount": _whole(amount), "currency": currency or ("RUB" if said.is_russian else "")}
        if not value["currency"]:
            del value["currency"]
        return [Found(value, match.start(), match.end(), confidence=0.95 if currency else 0.8)]
    return []


def _is_money(said: Said, match: "re.Match[str]", currency: str, amount: Decimal) -> bool:
    if amount <= 0 or _NOT_MONEY.match(said.after(match.end())):
        return False
    if currency:
        return not said.is_moment(match.start(), match.end()) or "$" in match.group() or "€" in match.group()
    if said.is_moment(match.start(), match.end()):
        return False
    if match.group("scale_first"):
        return True  # «тысяч пятьдесят» is said of money
    is_large = amount >= 1000 and (
        bool(match.group("scale") or match.group("scale_first") or match.group("half")) or amount >= 3000
    )
    if said.category == "payment" and (match.group("scale") or amount >= 1000):
        return True  # what is to be paid is a sum
    is_a_month = _PER.match(said.after(match.end())) and match.group("scale")
    return bool(is_a_month) or (is_large and bool(_BOUND.search(said.before(match.start()))))


def _currency(match: "re.Match[str]") -> str:
    return next((name[:3] for name, text in match.groupdict().items() if text and name[-2:] in ("_a", "_b")), "")


def _amount(match: "re.Match[str]") -> Decimal | None:
    if match.group("half"):
        half = " ".join(match.group("half").split()).replace("пол ", "пол")
        return Decimal(next((value for begins, value in _HALVES.items() if half.startswith(begins)), 1000))
    value = _number(match.group("value") or match.group("after"))
    scale = match.group("scale") or match.group("scale_first")
    return value if value is None or not scale else value * _scale(scale)


def _scale(said: str) -> int:
    return next(size for words, size in _SCALES.items() if re.fullmatch(words, said))


def _number(said: str) -> Decimal | None:
    if said[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+", said)
        try:
            return Decimal(re.sub(r"\D", "", said) if grouped else said.replace(",", "."))
        except InvalidOperation:
            return None
    total = Decimal(0)
    for word in said.split():
        if word == "hundred":
            total = (total or Decimal(1)) * 100
            continue
        total += Decimal("1.5") if word.startswith(("полтор", "полутор")) else Decimal(WORDS.get(word, 0))
    return total + (Decimal("0.5") if "половиной" in said else 0)


def _whole(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
