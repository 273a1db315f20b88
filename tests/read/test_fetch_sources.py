"""Addresses as sources: pages, feeds, and the pages of a feed's entries."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.read import count_sources, read_sources, sources
from sayso.read import feeds as feeding
from sayso.read import fetch as fetching
from sayso.read.addresses import kept_from
from sayso.read.visits import Visits
from sayso.report import Failure, Report
from tests.read.make import NOW, codes
from tests.read.site import Site, fetcher, site

PAGE = (
    "<html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>"
    "<p>Nine people were killed when the ferry sank off the pier, the harbour office said on Sunday.</p>"
    "<p>“We will not rest,” said the harbour master, Ilse Maran, who led the search through the night.</p>"
    "</article></body></html>"
)
WHOLE = "<content:encoded><![CDATA[<p>Nine people were killed, the harbour office said.</p>]]></content:encoded>"
SUMMARY = "<description>Nine people were killed, the office said.</description>"


@pytest.fixture(name="herald")
def _herald() -> Iterator[Site]:
    with site() as shown:
        yield shown


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Marrow Herald</title><language>en</language>{''.join(items)}</channel></rss>"
    )


def item(link: str, inner: str = "", day: int = 2, title: str = "Ferry sinks", guid: str = "") -> str:
    date = f"<pubDate>{day:02} Mar 2031 10:00:00 +0100</pubDate>" if day else ""
    return f"<item><guid>{guid}</guid><title>{title}</title><link>{link}</link>{date}{inner}</item>"


def read(*sources: str | Path, **options: Any) -> list[Report | Failure]:
    return list(read_sources(sources, now=NOW, fetcher=options.pop("fetcher", None) or fetcher(), **options))


def report(found: Report | Failure) -> Report:
    assert isinstance(found, Report), found
    return found


def failure(found: Report | Failure) -> Failure:
    assert isinstance(found, Failure), found
    return found


def test_a_page_is_a_report_with_how_it_came(herald: Site) -> None:
    herald.show("/2031/ferry", PAGE, content_type="text/html", etag='"a"')
    place = herald.lead("/ferry", "/2031/ferry")
    (found,) = map(report, read(place, evidence=True))
    assert (found.document, found.url, found.title) == (place, herald.address + "/2031/ferry", "Ferry sinks")
    assert found.evidence is not None
    assert found.evidence.address == herald.address + "/2031/ferry"
    assert ("etag", '"a"') in found.evidence.headers
    assert found.evidence.data == PAGE.encode()
    assert found.evidence.retrieved_at.year < 2031  # when it came, not the time of reading that was given


def test_the_address_that_a_page_gives_itself_is_its_url(herald: Site) -> None:
    own = PAGE.replace("<head>", '<head><link rel="canonical" href="https://herald.example/ferry">')
    (found,) = map(report, read(herald.show("/a?ref=mail", own) and herald.show("/a", own)))
    assert (found.document, found.url) == (herald.address + "/a", "https://herald.example/ferry")


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/a", "text/plain", "The ferry sank, the office said."),
        ("/a", "application/octet-stream", "The ferry sank, the office said."),
        ("/a.txt", "application/octet-stream", "The ferry sank, the office said."),
        ("/a.srt", "text/plain", "1\n00:00:01,000 --> 00:00:02,000\nThe ferry sank.\n"),
        ("/a", "text/vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nThe ferry sank.\n"),
        ("/api", "application/json", '{"text": "The ferry sank, the office said."}'),
        ("/a.html.gz", "application/gzip", gzip.compress(PAGE.encode())),
    ],
)
def test_whatever_a_file_may_hold_an_address_may(herald: Site, path: str, content_type: str, body: str | bytes) -> None:
    (found,) = map(report, read(herald.show(path, body, content_type=content_type)))
    assert "erry" in found.text
    assert found.document.startswith(herald.address + path)


def test_the_servers_word_on_the_encoding_is_heard(herald: Site) -> None:
    words = "Die Fähre sank in der Nähe des Hafens, sagte der Hafenmeister Müller am Sonntag vor der Presse.".encode(
        "cp1252"
    )
    (found,) = map(report, read(herald.show("/a", words, content_type="text/plain; charset=windows-1252")))
    assert "Fähre" in found.text
    assert "encoding-guessed" not in codes(found)


@pytest.mark.parametrize("content_type", ["image/png", "text/css", "application/zip", "video/mp4"])
def test_what_is_no_document_is_said(herald: Site, content_type: str) -> None:
    (found,) = map(failure, read(herald.show("/a", "body { color: red }", content_type=content_type)))
    assert found.document == herald.address + "/a"


def test_a_failure_stands_in_its_place_and_costs_the_others_nothing(herald: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank, the office said.")
    found = read(herald.address + "/no", tmp_path / "a.txt", "ftp://herald.example/", herald.show("/a", PAGE))
    assert [type(one).__name__ for one in found] == ["FetchFailure", "Report", "FetchFailure", "Report"]
    assert failure(found[0]).document == herald.address + "/no"


def test_how_many_stand_at_an_address_is_not_known() -> None:
    assert count_sources(["https://herald.example/feed"]) is None


# Feeds


def test_a_feed_gives_its_entries(herald: Site) -> None:
    feed = herald.show("/feed", rss(item("/1", WHOLE), item("//herald.example/2", SUMMARY)), content_type="text/xml")
    first, second = map(report, read(feed, evidence=True))
    assert (first.document, first.url) == (herald.address + "/1",) * 2
    assert (second.document, codes(second)[:1]) == ("http://herald.example/2", ["feed-summary-only"])
    assert first.evidence is not None
    assert first.evidence.address == feed
    assert herald.paths() == ["/feed"]  # nothing that the feed links to is asked for


def test_a_page_that_links_its_feed_is_a_page(herald: Site) -> None:
    linked = PAGE.replace("<head>", '<head><link rel="alternate" type="application/rss+xml" href="/feed">')
    (found,) = map(report, read(herald.show("/a", linked), pages=True))
    assert herald.paths() == ["/a"]
    assert found.title == "Ferry sinks"


def test_what_a_feed_only_sums_up_is_read_on_its_page(herald: Site) -> None:
    herald.show("/2", PAGE)
    herald.show("/3", PAGE.replace("Nine", "Ten"))
    feed = herald.show("/feed", rss(item("/1", WHOLE), item("/2", SUMMARY), item("/3")))
    first, second, third = map(report, read(feed, pages=True, evidence=True))
    assert herald.paths() == ["/feed", "/2", "/3"]  # the first has its text
    assert first.text == "Nine people were killed, the harbour office said."
    assert "“We will not rest,”" in second.text
    assert (second.document, second.url) == (herald.address + "/2",) * 2
    assert (second.outlet, second.published, second.published_from) == ("Marrow Herald", "2031-03-02T09:00:00Z", "feed")
    assert second.evidence is not None
    assert second.evidence.data == PAGE.encode()
    assert "Ten people" in third.text


def test_where_the_page_cannot_be_had_the_summary_is_read_and_says_so(herald: Site) -> None:
    feed = herald.show("/feed", rss(item("/2", SUMMARY), item("/3")))
    second, third = read(feed, pages=True)
    assert codes(report(second))[:2] == ["feed-summary-only", "feed-page-unread"]
    assert "no such page" in failure(third).why
    assert failure(third).document == herald.address + "/3"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "", "data:text/html,x"])
def test_links_that_lead_to_no_page_are_not_followed(herald: Site, link: str) -> None:
    found, bare = read(herald.show("/feed", rss(item(link, SUMMARY), item(link))), pages=True)
    assert report(found).url is None
    assert "has no text" in failure(bare).why
    assert herald.paths() == ["/feed"]


def test_entries_that_link_to_private_addresses_are_refused(herald: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "kept_from", lambda ip: None if ip == "127.0.0.1" else kept_from(ip))
    feed = herald.show("/feed", rss(item("http://10.0.0.1/x"), item("http://localhost.example/")))
    one = fetcher(allow_private=False, resolve=lambda *_: ["::1"])
    for found in map(failure, read(feed, pages=True, fetcher=one)):
        assert "--allow-private" in found.why


def test_entries_that_lead_on_for_ever_are_left(herald: Site) -> None:
    herald.lead("/1", "/1")
    (found,) = map(failure, read(herald.show("/feed", rss(item("/1"))), pages=True))
    assert "in a circle" in found.why


def test_an_entry_that_links_to_another_feed_is_no_report(herald: Site) -> None:
    feed = herald.show("/feed", rss(item("/feed")) + "")
    herald.show("/feed", rss(item("/feed"), item("/other")))
    first, _ = read(feed, pages=True)
    assert "several reports" in failure(first).why


def test_of_thousands_of_entries_the_newest_pages_are_read(herald: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 6):
        herald.show(f"/{number}", PAGE)
    feed = herald.show("/feed", rss(*(item(f"/{day}", SUMMARY if day != 2 else "", day) for day in range(1, 6))))
    monkeypatch.setattr(sources, "Visits", lambda page: Visits(page, most=2))
    found = read(feed, pages=True)
    assert herald.paths() == ["/feed", "/4", "/5"]
    assert [type(one).__name__ for one in found] == ["Report", "Failure", "Report", "Report", "Report"]
    assert "not among the newest" in failure(found[1]).why
    assert [report(one).document[-1] for one in found if isinstance(one, Report)] == ["1", "3", "4", "5"]


def test_a_feed_of_too_many_entries_is_cut_and_says_so(herald: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "MOST_ENTRIES", 3)
    *found, last = read(herald.show("/feed", rss(*(item(f"/{n}", WHOLE) for n in range(9)))))
    assert [report(one).document[-1] for one in found] == ["0", "1", "2"]
    assert "feed-broken" not in codes(report(found[0]))
    assert "more than 3 entries" in failure(last).why


def test_a_feed_that_multiplies_itself_costs_little(herald: Site) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel><item><title>&l11;</title>'
    found = read(herald.show("/feed", bomb + f"{SUMMARY}</item></channel></rss>"))
    assert sum(len(one.title or "") for one in found if isinstance(one, Report)) < 10_000


def test_a_feed_on_disk_may_have_its_pages_read_too(herald: Site, tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(rss(item(herald.show("/1", PAGE), SUMMARY)))
    (alone,) = map(report, read(tmp_path / "feed.rss"))
    assert herald.paths() == []
    assert "feed-summary-only" in codes(alone)
    (found,) = map(report, read(tmp_path / "feed.rss", pages=True))
    assert "“We will not rest,”" in found.text


def test_a_file_needs_nothing_of_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank, the office said.")
    program = "import sys; from sayso.read import read_sources; list(read_sources(sys.argv[1:])); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert not {"urllib3", "sayso.read.fetch", "ssl"} & set(done.stdout.split())
