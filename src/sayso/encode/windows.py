"""Windows: runs of whole sentences that fit the encoder, and which window speaks for which word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sayso.encode.tokens import Tokens
from sayso.report import Span

#: Word pieces in a window, its two special pieces included. The encoder was trained on this length.
MAX_PIECES = 256


@dataclass(frozen=True, slots=True)
class Window:
    """Words `span` go through the encoder together; words `keep`, inside it, are read off it."""

    span: Span
    keep: Span


def sentence_words(tokens: Tokens, sentences: list[Span]) -> list[Span]:
    """Sentences as half-open ranges of words. Every word is in exactly one; none is empty."""
    starts = tokens.words[:, 0] if len(tokens) else np.zeros(0, np.int32)
    cuts = sorted({0, *np.searchsorted(starts, [s for s, _ in sentences]).tolist(), len(tokens)})
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


def split_long(tokens: Tokens, ranges: list[Span], limit: int = MAX_PIECES - 2) -> list[Span]:
    """Cuts any sentence that does not fit a window into stretches that do (one word may still exceed it)."""
    out: list[Span] = []
    for low, high in ranges:
        while tokens.first[high] - tokens.first[low] > limit:
            cut = int(np.searchsorted(tokens.first, tokens.first[low] + limit, side="right")) - 1
            cut = min(max(cut, low + 1), high)
            out.append((low, cut))
            low = cut
            if low == high:
                break
        if low < high:
            out.append((low, high))
    return out


def windows(tokens: Tokens, sentences: list[Span], limit: int = MAX_PIECES - 2, overlap: int = 40) -> list[Window]:
    """Covers a text with windows of whole sentences that share about `overlap` pieces with their neighbours.

    A word in two windows is read off the one in which it has more company on its shorter side.
    """
    ranges = split_long(tokens, sentence_words(tokens, sentences), limit)
    size = [int(tokens.first[b] - tokens.first[a]) for a, b in ranges]
    spans: list[tuple[int, int]] = []  # ranges of sentences
    start = 0
    while start < len(ranges):
        end, total = start, 0
        while end < len(ranges) and (end == start or total + size[end] <= limit):
            total += size[end]
            end += 1
        spans.append((start, end))
        if end == len(ranges):
            break
        # no more is shared than leaves room for the next sentence: a window that reads nothing new is work for nothing
        most = min(overlap, limit - size[end])
        back, shared = end, 0
        while back - 1 > start and shared + size[back - 1] <= most:
            back -= 1
            shared += size[back]
        start = back
    out: list[Window] = []
    for n, (a, b) in enumerate(spans):
        low, high = ranges[a][0], ranges[b - 1][1]
        keep_low = low if n == 0 else _middle(ranges, a, spans[n - 1][1])
        keep_high = high if n + 1 == len(spans) else _middle(ranges, spans[n + 1][0], b)
        out.append(Window((low, high), (keep_low, keep_high)))
    return out


def _middle(ranges: list[Span], a: int, b: int) -> int:
    """The word that halves the shared sentences `a` to `b` (the first word of `b` where none is shared)."""
    if a >= b:
        return ranges[b - 1][1] if b else 0
    low, high = ranges[a][0], ranges[b - 1][1]
    middle = (low + high) // 2
    return min((x for r in ranges[a:b] for x in r), key=lambda x: abs(x - middle))
