"""Verbs on people of the house: found it, add a colleague, let one go."""

import secrets
from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from butler.ground import journal
from butler.ground.models import House
from butler.staff.models import Role, Staff, Team

# Letters and digits that are not taken for one another when they are read aloud.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 4, 4


class AlreadyFounded(Exception):
    """This house has another owner: founding it twice would let a stranger in."""


@transaction.atomic
def found_house(
    *, name: str, email: str, password: str, now: datetime, city: str = "", zone: str = "Europe/Moscow", **owner: str
) -> Staff:
    """The house and its owner. Done already with the same owner: nothing changes, not even the password.

    Refuses with AlreadyFounded when the house has an owner with another address, with ValidationError when the
    password is too weak.
    """
    founder = Staff.objects.filter(email=email.lower()).first()
    if House.objects.exists() and Staff.objects.filter(role=Role.OWNER).exists():
        if founder is None or founder.role != Role.OWNER:
            raise AlreadyFounded
        return founder
    House.objects.get_or_create(id=1, defaults={"name": name, "city": city, "zone": zone, "founded_at": now})
    fields = {"given_name": owner.pop("given_name", "") or email.split("@")[0], "role": Role.OWNER} | owner
    validate_password(password, Staff(email=email, **fields))
    founder = Staff.objects.create_user(email, password, joined_on=now.date(), **fields)
    journal.record("house.founded", about=founder)
    return founder


@transaction.atomic
def add_colleague(*, email: str, today: date, **fields: object) -> tuple[Staff, str]:
    """A new colleague, and the password for their first sign-in: it is shown once and kept nowhere."""
    password = first_password()
    person = Staff.objects.create_user(email, password, joined_on=today, **fields)
    journal.record("staff.added", about=person, role=person.role)
    return person, password


@transaction.atomic
def renew_password(person: Staff) -> str:
    """Another first password, when the old one is lost; every session of the colleague ends."""
    password = first_password()
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)
    journal.record("staff.password_renewed", about=person)
    return password


@transaction.atomic
def change_place(person: Staff, *, role: str, team: Team | None) -> Staff:
    """Another role or team."""
    person.role, person.team = role, team
    person.save(update_fields=["role", "team"])
    journal.record("staff.moved", about=person, role=role, team=team.pk if team else None)
    return person


@transaction.atomic
def let_go(person: Staff) -> int:
    """Close the house to a colleague at once: no sign-in, no dossier, no open session. Returns sessions ended."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    ended = end_sessions(person)
    journal.record("staff.let_go", about=person, sessions=ended)
    return ended


@transaction.atomic
def take_back(person: Staff) -> Staff:
    """Open the house to a colleague again, with the grants that were not ended meanwhile."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    journal.record("staff.taken_back", about=person)
    return person


def end_sessions(person: Staff) -> int:
    """Sign a colleague out everywhere."""
    found = list(UserSession.objects.filter(user_id=person.pk))
    for session in found:
        session.end()
    return len(found)


def first_password() -> str:
    """Four groups of four letters: 79 bits, easy to read aloud."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)
