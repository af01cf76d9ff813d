# ruff: noqa: E501 - one line of a list is one line
"""Who works in the demo house, and whom it serves. All of them are invented."""

from dataclasses import dataclass

PASSPHRASE = "utro-na-moike"  # noqa: S105 - the demo house only; printed when it opens


@dataclass(frozen=True)
class Colleague:
    """A colleague: login before the @, name, gender, role, team, shift."""

    login: str
    given: str
    patronymic: str
    surname: str
    gender: str
    role: str = "concierge"
    team: int = 0  # 0: none
    shift: tuple[int, int] = (9, 21)
    language: str = "ru"


STAFF = (
    Colleague("anna", "Анна", "Викторовна", "Лаврова", "f", team=1),
    Colleague("ilya", "Илья", "Михайлович", "Гордеев", "m", team=1, shift=(10, 22)),
    Colleague("timur", "Тимур", "Рашидович", "Назаров", "m", team=1, shift=(8, 20)),
    Colleague("sofia", "Софья", "Алексеевна", "Бельская", "f", team=2),
    Colleague("gleb", "Глеб", "Юрьевич", "Маслов", "m", team=2, shift=(8, 20)),
    Colleague("dina", "Дина", "Маратовна", "Ахметова", "f", team=2, shift=(10, 22)),
    Colleague("polina", "Полина", "Сергеевна", "Яшина", "f", team=3),
    Colleague("mark", "Марк", "Львович", "Зимин", "m", team=3, shift=(11, 23)),
    Colleague("vera", "Вера", "Николаевна", "Дмитриева", "f", "lead", team=1, shift=(8, 20)),
    Colleague("arkady", "Аркадий", "Павлович", "Стольников", "m", "lead", team=2, shift=(9, 20)),
    Colleague("olga", "Ольга", "Дмитриевна", "Северская", "f", "owner", shift=(10, 19)),
    Colleague("lev", "Лев", "Аркадьевич", "Ким", "m", "auditor", shift=(10, 19)),
)
TEAMS = {1: ("Первая команда", "vera"), 2: ("Вторая команда", "arkady"), 3: ("Поездки и семьи", "arkady")}
MAIL = "demo.example"


@dataclass(frozen=True)
class Guest:
    """A client as written by hand. `circle`: «relation: имя отчество, год рождения, о человеке»."""

    key: str
    given: str
    patronymic: str
    family: str
    gender: str
    born: tuple[int, int, int | None]  # day, month, year
    led: str
    covered: str
    portrait: str
    circle: str = ""
    temper: str = "calm"  # how they write: calm, terse, warm, ironic, demanding
    is_key: bool = False
    city: str = "Санкт-Петербург"
    zone: str = "Europe/Moscow"
    language: str = "ru"
    address: str = "patronymic"
    is_formal: bool = True
    capital_you: bool = False
    channel: str = "telegram"
    tags: str = ""  # car, pet, golf, art, opera, ...: which tastes and chores fit
    since: int = 2021
    surname: str = ""  # when it does not follow from `family`


MSK, DXB, LON, TYO = "Europe/Moscow", "Asia/Dubai", "Europe/London", "Asia/Tokyo"

