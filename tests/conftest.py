"""What every test may ask for, and what none may do."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A busy machine is no reason to fail; and in CI the same commit is tried on the same cases each time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parents[1]


def absent(what: str) -> None:
    """Skips the test with a plain reason; in CI, where nothing may be missing, fails it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; in CI it has to be there")
    pytest.skip(what)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of corpora: SAYSO_DATA, or ../shared/data beside the checkout."""
    folder = Path(os.environ.get("SAYSO_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        absent(f"the corpora are not in {folder} (set SAYSO_DATA to where they are)")
    return folder


@pytest.fixture(scope="session")
def weights() -> Path:
    """The weights that ship in the package."""
    path = ROOT / "src" / "sayso" / "data" / "en.onnx"
    if not path.is_file():
        absent("the weights are not in src/sayso/data (make them with `make train`)")
    return path


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of invented reports: one event, told by several outlets."""
    return ROOT / "examples" / "marrow"


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Sayso never uses a network, and no test does: any address but this machine's own is refused."""
    patch = pytest.MonkeyPatch()
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"localhost", "127.0.0.1", "::1"}:
            raise OSError(f"a test tried to reach {host}: tests use no network")
        connect(self, address)

    patch.setattr(socket.socket, "connect", local_only)
    yield
    patch.undo()
