"""Every entry to the one who takes it: messages in runs, everything else one by one."""

from functools import cached_property
from itertools import groupby
from uuid import UUID

from butler.channels.csvfile.reading import ClientRecord, ContactRecord
from butler.channels.vcard.card import Card
from butler.dossiers.models import Client
from butler.ground.refusals import NotHere
from butler.reception import rules
from butler.reception.entries import Calendar, Entry, Mailed
from butler.reception.ledger import Ledger
from butler.reception.rules import Refusal
from butler.reception.taking import calendar, mailing, network, people
from butler.reception.taking.matching import House


class Desk:
    """Takes entries of one run; remembers what it looked up."""

    def __init__(self) -> None:
        self.house = House()
        self.others_done = 0

    def look_again_if_changed(self, others_done: int) -> None:
        """Another import has written meanwhile: what was looked up may be old."""
        if others_done != self.others_done:
            self.others_done, self.house = others_done, House()
            self.__dict__.pop("network", None)

    @cached_property
    def network(self) -> network.Network:
        return network.Network()

    def take(self, chunk: list[tuple[int, Entry]], ledger: Ledger) -> None:
        for is_mail, run in groupby(chunk, key=lambda numbered: isinstance(numbered[1].what, Mailed)):
            if is_mail:
                mailing.take(list(run), ledger, self.house)
                continue
            for number, entry in run:
                ledger.begin(number, entry)
                self._take_one(entry, ledger)

    def _take_one(self, entry: Entry, ledger: Ledger) -> None:
        what = entry.what
        if isinstance(what, Card):
            self._take_card(what, ledger)
        elif isinstance(what, ClientRecord):
            people.take_client(what, people.of_record(what), ledger, self.house)
        elif isinstance(what, ContactRecord):
            network.take_record(what, ledger, self.network)
        elif isinstance(what, Calendar):
            calendar.take(what, ledger, self.house)
        else:
            ledger.problem(entry.why, column=entry.column)

    def _take_card(self, card: Card, ledger: Ledger) -> None:
        if card.is_group or not (card.full_name or card.phones or card.mails):
            ledger.problem(Refusal.NOTHING_TO_KEEP)
        elif ledger.choices.as_clients:
            self._take_as_client(card, ledger)
        elif not people.take_card(card, ledger, self.house):
            network.take_card(card, ledger, self.network)

    def _take_as_client(self, card: Card, ledger: Ledger) -> None:
        record = people.record_of(card)
        if record is None:
            ledger.problem(Refusal.GENDER_UNKNOWN)
            return
        people.take_client(record, people.of_card(card), ledger, self.house)

    def client_named(self, words: str) -> UUID:
        """The one client with this id, alias, surname or full name; NotHere for none, or for several."""
        wanted = rules.plain(words)
        named = {
            id
            for id, (given, patronymic, surname) in self.house.names.items()
            if wanted in {rules.plain(form) for form in (surname, f"{given} {surname}", f"{surname} {given}",
                          f"{given} {patronymic} {surname}", f"{surname} {given} {patronymic}", str(id))}
        }  # fmt: skip
        named |= set(Client.objects.filter(alias__iexact=words.strip()).values_list("pk", flat=True))
        if len(named) != 1:
            raise NotHere
        return named.pop()
