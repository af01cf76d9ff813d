"""Files to take in, and the poison word that may appear in no column of a batch."""

import pytest

from butler.dossiers import actions as dossiers
from butler.ground.acting import acting_for
from butler.reception.ledger import Choices

CANARY = "Яшма"  # part of every name below that must stay under seal


@pytest.fixture
def choices(anna):
    return Choices(by=anna)


@pytest.fixture
def put(tmp_path):
    """Write a file: put("clients.csv", text)."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture
def clients_csv(put):
    return put(
        "Яшма.csv",
        "Фамилия;Имя;Отчество;Пол;День рождения;Телефоны;Почта;Заметки\n"
        "Яшмова;Нина;Павловна;ж;29.02;+7 916 111-22-33;nina@yashma.example;Любит тихий зал (Яшма)\n"
        "Плохой;Пётр;;;;;;\n"
        "Громов;Олег;Ильич;м;01.05.1970;;oleg@gromov.example;\n",
    )


def mail(number: int, sender: str, to: str = "anna@house.test", subject: str = "Ужин", date: str = "") -> bytes:
    date = date or "Mon, 23 Nov 2026 12:00:00 +0300"
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nDate: {date}\nMessage-ID: <{number}@mail.example>"
    return f"{head}\nContent-Type: text/plain; charset=utf-8\n\nСтол у окна, Яшма.\n".encode()


@pytest.fixture
def letter():
    return mail


@pytest.fixture
def maria(olshanskaya):
    with acting_for("test"):
        dossiers.add_contact(olshanskaya.pk, kind="mail", value="maria@olshanskaya.example")
    return olshanskaya


@pytest.fixture
def zoya(maria):
    """Her assistant: asks for her, decides nothing."""
    with acting_for("test"):
        person = dossiers.add_person(maria.pk, relation="assistant", given_name="Зоя", surname="Климова", may_ask=True)
        dossiers.add_contact(maria.pk, kind="mail", value="zoya@office.example", person=person)
    return person
