"""How ideas are written down, in the language of the house."""

from butler.foresight.rules.ideas import GiftKind, Idea
from butler.language.phrasing import bind, quoted

TITLES = {
    "ru": {
        GiftKind.JEWEL: "Украшение с гравировкой, {venue}",
        GiftKind.PARTY: "Вечер-сюрприз, {venue}",
        GiftKind.ART: "Работа из галереи {venue}",
        GiftKind.BOUTIQUE: "Подарок из бутика {venue}",
        GiftKind.EVENING: "Вечер в ложе, {venue}",
        GiftKind.CARE: "День ухода, {venue}",
        GiftKind.DINNER: "Ужин в ресторане {venue}",
        GiftKind.FLOWERS: "Букет к утру, {venue}",
        GiftKind.MADE: "На заказ: {what}, {venue}",
    },
    "en": {
        GiftKind.JEWEL: "An engraved jewel, {venue}",
        GiftKind.PARTY: "A surprise evening, {venue}",
        GiftKind.ART: "A work from {venue}",
        GiftKind.BOUTIQUE: "A present from {venue}",
        GiftKind.EVENING: "An evening in a box, {venue}",
        GiftKind.CARE: "A day of care, {venue}",
        GiftKind.DINNER: "Dinner at {venue}",
        GiftKind.FLOWERS: "Flowers in the morning, {venue}",
        GiftKind.MADE: "Made to order: {what}, {venue}",
    },
}
_WHY = {
    "ru": ("отмечено: {liked}", "надёжность {reliability} из 100", "отсюда ещё не дарили", "без: {against}"),
    "en": (
        "noted: {liked}",
        "reliability {reliability} of 100",
        "nothing was given from here yet",
        "without: {against}",
    ),
}


def title(idea: Idea, language: str) -> str:
    """«Украшение с гравировкой, «Аметист»»."""
    venue = quoted(idea.supplier.name, language)
    return bind(TITLES[language][idea.kind].format(venue=venue, what=idea.supplier.style))


def why(idea: Idea, language: str) -> str:
    """What speaks for it, and what to leave out."""
    liked, reliable, new, without = _WHY[language]
    parts = [liked.format(liked=idea.liked)] if idea.liked else []
    parts.append(reliable.format(reliability=idea.supplier.reliability))
    parts.append(new)
    if avoided := ", ".join(idea.avoid):
        parts.append(without.format(against=avoided))
    text = "; ".join(parts)
    return bind(text[0].upper() + text[1:] + ".")
