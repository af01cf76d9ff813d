"""Codes of the import in people's words; used by the command and the desk's page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "client": _("clients"),
    "person": _("people of a circle"),
    "contact": _("contacts of the network"),
    "organisation": _("organisations"),
    "message": _("messages"),
    "calendar": _("calendars"),
}

WHY: dict[str, str | Promise] = {
    # files
    "file_missing": _("there is no such file"),
    "file_unknown": _("this kind of file is not read; see docs/import.md"),
    "file_empty": _("the file is empty"),
    "file_too_large": _("the file is too large"),
    "too_large": _("the message is too large"),
    "too_slow": _("reading it took too long"),
    "too_big": _("reading it took too much memory"),
    "forbidden": _("the file tried to reach the outside"),
    "refused": _("the file is not what its name says"),
    "crashed": _("reading it failed"),
    "unreadable": _("it could not be read; it is kept as it came"),
    # cards
    "no_card_in_file": _("there is no card in the file"),
    "not_a_property": _("this line says nothing; the rest of the card is kept"),
    "outside_a_card": _("this line stands outside a card"),
    "card_without_begin": _("the card has no beginning; it is read all the same"),
    "card_without_end": _("the card has no end; it is read all the same"),
    "end_without_card": _("an end without a card"),
    "nested_too_deep": _("cards within cards, too deep"),
    "event_unreadable": _("this event could not be read; the rest of the calendar is kept"),
    "photo_unreadable": _("the picture could not be read; the rest of the card is kept"),
    "empty_card": _("the card is empty"),
    "nothing_to_keep": _("a group, or a card without a name, a number and an address"),
    # lists
    "header_unknown": _("the first line is not a header that we know; see docs/import.md"),
    "column_unknown": _("this column is not read"),
    "quote_not_closed": _("a quotation mark is not closed"),
    "too_many_cells": _("more cells than the header has"),
    "cell_too_long": _("the cell is too long"),
    "name_missing": _("there is no name"),
    "gender_unknown": _("it is not said whether this is a lady or a gentleman"),
    "language_unknown": _("the language is not known"),
    "zone_unknown": _("the time zone is not known"),
    "address_unknown": _("the form of address is not known"),
    "formality_unknown": _("formal or informal? The word is not known"),
    "tier_unknown": _("the tier is not known"),
    "date_unclear": _("the date is unclear"),
    "phone_unreadable": _("this is no telephone number"),
    "mail_unreadable": _("this is no mail address"),
    "kind_unknown": _("the kind is not known"),
    "class_unknown": _("the class is a number from 1 to 5"),
    "manager_unknown": _("no colleague has this mail address"),
    # whose it is
    "whose_unclear": _("several people have this number or address; a person must say whose it is"),
    "owner_unknown": _("whose calendar is it? Say --client NAME"),
}

KEPT: dict[str, str | Promise] = {
    "in_use": _("something new hangs on it"),
    "changed_since": _("it was changed since"),
    "gone": _("it is gone already"),
}
