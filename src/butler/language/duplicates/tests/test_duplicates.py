import random

from butler.language.duplicates import duplicates
from butler.language.duplicates.reading import read_all
from butler.language.latin import latin

SURNAMES = [
    f"{root}{ending}"
    for root in ("Ветр", "Лунёв", "Озер", "Снеж", "Кедр", "Борис", "Мороз", "Тум", "Горн", "Речн", "Камен", "Ясн")
    for ending in ("ов", "инский", "енко", "ин")
]  # fmt: skip
GIVEN = ["Анна", "Мария", "Илья", "Марк", "Ольга", "Павел", "Юлия", "Пётр", "Ксения", "Глеб", "Вера", "Лев", "Нина"]
TOWNS = ["Москва", "Санкт-Петербург", "Казань", "Сочи"]


def person(seed):
    chance = random.Random(seed)
    surname, given = chance.choice(SURNAMES), chance.choice(GIVEN)
    return {
        "фамилия": surname,
        "имя": given,
        "телефон": f"+7 9{chance.randrange(10, 99)} {chance.randrange(100, 999)}-{chance.randrange(1000, 9999)}",
        "почта": f"{latin(given).lower()}.{latin(surname).lower()}{seed}@example.com",
        "родился": f"{chance.randrange(1945, 2005)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}",
        "город": chance.choice(TOWNS),
    }


def slipped(told, seed):
    """The same person as another colleague wrote him down."""
    chance = random.Random(seed)
    again = dict(told)
    kind = seed % 5
    if kind == 0:
        again |= {"фамилия": latin(told["фамилия"]), "имя": latin(told["имя"]), "почта": None}
    elif kind == 1:
        again |= {"фамилия": told["имя"], "имя": told["фамилия"], "город": None}
    elif kind == 2:
        again |= {
            "телефон": told["телефон"].replace("+7 ", "8 (").replace(" ", ") ", 1).replace("-", ""),
            "родился": "",
        }
    elif kind == 3:
        at = chance.randrange(1, len(told["фамилия"]) - 1)
        again["фамилия"] = told["фамилия"][:at] + told["фамилия"][at + 1 :]
    else:
        year, month, day = told["родился"].split("-")
        again |= {"родился": f"{day}.{month}.{year}", "имя": told["имя"].upper()}
    return again


def pairs_of(records):
    return {(pair.one, pair.other) for pair in duplicates(records)}


def test_of_three_hundred_people_written_twice_nearly_all_are_found_and_no_two_others_are_merged():
    people = [person(seed) for seed in range(300)]
    records = people + [slipped(told, seed) for seed, told in enumerate(people)]
    found, true = pairs_of(records), {(seed, seed + 300) for seed in range(300)}
    assert found <= true
    assert len(found) >= 0.97 * len(true)


def test_a_family_with_one_telephone_and_one_roof_stays_several_people():
    people = [person(seed) for seed in range(100)]
    wife = people[7] | {"имя": "Аглая", "родился": "1981-02-03", "почта": "aglaya@example.com"}
    assert (7, 100) not in pairs_of([*people, wife])


def test_people_of_one_name_are_not_one_person():
    people = [person(seed) for seed in range(100)]
    namesake = person(7_000) | {"фамилия": people[3]["фамилия"], "имя": people[3]["имя"]}
    assert (3, 100) not in pairs_of([*people, namesake])


def test_strange_records_are_read_and_a_record_without_an_id_is_left_out():
    odd = [
        {"id": 1},
        {"id": 2, "имя": None, "x": {"y": 1}, "телефоны": ["+7 900 000-00-00"]},
        {"имя": "Анна"},
        {"id": 3, "n": 5},
    ]
    assert list(read_all(odd)) == []


def test_an_answer_is_one_line_with_both_ids():
    twice = [{"id": f"r{number}", **person(number // 2)} for number in range(20)]
    first = next(read_all(twice))
    assert {first["a"][0], first["b"][0]} == {"r"}
    assert 0.99 <= first["score"] <= 1
