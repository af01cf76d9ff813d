"""The class of a cabin, a carriage, a room, a seat or a car."""

import re

from butler.language.evidence import Found
from butler.language.slots.said import Said

_CLASS = r"(?:[\s-]*класс(?:а|ом|е|у)?\b)"
_CABIN = (
    rf"бизнес(?:ом|е)?\b{_CLASS}?|премиум[\s-]*эконом\w*{_CLASS}?|эконом(?:а|ом|е)?\b{_CLASS}?|комфорт[\s-]+класс\w*"
    r"|перв(?:ый|ого|ым|ом)[\s-]+класс(?:а|ом|е)?\b"
    r"|business(?:[\s-]+class)?\b|first[\s-]+class|premium[\s-]+economy(?:[\s-]+class)?|economy(?:[\s-]+class)?\b"
)
_RAIL = (
    rf"{_CABIN}|св\b|люкс(?:а|е)?\b|купе(?:йн\w+)?\b|плацкарт\w*|мягк\w+\s+вагон\w*|сидяч\w+"
    rf"|спальн\w+\s+вагон\w*|sleeper"
)
_ROOM = (
    r"(?:президентск|королевск|семейн|угловой|панорамн|двухкомнатн|трехкомнатн|двухспальн"
    r"|двухместн|одноместн|трехместн)\w*"
    r"(?:\s+(?:люкс|сьют|сюит|номер|вилл|апартамент)\w*)?"
    r"|(?:джуниор|гранд|делюкс|супериор|премиум)[\s-]+(?:сьют|сюит|люкс|номер)\w*|полулюкс(?:а"
    r"|е|ы)?\b|люкс(?:а|е|ы|ов)?\b|сьют(?:а|е|ы|ов)?\b|сюит\w*"
    r"|пентхаус(?:а|е)?\b|делюкс\w*|супериор\w*|бунгало|апартамент(?:ы|ов|ах)\b|стандарт(?:а|е|ный номер)?\b"
    r"|(?:presidential|royal|junior|executive|penthouse|family|deluxe|ocean|garden|corner|master|honeymoon)\s+suites?"
    r"|suites?\b|penthouse|deluxe(?:\s+(?:room|king|double))?|superior\s+room|(?:double"
    r"|twin|single|king|queen|family|standard|connecting)\s+rooms?"
    r"|(?:overwater|beach|water)\s+(?:villa|bungalow)|bungalow"
)
_SEAT = (
    r"партер(?:а|е)?\b|(?:в\s+)?лож[аеуи]\b|бельэтаж\w*|амфитеатр\w*|балкон(?:а|е)?\b|бенуар\w*|фан-?зон\w*|танцпол\w*"
    r"|вип(?:-?\w+)?\b|vip(?:[\s-]*(?:лож\w+|зон\w+|box|seats?|lounge))?|перв\w+\s+ряд\w*"
    r"|stalls|royal\s+box|(?:private\s+)?box\b|dress\s+circle|circle\b|balcony"
    r"|front\s+row|hospitality"
)
_CAR = (
    rf"[sevgсевг][\s-]+(?:класс(?:а|е|ом)?|class)\b|v[\s-]class|бизнес{_CLASS}|бизнес\b|премиум{_CLASS}?\b"
    rf"|представительск\w+(?:\s+класс\w*)?|комфорт\+?{_CLASS}?\b|эконом{_CLASS}"
    r"|минив[эе]н(?:а|е|ы|ом|ов)?\b|внедорожник\w*|кабриолет\w*|седан(?:а|е|ом|ы)?\b|лимузин\w*"
    r"|микроавтобус\w*|кроссовер\w*|джип(?:а|е|ом)?\b|спорткар\w*|купе\b|универсал\w*"
    r"|business[\s-]+class|first[\s-]+class|luxury\b|executive|premium\b|suvs?\b|convertibles?\b"
    r"|sedans?\b|saloon|minivans?\b|limo(?:usine)?s?\b|minibus|people\s+carrier|sports\s+car"
    r"|4x4|coup[eé]\b"
    r"|(?:standard|compact|full[\s-]*size[d]?|mid[\s-]*size[d]?|medium[\s-]*sized?|economy"
    r"|large|small|hatchback)(?=\s+(?:\w+\s+)?(?:car|vehicle|rental|one|van|sedan|suv)\b)"
    r"|hatchback"
)
_JET = r"(?:л[её]гк|средн|тяж[её]л)\w+\s+(?:джет|борт|самолет)\w*|(?:light|midsize|mid-size|heavy|large)[\s-]+jets?"
_BY_CATEGORY = {
    "flight": _CABIN, "charter": _JET, "rail": _RAIL, "hotel": _ROOM, "tickets": _SEAT, "sport": _SEAT,
    "transfer": _CAR, "car_rental": _CAR, "airport_passage": r"вип\b|vip\b|бизнес-?зал\w*",
}  # fmt: skip
_PATTERNS = {category: re.compile(rf"(?<![\w-])(?:{words})") for category, words in _BY_CATEGORY.items()}
_UNWANTED_BEFORE = re.compile(
    r"(?:\bне|\bбез|\bкроме|\bтолько\s+не|\bnot|\bno|\bexcept|\brather\s+than|\bвместо|\binstead\s+of)\s+(?:в\s+"
    r"|in\s+)?(?:a\s+|an\s+)?$"
)
_UNWANTED_AFTER = re.compile(
    r"\s*(?:[-–—,]\s*)?(?:не\s+(?:предлаг|нуж|надо|хо|рассматр|подход|беру|люб)|is\s+not|won't)"
)
_MOST = 3


def read_class(said: Said) -> list[Found[str]]:
    """As it was said; a class that is refused («эконом не предлагать») is not wanted."""
    pattern = _PATTERNS.get(said.category)
    if not pattern:
        return []
    wanted = [match for match in pattern.finditer(said.low) if _is_wanted(said, match)]
    return [Found(said.text[m.start() : m.end()], m.start(), m.end(), confidence=0.9) for m in wanted[:_MOST]]


def _is_wanted(said: Said, match: "re.Match[str]") -> bool:
    return not _UNWANTED_BEFORE.search(said.before(match.start())) and not _UNWANTED_AFTER.match(
        said.after(match.end())
    )
