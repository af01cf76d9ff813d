# ruff: noqa: E501 - one line of a list is one line
"""A folder of fictional files to try the import with: cards, calendars, mail, lists. Nobody in them lives in the demo house."""

import csv
import io
import mailbox
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from butler.demo.diaries import Page

ZONE = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True)
class Newcomer:
    surname: str
    given: str
    patronymic: str
    gender: str
    born: str
    phone: str
    mail: str
    city: str = "Санкт-Петербург"
    zone: str = "Europe/Moscow"
    language: str = "ru"
    standing: str = "обычный"
    notes: str = ""


NEWCOMERS = (
    Newcomer("Берестова", "Ирина", "Алексеевна", "ж", "03.12.1978", "+7 900 000-95-01", "irina@berestova.example", standing="ключевой", notes="Тихий зал; стол у окна. Лилий не дарить."),
    Newcomer("Ковальский", "Ян", "Станиславович", "м", "29.02.1984", "8 900 000-95-02", "jan@kowalski.example", notes="Пишет вечером, отвечает утром."),
    Newcomer("Одоевцева", "Нина", "Фёдоровна", "ж", "1951-06-14", "+7 (900) 000-95-03", "nina@odoevtseva.example", notes="Звонить на городской, говорить громче."),
    Newcomer("Мурадян", "Арсен", "Левонович", "м", "22.03", "+7 900 000 95 04", "arsen@muradyan.example", city="Москва", standing="ключевой", notes="Гранатовый сок без сахара; машина без ароматизатора."),
    Newcomer("Уэйд", "Тереза", "", "ж", "--11-30", "+44 20 7946 0958", "theresa@wade.example", city="Лондон", zone="Europe/London", language="en", notes="Writes in English, reads Russian."),
    Newcomer("Щукин", "Фёдор", "Ильич", "м", "1969-01-08", "+7 900 000-95-06, +7 900 000-95-16", "fedor@shchukin.example", notes="Две собаки, багажник с перегородкой."),
    Newcomer("Аль-Рашид", "Лейла", "", "ж", "17.07.1990", "+7 900 000-95-07", "leila@rashid.example", city="Дубай", zone="Asia/Dubai", language="en", standing="ключевой", notes="No pork, no alcohol in gifts."),
    Newcomer("Ёлкин", "Пётр", "Семёнович", "м", "05.05.1962", "+7 900 000-95-08", "petr@yolkin.example", notes="Любит счёт до, а не после."),
)  # fmt: skip
CONTACTS = (
    ("Причал у маяка", "ресторан", "Санкт-Петербург", "Маячная улица, 3", "4", "Лада Свирская", "хостес", "+7 900 000-96-01", "lada@lighthouse.example", "стол у окна; поздний ужин"),
    ("Театр «Ковчег»", "театр", "Санкт-Петербург", "Ковчежный переулок, 1", "5", "Мирон Глухов", "администратор", "+7 900 000-96-02", "miron@kovcheg.example", "два места в партере; служебный вход"),
    ("Дом у плотины", "отель", "Москва", "Плотинная, 8", "5", "Эльвира Ленц", "консьерж", "+7 900 000-96-03", "elvira@dam.example", "раннее заселение"),
    ("Папоротник", "цветы", "Санкт-Петербург", "Моховая дорожка, 11", "3", "Юлиан Стрешнев", "флорист", "+7 900 000-96-04", "yulian@fern.example", "букет за час"),
    ("Клиника «Верста»", "клиника", "Санкт-Петербург", "Верстовая, 40", "4", "Агния Рубцова", "координатор", "+7 900 000-96-05", "agnia@versta.example", "приём на этой неделе; врач на дом"),
    ("Мастерская Фомы", "ювелир", "Москва", "Серебряный тупик, 2", "4", "Фома Лыков", "мастер", "+7 900 000-96-06", "foma@silver.example", "ремонт за день"),
)  # fmt: skip
LETTERS = (
    (0, -2, "9:15", "Стол в пятницу", "Добрый день.\n\nВ пятницу ужинаем вчетвером, в восемь. Где потише. И цветы маме в субботу к одиннадцати, она любит полевые.\n\nИрина Берестова"),
    (1, -1, "22:40", "Визит врача", "Здравствуйте!\n\nМожно доктора домой завтра после одиннадцати? Температуры нет, сил тоже.\n\nЯ. Ковальский"),
    (2, -3, "12:05", "Билеты", "Голубчики, внучка хочет на «Щелкунчика». Три места, не балкон, я плохо вижу.\n\nН. Одоевцева"),
    (4, -1, "18:20", "Friday evening", "Good evening,\n\nI land on Friday at 21:10. A quiet car, please, and no name board.\n\nTheresa Wade"),
    (6, 0, "7:35", "School in January", "Good morning,\n\nWe need a patient tutor for Adam from January, twice a week.\n\nLeila"),
)  # fmt: skip
STRANGER = (
    "Никто Незнакомов <stranger@elsewhere.example>",
    "Предложение",
    "Здравствуйте, мы производим корпоративные подушки. Кому написать?",
)


