"""What is no denial though it looks like one: a number, an if, what somebody did not say, what is only turned down."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.compare.claims.unsaid import says_no
from tests.compare.test_claims import MINISTRY, laid, says
from tests.compare.told import actor, told

FRONT: dict[str, Any] = {"who": "Lake Front", "kind": "organisation", "stance": "denying", **MINISTRY}


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("the pumps did not work", True),
        ("this is not about the harbour", True),
        ("the man on the pier was suspect No. 2", False),
        ("the wounds were non-fatal", True),
        ("100 is a count of all barges, and not one of those that sank", True),
        ("100 is a count of all barges and not a count of those that sank", False),
        ("there is no doubt who sank the barge", False),
        ("people were told to stay in and not to answer their doors", True),
        ("make no mistake, the harbour will be rebuilt", False),
        ("the boy, whom police did not name, died on Friday", False),
        ("he had warned the port that the pumps did not work", False),
        ("his answer at noon was that a list is not a morgue", True),
    ],
)
def test_a_no_says_no_where_it_stands_in_the_main_clause(text: str, no: bool) -> None:
    assert says_no(text) is no


@pytest.mark.parametrize(
    ("claimed", "cue", "denied"),
    [
        ("military action on the lake would begin at dawn", "rejected", "military action on the lake"),
        ("the mill would serve the ferry crews", "denied", "service to the ferry crews"),
        ("the Front would leave the pier if it had fired on the ferry", "denied", "that it had fired on the ferry"),
        ("the Front strongly denied that it fired on the ferry", "denied", "that it had fired on the ferry"),
        ("the Front had mined the old harbour", "denied", "any knowledge that the old harbour was mined"),
        ("a quarrel with the Front over the ferry had led to the fire", "dispute", "over the ferry and the fire"),
    ],
)
def test_what_is_turned_down_supposed_or_not_known_is_not_denied(claimed: str, cue: str, denied: str) -> None:
    assert laid(says("a", claimed, "Ilse Maran"), says("b", denied, cue=cue, **FRONT))[1] == ()


@pytest.mark.parametrize(
    ("claimed", "cue", "denied"),
    [
        ("the Lake Front had fired on the ferry", "rejected", "claims that it had fired on the ferry"),
        ("the Lake Front had fired on the ferry", "dismissed", "reports of having fired on the ferry"),
    ],
)
def test_a_claim_that_is_rejected_is_denied(claimed: str, cue: str, denied: str) -> None:
    assert len(laid(says("a", claimed, "Ilse Maran"), says("b", denied, cue=cue, **FRONT))[1]) == 1


def test_what_somebody_did_not_say_is_not_his_word() -> None:
    text = "Odo Karst did not say whether a clerk believes the harbour master is dead. The Front said he lives."
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        (
            "Odo Karst",
            "did not say",
            "whether a clerk believes the harbour master is dead",
            {"actors": ("a1",), "polarity": "underspecified"},
        ),
        ("a clerk", "believes", "the harbour master is dead", {"within": "s1"}),
    ]
    tarn = told("tarn", text, said, (actor(1, text, "Odo Karst"),))
    denial = says("b", "that the harbour master is dead", cue="denied", **FRONT)
    assert laid(tarn, denial)[1] == ()
    stated = says("tarn", "the harbour master is dead", "Odo Karst")
    assert len(laid(stated, denial)[1]) == 1


def test_an_answer_is_short_to_its_end() -> None:
    text = "Odo Karst said his men had killed forty marines. Ivo Renn said It is nonsense that boats leave at all."
    said: list[tuple[str, str, str, dict[str, Any]]] = [
        ("Odo Karst", "said", "his men had killed forty marines", {"actors": ("a1",)}),
        ("Ivo Renn", "said", "It is nonsense that boats leave at all", {"actors": ("a2",), "kind": "direct"}),
    ]
    assert laid(told("tarn", text, said, (actor(1, text, "Odo Karst"), actor(2, text, "Ivo Renn"))))[1] == ()
