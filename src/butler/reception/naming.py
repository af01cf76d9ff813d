"""What was read, in people's words: acts, moods, urgency, slots. Codes are in the rows, words are here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from butler.dossiers.models import Polarity, Topic
from butler.requests.models import Category

ACTS: dict[str, str | Promise] = {
    "options": pgettext_lazy("act", "propose"),
    "book": pgettext_lazy("act", "book"),
    "change": pgettext_lazy("act", "change"),
    "cancel": pgettext_lazy("act", "cancel"),
    "confirm": pgettext_lazy("act", "yes"),
    "decline": pgettext_lazy("act", "no"),
    "inform": pgettext_lazy("act", "for our knowledge"),
    "question": pgettext_lazy("act", "question"),
    "thanks": pgettext_lazy("act", "thanks"),
    "complaint": pgettext_lazy("act", "complaint"),
    "none": pgettext_lazy("act", "nothing asked"),
}

SUPPLIER: dict[str, str | Promise] = {
    "confirm": pgettext_lazy("supplier", "confirmed"),
    "tentative": pgettext_lazy("supplier", "not firm yet"),
    "waitlist": pgettext_lazy("supplier", "on the waiting list"),
    "decline": pgettext_lazy("supplier", "declined"),
    "offer": pgettext_lazy("supplier", "offers something else"),
    "question": pgettext_lazy("supplier", "asks us"),
    "cancel": pgettext_lazy("supplier", "cancels what was confirmed"),
    "auto_reply": pgettext_lazy("supplier", "automatic answer"),
    "thanks": pgettext_lazy("supplier", "thanks"),
    "other": pgettext_lazy("supplier", "for a person to read"),
}

MOODS: dict[str, str | Promise] = {
    "calm": pgettext_lazy("mood", "calm"),
    "pleased": pgettext_lazy("mood", "pleased"),
    "grateful": pgettext_lazy("mood", "grateful"),
    "anxious": pgettext_lazy("mood", "anxious"),
    "irritated": pgettext_lazy("mood", "irritated"),
    "angry": pgettext_lazy("mood", "angry"),
    "sad": pgettext_lazy("mood", "sad"),
    "excited": pgettext_lazy("mood", "excited"),
}

URGENCY: dict[str, str | Promise] = {
    "now": pgettext_lazy("urgency", "at once"),
    "today": pgettext_lazy("urgency", "today"),
    "soon": pgettext_lazy("urgency", "this week"),
    "whenever": pgettext_lazy("urgency", "no hurry"),
}

SLOTS: dict[str, str | Promise] = {
    "when": pgettext_lazy("slot", "when"),
    "until": pgettext_lazy("slot", "until"),
    "was": pgettext_lazy("slot", "was"),
    "party": pgettext_lazy("slot", "how many people"),
    "count": pgettext_lazy("slot", "how many"),
    "place": pgettext_lazy("slot", "where"),
    "city": pgettext_lazy("slot", "town"),
    "from": pgettext_lazy("slot", "from"),
    "to": pgettext_lazy("slot", "to"),
    "name": pgettext_lazy("slot", "what"),
    "kind": pgettext_lazy("slot", "kind"),
    "people": pgettext_lazy("slot", "for whom"),
    "budget": pgettext_lazy("slot", "budget"),
    "price": pgettext_lazy("slot", "price"),
    "class": pgettext_lazy("slot", "class"),
    "duration": pgettext_lazy("slot", "how long"),
    "ref": pgettext_lazy("slot", "number"),
    "hold_until": pgettext_lazy("slot", "held until"),
    "notes": pgettext_lazy("slot", "also"),
}

NEEDS: dict[str, str | Promise] = {
    "car_from_airport": pgettext_lazy("need", "a car from the airport"),
    "car_to_airport": pgettext_lazy("need", "a car to the airport"),
    "car_there": pgettext_lazy("need", "a car there"),
    "car_home": pgettext_lazy("need", "a car home"),
    "meeting_at_aircraft": pgettext_lazy("need", "meeting at the aircraft"),
    "connection_help": pgettext_lazy("need", "help with the connection"),
    "wheelchair": pgettext_lazy("need", "a wheelchair"),
    "early_breakfast": pgettext_lazy("need", "an early breakfast"),
    "late_checkout": pgettext_lazy("need", "a late check-out"),
    "early_checkin": pgettext_lazy("need", "an early check-in"),
    "quiet_first_day": pgettext_lazy("need", "a quiet first day"),
    "child_seat": pgettext_lazy("need", "a child's seat"),
    "bassinet": pgettext_lazy("need", "a bassinet"),
    "child_meal": pgettext_lazy("need", "a child's meal"),
    "child_bed": pgettext_lazy("need", "a child's bed"),
    "nanny": pgettext_lazy("need", "a nanny"),
    "consent_of_parent": pgettext_lazy("need", "a parent's consent"),
    "early_supper": pgettext_lazy("need", "supper before"),
    "late_supper": pgettext_lazy("need", "supper after"),
    "interpreter": pgettext_lazy("need", "an interpreter"),
    "foreign_menu": pgettext_lazy("need", "a menu in their language"),
    "flowers": pgettext_lazy("need", "flowers to go with it"),
    "cake": pgettext_lazy("need", "a cake"),
    "quiet_table": pgettext_lazy("need", "a quiet table"),
    "private_room": pgettext_lazy("need", "a private room"),
    "passport_check": pgettext_lazy("need", "a look at the passport"),
    "visa_check": pgettext_lazy("need", "a look at the visa"),
    "insurance": pgettext_lazy("need", "an insurance"),
    "sport_luggage": pgettext_lazy("need", "room for sports luggage"),
    "pet_care": pgettext_lazy("need", "care for the pets"),
    "special_meal": pgettext_lazy("need", "a special meal"),
    "warned_kitchen": pgettext_lazy("need", "a word to the kitchen"),
    "train_instead": pgettext_lazy("need", "a train instead"),
    "call_from_lead": pgettext_lazy("need", "a call from the lead"),
    "call_to_reassure": pgettext_lazy("need", "a call to reassure"),
    "quiet_days": pgettext_lazy("need", "days kept free"),
    "masseur": pgettext_lazy("need", "a masseur"),
    "doctor_question": pgettext_lazy("need", "a question to the doctor"),
    "doctor_at_home": pgettext_lazy("need", "a doctor at home"),
    "lift_and_steps": pgettext_lazy("need", "the lift and the steps, asked beforehand"),
    "rain_plan": pgettext_lazy("need", "a plan for rain"),
    "dress_code_word": pgettext_lazy("need", "a word on the dress code"),
    "cheaper_option": pgettext_lazy("need", "something less dear"),
    "bigger_car": pgettext_lazy("need", "a bigger car"),
}

WHY_NOT_READ: dict[str, str | Promise] = {
    "too_slow": _("reading it took too long"),
    "too_big": _("reading it took too much memory"),
    "forbidden": _("the file tried to reach the outside"),
    "refused": _("the file is not what its name says"),
    "crashed": _("reading it failed"),
    "unreadable": _("it could not be read; it is kept as it came"),
    "tried_too_often": _("sorting it failed several times; it is kept as it came"),
}


def category_name(code: str) -> str:
    """How a category is called; a code that we do not know names itself."""
    return str(Category(code).label) if code in Category.values else str(ACTS["none"]) if code == "none" else code


def guess_name(kind: str, code: str, act: str) -> str:
    """ "restaurant: book", "seating: likes", "declined": one line for a tap."""
    if kind == "need":
        return str(NEEDS.get(code, code))
    if kind == "supplier":
        return str(SUPPLIER.get(act or code, act or code))
    if kind == "preference":
        names = [Topic(code).label if code in Topic.values else code, _polarity(act)]
    else:
        names = [category_name(code) if code and code != "none" else "", str(ACTS.get(act, act))]
    return ": ".join(str(name) for name in names if name)


def _polarity(act: str) -> str:
    return str(Polarity(act).label) if act in Polarity.values else act
