"""Nobody is left in a text that a model will see, and everybody comes back after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from butler.language.latin import latin
from butler.language.names import Case, given_name, patronymic, surname
from butler.language.redaction import Somebody, hide, restore
from butler.language.tokens import plain

MARIA = Somebody("Мария", "Андреевна", "Ольшанская", "f")
PAVEL = Somebody("Павел", "", "Соловей", "m")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Передайте Марии Андреевне, что стол готов", "Передайте [ЛИЦО_1] [ЛИЦО_1], что стол готов"),
        ("Ольшанскую ждут в восемь", "[ЛИЦО_1] ждут в восемь"),
        ("с Павлом Соловьём и Марией", "с [ЛИЦО_1] [ЛИЦО_1] и [ЛИЦО_2]"),
        ("Mariya Olshanskaya, business class", "[ЛИЦО_1] [ЛИЦО_1], business class"),
        ("звоните +7 (921) 555-12-34 или 8 921 555 12 34", "звоните [ТЕЛЕФОН_1] или [ТЕЛЕФОН_2]"),
        ("пишите на m.olsh@client.example", "пишите на [ПОЧТА_1]"),
        ("паспорт 75 1234567, карта 4276 1234 5678 9012", "паспорт [НОМЕР_1], карта [КАРТА_1]"),
        ("машина А123ВС178 у подъезда", "машина [НОМЕР_1] у подъезда"),
        ("https://example.org/a?b=1 посмотрите", "[ССЫЛКА_1] посмотрите"),
        ("Стол в «Северном дворе» на четверых 27.11.2026 в 20:00", "Стол в «[МЕСТО_1]» на четверых 27.11.2026 в 20:00"),
        ("стол на двоих завтра в 8, до 40 000 рублей", "стол на двоих завтра в 8, до 40 000 рублей"),
        ("марийский край и соловьиный сад", "марийский край и соловьиный сад"),
        ("", ""),
    ],
)
def test_nobody_is_left_in_the_text(text, shown):
    assert hide(text, [PAVEL, MARIA] if "Павл" in text else [MARIA, PAVEL], ["Северный двор"]).text == shown


def test_somebody_whom_only_a_reader_found_is_hidden_too():
    text = "приедет Анастасия Кирилловна"
    assert hide(text, spans=[(8, len(text))]).text == "приедет [ЛИЦО_1]"


@given(
    st.sampled_from(["Мария", "Ольга", "Павел", "Илья", "Зоя"]),
    st.sampled_from(["Ольшанская", "Вересов", "Соловей", "Черных", "Дюма", "Римская-Корсакова", "Мкртчян"]),
    st.sampled_from(list(Case)),
    st.booleans(),
    st.sampled_from([str, str.upper, str.lower]),
)
def test_a_name_in_any_case_and_alphabet_is_found(given_part, family, case, is_latin, typed):
    gender = "m" if given_part in ("Павел", "Илья") else "f"
    one = Somebody(given_part, "", family, gender)
    said = f"{given_name(given_part, gender, case)} {surname(family, gender, case)}"
    said = typed(latin(said) if is_latin else said)
    shown = plain(hide(f"Передайте: {said}, срочно", [one]).text)
    assert not any(part in shown for part in plain(said).split())


@given(st.text(alphabet="абвё [ЛИЦО_1]12+@.Мария", max_size=80))
def test_everybody_comes_back(text):
    hidden = hide(text, [MARIA])
    if "[" not in text:
        back = restore(hidden.text, hidden)
        assert back is not None
        assert plain(back) == plain(text) or hidden.meant


def test_an_answer_with_a_token_that_nobody_gave_is_not_believed():
    hidden = hide("стол для Марии", [MARIA])
    assert restore("стол для [ЛИЦО_1]", hidden) == "стол для Марии"
    assert restore("стол для [ЛИЦО_2]", hidden) is None
    assert restore("стол для [PERSON_1]", hidden) is None


def test_a_patronymic_alone_is_a_name():
    for case in Case:
        assert "[ЛИЦО_1]" in hide(f"у {patronymic('Андреевна', 'f', case)}", [MARIA]).text
