"""Who called, as colleagues write it in one line."""

from datetime import time

import pytest

from butler.language.callers import Caller, read_caller


@pytest.mark.parametrize(
    ("line", "caller"),
    [
        ("звонили с +7 921 555-12-34, назвался Павлом, сказал, что опоздает", Caller(True, "Павел")),
        ("Звонили в 14:20, представилась Анной Зориной", Caller(True, "Анна Зорина", time(14, 20))),
        ("позвонила женщина, зовут Марина Ким, просит столик в 20:00", Caller(True, "Марина Ким")),
        ("called at 14:05 from +44 20 7946 0958, his name is Paul Smith", Caller(True, "Paul Smith", time(14, 5))),
        ("Звонил Павел, перезвонит завтра в 10:30", Caller(True, "Павел")),
        ("звонили в 25:61, ничего не сказали", Caller(True)),
        ("стол на двоих завтра в 20:00, Ольшанская", Caller(False)),
        ("", Caller(False)),
    ],
)
def test_a_line_tells_who_called_and_when(line, caller):
    assert read_caller(line) == caller
