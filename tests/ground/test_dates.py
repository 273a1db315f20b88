"""Times in texts: what they mean on Wednesday, 5 March 2031, and what they mean when nobody knows the day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ground.dates import dates
from sayso.ground.timex.lexicon import Row, parse, rows
from sayso.report import Report, SaysoError, Segment
from tests.ground.make import make, said


def read(text: str, published: str | None = "2031-03-05", **known: object) -> Report:
    return dates(make(text, published=published, **known))  # type: ignore[arg-type]


def told(report: Report) -> list[str]:
    return [f"{report[d.span]} = {d.type} {d.value}" + (f" {d.mod}" if d.mod else "") for d in report.dates]


def values(text: str, published: str | None = "2031-03-05", **known: object) -> list[str | None]:
    return [d.value for d in read(text, published, **known).dates]


@pytest.mark.parametrize("row", [r for r in rows() if r.example], ids=lambda r: f"{r.words[0]}")
def test_every_row_of_the_lexicon_finds_its_example(row: Row) -> None:
    assert tuple(told(read(row.example))) == row.found


def test_the_lexicon_says_which_line_is_malformed() -> None:
    head = "words\tclass\tvalue\texample\tfound\n"
    with pytest.raises(SaysoError, match="line 2"):
        parse(head + "monday\tnonsense\t1\t\t")
    with pytest.raises(SaysoError, match="repeats"):
        parse(head + "monday\tweekday\t1\t\t\nmonday\tweekday\t1\t\t")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # whole days, in every order
        ("It fell on 28 April 2030.", ["28 April 2030 = DATE 2030-04-28"]),
        ("It fell on April 28th, 2030.", ["April 28th, 2030 = DATE 2030-04-28"]),
        ("It fell on Sunday, April 28, 2030.", ["Sunday, April 28, 2030 = DATE 2030-04-28"]),
        ("It fell on the 28th of April 2030.", ["the 28th of April 2030 = DATE 2030-04-28"]),
        ("Stamped 2031-03-02T09:00:00Z at sea.", ["2031-03-02T09:00:00Z = TIME 2031-03-02T09:00"]),
        ("Stamped 2031-03-02 at sea.", ["2031-03-02 = DATE 2031-03-02"]),
        ("Stamped 28/04/2030 at sea.", ["28/04/2030 = DATE 2030-04-28"]),
        # ranges give both ends
        ("The fair ran May 5-7, 2030.", ["May 5 = DATE 2030-05-05", "7, 2030 = DATE 2030-05-07"]),
        ("It ran from 5 to 7 May 2030.", ["5 = DATE 2030-05-05", "7 May 2030 = DATE 2030-05-07"]),
        ("It ran from January 23 to March 9 2030.", ["January 23 = DATE 2030-01-23", "March 9 2030 = DATE 2030-03-09"]),
        ("He ruled 2014-17.", ["2014 = DATE 2014", "17 = DATE 2017"]),
        # clock times join their day
        ("It struck at 5 p.m. Tuesday.", ["5 p.m. Tuesday = TIME 2031-03-04T17:00"]),
        ("It struck on Monday at 10:30 p.m. by the pier.", ["Monday at 10:30 p.m. = TIME 2031-03-03T22:30"]),
        (
            "It ran on 3 March from 10:24 PM, ending when they were caught at 12:18 AM.",
            [
                "3 March = DATE 2031-03-03",
                "10:24 PM = TIME 2031-03-03T22:24",
                "12:18 AM = TIME 2031-03-04T00:18",
            ],
        ),
        (
            "Police came at 10 p.m. on 3 March after a call at 2 a.m.",
            ["10 p.m. on 3 March = TIME 2031-03-03T22:00", "2 a.m. = TIME 2031-03-03T02:00"],
        ),
        (
            "It rained on 3 March from 9 a.m. to 11 a.m.",
            ["3 March = DATE 2031-03-03", "9 a.m. = TIME 2031-03-03T09:00", "11 a.m. = TIME 2031-03-03T11:00"],
        ),
        ("USA TODAY", []),
        ("Highs will be in the upper 60s, lows in the mid-50s.", []),
        ("They met over the July 4 weekend.", ["July 4 = DATE 2030-07-04"]),
        ("They bore in mind the august name.", []),
        ("They voted on Monday to cut water this summer.", ["Monday = DATE 2031-03-03", "this summer = DATE 2031-SU"]),
        ("She died in 1984 two months later.", ["1984 = DATE 1984", "two months later = DATE None"]),
        ("It fell in the 2000 block of Mill Road.", []),
        ("Just over one-quarter of the members left.", []),
        ("He spoke on “This Week,” and told This Week of it.", []),
        ("This week it rained.", ["This week = DATE 2031-W10"]),
        (
            "It is Tuesday. The ban, in force since February 11, was lifted as of 9:45 a.m.",
            [
                "Tuesday = DATE 2031-03-04",
                "February 11 = DATE 2031-02-11 ON_OR_AFTER",
                "9:45 a.m. = TIME 2031-03-04T09:45",
            ],
        ),
        ("He said Marrow must win the June election.", ["June = DATE 2031-06"]),
        ("They voted to wait for talks beginning in June.", ["June = DATE 2031-06"]),
        ("It shut at the beginning of June 2030.", ["the beginning of June 2030 = DATE 2030-06 START"]),
        ("MARROW FLOODS TODAY", ["TODAY = DATE 2031-03-05"]),
        ("It struck at 17:00 GMT on 4 March.", ["17:00 GMT on 4 March = TIME 2031-03-04T17:00"]),
        ("It struck at 6:30 last night.", ["6:30 last night = TIME 2031-03-04T18:30"]),
        (
            "It struck on Monday. The alarm rang at 4 a.m.",
            ["Monday = DATE 2031-03-03", "4 a.m. = TIME 2031-03-03T04:00"],
        ),
        ("They met over the July 4th weekend.", ["July 4th = DATE 2030-07-04"]),
        ("The alarm rang at 4 a.m. and again.", ["4 a.m. = TIME XXXX-XX-XXT04:00"]),
        # lengths
        ("They talked for two and a half weeks.", ["two and a half weeks = DURATION P2.5W"]),
        ("They talked for half an hour.", ["half an hour = DURATION PT30M"]),
        ("They talked for three to four hours.", ["three to four hours = DURATION PT4H EQUAL_OR_LESS"]),
        ("They talked for years.", ["years = DURATION PXY"]),
        ("He served less than 5 years.", ["less than 5 years = DURATION P5Y LESS_THAN"]),
        ("A five-minute film.", ["five-minute = DURATION PT5M"]),
        # modifiers
        ("Since 2014 it has been shut.", ["2014 = DATE 2014 ON_OR_AFTER"]),
        ("It was built before 1900.", ["1900 = DATE 1900 BEFORE"]),
        ("It was dug about 1850.", ["about 1850 = DATE 1850 APPROX"]),
        ("He left more than two years ago.", ["more than two years ago = DATE 2029 BEFORE"]),
        # what comes again
        ("She swims every Friday.", ["every Friday = SET XXXX-WXX-5"]),
        ("It is cleaned every two weeks.", ["every two weeks = SET P2W"]),
        # fiscal years and quarters
        ("Losses grew in FY2030.", ["FY2030 = DATE FY2030"]),
        ("Losses grew in the third quarter.", ["the third quarter = DATE 2030-Q3"]),
    ],
)
def test_shapes(text: str, found: list[str]) -> None:
    assert told(read(text)) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Two boats sank on Monday.", "2031-03-03"),  # the past: the last one
        ("The envoy will sail on Monday.", "2031-03-10"),  # to come: the next one
        ("The envoy said the talks, due to start on Friday, were off.", "2031-03-07"),
        ("The envoy is scheduled to land Thursday.", "2031-03-06"),
        ("Wednesday's raid was the third.", "2031-03-05"),  # the day of publication itself
        ("She left last Wednesday.", "2031-02-26"),
        ("On April 28, he thanked the crews.", "2030-04-28"),
        ("The vote will be held on April 28.", "2031-04-28"),
        ("It opened last August.", "2030-08"),
        ("It opens next May.", "2031-05"),
        ("It opened in June last year.", "2030-06"),
        ("We are very concerned at waiting until May 8 for a vote.", "2031-05-08"),
        ("The would-be robber fled in a car on Monday.", "2031-03-03"),
    ],
)
def test_tense_decides_between_last_and_next(text: str, value: str) -> None:
    assert values(text)[0] == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The fort fell on 3 May 1910. Two days later the king fled.", ["1910-05-03", "1910-05-05"]),
        ("The fort fell on 3 May 1910. The following day the king fled.", ["1910-05-03", "1910-05-04"]),
        ("The fort fell on 3 May 1910. Later that day the king fled.", ["1910-05-03", "1910-05-03"]),
        ("The fort fell in 1910. Two years later the king died.", ["1910", "1912"]),
        ("The fort fell in 1910. The same year the king died.", ["1910", "1910"]),
        ("He was born on 3 May 1910 and fled on 9 June.", ["1910-05-03", "1910-06-09"]),
        ("The king fled the day before.", [None]),  # before what, nobody said
        ("The king fled the day before the fort fell.", [None]),
        ("The raid was on Monday. The day before, a drone fell.", ["2031-03-03", "2031-03-02"]),
    ],
)
def test_what_was_told_last_anchors_what_is_told_next(text: str, found: list[str | None]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On April 28, he thanked the crews.", ["XXXX-04-28"]),
        ("Two boats sank on Monday.", ["XXXX-WXX-1"]),
        ("Two boats sank yesterday.", ["PAST_REF"]),
        ("Two boats sank last week.", ["PAST_REF"]),
        ("The ferry sails tomorrow.", ["FUTURE_REF"]),
        ("Two boats sank in May.", ["XXXX-05"]),
        ("Two boats sank ten days ago.", [None]),
        ("Two boats sank in 2014.", ["2014"]),
        ("He worked for three days.", ["P3D"]),
    ],
)
def test_without_a_publication_date_only_what_can_be_known(text: str, found: list[str | None]) -> None:
    assert values(text, published=None) == found


def test_the_seed_with_its_publication_date() -> None:
    assert values("On April 28, he thanked the crews.", published="2025-04-30") == ["2025-04-28"]


def test_a_dateline_is_counted_from() -> None:
    assert values("Tuesday, 4 March 2031\n\nTwo boats sank yesterday.", published=None) == ["2031-03-04", "2031-03-03"]
    text = "TARN, March 4 — Two boats sank yesterday."
    head = (Segment((0, 13), "dateline"), Segment((16, len(text)), "body"))
    assert values(text, published="2031", segments=head)[1] == "2031-03-03"


@pytest.mark.parametrize(
    "text",
    [
        "Voters may march on the capital.",
        "The Sunday Times was sold out.",
        "They sang of Bloody Sunday.",
        "It happened in USA Today.",
        "He is 20 years old, aged 20 years.",
        "She is in her 80s.",
        "More than 2000 people came.",
        "Resolution 2014 was tabled.",
        "They won 3:16.",
        "The Daily Mirror of Marrow.",
        "March 5 kilometres, then rest.",
        "Michael “August” Tarn fled.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert told(read(text)) == []


def test_names_that_are_months() -> None:
    text = "Theresa May met April Tarn in May."
    names = {"Theresa May": "PERSON", "April Tarn": "PERSON"}
    assert told(dates(make(text, names=names, published="2031-03-05"))) == ["May = DATE 2030-05"]


def test_day_and_month_in_digits() -> None:
    text = "Filed on 03/04/2030."
    report = read(text)
    assert [d.value for d in report.dates] == ["2030"]
    assert [n.code for n in report.notes] == ["date-ambiguous"]
    assert values(text, url="https://www.marrow-gazette.co.uk/a") == ["2030-04-03"]
    assert values(text, outlet="CNN") == ["2030-03-04"]
    assert values("Filed 13/04/2030, answered 03/04/2030.", outlet="BBC News") == ["2030-04-13", "2030-04-03"]


def test_a_text_newer_than_its_date_is_noted() -> None:
    report = read("The bridge was opened on 5 May 2033 and fell in 2035.")
    note = next(n for n in report.notes if n.code == "date-after-publication")
    assert [report[s] for s in (note.span or (0, 0), *note.related)] == ["5 May 2033", "2035"]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge will be opened on 5 May 2033.",
        "The plan runs until 2035.",
        "Vell was seen as a hope for the 2036 elections.",
        "It was meant for the fiscal year ending 31 December 2031.",
        "She was elected to serve from 2030 to 2034.",
        "It was opened on 6 March 2031.",  # a day more can be a time zone
    ],
)
def test_a_time_to_come_is_no_newer_text(text: str) -> None:
    assert not [n for n in read(text).notes if n.code == "date-after-publication"]


def test_a_date_has_its_statement() -> None:
    text = "The envoy said on Monday that the dam broke on Sunday."
    report = read(text)
    statement = said(text, "The envoy", "said", "that the dam broke on Sunday")
    report = dates(make(text, statement, published="2031-03-05"))
    assert [(report[d.span], d.statement) for d in report.dates] == [("Monday", None), ("Sunday", "s1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("٢٨ April ٢٠٣٠", ["2030-04-28"]),
        ("ON APRIL 28, HE MAY RESIGN. BLAST KILLED 3 ON MONDAY", ["2031-04-28", "2031-03-03"]),
        ("he left on monday, april 28, in a hurry", ["2030-04-28"]),
        ("9" * 400 + " days ago", ["PAST_REF"]),
        ("in " + "9" * 400, []),
        ("30 February 2031", [None]),
        ("00/00/0000 and 99/99/9999 and 2031-13-45", []),
        ("", []),
    ],
)
def test_bad_input(text: str, found: list[str | None]) -> None:
    assert values(text) == found


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "2031", "2031-03", "nonsense", "2031-02-30", ""])
def test_odd_publication_dates_do_not_fail(published: str) -> None:
    text = "Yesterday, last year, two months ago, ten years later, on Monday, next week, in May and next quarter."
    assert read(text, published).dates


_PIECES = st.sampled_from(
    "the of in on early late last next this that Monday Sunday May march April 28 5 2030 1990s 19th century two few a "
    "year years days week weekend ago later before after since until - – , . : ( ) ' s at p.m. 5pm quarter first Q3 "
    "every each daily now today overnight summer and to half hour hours Christmas 03/04/2031 2031-03-02 1,000 "
    "old".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=40), st.sampled_from([None, "2031-03-05", "2031"]))
def test_never_raises_and_spans_slice(words: list[str], published: str | None) -> None:
    text = " ".join(words).replace("\0", "").encode("utf-8", "ignore").decode()
    report = read(text, published)
    spans = [d.span for d in report.dates]
    assert all(0 <= low < high <= len(text) for low, high in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(0 < d.score <= 1 for d in report.dates)
    for d in report.dates:  # a day that is given exists
        if d.value and len(d.value) == 10 and d.value[:4].isdecimal() and d.value[5:7].isdecimal():
            assert date.fromisoformat(d.value)


def test_a_clock_time_is_of_the_weekday_of_its_sentence_where_no_date_is_known() -> None:
    assert values("On Friday, guards came to the mill at 10:15 p.m.", None) == ["XXXX-WXX-5", "XXXX-WXX-5T22:15"]
    assert values("On Sunday, it rained from 10 p.m. to 2 a.m.", None)[1:] == ["XXXX-WXX-7T22:00", "XXXX-WXX-1T02:00"]
