"""The second room: texts to readings, by one pass of one encoder."""

from sayso.encode.encoder import Chain, Encoder, Reading

__all__ = ["Chain", "Encoder", "Reading"]
