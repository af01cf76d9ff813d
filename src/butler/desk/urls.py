"""Addresses of the staff workspace: each page brings its own."""

from butler.desk.pages import (
    bookings,
    calendar,
    channels,
    clients,
    day,
    digests,
    grasp,
    hours,
    imports,
    journal,
    live,
    matrix,
    network,
    palette,
    requests,
    settings,
    stuck,
    talking,
    team,
    wordings,
)

app_name = "desk"
PAGES = (
    day,
    digests,
    matrix,
    requests,
    talking,
    grasp,
    calendar,
    bookings,
    clients,
    network,
    imports,
    journal,
    team,
    settings,
    channels,
    stuck,
    palette,
    live,
    wordings,
    hours,
)
urlpatterns = [pattern for page in PAGES for pattern in page.urls]
