"""A real Chromium: sign in, open pages, and say what a careful person would object to.

Browser tests and tools/look.py share this. A page is looked at in a width, a theme and a language.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOKS = [(1440, "light"), (390, "dark")]  # each width and each theme once
OTHER_LOOKS = [(1440, "dark"), (390, "light")]
EVERY_LOOK = [*LOOKS, *(pytest.param(*look, marks=pytest.mark.long) for look in OTHER_LOOKS)]
HEIGHTS = {390: 844}  # of a phone; any other width is a desk
ACCESSIBLE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PATIENCE = 15_000  # ms


class NoChromium(Exception):
    """There is no browser on this machine."""

    def __init__(self) -> None:
        super().__init__("no Chromium found\n  next: apt-get install chromium, or set BUTLER_CHROMIUM to its path")


@dataclass
class Visit:
    """One browser window, and what went wrong in it so far."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response | None:
        """Go to a page of the house and wait until it is drawn."""
        response = self.page.goto(self.base + path, wait_until="load")
        self.page.evaluate("document.fonts.ready")
        if response and response.status >= 400:
            self.complaints.append(f"{path}: answered {response.status}")
        return response

    def follow(self, act: Callable[[], object]) -> None:
        """Do what leads to another page, and wait for it."""
        with self.page.expect_navigation(wait_until="load"):
            act()

    def sign_in(self, email: str, password: str) -> None:
        """Through the front door, as a person does."""
        self.page.goto(self.base + "/account/login/", wait_until="load")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.follow(lambda: self.page.press("input[name=password]", "Enter"))
        if urlsplit(self.page.url).path == "/account/login/":
            raise AssertionError(f"{email} was not let in: {self.page.inner_text('main')}")

    def speak(self, language: str) -> None:
        """Read the house in `language`: by the settings when signed in, else by the cookie."""
        self.page.context.add_cookies([{"name": "django_language", "value": language, "url": self.base}])
        self.page.goto(self.base + "/settings/", wait_until="load")
        choice = self.page.locator(f"input[name=language][value={language}]")
        if choice.count() and not choice.is_checked():
            choice.check()
            self.follow(self.page.locator("#workplace button.btn--main").click)

    def paint(self, theme: str) -> None:
        """Light or dark, as this device has chosen."""
        self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        self.page.context.add_cookies([{"name": "theme", "value": theme, "url": self.base}])

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})

    def objections(self) -> list[str]:
        """What is wrong with the page as it stands: accessibility, sideways scroll, console, content policy."""
        found = [*self.complaints, *accessibility(self.page), *sideways(self.page)]
        self.complaints.clear()
        return found


@contextmanager
def chromium(executable: str = "") -> Iterator[Browser]:
    """Debian's Chromium without a window; refuses with NoChromium when there is none."""
    path = executable or os.environ.get("BUTLER_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not path:
        raise NoChromium
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, base: str, *, width: int = 1440, **options: Any) -> Iterator[Visit]:
    """A fresh window with its own cookies, which listens for everything that goes wrong."""
    size: Any = {"width": width, "height": HEIGHTS.get(width, 900)}
    context: BrowserContext = browser.new_context(viewport=size, reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    visiting = Visit(context.new_page(), base.rstrip("/"))
    _listen(visiting)
    try:
        yield visiting
    finally:
        context.close()


def accessibility(page: Page) -> list[str]:
    """What axe-core finds on the page, one line per rule with the first places."""
    if page.evaluate("typeof axe") == "undefined":  # once for a page: it is half a megabyte
        page.evaluate(_axe())
    page.evaluate("scrollTo(0, 0)")  # what lies under the bar at the top while one scrolls is no fault
    rules = {"runOnly": {"type": "tag", "values": list(ACCESSIBLE)}, "resultTypes": ["violations"]}
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"axe {each['id']} ({len(each['nodes'])}): {each['help']}: {_places(each['nodes'])}" for each in found]


def sideways(page: Page) -> list[str]:
    """The page must never scroll sideways; names what sticks out."""
    script = """() => {
        const edge = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= edge) return [];
        const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > edge + 1);
        return out.slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className).concat(edge);
    }"""
    stick = page.evaluate(script)
    return [f"scrolls sideways at {stick[-1]} px: {', '.join(map(str, stick[:-1]))}"] if stick else []


def _listen(visiting: Visit) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            policy = "content policy" if "Content Security Policy" in message.text else f"console {message.type}"
            visiting.complaints.append(f"{policy}: {message.text[:300]}")

    page = visiting.page
    page.on("console", heard)
    page.on("pageerror", lambda error: visiting.complaints.append(f"script: {error}"))
    page.on("requestfailed", lambda request: _note_failure(visiting, request))


def _note_failure(visiting: Visit, request: Any) -> None:
    if "ERR_ABORTED" not in (request.failure or ""):  # aborted by going elsewhere
        visiting.complaints.append(f"not loaded: {request.url} {request.failure}")


def _places(nodes: list[dict]) -> str:
    return " | ".join(f"{node['target'][0]} {node['html'][:120]}" for node in nodes[:3])


@cache
def _axe() -> str:
    package = find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("axe-playwright-python, of requirements/dev.txt")
    return (Path(package.submodule_search_locations[0]) / "axe.min.js").read_text()
