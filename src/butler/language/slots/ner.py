"""Names of people as a trained model sees them (slovnet, with the model files that the natasha wheel carries).

natasha itself is not imported: it needs dead packages. The model is loaded at first use, once, and a text is
read once. What it calls a person may begin with an imperative («Забронируйте»): such spans are dropped.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from butler.language.tokens import is_order, tokens

KEPT_TEXTS = 512
LONGEST = 5_000  # characters; more is no message
_EMBEDDINGS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODEL = "data/model/slovnet_ner_news_v1.tar"


@lru_cache(KEPT_TEXTS)
def persons(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of persons in a Russian text, in order."""
    if not text.strip():
        return ()
    spans = _model()(text[:LONGEST]).spans
    return tuple(
        (one.start, one.stop) for one in spans if one.type == "PER" and not _orders(text[one.start : one.stop])
    )


def _orders(words: str) -> bool:
    return any(is_order(word) for word in tokens(words)[:1])


@lru_cache(1)
def _model() -> Any:
    from navec import Navec  # a second and some 30 MB: only who reads Russian names pays
    from slovnet import NER

    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the natasha wheel with its model files is not installed: ./butler setup")
    home = Path(next(iter(spec.submodule_search_locations)))
    model = NER.load(home / _MODEL)
    model.navec(Navec.load(home / _EMBEDDINGS))
    return model
