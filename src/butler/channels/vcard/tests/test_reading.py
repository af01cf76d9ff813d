"""Cards as telephones and mail programs write them: nothing that a person needs is lost, nothing hangs."""

import json
import locale
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from butler.channels.vcard.lines import Wrong
from butler.channels.vcard.reading import read, read_case, read_text

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.vcf"))


@pytest.fixture(autouse=True)
def far_from_home(monkeypatch):
    """A reader may not depend on where it runs."""
    monkeypatch.setenv("TZ", "Pacific/Apia")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    time.tzset()
    before = locale.setlocale(locale.LC_ALL)
    for name in ("tr_TR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_ALL, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_ALL, before)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_pair(path):
    found = read(path.read_bytes())

    cards = [lean(asdict(card)) | {"full_name": card.full_name} for card in found.cards]
    problems = [f"{problem.line}: {problem.why}" for problem in found.problems]
    assert {"cards": cards, "problems": problems} == json.loads(path.with_suffix(".json").read_text("utf-8"))


def lean(value):
    if isinstance(value, dict):
        return {name: slim for name, inner in value.items() if (slim := lean(inner)) not in ("", [], {}, None)}
    if isinstance(value, list | tuple):
        return [lean(inner) for inner in value]
    return (f"{len(value)} bytes" if value else "") if isinstance(value, bytes) else value


CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")


@pytest.mark.parametrize("charset", CHARSETS)
def test_russian_in_any_charset_reads_the_same(charset):
    text = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Пётр Сергеевич Громов\r\nNOTE:Живёт за городом\r\nTEL:112233\r\nEND:VCARD\r\n"
    )
    (card,) = read(text.encode(charset)).cards
    assert (card.full_name, card.notes) == ("Пётр Сергеевич Громов", ("Живёт за городом",))


def test_a_label_that_lies_about_the_charset_is_not_believed():
    (card,) = read("BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1:Громов\nEND:VCARD".encode()).cards
    assert card.full_name == "Громов"


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866"])
def test_quoted_letters_without_a_charset_are_guessed_together(charset):
    name, town = ("".join(f"={byte:02X}" for byte in word.encode(charset)) for word in ("Юлия Ёлкина", "Уфа"))
    coded = f"BEGIN:VCARD\nFN;QUOTED-PRINTABLE:{name}\nNOTE;QUOTED-PRINTABLE:{town}\nEND:VCARD"
    for found in (read(coded.encode()), read_text(coded)):
        assert (found.cards[0].full_name, found.cards[0].notes) == ("Юлия Ёлкина", ("Уфа",))


def test_utf_16_without_a_mark_and_full_of_russian():
    text = "BEGIN:VCARD\nFN:" + "Щукина Жанна " * 50 + "\nEND:VCARD"
    for charset in ("utf-16-le", "utf-16-be"):
        assert read(text.encode(charset)).cards[0].full_name.startswith("Щукина Жанна")
        assert read(("\n" + text).encode(charset), encoding=charset).cards


def test_a_letter_cut_by_a_telephone_costs_one_letter():
    name = "Константин".encode()[:-1]
    (card,) = read(b"BEGIN:VCARD\nFN:" + name + b"\nTEL:112233\nEND:VCARD").cards
    assert card.full_name == "Константи\ufffd"


@pytest.mark.parametrize(
    ("folded", "note"),
    [
        ("NOTE:one\r\n  two", "one two"),
        ("NOTE:to\r\n day", "today"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=D0=9F=D1=80=\r\n=D0=B8", "При"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=D0=9F=D1=\r\n =80=D0=B8", "При"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:see you=\r\n soon", "see you soon"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:a=20b=\r\n c", "a bc"),
        ("NOTE;CHARSET=UTF-8:=D0=9F=D1=80=\r\n=D0=B8", "При"),
        ("NOTE;QUOTED-PRINTABLE:50=25", "50%"),
        ("NOTE;ENCODING=b:0J/RgNC4", "При"),
        ('NOTE;LANGUAGE="a:b;c":text: more', "text: more"),
        ("note:lower case\\, and\\nline", "lower case, and\nline"),
    ],
)
def test_folds_and_codings(folded, note):
    (card,) = read(f"BEGIN:VCARD\r\nVERSION:2.1\r\n{folded}\r\nTEL:8 916 111-22-33\r\nEND:VCARD\r\n".encode()).cards
    assert card.notes == (note,)
    assert card.phones[0].e164 == "+79161112233"


