"""Who speaks and who is spoken of, a page of examples: every person and place here is invented, the states are not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ground.actors import resolve
from sayso.ground.context import context
from sayso.ground.known import nouns, states
from sayso.ground.pronouns import shipped
from sayso.report import Report, Statement
from tests.ground.make import at, make, said

PERSON, BODY, PLACE, MISC = "PERSON", "ORGANIZATION", "LOCATION", "MISC"


def read(text: str, *statements: Statement, names: dict[str, str] | None = None, **known: Any) -> Report:
    """A text's report with its actors."""
    return resolve(make(text, *statements, names=names, **known))


def mentions(report: Report, name: str) -> list[str]:
    """The words of every mention of the actor of a name."""
    return [report[m] for a in report.actors if a.name == name for m in a.mentions]


def speakers(report: Report) -> list[list[str]]:
    """The names of each statement's actors."""
    name = {a.id: a.name for a in report.actors}
    return [[name[a] for a in s.actors] for s in report.statements]


SIX = (
    "President Ilse Maran came to Tarn. MARAN'S PLAN FAILS, a paper wrote. Ms. Maran laughed. I. Maran signed it, "
    "and Ilse Márán's aides filed it. Maran left."
)


def test_six_spellings_make_one() -> None:
    found = read(
        SIX, names={"Ilse Maran": PERSON, "MARAN": PERSON, "Maran": PERSON, "I. Maran": PERSON, "Ilse Márán": PERSON}
    )
    people = [a for a in found.actors if a.kind == "person"]
    assert [(a.name, len(a.mentions)) for a in people] == [("Ilse Maran", 6)]


@pytest.mark.parametrize(
    ("one", "other"), [("Zelmensky", "Zelmenskyy"), ("Qadaffir", "Gaddafir"), ("Yanukin", "Yanukyn")]
)
def test_a_name_from_another_alphabet_is_one_in_either_spelling(one: str, other: str) -> None:
    found = read(f"Oto {one} spoke. Later {other} left.", names={f"Oto {one}": PERSON, other: PERSON})
    assert [a.name for a in found.actors] == [f"Oto {one}"]


def test_a_king_is_not_whom_they_call_after_his_father() -> None:
    text = "King Harun came. Oto bin Harun left. bin Harun waved and Harun sat."
    names = {"Harun": PERSON, "Oto bin Harun": PERSON, "bin Harun": PERSON}
    found = read(text, names=names)
    assert sorted((a.name, len(a.mentions)) for a in found.actors if a.kind == "person") == [
        ("Harun", 2),
        ("Oto bin Harun", 2),
    ]
    found = read("Oto bin Harun left. Later Harun sat.", names={"Oto bin Harun": PERSON, "Harun": PERSON})
    assert [a.name for a in found.actors] == ["Oto bin Harun"]  # a text may leave "bin" out


def test_who_straight_after_a_plural_is_not_the_person_before_it() -> None:
    text = "Oto Vey was heard by detectives who found a knife. Ilse Maran, who saw it, left."
    one = said(text, "who", "found", "a knife", "s1")
    two = said(text, "Ilse Maran, who", "saw", "it", "s2")
    found = read(text, one, two, names={"Oto Vey": PERSON, "Ilse Maran": PERSON})
    assert speakers(found) == [[], ["Ilse Maran"]]


def test_two_people_of_one_surname_stay_two() -> None:
    text = "Ilse Maran met Oto Maran. Mr. Maran nodded and Mrs. Maran left."
    found = read(text, names={"Ilse Maran": PERSON, "Oto Maran": PERSON, "Maran": PERSON})
    assert len([a for a in found.actors if a.kind == "person"]) == 2


RUSSIA = (
    "Russian President Boris Talin spoke in Tarn. The river is ours, Talin said. The Russian president thanked them, "
    "and he promised boats."
)
HE = RUSSIA.index("he promised")


