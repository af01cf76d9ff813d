"""Confirmations of every form read as bookings in schema.org's words: mail, pages, calendars, passes, boarding passes.

`document.read(document)` gives bookings as flat rows; `cases.read_case` answers a line of `./butler read reservation`.
Inside, a booking is a node: a schema.org object as JSON-LD writes it (`{"@type": "FlightReservation", ...}`).
"""
