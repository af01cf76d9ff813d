"""An HTML body as lines that know whether they were quoted: the markup says more than the words do."""

import re
from html.parser import HTMLParser

import nh3

from butler.language.quotes.lines import Kind, Line
from butler.language.quotes.nesting import MAX_DEPTH, shallow

MAX_MARKUP = 8_000_000
BLOCKS = set(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
        " hr html li main nav ol p pre section table tbody tfoot thead tr ul",
    )
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_INLINE = set(re.findall(r"\w+", "a abbr b big cite code em font i s small span strong sub sup u"))
_TABLES = {"td", "th", "caption", "colgroup"}

_QUOTED = re.compile(
    r"(?<![\w-])(?:gmail_quote(?!_attribution)|gmail_quote_container|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra"
    r"|moz-cite-prefix|moz-email-headers-table|js-helper|mail-quote-collapse|OutlookMessageHeader|wmQuote|yj6qo"
    r"|divRplyFwdMsg|OLK_SRC_BODY_SECTION|isReplyContent|reply-intro|gmail_attr|freemail_quote)(?![\w-])"
)
_YAHOO = re.compile(r"yahoo_quoted|yqt\d")
_ALL_AFTER = re.compile(r"(?<![\w-])(?:divRplyFwdMsg|replySplit|OutlookMessageHeader|reply-intro)(?![\w-])")
_SIGNED = re.compile(
    r"(?<![\w-])(?:gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block)(?![\w-])"
)
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)|mso-hide\s*:\s*all)", re.I
)
_SPACES = re.compile(r"[ \t\n\r\f]+")


def lines_of_markup(markup: str) -> tuple[str, list[Line]]:
    """The body as plain text, and its lines; what a reader of the mail does not see is left out."""
    reader = _Reader()
    reader.feed(_clean(markup[:MAX_MARKUP]))
    reader.close()
    return reader.finished()


def _clean(markup: str) -> str:
    """Well formed and without scripts, so that the walk after it takes one step per tag."""
    return nh3.clean(
        shallow(markup),
        tags=(BLOCKS - {"html", "body"}) | _INLINE | _TABLES | {"br"},
        clean_content_tags={"script", "style", "title", "template", "noscript"},
        attributes={"*": {"class", "id", "style", "hidden"}},
        link_rel=None,
    )


class _Reader(HTMLParser):
    """Walks the tags once; `open` holds each open element with what it says of its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.depth = {"quote": 0, "sign": 0, "hidden": 0}
        self.rest_is_quoted = False
        self.said: list[tuple[str, Kind]] = []
        self.words: list[str] = []
        self.kind = Kind.OWN

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS or tag == "br":
            self._end_line()
        elif tag in _TABLES:
            self.words.append(" ")
        if tag in _VOID:
            return
        told = {name: value or "" for name, value in attrs}
        role = _role(tag, told, inside=bool(self.depth["quote"]))
        self.open.append((tag, role))
        if role:
            self._end_line()
            self.depth[role] += 1
        if _ALL_AFTER.search(f"{told.get('class', '')} {told.get('id', '')}"):
            self.rest_is_quoted = True

    def handle_endtag(self, tag: str) -> None:
        for back in range(1, min(MAX_DEPTH, len(self.open)) + 1):
            if self.open[-back][0] == tag:
                if tag in BLOCKS or any(role for _, role in self.open[-back:]):
                    self._end_line()
                for _, role in self.open[-back:]:
                    if role:
                        self.depth[role] -= 1
                del self.open[-back:]
                return

    def handle_data(self, data: str) -> None:
        if not self.depth["hidden"]:
            self.words.append(data)

    def finished(self) -> tuple[str, list[Line]]:
        self._end_line()
        lines, at = [], 0
        for text, kind in self.said:
            lines.append(Line(text, at, kind))
            at += len(text) + 1
        return "\n".join(text for text, _ in self.said), lines

    def _end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self.words)).replace("\xa0", " ").strip()
        self.words.clear()
        if text or (self.said and self.said[-1][0]):
            self.said.append((text, self._kind()))

    def _kind(self) -> Kind:
        if self.depth["quote"] or self.rest_is_quoted:
            return Kind.QUOTE
        return Kind.SIGNATURE if self.depth["sign"] else Kind.OWN


def _role(tag: str, told: dict[str, str], *, inside: bool) -> str:
    """What an element says of all its words: quote, sign, hidden, or nothing.

    A blockquote of Gmail's outside a quoted block is the sender's own: he pressed the button for it.
    """
    names = f"{told.get('class', '')} {told.get('id', '')}"[:1_000]
    if "hidden" in told or _HIDDEN.search(told.get("style", "")[:2_000]):
        return "hidden"
    if tag == "blockquote" and (inside or "gmail_quote" not in names):
        return "quote"
    if (tag != "blockquote" and _QUOTED.search(names)) or (tag != "blockquote" and _YAHOO.search(names)):
        return "quote"
    return "sign" if _SIGNED.search(names) else ""
