"""Reports side by side: who took from whom, what is one event, what is claimed on whose word, and what conflicts.

Takes grounded reports, and what offers candidates among them (a ledger, or an index in memory); gives the nouns of
`compare/nouns.py`. Nothing here says what is true.
"""

from __future__ import annotations

from sayso.compare.copies.index import Index
from sayso.compare.copies.pairs import Candidates, copies_of
from sayso.compare.nouns import Copy, Story
from sayso.compare.story import lay

__all__ = ["Candidates", "Copy", "Index", "Story", "copies_of", "lay"]
