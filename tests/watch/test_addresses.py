"""Watching feeds and pages: what is new in them, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from sayso.report import Failure, Report
from sayso.watched import Memory, State
from tests.read.site import Site, Time, site
from tests.watch.make import PAGE, Watched, entry, rss


@pytest.fixture(name="herald")
def _herald() -> Iterator[Site]:
    with site() as shown:
        yield shown


def test_a_feed_gives_each_entry_once(herald: Site) -> None:
    feed = herald.show("/feed", rss(entry("/1", "Nine died."), entry("/2", "Ten died.")))
    watched = Watched(feed)
    assert watched.texts() == ["Nine died.", "Ten died."]
    assert (watched.last.number, watched.last.reports, watched.last.failures, watched.last.wait_s) == (1, 2, 0, 100.0)
    assert watched.texts() == []
    herald.show("/feed", rss(entry("/3", "Eleven died."), entry("/1", "Nine died."), entry("/2", "Ten died.")))
    assert watched.texts() == ["Eleven died."]


def test_an_entry_that_changes_its_words_is_given_again(herald: Site) -> None:
    watched = Watched(herald.show("/feed", rss(entry("/1", "Nine died."))))
    watched.round()
    herald.show("/feed", rss(entry("/1", "Ten died.")))
    assert watched.texts() == ["Ten died."]


def test_ids_that_change_at_each_fetch_make_nothing_new(herald: Site) -> None:
    fetched = []

    def feed(handler: BaseHTTPRequestHandler) -> None:
        fetched.append(1)
        body = rss(
            *(entry(f"/{n}", f"{n} died.<img src='{len(fetched)}'>", guid=f"{len(fetched)}-{n}") for n in range(3))
        ).encode()
        handler.send_response(200)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    herald.pages["/feed"] = feed
    watched = Watched(herald.address + "/feed")
    assert [len(watched.texts()) for _ in range(3)] == [3, 0, 0]
    assert len(fetched) == 3


def test_what_is_unchanged_is_not_sent(herald: Site) -> None:
    sent = []

    def feed(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers.get("if-none-match"))
        handler.send_response(304 if sent[-1] else 200)
        handler.send_header("etag", '"a"')
        handler.end_headers()
        if not sent[-1]:
            handler.wfile.write(rss(entry("/1", "Nine died.")).encode())

    herald.pages["/feed"] = feed
    watched = Watched(herald.address + "/feed")
    assert [len(watched.texts()) for _ in range(3)] == [1, 0, 0]
    assert sent == [None, '"a"', '"a"']


def test_a_page_is_given_again_when_its_words_change_and_not_with_its_adverts(herald: Site) -> None:
    advert = "<aside class='ad'>Buy {}!</aside></body>"
    place = herald.show("/a", PAGE.format("Nine").replace("</body>", advert.format("boats")))
    watched = Watched(place)
    assert len(watched.texts()) == 1
    herald.show("/a", PAGE.format("Nine").replace("</body>", advert.format("shoes")))
    assert watched.texts() == []
    herald.show("/a", PAGE.format("Ten"))
    assert "Ten people" in watched.texts()[0]


def test_pages_of_entries_are_asked_for_once(herald: Site) -> None:
    herald.show("/1", PAGE.format("Nine"))
    watched = Watched(herald.show("/feed", rss(entry("/1"))), pages=True)
    assert "Nine people" in watched.texts()[0]
    herald.show("/feed", rss(entry("/1"), entry("/2")))
    (missing,) = watched.round()
    assert isinstance(missing, Failure)
    watched.round()
    assert herald.paths() == ["/feed", "/1", "/feed", "/2", "/feed"]  # 404 is final: told once


def test_a_page_that_could_not_be_had_for_now_is_asked_for_again(herald: Site) -> None:
    herald.show("/1", status=500)
    watched = Watched(herald.show("/feed", rss(entry("/1")), etag='"a"'), pages=True)
    assert isinstance(watched.round()[0], Failure)
    herald.show("/1", PAGE.format("Nine"))
    assert "Nine people" in watched.texts()[0]
    assert "if-none-match" not in dict(herald.asked)["/feed"]
    assert watched.texts() == []


# Trouble


def test_a_bad_feed_costs_the_others_nothing_and_is_asked_less_and_less(herald: Site) -> None:
    bad = herald.show("/bad", status=500)
    good = herald.show("/good", rss(entry("/1", "Nine died.")))
    time = Time()
    watched = Watched(bad, good, time=time)
    failed, report = watched.round()
    assert isinstance(failed, Failure)
    assert isinstance(report, Report)
    asked_at = []
    for _ in range(40):
        before = herald.paths().count("/bad")
        watched.round()
        if herald.paths().count("/bad") > before:
            asked_at.append(round(time.now - 1000))
    assert asked_at == [200, 600, 1400, 3000]
    herald.show("/bad", rss(entry("/2", "Ten died.")))
    assert sum((watched.texts() for _ in range(40)), []) == ["Ten died."]  # noqa: RUF017
    state = watched.store.load(bad)
    assert state is not None
    assert (state.failures, state.last_error) == (0, None)


def test_a_source_that_fails_for_ever_is_still_asked_four_times_a_day(herald: Site) -> None:
    store, bad = Memory(), herald.show("/bad", status=500)
    store.save(bad, State(failures=500))
    watched = Watched(bad, store=store)
    watched.round()
    assert watched.last.wait_s == 6 * 3600


def test_who_asks_to_come_later_is_asked_later(herald: Site) -> None:
    watched = Watched(herald.show("/a", status=429, retry_after="5000"))
    watched.round()
    assert watched.last.wait_s == 5000


@pytest.mark.parametrize(
    "body", ["", "<rss><channel></channel></rss>", "<rss><channel><item><ti", "\0\1\2\3", "<html></html>", "{}"]
)
def test_whatever_an_address_gives_the_watch_goes_on(herald: Site, body: str) -> None:
    watched = Watched(herald.show("/a", body), herald.show("/b", PAGE.format("Nine")))
    *failed, report = watched.round()
    assert all(isinstance(one, Failure) for one in failed)
    assert isinstance(report, Report)
    for _ in range(3):
        watched.round()


@pytest.mark.parametrize(
    "source", ["ftp://herald.example/", "https://", "http://me:secret@127.0.0.1/", "/no/such/folder"]
)
def test_what_cannot_be_watched_is_told_and_costs_the_others_nothing(herald: Site, source: str) -> None:
    watched = Watched(source, herald.show("/b", PAGE.format("Nine")))
    failed, report = watched.round()
    assert isinstance(failed, Failure)
    assert isinstance(report, Report)
    assert isinstance(watched.store, Memory)
    assert "secret" not in str(watched.store.states) + failed.why + failed.document


def test_jitter_spreads_what_is_due(herald: Site) -> None:
    factors = iter([0.9, 1.1])
    watched = Watched(herald.show("/a", PAGE), herald.show("/b", PAGE), jitter=lambda: next(factors))
    watched.round()
    assert round(watched.last.wait_s or 0) == 90


# Killed and started again


def test_started_again_it_goes_on_where_it_was(herald: Site) -> None:
    feed = herald.show("/feed", rss(entry("/1", "Nine died.")), etag='"a"')
    store = Memory()
    Watched(feed, store=store).round()
    herald.show("/feed", rss(entry("/1", "Nine died."), entry("/2", "Ten died.")))
    again = Watched(feed, store=store)
    assert again.round() == []  # it is not due yet
    assert again.last.sources == 0
    assert 0 < (again.last.wait_s or 0) <= 100
    assert again.texts() == ["Ten died."]
    assert herald.asked[-1][1]["if-none-match"] == '"a"'


def test_killed_before_all_was_taken_it_gives_it_again(herald: Site) -> None:
    feed = herald.show("/feed", rss(entry("/1", "Nine died."), entry("/2", "Ten died.")))
    store = Memory()
    killed = Watched(feed, store=store)
    assert isinstance(next(killed._goes), Report)
    del killed
    assert store.states == {}
    assert Watched(feed, store=store).texts() == ["Nine died.", "Ten died."]


def test_what_the_ledger_could_not_keep_is_given_again(herald: Site) -> None:
    full = [True]

    def keep(found: Iterator[Report | Failure]) -> Iterator[Report | Failure]:
        for one in found:
            yield Failure(one.document, "the disk is full.") if full[0] else one

    watched = Watched(herald.show("/feed", rss(entry("/1", "Nine died.")), etag='"a"'), work=keep)
    assert isinstance(watched.round()[0], Failure)
    full[0] = False
    assert watched.texts() == ["Nine died."]
    assert "if-none-match" not in herald.asked[-1][1]
    assert watched.texts() == []


def test_what_the_ledger_raises_is_passed_on_and_nothing_is_marked(herald: Site) -> None:
    def broken(found: Iterator[Report | Failure]) -> Iterator[Report | Failure]:
        next(found)
        raise RuntimeError("the ledger is gone")
        yield

    store = Memory()
    feed = herald.show("/feed", rss(entry("/1", "Nine died.")))
    with pytest.raises(RuntimeError, match="gone"):
        Watched(feed, store=store, work=broken).round()
    assert store.states == {}


def test_a_clock_set_back_keeps_nothing_waiting(herald: Site) -> None:
    feed = herald.show("/feed", rss(entry("/1", "Nine died.")))
    store = Memory()
    store.save(feed, State(next_due=datetime(2099, 1, 1, tzinfo=UTC)))
    watched = Watched(feed, store=store)
    watched.round()
    assert (watched.last.wait_s or 0) <= 24 * 3600
    moments = iter([datetime(2031, 3, 2, 9 - n % 9, tzinfo=UTC) for n in range(50)])  # ever backwards
    watched = Watched(feed, now=lambda: next(moments))
    for _ in range(3):
        watched.round()
        assert watched.last.wait_s == 100
        assert watched.last.seconds >= 0


def test_what_is_stored_is_understood_again_or_not_at_all() -> None:
    state = State('"a"', "Sun, 02 Mar 2031", None, 3, "why", ("x", "y"))
    assert State.loads(state.dumps()) == state
    for broken in ("", "[]", "{", '{"seen": 5}', '{"failures": "x"}', '{"next_due": "soon"}', "null", "[" * 100_000):
        assert State.loads(broken) == State()
