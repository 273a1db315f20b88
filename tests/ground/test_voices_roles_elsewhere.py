"""Roles said elsewhere in a report: at another mention, spelled out, by a group, by whose document it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.attribute.cues import cut
from sayso.ground.classes import describe
from sayso.ground.lexicon import rows
from sayso.ground.speakers import Speakers
from sayso.report import Actor
from tests.ground.make import make, said
from tests.ground.voices import voice


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("Ilse Maran, whose brother was killed, waited outside.", "other"),
        ("Ilse Maran, 34, a teacher, waited outside.", "other"),
        ("Ilse Maran, 34, waited outside.", "other"),
        ("Ilse Maran, who lives next door, waited outside.", "witness"),
        ("Ilse Maran lives nearby.", "witness"),
        ("Ilse Maran, founder of the charity Tarnaid, waited outside.", "NGO or international body"),
        ("Ilse Maran, who runs a shop, waited outside.", "business"),
        ("Ilse Maran of Human Rights Watch waited outside.", "NGO or international body"),
        ("Ilse Maran (R-Tarn) waited outside.", "state"),
        ("The victim's aunt, Ilse Maran, waited outside.", "other"),
        ("KXTN's Ilse Maran waited outside.", "media"),
        ("Tarn University's Ilse Maran waited outside.", "expert"),
        ("Rights activist and author Ilse Maran waited outside.", "activist"),
        ("Ilse Maran, a former U.S. deputy secretary of state, waited outside.", "state"),
        ("Ilse Maran of the U.S.-Tarn Institute waited outside.", "expert"),
        ("Iceland's leader Ilse Maran waited outside.", "state"),
        ("Bank worker Ilse Maran waited outside.", "other"),
        ("The ambassador to the United Nations Ilse Maran waited outside.", "state"),
        ("Ilse Maran, a bank worker, waited outside.", "other"),
    ],
)
def test_what_is_said_of_a_person_at_one_mention_counts_at_all(first: str, role: str) -> None:
    text = f"{first} The lamp fell, Maran said."
    start = text.rindex("Maran")
    s = said(text, (start, start + 5), "said", "The lamp fell")
    assert voice(make(text, s, names={"Ilse Maran": "PERSON"})).role == role


def test_what_a_source_says_of_its_speaker_counts_before_and_after() -> None:
    text = "The lamp fell, Maran said. It was old, said Ilse Maran, a one-time head of the Tarn Institute for Lamps."
    one = said(text, "Maran", "said", "The lamp fell", "s1")
    start = text.rindex("Ilse")
    two = said(text, (start, len(text) - 1), (start - 5, start - 1), "It was old", "s2")
    at = make(text, one, two, names={"Ilse Maran": "PERSON", "Maran": "PERSON"})
    assert [voice(at, ident).role for ident in ("s1", "s2")] == ["expert", "expert"]


def test_speakers_are_of_the_group_that_met() -> None:
    text = "Officials of the Lamplighters' Union demanded oil. There was a march. Speakers said the gate was shut."
    one = said(text, "Officials of the Lamplighters' Union", "demanded", "oil", "s1")
    two = said(text, "Speakers", "said", "the gate was shut", "s2")
    assert voice(make(text, one, two), "s2").role == "NGO or international body"


def test_a_friend_of_a_known_leader_is_not_the_leader() -> None:
    text = "Oto Vey was a friend of Putin. The lamp fell, Putin said."
    start = text.rindex("Putin")
    s = said(text, (start, start + 5), "said", "The lamp fell")
    assert voice(make(text, s, names={"Oto Vey": "PERSON", "Putin": "PERSON"})).role == "state"


def test_a_director_who_saw_something_is_no_witness() -> None:
    text = "Director Ilse Maran said they saw four lamps fail."
    s = said(text, "Director Ilse Maran", "said", "they saw four lamps fail")
    assert voice(make(text, s, names={"Ilse Maran": "PERSON"})).role != "witness"


def test_polls_are_not_of_whom_a_report_was() -> None:
    text = "The report by the Tarn Institute said the gate was shut. Polls said it was open."
    one = said(text, "The report by the Tarn Institute", "said", "the gate was shut", "s1")
    start = text.index("said", text.index("Polls"))
    two = said(text, "Polls", (start, start + 4), "it was open", "s2")
    at = make(text, one, two)
    assert [Speakers(at).of(s).role for s in at.report.statements] == ["expert", None]


def test_a_group_called_by_a_person_is_of_that_persons_kind() -> None:
    text = "Activist Ilse Maran spoke. The Maran group turned the plan down."
    s = said(text, "The Maran group", "turned", "the plan")
    assert voice(make(text, s, names={"Ilse Maran": "PERSON", "Maran": "PERSON"})).role == "activist"


def test_he_is_the_unnamed_one_whom_the_step_before_found() -> None:
    text = "A rebel commander spoke. The lamp fell, he said."
    low = text.index("he said")
    at = make(text, said(text, (low, low + 2), "said", "The lamp fell", actors=("a1",)))
    at = at.with_report(
        replace(at.report, actors=(Actor("a1", "A rebel commander", "person", ((0, 17), (low, low + 2)), 0.9),))
    )
    assert voice(at).role == "armed party"


def test_the_source_is_the_one_before() -> None:
    text = "A police source said the gate was shut. The lamp fell, the source added."
    one = said(text, "A police source", "said", "the gate was shut", "s1")
    two = said(text, "the source", "added", "The lamp fell", "s2")
    assert voice(make(text, one, two), "s2").role == "police or court"


def test_they_are_who_came_in_the_clause_before() -> None:
    text = "When officers arrived, they found the door open."
    assert voice(make(text, said(text, "they", "found", "the door open"))).role == "police or court"


def test_a_name_before_which_is_whom_it_goes_on_about() -> None:
    text = "It could mean that Norway, which denied the story, will wait."
    assert voice(make(text, said(text, "which", "denied", "the story"))).role == "state"


def test_a_commentary_is_of_who_wrote_it() -> None:
    text = "The Federation of Lamplighters made public a commentary on Monday. The commentary said the gate was shut."
    s = said(text, "The commentary", "said", "the gate was shut")
    assert voice(make(text, s)).role == "NGO or international body"


def test_what_someone_was_doing_is_no_title() -> None:
    text = "Minister Ilse Maran arrived. Maran, speaking on Radio Tarn, said the gate was shut."
    start = text.rindex("Maran")
    s = said(text, (start, start + 5), "said", "the gate was shut")
    assert voice(make(text, s, names={"Ilse Maran": "PERSON", "Maran": "PERSON"})).role == "state"


def test_two_of_one_surname_are_two() -> None:
    text = "Mayor Ilse Maran left. Odo Maran, a fisherman, stayed. The gate was shut, Ilse Maran said."
    start = text.rindex("Ilse Maran")
    s = said(text, (start, start + 10), "said", "The gate was shut")
    assert voice(make(text, s, names={"Ilse Maran": "PERSON", "Odo Maran": "PERSON"})).role == "state"


def test_a_family_is_its_own() -> None:
    text = "Odo Maran was lost at sea. The Marans said they would wait."
    s = voice(make(text, said(text, "The Marans", "said", "they would wait"), names={"Odo Maran": "PERSON"}))
    assert s.role == "other"


def test_a_person_named_after_a_group_that_spoke_is_of_it() -> None:
    text = "Neighbors said the lamp fell. “It shook,” Ilse Maran said."
    first = said(text, "Neighbors", "said", "the lamp fell", "s1")
    start = text.rindex("said")
    second = said(text, "Ilse Maran", (start, start + 4), "“It shook,”", "s2")
    assert voice(make(text, first, second, names={"Ilse Maran": "PERSON"}), "s2").role == "witness"


def test_letters_are_spelled_out_elsewhere() -> None:
    text = "The Lower Tarn Sheriff's Office searched a shed. The shed was empty, LTSO said."
    assert voice(make(text, said(text, "LTSO", "said", "The shed was empty"))).role == "police or court"


def test_a_body_is_what_its_other_mentions_say() -> None:
    text = "Tarn Dawn, a militant group, took the pass. The group said it would stay."
    s = said(text, "The group", "said", "it would stay")
    start = text.index("The group")
    at = make(text, s)
    actor = Actor("a1", "Tarn Dawn", "organisation", score=0.9, mentions=((0, 9), (start, start + 9)))
    at = at.with_report(replace(at.report, actors=(actor,), statements=(replace(s, actors=("a1",)),)))
    assert voice(at).role == "armed party"


def test_a_letter_is_its_writers() -> None:
    text = "Senator Ilse Maran said in a letter that the gate was shut. The letter said nothing of the key."
    first = said(text, "Senator Ilse Maran", "said", "that the gate was shut", "s1")
    start = text.rindex("said")
    second = said(text, "The letter", (start, start + 4), "nothing of the key", "s2")
    assert voice(make(text, first, second, names={"Ilse Maran": "PERSON"}), "s2").role == "state"


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("critics of the plan, including lawmakers", "other"),
        ("two officials, contacted by Reuters", "state"),
        ("officials of the guild", "NGO or international body"),
        ("the health ministry", "state"),
        ("the group's website", "NGO or international body"),
        ("AT PD", "police or court"),
        ("TCSO", "police or court"),
        ("an autopsy report", "medical"),
        ("a new study", "expert"),
        ("one clubgoer", "witness"),
        ("two cops", "police or court"),
        ("the Group for the Study of Lamps", "NGO or international body"),
        ("the chief of department", "police or court"),
    ],
)
def test_more_words_of_sources(source: str, role: str) -> None:
    words = cut(source)
    assert describe(words, ["O"] * len(words)).role == role


@pytest.mark.parametrize("row", rows("publics"), ids=lambda row: row["source"])
def test_a_public_needs_no_title(row: dict[str, str]) -> None:
    text = row["example"]
    s = said(text, row["source"], "said", "the gate was shut.")
    assert row["source"].lower() in row["names"].split(", ")
    assert voice(make(text, s, names={row["source"]: "PERSON"})).role == row["role"]


def test_names_of_publics_stand_once() -> None:
    names = [name for row in rows("publics") for name in row["names"].split(", ")]
    assert len(names) == len(set(names))


WE = "We believe the gate is shut."


def test_we_outside_quotation_marks_is_the_writer_in_an_outlet_and_nobody_in_speech() -> None:
    s = said(WE, "We", "believe", "the gate is shut")
    spoken = make(WE, s)
    assert (voice(spoken).role, voice(spoken).source_class) == ("unknown", "unattributed")
    written = make(WE, s, outlet="The Tarn Observer")
    assert (voice(written).role, voice(written).source_class) == ("media", "document or media")


def test_we_after_a_colon_at_the_end_of_a_line_is_whom_it_announces() -> None:
    text = "The guild said the fee was unjust. It went on:\nWe hope the court will hear us."
    first = said(text, "The guild", "said", "the fee was unjust", "s1")
    second = said(text, "We", "hope", "the court will hear us", "s2")
    at = make(text, first, second, outlet="The Tarn Observer")
    assert voice(at, "s2").role == "NGO or international body"
