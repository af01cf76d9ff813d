"""Expressions and whole messages as clients write them; now is Wednesday 25 November 2026, noon. "-" means no date."""

from datetime import datetime

import pytest

from butler.language.dates import find

NOW = datetime.fromisoformat("2026-11-25T12:00")
RUSSIAN = """
Нужен столик послезавтра в половине восьмого вечера|11-27T19:30
Заберите костюм из химчистки до пятницы|11-27
Приедем в субботу около трёх часов дня|11-28T15:00
Самолёт садится без десяти шесть утра|11-26T05:50
Давайте на следующей неделе во вторник|12-01
Хотим на море с 28 декабря по 9 января|12-28..2027-01-09
Позвоните мне через сорок минут|11-25T12:40
Через пару недель вернёмся к этому разговору|12-09
Два дня назад просил прислать счёт|11-23T12:00
Нужна няня на вечер пятницы|11-27T18:00
Ужин тридцатого ноября в девятнадцать тридцать|11-30T19:30
Встреча первого декабря в 9-15|12-01T09:15
Домик на майские, лучше у озера|2027-05-01
Прилетаем 03.12.2026 в 14:25|12-03T14:25
В последнюю пятницу декабря закрываем год|12-25
К концу месяца нужен отчёт|11-30
В середине марта летим в Японию|2027-03-11
Завтра с 10 до 12 будет курьер|11-26T10:00..11-26T12:00
Водителя к половине седьмого утра в четверг|11-26T06:30
За три дня до Нового года заберите подарки|12-29
На Старый Новый год хотим блины|2027-01-14
Билеты на 8 марта, балет|2027-03-08
Летом едем на Байкал|2027-06-01
Весной 2028 планируем ремонт|2028-03-01
В первом квартале 2027 года откроем счёт|2027-01-01
В следующем году переедем|2027-01-01
Массаж сегодня в пять вечера|11-25T17:00
Полпервого ночи заберите нас из клуба|11-26T00:30
Подача машины в 6.45|11-26T06:45
Мы будем в ресторане в восемь|11-25T20:00
Можно перенести на четверть девятого вечера?|11-25T20:15
Во второй половине мая нужна вилла|2027-05-16
С 1 по 3 июля уезжаем|2027-07-01..2027-07-03
Вылет 20-го, обратно 27-го декабря|12-20
Пришлите варианты до 18:00|11-25T18:00
После шести я свободен|11-25T18:00
В ближайшие выходные хотим за город|11-28..11-29
Через неделю в среду приедет мама|12-02
Следующим летом нужна яхта|2027-06-01
На католическое Рождество летим в Вену|12-25
Поздно вечером в воскресенье заберите детей|11-29T21:00
Доставьте букет ко Дню матери|11-29
Рано утром в субботу нужен трансфер|11-28T04:00
Стол на 4 у окна|-
Рейс SU 1234, Boeing 737, место 12A|-
Живём на ул. 8 Марта, 15|-
На 20 человек, банкет|-
Стало в пять раз дороже|-
Телефон 8 (916) 123-45-67|-
Бюджет до 40 тыс рублей|-
Добрый вечер! Спасибо за помощь|-
Доброе утро, хорошего дня|-
Ребёнку 7 лет, жене 35|-
Нужна машина на три часа|-
Номер в отеле на двоих на 5 ночей|-
Уборка два раза в неделю|-
В 4 номере не работает душ|-
Отель 5 звёзд, 120 метров от моря|-
Квартира в доме 12 на 7 этаже|-
День рождения у сына|-
С Новым годом вас!|-
Сертификат на 10000 рублей|-
"""
ENGLISH = """
Dinner for two tomorrow at half past seven pm|11-26T19:30
Please send the car by 6:15 am on Friday|11-27T06:15
We land at ten to nine in the evening|11-25T20:50
See you the day after tomorrow|11-27
A week from Saturday we fly out|12-05
Move it to next Thursday at noon|12-03T12:00
Book the spa for December 3rd at 4pm|12-03T16:00
We arrive on the 21st of December 2026|12-21
Stay from December 28 to January 4|12-28..2027-01-04
Call me in 45 minutes|11-25T12:45
I asked three days ago|11-22T12:00
The last Friday of January suits us|2027-01-29
A table on Christmas Eve at 8 pm|12-24T20:00
We would like a house for Easter 2027|2027-03-28
Between 2 and 4 pm tomorrow|11-26T14:00..11-26T16:00
Let us meet at the end of March|2027-03-22
Early next week please|11-30
By Monday at the latest|11-30
After 5 pm I am free|11-25T17:00
Flight on 14/12/2026 at 07:20|12-14T07:20
The first week of February|2027-02-01
Tomorrow night, any time after dinner|11-26T18:00
This weekend in the Cotswolds|11-28..11-29
Week after next we are in Rome|12-07
In a fortnight we move|12-09
Sunday, 6 December|12-06
Tickets for 6 Dec, matinee|12-06
Can we do 7.30pm on Saturday?|11-28T19:30
Quarter past three this afternoon|11-25T15:15
In the spring of 2027|2027-03-01
Q2 2027 budget|2027-04-01
Two weeks before Christmas|12-11
Chinese New Year 2027|2027-02-06
New Year's Eve party|12-31
Summer 2027 in Sardinia|2027-06-01
Next month we need a tutor|12-01
Fri 27 Nov 20:00|11-27T20:00
11-15 December|12-11..12-15
A table for 4 by the window|-
Flight BA 117, seat 4C|-
The hotel is at 221 Baker Street|-
Two bedrooms, three baths|-
We may come with friends|-
I march to my own drum|-
A second car would help|-
Open 24/7|-
It costs 150 euros per person|-
Good morning and thank you|-
We need a driver for three hours|-
My son is 7 years old|-
Room 1204, fifth floor|-
Call +44 20 7946 0958|-
The sun was lovely|-
He sat by the door|-
"""


def rows(table, lang):
    return [pytest.param(lang, *line.split("|"), id=line) for line in table.strip().splitlines()]


def full(said):
    said = said if said[:2] == "20" else f"2026-{said}"
    return datetime.fromisoformat(said)


@pytest.mark.parametrize(("lang", "text", "expected"), rows(RUSSIAN, "ru") + rows(ENGLISH, "en"))
def test_a_date_is_read_as_it_was_meant(lang, text, expected):
    found = find(text, NOW, lang)
    if expected == "-":
        assert found == []
        return
    start, _, end = expected.partition("..")
    assert found
    assert found[0].start == full(start)
    if end:
        assert found[0].end == full(end)
