"""The reports of one event laid side by side: origins, claims by roots, figures over time, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.compare.claims.claims import claims
from sayso.compare.copies.credits import house
from sayso.compare.copies.origins import Lineage, lineage
from sayso.compare.copies.pairs import Candidates, copies_of
from sayso.compare.figures.conflicts import conflicts
from sayso.compare.figures.series import series
from sayso.compare.nouns import Story, Told
from sayso.compare.roots.roots import Roots
from sayso.compare.roots.sides import with_sides
from sayso.compare.standing import origins_of
from sayso.compare.times import firsts, lasts
from sayso.keep.nouns import Judgement
from sayso.report import Report


def lay(id: str, reports: Sequence[Report], among: Candidates, said: Sequence[Judgement] = ()) -> Story:
    """Lays reports of one event side by side, in whatever order they come. `among` finds which of them share text.

    `said`: what people decided of who is on whose side in it, and of who is the same and who is another over all
    reports, `sayso.keep.story_words.said_of`.
    """
    reports = sorted(reports, key=lambda report: (report.published or "9999", report.id))
    lines = lineage(reports, [pair for report in reports for pair in copies_of(report.id, among)])
    told = lines.told
    roots = Roots(reports, said)
    figures = series(reports, roots, told)
    found, others = conflicts(figures, {report.id: report for report in reports}, roots)
    made, denied = claims(reports, roots, told, found)
    story = replace(
        _outline(id, reports, lines),
        claims=made,
        figures=figures,
        conflicts=(*found, *denied),
        no_conflicts=others,
    )
    return with_sides(story, reports, roots, [one for one in said if one.kind == "side"])


def outline(id: str, reports: Sequence[Report], among: Candidates) -> Story:
    """A story's head, and whose text each of its reports has: as `lay` gives them, without claims and figures."""
    reports = sorted(reports, key=lambda report: (report.published or "9999", report.id))
    return _outline(id, reports, lineage(reports, [pair for one in reports for pair in copies_of(one.id, among)]))


def _outline(id: str, reports: list[Report], lines: Lineage) -> Story:
    return Story(
        id,
        _title(reports, lines.told),
        lines.told,
        tuple(report.id for report in firsts(reports)),
        tuple(report.id for report in lasts(reports)),
        len({house(report.outlet) or report.id for report in reports}),
        origins_of(lines.told),
        copies=lines.copies,
    )


def _title(reports: Sequence[Report], told: Sequence[Told]) -> str:
    """A member's own headline: that of the first original by its time, else of the first report that has one."""
    originals = {one.report for one in told if one.origin == one.report}
    titled = [report for report in reports if report.title]
    chosen = next((report for report in titled if report.id in originals), titled[0] if titled else None)
    return chosen.title or "" if chosen else ""
