"""What the house knows of a client: the card, the circle, dates, tastes, documents, mandates and presents."""

from datetime import date, datetime, time

from butler.dossiers import actions as dossiers
from butler.dossiers.models import Client, Person
from butler.rehearsal import words
from butler.rehearsal.cast import CHANNELS, Cast, member_ids
from butler.rehearsal.scenario import records
from butler.rehearsal.scenario.values import Yearly

SURE = 90


def admit(one: records.Client, cast: Cast, now: datetime) -> None:
    """A client as the file says."""
    surname, given, patronymic = _parts(one.name)
    client = dossiers.admit(
        led_by=cast.staff[cast.keeper_of(one.id).id], now=now, given_name=given, patronymic=patronymic,
        surname=surname, gender=one.gender, language=one.language, zone=str(one.zone),
        city=one.home.city if one.home else "", is_formal=one.address == "вы",
        address="patronymic" if patronymic and one.address == "вы" else "first",
        standing="key" if one.key else "regular", channel="mail" if one.mail or not one.telegram else "telegram",
        digest_at=time.fromisoformat(one.digest_at) if one.digest_at else None, since=date(now.year - 2, 1, 1),
    )  # fmt: skip
    cast.clients[one.id] = client
    cast.know(one.id, one)
    _reach(client, one, None)
    for who, member in member_ids(one):
        _befriend(who, member, one, client, cast)
    _remember_dates(one, client, cast)
    _remember(one, client, cast, now.date())


def _parts(name: str) -> tuple[str, str, str]:
    """Surname, given name, patronymic: «Ольшанская Мария Андреевна», "John Hart"."""
    words = name.split()
    if len(words) == 1:
        return "", name, ""
    if name.isascii():
        return words[-1], " ".join(words[:-1]), ""
    return words[0], words[1], " ".join(words[2:])


def _reach(client: Client, member: records.Client | records.Member, person: Person | None) -> None:
    for channel in CHANNELS:
        if value := getattr(member, channel):
            dossiers.add_contact(client.pk, kind=channel, value=value, person=person)


def _befriend(who: str, member: records.Member, one: records.Client, client: Client, cast: Cast) -> None:
    given, _, surname = member.name.partition(" ")
    person = dossiers.add_person(
        client.pk, relation=member.relation, given_name=given, surname=surname, may_ask=bool(member.id)
    )
    cast.circle[who], cast.sides[who] = person, one.id
    cast.know(who, member)
    _reach(client, member, person)
    if member.born:
        dossiers.add_occasion(client.pk, kind="birthday", person=person, **_on(member.born))


def _remember_dates(one: records.Client, client: Client, cast: Cast) -> None:
    named = {member.name: cast.circle[who] for who, member in member_ids(one)}
    for occasion in one.occasions:
        dossiers.add_occasion(
            client.pk, kind=words.OCCASIONS[occasion.kind], title=words.OCCASION_TITLES.get(occasion.kind, ""),
            person=named.get(occasion.with_), **_on(occasion.on),
        )  # fmt: skip


def _remember(one: records.Client, client: Client, cast: Cast, today: date) -> None:
    for taste in one.preferences:
        row = dossiers.add_preference(
            client.pk, value=taste.value, today=today, topic=words.topic(taste.topic), polarity=taste.polarity,
            scope=words.scope(taste.scope)[:24], confidence=SURE, is_confirmed=True,
        )  # fmt: skip
        cast.topics[row.pk] = taste.topic
    for mandate in one.mandates:
        limit = mandate.limit
        dossiers.add_mandate(client.pk, category=mandate.category, limit=limit.amount, currency=limit.currency)
    for paper in one.documents:
        dossiers.add_document(
            client.pk, number=paper.number, kind=words.PAPERS[paper.kind], country=paper.country[:2],
            expires_on=paper.expires,
        )  # fmt: skip
    for gift in one.gifts:
        dossiers.add_gift(client.pk, title=gift.what, given_on=gift.on, **_for_whom(gift, client))


def _for_whom(gift: records.Gift, client: Client) -> dict[str, object]:
    """A present given on an occasion was for whoever the occasion is with."""
    kind = words.OCCASIONS.get(gift.occasion, "")
    rows = [row for row in client.occasions.select_related("person").order_by("pk") if row.kind == kind]
    same_day = [row for row in rows if (row.month, row.day) == (gift.on.month, gift.on.day)]
    found = next(iter(same_day or rows), None)
    return {"occasion": found, "person": found.person} if found else {}


def _on(day: Yearly) -> dict[str, int | None]:
    return {"month": day.month, "day": day.day, "year": day.year}