def test_a_name_a_title_and_a_pronoun_are_one() -> None:
    found = read(
        RUSSIA,
        said(RUSSIA, (64, 69), (70, 74), "The river is ours"),
        said(RUSSIA, (HE, HE + 2), "promised", "boats", "s2"),
        names={"Boris Talin": PERSON, "Talin": PERSON, "Russian": MISC, "Tarn": PLACE},
    )
    assert mentions(found, "Boris Talin") == ["Russian President Boris Talin", "Talin", "The Russian president", "he"]
    assert speakers(found)[1] == ["Boris Talin"]


KOREA = (
    "North Korea fired a rocket. Pyongyang said it was a test. The North warned its foes, and North Korean crowds sang."
)


def test_a_capital_and_a_side_speak_for_their_state() -> None:
    found = read(
        KOREA,
        said(KOREA, "Pyongyang", "said", "it was a test"),
        said(KOREA, "The North", "warned", "its foes", "s2"),
        names={"North Korea": PLACE, "Pyongyang": PLACE, "North Korean": MISC},
    )
    state = next(a for a in found.actors if a.kind == "state")
    assert (state.name, speakers(found)) == ("North Korea", [["North Korea"], ["North Korea"]])


def test_a_city_that_says_nothing_is_no_actor() -> None:
    assert read("The train left Pyongyang.", names={"Pyongyang": PLACE}).actors == ()


SPOKESMAN = "A spokesman for the Harbour Ministry said the pier was shut. The spokesman blamed the storm."


def test_a_spokesman_is_a_person_and_the_body_another_actor() -> None:
    found = read(
        SPOKESMAN,
        said(SPOKESMAN, "A spokesman for the Harbour Ministry", "said", "the pier was shut"),
        said(SPOKESMAN, "The spokesman", "blamed", "the storm", "s2"),
        names={"Harbour Ministry": BODY},
    )
    assert {(a.kind, len(a.mentions)) for a in found.actors} == {("person", 2), ("organisation", 1)}
    assert found.statements[0].actors == found.statements[1].actors


TITLED = "Harbour Ministry spokesman Oto Vey said the pier was shut."


def test_a_long_title_gives_way_to_the_name() -> None:
    found = read(
        TITLED,
        said(TITLED, "Harbour Ministry spokesman Oto Vey", "said", "the pier was shut"),
        names={"Harbour Ministry": BODY, "Oto Vey": PERSON},
    )
    assert speakers(found) == [["Oto Vey"]]


def test_initials_and_a_bracket_name_the_same_body() -> None:
    text = "The Tarn Rescue Office (TRO) opened. TRO boats sailed. The Rescue Office closed."
    found = read(text, names={"Tarn Rescue Office": BODY, "TRO": BODY, "Rescue Office": BODY})
    assert [(a.name, len(a.mentions)) for a in found.actors] == [("Tarn Rescue Office", 4)]


JOINT = "Ilse Maran and Oto Vey said the pier was shut."


def test_initials_that_the_encoder_takes_for_a_person_are_the_body() -> None:
    text = "The Tarn Rescue Office opened. TRO sent boats."
    found = read(text, names={"Tarn Rescue Office": BODY, "TRO": PERSON})
    assert [(a.name, len(a.mentions)) for a in found.actors] == [("Tarn Rescue Office", 2)]


def test_joint_speakers_are_several() -> None:
    found = read(
        JOINT,
        said(JOINT, "Ilse Maran and Oto Vey", "said", "the pier was shut"),
        names={"Ilse Maran": PERSON, "Oto Vey": PERSON},
    )
    assert speakers(found) == [["Ilse Maran", "Oto Vey"]]


def test_pronouns_alone_make_no_actor() -> None:
    text = "He said she had seen them."
    found = read(text, said(text, "He", "said", "she had seen them"))
    assert found.actors == ()
    assert found.statements[0].actors == ()


