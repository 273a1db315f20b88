"""A report in a notebook: a fragment of HTML that brings its own few styles and leaves the page around it alone."""

from __future__ import annotations

from sayso.report import Report
from sayso.show.entries import entries
from sayso.show.findings import Row, date_rows, figure_rows, mixes, place_rows
from sayso.show.marked import mark_up, shown
from sayso.show.tally import tally
from sayso.show.terms import about_source
from sayso.show.wording import APART, NOBODY, facts, many, one_line, percent, title_of, voice_label

__all__ = ["repr_html"]

# Text keeps the notebook's own colour and the tints are translucent, so that light and dark themes both hold.
_STYLE = """
.sayso-report{max-width:42rem;font:16px/1.6 "Iowan Old Style","Palatino Linotype",P052,Palatino,Georgia,serif;
overflow-wrap:break-word}
.sayso-report .title{font-size:1.45em;line-height:1.25;font-weight:600;margin:.4em 0 .2em}
.sayso-report .facts,.sayso-report .soft{opacity:.75;font-size:.9em}
.sayso-report .facts{margin:0 0 1em}
.sayso-report .text{max-height:34em;overflow:auto;padding-inline-end:1em}
.sayso-report .b{margin:0 0 .9em;font-size:1em}
.sayso-report :is(h2,h3).b{font-weight:600;margin-top:1.4em}
.sayso-report .deck{font-style:italic}
.sayso-report .blockquote{border-inline-start:3px solid currentColor;padding-inline-start:1em;margin-inline:0}
.sayso-report :is(.caption,.boilerplate,.byline,.dateline){font-size:.9em;opacity:.85}
.sayso-report .lead{font:600 .72em sans-serif}
.sayso-report .source{font-weight:600;text-decoration:underline 1px;text-underline-offset:.2em}
.sayso-report .cue{text-decoration:underline dotted 1.5px;text-underline-offset:.2em}
.sayso-report mark{color:inherit;background:rgb(203 160 54/.2);padding:.1em 0;border-radius:2px;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
.sayso-report .opens::before{content:"‹"}.sayso-report .end::before{content:"›"}
.sayso-report .d1.opens::before{content:"‹‹"}.sayso-report .end[data-d="1"]::before{content:"››"}
.sayso-report .d2.opens::before{content:"‹‹‹"}.sayso-report .end[data-d="2"]::before{content:"›››"}
.sayso-report .d3.opens::before{content:"‹‹‹‹"}.sayso-report .end[data-d="3"]::before{content:"››››"}
.sayso-report .end::after{content:attr(data-n)}
.sayso-report :is(.n,.sn,.end)::after,.sayso-report .n,.sayso-report .sn{font:600 .66em/1 sans-serif;
vertical-align:.6em;color:inherit;text-decoration:none}
.sayso-report .unused{text-decoration:underline dashed 1px}
.sayso-report .cp{font:.72em sans-serif;border:1px solid;border-radius:3px;padding:0 .25em}
.sayso-report .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sayso-report details{margin:.3em 0}.sayso-report summary{cursor:pointer}
.sayso-report ul.list,.sayso-report ol.list{margin:.3em 0 .6em;padding-inline-start:2.2em;font-size:.9em}
.sayso-report li:target{background:rgb(203 160 54/.25)}
"""


def repr_html(report: Report) -> str:
    """A report as a fragment for notebooks: its text with the statements in place, and what lies under it, folded.

    No script, nothing fetched, all text of the report escaped. `Report._repr_html_` may hand this to Jupyter.
    """
    prefix = f"sayso-{report.text_id[:12] if report.text_id[:12].isalnum() else 'report'}"
    marked = mark_up(report, prefix)
    title = marked.title or shown(title_of(report))
    blocks = [
        f'<{b.element} class="b {b.kind}" dir="auto">{_lead(b.when)}{_lead(b.lead)}{b.html}</{b.element}>'
        for b in marked.blocks
    ]
    return "".join(
        [
            f'<div class="sayso-report" id="{prefix}"><style>{_STYLE}</style>',
            f'<div class="title" dir="auto">{title}</div>',
            f'<div class="facts">{" · ".join(shown(fact) for fact in facts(report))}</div>',
            f'<div class="text" tabindex="0">{"".join(blocks)}</div>',
            *_under(report, prefix),
            "</div>",
        ]
    )


