"""Make, check and compile hand labels of whole reports into stand-off gold.

The gold set holds no text: a row is a corpus, a report id and offsets. Labelling works on files outside the
repository that *do* hold text, and this module is the bridge in both directions:

    python -m benchmarks.label select WORK       # the fixed sample: one numbered text file a report
    python -m benchmarks.label more WORK         # more reports, for training only
    python -m benchmarks.label check FILE...     # resolves one labeller's file, prints what it understood
    python -m benchmarks.label compile WORK OUT  # all labelled files to stand-off rows in OUT
    python -m benchmarks.label agreement WORK    # the reports labelled twice, figure by figure

A labeller's file is JSON: ``{"statements": [...]}``. A span is written as ``[sentence, "exact substring"]``, with a
third item ``k`` where the k-th occurrence in that sentence is meant (from 1), or as ``[sentence, "first words",
sentence, "last words"]`` for a stretch over several sentences. Every span must resolve to one place or the file is
refused: nothing is guessed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpora import texts
from benchmarks.metrics import match

# How many reports of which corpus, and the length in words that one labeller can hold in view.
SAMPLE = {"world": (22, 220, 700), "kcna": (10, 100, 600), "incidents": (10, 120, 500)}
TWICE = 10
# More reports, for training only: chosen after the sample above and without it.
MORE = {"world": (28, 200, 650), "kcna": (16, 100, 500), "incidents": (12, 120, 450)}
SEED = 20261122

KINDS = ["direct", "indirect", "mixed", "unmarked"]
CLASSES = [
    "named person",
    "named organisation",
    "office holder",
    "unnamed official",
    "unnamed expert",
    "unnamed witness",
    "unnamed other",
    "document or media",
    "unattributed",
]
ROLES = [
    "state",
    "armed party",
    "police or court",
    "medical",
    "NGO or international body",
    "expert",
    "witness",
    "activist",
    "media",
    "business",
    "other",
    "unknown",
]
STANCES = ["neutral", "endorsing", "distancing", "denying", "directive", "attitude", "asking"]
CERTAINTIES = ["certain", "probable", "possible", "underspecified"]
POLARITIES = ["positive", "negative", "underspecified"]

_SENTENCE = re.compile(r"[^\n]+?(?:(?<=[.!?])[\"'”’)\]]*(?=\s)|(?=\n)|$)", re.S)

Span = tuple[int, int]


def sample() -> list[tuple[str, str, str, bool]]:
    """The fixed sample: (corpus, id, half, labelled twice), the same on every machine."""
    chosen = []
    for corpus, (count, low, high) in SAMPLE.items():
        reports = texts(corpus)
        fit = sorted(key for key, row in reports.items() if low <= len(row["text"].split()) <= high)
        picked = random.Random(f"{SEED}:{corpus}").sample(fit, count)
        chosen += [(corpus, key, "tune" if n % 2 else "bench") for n, key in enumerate(picked)]
    twice = set(random.Random(SEED).sample(range(len(chosen)), TWICE))
    return [(*row, n in twice) for n, row in enumerate(chosen)]


def more() -> list[tuple[str, str, str, bool]]:
    """Reports for training only, the same on every machine; none is in `sample`."""
    taken = {key for _, key, _, _ in sample()}
    chosen = []
    for corpus, (count, low, high) in MORE.items():
        fit = sorted(
            k for k, row in texts(corpus).items() if k not in taken and low <= len(row["text"].split()) <= high
        )
        chosen += [(corpus, key, "train", False) for key in random.Random(f"{SEED}:more:{corpus}").sample(fit, count)]
    return chosen


def sentences(text: str) -> list[Span]:
    """Sentences for a labeller's eye only: numbered lines that cover all visible text."""
    spans = []
    for found in _SENTENCE.finditer(text):
        start, end = found.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            spans.append((start, end))
    return spans