SPOKE = "The Tarn Fishing League said the quay was shut. It said boats had been sunk."
FAR = (
    "The Tarn Fishing League said the quay was shut." + " Rain fell on the town." * 6 + " It said boats had been sunk."
)


def test_a_body_that_spoke_just_before_is_it() -> None:
    for text, alike in ((SPOKE, True), (FAR, False)):
        found = read(
            text,
            said(text, "The Tarn Fishing League", "said", "the quay was shut"),
            said(text, "It", "said", "boats had been sunk", "s2"),
            names={"Tarn Fishing League": "ORGANIZATION"},
        )
        first, second = found.statements
        assert (bool(second.actors) and second.actors == first.actors) is alike


BEFORE = "Before he left the pier, Oto Vey waved."


def test_a_pronoun_may_stand_before_its_name() -> None:
    assert mentions(read(BEFORE, names={"Oto Vey": PERSON}), "Oto Vey") == ["he", "Oto Vey"]


OWN = "Ilse Maran met Oto Vey. “I saw nothing,” Vey said. “He was asleep,” Maran said."


def test_i_is_who_speaks_the_quotation_and_he_is_not() -> None:
    found = read(
        OWN,
        _direct((41, 44), (45, 49), (24, 40)),
        _direct((68, 73), (74, 78), (51, 67), "s2"),
        names={"Ilse Maran": PERSON, "Oto Vey": PERSON, "Vey": PERSON, "Maran": PERSON},
    )
    assert mentions(found, "Oto Vey") == ["Oto Vey", "I", "Vey", "He"]


def _direct(
    source: tuple[int, int] | None, cue: tuple[int, int] | None, content: tuple[int, int], ident: str = "s1"
) -> Statement:
    return Statement(ident, ident, "direct", (source,) if source else (), (cue,) if cue else (), (content,))


PEOPLE = "Some people stayed away, the mayor said. The people of Tarn sang, and the Tarn people danced."


def test_some_people_are_not_the_people_of_a_country() -> None:
    found = read(PEOPLE, said(PEOPLE, "Some people", "stayed away", "the mayor said"), names={"Tarn": PLACE})
    assert speakers(found) == [["Some people"]]
    assert mentions(found, "Some people") == ["Some people"]


TOWN = "Marrow Police closed the pier. A boat had sunk, police said."
STATE = "A boat had sunk, police said. Rain fell. Marrow State Police opened a school."


@pytest.mark.parametrize(
    ("text", "body", "who"), [(TOWN, "Marrow Police", "Marrow Police"), (STATE, "Marrow State Police", "police")]
)
def test_police_are_the_one_police_named_unless_it_is_a_states(text: str, body: str, who: str) -> None:
    found = read(text, said(text, "police", "said", "A boat had sunk"), names={body: BODY})
    assert speakers(found) == [[who]]


HOSPITAL = "St Brannoc's Hospital said it had room."


def test_a_hospital_keeps_its_whole_name() -> None:
    found = read(
        HOSPITAL,
        said(HOSPITAL, "St Brannoc's Hospital", "said", "it had room"),
        names={"St": BODY, "Brannoc": PERSON, "Hospital": BODY},
    )
    assert speakers(found) == [["St Brannoc's Hospital"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A storm rose in Halvern. The Halvern navy sailed.", "Halvern"),
        ("They fought to protect Donbass and its towns.", "Donbass"),
        ("The port of Marrow was shut.", "Marrow"),
        ("The road to Ankara was shut.", "Ankara"),
    ],
)
def test_a_place_that_the_encoder_takes_for_a_person_is_none(text: str, name: str) -> None:
    assert not [a for a in read(text, names={name: PERSON}).actors if a.kind == "person"]


def test_a_surname_that_is_a_place_stays_a_person() -> None:
    text = "Oto Halvern spoke. Mr. Halvern left, and in Halvern's bag was a map."
    found = read(text, names={"Oto Halvern": PERSON, "Halvern": PERSON})
    assert [(a.name, a.kind) for a in found.actors] == [("Oto Halvern", "person")]


