"""People in every case, as they would be written by hand."""

from pathlib import Path

import pytest

from butler.language.names import (
    Case,
    Name,
    about,
    full_name,
    given_name,
    inside,
    into,
    out_of,
    patronymic,
    surname,
    words,
)

# nominative, gender, then: genitive, dative, accusative, instrumental, prepositional
SURNAMES = """
Ольшанская f Ольшанской Ольшанской Ольшанскую Ольшанской Ольшанской
Ольшанский m Ольшанского Ольшанскому Ольшанского Ольшанским Ольшанском
Вересов m Вересова Вересову Вересова Вересовым Вересове
Вересова f Вересовой Вересовой Вересову Вересовой Вересовой
Лаврова f Лавровой Лавровой Лаврову Лавровой Лавровой
Гордеев m Гордеева Гордееву Гордеева Гордеевым Гордееве
Зимин m Зимина Зимину Зимина Зиминым Зимине
Чаплин m Чаплина Чаплину Чаплина Чаплиным Чаплине
Шевченко m Шевченко Шевченко Шевченко Шевченко Шевченко
Шевченко f Шевченко Шевченко Шевченко Шевченко Шевченко
Черных m Черных Черных Черных Черных Черных
Седых f Седых Седых Седых Седых Седых
Живаго m Живаго Живаго Живаго Живаго Живаго
Дурново f Дурново Дурново Дурново Дурново Дурново
Ким m Кима Киму Кима Кимом Киме
Ким f Ким Ким Ким Ким Ким
Гоголь m Гоголя Гоголю Гоголя Гоголем Гоголе
Гоголь f Гоголь Гоголь Гоголь Гоголь Гоголь
Айвазян m Айвазяна Айвазяну Айвазяна Айвазяном Айвазяне
Айвазян f Айвазян Айвазян Айвазян Айвазян Айвазян
Чавчавадзе m Чавчавадзе Чавчавадзе Чавчавадзе Чавчавадзе Чавчавадзе
Окуджава m Окуджавы Окуджаве Окуджаву Окуджавой Окуджаве
Берия m Берии Берии Берию Берией Берии
Коваль m Коваля Ковалю Коваля Ковалем Ковале
Коваль f Коваль Коваль Коваль Коваль Коваль
Соловей m Соловья Соловью Соловья Соловьём Соловье
Соловей f Соловей Соловей Соловей Соловей Соловей
Заяц m Зайца Зайцу Зайца Зайцем Зайце
Римский-Корсаков m Римского-Корсакова Римскому-Корсакову Римского-Корсакова Римским-Корсаковым Римском-Корсакове
Петрова-Водкина f Петровой-Водкиной Петровой-Водкиной Петрову-Водкину Петровой-Водкиной Петровой-Водкиной
Смит-Джонс m Смита-Джонса Смиту-Джонсу Смита-Джонса Смитом-Джонсом Смите-Джонсе
Смит m Смита Смиту Смита Смитом Смите
Смит f Смит Смит Смит Смит Смит
Фишер m Фишера Фишеру Фишера Фишером Фишере
Грин m Грина Грину Грина Грином Грине
Дюма m Дюма Дюма Дюма Дюма Дюма
Золя m Золя Золя Золя Золя Золя
Гюго m Гюго Гюго Гюго Гюго Гюго
Кюри f Кюри Кюри Кюри Кюри Кюри
Гарсиа m Гарсиа Гарсиа Гарсиа Гарсиа Гарсиа
Гейне m Гейне Гейне Гейне Гейне Гейне
Толстая f Толстой Толстой Толстую Толстой Толстой
Толстой m Толстого Толстому Толстого Толстым Толстом
Троицкий m Троицкого Троицкому Троицкого Троицким Троицком
Smith m Smith Smith Smith Smith Smith
Müller f Müller Müller Müller Müller Müller
"""
GIVEN = """
Мария f Марии Марии Марию Марией Марии
Анна f Анны Анне Анну Анной Анне
Любовь f Любови Любови Любовь Любовью Любови
Нинель f Нинели Нинели Нинель Нинелью Нинели
Анна-Мария f Анны-Марии Анне-Марии Анну-Марию Анной-Марией Анне-Марии
Николь f Николь Николь Николь Николь Николь
Мэри f Мэри Мэри Мэри Мэри Мэри
Элизабет f Элизабет Элизабет Элизабет Элизабет Элизабет
Ольга f Ольги Ольге Ольгу Ольгой Ольге
Андрей m Андрея Андрею Андрея Андреем Андрее
Лев m Льва Льву Льва Львом Льве
Павел m Павла Павлу Павла Павлом Павле
Пётр m Петра Петру Петра Петром Петре
Илья m Ильи Илье Илью Ильёй Илье
Игорь m Игоря Игорю Игоря Игорем Игоре
Никита m Никиты Никите Никиту Никитой Никите
Джон m Джона Джону Джона Джоном Джоне
Луи m Луи Луи Луи Луи Луи
Марк m Марка Марку Марка Марком Марке
"""
PATRONYMICS = """
Андреевна f Андреевны Андреевне Андреевну Андреевной Андреевне
Сергеевич m Сергеевича Сергеевичу Сергеевича Сергеевичем Сергеевиче
Ильич m Ильича Ильичу Ильича Ильичом Ильиче
Ильинична f Ильиничны Ильиничне Ильиничну Ильиничной Ильиничне
Кузьмич m Кузьмича Кузьмичу Кузьмича Кузьмичом Кузьмиче
"""
CASES = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL)


