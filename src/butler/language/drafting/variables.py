"""The variables of a template: what each is called in both languages, its forms, and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from butler.language.drafting.facts import Facts, Matter
from butler.language.drafting.matters import (
    ACC,
    GEN,
    NOM,
    all_matters,
    doing_words,
    matter_words,
    moment_words,
    when_words,
)
from butler.language.drafting.missing import question
from butler.language.moments import clock_with_home
from butler.language.money import money
from butler.language.names import Case, full_name, given_name, inside, into, out_of, patronymic, words
from butler.language.phrasing import NBSP, for_so_many, is_cyrillic, plural, quoted
from butler.language.salutation import BY_FIRST_NAME, addressed, greeting

CASES = {
    "им": Case.NOMINATIVE, "род": Case.GENITIVE, "дат": Case.DATIVE, "вин": Case.ACCUSATIVE, "тв": Case.INSTRUMENTAL,
    "пр": Case.PREPOSITIONAL, "nom": Case.NOMINATIVE, "gen": Case.GENITIVE, "dat": Case.DATIVE, "acc": Case.ACCUSATIVE,
    "ins": Case.INSTRUMENTAL, "pre": Case.PREPOSITIONAL,
}  # fmt: skip
GENDERS = {"м": "m", "ж": "f", "с": "n", "мн": "pl", "m": "m", "f": "f", "n": "n", "pl": "pl"}
PLACES = {"в": inside, "во": inside, "in": inside, "куда": into, "to": into, "из": out_of, "from": out_of}


@dataclass(frozen=True)
class Known:
    """A variable: its name in the code and in Russian, the forms it takes, and how it is said."""

    code: str
    russian: str
    forms: tuple[str, ...]
    say: Callable[[Facts, str], str]
    is_choice: bool = False  # takes words of its own: {verb:скажите|скажи}


def _client(facts: Facts, form: str) -> str:
    case = CASES.get(form, Case.NOMINATIVE)
    name, voice = facts.client, facts.voice
    if case == Case.NOMINATIVE or facts.language != "ru":
        return addressed(name, voice)
    if voice.form == BY_FIRST_NAME or not name.patronymic:
        return given_name(name.given, name.gender, case) if name.given else full_name(name, case)
    return NBSP.join([given_name(name.given, name.gender, case), patronymic(name.patronymic, name.gender, case)])


def _greeting(facts: Facts, form: str) -> str:
    return greeting(facts.client, facts.voice, facts.now.astimezone(facts.zone).hour)


def _you(facts: Facts, form: str) -> str:
    return facts.voice.you(CASES.get(form, Case.NOMINATIVE))


def _your(facts: Facts, form: str) -> str:
    return facts.voice.your(GENDERS.get(form, "m"))


def _verb(facts: Facts, form: str) -> str:
    to_many, _, to_one = form.partition("|")
    return facts.voice.verb(to_many, to_one)


def _gendered(facts: Facts, form: str) -> str:
    of_man, _, of_woman = form.partition("|")
    return of_woman if facts.client.gender == "f" else of_man


def _matter(facts: Facts, form: str) -> str:
    return all_matters(facts, {"им": NOM, "nom": NOM, "род": GEN, "gen": GEN}.get(form, ACC))


def _doing(facts: Facts, form: str) -> str:
    return doing_words(facts)


def _first(facts: Facts) -> Matter | None:
    return facts.matters[0] if facts.matters else None


def _thing(facts: Facts, form: str) -> str:
    matter = _first(facts)
    return matter_words(Matter(matter.category, kind=matter.kind), facts, ACC) if matter else ""


def _when(facts: Facts, form: str) -> str:
    matter = _first(facts)
    return when_words(matter.when, facts) if matter else ""


def _place(facts: Facts, form: str) -> str:
    matter = _first(facts)
    name = matter.place or matter.city if matter else ""
    if not name or facts.language != "ru" or not is_cyrillic(name):
        return name
    if matter and matter.place:
        return f"в {quoted(words(name, Case.PREPOSITIONAL))}" if form in PLACES else quoted(name)
    return PLACES[form](name) if form in PLACES else name


def _party(facts: Facts, form: str) -> str:
    matter = _first(facts)
    if not matter or not matter.party:
        return ""
    return plural(matter.party, *form.split("|")[:3]) if "|" in form else for_so_many(matter.party, facts.language)


def _by(facts: Facts, form: str) -> str:
    return moment_words(facts.promise_by, facts) if facts.promise_by else ""


def _question(facts: Facts, form: str) -> str:
    return question(facts)


def _options(facts: Facts, form: str) -> str:
    return "\n".join(f"{number}. {_option(facts, number - 1)}" for number in range(1, len(facts.options) + 1))


def _option(facts: Facts, index: int) -> str:
    option = facts.options[index]
    price = money(option.price, option.currency, facts.language) if option.price is not None else ""
    held = (
        ("держим до " if facts.language == "ru" else "held until ") + _held(facts, option.hold_until)
        if option.hold_until
        else ""
    )
    what = option.what[:1].upper() + option.what[1:]
    return "; ".join(filter(None, [", ".join(filter(None, [what, price])), option.why, held]))


def _held(facts: Facts, until: datetime) -> str:
    if facts.place_zone is None or facts.place_zone == facts.zone:
        return moment_words(until, facts)
    return clock_with_home(until, facts.place_zone, facts.zone, facts.language)


def _price(facts: Facts, form: str) -> str:
    option = facts.options[0] if facts.options else None
    return money(option.price, option.currency, facts.language) if option and option.price is not None else ""


def _details(facts: Facts, form: str) -> str:
    """What exactly it is, and what it costs: «партер, 6 ряд, места 11–12, 44 000 ₽»."""
    option = facts.options[0] if facts.options else None
    if option is None:
        return ""
    price = money(option.price, option.currency, facts.language) if option.price is not None else ""
    return ", ".join(filter(None, [option.what[:1].upper() + option.what[1:].rstrip(". "), price]))


def _budget(facts: Facts, form: str) -> str:
    matter = _first(facts)
    return money(matter.budget, matter.currency, facts.language) if matter and matter.budget is not None else ""


VARIABLES = (
    Known("client", "клиент", ("им", "род", "дат", "вин", "тв", "пр"), _client),
    Known("greeting", "приветствие", (), _greeting),
    Known("you", "вы", ("им", "род", "дат", "вин", "тв", "пр"), _you),
    Known("your", "ваш", ("м", "ж", "с", "мн"), _your),
    Known("verb", "глагол", (), _verb, is_choice=True),
    Known("gendered", "род", (), _gendered, is_choice=True),
    Known("matter", "дело", ("вин", "род", "им"), _matter),
    Known("doing", "занятие", (), _doing),
    Known("thing", "предмет", (), _thing),
    Known("when", "когда", (), _when),
    Known("place", "место", ("в", "куда", "из"), _place),
    Known("party", "гости", (), _party, is_choice=True),
    Known("budget", "бюджет", (), _budget),
    Known("by", "срок", (), _by),
    Known("question", "вопрос", (), _question),
    Known("options", "варианты", (), _options),
    Known("price", "цена", (), _price),
    Known("details", "подробности", (), _details),
    Known("reference", "номер", (), lambda facts, form: facts.reference),
    Known("caller", "звонит", (), lambda facts, form: facts.caller),
    Known("author", "автор", (), lambda facts, form: facts.author),
    Known("house", "дом", (), lambda facts, form: facts.house),
)
BY_NAME = {name: known for known in VARIABLES for name in (known.code, known.russian)}