GUESTS = (
    Guest("olshanskaya", "Мария", "Андреевна", "Ольшанский", "f", (14, 3, 1984), "anna", "ilya",
          "Ценит тишину и точность. Не любит, когда благодарят за терпение. О близких заботится раньше, чем о себе.",
          "spouse: Павел Игоревич, 1981, согласует подарки, пишет коротко; friend: Екатерина Левина, 1985, Катя, "
          "непростой период; parent: Нина Сергеевна, 1956, Выборг, цветы по субботам; child: Варвара, 2016; "
          "assistant: Юлия Рогова, 1995, ведёт рабочий календарь", "warm", True, tags="theatre art flowers pilates wine"),
    Guest("veresov", "Андрей", "Сергеевич", "Вересов", "m", (2, 9, 1976), "anna", "ilya",
          "Решает быстро, вопросы задаёт один раз. В дороге молчит и работает. Помнит всех водителей по имени.",
          "spouse: Лидия Павловна, 1979, не любит звонков в дороге; child: Марк, 2008, учится в Лондоне; "
          "assistant: Денис Ефимов, 1993, визы и документы, на связи до 20", "terse", True,
          tags="travel japan car fish chess"),
    Guest("rein", "Константин", "Львович", "Рейн", "m", (30, 6, 1969), "anna", "timur",
          "Любит хорошую кухню и длинные беседы. Сердце бережёт, но говорить об этом не хочет. Шутит, когда сердится.",
          "spouse: Ирина Олеговна, 1972, следит за диетой; child: Леонид, 1998, партнёр по бизнесу; "
          "assistant: Вадим Лосев, 1990, гарантии и счета", "ironic", True, tags="food golf health wine travel"),
    Guest("ladozhskaya", "Ольга", "Владимировна", "Ладожский", "f", (21, 5, 1982), "anna", "timur",
          "Трое детей, большой дом, расписание до минуты. Благодарит всегда. Не терпит, когда опаздывают к детям.",
          "spouse: Сергей Петрович, 1978, часто в разъездах; child: Елизавета, 2015, Лиза, рояль и английский; "
          "child: Тимофей, 2018, хоккей; child: Анна, 2021, Аня, аллергия на орехи; "
          "nanny: Галина Юрьевна, 1968, с детьми до 19", "warm", True, address="first", tags="kids house car music pet"),
    Guest("stashevskaya", "Елена", "Игоревна", "Сташевский", "f", (8, 11, 1961), "anna", "ilya",
          "До одиннадцати её нет ни для кого. Пишет от руки и ценит бумагу. О здоровье говорит только с врачом.",
          "parent: Тамара Борисовна, 1938, мама, плохо слышит, любит герань; child: Кирилл, 1990, живёт в Вене; "
          "driver: Степан Лукич, 1959, свой водитель", "calm", True, channel="mail", capital_you=True,
          tags="health books opera flowers"),
    Guest("arsenyeva", "Ксения", "Дмитриевна", "Арсеньев", "f", (17, 12, 1988), "anna", "ilya",
          "Архитектор: смотрит на свет, потом на меню. Просит присылать фото, а не описания.",
          "partner: Фёдор Крылов, 1986, музыкант; parent: Дмитрий Иванович, 1954, отец, Пушкин", "ironic",
          address="first", is_formal=False, tags="art design travel wine"),
    Guest("lanskoy", "Георгий", "Александрович", "Ланской", "m", (5, 1, 1958), "anna", "timur",
          "Старая школа: письма с обращением, галстук к обеду. Опоздание водителя помнит год.",
          "spouse: Наталья Фёдоровна, 1961, розы, кроме жёлтых; child: Александра, 1987, Париж", "calm",
          channel="mail", capital_you=True, address="title", tags="opera club books flowers"),
    Guest("whitfield", "James", "", "Whitfield", "m", (11, 4, 1974), "anna", "ilya",
          "Британец, десять лет в Петербурге. Пунктуален, благодарит и торгуется. Пишет только по-английски.",
          "spouse: Claire, 1977, ceramics; child: Oliver, 2010, boarding school", "calm", city="Санкт-Петербург",
          language="en", address="title", channel="mail", tags="golf wine travel"),
    Guest("gurevich", "Марина", "Яковлевна", "Гуревич", "f", (19, 2, 1970), "ilya", "anna",
          "Адвокат. Формулирует точно и того же ждёт от нас. Отдыхает только в движении.",
          "spouse: Борис Аркадьевич, 1966, хирург, дежурства; child: Софья, 2003, стажировка в Женеве", "demanding",
          True, tags="ski travel sport health"),
    Guest("tumanov", "Никита", "Олегович", "Туманов", "m", (23, 8, 1990), "ilya", "timur",
          "Основатель студии игр. Ночная птица: до полудня не писать. Любит неожиданное, но предсказуемое.",
          "partner: Алиса Воронцова, 1994, вегетарианка", "ironic", address="first", is_formal=False,
          tags="tech travel japan food"),
    Guest("orlovskaya", "Людмила", "Степановна", "Орловский", "f", (1, 10, 1949), "ilya", "anna",
          "Бывшая балерина. Слышит фальшь сразу. Принимает помощь, если она выглядит как внимание.",
          "child: Игорь, 1975, живёт в Москве, оплачивает счета; assistant: Раиса Титова, 1960, компаньонка", "warm",
          True, channel="phone", capital_you=True, tags="theatre health flowers"),
    Guest("belozerov", "Пётр", "Николаевич", "Белозёров", "m", (12, 7, 1965), "ilya", "timur",
          "Судостроитель. Говорит прямо, спрашивает цену последним. Любит воду и не любит музыку в ресторане.",
          "spouse: Вера Ильинична, 1968, сад и собаки; child: Николай, 1993; child: Дарья, 1997, свадьба весной",
          "terse", tags="yacht fish car pet"),
    Guest("kamenskaya", "Инга", "Романовна", "Каменский", "f", (27, 11, 1979), "ilya", "anna",
          "Коллекционирует керамику и впечатления. Отменяет легко, поэтому бронируем с отменой.",
          "child: Роман, 2012, фехтование; friend: Тереза Мазур, 1980", "ironic", tags="art travel sport kids"),
    Guest("shuvalov", "Арсений", "Георгиевич", "Шувалов", "m", (29, 2, 1980), "ilya", "timur",
          "Родился двадцать девятого февраля и относится к этому серьёзно. Ценит краткость и хороший кофе.",
          "spouse: Елизавета Павловна, 1983, флорист-любитель; child: Мирон, 2014; child: Ева, 2017", "calm",
          tags="kids car music coffee"),
    Guest("danilevich", "Рита", "Самуиловна", "Данилевич", "f", (3, 6, 1956), "ilya", "anna",
          "Профессор, лекции по вторникам. Терпеть не может срочность. Пишет длинно и красиво.",
          "spouse: Лев Моисеевич, 1950, почти не видит, любит аудиокниги", "warm", channel="mail", capital_you=True,
          tags="books health theatre"),
    Guest("okada", "Кэндзи", "", "Окада", "m", (9, 5, 1972), "ilya", "timur",
          "Представляет японскую компанию, половину месяца в Токио. Ценит предупреждение заранее и ровный тон.",
          "spouse: Маюми, 1975, икебана; child: Хана, 2011, международная школа", "calm", city="Токио", zone=TYO,
          address="title", channel="mail", tags="japan golf travel", surname="Окада"),
    Guest("golitsyna", "Варвара", "Михайловна", "Голицын", "f", (15, 8, 1992), "timur", "anna",
          "Живёт в Лондоне, прилетает на премьеры. Голосовые слушает, сама пишет строчными.",
          "partner: Эдвард Хилл, 1989; parent: Михаил Петрович, 1959, отец, Комарово", "ironic", True,
          city="Лондон", zone=LON, address="first", is_formal=False, tags="theatre art travel style"),
    Guest("safronov", "Вадим", "Эдуардович", "Сафронов", "m", (4, 12, 1973), "timur", "ilya",
          "Спортсмен в прошлом: режим, белок, ранние рейсы. Не выносит слов «наверное» и «постараемся».",
          "spouse: Жанна Витальевна, 1978, фитнес и шубы; child: Артём, 2009, теннис", "demanding",
          tags="sport car travel health"),
    Guest("levitan", "Софья", "Борисовна", "Левитан", "f", (22, 4, 1967), "timur", "anna",
          "Пианистка. Дни до концерта держим пустыми. После концерта хочет есть и молчать.",
          "spouse: Герман Ильич, 1962, дирижёр; child: Борис, 1996, скрипка, Берлин", "calm", True, channel="mail",
          tags="music theatre food health"),
    Guest("yarovoy", "Степан", "Васильевич", "Яровой", "m", (16, 1, 1977), "timur", "ilya",
          "Агроном с миллионным хозяйством. В городе теряется, в ресторане просит борщ. Щедр и сердечен.",
          "spouse: Оксана Петровна, 1980; child: Василий, 2005, университет; child: Мария, 2013, конный спорт",
          "warm", address="first", tags="horses car food kids"),
    Guest("dolgorukova", "Анастасия", "Кирилловна", "Долгоруков", "f", (25, 1, 1995), "timur", "ilya",
          "Управляет фондом. Всё решает через помощницу, но главные вопросы пишет сама ночью.",
          "assistant: Тася Белкина, 1999, на связи всегда; parent: Кирилл Андреевич, 1963, отец, Москва", "terse",
          tags="art event travel style"),
    Guest("haddad", "Samir", "", "Haddad", "m", (18, 6, 1978), "timur", "anna",
          "Живёт в Дубае, в Петербурге строит гостиницу. Семья для него первая, сроки вторые, цена третья.",
          "spouse: Leila, 1982, no pork, no alcohol in gifts; child: Nour, 2012; child: Adam, 2016", "warm",
          city="Дубай", zone=DXB, language="en", address="first", tags="travel kids car horses"),
    Guest("minaeva", "Зоя", "Павловна", "Минаев", "f", (7, 7, 1953), "timur", "ilya",
          "Вдова академика. Дом полон книг и гостей. Забывает телефон, поэтому звоним на городской.",
          "child: Павел, 1978, отвечает за врачей; sibling: Кира Павловна, 1950, сестра, Репино", "warm",
          channel="phone", tags="books flowers health house"),
    Guest("rubinov", "Евгений", "Маркович", "Рубинов", "m", (10, 3, 1971), "sofia", "gleb",
          "Ресторатор: чужие кухни судит молча. Любит, когда о нём помнят детали двухлетней давности.",
          "spouse: Яна Вячеславовна, 1981; child: Марк, 2019", "ironic", True, tags="food wine travel"),
    Guest("tsvetkova", "Алла", "Геннадьевна", "Цветков", "f", (28, 11, 1964), "sofia", "dina",
          "Хозяйка сети аптек. Начинает в шесть утра и в шесть вечера молчит. Не любит сюрпризов.",
          "spouse: Юрий Фёдорович, 1960; child: Ольга, 1989, рожает в январе", "demanding", tags="health house family"),
    Guest("engelgardt", "Николай", "Карлович", "Энгельгардт", "m", (6, 2, 1968), "sofia", "gleb",
          "Немецкая точность, русское гостеприимство. Дом в Комарово, зимой живёт там.",
          "spouse: Амалия Викторовна, 1971, орган и хор; child: Карл, 2001, Мюнхен", "calm", channel="mail",
          tags="music house ski pet"),
    Guest("kim", "Виктория", "Олеговна", "Ким", "f", (13, 9, 1986), "sofia", "dina",
          "Дерматолог с телеэфирами. Расписание меняется каждый час, доброжелательность нет.",
          "spouse: Александр Юрьевич, 1984; child: Мила, 2020, рисование", "warm", address="first",
          tags="beauty kids style travel"),
    Guest("sukhanov", "Игнат", "Фёдорович", "Суханов", "m", (24, 10, 1959), "sofia", "gleb",
          "Лесопромышленник, охотник. Бумаг не читает, слову верит. Один раз не сдержишь, второго не будет.",
          "spouse: Валентина Марковна, 1963, дача и пироги; child: Степан, 1988", "terse", channel="phone",
          tags="hunting car house fish"),
    Guest("vorobyova", "Лидия", "Романовна", "Воробьёв", "f", (31, 12, 1975), "sofia", "dina",
          "Родилась под ёлку и просит два разных подарка. Бухгалтерский ум, театральная душа.",
          "spouse: Антон Сергеевич, 1973, рыбалка; child: Ульяна, 2007, поступает на журфак", "warm",
          tags="theatre kids travel"),
    Guest("aivazyan", "Армен", "Тигранович", "Айвазян", "m", (20, 5, 1970), "sofia", "gleb",
          "Виноторговец. Застолье для него работа и радость. Звонит по дороге, решает до светофора.",
          "spouse: Гаяне Арменовна, 1974; parent: Сусанна Григорьевна, 1944, мама, Ереван; child: Тигран, 2000",
          "warm", True, tags="wine food travel family"),
    Guest("bremer", "Anja", "", "Bremer", "f", (2, 12, 1983), "sofia", "dina",
          "Куратор из Гамбурга, по-русски читает, пишет по-английски. Вегетарианка, ездит на поездах.",
          "partner: Jonas, 1980, photographer", "calm", city="Санкт-Петербург", language="en", address="first",
          channel="mail", tags="art books rail"),
    Guest("chernyshov", "Даниил", "Артёмович", "Чернышов", "m", (30, 11, 1993), "gleb", "sofia",
          "Вырос в спорте, инвестирует в кино. Быстрый, весёлый, забывает паспорт.",
          "partner: Камилла Сафина, 1996, актриса, вечерние спектакли", "ironic", address="first", is_formal=False,
          tags="style travel car film"),
    Guest("vinogradskaya", "Тамара", "Львовна", "Виноградский", "f", (11, 1, 1947), "gleb", "dina",
          "Хранительница музейных фондов. Пьёт чай в пять. Не пользуется лифтом, поэтому этаж не выше второго.",
          "child: Анна, 1972, дочь, врач; driver: Олег Баранов, 1970, наш водитель по средам", "calm",
          channel="phone", capital_you=True, tags="books art health"),
    Guest("trubetskoy", "Сергей", "Андреевич", "Трубецкой", "m", (27, 6, 1963), "gleb", "sofia",
          "Председатель совета. Ценит невидимость сервиса: чем меньше нас видно, тем лучше.",
          "spouse: Елена Владиславовна, 1966, благотворительность; child: Андрей, 1992; guard: Руслан Бекетов, 1982, "
          "старший охраны", "terse", True, channel="mail", tags="charter security car golf"),
    Guest("makeeva", "Яна", "Тимуровна", "Макеев", "f", (26, 11, 1991), "gleb", "dina",
          "Шеф-кондитер с двумя кофейнями. Пробует всё, хвалит редко. Ночные доставки без звонка в дверь.",
          "spouse: Илья Романович, 1988, врач скорой; pet: такса Фрида", "ironic", address="first", is_formal=False,
          tags="food pet flowers coffee"),
    Guest("zaborov", "Анатолий", "Миронович", "Заборов", "m", (14, 2, 1955), "gleb", "sofia",
          "Коллекционер русского рисунка. Торгуется из азарта, платит в срок.",
          "spouse: Римма Аркадьевна, 1958, бридж по четвергам", "calm", channel="mail", tags="art books club"),
    Guest("pavlenko", "Оксана", "Григорьевна", "Павленко", "f", (18, 11, 1977), "gleb", "dina",
          "Клиники красоты в четырёх городах. Летает вторым рейсом, опаздывает первой.",
          "child: Глеб, 2010, футбол; child: Кира, 2014, танцы; assistant: Нелли Юсупова, 1992", "demanding",
          tags="beauty travel kids style"),
    Guest("eristov", "Илларион", "Давидович", "Эристов", "m", (1, 12, 1966), "gleb", "sofia",
          "Тост помнит дольше, чем ужин. Любит принимать гостей дома и провожать до машины.",
          "spouse: Нино Георгиевна, 1970; child: Давид, 1999; child: Саломея, 2006", "warm", True,
          tags="food wine family travel"),
    Guest("lindgren", "Erik", "", "Lindgren", "m", (16, 8, 1981), "gleb", "dina",
          "Шведский инженер, строит метро. Бегает по утрам, не ест сахар, ценит прямоту.",
          "spouse: Sara, 1983; child: Alva, 2015, swimming", "terse", language="en", address="first",
          tags="sport kids rail"),
    Guest("sobolevskaya", "Регина", "Артуровна", "Соболевский", "f", (5, 12, 1960), "dina", "sofia",
          "Держит салон по четвергам. Список гостей важнее меню. Помнит, кто с кем в ссоре.",
          "spouse: Артур Янович, 1952, почти не выходит; friend: Лидия Ковач, 1958, подруга из Будапешта", "demanding",
          True, capital_you=True, channel="mail", tags="event flowers food theatre"),
    Guest("rakitin", "Максим", "Денисович", "Ракитин", "m", (22, 7, 1987), "dina", "gleb",
          "Хирург-ортопед. Отвечает между операциями, одним словом. Отпуск планирует за год.",
          "spouse: Вероника Андреевна, 1989, второй ребёнок в марте; child: Матвей, 2021", "terse", address="first",
          tags="kids ski health books"),
    Guest("averina", "Полина", "Викторовна", "Аверин", "f", (24, 11, 1998), "dina", "sofia",
          "Учится на режиссёра, живёт между Москвой и Петербургом. Просьбы присылает картинками.",
          "parent: Виктор Семёнович, 1965, отец, оплачивает; parent: Алла Игоревна, 1968, мама", "ironic",
          city="Москва", address="first", is_formal=False, tags="film theatre style rail"),
    Guest("shestakov", "Роман", "Ильич", "Шестаков", "m", (9, 10, 1974), "dina", "gleb",
          "Девелопер. Спрашивает «кто отвечает» и слушает только ответ.",
          "spouse: Кристина Олеговна, 1985; child: Илья, 2016, карт; child: Агата, 2019", "demanding",
          tags="car golf kids travel"),
    Guest("levashova", "Евдокия", "Петровна", "Левашов", "f", (1, 3, 1942), "dina", "sofia",
          "Блокадница, художник по тканям. Хлеб не выбрасывает никогда. Говорим громко и не торопим.",
          "child: Михаил, 1968, сын, Хельсинки; nanny: Софья Тихоновна, 1965, сиделка", "calm", channel="phone",
          capital_you=True, tags="health house art"),
    Guest("kasatkin", "Юрий", "Алексеевич", "Касаткин", "m", (15, 12, 1969), "dina", "gleb",
          "Капитан, теперь хозяин верфи в Дубае. Время называет по-морскому, тишину считает уважением.",
          "spouse: Ольга Викторовна, 1973; child: Юлия, 2004, Дубай", "terse", city="Дубай", zone=DXB,
          tags="yacht travel fish"),
    Guest("pogodina", "Нелли", "Станиславовна", "Погодин", "f", (12, 2, 1980), "dina", "sofia",
          "Пишет романы под псевдонимом. Месяц нигде, потом трое суток подряд везде.",
          "spouse: Глеб Юрьевич, 1977, издатель; child: Лев, 2011, шахматы", "ironic", channel="mail",
          tags="books travel chess"),
    Guest("ostashev", "Григорий", "Павлович", "Осташев", "m", (28, 8, 1961), "polina", "mark",
          "Банкир на покое, учит внуков. Любит, чтобы счёт был до, а не после.",
          "spouse: Мария Семёновна, 1964; child: Пётр, 1990; sibling: Ирина Павловна, 1955, сестра, Псков", "calm",
          True, channel="mail", tags="club golf kids opera"),
    Guest("melnik", "Карина", "Артуровна", "Мельник", "f", (29, 11, 1985), "polina", "mark",
          "Продюсер. Пять чатов, два телефона, одно терпение. Любит, когда решают за неё и решают верно.",
          "partner: Стас Юдин, 1983; child: Арина, 2013, гимнастика", "demanding", address="first",
          tags="event style kids travel"),
    Guest("bakhtin", "Леонид", "Аркадьевич", "Бахтин", "m", (19, 11, 1952), "polina", "mark",
          "Академик. Ходит пешком, пишет на бланках. Любит поезд «ночь в пути» и купе целиком.",
          "spouse: Эмма Львовна, 1955, диабет, режим питания; child: Аркадий, 1984, Бостон", "warm", channel="mail",
          capital_you=True, tags="rail books health"),
    Guest("sheremeteva", "Дарья", "Николаевна", "Шереметев", "f", (8, 4, 1989), "polina", "mark",
          "Галеристка. Просит «как обычно, но лучше». Обычное у неё каждый раз новое.",
          "spouse: Филипп Андреевич, 1982, гонки на яхтах; child: Серафима, 2018", "ironic", True, address="first",
          tags="art event yacht kids"),
    Guest("gorin", "Эдуард", "Валерьевич", "Горин", "m", (25, 12, 1976), "polina", "mark",
          "Хозяин автосалонов. Машины знает до болта, в остальном доверяет полностью.",
          "spouse: Наталья Игоревна, 1979; child: Валерия, 2002, Милан; child: Егор, 2012", "warm",
          tags="car travel style"),
    Guest("nikolskaya", "Вероника", "Павловна", "Никольский", "f", (30, 1, 1972), "polina", "mark",
          "Переводчик-синхронист. Слышит то, что между строк, и просит того же.",
          "child: Дмитрий, 1999, Токио", "calm", channel="mail", tags="japan books travel theatre"),
    Guest("hartley", "Eleanor", "", "Hartley", "f", (3, 12, 1968), "polina", "mark",
          "Живёт в Лондоне, внучка эмигрантов. По-русски говорит, пишет по-английски, плачет на опере.",
          "spouse: George, 1960, walks with a stick; child: Alice, 1997", "warm", city="Лондон", zone=LON,
          language="en", channel="mail", address="title", tags="opera art books"),
    Guest("chagin", "Фёдор", "Михайлович", "Чагин", "m", (6, 12, 1983), "polina", "mark",
          "Врач-репродуктолог. Добрый и рассеянный: напоминаем дважды, второй раз в день события.",
          "spouse: Таисия Андреевна, 1986, Тася; child: Михаил, 2015; child: Пелагея, 2018", "warm", address="first",
          tags="kids house theatre"),
    Guest("roshchina", "Маргарита", "Олеговна", "Рощин", "f", (10, 12, 1958), "mark", "polina",
          "Хозяйка питомника борзых. Собаки летают с ней. В отель без двора не поедет.",
          "spouse: Олег Дмитриевич, 1955; friend: Ванда Круль, 1960", "demanding", tags="pet travel house"),
    Guest("tarasov", "Владислав", "Егорович", "Тарасов", "m", (2, 1, 1979), "mark", "polina",
          "Логист: проверяет наши стыковки и радуется, когда сходится. Не ест лук.",
          "spouse: Алёна Дмитриевна, 1982; child: Егор, 2008; child: Злата, 2015", "terse", True, tags="travel car kids"),
    Guest("ivleva", "Антонина", "Сергеевна", "Ивлев", "f", (17, 1, 1950), "mark", "polina",
          "Народная артистка. Звонит сама, ночью и по делу. Цветы любит, букетов боится.",
          "child: Сергей, 1976, режиссёр; assistant: Лена Мохова, 1988, костюмер и друг", "ironic", channel="phone",
          capital_you=True, tags="theatre health flowers"),
    Guest("karelin", "Матвей", "Глебович", "Карелин", "m", (21, 11, 1986), "mark", "polina",
          "Альпинист и юрист. Если не отвечает, значит, связи нет: запасной контакт Вика.",
          "spouse: Виктория Ильинична, 1987, Вика, решает всё", "calm", address="first", is_formal=False,
          tags="ski travel sport"),
    Guest("frolova", "Жанна", "Вадимовна", "Фролов", "f", (4, 5, 1981), "mark", "polina",
          "Открывает школы английского. Любит списки, галочки и понедельники.",
          "child: Даша, 2010, олимпиады; child: Семён, 2014; parent: Вадим Петрович, 1952, отец, кардиолог", "warm",
          tags="kids house health"),
    Guest("zvonaryov", "Ярослав", "Викторович", "Звонарёв", "m", (23, 11, 1968), "mark", "polina",
          "Реставратор органов. Слышит лифт через стену: в отеле просит тихую сторону и последний этаж.",
          "spouse: Мария Витальевна, 1971; child: Виктор, 2006, консерватория", "calm", channel="mail",
          tags="music rail books"),
)  # fmt: skip
