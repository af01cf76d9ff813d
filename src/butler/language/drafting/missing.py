"""What must be known before anybody can begin, and one polite question for it: two or three things, never a form."""

from butler.language.drafting.facts import Facts, Matter
from butler.language.phrasing import joined

MOST_AT_ONCE = 3
# category -> what is needed, the most important first; "a|b": either will do
NEEDED: dict[str, tuple[str, ...]] = {
    "restaurant": ("when", "time", "party", "place|city|name"),
    "tickets": ("name|kind", "when", "party"),
    "flight": ("origin", "goal", "when", "party"),
    "charter": ("origin", "goal", "when", "party"),
    "rail": ("origin", "goal", "when", "party"),
    "hotel": ("place|city", "when", "until", "party"),
    "transfer": ("origin|goal", "when", "time"),
    "car_rental": ("city|place", "when", "until"),
    "airport_passage": ("when", "party"),
    "yacht": ("city|place", "when", "party"),
    "gift": ("people", "when", "budget"),
    "flowers": ("people|place", "when"),
    "medical": ("kind", "when"),
    "beauty": ("when", "time"),
    "tutor": ("kind|name", "people"),
    "household": ("kind|name", "when"),
    "event": ("when", "party", "budget"),
    "courier": ("goal|place", "when"),
    "shopping": ("name",),
    "club": ("name|kind", "city|place"),
    "sport": ("name|kind", "when"),
    "art": ("name|kind", "budget"),
    "real_estate": ("city|place", "budget"),
    "documents": ("name|kind", "people"),
    "payment": ("name", "budget"),
    "reminder": ("name", "when"),
}
_ASKED = {
    "ru": {
        "when": "на какой день", "time": "в котором часу", "party": "на сколько человек", "place": "где удобнее",
        "city": "в каком городе", "name": "что именно хотелось бы", "kind": "какой именно специалист нужен",
        "origin": "откуда", "goal": "куда", "until": "до какого числа", "people": "для кого",
        "budget": "на какую сумму",
    },
    "en": {
        "when": "for which day", "time": "at what time", "party": "for how many people", "place": "where",
        "city": "in which town", "name": "what exactly", "kind": "which specialist", "origin": "from where",
        "goal": "where to", "until": "until which date", "people": "for whom", "budget": "within what amount",
    },
}  # fmt: skip


def missing(matter: Matter) -> tuple[str, ...]:
    """The slots that nobody has said yet, the most important first, MOST_AT_ONCE at most."""
    wanted = (slots.split("|") for slots in NEEDED.get(matter.category, ()))
    return tuple(slots[0] for slots in wanted if not any(matter.has(slot) for slot in slots))[:MOST_AT_ONCE]


def question(facts: Facts) -> str:
    """«на какой день и на сколько человек»; empty when all is known."""
    slots = facts.missing or next((gaps for matter in facts.matters if (gaps := missing(matter))), ())
    asked = _ASKED["ru" if facts.language == "ru" else "en"]
    return joined([asked[slot] for slot in slots if slot in asked], facts.language)
