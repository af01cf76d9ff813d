# ruff: noqa: E501 - one line of a list is one line
"""What clients ask for, in their words, and what becomes of it. Slots are filled by the day: {when}, {at}, {place}, {party}.

{kid} and {mate} come in cases (kid_gen, mate_ins, ...); {kid_name} is a name. Answers avoid «вы» and «ты»: both read them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scene:
    key: str
    category: str  # of the request
    kind: str  # of the booking
    venue: str  # kind of organisation
    title: str
    hours: tuple[str, ...]
    lasts: int  # minutes
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    needs: str = ""  # a relation (kid, mate, mum), or a tag of the client
    party: tuple[int, ...] = (1,)
    price: tuple[int, int] = (0, 0)  # thousands of roubles
    scope: str = ""  # which preferences become instructions
    weight: int = 3
    leads: tuple[int, ...] = (0, 1, 2, 3, 5)
    days: str = "all"  # all, work, rest
    names: str = ""  # venues whose names begin so


def S(*args: object, **more: object) -> Scene:
    return Scene(*args, **more)  # type: ignore[arg-type]


SCENES = (
    S("dinner", "restaurant", "restaurant", "restaurant", "Ужин {party}", ("19:00", "19:30", "20:00", "20:30"), 150,
      ("Хочу поужинать {when}, {party}, часов в {at}. Место выберите так, чтобы было слышно собеседника.",
       "{When} ужин {party}, {at}. {Place} подойдёт? Если нет, то равное.",
       "Стол {party} {when} к {at}. Разговор деловой, соседи не нужны.",
       "{When} снова {place}, {party}? В прошлый раз было хорошо, повторим."),
      ("{place}, {party}, {at}. Просим стол в тихой части зала.", "Стол {party} {when} в {at}: {place}. Пришлём подтверждение до конца дня.",
       "{place} ждёт {when} к {at}, {party}. Пожелания кухне передали."),
      party=(2, 2, 4, 4, 6), price=(12, 60), scope="table", weight=9),
    S("lunch", "restaurant", "restaurant", "restaurant", "Обед {party}", ("13:00", "13:30", "14:00"), 90,
      ("{When} обед {party}, рядом с центром, в {at}. Без сетов, у нас час.", "Нужен обед {when}, {party}. Светлый зал, если можно, у окна.",
       "Встречаю партнёра {when} в {at}. Обед, тихо, быстро, вкусно."),
      ("Обед {party} {when} в {at}, {place}. Кухню предупредили, что времени час.", "{place}, {at}, стол у окна. Подтвердим письмом."),
      party=(2, 2, 3), price=(6, 20), scope="table", weight=6, leads=(0, 1, 1, 2)),
    S("breakfast", "restaurant", "restaurant", "restaurant", "Деловой завтрак {party}", ("8:30", "9:00", "9:30"), 75,
      ("{When} завтрак {party} в {at}, ближе к офису.", "Завтракаю с юристами {when} в {at}. Чтобы кофе был настоящий."),
      ("Завтрак {when} в {at}, {place}, стол в углу.",), party=(2, 3), price=(4, 9), scope="table", leads=(1, 2, 3), days="work"),
    S("late_six", "restaurant", "restaurant", "restaurant", "Поздний стол {party}", ("21:30", "22:00"), 120,
      ("После концерта нас будет больше, чем планировали. Стол {party} {when} к {at}, реально?", "Соберёмся {when} поздно, {party}. Кухня должна работать."),
      ("{place} задержит кухню, {when} в {at}, {party}.",), party=(5, 6, 8), price=(30, 90), scope="table", weight=1),
    S("theatre", "tickets", "tickets", "theatre", "«{play}», {tickets}", ("19:00", "19:30"), 180,
      ("Говорят, «{play}» {when} нельзя пропустить. {Tickets}, партер, не первый ряд.", "Билеты на «{play}» {when}. Знаю, что нет. Поэтому пишу вам.",
       "Давно не были в театре. «{play}» {when}? {Tickets}.", "Обещали себе вечер без телефонов. «{play}», {when}, {tickets}."),
      ("«{play}» {when} в {at}: держим {tickets} в партере, ряд шестой.", "Места найдены: {place}, {when}, {tickets}. Электронные билеты пришлём в день спектакля."),
      party=(2, 2, 3), price=(14, 60), scope="theatre", weight=6, leads=(1, 2, 3, 5, 9)),
    S("concert", "tickets", "tickets", "concert", "Концерт: {music}", ("19:00", "20:00"), 120,
      ("Хочу услышать {music} {when}. {Tickets}, поближе к центру зала.", "{When} играют {music}. Достанете {tickets}?"),
      ("{place}, {when} в {at}, {tickets}. Места у прохода.",), party=(2,), price=(8, 24), scope="theatre", weight=3, needs="music"),
    S("museum", "art", "art", "museum", "Музей до открытия", ("9:00", "9:30"), 75,
      ("Можно ли {when} пройти в музей до публики? {Place}, если хранители не против.", "Гости из Вены, показать им лучшее {when} утром, без толпы."),
      ("{place} откроет зал {when} в {at}. Встретит хранитель у служебного входа.",), party=(2, 4), price=(20, 80), needs="art", leads=(2, 3, 5, 9)),
    S("flowers_mate", "flowers", "flowers", "florist", "Цветы {mate_dat}", ("10:00", "12:00", "17:30"), 30,
      ("Цветы {mate_dat} {when}. Без повода, но красиво.", "Я [виноват|виновата]. Цветы {mate_dat} {when}, большие, но не пафосные.",
       "{When} привезите {mate_dat} цветы к {at}, записку напишу сам[|а]."),
      ("{place} привезёт к {at} {when}. Записку вложим в конверт без логотипа.",), needs="mate", price=(8, 30), weight=3, leads=(0, 0, 1, 2)),
    S("flowers_mum", "flowers", "flowers", "florist", "Цветы маме", ("11:00", "17:30"), 30,
      ("Маме цветы {when}, она любит полевые. И позвоните ей перед приездом, пугается.", "Цветы маме к {at} {when}. Ваза у неё одна, букет небольшой."),
      ("Букет маме {when} к {at}, курьер позвонит за десять минут.",), needs="mum", price=(5, 12), weight=3),
    S("doctor_home", "medical", "medical", "clinic", "Врач на дом", ("11:00", "12:00", "16:00"), 60,
      ("Нужен врач на дом {when}, без спешки и без студентов.", "Третий день горло. Врача {when} домой, если можно, того же.", "Мне нездоровится, пусть доктор заедет {when} после {at}."),
      ("Доктор будет {when} в {at}, {place}. Анализы возьмут дома.",), price=(9, 18), scope="medical", needs="health", weight=3, leads=(0, 0, 1), names="Домашний"),
    S("clinic", "medical", "medical", "clinic", "Приём: {doctor}", ("9:30", "12:15", "16:30", "18:00"), 45,
      ("Запишите меня {when}, {doctor}. Без очереди и телевизора в холле.", "Пора показаться: {doctor}. {When} есть окно в {at}.", "Второе мнение нужно, {doctor}. {When}, и чтобы объяснили человеческим языком.",
       "Опять перенос[ил|ила] врача. Запишите ещё раз, {when}, {doctor}."),
      ("Приём {when} в {at}, {place}. Выписки передали заранее.", "{place}, {when} в {at}. Ждать не придётся, вход через второй подъезд."), price=(7, 25), weight=5, leads=(1, 2, 3, 5, 9), names="Клиника на|Кабинет|Центр зрения|Стоматология|Клиника сна|Реабил|Кардио"),
    S("dentist_kid", "medical", "medical", "clinic", "Детский врач, {kid_name}", ("15:30", "16:30"), 40,
      ("{kid_name} кашляет. Детского врача {when}, пожалуйста.", "Справка для бассейна: педиатр {when}, {kid_name}.", "Ортодонт для {kid_gen} {when} после школы."),
      ("{kid_name}, приём {when} в {at}, {place}. Игрушки и вода в машине.",), needs="kid", price=(5, 12), weight=3, leads=(0, 1, 2, 3), names="Детская"),
    S("tutor", "tutor", "tutor", "tutor", "Урок: {subject}, {kid_name}", ("15:30", "16:00", "17:30"), 60,
      ("{kid_name}: {subject}. Нужен человек, который не кричит. Пробный урок {when}?", "Четвёрка по предмету «{subject}» меня не устраивает, {kid_acc} тоже. Найдите педагога, {when} удобно.",
       "Прошлый педагог уехал. {Subject}, {kid_name}, {when} после школы."),
      ("Пробный урок {when} в {at}: {place}. Двух других кандидатов держим в запасе.",), needs="kid", price=(3, 8), scope="tutor", weight=4, leads=(1, 2, 3), names="Школа Лещ|Английский|Математика|Дом иностр|Шахматный"),
    S("lesson", "tutor", "tutor", "tutor", "Рояль, {kid_name}", ("15:00", "16:00"), 60,
      ("{kid_name} готовится к концерту, добавьте урок рояля {when}.", "Перенесите рояль {kid_gen} на {at} {when}."),
      ("Рояль {when} в {at}, педагог подтвердил.",), needs="kid", price=(4, 6), weight=2, names="Рояль"),
    S("massage", "beauty", "beauty", "beauty", "Массаж дома", ("10:00", "19:00", "20:30"), 90,
      ("Спина сказала «хватит». Массаж {when} к {at}, дома.", "Массажиста {when}, того же, с холодными шутками и тёплыми руками."),
      ("Мастер будет {when} в {at}. Стол и масло привезёт.",), price=(6, 14), weight=3, names="Массаж|Студия"),
    S("hair", "beauty", "beauty", "beauty", "Укладка", ("9:00", "11:30", "17:00"), 75,
      ("{When} съёмка, укладка к {at}, дома.", "Мастер на {when} в {at}. Инна, больше никто.", "Нужны причёска и тишина {when}."),
      ("{place}, {when} в {at}. Мастер приедет с ассистентом.",), price=(6, 18), scope="beauty", needs="style", weight=3, names="Салон|Парикмахер"),
    S("training", "sport", "sport", "fitness", "Пилатес", ("8:30", "10:00", "18:30"), 60,
      ("Верните пилатес {when} на {at}.", "Тренировка {when}, {at}, зал пустой, как люблю."), ("{place}, {when} в {at}. Зал только наш.",), price=(4, 9), weight=4, leads=(1, 2, 3), names="Пилатес|Студия йоги"),
    S("tennis", "sport", "sport", "fitness", "Теннис, корт {court}", ("8:00", "19:00", "20:00"), 90,
      ("Корт {when} на {at}. Спарринг сильнее меня, но вежливый.", "{When} играем пара на пару, корт с {at}."), ("{place}, корт {court}, {when} в {at}.",), needs="sport", price=(5, 12), weight=3, names="Теннис"),
    S("pool", "sport", "sport", "fitness", "Бассейн, {kid_name}", ("10:30", "16:30"), 60,
      ("{kid_name} просится в бассейн {when}. Тренер, шкафчик, шапочка, я всё забуду.",), ("Бассейн {when} в {at}, тренер встретит у турникета.",), needs="kid", price=(3, 6), weight=2, names="Бассейн"),
    S("riding", "sport", "sport", "fitness", "Верховая езда, {kid_name}", ("11:00", "13:00"), 90,
      ("{kid_name} ждёт лошадей {when}. Шлем свой, сапоги их.",), ("Конный клуб {when} в {at}, пони та же.",), needs="kid", price=(5, 9), weight=1, days="rest", names="Конный"),
    S("car_day", "transfer", "transfer", "driver", "Машина по городу", ("9:30", "10:00", "12:00"), 240,
      ("Машина {when} с {at} на полдня. Водитель, который молчит.", "{When} пять адресов, начнём в {at}. Маршрут пришлю утром.", "Седан {when} к {at}. В прошлый раз пахло ёлочкой, больше так не надо."),
      ("Седан {when} к {at}, за рулём {driver}. Маршрут собрали с запасом.", "Машина {when} у подъезда с {at}, водитель {driver}."), price=(9, 22), scope="car", weight=6, leads=(0, 1, 1, 2)),
    S("car_theatre", "transfer", "transfer", "driver", "Машина к театру", ("18:00", "18:15"), 45,
      ("К театру {when} машину на {at}, обратно по звонку.", "{When} едем в театр. {At}, у второго подъезда."), ("{driver} ждёт {when} в {at}, обратно от служебного входа.",), price=(4, 8), scope="car", weight=4, leads=(0, 1)),
    S("car_airport", "transfer", "transfer", "driver", "Встреча гостя в Пулкове", ("11:20", "14:40", "21:10"), 90,
      ("Прилетает {guest}, {when} в {at}. Встретить без таблички, по фото.", "Встретьте {when} рейс в {at}, это {guest}. Чемоданов будет много."),
      ("Встретит {driver}, минивэн, {when} в {at}. Фото гостя у водителя.",), price=(6, 12), scope="car", weight=3, leads=(1, 2, 3), names="Гараж|Северный"),
    S("kid_ride", "transfer", "transfer", "driver", "Забрать из школы, {kid_name}", ("14:30", "15:10", "17:00"), 60,
      ("{When} не успеваем, заберите {kid_acc} в {at}. Пароль прежний.", "{kid_name}: школа, потом кружок, {when} с {at}. Перекус с собой, без орехов."),
      ("{driver} заберёт {when} в {at}, кресло и вода в машине, пришлём фото у дверей.",), needs="kid", price=(3, 6), scope="car", weight=5, leads=(0, 1, 1), names="Детский извоз|Гараж"),
    S("courier", "courier", "courier", "courier", "Курьер с документами", ("11:00", "15:00", "16:30"), 60,
      ("Забрать папку у нотариуса {when} и привезти лично в руки.", "Документы {when} к {at}, конверт красный, никому не показывать.", "Передайте ключи управляющему {when}. Только из рук в руки."),
      ("Курьер будет {when} в {at}, из рук в руки, отчёт с подписью.",), price=(1, 3), weight=3, leads=(0, 0, 1), names="Курьеры|Фельд"),
    S("cleaning", "household", "household", "household", "Уборка после гостей", ("10:00", "12:00"), 240,
      ("Вчера были гости, сегодня не хочется видеть кухню. Уборка {when}.", "Генеральная {when}, пока мы в отъезде. Кабинет не трогать."),
      ("Бригада {when} с {at}, кабинет закрыт, ключ у нас.",), price=(8, 24), weight=3, needs="house", names="Чистый дом"),
    S("tuner", "household", "household", "household", "Настройщик", ("11:30", "13:00"), 75,
      ("Рояль поплыл после отопления. Настройщика {when}, того, который напевает.",), ("Мастер будет {when} в {at}, рояль просил открыть заранее.",), needs="music", price=(7, 12), weight=2, names="Настройщик"),
    S("tyres", "household", "household", "household", "Шиномонтаж", ("9:00", "13:30"), 60,
      ("Обещают минус. Запишите машину на шины {when}, я и сам[|а] в минусе.", "Переобуйте обе машины {when}, ключи у консьержа."), ("Шиномонтаж {when} в {at}, машину заберём сами.",), needs="car", price=(8, 20), weight=3, names="Шиномонтаж"),
    S("vet", "household", "household", "household", "Ветеринар на дом", ("12:00", "17:00"), 60,
      ("Собака хромает и делает вид, что нет. Ветеринара {when}.", "Прививки псу {when}, дома, он боится клиник. Я тоже."), ("Ветеринар {when} в {at}, лакомство возьмёт с собой.",), needs="pet", price=(5, 14), weight=3, names="Ветеринар"),
    S("chef", "restaurant", "household", "household", "Повар, ужин дома {party}", ("18:15", "18:30"), 180,
      ("Ужин дома {when}, {party}. Повара на вечер, меню на ваш вкус, посуду мыть не хочу.", "{When} принимаем дома {party}. Повар к {at}, стол накрывать не надо."),
      ("Повар придёт {when} к {at}, меню пришлём на согласование.",), party=(4, 6, 8), price=(35, 120), scope="table", weight=3, leads=(1, 2, 3, 5), names="Повара"),
    S("wine", "gift", "gift", "boutique", "Ящик вина к ужину", ("12:00", "16:00"), 60,
      ("Привезите {when} ящик того красного, что пили в сентябре. Название не помню, вы помните.", "К ужину {when} шесть бутылок рислинга, холодными."), ("Вино привезут {when} к {at}, температура правильная.",), needs="wine", price=(28, 90), weight=3, names="Винный"),
    S("tailor", "shopping", "other", "boutique", "Примерка костюма", ("12:30", "18:00"), 60,
      ("Примерка {when} в {at}. Рукав в прошлый раз спорил с плечом.", "К вечеру в пятницу костюм должен сидеть. Примерка {when}?"), ("{place}, {when} в {at}. Портной обещал две правки на месте.",), needs="style", price=(15, 80), weight=3, names="Портной"),
    S("jeweller", "gift", "other", "jeweller", "Ювелир, ремонт", ("13:00", "17:30"), 30,
      ("Замок на браслете опять живёт своей жизнью. Ювелира {when}.",), ("{place}, {when} в {at}. Мастер посмотрит при курьере.",), price=(4, 30), weight=2),
    S("gallery", "art", "art", "gallery", "Просмотр графики", ("12:00", "15:00", "18:30"), 75,
      ("Хочу посмотреть рисунки до вернисажа, {when}. Без шампанского и речей.", "Из галереи прислали каталог. {When} посмотрю три листа, номера ниже."), ("{place} ждёт {when} в {at}, листы будут на столе.",), needs="art", price=(0, 0), weight=4),
    S("club", "club", "club", "club", "Вечер в клубе", ("19:00", "20:00"), 150,
      ("{When} клубный вечер, нас {party_nom}. Предупредите, что я без галстука.", "Гостевой вход {when} для двоих, {place}."), ("{place}, {when} в {at}, гости внесены в список.",), needs="club", party=(2,), price=(10, 30), weight=3, names="Клуб|Книжный|Сигарная"),
    S("banya", "sport", "beauty", "beauty", "Баня на дровах {party}", ("18:00", "20:00"), 180,
      ("Баня {when}, {party}, дрова берёзовые, веники дубовые. Телефоны сдаём.",), ("Баня {when} с {at}, самовар и травы.",), needs="sport", party=(4, 6), price=(20, 45), weight=2, names="Бани"),
    S("yacht", "yacht", "yacht", "yacht", "Выход на катере", ("11:00", "17:00"), 150,
      ("Если вода позволит, выйдем {when}. Капитан пусть решает, я не спорю.",), ("Катер {when} в {at}, пледы и чай. По погоде решим за три часа.",), needs="yacht", party=(4,), price=(60, 160), weight=2, days="rest"),
    S("train", "rail", "rail", "rail", "Поезд в Москву, купе", ("7:00", "15:00", "23:30"), 240,
      ("В Москву {when}, поезд в {at}, купе целиком.", "{When} еду в Москву. Дневной, {at}, по ходу, у окна."), ("Поезд {when} в {at}, купе наше, завтрак заказан.",), needs="rail", price=(18, 46), scope="train", weight=4, leads=(2, 3, 5), names="Вагон"),
    S("party", "event", "event", "event", "Детский праздник, {kid_name}", ("12:00", "15:00"), 180,
      ("{kid_name} хочет праздник с опытами и без клоунов, {when}. Двенадцать детей и три бабушки.",), ("Праздник {when} в {at}, ведущий с лабораторией, без клоунов.",), needs="kid", party=(10,), price=(60, 180), weight=1, days="rest", leads=(5, 9), names="Бюро"),
    S("notary", "documents", "other", "visa", "Нотариус", ("10:30", "14:30"), 45,
      ("Доверенность нужна {when}, иначе сделка встанет. Нотариус с выездом.", "Согласие на выезд {kid_gen} заверить {when}."), ("Нотариус {when} в {at}, черновик у юриста.",), needs="kid", price=(5, 15), weight=2, days="work", names="Нотариус"),
    S("book", "shopping", "gift", "boutique", "Книга под заказ", ("12:00", "16:00"), 30,
      ("Ищу книгу, о которой говорили в октябре. Издание не позже шестидесятых, {when} хотелось бы подержать в руках.",), ("Букинист отложил экземпляр, курьер {when} к {at}.",), needs="books", price=(9, 120), weight=3, leads=(1, 3, 5), names="Книжный"),
    S("golf", "sport", "sport", "club", "Гольф, симулятор", ("11:00", "16:00"), 90,
      ("{When} бы размяться. Симулятор на {at}, с тренером.",), ("{place}, {when} в {at}, тренер будет.",), needs="golf", price=(8, 16), weight=3, names="Гольф"),
    S("fencing", "sport", "sport", "fitness", "Секция, {kid_name}", ("17:00", "18:00"), 90,
      ("{kid_name} едет на турнир, добавьте тренировку {when}.",), ("Тренировка {when} в {at}, форму привезём.",), needs="kid", price=(3, 6), weight=2, names="Фехтовальный|Каток"),
    S("exhibition", "event", "event", "gallery", "Вернисаж", ("19:00",), 120,
      ("Меня ждут на вернисаже {when}. Приеду поздно, уйду рано, цветы куратору.",), ("Список и машина готовы, {when} к {at}, цветы у входа.",), needs="event", price=(0, 0), weight=3),
)  # fmt: skip

ENGLISH = (
    S("en_dinner", "restaurant", "restaurant", "restaurant", "Dinner {party}", ("19:00", "19:30", "20:00"), 150,
      ("Could we have dinner {when}, {party}, around {at}? Somewhere one can hear oneself think.", "Dinner {party} {when}. {place} again, if they will have us."),
      ("{place}, {when} at {at}, {party}. We asked for a quiet corner.",), party=(2, 4), price=(14, 60), scope="table", weight=8),
    S("en_lunch", "restaurant", "restaurant", "restaurant", "Lunch {party}", ("13:00", "13:30"), 90,
      ("A quick lunch {when} at {at}, {party}. No tasting menus, I beg you.",), ("Lunch {when} at {at}, {place}, table by the window.",), party=(2,), price=(6, 18), scope="table", weight=5),
    S("en_theatre", "tickets", "tickets", "theatre", "“{play}”, {tickets}", ("19:00",), 180,
      ("I am told {when} is sold out. Two stalls for “{play}” would make me very happy.",), ("Two stalls for “{play}” {when} at {at}. Tickets by e-mail on the day.",), party=(2,), price=(14, 50), scope="theatre", weight=4),
    S("en_car", "transfer", "transfer", "driver", "Car with a driver", ("9:00", "9:30", "18:15"), 120,
      ("A car {when} at {at}, please. The quiet driver.", "Could {driver} collect us {when} at {at}?"), ("{driver} will be at the door {when} at {at}.",), price=(5, 14), scope="car", weight=6, leads=(0, 1, 2)),
    S("en_doctor", "medical", "medical", "clinic", "Doctor's appointment", ("11:30", "16:00"), 45,
      ("My knee is having opinions again. An appointment {when}, if possible.",), ("{place}, {when} at {at}. Your notes are with the doctor.",), price=(8, 20), weight=3, names="Клиника на|Реабил"),
    S("en_flowers", "flowers", "flowers", "florist", "Flowers", ("11:00", "17:30"), 30,
      ("Flowers {when}, please, nothing tall. A short card, I will send the words.",), ("The florist delivers {when} at {at}. The card is ready.",), price=(8, 20), weight=3),
    S("en_school", "transfer", "transfer", "driver", "School run, {kid_name}", ("14:30", "15:30"), 60,
      ("Neither of us can make the school gate {when}. {kid_name}, {at}, same password.",), ("{driver} will be at the gate {when} at {at}. We send a photo at the door.",), needs="kid", price=(3, 6), scope="car", weight=4),
    S("en_gallery", "art", "art", "gallery", "Private viewing", ("12:00", "15:00"), 75,
      ("{place} has three drawings I should like to see {when}, before anyone else talks about them.",), ("{place} expects you {when} at {at}.",), needs="art", price=(0, 0), weight=3),
    S("en_train", "rail", "rail", "rail", "Train to Moscow", ("7:00", "15:00"), 240,
      ("Moscow {when}, the {at} train, a compartment to myself if there is one.",), ("The {at} train {when}, a whole compartment. Breakfast is ordered.",), needs="rail", price=(18, 40), scope="train", weight=4, leads=(2, 3, 5), names="Вагон"),
    S("en_training", "sport", "sport", "fitness", "Training session", ("7:30", "18:30"), 60,
      ("Back to training {when} at {at}, before I find another excuse.",), ("{place}, {when} at {at}, the hall is yours.",), price=(4, 8), weight=3, names="Пилатес|Скалодром|Бассейн"),
)  # fmt: skip

OPENERS = {
    "calm": ("", "Добрый день.", "Здравствуйте, {staff}.", "Добрый день, {staff}."),
    "terse": ("", "", "{staff}, привет."),
    "warm": ("{staff}, здравствуйте!", "Доброе утро, {staff}!", "{staff}, {dear}, ещё одна просьба.", "Надеюсь, у вас всё хорошо."),
    "ironic": ("{staff}, это снова я.", "Есть задача со звёздочкой.", "Вы сейчас будете смеяться.", "Идея на грани фола."),
    "demanding": ("{staff}, внимание.", "Срочно.", "Прошу прочитать до конца.", "Повторяю, потому что важно."),
}  # fmt: skip
CLOSERS = {
    "calm": ("Спасибо.", "Буду признател[ен|ьна].", "", "Не горит, но хотелось бы знать сегодня."),
    "terse": ("Жду.", "", "Цена?", "Коротко ответьте."),
    "warm": ("Спасибо вам огромное, как всегда.", "Вы чудо.", "Обнимаю всех.", "И отдохните сегодня хоть немного!"),
    "ironic": ("В вас я верю больше, чем в прогноз погоды.", "Если получится, поставлю вам памятник. Небольшой.", "Я в вас не сомневаюсь, я сомневаюсь в мире.", ""),
    "demanding": ("Жду ответ до обеда.", "Вариантов «на рассмотрении» не присылайте.", "Решите сами, мне не пересылайте вопросы.", "В прошлый раз ждал[|а] сорок минут."),
}  # fmt: skip
AND_ALSO = ("И ещё.", "Второе.", "Заодно:", "Пока пишу, вспомнил[|а]:", "Это не всё.", "Да, и вот что.")
AND_ALSO_EN = ("One more thing.", "While I am at it:", "Also,")
MOODS = (
    "Плохо спал[|а], поэтому без предисловий.", "Настроение прекрасное, пользуйтесь.", "День обещает быть длинным.", "Я в дороге, отвечаю с задержкой.",
    "Голова занята другим, поэтому решайте смелее.", "Дома все простужены.", "Устал[|а] от людей, хочу тишины.",
)  # fmt: skip
THANKS = {
    "calm": ("Благодарю, всё верно.", "Спасибо, было хорошо.", "Принято.", "Спасибо, вижу.", "Как всегда точно.", "Хорошо, так и оставим."),
    "terse": ("Ок.", "Да.", "Хорошо, спасибо.", "Годится.", "Понял[|а].", "Принято."),
    "warm": ("Спасибо, вы волшебники!", "Всё прошло чудесно, передайте ребятам.", "Какая же вы прелесть, спасибо.", "Как хорошо, что вы есть.", "Спасибо, у меня прямо отлегло.", "Тронут[|а] заботой."),
    "ironic": ("Подозрительно хорошо работаете.", "Принято, придраться не к чему. Пробовал[|а].", "Жаль, спорить не с чем.", "Записываю вас в чудотворцы.", "Вот за это и плачу."),
    "demanding": ("Принято. В следующий раз быстрее.", "Хорошо.", "Так и надо было сразу.", "Вижу. Вопросов нет.", "Наконец-то без уточнений."),
}  # fmt: skip
THANKS_EN = ("Splendid, thank you.", "Perfect, thanks.", "Noted with gratitude.")
NOTES = (
    "Просит коротко: не больше двух строк.", "В голосе усталость. Лишнего не предлагаем, делаем тихо.", "Второй раз за месяц об этом. Занести в предпочтения после вечера.",
    "Счёт сразу на карту дома, лимит позволяет.", "Позвонить в заведение голосом: письмо читают к вечеру.", "Если сорвётся, запасной вариант держим до утра.",
    "Между строк: важен не стол, а чтобы не торопили.", "Проверить, что водитель знает про второй подъезд.", "Поблагодарить управляющего, в прошлый раз выручил.",
    "Похоже, гости важные. Прошу старшую смену.",
)  # fmt: skip
PLAYS = (
    "Вишнёвый сад", "Дядя Ваня", "Месяц в деревне", "Сон в летнюю ночь", "Маскарад", "Бесприданница", "Три сестры", "Женитьба", "Двенадцатая ночь", "Гроза",
    "Спящая красавица", "Щелкунчик", "Евгений Онегин", "Пиковая дама", "Чайка",
)  # fmt: skip
MUSIC = (
    "струнный квартет",
    "поздний Шуберт",
    "орган и хор",
    "вечер Рахманинова",
    "барочный ансамбль",
    "джазовое трио",
    "Гольдберг-вариации",
)
DOCTORS = ("кардиолог", "офтальмолог", "стоматолог", "ортопед", "терапевт", "эндокринолог", "дерматолог", "невролог")
SUBJECTS = ("английский", "математика", "физика", "рисунок", "французский", "шахматы", "русский")
DRIVERS = ("Роман", "Олег", "Денис", "Артур", "Павел", "Ильдар")
VISITORS = (
    "моя тётя из Лиона",
    "наш партнёр с женой",
    "профессор из Тарту",
    "две подруги и один саксофон",
    "будущий свёкор",
    "хирург из Берна",
)


@dataclass(frozen=True)
class Chore:
    title: str
    detail: str
    category: str
    quadrant: int  # where it belongs by its facts
    minutes: int = 20
    needs: str = ""


def _chores(lines: str) -> tuple[Chore, ...]:
    found = []
    for line in filter(None, map(str.strip, lines.strip().splitlines())):
        quadrant, category, minutes, needs, title, detail = (part.strip() for part in line.split("|", 5))
        found.append(Chore(title, detail, category, int(quadrant), int(minutes), needs))
    return tuple(found)


CHORES = _chores("""
1 | restaurant | 15 | | Дать гарантию картой за вечер | иначе стол снимут, лимит позволяет
1 | medical | 20 | health | Передать выписки врачу до приёма | регистратура открыта с девяти
1 | transfer | 15 | kid | Найти замену водителю к школе | Денис задержится, до звонка из школы час
1 | documents | 30 | travel | Дослать фото в визовый центр | приём документов сегодня до полудня
1 | flowers | 10 | mum | Подтвердить время цветов маме | просила позвонить до приезда курьера
1 | tickets | 25 | theatre | Выкупить бронь на спектакль | касса снимает в полдень
1 | hotel | 20 | travel | Подтвердить ранний заезд | отель ждёт номер рейса
1 | payment | 15 | | Оплатить счёт за мероприятие | договор сгорает днём
1 | gift | 30 | mate | Согласовать гравировку подарка | мастер начинает в одиннадцать
1 | medical | 20 | health | Забрать рецепт у врача | лекарства закончатся раньше выходных
1 | household | 15 | house | Впустить мастера по отоплению | окно с десяти до одиннадцати
1 | flight | 25 | travel | Зарегистрировать на рейс, два места рядом | регистрация закрывается, места уходят
1 | event | 25 | event | Утвердить рассадку гостей | типография ждёт файл
1 | transfer | 15 | | Сообщить водителю второй адрес | выезд через час, клиент уже просил
1 | restaurant | 20 | food | Передать кухне список аллергий | шеф составляет меню утром
1 | courier | 15 | | Передать папку юристу до заседания | начало в 13:00, курьер рядом
1 | tutor | 20 | kid | Ответить школе о пробном дне | место держат до полудня
1 | beauty | 10 | style | Перенести мастера на час раньше | съёмку сдвинули
2 | gift | 45 | mate | Собрать три идеи к годовщине | решить на этой неделе, изготовление десять дней
2 | hotel | 30 | travel | Сравнить два отеля на каникулы | клиент просил фото ванной и вид
2 | tutor | 40 | kid | Подобрать трёх педагогов к январю | пробные уроки в декабре
2 | medical | 25 | health | Запланировать ежегодный осмотр | клиника просит за две недели
2 | documents | 30 | travel | Начать продление паспорта | срок до поездки ещё есть
2 | art | 40 | art | Подготовить справку по трём листам | аукцион через неделю
2 | event | 50 | event | Смета на семейный вечер | площадку держат до пятницы
2 | real_estate | 60 | house | Дом у воды на лето, первый список | не дальше двух часов
2 | restaurant | 20 | | Попробовать новую кухню до клиента | ужин важный, идти вдвоём
2 | sport | 20 | sport | Найти тренера на выезд в горы | даты известны
2 | charter | 45 | travel | Запросить три борта на праздники | слоты уходят
2 | information | 30 | | Написать памятку семье на поездку | две страницы, крупно
2 | household | 30 | house | План дома на зиму | котёл, снег, запас воды
2 | gift | 35 | books | Найти первое издание | букинист ответит к среде
2 | flight | 30 | travel | Пересадки без спешки на весну | не короче полутора часов
2 | tickets | 20 | opera | Поймать места на премьеру | продажа со следующей недели
2 | club | 25 | club | Рекомендация в клуб | заседание совета в конце месяца
2 | medical | 30 | kid | Найти детского ортодонта | второе мнение, без спешки
3 | household | 10 | car | Записать машину на мойку | {driver} заедет сам
3 | courier | 10 | | Встретить курьера с покупками | окно с 10:30 до 12:00
3 | flowers | 10 | | Обновить цветы в прихожей | флорист ждёт слова
3 | household | 15 | pet | Записать на груминг | мастер свободен сегодня
3 | shopping | 15 | | Сдать обувь в мастерскую | Штольц закрывается рано
3 | information | 10 | | Прислать расписание секции | нужно до обеда
3 | beauty | 10 | style | Подтвердить маникюр | ответить салону
3 | shopping | 20 | kid | Купить форму к секции | размер в досье
3 | courier | 10 | books | Вернуть книги в библиотеку клуба | срок сегодня
3 | household | 10 | house | Принять воду и дрова | привезут до полудня
3 | restaurant | 10 | food | Узнать меню дня | спрашивал ради любопытства
3 | information | 10 | travel | Проверить погоду на выходные | решают, ехать ли за город
3 | payment | 10 | | Отправить чек помощнице | просила утром
3 | reminder | 5 | mum | Напомнить про звонок маме | до полудня она дома
4 | sport | 20 | golf | Сравнить клубные карты для гольфа | сезон с мая
4 | information | 25 | music | Найти, где чинят музыкальную шкатулку | срока нет
4 | shopping | 20 | | Подобрать чемоданы, новую пару | когда-нибудь к лету
4 | information | 30 | travel | Маршрут по маякам, мечта на потом | обещали подумать
4 | art | 30 | art | Список мастерских керамики | на весну
4 | household | 20 | house | Сравнить умные шторы | не к спеху
4 | shopping | 15 | coffee | Попробовать трёх обжарщиков | между делом
4 | club | 20 | | Разузнать о винном собрании | без обязательств
4 | information | 20 | kid | Лагеря на июль, длинный список | выбирать будут в марте
4 | gift | 20 | | Пополнить запас открыток | хватит до января
4 | tutor | 25 | chess | Узнать о турнирах для любителей | вскользь упомянул[|а]
4 | sport | 15 | ski | Сравнить абонементы на подъёмник | сезон впереди
4 | information | 20 | film | Собрать афишу независимого кино | на месяц вперёд
4 | beauty | 15 | style | Новые мастера в городе | держать в запасе
""")


@dataclass(frozen=True)
class Journey:
    """A way to a city and back: flights by number, hours, where to stay."""

    city: str
    title: str
    days: int
    out: tuple[
        tuple[str, str, str, str, str, int], ...
    ]  # number, from, to, leaves (local), arrives (local), days later
    back: tuple[tuple[str, str, str, str, str, int], ...]
    hotel: str
    car: str
    countries: tuple[str, ...]
    price: int  # thousands, tickets


JOURNEYS = (
    Journey("Москва", "Москва, встречи", 2, (("СЭ 018", "LED", "SVO", "7:20", "8:50", 0),), (("СЭ 041", "SVO", "LED", "19:30", "21:00", 0),),
            "Большая Липовая, 5", "Столичный экипаж", ("RU",), 24),
    Journey("Стамбул", "Стамбул, выходные", 4, (("NV 402", "LED", "IST", "12:00", "15:40", 0),), (("NV 403", "IST", "LED", "17:10", "20:45", 0),),
            "Лале Хаус", "Bosphorus Cars", ("TR",), 96),
    Journey("Дубай", "Дубай", 6, (("NV 620", "LED", "DXB", "10:15", "17:25", 0),), (("NV 621", "DXB", "LED", "9:40", "15:05", 0),),
            "Marina Gate House", "Dubai Silent Drive", ("AE",), 180),
    Journey("Лондон", "Лондон через Стамбул", 5, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("CA 712", "IST", "LHR", "17:05", "19:10", 0)),
            (("CA 711", "LHR", "IST", "8:30", "15:20", 0), ("NV 403", "IST", "LED", "17:10", "20:45", 0)), "Tanner Mews Hotel", "London Mews Cars", ("TR", "GB"), 210),
    Journey("Париж", "Париж через Стамбул", 5, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("AW 88", "IST", "CDG", "18:20", "20:05", 0)),
            (("AW 87", "CDG", "IST", "11:20", "16:50", 0), ("NV 407", "IST", "LED", "19:30", "23:05", 0)), "Hôtel des Tilleuls", "Seine Berlines", ("TR", "FR"), 230),
    Journey("Вена", "Вена, опера и доктор", 4, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("AW 61", "IST", "VIE", "17:30", "18:00", 0)),
            (("AW 62", "VIE", "IST", "12:40", "17:00", 0), ("NV 407", "IST", "LED", "19:30", "23:05", 0)), "Orgelhof", "Donau Limousine", ("TR", "AT"), 190),
    Journey("Милан", "Милан, примерки и галереи", 4, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("AW 45", "IST", "MXP", "17:15", "18:10", 0)),
            (("AW 46", "MXP", "IST", "11:10", "15:50", 0), ("NV 403", "IST", "LED", "17:10", "20:45", 0)), "Palazzo Antico", "Navigli Auto", ("TR", "IT"), 205),
    Journey("Женева", "Женева, семья", 4, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("AW 31", "IST", "GVA", "17:45", "18:50", 0)),
            (("AW 32", "GVA", "IST", "10:30", "15:40", 0), ("NV 403", "IST", "LED", "17:10", "20:45", 0)), "Les Cygnes", "Lac Limousine", ("TR", "CH"), 240),
    Journey("Ереван", "Ереван, дом и вино", 4, (("NV 310", "LED", "EVN", "9:05", "13:30", 0),), (("NV 311", "EVN", "LED", "15:00", "17:50", 0),),
            "Гранатовая, 8", "Ереван Мотор", ("AM",), 64),
    Journey("Тбилиси", "Тбилиси, застолье", 3, (("СЭ 018", "LED", "SVO", "7:20", "8:50", 0), ("СЭ 512", "SVO", "TBS", "10:20", "14:10", 0)),
            (("СЭ 513", "TBS", "SVO", "16:00", "17:50", 0), ("СЭ 043", "SVO", "LED", "20:30", "22:00", 0)), "Дом на Серных банях", "Мтацминда Авто", ("GE",), 70),
    Journey("Токио", "Токио через Стамбул", 6, (("NV 402", "LED", "IST", "12:00", "15:40", 0), ("NV 871", "IST", "HND", "16:35", "9:50", 1)),
            (("NV 872", "HND", "IST", "22:30", "5:40", 1), ("NV 405", "IST", "LED", "8:10", "11:45", 0)), "Гиндза Тисё", "Tokyo Shiro Hire", ("TR", "JP"), 420),
)  # fmt: skip
AIRPORTS = {"LED": "Europe/Moscow", "SVO": "Europe/Moscow", "IST": "Europe/Istanbul", "DXB": "Asia/Dubai", "LHR": "Europe/London", "CDG": "Europe/Paris",
            "VIE": "Europe/Vienna", "MXP": "Europe/Rome", "GVA": "Europe/Zurich", "EVN": "Asia/Yerevan", "TBS": "Asia/Tbilisi", "HND": "Asia/Tokyo", "SZG": "Europe/Vienna"}  # fmt: skip
TOWNS = {"LED": "Петербург", "SVO": "Москва", "IST": "Стамбул", "DXB": "Дубай", "LHR": "Лондон", "CDG": "Париж", "VIE": "Вена", "MXP": "Милан", "GVA": "Женева",
         "EVN": "Ереван", "TBS": "Тбилиси", "HND": "Токио", "SZG": "Зальцбург"}  # fmt: skip
TOWNS_EN = {"LED": "St Petersburg", "SVO": "Moscow", "IST": "Istanbul", "DXB": "Dubai", "LHR": "London", "CDG": "Paris", "VIE": "Vienna", "MXP": "Milan",
            "GVA": "Geneva", "EVN": "Yerevan", "TBS": "Tbilisi", "HND": "Tokyo", "SZG": "Salzburg"}  # fmt: skip
