"""Those who are written to: clients, their circle and the network answer as their answer lists say.

The first answer that fits is used, as often as it says. A tap goes through the private page that the letter carried;
where a letter carries none, the same is said in words in the same thread, so that the house hears it all the same.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from butler.ground import clock
from butler.rehearsal import pages, words
from butler.rehearsal.cast import Cast
from butler.rehearsal.scenario import records
from butler.rehearsal.scenario.values import Money
from butler.rehearsal.wires import Sent, Wires

CHASE = "chase"
CLIENT_TAPS = {"confirm": "Да, подходит. Беру то, что вы советуете.", "decline": "Нет, это не подходит."}
SUPPLIER_TAPS = {
    ("approach", "confirm"): "Да, сможем.", ("approach", "decline"): "К сожалению, не сможем.",
    ("booking", "confirm"): "Подтверждаем.", ("booking", "decline"): "К сожалению, подтвердить не можем.",
    ("reconfirmation", "confirm"): "Подтверждаем, всё в силе.",
    ("reconfirmation", "decline"): "К сожалению, отменяем: бронь не в силе.",
    ("cancellation", "confirm"): "Отмену приняли.", ("cancellation", "decline"): "Отменить не можем.",
}  # fmt: skip


@dataclass(frozen=True)
class Due:
    """An answer that will come."""

    at: datetime
    number: int
    who: str
    asked: str
    answer: records.Answer
    letter: Sent


@dataclass
class Counterparts:
    """Who has heard what, and what they will answer when."""

    cast: Cast
    wires: Wires
    heard: int = 0  # letters that were looked at
    used: Counter[tuple[str, int]] = field(default_factory=Counter)
    coming: list[Due] = field(default_factory=list)
    answered: int = 0

    def hear(self) -> None:
        """Look at what left since the last time, and settle who answers when."""
        self.wires.name_purposes()
        out = self.wires.out()
        for letter in out[self.heard :]:
            self._settle(letter)
        self.heard = len(out)

    def answer(self) -> bool:
        """Give the answers that are due now; was there any?"""
        due = sorted((one for one in self.coming if one.at <= clock.now()), key=lambda one: (one.at, one.number))
        self.coming = [one for one in self.coming if one.at > clock.now()]
        for one in due:
            self._give(one)
        return bool(due)

    def next_answer(self, after: datetime) -> datetime | None:
        return min((one.at for one in self.coming if one.at > after), default=None)

    def _settle(self, letter: Sent) -> None:
        is_network = self.cast.is_network(letter.to)
        asked = words.asked(letter.purpose, is_network=is_network)
        if not asked or letter.to not in self.cast.members or self._is_pressed(letter):
            return
        for whose, place, answer in self._answers(letter.to):
            limit = answer.times
            if answer.to not in (asked, "any") or (limit is not None and self.used[whose, place] >= limit):
                continue
            self.used[whose, place] += 1
            if answer.after is not None:
                self.answered += 1
                self.coming.append(Due(letter.at + answer.after, self.answered, letter.to, asked, answer, letter))
            return

    def _is_pressed(self, letter: Sent) -> bool:
        """Are they reminded of what they are about to answer anyway? They answer once."""
        return letter.purpose == CHASE and any(one.who == letter.to for one in self.coming)

    def _answers(self, who: str) -> Iterable[tuple[str, int, records.Answer]]:
        """The list of this one; somebody of an organisation without a list of their own answers by its."""
        member = self.cast.member(who)
        whose = who
        if not member.answers and self.cast.is_network(who):
            whose = self.cast.house_of(who)
            member = self.cast.member(whose)
        return [(whose, place, answer) for place, answer in enumerate(member.answers)]

    def _give(self, due: Due) -> None:
        answer, letter = due.answer, due.letter
        if answer.say:
            self.wires.write(due.who, answer.say, via=letter.via, answers=letter)
            return
        act, content = _pressed(answer)
        if letter.letter is not None and pages.press(letter.letter, act, content, now=clock.now()):
            return
        self.wires.write(due.who, self._in_words(due), via=letter.via, answers=letter)

    def _in_words(self, due: Due) -> str:
        """A stand-in for the tap, where the letter carried no page: what such a person would write instead."""
        if due.answer.offer is not None:
            return offer_in_words(due.answer.offer, self.cast.scenario.house.zone)
        if self.cast.is_network(due.who):
            return SUPPLIER_TAPS[due.asked, due.answer.tap]
        return CLIENT_TAPS[due.answer.tap]


def _pressed(answer: records.Answer) -> tuple[str, dict[str, Any]]:
    if answer.offer is None:
        return answer.tap, {}
    offer = answer.offer
    content: dict[str, Any] = {"what": offer.what}
    if offer.price is not None:
        content |= {"price": str(offer.price.amount), "currency": offer.price.currency}
    if offer.hold_until is not None:
        content["hold_until"] = offer.hold_until.isoformat()
    return "offer", content


def offer_in_words(offer: records.Offer, zone: Any) -> str:
    """«Можем предложить: ... Цена 46 000 руб. Держим до 15:20.»"""
    parts = [f"Можем предложить: {offer.what}."]
    if offer.price is not None:
        parts.append(f"Цена {_amount(offer.price)}.")
    if offer.hold_until is not None:
        parts.append(f"Держим до {offer.hold_until.astimezone(zone):%H:%M %d.%m}.")
    return " ".join(parts)


def _amount(price: Money) -> str:
    unit = "руб." if price.currency == "RUB" else price.currency
    return f"{price.amount:,} {unit}".replace(",", " ").rstrip(".")
