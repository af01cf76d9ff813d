"""A tolerant reader of vCard 2.1, 3.0 and 4.0: what old telephones and mail programs really write.

A broken line costs that line and is reported; the rest of the card and of the file survives.
Pure: bytes in, values out. Run it on strangers' bytes through `ground.limited`.
"""

import hashlib
from pathlib import Path

from butler.channels import charsets, phones
from butler.channels.vcard import building
from butler.channels.vcard.building import Draft
from butler.channels.vcard.card import Card, Photo, Reading
from butler.channels.vcard.lines import Problem, Property, Wrong, cut, properties, text_of, value_bytes

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 4  # an assistant's card in a card, and his in his

IN_BINARY = {"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"}


def read(content: bytes, *, encoding: str | None = None, region: str = phones.REGION) -> Reading:
    """Every card of a file, in order, and what could not be read of it. Never raises."""
    problems: list[Problem] = []
    if len(content) > MAX_BYTES:
        return Reading((), (Problem(0, Wrong.FILE_TOO_LARGE),))
    told = charsets.charset(encoding)
    plain, decoded = charsets.unwrap(content, told)
    return _read(plain, problems, told=None if told == "utf-8" else told, decoded=decoded, region=region)


def read_text(content: str, *, region: str = phones.REGION) -> Reading:
    """A card that is text already; what its lines say of charsets speaks of the past."""
    problems: list[Problem] = []
    plain = content.lstrip("\ufeff").encode("utf-8", "replace")[:MAX_BYTES]
    return _read(plain, problems, told=None, decoded=True, region=region)


def _read(plain: bytes, problems: list[Problem], *, told: str | None, decoded: bool, region: str) -> Reading:
    lines = list(properties(plain, problems))
    unlabelled = (value_bytes(line) for line in lines if line.name not in IN_BINARY and not line.param("CHARSET"))
    desk = _Desk(problems, told or charsets.guess_together(unlabelled), decoded, region)
    for line in lines:
        desk.take(line)
    return desk.leave()


class _Desk:
    """Where lines become cards: a stack, for a card may hold an assistant's card."""

    def __init__(self, problems: list[Problem], file_charset: str | None, decoded: bool, region: str):
        self.problems, self.region = problems, region
        self.file_charset, self.decoded = file_charset, decoded
        self.open: list[Draft] = []
        self.cards: list[Card] = []
        self.last_line = 0

    def take(self, line: Property) -> None:
        self.last_line = line.line
        marks_card = line.name in ("BEGIN", "END") and line.raw.strip().upper() == b"VCARD"
        if marks_card and line.name == "BEGIN":
            self._begin(line)
        elif marks_card:
            self._end(line)
        else:
            self._keep(line)

    def leave(self) -> Reading:
        while self.open:
            self.problems.append(Problem(self.open[-1].line, Wrong.CARD_WITHOUT_END))
            self._close()
        if not self.cards:
            self.problems.append(Problem(0, Wrong.NO_CARD_IN_FILE))
        return Reading(tuple(self.cards), tuple(sorted(self.problems, key=lambda problem: problem.line)))

    def _begin(self, line: Property) -> None:
        while self.open and not self.open[-1].awaits_agent:
            self.problems.append(Problem(self.open[-1].line, Wrong.CARD_WITHOUT_END))
            self._close()
        if len(self.open) >= MAX_DEPTH:
            self.problems.append(Problem(line.line, Wrong.NESTED_TOO_DEEP))
            while self.open:
                self._close()
        self.open.append(Draft(line.line, self.region))

    def _end(self, line: Property) -> None:
        if not self.open:
            self.problems.append(Problem(line.line, Wrong.END_WITHOUT_CARD))
            return
        self._close()

    def _keep(self, line: Property) -> None:
        if not self.open:
            if line.name not in building.READERS:
                self.problems.append(Problem(line.line, Wrong.OUTSIDE_A_CARD))
                return
            self.problems.append(Problem(line.line, Wrong.CARD_WITHOUT_BEGIN))
            self.open.append(Draft(line.line, self.region))
        draft = self.open[-1]
        if line.name == "AGENT":
            self._agent(draft, line)
            return
        draft.awaits_agent = False
        draft.lines.append((line, self._text(line)))

    def _text(self, line: Property) -> str:
        if line.name in IN_BINARY:
            return ""
        return text_of(line, file_charset=self.file_charset, decoded=self.decoded)

    def _agent(self, draft: Draft, line: Property) -> None:
        """The assistant's card: on the following lines, or folded into this one with escapes."""
        text = self._text(line).strip()
        begin = cut(text.encode()[:200], line.line) if text else None
        if not text:
            draft.awaits_agent = True
        elif begin and begin.name == "BEGIN" and len(text) < 1_000_000:
            inner = text.replace("\\n", "\n").replace("\\N", "\n").replace("\\;", ";").replace("\\,", ",")
            if "\\\\n" not in text and inner.upper().count("BEGIN:VCARD") <= MAX_DEPTH:
                draft.agents.extend(read_text(inner, region=self.region).cards)
        elif text:
            draft.lines.append((Property(line.line, "", "X-ASSISTANT", {}, line.raw), text))

    def _close(self) -> None:
        draft = self.open.pop()
        card = building.build(draft)
        self.problems.extend(draft.problems)
        if self.open and self.open[-1].awaits_agent:
            self.open[-1].awaits_agent = False
            self.open[-1].agents.append(card)
            return
        self.cards.append(card)
        if not building.is_worth_keeping(card):
            self.problems.append(Problem(draft.line, Wrong.EMPTY_CARD))


def read_case(case: dict, root: Path) -> dict:
    """One line of `butler read vcard`: a file under `root`, or the card itself."""
    if "vcard" in case:
        found = read_text(str(case["vcard"]))
    else:
        path = (root / case["file"]).resolve()
        if not path.is_relative_to(root.resolve()):
            raise ValueError("the file is outside the folder given")
        found = read(path.read_bytes(), encoding=case.get("encoding"))
    return {"cards": [as_case(card) for card in found.cards]}


def as_case(card: Card) -> dict:
    return {
        "name": card.full_name,
        "tel": [phone.written for phone in card.phones],
        "email": [mail.address for mail in card.mails],
        "org": ", ".join(part for part in (card.organisation, card.department) if part),
        "title": card.title,
        "birthday": str(card.birthday) if card.birthday else "",
        "addresses": [place.formatted for place in card.addresses],
        "urls": list(card.urls),
        "notes": list(card.notes),
        "categories": list(card.categories),
        "photos": [_photo_as_case(photo) for photo in card.photos],
    }


def _photo_as_case(photo: Photo) -> dict:
    if photo.link:
        return {"type": photo.media_type, "link": photo.link}
    digest = hashlib.sha256(photo.content).hexdigest()
    return {"type": photo.media_type, "bytes": len(photo.content), "sha256": digest}
