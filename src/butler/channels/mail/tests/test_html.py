"""The HTML of strangers, shown without harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.channels.mail.html import as_text, clean
from butler.ground.limited import run_limited

LINK = 'rel="noopener noreferrer nofollow" target="_blank"'


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>Стол <b>на двоих</b></p>", "<p>Стол <b>на двоих</b></p>"),
        ("<script>alert(1)</script>Да", "Да"),
        ("<style>p{background:url(https://spy.test/x)}</style>Да", "Да"),
        ('<p style="background:url(https://spy.test)" class="x" id="y" onclick="z()">Да</p>', "<p>Да</p>"),
        ('<img src="https://spy.test/1.gif" alt="Логотип">', '<img alt="Логотип">'),
        ('<img src="data:image/png;base64,AA==" srcset="https://spy.test/2x">', "<img>"),
        ('<form action="https://spy.test"><input name="q"><button>Войти</button></form>', "Войти"),
        ('<a href="javascript:alert(1)">Меню</a>', f"<a {LINK}>Меню</a>"),
        ('<svg><a href="https://spy.test"><text>Да</text></a></svg>', ""),
        ('<iframe src="https://spy.test"></iframe><object data="x">y</object>', ""),
        (
            '<base href="https://spy.test/"><meta http-equiv="refresh" content="0;url=https://spy.test"><p>Да</p>',
            "<p>Да</p>",
        ),
        ("1 &lt; 2 &amp;&amp; <3", "1 &lt; 2 &amp;&amp; &lt;3"),
        ("<td>без таблицы", "без таблицы"),
    ],
)
def test_only_what_cannot_act_or_fetch_is_left(markup, shown):
    assert clean(markup) == shown


@pytest.mark.parametrize(
    ("href", "words", "target"),
    [
        ("https://moika-bank.test/in", "moika-bank.test", ""),
        ("https://moika-bank.test/in", "https://moika-bank.test/in", ""),
        ("https://spy.test/in", "https://moika-bank.test/in", "spy.test"),
        ("https://moika-bank.test@spy.test/in", "moika-bank.test", "spy.test"),
        ("https://spy.test/", "Войти", "spy.test"),
        ("mailto:anna@house.test", "anna@house.test", ""),
        ("mailto:spy@spy.test", "anna@house.test", "spy@spy.test"),
        ("https://[bad/", "Да", ""),
    ],
)
def test_a_link_whose_words_are_not_its_target_says_where_it_leads(href, words, target):
    shown = clean(f'<a href="{href}">{words}</a>')
    assert LINK in shown
    assert shown.endswith(f'<span class="link-target">{target}</span>' if target else "</a>")


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


WORDS = (
    "< > / \" ' = a img svg math style script href src onerror <!-- --> </p> <noscript> <table> <mglyph> &lt; &#x3c;"
)
pieces = st.sampled_from([*WORDS.split(), " ", "\0", "<a href=", "<p title='", "javascript:", "<![CDATA["])


@given(st.lists(pieces, max_size=25).map("".join))
def test_whatever_comes_nothing_that_acts_or_fetches_goes_out(markup):
    seen = Seen()
    seen.feed(clean(markup))
    assert seen.tags.isdisjoint({"script", "style", "svg", "math", "iframe", "form", "input", "noscript", "mglyph"})
    assert seen.attributes <= {"href", "alt", "rel", "target", "class", "colspan", "rowspan"}


def test_what_is_clean_stays_as_it_is():
    once = clean('<p>Стол &amp; <a href="https://spy.test/?a=1&b=2">Войти</a></p>')
    assert clean("<p>Стол &amp; два</p>") == "<p>Стол &amp; два</p>"
    assert 'href="https://spy.test/?a=1&amp;b=2"' in once


def test_the_words_come_without_their_markup():
    assert as_text("<div>" * 50_000 + "Да") == "Да"
    assert (
        as_text("<p>Добрый день!</p><p>Стол&nbsp;на <b>двоих</b></p><script>x</script>")
        == "Добрый день!\n\nСтол на двоих"
    )


def shown(content: bytes) -> str:
    return clean(content.decode())


def test_a_limited_child_cleans_even_what_is_nested_beyond_reason():
    for tag in ("<div>", "<B>", "<blockquote type=cite>"):
        deep = (tag * 50_000 + "Да").encode()
        assert "Да" in run_limited(shown, deep)
