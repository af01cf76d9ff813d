"""The journal in words: what was done, what was opened, for what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from butler.dossiers.access import Look
from butler.dossiers.forms import REASONS
from butler.dossiers.models import Compartment
from butler.staff.models import Staff

DID = {
    "opened": _("opened"),
    "revealed": _("revealed a closed value"),
    "signed.in": _("signed in"),
    "sessions.ended": _("ended other sessions"),
    "journal.exported": _("exported the journal"),
    "month_letter.wanted": _("wrote down that the client wants the letter of each month"),
    "month_letter.not_wanted": _("wrote down that the client wants no letter of the month"),
    "month_letter.drafted": _("drafted the letter of the month"),
    "month_letter.rewritten": _("wrote the letter of the month anew"),
    "report.taken": _("took a report away"),
    "house.founded": _("founded the house"),
    "house.week": _("changed the hours of the house"),
    "house.day": _("gave a day hours of its own"),
    "house.day_forgotten": _("made a day like any other again"),
    "staff.added": _("added a colleague"),
    "staff.moved": _("changed a colleague's role or team"),
    "staff.let_go": _("closed the house to a colleague"),
    "staff.taken_back": _("opened the house to a colleague again"),
    "staff.password_renewed": _("renewed a colleague's first password"),
    "client.admitted": _("admitted a client"),
    "client.edited": _("changed the card"),
    "client.handed_over": _("handed the client over"),
    "grant.given": _("gave a grant"),
    "grant.ended": _("ended a grant"),
    "person.added": _("added somebody close"),
    "person.edited": _("changed somebody close"),
    "person.removed": _("took somebody close out"),
    "person.restored": _("brought somebody close back"),
    "contact.added": _("added a contact"),
    "network.leafed": _("leafed through the book of contacts"),
    "contact.edited": _("changed a contact"),
    "contact.removed": _("took a contact out"),
    "contact.restored": _("brought a contact back"),
    "contact.asked": _("asked a contact of the network"),
    "contact.thanked": _("thanked a contact of the network"),
    "contact.thanks_taken_back": _("took thanks back"),
    "contact.changed": _("changed a contact of the network"),
    "organisation.added": _("added an organisation"),
    "organisation.changed": _("changed an organisation"),
    "article.written": _("wrote an article"),
    "article.changed": _("changed an article"),
    "article.removed": _("took an article out"),
    "article.restored": _("brought an article back"),
    "article.proposed": _("proposed an article"),
    "article.accepted": _("took an article that was proposed"),
    "occasion.added": _("added a date"),
    "occasion.edited": _("changed a date"),
    "occasion.removed": _("took a date out"),
    "occasion.restored": _("brought a date back"),
    "preference.added": _("added a preference"),
    "preference.edited": _("changed a preference"),
    "preference.confirmed": _("confirmed a preference"),
    "preference.contradicted": _("doubted a preference"),
    "preference.removed": _("took a preference out"),
    "preference.restored": _("brought a preference back"),
    "document.added": _("added a document"),
    "document.edited": _("changed a document"),
    "document.numbered": _("wrote a document's number"),
    "document.removed": _("took a document out"),
    "document.restored": _("brought a document back"),
    "identity.added": _("added an identity value"),
    "identity.removed": _("took an identity value out"),
    "identity.restored": _("brought an identity value back"),
    "health.added": _("added a health note"),
    "health.removed": _("took a health note out"),
    "health.restored": _("brought a health note back"),
    "finance.added": _("added a finance value"),
    "finance.removed": _("took a finance value out"),
    "finance.restored": _("brought a finance value back"),
    "mandate.added": _("added a mandate"),
    "mandate.edited": _("changed a mandate"),
    "mandate.ended": _("ended a mandate"),
    "mandate.removed": _("took a mandate out"),
    "mandate.restored": _("brought a mandate back"),
    "gift.added": _("wrote a present down"),
    "gift.edited": _("changed a present"),
    "gift.removed": _("took a present out"),
    "gift.restored": _("brought a present back"),
    "note.added": _("wrote a note"),
    "note.removed": _("took a note out"),
    "note.restored": _("brought a note back"),
    "request.opened": _("opened a request"),
    "request.state": _("moved a request on"),
    "request.unmade": _("took a new request back"),
    "request.told": _("told the client by voice"),
    "request.untold": _("took back that the client was told"),
    "request.kept": _("keeps a request whose clock runs out"),
    "clock.rang": _("a clock of a request nears its end"),
    "clocks.terms": _("changed the terms of clocks"),
    "clocks.terms_forgotten": _("went back to the first terms of clocks"),
    "task.unmade": _("took a new task back"),
    "task.added": _("added a task"),
    "task.accepted": _("accepted a task's place"),
    "task.moved": _("moved a task"),
    "task.done": _("finished a task"),
    "task.reopened": _("reopened a task"),
    "task.snoozed": _("put a task off"),
    "task.handed_over": _("handed a task over"),
    "shift.closed": _("closed the shift"),
    "shift.opened_again": _("opened the shift again"),
    "task.inherited": _("a task went to an heir"),
    "hand_over.offered": _("offered work to a colleague"),
    "hand_over.accepted": _("took work over"),
    "hand_over.refused": _("refused to take work over"),
    "hand_over.waits_again": _("took an answer to a hand-over back"),
    "hand_over.withdrawn": _("kept what was offered"),
    "hand_over.ended": _("a hand-over ended"),
    "request.came_back": _("a request came back after a cover"),
    "task.taken_back": _("took a move back"),
    "tasks.arranged": _("arranged tasks"),
    "tasks.rescored": _("scored the tasks anew"),
    "booking.wanted": _("wanted a booking"),
    "booking.held": _("held a booking"),
    "booking.evidence": _("added evidence to a booking"),
    "booking.state": _("the state of a booking changed"),
    "booking.instructed": _("compiled a booking's instructions"),
    "booking.instruction": _("changed an instruction"),
    "booking.cancelled": _("cancelled a booking"),
    "trip.planned": _("planned a trip"),
    "trip.leg": _("added a leg of a trip"),
    "foresight.proposed": _("proposed before being asked"),
    "anticipation.taken": _("took a proposal on"),
    "anticipation.dismissed": _("dismissed a proposal"),
    "conversation.begun": _("began a conversation"),
    "conversation.rested": _("put a conversation to rest"),
    "conversation.woken": _("woke a conversation"),
    "conversation.sorted": _("gave a conversation to its client"),
    "conversation.owned": _("said who answers in a conversation"),
    "conversation.merged": _("merged two conversations"),
    "conversation.split": _("took a conversation apart"),
    "conversation.regrouping_taken_back": _("put conversations back as they were"),
    "message.arrived": _("laid down what arrived"),
    "message.note": _("wrote a note for the team"),
    "message.edited": _("kept a message's earlier words"),
    "message.read": _("read a message into proposals"),
    "message.unreadable": _("could not read a message"),
    "message.unreadable_seen": _("looked at an unreadable message"),
    "message.vouched": _("knew the sender of a doubted message"),
    "message.taken_back": _("took back what was written down"),
    "message.read_by_hand": _("wrote down what a message says"),
    "attachment.fetched": _("brought a file"),
    "proposal.taken": _("took a proposal"),
    "proposal.corrected": _("corrected a proposal"),
    "proposal.dismissed": _("set a proposal aside"),
    "proposal.taken_back": _("took a decision back"),
    "house.learn_asked": _("asked the house to learn"),
    "house.learnt": _("the house learnt from corrections"),
    "house.forgot": _("had the house forget what it learnt"),
    "mood.said": _("said how a message sounded"),
    "request.message_moved": _("loosened a request from a moved message"),
    "message.in": _("a message came"),
    "message.out": _("a message left"),
    "letters.drafted": _("drafted letters"),
    "letter.approved": _("approved a letter"),
    "letter.edited": _("edited a letter"),
    "letter.withdrawn": _("withdrew a letter"),
    "letter.taken_back": _("took a letter back"),
    "letter.sent": _("a letter left"),
    "letter.uncertain": _("a letter may have left"),
    "letter.failed": _("a letter did not go"),
    "letter.another_way": _("a letter takes another channel"),
    "letter.settled": _("decided about a letter"),
    "letter.unsettled": _("took a decision about a letter back"),
    "account.added": _("added an account"),
    "request.said_again": _("heard the same wish again"),
    "ride.given": _("gave a ride to another driver"),
    "booking.move_asked": _("asked a supplier to move a booking"),
    "booking.off_asked": _("asked a supplier to release a booking"),
    "booking.change": _("a change of a booking was answered"),
    "booking.altered": _("changed a booking as its supplier agreed"),
    "house.origin": _("changed where letters are answered"),
    "leg.late": _("heard that a leg is late"),
    "connection.judged": _("judged a connection"),
    "connection.missed": _("began to look for another seat"),
    "booking.later": _("told a supplier that the guest comes later"),
    "trip.leg_carried": _("moved a leg to another booking"),
    "ride.moved": _("moved a ride"),
    "account.token_renewed": _("renewed the token of an account"),
    "account.changed": _("changed an account"),
    "account.switched": _("switched an account"),
    "account.checked": _("tried an account's connection"),
    "account.webhook_wanted": _("chose how a bot's messages come"),
    "account.webhook": _("told Telegram how a bot's messages come"),
    "account.fails": _("an account fails"),
    "account.works": _("an account works again"),
}
OPENED = {
    "dossiers.client": _("card"),
    "dossiers.person": _("circle"),
    "dossiers.contactpoint": _("contacts"),
    "dossiers.occasion": _("dates"),
    "dossiers.preference": _("preferences"),
    "dossiers.documentnumber": _("document number"),
    "dossiers.identitynote": _("identity"),
    "dossiers.healthnote": _("health"),
    "dossiers.financenote": _("finance"),
    "dossiers.gift": _("presents"),
    "dossiers.note": _("notes"),
    "requests.clientrequest": _("requests"),
    "requests.task": _("tasks"),
    "bookings.booking": _("bookings"),
    "bookings.evidence": _("evidence"),
    "bookings.instruction": _("instructions"),
    "travel.trip": _("trips"),
    "calendars.source": _("calendars"),
    "calendars.event": _("calendar"),
    "correspondence.conversation": _("conversations"),
    "correspondence.message": _("messages"),
    "correspondence.rawmessage": _("raw mail"),
    "correspondence.attachment": _("files"),
    "correspondence.letter": _("letters"),
    "foresight.idea": _("ideas"),
    "briefs.digestline": _("digest"),
    "reception.batch": _("imports"),
    "reception.batchfile": _("imports"),
    "reception.importedrow": _("imports"),
}
PURPOSES = {
    "morning": _("The morning"),
    "import": _("Import"),
    "demo": _("The demo house"),
    "founding": _("Founding"),
    "rescore": _("Scoring of tasks"),
    "clocks": _("Clocks of requests"),
    "recompute": _("State of bookings"),
    "sort": _("Sorting of mail"),
    "calendars": _("Reading of calendars"),
    "month": _("Letters of the month"),
}
ORDER = list(OPENED)


@dataclass(frozen=True)
class Words:
    """One reading of a dossier, ready for a page."""

    staff: Staff | None
    purpose: str
    day: date
    last_at: datetime
    times: int
    opened: str
    revealed: tuple[tuple[str, str], ...]
    only_name: bool

    @classmethod
    def of_look(cls, look: Look) -> "Words":
        return cls(
            staff=look.staff,
            purpose=purpose(look.purpose),
            day=look.day,
            last_at=look.last_at,
            times=look.times,
            opened=opened(look.fields),
            revealed=tuple((compartment(name).lower(), reason(why)) for name, why in look.revealed),
            only_name=look.only_name,
        )


def did(what: str) -> str:
    """What was done; what has no words yet stands as its code."""
    return str(DID.get(what, what))


def opened(fields: Iterable[str]) -> str:
    """ "card, circle, notes": the parts whose sealed fields were opened."""
    models = sorted({name.rsplit(".", 1)[0] for name in fields}, key=lambda model: (_place(model), model))
    return ", ".join(dict.fromkeys(str(OPENED.get(model, model)) for model in models))


def purpose(code: str) -> str:
    """Which work of the house it was, when nobody acted in person."""
    return str(PURPOSES.get(code, code))


def reason(code: str) -> str:
    """What a closed value was shown for."""
    return str(dict(REASONS).get(code, code))


def compartment(code: str) -> str:
    """The name of a compartment."""
    return str(Compartment(code).label) if code in Compartment.values else code


def details(what: str, detail: dict[str, Any], people: dict[int, Staff]) -> str:
    """The rest of a line: which parts, whose, why."""
    said = [opened(detail["fields"]) if what == "opened" else ""]
    if "compartment" in detail:
        said.append(compartment(detail["compartment"]))
    if what == "revealed":
        said.append(reason(detail.get("reason", "")))
    for name in ("staff", "led_by"):
        if detail.get(name) in people:
            said.append(str(people[detail[name]]))
    return ", ".join(filter(None, said))


def _place(model: str) -> int:
    return ORDER.index(model) if model in OPENED else len(ORDER)
