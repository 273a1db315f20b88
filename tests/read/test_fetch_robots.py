"""What hosts ask of programs: robots.txt (RFC 9309), and not too often."""

from __future__ import annotations

import time as real

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.fetch import Fetched, FetchFailure
from sayso.read.refused import Patience
from sayso.read.robots import MAX_ROBOTS, rules_for
from tests.read.site import Time, fetcher, site

NOBODY = "User-agent: *\nDisallow: /"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        (NOBODY, "/a", False),
        (NOBODY, "/robots.txt", True),
        ("user-agent:*\r\ndisallow:/a#no\r\n", "/ab", False),
        ("User-agent: *\nDisallow:", "/a", True),  # an empty rule is none
        ("Disallow: /", "/a", True),  # before any group
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: Sayso\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),  # its own group alone counts
        ("User-agent: *\nDisallow: /\nUser-agent: sayso/1.0\nDisallow: /a", "/b", True),
        ("User-agent: saysobot\nDisallow: /", "/a", True),  # another program's name
        ("User-agent: x\nUser-agent: *\nUser-agent: y\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", False),  # groups for the same are one
        ("User-agent: *\nSitemap: /s.xml\nDisallow: /", "/a", False),  # what is no rule ends no group
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),  # the longest decides
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # and allowing before not
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a--b--c--", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a--c--b--", True),
        ("User-agent: *\nDisallow: /*a$", "/a/a", False),
        ("User-agent: *\nDisallow: /a$", "/a", False),
        ("User-agent: *\nDisallow: /a$", "/a/", True),
        ("User-agent: *\nDisallow: /märz", "/m%C3%A4rz/1", False),
        ("User-agent: *\nDisallow: /m%c3%a4rz", "/m%C3%A4rz/1", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow: /search?q=", "/search?q=ferry", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("<html>User-agent: *</html>\nDisallow: /", "/a", True),  # an error page for a robots.txt
    ],
)
def test_rules_are_read_as_they_are_meant(robots: str, path: str, allowed: bool) -> None:
    assert rules_for("sayso", robots.encode()).allows(path) is allowed


@pytest.mark.parametrize(
    ("said", "delay"), [("10", 10.0), ("0.5", 0.5), ("soon", None), ("-1", None), ("inf", None), ("nan", None)]
)
def test_a_delay_is_read(said: str, delay: float | None) -> None:
    assert rules_for("sayso", f"User-agent: *\nCrawl-delay: {said}\nDisallow: /x".encode()).delay == delay


@given(st.binary(max_size=400), st.text(max_size=40))
def test_whatever_stands_there_gives_rules(data: bytes, path: str) -> None:
    assert rules_for("sayso", b"User-agent: *\n" + data).allows(path) in (True, False)


def test_a_hostile_file_costs_little() -> None:
    names = b"User-agent: a\nUser-agent: *\n" * 9000
    for hostile in (names + b"Disallow: /*a*b*c\n" * 30000, b"User-agent: *\nDisallow: /" + b"*a" * 250_000):
        began = real.perf_counter()
        rules_for("sayso", hostile).allows("/" + "a" * 8000)
        assert real.perf_counter() - began < 2


def test_what_is_beyond_the_bound_is_not_read() -> None:
    assert rules_for("sayso", b"#" * MAX_ROBOTS + b"\n" + NOBODY.encode()).allows("/a")


# On a host


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    with site() as herald:
        herald.show("/robots.txt", NOBODY + "\nAllow: /news")
        herald.show("/news/1")
        place = herald.show("/private")
        one = fetcher()
        found = one.fetch(place)
        assert isinstance(found, FetchFailure)
        assert "its robots.txt says so" in found.why
        assert "give the file" in found.why
        assert not found.again
        assert isinstance(one.fetch(herald.address + "/news/1"), Fetched)
        assert [path for path, _ in herald.asked] == ["/robots.txt", "/news/1"]  # and asked once a run


