"""SubRip and WebVTT: what was said, in running text, with the second at which each subtitle comes up.

A parser of our own: where a time is broken, the usual library (pysubs2 1.8.1) makes number, time line and words part
of what the subtitle before says, and it drops the speaker of WebVTT's `<v Name>`.

The words of subtitles are joined by one space, so that sentences run on; a new paragraph begins where another voice
does (">>", a leading dash, `<v Name>`, "NAME:" in capitals) and after a silence of four seconds.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sayso.read.draft import Draft, finish
from sayso.read.notes import note
from sayso.report import Failure, Report, Segment, Span

# Long enough to be no pause for breath, short enough to tell one item of a bulletin from the next.
_SILENCE_S = 4.0
_ARROW = re.compile(r"^(?P<start>[^\n]{0,40}?)\s*-{1,2}>\s*(?P<end>[^\s]*)[^\n]*$")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,3}))?")
_TAG = re.compile(
    r"</?(?:[biu]|c|ruby|rt|lang|font|span|br|\d\d?:\d\d)\b[^<>]*>|</v>|\{\\[^{}]*\}|</?c(?:\.[^<>]*)?>", re.IGNORECASE
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_TURN = re.compile(r"(?:>>|»|[-–]\s?(?=[^\W\d])|[A-Z][A-Z.'’ ]{2,30}(?: \([\w ]+\))?:\s)")
_SOUND = re.compile(r"[\s♪♫#>-]*(?:\[[^\[\]]*\]|\([A-Z\s]+\)|[♪♫].*[♪♫]|[♪♫]+)?[\s♪♫>-]*")
_Words = tuple[str | None, str]  # who speaks, where a tag says so, and what
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Cue:
    """One subtitle: its lines, its times in seconds (None where broken), and what its time line said."""

    start: float | None
    end: float | None
    timing: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Script:
    """The text as it is put together, and what was noted."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    segments: list[Segment] = field(default_factory=list)
    broken: list[tuple[Span, str]] = field(default_factory=list)
    backwards: list[Span] = field(default_factory=list)
    repeated: list[Span] = field(default_factory=list)


def read_subtitles(draft: Draft, now: datetime | None = None) -> Report | Failure:
    """A transcript from the text of a SubRip or WebVTT file (`draft.text`), one segment a subtitle."""
    source = draft.text
    heading = re.match(r"WEBVTT[ \t]+(?:[-–—][ \t]*)?(\S[^\r\n]*)", source)
    if heading and "-->" not in heading[1]:
        draft.title = heading[1].strip()
    script = _join(_cues(source))
    if not script.parts:
        return Failure(
            draft.document,
            "it has no subtitles with words in them: usually an export broke off, or it is another kind of file. SubRip"
            " and WebVTT have lines like “00:00:01,000 --> 00:00:04,000” with words under them.",
        )
    draft.text = "".join(script.parts)
    draft.segments = script.segments
    draft.genre = "transcript"
    for span, timing in script.broken[:20]:
        draft.notes.append(
            note("cue-time-broken", f"the time of this subtitle cannot be read (“{timing[:60]}”)", (span,))
        )
    if len(script.broken) > 20:
        rest = [span for span, _ in script.broken[20:]]
        draft.notes.append(note("cue-time-broken", f"nor can those of {len(rest)} more", rest))
    if script.backwards:
        message = "a subtitle starts before the one above it; the order of the file was kept"
        draft.notes.append(note("cue-time-order", message, script.backwards))
    if script.repeated:
        draft.notes.append(
            note("cue-repeated", "lines that are shown twice as they scroll up were taken once", script.repeated)
        )
    return finish(draft, now)


