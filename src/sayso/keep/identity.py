"""When two reports are one document: by address, given id, path, bytes or text, in that order."""

from __future__ import annotations

import os
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from sayso.report import Report

#: Parameters of an address that say how a reader came to it, not what is there.
_TRACKING = (
    "utm_",
    "at_",
    "mc_",
    "fbclid",
    "gclid",
    "dclid",
    "igshid",
    "ocid",
    "cmpid",
    "ns_",
    "smid",
    "msclkid",
    "twclid",
)
_PORTS = {"http": 80, "https": 443}


def key(report: Report) -> str:
    """What a report's document is known by: the first of these that it has.

    `url:` its address, without scheme, fragment and parameters of tracking; `id:` a given id, within its outlet;
    `path:` the file it was read from, where it is alone in it; `text:` its text, where nothing else names it.
    """
    if report.url and (address := plain_address(report.url)):
        found = f"url:{address}"
    elif report.id != report.text_id[:16]:
        found = f"id:{report.outlet or ''}:{report.id}"
    elif os.path.isfile(report.document):
        found = f"path:{os.path.abspath(report.document)}"
    else:
        found = f"text:{report.text_id}"
    return found.encode("utf-8", "backslashreplace").decode("utf-8")  # names of files need not be text


def moved_key(report: Report) -> str | None:
    """The key by which a file is known again that was moved; None for a report that is no file by itself."""
    if report.bytes_id is None or not key(report).startswith("path:"):
        return None
    return f"bytes:{report.bytes_id}"


def plain_address(address: str) -> str | None:
    """An address without what does not change what is there; None where it is none.

    Host in lower case, default port, scheme, fragment and tracking parameters gone: "WWW.Tarn.example:443/a?utm_x=1#b"
    and "http://www.tarn.example/a" are one.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    host = parts.hostname.lower().rstrip(".")
    if port is not None and port != _PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in pairs if not name.lower().startswith(_TRACKING)])
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{host}{path}?{query}" if query else f"{host}{path}"
