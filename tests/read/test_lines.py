"""Datelines, credits, captions and adverts among the lines of a text."""

from __future__ import annotations

import re

import pytest

from sayso.read import from_text
from sayso.read.rules import RULES, Rule, line_kind
from tests.read.make import codes, kinds, of_kind

BODY = "Nine people were killed when the ferry sank, the harbour office said."


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_rule_holds_for_its_example(rule: Rule) -> None:
    assert re.fullmatch(rule.shape, rule.example)
    assert line_kind(rule.example) == rule.kind


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "“Copyright law is dead,” she said.",
        "By Tuesday the sea was calm again, he said.",
        "Watch out for him, the captain said.",
        "More than 40 people were missing.",
        "Photographs of the ferry were shown to the court, he said.",
        "Related reports could not be confirmed.",
        "Follow the money, the prosecutor said.",
        "In this town nobody sleeps, he said.",
        "Sign the treaty, she told them.",
        "No.",
        "30",
        "9",
        "The AP reported it first.",
        "He shared the story with Reuters on Monday.",
    ],
)
def test_running_text_is_no_furniture(line: str) -> None:
    assert line_kind(line) is None


@pytest.mark.parametrize(
    ("head", "wire"),
    [
        ("KYIV, March 2 (Reuters) —", "Reuters"),
        ("PYONGYANG, Jan. 1 (KCNA) --", "KCNA"),
        ("PYONGYANG, January 1 Juche 101 (2012) (KCNA) --", "KCNA"),
        ("Pyongyang, January 1 (KCNA) --", "KCNA"),
        ("NEW YORK (AP) —", "AP"),
        ("THE HAGUE, Netherlands (AP) —", "AP"),
        ("GAZA CITY, Gaza Strip (AP) —", "AP"),
        ("BEIRUT/AMMAN (Reuters) -", "Reuters"),
        ("MOSCOW, March 2. /TASS/.", "TASS"),
        ("MOSCOW. March 2 (Interfax) -", "Interfax"),
        ("MOSCOW, March 2 (RIA Novosti) –", "RIA Novosti"),
        ("BEIJING, March 2 (Xinhua) --", "Xinhua"),
        ("SEOUL, March 2 (Yonhap) --", "Yonhap"),
        ("Berlin (dpa) -", "dpa"),
        ("Paris, March 2 (AFP) –", "AFP"),
        ("(ANSA) - Rome, March 2 -", "ANSA"),
        ("Madrid, Mar 2 (EFE).", "EFE"),
        ("TOKYO, March 2 (Kyodo) —", "Kyodo"),
        ("BAGHDAD (UPI) --", "UPI"),
        ("MIAMI (CBSMiami/AP) —", "AP"),
        ("(AP) —", "AP"),
        ("(Reuters) -", "Reuters"),
        ("MARROW, Halvern, March 2 (Halyard) -", "Halyard"),
        ("Tolvane, March 3 (DTA) --", "DTA"),
        ("McALLEN, Texas (AP) --", "AP"),
        ("WASHINGTON—", None),
        ("PUYALLUP, Wash. —", None),
        ("FORT FALLS, N.J. –", None),
        ("(CNN) --", None),
        ("(CNN)", None),
        ("Washington (CNN) --", None),
        ("Las Vegas, NV (KTNV) --", None),
        ("ST. ORLAN (KMXX.com) –", None),
        ("SEOUL, March 2:", None),
        ("Oskeld, 3 March 2031 –", None),
    ],
)
def test_a_dateline_is_told_from_the_text(head: str, wire: str | None) -> None:
    report = from_text(f"{head} {BODY}")
    assert kinds(report) == [("dateline", head), ("body", BODY)]
    assert report.wire == wire
    assert report.genre == "news"


