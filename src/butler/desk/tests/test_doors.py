"""Every address of the house is a staff_view, or stands on a short public list."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Signing in and out, one's own second key, and the language before sign-in: allauth and Django guard these themselves.
# A private page of a letter is guarded by its address.
PUBLIC = ("account/", "language/", "doors/telegram/", "a/")


def every_address(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(address, pattern) of everything that answers."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from every_address(entry, address)
        else:
            yield address, entry


def is_guarded(view) -> bool:
    return getattr(view, "is_staff_view", False)


def test_every_address_is_for_staff_or_on_the_public_list():
    found = list(every_address())
    assert len(found) > 20
    open_doors = [address for address, entry in found if not is_guarded(entry.callback)]
    assert [address for address in open_doors if not address.startswith(PUBLIC)] == []


def test_the_public_list_is_short_and_holds_no_page_of_ours():
    ours = [address for address, entry in every_address() if address.startswith(PUBLIC) and is_guarded(entry.callback)]
    assert ours == []


def test_whoever_is_not_signed_in_is_sent_to_the_entrance(client, db):
    plain = [address for address, entry in every_address() if is_guarded(entry.callback) and "<" not in address]
    assert len(plain) > 5
    for address in plain:
        for ask in (client.get, client.post):
            answer = ask("/" + address)
            assert answer.status_code in (302, 405), address
            assert answer.status_code == 405 or answer["Location"].startswith("/account/login/"), address
