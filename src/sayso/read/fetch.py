"""Fetching one address that the user named, politely and within bounds. What goes wrong is a `Failure`, never raised.

    fetcher = Fetcher()
    found = fetcher.fetch("https://herald.example/ferry", etag='"a1"')
    match found:
        case Fetched():  ...  # data, the final address, headers
        case Unchanged():  ...  # as it was when the etag was given
        case Failure():  ...  # what, where, what to do

urllib3 is imported at the first address, for a command that reads files has no use for it.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from sayso.read.addresses import Address, BadAddress, address, kept_from, shown
from sayso.read.fetched import Fetched, FetchFailure, Unchanged
from sayso.read.limits import MAX_BYTES
from sayso.read.refused import Patience, Refused, meaning
from sayso.read.robots import MAX_ROBOTS, Rules, rules_for

__all__ = ["FetchFailure", "Fetched", "Fetcher", "Unchanged", "user_agent"]

if TYPE_CHECKING:
    import ssl

    from sayso.read.exchange import Answer

#: The name that robots.txt files know this program by.
PROGRAM = "sayso"
_REDIRECTS = 5
_ROBOTS_LAST_S = 24 * 3600.0  # RFC 9309, 2.4: no longer than a day
_TROUBLE_LASTS_S = 600.0  # a robots.txt that could not be had is asked for again after this
_DOWN_LASTS_S = 60.0  # a host that cannot be reached is not tried for each of a feed's two hundred pages
_MOST_HOSTS = 1000  # that are remembered; a watch runs for months
_LONGEST_TAG = 1000  # characters of an etag that is given back
_MOVED = (301, 302, 303, 307, 308)
_KINDS = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as this machine resolves it. OSError where it cannot."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Fetcher:
    """Asks addresses, one at a time. Keeps robots.txt files and who was asked when, and nothing else: no cookies.

    Not for several threads at once.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        proxies: bool = False,
        contact: str | None = None,
        patience: Patience | None = None,
        limit: int = MAX_BYTES,
        tls: ssl.SSLContext | None = None,
        resolve: Callable[[str, int], Sequence[str]] = resolved,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        """`allow_private`: addresses of this machine and of private networks are asked too.

        `proxies`: the proxies that the environment names (http_proxy, https_proxy, no_proxy) are used; the proxy then
        resolves names, so only hosts given as IP addresses can be kept from private networks.
        `contact`: an address or mail address for the User-Agent, so that publishers can write to whoever runs this.
        `tls`: whose certificates are believed, else the machine's. `clock` (seconds that never run backwards), `sleep`,
        `now` and `resolve` are for tests, and `sleep` for whoever must be able to wake it.
        """
        self._allow_private, self._proxies, self._limit = allow_private, proxies, limit
        self._patience = patience or Patience()
        self._tls, self._resolve, self._clock, self._sleep, self._now = tls, resolve, clock, sleep, now
        self.user_agent = user_agent(contact)
        self._robots: dict[str, tuple[Rules | Refused, float]] = {}  # origin: its rules, or why not; until when
        self._ready: dict[str, float] = {}  # host: when it may be asked again

    def fetch(
        self, address_: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | FetchFailure:
        """Asks an address. With what an earlier answer gave as `etag` or `last_modified`, it may be `Unchanged`."""
        conditions = {
            name: value
            for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
            if value and len(value) <= _LONGEST_TAG and value.isascii() and value.isprintable()
        }
        try:
            asked = address(address_)
        except BadAddress as error:
            return FetchFailure(shown(address_), str(error), again=False)
        attempt = 0
        while True:
            try:
                found = self._attempt(asked, conditions)
            except Exception as error:  # one address costs no other anything
                reason = f"{type(error).__name__}: {str(error)[:200]}"
                why = f"asking for it failed in a way that was not foreseen ({reason}). Please report it as a bug."
                return FetchFailure(str(asked), why)
            if not isinstance(found, Refused):
                return found
            wait = found.wait(attempt, self._patience)
            if wait is None:
                if found.host and found.origin:
                    found.soon = found.host = False
                    self._robots[found.origin] = found, self._clock() + _DOWN_LASTS_S
                return FetchFailure(str(asked), found.why, (), found.status, found.again, found.retry_after)
            attempt += 1
            self._sleep(wait)

    def _attempt(self, asked: Address, conditions: dict[str, str]) -> Fetched | Unchanged | Refused:
        """Asks once, following redirects; every hop is checked as if the user had named it."""
        at = asked
        seen = {str(asked)}
        done_by: float | None = None
        while True:
            try:
                rules = self._rules(at)
                if not rules.allows(at.target):
                    raise Refused(
                        f"{at.authority} asks programs not to read this address (its robots.txt says so), and Sayso"
                        " keeps to it: open the page in a browser, save it, and give the file.",
                        again=False,
                    )
                self._pause(at, rules)
                done_by = done_by or self._clock() + self._patience.whole_s
                answer = self._ask(at, conditions, done_by, self._limit)
                if answer.status not in _MOVED:
                    return self._outcome(asked, at, answer, conditions)
                at = self._next(at, answer, seen)
            except Refused as refused:
                refused.origin = refused.origin or at.origin
                if at != asked and str(at) not in refused.why:
                    refused.why = f"it leads to {at}, and there: {refused.why}"
                return refused

    def _outcome(self, asked: Address, at: Address, answer: Answer, conditions: dict[str, str]) -> Fetched | Unchanged:
        """What an answer that is no redirect means."""
        if answer.status == 200:
            headers = tuple((key, value) for key, value in answer.headers if not key.lower().startswith("set-cookie"))
            return Fetched(str(asked), str(at), 200, headers, answer.body, self._now())
        if answer.status == 304 and conditions:
            return Unchanged(str(asked), self._now())
        raise Refused(*meaning(answer.status), status=answer.status, retry_after=self._asked_to_wait(answer))

    def _next(self, at: Address, answer: Answer, seen: set[str]) -> Address:
        """Where a redirect leads."""
        place = answer.header("location")
        if not place:
            raise Refused(f"it answers that it has moved ({answer.status}) but not where: the server is set up wrong.")
        with suppress(UnicodeError):  # it is sent as bytes, which http.client reads as Latin-1; servers mean UTF-8
            place = place.encode("latin-1").decode("utf-8")
        try:
            there = address(place, at)
        except BadAddress as error:
            raise Refused(f"it leads to “{shown(place)[:200]}”, which is not followed: {error}", again=False) from None
        if str(there) in seen:
            raise Refused(
                f"it leads round in a circle, back to {there}: usually it wants a cookie; save the page instead."
            )
        if len(seen) > _REDIRECTS:
            raise Refused(
                f"it leads on more than {_REDIRECTS} times: usually it wants a cookie; save the page instead."
            )
        seen.add(str(there))
        return there

    def _ask(self, at: Address, headers: dict[str, str], done_by: float, limit: int, *, cut: bool = False) -> Answer:
        """One exchange with a machine that was checked. Refused where there is none, or where it does not answer."""
        from sayso.read.exchange import Bounds, Trouble, exchange, trust

        if at.scheme == "https" and self._tls is None:
            self._tls = trust()
        headers = {
            "User-Agent": self.user_agent,
            "Accept": _KINDS,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en,*;q=0.5",
            "Connection": "close",
            **headers,
        }
        patience = self._patience
        bounds = Bounds(lambda: done_by - self._clock(), patience.connect_s, patience.read_s, limit, cut)
        proxy = self._proxy(at)
        trouble: Trouble | None = None
        for ip in self._machines(at, through_proxy=proxy is not None):
            try:
                return exchange(at, ip, headers, bounds, self._tls, proxy)
            except Trouble as error:
                trouble = trouble or error
                if not error.soon or bounds.left() <= 0:
                    break
        assert trouble is not None
        raise Refused(str(trouble), soon=trouble.soon, again=trouble.again) from trouble

    def _machines(self, at: Address, *, through_proxy: bool) -> Iterable[str]:
        """The IP addresses to connect to, checked; these very ones are used, so a name cannot change its mind."""
        if at.ip is not None:
            found: Sequence[str] = [str(at.ip)]
        elif through_proxy:
            return [""]
        else:
            try:
                found = self._resolve(at.host, at.port)
            except (OSError, UnicodeError) as error:
                temporary = getattr(error, "errno", None) == socket.EAI_AGAIN
                raise Refused(
                    f"the name {at.host} could not be resolved: usually it has a slip, or this machine is offline.",
                    soon=temporary,
                    host=True,
                ) from None
        if not found:
            raise Refused(f"the name {at.host} has no address: check it for a slip.", host=True)
        for ip in found:
            why = None if self._allow_private else kept_from(ip)
            if why:
                raise Refused(
                    f"{at.host} {'is' if at.ip else 'leads to'} {ip}, which {why}: an address from outside must not"
                    " reach in there. If it is yours and meant, allow private addresses (--allow-private).",
                    again=False,
                )
        return found[:4]

    def _proxy(self, at: Address) -> str | None:
        """The proxy that the environment names for an address; None where there is none, or it is not asked for."""
        if not self._proxies:
            return None
        from urllib.request import getproxies, proxy_bypass

        if proxy_bypass(at.host):
            return None
        named = getproxies().get(at.scheme)
        if named and "://" not in named:
            named = f"http://{named}"
        if named and not named.startswith("http://"):
            raise Refused("the proxy that the environment names is not an http:// one: other kinds cannot be used.")
        return named

    def _rules(self, at: Address) -> Rules:
        """What the robots.txt of an address's host asks. Refused where that cannot be known for now."""
        kept = self._robots.get(at.origin)
        if kept is None or self._clock() >= kept[1]:
            for remembered in (self._robots, self._ready):
                if len(remembered) >= _MOST_HOSTS:
                    del remembered[next(iter(remembered))]
            kept = self._robots[at.origin] = self._robots_of(at)
        if isinstance(kept[0], Refused):
            raise Refused(kept[0].why, kept[0].again)
        return kept[0]

    def _robots_of(self, at: Address) -> tuple[Rules | Refused, float]:
        """The rules of a host, or why they could not be had; and until when that is believed (RFC 9309, 2.3.1)."""
        place = Address(at.scheme, at.host, at.port, "/robots.txt")
        done_by = self._clock() + self._patience.whole_s / 2
        seen = {str(place)}
        try:
            answer = self._ask(place, {}, done_by, MAX_ROBOTS, cut=True)
            while answer.status in _MOVED:
                try:
                    place = self._next(place, answer, seen)
                except Refused:
                    break  # leads nowhere, or on for ever: as good as not there
                answer = self._ask(place, {}, done_by, MAX_ROBOTS, cut=True)
        except Refused as refused:
            if place.origin == at.origin and (refused.host or not refused.again):
                raise  # it is the host that cannot or may not be asked, not only its robots.txt
            return self._unknown(at, refused.why)
        if answer.status == 200:
            return rules_for(PROGRAM, answer.body), self._clock() + _ROBOTS_LAST_S
        if 300 <= answer.status < 500 and answer.status != 429:
            return Rules(), self._clock() + _ROBOTS_LAST_S
        return self._unknown(at, f"the server answered {answer.status}.")

    def _unknown(self, at: Address, why: str) -> tuple[Refused, float]:
        said = f"what {at.authority} allows programs to read (its robots.txt) could not be had: {why} Try again later."
        return Refused(said), self._clock() + _TROUBLE_LASTS_S

    def _pause(self, at: Address, rules: Rules) -> None:
        """Waits until a host may be asked again, and says when after that."""
        now = self._clock()
        wait = self._ready.get(at.host, now) - now
        if wait > 0:
            self._sleep(wait)
        pause = min(max(rules.delay or 0.0, self._patience.pause_s), self._patience.longest_pause_s)
        self._ready[at.host] = self._clock() + pause

    def _asked_to_wait(self, answer: Answer) -> float | None:
        """Seconds that a busy server asks to wait (Retry-After, as seconds or as a time)."""
        said = (answer.header("retry-after") or "").strip()
        if answer.status not in (429, 503) or not said:
            return None
        if said.isdecimal() and said.isascii() and len(said) < 10:
            return float(said)
        from email.utils import parsedate_to_datetime

        try:
            until = parsedate_to_datetime(said)
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
            return max(0.0, (until - self._now()).total_seconds())
        except (ValueError, OverflowError, TypeError):
            return None


@cache
def user_agent(contact: str | None = None) -> str:
    """How Sayso says to servers what it is and where to find out more."""
    try:
        version = metadata.version("sayso")
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        version = "0"
    more = "" if contact is None else f"; {''.join(sign for sign in contact if sign.isascii() and sign.isprintable())}"
    return f"Sayso/{version} (+https://pypi.org/project/sayso/{more})"
