"""Why an address gave no document, and how long it is waited for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what, in seconds."""

    connect_s: float = 10.0
    read_s: float = 20.0  # the longest silence within an answer
    whole_s: float = 60.0  # for an answer with all its redirects, however it drips
    pause_s: float = 1.0  # between two requests to one host
    longest_pause_s: float = 30.0  # where a host asks for more (Crawl-delay), this is kept
    longest_wait_s: float = 60.0  # where a busy host asks to come again (Retry-After) within this, it is waited for
    retries: int = 2  # after a connection that failed, with a second, then two, between


class Refused(Exception):
    """Why an address gave nothing, on its way to a failure."""

    def __init__(
        self,
        why: str,
        again: bool = True,
        *,
        soon: bool = False,
        host: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ):
        super().__init__(why)
        self.host = host or soon  # whether it is the host that cannot be reached, whatever it is asked for
        self.origin: str | None = None  # of the host that it came from
        self.why, self.again, self.soon, self.status, self.retry_after = why, again, soon, status, retry_after

    def wait(self, attempt: int, patience: Patience) -> float | None:
        """Seconds until the same is tried again; None where it is not."""
        if attempt >= patience.retries:
            return None
        if self.retry_after is not None:
            # One more try: who asks to wait twice means it.
            return self.retry_after if self.retry_after <= patience.longest_wait_s and not attempt else None
        return float(2**attempt) if self.soon else None


def meaning(status: int) -> tuple[str, bool]:
    """What a status says to the person who gave the address, and whether it may be another one later."""
    if status in (401, 402, 403, 407, 451):
        return (
            f"the server will not show it to a program without more ({status}): usually it wants a login, a payment or"
            " a browser. Save the page in a browser and give the file.",
            False,
        )
    if status in (404, 410):
        return f"there is no such page ({status}): usually it was moved or taken down. Check the address.", False
    if status == 429:
        return "the server says that it is asked too often (429): try again later.", True
    if status >= 500:
        return f"the server has trouble of its own ({status}): try again later.", True
    if 200 <= status < 300:
        return f"the server answered without a document ({status}): look at the address in a browser.", True
    return f"the server answered {status}, which gives no document: check the address in a browser.", status < 400
