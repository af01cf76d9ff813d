"""A web page or HTML mail: its JSON-LD, its microdata, and its text as a person would see it.

Forgiving: unclosed tags, elements in the head, microdata on <meta>. https://html.spec.whatwg.org/multipage/microdata.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from butler.language.reservations import jsonld
from butler.language.reservations.shapes import Node

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
BREAKS = frozenset(
    [
        "address",
        "article",
        "br",
        "div",
        "dd",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "table",
        "tr",
        "ul",
    ]
)
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
VALUE_OF = {"meta": "content", "a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value"}
MOST_TAGS = 60_000


@dataclass
class Page:
    """What a page holds: parsed JSON-LD and microdata items, and the text with a line for a row, cells apart."""

    values: list[Any]
    text: str


@dataclass
class Open:
    """An element not closed yet; an item or a property whose text is still coming."""

    tag: str
    item: Node | None = None
    names: tuple[str, ...] = ()
    owner: Node | None = None
    text: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[Open] = []
        self.items: list[Node] = []
        self.scripts: list[str] = []
        self.seen: list[str] = []
        self.tags = 0
        self.is_json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        if self.tags > MOST_TAGS:
            return
        given = {name: value or "" for name, value in attrs}
        self.is_json = tag == "script" and "ld+json" in given.get("type", "")
        if self.is_json:
            self.scripts.append("")
        self.seen.append("\n" if tag in BREAKS else "\t" if tag in ("td", "th") else "")
        one = self.opened(tag, given)
        if tag in VOID:
            self.close_one(one)
        else:
            self.path.append(one)

    def opened(self, tag: str, given: dict[str, str]) -> Open:
        owner = next((o.item for o in reversed(self.path) if o.item is not None), None)
        names = tuple(given.get("itemprop", "").split())
        if "itemscope" in given:
            item: Node = {"@type": given.get("itemtype", "").split(" ")[0]}
            if names and owner is not None:
                put(owner, names, item)
            else:
                self.items.append(item)
            return Open(tag, item=item)
        if names and owner is not None:
            value = given.get("content") or given.get(VALUE_OF.get(tag, ""), "")
            if value:
                put(owner, names, value)
            else:
                return Open(tag, names=names, owner=owner)
        return Open(tag)

    def handle_endtag(self, tag: str) -> None:
        if all(one.tag != tag for one in self.path):
            return
        while self.path:
            one = self.path.pop()
            self.close_one(one)
            if one.tag == tag:
                break
        self.seen.append("\n" if tag in BREAKS else "")
        self.is_json = self.is_json and tag != "script"

    def close_one(self, one: Open) -> None:
        if one.owner is not None and one.names:
            put(one.owner, one.names, " ".join("".join(one.text).split()))

    def close_all(self) -> None:
        self.close()
        while self.path:
            self.close_one(self.path.pop())

    def handle_data(self, text: str) -> None:
        if self.is_json and self.scripts:
            self.scripts[-1] += text
        elif not any(one.tag in SILENT - {"head"} for one in self.path[-3:]):
            self.seen.append(re.sub(r"[ \r\n\f\v]+", " ", text))
            for one in self.path:
                one.text.append(text)


def put(owner: Node, names: tuple[str, ...], value: object) -> None:
    """Microdata may name a property twice: then it is a list."""
    for name in names:
        if name not in owner:
            owner[name] = value
        elif value:
            before = owner[name]
            owner[name] = [*(before if isinstance(before, list) else [before]), value]


def read(html: str) -> Page:
    """Read a page of any quality."""
    reader = Reader()
    reader.feed(html)
    reader.close_all()
    values = [value for script in reader.scripts for value in jsonld.parse(script)]
    return Page(values + list(reader.items), as_lines("".join(reader.seen)))


def as_lines(text: str) -> str:
    lines = (re.sub(r" *\t[ \t]*", "\t", re.sub(r" {2,}", " ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
