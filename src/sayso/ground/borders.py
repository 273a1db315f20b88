"""Borders of two countries as places of their own: "the Marrow-Tarn border", "border between Marrow and Tarn"."""

from __future__ import annotations

from sayso.ground.context import Context
from sayso.ground.gazetteer import Entry, fold, tables
from sayso.report import Span


def borders(at: Context) -> list[tuple[Span, Entry]]:
    """Borders of two countries: the words, and the middle of the border on land."""
    out: list[tuple[Span, Entry]] = []
    for n, word in enumerate(at.lower):
        if word in ("border", "frontier"):
            found = _border_before(at, n) or _border_after(at, n)
            if found is not None and (not out or out[-1][0][1] <= found[0][0]):
                out.append(found)
    return out


def _land(at: Context, low: int, high: int) -> str | None:
    """The country that a range of words names, or its people."""
    if not 0 <= low < high <= len(at.words) or not at.words[low][0].isupper():
        return None
    key = fold(at.report.text[int(at.starts[low]) : int(at.ends[high - 1])])
    return next((e.country for e in tables().names.get(key, ()) if e.level == "country"), None)


def _pair(a: str, b: str) -> Entry | None:
    known = tables()
    where = known.borders.get((a, b))
    if where is None:
        return None
    return Entry(f"{known.countries[a].name}–{known.countries[b].name} border", "other", None, *where, 0, listed=True)


def _border_before(at: Context, n: int) -> tuple[Span, Entry] | None:
    for second in (1, 2):
        b = _land(at, n - second, n)
        if b is None or n - second < 2 or at.words[n - second - 1] not in "-–—‐‑/":
            continue
        end = n - second - 1
        for first in (3, 2, 1):
            a = _land(at, end - first, end)
            entry = _pair(a, b) if a is not None else None
            if entry is not None:
                return at.span(end - first, n + 1), entry
    return None


def _border_after(at: Context, n: int) -> tuple[Span, Entry] | None:
    if n + 1 >= len(at.lower) or at.lower[n + 1] not in ("between", "of"):
        return None
    for first in (3, 2, 1):
        a = _land(at, n + 2, n + 2 + first)
        middle = n + 2 + first
        if a is None or middle >= len(at.lower) or at.lower[middle] != "and":
            continue
        for second in (3, 2, 1):
            b = _land(at, middle + 1, middle + 1 + second)
            entry = _pair(a, b) if b is not None else None
            if entry is not None:
                return at.span(n, middle + 1 + second), entry
    return None
