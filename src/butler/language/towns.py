"""Towns as letters name them, in both languages, by airport code or by name. What is not here is said as given."""

from functools import cache
from zoneinfo import ZoneInfo

from butler.language.latin import latin
from butler.language.names import into
from butler.language.phrasing import is_cyrillic
from butler.language.reservations.airports import airport

# IATA codes of airports and towns -> Russian, English
_TABLE = """
LED | Санкт-Петербург | St Petersburg
MOW SVO DME VKO ZIA | Москва | Moscow
AER | Сочи | Sochi
KZN | Казань | Kazan
SVX | Екатеринбург | Yekaterinburg
OVB | Новосибирск | Novosibirsk
KGD | Калининград | Kaliningrad
MRV | Минеральные Воды | Mineralnye Vody
VVO | Владивосток | Vladivostok
GOJ | Нижний Новгород | Nizhny Novgorod
UFA | Уфа | Ufa
KUF | Самара | Samara
IKT | Иркутск | Irkutsk
MMK | Мурманск | Murmansk
GDX | Магадан | Magadan
PKC | Петропавловск-Камчатский | Petropavlovsk
BAX | Барнаул | Barnaul
RGK | Горно-Алтайск | Gorno-Altaysk
IST SAW | Стамбул | Istanbul
AYT | Анталья | Antalya
BJV | Бодрум | Bodrum
DXB DWC | Дубай | Dubai
AUH | Абу-Даби | Abu Dhabi
DOH | Доха | Doha
CDG LBG ORY | Париж | Paris
NCE | Ницца | Nice
GVA | Женева | Geneva
ZRH | Цюрих | Zurich
VIE | Вена | Vienna
MUC | Мюнхен | Munich
FRA | Франкфурт | Frankfurt
BER | Берлин | Berlin
MXP LIN | Милан | Milan
FCO | Рим | Rome
VCE | Венеция | Venice
FLR | Флоренция | Florence
OLB | Ольбия | Olbia
LHR LGW LTN | Лондон | London
FAB | Фарнборо | Farnborough
MAD | Мадрид | Madrid
BCN | Барселона | Barcelona
IBZ | Ибица | Ibiza
AGP | Малага | Malaga
LIS | Лиссабон | Lisbon
ATH | Афины | Athens
JMK | Миконос | Mykonos
LCA | Ларнака | Larnaca
BEG | Белград | Belgrade
TIV | Тиват | Tivat
TLV | Тель-Авив | Tel Aviv
EVN | Ереван | Yerevan
TBS | Тбилиси | Tbilisi
GYD | Баку | Baku
ALA | Алматы | Almaty
NQZ | Астана | Astana
TAS | Ташкент | Tashkent
MSQ | Минск | Minsk
MLE | Мале | Male
SEZ | Виктория | Victoria
MRU | Маврикий | Mauritius
BKK | Бангкок | Bangkok
HKT | Пхукет | Phuket
SIN | Сингапур | Singapore
HKG | Гонконг | Hong Kong
PEK | Пекин | Beijing
PVG | Шанхай | Shanghai
HND NRT | Токио | Tokyo
KIX | Осака | Osaka
ICN | Сеул | Seoul
DEL | Дели | Delhi
JFK EWR | Нью-Йорк | New York
TEB | Тетерборо | Teterboro
MIA | Майами | Miami
LAX | Лос-Анджелес | Los Angeles
"""
CODES: dict[str, tuple[str, str]] = {}
for _line in _TABLE.strip().splitlines():
    _codes, _russian, _english = _line.split(" | ")
    CODES |= dict.fromkeys(_codes.split(), (_russian, _english))
_ENGLISH = dict(CODES.values())
_RUSSIAN = {english: russian for russian, english in CODES.values()}
_OTHERWISE = {
    "петербург": "Санкт-Петербург", "питер": "Санкт-Петербург", "спб": "Санкт-Петербург", "мск": "Москва",
    "saint petersburg": "St Petersburg", "petersburg": "St Petersburg", "екб": "Екатеринбург",
}  # fmt: skip


def town(place: str, language: str) -> str:
    """The town's name in `language`; `place` is an airport code or a name. Empty when it cannot be said there."""
    place = place.strip()
    if place.upper() in CODES:
        return CODES[place.upper()][0 if language == "ru" else 1]
    if len(place) == 3 and place.isupper() and place.isascii():
        return ""  # a code we do not know: better unsaid
    if language == "ru":
        return _RUSSIAN.get(place, place if is_cyrillic(place) else "")
    return _ENGLISH.get(place) or (latin(place) if is_cyrillic(place) else place)


@cache
def zone_of(place: str) -> ZoneInfo | None:
    """The zone of a town we know by name or code; None where we do not."""
    place = _OTHERWISE.get(place.strip().lower(), place.strip())
    name = town(place, "en")
    codes = [place.upper()] if place.upper() in CODES else []
    codes += [code for code, (_, english) in CODES.items() if english == name]
    found = next((known for code in codes if (known := airport(code)) is not None), None)
    return ZoneInfo(found.zone) if found is not None else None


def to_town(place: str, language: str) -> str:
    """«в Стамбул», "to Istanbul"; empty when the town cannot be said in `language`."""
    name = town(place, language)
    if not name:
        return ""
    return into(name) if language == "ru" else f"to {name}"
