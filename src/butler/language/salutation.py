"""How a letter begins, and how it says "you": as the client likes it, in the language of the letter."""

from dataclasses import dataclass

from butler.language.latin import latin
from butler.language.names import Case, Name
from butler.language.phrasing import NBSP, is_cyrillic

BY_PATRONYMIC, BY_FIRST_NAME, BY_TITLE = "patronymic", "first", "title"

_YOU = {
    Case.NOMINATIVE: ("вы", "ты"),
    Case.GENITIVE: ("вас", "тебя"),
    Case.DATIVE: ("вам", "тебе"),
    Case.ACCUSATIVE: ("вас", "тебя"),
    Case.INSTRUMENTAL: ("вами", "тобой"),
    Case.PREPOSITIONAL: ("вас", "тебе"),
}
_YOUR = {"m": ("ваш", "твой"), "f": ("ваша", "твоя"), "n": ("ваше", "твоё"), "pl": ("ваши", "твои")}
_GREETINGS = {
    "ru": ("Доброе утро", "Добрый день", "Добрый вечер"),
    "en": ("Good morning", "Good afternoon", "Good evening"),
}


@dataclass(frozen=True)
class Voice:
    """How to speak to one client: form of address, «вы», «Вы» or «ты», language."""

    language: str
    form: str = BY_PATRONYMIC
    is_formal: bool = True
    capital_you: bool = False

    def you(self, case: Case = Case.NOMINATIVE) -> str:
        """«вы», «вам», «тобой»; "you"."""
        return "you" if self.language != "ru" else self._cased(_YOU[case])

    def your(self, gender: str = "m") -> str:
        """«ваш рейс», «ваши билеты», «твоя машина»; "your". `gender` is that of the thing: m, f, n, pl."""
        return "your" if self.language != "ru" else self._cased(_YOUR[gender])

    def verb(self, to_many: str, to_one: str) -> str:
        """The verb that goes with the pronoun: «скажите» or «скажи»."""
        return to_many if self.is_formal or self.language != "ru" else to_one

    def _cased(self, pair: tuple[str, str]) -> str:
        if not self.is_formal:
            return pair[1]
        return pair[0].capitalize() if self.capital_you else pair[0]


def addressed(name: Name, voice: Voice) -> str:
    """«Андрей Сергеевич», «Андрей», «господин Вересов»; "Mr Veresov", "Andrey". What is not known is not invented."""
    if voice.language != "ru":
        return _in_english(name, voice)
    if voice.form == BY_FIRST_NAME or not (name.patronymic or name.surname):
        return name.given or name.surname
    if voice.form == BY_PATRONYMIC and name.patronymic and name.given:
        return f"{name.given}{NBSP}{name.patronymic}"
    if voice.form == BY_PATRONYMIC and not voice.is_formal:
        return name.given
    title = "господин" if name.gender == "m" else "госпожа"
    return f"{title}{NBSP}{name.surname}" if name.surname else name.given


def greeting(name: Name, voice: Voice, hour: int) -> str:
    """«Доброе утро, Андрей Сергеевич.» `hour` is the hour on the client's clock when the letter arrives."""
    part = 0 if 4 <= hour < 12 else 1 if 12 <= hour < 18 else 2
    hello = _GREETINGS[voice.language if voice.language == "ru" else "en"][part]
    who = addressed(name, voice)
    return f"{hello}, {who}." if who else f"{hello}."


def _in_english(name: Name, voice: Voice) -> str:
    given, surname = _latin(name.given), _latin(name.surname)
    if voice.form == BY_FIRST_NAME or not surname:
        return given or surname
    return f"{'Mr' if name.gender == 'm' else 'Ms'}{NBSP}{surname}"


def _latin(text: str) -> str:
    return latin(text) if is_cyrillic(text) else text
