"""One card from its properties. One function per property, found by name; what has no function is kept as it is."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from butler.channels import phones
from butler.channels.partialdate import PartialDate, read_date
from butler.channels.vcard import values
from butler.channels.vcard.card import Address, Card, Dated, Handle, Mail, Name, Phone, Related
from butler.channels.vcard.lines import Problem, Property, Wrong

ONE_LINE = " ".join


class Draft:
    """A card while it is read: its lines, and what was read of them."""

    def __init__(self, line: int, region: str):
        self.line, self.region = line, region
        self.problems: list[Problem] = []
        self.lines: list[tuple[Property, str]] = []
        self.agents: list[Card] = []
        self.single: dict[str, Any] = {}
        self.many: dict[str, dict] = {}  # as keys: in order, each once
        self.labels: dict[str, str] = {}
        self.awaits_agent = False

    def add(self, name: str, value) -> None:
        """Once each: programs repeat what they know. Written twice in different words stays twice."""
        if value:
            self.many.setdefault(name, {})[value] = None

    def first(self, name: str, value) -> None:
        if value and not self.single.get(name):
            self.single[name] = value

    def label_of(self, line: Property) -> str:
        return self.labels.get(line.group, "") if line.group else values.label(line.param("LABEL"))

    def problem(self, line: Property, why: Wrong) -> None:
        self.problems.append(Problem(line.line, why))


def build(draft: Draft) -> Card:
    for line, text in draft.lines:
        if line.name in ("X-ABLABEL", "X-LABEL") and line.group:
            draft.labels[line.group] = values.label(text)
    for line, text in draft.lines:
        read = READERS.get(line.name)
        if read:
            read(draft, line, text)
        elif line.name not in SILENT:
            draft.add("others", (line.name, values.plain(text)))
    _place_loose_labels(draft)
    lists: dict[str, Any] = {name: tuple(found) for name, found in draft.many.items()}
    return Card(line=draft.line, agents=tuple(draft.agents), **draft.single, **lists)


def is_worth_keeping(card: Card) -> bool:
    return replace(card, line=0, version="", uid="", others=()) != Card(line=0)


# names


def _formatted_name(draft: Draft, line: Property, text: str) -> None:
    draft.first("formatted_name", ONE_LINE(values.plain(text).split()))


def _name(draft: Draft, line: Property, text: str) -> None:
    found = [ONE_LINE(part.split()) for part in values.parts(text)][:5]
    surname, given, patronymic, prefix, suffix = found + [""] * (5 - len(found))
    draft.first("name", Name(surname, given, patronymic, prefix, suffix) if any(found) else None)


def _nicknames(draft: Draft, line: Property, text: str) -> None:
    for nickname in values.listed(text):
        draft.add("nicknames", nickname)


def _organisation(draft: Draft, line: Property, text: str) -> None:
    found = [part for part in values.parts(text) if part]
    if not draft.single.get("organisation"):
        draft.first("organisation", found[0] if found else "")
        draft.first("department", ", ".join(found[1:]))
    elif found and found[0] != draft.single["organisation"]:
        draft.add("others", ("ORG", ", ".join(found)))


# ways to reach


def _phone(draft: Draft, line: Property, text: str) -> None:
    written = values.plain(text)
    for number in phones.several(written) if written else ():
        e164, extension = phones.normalise(number, draft.region)
        draft.add("phones", Phone(number, e164, extension, _kinds(line), draft.label_of(line)))


def _mail(draft: Draft, line: Property, text: str) -> None:
    address = values.mail_address(text)
    if address:
        draft.add("mails", Mail(address, _kinds(line), draft.label_of(line)))


def _url(draft: Draft, line: Property, text: str) -> None:
    draft.add("urls", values.plain(text))


def _handle(draft: Draft, line: Property, text: str, service: str = "") -> None:
    handle = values.plain(text)
    said = service or line.param("X-SERVICE-TYPE") or line.param("X-SERVICE") or line.param("TYPE")
    scheme, colon, rest = handle.partition(":")
    if not service and colon and not rest.startswith("//"):
        said, handle = said if line.name != "IMPP" else line.param("X-SERVICE-TYPE") or scheme, rest
    if handle:
        draft.add("handles", Handle(said.lower(), handle.removeprefix("x-apple:")))


def _kinds(line: Property) -> tuple[str, ...]:
    preferred = ("pref",) if line.params.get("PREF") and "pref" not in line.kinds else ()
    return tuple(kind for kind in line.kinds if kind != "internet") + preferred


# places


def _address(draft: Draft, line: Property, text: str) -> None:
    found = [", ".join(row.strip() for row in part.split("\n") if row.strip()) for part in values.parts(text)][:7]
    if not any(found):
        return
    box, extended, street, city, region, postcode, country = found + [""] * (7 - len(found))
    in_order = (street, extended, box, city, region, postcode, country)
    formatted = values.label(line.param("LABEL")) or ", ".join(part for part in in_order if part)
    whole_street = ", ".join(part for part in (street, extended, box) if part)
    label = draft.labels.get(line.group, "") if line.group else ""
    place = Address(formatted, whole_street, city, region, postcode, country, _kinds(line), label)
    draft.add("addresses", place)


def _loose_label(draft: Draft, line: Property, text: str) -> None:
    draft.add("loose_labels", Address(values.plain(text), kinds=_kinds(line)))


def _place_loose_labels(draft: Draft) -> None:
    """A LABEL is the envelope form of an ADR of the same kind; alone it is the address."""
    have = {place.kinds for place in draft.many.get("addresses", ())}
    for loose in draft.many.pop("loose_labels", ()):
        if loose.formatted and loose.kinds not in have:
            draft.add("addresses", loose)


# dates and people


def _birthday(draft: Draft, line: Property, text: str) -> None:
    draft.first("birthday", _date(draft, line, text))


def _dated(draft: Draft, line: Property, text: str, label: str = "") -> None:
    if when := _date(draft, line, text):
        draft.add("dates", Dated(label or draft.label_of(line) or "Anniversary", when))


def _date(draft: Draft, line: Property, text: str) -> PartialDate | None:
    written = values.plain(text)
    if not written:
        return None
    found = read_date(written, no_year=line.param("X-APPLE-OMIT-YEAR"))
    if found.is_unclear:
        draft.problem(line, Wrong.DATE_UNCLEAR)
    return found


def _related(draft: Draft, line: Property, text: str, relation: str = "") -> None:
    name = values.plain(text)
    said = relation or draft.label_of(line) or ", ".join(line.kinds)
    if name:
        draft.add("related", Related(said, name))


def _android(draft: Draft, line: Property, text: str) -> None:
    """`vnd.android.cursor.item/relation;Anna;14;;;...`: value, type, label."""
    kind, *rest = values.parts(text)
    value, code, label = [*rest, "", "", ""][:3]
    kind = kind.rpartition("/")[2]
    if kind == "nickname":
        draft.add("nicknames", value)
    elif kind == "relation" and value:
        draft.add("related", Related(label or ANDROID_RELATIONS.get(code, ""), value))
    elif kind == "contact_event" and value:
        _android_event(draft, line, value, code, label)
    elif value:
        draft.add("others", (line.name, ";".join([kind, *rest]).rstrip(";")))


def _android_event(draft: Draft, line: Property, value: str, code: str, label: str) -> None:
    if code == "3":
        _birthday(draft, line, value)
    else:
        _dated(draft, line, value, label or ("Anniversary" if code == "1" else "Other"))


ANDROID_RELATIONS = {
    "1": "Assistant", "2": "Brother", "3": "Child", "4": "Domestic Partner", "5": "Father", "6": "Friend",
    "7": "Manager", "8": "Mother", "9": "Parent", "10": "Partner", "11": "Referred by", "12": "Relative",
    "13": "Sister", "14": "Spouse",
}  # fmt: skip


# the rest


def _note(draft: Draft, line: Property, text: str) -> None:
    draft.add("notes", values.plain(text))


def _categories(draft: Draft, line: Property, text: str) -> None:
    for category in values.listed(text):
        draft.add("categories", category)


def _photo(draft: Draft, line: Property, text: str) -> None:
    if not line.raw.strip():
        return
    said = line.param("MEDIATYPE") or next(iter(line.kinds), "")
    is_link = line.param("VALUE").lower() in ("uri", "url") and not line.raw.lstrip().lower().startswith(b"data:")
    found = values.linked_photo(line.raw, said) if is_link else None
    found = found or values.photo(line.raw, said, in_base64=line.encoding == "base64")
    if found is None:
        draft.problem(line, Wrong.PHOTO_UNREADABLE)
    draft.add("photos", found)


def _languages(draft: Draft, line: Property, text: str) -> None:
    draft.add("languages", values.plain(text))


def _one(draft: Draft, line: Property, text: str, into: str = "") -> None:
    draft.first(into, values.plain(text))


def _gender(draft: Draft, line: Property, text: str) -> None:
    draft.first("gender", {"1": "F", "2": "M"}.get(values.plain(text), values.plain(text)[:1].upper()))


def _kind(draft: Draft, line: Property, text: str) -> None:
    draft.first("kind", values.plain(text).lower())


SILENT = {
    "X-ABLABEL", "X-LABEL", "X-ABADR", "REV", "PRODID", "MAILER", "CLASS", "KEY", "SOUND", "LOGO", "SOURCE", "PROFILE",
    "CLIENTPIDMAP", "XML", "X-APPLE-OMIT-YEAR", "X-IMAGETYPE", "X-IMAGEHASH", "X-SHARED-PHOTO-DISPLAY-PREF",
    "X-ABCROP-RECTANGLE", "X-CLASS", "X-REDUCTION", "X-NO", "X-PRODID", "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
}  # fmt: skip

READERS: dict[str, Callable[..., None]] = {
    "FN": _formatted_name, "N": _name, "NICKNAME": _nicknames, "X-NICKNAME": _nicknames,
    "ORG": _organisation, "TITLE": partial(_one, into="title"), "ROLE": partial(_one, into="role"),
    "X-EVOLUTION-ROLE": partial(_one, into="role"), "X-DEPARTMENT": partial(_one, into="department"),
    "TEL": _phone, "X-MS-TEL": _phone, "X-PHONE": _phone, "X-TEL": _phone,
    "EMAIL": _mail, "X-EMAIL": _mail, "X-MS-EMAIL": _mail,
    "URL": _url, "X-URL": _url, "X-EVOLUTION-BLOG-URL": _url, "X-KADDRESSBOOK-BLOGFEED": _url, "X-HOMEPAGE": _url,
    "ADR": _address, "LABEL": _loose_label,
    "BDAY": _birthday, "X-BDAY": _birthday, "X-BIRTHDAY": _birthday,
    "ANNIVERSARY": partial(_dated, label="Anniversary"), "X-ANNIVERSARY": partial(_dated, label="Anniversary"),
    "X-EVOLUTION-ANNIVERSARY": partial(_dated, label="Anniversary"), "X-ABDATE": _dated,
    "X-KADDRESSBOOK-X-ANNIVERSARY": partial(_dated, label="Anniversary"),
    "X-MS-ANNIVERSARY": partial(_dated, label="Anniversary"), "X-EVENT": _dated,
    "RELATED": _related, "X-ABRELATEDNAMES": _related, "X-SPOUSE": partial(_related, relation="Spouse"),
    "X-MANAGER": partial(_related, relation="Manager"), "X-ASSISTANT": partial(_related, relation="Assistant"),
    "X-MS-SPOUSE": partial(_related, relation="Spouse"), "X-MS-CHILD": partial(_related, relation="Child"),
    "X-MS-MANAGER": partial(_related, relation="Manager"), "X-MS-ASSISTANT": partial(_related, relation="Assistant"),
    "X-EVOLUTION-SPOUSE": partial(_related, relation="Spouse"),
    "X-EVOLUTION-MANAGER": partial(_related, relation="Manager"),
    "X-EVOLUTION-ASSISTANT": partial(_related, relation="Assistant"),
    "X-KADDRESSBOOK-X-SPOUSESNAME": partial(_related, relation="Spouse"),
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": partial(_related, relation="Assistant"),
    "X-KADDRESSBOOK-X-MANAGERSNAME": partial(_related, relation="Manager"),
    "X-ANDROID-CUSTOM": _android,
    "IMPP": _handle, "X-SOCIALPROFILE": _handle, "SOCIALPROFILE": _handle,
    "X-MS-IMADDRESS": partial(_handle, service="im"),
    **{
        f"X-{service}": partial(_handle, service=service.lower())
        for service in (
            "SKYPE", "SKYPE-USERNAME", "ICQ", "AIM", "JABBER", "MSN", "YAHOO", "GOOGLE-TALK", "GTALK", "QQ", "GADUGADU",
            "GROUPWISE", "TELEGRAM", "WHATSAPP", "VIBER", "WECHAT", "TWITTER", "FACEBOOK", "INSTAGRAM", "LINKEDIN",
        )
    },
    "NOTE": _note, "CATEGORIES": _categories, "X-CATEGORIES": _categories, "PHOTO": _photo, "X-MS-CARDPICTURE": _photo,
    "VERSION": partial(_one, into="version"), "UID": partial(_one, into="uid"), "TZ": partial(_one, into="time_zone"),
    "LANG": _languages, "GENDER": _gender, "X-GENDER": _gender, "X-WAB-GENDER": _gender,
    "KIND": _kind, "X-ADDRESSBOOKSERVER-KIND": _kind,
}  # fmt: skip
