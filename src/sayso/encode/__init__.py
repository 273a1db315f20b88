"""The second room: texts to readings, by one pass of one encoder."""

from __future__ import annotations

from sayso.encode.encoder import Chain, Encoder, Reading

__all__ = ["Chain", "Encoder", "Reading"]