def rows(table: str) -> list:
    return [
        pytest.param(*line.split(), id=line.split()[0] + "-" + line.split()[1]) for line in table.strip().split("\n")
    ]


@pytest.mark.parametrize(("name", "gender", "gen", "dat", "acc", "ins", "pre"), rows(SURNAMES))
def test_surnames(name, gender, gen, dat, acc, ins, pre):
    assert tuple(surname(name, gender, case) for case in CASES) == (gen, dat, acc, ins, pre)


@pytest.mark.parametrize(("name", "gender", "gen", "dat", "acc", "ins", "pre"), rows(GIVEN))
def test_given_names(name, gender, gen, dat, acc, ins, pre):
    assert tuple(given_name(name, gender, case) for case in CASES) == (gen, dat, acc, ins, pre)


@pytest.mark.parametrize(("name", "gender", "gen", "dat", "acc", "ins", "pre"), rows(PATRONYMICS))
def test_patronymics(name, gender, gen, dat, acc, ins, pre):
    assert tuple(patronymic(name, gender, case) for case in CASES) == (gen, dat, acc, ins, pre)


TABLE = Path(__file__).with_name("declensions.tsv")  # part, kind, name, gender, and the five cases by hand
BY_PART = {
    "surname": surname,
    "given": given_name,
    "patronymic": patronymic,
    "words": lambda name, _, case: words(name, case),
}


def test_of_thirteen_hundred_names_none_is_declined_wrongly():
    table = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]]
    wrong = {
        name: said
        for part, _, name, gender, *forms in table
        if (said := [BY_PART[part](name, gender, case) for case in CASES]) != forms
    }
    assert not wrong
    kinds = {kind for _, kind, *_ in table}
    assert (len(table) >= 1300, kinds) == (True, {"own", "indeclinable", "double", "foreign", "place"})


def test_a_whole_name_and_one_without_a_patronymic():
    assert full_name(Name("Мария", "Андреевна", "Ольшанская", "f"), Case.DATIVE) == "Марии Андреевне Ольшанской"
    assert full_name(Name("Джон", "", "Смит", "m"), Case.INSTRUMENTAL) == "Джоном Смитом"
    assert full_name(Name("Лев", "", "", "m"), Case.GENITIVE) == "Льва"


@pytest.mark.parametrize(
    ("place", "to", "in_", "from_"),
    [
        ("Стамбул", "в Стамбул", "в Стамбуле", "из Стамбула"),
        ("Санкт-Петербург", "в Санкт-Петербург", "в Санкт-Петербурге", "из Санкт-Петербурга"),
        ("Москва", "в Москву", "в Москве", "из Москвы"),
        ("Ницца", "в Ниццу", "в Ницце", "из Ниццы"),
        ("Владивосток", "во Владивосток", "во Владивостоке", "из Владивостока"),
        ("Франкфурт", "во Франкфурт", "во Франкфурте", "из Франкфурта"),
        ("Вена", "в Вену", "в Вене", "из Вены"),
        ("Флоренция", "во Флоренцию", "во Флоренции", "из Флоренции"),
        ("Нижний Новгород", "в Нижний Новгород", "в Нижнем Новгороде", "из Нижнего Новгорода"),
        ("Минеральные Воды", "в Минеральные Воды", "в Минеральных Водах", "из Минеральных Вод"),
        ("Ростов-на-Дону", "в Ростов-на-Дону", "в Ростове-на-Дону", "из Ростова-на-Дону"),
        ("Нью-Йорк", "в Нью-Йорк", "в Нью-Йорке", "из Нью-Йорка"),
        ("Сочи", "в Сочи", "в Сочи", "из Сочи"),
        ("Токио", "в Токио", "в Токио", "из Токио"),
        ("Дубай", "в Дубай", "в Дубае", "из Дубая"),
        ("Афины", "в Афины", "в Афинах", "из Афин"),
        ("London", "в London", "в London", "из London"),
    ],
)
def test_where_to_where_and_where_from(place, to, in_, from_):
    assert (into(place), inside(place), out_of(place)) == (to, in_, from_)


def test_every_town_of_the_table_can_be_flown_to():
    from butler.language.towns import CODES, to_town

    assert all(to_town(code, "ru").startswith(("в ", "во ")) for code in CODES)
    assert to_town("IST", "en") == "to Istanbul"
    assert to_town("XQZ", "ru") == ""
    assert to_town("Казань", "en") == "to Kazan"


def test_about_somebody():
    assert about("Анне") == "об Анне"
    assert about("Марии") == "о Марии"


def test_nominative_and_nothing_stay():
    assert words("Москва", Case.NOMINATIVE) == "Москва"
    assert words("", Case.DATIVE) == surname("", "m", Case.DATIVE) == ""
