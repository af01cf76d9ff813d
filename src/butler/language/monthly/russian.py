"""The monthly letter in Russian. No gender of anybody, no names of suppliers, nothing of prices; health is «личное»."""

from datetime import timedelta

from butler.language.moments import length
from butler.language.monthly.facts import Given, Month
from butler.language.names import Case
from butler.language.phrasing import bind, count, in_words, plural, sentence
from butler.language.salutation import Voice

LANGUAGE = "ru"
HOW_WE_COUNT = "Как мы считаем"
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
IN_MONTH = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip

# One, a few and many of what is counted, and its gender; {n} where the number stands in the middle.
MATTERS = {
    "restaurant": ("m", "столик в ресторане", "столика в ресторанах", "столиков в ресторанах"),
    "tickets": ("n", "билеты на {n} событие", "билеты на {n} события", "билеты на {n} событий"),
    "flight": ("m", "перелёт", "перелёта", "перелётов"),
    "charter": ("m", "частный рейс", "частных рейса", "частных рейсов"),
    "rail": ("f", "поездка поездом", "поездки поездом", "поездок поездом"),
    "hotel": ("m", "номер в отеле", "номера в отелях", "номеров в отелях"),
    "transfer": ("f", "поездка с водителем", "поездки с водителем", "поездок с водителем"),
    "car_rental": ("m", "автомобиль напрокат", "автомобиля напрокат", "автомобилей напрокат"),
    "airport_passage": ("f", "встреча в аэропорту", "встречи в аэропорту", "встреч в аэропорту"),
    "yacht": ("f", "прогулка на яхте", "прогулки на яхте", "прогулок на яхте"),
    "gift": ("m", "подарок", "подарка", "подарков"),
    "flowers": ("m", "букет", "букета", "букетов"),
    "medical": ("m", "личный вопрос", "личных вопроса", "личных вопросов"),
    "beauty": ("f", "запись в салон", "записи в салон", "записей в салон"),
    "tutor": ("m", "преподаватель", "преподавателя", "преподавателей"),
    "club": ("m", "клубный вопрос", "клубных вопроса", "клубных вопросов"),
    "sport": ("f", "тренировка", "тренировки", "тренировок"),
    "art": ("m", "предмет искусства", "предмета искусства", "предметов искусства"),
    "real_estate": ("m", "вопрос о недвижимости", "вопроса о недвижимости", "вопросов о недвижимости"),
    "household": ("n", "дело по дому", "дела по дому", "дел по дому"),
    "documents": ("m", "документ", "документа", "документов"),
    "shopping": ("f", "покупка", "покупки", "покупок"),
    "event": ("n", "мероприятие", "мероприятия", "мероприятий"),
    "courier": ("f", "доставка", "доставки", "доставок"),
    "reminder": ("n", "напоминание", "напоминания", "напоминаний"),
    "information": ("m", "ответ на вопрос", "ответа на вопросы", "ответов на вопросы"),
    "payment": ("m", "платёж", "платежа", "платежей"),
    "other": ("n", "другое дело", "других дела", "других дел"),
}


def subject(month: Month, voice: Voice) -> str:
    you = voice.you(Case.DATIVE)
    return f"Часы, возвращённые {you}: {MONTHS[month.first.month - 1]} {month.first.year}"


def opening(month: Month, voice: Voice) -> str:
    done = f"{in_words(month.matters, LANGUAGE, 'n')} {plural(month.matters, 'дело', 'дела', 'дел')}"
    first = f"в {IN_MONTH[month.first.month - 1]} мы завершили для {voice.you(Case.GENITIVE)} {done}"
    second = f"по нашим подсчётам, это вернуло {voice.you(Case.DATIVE)} {time_of(month.minutes)}"
    return f"{sentence(first)} {sentence(second)}"


def line(given: Given) -> str:
    return bind(f"{_counted(given.category, given.matters)}: {_length(given.minutes)}")


def rest(matters: int, minutes: int) -> str:
    more = f"{in_words(matters, LANGUAGE, 'n')} {plural(matters, 'дело', 'дела', 'дел')}"
    return bind(f"и ещё {more}: {_length(minutes)}")


def closing(voice: Voice) -> str:
    return sentence(f"Если что-то хочется иначе, {voice.verb('скажите', 'скажи')}: учтём")


def method(given: tuple[Given, ...]) -> str:
    each = ", ".join(f"{_counted(one.category, 1)} — {_length(one.each)}" for one in given)
    parts = (
        f"{HOW_WE_COUNT}: за каждое завершённое дело берём время, которое оно обычно занимает без помощника: поиск, "
        "звонки, ожидание, оплата",
        each,
        "если наша работа заняла больше, считаем её",
        "отменённое не входит, часы округлены вниз",
    )
    return " ".join(sentence(part) for part in parts if part)


def time_of(minutes: int) -> str:
    hours = minutes // 60
    if not hours:
        return count(minutes, "минуту", "минуты", "минут")
    if hours > 10:
        return count(hours, "час", "часа", "часов")
    return bind(f"{in_words(hours, LANGUAGE)} {plural(hours, 'час', 'часа', 'часов')}")


def _counted(category: str, matters: int) -> str:
    """«три столика в ресторанах»; one stands without its number."""
    gender, one, few, many = MATTERS.get(category, MATTERS["other"])
    form, number = plural(matters, one, few, many), "" if matters == 1 else in_words(matters, LANGUAGE, gender)
    text = form.format(n=number) if "{n}" in form else f"{number} {form}"
    return text.replace("  ", " ").strip()


def _length(minutes: int) -> str:
    return length(timedelta(minutes=minutes), LANGUAGE)
