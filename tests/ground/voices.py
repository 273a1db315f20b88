"""Helpers for the tests of voices."""

from __future__ import annotations

from importlib import resources

from sayso.attribute.cues import Cue, parse
from sayso.ground.context import Context
from sayso.ground.voices import voices
from sayso.report import Statement


def stance_rows() -> tuple[Cue, ...]:
    """The rows of `data/stances.tsv`."""
    return parse(resources.files("sayso").joinpath("data/stances.tsv").read_text(encoding="utf-8"))


def voice(at: Context, ident: str = "s1") -> Statement:
    """One statement with its voice."""
    return next(s for s in voices(at).statements if s.id == ident)