def test_a_redirect_is_held_against_the_rules_of_where_it_leads() -> None:
    with site() as herald:
        herald.show("/robots.txt", "User-agent: *\nDisallow: /private")
        herald.show("/private")
        found = fetcher().fetch(herald.lead("/a", "/private"))
        assert isinstance(found, FetchFailure)
        assert f"it leads to {herald.address}/private" in found.why
        assert herald.paths() == ["/a"]


@pytest.mark.parametrize(("status", "asked"), [(404, True), (403, True), (301, True), (429, False), (500, False)])
def test_without_a_robots_txt_all_may_be_read_and_with_a_broken_one_nothing(status: int, asked: bool) -> None:
    with site() as herald:
        herald.show("/robots.txt", status=status)
        time = Time()
        one = fetcher(time)
        found = one.fetch(herald.show("/a"))
        assert isinstance(found, Fetched if asked else FetchFailure)
        if isinstance(found, FetchFailure):
            assert "its robots.txt) could not be had" in found.why
            assert found.again
            herald.show("/robots.txt", "")
            assert isinstance(one.fetch(herald.address + "/a"), FetchFailure)  # not at once
            time.now += 601
            assert isinstance(one.fetch(herald.address + "/a"), Fetched)


def test_a_robots_txt_is_asked_for_again_after_a_day() -> None:
    with site() as herald:
        time = Time()
        one = fetcher(time)
        place = herald.show("/a")
        one.fetch(place)
        herald.show("/robots.txt", NOBODY)
        assert isinstance(one.fetch(place), Fetched)
        time.now += 24 * 3600 + 1
        assert isinstance(one.fetch(place), FetchFailure)


def test_redirects_of_a_robots_txt_are_followed() -> None:
    with site() as herald:
        herald.lead("/robots.txt", "/elsewhere.txt")
        herald.show("/elsewhere.txt", NOBODY)
        assert isinstance(fetcher().fetch(herald.show("/a")), FetchFailure)
        herald.lead("/elsewhere.txt", "/robots.txt")  # for ever: as good as none
        assert isinstance(fetcher().fetch(herald.show("/a")), Fetched)


def test_a_robots_txt_of_gigabytes_is_cut() -> None:
    with site() as herald:
        herald.show("/robots.txt", NOBODY + "\n" + "# and so on\n" * 200_000)
        found = fetcher().fetch(herald.show("/a"))
        assert isinstance(found, FetchFailure)
        assert "robots.txt says so" in found.why


# Not too often


@pytest.mark.parametrize(("robots", "pause"), [("", 1.0), ("5", 5.0), ("0.1", 1.0), ("86400", 30.0)])
def test_one_host_is_not_asked_faster_than_it_likes(robots: str, pause: float) -> None:
    with site() as herald:
        herald.show("/robots.txt", f"User-agent: *\nCrawl-delay: {robots}")
        place = herald.show("/a")
        time = Time()
        one = fetcher(time, patience=Patience())
        for _ in range(3):
            assert isinstance(one.fetch(place), Fetched)
        assert time.slept == [pause, pause]


def test_hosts_do_not_wait_for_each_other() -> None:
    with site() as herald, site() as tribune:
        time = Time()
        one = fetcher(time, patience=Patience(), resolve=lambda *_: ["127.0.0.1"])
        one.fetch(herald.show("/a"))
        one.fetch(tribune.show("/a").replace("127.0.0.1", "tribune.example"))
        assert time.slept == []


def test_a_host_that_is_down_is_not_tried_for_each_page() -> None:
    def nowhere(*_: object) -> list[str]:
        tried.append(1)
        raise OSError(-3, "later")

    tried: list[int] = []
    time = Time()
    one = fetcher(time, resolve=nowhere)
    first, second = one.fetch("http://herald.example/a"), one.fetch("http://herald.example/b")
    assert isinstance(first, FetchFailure)
    assert isinstance(second, FetchFailure)
    assert first.why == second.why
    assert len(tried) == 3
    time.now += 61
    one.fetch("http://herald.example/b")
    assert len(tried) == 6
