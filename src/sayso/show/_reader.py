"""Takes typed values out of records that came from outside; each error names the place and what was expected there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from math import isfinite
from typing import Any, TypeVar, get_args

from sayso.report import ReadError, Span

__all__ = ["SCHEMA", "Reader"]

#: Number of the contract. A field that changes its meaning needs a new one.
SCHEMA = 1

T = TypeVar("T")


class Reader:
    """Takes typed values out of a record; each error names the place and what was expected there."""

    def __init__(self, record: object, where: str = "", length: int = 0) -> None:
        if not isinstance(record, Mapping):
            raise ReadError(f"{where or 'the record'} should be an object and is {_what(record)}")
        self._record = record
        self._where = where
        self._length = length

    def place(self, key: str) -> str:
        """Where a field stands in the whole record: `statements[2].kind`."""
        return f"{self._where}.{key}" if self._where else key

    def _take(self, key: str) -> Any:
        if key not in self._record:
            raise ReadError(f"the record lacks `{self.place(key)}`: it is not a full record of schema {SCHEMA}")
        return self._record[key]

    def _wrong(self, key: str, expected: str) -> ReadError:
        return ReadError(f"`{self.place(key)}` should be {expected} and is {_what(self._record[key])}")

    def has(self, key: str) -> bool:
        """Whether a field is there at all: one that was added to the contract may be missing in older records."""
        return key in self._record

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str):
            raise self._wrong(key, "a string")
        return value

    def maybe(self, key: str) -> str | None:
        return None if self._take(key) is None else self.text(key)

    def record(self, key: str) -> Mapping[str, Any]:
        return Reader(self._take(key), self.place(key))._record

    def word(self, key: str, words: Any) -> Any:
        value = self._take(key)
        if value not in get_args(words):
            raise self._wrong(key, f"one of {', '.join(get_args(words))}")
        return value

    def word_or_none(self, key: str, words: Any) -> Any:
        return None if self._take(key) is None else self.word(key, words)

    def number_or_none(self, key: str) -> float | None:
        value = self._record.get(key)
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            with suppress(OverflowError):  # a whole number of 400 digits is none that a report can hold
                if isfinite(value):
                    return float(value)
        raise self._wrong(key, "a number or null")

    def score(self) -> float:
        return self.number_or_none("score") or 0.0

    def whole_or_none(self, key: str) -> int | None:
        value = self._record.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise self._wrong(key, "a whole number or null")

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if isinstance(value, bool):
            return value
        raise self._wrong(key, "true or false")

    def flag_or_none(self, key: str) -> bool | None:
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return value
        raise self._wrong(key, "true, false or null")

    def time(self, key: str) -> datetime:
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            raise self._wrong(key, "a time such as 2031-03-02T09:00:00Z") from None
        if moment.tzinfo is None:
            raise self._wrong(key, "a time with its zone, such as 2031-03-02T09:00:00Z")
        return moment.astimezone(UTC)

    def span_or_none(self, key: str) -> Span | None:
        return None if self._take(key) is None else self.span(key)

    def span(self, key: str) -> Span:
        return self._span(self._take(key), self.place(key))

    def spans(self, key: str) -> tuple[Span, ...]:
        return tuple(self._span(v, f"{self.place(key)}[{n}]") for n, v in enumerate(self._list(key)))

    def texts(self, key: str) -> tuple[str, ...]:
        if not all(isinstance(value, str) for value in self._list(key)):
            raise self._wrong(key, "a list of strings")
        return tuple(self._list(key))

    def each(self, key: str, make: Callable[[Reader], T]) -> list[T]:
        return [make(Reader(v, f"{self.place(key)}[{n}]", self._length)) for n, v in enumerate(self._list(key))]

    def _list(self, key: str) -> Sequence[Any]:
        value = self._take(key)
        if not isinstance(value, (list, tuple)):
            raise self._wrong(key, "a list")
        return value

    def _span(self, value: Any, place: str) -> Span:
        match value:
            case [int(start), int(end)] if 0 <= start <= end <= self._length:
                return start, end
        raise ReadError(
            f"`{place}` should be a half-open pair of code points within the text's {self._length} and is {value!r}"
        )


def _what(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
