"""Reading the people of the house. They are not sealed: colleagues know each other."""

from django.db.models import Q

from butler.ground.refusals import NotHere
from butler.staff.models import Role, Staff, Team


def colleagues(*, with_former: bool = False) -> list[Staff]:
    """Everybody who works here, by team and name; those who left are last."""
    found = Staff.objects.select_related("team")
    if not with_former:
        found = found.filter(is_active=True)
    return sorted(
        found, key=lambda person: (not person.is_active, person.team_id is None, person.team_id or 0, str(person))
    )


def who_serve() -> list[Staff]:
    """Colleagues who may lead or cover a client."""
    return [person for person in colleagues() if person.opens_dossiers]


def team_of(lead: Staff) -> list[Staff]:
    """Whom this colleague answers for: the owner for all, a lead for their teams."""
    if lead.role == Role.OWNER:
        return colleagues(with_former=True)
    mine = Staff.objects.filter(Q(team__lead=lead) | Q(pk=lead.pk)).select_related("team")
    return sorted(mine, key=lambda person: (not person.is_active, str(person)))


def colleague(staff_id: int) -> Staff:
    """One colleague; NotHere when there is none."""
    person = Staff.objects.select_related("team").filter(pk=staff_id).first()
    if person is None:
        raise NotHere
    return person


def teams() -> list[Team]:
    """The teams, by name."""
    return list(Team.objects.select_related("lead").order_by("name"))
