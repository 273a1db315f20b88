"""An audit as JSON and as CSV.

`src/sayso/data/audit.schema.json` describes every field; fields may be added, none changes its meaning without a new
schema number.
"""

from __future__ import annotations

import csv
import json
from typing import Any, TextIO

from sayso.audit import Group, Measure, Part, Result, Said, Seen, Share
from sayso.report import Span
from sayso.show.contract import version
from sayso.show.table import cell

__all__ = ["SCHEMA", "audit_columns", "audit_json", "audit_record", "write_audit_csv"]

#: Number of the audit's JSON form. A field that changes its meaning needs a new one.
SCHEMA = 1

Record = dict[str, Any]


def audit_record(result: Result) -> Record:
    """An audit as records, as `src/sayso/data/audit.schema.json` describes them."""
    method = result.method
    return {
        "sayso": {"schema": SCHEMA, "version": version(), "models": list(result.models)},
        "by": list(result.by),
        "since": result.since,
        "until": result.until,
        "method": {
            "level": method.level,
            "sampling": "cluster bootstrap over reports",
            "resamples": method.resamples,
            "seed": method.seed,
            "few": method.few,
            "errors": method.errors,
            "warnings": list(method.warnings),
        },
        "groups": [
            {"outlet": group.outlet, "month": group.month, "parts": [_part(part) for part in group.parts]}
            for group in result.groups
        ],
        "left": [{"id": left.id, "document": left.document, "why": left.why} for left in result.left],
        "outside": result.outside,
        "failures": [{"document": failure.document, "why": failure.why} for failure in result.failures],
    }


def audit_json(result: Result) -> str:
    """An audit as JSON text, without the newline at its end."""
    text = json.dumps(audit_record(result), ensure_ascii=False, allow_nan=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8").translate({0x2028: "\\u2028", 0x2029: "\\u2029"})


_COLUMNS = (
    "outlet",
    "month",
    "genre",
    "measure",
    "value",
    "by",
    "count",
    "n",
    "unit",
    "reports",
    "few",
    "share",
    "sampling_low",
    "sampling_high",
    "corrected",
    "interval_low",
    "interval_high",
    "found",
    "wrongly",
    "gold_belonging",
    "gold_others",
    "left_out",
    "behind",  # JSON: [["report's id", "s3"], …]; of words and reports [["report's id", null], …]
)


def audit_columns() -> tuple[str, ...]:
    """The names of the columns of the CSV form, in order."""
    return _COLUMNS


def write_audit_csv(result: Result, out: TextIO) -> int:
    """Writes a row a share (RFC 4180) and says how many. Open `out` with `newline=""`.

    A cell of text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    count = 0
    for group in result.groups:
        for part in group.parts:
            for measure in part.measures:
                for share in measure.shares:
                    row = _row(group, part, measure, share)
                    writer.writerow([cell(row[name]) for name in _COLUMNS])
                    count += 1
    return count


def _row(group: Group, part: Part, measure: Measure, share: Share) -> Record:
    low, high = share.interval or (None, None)
    error = share.error
    return {
        "outlet": group.outlet,
        "month": group.month,
        "genre": part.genre,
        "measure": measure.name,
        "value": share.value,
        "by": share.by,
        "count": share.count,
        "n": measure.n,
        "unit": measure.unit,
        "reports": measure.reports,
        "few": measure.few,
        "share": share.share,
        "sampling_low": share.sampling[0],
        "sampling_high": share.sampling[1],
        "corrected": share.corrected,
        "interval_low": low,
        "interval_high": high,
        "found": error.found if error else None,
        "wrongly": error.wrongly if error else None,
        "gold_belonging": error.belonging if error else None,
        "gold_others": error.others if error else None,
        "left_out": len(measure.left_out),
        "behind": json.dumps([_reference(part, measure, place) for place in share.behind], ensure_ascii=False),
    }


def _reference(part: Part, measure: Measure, place: int) -> tuple[str, str | None]:
    if measure.unit != "statements":
        return part.reports[place].id, None
    said = part.said[place]
    return part.reports[said.report].id, said.id


# --- records


def _part(part: Part) -> Record:
    return {
        "genre": part.genre,
        "reports": [_seen(seen) for seen in part.reports],
        "statements": [_said(said) for said in part.said],
        "measures": [_measure(measure) for measure in part.measures],
    }


def _seen(seen: Seen) -> Record:
    return {
        "id": seen.id,
        "document": seen.document,
        "text_id": seen.text_id,
        "title": seen.title,
        "published": seen.published,
        "url": seen.url,
        "wire": seen.wire,
        "model": seen.model,
        "words": seen.words,
        "own": seen.own,
        "stretches": [{"span": list(s.span), "words": s.words} for s in seen.stretches],
        "aside": seen.aside,
    }


def _said(said: Said) -> Record:
    return {
        "report": said.report,
        "id": said.id,
        "source": {"words": said.source, "spans": _spans(said.source_spans)},
        "cue": {"words": said.cue, "spans": _spans(said.cue_spans)},
        "content": {"words": said.content, "spans": _spans(said.content_spans)},
        "within": said.within,
        "speakers": [{"by": by, "name": name} for by, name in said.speakers],
        "source_class": said.source_class,
        "role": said.role,
        "stance": said.stance,
        "certainty": said.certainty,
        "reason": said.reason,
        "grounds": said.grounds,
        "only_support": said.only_support,
        "score": said.score,
    }


def _measure(measure: Measure) -> Record:
    return {
        "name": measure.name,
        "title": measure.title,
        "of": measure.of,
        "unit": measure.unit,
        "n": measure.n,
        "reports": measure.reports,
        "few": measure.few,
        "left_out": list(measure.left_out),
        "others": measure.others,
        "unmeasured": measure.unmeasured,
        "shares": [_share(share) for share in measure.shares],
    }


def _share(share: Share) -> Record:
    error = share.error
    return {
        "value": share.value,
        "by": share.by,
        "count": share.count,
        "share": share.share,
        "sampling": list(share.sampling),
        "corrected": share.corrected,
        "interval": list(share.interval) if share.interval else None,
        "error": {
            "found": error.found,
            "wrongly": error.wrongly,
            "belonging": error.belonging,
            "others": error.others,
        }
        if error
        else None,
        "behind": list(share.behind),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]
