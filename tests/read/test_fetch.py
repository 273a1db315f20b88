"""Fetching one address: what is asked for, what is followed, what is refused, and what is said of it."""

from __future__ import annotations

import gzip
import socket
import time as real
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import exchange as wire
from sayso.read import fetch as fetching
from sayso.read.addresses import kept_from
from sayso.read.fetch import Fetched, Fetcher, FetchFailure, Unchanged
from sayso.read.refused import Patience
from tests.read.site import Site, Time, fetcher, site, unused_port

PAGE = "<html><body><p>Nine people were killed, the harbour office said.</p></body></html>"


@pytest.fixture(name="standing", scope="module")
def _standing() -> Iterator[Site]:
    with site() as shown:
        yield shown


@pytest.fixture(name="herald")
def _herald(standing: Site) -> Site:
    standing.pages.clear()
    standing.asked.clear()
    return standing


def got(found: object) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def failed(found: object) -> FetchFailure:
    assert isinstance(found, FetchFailure), found
    return found


def test_a_page_comes_with_its_address_headers_and_time(herald: Site) -> None:
    place = herald.show("/ferry", PAGE, content_type="text/html; charset=utf-8", etag='"a1"', set_cookie="who=me")
    found = got(fetcher().fetch(place + "#top"))
    assert (found.address, found.final, found.status, found.data.decode()) == (place, place, 200, PAGE)
    assert (found.content_type, found.etag, found.last_modified) == ("text/html", '"a1"', None)
    assert found.retrieved_at.tzinfo is not None
    assert not [name for name, _ in found.headers if "cookie" in name.lower()]


def test_who_asks_says_who_it_is_and_keeps_no_cookie(herald: Site) -> None:
    herald.show("/a", PAGE, set_cookie="who=me")
    one = fetcher(contact="desk@marrow.example")
    one.fetch(herald.address + "/a")
    one.fetch(herald.address + "/a")
    (_, first), (_, second) = [asked for asked in herald.asked if asked[0] == "/a"]
    assert first["user-agent"].startswith("Sayso/")
    assert "pypi.org/project/sayso" in first["user-agent"]
    assert "desk@marrow.example" in first["user-agent"]
    assert "cookie" not in second


def test_what_was_seen_before_is_not_sent_again(herald: Site) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(304 if handler.headers.get("if-none-match") == '"a1"' else 200)
        handler.send_header("etag", '"a1"')
        handler.end_headers()

    herald.pages["/feed"] = page
    assert got(fetcher().fetch(herald.address + "/feed")).etag == '"a1"'
    assert isinstance(fetcher().fetch(herald.address + "/feed", etag='"a1"'), Unchanged)
    assert isinstance(fetcher().fetch(herald.address + "/feed", etag='"b2"'), Fetched)
    fetcher().fetch(herald.address + "/feed", last_modified="Sun, 02 Mar 2031 09:00:00 GMT")
    assert herald.asked[-1][1]["if-modified-since"] == "Sun, 02 Mar 2031 09:00:00 GMT"
    fetcher().fetch(herald.address + "/feed", etag='"x"\r\nHost: elsewhere')
    assert "if-none-match" not in herald.asked[-1][1]


def test_a_server_that_says_unchanged_unasked_is_wrong(herald: Site) -> None:
    assert failed(fetcher().fetch(herald.show("/a", status=304))).status == 304


# Packed answers


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("gzip", gzip.compress(PAGE[:20].encode()) + gzip.compress(PAGE[20:].encode())),  # two members
        ("gzip", gzip.compress(PAGE.encode()) + b"\0\0 padding"),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())[2:-4]),  # as some servers do it
        ("gzip", PAGE.encode()),  # says so, and is not
        ("identity", PAGE.encode()),
    ],
)
def test_packed_answers_are_unpacked(herald: Site, packing: str, packed: bytes) -> None:
    assert got(fetcher().fetch(herald.show("/a", packed, content_encoding=packing))).data.decode() == PAGE


