"""Who an unknown sender may be: candidates by name among our clients' circles, in both alphabets. A person says."""

from uuid import UUID

from butler.correspondence.models import Letter, Message
from butler.dossiers.access import cards
from butler.dossiers.models import Person
from butler.ground.sealing import open_sealed
from butler.language.latin import latin
from butler.language.tokens import plain
from butler.reception.rules.proposing import Proposed

MOST = 3
SIGNATURE = 200  # characters at the end, where a name may stand
BY_THREAD, BY_NAME, BY_SURNAME = 0.8, 0.7, 0.4


def who_it_may_be(message: Message) -> list[Proposed]:
    """At most one proposal, with at most three candidates, the likeliest first; none where nobody is alike."""
    found = _by_thread(message) | _by_name(message)
    likeliest = sorted(found.items(), key=lambda one: -one[1][0])[:MOST]
    if not likeliest:
        return []
    candidates = [
        {"client": str(client), "person": str(person or ""), "name": name, "why": why}
        for (client, person), (_, name, why) in likeliest
    ]
    content = {"title": candidates[0]["name"], "words": "", "spans": [], "slots": {}, "candidates": candidates}
    return [Proposed("person", confidence=likeliest[0][1][0], content=content)]


Who = tuple[UUID, UUID | None]
Told = tuple[float, str, str]  # how likely, name, why


def _by_thread(message: Message) -> dict[Who, Told]:
    """Whoever answers our letter from an address that we do not know."""
    answered = message.answers
    letter = Letter.objects.filter(pk=answered.letter_id).first() if answered and answered.letter_id else None
    client_id = answered.client_id if answered else letter.client_id if letter else None
    if client_id is None:
        return {}
    person = answered.conversation.person if answered else None
    name = _name(person) if person else cards([client_id])[client_id].full_name
    return {(client_id, person.pk if person else None): (BY_THREAD, name, "thread")}


def _by_name(message: Message) -> dict[Who, Told]:
    said = _spelled(f"{open_sealed(message, 'sender')} {open_sealed(message, 'name')} {_end(message)}")
    found: dict[Who, Told] = {}
    for card in cards().values():
        if told := _alike(said, card.given_name, card.surname):
            found[(card.id, None)] = (told[0], card.full_name, told[1])
    for person in Person.objects.filter(client__left_on__isnull=True):
        names = open_sealed(person, "given_name"), open_sealed(person, "surname")
        if told := _alike(said, *names):
            found[(person.client_id, person.pk)] = (told[0], _name(person), told[1])
    return found


def _end(message: Message) -> str:
    return open_sealed(message, "body")[-SIGNATURE:] + " " + open_sealed(message, "folded")[:SIGNATURE]


def _alike(said: frozenset[str], given: str, surname: str) -> tuple[float, str] | None:
    """Both names were said, or at least a surname that stands alone."""
    if not surname or not _spelled(surname) & said:
        return None
    return (BY_NAME, "name") if given and _spelled(given) & said else (BY_SURNAME, "surname")


def _spelled(text: str) -> frozenset[str]:
    """Every word in lower case, and in Latin letters: «Ольшанская» meets Olshanskaya."""
    words = [word.strip(".,;:!?<>()\"'«»") for word in text.replace("@", " ").replace(".", " ").split()]
    return frozenset(spelling for word in words if len(word) > 2 for spelling in (plain(word), plain(latin(word))))


def _name(person: Person) -> str:
    return " ".join(filter(None, (open_sealed(person, name) for name in ("given_name", "patronymic", "surname"))))
