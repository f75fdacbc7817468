"""Sentence embeddings: what a message means as a vector (docs/adr/0006)."""

from bot.encoder.encoder import Encoder

__all__ = ["Encoder"]
