"""Ending a watch, and what it writes down."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import time as real
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import logs
from sayso.logs import LOGGER, logging_to, tell
from sayso.report import Failure, Report
from sayso.watched import Memory, Texts
from sayso.watching import Round, Stop, Watch, rounds, stopping
from tests.read.site import Time, fetcher, site
from tests.watch.make import PAGE, Watched, desk, entry, rss


def test_it_ends_after_as_many_rounds_as_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine died.")
    time = Time()
    found = list(rounds(Watch((str(tmp_path),)), desk, Memory(), most=1, clock=time.clock, sleep=time.sleep))
    assert [type(one).__name__ for one in found] == ["Report", "Round"]  # waiting for the file to stand still
    assert isinstance(found[1], Round)
    assert found[1].wait_s is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_round_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{name} died.")
    before = signal.getsignal(number)
    store, time = Memory(), Time()
    with stopping() as stop:
        found = rounds(Watch((str(tmp_path),)), desk, store, stop=stop, clock=time.clock, sleep=time.sleep)
        assert isinstance(next(found), Report)
        os.kill(os.getpid(), number)
        rest = list(found)
    assert [type(one).__name__ for one in rest] == ["Round"]
    assert store.states == {}  # the three were not all taken
    assert signal.getsignal(number) is before


def test_a_signal_wakes_a_sleeping_watch() -> None:
    with stopping() as stop:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        before = signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        began = real.monotonic()
        stop.sleep(60)
        signal.signal(signal.SIGALRM, before)
    assert real.monotonic() - began < 5
    assert stop.asked


def test_the_second_ctrl_c_does_not_wait() -> None:
    with stopping():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_stopped_in_a_feed_it_gives_the_rest_when_it_is_started_again() -> None:
    with site() as herald:
        feed = herald.show("/feed", rss(*(entry(f"/{n}", f"{n} died.") for n in range(5))))
        store, stop = Memory(), Stop()
        watched = Watched(feed, store=store, stop=stop)
        assert isinstance(next(watched._goes), Report)
        stop.asked = True
        assert watched.round() == []
        assert len(Watched(feed, store=store).texts()) == 5


def test_a_table_of_texts_is_a_store() -> None:
    table: dict[str, str] = {}
    with site() as herald:
        feed = herald.show("/feed", rss(entry("/1", "Nine died.")))
        store = Texts(table.get, table.__setitem__)
        assert Watched(feed, store=store).texts() == ["Nine died."]
        assert set(json.loads(table[feed])) == {"next_due", "seen"}
        watched = Watched(feed, store=store)
        assert watched.texts() + watched.texts() == []


# Logs


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_event_is_a_line_and_no_line_has_a_reports_words() -> None:
    stream = io.StringIO()
    with site() as herald, logging_to(stream):
        feed = herald.show("/feed", rss(entry("/1", "Nine died."), entry("/2")))
        page = herald.show("/page", PAGE.format("Nine"))
        Watched(feed, page, herald.address + "/no").round()
    said = lines(stream)
    assert [line["event"] for line in said] == ["failed", "read", "read", "failed", "round"]
    assert said[1]["document"] == feed
    assert said[1]["reports"] == 1
    assert "no such page" in str(said[3]["why"])
    assert {"time", "level", "event"} <= set(said[4])
    assert (said[4]["reports"], said[4]["failures"], said[4]["sources"]) == (2, 2, 3)
    assert "died" not in stream.getvalue()
    assert "killed" not in stream.getvalue()


def test_a_line_is_one_line_whatever_is_said() -> None:
    stream = io.StringIO()
    with logging_to(stream):
        tell("failed", document="a\nb\udce4.txt", why="x" * 5000)
    (line,) = lines(stream)
    assert line["document"] == "a b\udce4.txt"  # as the file system has it
    assert len(str(line["why"])) == 1000


def test_an_exceptions_words_are_left_out() -> None:
    stream = io.StringIO()
    with logging_to(stream):
        try:
            raise ValueError("the report's words")
        except ValueError:
            LOGGER.exception("broken")
    (line,) = lines(stream)
    assert (line["level"], line["error"]) == ("error", "ValueError")
    assert "words" not in stream.getvalue()


def test_a_log_file_is_rolled_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_BYTES", 500)
    with logging_to(tmp_path / "watch.log"):
        for number in range(20):
            tell("read", document=f"https://herald.example/{number}")
    assert len(list(tmp_path.iterdir())) > 1
    assert all(path.stat().st_size <= 500 for path in tmp_path.iterdir())


def test_without_a_log_nothing_is_set_up() -> None:
    before = (LOGGER.level, LOGGER.propagate, list(LOGGER.handlers))
    with logging_to(io.StringIO(), logging.WARNING):
        tell("read", document="a")
    assert (LOGGER.level, LOGGER.propagate, list(LOGGER.handlers)) == before


def test_a_desk_that_waits_for_all_loses_nothing() -> None:
    def slow(found: Iterator[Report | Failure]) -> list[Report | Failure]:
        return list(found)

    with site() as herald:
        feed = herald.show("/feed", rss(*(entry(f"/{n}", f"{n} died.") for n in range(40))))
        assert len(Watched(feed, work=slow, fetcher=fetcher()).texts()) == 40
