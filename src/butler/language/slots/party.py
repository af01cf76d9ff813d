"""How many come: people, seats or tickets; and how many other things are wanted (rooms, cars, roses)."""

import re

from butler.language.evidence import Found
from butler.language.slots.numbers import NUMBER, number
from butler.language.slots.people import COMPANION, MANY_COMPANIONS
from butler.language.slots.said import TOGETHER, Said, any_of

MOST = 500  # more than that is no party but a sum or a year

_HEADS = any_of(
    "человек человека человеку людей чел персон персоны персону персонам гость гостя гостей гостям пассажир пассажира"
    " пассажиров мест места место местечка билет билета билетов билетика билетик кресла кресел участников участника"
    " приглашенных едоков едока ртов игроков игрока взрослых взрослого взрослый посадочных туристов"
    " people persons person guests guest passengers passenger seats seat tickets ticket pax riders travellers travelers"
    " adults adult diners folks individuals players"
)
_STOP = r"(?!(?:and|for|of|to|in|at|on|with|or|from|is|are|am|pm|the|a)\b)"
_ADJ = rf"(?:(?:\s+{_STOP}[a-z-]+){{0,3}}?|\s+[а-я]+(?:ых|их|ые|ие|ого|его))?"
# «человек на десять», «человек двадцать»
_ABOUT = re.compile(rf"\b(?:человек|персон|гостей|чел)\s+(?:(?:на|до|под|около|в)\s+)?({NUMBER})(?!\d|[.:]\d)")
_HEADED = re.compile(rf"({NUMBER})(?:-х|-х|-ти|-и)?{_ADJ}\s*(?:{_HEADS})\b")
_CHILDREN = (
    r"(?:дет(?:ей|и|ьми|ям)|реб[её]н(?:ок|ка|ку|ком)|малыш(?:а|ей|ом)?|младен(?:ец|ца|цев"
    r"|цем)|подростк(?:а|ов)|подросток"
    r"|kids?|child(?:ren)?|infants?|bab(?:y|ies)|toddlers?)"
)
_ADULTS = r"(?:взросл(?:ых|ого|ый|ые|ыми)|adults?)"
_FAMILY = re.compile(
    rf"({NUMBER})\s+{_ADULTS}\s*(?:,|\+|и|с|плюс|and|with|plus|&)?\s*(?:и\s+|and\s+)?(?:({NUMBER})\s+"
    rf"|an?\s+)?{_CHILDREN}"
)
_CHILDREN_ONLY = re.compile(rf"({NUMBER})\s+{_CHILDREN}")
_CORRECTED = re.compile(
    rf"(?:не\s+{NUMBER}(?:\s+[а-я]+)?\s*,?\s+а|вместо\s+{NUMBER}(?:\s+(?:{_HEADS}))?,?(?:\s+нас)?(?:\s+будет)?"
    rf"|not\s+{NUMBER},?\s+but|instead\s+of\s+{NUMBER},?"
    rf"|с\s+{NUMBER}(?:\s+(?:{_HEADS}))?\s+(?:до|на)|from\s+{NUMBER}(?:\s+(?:{_HEADS}))?\s+to)\s+({NUMBER})"
)
_WE_ARE = re.compile(
    rf"(?:\b(?:всего|итого)\s+|\bнас(?:\s+(?:теперь|уже|всего|будет|станет|там|в итоге))*\s*[:—–-]?\s*|\b(?:будем"
    rf"|приде[мт]|поед[еу][мт]|летим|летят|полетим|полетят|едем|едут|поедут|придут|будут"
    rf"|собираемся|идем|садимся)\s+"
    rf"|\bwe(?:'re| are| will be|'ll be)\s+(?:now\s+)?(?:a party of\s+)?|\bthere(?:'s|'ll"
    rf"| will| are| is)?\s+(?:be\s+)?|\bparty\s+of\s+|\bgroup\s+of\s+|компани[яейи]+\s+(?:из\s+)?"
    rf"|групп[аыу]\s+(?:из\s+)?)({NUMBER})"
)
_TOGETHER_WORD = re.compile(r"\b(вдвоем|втроем|вчетвером|впятером|вшестером|всемером|ввосьмером|вдесятером)\b")
_COLLECTIVE = re.compile(
    r"\b(?:на|для|за)\s+(двоих|двух|троих|четверых|пятерых|шестерых|семерых|восьмерых|девятерых|десятерых|одного)\b"
    r"(?!\s+(?:дн|ноч|сут|недел|час|мину|мес|лет|год|номер|машин|авто))"
)
_FOR_N = re.compile(
    rf"(?:\b(?:стол(?:ик)?|места|бронь|ужин|обед|завтрак|ланч|бранч|банкет|табл|table|booking"
    rf"|reservation|dinner|lunch|breakfast|brunch|ride|cab|taxi|car|bus|flight|room|tickets?"
    rf"|it|so)"
    rf"(?:\s+(?:[а-я]+\s+)?)?\s+(?:на|for)\s+|\bfor\s+)({NUMBER})(?=\s*(?:$|[,.!?;)]|\b(?:на"
    rf"|в|at|on|in|to|from|tonight|today|tomorrow|this|next|please|with|near|heading|going"
    rf"|и|у|с|от|завтра|сегодня|послезавтра|by|will|and|around|about|after|before|people)\b))"
)
# «..., 6 апреля, двое»; "just the two of us"
_ASIDE = re.compile(
    r"(?:^|[,;—-]\s*)(двое|трое|четверо|пятеро|шестеро|семеро|восьмеро)\s*(?=$|[,.;!?]|плюс\b|и\s+собак)"
)
_OF_US = re.compile(rf"\b({NUMBER})\s+of\s+us\b(?!\s+(?:is|has|are|have|can|will|won|don|does|needs?|eats?)\b)")
_US_AND = re.compile(rf"\b(?:меня|мне|я|мы с женой|мы с мужем)\s+и\s+(?:еще\s+)?({NUMBER})\s+(?:мо\w+\s+)?[а-я]{{4,}}")
_BARE = re.compile(
    rf"(?:\b(?:get|buy|book|reserve|take|purchase|order)\s+(?:me\s+|us\s+)?)({NUMBER})(?=\s*(?:$"
    rf"|[,.!?]|please\b|for me\b|of them\b))"
    rf"|(?:^|[.!?]\s*)({NUMBER})(?:,?\s+please)"
)
_MAY_WE = re.compile(
    rf"(?:\bможно(?:\s+(?:нам|мне|тогда|лучше|взять))*|\b(?:could|can|may)\s+(?:we|i)\s+(?:do|have|get|take|make\s+it))"
    rf"\s+({NUMBER})(?=\s*(?:[?.!,]|$|пожалуйста|please))"
)
_MAKE_IT = re.compile(
    rf"\b(?:make\s+(?:it|that|us)|that\s+makes|makes\s+(?:it|us)|сделайте(?:\s+(?:нас|на|стол\w*\s+на))?)\s+({NUMBER})"
    rf"(?=\s*(?:[?.!,;]|$|people|guests|of us|instead|for|not|rather|now|вместо|а не|человек))"
)
_ME_AND = re.compile(rf"\b(?:me|myself|i)\s+and\s+(?:({NUMBER})\s+)?(?:my\s+)?(?:({NUMBER})\s+)?(?:other\s+)?[a-z]+")
_PLUS = re.compile(r"(?<!\d)(\d{1,2})\s*\+\s*(\d{1,2})(?!\d)")
_MORE = re.compile(
    r"\b(?:еще|добав\w+|плюс|минус|меньше|больше|одного|убер\w+|more|extra|another|additional|less|fewer|add)\s*$"
)

