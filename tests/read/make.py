"""What the tests of reading share."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from sayso.read import read_sources
from sayso.report import Failure, Report, SegmentKind

NOW = datetime(2031, 3, 2, 9, 0, tzinfo=UTC)


def read_all(*sources: str | Path | bytes, stdin: bytes = b"") -> list[Report | Failure]:
    """Everything that the sources give."""
    return list(read_sources(sources, stdin=io.BytesIO(stdin), now=NOW))


def read_one(*sources: str | Path | bytes, stdin: bytes = b"") -> Report:
    """The one report of the sources."""
    (found,) = read_all(*sources, stdin=stdin)
    assert isinstance(found, Report), found
    return found


def fail_one(*sources: str | Path | bytes, stdin: bytes = b"") -> Failure:
    """The one failure of the sources."""
    (found,) = read_all(*sources, stdin=stdin)
    assert isinstance(found, Failure), found
    return found


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with a content, its folders made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def kinds(report: Report) -> list[tuple[SegmentKind, str]]:
    """The segments with their words."""
    return [(segment.kind, report[segment.span]) for segment in report.segments]


def of_kind(report: Report, kind: SegmentKind) -> list[str]:
    """The words of the segments of one kind."""
    return [words for found, words in kinds(report) if found == kind]


def codes(report: Report) -> list[str]:
    """The codes of a report's notes, in order."""
    return [note.code for note in report.notes]


def assert_covered(report: Report) -> None:
    """Segments are in order and apart, begin and end in words, and leave out nothing but space."""
    at = 0
    for segment in report.segments:
        start, end = segment.span
        assert at <= start < end <= len(report.text)
        assert not report.text[at:start].strip(), f"left out: {report.text[at:start]!r}"
        assert not report.text[start].isspace()
        assert not report.text[end - 1].isspace()
        at = end
    assert not report.text[at:].strip(), f"left out: {report.text[at:]!r}"
    for note in report.notes:
        for span in (note.span, *note.related):
            assert span is None or 0 <= span[0] < span[1] <= len(report.text)
