"""robots.txt: what a host asks of programs (RFC 9309), read for one program only.

Of our own because a hostile file must cost little: the parsers at hand keep every program's rules, and half a megabyte
of names and rules multiplied fills the memory. This one is linear in the file and matches without backtracking.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Bytes of a robots.txt that are read (RFC 9309, 2.5: at least 500 KiB); what follows is ignored.
MAX_ROBOTS = 500 * 1024
_TOKEN = re.compile(r"[a-z_-]+|\*", re.IGNORECASE)
_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt asks of one program."""

    rules: tuple[tuple[bytes, bool], ...] = ()  # (pattern, whether it allows), the longest first, allowing before not
    delay: float | None = None  # seconds between requests that it asks for

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be asked for. The longest pattern that fits decides."""
        octets = _octets(target)
        if octets == b"/robots.txt":
            return True
        return next((allowed for pattern, allowed in self.rules if _fits(pattern, octets)), True)


def rules_for(program: str, data: bytes) -> Rules:
    """The rules for a program ("sayso", in lower case) in a robots.txt: its own groups, else those for all ("*").

    Whatever the bytes are, this gives rules; what is no rule is left out.
    """
    found: dict[str, list[tuple[bytes, bool]]] = {}
    delays: dict[str, float] = {}
    group: set[str] = set()
    opened = False  # whether the last line that counts named a program, so that the group still takes names
    for line in data[:MAX_ROBOTS].decode("utf-8-sig", errors="replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            group = group if opened else set()
            opened = True
            token = _TOKEN.match(value)
            if token and token[0].lower() in (program, "*"):
                group.add(token[0].lower())
                found.setdefault(token[0].lower(), [])
        elif key in ("allow", "disallow", "crawl-delay"):
            opened = False
            for name in group:
                if key == "crawl-delay":
                    delays[name] = _seconds(value) or delays.get(name, 0.0)
                elif value:
                    found[name].append((_octets(value), key == "allow"))
    name = program if program in found else "*"
    rules = sorted(found.get(name, ()), key=lambda rule: (-len(rule[0]), not rule[1]))
    return Rules(tuple(rules), delays.get(name) or None)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _octets(text: str) -> bytes:
    """A path or pattern in one spelling: every octet beyond plain ASCII escaped, no plain one escaped."""
    raw = _ESCAPE.sub(
        lambda match: bytes([code]) if (code := int(match[1], 16)) in _PLAIN else match[0].upper(),
        text.encode("utf-8", errors="replace"),
    )
    return b"".join(bytes([byte]) if 0x21 <= byte < 0x7F else b"%%%02X" % byte for byte in raw)


def _fits(pattern: bytes, target: bytes) -> bool:
    """Whether a pattern fits the beginning of a target; "*" is any run of octets, "$" at the end the end."""
    ends = pattern.endswith(b"$")
    first, *parts = pattern.removesuffix(b"$").split(b"*")
    if not target.startswith(first):
        return False
    if not parts:
        return not ends or len(target) == len(first)
    at = len(first)
    for part in parts[:-1]:
        at = target.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if ends:
        return target.endswith(parts[-1]) and len(target) - len(parts[-1]) >= at
    return target.find(parts[-1], at) >= 0
