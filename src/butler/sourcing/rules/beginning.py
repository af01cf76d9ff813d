"""What must be known before the network can be asked. Less than an order needs: the rest is asked meanwhile. Pure."""

from collections.abc import Mapping

# category -> what is needed; "a|b": either will do. What stands here is sought as soon as it is known; a reminder or a
# payment is nobody's door, and a ride is our own driver's.
TO_BEGIN: dict[str, tuple[str, ...]] = {
    "restaurant": ("when", "time", "party"),
    "tickets": ("name|kind", "when"),
    "flight": ("goal", "when"),
    "charter": ("goal", "when"),
    "rail": ("goal", "when"),
    "hotel": ("when",),
    "car_rental": ("when",),
    "airport_passage": ("when",),
    "yacht": ("when",),
    "gift": ("name|kind|people|budget",),
    "flowers": ("when",),
    "medical": ("kind|name",),
    "beauty": ("when",),
    "tutor": ("kind|name",),
    "household": ("kind|name",),
    "event": ("when",),
    "courier": ("goal|place|name|when|until",),
    "shopping": ("name",),
    "club": ("name|kind",),
    "sport": ("name|kind",),
    "art": ("name|kind",),
    "documents": ("name|kind",),
}


def may_begin(category: str, known: Mapping[str, str]) -> bool:
    """Is enough known to ask the network? A moment in `when` says the time too."""
    said = dict(known)
    if "T" in said.get("when", ""):
        said.setdefault("time", said["when"].partition("T")[2])
    wanted = TO_BEGIN.get(category)
    return wanted is not None and all(any(said.get(slot) for slot in slots.split("|")) for slots in wanted)
