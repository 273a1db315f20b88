"""One request and its answer, within a time and a size. Imports urllib3: only fetch.py asks for it, when it must."""

from __future__ import annotations

import io
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from urllib3.connection import HTTPConnection, HTTPException, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProtocolError, ReadTimeoutError
from urllib3.response import HTTPResponse
from urllib3.util import create_urllib3_context, make_headers, parse_url
from urllib3.util.ssl_match_hostname import CertificateError

from sayso.read.addresses import Address

_PART = 1 << 16  # bytes taken at a time
_SPARE = 1 << 20  # bytes that an answer may have beside its body
_BROKEN_OFF = ("IncompleteRead", "InvalidChunkLength", "ended prematurely")  # urllib3 tells them by their words alone


class Trouble(Exception):
    """An exchange that gave no answer; the message says what failed and the usual cause."""

    def __init__(self, why: str, *, soon: bool = False, again: bool = True):
        """`soon`: the same again in a second or two may do; `again`: in an hour or a day it may."""
        super().__init__(why)
        self.soon, self.again = soon, again


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how much one exchange may be."""

    left: Callable[[], float]  # seconds until the whole has to be done
    connect_s: float
    read_s: float  # the longest silence
    limit: int  # bytes of the body, as sent and again as unpacked
    cut: bool = False  # whether a longer body is cut there rather than refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)  # unpacked

    def header(self, name: str) -> str | None:
        """The first header of a name, in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)


def trust() -> ssl.SSLContext:
    """Whose certificates are believed: those that this machine believes (SSL_CERT_FILE, SSL_CERT_DIR name others)."""
    context = create_urllib3_context()
    context.load_default_certs()
    paths = ssl.get_default_verify_paths()
    if not (context.cert_store_stats()["x509_ca"] or paths.cafile or paths.capath):
        import certifi  # some builds of Python find no store of the machine's

        context.load_verify_locations(certifi.where())
    return context


