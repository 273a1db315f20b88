"""What is missing is skipped at home and a failure in CI; no test reaches a network."""

from __future__ import annotations

import socket

import pytest

from tests.conftest import absent


def test_what_is_absent_is_skipped_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no corpora here"):
        absent("no corpora here")


def test_what_is_absent_in_ci_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="in CI it has to be there"):
        absent("no corpora here")


def test_no_test_reaches_a_network() -> None:
    with socket.socket() as plug, pytest.raises(OSError, match="tests use no network"):
        plug.connect(("192.0.2.1", 80))  # an address that is nobody's (RFC 5737)
