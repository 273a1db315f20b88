"""Folders: every file under them, in a steady order, each directory once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.report import Failure


@dataclass(frozen=True, slots=True)
class Found:
    """A file under a folder."""

    path: str


def walk(folder: str) -> Iterator[Found | Failure]:
    """All files under a folder, sorted by name, folders after the files beside them.

    Hidden files and folders are left out, and so is the "page_files" folder that browsers save beside "page.html".
    A folder that a link leads back to is entered once. What cannot be looked into is a failure.
    """
    waiting = [folder]
    entered: set[tuple[int, int]] = set()
    empty = True
    while waiting:
        place = waiting.pop()
        try:
            status = os.stat(place)
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(place) as entries:
                inside = sorted(
                    (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
                )
        except OSError as error:
            empty = False
            yield Failure(place, unreadable(error))
            continue
        pages = {Path(entry.name).stem for entry in inside if entry.name.lower().endswith((".html", ".htm"))}
        folders = []
        for entry in inside:
            if _is_folder(entry):
                if not (entry.name.endswith(("_files", ".files")) and entry.name[:-6] in pages):
                    folders.append(entry.path)
            else:
                empty = False
                yield _checked(entry)
        waiting += reversed(folders)
    if empty:
        yield Failure(
            folder, "there are no files in this folder (hidden ones are left out): usually it is the wrong path."
        )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _checked(entry: os.DirEntry[str]) -> Found | Failure:
    """A regular file, or why the entry is none."""
    try:
        if entry.is_file():
            return Found(entry.path)
        os.stat(entry.path)
    except OSError as error:
        return Failure(entry.path, unreadable(error))
    return Failure(entry.path, "it is no regular file but a pipe, a socket or a device: name it itself to read it.")


def unreadable(error: OSError) -> str:
    """Why a file could not be opened, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file: usually the path has a slip, or a link leads nowhere. Check the name."
    if isinstance(error, PermissionError):
        return "it may not be opened: this user has no right to read it. Change its permissions or run as its owner."
    reason = error.strerror or str(error) or type(error).__name__
    return f"it could not be opened ({reason}). Usually a disk or a network folder is at fault; copy it and try again."