def _lead(words: str) -> str:
    return f'<span class="lead" data-x>{words} </span>' if words else ""


def _under(report: Report, prefix: str) -> list[str]:
    counted = tally(report)
    listed = entries(report)
    speakers = [
        f"<li><b>{shown(s.name or NOBODY)}</b> {_soft(', '.join(about_source(s.source_class, s.role)))}"
        f"{many(len(s.statements), 'statement')}, {many(s.words, 'word')}, {percent(s.share)}</li>"
        for s in counted.speakers
    ]
    mixed = [
        f'<div class="soft">{title}: {", ".join(f"{row.label} {percent(row.share)}" for row in rows)}.</div>'
        for title, rows in mixes(counted)
    ]
    figures = [
        f"<li><b>{shown(f.words)}</b> {_soft(', '.join(filter(None, [f.value, f.what, f.scope, f.guess])))}"
        f"{f'on the word of {shown(f.whose)} ({f.statement})' if f.statement else shown(f.whose)}</li>"
        for f in figure_rows(report, listed, counted.voice.owner)
    ]
    voice = f"{voice_label(counted.voice.owner)}: {many(counted.voice.words, 'word')}, {percent(counted.voice.share)}"
    apart = ", ".join(f"{APART.get(kind, kind)} {words:,}" for kind, words in counted.apart)
    statements = [
        f'<li id="{prefix}-s{e.number}" value="{e.number}"><b>{shown(e.who or NOBODY)}</b>'
        f"{f' = {shown(e.named)}' if e.named else ''} · {shown(e.cue)}"
        f"{''.join(f' · {part}' for part in (', '.join(e.put), ', '.join(e.about), e.support) if part)}"
        f" · {e.statement.kind}{f' · within {e.within}' if e.within else ''} · machine’s score {e.score}"
        f"{''.join(f'<br>{label}: “{shown(words)}”' for label, words in e.asides)}</li>"
        for e in listed
    ]
    unused = [
        f"<li>{shown(one_line(report[u.span]))} <span class='soft'>{shown(u.why)}</span></li>" for u in report.unused
    ]
    notes = [f"<li>{shown(n.message)}</li>" for n in report.notes]
    return [
        _fold(f"Sources ({len(speakers)})", "ul", speakers),
        *mixed,
        f'<div class="soft">{voice} of the running text.{f" Kept apart: {apart}." if apart else ""}</div>',
        _fold(f"Figures ({len(figures)})", "ul", figures),
        _fold("Dates", "ul", _found(date_rows(report, listed))),
        _fold("Places", "ul", _found(place_rows(report, listed))),
        _fold(f"Statements ({len(statements)})", "ol", statements),
        _fold(f"Seen, not used ({len(unused)})", "ul", unused),
        _fold(f"Notes ({len(notes)})", "ul", notes),
    ]


def _found(rows: list[Row]) -> list[str]:
    return [
        f"<li><b>{shown(', '.join(m.words for m in row.mentions))}</b> {shown(row.value or 'not known')} "
        f"{_soft(', '.join(filter(None, [row.guess, row.more])))}</li>"
        for row in rows
    ]


def _soft(words: str) -> str:
    return f'<span class="soft">{shown(words)}</span> ' if words else ""


def _fold(title: str, element: str, rows: list[str]) -> str:
    if not rows:
        return ""
    return f'<details><summary>{title}</summary><{element} class="list">{"".join(rows)}</{element}></details>'