def resolve(text: str, lines: list[Span], span: list[Any]) -> Span:
    """One written span to its offsets; `ValueError` with the reason where it is not exactly one place."""

    def find(number: int, words: str, nth: int | None) -> Span:
        if not 1 <= number <= len(lines):
            raise ValueError(f"there is no sentence {number}")
        if not words:
            raise ValueError(f"a span in sentence {number} has no words")
        low, high = lines[number - 1]
        places = [m.start() for m in re.finditer(re.escape(words), text[low:high])]
        if not places:
            raise ValueError(f"sentence {number} does not hold {words!r}")
        if nth is None and len(places) > 1:
            raise ValueError(f"sentence {number} holds {words!r} {len(places)} times: add which (from 1)")
        if nth is not None and not 1 <= nth <= len(places):
            raise ValueError(f"sentence {number} holds {words!r} {len(places)} times: there is no number {nth}")
        start = low + places[(nth or 1) - 1]
        return start, start + len(words)

    if len(span) == 2:
        return find(span[0], span[1], None)
    if len(span) == 3:
        return find(*span)
    if len(span) == 4:
        first, last = find(span[0], span[1], None), find(span[2], span[3], None)
        if last[1] <= first[0]:
            raise ValueError(f"{span!r} ends before it starts")
        return first[0], last[1]
    raise ValueError(f"{span!r} is not [n, words], [n, words, k] or [n, words, n, words]")


