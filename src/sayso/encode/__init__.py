"""The second room: texts to readings, by one pass of one encoder.

Its parts are loaded on first use, so that `Loading` can read the weights while the libraries are being imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sayso.encode.loading import Loading

if TYPE_CHECKING:
    from sayso.encode.encoder import Chain, Encoder, Reading

__all__ = ["Chain", "Encoder", "Loading", "Reading"]


def __getattr__(name: str) -> object:
    """Loads the encoder's module when one of its nouns is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.encoder"), name)
    globals()[name] = found
    return found
