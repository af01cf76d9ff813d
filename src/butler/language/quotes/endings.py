"""How a letter ends: a signature, «sent from my telephone», a disclaimer. Works on the sender's own lines only."""

import re

from butler.language.quotes import phrases
from butler.language.quotes.lines import Kind, Line
from butler.language.quotes.phrases import whole

MAX_SIGNATURE_LINES = 12
MAX_SIGNATURE_LINE = 120
MAX_NAME_WORDS = 5

_DASHES = re.compile(r"--[ \t]*$")
_LIST_RULE = re.compile(r"_{2,}\s*$")
_LIST_FOOTER = re.compile(r"mailing list|https?://|listinfo|рассылк", re.IGNORECASE)
_SENT_FROM = whole(phrases.SENT_FROM, r"[\s*_\-–—]{0,6}")
_CLOSING = whole(phrases.CLOSING, r"\s{0,8}[-–—]{0,2}\s?", r"\s?[,.!;:]?\s*$")
_CLOSING_WITH_NAME = whole("с уважением|з повагою|с наилучшими пожеланиями|искренне ваша?", r"\s{0,8}", r",? ")
_DISCLAIMER = whole(phrases.DISCLAIMER_OPENS, r"[\s*_]{0,6}")
_DISCLAIMS = whole(phrases.DISCLAIMS)
_VIRUS_FREE = whole(phrases.VIRUS_FREE, r"\s{0,8}", r"$")
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.? ?s\.?|п\.? ?с\.?|з\.? ?ы\.?|пс|ps)(?!\w)[\s:,.]", re.IGNORECASE)
_LINK = re.compile(r"<[^<>\s]{1,300}>|https?://\S{1,300}")


def mark_endings(lines: list[Line]) -> None:
    """Give each of these lines, the sender's own, its kind."""
    _mark_footers(lines)
    _mark_signature([line for line in lines if line.kind is Kind.OWN])


def _mark_footers(lines: list[Line]) -> None:
    looked_until = 0
    for at, line in enumerate(lines):
        text = line.text[:400]
        if _is_sent_from(text, at, lines) or _VIRUS_FREE.match(text):
            line.kind = Kind.FOOTER
        elif at >= looked_until and _DISCLAIMER.match(text):
            paragraph = _paragraph(lines, at)
            looked_until = at + len(paragraph)
            told = " ".join(each.text[:2_000] for each in paragraph)[:4_000]
            if len(told) > 100 and _DISCLAIMS.search(told):
                for each in paragraph:
                    each.kind = Kind.FOOTER


def _paragraph(lines: list[Line], at: int) -> list[Line]:
    after = at
    while after < len(lines) and after < at + 40 and not lines[after].is_blank:
        after += 1
    return lines[at:after]


def _is_sent_from(text: str, at: int, lines: list[Line]) -> bool:
    """A line of its own, without a sentence's end: «Sent from my iPhone», not «Sent from my desk, as promised.»"""
    if not _SENT_FROM.match(text):
        return False
    told = _LINK.sub("", text).strip(" *_-–—[]")
    stands_alone = at == 0 or lines[at - 1].is_blank or at + 1 == len(lines) or lines[at + 1].is_blank
    return len(told) <= 80 and stands_alone and "?" not in told and not re.search(r"[.!]\s*\S|,\s", told.rstrip("."))


def _mark_signature(lines: list[Line]) -> None:
    """The first line of the tail that closes the letter, and what follows it; an afterthought is kept."""
    full = [at for at, line in enumerate(lines) if not line.is_blank]
    for at in full[-MAX_SIGNATURE_LINES - 1 :]:
        if at == full[0] and not _LIST_RULE.match(lines[at].text):
            continue  # nothing but a signature is what he wrote
        if _closes(lines, at) and _is_signature(lines[at:]):
            for line in lines[at:]:
                if _AFTERTHOUGHT.match(line.text[:20]):
                    return
                line.kind = Kind.SIGNATURE
            return


def _closes(lines: list[Line], at: int) -> bool:
    text = lines[at].text[:MAX_SIGNATURE_LINE]
    if _DASHES.match(text):
        return at + 1 < len(lines)
    if _LIST_RULE.match(text):
        return any(_LIST_FOOTER.search(line.text[:400]) for line in lines[at + 1 : at + 5])
    if _CLOSING.match(text):
        return text.rstrip()[-1:] == "," or at + 1 == len(lines) or _names(lines[at + 1 :])
    found = _CLOSING_WITH_NAME.match(text)
    return bool(found) and _is_name(text[found.end() :]) if found else False


def _names(after: list[Line]) -> bool:
    first = next((line.text for line in after if not line.is_blank), "")
    return not first or _is_name(first)


def _is_name(text: str) -> bool:
    words = list(re.findall(r"[^\W\d_][^\s,]{0,40}", text[:MAX_SIGNATURE_LINE]))
    return 0 < len(words) <= MAX_NAME_WORDS and words[0][0].isupper()


def _is_signature(tail: list[Line]) -> bool:
    """Short lines, few of them, and none that asks."""
    until = next((at for at, line in enumerate(tail) if at and _AFTERTHOUGHT.match(line.text[:20])), len(tail))
    kept = [line.text for line in tail[1:until] if not line.is_blank]
    is_list = bool(_LIST_RULE.match(tail[0].text[:MAX_SIGNATURE_LINE]))
    return len(kept) <= MAX_SIGNATURE_LINES and all(
        len(text) <= (400 if is_list else MAX_SIGNATURE_LINE) and not text.rstrip().endswith("?") for text in kept
    )