def parse(text: str, labels: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
    """A labeller's statements with offsets, and everything wrong with them."""
    lines, wrong, out = sentences(text), [], []
    names = [s.get("id") for s in labels["statements"]]
    allowed = {
        "kind": KINDS,
        "source_class": CLASSES,
        "role": ROLES,
        "stance": STANCES,
        "certainty": CERTAINTIES,
        "polarity": POLARITIES,
    }
    for raw in labels["statements"]:
        name = raw.get("id", "?")
        row: dict[str, Any] = {"id": name}
        for part in ("source", "cue", "content"):
            row[part] = []
            for span in raw.get(part, []):
                try:
                    row[part].append(list(resolve(text, lines, span)))
                except (ValueError, IndexError, TypeError) as error:
                    wrong.append(f"{name} {part}: {error}")
            row[part].sort()
        if not row["cue"] and not row["content"]:
            wrong.append(f"{name}: neither cue nor content")
        for field, choices in allowed.items():
            row[field] = raw.get(field)
            if row[field] not in choices:
                wrong.append(f"{name} {field}: {row[field]!r} is none of {choices}")
        row["within"] = raw.get("within")
        if row["within"] is not None and (row["within"] not in names or row["within"] == name):
            wrong.append(f"{name} within: no statement {row['within']!r}")
        # the actor's name is the report's words: kept as the place where it stands first, never as a name
        place = text.find(raw["actor"]) if raw.get("actor") else -1
        row["actor"] = [place, place + len(raw["actor"])] if place >= 0 else None
        row["doubtful"] = bool(raw.get("doubtful", False))
        out.append(row)
    if len(set(names)) != len(names):
        wrong.append("two statements share an id")
    return out, wrong


def select(work: Path, reports: list[tuple[str, str, str, bool]]) -> None:
    """Writes a numbered text file a report, and the list of what is where."""
    work.mkdir(parents=True, exist_ok=True)
    index = []
    for number, (corpus, key, half, twice) in enumerate(reports):
        row = texts(corpus)[key]
        name = f"{number:02d}-{corpus}"
        lines = [
            f"# {corpus} {key} outlet={row.get('outlet')} published={row.get('published')}",
            f"# {row['title']}",
            "",
        ]
        lines += [f"{n}\t{row['text'][s:e]}" for n, (s, e) in enumerate(sentences(row["text"]), 1)]
        (work / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        index.append({"name": name, "corpus": corpus, "id": key, "half": half, "twice": twice})
    (work / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")
    print(f"{len(index)} reports in {work}; {sum(r['half'] == 'tune' for r in index)} for tuning")


def check(files: list[Path]) -> int:
    """Says what is wrong with labellers' files, and shows what each statement resolved to."""
    bad = 0
    for file in files:
        index = {r["name"]: r for r in json.loads((file.parent.parent / "index.json").read_text())}
        entry = index[file.stem]
        text = texts(entry["corpus"])[entry["id"]]["text"]
        out, wrong = parse(text, json.loads(file.read_text(encoding="utf-8")))
        bad += bool(wrong)
        for line in wrong:
            print(f"{file.name}: {line}")
        if len(files) == 1:
            for row in out:
                shown = {p: [text[s:e] for s, e in row[p]] for p in ("source", "cue", "content")}
                print(row["id"], "within", row["within"], json.dumps(shown, ensure_ascii=False))
        nested = sum(r["within"] is not None for r in out)
        print(f"{file.name}: {len(out)} statements, {nested} nested, {len(wrong)} wrong")
    return 1 if bad else 0


def compile_(work: Path, out: Path) -> None:
    """Stand-off rows of all labelled reports, a file a half, and `second.jsonl` for the second labels."""
    index = json.loads((work / "index.json").read_text())
    files: dict[str, list[dict[str, Any]]] = {}
    for entry in index:
        text = texts(entry["corpus"])[entry["id"]]["text"]
        for folder in ("first", "second"):
            file = work / folder / f"{entry['name']}.json"
            if not file.exists():
                continue
            statements, wrong = parse(text, json.loads(file.read_text(encoding="utf-8")))
            if wrong:
                raise SystemExit(f"{file}: {wrong[0]}")
            row = {
                "corpus": entry["corpus"],
                "id": entry["id"],
                "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
                "statements": statements,
            }
            files.setdefault("second" if folder == "second" else entry["half"], []).append(row)
    out.mkdir(parents=True, exist_ok=True)
    for name, found in files.items():
        with (out / f"{name}.jsonl").open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
        total = sum(len(row["statements"]) for row in found)
        nested = sum(s["within"] is not None for row in found for s in row["statements"])
        print(f"{name}: {len(found)} reports, {total} statements, {nested} nested")


def agreement(work: Path) -> None:
    """Two labellers of the same reports: linked F1 and how often each field is alike."""
    index = json.loads((work / "index.json").read_text())
    first_n = second_n = matched = 0
    alike: Counter[str] = Counter()
    nested = [0, 0]
    for entry in index:
        files = [work / f / f"{entry['name']}.json" for f in ("first", "second")]
        if not all(f.exists() for f in files):
            continue
        text = texts(entry["corpus"])[entry["id"]]["text"]
        a, b = (parse(text, json.loads(f.read_text(encoding="utf-8")))[0] for f in files)
        pairs = match(a, b)
        first_n, second_n, matched = first_n + len(a), second_n + len(b), matched + len(pairs)
        a_to_b = {a[i]["id"]: b[j]["id"] for i, j in pairs}
        for i, j in pairs:
            for field in ("kind", "source_class", "role", "stance", "certainty", "polarity"):
                alike[field] += a[i][field] == b[j][field]
            for part in ("source", "cue", "content"):
                alike[f"exact {part}"] += a[i][part] == b[j][part]
            if a[i]["within"] is not None or b[j]["within"] is not None:
                nested[1] += 1
                nested[0] += a[i]["within"] is not None and a_to_b.get(a[i]["within"]) == b[j]["within"]
    if not matched:
        raise SystemExit(f"no report in {work} is labelled twice")
    print(f"statements {first_n} and {second_n}; linked F1 {200 * matched / (first_n + second_n):.1f}")
    print(f"nested in the same chain {nested[0]} of {nested[1]}")
    for field, count in alike.items():
        print(f"{field}: {100 * count / matched:.1f} % of {matched} alike")


def main() -> int:
    """Runs one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    counts: dict[str, int | str] = {"select": 1, "more": 1, "check": "+", "compile": 2, "agreement": 1}
    for name, count in counts.items():
        commands.add_parser(name).add_argument("paths", nargs=count, type=Path)
    given = parser.parse_args()
    if given.command == "select":
        select(given.paths[0], sample())
    elif given.command == "more":
        select(given.paths[0], more())
    elif given.command == "check":
        return check(given.paths)
    elif given.command == "compile":
        compile_(*given.paths)
    else:
        agreement(given.paths[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
