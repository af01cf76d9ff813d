"""Decisions of the morning: what goes on a manager's page, what a client's letter may say, and when. Pure."""
