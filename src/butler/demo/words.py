"""Small tools of language for the demo house: endings by gender, surnames, patronymics, dates in words, money."""

import re
from datetime import date, timedelta

NBSP = "\u00a0"
MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"]
WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
COLLECTIVE = {1: "одного", 2: "двоих", 3: "троих", 4: "четверых", 5: "пятерых", 6: "шестерых", 7: "семерых"}
COLLECTIVE |= {8: "восьмерых", 9: "девятерых", 10: "десятерых"}
COLLECTIVE_EN = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}

CHOICE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")

STEMS = {"Павел": "Павл", "Пётр": "Петр", "Лев": "Льв", "Михаил": "Михайл", "Тигран": "Тигран"}
KEEPS_I = {"Дмитрий", "Георгий"}  # Дмитриевич, but Юрьевич
IRREGULAR = {
    "Илья": ("Ильич", "Ильинична"),
    "Никита": ("Никитич", "Никитична"),
    "Лука": ("Лукич", "Лукинична"),
    "Яков": ("Яковлевич", "Яковлевна"),
    "Игорь": ("Игоревич", "Игоревна"),
}


def gendered(text: str, gender: str) -> str:
    """`просил[|а] сам[|а]` for her or for him: the first form is his, the second hers."""
    return CHOICE.sub(lambda found: found[1] if gender == "m" else found[2], text)


def patronymic(father: str, gender: str) -> str:
    """The patronymic of a child of `father`."""
    if father in IRREGULAR:
        return IRREGULAR[father][0 if gender == "m" else 1]
    if father in KEEPS_I:
        return father[:-1] + ("евич" if gender == "m" else "евна")
    if father.endswith("ий"):
        return father[:-2] + ("ьевич" if gender == "m" else "ьевна")
    if father.endswith("й"):
        return father[:-1] + ("евич" if gender == "m" else "евна")
    return STEMS.get(father, father) + ("ович" if gender == "m" else "овна")


def surname(male: str, gender: str) -> str:
    """The form of a family's name for a man or a woman."""
    if gender == "m":
        return male
    if male.endswith(("ский", "цкий", "ской")):
        return male[:-2] + "ая"
    if male.endswith(("ой", "ый")):
        return male[:-2] + "ая"
    if male.endswith(("ов", "ев", "ёв", "ин", "ын")) and male not in UNCHANGED:
        return male + "а"
    return male


UNCHANGED = {"Рейн", "Штейн", "Лин"}


def when(day: date, said_on: date, language: str = "ru") -> str:
    """How a person names `day` on the day they speak: «завтра», «в четверг», «3 декабря»."""
    ahead = (day - said_on).days
    if language == "en":
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        if ahead in near:
            return near[ahead]
        return f"on {WEEKDAYS_EN[day.weekday()]}" if 1 < ahead < 7 else f"on {day.day} {MONTHS_EN[day.month - 1]}"
    near = {-1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"}
    if ahead in near:
        return near[ahead]
    return WEEKDAYS[day.weekday()] if 2 < ahead < 7 else f"{day.day} {MONTHS[day.month - 1]}"


def dated(day: date, language: str = "ru") -> str:
    """«26 ноября»."""
    names = MONTHS_EN if language == "en" else MONTHS
    return f"{day.day} {names[day.month - 1]}"


def wall_clock(hour: int, minute: int) -> str:
    """Without a leading zero: 9:30."""
    return f"{hour}:{minute:02d}"


def party(size: int, language: str = "ru") -> str:
    """«на четверых», «for four»."""
    if language == "en":
        return f"for {COLLECTIVE_EN.get(size, size)}"
    return f"на {COLLECTIVE.get(size, size)}"


def rub(amount: int) -> str:
    """«46 000 ₽» with no-break spaces."""
    return f"{amount:,}".replace(",", NBSP) + f"{NBSP}₽"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The first letter small, unless it begins a name or a quotation."""
    return text[:1].lower() + text[1:]


def tidy(text: str) -> str:
    """No double spaces, none before a comma or a full stop."""
    return re.sub(r" +([,.?!;:])", r"\1", re.sub(r"  +", " ", text)).strip()


def latin(text: str) -> str:
    """For e-mail addresses: «Ольшанская» -> olshanskaya."""
    return "".join(LATIN.get(letter, letter) for letter in text.lower() if letter.isalnum() or letter in "-.")


LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
) | {"ъ": "", "ь": ""}


def turning(age: int) -> str:
    """«70 лет», «1 год», «22 года»."""
    if 10 < age % 100 < 20 or age % 10 in (0, 5, 6, 7, 8, 9):
        word = "лет"
    else:
        word = "год" if age % 10 == 1 else "года"
    return f"{age}{NBSP}{word}"


def next_date(month: int, day: int, after: date) -> date:
    """The next time a date comes round, on or after `after`; 29.02 is kept on the 28th in other years."""
    for year in range(after.year, after.year + 3):
        try:
            found = date(year, month, day)
        except ValueError:
            found = date(year, month, day) if day < 29 else date(year, month + 1, 1) - timedelta(days=1)
        if found >= after:
            return found
    raise ValueError("a date comes round every year")
