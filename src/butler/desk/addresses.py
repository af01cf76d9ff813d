"""Where a row is seen: from the name of its model to a page."""

from uuid import UUID

from django.urls import reverse

OWN_PAGE = {
    "bookings.Booking": "desk:booking",
    "requests.ClientRequest": "desk:request",
    "requests.Task": "desk:task",
    "correspondence.Conversation": "desk:conversation",
    "briefs.Digest": "desk:digest",
}


def address_of(about: str, about_id: UUID, client_id: UUID | None = None) -> str:
    """The page of a row, else the page of the client it belongs to."""
    if about in OWN_PAGE:
        return reverse(OWN_PAGE[about], args=[about_id])
    if about == "foresight.Anticipation":
        return f"{reverse('desk:day')}#ahead-{about_id}"
    if about in ("calendars.Occurrence", "calendars.Source"):
        return reverse("desk:calendar")
    if client_id is None:
        return reverse("desk:day")
    tab = "?tab=trips" if about == "travel.Trip" else ""
    return reverse("desk:client", args=[client_id]) + tab
