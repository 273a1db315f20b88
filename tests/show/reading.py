"""Reads HTML strictly: every element closed in its turn, and the report's text told from what is only about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def find(self, name: str = "", **attributes: str) -> list[Element]:
        """The elements inside, at any depth, of a name and with attributes (`class_` holds one class)."""
        out = []
        for child in self.children:
            if isinstance(child, Element):
                wanted = all(
                    value in child.attributes.get(key.rstrip("_").replace("_", "-"), "").split()
                    for key, value in attributes.items()
                )
                out += [child] * (wanted and name in {"", child.name})
                out += child.find(name, **attributes)
        return out

    def words(self, *, own: bool = False) -> str:
        """The text inside; with `own`, the report's alone, named characters as themselves."""
        if own and "data-x" in self.attributes:
            return ""
        if own and self.attributes.get("class") == "cp":
            return chr(int(self.words()[2:], 16))
        return "".join(child if isinstance(child, str) else child.words(own=own) for child in self.children)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice on <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack[-1].name == tag, f"</{tag}> closes <{self.stack[-1].name}>"
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def parsed(html: str) -> Element:
    """The tree of an HTML text. Raises AssertionError where an element is not closed in its turn."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    (root,) = parser.stack
    return root
