"""Found the house: its row, and the account of its owner. Founding it again changes nothing."""

import os
import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from butler.ground import clock
from butler.ground.acting import acting_for
from butler.staff import actions


class Command(BaseCommand):
    help = "Found the house: its row, and the account of its owner. Founding it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="name of the house")
        parser.add_argument("--city", default="", help="where it works")
        parser.add_argument("--zone", default="Europe/Moscow", help="its time zone (default Europe/Moscow)")
        parser.add_argument("--email", help="the owner's e-mail, by which they sign in")
        parser.add_argument("--given-name", default="", help="how the owner is called")
        parser.add_argument("--surname", default="")
        parser.add_argument("--language", choices=["ru", "en"], default="ru", help="the owner's language (default ru)")
        secret = parser.add_mutually_exclusive_group()
        secret.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        secret.add_argument("--password-file", type=Path, help="read the password from this file")

    def handle(self, *args: Any, **asked: Any) -> None:
        name = asked["name"] or ask("Name of the house: ", "--name")
        email = asked["email"] or ask("Your e-mail (you sign in with it): ", "--email")
        check(email, asked["zone"])
        password = password_from(asked)
        with acting_for("founding"):
            try:
                founder = actions.found_house(
                    name=name,
                    email=email,
                    password=password,
                    now=clock.now(),
                    **{field: asked[field] for field in ("city", "zone", "given_name", "surname", "language")},
                )
            except ValidationError as weak:
                raise CommandError("the password will not do: " + " ".join(weak.messages)) from None
            except actions.AlreadyFounded:
                raise CommandError("this house is founded; its owner adds colleagues on the page Team") from None
        self.stdout.write(f"{name}: {founder.email} may sign in")


def check(email: str, zone: str) -> None:
    """Refuse what cannot be an address or a zone before anything is written."""
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f"{email!r} is not an e-mail address") from None
    if zone not in available_timezones():
        raise CommandError(f"{zone!r} is not a time zone such as Europe/Moscow")


def password_from(asked: dict[str, Any]) -> str:
    """The password, never from an argument: those are seen by every user of the machine."""
    if asked["password_stdin"]:
        return sys.stdin.readline().rstrip("\n")
    if asked["password_file"]:
        try:
            return str(asked["password_file"].read_text()).splitlines()[0]
        except (OSError, IndexError) as error:
            raise CommandError(f"{asked['password_file']} gives no password: {error}") from None
    if from_environment := os.environ.get("BUTLER_OWNER_PASSWORD"):
        return from_environment
    if not sys.stdin.isatty():
        raise CommandError("no password: give --password-stdin, --password-file or BUTLER_OWNER_PASSWORD")
    return getpass("A password, 12 letters or more: ")


def ask(question: str, option: str) -> str:
    """Ask at a terminal; elsewhere say which option is missing."""
    if not sys.stdin.isatty():
        raise CommandError(f"give {option}")
    return input(question).strip()
