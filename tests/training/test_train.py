"""Training: how texts are cut and batched, what the losses aim at, and a real run over the tiny corpus."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.attribute.links import CONTENT, CUE_CONTENT, CUE_SOURCE, SOURCE
from sayso.encode.encoder import LINK
from sayso.encode.windows import MAX_PIECES
from training import __main__ as whole
from training import train
from training.data import NONE, Document, document, polnear
from training.evaluate import scores
from training.model import Reader
from training.train import Average, Piece, batches, cut, link_loss, loss_of, plan_of, tensors

SENTENCE = "Ilse Maran said that nine people had died. "


@pytest.fixture(autouse=True)
def _numbers_as_they_were() -> Iterator[None]:
    """Training sets seeds and a mode of the processor; both are put back."""
    state = torch.get_rng_state()
    yield
    torch.set_rng_state(state)
    torch.set_flush_denormal(False)


# --- cutting and batching -------------------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 90), min_size=1, max_size=30), st.integers(0, 1000))
@settings(max_examples=40)
def test_windows_never_split_a_sentence_and_lose_no_word(lengths: list[int], seed: int) -> None:
    doc = document("x", " ".join("Boat " + "wave " * n + "sinks." for n in lengths), [])
    edges = {a for a, _ in doc.sentences} | {len(doc.tokens)}
    for chance in (None, random.Random(seed)):
        pieces = cut(doc, chance)
        assert all(p.low in edges and p.high in edges for p in pieces)
        assert [p.low for p in pieces] == [0, *(p.high for p in pieces[:-1])]
        assert pieces[-1].high == len(doc.tokens)
        assert all(p.size <= MAX_PIECES for p in pieces)


def test_each_epoch_sees_other_cuts() -> None:
    doc, chance = document("x", SENTENCE * 60, []), random.Random(1)
    assert len({tuple(p.low for p in cut(doc, chance)) for _ in range(5)}) > 1


def test_a_text_without_words_gives_no_window() -> None:
    assert cut(document("x", " \n", []), None) == []


def padded(batch: list[Piece]) -> int:
    """The pieces of a batch with its padding."""
    return len(batch) * max(p.size for p in batch)


@given(st.lists(st.integers(1, 24), min_size=1, max_size=60), st.integers(0, 1000))
@settings(max_examples=40)
def test_batches_hold_every_window_once_within_the_budget(lengths: list[int], seed: int) -> None:
    pieces = [p for n in lengths for p in cut(document("x", SENTENCE * n, []), None)]
    found = batches(pieces, random.Random(seed))
    assert sorted(map(id, pieces)) == sorted(id(p) for batch in found for p in batch)
    assert all(padded(batch) <= train.PIECES for batch in found)


def test_no_batch_is_over_the_budget() -> None:
    chance = random.Random(0)
    doc = document("x", SENTENCE * 30, [])
    pieces = [Piece(doc, 0, n) for n in chance.choices(range(40, 60), k=400)]
    assert all(padded(batch) <= train.PIECES for batch in batches(pieces, chance))


def test_tensors_hold_a_window_and_what_is_to_be_learnt_of_it(tiny: Path) -> None:
    doc = polnear("train")[0]
    whole_text, end = Piece(doc, 0, len(doc.tokens)), Piece(doc, doc.sentences[-1][0], len(doc.tokens))
    given = tensors([whole_text, end])
    assert given["starts"].tolist() == [True, False], "the second begins inside a text"
    assert given["pieces"][0, : whole_text.size].tolist() == [train.CLS, *doc.tokens.pieces.tolist(), train.SEP]
    assert given["mask"].sum(1).tolist() == [whole_text.size, end.size]
    count = end.high - end.low
    assert given["tags"][1, :count].tolist() == doc.tags[end.low :].tolist()
    assert set(given["tags"][1, count:].tolist()) == {NONE}
    firsts = given["pieces"][1][given["first"][1, :count]].tolist()
    assert firsts == doc.tokens.pieces[doc.tokens.first[end.low : -1]].tolist()


def test_hidden_words_are_masked_and_the_corpus_stays_whole(tiny: Path) -> None:
    doc = polnear("train")[0]
    before = doc.tokens.pieces.copy()
    given = tensors([Piece(doc, 0, len(doc.tokens))], hide=0.5, chance=np.random.default_rng(1))
    share = float((given["pieces"] == train.MASK).float().mean())
    assert 0.3 < share < 0.7
    assert (doc.tokens.pieces == before).all()


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def plain_links(one_layer: None) -> Reader:
    """A reader whose links stand on vectors alone; in the last dimension a cue says that it has no source."""
    model = Reader(vocabulary=10)
    with torch.no_grad():
        for weights in (*model.pair_source.parameters(), *model.pair_content.parameters()):
            weights.zero_()
        for weights in model.no_source.parameters():
            weights.zero_()
        model.no_source.weight[0, LINK - 1] = 2.0
    return model


def ends_of(doc: Document, order: list[int]) -> torch.Tensor:
    """Link vectors by which the cue of attribution n finds the source and the contents of attribution `order[n]`."""
    ends = torch.zeros(1, len(doc.tokens), 8, LINK)
    for n, link in enumerate(doc.links):
        target = doc.links[order[n]]
        cue = link["cue"][0][0]
        ends[0, cue, CUE_SOURCE, n if target["source"] else LINK - 1] = 20
        ends[0, cue, CUE_CONTENT, n] = 20
        for role, part in ((SOURCE, "source"), (CONTENT, "content")):
            for low, _ in target[part]:
                ends[0, low, role, n] = 20
    return ends


def test_links_are_learnt_towards_the_annotated_ones(tiny: Path, plain_links: Reader) -> None:
    doc = next(d for d in polnear("train") if d.key == "herald-missing/b2")
    window = [Piece(doc, 0, len(doc.tokens))]
    with torch.no_grad():
        right, count = link_loss(plain_links, ends_of(doc, [0, 1, 2]), window)
        wrong, _ = link_loss(plain_links, ends_of(doc, [0, 2, 1]), window)
    assert count == 3 + 4, "three cues look for a source (two have none), four contents for their cue"
    assert float(right) == pytest.approx(0, abs=1e-3)
    assert float(wrong) > 50


def test_what_lies_outside_the_window_is_not_asked_for(tiny: Path, plain_links: Reader) -> None:
    doc = next(d for d in polnear("train") if d.key == "halyard-navy/a1")
    ends = ends_of(doc, [0, 1, 2])
    last = doc.sentences[-1][0]  # “We saw nothing.”: its cue stands before
    assert link_loss(plain_links, ends[:, last:], [Piece(doc, last, len(doc.tokens))])[1] == 0
    third = doc.links[2]["source"][0][0]  # from "he said" on: its first content stands before
    _, count = link_loss(plain_links, ends[:, third:], [Piece(doc, third, len(doc.tokens))])
    assert count == 1, "one cue and its source; a lone cue's content is no question"


# --- averaged weights -----------------------------------------------------------------------------------------------


def test_the_average_follows_the_weights_slowly(one_layer: None) -> None:
    model = Reader(vocabulary=10)
    with torch.no_grad():
        model.no_source.bias.fill_(0.0)
        average = Average(model, 0.5)
        model.no_source.bias.fill_(1.0)
    assert float(average.kept["no_source.bias"]) == 0, "a copy, not a view"
    average.update(model)
    assert float(average.kept["no_source.bias"]) == pytest.approx(1 - 2 / 11), "the first steps weigh more"
    for _ in range(20):
        average.update(model)
    assert float(average.kept["no_source.bias"]) == pytest.approx(1.0, abs=1e-3)
    assert average.kept.keys() == model.state_dict().keys()


# --- a run ----------------------------------------------------------------------------------------------------------

Run = Callable[..., Path]


@pytest.fixture
def run(tiny: Path, one_layer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Trains on two articles, a batch each; gives the file of weights."""
    docs = polnear("train")[:3:2]
    monkeypatch.setattr(train, "PIECES", 80)

    def go(**given: Any) -> Path:
        return train.train(docs, [], tmp_path / "reader.pt", **{"epochs": 1, "seed": 1, **given})

    return go


