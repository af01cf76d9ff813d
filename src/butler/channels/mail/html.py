"""The HTML of strangers: as what may be shown, and as plain words. Pure; run both through `ground.limited`."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from butler.language.quotes import shallow

MAX_LETTERS = 2_000_000
BLOCKS = (
    "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "hr",
)  # fmt: skip
INLINE = ("a", "b", "i", "u", "s", "em", "strong", "small", "sub", "sup", "span", "code", "q", "abbr", "img", "wbr")
TABLES = ("thead", "tbody", "tfoot", "td", "th", "caption")
EMPTY = ("br", "hr", "img", "wbr")
SWALLOWED = {
    "script",
    "style",
    "title",
    "template",
    "iframe",
    "noscript",
    "object",
    "svg",
    "math",
    "select",
    "textarea",
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK = 'rel="noopener noreferrer nofollow" target="_blank"'


def clean(markup: str) -> str:
    """What may be shown: no script, style or form, no picture (its words stay), and each link with its target.

    Behind a link whose words are not its target stands where it really leads: `<span class="link-target">`.
    """
    kept = nh3.clean(
        shallow(markup[:MAX_LETTERS]),
        tags={*BLOCKS, *INLINE, *TABLES},
        clean_content_tags=SWALLOWED,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    writer = _Writer()
    writer.feed(kept)
    writer.close()
    return "".join(writer.parts)


def as_text(markup: str) -> str:
    """The words. Cleaned by nh3 first, so that what is left to cut is well formed."""
    kept = nh3.clean(
        shallow(markup[: 4 * MAX_LETTERS]),
        tags=set(BLOCKS) | {"td"},
        clean_content_tags={"script", "style", "title"},
        attributes={},
        link_rel=None,
    )
    kept = re.sub(r"\s+", " ", kept)
    kept = re.sub(r"<td>", " ", kept)
    kept = re.sub(rf"</?(?:{'|'.join(BLOCKS)})>", "\n", kept)
    text = html.unescape(re.sub(r"<[^<>]*>", "", kept)).replace("\xa0", " ").replace("\0", "")
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text)[:MAX_LETTERS].strip()


class _Writer(HTMLParser):
    """Writes clean HTML anew, every word and value escaped, and says where links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.leads_to = ""
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
        if tag == "a":
            self.leads_to, self.words = _target(dict(attrs).get("href") or ""), []
            written += f" {LINK}"
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.parts.append(f"</{tag}>")
        if tag == "a" and self.leads_to and not _says("".join(self.words), self.leads_to):
            self.parts.append(f' <span class="link-target">{html.escape(self.leads_to)}</span>')
        if tag == "a":
            self.leads_to = ""

    def handle_data(self, text: str) -> None:
        self.words.append(text)
        self.parts.append(html.escape(text, quote=False))


def _target(href: str) -> str:
    """The host, the address or the number that a link leads to."""
    try:
        link = urlsplit(href)
        # `https://bank.test@elsewhere.test/` leads elsewhere
        return (link.hostname or "") if link.scheme.lower() in ("http", "https") else link.path
    except ValueError:
        return "?"


def _says(words: str, target: str) -> bool:
    said = re.sub(r"^\w+:/*", "", words.strip().lower()).partition("/")[0]
    return said == target.lower()