def test_damaged_and_foreign_packing_is_said(herald: Site) -> None:
    damaged = herald.show("/a", b"\x1f\x8b" + b"x" * 100, content_encoding="gzip")
    assert "compression is damaged" in failed(fetcher().fetch(damaged)).why
    half = herald.show("/b", gzip.compress(PAGE.encode())[:-12], content_encoding="gzip")
    assert "breaks off" in failed(fetcher().fetch(half)).why
    assert "“br”" in failed(fetcher().fetch(herald.show("/c", b"...", content_encoding="br"))).why


# Too much, too slow, broken off


def test_a_bomb_is_not_unpacked_further_than_the_limit(herald: Site) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    found = failed(fetcher(limit=1_000_000).fetch(herald.show("/a", bomb, content_encoding="gzip")))
    assert "larger than 1 MB" in found.why
    assert not found.again


def endless(start: bytes, part: bytes, pause: float = 0.0, **headers: str) -> object:
    """A page that never ends."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(start)
        while True:
            handler.wfile.write(part)
            handler.wfile.flush()
            real.sleep(pause)

    return page


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (OK + b"\r\n", b"x" * 65536),  # gigabytes
        (OK + b"Content-Length: 99999999999\r\n\r\n", b"x" * 65536),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        (OK + b"X-Long: ", b"x" * 65536),  # a header of gigabytes
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536),  # the size of a chunk, of gigabytes
        (OK + b"\r\n<rss><channel>", b"<item><title>The ferry</title></item>" * 500),  # a feed that never ends
    ],
)
def test_gigabytes_are_left(herald: Site, start: bytes, part: bytes) -> None:
    herald.pages["/a"] = endless(start, part)  # type: ignore[assignment]
    found = failed(fetcher(limit=1_000_000).fetch(herald.address + "/a"))
    assert "larger than 1 MB" in found.why or "no proper answer" in found.why or "exceeded" in found.why


@pytest.mark.parametrize(
    ("start", "part"),
    [
        (OK + b"\r\n", b"x"),
        (OK + b"Content-Length: 1000\r\n\r\n", b"x"),
        (OK + b"X-Slow: ", b"x"),  # headers that drip
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),  # the size of a chunk that drips
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_server_that_drips_is_left_in_time(herald: Site, start: bytes, part: bytes) -> None:
    herald.pages["/a"] = endless(start, part, 0.02)  # type: ignore[assignment]
    began = real.monotonic()
    one = Fetcher(allow_private=True, patience=Patience(whole_s=0.3, read_s=0.2, pause_s=0.0))
    assert "took too long as a whole" in failed(one.fetch(herald.address + "/a")).why
    assert real.monotonic() - began < 2


def test_a_server_that_says_nothing_is_left_in_time(herald: Site) -> None:
    herald.pages["/a"] = lambda _: real.sleep(0.5)
    found = failed(fetcher(patience=Patience(read_s=0.1, pause_s=0.0)).fetch(herald.address + "/a"))
    assert "did not answer in time" in found.why
    assert found.again


def test_an_answer_that_breaks_off_is_asked_for_again_and_then_said(herald: Site) -> None:
    place = herald.show("/a", PAGE, content_length="5000")
    time = Time()
    assert "broke off" in failed(fetcher(time).fetch(place)).why
    assert herald.paths() == ["/a"] * 3
    assert time.slept == [1.0, 2.0]


def test_no_more_is_read_than_the_server_declares(herald: Site) -> None:
    assert got(fetcher().fetch(herald.show("/a", PAGE, content_length="6"))).data == b"<html>"


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH\r\n", b"\0\1\2\3", b"HTTP/1.1 999999 Oh\r\n\r\n", b"<html>"])
def test_what_is_no_answer_is_a_failure(herald: Site, said: bytes) -> None:
    herald.pages["/a"] = lambda handler: print_to(handler, said)
    assert failed(fetcher().fetch(herald.address + "/a")).why


def test_a_server_that_is_down_is_tried_again_and_then_said() -> None:
    time = Time()
    found = failed(fetcher(time).fetch(f"http://127.0.0.1:{unused_port()}/a"))
    assert "connection failed" in found.why
    assert time.slept == [1.0, 2.0]


def test_a_name_that_leads_nowhere_is_said() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    assert "herald.example could not be resolved" in failed(fetcher(resolve=nowhere).fetch("http://herald.example")).why
    assert "has no address" in failed(fetcher(resolve=lambda *_: []).fetch("http://herald.example/")).why


def print_to(handler: BaseHTTPRequestHandler, said: bytes) -> None:
    handler.wfile.write(said)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_a_server_says_nothing_raises(herald: Site, data: st.DataObject) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nLocation: /b\r\n\r\n"
    packed = gzip.compress(PAGE.encode())
    whole += b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    at = data.draw(st.integers(0, len(whole)))
    said = whole[:at] + data.draw(st.binary(max_size=12)) + whole[at + data.draw(st.integers(0, 12)) :]
    herald.pages["/a"] = lambda handler: print_to(handler, said)
    found = fetcher(patience=Patience(read_s=0.2, pause_s=0.0, retries=0)).fetch(herald.address + "/a")
    assert isinstance(found, Fetched) or "foreseen" not in failed(found).why


# What a status means


@pytest.mark.parametrize(
    ("status", "said", "again"),
    [
        (204, "without a document", True),
        (206, "without a document", True),
        (400, "gives no document", False),
        (401, "login", False),
        (403, "login", False),
        (404, "no such page", False),
        (410, "no such page", False),
        (500, "trouble of its own", True),
        (300, "gives no document", True),
    ],
)
def test_a_status_is_told_with_what_to_do(herald: Site, status: int, said: str, again: bool) -> None:
    place = herald.show("/a", status=status)
    found = failed(fetcher().fetch(place))
    assert (found.document, found.status, found.again) == (place, status, again)
    assert said in found.why


def test_a_busy_server_is_waited_for_when_it_says_how_long(herald: Site) -> None:
    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(503 if len(herald.paths()) == 1 else 200)
        handler.send_header("retry-after", "7")
        handler.end_headers()

    herald.pages["/a"] = page
    time = Time()
    got(fetcher(time).fetch(herald.address + "/a"))
    assert time.slept == [7.0]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7200", 7200.0), ("Sun, 02 Mar 2099 09:00:00 GMT", None), ("soon", 0), ("-5", 0), ("9" * 5000, 0)],
)
def test_a_server_that_asks_for_hours_is_left(herald: Site, said: str, seconds: float | None) -> None:
    time = Time()
    found = failed(fetcher(time).fetch(herald.show("/a", status=429, retry_after=said)))
    assert time.slept == []
    assert found.again
    if seconds is None:
        assert found.retry_after is not None and found.retry_after > 1e9
    else:
        assert (found.retry_after or 0) == seconds


def test_who_asks_to_wait_twice_is_left(herald: Site) -> None:
    time = Time()
    assert failed(fetcher(time).fetch(herald.show("/a", status=503, retry_after="3"))).retry_after == 3.0
    assert time.slept == [3.0]


# Redirects


def test_redirects_are_followed_and_the_last_address_is_kept(herald: Site) -> None:
    herald.show("/c/d?e=ü", PAGE)
    herald.pages["/c/d"] = herald.pages.pop("/c/d?e=ü")
    herald.lead("/b", "c/d?e=ü#part", 308)
    found = got(fetcher().fetch(herald.lead("/a", "//" + herald.address.removeprefix("http://") + "/b", 301)))
    assert found.address == herald.address + "/a"
    assert found.final == herald.address + "/c/d?e=%C3%BC"


def test_redirects_for_ever_are_left(herald: Site) -> None:
    for number in range(20):
        herald.lead(f"/{number}", f"/{number + 1}")
    assert "more than 5 times" in failed(fetcher().fetch(herald.address + "/0")).why
    assert len(herald.paths()) == 6


def test_redirects_in_a_circle_are_left(herald: Site) -> None:
    herald.lead("/a", "/b")
    herald.lead("/b", "/a#again")
    assert "in a circle" in failed(fetcher().fetch(herald.address + "/a")).why
    assert herald.paths() == ["/a", "/b"]


@pytest.mark.parametrize(
    "there",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://herald.example/",
        "http://a:secret@herald.example/",
        "http://[",
    ],
)
def test_redirects_lead_to_addresses_only(herald: Site, there: str) -> None:
    found = failed(fetcher().fetch(herald.lead("/a", there)))
    assert "not followed" in found.why
    assert "secret" not in found.why
    assert not found.again


def test_a_redirect_to_nowhere_is_said(herald: Site) -> None:
    assert "but not where" in failed(fetcher().fetch(herald.show("/a", status=302))).why


@pytest.mark.parametrize("there", ["10.0.0.1", "127.0.0.2", "[::1]", "169.254.169.254", "0x7f.2", "[::ffff:10.0.0.1]"])
def test_a_redirect_into_a_private_network_is_refused(
    herald: Site, monkeypatch: pytest.MonkeyPatch, there: str
) -> None:
    outside = lambda ip: None if ip == "127.0.0.1" else kept_from(ip)  # noqa: E731
    monkeypatch.setattr(fetching, "kept_from", outside)
    found = failed(fetcher(allow_private=False).fetch(herald.lead("/a", f"http://{there}/secrets")))
    assert found.document == herald.address + "/a"
    assert "--allow-private" in found.why
    assert not found.again


# Where names lead


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0177.0.0.1", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.1.2.3", "192.168.0.1", "172.16.0.1", "100.64.0.1", "169.254.169.254",
     "224.0.0.1", "0.0.0.0", "255.255.255.255", "240.0.0.1", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[::]",
     "１２７.0.0.1", "127.0.0.1."],
)  # fmt: skip
def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    resolve = lambda *_: ["::1", "127.0.0.1"]  # noqa: E731
    found = failed(Fetcher(resolve=resolve).fetch(f"http://{host}/"))
    assert "--allow-private" in found.why
    assert not found.again


@pytest.mark.parametrize("machines", [["10.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["fe80::1%eth0"], ["nonsense"]])
def test_names_that_lead_into_a_private_network_are_refused(machines: list[str]) -> None:
    found = failed(Fetcher(resolve=lambda *_: machines).fetch("http://herald.example/"))
    assert "herald.example leads to" in found.why


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_are_asked(ip: str) -> None:
    assert kept_from(ip) is None


def test_a_name_cannot_change_its_mind_between_the_check_and_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the machine that was checked is the one that is connected to, and each request asks once."""
    answers = iter([["93.184.215.14"], ["93.184.215.15"], ["127.0.0.1"]])
    used = []

    def exchange(place: object, ip: str, *_: object) -> wire.Answer:
        used.append(ip)
        return wire.Answer(404, (), b"")

    monkeypatch.setattr(wire, "exchange", exchange)
    time = Time()
    one = fetcher(time, allow_private=False, resolve=lambda *_: next(answers))
    assert failed(one.fetch("http://herald.example/")).status == 404
    assert used == ["93.184.215.14", "93.184.215.15"]  # robots.txt, then the page
    assert "leads to 127.0.0.1" in failed(one.fetch("http://herald.example/")).why
    assert len(used) == 2


