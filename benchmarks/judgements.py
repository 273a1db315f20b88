"""What people judged, at a reading by other weights: `python -m benchmarks.judgements`.

Ten judgements of every kind are recorded over a ledger of real reports, drawn by seed; then every report is read again
by other weights. Each judgement must hold (by its very spans, or by overlap) and be shown, or be listed as orphaned;
those on stories must be what the stories show.

The other weights are the shipped ones with noise: every weight in floating point (tables, norms, scales of the
quantised layers) is multiplied by 1 + `NOISE` × a normal draw. That moves a good part of the statements, as the table's
last line says, and is no model that anyone would ship.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

from benchmarks.corpora import ROOT, own, texts
from sayso.compare.stories.arrival import catch_up, obey
from sayso.desk import Desk
from sayso.keep import Ledger, LedgerError
from sayso.keep.anchors import anchor_from_json, parts_of
from sayso.keep.judging import judge, undo
from sayso.keep.nouns import Judgement, Listed
from sayso.keep.story_lists import story_named
from sayso.keep.story_words import KINDS as ABOUT_STORIES
from sayso.keep.story_words import sides
from sayso.report import Failure, FigureRole, Report, Role, Scope, SourceClass, Statement

REPORTS, EACH, SEED = 28, 10, 7
#: Share of its size by which a weight is off, as a standard deviation.
NOISE = 0.08
WEIGHTS = ROOT / "src" / "sayso" / "data" / "en.onnx"
_ON_STATEMENTS = ("delete", "move", "source", "actor", "class", "role")
_WHO = "benchmark"


def noisy(path: Path, seed: int, amount: float = NOISE) -> Path:
    """Writes the shipped weights with noise on everything that is stored in single precision."""
    model, chance = onnx.load(WEIGHTS), np.random.default_rng(seed)
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT:
            values = numpy_helper.to_array(tensor)
            factor = 1 + amount * chance.standard_normal(values.shape)
            tensor.CopyFrom(numpy_helper.from_array((values * factor).astype(np.float32), tensor.name))
    onnx.save(model, path)
    return path


def rows(count: int, seed: int, file: Path) -> Path:
    """Some reports of `world` as rows of a file, none of the benchmark half of our labels."""
    every = texts("world")
    never = {doc.key for doc in own("bench")}
    chosen = random.Random(seed).sample(sorted(set(every) - never), count)
    with file.open("w", encoding="utf-8") as stream:
        for key in chosen:
            row = {name: every[key].get(name) for name in ("id", "text", "title", "outlet", "published")}
            stream.write(json.dumps({name: value for name, value in row.items() if value}) + "\n")
    return file


def judged(ledger: Ledger, chance: random.Random) -> None:
    """Records `EACH` judgements of every kind, no statement judged twice."""
    reports = list(ledger.reports())
    statements = [(r, s) for r in reports for s in r.statements if s.source and len(r.words(s.content)) > 30]
    figures = [(r, f.id) for r in reports for f in r.figures]
    chance.shuffle(statements)
    chance.shuffle(figures)
    for kind in _ON_STATEMENTS:
        for report, s in [statements.pop() for _ in range(EACH)]:
            _say(ledger, kind, report.id, s.id, _value(kind, report, s, chance))
    for kind, words in (("scope", get_args(Scope)), ("role", get_args(FigureRole))):
        for report, id_ in [figures.pop() for _ in range(EACH)]:
            _say(ledger, kind, report.id, id_, {kind: chance.choice(words)})
    added = 0
    for report in chance.sample(reports, len(reports)):
        parts = _missed(report, chance)
        if parts and added < EACH:
            _say(ledger, "add", report.id, None, parts)
            added += 1
    actors = sorted({f"{a.kind}:{a.name}" for r in reports for a in r.actors if a.kind == "person"})
    chance.shuffle(actors)
    for kind in ("same", "different"):
        done = 0
        while done < EACH and len(actors) > 1:
            try:
                _say(ledger, kind, None, None, {"names": (actors.pop(), actors.pop())})
                done += 1
            except LedgerError:
                continue  # two spellings of one name
    _of_stories(ledger, reports, chance)
    for report, s in [statements.pop() for _ in range(EACH)]:
        uid = _say(ledger, "class", report.id, s.id, {"class": chance.choice(get_args(SourceClass))})
        undo(ledger, uid, who=_WHO)


def _of_stories(ledger: Ledger, reports: list[Report], chance: random.Random) -> None:
    """Records words on stories: no report is in two merges, and no two reports are both merged and split."""
    ids = [r.id or "" for r in chance.sample(reports, len(reports))]
    merged = list(zip(ids[::2], ids[1::2], strict=False))[:EACH]
    for pair in merged:
        _say(ledger, "merge", None, None, {"reports": pair})
    others = [pair for pair in combinations(ids, 2) if pair not in merged]
    for pair in chance.sample(others, EACH):
        _say(ledger, "split", None, None, {"reports": pair})
    done = 0
    for report in chance.sample(reports, len(reports)):
        if report.actors and done < EACH:
            _say(ledger, "side", None, None, {"story": report.id, "actors": [report.actors[0].name], "side": "one"})
            done += 1
    obey(ledger)


def _say(ledger: Ledger, kind: str, report: str | None, target: str | None, given: dict[str, Any]) -> str:
    return judge(ledger, kind, report=report, target=target, given=given, who=_WHO).judgement.uid


def _value(kind: str, report: Report, s: Statement, chance: random.Random) -> dict[str, Any]:
    (low, high), rest = s.content[-1], s.content[:-1]
    cut = low + max(1, int((high - low) * 0.7))
    low_source, high_source = s.source[0]
    values: dict[str, dict[str, Any]] = {
        "delete": {},
        "move": {"content": [*rest, (low, cut)]},
        "source": {"source": [(low_source, low_source + max(1, (high_source - low_source) // 2))]},
        "actor": {"actors": ["A Name Nobody Has"], "kind": "person"},
        "class": {"class": chance.choice(get_args(SourceClass))},
        "role": {"role": chance.choice(get_args(Role))},
    }
    return values[kind]


def _missed(report: Report, chance: random.Random) -> dict[str, Any] | None:
    """A line of the text that no statement touches, as if two of its words were source and cue."""
    used = [span for s in report.statements for part in (s.source, s.cue, s.content) for span in part]
    at, lines = 0, []
    for line in report.text.splitlines(keepends=True):
        if len(line.split()) > 8 and not any(a < at + len(line) and at < b for a, b in used):
            lines.append((at, line.rstrip()))
        at += len(line)
    if not lines:
        return None
    start, line = chance.choice(lines)
    one, two = line.index(" "), line.index(" ", line.index(" ") + 1)
    spans = {"source": (0, one), "cue": (one + 1, two), "content": (two + 1, len(line))}
    return {part: [(start + a, start + b)] for part, (a, b) in spans.items()}


def shown(report: Report, listed: Listed) -> bool:
    """Whether a judgement that holds is what the report shows."""
    j, value = listed.judgement, listed.judgement.value
    if j.kind == "delete":
        return all((s.source, s.cue, s.content) != parts_of(j.anchor) for s in report.statements)
    if j.kind == "scope" or j.anchor.of == "figure":
        mine = [f for f in report.figures if f.id in listed.rows]
        return [getattr(f, j.kind) for f in mine] == [value[j.kind]]
    mine_too = [s for s in report.statements if s.id in listed.rows]
    if not mine_too:
        return False
    s = mine_too[0]
    if j.kind == "add":
        return (s.source, s.cue, s.content) == parts_of(j.anchor)
    if j.kind in ("move", "source"):
        to = anchor_from_json(value["to"])
        return all(getattr(s, part) == getattr(to, part) for part in value["parts"])
    if j.kind == "actor":
        names = {a.id: a.name for a in report.actors}
        return [names[a] for a in s.actors] == [a["name"] for a in value["actors"]]
    return bool((s.source_class if j.kind == "class" else s.role) == value[j.kind])


def grouped(ledger: Ledger, judgement: Judgement) -> bool:
    """Whether a judgement of stories is what the ledger's stories show."""
    reports = judgement.value["reports"]
    stories = {report: story_named(ledger, report) for report in reports}
    if judgement.kind == "side":
        return any(judgement in sides(ledger, members) for _, members in stories.values())
    return len(set(stories.values())) == (1 if judgement.kind == "merge" else len(reports))


