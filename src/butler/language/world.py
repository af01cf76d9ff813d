"""Places of the world that clients name: towns, lands, districts, airports and stations, in Russian and in English.

Not a geography: what travellers of one house say. A name that is not here is read by its preposition and its capital.
Each table gives the Russian names, then the English; spellings of one place are names of their own.
"""

import re
from functools import lru_cache

from butler.language.gazetteer import Gazetteer, Name
from butler.language.towns import CODES

CITY, LAND, DISTRICT, AIRPORT = "city", "land", "district", "airport"

_TOWNS = """
Москва, Мск, Санкт-Петербург, Петербург, Питер, СПб, Сочи, Адлер, Красная Поляна, Роза Хутор, Сириус, Казань,
Екатеринбург, Екб, Новосибирск, Нижний Новгород, Великий Новгород, Калининград, Светлогорск, Зеленоградск,
Минеральные Воды, Минводы, Кисловодск, Пятигорск, Ессентуки, Железноводск, Краснодар, Геленджик, Анапа,
Новороссийск, Туапсе, Ростов-на-Дону, Ростов, Таганрог, Ростов Великий, Волгоград, Астрахань, Саратов, Самара,
Тольятти, Ульяновск, Пенза, Уфа, Пермь, Ижевск, Челябинск, Магнитогорск, Тюмень, Тобольск, Сургут, Омск, Томск,
Барнаул, Кемерово, Новокузнецк, Шерегеш, Красноярск, Норильск, Иркутск, Улан-Удэ, Чита, Якутск, Листвянка,
Горно-Алтайск, Белокуриха, Манжерок, Хабаровск, Владивосток, Южно-Сахалинск, Петропавловск-Камчатский, Магадан,
Мурманск, Архангельск, Петрозаводск, Териберка, Сортавала, Выборг, Псков, Тверь, Завидово, Ярославль, Кострома,
Плес, Вологда, Углич, Мышкин, Переславль-Залесский, Суздаль, Коломна, Тула, Калуга, Таруса, Рязань, Смоленск,
Брянск, Курск, Белгород, Воронеж, Липецк, Махачкала, Дербент, Грозный, Владикавказ, Нальчик, Домбай, Архыз, Эльбрус,
Теберда, Симферополь, Ялта, Севастополь, Феодосия, Евпатория, Алушта, Гурзуф, Форос, Химки, Одинцово, Красногорск,
Мытищи, Королев, Балашиха, Подольск, Зеленоград, Дмитров, Звенигород, Истра, Павловск, Петергоф, Репино,
Комарово, Сестрорецк, Зеленогорск, Кронштадт, Гатчина, Минск, Брест, Гродно, Витебск, Ереван, Гюмри, Дилижан, Севан,
Тбилиси, Батуми, Гудаури, Кутаиси, Телави, Сигнахи, Боржоми, Баку, Габала, Алматы, Алма-Ата, Астана, Актау, Шымкент,
Караганда, Ташкент, Самарканд, Бухара, Хива, Бишкек, Душанбе, Ашхабад, Кишинев, Сухум, Гагра, Пицунда, Новый Афон,
Рига, Юрмала, Вильнюс, Таллин, Тарту, Паланга, Хельсинки, Стокгольм, Осло, Берген, Копенгаген, Рейкьявик, Рованиеми,
Леви, Стамбул, Анталья, Анталия, Белек, Кемер, Сиде, Бодрум, Фетхие, Мармарис, Измир, Каппадокия, Анкара, Гёчек,
Дубай, Дубаи, Абу-Даби, Шарджа, Рас-эль-Хайма, Доха, Эр-Рияд, Джидда, Маскат, Кувейт, Манама, Каир, Хургада,
Шарм-эль-Шейх, Шарм, Луксор, Эль-Гуна, Марракеш, Касабланка, Тунис, Кейптаун, Йоханнесбург, Найроби, Занзибар,
Тель-Авив, Иерусалим, Хайфа, Эйлат, Амман, Бейрут, Париж, Ницца, Канны, Антиб, Сен-Тропе, Кап-Ферра, Кап-д'Антиб,
Ментон, Экс-ан-Прованс, Марсель, Лион, Бордо, Страсбург, Биарриц, Довиль, Реймс, Тулуза, Лилль, Аннеси, Авиньон,
Куршевель, Мерибель, Валь-д'Изер, Межев, Шамони, Валь-Торанс, Тинь, Монако, Монте-Карло, Женева, Цюрих, Базель,
Берн, Лозанна, Монтрё, Лугано, Локарно, Люцерн, Санкт-Мориц, Сен-Мориц, Давос, Церматт, Гштаад, Вербье, Андерматт,
Вена, Зальцбург, Инсбрук, Грац, Китцбюэль, Лех, Зёльден, Ишгль, Майрхофен, Мюнхен, Берлин, Франкфурт, Гамбург,
Дюссельдорф, Кёльн, Штутгарт, Баден-Баден, Дрезден, Лейпциг, Нюрнберг, Милан, Комо, Портофино, Генуя, Турин, Верона,
Болонья, Бергамо, Форте-дей-Марми, Рим, Флоренция, Венеция, Пиза, Сиена, Неаполь, Капри, Позитано, Амальфи,
Сорренто, Бари, Ольбия, Порто-Черво, Палермо, Катания, Таормина, Искья, Римини, Кортина-д'Ампеццо, Кортина, Лондон,
Манчестер, Ливерпуль, Эдинбург, Оксфорд, Кембридж, Бирмингем, Глазго, Фарнборо, Виндзор, Аскот, Дублин, Корк,
Голуэй, Мадрид, Барселона, Валенсия, Севилья, Малага, Марбелья, Гранада, Бильбао, Сан-Себастьян, Ибица, Пальма,
Пальма-де-Майорка, Тенерифе, Аликанте, Лиссабон, Порту, Кашкайш, Фару, Синтра, Афины, Салоники, Миконос, Санторини,
Ираклион, Родос, Корфу, Халкидики, Закинф, Ларнака, Лимассол, Пафос, Никосия, Айя-Напа, Белград, Нови-Сад, Тиват,
Будва, Подгорица, Порто-Монтенегро, Котор, Загреб, Дубровник, Сплит, Любляна, Блед, Сараево, Скопье, Тирана, Прага,
Карловы Вары, Брно, Братислава, Будапешт, Хевиз, Варшава, Краков, Гданьск, Бухарест, София, Варна, Бургас, Банско,
Пловдив, Амстердам, Роттердам, Гаага, Маастрихт, Брюссель, Антверпен, Брюгге, Люксембург, Киев, Львов, Одесса,
Харьков, Валлетта, Бангкок, Пхукет, Самуи, Паттайя, Краби, Хуахин, Чиангмай, Сингапур, Куала-Лумпур, Лангкави,
Пенанг, Джакарта, Денпасар, Убуд, Манила, Себу, Ханой, Сайгон, Хошимин, Нячанг, Дананг, Фукуок, Пномпень, Сием-Рип,
Луангпрабанг, Пекин, Шанхай, Гуанчжоу, Шэньчжэнь, Гонконг, Макао, Тайбэй, Санья, Харбин, Далянь, Чэнду, Токио,
Осака, Киото, Саппоро, Нисеко, Хакуба, Нагоя, Окинава, Нара, Хиросима, Сеул, Пусан, Чеджу, Улан-Батор, Дели, Мумбаи,
Гоа, Джайпур, Агра, Бангалор, Коломбо, Катманду, Тхимпху, Мале, Сидней, Мельбурн, Брисбен, Перт, Окленд, Квинстаун,
Нади, Нью-Йорк, Манхэттен, Бруклин, Хэмптонс, Тетерборо, Лос-Анджелес, Малибу, Санта-Моника, Беверли-Хиллз,
Голливуд, Палм-Спрингс, Сан-Франциско, Сан-Хосе, Сан-Диего, Пало-Альто, Напа, Окленд, Сакраменто, Беркли, Майами,
Майами-Бич, Орландо, Тампа, Форт-Лодердейл, Палм-Бич, Ки-Уэст, Джексонвилл, Чикаго, Бостон, Вашингтон, Филадельфия,
Детройт, Балтимор, Питтсбург, Кливленд, Буффало, Лас-Вегас, Вегас, Феникс, Аспен, Вейл, Денвер, Солт-Лейк-Сити,
Скоттсдейл, Хьюстон, Даллас, Остин, Сан-Антонио, Новый Орлеан, Атланта, Нэшвилл, Мемфис, Шарлотт, Сиэтл, Портленд,
Анкоридж, Гонолулу, Торонто, Монреаль, Ванкувер, Оттава, Квебек, Калгари, Уистлер, Мехико, Канкун, Тулум, Лос-Кабос,
Кабо, Гавана, Варадеро, Нассау, Пунта-Кана, Рио-де-Жанейро, Рио, Сан-Паулу, Буэнос-Айрес, Лима, Куско, Богота,
Сантьяго, Картахена, Густавия,
Moscow, St Petersburg, Saint Petersburg, St. Petersburg, Sochi, Adler, Krasnaya Polyana, Kazan, Yekaterinburg,
Ekaterinburg, Novosibirsk, Nizhny Novgorod, Veliky Novgorod, Kaliningrad, Mineralnye Vody, Kislovodsk, Pyatigorsk,
Krasnodar, Gelendzhik, Anapa, Rostov-on-Don, Rostov, Volgograd, Astrakhan, Saratov, Samara, Ufa, Perm, Izhevsk,
Chelyabinsk, Tyumen, Omsk, Tomsk, Barnaul, Krasnoyarsk, Irkutsk, Yakutsk, Gorno-Altaysk, Khabarovsk, Vladivostok,
Murmansk, Arkhangelsk, Petrozavodsk, Tver, Yaroslavl, Kostroma, Suzdal, Kolomna, Tula, Makhachkala, Derbent, Grozny,
Simferopol, Yalta, Sevastopol, Khimki, Peterhof, Minsk, Yerevan, Tbilisi, Batumi, Gudauri, Baku, Almaty,
Astana, Tashkent, Samarkand, Bukhara, Bishkek, Dushanbe, Chisinau, Riga, Jurmala, Vilnius, Tallinn, Helsinki,
Stockholm, Oslo, Bergen, Copenhagen, Reykjavik, Istanbul, Antalya, Belek, Bodrum, Izmir, Cappadocia, Ankara, Gocek,
Dubai, Abu Dhabi, Sharjah, Doha, Riyadh, Jeddah, Muscat, Cairo, Hurghada, Sharm El Sheikh, Luxor, Marrakech,
Casablanca, Cape Town, Johannesburg, Nairobi, Zanzibar, Tel Aviv, Jerusalem, Haifa, Eilat, Amman, Beirut, Paris,
Nice, Cannes, Antibes, Saint-Tropez, St Tropez, Marseille, Lyon, Bordeaux, Strasbourg, Biarritz, Deauville, Reims,
Toulouse, Courchevel, Meribel, Val d'Isere, Megeve, Chamonix, Monaco, Monte Carlo, Monte-Carlo, Geneva, Zurich,
Basel, Bern, Lausanne, Montreux, Lugano, Lucerne, St Moritz, St. Moritz, Davos, Zermatt, Gstaad, Verbier, Andermatt,
Vienna, Salzburg, Innsbruck, Kitzbuhel, Lech, Munich, Berlin, Frankfurt, Hamburg, Dusseldorf, Cologne, Stuttgart,
Baden-Baden, Dresden, Milan, Como, Lake Como, Portofino, Genoa, Turin, Verona, Bologna, Forte dei Marmi, Rome,
Florence, Venice, Pisa, Siena, Naples, Capri, Positano, Amalfi, Sorrento, Olbia, Porto Cervo, Palermo, Catania,
Taormina, Cortina, London, Manchester, Liverpool, Edinburgh, Oxford, Cambridge, Birmingham, Glasgow, Farnborough,
Windsor, Bath, Brighton, Bristol, Leeds, Ascot, Dublin, Cork, Galway, Madrid, Barcelona, Valencia, Seville, Malaga,
Marbella, Granada, Bilbao, San Sebastian, Ibiza, Palma, Tenerife, Alicante, Lisbon, Porto, Cascais, Faro, Sintra,
Athens, Thessaloniki, Mykonos, Santorini, Heraklion, Rhodes, Corfu, Larnaca, Limassol, Paphos, Nicosia, Belgrade,
Tivat, Budva, Porto Montenegro, Kotor, Zagreb, Dubrovnik, Split, Ljubljana, Bled, Prague, Karlovy Vary, Carlsbad,
Bratislava, Budapest, Warsaw, Krakow, Bucharest, Sofia, Varna, Bansko, Amsterdam, Rotterdam, The Hague, Brussels,
Antwerp, Bruges, Luxembourg, Kyiv, Kiev, Lviv, Odessa, Valletta, Bangkok, Phuket, Koh Samui, Samui, Pattaya, Krabi,
Chiang Mai, Singapore, Kuala Lumpur, Langkawi, Jakarta, Denpasar, Ubud, Manila, Cebu, Hanoi, Ho Chi Minh City,
Saigon, Nha Trang, Da Nang, Phu Quoc, Siem Reap, Beijing, Shanghai, Guangzhou, Shenzhen, Hong Kong, Macau, Taipei,
Sanya, Harbin, Tokyo, Osaka, Kyoto, Sapporo, Niseko, Nagoya, Okinawa, Hiroshima, Seoul, Busan, Jeju, Ulaanbaatar,
Delhi, New Delhi, Mumbai, Goa, Jaipur, Agra, Bangalore, Colombo, Kathmandu, Chennai, Kolkata, Male, Sydney,
Melbourne, Brisbane, Perth, Auckland, Queenstown, Adelaide, Canberra, New York, New York City, NYC, NY, Manhattan,
Brooklyn, Queens, Hamptons, The Hamptons, Teterboro, Los Angeles, LA, L.A., Malibu, Santa Monica, Beverly Hills,
Hollywood, Palm Springs, Long Beach, Pasadena, Anaheim, Burbank, Glendale, Irvine, San Francisco, San Fran, SF,
Frisco, San Jose, San Diego, Palo Alto, Oakland, Sacramento, Berkeley, Fremont, Fresno, Santa Cruz, Santa Barbara,
Bakersfield, Stockton, Riverside, Monterey, Miami, Miami Beach, South Beach, Orlando, Tampa, Fort Lauderdale, Palm
Beach, Key West, Jacksonville, Chicago, Boston, Washington, Washington DC, Washington D.C., Philadelphia, Philly,
Detroit, Baltimore, Pittsburgh, Cleveland, Buffalo, Newark, Minneapolis, Milwaukee, Cincinnati, Indianapolis, St
Louis, St. Louis, Kansas City, Columbus, Las Vegas, Vegas, Phoenix, Aspen, Vail, Denver, Salt Lake City, Scottsdale,
Tucson, Albuquerque, Reno, Boise, Houston, Dallas, Austin, San Antonio, New Orleans, Atlanta, Nashville, Memphis,
Charlotte, Charleston, Savannah, Raleigh, Richmond, Fort Worth, El Paso, Louisville, Oklahoma City, Seattle,
Portland, Anchorage, Honolulu, Spokane, Tacoma, Toronto, Montreal, Vancouver, Ottawa, Quebec, Calgary, Whistler,
Mexico City, Cancun, Tulum, Los Cabos, Cabo, Havana, Nassau, Punta Cana, Rio de Janeiro, Rio, Sao Paulo, Buenos
Aires, Lima, Bogota, Santiago, Cartagena, Gustavia
"""
_LANDS = """
Россия, Беларусь, Белоруссия, Казахстан, Узбекистан, Грузия, Армения, Азербайджан, Киргизия, Абхазия, Украина,
Турция, Эмираты, ОАЭ, Катар, Саудовская Аравия, Оман, Бахрейн, Израиль, Иордания, Египет, Марокко, ЮАР, Кения,
Танзания, Намибия, Франция, Италия, Испания, Португалия, Германия, Австрия, Швейцария, Великобритания, Англия,
Шотландия, Ирландия, Греция, Кипр, Черногория, Сербия, Хорватия, Словения, Болгария, Румыния, Венгрия, Чехия,
Словакия, Польша, Албания, Мальта, Финляндия, Швеция, Норвегия, Дания, Исландия, Латвия, Литва, Эстония, Нидерланды,
Голландия, Бельгия, Лапландия, Таиланд, Тайланд, Вьетнам, Камбоджа, Лаос, Индонезия, Малайзия, Филиппины, Япония,
Китай, Корея, Южная Корея, Индия, Непал, Бутан, Монголия, Шри-Ланка, США, Америка, Канада, Мексика, Куба, Бразилия,
Аргентина, Чили, Перу, Австралия, Новая Зеландия, Мальдивы, Мальдивские острова, Сейшелы, Сейшельские острова,
Маврикий, Бали, Фиджи, Бора-Бора, Гавайи, Карибы, Багамы, Барбадос, Доминикана, Ямайка, Сен-Барт, Сардиния, Сицилия,
Корсика, Крит, Майорка, Мальорка, Канары, Мадейра, Тоскана, Прованс, Бавария, Лигурия, Эльба, Менорка, Лазурный
берег, Лазурный Берег, Амальфитанское побережье, Крым, Камчатка, Байкал, Алтай, Карелия, Кавказ, Дагестан, Чечня,
Татарстан, Сахалин, Подмосковье, Урал, Сибирь, Золотое кольцо, Кольский полуостров, Плато Путорана, Калифорния,
Флорида, Техас, Колорадо, Аляска, Патагония, Антарктида, Европа, Азия, Африка, Арктика,
Russia, Belarus, Kazakhstan, Uzbekistan, Georgia, Armenia, Azerbaijan, Ukraine, Turkey, Emirates, UAE, Qatar, Saudi
Arabia, Oman, Bahrain, Israel, Jordan, Egypt, Morocco, South Africa, Kenya, Tanzania, France, Italy, Spain,
Portugal, Germany, Austria, Switzerland, United Kingdom, UK, England, Scotland, Ireland, Wales, Greece, Cyprus,
Montenegro, Serbia, Croatia, Slovenia, Bulgaria, Romania, Hungary, Czech Republic, Poland, Albania, Malta, Finland,
Sweden, Norway, Denmark, Iceland, Latvia, Lithuania, Estonia, Netherlands, Holland, Belgium, Lapland, Thailand,
Vietnam, Cambodia, Indonesia, Malaysia, Philippines, Japan, China, Korea, South Korea, India, Nepal, Bhutan,
Mongolia, Sri Lanka, United States, USA, America, Canada, Mexico, Cuba, Brazil, Argentina, Chile, Peru, Australia,
New Zealand, Maldives, Seychelles, Mauritius, Bali, Fiji, Bora Bora, Hawaii, Caribbean, Bahamas, Barbados, Dominican
Republic, Jamaica, St Barts, St. Barts, Sardinia, Sicily, Corsica, Crete, Mallorca, Majorca, Madeira, Tuscany,
Provence, Bavaria, French Riviera, Cote d'Azur, Amalfi Coast, Algarve, Crimea, Kamchatka, Baikal, Altai, Karelia,
Dagestan, California, Florida, Texas, Colorado, Alaska, Europe, Asia, Africa
"""
_DISTRICTS = """
Рублёвка, Рублёво-Успенское, Барвиха, Жуковка, Николина Гора, Горки-2, Горки-10, Успенское, Раздоры, Усово,
Ильинское, Петрово-Дальнее, Новорижское, Новая Рига, Агаларов Эстейт, Миллениум Парк, Патриаршие, Патриаршие пруды,
Патрики, Чистые пруды, Китай-город, Хамовники, Арбат, Старый Арбат, Новый Арбат, Замоскворечье, Якиманка, Остоженка,
Пречистенка, Золотая миля, Плющиха, Таганка, Сретенка, Маросейка, Покровка, Солянка, Тверская, Петровка, Кузнецкий
Мост, Столешников, Никитская, Большая Никитская, Малая Бронная, Спиридоновка, Поварская, Кутузовский, Кутузовский
проспект, Ленинский проспект, Садовое, Садовое кольцо, Ленинградский проспект, Красная площадь, Цветной бульвар,
Тверской бульвар, Москва-Сити, Сити, Сколково, Сокольники, Крылатское, Серебряный Бор, Раменки, Мосфильмовская,
Воробьёвы горы, Куркино, Марьина Роща, Лужники, Пресня, Красная Пресня, Беговая, Сокол, Аэропорт, Строгино,
Мещерский парк, Крестовский, Крестовский остров, Васильевский остров, Петроградка, Петроградская, Невский, Невский
проспект, Рубинштейна, Дворцовая площадь, Мойка, Фонтанка, Литейный, Пальма Джумейра, Джумейра, Дубай
Марина, Даунтаун, Мейфэр, Сохо, Челси, Найтсбридж, Кенсингтон, Белгравия, Ноттинг-Хилл, Канэри-Уорф, Вестминстер,
Маре, Сен-Жермен, Монмартр, Елисейские Поля, Трибека, Верхний Ист-Сайд, Гринвич-Виллидж, Таймс-сквер, Мидтаун,
Трастевере, Брера,
Rublevka, Barvikha, Zhukovka, Patriarshiye, Patriarch's Ponds, Patriarch Ponds, Arbat, Khamovniki, Ostozhenka,
Prechistenka, Tverskaya, Kutuzovsky, Red Square, Moscow City, Skolkovo, Sokolniki, Krylatskoye, Nevsky Prospekt,
Krestovsky, Palm Jumeirah, Jumeirah, Dubai Marina, DIFC, Mayfair, Soho, Chelsea, Knightsbridge, Kensington, South
Kensington, Belgravia, Notting Hill, Marylebone, Canary Wharf, Covent Garden, Shoreditch, Westminster, Hampstead,
Fitzrovia, St James's, Piccadilly, Hyde Park, Le Marais, Marais, Saint-Germain, Montmartre, Champs-Elysees, Tribeca,
Upper East Side, Upper West Side, Greenwich Village, West Village, SoHo, Times Square, Midtown, Central Park, Wall
Street, Harlem, Trastevere, Brera
"""
_AIRPORTS = """
Шереметьево, Шереметьево-2, Шереметьево-1, Домодедово, Внуково, Внуково-1, Внуково-2, Внуково-3, Жуковский,
Остафьево, Пулково, Пулково-3, Кольцово, Толмачёво, Храброво, Пашковский, Чкаловский, Хитроу, Гатвик, Станстед,
Лутон, Биггин-Хилл, Шарль-де-Голль, Шарль де Голль, Орли, Ле-Бурже, Ле Бурже, Мальпенса, Линате, Фьюмичино, Чампино,
Сабиха Гёкчен, Ататюрк, Схипхол, Эль-Прат, Барахас, Чанги, Суварнабхуми, Нарита, Ханэда, Инчхон, Джей-Эф-Кей,
Ленинградский вокзал, Казанский вокзал, Ярославский вокзал, Киевский вокзал, Белорусский вокзал, Павелецкий вокзал,
Курский вокзал, Московский вокзал, Витебский вокзал, Балтийский вокзал, Ладожский вокзал, Рижский вокзал,
Савёловский вокзал,
Sheremetyevo, SVO, Domodedovo, DME, Vnukovo, Vnukovo-3, VKO, Zhukovsky, Ostafyevo, Pulkovo, Heathrow, Gatwick,
Stansted, Luton, Biggin Hill, London City Airport, Charles de Gaulle, CDG, Orly, Le Bourget, Malpensa, Linate,
Fiumicino, Ciampino, Sabiha Gokcen, Schiphol, Barajas, Changi, Suvarnabhumi, Narita, Haneda, Incheon, JFK,
LaGuardia, EWR, SFO, LAX, ORD, MIA, ATL, SEA, DXB, LHR, LGW, IST, AUH, SAN, OAK, SJC, SMF, King's Cross, St Pancras,
Paddington, Penn Station, Union Station, Gare du Nord, Gare de Lyon
"""
# Words of everyday speech that are also places: only with a capital, and not at the head of a sentence.
_EVERYDAY = """
nice bath reading split cork male la georgia jordan turkey china queens phoenix buffalo columbus charlotte porto
austin chelsea savannah orlando florence sydney lima santiago soho midtown como san oak sea mia marina марина
сити сокол аэропорт европа азия америка корея мойка фонтанка вена рим пушкин мышкин корк лех порту пермь брест
грозный орёл алтай королев сиде эльба нара нади севан шарм рио кабо леви адлер эльбрус сахалин жуковский беговая
тверская петровка невский литейный марсель кемер чили варна куба мале петроградская никитская софия сириус
павловск маре окленд садовое успенское усово раздоры солянка покровка урал эль-гуна
"""
EVERYDAY = frozenset(_EVERYDAY.split())


@lru_cache(1)
def world() -> Gazetteer:
    """Every place of the tables and of the towns that letters name."""
    tables = ((_TOWNS, CITY), (_LANDS, LAND), (_DISTRICTS, DISTRICT), (_AIRPORTS, AIRPORT))
    names = [Name(kind, name, name, (name,)) for table, kind in tables for name in _names(table)]
    known = {name.name for name in names}
    towns = {name for pair in CODES.values() for name in pair} - known
    return Gazetteer([*names, *(Name(CITY, name, name, (name,)) for name in sorted(towns))], respell=False)


def _names(table: str) -> list[str]:
    """A name may be broken over two lines."""
    return list(dict.fromkeys(re.sub(r"\s+", " ", name).strip() for name in table.split(",") if name.strip()))