def write(folder: Path, today: date) -> list[Path]:
    """Write the samples into `folder` (made if needed); the same day gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "clients.csv": clients_csv(), "contacts.csv": contacts_csv(), "circle.vcf": cards(), "network.vcf": network_cards(),
        "Берестова Ирина.ics": calendar(today), "Аль-Рашид Лейла.ics": calendar_abroad(today),
    }  # fmt: skip
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_bytes(text.encode())
        paths.append(path)
    return [*paths, write_mail(folder / "letters.mbox", today)]


def clients_csv() -> str:
    """Clients as `./butler import` takes them."""
    head = ["Фамилия", "Имя", "Отчество", "Пол", "День рождения", "Телефоны", "Почта", "Город", "Часовой пояс", "Язык", "Категория", "Заметки"]  # fmt: skip
    return _table(head, [[p.surname, p.given, p.patronymic, p.gender, p.born, p.phone, p.mail, p.city, p.zone, p.language, p.standing, p.notes] for p in NEWCOMERS])  # fmt: skip


def contacts_csv() -> str:
    """Contacts of the network."""
    head = ["Организация", "Вид", "Город", "Адрес", "Класс", "Контакт", "Должность", "Телефон", "Почта", "Открывает"]
    return _table(head, [list(row) for row in CONTACTS])


def _table(head: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def cards() -> str:
    """People around the clients: vCard 3.0 and 4.0 and one old telephone's 2.1."""
    return "\r\n".join(
        (
            "BEGIN:VCARD", "VERSION:3.0", "N:Берестов;Олег;Павлович;;", "FN:Олег Берестов", "TEL;TYPE=CELL:+7 900 000-95-21",
            "EMAIL:oleg@berestova.example", "BDAY:1975-09-09", "NOTE:Муж Ирины\\, согласует подарки", "END:VCARD",
            "BEGIN:VCARD", "VERSION:4.0", "N:Одоевцев;Лука;Игоревич;;", "FN:Лука Одоевцев", "TEL;TYPE=home;VALUE=uri:tel:+79000009523",
            "BDAY:--1231", "RELATED;TYPE=parent:Нина Одоевцева", "END:VCARD",
            "BEGIN:VCARD", "VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=A9=D1=83=D0=BA=D0=B8=D0=BD=D0=B0;=D0=92=D0=B5=D1=80=D0=B0",
            "TEL;CELL:8-900-000-95-26", "END:VCARD", "",
        )
    )  # fmt: skip


def network_cards() -> str:
    """People of the network."""
    lines = []
    for organisation, _, city, street, _, name, role, phone, mail, _ in CONTACTS:
        given, _, surname = name.partition(" ")
        lines += ["BEGIN:VCARD", "VERSION:3.0", f"N:{surname};{given};;;", f"FN:{name}", f"ORG:{organisation}", f"TITLE:{role}",
                  f"TEL;TYPE=WORK:{phone}", f"EMAIL:{mail}", f"ADR;TYPE=WORK:;;{street.replace(',', chr(92) + ',')};{city};;;Россия", "END:VCARD"]  # fmt: skip
    return "\r\n".join([*lines, ""])


def calendar(today: date) -> str:
    """A calendar with a weekly rule, an exception, a moved occurrence and a clash."""
    monday = today - timedelta(days=today.weekday())
    page = Page("Берестова", "Europe/Moscow")
    page.timed("weekly", "Планёрка", monday, "10:00", 60, "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=20",
               f"EXDATE;TZID=Europe/Moscow:{monday + timedelta(weeks=2):%Y%m%d}T100000")  # fmt: skip
    moved = monday + timedelta(weeks=1)
    page.timed(
        "weekly", "Планёрка (перенос)", moved, "11:30", 60, f"RECURRENCE-ID;TZID=Europe/Moscow:{moved:%Y%m%d}T100000"
    )
    page.timed("lunch", "Обед с издателем", today, "13:00", 90, place="Причал у маяка")
    page.timed("call", "Созвон с юристами", today, "13:30", 45)
    page.event(
        "birthday", "День рождения мамы", f"DTSTART;VALUE=DATE:{today + timedelta(days=9):%Y%m%d}", "RRULE:FREQ=YEARLY"
    )
    return page.text()


def calendar_abroad(today: date) -> str:
    """A calendar of another zone, with a flight home."""
    page = Page("Лейла", "Asia/Dubai")
    page.timed("school", "Adam, school", today, "7:45", 30, "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=60")
    page.timed("call", "Call with London", today, "10:00", 45, "RRULE:FREQ=WEEKLY;INTERVAL=2", zone="Europe/London")
    page.timed("flight", "Flight to St Petersburg", today + timedelta(days=3), "9:40", 325)
    return page.text()


def write_mail(path: Path, today: date) -> Path:
    """Letters of the newcomers, and one of a stranger."""
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for number, (who, days, hhmm, subject, text) in enumerate(LETTERS):
        person = NEWCOMERS[who]
        box.add(
            _letter(
                f"{person.given} {person.surname} <{person.mail}>", _moment(today, days, hhmm), subject, text, number
            )
        )
    box.add(_letter(STRANGER[0], _moment(today, -1, "10:10"), STRANGER[1], STRANGER[2], 99))
    box.close()
    return path


def _letter(sender: str, sent_at: datetime, subject: str, text: str, number: int) -> mailbox.mboxMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "Дом <house@demo.example>", subject
    letter["Date"], letter["Message-ID"] = format_datetime(sent_at), f"<sample-{number}@mail.example>"
    letter.set_content(text)
    kept = mailbox.mboxMessage(letter)
    kept.set_from("sample@mail.example", sent_at.utctimetuple())
    return kept


def _moment(today: date, days: int, hhmm: str) -> datetime:
    hour, minute = hhmm.split(":")
    return datetime.combine(today + timedelta(days=days), time(int(hour), int(minute)), ZONE)
