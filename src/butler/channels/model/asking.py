"""Ask an OpenAI-compatible model (POST /chat/completions) one thing and get one JSON object of a wanted shape.

Whatever goes wrong is a `NoAnswer` with a code: a model is a help, and the house works without it. Nothing is asked
twice; nothing of the question or the key stands in an exception's text.
"""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST_QUESTION = 20_000  # characters
LONGEST_ANSWER = 20_000
MOST_TOKENS = 1_000
CONNECT_SECONDS = 3.0


class WhyNot(StrEnum):
    """Why there is no answer."""

    NOT_REACHED = "not_reached"
    REFUSED = "refused"  # the key, the model's name or the request is not accepted
    BUSY = "busy"  # 429 and 5xx
    TOO_SLOW = "too_slow"
    TRUNCATED = "truncated"  # it ran out of words
    NONSENSE = "nonsense"  # no JSON, or not of the wanted shape
    TOO_LONG = "too_long"  # our question, or its answer


class NoAnswer(Exception):
    """The model gave nothing that we may use."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True)
class Endpoint:
    """Where the model is: base address (up to and with /v1), its name, a key if it wants one, and our patience."""

    base: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 8.0


def ask(endpoint: Endpoint, *, instruction: str, text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The model's answer to `text` as a JSON object that fits `schema` (JSON Schema: object, required, enum, types).

    Ends within `endpoint.seconds`, whatever the other side does; refuses with NoAnswer.
    """
    if len(instruction) + len(text) > LONGEST_QUESTION:
        raise NoAnswer(WhyNot.TOO_LONG)
    answer = _within(endpoint, lambda client: _asked(client, endpoint.model, instruction, text, schema))
    found = _parsed(answer)
    if not fits(found, schema):
        raise NoAnswer(WhyNot.NONSENSE)
    return found


def _within(endpoint: Endpoint, question: Any) -> str:
    """A server may drip a byte a second: read time-outs alone would wait for ever."""
    client = _client(endpoint)
    pool = ThreadPoolExecutor(1, thread_name_prefix="model")
    try:
        answer: str = pool.submit(question, client).result(endpoint.seconds)
    except TooLate as late:
        raise NoAnswer(WhyNot.TOO_SLOW) from late
    finally:
        client.close()
        pool.shutdown(wait=False, cancel_futures=True)
    return answer


def _client(endpoint: Endpoint) -> Any:
    import httpx2  # the library's own transport: loaded with it, at first use
    import openai

    patience = httpx2.Timeout(endpoint.seconds, connect=min(CONNECT_SECONDS, endpoint.seconds))
    return openai.OpenAI(
        base_url=endpoint.base,
        api_key=endpoint.key or "none",
        timeout=patience,
        max_retries=0,
        http_client=httpx2.Client(trust_env=False, follow_redirects=False, timeout=patience),
    )


def _asked(client: Any, model: str, instruction: str, text: str, schema: Mapping[str, Any]) -> str:
    import openai

    try:
        reply = client.chat.completions.create(
            model=model,
            messages=[{"role": "system", "content": instruction}, {"role": "user", "content": text}],
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)},
            },
            temperature=0,
            max_tokens=MOST_TOKENS,
        )
    except openai.APITimeoutError:
        raise NoAnswer(WhyNot.TOO_SLOW) from None
    except openai.APIStatusError as error:
        is_busy = error.status_code == 429 or error.status_code >= 500
        raise NoAnswer(WhyNot.BUSY if is_busy else WhyNot.REFUSED) from None
    except openai.APIConnectionError:
        raise NoAnswer(WhyNot.NOT_REACHED) from None
    except (openai.OpenAIError, ValueError):
        raise NoAnswer(WhyNot.NONSENSE) from None
    return _said(reply)


def _said(reply: Any) -> str:
    try:
        choice = reply.choices[0]
        content, reason = choice.message.content, choice.finish_reason
    except (AttributeError, IndexError, TypeError):
        raise NoAnswer(WhyNot.NONSENSE) from None
    if reason == "length":
        raise NoAnswer(WhyNot.TRUNCATED)
    if not isinstance(content, str) or not content.strip():
        raise NoAnswer(WhyNot.NONSENSE)
    if len(content) > LONGEST_ANSWER:
        raise NoAnswer(WhyNot.TOO_LONG)
    return content


def _parsed(answer: str) -> dict[str, Any]:
    """Some servers wrap the object in a fence, whatever they were asked."""
    text = answer.strip().removeprefix("```json").removeprefix("```").removesuffix("```").strip()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NoAnswer(WhyNot.NONSENSE) from None
    if not isinstance(found, dict):
        raise NoAnswer(WhyNot.NONSENSE)
    return found


TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
}  # fmt: skip


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether the value is of the wanted shape. Servers that do not know `strict` answer what they like."""
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if kind == "array":
        return len(value) <= schema.get("maxItems", len(value)) and all(fits(one, schema["items"]) for one in value)
    if kind == "object":
        return _object_fits(value, schema)
    return True


def _object_fits(value: dict[str, Any], schema: Mapping[str, Any]) -> bool:
    known: Mapping[str, Any] = schema.get("properties", {})
    if any(name not in value for name in schema.get("required", ())):
        return False
    if schema.get("additionalProperties") is False and any(name not in known for name in value):
        return False
    return all(fits(one, known[name]) for name, one in value.items() if name in known)
