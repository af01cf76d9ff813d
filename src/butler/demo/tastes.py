# ruff: noqa: E501 - one line of a list is one line
"""Tastes and needs, as colleagues write them down. `[он|она]` is chosen by the gender of whose taste it is."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Taste:
    topic: str
    polarity: str
    scope: str
    value: str
    tag: str = ""  # only for those it fits; blank: anybody
    clash: str = ""  # one of a kind per client


def _pool(lines: str) -> tuple[Taste, ...]:
    rows = (re.split(r"\|(?![^\[]*\])", line) for line in lines.strip().splitlines() if line.strip())
    return tuple(Taste(*(part.strip() for part in row)) for row in rows)


# topic | polarity | scope | value | tag | one of a kind
POOL = _pool("""
seating | likes | table | Стол у окна | | table
seating | likes | table | Стол в углу, спиной к стене | | table
seating | likes | table | Отдельный кабинет, если гостей больше четырёх | | room
seating | must | table | Не у прохода на кухню | | kitchen
seating | never | table | Стол под колонкой или кондиционером | | noise
seating | likes | theatre | Партер, ряды 4–8, у прохода | theatre | hall
seating | likes | theatre | Ложа бенуара, правая сторона | opera | hall
seating | never | theatre | Балкон и первый ряд | theatre | balcony
seating | likes | theatre | Шестой ряд по центру, подальше от оркестра | music | hall
ambience | likes | table | Тихий зал, слышно собеседника | | quiet
ambience | likes | table | Живой огонь, зимой особенно | | fire
ambience | dislikes | table | Громкая музыка | | quiet2
ambience | dislikes | table | Сетовые ужины дольше двух часов | | long
ambience | never | table | Поздравления персонала с песнями | | songs
ambience | likes | table | Открытая кухня и стойка | food | counter
view | likes | hotel | Вид на воду | | view
view | likes | hotel | Окна во двор, тишина важнее вида | | view
view | likes | hotel | Восточная сторона, утреннее солнце | | view
room | likes | hotel | Этаж с четвёртого по седьмой | | floor
room | never | hotel | Этаж выше второго, лифтом не пользуется | levels | floor
room | likes | hotel | Угловой номер в конце коридора | | corner
room | must | hotel | Гипоаллергенное бельё | health | linen
room | likes | hotel | Жёсткая подушка, две | | pillow
room | likes | hotel | Гречишная подушка | japan | pillow
room | likes | hotel | Низкая пуховая подушка | | pillow
room | must | hotel | Ванна, не только душ | | bath
room | dislikes | hotel | Смежные номера с чужими | | next
room | likes | hotel | Раннее заселение, до полудня | travel | early
room | likes | hotel | Письменный стол у окна | books | desk
room | never | hotel | Ковролин | health | floor2
room | must | hotel | Две спальни рядом, детская с ночником | kids | family
room | must | hotel | Отель, где рады собакам | pet | dogs
seat | likes | flight | Место 2A, у окна | travel | seat
seat | likes | flight | Место 1C, у прохода | | seat
seat | likes | flight | Третий ряд справа, у окна | | seat
seat | dislikes | flight | Места у кухни | | galley
seat | likes | train | Купе целиком | rail | compartment
seat | likes | train | По ходу поезда, у окна | | train
cabin | must | flight | Бизнес-класс на рейсах дольше трёх часов | travel | class
cabin | likes | flight | Эконом с местом у выхода на коротких рейсах | sport | short
car | must | car | Седан, тишина, 21 °C | | car
car | likes | car | Минивэн с детскими креслами, 8 и 12 кг | kids | car
car | likes | car | Внедорожник зимой | hunting | car
car | never | car | Ароматизатор в салоне | | scent
car | never | car | Разговоры водителя по телефону | | talk
car | likes | car | Радио выключено, плед на заднем сиденье | | radio
car | likes | car | Зарядка и газета в кармане кресла | car | charge
car | must | car | Водитель выходит и открывает дверь | | door
car | dislikes | car | Резкий старт и торопливость | | smooth
aircraft | likes | flight | Утренние вылеты, до девяти | | hour
aircraft | dislikes | flight | Турбовинтовые самолёты | travel | props
airline | dislikes | flight | Пересадки короче полутора часов | travel | connection
flight | likes | flight | Рыбное питание заказать заранее | fish | meal
flight | likes | flight | Вегетарианское питание | vegetarian | meal
flight | likes | flight | Посадка последн[им|ей], багаж отдельно | travel | boarding
food | likes | table | Рыба на углях, без соуса | fish | fish
food | likes | table | Северная кухня: ряпушка, морошка, ржаной хлеб | food | cuisine
food | likes | table | Домашняя паста и ничего лишнего | | cuisine
food | likes | table | Борщ и пирожки, без фантазий | house | cuisine
food | likes | table | Грузинский стол, но лёгкий | family | cuisine
food | likes | table | Кайсэки, если повар свой | japan | cuisine
food | dislikes | table | Трюфельное масло | food | truffle
food | dislikes | table | Кинза | | coriander
food | dislikes | table | Сырой лук | | onion
food | dislikes | table | Сладкое в основных блюдах | | sweet
food | likes | | Тёмный шоколад, больше восьмидесяти процентов | | chocolate
food | likes | home | Завтрак: гречка, яйцо, без хлеба | sport | breakfast
food | likes | home | Сырники по воскресеньям | kids | breakfast
food | never | table | Субпродукты | | offal
drink | likes | | Вода без газа, комнатная | | water
drink | likes | | Вода с газом, стекло, лимон отдельно | | water
drink | likes | car | «Нева» без газа, стекло, две бутылки | | carwater
drink | likes | table | Рислинг, сухой, Мозель | wine | wine
drink | likes | table | Бароло старше десяти лет | wine | wine
drink | likes | table | Красное из Долины реки, без бочки | wine | wine
drink | never | table | Алкоголь, никому за столом не предлагать | dry | wine
drink | likes | | Чай с чабрецом, в термосе на поездки | | tea
drink | likes | | Сенча, вода не горячее восьмидесяти градусов | japan | tea
drink | likes | | Двойной эспрессо и стакан воды | coffee | coffee
drink | dislikes | | Кофе после трёх часов дня | health | late
allergy | never | | Арахис и кешью, реакция сильная | nuts | nuts
allergy | never | | Лилии, сильный аромат | flowers | lily
allergy | never | table | Ракообразные | shellfish | shellfish
allergy | must | hotel | Без перьевых подушек | feather | feather
diet | must | table | Без глютена | health | gluten
diet | likes | table | Мало соли | health | salt
diet | must | table | Вегетарианское меню | vegetarian | veg
diet | likes | home | Ужин до восьми вечера | sport | supper
flowers | likes | | Пионы и эвкалипт | flowers | flowers
flowers | likes | | Белые хризантемы | | flowers
flowers | likes | | Ветки и сухоцветы, никаких лент | art | flowers
flowers | never | | Жёлтые розы | | yellow
flowers | dislikes | | Букеты в корзинах | flowers | basket
flowers | likes | home | Живые растения вместо срезанных | house | flowers
gift | likes | | Книги с историей: автографы, первые издания | books | gift
gift | likes | | Впечатления вместо вещей | travel | gift
gift | likes | | Старое стекло и фарфор | art | gift
gift | dislikes | | Гаджеты | | gadgets
gift | never | | Сертификаты и деньги | | money
gift | likes | | Ручная работа, мастер известен по имени | design | gift
gift | dislikes | | Логотипы на виду | style | logos
music | likes | car | Тишина или струнные | music | music
music | likes | | Чехов, Ахматова, камерная музыка | theatre | culture
music | likes | | Барочная опера | opera | culture
music | dislikes | table | Саксофон | | sax
music | likes | car | Старый джаз вполголоса | | music
temperature | must | hotel | В спальне восемнадцать градусов | | cool
temperature | likes | car | Сиденье подогреть за десять минут | car | heat
temperature | dislikes | table | Сквозняк | | draught
staff | likes | car | Водитель Роман | | driver
staff | likes | | Один и тот же человек на линии | | same
staff | dislikes | | Когда зовут по имени незнакомые | | name
staff | likes | beauty | Мастер Инна, больше никто | beauty | master
staff | likes | medical | Врач, который объясняет | health | doctor
time | never | | Звонок до девяти утра | | early
time | never | | Звонок до полудня | night | early
time | likes | | Сводка одним сообщением, без продолжений | | summary
time | dislikes | | Переносы в день встречи | | moves
time | likes | | Запас пятнадцать минут перед каждой встречей | | margin
time | likes | | Понедельник без встреч | | monday
communication | likes | | Два варианта, не пять | | options
communication | likes | | Фото вместо описаний | design | photos
communication | never | | Благодарить за терпение и ожидание | | patience
communication | dislikes | | Смайлы и восклицательные знаки | | smiles
communication | likes | | Голосовые только в ответ на голосовые | | voice
communication | dislikes | | Вопросы, на которые дом знает ответ | | asked
communication | must | | Цену назвать сразу | | price
communication | likes | | Писать помощнице, звонить лично | assistant | helper
style | likes | | Тёмно-синий, никогда чёрный | style | colour
style | likes | | Портной из мастерской на Конной | style | tailor
style | dislikes | | Туфли на тонкой подошве зимой | style | shoes
place | likes | | Музей до открытия | art | museum
place | likes | | Комарово и прогулки у воды | house | walk
place | likes | | Маленькие залы, до ста мест | theatre | small
place | dislikes | | Места, где все всех знают | | known
place | likes | | Бани на дровах | sport | banya
place | never | | Зоопарки и дельфинарии | kids | zoo
other | never | | Сюрпризы при посторонних | | surprise
other | must | | Имя на табличке не писать, встречать по фото | travel | sign
other | likes | | Пакет с книгой и яблоком в дорогу | | bag
other | never | | Фотографировать детей | kids | photo
other | likes | | Счёт без конверта, сразу на карту дома | | bill
other | must | | Охрану предупредить за сутки | security | guard
other | likes | hotel | Утренняя пробежка: маршрут на пять километров | sport | run
other | likes | | Корм и миска для собаки в номере | pet | bowl
""")

FOR_SPOUSE = _pool("""
food | likes | table | Десерт для двоих, если есть фисташка | | dessert
drink | likes | table | Сухое шампанское, один бокал | | glass
flowers | likes | | Ранункулюсы, ветка отдельно | | flowers
gift | dislikes | | Украшения с камнями | | stones
seating | likes | theatre | Рядом с проходом, из-за длинных ног | | legs
food | dislikes | table | Баранина | | lamb
communication | likes | | Спрашивать про подарки за месяц | | ask
style | likes | | Кашемир, песочный | | cashmere
time | never | | Будить в субботу | | saturday
gift | likes | | Инструменты и всё, что можно собрать | | build
""")

FOR_CHILD = _pool("""
food | likes | table | Паста без всего, сыр отдельно | | pasta
food | never | | Морковь в супе | | carrot
gift | likes | | Конструкторы и лаборатории | | build
gift | likes | | Книги с картами | | maps
car | must | car | Бустер и вода с трубочкой | | booster
music | likes | car | Сказка вместо радио | | tale
other | likes | | Собаки, любые | | dogs
other | dislikes | | Когда называют маленьк[им|ой] | | small
""")

# How we know. {n} times, {month} when; `[он|она]` as above.
EVIDENCE = (
    "сказал[|а] сам[|а], {year}", "{n}, последний {date}", "заметка {staff}, {month}", "просил[|а] в письме {date}",
    "наблюдение, два случая", "из разговора с помощником, {month}", "напомнил[|а] {date}", "подтвердил[|а] в {month_in}",
    "так просит с {year}", "из анкеты знакомства, {year}",
)  # fmt: skip
EVIDENCE_LIKES = (
    "хвалил[|а] после ужина {date}",
    "{n} подряд, ни разу не возразил[|а]",
    "выбрал[|а] из трёх вариантов {date}",
)
EVIDENCE_DISLIKES = ("жаловал[ся|ась] {date}, больше не повторяли", "поморщил[ся|ась], но промолчал[|а], {date}",
                     "отказал[ся|ась] дважды, последний раз {date}")  # fmt: skip
EVIDENCE_ALLERGY = (
    "подтверждено врачом, {month}",
    "записано в анкете, {year}",
    "сказал[|а] сам[|а], {year}, проверено",
)

# What each client has of their own, besides the pool. key -> taste, evidence, confidence, times
OWN = {
    "olshanskaya": (
        ("seating", "never", "theatre", "Первый ряд и балкон", "с марта 2024, ушли в антракте", 96, 4),
        ("time", "never", "", "Звонок до 9:00", "просила сама", 98, 3),
        ("allergy", "never", "", "Лилии, сильный аромат", "аллергия, подтверждена", 99, 5),
        ("other", "never", "", "Сюрпризы при посторонних", "наблюдение, 2 случая", 74, 2),
        ("drink", "likes", "table", "Рислинг, сухой, Мозель", "7 раз, последний в ноябре", 93, 7),
        ("seating", "likes", "table", "Стол у окна, спиной к стене", "11 раз, всегда довольна", 97, 11),
        ("drink", "likes", "", "Вода без газа, комнатная", "сказала сама, 2022", 94, 9),
        ("food", "likes", "table", "Устрицы, возможно, разлюбила", "дважды не заказала", 31, 2),
        ("view", "likes", "hotel", "Вид на воду, этаж 4–7", "5 отелей из 6", 88, 5),
        ("room", "likes", "hotel", "Жёсткая подушка, две", "просила в Комо и Вене", 86, 2),
        ("car", "must", "car", "Седан, тишина, 21 °C", "24 поездки, водитель Роман", 97, 24),
        ("seat", "likes", "flight", "Место 2A, у окна", "3 рейса из 4", 76, 3),
        ("music", "likes", "", "Чехов, Ахматова, камерная музыка", "9 вечеров, две книги", 92, 9),
        ("seating", "likes", "theatre", "Партер, ряды 4–8, у прохода", "6 спектаклей", 90, 6),
        ("place", "likes", "", "Музей до открытия", "хвалила в сентябре", 80, 2),
        ("communication", "never", "", "Благодарить за терпение", "сказала сама, 2021", 99, 2),
    ),
    "veresov": (
        ("drink", "must", "car", "«Нева» без газа, стекло, в салоне 20 °C", "31 поездка", 98, 31),
        ("room", "must", "hotel", "Жёсткая подушка, гречишная", "Токио, Осло, Вена", 95, 4),
        ("drink", "likes", "hotel", "Вода без газа у кровати", "сказал сам, 2023", 93, 6),
        ("view", "likes", "hotel", "Номер на восток, этаж 20 и выше", "4 отеля из 5", 84, 4),
        ("other", "never", "", "Встреча с табличкой и фамилией", "попросил трижды", 99, 3),
        ("seat", "likes", "flight", "Место 2A, у окна", "8 рейсов из 9", 94, 8),
        ("flight", "must", "flight", "Рыбное питание", "записано с первого рейса", 97, 12),
        ("airline", "never", "flight", "Пересадка короче часа без помощи у трапа", "после Вены, март", 90, 1),
        ("car", "must", "car", "Тишина в салоне, дверь открывает сам", "так просит с 2021", 96, 31),
        ("communication", "likes", "", "Один вопрос, два варианта", "сказал сам, 2022", 95, 9),
        ("gift", "likes", "", "Шахматы и книги о шахматах", "коллекция дома, видели", 78, 3),
        ("place", "likes", "", "Бани и сады без туристов", "Киото, май", 82, 2),
    ),
    "rein": (
        ("food", "likes", "table", "Русская новая кухня, рыба и дичь", "14 ужинов", 90, 14),
        ("ambience", "likes", "table", "Тихий зал или отдельная комната", "для деловых ужинов", 94, 9),
        ("diet", "must", "table", "Мало соли, спрашивать у кухни заранее", "просьба Ирины Олеговны", 92, 3),
        ("drink", "likes", "table", "Бароло старше десяти лет", "хвалил 4 раза", 88, 4),
        ("seating", "likes", "table", "Стол у камина", "просил зимой, дважды", 72, 2),
        ("communication", "dislikes", "", "Вопросы о самочувствии в переписке", "оборвал разговор, октябрь", 85, 2),
        ("staff", "likes", "medical", "Врач, который объясняет без спешки", "сказал сам, 2024", 80, 2),
        ("car", "likes", "car", "Радио выключено, газета в кармане кресла", "9 поездок", 83, 9),
        ("other", "likes", "", "Гарантии и предоплаты через Вадима Лосева", "порядок с 2022", 97, 20),
        ("food", "dislikes", "table", "Трюфельное масло", "«не портите еду», март", 96, 3),
    ),
    "ladozhskaya": (
        ("allergy", "never", "", "Орехи: у Ани реакция сильная", "подтверждено врачом, 2023", 99, 6),
        ("car", "must", "car", "Минивэн, детское кресло для Лизы, две воды", "каждая поездка", 98, 40),
        ("time", "must", "", "К детям не опаздывать: подача за 15 минут", "просила сама", 99, 8),
        ("staff", "likes", "tutor", "Учитель, который не повышает голос", "после пробного урока", 88, 2),
        ("communication", "likes", "", "Одно сообщение утром, одно вечером", "договорились в 2022", 90, 50),
        ("music", "likes", "home", "Рояль настраивать раз в сезон, мастер тот же", "4 настройки", 91, 4),
        ("food", "likes", "table", "Ранний ужин с детьми, до 18:30", "7 раз", 82, 7),
        ("other", "never", "", "Фотографировать детей", "сказала сама, 2021", 99, 3),
        ("gift", "likes", "", "Детям книги и музыка, не сладкое", "просила дважды", 87, 2),
    ),
    "stashevskaya": (
        ("time", "never", "", "Писать и звонить до 11:00", "тихий режим с 2021", 99, 12),
        ("communication", "likes", "", "Письмо на бумаге к празднику", "сохранила все", 88, 4),
        ("flowers", "likes", "", "Герань маме, в горшке", "Тамара Борисовна хвалила", 86, 5),
        ("flowers", "never", "", "Срезанные гвоздики", "сказала сама, 2022", 94, 1),
        ("drink", "likes", "", "Чай с бергамотом, без лимона", "каждый приём", 91, 15),
        ("room", "likes", "hotel", "Номер с письменным столом", "Вена, дважды", 80, 2),
        ("music", "likes", "theatre", "Опера, итальянская школа", "11 вечеров", 92, 11),
        ("temperature", "must", "hotel", "В спальне не теплее 19 °C", "просила в письме", 87, 2),
    ),
    "lanskoy": (
        ("communication", "must", "", "Письмо с обращением и подписью", "сказал сам, 2021", 99, 30),
        ("flowers", "never", "", "Жёлтые розы для Натальи Фёдоровны", "сказал дважды", 98, 2),
        ("car", "never", "car", "Опоздание водителя", "помнит март", 99, 1),
        ("drink", "likes", "table", "Коньяк после кофе, не раньше", "6 обедов", 84, 6),
    ),
    "tarasov": (
        ("food", "never", "table", "Лук в любом виде", "сказал сам, 2021", 99, 11),
        ("airline", "likes", "flight", "Стыковки от 1:20 до 1:45", "проверяет сам, всегда", 95, 14),
        ("communication", "likes", "", "Времена столбиком, без рассказа", "просил в письме", 92, 5),
    ),
    "makeeva": (
        ("other", "must", "home", "Курьеру не звонить в дверь: спит такса Фрида", "после ночной доставки", 93, 3),
        ("drink", "likes", "", "Светлая обжарка, зерно свежее недели", "заказы каждую неделю", 88, 18),
    ),
    "roshchina": (
        ("room", "must", "hotel", "Двор для собак, первый этаж", "три поездки из трёх", 99, 3),
        ("car", "must", "car", "Универсал с перегородкой, вода для борзых", "каждый выезд", 97, 16),
    ),
    "vinogradskaya": (
        ("room", "never", "hotel", "Этаж выше второго: лифтом не пользуется", "сказала сама, 2020", 99, 6),
        ("time", "likes", "", "Чай в пять, встреч с четырёх до шести не ставить", "порядок дома", 90, 20),
    ),
}  # fmt: skip

HEALTH = (
    ("Давление", "Измеряет утром и вечером, таблетки с собой, не поднимать тему при гостях."),
    ("Сердце", "Наблюдается раз в полгода, последний приём без изменений. Второе мнение просит в декабре."),
    ("Спина", "Длинные перелёты с валиком, кресло с поддержкой, после посадки десять минут ходьбы."),
    ("Аллергия", "Антигистаминное в сумке и в машине, ближайшая клиника в памятке водителя."),
    ("Зрение", "Крупный шрифт в бумагах, такси не самостоятельно."),
    ("Сон", "Мелатонин по назначению, в отеле плотные шторы."),
    ("Колено", "После операции без лестниц, у театра вход со двора."),
    ("Питание", "Список продуктов от врача у повара, пересмотр весной."),
    ("Лекарства", "Заканчиваются к концу месяца, рецепт у врача Белецкого."),
    ("Прививки", "Жёлтая лихорадка до 2031, сертификат в папке поездок."),
)
FINANCE = (
    ("Карта дома", "Оплата картой, заканчивается на {digits}, до лимита доверия без вопросов."),
    ("Счета", "Закрывающие документы на почту бухгалтера до пятого числа."),
    ("Плательщик", "Подарки семье оплачивает {payer}, остальное со счёта дома."),
    ("Депозит", "На депозите дома три месяца обслуживания, пополняет в первый день квартала."),
    ("Чаевые", "Водителям и носильщикам наличными из конверта, конверт у ведущего менеджера."),
)
IDENTITY = (
    ("Код подъезда", "{a}{b}В{c}{d}"),
    ("Домофон консьержа", "сказать «к дому на Мойке», квартира {a}{b}"),
    ("Номер машины", "А {a}{b}{c} ОО 00"),
    ("Карта лояльности авиалинии", "NV 000 {a}{b}{c} {c}{d}{a}"),
    ("Сейф в кабинете", "ключ у хозяина, код знает только {payer}"),
)
NOTES = (
    "После отпуска заметно мягче, отвечает с шуткой. Хорошее время предложить весну.",
    "Просьбу о тишине повторил[|а] дважды: в зале ставим стол без соседей.",
    "Смотрит на мелочи: заметил[|а], что мы сменили бумагу в конвертах.",
    "Не любит, когда перезванивают без нужды. Пишем, звоним только если сегодня.",
    "Рассказал[|а], что мечтает увидеть северное сияние, вскользь. Вернуться в январе.",
    "Обсуждали лето: дом у воды, без соседей, не дальше двух часов.",
    "Близкие болеют, сил мало. Не предлагаем лишнего, помогаем с бытом.",
    "Похвалил[|а] Романа: ждал молча и знал дорогу. Отметить в премии.",
    "Если не отвечает полдня, спокойно напомнить один раз вечером.",
    "На вопрос о подарках ответил[|а] «удивите, но не сильно». Записано дословно.",
    "Поздравлять с утра, коротко. Длинных открыток не читает.",
    "Просил[|а] не упоминать прошлый отель. Причину знает ведущий менеджер.",
    "Говорит, что мы «единственные, кто не обещает лишнего». Беречь.",
    "Третий раз переносит стоматолога. Похоже, боится: предложить другого врача, мягко.",
    "Забывает зонт в ресторанах. Водителю держать запасной.",
    "Хочет меньше ходить по гостям зимой. Предлагать дом и двух-трёх людей.",
)