def loss_on(model: Reader, docs: list[Document]) -> float:
    """The loss over whole texts, without dropout or masks."""
    batch = [p for d in docs for p in cut(d, None)]
    with torch.no_grad():
        return float(loss_of(model.eval(), batch, tensors(batch)))


def test_a_run_lowers_the_loss_and_learns_the_tiny_corpus(tiny: Path, one_layer: None, trained: Path) -> None:
    docs = polnear("train")
    torch.manual_seed(1)
    model = Reader()
    before = loss_on(model, docs)
    model.load_state_dict(torch.load(trained, weights_only=True))
    assert loss_on(model, docs) < 0.7 * before
    found = scores(model, docs[:4])
    assert set(found) == {"source", "cue", "content"}
    assert all(0 <= value <= 100 for value in found.values())


def kept_by(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, torch.Tensor]]:
    """What every later `torch.save` is given, in order."""
    kept: list[dict[str, torch.Tensor]] = []
    save = torch.save

    def spy(value: dict[str, torch.Tensor], file: Path) -> None:
        kept.append({name: tensor.clone() for name, tensor in value.items()})
        save(value, file)

    monkeypatch.setattr(torch, "save", spy)
    return kept


def alike(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    """Whether two states of a model are the same to the last bit."""
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)


def test_one_seed_one_result_and_stop_ends_inside_the_schedule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = kept_by(monkeypatch)
    for options in ({"epochs": 2}, {"epochs": 2, "stop": 1}, {"epochs": 1}, {"epochs": 2, "stop": 1, "seed": 2}):
        file = run(**options)
    first, _, stopped, short, other = kept
    assert alike(first, stopped), "the same seed, and the schedule of both epochs: what the first epoch left"
    assert not alike(stopped, short), "a schedule of one epoch is another"
    assert not alike(stopped, other), "another seed, other weights"
    assert alike(other, torch.load(file, weights_only=True)), "the last file holds the last run"