def measure(count: int = REPORTS, seed: int = SEED, amount: float = NOISE) -> dict[str, Any]:
    """Counts by kind: how many hold exactly, by overlap, are orphaned, are undone; and what was lost or not shown."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        desk, other = Desk(), Desk(model=noisy(here / "other.onnx", seed, amount))
        with Ledger.open(here / "a.db") as ledger:
            failed = [k for k in desk.add_many(ledger, [str(rows(count, seed, here / "rows.jsonl"))]) if _failed(k)]
            before = {r.id: _spans(r) for r in ledger.reports()}
            for _ in catch_up(ledger):
                pass
            judged(ledger, random.Random(seed))
            made = len(ledger.judgements())
            failed += [k for k in other.reread(ledger) if _failed(k)]
            for _ in catch_up(ledger):
                pass
            return _counted(ledger, before, made) | {"failed": len(failed)}


def _failed(kept: object) -> bool:
    return isinstance(kept, Failure)


def _spans(report: Report) -> set[Any]:
    return {(s.source, s.cue, s.content) for s in report.statements}


def _counted(ledger: Ledger, before: dict[str, set[Any]], made: int) -> dict[str, Any]:
    reports = {r.id: r for r in ledger.reports()}
    counts: dict[str, Counter[str]] = {}
    hidden = []
    every = ledger.judgements()
    for listed in every:
        kind = (
            f"{listed.judgement.kind} of a figure" if listed.judgement.anchor.of == "figure" else listed.judgement.kind
        )
        how = "undone" if listed.undone_by else listed.how or "undo"
        counts.setdefault(kind, Counter())[how] += 1
        holds = how in ("exact", "overlap") and listed.judgement.document is not None
        if holds and not shown(reports[listed.judgement.document or ""], listed):
            hidden.append(listed.judgement.uid)
        if how == "exact" and kind in ABOUT_STORIES and not grouped(ledger, listed.judgement):
            hidden.append(listed.judgement.uid)
    machine = _machines(ledger)
    same = sum(len(before[id_] & machine.get(id_, set())) for id_ in before)
    return {
        "kinds": {kind: dict(found) for kind, found in counts.items()},
        "judgements": made,
        "lost": made - len(every),
        "hidden": len(hidden),
        "unexplained": sum(item.how == "orphaned" and not item.why for item in every),
        "same-statements": round(100 * same / max(1, sum(map(len, before.values()))), 1),
    }


def _machines(ledger: Ledger) -> dict[str, set[Any]]:
    """The statements of the machine's last reading of every report, without what people judged."""
    from sayso.keep.judged import machines

    found = ledger.connection.execute("SELECT id, version_id FROM documents").fetchall()
    read = ((id_, machines(ledger, version)) for id_, version in found)
    return {id_: _spans(machine[1]) for id_, machine in read if machine is not None}


def table(figures: dict[str, Any]) -> Iterator[str]:
    """The figures as lines for people."""
    names = ("exact", "overlap", "orphaned", "undone", "undo")
    yield f"{'kind':<18}" + "".join(f"{name:>10}" for name in names)
    for kind, found in figures["kinds"].items():
        yield f"{kind:<18}" + "".join(f"{found.get(name, 0):>10}" for name in names)
    yield (
        f"{figures['judgements']} recorded; lost {figures['lost']}; held but not shown {figures['hidden']};"
        f" orphaned without a reason {figures['unexplained']}; reports that failed {figures['failed']}"
    )
    yield f"statements that the other weights find with the very same spans: {figures['same-statements']} %"


def main() -> int:
    """Prints the table; 1 where a judgement was lost, is held and not shown, or is orphaned without a reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--noise", type=float, default=NOISE)
    given = parser.parse_args()
    begun = time.monotonic()
    figures = measure(given.reports, given.seed, given.noise)
    print("\n".join(table(figures)))
    print(f"{time.monotonic() - begun:.0f} seconds")
    return int(any(figures[name] for name in ("lost", "hidden", "unexplained", "failed")))


if __name__ == "__main__":
    raise SystemExit(main())
