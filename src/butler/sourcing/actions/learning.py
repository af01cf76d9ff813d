"""What a search that went well teaches the house: proposed to whoever led it as an article, to take or leave.

It says whom we asked and how they answered, as the network knows it; never for whom, when or for how much.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from butler.knowledge.actions import propose
from butler.knowledge.models import Article, Kind
from butler.sourcing.models import Approach, Offer, Operation

MINUTE = 60


def propose_what_worked(operation: Operation, offer: Offer, *, now: datetime) -> Article | None:
    """Once for each door and kind of wish; what was left is not proposed again."""
    approach, owner = offer.approach, operation.owner
    door = f"contact|{approach.contact_id}" if approach.contact_id else f"organisation|{approach.organisation_id}"
    with override(owner.language):
        return propose(
            to=owner,
            origin=f"sourcing|{operation.category}|{door}"[:80],
            now=now,
            kind=Kind.TRICK,
            title=_title(operation, approach)[:160],
            text=_text(operation, approach),
            city=operation.city,
            language=owner.language,
            source=_("a search of the house that went well"),
        )


def _title(operation: Operation, approach: Approach) -> str:
    what = str(operation.get_category_display())
    return _("%(what)s: %(who)s opens the door") % {"what": what.capitalize(), "who": _who(approach)}


def _text(operation: Operation, approach: Approach) -> str:
    lines = [_("When it was hard to get, %(who)s could.") % {"who": _who(approach)}]
    if approach.contact and approach.contact.role:
        lines.append(_("They are: %(role)s.") % {"role": approach.contact.role})
    if approach.asked_at and approach.answered_at:
        n = max(1, round((approach.answered_at - approach.asked_at).total_seconds() / MINUTE))
        lines.append(
            ngettext("They answered in %(n)s minute.", "They answered in %(n)s minutes.", n) % {"n": n},
        )
    others = operation.approaches.exclude(pk=approach.pk).exclude(asked_at=None).count()
    if others:
        lines.append(ngettext("We asked %(n)s more.", "We asked %(n)s more.", others) % {"n": others})
    lines.append(_("Add what is worth knowing: when they pick up, what to say first, what they like."))
    return "\n".join(lines)


def _who(approach: Approach) -> str:
    names = [str(one) for one in (approach.contact, _house_of(approach)) if one]
    return ", ".join(dict.fromkeys(names))


def _house_of(approach: Approach) -> object:
    return approach.organisation or (approach.contact.organisation if approach.contact else None)
