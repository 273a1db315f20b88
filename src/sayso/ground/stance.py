"""How the relayer presents a content: read off the whole cue phrase, not its verb alone.

Words and their stances are in `data/cues.tsv` and, for words that are a cue only where the reader found one,
`data/stances.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sayso.ground.lexicon import stances
from sayso.report import Role, Stance

NOT = frozenset("not n't never no neither nor nobody cannot without hardly refused failed declined".split())
# What a refusal to present as fact, or to deny, amounts to: nothing is presented.
_FLIPPED = ("endorsing", "denying")


_BE = frozenset("is are was were be been being".split())


def negated(cue: Sequence[str]) -> bool:
    """Whether a cue's words, in lower case, deny that anything was said: "has not confirmed", "didn't say"."""
    return any(w in NOT or (w == "t" and n > 1 and cue[n - 1] in "'’") for n, w in enumerate(cue))


def hits(cue: Sequence[str]) -> list[Stance]:
    """The stances of the cue's words, in order."""
    return [cast(Stance, h.row["stance"]) for h in stances().find(cue)]


def stance(cue: Sequence[str], content: Sequence[str]) -> Stance:
    """The stance of a cue, from its words and its content's words in lower case.

    The last word that is not neutral decides: "released a statement condemning" is an attitude, "seemed to acknowledge"
    endorses. No cue at all is neutral, unless the content asks.
    """
    found = hits(cue)
    marked = [s for s in found if s != "neutral"]
    kind: Stance = marked[-1] if marked else "neutral"
    if kind == "distancing" and "responsibility" in (*cue[-2:], *content[:2]):
        kind = "neutral"  # a claim of responsibility is an act of the source's, not a doubt of the relayer's
    if (
        kind == "asking"
        and "to" in content[:6]
        and not any(w in ("about", "if", "whether", "why") for w in content[:2])
    ):
        kind = "directive"  # "asked him to leave"
    if kind == "directive" and _asks_a_question(cue, content):
        kind = "asking"
    if kind in _FLIPPED and negated(cue):
        kind = "neutral"
    if cue[-1:] == ["said"] and cue[-2:-1] and cue[-2] in _BE:
        kind = "distancing"  # "is said to own three farms": nobody says it
    if not cue and content and (content[-1] == "?" or content[-2:-1] == ["?"] or "?" in content[-3:]):
        kind = "asking"
    return kind


def _asks_a_question(cue: Sequence[str], content: Sequence[str]) -> bool:
    return cue[:1] == ["ask"] and content[:1] in (["if"], ["whether"], ["why"], ["what"], ["who"])


# What is said of somebody by nobody, and whose word it must be.
_ROLES: tuple[tuple[Role, frozenset[str]], ...] = (
    (
        "police or court",
        frozenset(
            "charged arrested convicted sentenced indicted tried investigation arraigned identified booked".split()
        ),
    ),
    ("medical", frozenset("pronounced hospitalized listed".split())),
    ("media", frozenset("news headlines".split())),
)


def cue_role(cue: Sequence[str]) -> Role | None:
    """The role of a source that is not named, where the cue is one side's alone: "was charged", "pronounced dead"."""
    return next((role for role, forms in _ROLES if any(w in forms for w in cue)), None)
