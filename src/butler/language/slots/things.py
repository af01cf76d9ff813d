"""What by name: flights and trains by number, models, wanted things; and of what trade or sort."""

import re

from butler.language.evidence import Found
from butler.language.slots.said import Said, any_of

_TRAVEL = frozenset(
    ["flight", "airport_passage", "transfer", "charter", "information", "rail", "other", "none", "reminder", "hotel"]
)
_FLIGHT = re.compile(
    r"(?<![\w-])(?:([A-Z]{2}|[A-Z]\d|\d[A-Z])[\s\u00a0-]?(\d{2,4})(?![\w:.])|([А-Я]{2})[\s-]?(\d{2,4})(?![\w:.])(?=.{"
    r"0,0}))"
)
_NOT_AIRLINES = frozenset(["ID", "OK", "PM", "AM", "TV", "PS", "HD", "QR", "VIP"]) - {"QR"}
_TRAIN = re.compile(
    r"\b(сапсан\w*|ласточк\w+|стриж\w*|аллегро|красн\w+\s+стрел\w+|невск\w+\s+экспресс\w*"
    r"|гранд\s+экспресс\w*|аэроэкспресс\w*|eurostar|tgv|thalys|orient\s+express|восточн\w+\s+экспресс\w*"
    r"|glacier\s+express)\b|\bпоезд\w*\s+(?:№\s*)?(\d{1,3}\s?[а-яa-z]{1,2}|№?\s*\d{1,4})\b"
    r"|\btrain\s+(?:number\s+|no\.?\s*)?(\d{1,4}[a-z]?)\b"
)
_CARS = any_of(
    "rolls-royce rolls_royce bentley ferrari lamborghini porsche mercedes-benz mercedes"
    " maybach bmw audi range_rover land_rover lexus"
    " maserati aston_martin mclaren tesla jaguar cadillac toyota volvo genesis ford jeep"
    " hummer bugatti volkswagen mini_cooper zeekr lixiang aurus corvette mustang"
    " роллс-ройс роллс_ройс бентли феррари ламборгини порше порш мерседес майбах бмв ауди рендж_ровер ленд_ровер лексус"
    " мазерати астон_мартин макларен тесла ягуар кадиллак тойота вольво генезис форд хаммер"
    " бугатти фольксваген зикр аурус гелендваген гелик ламбо"
)
_CAR = re.compile(
    rf"(?<![\w-])(?:{_CARS})(?:[аеуы]|ом)?(?![\w])(?:[\s-]+(?:[sevgcxqмеs]-?(?:class|klasse"
    rf"|класс\w*)|[a-z]{{0,3}}\d{{1,3}}[a-z]?\b|cayenne|panamera|macan|taycan|urus|huracan"
    rf"|continental|ghost|phantom|cullinan|wraith|dawn|bentayga|flying spur|sport|vogue|roma"
    rf"|portofino|spider|turbo|кайен\w*|панамер\w*|фантом\w*|гост\w*|призрак\w*|каллинан\w*"
    rf"|континенталь|кабрио\w*|спорт))*"
)

_TRADES = {
    "medical": "кардиолог стоматолог дерматолог терапевт хирург ортопед окулист офтальмолог невролог"
" гинеколог уролог педиатр психолог психотерапевт"
    " психиатр эндокринолог гастроэнтеролог остеопат массажист лор онколог косметолог диетолог"
" аллерголог логопед физиотерапевт травматолог"
    " cardiologist dentist dermatologist therapist surgeon orthopaedist ophthalmologist"
" neurologist gynaecologist gynecologist urologist pediatrician"
    " paediatrician psychologist psychotherapist psychiatrist endocrinologist osteopath"
" physiotherapist nutritionist counselor counsellor optometrist gp"
    " чек-ап чекап check-up checkup мрт узи mri",
    "beauty": "визажист парикмахер стилист косметолог массажист маникюр педикюр бровист барбер массаж"
" стрижка укладка макияж окрашивание"
    " stylist hairdresser barber makeup_artist make-up_artist manicurist manicure pedicure"
" massage masseuse haircut facial blow-dry beautician",
    "tutor": "репетитор преподаватель учитель математика английский французский китайский физика химия тренер логопед"
    " tutor teacher maths mathematics physics chemistry",
    "household": "домработница няня повар сантехник электрик водитель садовник горничная клинер уборка"
" дворецкий гувернантка шеф-повар химчистка"
    " housekeeper nanny chef plumber electrician gardener maid cleaner butler governess handyman dog_walker babysitter",
    "documents": "нотариус апостиль доверенность виза загранпаспорт паспорт страховка перевод согласие справка"
    " notary apostille visa passport insurance power_of_attorney",
    "sport": "тренер тренировка теннис гольф падел пилатес йога бокс сквош фитнес tennis golf padel"
" pilates yoga boxing trainer coach",
}  # fmt: skip
_TRADE_LEMMAS = {category: frozenset(words.split()) for category, words in _TRADES.items()}
_ENGLISH_TRADES = {
    category: re.compile(rf"\b(?:{any_of(' '.join(w for w in words.split() if w.isascii()))})s?\b")
    for category, words in _TRADES.items()
}
_MOST = 3


def read_numbers(said: Said) -> list[Found[str]]:
    """Flight and train numbers and the names of trains: «SU 1234», «поезд 752А», «Сапсан»."""
    if said.category not in _TRAVEL:
        return []
    found = []
    for match in _FLIGHT.finditer(said.text):
        carrier = match.group(1) or match.group(3)
        if carrier in _NOT_AIRLINES or said.is_moment(match.start(), match.end()):
            continue
        if match.group(3) and not re.search(r"рейс\w*\s*$", said.before(match.start())):
            continue
        found.append(_found(said, match.start(), match.end(), 0.95))
    if said.category in ("rail", "information", "transfer"):
        found += [
            _found(said, m.start(m.lastindex or 0), m.end(m.lastindex or 0), 0.9) for m in _TRAIN.finditer(said.low)
        ]
    return found


def read_models(said: Said) -> list[Found[str]]:
    """A make of car, with its model where one is said."""
    if said.category not in ("car_rental", "transfer", "shopping", "gift", "household"):
        return []
    return [_found(said, m.start(), m.end(), 0.9) for m in _CAR.finditer(said.low)][:_MOST]


def read_kind(said: Said) -> list[Found[str]]:
    """The trade or sort that is asked for: a cardiologist, a notary."""
    known = _TRADE_LEMMAS.get(said.category)
    if not known:
        return []
    found = [Found(word.lemma, word.start, word.end) for word in said.words if word.lemma in known]
    english = [Found(m.group(), m.start(), m.end()) for m in _ENGLISH_TRADES[said.category].finditer(said.low)]
    return [*found, *(one for one in english if not any(one.start == other.start for other in found))][:_MOST]


def _found(said: Said, start: int, end: int, confidence: float) -> Found[str]:
    text = said.text[start:end]
    return Found(
        text.strip(), start + len(text) - len(text.lstrip()), start + len(text.rstrip()), confidence=confidence
    )
