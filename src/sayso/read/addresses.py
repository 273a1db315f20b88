"""Addresses on the network: how they are read, which machines they may lead to, and how they are shown."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8192  # characters; servers refuse longer ones
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_KEPT = "/%:@!$&'()*+,;=~-._"  # signs of a path that mean something as they are (RFC 3986)
_USER = re.compile(r"\A(\s*(?:[a-z][a-z0-9+.-]*:)?//)[^/?#]*@", re.IGNORECASE)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 as a network of IPv6 alone shows it (RFC 6052)

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class BadAddress(Exception):
    """An address that is not asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address in one spelling; `str()` gives it whole."""

    scheme: str  # "http" or "https"
    host: str  # in ASCII and lower case; an IP address in its usual spelling, without brackets
    port: int
    target: str  # path and query, quoted; never empty

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def ip(self) -> IP | None:
        """The IP address that the host is, where it is no name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"


def address(text: str, base: Address | None = None) -> Address:
    """Reads an address, relative to `base` where one is given. BadAddress where it cannot or may not be asked.

    The fragment is dropped. Hosts in other scripts become their ASCII form (IDNA); IPv4 addresses written as one
    number, in octal or in hexadecimal become what they mean, as in a browser.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise BadAddress(f"the address is longer than {_LONGEST:,} characters: usually it is no address.")
    if _CONTROL.search(text):
        raise BadAddress("the address holds a line break or a control character: usually a slip in copying.")
    try:
        parts = urlsplit(urljoin(str(base), text) if base else text)
        port = parts.port
    except ValueError:
        raise BadAddress("it is no well-formed address: check its host and port.") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        said = f"“{scheme}:” addresses are not read" if scheme else "it is no whole address"
        raise BadAddress(f"{said}: only http and https are. For a file on this machine give its path.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress(
            "the address holds a user name or a password, which would end up in records and logs: Sayso does not log in"
            " anywhere. Leave them out, or save the page in a browser and give the file."
        )
    if port == 0 or not parts.hostname:
        raise BadAddress("the address names no host, or port 0: check it for a slip.")
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT + "?")
    return Address(scheme, _host(parts.hostname), port or _PORTS[scheme], target)


def _host(written: str) -> str:
    """A host in its one spelling."""
    try:
        host = written if written.isascii() else written.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddress("its host is no possible name: check it for a slip.") from None
    host = host.lower().removesuffix(".")
    if ":" in host:
        try:
            found = ipaddress.IPv6Address(host)
        except ValueError:
            raise BadAddress("its host is no possible IPv6 address: check it for a slip.") from None
        if found.scope_id:
            raise BadAddress("its host is bound to one network card of this machine: that is never a publisher's.")
        return str(found)
    if _NUMBER.fullmatch(host):
        return str(_ipv4(host))
    if not _HOST.fullmatch(host):
        raise BadAddress("its host is no possible name: check it for a slip.")
    return host


def _ipv4(written: str) -> ipaddress.IPv4Address:
    """An IPv4 address in any of the spellings that system libraries take: "127.1", "0177.0.0.1", "2130706433"."""
    try:
        *first, last = [_whole(part) for part in written.split(".")]
        if len(first) > 3 or any(part > 255 for part in first) or last >= 256 ** (4 - len(first)):
            raise ValueError
    except ValueError:
        raise BadAddress("its host is a number that is no IPv4 address: check it for a slip.") from None
    return ipaddress.IPv4Address(sum(part << (24 - 8 * n) for n, part in enumerate(first)) + last)


def _whole(part: str) -> int:
    if len(part) > 40:
        raise ValueError
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)


def kept_from(ip: str) -> str | None:
    """Why an IP address is no publisher's ("is of a private network"); None where it may be asked.

    What stands inside an IPv6 address counts: IPv4-mapped, translated (NAT64) and 6to4 addresses are judged by the
    IPv4 address that they lead to.
    """
    try:
        found: IP = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "is no IP address"
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    if found.is_loopback or found.is_unspecified:
        return "is this machine itself"
    if found.is_link_local:
        return "is of this machine's own wire (link-local)"
    if found.is_multicast:
        return "is a multicast group"
    if found.is_private or not found.is_global:
        return "is of a private network or set aside"
    return "is reserved" if found.is_reserved else None


def shown(text: str) -> str:
    """An address as messages, records and logs may show it: without a user name or password, on one line."""
    return _CONTROL.sub(" ", _USER.sub(r"\1", text))[:_LONGEST]
