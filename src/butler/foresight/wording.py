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
        GiftKind.OUTING: "День открытий, {venue}",
        GiftKind.LESSON: "Урок у мастера, {venue}",
        GiftKind.BOOK: "Книга в подарочном издании, {venue}",
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
        GiftKind.OUTING: "A day of discoveries, {venue}",
        GiftKind.LESSON: "A lesson with a master, {venue}",
        GiftKind.BOOK: "A book in a fine edition, {venue}",
    },
}
# Where nobody of the network does it yet, and what is said otherwise of a child
UNFOUND = {
    "ru": {
        GiftKind.JEWEL: "Украшение с гравировкой", GiftKind.PARTY: "Вечер-сюрприз",
        GiftKind.ART: "Работа молодого художника", GiftKind.BOUTIQUE: "Подарок из бутика",
        GiftKind.EVENING: "Вечер в театре", GiftKind.CARE: "День ухода", GiftKind.DINNER: "Ужин в особенном месте",
        GiftKind.FLOWERS: "Букет к утру", GiftKind.OUTING: "День открытий: музей или прогулка",
        GiftKind.LESSON: "Урок у мастера", GiftKind.BOOK: "Книга в подарочном издании",
    },
    "en": {
        GiftKind.JEWEL: "An engraved jewel", GiftKind.PARTY: "A surprise evening",
        GiftKind.ART: "A work by a young artist", GiftKind.BOUTIQUE: "A present from a boutique",
        GiftKind.EVENING: "An evening at the theatre", GiftKind.CARE: "A day of care",
        GiftKind.DINNER: "Dinner in a place of its own", GiftKind.FLOWERS: "Flowers in the morning",
        GiftKind.OUTING: "A day of discoveries: a museum or a walk",
        GiftKind.LESSON: "A lesson with a master", GiftKind.BOOK: "A book in a fine edition",
    },
}  # fmt: skip
FOR_A_CHILD = {
    "ru": {GiftKind.DINNER: "Праздничный обед всей семьёй", GiftKind.PARTY: "Детский праздник",
           GiftKind.EVENING: "Дневной спектакль"},
    "en": {GiftKind.DINNER: "A festive family lunch", GiftKind.PARTY: "A children's party",
           GiftKind.EVENING: "A matinée"},
}  # fmt: skip
_WHY = {
    "ru": (
        "отмечено: {liked}", "надёжность {reliability} из 100", "отсюда ещё не дарили", "{fits}; поставщика найдём",
        "без: {against}",
    ),
    "en": (
        "noted: {liked}", "reliability {reliability} of 100", "nothing was given from here yet",
        "{fits}; we shall find the supplier", "without: {against}",
    ),
}  # fmt: skip


_FITS = {"ru": ("подходит к дате", "по возрасту"), "en": ("suits the date", "suits the age")}


def title(idea: Idea, language: str) -> str:
    """«Украшение с гравировкой, «Аметист»»."""
    child = FOR_A_CHILD[language].get(idea.kind, "") if idea.for_child else ""
    if idea.supplier is None:
        plain = child or UNFOUND[language][idea.kind]
        return bind(f"{plain.partition(':')[0]}: {idea.theme}" if idea.theme else plain)
    venue = quoted(idea.supplier.name, language)
    if child:
        return bind(f"{child}, {venue}")
    return bind(TITLES[language][idea.kind].format(venue=venue, what=idea.supplier.style))


def why(idea: Idea, language: str) -> str:
    """What speaks for it, and what to leave out."""
    liked, reliable, new, unfound, without = _WHY[language]
    parts = [liked.format(liked=idea.liked)] if idea.liked else []
    if idea.supplier is None:
        parts.append(unfound.format(fits=_FITS[language][idea.for_child]))
    else:
        parts += [reliable.format(reliability=idea.supplier.reliability), new]
    if avoided := ", ".join(idea.avoid):
        parts.append(without.format(against=avoided))
    text = "; ".join(parts)
    return bind(text[0].upper() + text[1:] + ".")
