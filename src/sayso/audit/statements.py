"""One report as an audit keeps it: its facts, its own voice, its statements. The text itself is let go."""

from __future__ import annotations

from sayso.audit.nouns import NamedBy, Said, Seen
from sayso.audit.voice import RUNNING, Kinds, own_voice
from sayso.report import Actor, Aside, Report, Statement

#: Pronouns as sources: where nobody is known behind them they are one source in no two reports.
_PRONOUNS = frozenset(
    "i me we us you he him she her they them it this that these those who which one himself herself themselves itself "
    "both all some others".split()
)
UNRESOLVED, NOBODY = "a pronoun, not resolved", "no source named"


def kept(report: Report, place: int) -> tuple[Seen, list[Said]]:
    """What an audit keeps of a report that gets a given place among its group's reports.

    Statements that stand in headlines, captions or boilerplate are counted in `Seen.aside` and not kept: they repeat
    the body, or are not the report's.
    """
    kinds = Kinds(report)
    by_id = {s.id: s for s in report.statements}
    actors = {a.id: a for a in report.actors}
    grounds = _grounds(report)
    words, own, stretches = own_voice(report)
    said = []
    for s in report.statements:
        first = min((span[0] for part in (s.cue, s.content, s.source) for span in part[:1]), default=0)
        if kinds.at(first) not in RUNNING:
            continue
        source = _resolved(s, by_id)
        ground = grounds.get(s.id)
        said.append(
            Said(
                report=place,
                id=s.id,
                source=_line(report.words(source.source)),
                cue=_line(report.words(s.cue)),
                content=_line(report.words(s.content)),
                source_spans=source.source,
                cue_spans=s.cue,
                content_spans=s.content,
                within=s.within,
                speakers=_speakers(report, source, s, actors),
                source_class=s.source_class,
                role=s.role,
                stance=s.stance,
                certainty=s.certainty,
                reason=ground.reason if ground else None,
                grounds=_line(report[ground.span]) if ground else None,
                only_support=s.only_support,
                score=s.score,
            )
        )
    seen = Seen(
        id=report.id,
        document=report.document,
        text_id=report.text_id,
        title=_line(report.title or "") or None,
        published=report.published,
        url=report.url,
        wire=report.wire,
        model=report.model,
        words=words,
        own=own,
        stretches=stretches,
        aside=len(report.statements) - len(said),
    )
    return seen, said


def _grounds(report: Report) -> dict[str, Aside]:
    """Why a statement's source is unnamed, by statement; said once of an actor, it holds for all that actor says.

    Where one aside gives a reason and another none, the reason counts.
    """
    found = sorted((a for a in report.asides if a.kind == "anonymity" and a.statement), key=lambda a: a.reason is None)
    out: dict[str, Aside] = {}
    for aside in found:
        out.setdefault(aside.statement or "", aside)
    by_id = {s.id: s for s in report.statements}
    of_actor: dict[str, Aside] = {}
    for aside in found:
        about = by_id.get(aside.statement or "")
        for actor in about.actors if about else ():
            of_actor.setdefault(actor, aside)
    for s in report.statements:
        first = _resolved(s, by_id)
        shared = next((of_actor[a] for a in s.actors if a in of_actor), out.get(first.id))
        if shared and (s.id not in out or out[s.id].reason is None):
            out[s.id] = shared
    return out


def _resolved(statement: Statement, by_id: dict[str, Statement]) -> Statement:
    """The statement whose source words stand for this one's; a circle ends where it closes."""
    seen = {statement.id}
    while not statement.source and statement.source_from in by_id and statement.source_from not in seen:
        seen.add(statement.source_from)
        statement = by_id[statement.source_from]
    return statement


def _speakers(
    report: Report, source: Statement, statement: Statement, actors: dict[str, Actor]
) -> tuple[tuple[NamedBy, str], ...]:
    """Who says it: the actors; where none is known, the source's words; and a bare pronoun or nothing is nobody."""
    names = dict.fromkeys(_line(actors[a].name) for a in statement.actors or source.actors if a in actors)
    if any(names):
        return tuple(("actor", name) for name in names if name)
    words = _line(report.words(source.source)).strip(" ,.;:")
    if not words:
        return (("nobody", NOBODY),)
    return (("nobody", UNRESOLVED),) if words.casefold() in _PRONOUNS else (("words", words),)


def _line(text: str) -> str:
    return " ".join(text.split())
