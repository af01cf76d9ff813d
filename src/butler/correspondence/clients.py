"""Letters of the house to a client in the house's own words: drafted from facts, waiting for a colleague's yes.

Whoever asked is answered: somebody of the circle in their own conversation, else the client.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from butler.correspondence import actions, asking, wordings
from butler.correspondence.asking import Asks
from butler.correspondence.models import Channel, Conversation, Letter, Message
from butler.correspondence.talking import Beginning, conversation_with
from butler.correspondence.whose import Whose
from butler.dossiers.models import Client, Person
from butler.ground.house import the_house
from butler.ground.models import House
from butler.ground.sealing import open_sealed
from butler.language.drafting import Facts, Matter, Mistake, NotKnown, Option, Purpose, draft
from butler.language.latin import latin
from butler.language.names import Name
from butler.language.salutation import BY_FIRST_NAME, Voice
from butler.staff.models import Staff

SENDABLE = (Channel.MAIL, Channel.TELEGRAM)


def addressee(client: Client, person: Person | None) -> tuple[Name, Voice]:
    """Who is written to and how: the client as the dossier says, somebody of the circle politely by their name."""
    row = person or client
    given, patronymic, surname = (open_sealed(row, part) for part in ("given_name", "patronymic", "surname"))
    if person is None:
        voice = Voice(client.language, client.address, client.is_formal, client.capital_you)
        return Name(given, patronymic, surname, client.gender), voice
    form = client.address if patronymic else BY_FIRST_NAME
    return Name(given, patronymic, surname, person.gender or "f"), Voice(person.language, form)


def signed_by(manager: Staff | None, house: House, language: str) -> tuple[str, ...]:
    """Who writes: the one who leads the client, and the house; in the letters of the language."""
    names = ([str(manager)] if manager else []) + [house.name]
    return tuple(name if language == "ru" else latin(name) for name in names)


def facts_for(
    client: Client, person: Person | None, *, now: datetime, matters: Sequence[Matter] = (),
    options: Sequence[Option] = (), reference: str = "",
) -> Facts:  # fmt: skip
    """What a letter to them may say."""
    name, voice = addressee(client, person)
    return Facts(
        client=name, voice=voice, now=now, zone=ZoneInfo(client.zone), matters=tuple(matters), options=tuple(options),
        reference=reference, author=client.led_by.given_name, house=the_house().name, place_zone=ZoneInfo(client.zone),
    )  # fmt: skip


def in_house_words(purpose: Purpose, facts: Facts) -> str:
    """The letter in the house's own wording, else in the first words; a fact that is missing makes no letter: ""."""
    own = wordings.text_for(purpose, facts.language)
    for template in filter(None, (own, " ")):
        try:
            return draft(purpose, facts, template.strip())
        except (NotKnown, Mistake):
            continue
    return ""


def write(
    client: Client, purpose: str, body: str, *, now: datetime, asked: Message | None = None, subject: str = "",
    page: Asks | None = None, is_urgent: bool = True,
) -> Letter:  # fmt: skip
    """Draft it to whoever asked (`asked`, a message of theirs), else to the client; it waits for a yes."""
    talk = _conversation(client, asked, now)
    channel = talk.channel if talk.channel in SENDABLE else client.channel
    person = talk.person
    letter = actions.draft_letter(
        actions.Draft(
            client.pk, purpose, body, now, channel=channel, subject=subject, conversation_id=talk.pk,
            language=person.language if person else client.language, person_id=talk.person_id, is_urgent=is_urgent,
            answers_id=asked.pk if asked is not None and asked.conversation_id == talk.pk else None,
        ),
        now=now,
    )  # fmt: skip
    if page is not None:
        asking.add_page(letter, page, letter.language, now)
    return letter


def _conversation(client: Client, asked: Message | None, now: datetime) -> Conversation:
    if asked is not None and asked.conversation.contact_id is None and asked.conversation.organisation_id is None:
        return asked.conversation
    channel = client.channel if client.channel in SENDABLE else Channel.MAIL
    return conversation_with(Whose(client.pk), Beginning(channel=channel, at=now))