def test_a_soft_break_left_hanging_does_not_swallow_the_number():
    (card,) = read(b"BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:abc=\nTEL;CELL:+79160000000\nEND:VCARD").cards
    assert [phone.written for phone in card.phones] == ["+79160000000"]


@pytest.mark.parametrize(
    ("written", "as_iso"),
    [
        ("1980-03-22", "1980-03-22"),
        ("19800322", "1980-03-22"),
        ("1980-03-22T21:00:00Z", "1980-03-22"),
        ("--0203", "--02-03"),
        ("--02-03", "--02-03"),
        ("---07", "---07"),
        ("--11", "--11"),
        ("1980-03", "1980-03"),
        ("1980", "1980"),
        ("0000-05-06", "--05-06"),
        ("22.03.1980", "1980-03-22"),
        ("29.02", "--02-29"),
        ("22 марта 1980 г.", "1980-03-22"),
        ("March 22, 1980", "1980-03-22"),
        ("3/22/1980", "1980-03-22"),
        ("3/4/1980", "3/4/1980"),
        ("1981-02-29", "1981-02-29"),
        ("весной", "весной"),
    ],
)
def test_dates_as_people_write_them(written, as_iso):
    (card,) = read(f"BEGIN:VCARD\nFN:A\nBDAY:{written}\nEND:VCARD".encode()).cards
    assert str(card.birthday) == as_iso


def test_a_date_that_cannot_be_is_reported_with_its_line():
    found = read(b"BEGIN:VCARD\nFN:A\nBDAY:1981-02-29\nEND:VCARD")
    assert [(problem.line, problem.why) for problem in found.problems] == [(3, Wrong.DATE_UNCLEAR)]
    assert found.cards[0].birthday.is_unclear


@pytest.mark.parametrize(
    ("line", "photo"),
    [
        ("PHOTO;VALUE=URL:file:///jqpublic.gif", ("", "file:///jqpublic.gif", 0)),
        ("PHOTO;TYPE=JPEG;VALUE=uri:pictures/anna.jpg", ("jpeg", "pictures/anna.jpg", 0)),
        ("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n /9j/4AAQ\n\n", ("image/jpeg", "", 12)),
        ("PHOTO;JPEG;BASE64:\n\t/9j/4AAQ\n", ("image/jpeg", "", 6)),
        ("PHOTO:data:image/png;base64,iVBORw0KGgo", ("image/png", "", 8)),
        ("PHOTO;ENCODING=b:!!!", None),
    ],
)
def test_pictures_of_every_kind(line, photo):
    (card,) = read(f"BEGIN:VCARD\n{line}\nTEL:112233\nEND:VCARD".encode()).cards
    assert [(one.media_type, one.link, len(one.content)) for one in card.photos] == ([photo] if photo else [])
    assert card.phones


def test_two_numbers_in_one_field_are_two_numbers():
    (card,) = read("BEGIN:VCARD\nTEL:8 916 123-45-67, 8 (495) 765-43-21 доб. 5\nEND:VCARD".encode()).cards
    assert [(phone.e164, phone.extension) for phone in card.phones] == [("+79161234567", ""), ("+74957654321", "5")]


def test_a_card_that_is_text_already_ignores_its_old_charset():
    (card,) = read_text("BEGIN:VCARD\nN;CHARSET=windows-1251:Громов;Пётр\nEND:VCARD").cards
    assert card.full_name == "Пётр Громов"


def test_an_assistant_folded_into_the_card_is_a_card():
    inner = "BEGIN:VCARD\\nFN:Ilya\\nTEL:112233\\nEND:VCARD\\n"
    (card,) = read_text(f"BEGIN:VCARD\nFN:Anna\nAGENT:{inner}\nEND:VCARD").cards
    assert [(agent.full_name, agent.phones[0].written) for agent in card.agents] == [("Ilya", "112233")]


