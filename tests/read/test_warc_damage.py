"""Web archives that are damaged, or made to do harm: what they cost."""

from __future__ import annotations

import gzip
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

from sayso.read import read_sources
from sayso.read.warc_members import Damaged
from sayso.read.warc_records import Archive, Damage
from tests.conftest import absent
from tests.read.archives import FOUR, PAGE, STORIES, answer, compressed, failures, fetched, packed, record, texts
from tests.read.make import NOW, fail_one, read_all, write

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


def test_a_damaged_first_member_costs_its_record_only(tmp_path: Path) -> None:
    for place in (3, 12, 40):
        data = bytearray(packed(FOUR))
        data[place : place + 4] = b"\xff\xff\xff\xff"
        found = read_all(write(tmp_path, "a.warc.gz", bytes(data)))
        assert texts(found) == STORIES[1:]
        assert len(failures(found)) == 1


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
    return compressed("brotli", data, quality=1) if packing == "br" else compressed("zstandard", data)


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
