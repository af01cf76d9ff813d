"""Whom a report is about, and who may read it. What a scope lets through, row security lets through besides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q

from butler.dossiers.access import card
from butler.ground import acting
from butler.ground.refusals import NotHere
from butler.staff.access import colleague, team_of
from butler.staff.models import Role, Staff


class About(StrEnum):
    HOUSE = "house"
    TEAM = "team"
    MANAGER = "manager"
    CLIENT = "client"


@dataclass(frozen=True)
class Scope:
    """The requests of these owners, or of this client; neither: of the whole house."""

    about: About
    owners: tuple[int, ...] | None = None
    client_id: UUID | None = None
    person: Staff | None = None  # the manager

    def of_requests(self) -> Q:
        return self._all(owner__in=self.owners, client=self.client_id)

    def of_words(self) -> Q:
        """What clients wrote: to a manager, the clients they lead."""
        return self._all(client__led_by__in=self.owners, client=self.client_id)

    def by_people(self, field: str) -> Q:
        """What these colleagues did themselves."""
        return self._all(**{f"{field}__in": self.owners, "client": self.client_id})

    def _all(self, **wanted: Any) -> Q:
        return Q(**{name: value for name, value in wanted.items() if value is not None})

    @property
    def has_managers(self) -> bool:
        return self.about in (About.HOUSE, About.TEAM)


def widest(reader: Staff) -> Scope:
    """The widest that somebody may read: the owner of the house all of it, a lead the team, a concierge their own."""
    if reader.role == Role.OWNER:
        return Scope(About.HOUSE)
    if reader.role == Role.LEAD:
        return Scope(About.TEAM, owners=tuple(person.pk for person in team_of(reader)))
    return of_manager(reader, reader.pk)


def of_manager(reader: Staff, staff_id: int) -> Scope:
    """One colleague's; NotHere unless it is one's own, or the reader answers for them."""
    if staff_id != reader.pk and not (reader.is_lead and staff_id in {person.pk for person in team_of(reader)}):
        raise NotHere
    return Scope(About.MANAGER, owners=(staff_id,), person=colleague(staff_id))


def of_client(client_id: UUID) -> Scope:
    """One client's; NotHere for a stranger, and when there is none."""
    acting.check_may_open(client_id, "profile")
    card(client_id)  # row security says the same
    return Scope(About.CLIENT, client_id=client_id)


def managers(reader: Staff) -> list[Staff]:
    """Whose reports this colleague may read one by one."""
    found = team_of(reader) if reader.is_lead else [reader]
    return [person for person in found if person.opens_dossiers]
