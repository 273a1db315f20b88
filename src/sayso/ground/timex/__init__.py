"""Expressions of time: their words (`lexicon`), their shapes, the scene they are read in, and their values."""

from __future__ import annotations
