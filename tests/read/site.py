"""A site on this machine, for the tests of reading over a network."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from sayso.read.fetch import Fetcher
from sayso.read.refused import Patience

Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What the site shows, and what it was asked."""

    address: str = ""
    pages: dict[str, Page] = field(default_factory=dict)  # by path; what is not here is 404, robots.txt too
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path and headers, in order

    def show(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        """Shows a document at a path; gives its address. `content_type` and the like become headers."""
        data = body.encode() if isinstance(body, str) else body

        def page(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for key, value in {"content_length": str(len(data)), **headers}.items():
                handler.send_header(key.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.pages[path] = page
        return self.address + path

    def lead(self, path: str, there: str, status: int = 302) -> str:
        """Leads from a path to another place."""
        return self.show(path, status=status, location=there)

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that stands for as long as the block."""
    shown = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
            page = shown.pages.get(self.path.partition("?")[0])
            try:
                if page is None:
                    self.send_error(404)
                else:
                    page(self)
            except OSError:
                pass  # the reader has gone, as it should

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    shown.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()


class Time:
    """A clock that stands still but for what is slept."""

    def __init__(self, while_asleep: Callable[[], object] = lambda: None) -> None:
        self.now, self.slept, self._while_asleep = 1000.0, list[float](), while_asleep

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Passes at once."""
        self._while_asleep()
        self.slept.append(seconds)
        self.now += seconds


def fetcher(time: Time | None = None, **options: Any) -> Fetcher:
    """A fetcher that may ask this machine and waits for nothing."""
    time = time or Time()
    options = {"allow_private": True, "patience": Patience(pause_s=0.0), **options}
    return Fetcher(clock=time.clock, sleep=time.sleep, **options)


def unused_port() -> int:
    """A port at which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
