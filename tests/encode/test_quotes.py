"""Quotation marks of every habit: what opens, what closes, what is left over, and what is no quotation mark at all."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.encode.quotes import STATES, Quotations, quotations, states
from sayso.encode.tokens import tokenise


def shown(text: str) -> list[str]:
    """The passages, a mark of depth before each: ">" is one level down."""
    return [">" * p.depth + text[slice(*p.span)] for p in quotations(text).passages]


def left_over(text: str) -> tuple[list[int], list[int]]:
    """Where the marks stand that nothing closes, and those that close nothing."""
    found = quotations(text)
    return [low for low, _ in found.unclosed], [low for low, _ in found.unopened]


HABITS = [
    ('He said "no" and left.', ['"no"'], "straight"),
    ("“No,” he said. “Not now.”", ["“No,”", "“Not now.”"], "curly"),
    ("‘No,’ he said, ‘not now.’", ["‘No,’", "‘not now.’"], "single, as the British do"),
    ("'No,' he said, 'not now.'", ["'No,'", "'not now.'"], "single and straight"),
    ("« Non », said Dorn, « a ‹ firm › non ».", ["« Non »", "« a ‹ firm › non »", ">‹ firm ›"], "guillemets"),
    ("»Nein«, said Dorn.", ["»Nein«"], "guillemets that point inwards"),
    ("„Nein“, said Dorn, „nie“.", ["„Nein“", "„nie“"], "low and high: the mark that opens elsewhere closes"),
    ("”No”, said Dorn, ’never’.", ["”No”", "’never’"], "closing marks on both sides"),
    ("He called it “fine“ twice.", ["“fine“"], "opening marks on both sides"),
    ("``No,'' he said. `Not now.'", ["``No,''", "`Not now.'"], "as LaTeX and old wires have them"),
    ("''No,'' he said. ‘‘Not now,’’ she said.", ["''No,''", "‘‘Not now,’’"], "two single marks for a double one"),
    ("“They grieve,″ he said.", ["“They grieve,″"], "a double prime for a closing mark"),
    ('“They grieve," he said.', ['“They grieve,"'], "half curly, half straight"),
    ("＂No＂, he said.", ["＂No＂"], "full width"),
    ("“He cried ‘stop’ twice,” she said.", ["“He cried ‘stop’ twice,”", ">‘stop’"], "single in double"),
    ("‘He cried “stop” twice,’ she said.", ["‘He cried “stop” twice,’", ">“stop”"], "double in single"),
    ("\"He cried 'stop' twice,\" she said.", ["\"He cried 'stop' twice,\"", ">'stop'"], "straight in straight"),
    ("''He cried, 'stop it,''' she said.", ["''He cried, 'stop it,'''", ">'stop it,'"], "three marks at once"),
    ("I said “‘never’”.", ["“‘never’”", ">‘never’"], "both open and close together"),
    (
        '"It is "awful". A "joint" letter."',
        ['"It is "awful". A "joint" letter."', '>"awful"', '>"joint"'],
        "like in like",
    ),
    ('"No", he said, and "yes".', ['"No"', '"yes"'], "the comma after the mark"),
    ("‘Maran falls’ as Dorn rises", ["‘Maran falls’"], "a headline in single marks"),
    ("“All of it.”", ["“All of it.”"], "the whole text"),
    ('It was —“now”— or ("never") or [“later”].', ["“now”", '"never"', "“later”"], "glued to dashes and brackets"),
    ("“… and [he] left (“quickly”) …” he said.", ["“… and [he] left (“quickly”) …”", ">“quickly”"], "cuts and inserts"),
    ('He said:"No."She said:"Yes."', ['"No."', '"Yes."'], "no space anywhere"),
    ("“done.”Next ‘done.’Then 'done.'So on", ["“done.”", "‘done.’", "'done.'"], "no space after"),
    ('" I am here , " he said . “ So am I . ”', ['" I am here , "', "“ So am I . ”"], "spaced off, as archives do"),
    (
        '\u200b“No,”\u200b he said.\u00a0"Yes,"\u00a0she said.',
        ["“No,”", '"Yes,"'],
        "invisible and hard spaces beside marks",
    ),
    ('قال "لا" ثم "نعم".', ['"لا"', '"نعم"'], "right to left"),
]


@pytest.mark.parametrize(("text", "passages", "habit"), HABITS, ids=[habit for *_, habit in HABITS])
def test_every_habit_is_read(text: str, passages: list[str], habit: str) -> None:
    assert shown(text) == passages
    assert left_over(text) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "It isn't Ilse's, nor O’Brien’s.",
        "The ’90s were like the '80s and the ‘70s.",
        "Rock 'n' roll and rock ’n’ roll.",
        "Get 'em, and wait ’til noon.",
        "The soldiers’ boots and the nurses' coats.",
        "The class of '98 met in '99.",
        "Congress‘ summer recess.",
        "He is 5'11\", she 6’2”, the boy 4' 8\" tall; a 6-foot-2 man and one of 5′11″.",
        "The road is bad â “ very bad â€” says nobody.",
        "",
        "No marks.",
    ],
)
def test_apostrophes_measures_and_broken_dashes_are_no_quotation_marks(text: str) -> None:
    assert quotations(text) == Quotations((), (), ())


def test_apostrophes_do_not_end_a_quotation() -> None:
    assert shown("‘The soldiers’ boots weren’t dry,’ he said.") == ["‘The soldiers’ boots weren’t dry,’"]
    assert shown("‘Heroes’ of the war met.") == ["‘Heroes’"]
    assert shown("‘I love rock ’n’ roll,’ he said.") == ["‘I love rock ’n’ roll,’"]
    assert shown("'40 people fell,' he said.") == ["'40 people fell,'"]
    assert shown("“He’s like 6’2”,” she said.") == ["“He’s like 6’2”,”"]


def closed(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*p.span)], p.closed) for p in quotations(text).passages]


def test_paragraphs_that_each_open_and_of_which_the_last_closes() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    assert closed(text) == [("“One.", "continued"), ("“Two.", "continued"), ("“Three,”", "mark")]
    assert closed("‘One.\n‘Two,’ he said.") == [("‘One.", "continued"), ("‘Two,’", "mark")]
    assert left_over(text) == ([], [])


def test_paragraphs_of_which_the_first_opens_and_the_last_closes() -> None:
    text = 'Dorn said:\n\n"One.\n\nTwo "new" ones.\n\nThree."\n\nHe left.'
    assert closed(text) == [
        ('"One.', "continued"),
        ('Two "new" ones.', "continued"),
        ('"new"', "mark"),
        ('Three."', "mark"),
    ]
    assert left_over(text) == ([], [])


def test_a_quotation_in_wrapped_lines() -> None:
    assert closed("He said “we will\nnot go” and left.") == [("“we will", "continued"), ("not go”", "mark")]


def test_two_slips_far_apart_are_not_one_quotation() -> None:
    text = "“One.\n\n“We met at noon,” said Dorn.\n\nThree.”"
    assert left_over(text.replace("“We", "Dorn: “We")) == ([0], [len(text) + 5])


def test_paragraphs_whose_line_breaks_are_lost() -> None:
    text = "“We sang. “We danced. “We left,” he said."
    assert closed(text) == [("“We sang.", "continued"), ("“We danced.", "continued"), ("“We left,”", "mark")]
    assert [how for _, how in closed(text.replace("“", '"').replace("”", '"'))] == ["continued", "continued", "mark"]


def test_a_mark_that_nothing_closes_is_reported() -> None:
    text = "Dorn said “we will go.\n\nHe left."
    assert closed(text) == [("“we will go.", "paragraph")]
    assert left_over(text) == ([10], [])


def test_a_passage_that_lost_its_end_stops_where_the_next_begins() -> None:
    text = '"We are early, Dorn said. "Nobody came."'
    assert closed(text) == [('"We are early, Dorn said.', "paragraph"), ('"Nobody came."', "mark")]
    assert left_over(text) == ([0], [])


def test_of_two_single_marks_that_open_the_first_is_left_over() -> None:
    text = "He spoke. ‘Maran called the army ‘heroes who saved the land,’ it was noted, ‘again.’"
    assert shown(text) == ["‘heroes who saved the land,’", "‘again.’"]
    assert left_over(text) == ([10], [])


def test_a_mark_that_closes_nothing_is_reported() -> None:
    assert left_over("We must go,” he said.") == ([], [11])


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ('Dorn said." If they come, we go." He left.', '" If they come, we go."'),
        ("“Yes,” he said. ” And I mean it.”", "” And I mean it.”"),
        ('He warned of a" new war" there.', '" new war"'),
        ('The "Good Day "with Ana, and "Bad Day" too.', '"Good Day "'),
        ('She read "Do Not Go ", "Stay" and more.', '"Do Not Go "'),
    ],
)
def test_a_mark_on_the_wrong_side_of_a_space_still_pairs(text: str, passage: str) -> None:
    assert passage in shown(text)
    assert left_over(text) == ([], [])


MARKS = "\"'“”‘’„«»‹›`´″＂"
messy = st.text(alphabet=MARKS + "as.,S: \n\u200b\u00a0([—5", max_size=60)


@given(messy)
def test_passages_nest_within_lines_and_no_mark_is_used_twice(text: str) -> None:
    found = quotations(text)
    used: list[tuple[int, int]] = []
    for passage in found.passages:
        (low, high), (start, end) = passage.span, passage.inner
        assert 0 <= low <= start <= end <= high <= len(text)
        assert low < high
        assert "\n" not in text[low:high]
        assert (end < high) == (passage.closed == "mark")
        used += [span for span in ((low, start), (end, high)) if span[0] < span[1]]
    opened = {p.span[0] for p in found.passages if p.span[0] < p.inner[0] and p.closed == "paragraph"}
    assert all(low in opened or (low, high) not in used for low, high in found.unclosed)
    places = [n for low, high in [*used, *found.unopened] for n in range(low, high)]
    assert len(places) == len(set(places))
    assert not {n for low, high in found.unopened for n in range(low, high)} & {low for low, _ in found.unclosed}
    assert all(text[n] in MARKS for n in places)


@given(messy)
def test_depth_is_the_number_of_passages_around(text: str) -> None:
    passages = quotations(text).passages
    assert list(passages) == sorted(passages, key=lambda p: (p.span[0], -p.span[1]))
    for number, one in enumerate(passages):
        for other in passages[number + 1 :]:
            assert other.span[1] <= one.span[1] or other.span[0] >= one.span[1], "they overlap in part"
        around = [
            p for n, p in enumerate(passages) if n < number and p.span[1] >= one.span[1] and p.span[0] <= one.span[0]
        ]
        assert one.depth == len(around)


@given(messy)
def test_states_agree_with_the_passages_word_by_word(text: str) -> None:
    found, tokens = quotations(text), tokenise(text)
    got = states(tokens.words, found)
    assert got.shape == (len(tokens),)
    for (low, high), state in zip(tokens.words.tolist(), got.tolist(), strict=True):
        inside = any(p.span[0] <= low and high <= p.span[1] for p in found.passages)
        assert (STATES[state] != "outside") == inside


def test_states_of_a_sentence() -> None:
    text = "He: “No ‘way’ out” and\n“so"
    tokens = tokenise(text)
    names = [STATES[s] for s in states(tokens.words, quotations(text))]
    assert (
        names == "outside outside opening inside opening nested closing inside closing outside opening unclosed".split()
    )
    assert states(np.zeros((0, 2), np.int32), quotations("")).tolist() == []


def test_every_mark_of_a_plain_text_is_accounted_for() -> None:
    """All texts of five signs: a double curly mark is in a passage, or reported as left over."""
    for number in range(4**5):
        signs = "".join("“”a "[number // 4**place % 4] for place in range(5))
        found = quotations(signs)
        ends = [n for p in found.passages for n in (p.span[0], p.span[1] - 1) if signs[n] in "“”"]
        marks = {n for n, sign in enumerate(signs) if sign in "“”"}
        assert marks <= {*ends, *(low for low, _ in found.unclosed), *(low for low, _ in found.unopened)}


@pytest.mark.parametrize(
    "unit", ['"', '" ', "“", "”", "“‘", "‘s’ a", "s’ a", "'a ", "“a ", "“A. ", '". ', "``a ''", "«“‘", "“\n", '"\u200b']
)
def test_marks_without_end_take_linear_time(unit: str) -> None:
    """Seconds, where a search for each mark's partner would take hours; a bare mark stands a hundred thousand times."""
    text = unit * (100_000 if unit == '"' else 20_000 // len(unit))
    began = time.process_time()
    found = quotations(text)
    states(np.array([(n, n + 1) for n in range(len(text))], np.int32), found)
    assert time.process_time() - began < 30