_MORE_AFTER = re.compile(r"\s+(?:больше|меньше|more|fewer|less)\b")
_THINGS = any_of(
    "номер номера номеров номере комната комнаты комнату комнат спальня спальни спален"
    " спальнями люкс люкса люксов вилла"
    " виллы вилл каюта каюты кают машина машины машин машину автомобиль автомобиля автомобилей авто автобус автобуса"
    " автобусов микроавтобус микроавтобуса минивэн минивэна минивэнов букет букета букетов"
    " роза розы роз розу пион пиона"
    " пионов тюльпан тюльпана тюльпанов бутылка бутылки бутылок ящик ящика ящиков коробка"
    " коробки коробок штука штуки штук"
    " шт"
    " упаковка упаковки упаковок упаковку пачка пачки пачек флакон флакона флаконов"
    " экземпляр экземпляра экземпляров корзина корзины корзин подарок подарка подарков торт торта тортов чемодан"
    " чемодана чемоданов сумка сумки сумок столик столика столиков стола столов шаров шара стульев браслет браслета"
    " сертификат сертификата сертификатов платье платья платьев занятие занятия занятий урок урока уроков сеанс сеанса"
    " сеансов копия копии копий"
    " room rooms suite suites bedroom bedrooms cabin cabins car cars van vans bottle bottles"
    " bouquet bouquets rose roses"
    " peonies tulips box boxes case cases table tables villa villas apartments bags pieces copies lessons sessions"
)
_COUNTED = re.compile(
    rf"({NUMBER})(?:\s+(?:[a-z]+-)?(?!and\b|for\b|of\b|to\b|in\b|at\b)[a-z]+|\s+[а-я]+(?:ых"
    rf"|их|ые|ие|ой|ый|ий|ую|ая))?\s+(?:{_THINGS})\b(?!\s+(?:class|hire|rental))"
)


