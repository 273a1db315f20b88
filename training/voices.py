"""The linear heads of source class, role, stance and certainty: `python -m training.voices`.

Reads our own labelled training and tuning reports with the encoder that ships, compares lexicons and heads in five-fold
cross-validation over reports, trains what is kept on all of them and writes `src/sayso/data/voices.npz`. The same seed
and the same weights of the encoder give the same file. The role's head also learns from single sources of more reports
(`benchmarks/gold/roles.jsonl`); `--tune` leaves its test half out, and tells how right the heads are there. The last
part of its fresh reports is never trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import GOLD, Labelled, own, texts
from benchmarks.metrics import RESAMPLES, match
from benchmarks.voices import gold_statements, macro_f1, report_of
from sayso.attribute import attribute
from sayso.desk import shared
from sayso.encode.encoder import Reading
from sayso.ground.actors import resolve
from sayso.ground.context import context
from sayso.ground.speakers import Speakers
from sayso.ground.voice_heads import FIELDS, Features, decides, features, pooled
from sayso.ground.voices import Voice, by_words
from sayso.report import Report

OUT = Path("src/sayso/data/voices.npz")
Pull = tuple[float, float | None]
FOLDS, SEED = 5, 1
#: A named feature must stand in so many statements to get a weight.
FEWEST = 3
#: What was tried in cross-validation for the pull to zero of named and dense weights; `main` takes the best of them.
PULLS: tuple[Pull, ...] = ((3.0, None), (10.0, None), (30.0, None), (10.0, 30.0))
#: A head is kept where it has the better macro-F1 in cross-validation and gets more labels right in this share of the
#: draws of reports.
SURE = 0.95
#: Vectors cost time and size: they are kept where macro-F1 is so much better with them.
WORTH = 0.3
#: Each label weighs as the number of its statements to the power of minus this: rare ones count in a macro average.
RARE = 0.4


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled statement, ready for a head."""

    report: str
    found: bool  # with the spans that the encoder found, not gold's
    gold: dict[str, str]
    words: dict[str, str]  # the lexicons' verdicts
    decided: dict[str, bool]  # whether the head has a say
    named: dict[str, Features]
    dense: dict[str, np.ndarray]


def with_gold(report: Report, labels: Labelled) -> Report:
    """A report with gold's statements in place of those that were found."""
    return replace(report, statements=gold_statements(labels))


def rows(labels: Labelled, report: Report, reading: Reading) -> list[Row]:
    """A report's labelled statements, with gold's spans and, where one was found that links to it, with found ones."""
    out = []
    for found in (False, True):
        at = context(report if found else with_gold(report, labels), reading)
        at = at.with_report(resolve(at))
        read = by_words(at, Speakers(at))
        if found:
            spans = [{p: getattr(v.statement, p) for p in ("source", "cue", "content")} for v in read]
            pairs = match(labels.statements, spans)
        else:
            pairs = [(n, n) for n in range(len(read))]
        dense = {part: pooled(at, read, part) for part in set(FIELDS.values())}
        out += [_row(labels, read, i, j, found, dense) for i, j in pairs]
    return out


def _row(labels: Labelled, read: Sequence[Voice], i: int, j: int, found: bool, dense: dict[str, np.ndarray]) -> Row:
    gold = {field: str(labels.statements[i][field]) for field in FIELDS}
    words = {field: str(getattr(read[j], field)) for field in FIELDS}
    outer = next((v for v in read if v.statement.id == read[j].statement.within), None)
    named = {field: features(field, read[j], outer) for field in FIELDS}
    vectors = {field: dense[part][j] for field, part in FIELDS.items()}
    decided = {field: decides(field, read[j]) for field in FIELDS}
    return Row(labels.key, found, gold, words, decided, named, vectors)


def all_rows() -> list[Row]:
    """The rows of every training and tuning report, read by the encoder that ships."""
    labels = [*own("train"), *own("tune")]
    out: list[Row] = []
    for start in range(0, len(labels), 16):
        some = labels[start : start + 16]
        reports = [report_of(d) for d in some]
        for d, (report, reading) in zip(some, attribute(reports, shared().encoder), strict=True):
            if reading is not None:
                out += rows(d, report, reading)
    return out


def more_rows(part: str) -> list[Row]:
    """Rows for the role alone: labelled sources of more reports that a found statement has.

    `part` is "tune", "test" or, of the fresh reports, "read", "later" or "last": the last is for scoring alone.
    """
    labelled = [row for row in _roles() if row.get("part", row["half"]) == part]
    out: list[Row] = []
    for start in range(0, len(labelled), 16):
        some = labelled[start : start + 16]
        docs = [Labelled(r["id"], r["corpus"], texts(r["corpus"])[r["id"]]["text"], []) for r in some]
        for row, doc, (report, reading) in zip(
            some, docs, attribute([_known(d) for d in docs], shared().encoder), strict=True
        ):
            if hashlib.sha256(doc.text.encode()).hexdigest() != row["text_sha256"]:
                raise SystemExit(f"{doc.domain} {doc.key}: the text is not the one that was labelled")
            if reading is not None:
                gold = {tuple(s["source"]): s["role"] for s in row["sources"] if "source" in s and "role" in s}
                out += _sources(doc.key, gold, report, reading)
    return out


