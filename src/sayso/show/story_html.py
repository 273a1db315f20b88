"""A story as one self-contained page, for handing over: nothing is fetched, it prints, and it works without scripts.

Where a story has more than a page can carry, the page says how much more and where it is: in JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sayso.compare.nouns import Story
from sayso.keep.nouns import Listed
from sayso.report import Report
from sayso.show.contract import version
from sayso.show.pages import environment, own
from sayso.show.story_charts import timeline
from sayso.show.story_members import JUDGEMENTS, TAKEN, decision, report_row, sharing, taken
from sayso.show.story_rows import (
    CLAIMS,
    CONFLICTS,
    FIRST_CLAIMS,
    LONE,
    REPORTS,
    claim_row,
    clash,
    fitting,
    ladders,
    lone_row,
    named,
    some,
)
from sayso.show.story_short import in_short, several
from sayso.show.story_words import NAME, Members, cut, days, first_in_words, quoted
from sayso.show.wording import CREED, NOBODY, many

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["story_page"]


def story_page(
    story: Story,
    reports: Mapping[str, Report],
    judgements: Iterable[Listed] = (),
    made: datetime | None = None,
) -> str:
    """One HTML page that lays a story side by side, for people who were not there when it was made.

    `reports` are its members by id, `judgements` what people decided of its reports and of itself, `made` when the page
    is made (now). All text of the reports is escaped, nothing is asked of any network, and every chart stands beside
    the table it was drawn from.
    """
    members = Members(story, reports)
    told, lone = several(story.claims)
    undated = [one for one in story.reports if not one.published]
    at = (made or datetime.now(UTC)).astimezone(UTC)
    page: str = (
        _environment()
        .get_template("story.html")
        .render(
            story=story,
            title=members.story(story),
            facts=[
                many(len(story.reports), "report"),
                many(story.outlets, "outlet"),
                many(story.origins, "origin"),
                days(story),
            ],
            first=first_in_words(story, members),
            short=in_short(story),
            claims=some(told, CLAIMS, lambda one: claim_row(one, members)),
            lone=some(lone, LONE, lambda one: lone_row(one, members)),
            first_claims=FIRST_CLAIMS,
            stated=len(story.claims),
            series=ladders([one for one in story.figures if one.values], members),
            conflicts=some(story.conflicts, CONFLICTS, lambda one: clash(one, members)),
            others=fitting(story.no_conflicts),
            taken=some(taken(story, members), TAKEN, lambda one: one),
            shared=sharing(story, members),
            timeline=timeline(story, members),
            undated=some(undated, REPORTS, lambda told: named(members, told.report)),
            reports=some(story.reports, REPORTS, lambda told: report_row(told, members)),
            judgements=some(list(judgements), JUDGEMENTS, lambda listed: decision(listed, members)),
            models=sorted({cut(report.model, NAME) or "no model" for report in reports.values()}),
            made=at.strftime("%Y-%m-%d %H:%M UTC"),
            creed=CREED,
            nobody=NOBODY,
            version=version(),
            css=own("page.css") + own("story.css"),
            js=own("open.js") + own("theme.js"),
        )
    )
    return page


@cache
def _environment() -> Environment:
    return environment(globals={"quoted": quoted})