def test_a_run_goes_on_from_given_weights_and_takes_adversarial_steps_back(run: Run, trained: Path) -> None:
    start = torch.load(trained, weights_only=True)
    left = torch.load(run(start=trained, rate=0.0, head_rate=0.0, adversary=0.5), weights_only=True)
    assert left.keys() == start.keys()
    for name, tensor in left.items():
        assert torch.allclose(tensor, start[name], atol=1e-5), f"{name}: at rate nothing is learnt, so all is as given"


def test_a_loss_that_is_not_a_number_stops_the_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train, "loss_of", lambda model, batch, given: model.no_source.bias.sum() * float("nan"))
    with pytest.raises(SystemExit, match="lower the rate"):
        run()


# --- what is trained on ---------------------------------------------------------------------------------------------


def test_the_first_stage_is_polnear_and_limit_takes_its_first_articles(tiny: Path) -> None:
    everything = plan_of("first", None)
    assert [d.key for d in everything] == [d.key for d in polnear("train")]
    assert [d.key for d in plan_of("first", 3)] == [d.key for d in everything[:3]]


def test_the_second_stage_adds_ours_and_gum_and_nothing_that_is_measured_on(tiny: Path) -> None:
    keys = [d.key for d in plan_of("second", None)]
    assert {d.key for d in plan_of("first", None)} < set(keys)
    assert keys.count("own/tiny-relay") > 1, "our own reports weigh more than one"
    assert "gum/TINY_news_ferry" in keys
    assert not [k for k in keys if "tiny-nurse" in k], "the half for the benchmark is never trained on"
    assert not [k for k in keys if "TINY_news_school" in k], "nor are GUM's held-out documents"
    assert not {d.key for d in polnear("dev")} & set(keys)


def test_every_step_of_make_train_is_a_command_that_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(train, "plan_of", lambda stage, limit: [])
    monkeypatch.setattr(train, "polnear", lambda part: [])
    monkeypatch.setattr(train, "train", lambda docs, dev, out, **given: asked.update({out.stem: given}))
    for _, command in whole.STEPS:
        if command[0] == "training.train":
            monkeypatch.setattr(sys, "argv", list(command))
            train.main()
    assert asked["first"]["start"] is None
    assert asked["first"]["stop"] is None or asked["first"]["stop"] <= asked["first"]["epochs"]
    assert asked["second"]["start"] == whole.BUILD / "first.pt", "the second stage goes on from the first"


def test_make_train_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    class Done:
        returncode = 0

    def start(command: list[str], check: bool) -> type[Done]:
        ran.append(command[2])
        return Done

    monkeypatch.setattr(subprocess, "run", start)
    made, missing, model = tmp_path / "made", tmp_path / "missing", tmp_path / "model"
    made.touch()
    model.touch()
    monkeypatch.setattr(whole, "MODEL", model)
    monkeypatch.setattr(whole, "STEPS", ((made, ("one",)), (missing, ("two",)), (model, ("three",))))
    assert whole.main() == 0
    assert ran == ["two", "three"], "what is there is not made again, but for the weights themselves"
    Done.returncode = 3
    ran.clear()
    assert whole.main() == 3
    assert ran == ["two"], "nothing runs after a step that failed"
