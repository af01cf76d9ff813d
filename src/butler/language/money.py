"""Amounts of money as each language writes them, with no-break spaces: «46 000 ₽», "€1,200"."""

from decimal import ROUND_HALF_UP, Decimal

from butler.language.phrasing import NBSP, grouped

SIGNS = {
    "RUB": "₽",
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "CHF": "CHF",
    "AED": "AED",
    "TRY": "₺",
    "JPY": "¥",
    "CNY": "CN¥",
}
BEFORE = {"EUR", "USD", "GBP", "JPY"}  # where English puts the sign


def money(amount: Decimal | int, currency: str, language: str) -> str:
    """The amount in its currency; cents only where there are some."""
    amount = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = SIGNS.get(currency, currency)
    whole, cents = int(abs(amount)), int(abs(amount) * 100) % 100
    minus = "−" if amount < 0 else ""
    if language == "ru":
        return f"{minus}{grouped(whole)}{f',{cents:02}' if cents else ''}{NBSP}{sign}"
    figures = f"{whole:,}{f'.{cents:02}' if cents else ''}"
    if currency in BEFORE:
        return f"{minus}{sign}{figures}"
    return f"{minus}{figures}{NBSP}{sign}"
