"""A story as plain records: the shape of the output contract, with what it leaves open filled in.

`src/sayso/data/story.schema.json` describes every field; fields may be added, none changes its meaning without a new
schema number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.compare.nouns import Claim, Conflict, Copy, External, NoConflict, Origin, Passage, Ref, Series, Story, Told
from sayso.keep.nouns import Listed
from sayso.report import Report
from sayso.show._reader import SCHEMA
from sayso.show.contract import _UNSAFE, _escape, version
from sayso.show.judged import said

Record = dict[str, Any]


def story_record(
    story: Story,
    models: Mapping[str, str | None] | None = None,
    judgements: Iterable[Listed] | None = None,
) -> Record:
    """A story as dicts, lists, strings and numbers.

    `models` names the weights that read each report, `judgements` what people decided
    (`keep.story_words.story_judgements`); without these their field is absent.
    """
    return {
        "sayso": {"schema": SCHEMA, "version": version()},
        "id": story.id,
        "title": story.title,
        "earliest": list(story.earliest),
        "latest": list(story.latest),
        "outlets": story.outlets,
        "origins": story.origins,
        "reports": [_told(told) | {"model": (models or {}).get(told.report)} for told in story.reports],
        "copies": [_copy(copy) for copy in story.copies],
        **({} if judgements is None else {"judgements": [_judgement(listed) for listed in judgements]}),
        "claims": [_claim(claim) for claim in story.claims],
        "figures": [_series(series) for series in story.figures],
        "conflicts": [_conflict(conflict) for conflict in story.conflicts],
        "no_conflicts": [_conflict(other) for other in story.no_conflicts],
    }


def dumps(
    story: Story,
    reports: Mapping[str, Report],
    indent: int | None = None,
    judgements: Iterable[Listed] | None = None,
) -> str:
    """A story as JSON, without the newline at its end; on one line where `indent` is None.

    As of a report (`contract.dumps`): what tools take for the end of a line is escaped, and half of a surrogate pair is
    written out. Raises ValueError for a number that JSON has not.
    """
    record = story_record(story, {report.id: report.model for report in reports.values()}, judgements)
    return _UNSAFE.sub(_escape, json.dumps(record, ensure_ascii=False, allow_nan=False, indent=indent))


def _told(told: Told) -> Record:
    return {
        "id": told.report,
        "outlet": told.outlet,
        "published": told.published,
        "origin": _origin(told.origin),
        "copied": told.copied,
        "passages": [_passage(passage) for passage in told.passages],
        "shares_with": list(told.shares_with),
    }


def _copy(copy: Copy) -> Record:
    credit = None if copy.credit is None else list(copy.credit)
    return {"report": copy.report, "of": copy.of, "copied": copy.copied, "by": copy.by, "credit": credit}


def _judgement(listed: Listed) -> Record:
    one = listed.judgement
    words = {"says": said(one), "by": one.who, "made_at": one.made_at, "why": one.why}
    return {"uid": one.uid, "kind": one.kind, "report": one.document, **words, "holds": listed.how}


def _origin(origin: Origin | None) -> str | Record | None:
    return {"external": origin.name} if isinstance(origin, External) else origin


def _passage(passage: Passage) -> Record:
    return {"span": list(passage.span), "from": passage.of, "from_span": list(passage.of_span), "words": passage.words}


def _ref(ref: Ref) -> Record:
    return {"report": ref.report, "statement": ref.statement}


def _claim(claim: Claim) -> Record:
    return {
        "id": claim.id,
        "text": claim.text,
        "shown": _ref(claim.shown),
        "statements": [
            {
                "report": made.report,
                "statement": made.statement,
                "actors": list(made.actors),
                "span": list(made.span),
                "stance": made.stance,
            }
            for made in claim.statements
        ],
        "outlets": claim.outlets,
        "origins": claim.origins,
        "roots": [{"actor": root.actor, "external": root.external, "vague": root.vague} for root in claim.roots],
        "earliest": [_ref(ref) for ref in claim.earliest],
        "disputed": claim.disputed,
        "variants": [
            {**_ref(variant.ref), "words": variant.words, "changes": [list(change) for change in variant.changes]}
            for variant in claim.variants
        ],
        "sides": [{"name": side.name, "roots": list(side.roots), "by": list(side.by)} for side in claim.sides],
        "one_side": claim.one_side,
    }


def _series(series: Series) -> Record:
    return {
        "role": series.role,
        "unit": series.unit,
        "subject": series.subject,
        "scope": series.scope,
        "since": series.since,
        "low": series.low,
        "best": series.best,
        "high": series.high,
        "rule": series.rule,
        "series": [
            {
                "report": value.report,
                "figure": value.figure,
                "statement": value.statement,
                "span": list(value.span),
                "published": value.published,
                "as_of": value.as_of,
                "low": value.low,
                "high": value.high,
                "comparator": value.comparator,
                "root": value.root,
                "superseded_by": value.superseded_by,
                "withdrawn": value.withdrawn,
            }
            for value in series.values
        ],
    }


def _conflict(conflict: Conflict | NoConflict) -> Record:
    return {
        "kind": conflict.kind,
        "between": [
            {**_ref(ref), "span": list(span)} for ref, span in zip(conflict.between, conflict.spans, strict=True)
        ],
        "why": conflict.why,
    }
