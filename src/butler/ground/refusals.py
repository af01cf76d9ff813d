"""Refusals that every room shares."""

from django.http import Http404


class NotHere(Http404):
    """No such row, or not for this person: the caller must not learn which. A web page answers 404."""