def test_the_next_machine_of_a_name_is_tried(herald: Site) -> None:
    host, port = herald.address.removeprefix("http://").split(":")
    herald.show("/a", PAGE)
    one = fetcher(resolve=lambda *_: ["::1", host])
    assert got(one.fetch(f"http://herald.example:{port}/a")).final == f"http://herald.example:{port}/a"
    assert herald.asked[-1][1]["host"] == f"herald.example:{port}"


# What is no address


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("javascript:alert(1)", "“javascript:”"),
        ("file:///etc/passwd", "“file:”"),
        ("herald.example/a", "no whole address"),
        ("http://", "names no host"),
        ("http://a b/", "no possible name"),
        ("http://h.example:99999/", "well-formed"),
        ("http://h.example:0/", "port 0"),
        ("http://[::1", "well-formed"),
        ("http://[fe80::1%25eth0]/", "IPv6|network card"),
        ("http://1.2.3.4.5/", "no IPv4"),
        ("http://999999999999/", "no IPv4"),
        ("http://h.example/a\r\nHost: b", "line break"),
        ("http://" + "a" * 64 + ".example/", "no possible name"),
        ("http://-..example/", "no possible name"),
        ("http://\u200b\u2060/", "no possible name"),
        ("http://h.example/" + "a" * 9000, "longer than"),
        ("http://desk:secret@h.example/", "user name or a password"),
        ("http://desk@h.example/", "user name or a password"),
    ],
)
def test_what_cannot_be_asked_is_said_and_shows_no_password(given: str, said: str) -> None:
    found = failed(fetcher().fetch(given))
    assert any(part in found.why for part in said.split("|")), found.why
    assert "secret" not in found.document + found.why
    assert "\n" not in found.document
    assert not found.again


