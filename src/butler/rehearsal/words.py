"""The words of a scenario and those of the house: which of ours each of theirs is, and back."""

CATEGORIES = frozenset({
    "restaurant", "tickets", "flight", "charter", "rail", "hotel", "car_rental", "transfer", "airport_passage", "yacht",
    "flowers", "gift", "courier", "tutor", "medical", "club", "beauty", "art", "household", "event", "documents",
    "other",
})  # fmt: skip
TRADES = {  # kinds of the network; those not listed are called the same
    "airport_passage": "airport", "stylist": "beauty", "venue": "event", "concierge": "other", "agency": "other",
}  # fmt: skip
OCCASIONS = {
    "birthday": "birthday", "wedding_anniversary": "anniversary", "name_day": "name_day",
    "membership_renewal": "membership", "passport_expiry": "other", "visa_expiry": "other", "other": "other",
}  # fmt: skip
OCCASION_TITLES = {
    "wedding_anniversary": "Годовщина свадьбы", "passport_expiry": "Паспорт истекает", "visa_expiry": "Виза истекает",
    "membership_renewal": "Продление членства",
}  # fmt: skip
PAPERS = {"passport": "travel_passport", "visa": "visa", "membership": "membership", "licence": "driving_licence"}
PAPER_OCCASIONS = {
    "passport": "passport_expiry", "travel_passport": "passport_expiry", "visa": "visa_expiry",
    "membership": "membership_renewal",
}  # fmt: skip
TOPICS = (  # the beginning of a topic of theirs, ours; the longest that fits
    ("food.allergy", "allergy"), ("food.diet", "diet"), ("food", "food"), ("cuisine", "food"), ("drink", "drink"),
    ("wine", "drink"), ("seating", "seating"), ("table", "seating"), ("seats", "seat"), ("flight.seat", "seat"),
    ("flight.connection", "flight"), ("flight", "flight"), ("hotel", "room"), ("room", "room"), ("view", "view"),
    ("car.temperature", "temperature"), ("car", "car"), ("gift", "gift"), ("flowers", "flowers"), ("music", "music"),
    ("style", "style"), ("communication", "communication"), ("ambience", "ambience"), ("place", "place"),
    ("allergy", "allergy"), ("temperature", "temperature"), ("time", "time"), ("staff", "staff"),
)  # fmt: skip
PATHS = {"allergy": "food.allergy", "diet": "food.diet", "room": "hotel.room", "temperature": "car.temperature"}
SCOPES = {"restaurant": "table"}
TRANSPORT = {"stay": "hotel", "airport": "airport_passage"}  # kinds of legs, as bookings are called
BOOKING_STATES = {
    "wanted": "requested", "unproven": "requested", "changed": "requested", "held": "held", "confirmed": "confirmed",
    "done": "confirmed", "replaced": "replaced", "cancelled": "cancelled",
}  # fmt: skip
QUADRANTS = {1: "do", 2: "schedule", 3: "delegate", 4: "drop"}
COSTS = {"low": 0, "normal": 1, "high": 3}
BANDS = (3_000, 6_000, 11_000, 25_000)  # roubles: a price from here on is of the next band

# Letters to a client or the circle, by what they are for; whatever is not listed is another letter.
TO_CLIENTS = {
    "digest": "digest", "options": "offer", "offer": "offer", "choice": "offer", "spend": "offer", "ask": "question",
    "question": "question",
}  # fmt: skip
TO_NETWORK = {
    "approach": "approach", "chase": "approach", "booking": "booking", "order": "booking", "service": "booking",
    "ride": "booking", "change": "booking", "reconfirmation": "reconfirmation", "reconfirm": "reconfirmation",
    "cancellation": "cancellation", "cancel": "cancellation",
}  # fmt: skip
FREE = frozenset({"approach", "chase", "reconfirmation", "reconfirm", "thanks", "release", "ride"})  # need no yes


def category(word: str) -> str:
    """A category or kind of the house in the words of a scenario."""
    return word if word in CATEGORIES else "other"


def trade(kind: str) -> str:
    return TRADES.get(kind, kind)


def topic(path: str) -> str:
    """The house's topic of a dotted one."""
    fitting = [(len(start), ours) for start, ours in TOPICS if path == start or path.startswith(f"{start}.")]
    return max(fitting, default=(0, "other"))[1]


def topic_path(topic: str) -> str:
    """A topic of the house, dotted, so that what stands above covers it."""
    return PATHS.get(topic, topic)


def scope(word: str) -> str:
    return SCOPES.get(word, word)


def band(price: float) -> int:
    """The price band, 1 to 5, of a price in roubles."""
    return 1 + sum(price >= edge for edge in BANDS)


def asked(purpose: str, *, is_network: bool) -> str:
    """What a letter asks of its reader, in the words of answers; empty: nothing."""
    return (TO_NETWORK if is_network else TO_CLIENTS).get(purpose, "")


def approval(purpose: str, *, is_network: bool) -> str:
    """Which approval a letter needs; empty: none."""
    if is_network:
        return "" if purpose in FREE else "booking"
    return {"digest": "digest", "offer": "offer"}.get(TO_CLIENTS.get(purpose, ""), "reply")
