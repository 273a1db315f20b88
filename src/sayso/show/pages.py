"""What all pages share: their own files, how hidden characters are shown, and the templates' environment.

Jinja2 is loaded when a page is made: modules that print to the terminal too start without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.show.wording import HIDDEN, code_point, link_to, many, percent

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["environment", "own", "safe"]

_TEMPLATES = Path(__file__).with_name("templates")


def safe(text: str) -> str:
    """A text with the characters that hide or turn others around made visible: ⟨U+202E⟩."""
    return HIDDEN.sub(lambda found: f"⟨{code_point(found[0])}⟩", text)


@cache
def own(name: str) -> Markup:
    """A style sheet or script of ours, as it stands in a page."""
    from markupsafe import Markup

    return Markup((_TEMPLATES / name).read_text("utf-8"))  # noqa: S704  our own file


def environment(
    filters: Mapping[str, Callable[..., Any]] | None = None, globals: Mapping[str, Any] | None = None
) -> Environment:
    """The environment of a page's templates: all that they are given is escaped, and what they lack is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"safe_text": safe, "many": many, "percent": percent, "link": link_to, **(filters or {})}
    made.globals |= dict(globals or {})
    return made