def test_hosts_in_other_scripts_are_asked_by_their_ascii_name() -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return []

    fetcher(resolve=resolve).fetch("HTTPS://Märrow.Example:8443/ä b?c=ü&d=%20")
    assert asked[0] == ("xn--mrrow-gra.example", 8443)


# Who is believed


@pytest.fixture(name="certificate", scope="module")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for herald.example with its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=herald.example"
    try:
        run(
            [*made.split(), "-addext", "subjectAltName=DNS:herald.example", "-keyout", "key", "-out", "crt"],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
    except OSError:
        pytest.skip("openssl is not installed")
    (folder / "both").write_bytes((folder / "key").read_bytes() + (folder / "crt").read_bytes())
    return folder / "both"


def test_a_certificate_is_checked_for_the_name_and_not_for_the_machine(certificate: Path) -> None:
    import ssl

    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    with site(own) as herald:
        port = herald.address.rpartition(":")[2]
        herald.show("/a", PAGE)
        believed = ssl.create_default_context(cafile=str(certificate.with_name("crt")))
        options: dict[str, Any] = {"resolve": lambda *_: ["127.0.0.1"]}
        named = f"https://herald.example:{port}/a"
        assert got(fetcher(tls=believed, **options).fetch(named)).data.decode() == PAGE
        for one, place in [
            (fetcher(**options), named),  # nobody vouches for it
            (fetcher(tls=believed, **options), f"https://tribune.example:{port}/a"),
            (fetcher(tls=believed), f"https://127.0.0.1:{port}/a"),
        ]:
            found = failed(one.fetch(place))
            assert "certificate is not valid" in found.why, found.why


def test_https_where_there_is_none_is_said(herald: Site) -> None:
    assert "no secure connection" in failed(fetcher().fetch(herald.address.replace("http:", "https:"))).why


# Proxies


def test_proxies_are_used_only_where_asked(herald: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    port = herald.address.rpartition(":")[2]
    monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{port}")
    monkeypatch.setenv("no_proxy", "direct.example")
    herald.pages["http://herald.example/a"] = herald.pages[herald.show("/a", PAGE).removeprefix(herald.address)]
    assert "could not be resolved" in failed(fetcher(resolve=_none).fetch("http://herald.example/a")).why
    assert got(fetcher(proxies=True, resolve=_none).fetch("http://herald.example/a")).data.decode() == PAGE
    path, headers = herald.asked[-1]
    assert (path, headers["host"]) == ("http://herald.example/a", "herald.example")
    assert headers["proxy-authorization"].startswith("Basic ")
    assert "could not be resolved" in failed(fetcher(proxies=True, resolve=_none).fetch("http://direct.example/a")).why
    assert "private network" in failed(Fetcher(proxies=True).fetch("http://10.0.0.1/")).why


def _none(host: str, port: int) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "not known")
