"""A real toll that only one side gave: no surface may count those who repeat it. Only ids stand here, no text.

On 21 August 2013 the opposition put the dead of Ghouta at 1,300. Activists, rebels, "Syrians", "Western leaders" and
"US officials" repeated it within a week: many outlets, many texts, nobody who is named and had counted.
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from sayso.compare import Index, Story, lay
from sayso.compare.nouns import Claim
from sayso.compare.stories import arrival as stories
from sayso.desk import Desk
from sayso.keep import Ledger
from sayso.keep import stories as shelf
from sayso.report import Report
from sayso.show.story import print_story
from sayso.show.story_contract import story_record
from sayso.show.story_words import claim_in_words

pytestmark = pytest.mark.slow

#: Every report of the corpus from 21 to 29 August 2013.
WINDOW = (
    "3Q1rCDG5hIIvKqAJ 3ZTBoNTDOc2hGcb3 8TQ7mZEwyp1buYrm EIL1Orn5k6jZtKDw FoTU4NyzrkEq84gg HNMUeZenfCKKo52c "
    "IR3JeuTFv0DUeMja KQLHMi0jJlUkBZos Qu6kiv1F4xsnoOHr TMVNoO1HchbuTFUQ aXtAnWwD4ROSMram gEUHRd3BFCwyn4lW "
    "hJFpcCxPlCiKWCcX jTcCEbQ9dQr73RBz kaUMYhj5RRTjBDlf lVzJkiKBZ4At7x8e noxshHF8TLg0GTER nyRFbn0MdkMzEpWQ "
    "pPFsA2v6VPwCQBxl rlw0ELlu4LVFmu32 wfPAur7lyAO2IH7F x5dRt9gIzINRfpdg"
).split()
#: Those of them that give a toll of a thousand or more for Ghouta.
TELL = set(
    "3Q1rCDG5hIIvKqAJ EIL1Orn5k6jZtKDw FoTU4NyzrkEq84gg KQLHMi0jJlUkBZos gEUHRd3BFCwyn4lW kaUMYhj5RRTjBDlf "
    "lVzJkiKBZ4At7x8e".split()
)
_TOLL = re.compile(r"\b1[,.]?[0-4]00\b|\bthousand\b", re.I)


@pytest.fixture(scope="module")
def reports(data: Path, weights: Path) -> dict[str, Report]:
    with gzip.open(data / "world.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = {row["id"]: row for row in map(json.loads, stream)}
    desk, known = Desk(), ("outlet", "published", "title")
    return {
        id_: desk.read_text(rows[id_]["text"], id=id_, **{k: rows[id_][k] for k in known if rows[id_].get(k)})
        for id_ in WINDOW
    }


@pytest.fixture(scope="module")
def told(reports: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """The stories that a ledger makes of the reports, and all of them laid as one."""
    ids: dict[str, str] = {}
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "ghouta.db") as ledger:
        for report in reports.values():
            ids[ledger.add(report).id] = report.id
            stories.arrive(ledger, report.id)
        members = shelf.stories_of(ledger.connection, range(1, len(reports) + 1))
        home = {id_: members[document] for document, id_ in shelf.ids_of(ledger.connection, members).items()}
    groups: dict[int, list[Report]] = {}
    for id_, story in home.items():
        groups.setdefault(story, []).append(reports[ids.get(id_, id_)])
    return [lay(f"st-{n}", some, Index(some)) for n, some in enumerate((*groups.values(), list(reports.values())))]


def of_the_toll(story: Story, reports: dict[str, Report]) -> Iterator[Claim]:
    """Claims that a statement or a report's own voice makes with a toll of a thousand to 1,500."""
    for claim in story.claims:
        words = [claim.text, *(reports[made.report][made.span] for made in claim.statements)]
        if any(_TOLL.search(text) for text in words):
            yield claim


def test_no_claim_of_the_toll_has_a_root_that_is_counted(told: list[Story], reports: dict[str, Report]) -> None:
    found = [(story, claim) for story in told for claim in of_the_toll(story, reports)]
    assert {made.report for _, claim in found for made in claim.statements} >= TELL - {
        "FoTU4NyzrkEq84gg",  # "more than 1,000", which it alone says
        "gEUHRd3BFCwyn4lW",  # "between 322 and 1,300": a range, which is no claim of 1,300
    }
    for _, claim in found:
        assert all(root.vague for root in claim.roots), claim.roots
        assert "no root named" in claim_in_words(claim)


def test_nothing_that_is_shown_counts_roots_for_the_toll(told: list[Story], reports: dict[str, Report]) -> None:
    seen = 0
    for story in told:
        record = story_record(story)
        for claim in record["claims"]:
            if _TOLL.search(json.dumps(claim)):
                assert not [root for root in claim["roots"] if not root["vague"]]
        out = io.StringIO()
        print_story(story, reports, Console(file=out, width=2_000, highlight=False))
        page = "\n".join(line.strip() for line in out.getvalue().splitlines())
        blocks = [block for block in page.split("\n\n") if _TOLL.search(block)]
        seen += sum("no root named" in block for block in blocks)
        assert not [block for block in blocks if re.search(r"\b\d+ roots?\b|\broots? agree\b|\bindependent", block)]
    assert seen


def test_no_sentence_takes_the_toll_for_the_best(told: list[Story]) -> None:
    for story in told:
        for series in story.figures:
            if any(_TOLL.search(f"{end:.0f}") for v in series.values for end in (v.low, v.high) if end):
                assert series.best is None and series.rule.startswith("no best"), series.rule
        for why in (*(one.why for one in story.conflicts), *(one.why for one in story.no_conflicts)):
            assert not re.search(r"\broots\b|independent|confirm", why), why
