"""Dates as precise as known, languages, and what kind of piece a report is."""

from __future__ import annotations

import pytest

from sayso.read import from_text
from sayso.read.dates import in_address, when
from sayso.read.language import detect
from tests.read.make import codes

NEWS = "The ferry sank on Sunday, the harbour office said. Nine people were killed, officials said on Monday."


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2031", "2031"),
        ("2031-03", "2031-03"),
        ("2031-03-02", "2031-03-02"),
        ("20310302", "2031-03-02"),
        ("2031/03/02", "2031-03-02"),
        ("2031-03-02T09:00", "2031-03-02T09:00"),
        ("2031-03-02T09:00:00", "2031-03-02T09:00:00"),
        ("2031-03-02T09:00:00Z", "2031-03-02T09:00:00Z"),
        ("2031-03-02T09:00:00.123Z", "2031-03-02T09:00:00Z"),
        ("2031-03-02T23:30:00-05:00", "2031-03-03T04:30:00Z"),
        ("2031-03-02 09:00:00+0530", "2031-03-02T03:30:00Z"),
        ("2031-03-02T00:00:00Z", "2031-03-02"),  # a day, not midnight
        ("Sun, 02 Mar 2031 09:00:00 GMT", "2031-03-02T09:00:00Z"),
        ("March 2, 2031", "2031-03-02"),
        ("Mar. 2, 2031 4:11 PM ET", "2031-03-02T16:11"),
        ("Jun 7, 2031 - 12:05 a.m.", "2031-06-07T00:05"),
        ("2 March 2031", "2031-03-02"),
        ("Monday 3 March 2031, 6.30am", "2031-03-03T06:30"),
        ("Published: 2 March 2031 at 05:10 UTC", "2031-03-02T05:10Z"),
        ("13/03/2031", "2031-03-13"),
        ("March 2031", "2031-03"),
        (1930208400, "2031-03-02T09:00:00Z"),
        ("1930208400000", "2031-03-02T09:00:00Z"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(given: object, value: str) -> None:
    assert when(given).value == value
    assert when(given).problem is None


@pytest.mark.parametrize(
    "given", ["", "yesterday", "2031-02-30", "2031-13-01", "99:99", "0001-01-01", None, [], True, "NaN", -1]
)
def test_garbage_is_no_date(given: object) -> None:
    assert (when(given).value, when(given).problem) == (None, "unreadable")


def test_day_and_month_that_can_be_swapped_give_the_year() -> None:
    assert (when("02/03/2031").value, when("02/03/2031").problem) == ("2031", "ambiguous")
    assert when("03.03.2031").value == "2031-03-03"


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://h.example/2031/03/02/ferry.html", "2031-03-02"),
        ("https://h.example/news/2031/mar/2/ferry", "2031-03-02"),
        ("https://h.example/World/2031/0302/Ferry", "2031-03-02"),
        ("https://h.example/item/20310302-01.html", "2031-03-02"),
        ("https://h.example/2031/3/2/123/ferry", "2031-03-02"),
        ("https://h.example/story/2031/03/ferry-100930.html", "2031-03"),
        ("https://h.example/ferry?date=2031-03-02", None),
        ("https://h.example/a/12345678", None),
        ("https://2031-03-02.example/ferry", None),
    ],
)
def test_a_date_in_an_address(url: str, value: str | None) -> None:
    assert in_address(url) == value


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (NEWS, "en"),
        ("Nine people said to be dead", "en"),
        ("Der Minister sagte am Sonntag, die Fähre sei vor der Küste gesunken.", "de"),
        ("Le ministre a dit dimanche que le ferry avait coulé au large de la ville.", "fr"),
        ("Министр сказал, что паром затонул в воскресенье вечером.", "ru"),
        ("صرح الوزير يوم الأحد أن العبارة غرقت قبالة الساحل", "ar"),
        ("大臣は日曜日にフェリーが沈没したと述べた。", "ja"),
        ("12 345 – 6", None),
        ("Marrow Oskeld", None),
    ],
)
def test_languages_are_told_apart(text: str, language: str | None) -> None:
    assert detect(text) == language