def read_party(said: Said) -> list[Found[int]]:
    """How many people, seats or tickets; nothing where it is only hinted at («с друзьями»)."""
    for read in (
        _corrected,
        _us_with,
        _family,
        _plus,
        _me_and,
        _headed,
        _we_are,
        _in_words,
        _for_n,
        _bare,
        _companions,
    ):
        found = read(said)
        if found:
            return [found]
    return []


_US_WITH = re.compile(
    r"\bнам\s+(?:вдвоем\s+)?(?:с|со)\s+((?:мо(?:ей|им)\s+)?[а-я]{3,}(?:ой|ей|ёй|ем|ом|ым|ью|ею)"
    r"(?:\s+и\s+(?:мо(?:ей|им)\s+)?[а-я]{3,}(?:ой|ей|ем|ом|ым|ью))*)(?![а-я])"
)
_US_TWO = re.compile(r"\bнам\s+с\s+(?:ней|ним)(?![а-я])")
TWO = 2
_NOT_COMING = re.compile(
    r"^(?:утр|вечер|вид|доставк|завтрак|удовольств|радост|нетерпен|помощ|начал|понедельник|четверг)"
)


def _us_with(said: Said) -> Found[int] | None:
    """«нам с Дашей» is two, «нам с женой и дочкой» three: whoever asks, and each who is named with them."""
    if pair := _US_TWO.search(said.low):
        return _found(said, pair, TWO, 0.85)
    match = _US_WITH.search(said.low)
    if match is None or _NOT_COMING.match(match.group(1)):
        return None
    return _found(said, match, 1 + len(re.split(r"\s+и\s+", match.group(1))), 0.85)


def read_count(said: Said) -> list[Found[int]]:
    """How many other things: «два номера» is 2."""
    if said.category in ("flight", "charter", "rail"):
        return []
    found = [_found(said, match, number(match.group(1))) for match in _COUNTED.finditer(said.low)]
    return [one for one in found if one][:1]


def _found(said: Said, match: "re.Match[str]", value: int, confidence: float = 0.95) -> Found[int] | None:
    is_change = _MORE.search(said.before(match.start())) or _MORE_AFTER.match(said.after(match.end()))
    if not 0 < value <= MOST or _is_time(said, match) or is_change:
        return None
    return Found(value, match.start(), match.end(), confidence=confidence)


def _is_time(said: Said, match: "re.Match[str]") -> bool:
    """The number itself belongs to a day or an hour: «на 8 марта»."""
    group = match.lastindex or 0
    return said.is_moment(match.start(group), match.end(group))


def _first(said: Said, pattern: "re.Pattern[str]", confidence: float = 0.95) -> Found[int] | None:
    for match in pattern.finditer(said.low):
        found = _found(said, match, number(match.group(1)), confidence)
        if found:
            return found
    return None


