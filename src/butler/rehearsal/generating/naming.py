"""Names for people who are not: each client's is his own, none is an everyday word, and none is borne by a supplier."""

import random
from collections.abc import Iterator


def listed(text: str) -> list[str]:
    return text.split()


FAMILIES = listed(
    "Ольшанск Ладожск Вересовск Белозерск Волховск Заречинск Каменецк Луговск Озеровск Полянск Раменск Славинск "
    "Тихвинск Угличск Хотьковск Черемск Шелонск Юрьевск Яузск Бронницк Вяземск Гатчинск Дубенск Ельнинск Жиздринск "
    "Звенигородск Истринск Калязинск Лужск Мещерск Нарвск Онежск Псковск Ржевск Серпуховск Торжокск Устьянск "
    "Холмогорск Чудовск Шуйск"
)
SECONDS = listed("Верх Старо Ново Бело Красно Добро Злато Тёмно Ясно Мало Велико Сухо Тепло Остро Высоко Долго")
MEN = listed("Аркадий Глеб Антон Игорь Павел Фёдор Тимур Руслан Матвей Захар Георгий Борис Кирилл Макар Степан")
WOMEN = listed("Мария Ольга Инна Елена Дарья Ксения Алиса Полина Тамара Юлия Зинаида Лидия Евгения Наталья Ирина")
FATHERS = (
    ("Львович", "Львовна"), ("Андреевич", "Андреевна"), ("Сергеевич", "Сергеевна"), ("Павлович", "Павловна"),
    ("Ильич", "Ильинична"), ("Борисович", "Борисовна"), ("Олегович", "Олеговна"), ("Юрьевич", "Юрьевна"),
)  # fmt: skip
ENGLISH_BEGIN = listed("Ash Black Thorn Hazel Wind Marl Stan Cald Red Whit Hather Kings Lang Morton Nether Oaken")
ENGLISH_END = listed("worth combe wick leigh borough hurst stead mere thorpe bourne croft field")
ENGLISH_MEN = listed("Peter Edmund Hugh Simon Rupert Leonard")
ENGLISH_WOMEN = listed("Alice Harriet Edith Frances Lydia Susan")
STAFF = listed("Нина Тая Роза Клара Вера Зоя Эмма Рита Лада Майя")
STAFF_FAMILIES = listed("Круглова Быстрова Сотникова Гусева Лапина Фокина Ершова Климова Рогова Туманова")


def families() -> Iterator[tuple[str, str]]:
    """Surnames, man's and woman's; each once, the plain ones first."""
    for stem in FAMILIES:
        yield f"{stem}ий", f"{stem}ая"
    for number in range(1_000_000):
        first = SECONDS[number % len(SECONDS)]
        rest = number // len(SECONDS)
        second = FAMILIES[rest % len(FAMILIES)].lower()
        more = "" if rest < len(FAMILIES) else _letters(rest // len(FAMILIES))
        yield f"{first}{more}{second}ий", f"{first}{more}{second}ая"


def english_families() -> Iterator[str]:
    for number in range(1_000_000):
        first, rest = ENGLISH_BEGIN[number % len(ENGLISH_BEGIN)], number // len(ENGLISH_BEGIN)
        more = "" if rest < len(ENGLISH_END) else "er" * (rest // len(ENGLISH_END))
        yield f"{first}{more}{ENGLISH_END[rest % len(ENGLISH_END)]}"


def russian(chance: random.Random, gender: str, family: tuple[str, str]) -> tuple[str, str]:
    """Surname, given name and patronymic; and the name of a spouse."""
    is_man = gender == "m"
    given, father = chance.choice(MEN if is_man else WOMEN), chance.choice(FATHERS)[0 if is_man else 1]
    spouse = f"{chance.choice(WOMEN if is_man else MEN)} {family[1 if is_man else 0]}"
    return f"{family[0 if is_man else 1]} {given} {father}", spouse


def english(chance: random.Random, gender: str, family: str) -> tuple[str, str]:
    own, other = (ENGLISH_MEN, ENGLISH_WOMEN) if gender == "m" else (ENGLISH_WOMEN, ENGLISH_MEN)
    return f"{chance.choice(own)} {family}", f"{chance.choice(other)} {family}"


def colleague(number: int) -> str:
    given, family = STAFF[number % len(STAFF)], STAFF_FAMILIES[number // len(STAFF) % len(STAFF_FAMILIES)]
    return f"{given} {family}"


def _letters(number: int) -> str:
    syllables = ("ло", "ра", "ме", "ни", "су")
    return syllables[number % len(syllables)] * (1 + number // len(syllables))
