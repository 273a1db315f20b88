"""Kind: how a content is given. Each case is a text, its cue, its content and the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sayso.attribute.draft import kind_of

CASES = [
    ("“We saw smoke,” Adra Venn said.", "said", ["“We saw smoke,”"], "direct", "all of it in marks"),
    ("“We,” Adra Venn said, “saw smoke.”", "said", ["“We,”", "“saw smoke.”"], "direct", "in two parts, all in marks"),
    ("Adra Venn said they saw smoke.", "said", ["they saw smoke"], "indirect", "no marks at all"),
    (
        "Adra Venn said they saw “black smoke” at noon.",
        "said",
        ["they saw “black smoke” at noon"],
        "mixed",
        "part of it in marks",
    ),
    (
        "He went on:\nThe harbour is ours. It will stay ours.",
        "went on:",
        ["The harbour is ours. It will stay ours."],
        "unmarked",
        "set off",
    ),
    (
        "The letter said: the harbour is ours.",
        "said",
        ["the harbour is ours"],
        "unmarked",
        "after a colon, without marks",
    ),
    ("'We saw smoke,' Adra Venn said.", "said", ["'We saw smoke,'"], "direct", "single marks quote as well"),
    (
        '"We saw smoke,\nand heard it.',
        None,
        ['"We saw smoke,'],
        "direct",
        "an unclosed passage is quoted to the end of its line",
    ),
]


@pytest.mark.parametrize(("text", "cue", "content", "kind", "why"), CASES, ids=[c[-1] for c in CASES])
def test_kind(
    text: str,
    cue: str | None,
    content: list[str],
    kind: str,
    why: str,
    reading: Callable[..., Any],
    draft: Callable[..., Any],
) -> None:
    made = draft(text, None, cue, *content)
    assert kind_of(reading(text), made.cue[0] if made.cue else None, made.content) == kind, why