DENIES = "A storm rose in Halvern. Halvern denied that it sank the boat."


def test_a_place_that_speaks_is_a_body_of_its_name() -> None:
    found = read(DENIES, said(DENIES, (25, 32), "denied", "that it sank the boat"), names={"Halvern": PLACE})
    assert [(a.name, a.kind) for a in found.actors if a.id in found.statements[0].actors] == [
        ("Halvern", "organisation")
    ]


def test_a_body_after_a_rank_is_a_person_and_a_rank_alone_nobody() -> None:
    found = read(
        "Navy Lt. Oto Vey waved. Rear Adm. Ilse Maran left.", names={"Navy Lt. Oto Vey": BODY, "Rear Adm": PERSON}
    )
    assert [(a.name, a.kind) for a in found.actors] == [("Oto Vey", "person")]


def test_the_white_house_is_one_name() -> None:
    assert [a.name for a in read("The White House was lit.", names={"House": BODY}).actors] == ["White House"]


KIN = "Oto Vey went home. His father, Piet Vey, met him. His father sang."


def test_his_father_is_not_he_and_is_who_is_named_beside() -> None:
    found = read(KIN, names={"Oto Vey": PERSON, "Piet Vey": PERSON})
    assert mentions(found, "Oto Vey") == ["Oto Vey", "His", "him", "His"]
    assert mentions(found, "Piet Vey") == ["His father", "Piet Vey", "His father"]


NAMES_HIM = "Oto Vey met Jan Marl. He said Marl had lied."


def test_who_says_something_of_a_name_is_someone_else() -> None:
    found = read(
        NAMES_HIM,
        said(NAMES_HIM, "He", "said", "Marl had lied"),
        names={"Oto Vey": PERSON, "Jan Marl": PERSON, "Marl": PERSON},
    )
    assert speakers(found) == [["Oto Vey"]]


LIFE = (
    "Oto Vey\n\nOto Vey was born in Tarn. He taught at the school there. His work was read by Jan Marl in the south. "
    "In May he was made a judge. He died at home."
)


def test_a_biography_is_of_its_title() -> None:
    found = read(LIFE, names={"Oto Vey": PERSON, "Jan Marl": PERSON, "Tarn": PLACE})
    assert mentions(found, "Oto Vey") == ["Oto Vey", "Oto Vey", "He", "His", "he", "He"]


BOTH = "Ilse Maran and Oto Vey said a team would come. They urged calm."


def test_they_who_speak_after_joint_speakers_are_both() -> None:
    found = read(
        BOTH,
        said(BOTH, "Ilse Maran and Oto Vey", "said", "a team would come"),
        said(BOTH, "They", "urged", "calm", "s2"),
        names={"Ilse Maran": PERSON, "Oto Vey": PERSON},
    )
    assert speakers(found)[1] == ["Ilse Maran", "Oto Vey"]


RALLY = (
    "Speakers at the rally noted that the authorities were buying fighters. Such purchases will burden the ministry, "
    "they charged."
)


def test_they_said_after_what_was_said_goes_on_with_the_speaker_not_with_whom_the_words_name() -> None:
    words = "Such purchases will burden the ministry"
    low = RALLY.index("they charged")
    found = read(
        RALLY,
        said(RALLY, "Speakers at the rally", "noted", "that the authorities were buying fighters"),
        said(RALLY, "the authorities", "were buying", "fighters", "s2", within="s1"),
        said(RALLY, (low, low + 4), "charged", words, "s3"),
    )
    assert speakers(found)[2] == speakers(found)[0] == ["Speakers"]


PAPER = "The Tarn Herald said in an article that the pier was shut. The article blamed the storm."


def test_a_papers_article_is_the_paper() -> None:
    found = read(
        PAPER,
        said(PAPER, "The Tarn Herald", "said in an article", "that the pier was shut"),
        said(PAPER, "The article", "blamed", "the storm", "s2"),
        names={"Tarn Herald": BODY},
    )
    assert speakers(found) == [["Tarn Herald"], ["Tarn Herald"]]


