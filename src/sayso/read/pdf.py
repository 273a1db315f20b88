"""PDF files."""

from __future__ import annotations

from datetime import datetime

from sayso.read.draft import Draft
from sayso.report import Failure, Report


def read_pdf(data: bytes, draft: Draft, now: datetime | None = None) -> Report | Failure:
    """The report of a PDF file."""
    return Failure(draft.document, "it is a PDF file, which is not read yet: save its text as .txt.")
