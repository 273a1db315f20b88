"""Checks what the package alone has read: `make bare` runs it with the wheel and the rows that its `sayso` printed.

It is no test of pytest's, because the environment under test has nothing but the wheel in it.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from jsonschema import Draft202012Validator

MEGABYTES = 40  # what a wheel may weigh
NEEDED = {
    f"sayso/{name}"
    for name in (
        "py.typed",
        "data/en.onnx",
        "data/en.onnx.sha256",
        "data/en-tokenizer.json",
        "data/report.schema.json",
        "data/story.schema.json",
        "data/audit.schema.json",
        "data/errors.json",
        "data/places.bin",
        "data/PLACES.md",
        "data/clauses.tsv",
        "data/actor_pronouns.tsv",
        "data/publics.tsv",
        "keep/schema.sql",
    )
}


def main(folder: Path) -> None:
    """Checks the wheel and `reports.jsonl` in a folder; an AssertionError says what is wrong."""
    (wheel,) = folder.glob("*.whl")
    size = wheel.stat().st_size / 1e6
    assert size <= MEGABYTES, f"the wheel has {size:.1f} MB, more than {MEGABYTES}"
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())
        schema = json.loads(package.read("sayso/data/report.schema.json"))
    assert names >= NEEDED, f"the wheel lacks {NEEDED - names}"
    assert not any(name.startswith(("training", "benchmarks", "tests")) for name in names)

    reports = [json.loads(line) for line in (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(reports) >= 10, f"only {len(reports)} examples were read"
    validator = Draft202012Validator(schema)
    for report in reports:
        validator.validate(report)
        for statement in report["statements"]:
            for start, end in (*statement["source"], *statement["cue"], *statement["content"]):
                assert 0 <= start < end <= len(report["text"])
    found = sum(len(report["statements"]) for report in reports)
    assert found >= 50, f"only {found} statements were found in the examples"
    print(f"the wheel alone ({size:.1f} MB) read {len(reports)} examples with {found} statements")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
