"""The last room: what a person or a program sees of a report.

- `contract`, `dumps`, `from_contract`: the output contract, as records and as one JSON line
- `columns`, `rows`, `write_csv`, `write_parquet`: a row a statement
- `tally`: who speaks how much, and the share of own voice
- `print_report`, `print_summary`: the terminal (rich)
- `page`: one self-contained HTML page (Jinja2)
- `repr_html`: a fragment for notebooks

The last four and the table are loaded on first use, so that reading one report to JSON starts without rich and Jinja2.
`contract` and `tally` are imported here at once because they are at the same time names of modules: an import that
comes later would bind the module over the function.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sayso.show.contract import contract, dumps, from_contract
from sayso.show.tally import tally

if TYPE_CHECKING:
    from sayso.show.html import page
    from sayso.show.notebook import repr_html
    from sayso.show.table import columns, rows, write_csv, write_parquet
    from sayso.show.terminal import print_report, print_summary

__all__ = [
    "columns",
    "contract",
    "dumps",
    "from_contract",
    "page",
    "print_report",
    "print_summary",
    "repr_html",
    "rows",
    "tally",
    "write_csv",
    "write_parquet",
]

_LATER = {
    "page": "html",
    "print_report": "terminal",
    "print_summary": "terminal",
    "repr_html": "notebook",
    **dict.fromkeys(("columns", "rows", "write_csv", "write_parquet"), "table"),
}


def __getattr__(name: str) -> object:
    """Loads the module of a public function when the function is first asked for (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = found
    return found
