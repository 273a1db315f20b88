"""What a cold start imports: nothing that the command at hand has no use for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ONLY_FOR_PAGES = {"jinja2", "trafilatura", "lxml", "feedparser", "pysubs2"}
NEVER = {"torch", "transformers", "huggingface_hub", "requests", "httpx"}


def imported(root: Path, *arguments: str) -> set[str]:
    """The top-level modules that `sayso` with these arguments has imported when it is done."""
    program = (
        "import sys\nfrom sayso.cli import main\n"
        "try: main()\nfinally: print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, cwd=root, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["read", "--help"]])
def test_help_needs_no_model(root: Path, arguments: list[str]) -> None:
    assert not imported(root, *arguments) & {"onnxruntime", "rich", *ONLY_FOR_PAGES, *NEVER}


def test_plain_text_needs_no_parser_of_pages(root: Path, weights: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("The ferry sank at noon, harbour master Ilse Maran said on Sunday.", encoding="utf-8")
    assert not imported(root, "read", str(article)) & {*ONLY_FOR_PAGES, *NEVER}
    assert not imported(root, "read", str(article), "--format", "jsonl") & {"rich", *ONLY_FOR_PAGES, *NEVER}
