"""The whole of training in one command: `python -m training` (about two hours on two CPU cores).

First stage, second stage, their mean, export, calibration, export with it. Each step is a command of its own and is
skipped where its file in `build/` is already there, so that a stopped run goes on where it was.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BUILD = Path("build")
MODEL = Path("src/sayso/data/en.onnx")

#: Each step: what it makes, and its command.
STEPS: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (
        BUILD / "first.pt",
        ("training.train", "--stage", "first", "--epochs", "9", "--stop", "4", "--out", "build/first.pt"),
    ),
    (
        BUILD / "second.pt",
        (
            *("training.train", "--stage", "second", "--start", "build/first.pt", "--epochs", "5"),
            *("--rate", "1.2e-4", "--head-rate", "7e-4", "--out", "build/second.pt"),
        ),
    ),
    (
        BUILD / "mean.pt",
        ("training.average", "build/mean.pt", "build/second.pt", "0.75", "build/first.pt", "0.25"),
    ),
    (BUILD / "plain.onnx", ("training.export", "build/mean.pt", "build/plain.onnx")),
    (BUILD / "first.onnx", ("training.export", "build/first.pt", "build/first.onnx")),
    (
        BUILD / "calibration.json",
        ("training.calibrate", "build/plain.onnx", "build/first.onnx", "build/calibration.json"),
    ),
    (MODEL, ("training.export", "build/mean.pt", str(MODEL), "--calibration", "build/calibration.json")),
)


def main() -> int:
    """Runs every step whose file is not there yet; the last always runs."""
    for made, command in STEPS:
        if made.exists() and made != MODEL:
            print(f"{made} is there: not made again (delete it to do so)")
            continue
        print(f"{made}: python -m {' '.join(command)}", flush=True)
        done = subprocess.run([sys.executable, "-m", *command], check=False)
        if done.returncode:
            print(f"{command[0]} stopped with status {done.returncode}", file=sys.stderr)
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