@pytest.mark.parametrize(
    "text",
    [
        "MARAN: I never said so.",
        "Kim Ode (HRF) said that nobody came.",
        "WATCH — the ferry leaves.",
        "NATO — the alliance — said nothing.",
        "A 6-year-old — the captain's son — was saved.",
        "(Maran) was there, he said.",
        "“MARROW — never again,” she said.",
        "Marrow, March 2 – the day it sank.",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text: str) -> None:
    assert of_kind(from_text(text), "dateline") == []


def test_a_dateline_with_a_year_dates_the_report() -> None:
    report = from_text(f"PARIS, March 2, 2031 (AFP) - {BODY}")
    assert (report.published, report.published_from) == ("2031-03-02", "text")


def test_a_dateline_without_a_year_does_not() -> None:
    report = from_text(f"PARIS, March 2 (AFP) - {BODY}")
    assert (report.published, report.published_from) == (None, None)


@pytest.mark.parametrize(
    ("end", "kind", "wire"),
    [
        ("— Reuters", "byline", "Reuters"),
        ("(AP)", "byline", "AP"),
        ("The Associated Press", "byline", "AP"),
        ("Source: TASS", "byline", "TASS"),
        ("The Associated Press contributed to this report.", "byline", "AP"),
        ("Associated Press writer Tom Reyes in Port Ash contributed to this report.", "byline", "AP"),
        ("Contributing: Agence France-Presse", "byline", "AFP"),
        ("© 2031 The Associated Press. All rights reserved.", "boilerplate", "AP"),
        ("— Halyard", "byline", "Halyard"),
    ],
)
def test_a_credit_at_the_end_names_the_wire(end: str, kind: str, wire: str) -> None:
    report = from_text(f"{BODY}\n\nThe owner said nothing.\n\n{end}")
    assert kinds(report)[-1] == (kind, end)
    assert report.wire == wire


def test_a_dateline_outweighs_a_contribution() -> None:
    report = from_text(f"MARROW (Reuters) - {BODY}\n\nThe Associated Press contributed to this report.")
    assert report.wire == "Reuters"
    assert "wire-several" in codes(report)


def test_an_agencys_own_report_is_no_relay() -> None:
    assert from_text(f"MARROW (Reuters) - {BODY}", outlet="Reuters").wire is None
    assert from_text(f"MARROW (AP) - {BODY}", outlet="The Associated Press").wire is None
    assert from_text(f"MARROW, March 2 (Halyard) - {BODY}", outlet="Halyard News Agency").wire is None


def test_a_picture_by_an_agency_is_no_credit_to_it() -> None:
    report = from_text(f"The ferry on Sunday. (AP Photo/Ana Reyes)\n\n{BODY}")
    assert of_kind(report, "caption") == ["The ferry on Sunday. (AP Photo/Ana Reyes)"]
    assert report.wire is None


def test_a_caption_and_a_summary_in_one_line_are_parted() -> None:
    text = f"Rescuers at the pier. (Photo: Ana Reyes) Story Highlights The ferry was full\n\n{BODY}"
    assert kinds(from_text(text)) == [
        ("caption", "Rescuers at the pier. (Photo: Ana Reyes)"),
        ("deck", "Story Highlights The ferry was full"),
        ("body", BODY),
    ]


def test_points_above_the_text_are_a_deck() -> None:
    text = f"Story highlights Nine people were killed\n\nOwner says ferry was sound\n\n{BODY}"
    assert [kind for kind, _ in kinds(from_text(text))] == ["deck", "deck", "body"]


def test_a_players_message_is_parted_from_its_caption() -> None:
    text = f"Media playback is unsupported on your device Media caption The ferry was lifted\n\n{BODY}"
    assert [kind for kind, _ in kinds(from_text(text))] == ["boilerplate", "caption", "body"]


def test_an_update_is_when_it_was_filed() -> None:
    report = from_text(f"{BODY}\n\nUPDATE 1:50PM FRIDAY: The owner resigned.")
    assert kinds(report)[1:] == [("dateline", "UPDATE 1:50PM FRIDAY:"), ("body", "The owner resigned.")]


def test_a_byline_is_read() -> None:
    report = from_text(f"By Ilse Maran and Tom Reyes, The Marrow Herald\n\n{BODY}")
    assert of_kind(report, "byline") == ["By Ilse Maran and Tom Reyes, The Marrow Herald"]
    assert report.byline == "Ilse Maran and Tom Reyes, The Marrow Herald"


def test_a_name_over_the_outlets_is_a_byline() -> None:
    report = from_text(f"Ilse Maran\n\nMARROW HERALD\n\n{BODY}", outlet="Marrow Herald", title="Ferry sinks")
    assert of_kind(report, "byline") == ["Ilse Maran", "MARROW HERALD"]
    assert report.byline == "Ilse Maran"


def test_a_date_under_a_news_houses_name_gives_both() -> None:
    report = from_text(f"Ferry sinks\n\nHalyard News Agency\n2 March 2031, 05:10 UTC\n\n{BODY}")
    assert (report.outlet, report.published, report.published_from) == (
        "Halyard News Agency",
        "2031-03-02T05:10Z",
        "text",
    )
    assert "outlet-guessed" in codes(report)
    assert [kind for kind, _ in kinds(report)] == ["headline", "byline", "dateline", "body"]


def test_a_text_of_one_line_is_never_furniture() -> None:
    assert of_kind(from_text("Read more: the ferry sank."), "body") == ["Read more: the ferry sank."]
