"""Web archives: what a record gives, and what is passed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from pathlib import Path
from typing import Any

import pytest

from sayso.read import answers, count_sources, read_sources
from sayso.report import Report
from tests.read.archives import (
    FOUR,
    INFO,
    PAGE,
    PICTURE,
    SAID,
    STORIES,
    answer,
    compressed,
    failures,
    fetched,
    packed,
    record,
    texts,
)
from tests.read.make import NOW, assert_covered, codes, fail_one, read_all, read_one, write

# What a record gives


def test_a_page_is_a_report_with_its_address_its_bytes_and_when_it_was_fetched(tmp_path: Path) -> None:
    path = write(tmp_path, "crawl.warc.gz", packed([INFO, fetched(PAGE, Server="harbour", Set_Cookie="visitor=7")]))
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


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress),
        ({"Content_Encoding": "X-GZIP"}, gzip.compress),
        ({"Content_Encoding": "gzip, gzip"}, lambda body: gzip.compress(gzip.compress(body))),
        ({"Content_Encoding": "deflate"}, zlib.compress),
        ({"Content_Encoding": "deflate"}, _raw_deflate),
        ({"Content_Encoding": "br"}, lambda body: compressed("brotli", body)),
        ({"Content_Encoding": "zstd"}, lambda body: compressed("zstandard", body)),
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

    body = compressed(module, PAGE)
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


@pytest.mark.parametrize("label", ["utf\0-8", "", "“utf-8”", "hex", "x" * 9000, "no-such"])
def test_an_encoding_that_is_none_is_not_asked_for(label: str) -> None:
    assert SAID in read_one(fetched(PAGE, kind=f"text/html; charset={label}")).text


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
    assert "holds no records" in fail_one(write(tmp_path, "a.warc.gz", gzip.compress(b""))).why


def test_a_file_that_is_only_named_an_archive_is_a_failure(tmp_path: Path) -> None:
    assert "does not begin as a record" in fail_one(write(tmp_path, "a.warc", "She said no.")).why
    assert SAID in read_one(write(tmp_path, "b.warc", PAGE)).text  # its content is believed


def test_documents_in_an_archive_are_not_counted_beforehand(tmp_path: Path) -> None:
    for name in ("a.warc", "a.warc.gz", "a.warc.wet.gz"):
        assert count_sources([write(tmp_path, name, packed(FOUR))]) is None
