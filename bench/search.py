"""A search, as a page asks for it: in one client's sealed notes, and house-wide in 300,000 articles in the clear.

    ./butler bench search [--notes 500] [--articles 300000] [--questions 400]

The house is made for this run. Words fall as they do in a language, the n-th by 1/n, out of the house's own vocabulary
in all its forms and 60,000 invented words, so that every posting list is there, from one article to most of them.
Questions are one to four words that occur, a third with a slip of the pen, each asked once. Sealed notes are fetched,
opened, scanned, and journalled, under row security. Directions of articles are made by chance around real ones: how
long a search takes does not depend on what they mean. The question itself is read by the model, which is counted.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

DATABASE = "bench_search"
PARAPHRASES = Path(__file__).parent.parent / "src/butler/knowledge/tests/paraphrases.tsv"
INVENTED = 60_000
WARMING = 20  # questions before the clock
SYLLABLES = [one + other for one in "бвгдзклмнпрст" for other in "аеиоуыя"]
BATCH = 5_000


def main(argv: list[str]) -> int:
    """Print the median and what 99 of 100 stay under; 0 always."""
    parser = argparse.ArgumentParser(prog="./butler bench search", description=__doc__.split("\n\n")[0])
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--questions", type=int, default=400)
    args = parser.parse_args(argv)
    from config import testing

    testing.prepare_database(DATABASE)
    try:
        measure(args)
    finally:
        from django.db import connection

        connection.close()
        testing.drop_database(DATABASE)
    return 0


def measure(args: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = DATABASE
    chance = random.Random(7)
    words = vocabulary(chance)
    questions = [question(words, chance) for _ in range(args.questions + WARMING)]
    noted = list(texts(words, chance, args.notes, 40))
    anna, client = furnish(noted)
    in_them = list(dict.fromkeys(word for text in noted for word in text.split()))  # the frequent ones first, mostly
    from butler.dossiers.access import find_notes
    from butler.ground.acting import acting_as

    def in_notes(asked: str) -> int:
        with acting_as(anna.pk):
            return len(find_notes(client.pk, asked))

    say(f"{args.notes} sealed notes of one client", in_notes, [question(in_them, chance) for _ in questions])
    if not args.articles:
        return
    began = time.perf_counter()
    write_articles(anna, words, chance, args.articles)
    print(f"{args.articles:,} articles written in {time.perf_counter() - began:.0f} s", flush=True)
    from butler.knowledge import access
    from butler.language import vectors

    def in_house(asked: str) -> int:
        with acting_as(anna.pk):
            return len(access.find(asked, access.reader(anna)))

    say("house-wide, words and meaning", in_house, questions)
    vectors.can_be_read = lambda: False
    say("house-wide, words alone", in_house, questions)


def say(name: str, search: Callable[[str], int], questions: list[str]) -> None:
    for asked in questions[:WARMING]:
        search(asked)
    gc.collect()
    gc.freeze()  # as the served processes do after they have loaded
    times, found = [], 0
    for asked in questions[WARMING:]:
        began = time.perf_counter()
        found += bool(search(asked))
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    late = times[len(times) * 99 // 100]
    print(
        f"{name:36} median {times[len(times) // 2]:6.1f} ms, 99 of 100 under {late:6.1f} ms,"
        f" longest {times[-1]:6.1f} ms; {found} of {len(times)} found something",
        flush=True,
    )


def vocabulary(chance: random.Random) -> list[str]:
    """Words in all their forms, the frequent ones first."""
    from butler.language.forms import every_form
    from butler.language.scanning import WORD

    own = dict.fromkeys(WORD.findall(PARAPHRASES.read_text(encoding="utf-8").lower()))
    forms = [sorted(every_form(word))[:6] for word in own if len(word) > 2]
    real = [form for several in forms for form in several]
    invented = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(INVENTED)]
    together = real + invented
    chance.shuffle(together)
    return together


def texts(words: list[str], chance: random.Random, count: int, longest: int) -> Iterator[str]:
    """Texts in which the n-th word falls by 1/n."""
    falls = list(accumulate(1 / (number + 2) for number in range(len(words))))
    for _ in range(count):
        yield " ".join(chance.choices(words, cum_weights=falls, k=chance.randint(longest // 3, longest)))


def question(words: list[str], chance: random.Random) -> str:
    """One to four words of any rarity, a third of the questions with a slip of the pen."""
    asked = [words[int(len(words) ** chance.random()) - 1] for _ in range(chance.randint(1, 4))]
    if chance.random() < 1 / 3 and len(asked[0]) > 4:
        at = chance.randint(1, len(asked[0]) - 2)
        asked[0] = asked[0][:at] + asked[0][at + 1] + asked[0][at] + asked[0][at + 2 :]
    return " ".join(asked)


def furnish(noted: list[str]) -> tuple[Any, Any]:
    from butler.dossiers import actions
    from butler.dossiers.models import Note
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.ground.models import House
    from butler.staff.models import Staff

    House.objects.create(id=1, name="Bench", city="Москва", founded_at=clock.now())
    anna = Staff.objects.create_user("anna@house.test", given_name="Анна", role="concierge")
    with acting_for("bench"):
        client = actions.admit(
            led_by=anna, given_name="Ева", surname="Вересова", gender="f", since=clock.now().date(), now=clock.now()
        )
        Note.objects.bulk_create(
            Note(client=client, text=text, written_by=anna, written_at=clock.now())
            for text in noted
        )
    return anna, client


def write_articles(anna: Any, words: list[str], chance: random.Random, count: int) -> None:
    """Straight into the tables: what the verbs keep of each article is made for all at once."""
    import numpy as np
    from django.db import connection

    from butler.ground import clock
    from butler.knowledge import senses
    from butler.knowledge.models import Article, Sense

    now, directions = clock.now(), np.random.default_rng(7)
    lines = [line.split("\t")[0] for line in PARAPHRASES.read_text(encoding="utf-8").splitlines()[1:]]
    real = np.stack([senses.of(line) for line in lines])
    made = texts(words, chance, count, 60)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        articles = Article.objects.bulk_create(
            Article(
                kind="trick", title=" ".join(text.split()[:4])[:160], text=text, author=anna, written_at=now,
                changed_at=now, sensed_at=now,
            )
            for text in (next(made) for _ in range(size))
        )  # fmt: skip
        near = real[directions.integers(len(real), size=size)] + directions.normal(size=(size, real.shape[1])) / 25
        Sense.objects.bulk_create(
            Sense(article=article, vector=senses.kept(one), sketch=senses.sketch(one))
            for article, one in zip(articles, near, strict=True)
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO knowledge_word (stem, articles)"
            " SELECT word, ndoc FROM ts_stat('SELECT words FROM knowledge_article') WHERE length(word) <= 80"
        )
        for table in ("knowledge_article", "knowledge_word", "knowledge_sense"):
            cursor.execute(f"ANALYZE {table}")


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