def _roles() -> list[dict[str, Any]]:
    lines = (GOLD / "roles.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _known(doc: Labelled) -> Report:
    """A report with the title, the date and the outlet that its corpus gives."""
    row = texts(doc.domain)[doc.key]
    known = {"title": row.get("title"), "published": row.get("published"), "outlet": row.get("outlet")}
    return report_of(replace(doc, known={**known, "outlet": known["outlet"] or row.get("publisher")}))


def _sources(key: str, gold: dict[tuple[int, ...], str], report: Report, reading: Reading) -> list[Row]:
    at = context(report, reading)
    at = at.with_report(resolve(at))
    read = by_words(at, Speakers(at))
    outer = {v.statement.id: v for v in read}
    vectors = pooled(at, read, FIELDS["role"])
    out = []
    for v, dense in zip(read, vectors, strict=True):
        role = gold.get(v.statement.source[0]) if v.statement.source else None
        if role is not None:
            named = {"role": features("role", v, outer.get(v.statement.within or ""))}
            out.append(
                Row(key, True, {"role": role}, {"role": v.role}, {"role": decides("role", v)}, named, {"role": dense})
            )
    return out


def fit(
    some: Sequence[Row], field: str, pull: Pull
) -> tuple[list[str], list[str], np.ndarray, np.ndarray, np.ndarray | None]:
    """Labels, names, named weights, bias and dense weights of one field's head: logistic regression with L2."""
    some = [r for r in some if r.decided.get(field)]
    labels = sorted({r.gold[field] for r in some})
    counts: dict[str, int] = {}
    for r in some:
        for name in r.named[field]:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    place = {name: n for n, name in enumerate(names)}
    wide = np.zeros((len(some), len(names)), np.float32)
    for n, r in enumerate(some):
        for name, value in r.named[field].items():
            if name in place:
                wide[n, place[name]] = value
    strengths = np.full(len(names), pull[0], np.float32)
    if pull[1] is not None:
        wide = np.hstack([wide, np.stack([r.dense[field] for r in some])])
        strengths = np.concatenate([strengths, np.full(wide.shape[1] - len(names), pull[1], np.float32)])
    gold = np.array([labels.index(r.gold[field]) for r in some])
    rare = np.bincount(gold, minlength=len(labels)).astype(np.float32)
    weight = ((len(gold) / len(labels) / rare) ** RARE)[gold] * np.array([0.5 if r.found else 1.0 for r in some])
    w, b = _descend(wide, gold, len(labels), strengths, weight.astype(np.float32))
    dense = w[len(names) :] if pull[1] is not None else None
    return labels, names, w[: len(names)], b, dense


def _descend(
    x: np.ndarray, gold: np.ndarray, labels: int, strengths: np.ndarray, weight: np.ndarray, steps: int = 120
) -> tuple[np.ndarray, np.ndarray]:
    """Full-batch Adam; the loss is convex, so the start does not matter and no chance is in it."""
    w, b = np.zeros((x.shape[1], labels), np.float32), np.zeros(labels, np.float32)
    target = np.eye(labels, dtype=np.float32)[gold]
    state = [np.zeros_like(w), np.zeros_like(w), np.zeros_like(b), np.zeros_like(b)]
    for step in range(1, steps + 1):
        z = x @ w + b
        z -= z.max(1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(1, keepdims=True)
        error = (p - target) * weight[:, None]
        grads = (x.T @ error + strengths[:, None] * w, error.sum(0))
        rate = 0.1 * (1 - step / (steps + 1))
        for value, grad, m, v in ((w, grads[0], state[0], state[1]), (b, grads[1], state[2], state[3])):
            m += 0.1 * (grad - m)
            v += 0.01 * (grad * grad - v)
            value -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return w, b


def guess(head: tuple[Any, ...], some: Sequence[Row], field: str) -> list[str]:
    """A head's labels for rows."""
    labels, names, named, bias, dense = head
    place = {name: n for n, name in enumerate(names)}
    out = []
    for r in some:
        if not r.decided[field]:
            out.append(r.words[field])
            continue
        z = bias.copy()
        for name, value in r.named[field].items():
            if name in place:
                z += value * named[place[name]]
        if dense is not None:
            z += r.dense[field] @ dense
        out.append(labels[int(z.argmax())])
    return out


def folds(every: Sequence[Row]) -> dict[str, int]:
    """Each report's fold, drawn once."""
    keys = sorted({r.report for r in every})
    np.random.default_rng(SEED).shuffle(keys)
    return {key: n % FOLDS for n, key in enumerate(keys)}


def cross(every: Sequence[Row], field: str, pull: Pull) -> dict[str, list[tuple[str, str]]]:
    """Gold and guessed labels of each report, guessed by a head of the other folds, for the spans that were found."""
    of = folds(every)
    out: dict[str, list[tuple[str, str]]] = {}
    for fold in range(FOLDS):
        head = fit([r for r in every if of[r.report] != fold], field, pull)
        test = [r for r in every if of[r.report] == fold and r.found]
        for r, label in zip(test, guess(head, test, field), strict=True):
            out.setdefault(r.report, []).append((r.gold[field], label))
    return out


def of_field(every: Sequence[Row], field: str) -> list[Row]:
    """The rows that have a label of a field."""
    return [r for r in every if field in r.gold]


def by_lexicons(every: Sequence[Row], field: str) -> dict[str, list[tuple[str, str]]]:
    """The same for the lexicons alone."""
    out: dict[str, list[tuple[str, str]]] = {}
    for r in every:
        if r.found:
            out.setdefault(r.report, []).append((r.gold[field], r.words[field]))
    return out


def right(pairs: Iterable[tuple[str, str]]) -> float:
    """The share of labels that are right, in percent."""
    told = [g == p for g, p in pairs]
    return 100 * sum(told) / len(told)


def sure_gain(old: dict[str, list[tuple[str, str]]], new: dict[str, list[tuple[str, str]]]) -> float:
    """In how many of `RESAMPLES` draws of reports more labels are right with the head: from 0 to 1."""
    chance = np.random.default_rng(SEED)
    gains = np.array([sum(g == p for g, p in new[k]) - sum(g == p for g, p in old[k]) for k in sorted(old)])
    drawn = chance.integers(0, len(gains), (RESAMPLES, len(gains)))
    return float((gains[drawn].sum(1) > 0).mean())


def flat(by_report: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [pair for pairs in by_report.values() for pair in pairs]


def choose(every: Sequence[Row], field: str) -> Pull | None:
    """The pull of a field's head that is best in cross-validation; none where the lexicons alone are as good."""
    every = of_field(every, field)
    alone = by_lexicons(every, field)
    floor = macro_f1(flat(alone))
    print(f"{field}: lexicons macro-F1 {floor:.1f}, right {right(flat(alone)):.1f} %")
    best: tuple[float, Pull | None] = (floor, None)
    for pull in PULLS:
        told = cross(every, field, pull)
        score, sure = macro_f1(flat(told)), sure_gain(alone, told)
        what = f"head, pull {pull[0]:g}" + ("" if pull[1] is None else f", with vectors {pull[1]:g}")
        print(
            f"  {what}: macro-F1 {score:.1f}, right {right(flat(told)):.1f} %, better in {100 * sure:.0f} % of draws",
            flush=True,
        )
        if sure >= SURE and score > best[0] + (0.0 if pull[1] is None else WORTH):
            best = (score, pull)
    print(f"  kept: {'lexicons alone' if best[1] is None else f'head, pull {best[1][0]:g}'}")
    return best[1]


def write(every: Sequence[Row], pulls: Iterable[tuple[str, Pull | None]], out: Path) -> None:
    """Trains the heads that are kept on all rows and writes them, half precision, without pickle."""
    kept: dict[str, np.ndarray] = {}
    for field, pull in pulls:
        if pull is None:
            continue
        labels, names, named, bias, dense = fit(every, field, pull)
        kept |= {f"{field}.labels": np.array(labels), f"{field}.names": np.array(names)}
        kept |= {f"{field}.named": named.astype(np.float16), f"{field}.bias": bias.astype(np.float32)}
        if dense is not None:
            kept[f"{field}.dense"] = dense.astype(np.float16)
    np.savez_compressed(out, **kept)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--tune", action="store_true", help="leave the test half of the labelled sources out")
    given = parser.parse_args()
    out = given.out
    fresh = more_rows("read") + more_rows("later")
    every, test = all_rows() + more_rows("tune") + fresh, more_rows("test")
    pulls = [(field, choose(every if given.tune else every + test, field)) for field in FIELDS]
    write(every if given.tune else every + test, pulls, out)
    if given.tune:
        for field, pull in pulls:
            if field == "role" and pull is not None:
                told = list(
                    zip((r.gold[field] for r in test), guess(fit(every, field, pull), test, field), strict=True)
                )
                print(f"role, test half: macro-F1 {macro_f1(told):.1f}, right {right(told):.1f} % of {len(told)}")
    print(f"{out}: {out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
