"""Clients, and contacts of the network, from CSV with the header of `docs/import.md`.

A record with a cell that cannot be read stays out and is reported with line, column and reason; the rest goes in.
Pure: bytes in, values out.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import available_timezones

from butler.channels import charsets, phones
from butler.channels.csvfile import header
from butler.channels.partialdate import PartialDate, read_date

MAX_BYTES = 32 * 1024 * 1024
MAX_RECORD_LINES = 200  # a quotation mark that never closes may cost one line, not the file
MAX_CELL_LETTERS = 20_000
ZONES = frozenset(available_timezones())
NAME_LETTERS, SHORT_LETTERS = 160, 80

FREE_TEXT = ("notes", "opens", "phones", "phone", "mails", "mail", "street", None)

csv.field_size_limit(MAX_BYTES)


class Sort(StrEnum):
    CLIENTS = "clients"
    CONTACTS = "contacts"
    UNKNOWN = "unknown"


class Wrong(StrEnum):
    """Why a record stays out."""

    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    HEADER_UNKNOWN = "header_unknown"
    COLUMN_UNKNOWN = "column_unknown"  # the column is not read; the records are
    QUOTE_NOT_CLOSED = "quote_not_closed"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    NAME_MISSING = "name_missing"
    GENDER_UNKNOWN = "gender_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    ZONE_UNKNOWN = "zone_unknown"
    ADDRESS_UNKNOWN = "address_unknown"
    FORMALITY_UNKNOWN = "formality_unknown"
    TIER_UNKNOWN = "tier_unknown"
    DATE_UNCLEAR = "date_unclear"
    PHONE_UNREADABLE = "phone_unreadable"
    MAIL_UNREADABLE = "mail_unreadable"
    KIND_UNKNOWN = "kind_unknown"
    CLASS_UNKNOWN = "class_unknown"


@dataclass(frozen=True)
class Problem:
    line: int
    why: Wrong
    column: int = 0  # 1 is the first; 0: the whole record


@dataclass(frozen=True)
class Phone:
    written: str
    e164: str


@dataclass(frozen=True)
class ClientRecord:
    line: int
    surname: str
    given_name: str
    patronymic: str
    gender: str
    language: str
    zone: str
    city: str
    address: str
    is_formal: bool
    tier: str
    birthday: PartialDate | None
    phones: tuple[Phone, ...]
    mails: tuple[str, ...]
    telegram: str
    manager: str  # the mail address of the colleague who leads; empty: whoever imports
    notes: str
    said: frozenset[str]  # fields with a word in their cell; the others hold what is usual


@dataclass(frozen=True)
class ContactRecord:
    line: int
    organisation: str
    kind: str
    city: str
    street: str
    klass: int
    person: str
    role: str
    phone: str
    mail: str
    telegram: str
    site: str
    opens: tuple[str, ...]
    notes: str
    said: frozenset[str]


@dataclass(frozen=True)
class Reading:
    sort: Sort
    records: tuple[ClientRecord | ContactRecord, ...]
    problems: tuple[Problem, ...]


class Unreadable(Exception):
    """A cell says nothing that we know."""

    def __init__(self, why: Wrong, field: str = ""):
        super().__init__(why)
        self.why, self.field = why, field


def read(content: bytes) -> Reading:
    """All records of a file. Never raises: what is wrong is a problem with its line."""
    if len(content) > MAX_BYTES:
        return Reading(Sort.UNKNOWN, (), (Problem(0, Wrong.FILE_TOO_LARGE),))
    lines = _lines(charsets.decode_file(content))
    at = next((at for at, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return Reading(Sort.UNKNOWN, (), (Problem(0, Wrong.FILE_EMPTY),))
    delimiter, sort, fields = _understand(lines[at])
    if sort is Sort.UNKNOWN:
        return Reading(sort, (), (Problem(at + 1, Wrong.HEADER_UNKNOWN),))
    problems = _unknown_columns(lines[at], delimiter, fields, at + 1)
    records = []
    build = _client if sort is Sort.CLIENTS else _contact
    for line, cells in _records(lines, at + 1, delimiter, fields, problems):
        try:
            records.append(build(line, _named(cells, fields)))
        except Unreadable as refusal:
            column = fields.index(refusal.field) + 1 if refusal.field in fields else 0
            problems.append(Problem(line, refusal.why, column))
    return Reading(sort, tuple(records), tuple(sorted(problems, key=lambda problem: problem.line)))


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\n|\r", text.replace("\0", ""))
    if lines and re.fullmatch(r"sep=.", lines[0]):
        lines[0] = ""  # a note from Excel to itself
    return lines


def _understand(first: str) -> tuple[str, Sort, list[str | None]]:
    """The delimiter and the sort of records under which the header says most."""
    ways = [
        (delimiter, sort, header.columns(_cells(first, delimiter), known))
        for delimiter in ";,\t|"
        for sort, known in ((Sort.CLIENTS, header.CLIENT_COLUMNS), (Sort.CONTACTS, header.CONTACT_COLUMNS))
    ]
    best = max(ways, key=lambda way: sum(field is not None for field in way[2]))
    needed = {"surname", "given_name"} if best[1] is Sort.CLIENTS else {"organisation", "person"}
    return best if needed & set(best[2]) else (best[0], Sort.UNKNOWN, [])


def _unknown_columns(first: str, delimiter: str, fields: list[str | None], line: int) -> list[Problem]:
    named = enumerate(zip(_cells(first, delimiter), fields, strict=True), 1)
    return [Problem(line, Wrong.COLUMN_UNKNOWN, at) for at, (cell, field) in named if field is None and cell.strip()]


def _records(
    lines: list[str], at: int, delimiter: str, fields: list[str | None], problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """The line where each record starts, and its cells."""
    while at < len(lines):
        line, at = at, at + 1
        if not lines[line].strip():
            continue
        last = _last_line(lines, line)
        if last is None:
            problems.append(Problem(line + 1, Wrong.QUOTE_NOT_CLOSED))
            continue
        at = last + 1
        cells = _cells("\n".join(lines[line:at]), delimiter)
        if at - line > 1 and _swallowed_others(cells, fields):
            problems.append(Problem(line + 1, Wrong.QUOTE_NOT_CLOSED))
            at = line + 1
            continue
        if any(cell.strip() for cell in cells):
            yield line + 1, cells


def _swallowed_others(cells: list[str], fields: list[str | None]) -> bool:
    """Two lines with one quotation mark each, and everything between them in one cell."""
    named = zip(cells, fields, strict=False)
    return len(cells) > len(fields) or any("\n" in cell for cell, field in named if field not in FREE_TEXT)


def _last_line(lines: list[str], first: int) -> int | None:
    """Where the record ends: its quotation marks are in pairs."""
    is_open = False
    for at in range(first, min(first + MAX_RECORD_LINES, len(lines))):
        is_open ^= lines[at].count('"') % 2 == 1
        if not is_open:
            return at
    return None


def _cells(record: str, delimiter: str) -> list[str]:
    rows = list(csv.reader([record + "\n"] if "\n" not in record else record.splitlines(True), delimiter=delimiter))
    return [cell for row in rows for cell in row]


def _named(cells: list[str], fields: list[str | None]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(fields) :]):
        raise Unreadable(Wrong.TOO_MANY_CELLS)
    named = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field}
    for field, cell in named.items():
        if len(cell) > _longest(field):
            raise Unreadable(Wrong.CELL_TOO_LONG, field)
    return named


def _longest(field: str) -> int:
    if field in FREE_TEXT:
        return MAX_CELL_LETTERS
    return NAME_LETTERS if field in ("organisation", "person", "street", "site") else SHORT_LETTERS


def _client(line: int, said: dict[str, str]) -> ClientRecord:
    if not said.get("surname") and not said.get("given_name"):
        raise Unreadable(Wrong.NAME_MISSING)
    return ClientRecord(
        line=line,
        surname=said.get("surname", ""),
        given_name=said.get("given_name", ""),
        patronymic=said.get("patronymic", ""),
        gender=_word(said, "gender", header.GENDERS, Wrong.GENDER_UNKNOWN),  # stored, never guessed from a name
        language=_word(said, "language", header.LANGUAGES, Wrong.LANGUAGE_UNKNOWN, "ru"),
        zone=_zone(said),
        city=said.get("city", ""),
        address=_word(said, "address", header.ADDRESSES, Wrong.ADDRESS_UNKNOWN, _usual_address(said)),
        is_formal=_word(said, "you", header.FORMALITIES, Wrong.FORMALITY_UNKNOWN, True),
        tier=_word(said, "tier", header.TIERS, Wrong.TIER_UNKNOWN, "regular"),
        birthday=_birthday(said),
        phones=tuple(_each(said, "phones", r"[,;/\n]", _phone)),
        mails=tuple(_each(said, "mails", r"[,;\s]", _mail)),
        telegram=_telegram(said),
        manager=said.get("manager", "").lower(),
        notes=said.get("notes", ""),
        said=_said(said),
    )


def _contact(line: int, said: dict[str, str]) -> ContactRecord:
    if not said.get("organisation") and not said.get("person"):
        raise Unreadable(Wrong.NAME_MISSING)
    mails = _each(said, "mail", r"[,;\s]", _mail)
    numbers = [phone.e164 for phone in _each(said, "phone", r"[,;/\n]", _phone)]
    return ContactRecord(
        line=line,
        organisation=said.get("organisation", ""),
        kind=_word(said, "kind", header.KIND_OF_WORD, Wrong.KIND_UNKNOWN, "other"),
        city=said.get("city", ""),
        street=said.get("street", ""),
        klass=_class(said),
        person=said.get("person", ""),
        role=said.get("role", ""),
        phone=numbers[0] if numbers else "",
        mail=mails[0] if mails else "",
        telegram=_telegram(said),
        site=said.get("site", ""),
        opens=tuple(_each(said, "opens", r"[;\n]", str)),
        notes="\n".join([*filter(None, [said.get("notes")]), *numbers[1:], *mails[1:]]),
        said=_said(said),
    )


def _said(said: dict[str, str]) -> frozenset[str]:
    return frozenset(field for field, cell in said.items() if cell)


def _word(said: dict[str, str], field: str, words: dict, why: Wrong, otherwise=None):
    cell = " ".join(said.get(field, "").lower().rstrip(".").split())
    if not cell and otherwise is not None:
        return otherwise
    if cell not in words:
        raise Unreadable(why, field)
    return words[cell]


def _each(said: dict[str, str], field: str, separators: str, read_one: Callable) -> list:
    parts = [part.strip() for part in re.split(separators, said.get(field, ""))]
    try:
        return [read_one(part) for part in dict.fromkeys(parts) if part]
    except Unreadable as refusal:
        raise Unreadable(refusal.why, field) from refusal


def _phone(written: str) -> Phone:
    e164, _ = phones.normalise(written)
    if e164 is None:
        raise Unreadable(Wrong.PHONE_UNREADABLE)
    return Phone(written, e164)


MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)+")


def _mail(written: str) -> str:
    if len(written) > 254 or not MAIL.fullmatch(written):
        raise Unreadable(Wrong.MAIL_UNREADABLE)
    return written


def _telegram(said: dict[str, str]) -> str:
    return re.sub(r"^(?:https?://)?t\.me/|^@", "", said.get("telegram", ""))[:40]


def _birthday(said: dict[str, str]) -> PartialDate | None:
    if not said.get("birthday"):
        return None
    found = read_date(said["birthday"])
    if found.month is None:
        raise Unreadable(Wrong.DATE_UNCLEAR, "birthday")
    return found


def _zone(said: dict[str, str]) -> str:
    zone = said.get("zone") or "Europe/Moscow"
    if zone not in ZONES:
        raise Unreadable(Wrong.ZONE_UNKNOWN, "zone")
    return zone


def _usual_address(said: dict[str, str]) -> str:
    return "patronymic" if said.get("patronymic") else "first"


def _class(said: dict[str, str]) -> int:
    stars = said.get("klass", "").replace("★", "*")
    if not stars:
        return 3
    found = len(stars) if set(stars) == {"*"} else int(stars) if re.fullmatch("[1-5]", stars) else 0
    if not 1 <= found <= 5:
        raise Unreadable(Wrong.CLASS_UNKNOWN, "klass")
    return found
