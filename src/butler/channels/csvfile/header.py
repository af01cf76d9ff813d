"""Which column means what: the header of `docs/import.md`, in Russian and in English."""

CLIENT_COLUMNS = {
    "surname": ("surname", "last name", "family name", "фамилия"),
    "given_name": ("given name", "first name", "имя"),
    "patronymic": ("patronymic", "middle name", "отчество"),
    "gender": ("gender", "sex", "пол"),
    "language": ("language", "язык"),
    "zone": ("zone", "time zone", "timezone", "часовой пояс", "зона"),
    "city": ("city", "город"),
    "address": ("form of address", "обращение"),
    "you": ("you", "formality", "вы или ты", "на вы"),
    "tier": ("tier", "standing", "категория", "уровень"),
    "birthday": ("birthday", "date of birth", "день рождения", "дата рождения"),
    "phones": ("phones", "phone", "telephone", "mobile", "телефоны", "телефон", "мобильный"),
    "mails": ("mails", "mail", "e-mail", "email", "e-mails", "emails", "почта", "эл. почта", "электронная почта"),
    "telegram": ("telegram", "телеграм"),
    "manager": ("manager", "менеджер", "ведёт"),
    "notes": ("notes", "note", "comment", "заметки", "заметка", "примечание", "комментарий"),
}

CONTACT_COLUMNS = {
    "organisation": ("organisation", "organization", "company", "venue", "организация", "компания", "заведение"),
    "kind": ("kind", "type", "вид", "тип"),
    "city": CLIENT_COLUMNS["city"],
    "street": ("street", "address", "адрес", "улица"),
    "klass": ("class", "класс"),
    "person": ("person", "contact", "name", "full name", "контакт", "человек", "имя и фамилия", "фио"),
    "role": ("role", "position", "job title", "должность", "роль"),
    "phone": CLIENT_COLUMNS["phones"],
    "mail": CLIENT_COLUMNS["mails"],
    "telegram": CLIENT_COLUMNS["telegram"],
    "site": ("site", "website", "сайт"),
    "opens": ("opens", "can open", "открывает", "что может"),
    "notes": CLIENT_COLUMNS["notes"],
}

GENDERS = {"f": "f", "female": "f", "ж": "f", "жен": "f", "женский": "f", "m": "m", "male": "m", "м": "m", "муж": "m",
           "мужской": "m"}  # fmt: skip
LANGUAGES = {"ru": "ru", "russian": "ru", "русский": "ru", "рус": "ru", "en": "en", "english": "en", "английский": "en",
             "англ": "en"}  # fmt: skip
ADDRESSES = {
    "patronymic": "patronymic", "name and patronymic": "patronymic", "имя и отчество": "patronymic",
    "имя отчество": "patronymic", "по имени и отчеству": "patronymic", "first": "first", "first name": "first",
    "имя": "first", "по имени": "first", "title": "title", "title and surname": "title", "титул": "title",
    "по фамилии": "title", "титул и фамилия": "title",
}  # fmt: skip
FORMALITIES = {"вы": True, "на вы": True, "formal": True, "да": True, "yes": True, "ты": False, "на ты": False,
               "informal": False, "нет": False, "no": False}  # fmt: skip
TIERS = {"key": "key", "vip": "key", "ключевой": "key", "ключевая": "key", "regular": "regular", "обычный": "regular",
         "обычная": "regular", "клиент": "regular"}  # fmt: skip

KINDS = {
    "restaurant": ("restaurant", "ресторан", "кафе", "cafe"), "bar": ("bar", "бар"),
    "theatre": ("theatre", "theater", "театр"),
    "concert": ("concert", "concert hall", "концертный зал"), "museum": ("museum", "музей"),
    "hotel": ("hotel", "отель", "гостиница"), "airline": ("airline", "авиакомпания"),
    "charter": ("charter", "private aviation", "чартер", "деловая авиация"),
    "airport": ("airport", "airport service", "аэропорт", "вип-зал", "vip-зал"),
    "rail": ("rail", "railway", "железная дорога"),
    "driver": ("driver", "car with a driver", "водитель", "водители", "трансфер"),
    "car_rental": ("car_rental", "car rental", "аренда автомобилей", "прокат автомобилей"),
    "yacht": ("yacht", "yachts", "яхты", "яхта"),
    "florist": ("florist", "flowers", "флорист", "цветы"),
    "jeweller": ("jeweller", "jeweler", "ювелир", "ювелирный дом"),
    "boutique": ("boutique", "shop", "бутик", "магазин"), "clinic": ("clinic", "клиника"),
    "beauty": ("beauty", "красота", "салон красоты"),
    "fitness": ("fitness", "sport", "спорт", "фитнес"), "tutor": ("tutor", "school", "репетитор", "школа"),
    "club": ("club", "клуб"),
    "gallery": ("gallery", "галерея"), "household": ("household", "дом", "быт"),
    "visa": ("visa", "documents", "визы", "документы"),
    "courier": ("courier", "курьер", "курьеры"),
    "event": ("event", "events", "мероприятия", "праздники"),
    "other": ("other", "organisation", "другое", "прочее"),
}  # fmt: skip
KIND_OF_WORD = {word: code for code, words in KINDS.items() for word in words}


def columns(cells: list[str], known: dict[str, tuple[str, ...]]) -> list[str | None]:
    """The field of each column, None where the header says something else; a field's second column is not read."""
    fields = {_key(word): field for field, words in known.items() for word in (field, *words)}
    found: list[str | None] = []
    for cell in cells:
        field = fields.get(_key(cell))
        found.append(field if field not in found else None)
    return found


def _key(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").replace("_", " ").strip(" \t\ufeff*:").split())