def exchange(
    address: Address,
    ip: str,
    headers: Mapping[str, str],
    bounds: Bounds,
    tls: ssl.SSLContext | None = None,
    proxy: str | None = None,
) -> Answer:
    """Asks `address` at the machine `ip`, whatever its name resolves to by now, or through a proxy. Trouble else.

    The certificate is checked for the name, not for the machine. Bodies of redirects and errors are not read.
    """
    connection = _connection(address, ip, bounds, tls, proxy)
    response: HTTPResponse | None = None
    whole = proxy is not None and address.scheme == "http"  # a proxy is told the whole address
    try:
        connection.request(
            "GET",
            str(address) if whole else address.target,
            headers={"Host": address.authority, **headers, **(_credentials(proxy) if whole and proxy else {})},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        body = _body(response, bounds) if response.status == 200 else b""
        kept = tuple((_line(key), _line(value)) for key, value in response.headers.iteritems())
        return Answer(response.status, kept, body)
    except Trouble:
        raise
    except (OSError, HTTPException, HTTPError, CertificateError, ValueError) as error:
        raise _explained(error, address, bounds) from error
    finally:
        if response is not None:
            response.close()  # it holds the socket too
        connection.close()


class _Plain(HTTPConnection):
    """A connection whose every wait ends in time."""

    bounds: Bounds

    def connect(self) -> None:
        """Connects, and from there on keeps to the bounds."""
        super().connect()
        self.sock = cast(socket.socket, _Bounded(self.sock, self.bounds))


class _Secure(HTTPSConnection):
    """The same for https."""

    bounds: Bounds

    def connect(self) -> None:
        """Connects, and from there on keeps to the bounds."""
        super().connect()
        self.sock = cast(ssl.SSLSocket, _Bounded(self.sock, self.bounds))


def _connection(
    address: Address, ip: str, bounds: Bounds, tls: ssl.SSLContext | None, proxy: str | None
) -> _Plain | _Secure:
    wait = max(0.01, min(bounds.connect_s, bounds.left()))
    host, port, through = ip, address.port, None
    if proxy is not None:
        through = parse_url(proxy)
        host, port = through.host or "", through.port or 8080
    connection: _Plain | _Secure
    if address.scheme == "http":
        connection = _Plain(host, port, timeout=wait, proxy=through)
    else:
        connection = _Secure(host, port, timeout=wait, proxy=through, ssl_context=tls, server_hostname=address.host)
        if proxy is not None:
            connection.set_tunnel(address.host, address.port, _credentials(proxy))
    connection.bounds = bounds
    return connection


def _credentials(proxy: str) -> dict[str, str]:
    said = parse_url(proxy).auth
    return dict(make_headers(proxy_basic_auth=said)) if said else {}


class _Bounded:
    """A socket that is as it was, but gives up at the deadline, and at more bytes than an answer may have.

    A time-out for each read alone would let a server drip a byte a second for days.
    """

    def __init__(self, inner: socket.socket, bounds: Bounds):
        self._inner, self._bounds = inner, bounds

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def makefile(self, mode: str = "rb", *_: Any, **__: Any) -> io.BufferedReader:
        """What the answer is read from."""
        raw = cast(io.RawIOBase, self._inner.makefile("rb", buffering=0))
        return io.BufferedReader(_Stream(raw, self._inner, self._bounds), _PART)


class _Stream(io.RawIOBase):
    """What comes in, counted and timed."""

    def __init__(self, raw: io.RawIOBase, inner: socket.socket, bounds: Bounds):
        self._raw, self._inner, self._bounds, self._seen = raw, inner, bounds, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Waits as long as there is time."""
        left = self._bounds.left()
        if left <= 0:
            raise TimeoutError
        self._inner.settimeout(min(left, self._bounds.read_s))
        count = self._raw.readinto(buffer)
        self._seen += count or 0
        if self._seen > self._bounds.limit + _SPARE and not self._bounds.cut:
            raise _too_much(self._bounds.limit)
        return count

    def close(self) -> None:
        """Closes what it reads from."""
        self._raw.close()
        super().close()


def _body(response: HTTPResponse, bounds: Bounds) -> bytes:
    """The body, unpacked, of at most `limit` bytes before and after."""
    packing = (response.headers.get("content-encoding") or "identity").strip().lower()
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) < 20 and int(declared) > bounds.limit and not bounds.cut:
        raise _too_much(bounds.limit)
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise Trouble(f"it is packed as “{_line(packing)[:40]}”, which was not asked for and cannot be read.")
    stream = response.stream(_PART, decode_content=False)
    parts: list[bytes] = []
    size = 0
    for part in _counted(stream, bounds) if packing in ("identity", "") else _unpacked(stream, bounds):
        parts.append(part)
        size += len(part)
        if size > bounds.limit:
            if bounds.cut:
                break
            raise _too_much(bounds.limit)
    return b"".join(parts)[: bounds.limit]


def _counted(stream: Iterable[bytes], bounds: Bounds) -> Iterable[bytes]:
    """The parts as they were sent, as long as they are not too much."""
    size = 0
    for part in stream:
        size += len(part)
        if size > bounds.limit and not bounds.cut:
            raise _too_much(bounds.limit)
        yield part
        if size > bounds.limit:
            return


def _unpacked(stream: Iterable[bytes], bounds: Bounds) -> Iterable[bytes]:
    """The parts inflated a little at a time, so that a small answer cannot become a large one in memory."""
    inflate: Any = None
    wait = b""
    for part in _counted(stream, bounds):
        wait += part
        if inflate is None:
            if len(wait) < 2:
                continue
            bits = _window(wait)
            if not bits:  # said to be packed, but sent as it is: some servers do
                yield wait
                wait = b""
                continue
            inflate = zlib.decompressobj(bits)
        while wait:
            try:
                yield inflate.decompress(wait, _PART)
            except zlib.error:
                raise Trouble(
                    "its compression is damaged: usually the answer broke off or a server is at fault."
                ) from None
            wait = inflate.unconsumed_tail
            if inflate.eof:
                wait = inflate.unused_data
                if wait[:2] != b"\x1f\x8b":  # another member of a gzip, or what is no part of it
                    return
                inflate = zlib.decompressobj(31)
    if wait:
        yield wait
    if inflate is not None and not inflate.eof:
        raise Trouble("its compression breaks off: usually the connection was lost.", soon=True)


def _window(start: bytes) -> int:
    """What zlib is told of packed bytes by their first two; 0 where they are not packed."""
    if start[:2] == b"\x1f\x8b":
        return 31
    if start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0:
        return 15
    return 0 if start.lstrip()[:1] in (b"<", b"{", b"[") else -15


def _too_much(limit: int) -> Trouble:
    return Trouble(
        f"it is larger than {limit // 1_000_000} MB, which no report and no feed of reports is: it was not read"
        " further. Usually it is a film, an archive, or a stream that never ends.",
        again=False,
    )


def _explained(error: Exception, address: Address, bounds: Bounds) -> Trouble:
    """What an error of a library means to the person who gave the address."""
    inner = next((e for e in (error, error.__cause__, error.__context__) if isinstance(e, ssl.SSLError)), None)
    if bounds.left() <= 0:
        return Trouble("the answer took too long as a whole: the server is slow, or drips to hold its reader.")
    if isinstance(inner, ssl.SSLCertVerificationError) or isinstance(error, CertificateError):
        reason = getattr(inner, "verify_message", None) or str(error)
        return Trouble(
            f"its certificate is not valid for {address.host} ({_line(reason)[:200]}): usually it has run out, or"
            " someone stands between. Sayso does not read past that; look at the page in a browser.",
        )
    if inner is not None:
        reason = inner.reason or str(inner)
        return Trouble(
            f"no secure connection could be made ({_line(reason)[:200]}): usually the server is set up wrong."
        )
    late = isinstance(error, TimeoutError | ReadTimeoutError | ConnectTimeoutError)
    if late and not isinstance(error, NewConnectionError):  # which is said to be one
        why = "the server did not answer in time: usually it is down or busy, or a firewall drops the request."
        return Trouble(why, soon=isinstance(error, ConnectTimeoutError))
    if isinstance(error, ProtocolError) and any(sign in str(error) for sign in _BROKEN_OFF):
        return Trouble("the answer broke off before its end: usually the connection was lost.", soon=True)
    if isinstance(error, OSError | ProtocolError | NewConnectionError):
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Trouble(
            f"the connection failed ({_line(reason)[:200]}): usually the server is down, or this machine is offline.",
            soon=True,
        )
    return Trouble(f"what came back is no proper answer ({type(error).__name__}: {_line(str(error))[:200]}).")


def _line(value: str) -> str:
    """A value from outside on one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())[:8192]
