"""Bookings said in words: days and times, labels in a dozen languages, tables of stops. No vendor is known by name."""
