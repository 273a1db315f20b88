"""Whom a source's words make him: neighbours, kin, owners of documents, stations, officials of a crime."""

from __future__ import annotations

import pytest

from sayso.attribute.cues import cut
from sayso.ground.certainty import certainty
from sayso.ground.classes import describe
from sayso.ground.lexicon import plain
from sayso.ground.stance import stance
from sayso.ground.voices import sees
from tests.ground.make import make, said
from tests.ground.voices import voice


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("a cousin of the victims", "other"),
        ("one of the hostages", "witness"),
        ("a student at Tarn University", "other"),
        ("Religious leaders", "other"),
        ("a news release from the Tarn Police Department", "police or court"),
        ("Published reports", "media"),
        ("the indictment", "police or court"),
        ("Speakers at the rally", "activist"),
        ("the founder of the protest movement", "activist"),
        ("the founder of the company", "business"),
        ("the task force fighting the rebels", "state"),
        ("the front-runner", "state"),
        ("KXTN", "media"),
        ("LTPD", "police or court"),
        ("the minister of justice", "state"),
        ("FOX12", "media"),
        ("a taxi driver", "other"),
        ("a rights group", "NGO or international body"),
        ("the search warrants", "police or court"),
        ("civilians near the bridge", "witness"),
        ("an administration source", "state"),
        ("a woman who was leaving the bank", "other"),
        ("the man who runs the ferry company", "business"),
        ("a bank worker", "other"),
        ("the Tarnish Civil Rights Front", "NGO or international body"),
        ("the Southern Front", "armed party"),
        ("the Norwegians", "state"),
        ("many Norwegians", "other"),
        ("the territory's chief executive", "state"),
        ("a cardiologist", "medical"),
        ("LTPD sources", "police or court"),
        ("critics of the law", "other"),
        ("the minister's supporters", "other"),
        ("the Centre for Harbour Policy", "expert"),
        ("Tarn Valley Tours", "business"),
        ("the Tarn Examiner", "media"),
    ],
)
def test_the_role_that_a_sources_own_words_give(source: str, role: str) -> None:
    words = cut(source)
    assert describe(words, ["O"] * len(words)).role == role


@pytest.mark.parametrize(
    ("cue", "content", "saw"),
    [
        ("said", "he heard two shots", True),
        ("said", "“I just ran to the gate”", True),
        ("witnessed", "the fire", True),
        ("said", "he heard that the bridge was closed", False),
        ("said", "“I heard about it from my aunt”", False),
        ("said", "the bridge was closed", False),
    ],
)
def test_who_tells_what_he_saw(cue: str, content: str, saw: bool) -> None:
    assert sees(plain(cut(cue)), [w for w in plain(cut(content)) if w not in "“”"]) is saw


@pytest.mark.parametrize(
    ("cue", "content", "level"),
    [
        ("were confident", "that the dam would hold", "probable"),
        ("said", "the lock arguably failed first", "probable"),
        ("said", "the tests suggested a leak", "probable"),
        ("said", "he can mend the pump", "certain"),
        ("predicted", "a wet spring", "probable"),
        ("released", "no names", "underspecified"),
    ],
)
def test_certainty(cue: str, content: str, level: str) -> None:
    said_, told = plain(cut(cue)), plain(cut(content))
    assert certainty(said_, told, stance(said_, told)) == level


def test_who_lives_nearby_is_a_witness_throughout_the_report() -> None:
    text = "“It shook,” said Ilse Maran, who lives across the street. The lamp fell, Maran said."
    first = said(text, "Ilse Maran", "said", "“It shook,”", "s1")
    start = text.rindex("Maran")
    second = said(text, (start, start + 5), "said", "The lamp fell", "s2")
    context = make(text, first, second, names={"Ilse Maran": "PERSON"})
    assert [voice(context, ident).role for ident in ("s1", "s2")] == ["witness", "witness"]


def test_a_statement_is_its_owners() -> None:
    text = "The league issued a statement on Monday. The statement said the fee was unjust."
    s = voice(make(text, said(text, "The statement", "said", "the fee was unjust")))
    assert s.role == "NGO or international body"


def test_officials_of_a_crime_are_police() -> None:
    text = "Police searched two sheds. Detectives found a knife. Officials said a man was arrested."
    assert voice(make(text, said(text, "Officials", "said", "a man was arrested"))).role == "police or court"


def test_the_chief_of_a_crime_is_of_the_police() -> None:
    text = "Police searched two sheds. Detectives found a knife. Chief Odo Brill said a man was arrested."
    s = said(text, "Chief Odo Brill", "said", "a man was arrested")
    assert voice(make(text, s, names={"Odo Brill": "PERSON"})).role == "police or court"


def test_you_is_anybody() -> None:
    text = "“You never know the sea,” the skipper said."
    outer = said(text, "the skipper", "said", "“You never know the sea,”", "s1")
    inner = said(text, "You", "never know", "the sea", "s2", within="s1")
    assert voice(make(text, outer, inner), "s2").role == "unknown"