def _cues(source: str) -> Iterator[_Cue]:
    """The subtitles of a file. A block of lines without a time is one too: its time line was lost, not its words."""
    cue: _Cue | None = None
    blank, skipping, first = True, False, True
    named = source.startswith("WEBVTT")  # its subtitles can have names, those of SubRip have numbers
    for raw in _BREAK.split(source):
        line = raw.strip("\ufeff \t")
        timed = _ARROW.match(line) if "->" in line else None
        if timed and (_CLOCK.search(timed["start"]) or re.match(r"[\d:.,\s]*\S{0,14}$", timed["start"])):
            if cue and cue.lines and not blank and (cue.lines[-1].isdigit() or (named and _is_name(cue))):
                cue.lines.pop()  # the number or name of this subtitle
            if cue and cue.lines:
                yield cue
            start, end = _seconds(timed["start"]), _seconds(timed["end"])
            cue = _Cue(start, end, line)
            blank = skipping = first = False
            continue
        if not line:
            blank, skipping = True, False
            continue
        if blank and (re.match(r"(?:NOTE|STYLE|REGION)(?:\s|$)", line) or (first and line.startswith("WEBVTT"))):
            skipping = True
        if skipping:
            continue
        if blank and cue and not cue.lines:
            yield cue  # a time with nothing under it
            cue = None
        if blank and (cue is None or cue.lines):
            pending, cue = cue, _Cue(None, None, "")
            if pending and pending.lines:
                yield pending
        if cue is not None:
            cue.lines.append(line)
        blank = False
    if cue and cue.lines:
        yield cue


def _is_name(cue: _Cue) -> bool:
    return not cue.timing and len(cue.lines) == 1


def _seconds(words: str) -> float | None:
    match = _CLOCK.fullmatch(words.strip())
    if not match:
        return None
    hours, minutes, seconds, part = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + (int(part.ljust(3, "0")) / 1000 if part else 0.0)


def _join(cues: Iterator[_Cue]) -> _Script:
    """Text and segments from subtitles; every place is known when its words are put down."""
    script = _Script()
    before: _Cue | None = None
    shown: list[_Words] = []  # the lines of the subtitle before
    voice: str | None = None
    latest = 0.0
    for cue in cues:
        words = [spoken for line in cue.lines for spoken in _spoken(line)]
        if not words or (not cue.timing and all(line.strip().isdigit() for line in cue.lines)):
            continue  # a number without its subtitle
        overlap = _overlap(shown, words)
        shown = words
        fresh = words[overlap:]
        if not fresh:
            if script.segments:
                script.repeated.append(script.segments[-1].span)
            continue
        silent = before is not None and None not in (before.end, cue.start) and _gap(before, cue) >= _SILENCE_S
        start, voice = _put(script, fresh, silent, voice)
        span = (start, script.length)
        sound = len(fresh) == 1 and _SOUND.fullmatch(fresh[0][1])
        script.segments.append(Segment(span, "boilerplate" if sound else "body", cue.start))
        if overlap:
            script.repeated.append(span)
        if cue.start is None or cue.end is None or cue.end < cue.start:
            script.broken.append((span, cue.timing or "none"))
        if cue.start is not None:
            if cue.start < latest:
                script.backwards.append(span)
            latest = max(latest, cue.start)
        before = cue
    return script


def _gap(before: _Cue, cue: _Cue) -> float:
    return (cue.start or 0.0) - (before.end or 0.0)


def _overlap(shown: list[_Words], words: list[_Words]) -> int:
    """How many lines at the head of a subtitle are the tail of the one before: they only scrolled up."""
    for count in range(min(len(shown), len(words)), 0, -1):
        if shown[-count:] == words[:count] and (len(words) > 1 or len(words[0][1]) > 12):
            return count
    return 0


def _spoken(line: str) -> list[_Words]:
    """The words of a line and whose they are: tags away, entities as the letters they stand for."""
    parts = _VOICE.split(line)  # words, then name and words in turn
    voiced = [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    cleaned = ((name, html.unescape(_TAG.sub("", words)).strip()) for name, words in voiced)
    return [(name.strip() if name else None, words) for name, words in cleaned if words]


def _put(script: _Script, lines: list[_Words], silent: bool, voice: str | None) -> tuple[int, str | None]:
    """Adds the lines of one subtitle; gives the place of its first letter and the voice that speaks at its end."""
    start = -1
    for number, (name, words) in enumerate(lines):
        turn = bool(_TURN.match(words)) or (silent and number == 0)
        if name is not None and name != voice:
            # The name is written where the voice changes, as a script would; later tags of the same voice add nothing.
            turn, voice, words = True, name, f"{name}: {words}"
        if script.parts:
            _write(script, "\n\n" if turn else " ")
        if start < 0:
            start = script.length
        _write(script, words)
    return start, voice


def _write(script: _Script, words: str) -> None:
    script.parts.append(words)
    script.length += len(words)
