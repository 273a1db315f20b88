"""Web archives: what a record gives, what is passed, and what damage costs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib
import io
import time
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.read import answers, count_sources, read_sources
from sayso.read.warc_records import Archive, Damage, Damaged
from sayso.report import Failure, Report
from tests.conftest import absent
from tests.read.archives import answer, fetched, packed, page, record
from tests.read.make import NOW, assert_covered, codes, fail_one, read_all, read_one, write

SAID = "The ferry stayed in port on Monday, the harbour office said, because of the storm over the strait."
PAGE = page(SAID)
NAMES = ("ann", "ben", "cal", "dee")
STORIES = [f"The {name} stayed in port on Monday, the harbour office said." for name in NAMES]
#: Four small records, whose reports are their words.
FOUR = [
    record(words.encode(), f"https://herald.example/{name}", "conversion", content="text/plain")
    for name, words in zip(NAMES, STORIES, strict=True)
]
PICTURE = fetched(b"\x89PNG\r\n\x1a\n" + bytes(300), "https://herald.example/a.png", "image/png")
INFO = record(b"software: a crawler\r\n", None, "warcinfo", content="application/warc-fields")


def texts(found: list[Report | Failure]) -> list[str]:
    """The texts of the reports among the results."""
    return [item.text for item in found if isinstance(item, Report)]


def failures(found: list[Report | Failure]) -> list[Failure]:
    """The failures among the results."""
    return [item for item in found if isinstance(item, Failure)]


# What a record gives


def test_a_page_is_a_report_with_its_address_its_bytes_and_when_it_was_fetched(tmp_path: Path) -> None:
    path = write(tmp_path, "crawl.warc.gz", packed([INFO, fetched(PAGE, Server="harbour")]))
    (report,) = read_sources([path], now=NOW, evidence=True)
    assert isinstance(report, Report)
    assert SAID in report.text
    assert report.title == "Ferry held"
    assert report.document == report.url == "https://herald.example/ferry"
    assert report.bytes_id == hashlib.sha256(PAGE).hexdigest()
    assert report.evidence is not None
    assert report.evidence.data == PAGE
    assert report.evidence.address == "https://herald.example/ferry"
    assert report.evidence.retrieved_at.isoformat() == "2031-03-02T08:00:00+00:00"
    assert report.evidence.headers == (("Content-Type", "text/html; charset=utf-8"), ("Server", "harbour"))
    assert report.evidence.reader.startswith("html")
    assert_covered(report)


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl", "crawl.bin", "crawl.txt"])
@pytest.mark.parametrize("wrap", [b"".join, packed, lambda records: gzip.compress(b"".join(records))])
def test_an_archive_is_known_by_its_content(tmp_path: Path, name: str, wrap: Any) -> None:
    assert texts(read_all(write(tmp_path, name, wrap(FOUR)))) == STORIES


def test_an_archive_is_read_from_bytes_and_from_standard_input() -> None:
    assert texts(read_all(packed(FOUR))) == STORIES
    assert texts(read_all("-", stdin=b"".join(FOUR))) == STORIES


def _chunked(body: bytes) -> bytes:
    parts = [body[:7], body[7:9], body[9:]]
    return b"".join(b"%x;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def _raw_deflate(body: bytes) -> bytes:
    opened = zlib.compressobj(wbits=-15)
    return opened.compress(body) + opened.flush()


def _of(module: str, body: bytes, **options: int) -> bytes:
    try:
        return bytes(importlib.import_module(module).compress(body, **options))
    except ImportError:
        absent(f"{module} is not installed (the extra “warc”)")
        raise


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress),
        ({"Content_Encoding": "X-GZIP"}, gzip.compress),
        ({"Content_Encoding": "gzip, gzip"}, lambda body: gzip.compress(gzip.compress(body))),
        ({"Content_Encoding": "deflate"}, zlib.compress),
        ({"Content_Encoding": "deflate"}, _raw_deflate),
        ({"Content_Encoding": "br"}, lambda body: _of("brotli", body)),
        ({"Content_Encoding": "zstd"}, lambda body: _of("zstandard", body)),
        ({"Transfer_Encoding": "chunked"}, _chunked),
        ({"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}, lambda body: _chunked(gzip.compress(body))),
        # Many tools store the body unpacked and leave the headers.
        ({"Content_Encoding": "gzip"}, bytes),
        ({"Content_Encoding": "deflate"}, bytes),
        ({"Content_Encoding": "br"}, bytes),
        ({"Content_Encoding": "zstd"}, bytes),
        ({"Transfer_Encoding": "chunked"}, bytes),
        ({"Content_Encoding": "utf-8"}, bytes),  # some servers say so
    ],
)
def test_the_evidence_is_what_the_server_packed(headers: dict[str, str], pack: Any) -> None:
    (report,) = read_sources([fetched(pack(PAGE), **headers)], now=NOW, evidence=True)
    assert isinstance(report, Report), report
    assert report.evidence is not None
    assert report.evidence.data == PAGE
    assert "archive-cut" not in codes(report)


@pytest.mark.parametrize(("packing", "module"), [("br", "brotli"), ("zstd", "zstandard")])
def test_a_packing_without_its_library_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, packing: str, module: str
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    body = _of(module, PAGE)
    monkeypatch.setattr(answers, "import_module", missing)
    found = read_all(fetched(body, Content_Encoding=packing) + FOUR[0])
    assert texts(found) == STORIES[:1]
    (failure,) = failures(found)
    assert failure.document == "https://herald.example/ferry"
    assert "pip install 'sayso[warc]'" in failure.why


def test_the_server_knows_the_encoding_before_the_page_does() -> None:
    markup = "<html><head><meta charset='utf-8'></head><body><article><p>“Никто не пострадал”, — сказали в порту.</p>"
    report = read_one(fetched(markup.encode("cp1251"), kind="text/html; Charset = 'windows-1251'"))
    assert "Никто не пострадал" in report.text


def test_a_record_can_hold_the_document_alone() -> None:
    found = read_all(
        record(PAGE, kind="resource", content="text/html")
        + record(SAID.encode(), "urn:x", "conversion", content="text/plain")
    )
    assert [SAID in text for text in texts(found)] == [True, True]
    assert [item.document for item in found] == ["https://herald.example/ferry", "urn:x"]


def test_feeds_and_texts_in_an_archive_are_read() -> None:
    feed = (
        f"<rss version='2.0'><channel><title>Tarn Wire</title><item><title>A</title><link>https://t.example/a</link>"
        f"<description>{SAID}</description></item></channel></rss>"
    )
    found = read_all(
        fetched(feed.encode(), kind="text/xml")
        + fetched(SAID.encode(), "https://herald.example/ferry.txt", kind="text/plain")
        + fetched(PAGE, "https://herald.example/none", kind="")
    )
    assert [SAID in text for text in texts(found)] == [True] * 3
    assert failures(found) == []
    assert isinstance(found[0], Report)
    assert (found[0].outlet, found[0].document) == ("Tarn Wire", "https://t.example/a")


def test_a_record_without_address_or_date_is_read_and_says_so() -> None:
    report = read_one(record(answer(PAGE), None, date=None))
    assert report.document.endswith(", byte 0")
    assert report.url is None
    assert "archive-undated" in codes(report)
    assert "archive-undated" in codes(read_one(record(answer(PAGE), date="yesterday")))
    assert "archive-undated" not in codes(read_one(record(answer(PAGE), date="2031-03-02T08:00:00.123456789Z")))


def test_what_the_crawler_cut_off_is_noted() -> None:
    assert "archive-cut" in codes(read_one(record(answer(PAGE), WARC_Truncated="length")))
    half = gzip.compress(PAGE * 50)
    assert "archive-cut" in codes(read_one(fetched(half[: len(half) // 2], Content_Encoding="gzip")))
    assert "archive-cut" in codes(read_one(fetched(_chunked(PAGE)[:-20], Transfer_Encoding="chunked")))


def test_a_digest_that_does_not_agree_is_noted() -> None:
    block = answer(PAGE)
    right = hashlib.sha1(block).digest()
    for good in (f"sha1:{base64.b32encode(right).decode()}", f"sha-1:{right.hex()}", "blake9:00"):
        assert "archive-digest" not in codes(read_one(record(block, WARC_Block_Digest=good)))
    flipped = block.replace(b"Monday", b"Sunday")
    wrong = f"sha1:{base64.b32encode(right).decode()}"
    assert "archive-digest" in codes(read_one(record(flipped, WARC_Block_Digest=wrong)))


# What is passed


def test_what_is_no_report_is_passed_in_silence() -> None:
    others = [
        INFO,
        PICTURE,
        fetched(b"p { color: red }", "https://herald.example/a.css", "text/css"),
        fetched(b"alert(1)", "https://herald.example/a.js", "text/plain"),
        fetched(b"User-agent: *", "https://herald.example/robots.txt", "text/plain"),
        fetched(b'{"a": "He said no."}', "https://herald.example/api", "text/html"),
        fetched(b"GIF89a" + bytes(40), "https://ads.example/pixel", "text/html"),
        fetched(b"", "https://herald.example/empty"),
        record(answer(b"moved", status="301 Moved", Location="/b"), "https://herald.example/old"),
        record(answer(b"", status="404 Not Found", kind="image/png"), "https://herald.example/gone.png"),
        record(answer(b""), "https://herald.example/ferry", "revisit"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", content="application/http; msgtype=request"),
        record(b"harbour.example. IN A 192.0.2.1", "dns:harbour.example", "response", content="text/dns"),
        record(b"fetchTimeMs: 3", kind="metadata", content="application/warc-fields"),
    ]
    assert texts(read_all(b"".join(others) + FOUR[0])) == STORIES[:1]
    assert failures(read_all(b"".join(others) + FOUR[0])) == []
    failure = fail_one(b"".join(others))
    assert "no page, feed or text: of its 14 records" in failure.why
    for counted in ("1 redirects", "1 revisits", "1 errors", "1 empty answers", "3 records about the crawl"):
        assert counted in failure.why


def test_the_message_of_an_error_is_no_report() -> None:
    found = read_all(
        record(answer(PAGE, status="404 Not Found"), "https://herald.example/gone")
        + record(answer(PAGE, status="206 Partial Content"), "https://herald.example/part")
        + FOUR[0]
    )
    assert texts(found) == STORIES[:1]
    assert [item.document for item in failures(found)] == ["https://herald.example/gone", "https://herald.example/part"]
    assert "message of an error (404 Not Found)" in failures(found)[0].why
    assert "only a part" in failures(found)[1].why


def test_an_empty_archive_is_a_failure(tmp_path: Path) -> None:
    assert "it is empty" in fail_one(write(tmp_path, "a.warc", b"")).why
    assert "it is empty" in fail_one(write(tmp_path, "a.warc.gz", gzip.compress(b""))).why


def test_a_file_that_is_only_named_an_archive_is_a_failure(tmp_path: Path) -> None:
    assert "does not begin as a record" in fail_one(write(tmp_path, "a.warc", "She said no.")).why
    assert SAID in read_one(write(tmp_path, "b.warc", PAGE)).text  # its content is believed


def test_documents_in_an_archive_are_not_counted_beforehand(tmp_path: Path) -> None:
    for name in ("a.warc", "a.warc.gz", "a.warc.wet.gz"):
        assert count_sources([write(tmp_path, name, packed(FOUR))]) is None


# What damage costs: the record that it is in


@pytest.mark.parametrize("wrap", [b"".join, packed])
@pytest.mark.parametrize(
    ("length", "why"),
    [
        (20, "its length is not what its header says"),
        (200, "its length is not what its header says"),
        ("", "no length that can be used"),
        ("abc", "no length that can be used (“abc”)"),
        (-5, "no length that can be used (“-5”)"),
        (10**30, "no length that can be used"),
    ],
)
def test_a_wrong_length_costs_its_record_only(wrap: Any, length: object, why: str) -> None:
    bad = record(b"She said no. " * 8, "https://herald.example/bad", "conversion", content="text/plain", length=length)
    found = read_all(wrap([FOUR[0], bad, *FOUR[1:]]))
    assert texts(found) == STORIES
    (failure,) = failures(found)
    assert why in failure.why
    assert f"byte {len(wrap(FOUR[:1]))}" in failure.document


def test_a_length_beyond_the_file_is_a_record_that_breaks_off() -> None:
    bad = record(b"She said no.", "https://herald.example/bad", "conversion", content="text/plain", length=10**9)
    found = read_all(b"".join([FOUR[0], bad, *FOUR[1:]]))
    assert texts(found) == STORIES
    (failure,) = failures(found)
    assert "https://herald.example/bad could not be read: it breaks off" in failure.why


def test_half_a_record_costs_nothing_before_it() -> None:
    for data in (b"".join(FOUR)[:-40], packed(FOUR)[:-40]):
        found = read_all(data)
        assert texts(found) == STORIES[:-1]
        (failure,) = failures(found)
        assert "it breaks off in the middle" in failure.why


def test_a_damaged_member_costs_its_record_only() -> None:
    members = [packed([one]) for one in FOUR]
    for place in (len(members[1]) // 2, len(members[1]) - 6):  # in what is packed, in its checksum
        broken = bytearray(members[1])
        broken[place] ^= 0xFF
        found = read_all(members[0] + bytes(broken) + members[2] + members[3])
        assert texts(found) == [STORIES[0], *STORIES[2:]]
        (failure,) = failures(found)
        assert "its compression is damaged" in failure.why
        assert f"byte {len(members[0])}" in failure.document


def test_what_stands_between_records_costs_no_record() -> None:
    for data in (
        FOUR[0] + b"not a record\r\n" * 9 + FOUR[1],
        packed(FOUR[:1]) + b"not a member" + packed(FOUR[1:2]),
    ):
        found = read_all(data)
        assert texts(found) == STORIES[:2]
        assert len(failures(found)) == 1
    assert failures(read_all(FOUR[0] + b"\r\n\0\0" + FOUR[1] + bytes(600))) == []
    assert failures(read_all(packed(FOUR[:1]) + bytes(512) + packed(FOUR[1:2]) + bytes(512))) == []


def test_headers_without_an_end_cost_their_record_only() -> None:
    long = record(b"", "https://herald.example/" + "x" * 200_000)
    found = read_all(FOUR[0] + long + FOUR[1])
    assert texts(found) == STORIES[:2]
    assert "its headers have no end" in failures(found)[0].why
    found = read_all(record(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, "https://herald.example/http") + FOUR[1])
    assert texts(found) == STORIES[1:2]
    assert "no HTTP answer that can be understood" in failures(found)[0].why


def test_a_slip_in_one_record_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr(importlib.import_module("sayso.read.html"), "read_page", slip)
    found = read_all(fetched(PAGE) + FOUR[0])
    assert texts(found) == STORIES[:1]
    assert "ZeroDivisionError: a slip" in failures(found)[0].why


def test_thousands_of_damaged_places_are_summed_up() -> None:
    found = read_all((FOUR[0] + b"WARC/1.1\r\nContent-Length: x\r\n\r\n" * 300) + FOUR[1])
    assert texts(found) == STORIES[:2]
    assert len(failures(found)) == 101
    assert "200 more places" in failures(found)[-1].why
    found = read_all(FOUR[0] + b"WARC/1.1\r\nContent-Length: x\r\n\r\n" * 3000 + FOUR[1])
    assert texts(found) == STORIES[:1]
    assert "the rest of the archive was given up" in failures(found)[100].why


# What is made to do harm


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_in_a_page_is_too_large(packing: str) -> None:
    zeros = bytes(200_000_000)
    body = _packed_quickly(packing, zeros)
    del zeros
    tracemalloc.start()
    found = read_all(fetched(body, "https://herald.example/bomb", Content_Encoding=packing) + FOUR[0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found) == STORIES[:1]
    assert "larger than one document may be" in failures(found)[0].why
    assert peak < 130_000_000


def _packed_quickly(packing: str, data: bytes) -> bytes:
    if packing in ("gzip", "deflate"):
        return gzip.compress(data) if packing == "gzip" else zlib.compress(data)
    return _of("brotli", data, quality=1) if packing == "br" else _of("zstandard", data)


def test_a_bomb_among_the_records_is_left_out() -> None:
    head = record(answer(b"", "image/png"), "https://herald.example/bomb", length=8_000_000_000).removesuffix(
        b"\r\n\r\n"
    )
    opened = zlib.compressobj(9, wbits=31)
    bomb = opened.compress(head) + b"".join(opened.compress(bytes(1 << 20)) for _ in range(400)) + opened.flush()
    start = time.process_time()
    tracemalloc.start()
    found = read_all(packed(FOUR[:1]) + bomb + packed(FOUR[1:]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found) == STORIES
    assert len(failures(found)) == 1
    assert peak < 100_000_000
    assert time.process_time() - start < 20


def test_gzip_in_gzip_is_a_failure() -> None:
    found = read_all(
        fetched(gzip.compress(PAGE)) + fetched(gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip")
    )
    assert texts(found) == []
    assert all("its content is binary data" in item.why for item in failures(found))
    assert "compressed twice" in fail_one(gzip.compress(gzip.compress(b"".join(FOUR)))).why


def test_a_hundred_thousand_tiny_records_are_passed_quickly() -> None:
    tiny = record(b"", "https://herald.example/a", "metadata", content="application/warc-fields")
    data = packed([tiny]) * 100_000 + packed(FOUR[:1])
    start = time.process_time()
    assert texts(read_all(data)) == STORIES[:1]
    assert time.process_time() - start < 30


def test_one_record_is_in_memory_at_a_time() -> None:
    pictures = b"".join(
        record(answer(bytes(1_000_000), "image/png"), f"https://herald.example/{n}.png") for n in range(60)
    )
    stream = io.BytesIO(pictures + FOUR[0])
    del pictures
    tracemalloc.start()
    assert texts(list(read_sources(["-"], stdin=stream, now=NOW))) == STORIES[:1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


def test_a_page_over_the_limit_is_not_held() -> None:
    found = read_all(fetched(b"<p>" + b"said " * 9_000_000, "https://herald.example/big") + FOUR[0])
    assert texts(found) == STORIES[:1]
    assert failures(found)[0].document == "https://herald.example/big"
    assert "larger than one document may be" in failures(found)[0].why


# Whatever comes


PLAIN, PACKED = b"".join(FOUR), packed(FOUR)
ENDS = {
    False: [sum(map(len, FOUR[: n + 1])) - 4 for n in range(4)],  # the line ends after a record can be missing
    True: [len(packed(FOUR[: n + 1])) for n in range(4)],
}


@settings(max_examples=60)
@given(place=st.integers(min_value=1, max_value=len(PLAIN) - 1), in_gzip=st.booleans())
@example(place=1, in_gzip=True)
@example(place=ENDS[False][0], in_gzip=False)
def test_an_archive_cut_anywhere_keeps_what_is_whole(place: int, in_gzip: bool) -> None:
    data = (PACKED if in_gzip else PLAIN)[:place]
    whole = sum(end <= len(data) for end in ENDS[in_gzip])
    found = read_all(b"WARC/" + data[5:] if not in_gzip and place < 5 else data)
    assert texts(found) == STORIES[:whole]
    at_an_end = len(data) in ENDS[in_gzip] or (not in_gzip and any(end <= len(data) <= end + 4 for end in ENDS[False]))
    assert bool(failures(found)) != at_an_end


@settings(max_examples=80)
@given(place=st.integers(min_value=0, max_value=len(PACKED) - 1), flip=st.integers(min_value=1, max_value=255))
def test_one_flipped_byte_costs_one_record_at_most(place: int, flip: int) -> None:
    data = bytearray(PACKED)
    data[place] ^= flip
    hit = sum(end <= place for end in ENDS[True])
    found = read_all(b"") if not data else _records(bytes(data))
    assert [words for n, words in enumerate(STORIES) if n != hit] == [words for words in found if words != STORIES[hit]]


def _records(data: bytes) -> list[str]:
    out = []
    for found in Archive(io.BytesIO(data), packed=True):
        if isinstance(found, Damage):
            continue
        try:
            block = found.read(1 << 20)
            found.finish()
        except Damaged:
            continue
        out.append(block.decode("utf-8", "replace"))
    return out


@settings(max_examples=60)
@given(data=st.binary(max_size=300), before=st.booleans(), in_gzip=st.booleans())
def test_no_bytes_raise(data: bytes, before: bool, in_gzip: bool) -> None:
    head = FOUR[0] if before else b"WARC/1.1\r\n"
    found = read_all((gzip.compress(head) if in_gzip else head) + data)
    assert texts(found)[:1] == (STORIES[:1] if before else texts(found)[:1])


@settings(max_examples=30)
@given(
    blocks=st.lists(
        st.binary(max_size=40) | st.sampled_from([b"\r\n\r\nWARC/1.1\r\nContent-Length: 3\r\n\r\nabc", b"\r\n" * 9]),
        min_size=1,
        max_size=5,
    ),
    in_gzip=st.booleans(),
)
def test_another_library_finds_the_same_records(blocks: list[bytes], in_gzip: bool) -> None:
    try:
        warc = importlib.import_module("fastwarc.warc")
    except ImportError:
        absent("fastwarc is not installed")
        raise
    written = io.BytesIO()
    for number, block in enumerate(blocks):
        one = warc.WarcRecord()
        one.init_headers(warc.WarcRecordType.resource)
        one.headers["WARC-Target-URI"] = f"https://herald.example/{number}"
        one.set_bytes_content(block)
        one.write(written, checksum_data=True)
    data = written.getvalue()
    members = packed(_cut(data, [record.stream_pos for record in warc.ArchiveIterator(io.BytesIO(data))]))
    theirs = [
        (record.headers["WARC-Target-URI"], record.reader.read())
        for record in warc.ArchiveIterator(io.BytesIO(members if in_gzip else data), parse_http=False)
    ]
    ours = []
    for found in Archive(io.BytesIO(members if in_gzip else data), in_gzip):
        assert not isinstance(found, Damage)
        ours.append((found.address, found.read(1 << 20)))
        found.finish()
    assert ours == theirs
    assert [block for _, block in ours] == blocks


def _cut(data: bytes, places: list[int]) -> list[bytes]:
    return [data[start:end] for start, end in zip(places, [*places[1:], len(data)], strict=True)]
