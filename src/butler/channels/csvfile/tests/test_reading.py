"""Lists from spreadsheets: Russian and English headers, odd charsets, and one bad record that costs one record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.channels.csvfile.reading import Sort, Wrong, read

RUSSIAN = "Фамилия;Имя;Отчество;Пол;День рождения;Телефоны;Почта;Телеграм;Обращение;Вы или ты;Категория;Заметки"
VERA = (
    "Ольшанская;Вера;Аркадьевна;ж;29.02;8 916 123-45-67, +7 495 123-45-67;v@o.example;@vera;;;ключевой;"
    '"тихий\nзал; окно"'
)
ENGLISH = "surname,given name,gender,language,time zone,birthday,phone,e-mail,manager"
NETWORK = "organisation,kind,city,class,person,role,phone,mail,opens,notes"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_russian_list_of_clients(charset, end):
    found = read(f"{RUSSIAN}\n{VERA}\n".replace("\n", end).encode(charset))

    (vera,) = found.records
    assert (found.sort, found.problems) == (Sort.CLIENTS, ())
    assert (vera.surname, vera.given_name, vera.patronymic, vera.gender) == ("Ольшанская", "Вера", "Аркадьевна", "f")
    assert [phone.e164 for phone in vera.phones] == ["+79161234567", "+74951234567"]
    assert (str(vera.birthday), vera.mails, vera.telegram) == ("--02-29", ("v@o.example",), "vera")
    assert (vera.address, vera.is_formal, vera.tier, vera.notes) == ("patronymic", True, "key", "тихий\nзал; окно")


def test_an_english_list_of_clients():
    (emma,) = read(
        f"{ENGLISH}\nLund,Emma,f,en,Europe/Stockholm,1980-03-22,+46701234567,e@l.example,Anna@House.example".encode()
    ).records
    assert (emma.language, emma.zone, emma.manager, emma.address) == (
        "en",
        "Europe/Stockholm",
        "anna@house.example",
        "first",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_contacts_of_the_network(delimiter):
    row = (
        '"ООО ""Оранжерея""",Ресторан,Москва,*****,Ирина Тарасова,мэтр,+7 903 111-22-33,i@o.example,'
        '"стол у окна\nверанда",ценит тишину'
    )
    found = read(f"sep={delimiter}\n{NETWORK}\n{row}\n".replace(",", delimiter).encode())

    (irina,) = found.records
    assert (irina.organisation, irina.kind, irina.klass, irina.opens) == (
        'ООО "Оранжерея"', "restaurant", 5, ("стол у окна", "веранда")
    )  # fmt: skip
    assert (found.sort, irina.phone, irina.person) == (Sort.CONTACTS, "+79031112233", "Ирина Тарасова")


@pytest.mark.parametrize(
    ("row", "why", "column"),
    [
        (",,f,,,,,,", Wrong.NAME_MISSING, 0),
        ("Lund,Emma,,,,,,,", Wrong.GENDER_UNKNOWN, 3),
        ("Lund,Emma,?,,,,,,", Wrong.GENDER_UNKNOWN, 3),
        ("Lund,Emma,f,sv,,,,,", Wrong.LANGUAGE_UNKNOWN, 4),
        ("Lund,Emma,f,,Stockholm,,,,", Wrong.ZONE_UNKNOWN, 5),
        ("Lund,Emma,f,,,3/4/1980,,,", Wrong.DATE_UNCLEAR, 6),
        ("Lund,Emma,f,,,,12,,", Wrong.PHONE_UNREADABLE, 7),
        ("Lund,Emma,f,,,,,nobody,", Wrong.MAIL_UNREADABLE, 8),
        ("Lund,Emma,f,,,,,,,more", Wrong.TOO_MANY_CELLS, 0),
        (f"{'L' * 100},Emma,f,,,,,,", Wrong.CELL_TOO_LONG, 1),
        ('"Lund,Emma,f,,,,,,', Wrong.QUOTE_NOT_CLOSED, 0),
    ],
)
def test_one_bad_record_is_named_and_the_rest_goes_in(row, why, column):
    found = read(f"{ENGLISH}\nFirst,Anna,f,,,,,,\n{row}\nLast,Ilya,m,,,,,,\n".encode())

    assert [record.surname for record in found.records] == ["First", "Last"]
    assert [(problem.line, problem.why, problem.column) for problem in found.problems] == [(3, why, column)]


def test_two_marks_that_never_close_do_not_swallow_what_is_between():
    found = read(f'{ENGLISH}\n"A,Anna,f,,,,,,\nMiddle,Ilya,m,,,,,,\n"B,Mark,m,,,,,,\n'.encode())
    assert [record.surname for record in found.records] == ["Middle"]
    assert [problem.line for problem in found.problems] == [2, 4]


@pytest.mark.parametrize(("content", "why"), [(b"", Wrong.FILE_EMPTY), (b"a;b\n1;2", Wrong.HEADER_UNKNOWN)])
def test_a_file_that_says_nothing_to_us(content, why):
    found = read(content)
    assert (found.sort, [problem.why for problem in found.problems]) == (Sort.UNKNOWN, [why])


def test_a_column_that_we_do_not_know_is_named_and_left_out():
    found = read("Фамилия;Имя;Пол;Цвет\nГромов;Пётр;м;синий".encode())
    assert len(found.records) == 1
    assert [(problem.line, problem.column, problem.why) for problem in found.problems] == [(1, 4, Wrong.COLUMN_UNKNOWN)]


@given(st.binary(max_size=1500))
def test_no_bytes_break_it(content):
    read(content)


@given(st.lists(st.lists(st.sampled_from(["", "а", '"', "f", "\n", "@", "+7", "29.02", ";"]), max_size=14), max_size=8))
def test_no_cells_break_it(rows):
    read("\n".join([RUSSIAN, *(";".join(row) for row in rows)]).encode())