def test_a_page_is_believed_about_its_language_only_where_there_is_little_text() -> None:
    assert detect("Marrow Oskeld", "de-AT") == "de"
    assert detect(NEWS, "de") == "en"


def test_another_language_is_noted() -> None:
    report = from_text("Le ministre a dit dimanche que le ferry avait coulé au large de la ville.")
    assert report.language == "fr"
    assert "language-other" in codes(report)
    assert report.genre == "unknown"


def test_too_little_text_is_noted() -> None:
    report = from_text("12 345")
    assert report.language is None
    assert "language-unknown" in codes(report)


BIO = "Odile Brand is a former minister and the author of “Harbours”."


@pytest.mark.parametrize(
    ("genre", "fields", "text"),
    [
        ("opinion", {"title": "OPINION: The ferry was no accident"}, NEWS),
        ("opinion", {"title": "Sell the harbour: Our view"}, NEWS),
        ("opinion", {"url": "https://h.example/opinion/ferry"}, NEWS),
        ("opinion", {"url": "https://h.example/commentisfree/2031/ferry"}, NEWS),
        ("opinion", {}, f"ANALYSIS/OPINION:\n\n{NEWS}"),
        ("opinion", {}, f"{NEWS}\n\nOdile Brand is a columnist for the Herald."),
        ("guest", {"url": "https://h.example/opinion/ferry"}, f"{NEWS}\n\n{BIO}"),
        ("guest", {"title": "Guest column: The ferry"}, NEWS),
        ("guest", {"outlet": "Guest Writer - Left"}, NEWS),
        ("guest", {}, f"I knew the ferry. My father built it. We should have listened.\n\n{BIO}"),
        (
            "guest",
            {},
            f"I knew it. We must listen.\n\n{BIO}\n\nThe views expressed here are those of the author.",
        ),
        ("guest", {}, f"Special to the Herald\n\nI knew the ferry. My father built it. We must listen. {NEWS}"),
        ("news", {"url": "https://h.example/news/ferry"}, f"Tom Reyes\n\nSpecial for THE HERALD\n\nMARROW — {NEWS}"),
        ("release", {"title": "Press release: Statement on the ferry"}, NEWS),
        ("release", {}, f"FOR IMMEDIATE RELEASE\n\n{NEWS}"),
        ("release", {"url": "https://h.example/press-releases/1"}, NEWS),
        ("transcript", {"title": "TRANSCRIPT: The minister on the ferry"}, NEWS),
        ("transcript", {}, "MARAN: No.\nREYES: Why?\n" * 5),
        # a police log's fields, a page's links: nobody speaks there
        ("unknown", {}, "Date: Friday\nLocation: 12 Quay Road\nOffense: Robbery\nTwo men were held.\n" * 5),
        ("unknown", {}, "Photos: The quay\nRelated: The ferry sinks\nWatch: Divers at work\n" * 5),
        ("news", {"url": "https://h.example/world/ferry"}, NEWS),
        ("news", {"outlet": "KCNA"}, "The ferry was launched with due ceremony."),
        ("news", {}, f"MARROW (AP) — {NEWS}"),
        ("news", {}, NEWS),
        ("unknown", {}, "I loved the ferry. It was my home."),
        ("unknown", {}, "Why do ferries sink? There are four reasons."),
    ],
)
def test_genres(genre: str, fields: dict[str, str], text: str) -> None:
    assert from_text(text, **fields).genre == genre  # type: ignore[arg-type]


def test_a_genre_judged_by_its_manner_is_named_a_guess() -> None:
    assert "genre-guessed" in codes(from_text(NEWS))
    assert "genre-guessed" not in codes(from_text(f"MARROW (AP) — {NEWS}"))
