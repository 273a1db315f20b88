"""Saved RSS and Atom files."""

from __future__ import annotations

from pathlib import Path

from sayso.report import Failure, Report
from tests.read.make import assert_covered, codes, fail_one, kinds, of_kind, read_all, read_one, write

BODY = "<p>Nine people were killed, the harbour office said.</p><blockquote>Never again.</blockquote>"
FIGURE = "<figure><img src='a.jpg'/><figcaption>The pier on Sunday</figcaption></figure>"


def rss(*items: str) -> bytes:
    """An RSS file with its items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Marrow Herald</title><language>en</language>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


WHOLE = (
    "<item><title>Ferry sinks</title><link>https://h.example/1</link><dc:creator>Ilse Maran</dc:creator>"
    "<pubDate>Sun, 02 Mar 2031 10:00:00 +0100</pubDate><description>Nine dead.</description>"
    f"<content:encoded><![CDATA[{FIGURE}{BODY}]]></content:encoded></item>"
)
SUMMARY = (
    "<item><title>Owner fined</title><link>https://h.example/2031/03/01/2</link>"
    "<description>The owner was fined, a court said.</description></item>"
)
BARE = "<item><title>Only a title</title></item>"


def test_an_entry_with_its_text_is_a_report(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "feed.rss", rss(WHOLE)))
    assert kinds(report) == [
        ("caption", "The pier on Sunday"),
        ("body", "Nine people were killed, the harbour office said."),
        ("blockquote", "Never again."),
    ]
    assert (report.title, report.outlet, report.byline) == ("Ferry sinks", "Marrow Herald", "Ilse Maran")
    assert (report.url, report.document) == ("https://h.example/1", "https://h.example/1")
    assert (report.published, report.published_from) == ("2031-03-02T09:00:00Z", "feed")
    assert codes(report) == []
    assert_covered(report)


def test_an_entry_with_a_summary_only_says_so() -> None:
    report = read_one(rss(SUMMARY))
    assert report.text == "The owner was fined, a court said."
    assert "feed-summary-only" in codes(report)
    assert (report.published, report.published_from) == ("2031-03-01", "address")


def test_an_entry_without_text_is_a_failure_and_costs_the_others_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "feed.xml", rss(WHOLE, BARE, SUMMARY))
    found = read_all(path)
    assert [type(item) for item in found] == [Report, Failure, Report]
    assert isinstance(found[1], Failure)
    assert found[1].document == f"{path}, entry 2"
    assert "“Only a title”" in found[1].why


def test_an_atom_file_is_read() -> None:
    source = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Marrow Herald</title><entry><title>Ferry sinks</title>'
        '<link href="https://h.example/1"/><author><name>Ilse Maran</name></author><published>2031-03-02</published>'
        '<content type="html">&lt;p>The ferry sank, &lt;q>they&lt;/q> said.&lt;/p></content></entry></feed>'
    )
    report = read_one(source.encode())
    assert report.text == "The ferry sank, “they” said."
    assert (report.published, report.outlet) == ("2031-03-02", "Marrow Herald")  # a day, not midnight


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    report = read_all(rss(WHOLE)[:-20] + b"<bad")[0]
    assert isinstance(report, Report)
    assert "feed-broken" in codes(report)


def test_an_empty_feed_is_a_failure() -> None:
    assert "a feed without entries" in fail_one(rss()).why


def test_a_headline_in_an_entry_is_kept() -> None:
    entry = WHOLE.replace(BODY, f"<h2>What is known</h2>{BODY}")
    assert of_kind(read_one(rss(entry)), "heading") == ["What is known"]
