"""The weights on their way into memory, in the background.

A cold start reads one report: loading the weights takes as long as importing the libraries, and most of both can go on
at the same time (docs/decisions.md, "Start-up"). Nothing heavy is imported here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from sayso.report import ModelError

if TYPE_CHECKING:
    from sayso.encode.encoder import Encoder


def weights(model: Path | None) -> tuple[bytes, str]:
    """Bytes of `model` (None: the package's English weights) and their SHA-256. `ModelError` where there are none."""
    if model is None:
        found = resources.files("sayso").joinpath("data/en.onnx")
        if not found.is_file():
            raise ModelError(
                "the English weights (sayso/data/en.onnx) are not in this installation: install the package again"
            )
        data = found.read_bytes()
    else:
        try:
            data = model.read_bytes()
        except OSError as error:
            raise ModelError(f"the weights at {model} could not be read ({error}): check the path") from error
    return data, hashlib.sha256(data).hexdigest()


class Loading:
    """An encoder that is being loaded by a thread of its own from the moment this is made."""

    def __init__(self, model: Path | None = None, threads: int = 0, then: Callable[[], None] | None = None):
        """`model` and `threads` as for `Encoder`; `then` is called in the background when the encoder is there."""
        self._model, self._threads, self._then = model, threads, then
        self._encoder: Encoder | None = None
        self._error: BaseException | None = None
        self._loaded = Event()
        # not a daemon: one that is inside the runtime when the interpreter leaves would take it down
        self._thread = Thread(target=self._load, name="sayso-loading")
        self._thread.start()

    def result(self) -> Encoder:
        """The encoder, as soon as it is loaded. Raises `ModelError` where its weights are missing or damaged."""
        self._loaded.wait()
        if self._encoder is None:
            assert self._error is not None
            raise self._error
        return self._encoder

    def _load(self) -> None:
        try:
            found = weights(self._model)
            from sayso.encode.encoder import Encoder

            encoder = Encoder(self._model, self._threads, found)
            encoder.ready()
            self._encoder = encoder
        except BaseException as error:  # told to whoever asks for the encoder
            self._error = error
        finally:
            self._loaded.set()
        if self._then is not None and self._encoder is not None:
            self._then()