def _corrected(said: Said) -> Found[int] | None:
    match = _CORRECTED.search(said.low) if said.act in ("change", "book", "options", "confirm") else None
    if match and match.group().startswith(("с ", "from ")) and not _is_of_people(said, match):
        return None
    return _found(said, match, number(match.group(1))) if match else None


def _is_of_people(said: Said, match: "re.Match[str]") -> bool:
    """ "from 4 to 6" may be hours: people must be named beside it."""
    before, after = said.before(match.start())[-25:], said.after(match.end())
    is_told = re.search(r"\b(?:нас|число\w*|количеств\w+|party|headcount|covers)\b", before)
    return bool(is_told or re.match(rf"\s*(?:{_HEADS})\b", after))


def _family(said: Said) -> Found[int] | None:
    match = _FAMILY.search(said.low)
    return _found(said, match, number(match.group(1)) + number(match.group(2) or "1")) if match else None


def _plus(said: Said) -> Found[int] | None:
    match = _PLUS.search(said.low)
    return _found(said, match, int(match.group(1)) + int(match.group(2)), 0.8) if match else None


def _me_and(said: Said) -> Found[int] | None:
    ours = _US_AND.search(said.low)
    if ours:
        return _found(said, ours, number(ours.group(1)) + (2 if ours.group().startswith("мы") else 1), 0.9)
    match = _ME_AND.search(said.low)
    if not match:
        return None
    others = match.group(1) or match.group(2)
    if not others and not COMPANION.search(match.group()):
        return None
    return Found(1 + number(others or "1"), match.start(), match.end(), confidence=0.9)


def _headed(said: Said) -> Found[int] | None:
    return _first(said, _HEADED) or _first(said, _ABOUT, 0.85)


def _we_are(said: Said) -> Found[int] | None:
    return _first(said, _WE_ARE, 0.9)


_IN_WORDS = (_TOGETHER_WORD, _COLLECTIVE, _ASIDE, _OF_US)


def _in_words(said: Said) -> Found[int] | None:
    return next((found for one in _IN_WORDS if (found := _first(said, one))), None)


def _for_n(said: Said) -> Found[int] | None:
    return _first(said, _FOR_N, 0.85)


def _bare(said: Said) -> Found[int] | None:
    """ "Get me 3", «3, please»: seats, where nothing but seats is counted. «Можно два?»: places at a table, too."""
    if said.category in ("tickets", "restaurant", "club"):
        for asked in (_MAY_WE, _MAKE_IT):
            if match := asked.search(said.low):
                return _found(said, match, number(match.group(1)), 0.6)
    match = _BARE.search(said.low) if said.category in ("tickets", "rail", "flight", "sport") else None
    return _found(said, match, number(match.group(1) or match.group(2)), 0.6) if match else None


def _companions(said: Said) -> Found[int] | None:
    """«с женой» is two, «с мужем и двумя детьми» four; only where people go together."""
    if said.category not in TOGETHER or said.act in ("complaint", "thanks", "inform", "none"):
        return None
    match = _WITH.search(said.low)
    if not match:
        return None
    names = list(_ONE_OF_THEM.finditer(match.group()))
    if any(not one.group(1) and re.fullmatch(MANY_COMPANIONS, one.group(2)) for one in names):
        return None
    return Found(1 + sum(number(one.group(1) or "1") for one in names), match.start(), match.end(), confidence=0.8)


_WHO = COMPANION.pattern
_ONE_OF_THEM = re.compile(rf"({NUMBER})?\s*(?:(?:мо|наш|сво)[а-я]+\s+)?(?:[а-я]+(?:им|ым|ей|ой|ими|ыми)\s+)?({_WHO})")
_MINE = r"(?:мо[еи]\w*\s+|наш\w*\s+|сво\w+\s+|my\s+|our\s+|the\s+|a\s+)?"
_AND = r"(?:\s*,\s*|\s+и\s+|\s+and\s+)(?:с\s+|with\s+)?"
_ONE = rf"{_MINE}(?:{NUMBER}\s+)?(?:[а-я]+(?:им|ым|ей|ой|ими|ыми)\s+)?{_WHO}"
_WITH = re.compile(rf"\b(?:с|со|with|я и|мы с)\s+{_ONE}(?:{_AND}{_ONE})*")
