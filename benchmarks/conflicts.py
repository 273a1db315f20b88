"""Conflicts of figures, days, times and places on real stories: the share that holds, judged one by one.

    python -m benchmarks.conflicts              the share of those drawn that were found to hold, and those not judged
    python -m benchmarks.conflicts --show       all of them, with the words around both sides, to be read

Stories are the incidents of `incidents` with two reports or more, the events of BASIL, and the groups of `world` that
`benchmarks/gold/conflicts.json` names; the reports of the first two are those of `benchmarks.stories`, read once and
kept. Of all conflicts found 50 are drawn by a seed, or all where they are fewer. A verdict names corpus, story, kind,
and both sides by report and first code point, no text; it says whether both sides are of one event, of the same people,
day or place, and at one time, and exclude each other. A conflict that is found no more counts no more; a new one has no
verdict and is shown. Denials are measured by `benchmarks.claims`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import corpora
from benchmarks.metrics import Score
from benchmarks.stories import gold, read
from sayso.compare import Index
from sayso.compare.copies.origins import lineage
from sayso.compare.copies.pairs import copies_of
from sayso.compare.figures.conflicts import conflicts
from sayso.compare.figures.series import series
from sayso.compare.nouns import Conflict
from sayso.compare.roots.roots import Roots
from sayso.desk import Desk
from sayso.report import Report

VERDICTS = corpora.GOLD / "conflicts.json"
DRAWN, SEED = 50, 5
_Z = 1.96  # of a normal distribution, for intervals of 95 %


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict of one story of a corpus."""

    corpus: str
    story: str
    conflict: Conflict
    reports: dict[str, Report]

    @property
    def key(self) -> tuple[str, ...]:
        """What a verdict names it by."""
        sides = zip(self.conflict.between, self.conflict.spans, strict=True)
        return (self.corpus, self.story, self.conflict.kind, *sorted(f"{ref.report}:{span[0]}" for ref, span in sides))


def stories() -> Iterator[tuple[str, str, list[Report]]]:
    """The stories by corpus and name, with their reports."""
    found = read("incidents")
    for row in corpora.rows("incidents.jsonl.gz"):
        if len(row["reports"]) > 1:
            yield "incidents", str(row["incident"]), [found[one["id"]] for one in row["reports"]]
    basil = gold("basil", "all")
    for event in sorted(set(basil.events.values())):
        yield "basil", event, [basil.reports[key] for key, of in basil.events.items() if of == event]
    desk, texts = Desk(), corpora.texts("world")
    for name, ids in json.loads(VERDICTS.read_text(encoding="utf-8"))["world"].items():
        known = ({k: v for k, v in corpora._known(texts[id_]).items() if v} for id_ in ids)
        yield (
            "world",
            name,
            [desk.read_text(texts[i]["text"], **{**k, "id": i}) for i, k in zip(ids, known, strict=True)],
        )


def of_story(corpus: str, story: str, reports: Sequence[Report]) -> list[Found]:
    """The conflicts of one story's reports, without denials."""
    unique = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.published or "9999", r.id))
    index, roots, by_id = Index(unique), Roots(unique), {r.id: r for r in unique}
    told = lineage(unique, [pair for r in unique for pair in copies_of(r.id, index)]).told
    return [Found(corpus, story, c, by_id) for c in conflicts(series(unique, roots, told), by_id, roots)[0]]


def drawn(found: Sequence[Found]) -> list[Found]:
    """Those that are judged: drawn by a seed, or all where they are few."""
    found = sorted(found, key=lambda one: one.key)
    return found if len(found) <= DRAWN else random.Random(SEED).sample(found, DRAWN)


def share(verdicts: Sequence[bool]) -> Score:
    """The share of verdicts that hold, in percent, with Wilson's interval."""
    n, p = len(verdicts), sum(verdicts) / (len(verdicts) or 1)
    if not n:
        return Score(0.0, 0.0, 100.0, 0)
    middle, half = p + _Z**2 / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    low, high = (100 * (middle + sign * half) / (1 + _Z**2 / n) for sign in (-1, 1))
    return Score(100 * p, low, high, n)


def shown(one: Found) -> str:
    """A conflict with the words around each of its sides."""
    lines = [f"{' '.join(one.key)}", f"  {one.conflict.why}"]
    for ref, (low, high) in zip(one.conflict.between, one.conflict.spans, strict=True):
        report = one.reports[ref.report]
        words = " ".join(
            f"{report.text[max(0, low - 200) : low]}[[{report.text[low:high]}]]{report.text[high : high + 160]}".split()
        )
        lines.append(f"    {report.outlet}, {report.published}: … {words} …")
    return "\n".join(lines)


def main() -> None:
    """Prints the share of conflicts that hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true", help="all conflicts with the words around them")
    asked = parser.parse_args()
    judged: dict[str, Any] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    verdicts = {tuple(one["key"]): bool(one["holds"]) for one in judged["verdicts"]}
    many = 0
    found: list[Found] = []
    for corpus, story, reports in stories():
        many, found = many + 1, [*found, *of_story(corpus, story, reports)]
    some = drawn(found)
    for one in some:
        if asked.show or one.key not in verdicts:
            print(shown(one))
    known = [verdicts[one.key] for one in some if one.key in verdicts]
    print(
        f"{many} stories, {len(found)} conflicts of figures, days, times and places;"
        f" {len(some)} drawn, {len(known)} judged"
    )
    print(f"hold: {share(known)}")


if __name__ == "__main__":
    main()
