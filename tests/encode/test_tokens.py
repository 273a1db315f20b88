"""Words and pieces: offsets into the text as it was given, whatever is in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.encode.tokens import BREAKS, SHAPES, shape, tokenise, tokenizer

SPECIAL = {100: "[UNK]", 101: "[CLS]", 102: "[SEP]", 103: "[MASK]", 0: "[PAD]"}


def words(text: str) -> list[str]:
    return [text[low:high] for low, high in tokenise(text).words.tolist()]


def test_words_are_runs_of_letters_and_single_marks() -> None:
    assert words("Dorn's “5,000” men—gone.") == "Dorn ' s “ 5 , 000 ” men — gone .".split()
    assert words("Zoë naïve café") == ["Zoë", "naïve", "café"]
    assert words("") == []
    assert words(" \n\t\u200b\x07 ") == []


def test_a_long_word_is_one_word_of_several_pieces() -> None:
    tokens = tokenise("ungovernability wins")
    assert len(tokens) == 2
    assert tokens.first.tolist()[0] == 0
    assert tokens.first.tolist()[1] > 1
    assert tokens.first.tolist()[-1] == len(tokens.pieces)


@pytest.mark.parametrize("sign", ["[SEP]", "[CLS]", "[MASK]", "[UNK]", "[PAD]"])
def test_the_names_of_special_pieces_are_ordinary_words_in_a_report(sign: str) -> None:
    """A report that holds "[SEP]" must not end its own window."""
    text = f"He wrote {sign} twice."
    tokens = tokenise(text)
    assert not set(tokens.pieces.tolist()) & set(SPECIAL)
    assert words(text) == ["He", "wrote", "[", sign[1:-1], "]", "twice", "."]
    assert not tokenizer().get_added_tokens_decoder()


def test_special_pieces_have_the_numbers_the_encoder_knows() -> None:
    assert {number: tokenizer().id_to_token(number) for number in SPECIAL} == SPECIAL


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("the", "lower"),
        ("Dorn", "title"),
        ("NATO", "upper"),
        ("W", "initial"),
        ("McBay", "mixed"),
        ("2031", "digits"),
        ("5th", "alphanumeric"),
        ("…", "stop"),
        (";", "comma"),
        ("„", "quote"),
        ("—", "dash"),
        ("[", "bracket"),
        ("%", "other"),
        ("قال", "mixed"),
    ],
)
def test_shapes(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_breaks_before_words() -> None:
    tokens = tokenise("A man,\nold.\n \nGone")
    assert [BREAKS[b] for b in tokens.breaks] == "paragraph space glued line glued paragraph".split()


def test_the_order_of_shapes_and_breaks_is_the_models() -> None:
    """The weights hold a row for each: a new name goes to the end, and needs new weights."""
    assert SHAPES[:7] == ("none", "lower", "title", "upper", "initial", "mixed", "digits")
    assert SHAPES[7:] == ("alphanumeric", "stop", "comma", "quote", "dash", "bracket", "other")
    assert BREAKS == ("glued", "space", "line", "paragraph")


@given(st.text(max_size=200) | st.text(alphabet="aé́B1.’\n \u200b\u202e字[]", max_size=200))
def test_words_lie_in_order_in_the_text_and_own_its_pieces(text: str) -> None:
    tokens = tokenise(text)
    spans = tokens.words.tolist()
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert len(tokens.shapes) == len(tokens.breaks) == len(tokens) == len(tokens.first) - 1
    assert tokens.first[0] == 0
    assert tokens.first[-1] == len(tokens.pieces)
    assert (np.diff(tokens.first) >= 1).all(), "each word has a piece, and they are in order"
    covered = {n for low, high in spans for n in range(low, high)}
    assert all(n in covered for n, sign in enumerate(text) if sign.isascii() and sign.isalnum())


def test_one_huge_line_is_cut_at_spaces_and_its_words_stay_whole() -> None:
    text = "the elder of the village spoke " * 2_000
    tokens = tokenise(text)
    assert len(tokens) == 12_000
    assert {text[low:high] for low, high in tokens.words.tolist()} == set("the elder of village spoke".split())


def test_one_huge_word_is_read_in_stretches() -> None:
    tokens = tokenise("x" * 50_000)
    assert tokens.words[0, 0] == 0
    assert tokens.words[-1, 1] == 50_000
    assert (tokens.words[1:, 0] == tokens.words[:-1, 1]).all()
