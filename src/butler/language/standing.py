"""An answer to «в силе?», «во сколько машина?», «есть новости?»: what is proven is said as it stands, what is not is
promised by an hour. Nothing is said that has no evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from, length
from butler.language.names import Case, Name, given_name
from butler.language.names import patronymic as declined_patronymic
from butler.language.phrasing import bind, is_cyrillic, sentence
from butler.language.salutation import Voice, addressed

# after «по»; after "about"
THINGS = {
    "restaurant": ("столику", "the table"), "tickets": ("билетам", "the tickets"), "flight": ("рейсу", "the flight"),
    "charter": ("рейсу", "the flight"), "rail": ("поезду", "the train"), "hotel": ("отелю", "the hotel"),
    "transfer": ("машине", "the car"), "car_rental": ("автомобилю", "the car"), "flowers": ("цветам", "the flowers"),
    "gift": ("подарку", "the present"), "beauty": ("записи", "the appointment"), "yacht": ("яхте", "the yacht"),
    "medical": ("приёму", "the appointment"), "airport_passage": ("сопровождению", "the airport passage"),
    "tutor": ("занятию", "the lesson"), "documents": ("документам", "the documents"), "event": ("событию", "the event"),
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What is known. `proven`: sentences; `open`: kinds that are still to be proven or found; `late`: so many minutes;
    `about`: the client, where somebody else asks; `is_moved`: a connection is being arranged anew."""

    proven: Sequence[str]
    open: Sequence[str]
    by: datetime
    now: datetime
    zone: tzinfo
    late: int = 0
    is_moved: bool = False
    about: Name | None = None


def answer(said: Answer, *, name: Name, voice: Voice) -> str:
    """The whole letter; empty where nothing is known."""
    if not said.proven and not said.open and not said.is_moved:
        return ""
    parts = _russian(said, voice) if voice.language == "ru" else _english(said)
    hello = addressed(name, voice)
    about = _about(said, voice.language)
    first = parts[0][:1].lower() + parts[0][1:] if not parts[0].split(" ")[0].isupper() else parts[0]
    return bind(" ".join([f"{hello}, {about}{first}", *parts[1:]]))


def noted(*, name: Name, voice: Voice) -> str:
    """To whoever tells that a flight is late."""
    hello = addressed(name, voice)
    if voice.language == "ru":
        return bind(f"{hello}, спасибо, учли: всё, что зависит от прибытия, переносим на новое время.")
    return bind(f"{hello}, thank you, noted: all that depends on the arrival moves to the new time.")


def _russian(said: Answer, voice: Voice) -> list[str]:
    parts = [_of_others(one, voice) if said.about else one for one in said.proven]
    if said.late:
        parts.append(f"Отправление сдвинуто на {length_of(said.late, 'ru')}, это учтено.")
    by = _by(said, "ru")
    if said.is_moved:
        parts.append(f"Пересадку устраиваем по новому времени, с планом вернёмся до {by}.")
    elif said.open:
        things = _listed([THINGS.get(kind, ("вопросу", ""))[0] for kind in said.open], "и")
        parts.append(sentence(f"по {things} ждём подтверждения и напишем до {by}"))
    return parts


def _english(said: Answer) -> list[str]:
    parts = [one.replace("Your flight", "The flight") if said.about else one for one in said.proven]
    if said.late:
        parts.append(f"The departure has moved by {length_of(said.late, 'en')}; this is taken into account.")
    by = _by(said, "en")
    if said.is_moved:
        parts.append(f"We are arranging the connection anew and shall come back with the plan by {by}.")
    elif said.open:
        things = _listed([THINGS.get(kind, ("", "your question"))[1] for kind in said.open], "and")
        parts.append(sentence(f"about {things} we await the confirmation and shall write by {by}"))
    return parts


def _of_others(line: str, voice: Voice) -> str:
    """«Ваш рейс» is «рейс» to somebody else."""
    bare = line.removeprefix(sentence(voice.your("m")).rstrip(".") + " ")
    return bare[:1].upper() + bare[1:]


def _about(said: Answer, language: str) -> str:
    """«по Глебу Ильичу: »; empty for the client."""
    who = said.about
    if who is None:
        return ""
    if language != "ru" or not is_cyrillic(who.given):
        return f"{latin(who.given) if is_cyrillic(who.given) else who.given}: "
    given = given_name(who.given, who.gender, Case.DATIVE)
    middle = declined_patronymic(who.patronymic, who.gender, Case.DATIVE) if who.patronymic else ""
    return f"по {' '.join(filter(None, (given, middle)))}: "


def length_of(minutes: int, language: str) -> str:
    """«1 ч 5 мин»"""
    return length(timedelta(minutes=minutes), language)


def _by(said: Answer, language: str) -> str:
    at = clock(said.by, said.zone)
    local, today = said.by.astimezone(said.zone).date(), said.now.astimezone(said.zone).date()
    return at if local == today else f"{at} {day_seen_from(local, today, language)}"


def _listed(things: Sequence[str], last: str) -> str:
    once = list(dict.fromkeys(things))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} {last} {once[-1]}"