LEADERS = (
    "North Korean leader Jo Chol Un met President Ilse Maran. The North Korean leader smiled, and the president left."
)


def test_a_leader_of_one_state_is_not_the_president_beside_him() -> None:
    found = read(LEADERS, names={"Jo Chol Un": PERSON, "Ilse Maran": PERSON, "North Korean": MISC})
    assert mentions(found, "Jo Chol Un") == ["North Korean leader Jo Chol Un", "The North Korean leader"]
    assert mentions(found, "Ilse Maran") == ["President Ilse Maran", "the president"]


def test_a_name_cut_short_is_the_same_and_the_league_is_the_league_of_it_all() -> None:
    found = read("Jo Chol Un spoke. Jo Chol left.", names={"Jo Chol Un": PERSON, "Jo Chol": PERSON})
    assert [a.name for a in found.actors] == ["Jo Chol Un"]
    text = "The League met. The League of Gulf Nations voted. The League left."
    found = read(text, names={"League of Gulf Nations": BODY, "League": BODY})
    assert [(a.name, len(a.mentions)) for a in found.actors] == [("League of Gulf Nations", 3)]


CREDIT = "Oto Vey came to Tarn. Jan Marl/AP He waved."


def test_who_took_a_picture_is_not_he() -> None:
    assert mentions(read(CREDIT, names={"Oto Vey": PERSON, "Jan Marl": PERSON}), "Oto Vey") == ["Oto Vey", "He"]


SPEECH = "Ilse Maran's Inaugural Address\n\n" + "I stand here, and we shall build our pier. My heart is full. " * 3


def test_a_speech_is_its_speakers_who_is_never_she() -> None:
    found = read(SPEECH + "The sea is wide, and her waves are ours.", names={"Ilse Maran": PERSON})
    assert mentions(found, "Ilse Maran") == ["Ilse Maran", *["I", "My"] * 3]


def test_the_weights_are_numbers_for_every_pronoun() -> None:
    weights = shipped()
    assert set(weights) == {"he", "they", "it"}
    assert "nobody" in weights["they"]
    assert "nobody" in weights["it"]


ON = "“The pier is shut,” Oto Vey said. “Nobody may pass.”"


def test_a_quotation_without_a_source_goes_on_with_the_one_before() -> None:
    found = read(
        ON, _direct((20, 27), (28, 32), (0, 19)), _direct(None, None, (34, 52), "s2"), names={"Oto Vey": PERSON}
    )
    assert [s.source_from for s in found.statements] == [None, "s1"]
    assert speakers(found) == [["Oto Vey"], ["Oto Vey"]]


def test_a_passive_without_an_agent_is_nobody() -> None:
    text = "Oto Vey said the pier was shut. The step is officially framed as a repair."
    found = read(
        text,
        said(text, "Oto Vey", "said", "the pier was shut"),
        said(text, None, "officially framed as", "a repair", "s2"),
        names={"Oto Vey": PERSON},
    )
    assert found.statements[1].source_from is None
    assert found.statements[1].actors == ()


TALK = (
    "Ilse Maran: an interview\n\nHow did you begin?\n\nI began with boats, and my father helped.\n\n"
    "Do you sail?\n\nI do."
)


def test_an_interview_without_labels_knows_who_answers() -> None:
    found = read(TALK, names={"Ilse Maran": PERSON})
    assert mentions(found, "Ilse Maran") == ["Ilse Maran", "you", "I", "my", "you", "I"]


LABELS = "VEY: Did you see it?\nMARAN: I saw it.\nVEY: I did not.\nMARAN: You slept."


