"""Bytes from old telephones and mail programs into text. Nothing here raises, and no byte is dropped unseen."""

import codecs
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# What exporters say, and the larger set that they mean.
WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}
# Codecs that are no charsets of a letter, or slow on purpose-made input.
NEVER = {
    "idna", "punycode", "undefined", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape",
}  # fmt: skip
SEVEN_BIT = ("iso2022", "utf-7", "hz")
GUESSES = ("cp1251", "cp1252", "koi8-r", "cp866", "mac_cyrillic", "cp932", "euc_jp", "gb18030")
SAMPLE_BYTES = 20_000

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(raw: bytes, *, declared: str | None = None, otherwise: str | None = None) -> str:
    """The text of one value. What is valid UTF-8 is UTF-8, whatever its label says: mislabelled UTF-8 is
    common, other text that happens to be valid UTF-8 is not."""
    label = charset(declared)
    if raw.isascii():
        wanted = label if label and label.startswith(SEVEN_BIT) else "ascii"
        return raw.decode(wanted, "replace").encode("utf-8", "replace").decode()  # UTF-7 can write half a letter
    for attempt in ("utf-8", label, charset(otherwise)):
        if attempt and (text := _strictly(raw, attempt)) is not None:
            return text
    return _damaged_utf8(raw) or raw.decode(guess(raw), "replace")


def decode_file(raw: bytes, *, encoding: str | None = None) -> str:
    """The text of a whole file: its byte order mark, else UTF-8, else what we were told, else a guess."""
    plain, wide = unwrap(raw, charset(encoding))
    if wide:
        return plain.decode("utf-8", "replace")
    return decode(plain, declared=encoding)


def unwrap(raw: bytes, told: str | None = None) -> tuple[bytes, bool]:
    """Bytes that may be cut at line ends: UTF-16 and UTF-32 become UTF-8 (and we say so), a mark at the start goes."""
    for mark, name in BOMS:
        if raw.startswith(mark):
            rest = raw[len(mark) :]
            return (rest, False) if name == "utf-8" else (_as_utf8(rest, name), True)
    head = raw[:20]  # of a card or a table in UTF-16 the first words are Latin, or have a blank among them
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    if max(zeros_even, zeros_odd) * 3 > len(head[1::2]) > 0 and not min(zeros_even, zeros_odd):
        return _as_utf8(raw, "utf-16-be" if zeros_even else "utf-16-le"), True
    if told and told.startswith(("utf-16", "utf-32")) and 0 in raw[:4000]:
        return _as_utf8(raw, told), True
    return raw, False


@lru_cache(maxsize=200)
def charset(label: str | None) -> str | None:
    """Python's name of a charset, None for an unknown one."""
    if not label:
        return None
    try:
        found = codecs.lookup(label.strip().strip("\"'").lower())
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in NEVER:
        return None
    return WIDER.get(found.name, found.name)


def guess_together(values: Iterable[bytes]) -> str | None:
    """The charset of those values that are not UTF-8, told by all of them: one short word alone says little."""
    odd = bytearray()
    for value in values:
        if not value.isascii() and _strictly(value, "utf-8") is None:
            odd += value[:SAMPLE_BYTES] + b"\n"
        if len(odd) > SAMPLE_BYTES:
            break
    return guess(bytes(odd)) if odd else None


def guess(raw: bytes) -> str:
    """The legacy charset in which these bytes look most like people's words."""
    sample = raw[:SAMPLE_BYTES]
    ranked = [(_likeness(sample.decode(name, "replace")), -place, name) for place, name in enumerate(GUESSES)]
    return max(ranked)[2]


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, ValueError):
        return None


def _as_utf8(raw: bytes, name: str) -> bytes:
    return raw.decode(name, "replace").encode("utf-8", "replace")


def _damaged_utf8(raw: bytes) -> str | None:
    """UTF-8 cut in the middle of a letter by a telephone that counts bytes."""
    text = raw.decode("utf-8", "replace")
    whole = sum(ord(letter) > 127 and letter != "�" for letter in text)
    return text if whole > 2 * text.count("�") else None


def _likeness(text: str) -> float:
    """Mean likeness of the letters above ASCII; neighbours matter: Mьller is no word, Müller is."""
    marks = [_mark(before, letter) for before, letter in zip(" " + text, text, strict=False) if ord(letter) > 127]
    return sum(marks) / len(marks) if marks else 0.0


def _mark(before: str, letter: str) -> float:
    script = _script(letter)
    if script == "cyrillic":
        return _mark_cyrillic(before, letter)
    if script == "latin":
        return 0.9 if before.isascii() and (before.isalpha() or before in " ;:,") else -0.4
    return {"kana": 1.1, "ideograph": 0.6, "sign": 0.3, "narrow kana": -0.2}.get(script, -1.5)


def _mark_cyrillic(before: str, letter: str) -> float:
    if before.isascii() and before.isalpha():
        return -1.0
    if letter.isupper() and before.islower():
        return -1.5
    if letter.lower() in "оеаинтсрвл":
        return 1.3
    return 1.0 if letter.lower() in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" else 0.1


def _script(letter: str) -> str:
    code = ord(letter)
    if 0x400 <= code <= 0x4FF:
        return "cyrillic"
    if 0xC0 <= code <= 0x17F and letter not in "×÷":
        return "latin"
    if 0x3040 <= code <= 0x30FF:
        return "kana"
    if 0x4E00 <= code <= 0x9FFF:
        return "ideograph"
    if 0xFF61 <= code <= 0xFF9F:
        return "narrow kana"
    if letter in "«»„“”‘’–—…№§°·©®€\xa0\u3000、。":
        return "sign"
    return unicodedata.category(letter)
