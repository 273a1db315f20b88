"""Encodings: declared, undeclared and wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.decode import declared_encoding, decode

QUOTED = "“We didn’t,” said Ilse Maran — the café’s owner."


def found(data: bytes, declared: str | None = None) -> tuple[str, str, list[str]]:
    """Text, encoding and the codes of the notes."""
    result = decode(data, declared)
    return result.text, result.encoding, [note.code for note in result.notes]


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "notes"),
    [
        (QUOTED.encode(), None, "utf-8", []),
        (QUOTED.encode(), "utf-8", "utf-8", []),
        (QUOTED.encode(), "iso-8859-1", "utf-8", ["encoding-declared-wrong"]),
        (QUOTED.encode("cp1252"), "windows-1252", "cp1252", []),
        (QUOTED.encode("cp1252"), "iso-8859-1", "cp1252", []),
        (QUOTED.encode("cp1252"), None, "cp1252", ["encoding-guessed"]),
        (QUOTED.encode("cp1252"), "utf-8", "cp1252", ["encoding-declared-wrong"]),
        (QUOTED.encode("cp1252"), "no-such-thing", "cp1252", ["encoding-declared-wrong"]),
        (QUOTED.encode("mac_roman"), None, "mac_roman", ["encoding-guessed"]),
        (codecs.BOM_UTF8 + QUOTED.encode(), None, "utf-8", ["byte-order-mark"]),
        (codecs.BOM_UTF16_LE + QUOTED.encode("utf-16-le"), None, "utf-16-le", ["byte-order-mark"]),
        (codecs.BOM_UTF16_BE + QUOTED.encode("utf-16-be"), None, "utf-16-be", ["byte-order-mark"]),
        (codecs.BOM_UTF32_LE + QUOTED.encode("utf-32-le"), None, "utf-32-le", ["byte-order-mark"]),
        (QUOTED.encode("utf-16-le"), None, "utf-16-le", ["encoding-guessed"]),
        (QUOTED.encode("utf-16-be"), None, "utf-16-be", ["encoding-guessed"]),
    ],
)
def test_the_text_comes_out_whatever_the_encoding(
    data: bytes, declared: str | None, encoding: str, notes: list[str]
) -> None:
    assert found(data, declared) == (QUOTED, encoding, notes)


@pytest.mark.parametrize(
    ("text", "encoding"), [("Он сказал: «Нет».", "cp1251"), ("彼は言った。", "shift_jis"), ("言った", "iso2022_jp")]
)
def test_a_declared_encoding_is_believed_where_it_fits(text: str, encoding: str) -> None:
    assert found(text.encode(encoding), encoding)[0] == text


def test_other_scripts_are_guessed_where_nothing_is_declared() -> None:
    text = "Министр сказал, что паром затонул в воскресенье вечером недалеко от берега. " * 5
    assert found(text.encode("cp1251"))[0] == text


def test_damaged_utf8_keeps_all_but_the_damage() -> None:
    result = decode(QUOTED.encode() * 5 + b"\xff\xfe" + QUOTED.encode())
    assert result.text == QUOTED * 5 + "\ufffd\ufffd" + QUOTED
    (note,) = result.notes
    assert note.code == "encoding-replaced"
    assert (note.span, note.related) == ((240, 241), ((241, 242),))


def test_text_that_was_decoded_twice_upstream_is_noted() -> None:
    wrong = QUOTED.replace("”", "“").encode().decode("cp1252")
    assert "text-mojibake" in found(wrong.encode())[2]


def test_what_a_page_declares_is_found() -> None:
    assert declared_encoding(b"<html><meta charset=koi8-r>") == "koi8-r"
    assert (
        declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">') == "iso-8859-2"
    )
    assert declared_encoding(b'<?xml version="1.0" encoding="windows-1251"?>') == "windows-1251"
    assert declared_encoding(b"<p>charset=none</p>") is None


@given(
    st.text(st.characters(exclude_categories=["Cs"])).filter(
        lambda text: not text.startswith("\ufeff") and "\0" not in text
    )
)
def test_utf8_comes_back_to_the_character(text: str) -> None:
    assert decode(text.encode()).text == text or "\x1b" in text


@given(
    st.binary(max_size=400),
    st.none() | st.sampled_from(["utf-8", "ascii", "utf-16", "hex", "rot13", "idna", "big5", "x"]),
)
def test_no_bytes_and_no_label_raise(data: bytes, label: str | None) -> None:
    assert isinstance(decode(data, label).text, str)
