"""A language model behind any OpenAI-compatible address, local ones too: one question, one checked answer, or none."""

from butler.channels.model.asking import Endpoint, NoAnswer, WhyNot, ask

__all__ = ["Endpoint", "NoAnswer", "WhyNot", "ask"]
