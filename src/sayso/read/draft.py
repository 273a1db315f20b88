"""A report in the making: what a reader of one format found, and the one place where it becomes a `Report`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sayso.read import dates, genre, language
from sayso.read.layout import lay_out, trim
from sayso.read.limits import MAX_CHARACTERS, empty, too_large
from sayso.read.notes import note
from sayso.read.wire import agency
from sayso.report import Evidence, Failure, Genre, Note, PublishedFrom, Report, Segment, clean, text_id


@dataclass(slots=True)
class Draft:
    """What is known of one document before its lines are looked at."""

    text: str
    document: str
    bytes_id: str | None = None
    id: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    declared_language: str | None = None
    genre: Genre | None = None  # certain, as a subtitle file is a transcript
    type_genre: Genre | None = None  # what the page's schema.org type says
    sections: str = ""  # names of the sections that the page says it is in
    segments: list[Segment] = field(default_factory=list)  # none: the whole text is body
    notes: list[Note] = field(default_factory=list)
    evidence: Evidence | None = None  # its bytes, where they are asked for


def finish(draft: Draft, now: datetime | None = None) -> Report | Failure:
    """The report of a draft: its text made storable, its lines told apart, its genre, wire and language judged."""
    text, cleaning = clean(draft.text)
    if trim(text, (0, len(text))) is None:
        return empty(draft.document)
    if len(text) > MAX_CHARACTERS:
        return too_large(draft.document)
    layout = lay_out(text, draft.segments or [Segment((0, len(text)), "body")], draft.byline, draft.outlet)
    published, published_from = draft.published, draft.published_from
    if published is None and draft.url and (published := dates.in_address(draft.url)):
        published_from = "address"
    if published is None and layout.published:
        published, published_from = layout.published, "text"
    notes = [*cleaning, *(_placed(found, text) for found in draft.notes)]
    if layout.outlet and not draft.outlet:
        draft.outlet = layout.outlet
        notes.append(note("outlet-guessed", f"“{layout.outlet}” stands over its date and was taken for its outlet"))
    if len(layout.wires) > 1:
        places = [segment.span for segment in layout.segments if segment.kind in ("byline", "dateline")]
        notes.append(note("wire-several", "it credits " + " and ".join(layout.wires) + ": the first is given", places))
    running = _running(text, layout.segments[:60])
    found = language.detect(running if running.strip() else text, draft.declared_language)
    notes += _on_language(found)
    return Report(
        text=text,
        document=_storable(draft.document) or "",
        text_id=text_id(text),
        bytes_id=draft.bytes_id,
        read_at=_utc(now),
        id=_storable(draft.id) or "",
        title=_storable(draft.title),
        outlet=_storable(draft.outlet),
        byline=_storable(draft.byline or layout.byline),
        genre=_genre(draft, text, layout.segments, layout.wires, found, notes),
        url=_storable(draft.url),
        language=found,
        wire=next((name for name in layout.wires if not _is_outlet(name, draft.outlet)), None),
        published=published,
        published_from=published_from,
        segments=layout.segments,
        notes=tuple(notes),
        evidence=draft.evidence,
    )


def _placed(found: Note, text: str) -> Note:
    """The note on bytes that could not be decoded, with its places in a text that was made from markup."""
    if found.code != "encoding-replaced" or found.span:
        return found
    return note(found.code, found.message, [(n, n + 1) for n, sign in enumerate(text) if sign == "\ufffd"])


def set_published(draft: Draft, value: object, source: PublishedFrom) -> None:
    """Takes a time of publication as it is written somewhere; what cannot be understood leaves a note, not a guess."""
    if value is None or value == "":
        return
    found = dates.when(value)
    shown = str(value)[:80]
    if found.problem == "unreadable":
        message = (
            f"the time of publication “{shown}” could not be understood; ISO 8601 (2031-03-02T09:00:00Z) always is"
        )
        draft.notes.append(note("published-unreadable", message))
        return
    if found.problem == "ambiguous":
        message = f"“{shown}” can be day and month or month and day: only the year was kept"
        draft.notes.append(note("published-ambiguous", message))
    draft.published, draft.published_from = found.value, source


def _genre(
    draft: Draft, text: str, segments: tuple[Segment, ...], wires: tuple[str, ...], found: str | None, notes: list[Note]
) -> Genre:
    if draft.genre:
        return draft.genre
    judged = genre.judge(
        text,
        _running(text, segments),
        title=draft.title,
        url=draft.url,
        outlet=draft.outlet,
        byline=draft.byline,
        type_genre=draft.type_genre,
        sections=draft.sections,
        credited=bool(wires) or any(segment.kind == "dateline" and segment.span[0] < 600 for segment in segments),
    )
    if judged.guessed and found != "en":
        return "unknown"  # the verbs that were counted are English
    if judged.guessed:
        message = (
            "nothing on it says what it is: taken for news because it reports what others said and no “I” speaks in it"
        )
        notes.append(note("genre-guessed", message))
    return judged.genre


def _running(text: str, segments: tuple[Segment, ...]) -> str:
    """The running text alone: menus and captions can be in another language, and adverts say "I" to everyone."""
    return "\n".join(text[slice(*segment.span)] for segment in segments if segment.kind in ("body", "blockquote"))


def _is_outlet(wire: str, outlet: str | None) -> bool:
    """Whether an agency credits itself: its own report is no relay."""
    house = (outlet or "").casefold()
    return bool(house) and (agency(house) == wire or house.removeprefix("the ").split(" ")[0] == wire.casefold())


def _on_language(found: str | None) -> list[Note]:
    if found is None:
        return [note("language-unknown", "there is too little text to tell its language: it was not attributed")]
    if found != "en":
        message = f"it is in another language than English ({found}): it was read but not attributed"
        return [note("language-other", message)]
    return []


def _storable(words: str | None) -> str | None:
    """One line that can be stored, or None."""
    return clean(" ".join(words.split()))[0] or None if words else None


def _utc(now: datetime | None) -> datetime:
    moment = now or datetime.now(UTC)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