def test_a_transcript_knows_whose_turn_it_is() -> None:
    found = read(LABELS, names={"VEY": PERSON, "MARAN": PERSON})
    assert mentions(found, "VEY") == ["VEY", "VEY", "I", "You"]
    assert mentions(found, "MARAN") == ["you", "MARAN", "I", "MARAN"]


SPOKEN_TO = (
    "Ilse Maran left at noon. Oto Vey said: “Dara, I have just met Nessa Quill at the pier. She says the boats are in.”"
)


def test_who_is_spoken_to_by_name_is_not_she() -> None:
    content = (SPOKEN_TO.index("Dara"), len(SPOKEN_TO) - 1)
    found = read(
        SPOKEN_TO,
        _direct(at(SPOKEN_TO, "Oto Vey"), at(SPOKEN_TO, "said"), content),
        said(SPOKEN_TO, "She", "says", "the boats are in", "s2", within="s1"),
        names={"Ilse Maran": PERSON, "Oto Vey": PERSON, "Dara": PERSON, "Nessa Quill": PERSON},
    )
    assert speakers(found)[1] == ["Nessa Quill"]
    assert mentions(found, "Dara") == ["Dara"]


@pytest.mark.parametrize("name", ["May", "Chad", "Jordan"])
def test_names_that_are_also_months_and_states(name: str) -> None:
    text = f"Oto {name} spoke. {name} left in a boat. He waved."
    found = read(text, names={f"Oto {name}": PERSON, name: PERSON})
    assert [(a.kind, len(a.mentions)) for a in found.actors] == [("person", 3)]
    state = read(f"{name} has a coast.", names={name: "DATE" if name == "May" else PLACE})
    assert [a.kind for a in state.actors] == ([] if name == "May" else ["state"])


def test_text_with_no_capitals_and_with_nothing_else() -> None:
    low = "ilse maran said the pier was shut. she left."
    found = read(low, said(low, "ilse maran", "said", "the pier was shut"), names={"ilse maran": PERSON})
    assert mentions(found, "ilse maran") == ["ilse maran", "she"]
    high = low.upper()
    found = read(high, said(high, "ILSE MARAN", "SAID", "THE PIER WAS SHUT"), names={"ILSE MARAN": PERSON})
    assert mentions(found, "ILSE MARAN") == ["ILSE MARAN", "SHE"]


def test_a_thousand_mentions_of_one_name() -> None:
    found = read("Ilse Maran waved. She left. " * 1000, names={"Ilse Maran": PERSON})
    assert [len(a.mentions) for a in found.actors] == [2000]


def test_ids_follow_the_first_mention() -> None:
    found = read("Oto Vey met Ilse Maran in France.", names={"Oto Vey": PERSON, "Ilse Maran": PERSON, "France": PLACE})
    assert [(a.id, a.name) for a in found.actors] == [("a1", "Oto Vey"), ("a2", "Ilse Maran"), ("a3", "France")]


@given(
    st.text(st.sampled_from("Ilse Maran he she I you it the president said: “”'’.,?()\n"), max_size=80),
    st.integers(0, 12),
)
def test_no_text_raises_and_every_mention_is_words_of_it(text: str, kind: int) -> None:
    there = make(text)
    there.reading.names[:] = kind
    found = resolve(context(there.report, there.reading))
    for actor in found.actors:
        assert actor.mentions == tuple(sorted(actor.mentions))
        assert all(found[m].strip() for m in actor.mentions)
        assert 0 <= actor.score <= 1


@pytest.mark.parametrize("noun", nouns().values(), ids=lambda n: n.noun)
def test_each_noun_is_found_in_its_example(noun: Any) -> None:
    assert noun.noun in noun.example.lower().split()
    assert noun.kind == noun.expected


@pytest.mark.parametrize("state", states(), ids=lambda s: s.code)
def test_each_state_is_known_by_its_example(state: Any) -> None:
    forms = (state.name, *state.others, *state.adjectives, *state.people, *state.capitals)
    assert any(f in state.example for f in forms)
    assert state.expected == state.name