def test_a_case_stays_under_its_root(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.vcf").write_text("BEGIN:VCARD\nFN:X\nEND:VCARD")
    with pytest.raises(ValueError, match="outside"):
        read_case({"file": "../secret.vcf"}, tmp_path / "inside")
    assert read_case({"vcard": "BEGIN:VCARD\nFN:X\nEND:VCARD"}, tmp_path)["cards"][0]["name"] == "X"


@given(st.binary(max_size=2000))
@example(b"BEGIN:VCARD\nBEGIN:VCARD\nAGENT:\nBEGIN:VCARD")
@example(b'BEGIN:VCARD\nTEL;TYPE="a:1')
def test_no_bytes_break_it(content):
    read(content)


PIECES = st.sampled_from(
    ["BEGIN:VCARD", "END:VCARD", "AGENT:", "N:", "TEL;", "PHOTO;ENCODING=b:", ";CHARSET=utf-16", "=D0=",
     ";ENCODING=QUOTED-PRINTABLE:",
     "\r\n", "\n ", "\r", "=\n", ":", ";", '"', "\\", "AAAA", "item1.", "X-ABLabel:", "BDAY:--", "\0", "Ж", ","]
)  # fmt: skip


@settings(deadline=2000)
@given(st.lists(PIECES, max_size=120))
def test_no_pieces_break_it(pieces):
    read("".join(pieces).encode())


PHONES = st.from_regex(r"\+7 ?9[0-9]{2}[ -]?[0-9]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True)
MAILS = st.from_regex(r"[a-z]{1,12}(\.[a-z]{1,8})?@[a-z]{1,10}\.example", fullmatch=True)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60)
WHOLE = st.booleans()  # or cut off before its END
STYLES = st.sampled_from(["2.1", "2.1 quoted", "3.0", "4.0"])


@settings(deadline=2000, max_examples=200)
@given(style=STYLES, phones=st.lists(PHONES, max_size=4), mails=st.lists(MAILS, max_size=4), note=WORDS, end=WHOLE)
def test_no_number_and_no_address_of_a_card_is_lost(style, phones, mails, note, end):
    (card,) = read(written(style, phones, mails, note, end=end)).cards
    assert [phone.written for phone in card.phones] == list(dict.fromkeys(phones))
    assert [mail.address for mail in card.mails] == list(dict.fromkeys(mails))


def written(style: str, phones: list[str], mails: list[str], note: str, *, end: bool) -> bytes:
    """A card as a program of that kind would write it, folded at 75 bytes."""
    lines = ["BEGIN:VCARD", f"VERSION:{style[:3]}", "FN:Анна", *(f"TEL;TYPE=CELL:{phone}" for phone in phones)]
    if style == "2.1 quoted":
        lines.append("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + "=\r\n".join(quoted(note)))
    else:
        lines.append("NOTE:" + note.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;"))
    lines += [f"item{at}.EMAIL;type=INTERNET:{mail}" for at, mail in enumerate(mails)]
    return b"\r\n".join(folded(line.encode()) for line in [*lines, "END:VCARD"][: None if end else -1])


def quoted(text: str) -> list[str]:
    codes = [f"={byte:02X}" for byte in text.encode()]
    return ["".join(codes[at : at + 20]) for at in range(0, len(codes), 20)]


def folded(line: bytes) -> bytes:
    if b"=\r\n" in line:
        return line
    return b"\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))])


@pytest.mark.parametrize(
    "content",
    [
        b"\r" * 300_000,
        b"BEGIN:VCARD\n" * 20_000,
        b"BEGIN:VCARD\nAGENT:\n" * 10_000,
        b"BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:" + b"=41=\n" * 100_000,
        b'BEGIN:VCARD\nTEL;X="' + b'"' * 300_000,
        b"BEGIN:VCARD\nTEL;" + b"A;" * 300_000 + b":112233",
        b"BEGIN:VCARD\nN:" + b"a;" * 300_000,
        b"BEGIN:VCARD\nTEL" + b" " * 300_000 + b"1",
        b"BEGIN:VCARD\nEMAIL:" + b"<a@" * 100_000,
    ],
    ids=range(9),
)
def test_made_to_be_slow_and_is_not(content):
    started = time.process_time()
    read(content)
    assert time.process_time() - started < 4
