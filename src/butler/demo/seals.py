"""The clients of the demo house and what is known of them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from butler.demo import places, tastes
from butler.demo.circles import Kin, birthday, circle
from butler.demo.doors import Phones
from butler.demo.fortune import rng, row_id
from butler.demo.people import Guest
from butler.demo.words import MONTHS, dated, gendered, latin, surname, tidy
from butler.dossiers import actions
from butler.dossiers.models import (
    Client,
    ContactPoint,
    Document,
    DocumentNumber,
    FinanceNote,
    Gift,
    HealthNote,
    IdentityNote,
    Mandate,
    Note,
    Occasion,
    Person,
    Preference,
)
from butler.ground.sealing import blind_index

MONTH_NOM = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
MONTH_IN = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
]
HOUSE_ZONE = ZoneInfo("Europe/Moscow")


@dataclass
class Known:
    """A client while their dossier is written, and later while their days are: words beside rows."""

    guest: Guest
    id: UUID
    led_by: Any
    covered_by: Any
    kin: list[Kin] = field(default_factory=list)
    people: dict[str, UUID] = field(default_factory=dict)  # given name -> Person
    preferences: list[tuple[UUID, tastes.Taste]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        return self.guest.surname or surname(self.guest.family, self.guest.gender)

    def one(self, relation: str) -> Kin | None:
        return next((kin for kin in self.kin if kin.relation == relation), None)


def known(guest: Guest, seed: int, staff: dict) -> Known:
    """The client with ids that follow from the seed; nothing is written."""
    found = Known(guest, row_id(seed, "client", guest.key), staff[guest.led], staff[guest.covered], circle(guest))
    for kin in found.kin:
        found.people[kin.given] = row_id(seed, "person", guest.key, kin.given)
    for number, taste in enumerate(_tastes(guest, rng(seed, "tastes", guest.key))):
        found.preferences.append((row_id(seed, "preference", guest.key, number), taste))
    return found


def admit(one: Known, seed: int, today: date, now: datetime, phones: Phones) -> None:
    """Write one dossier with everything in it."""
    guest, chance = one.guest, rng(seed, "dossier", one.guest.key)
    since = date(guest.since - chance.choice((0, 0, 1, 2)), chance.randint(1, 12), chance.randint(1, 28))
    actions.admit(
        id=one.id,
        led_by=one.led_by,
        covered_by=one.covered_by,
        now=now,
        given_name=guest.given,
        patronymic=guest.patronymic,
        surname=one.surname,
        portrait=guest.portrait,
        gender=guest.gender,
        standing="key" if guest.is_key else "regular",
        language=guest.language,
        zone=guest.zone,
        city=guest.city,
        address=guest.address,
        is_formal=guest.is_formal,
        capital_you=guest.capital_you,
        channel=guest.channel,
        since=date(2021, 3, 1) if guest.key == "olshanskaya" else since,
        quiet_from=time(chance.choice((21, 22, 22, 23)), chance.choice((0, 30))),
        quiet_to=_wakes(guest),
        digest_at=_wakes(guest) if guest.is_key or chance.random() < 0.3 else None,
    )
    if guest.is_key:
        actions.give_grant(one.led_by, one.id, "health", reason="leads")
        actions.give_grant(one.led_by, one.id, "finance", reason="leads")
    Person.objects.bulk_create(_people(one))
    ContactPoint.objects.bulk_create(_contact_points(one, seed, phones, chance))
    Preference.objects.bulk_create(_preferences(one, seed, today))
    occasions = Occasion.objects.bulk_create(_occasions(one, seed, today))
    documents = Document.objects.bulk_create(_documents(one, seed, today))
    DocumentNumber.objects.bulk_create(_numbers(one, seed, documents))
    Gift.objects.bulk_create(_gifts(one, seed, today, occasions))
    _closed(one, seed, today, chance)
    Note.objects.bulk_create(_notes(one, seed, now))


def _wakes(guest: Guest) -> time:
    return time({"stashevskaya": 11, "tumanov": 12, "tsvetkova": 7, "safronov": 7}.get(guest.key, 9))


def _people(one: Known) -> list[Person]:
    return [
        Person(
            id=one.people[kin.given],
            client_id=one.id,
            relation=kin.relation,
            given_name=kin.given,
            patronymic=kin.patronymic,
            surname=kin.surname,
            about=kin.about,
            gender=kin.gender,
            language=one.guest.language,
            may_ask=kin.relation in ("assistant", "spouse", "nanny"),
            may_decide=kin.relation == "spouse",
        )
        for kin in one.kin
    ]


def mail_of(one: Known) -> str:
    return f"{latin(one.guest.given)[:1]}.{latin(one.surname)}@mail.example".replace(".-", ".")


def _contact_points(one: Known, seed: int, phones: Phones, chance: Random) -> list[ContactPoint]:
    guest = one.guest

    def point(
        kind: str, value: str, label: str = "", person: UUID | None = None, preferred: bool = False
    ) -> ContactPoint:
        bare = (
            "".join(letter for letter in value if letter.isdigit() or letter == "+")
            if kind == "phone"
            else value.lower()
        )
        index = blind_index(bare, use=kind) if kind in ("phone", "mail", "telegram") else b""
        return ContactPoint(
            id=row_id(seed, "point", guest.key, value),
            client_id=one.id,
            person_id=person,
            kind=kind,
            label=label,
            value=value,
            index=index,
            is_preferred=preferred,
        )

    rows = [
        point("phone", phones.next(guest.city), "личный", preferred=guest.channel == "phone"),
        point("mail", mail_of(one), "", preferred=guest.channel == "mail"),
    ]
    if guest.channel == "telegram":
        rows.append(point("telegram", f"@{latin(one.surname)}_{latin(guest.given)[:2]}", preferred=True))
    city = places.CITIES.get(guest.city, places.CITIES[places.PETERSBURG])
    flat = f", кв. {chance.randint(2, 80)}" if city.country == "RU" else ""
    rows.append(point("place", f"{city.name}, {chance.choice(city.streets)}, {chance.randint(2, 60)}{flat}", "дом"))
    if "house" in guest.tags:
        rows.append(point("place", f"Комарово, Сосновая аллея, {chance.randint(3, 40)}", "дача"))
    for kin in one.kin:
        if kin.relation in ("spouse", "assistant", "nanny", "driver", "partner"):
            rows.append(point("phone", phones.next(guest.city), "", one.people[kin.given]))
        if kin.relation in ("assistant", "spouse"):
            mailbox = f"{latin(kin.given)}.{latin(one.surname)}@office.example"
            rows.append(point("mail", mailbox, "", one.people[kin.given]))
    return rows


def _tastes(guest: Guest, chance: Random) -> list[tastes.Taste]:
    """Own first, then from the pool what fits, one of a kind each."""
    own = [
        tastes.Taste(topic, polarity, scope, value)
        for topic, polarity, scope, value, *_ in tastes.OWN.get(guest.key, ())
    ]
    tags, taken, found = set(guest.tags.split()), {taste.topic for taste in own} - {"other", "drink"}, own
    fitting = [t for t in tastes.POOL if not t.tag or t.tag in tags]
    chance.shuffle(fitting)
    fitting.sort(key=lambda t: chance.random() - (0.3 if t.tag else 0))
    kinds, wanted = set(), max(chance.randint(9, 17), len(own) + 2)
    for taste in fitting:
        if len(found) >= wanted:
            break
        if taste.clash in kinds or taste.topic in taken:
            continue
        kinds.add(taste.clash)
        found.append(taste)
    return found


def _preferences(one: Known, seed: int, today: date) -> list[Preference]:
    guest, chance = one.guest, rng(seed, "evidence", one.guest.key)
    rows: list[Preference] = []
    own = tastes.OWN.get(guest.key, ())
    for number, (pk, taste) in enumerate(one.preferences):
        if number < len(own):
            *_, evidence, confidence, times = own[number]
        else:
            evidence, confidence, times = _evidence(guest, taste, chance, today)
        rows.append(
            Preference(
                id=pk,
                client_id=one.id,
                topic=taste.topic,
                polarity=taste.polarity,
                scope=taste.scope,
                value=gendered(taste.value, guest.gender),
                evidence=evidence,
                times_seen=times,
                confidence=confidence,
                noted_on=today - timedelta(days=chance.randint(6, 900)),
                is_confirmed=confidence > 85,
            )
        )
    for kin in one.kin:
        pool = {"spouse": tastes.FOR_SPOUSE, "child": tastes.FOR_CHILD}.get(kin.relation)
        if not pool or chance.random() < 0.35 or (kin.relation == "child" and (kin.born or 1980) < 2008):
            continue
        taste = chance.choice(pool)
        rows.append(
            Preference(
                id=row_id(seed, "preference", guest.key, kin.given),
                client_id=one.id,
                person_id=one.people[kin.given],
                topic=taste.topic,
                polarity=taste.polarity,
                scope=taste.scope,
                value=gendered(taste.value, kin.gender),
                evidence=_evidence(guest, taste, chance, today)[0],
                times_seen=chance.randint(1, 5),
                confidence=chance.randint(45, 92),
                noted_on=today - timedelta(days=chance.randint(10, 500)),
            )
        )
    return rows


def _evidence(guest: Guest, taste: tastes.Taste, chance: Random, today: date) -> tuple[str, int, int]:
    day = today - timedelta(days=chance.randint(20, 700))
    times = chance.choice((1, 2, 2, 3, 4, 5, 7, 9, 12))
    more = tastes.EVIDENCE_LIKES if taste.polarity in ("likes", "must") else tastes.EVIDENCE_DISLIKES
    text = chance.choice(tastes.EVIDENCE_ALLERGY if taste.topic == "allergy" else tastes.EVIDENCE + more)
    counted = {1: "один раз"}.get(times, f"{times} {'раза' if times in (2, 3, 4) else 'раз'}")
    words = text.format(
        year=day.year,
        n=counted,
        date=dated(day),
        staff=chance.choice(("Анны", "Ильи", "Софьи", "Тимура")),
        month=f"{MONTH_NOM[day.month - 1]} {day.year}",
        month_in=f"{MONTH_IN[day.month - 1]} {day.year}",
    )
    base = 96 if taste.topic == "allergy" else 88 if taste.polarity in ("must", "never") else 45
    return tidy(gendered(words, guest.gender)), min(99, base + times * 4 + chance.randint(-6, 4)), times


def _occasions(one: Known, seed: int, today: date) -> list[Occasion]:
    guest, chance = one.guest, rng(seed, "occasions", one.guest.key)
    rows: list[Occasion] = []

    def add(
        kind: str, title: str, month: int, day: int | None, year: int | None, kin: Kin | None = None, **more: Any
    ) -> None:
        rows.append(
            Occasion(
                id=row_id(seed, "occasion", guest.key, kind, kin.given if kin else "", len(rows)),
                client_id=one.id,
                person_id=one.people[kin.given] if kin else None,
                kind=kind,
                title=title,
                month=month,
                day=day,
                year=year,
                **more,
            )
        )

    english = guest.language == "en"
    on, of, year = guest.born
    add("birthday", "Birthday" if english else "День рождения", of, on, year)
    for kin in one.kin:
        if kin.relation in ("guard",):
            continue
        title = f"{kin.given}'s birthday" if english else f"День рождения: {kin.given}"
        month, day, born = birthday(kin, chance, today)
        if (guest.key, kin.given) == ("olshanskaya", "Нина"):
            soon = today + timedelta(days=15)
            month, day, born, title = soon.month, soon.day, soon.year - 70, "День рождения мамы"
        add("birthday", title, month, day, born, kin, wants_gift=kin.relation not in ("driver", "friend"))
    if spouse := one.one("spouse"):
        soon = today + timedelta(days=9 if guest.key == "olshanskaya" else chance.randint(0, 364))
        eldest = min((kin.born for kin in one.kin if kin.relation == "child" and kin.born), default=today.year - 3)
        years = 12 if guest.key == "olshanskaya" else today.year - eldest + chance.randint(1, 4)
        add(
            "anniversary",
            "Wedding anniversary" if english else "Годовщина свадьбы",
            soon.month,
            soon.day,
            soon.year - years,
            spouse,
        )
    if chance.random() < 0.35 and not english:
        add("name_day", "Именины", chance.randint(1, 12), chance.randint(1, 28), None, wants_gift=False)
    if chance.random() < 0.3:
        soon = today + timedelta(days=chance.randint(4, 330))
        title = chance.choice(("Клубная карта, продление", "Абонемент в филармонию", "Теннисный клуб, продление"))
        title = "Club membership renewal" if english else title
        add("membership", title, soon.month, soon.day, soon.year, returns=False, wants_gift=False)
    if guest.key in ("minaeva", "levashova", "danilevich", "bakhtin"):
        add("memorial", "День памяти", chance.randint(1, 12), None, chance.randint(1998, 2020), wants_gift=False)
    _near(guest, today, add)
    return rows


# Dates close to the day the house is founded, so that the morning has something to foresee from the start.
NEAR = {
    "ladozhskaya": (0, "other", "Отчётный концерт Лизы"),
    "rein": (1, "other", "День партнёрства, десять лет с Леонидом"),
    "stashevskaya": (5, "name_day", "Именины мамы"),
    "gurevich": (3, "other", "Первый процесс Софьи в Женеве"),
    "golitsyna": (6, "other", "Премьера на Каменном"),
    "levitan": (8, "other", "Концерт в Малом зале на Песочной"),
    "aivazyan": (4, "other", "Праздник молодого вина"),
    "sobolevskaya": (9, "other", "Сотый четверг салона"),
    "trubetskoy": (10, "other", "Благотворительный вечер"),
    "ostashev": (7, "other", "Первое выступление внуков"),
    "eristov": (11, "other", "День рождения деда"),
    "sheremeteva": (12, "other", "Открытие выставки"),
    "tarasov": (0, "other", "Золотая медаль Златы, год назад"),
    "orlovskaya": (2, "other", "Юбилей дебюта, 55 лет"),
}


def _near(guest: Guest, today: date, add: Any) -> None:
    if guest.key in NEAR:
        ahead, kind, title = NEAR[guest.key]
        soon = today + timedelta(days=ahead)
        add(kind, title, soon.month, soon.day, None)


def _documents(one: Known, seed: int, today: date) -> list[Document]:
    guest, chance = one.guest, rng(seed, "documents", one.guest.key)
    rows: list[Document] = []

    def add(kind: str, country: str, days: int, person: UUID | None = None, years: int = 10) -> None:
        ends = today + timedelta(days=days + (chance.randint(-4, 9) if days < 700 else 0))
        rows.append(
            Document(
                id=row_id(seed, "document", guest.key, kind, country, person),
                client_id=one.id,
                person_id=person,
                kind=kind,
                country=country,
                expires_on=ends,
                issued_on=ends - timedelta(days=365 * years),
            )
        )

    home = {"en": "GB"}.get(guest.language, "JP" if guest.key == "okada" else "RU")
    add(
        "travel_passport",
        home,
        {"veresov": 1590, "chernyshov": 19, "golitsyna": 61}.get(guest.key, chance.randint(90, 3400)),
    )
    if "travel" in guest.tags or guest.is_key:
        for country in chance.sample(("FR", "GB", "JP", "AE", "IT", "AT"), 2):
            add("visa", country, chance.choice((12, 40, 75, 130, 210, 400, 700)), years=2)
    if guest.key == "veresov":
        rows[:] = [row for row in rows if not (row.kind == "visa" and row.country == "JP")]
        add("visa", "JP", 96, years=3)
    if "car" in guest.tags:
        add("driving_licence", home, chance.randint(30, 3000))
    if chance.random() < 0.5:
        add("insurance", home, chance.choice((6, 20, 33, 90, 200, 340)), years=1)
    if "club" in guest.tags or "golf" in guest.tags:
        add("membership", home, chance.choice((9, 27, 60, 180, 300)), years=1)
    for kin in one.kin:
        if kin.relation in ("spouse", "child") and chance.random() < 0.55:
            add("travel_passport", home, chance.choice((25, 70, 160, 400, 900, 1500)), one.people[kin.given], years=5)
    return rows


def _numbers(one: Known, seed: int, documents: list[Document]) -> list[DocumentNumber]:
    rows = []
    for document in documents:
        chance = rng(seed, "number", document.pk)
        value = f"00 {chance.randint(0, 9_999_999):07d}"  # series 00 is issued to nobody
        rows.append(
            DocumentNumber(
                id=row_id(seed, "number", document.pk),
                client_id=one.id,
                document=document,
                value=value,
                index=blind_index(value.replace(" ", ""), use="document"),
            )
        )
    return rows


GIFTS = (
    ("Альбом старых видов Петербурга", 18, "Букинист на Хлебном"),
    ("Плед ручной вязки, песочный", 32, "Кашемировая лавка"),
    ("Ужин в пустом зале музея", 210, "Музей северного стекла"),
    ("Ваза, северное стекло, 1960-е", 74, "Антиквар Штейн"),
    ("Шахматы, карельская берёза", 46, "Музей забытых ремёсел"),
    ("Букет пионов и эвкалипта", 14, "Сухоцвет"),
    ("Первое издание стихов с пометами", 260, "Букинист на Хлебном"),
    ("Чайная пара, кобальт", 22, "Чайная комната"),
    ("Урок у краснодеревщика", 38, "Музей забытых ремёсел"),
    ("Запонки, чернёное серебро", 41, "Серебро и чернь"),
    ("Абонемент на камерные вечера", 56, "Малый зал на Песочной"),
    ("Пластинки, первый пресс", 27, "Старый патефон"),
    ("Перчатки, замша, тёмно-синие", 19, "Перчатки и трости"),
    ("Набор красок и мастер-класс", 12, "Школа рисунка «Грифель»"),
    ("Телескоп для дачи", 68, "Дом игрушки"),
    ("Карта звёздного неба на день рождения", 16, "Бумага и сургуч"),
    ("Ящик рислинга, Мозель", 62, "Винный подвал Айдиняна"),
    ("Прогулка на катере на рассвете", 44, "Катера Крестовского"),
    ("Настольная лампа, латунь", 36, "Антиквар Штейн"),
    ("Мемуары в кожаном переплёте, один экземпляр", 90, "Бумага и сургуч"),
    ("Герань в керамическом кашпо", 7, "Зимний сад на Садовом"),
    ("Конфеты без орехов, 24 вкуса", 9, "Шоколадная Тереховых"),
)


def _gifts(one: Known, seed: int, today: date, occasions: list[Occasion]) -> list[Gift]:
    guest, chance = one.guest, rng(seed, "gifts", one.guest.key)
    rows: list[Gift] = []
    fitting = [row for row in occasions if row.wants_gift]
    titles = chance.sample(GIFTS, min(len(GIFTS), 2 * len(fitting)))  # none twice in a household
    for number, (title, thousands, supplier) in enumerate(titles):
        occasion = fitting[number % len(fitting)]
        year = today.year - 1 - number // len(fitting)
        given = date(year, occasion.month, min(occasion.day or 15, 28))
        if year < guest.since or chance.random() < 0.25:
            continue
        rows.append(
            Gift(
                id=row_id(seed, "gift", guest.key, number),
                client_id=one.id,
                person_id=occasion.person_id,
                occasion=occasion,
                title=title,
                given_on=given,
                price=Decimal(thousands * 1000),
                supplier=supplier,
                reception=chance.choice(("loved", "loved", "liked", "liked", "liked", "cool", "")),
            )
        )
    return rows


def _closed(one: Known, seed: int, today: date, chance: Random) -> None:
    """What lies in compartments, and what the house may do without asking."""
    key, payer = (
        one.guest.key,
        next((kin.given for kin in one.kin if kin.relation in ("spouse", "assistant")), "хозяин"),
    )
    digits = {letter: str(chance.randint(1, 9)) for letter in "abcd"}

    def filled(text: str) -> str:
        return text.format(payer=payer, digits=f"{chance.randint(0, 9999):04d}", **digits)

    IdentityNote.objects.bulk_create(
        IdentityNote(id=row_id(seed, "identity", key, label), client_id=one.id, label=label, value=filled(text))
        for label, text in chance.sample(tastes.IDENTITY, 2)
    )
    wanted = 2 if "health" in one.guest.tags else chance.choice((0, 0, 1))
    HealthNote.objects.bulk_create(
        HealthNote(
            id=row_id(seed, "health", key, label),
            client_id=one.id,
            label=label,
            value=text,
            noted_on=today - timedelta(days=chance.randint(9, 400)),
        )
        for label, text in chance.sample(tastes.HEALTH, wanted)
    )
    FinanceNote.objects.bulk_create(
        FinanceNote(id=row_id(seed, "finance", key, label), client_id=one.id, label=label, value=filled(text))
        for label, text in chance.sample(tastes.FINANCE, 2)
    )
    limit = 150_000 if key == "olshanskaya" else chance.choice((30, 50, 80, 100, 150, 200, 300)) * 1000
    limits = [("all", limit)]
    limits += [
        (category, limit * 2) for category in chance.sample(("flowers", "restaurant", "transfer", "gift", "tickets"), 2)
    ]
    Mandate.objects.bulk_create(
        Mandate(
            id=row_id(seed, "mandate", key, category),
            client_id=one.id,
            category=category,
            limit=Decimal(amount),
            until=today + timedelta(days=chance.randint(40, 700)),
        )
        for category, amount in limits
    )


def _notes(one: Known, seed: int, now: datetime) -> list[Note]:
    guest, chance = one.guest, rng(seed, "notes", one.guest.key)
    rows = []
    for text in chance.sample(tastes.NOTES, chance.randint(2, 5)):
        written = now - timedelta(days=chance.randint(2, 300), minutes=chance.randint(0, 600))
        rows.append(
            Note(
                id=row_id(seed, "note", guest.key, text),
                client_id=one.id,
                written_at=written,
                written_by=chance.choice((one.led_by, one.led_by, one.covered_by)),
                text=gendered(text, guest.gender),
            )
        )
    if guest.key == "olshanskaya":
        rows.append(
            Note(
                id=row_id(seed, "note", guest.key, "katya"),
                client_id=one.id,
                written_at=now - timedelta(days=12),
                written_by=one.led_by,
                person_id=one.people["Екатерина"],
                text="Катя переживает развод. Мария хочет, чтобы рядом был тихий вечер, а не праздник.",
            )
        )
    return rows


__all__ = ["MONTHS", "Client", "Known", "admit", "known", "mail_of"]
