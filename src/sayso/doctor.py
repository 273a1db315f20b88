"""What is wrong with an installation or a ledger, and what to do: `sayso doctor`. Needs no network.

    for found in diagnose(Path("sayso.db")):
        print(found.what, found.state, found.said, found.remedy)

The ledger is only read, unless `mend` is asked for; `sayso verify` checks every byte of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module, resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from sayso import __version__
from sayso.keep.health import Finding, State, bytes_in_words, look
from sayso.report import SaysoError

__all__ = ["EXTRAS", "Finding", "diagnose"]

#: The oldest of each that Sayso runs with. SQLite: for `sqlite_schema` and read-only logs.
PYTHON, SQLITE = (3, 11), (3, 33, 0)
#: A sentence of an invented report, and the one statement that every weights must find in it: source, cue, content.
SENTENCE = "The ferry sank at noon, harbour master Ilse Maran said on Sunday."
KNOWN = ("harbour master Ilse Maran", "said", "The ferry sank at noon")
#: What each extra is for, and the packages that it brings: (distribution, module).
EXTRAS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "parquet": ("`sayso read --format parquet`", (("pyarrow", "pyarrow"),)),
    "pdf": ("text of PDF files", (("pypdfium2", "pypdfium2"),)),
    "warc": (
        "pages that web archives keep packed with brotli or zstd",
        (("brotli", "brotli"), ("zstandard", "zstandard")),
    ),
}
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right says an earlier time


def diagnose(ledger: Path | None = None) -> Iterator[Finding]:
    """Everything there is to say of this installation, and of a ledger where one is named."""
    model: str | None = None
    for name, check in _CHECKS.items():
        try:
            yield from check()
        except Exception as error:  # a check that fails must not keep the others from being made
            yield _found(name, "unseen", f"this could not be looked at: {type(error).__name__}: {error}", _AGAIN)
    for found in _reading():
        model = found.said.partition(" reads")[0] if found.state == "well" else None
        yield found
    if ledger is not None:
        yield from look(ledger, model)


_AGAIN = "`pip install --force-reinstall sayso` installs the package again"


def _found(what: str, state: State, said: str, remedy: str | None = None) -> Finding:
    return Finding("installation", what, state, said, remedy)


def _python() -> Iterator[Finding]:
    said = f"Sayso {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if sys.version_info < PYTHON:
        wanted = ".".join(map(str, PYTHON))
        yield _found("python", "amiss", said, f"install Python {wanted} or later, and Sayso in it")
    else:
        yield _found("python", "well", said)


def _sqlite() -> Iterator[Finding]:
    said = f"SQLite {sqlite3.sqlite_version}"
    missing = []
    if sqlite3.sqlite_version_info < SQLITE:
        missing.append(f"it is older than {'.'.join(map(str, SQLITE))}")
    with closing(sqlite3.connect(":memory:")) as db:
        for name, statement in (
            ("FTS5", "CREATE VIRTUAL TABLE words USING fts5 (word)"),
            ("JSON1", "SELECT value FROM json_each('[1]')"),
        ):
            try:
                db.execute(statement).fetchall()
            except sqlite3.Error:
                missing.append(f"it lacks {name}")
    if missing:
        yield _found(
            "sqlite",
            "amiss",
            f"{said}: {' and '.join(missing)}. Reading works; a ledger does not",
            "use a Python with a newer SQLite: those of python.org, conda and current systems have one",
        )
    else:
        yield _found("sqlite", "well", f"{said} with FTS5 and JSON1")


def _data() -> Traversable:
    return resources.files("sayso").joinpath("data")


def _weights() -> Iterator[Finding]:
    found = _data().joinpath("en.onnx")
    if not found.is_file():
        yield _found("weights", "amiss", "the English weights (en.onnx) are not in this installation", _AGAIN)
        return
    data = found.read_bytes()
    digest, shipped = hashlib.sha256(data).hexdigest(), _data().joinpath("en.onnx.sha256").read_text("ascii").split()[0]
    said = f"en.onnx, {bytes_in_words(len(data))}, SHA-256 {digest[:16]}…"
    if digest != shipped:
        yield _found("weights", "amiss", f"{said}, and {shipped[:16]}… was shipped: it was changed or damaged", _AGAIN)
    else:
        yield _found("weights", "well", f"{said}, as it was shipped")


def _files() -> Iterator[Finding]:
    bad: list[str] = []
    count = 0
    for found in sorted(_data().iterdir(), key=lambda item: item.name):
        if not found.is_file():
            continue
        count += 1
        if why := _unreadable(found):
            bad.append(f"{found.name} ({why})")
    if bad:
        yield _found("data files", "amiss", f"cannot be read: {', '.join(bad)}", _AGAIN)
    else:
        yield _found("data files", "well", f"{count} can be read")


def _unreadable(file: Traversable) -> str | None:
    """Why a data file cannot be read; None where it can."""
    try:
        data = file.read_bytes()
        if not data:
            return "it is empty"
        if file.name.endswith((".json", ".tsv", ".md", ".sha256")):
            text = data.decode("utf-8")
            if file.name.endswith(".json"):
                json.loads(text)
        elif file.name.endswith(".npz"):
            import io

            import numpy as np

            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                for name in arrays.files:
                    _ = arrays[name]
    except OSError as error:
        return error.strerror or "it cannot be opened"
    except ValueError as error:
        return f"it is damaged: {error}"
    except Exception as error:  # numpy and zipfile have errors of many kinds for damaged files
        return f"it is damaged: {type(error).__name__}"
    return None


def _extras() -> Iterator[Finding]:
    for extra, (purpose, packages) in EXTRAS.items():
        missing = [name for name, module in packages if find_spec(module) is None]
        if missing:
            said = f"not installed ({', '.join(missing)}): for {purpose}"
            yield _found(f"extra {extra}", "note", said, f"pip install 'sayso[{extra}]'")
            continue
        broken = [name for name, module in packages if not _imports(module)]
        if broken:
            said = f"{', '.join(broken)} cannot be loaded: for {purpose}"
            yield _found(f"extra {extra}", "amiss", said, f"pip install --force-reinstall {' '.join(broken)}")
        else:
            there = ", ".join(f"{name} {_version(name)}" for name, _ in packages)
            yield _found(f"extra {extra}", "well", f"{there}: for {purpose}")


def _imports(module: str) -> bool:
    try:
        import_module(module)
    except Exception:  # a library that breaks at import breaks in its own way
        return False
    return True


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(version unknown)"


def _certificates() -> Iterator[Finding]:
    import ssl

    remedy = "install your system's ca-certificates, or name a file with SSL_CERT_FILE"
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if (named := os.environ.get(name)) and not os.path.exists(named):
            yield _found("certificates", "amiss", f"{name} names {named}, which is not there", f"correct {name}")
            return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    paths = ssl.get_default_verify_paths()
    count = context.cert_store_stats()["x509_ca"]
    if count or paths.capath:
        many = f"{count:,} authorities" if count else f"those in {paths.capath}"
        yield _found("certificates", "well", f"this machine believes {many}: for addresses over https")
    elif find_spec("certifi") is not None:
        yield _found("certificates", "note", "this machine has no store of its own: certifi's is used", remedy)
    else:
        yield _found("certificates", "note", "none are believed here: addresses over https cannot be read", remedy)


def _clock() -> Iterator[Finding]:
    now = datetime.now(UTC)
    if now < _BEGAN:
        yield _found(
            "clock", "amiss", f"it says {now:%Y-%m-%d}: what is kept is dated by it", "set this machine's clock"
        )


_CHECKS: dict[str, Callable[[], Iterator[Finding]]] = {
    "python": _python,
    "sqlite": _sqlite,
    "weights": _weights,
    "data files": _files,
    "extras": _extras,
    "certificates": _certificates,
    "clock": _clock,
}


def _reading() -> Iterator[Finding]:
    """Reads a sentence through all rooms. Where it is well, what is said begins with the label of the weights."""
    try:
        from sayso.desk import Desk

        desk = Desk()
        report = desk.read_text(SENTENCE)
        label = desk.encoder.label
    except SaysoError as error:
        yield _found("reading", "amiss", str(error), _AGAIN)
        return
    except Exception as error:  # whatever is broken, this is where it is told
        yield _found("reading", "amiss", f"a sentence could not be read: {type(error).__name__}: {error}", _AGAIN)
        return
    found = [tuple(report.words(part) for part in (s.source, s.cue, s.content)) for s in report.statements]
    if found != [KNOWN]:
        shown = "; ".join(" | ".join(words) for words in found) or "no statement"
        yield _found("reading", "amiss", f"{label} finds in “{SENTENCE}” {shown}", _AGAIN)
    else:
        yield _found("reading", "well", f"{label} reads “{SENTENCE}” as it should")
