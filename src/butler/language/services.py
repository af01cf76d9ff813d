"""The letter that tells a supplier how a guest likes it: our number there, the hour, line by line. Nobody's name."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from
from butler.language.outreach import Letter, Sender
from butler.language.phrasing import bind, for_so_many

ABOUT = {
    "restaurant": ("столик", "the table"), "hotel": ("номер", "the room"), "flight": ("рейс", "the flight"),
    "tickets": ("места", "the seats"), "flowers": ("букет", "the flowers"), "yacht": ("яхта", "the yacht"),
}  # fmt: skip


@dataclass(frozen=True)
class Order:
    """What is told. `reference` is the supplier's own number."""

    kind: str
    reference: str
    starts_at: datetime
    party: int
    lines: tuple[str, ...]
    now: datetime
    zone: tzinfo
    sender: Sender


def order(given: Order, *, language: str = "ru") -> Letter:
    """«По брони 204, завтра в 20:00, на двоих. Просим: стол у окна; без кинзы (аллергия).»"""
    local, today = given.starts_at.astimezone(given.zone), given.now.astimezone(given.zone).date()
    day = day_seen_from(local.date(), today, language)
    at = clock(given.starts_at, given.zone)
    lines = "\n".join(f"– {line}" for line in given.lines)
    if language == "ru":
        about = f"бронь {given.reference}" if given.reference else ABOUT.get(given.kind, ("бронь", ""))[0]
        when = f"{day}{',' if ',' in day else ''} в {at}, {for_so_many(given.party, 'ru')}"
        parts = [
            "Добрый день!", f"По вопросу: {about}, {when}. Просим подготовить для гостей:", lines,
            "Подтвердите, пожалуйста, каждую строку.", f"{given.sender.person}, {given.sender.house}",
        ]  # fmt: skip
        subject = f"{about[:1].upper()}{about[1:]}, {when}"
    else:
        about = f"booking {given.reference}" if given.reference else ABOUT.get(given.kind, ("", "the booking"))[1]
        when = f"{day}{',' if ',' in day else ''} at {at}, {for_so_many(given.party, 'en')}"
        parts = [
            "Good day,", f"About {about}, {when}. Would you kindly prepare:", lines,
            "Please confirm each line.", f"{latin(given.sender.person)}, {given.sender.house}",
        ]  # fmt: skip
        subject = f"{about[:1].upper()}{about[1:]}, {when}"
    return Letter(subject, "\n\n".join(bind(part) for part in parts))
