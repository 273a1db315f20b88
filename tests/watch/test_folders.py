"""Watching folders: files are read once, whole, and again when they change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from sayso.report import Failure, Report
from sayso.watched import Memory, path_key
from tests.read.site import Time
from tests.watch.make import Watched


def put(folder: Path, name: str, text: str, at: int = 0) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if at:
        os.utime(path, ns=(at, at))
    return path


def test_files_are_read_once_and_again_when_they_change(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Nine died, the office said.")
    put(tmp_path, "in/b.txt", "Ten died, the office said.")
    watched = Watched(tmp_path)
    assert len(watched.texts()) == 2
    assert watched.texts() == []
    put(tmp_path, "c.txt", "Eleven died, the office said.")
    put(tmp_path, "a.txt", "Nine people died, the office said.")
    assert sorted(watched.texts()) == ["Eleven died, the office said.", "Nine people died, the office said."]


def test_a_file_that_changes_in_place_to_the_same_size_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Nine died, the office said.", at=10**18)
    watched = Watched(tmp_path)
    watched.round()
    put(tmp_path, "a.txt", "Five died, the office said.", at=10**18 + 1)
    assert watched.texts() == ["Five died, the office said."]


def test_one_file_can_be_watched(tmp_path: Path) -> None:
    watched = Watched(put(tmp_path, "rows.jsonl", '{"id": "1", "text": "Nine died."}\n'))
    assert watched.texts() == ["Nine died."]


def test_a_file_that_is_being_written_is_left_until_it_stands_still(tmp_path: Path) -> None:
    parts = ["Nine ", "died, ", "the office ", "said."]

    def write() -> None:
        if parts:
            with (tmp_path / "a.txt").open("a") as file:
                file.write(parts.pop(0))

    write()
    watched = Watched(tmp_path, time=Time(while_asleep=write))
    found = [watched.texts() for _ in range(4)]
    assert [texts for texts in found if texts] == [["Nine died, the office said."]]


def test_while_a_file_grows_its_folder_is_not_gone_through_every_two_seconds(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Nine died.")
    grow = lambda: put(tmp_path, "a.txt", path.read_text() + " More died.")  # noqa: E731
    watched = Watched(tmp_path, time=Time(while_asleep=grow))
    assert watched.texts() == []
    assert watched.last.wait_s == 30


def test_unfinished_downloads_and_hidden_files_are_left(tmp_path: Path) -> None:
    for name in ("a.txt.part", ".b.txt", "c.txt.crdownload", "d.txt~", "e.tmp"):
        put(tmp_path, name, "Nine died.")
    assert Watched(tmp_path).round() == []


def test_an_empty_folder_is_no_failure_and_a_missing_one_is_told_once(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "drop")
    (failure,) = watched.round()
    assert isinstance(failure, Failure)
    assert watched.round() == []
    (tmp_path / "drop").mkdir()
    assert watched.round() == []
    put(tmp_path, "drop/a.txt", "Nine died.")
    assert watched.texts() == ["Nine died."]


def test_a_file_that_cannot_be_read_is_told_once_and_costs_the_others_nothing(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "")
    put(tmp_path, "b.txt", "Nine died.")
    watched = Watched(tmp_path)
    failure, report = watched.round()
    assert isinstance(failure, Failure)
    assert isinstance(report, Report)
    assert watched.round() == []
    put(tmp_path, "a.txt", "Ten died.")
    assert watched.texts() == ["Ten died."]


def test_a_file_that_goes_between_two_looks_is_no_trouble(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "Nine died.")
    watched = Watched(tmp_path, time=Time(while_asleep=lambda: path.unlink(missing_ok=True)))
    assert watched.round() == []


def test_file_names_in_every_encoding_are_kept_apart(tmp_path: Path) -> None:
    names = [b"f\xc3\xa4hre.txt", b"f\xe4hre.txt", "фа́йл.txt".encode(), b"a\nb.txt"]
    for number, name in enumerate(names):
        with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:
            file.write(f"{number} died.")
    store = Memory()
    watched = Watched(tmp_path, store=store)
    assert len(watched.texts()) == 4
    assert len(store.states) == 4
    assert all(key.encode() for key in store.states)
    assert Watched(tmp_path, store=store).texts() == []


def test_killed_between_rounds_it_reads_only_what_is_new(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "Nine died.")
    store = Memory()
    Watched(tmp_path, store=store).round()
    put(tmp_path, "b.txt", "Ten died.")
    assert Watched(tmp_path, store=store).texts() == ["Ten died."]


def test_what_the_ledger_could_not_keep_is_read_again(tmp_path: Path) -> None:
    def keep(found: Iterator[Report | Failure]) -> Iterator[Report | Failure]:
        for one in found:
            yield Failure(one.document, "the disk is full.")

    path = put(tmp_path, "a.txt", "Nine died.")
    store = Memory()
    watched = Watched(tmp_path, store=store, work=keep)
    assert len(watched.round()) == 1
    assert len(watched.round()) == 1
    assert store.load(path_key(str(path))) is None


def test_many_files_go_to_the_desk_together(tmp_path: Path) -> None:
    for number in range(70):
        put(tmp_path, f"{number:02}.txt", f"{number} died.")
    batches = []

    def work(found: Iterator[Report | Failure]) -> list[Report | Failure]:
        batches.append(list(found))
        return batches[-1]

    assert len(Watched(tmp_path, work=work).texts()) == 70
    assert [len(batch) for batch in batches] == [32, 32, 6]


def test_a_locked_file_is_tried_again_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "Nine died.")
    store = Memory()

    def locked(path: str, *_: object) -> None:
        raise PermissionError(13, "Permission denied", path)  # said by hand: root may read everything

    monkeypatch.setattr(import_module("sayso.read.sources"), "open", locked, raising=False)
    assert isinstance(Watched(tmp_path, store=store).round()[0], Failure)
    monkeypatch.undo()
    assert Watched(tmp_path, store=store).texts() == ["Nine died."]
