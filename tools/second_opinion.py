"""Learn the second opinion of the readers anew; run it whenever a training text changes.

    PYTHONPATH=src .venv/bin/python tools/second_opinion.py

It takes some minutes the first time; the directions of texts met before are kept in `.butler/directions.npz`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import fmin_l_bfgs_b

from butler.language import second, training, vectors
from butler.language.message.values import Act, Category
from butler.language.mood import model as moods
from butler.language.suppliers.reply import Kind

MOST = 2  # rows of one line: more say the same again
STRENGTH = 5.0  # how far single rows are trusted; less is smoother
ROUNDS = 200
MET = Path(__file__).parents[1] / ".butler" / "directions.npz"


Rows = list[tuple[str, str]]  # text, label


def main() -> None:
    asked = rows_of_fields()
    met = directions([text for rows in asked.values() for text, _ in rows])
    made: dict[str, Any] = {"mark": np.array(second.lines_mark())}
    for field, rows in asked.items():
        names = sorted({label for _, label in rows})
        right = np.array([names.index(label) for _, label in rows])
        weights, bias = fitted(np.array([met[text] for text, _ in rows]), right)
        made[f"{field}_common"] = np.bincount(right) / len(right)
        made |= {f"{field}_labels": np.array(names), f"{field}_weights": weights, f"{field}_bias": bias}
        print(f"{field}: {len(rows)} rows")
    np.savez_compressed(second.KEPT_AT, **made)


def rows_of_fields() -> dict[str, Rows]:
    """What each of the models is learnt from: the rows of the models of words, fewer of one line."""
    lines = list(training.lines(most=MOST))
    about = [line for line in lines if line.is_about_something]
    return {
        "category": [(line.text, str(Category(line.head.split()[0]))) for line in about],
        "act": [(line.text, str(Act(line.head.split()[1]))) for line in lines],
        "mood": [row for lang in training.LANGUAGES for row in moods.rows(lang)],
        "reply": [(line.text, str(Kind(line.head))) for line in training.replies()],
    }


def directions(texts: list[str]) -> dict[str, Any]:
    """The direction of each text, asked of the model once and then kept."""
    met: dict[str, Any] = {}
    if MET.exists():
        with np.load(MET, allow_pickle=False) as kept:
            met = dict(zip(kept["texts"].tolist(), kept["found"], strict=True))
    for count, text in enumerate(one for one in dict.fromkeys(texts) if one not in met):
        met[text] = vectors.of(text).astype(np.float16)
        if count % 1000 == 999:
            print(f"  {count + 1} read")
    MET.parent.mkdir(exist_ok=True)
    np.savez(MET, texts=np.array(list(met)), found=np.array(list(met.values())))
    return met


def fitted(found: Any, right: Any) -> tuple[Any, Any]:
    """Weights and bias of a multinomial logistic regression over directions."""
    found = found.astype(np.float64)
    rows, width, count = len(found), found.shape[1], int(right.max()) + 1
    told = np.zeros((rows, count))
    told[np.arange(rows), right] = 1

    def loss(flat: Any) -> tuple[float, Any]:
        weights, bias = flat[count:].reshape(width, count), flat[:count]
        scores = found @ weights + bias
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        wrong = np.exp(logs) - told
        slope = np.concatenate([STRENGTH * wrong.sum(axis=0), (STRENGTH * (found.T @ wrong) + weights).ravel()])
        return float(-STRENGTH * (logs * told).sum() + (weights**2).sum() / 2), slope

    flat, _, _ = fmin_l_bfgs_b(loss, np.zeros(count * (1 + width)), maxiter=ROUNDS)
    return flat[count:].reshape(width, count).astype(np.float16), flat[:count].astype(np.float16)


if __name__ == "__main__":
    main()
