"""What the house writes to its network: a question, an order, a reminder, thanks. Short, warm, and nobody's name in it.

Every letter names the matter by our own number, and is signed by a person and the house.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from butler.language.latin import latin
from butler.language.moments import clock, day_seen_from
from butler.language.money import money
from butler.language.phrasing import bind, reads_in, sentence


@dataclass(frozen=True)
class Sender:
    """Who signs."""

    person: str
    house: str


@dataclass(frozen=True)
class Letter:
    """A letter to the network, ready to be laid into the outbox."""

    subject: str
    body: str


@dataclass(frozen=True)
class Matter:
    """What it is about: «два билета на «Чайку», сегодня в 19:00», our number, and who is written to ("": a desk)."""

    goal: str
    number: str
    sender: Sender
    now: datetime
    zone: tzinfo
    to: str = ""
    language: str = "ru"

    @property
    def is_russian(self) -> bool:
        return self.language == "ru"


def approach(matter: Matter, *, terms: Sequence[str] = (), answer_by: datetime | None = None) -> Letter:
    """Can you? What matters, until when an answer helps, and that the price and the hold are wanted."""
    wishes, by = _listed(terms), _by(matter, answer_by)
    if matter.is_russian:
        words = [
            f"Ищем {matter.goal}." + (f" Важно: {wishes}." if wishes else ""),
            f"Сможете помочь? Напишите, пожалуйста, цену и до какого часа подержите{by and f', лучше до {by}'}.",
        ]
    else:
        words = [
            f"We are looking for {matter.goal}." + (f" It matters: {wishes}." if wishes else ""),
            f"Could you help? Please name the price and how long you would hold it{by and f', best by {by}'}.",
        ]
    return _letter(matter, matter.goal, words)


def clarify(
    matter: Matter, *, terms: Sequence[str] = (), answer_by: datetime | None = None, had_offered: bool = False
) -> Letter:
    """The wish has changed since we asked: what is sought now, whether they can; what was offered need not be held."""
    wishes, by = _listed(terms), _by(matter, answer_by)
    if matter.is_russian:
        words = [
            f"Уточнение по нашему вопросу: планы гостей немного изменились, теперь ищем {matter.goal}."
            + (f" Важно: {wishes}." if wishes else ""),
            ("Спасибо за предложение, в прежнем виде держать его больше не нужно. " if had_offered else "")
            + f"Сможете так? Напишите, пожалуйста, цену и до какого часа подержите{by and f', лучше до {by}'}.",
        ]
    else:
        words = [
            "A correction to our question: the guests' plans have changed a little, "
            f"we are now looking for {matter.goal}." + (f" It matters: {wishes}." if wishes else ""),
            ("Thank you for your offer, please hold it in its old form no longer. " if had_offered else "")
            + "Could you do this instead? Please name the price and how long you would hold it"
            + f"{by and f', best by {by}'}.",
        ]
    return _letter(matter, matter.goal, words)


def chase(matter: Matter, *, answer_by: datetime) -> Letter:
    """Once more, kindly."""
    by = _by(matter, answer_by)
    words = (
        [f"Возвращаюсь к нашему вопросу: {matter.goal}. Получится ли? Нам важно понять это до {by}."]
        if matter.is_russian
        else [f"Coming back to our question: {matter.goal}. Would it be possible? It would help to know by {by}."]
    )
    return _letter(matter, matter.goal, words)


def order(matter: Matter, *, what: str, price: Decimal | None, currency: str, wishes: Sequence[str] = ()) -> Letter:
    """Please do it: what they offered, as they offered it, in the name of the house."""
    sum_of = money(price, currency, matter.language) if price is not None else ""
    lines = _listed(wishes)
    if matter.is_russian:
        words = [
            f"Берём: {what.rstrip('.')}{sum_of and f', {sum_of}'}. Это по нашему вопросу: {matter.goal}."
            + (f" Просим учесть: {lines}." if lines else ""),
            f"Оформите, пожалуйста, на имя «{matter.sender.house}», наш номер {matter.number},"
            " и подтвердите номером брони.",
        ]
    else:
        words = [
            f"We take it: {what.rstrip('.')}{sum_of and f', {sum_of}'}. It is about {matter.goal}."
            + (f" Please note: {lines}." if lines else ""),
            f"Kindly book it for {matter.sender.house}, our number {matter.number}, and confirm with a reference.",
        ]
    return _letter(matter, matter.goal, words)


def release(matter: Matter) -> Letter:
    """It is no longer needed; thanks, and nothing that sounds like a refusal of them."""
    goal = sentence(matter.goal).rstrip(".")
    words = (
        f"{goal}: вопрос решён, держать для нас больше не нужно. Спасибо, что откликнулись!"
        if matter.is_russian
        else f"{goal}: it is settled, please hold it for us no longer. Thank you for your help!"
    )
    return _letter(matter, matter.goal, [words])


def reconfirmation(
    matter: Matter, *, reference: str = "", wishes: Sequence[str] = (), is_promised: bool = True
) -> Letter:
    """Does it still stand? With their own number and what matters; one who has promised nothing yet is asked to."""
    lines = _listed(wishes)
    if matter.is_russian:
        number = f", номер брони {reference}" if reference else ""
        begin = "Сверяемся по нашей брони" if is_promised else "Просим подтвердить нашу бронь"
        words = [
            f"{begin}: {matter.goal}{number}." + (f" Просим учесть: {lines}." if lines else ""),
            "Подтвердите, пожалуйста, что всё в силе." if is_promised else "Подтвердите, пожалуйста, и назовите номер.",
        ]
    else:
        number = f", reference {reference}" if reference else ""
        begin = "We are checking our booking" if is_promised else "We would like to confirm our booking"
        words = [
            f"{begin}: {matter.goal}{number}." + (f" Please note: {lines}." if lines else ""),
            "Kindly confirm that it stands." if is_promised else "Kindly confirm it and name a reference.",
        ]
    return _letter(matter, matter.goal, words)


def thanks(matter: Matter) -> Letter:
    """To whoever opened the door."""
    words = (
        ["Всё получили, спасибо большое: выручили. Благодарим и будем рады ответить тем же."]
        if matter.is_russian
        else ["We have everything, thank you very much: you made it possible. We shall be glad to return it."]
    )
    return _letter(matter, matter.goal, words)


def _letter(matter: Matter, about: str, words: Sequence[str]) -> Letter:
    hello = _hello(matter)
    person = matter.sender.person if matter.is_russian else latin(matter.sender.person)
    end = (
        f"Наш номер: {matter.number}.\n{person}, {matter.sender.house}"
        if matter.is_russian
        else f"Our number: {matter.number}.\n{person}, {matter.sender.house}"
    )
    subject = sentence(about).rstrip(".")
    return Letter(f"{subject} · {matter.number}", "\n\n".join(bind(part) for part in (hello, *words, end)))


def _hello(matter: Matter) -> str:
    first = matter.to.split()[0] if matter.to else ""
    if matter.is_russian:
        return f"{first}, здравствуйте!" if first else "Добрый день!"
    return f"Hello {first if reads_in(first, 'en') else latin(first)}," if first else "Good day,"


def _listed(things: Sequence[str]) -> str:
    return "; ".join(thing.strip().rstrip(".") for thing in things if thing.strip())


def _by(matter: Matter, moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(matter.zone)
    today = matter.now.astimezone(matter.zone).date()
    hour = clock(moment, matter.zone)
    return hour if local.date() == today else f"{hour}, {day_seen_from(local.date(), today, matter.language)}"
