"""Judgements in words: a line each, with who, when and why, and how each holds on to what is read now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sayso.keep.nouns import Judgement, Listed
from sayso.show.wording import day, one_line

if TYPE_CHECKING:
    from rich.console import Console

#: Letters of a uid that are shown: enough for every ledger that people fill by hand, and `undo` takes them.
SHOWN = 10
_SHORT = 70
_FEW = 6
_MARKS = frozenset('“”"«„‘')
_HOW = {"exact": "holds", "orphaned": "orphaned"}


def print_judgements(every: Iterable[Listed], console: Console) -> None:
    """Prints judgements, each with what it says, of what, and what became of it."""
    for listed in every:
        for line in lines(listed):
            console.print(line, markup=False, soft_wrap=True)


def lines(listed: Listed) -> list[str]:
    """One judgement, in a line and those under it."""
    j = listed.judgement
    where = " ".join(part for part in (j.document, j.anchor.id if j.kind != "undo" else None) if part)
    out = [f"{j.uid[:SHOWN]}  {said(j)}{f'  in {where}' if where else ''}  {by(j)}: {became(listed)}"]
    if j.anchor.content:
        out.append(f"    {quoted(' … '.join(w for w in j.anchor.words[2] if w))}")
    if listed.why and not listed.undone_by:
        out.append(f"    {listed.why}")
    if j.why:
        out.append(f"    because: {one_line(j.why)}")
    return out


def by(judgement: Judgement) -> str:
    """Who judged, and on which day: "judged by mk, 2 March 2031"."""
    return f"judged by {one_line(judgement.who)}, {day(judgement.made_at[:10])}"


def became(listed: Listed) -> str:
    """What became of a judgement, in a word or two."""
    if listed.undone_by:
        return f"undone by {listed.undone_by[:SHOWN]}"
    if listed.how == "overlap" and listed.judgement.anchor.of == "story":
        return f"holds for {listed.overlap or 0:.0%} of its pairs"
    if listed.how == "overlap":
        return f"holds by {listed.overlap or 0:.0%} of its words"
    return _HOW.get(listed.how or "", "done")


def said(judgement: Judgement) -> str:
    """What a judgement says: "actor: Ilse Maran (person)"."""
    value: Mapping[str, Any] = judgement.value
    if judgement.kind == "undo":
        return f"undo {(judgement.undoes or '')[:SHOWN]}"
    if judgement.kind in ("same", "different"):
        return f"{judgement.kind}: {' and '.join(one_line(a['name']) for a in value['actors'])}"
    if judgement.kind == "actor":
        names = [f"{one_line(a['name'])} ({a['kind']})" for a in value["actors"]]
        return f"actor: {', '.join(names) or 'nobody known'}"
    if judgement.anchor.of == "story":
        return _of_story(judgement.kind, value)
    if judgement.kind in ("move", "source"):
        words = dict(zip(("source", "cue", "content"), value["to"].get("words", ((), (), ())), strict=True))
        return ", ".join(f"{part}: {quoted(' … '.join(words[part]))}" for part in value["parts"])
    plain = [str(v) for v in value.values() if isinstance(v, str)]
    return f"{judgement.kind}: {', '.join(plain)}" if plain else judgement.kind


def _of_story(kind: str, value: Mapping[str, Any]) -> str:
    """What a judgement says of a story: "split: 1f3a…, 2b4c… from 9e0d…"."""
    reports, others = (few([str(id_) for id_ in value.get(part, ())]) for part in ("reports", "from"))
    if kind == "side":
        names = few([one_line(actor["name"]) for actor in value["actors"]])
        return f"side: {names} on the side “{one_line(value['side'])}” in the story of {reports}"
    return f"{kind}: {reports}" + (f" from {others}" if others else "")


def few(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    return ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")


def quoted(words: str) -> str:
    """Words of a text on one line in quotation marks; those that bring their own have no others around them."""
    plain = short(words)
    return plain if plain[:1] in _MARKS else f"“{plain}”"


def short(words: str) -> str:
    """Words on one line, cut where they are many."""
    plain = one_line(words).strip()
    return plain if len(plain) <= _SHORT else f"{plain[: _SHORT - 1]}…"
