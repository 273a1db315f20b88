"""The gazetteer: what is known of a place by its name.

Two kinds of data. `data/places.bin` holds some 250,000 cities and regions, compiled by `training/gazetteer.py`; it is
read in one piece, and looked into by hashes of names, so that opening it costs a few milliseconds and a name that is
not in it next to nothing. The tables `data/places.*.tsv` hold what people wrote down: countries, US states, seas and
regions without offices, borders, seats of power.
"""

from __future__ import annotations

import json
import math
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from sayso.report import Level

MAGIC = b"SAYSOPL1"
#: Levels of a row of the compiled file.
CITY, REGION, COUNTY = 0, 1, 2
#: Names in one compressed block of the compiled file.
BLOCK = 128
#: The most rows of one name that are looked at, largest first: no name is meant that has more, larger namesakes.
MOST = 40
#: A place that people wrote down without its people counts as a well-known region.
KNOWN = 3_000_000
_LEVELS: dict[int, Level] = {CITY: "city", REGION: "region", COUNTY: "region"}
_SMALL = {"saint": "st", "fort": "ft", "mount": "mt", "sainte": "ste"}
#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th"}
    | dict.fromkeys("'’‘`´ʼʻ.ʹ", "")
    | dict.fromkeys("-–‐‑—/,()", " ")
)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as it is looked up: lower case, without accents, apostrophes, full stops and hyphens; "Saint" is "st"."""
    name = name.casefold()
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join([_SMALL.get(w, w) for w in name.translate(_LETTERS).split()])


def hashed(key: str) -> int:
    """64 bits of a folded name."""
    data = key.encode()
    return zlib.crc32(data) << 32 | zlib.crc32(data[::-1])


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name can mean."""

    name: str
    level: Level
    country: str | None  # ISO 3166-1 alpha-2
    latitude: float | None  # degrees north
    longitude: float | None  # degrees east
    people: int  # 0 where not known
    geonames: int | None = None
    region: int = -1  # number of its first-level region in the compiled file; -1 where none is known
    county: bool = False  # a second-level region
    demonym: bool = False  # the name is that of its people: "Russian"
    spelling: bool = False  # reached by a spelling that is not its own name
    capital: bool = False  # of its country
    listed: bool = False  # from the tables people wrote, not from the compiled file


class Gazetteer:
    """The compiled file: rows in the order of their names' hashes, the largest first among those of one name."""

    def __init__(self, data: bytes):
        """Takes the file's bytes; the columns are views into them."""
        if not data.startswith(MAGIC):
            raise ValueError("this is no compiled gazetteer: build it with `python -m training.gazetteer`")
        (length,) = struct.unpack_from("<I", data, len(MAGIC))
        start = len(MAGIC) + 4
        self._column = {
            name: np.ndarray(shape, dtype, data, start + length + at)
            for name, (dtype, shape, at) in json.loads(data[start : start + length]).items()
        }
        self._blocks: dict[int, list[str]] = {}
        self._entries: dict[tuple[int, bool], Entry] = {}

    def __len__(self) -> int:
        return len(self._column["key"])

    def find(self, keys: list[str]) -> dict[str, list[Entry]]:
        """The places of each of many folded names, largest first; names that are not known are left out."""
        codes = np.array([hashed(k) for k in keys], np.uint64)
        column = self._column
        high = (codes >> np.uint64(32)).astype(np.uint32)
        low, end = (np.searchsorted(column["key"], high, side=s) for s in ("left", "right"))
        spelt, spelt_end = (np.searchsorted(column["spelling_key"], codes, side=s) for s in ("left", "right"))
        out = {}
        for n in np.flatnonzero((low < end) | (spelt < spelt_end)).tolist():
            key = keys[n]
            found = []
            for row in range(int(low[n]), int(end[n])):
                if fold(self._name(row)) == key:  # 32 bits are not proof
                    found.append(self._entry(row, False))
                    if len(found) == MOST:
                        break
            rows = column["spelling_row"][int(spelt[n]) : int(spelt_end[n])].tolist()
            found += [self._entry(row, True) for row in rows[:MOST]]
            if found:
                out[key] = found
        return out

    def region(self, number: int) -> Entry | None:
        """The first-level region of that number, where the file has a place for it."""
        row = int(self._column["region_row"][number]) if number >= 0 else 0xFFFFFFFF
        return self._entry(row, False) if row != 0xFFFFFFFF else None

    def code(self, number: int) -> tuple[str, str]:
        """Country and first-level code of a region's number."""
        return self._column["country"][number].decode(), self._column["code"][number].decode()

    def codes(self, country: str) -> Iterator[tuple[int, str]]:
        """Number and first-level code of every region of a country."""
        for number in np.flatnonzero(self._column["country"] == country.encode()).tolist():
            yield number, self.code(number)[1]

    def _entry(self, row: int, spelling: bool) -> Entry:
        found = self._entries.get((row, spelling))
        if found is None:
            if len(self._entries) > 20_000:  # as for the blocks
                self._entries.clear()
            found = self._entries[row, spelling] = self._made(row, spelling)
        return found

    def _made(self, row: int, spelling: bool) -> Entry:
        column = self._column
        packed = int(column["region"][row])
        number, level = packed & 0x3FFF, packed >> 14
        return Entry(
            name=self._name(row),
            level=_LEVELS[level],
            country=self.code(number)[0],
            latitude=round(_whole(column["latitude"][row]) / 1e4 - 90, 4),
            longitude=round(_whole(column["longitude"][row]) / 1e4 - 180, 4),
            people=round(math.expm1(int(column["people"][row]) / 3000)),
            geonames=_whole(column["geonames"][row]) or None,
            region=number,
            county=level == COUNTY,
            spelling=spelling,
        )

    def _name(self, row: int) -> str:
        block, place = divmod(row, BLOCK)
        names = self._blocks.get(block)
        if names is None:
            low, high = self._column["block"][block : block + 2].tolist()
            names = zlib.decompress(self._column["names"][low:high].tobytes()).decode().split("\n")
            if len(self._blocks) > 200:  # a service reads for months: the blocks are a cache, not a store
                self._blocks.clear()
            self._blocks[block] = names
        return names[place]


def _whole(three: np.ndarray) -> int:
    return int.from_bytes(three.tobytes(), "little")


@cache
def gazetteer() -> Gazetteer:
    """The compiled gazetteer that ships."""
    return Gazetteer(resources.files("sayso").joinpath("data/places.bin").read_bytes())


def rows(table: str) -> list[dict[str, str]]:
    """The rows of one of the tables, `data/places.TABLE.tsv`, by the names of their columns."""
    text = resources.files("sayso").joinpath(f"data/places.{table}.tsv").read_text(encoding="utf-8")
    header, *lines = text.rstrip("\n").split("\n")
    columns = header.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]


def _listed(row: dict[str, str], level: Level, country: str | None, demonym: bool = False) -> Entry:
    return Entry(
        name=row["name"],
        level=level,
        country=country,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        people=int(row.get("people") or KNOWN),
        geonames=int(row["geonames"]) if row.get("geonames") else None,
        demonym=demonym,
        listed=True,
    )


def split(cell: str) -> Iterable[str]:
    """The items of a cell."""
    return cell.split(", ") if cell else ()


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables people wrote, by folded name."""

    names: dict[str, list[Entry]]  # countries, seas, regions; their demonyms
    states: dict[str, int]  # US states by name, abbreviation and postal code, folded: number of the region
    abbreviations: dict[str, int]  # as they are written, with full stops and capitals: "Ky.", "KY"
    metonyms: dict[str, Entry]  # seats of power
    capitals: dict[str, str]  # folded name of a capital: its country
    countries: dict[str, Entry]  # by ISO code
    borders: dict[tuple[str, str], tuple[float, float]]  # of two countries, both orders


@cache
def tables() -> Tables:
    """The tables that ship."""
    names: dict[str, list[Entry]] = {}
    capitals, countries = {}, {}
    for row in rows("countries"):
        entry = _listed(row, "country", row["iso"])
        countries[row["iso"]] = entry
        capitals[fold(row["capital"])] = row["iso"]
        for alias in (row["name"], *split(row["aliases"])):
            names.setdefault(fold(alias), []).append(entry)
        people = _listed(row, "country", row["iso"], demonym=True)
        for demonym in split(row["demonyms"]):
            names.setdefault(fold(demonym), []).append(people)
    levels: dict[str, Level] = {"continent": "continent", "region": "region", "city": "city", "sea": "sea"}
    known = rows("known")
    numbers = _regions(known)
    for row in known:
        level = levels.get(row["level"], "other")
        entry = _listed(row, level, row["country"] or None)
        if row["name"] in numbers:
            entry = replace(entry, region=numbers[row["name"]])
        for alias in (row["name"], *split(row["aliases"])):
            names.setdefault(fold(alias), []).append(entry)
        people = _listed(row, level, row["country"] or None, demonym=True)
        for demonym in split(row["demonyms"]):
            names.setdefault(fold(demonym), []).append(people)
    states, written = _states(names)
    metonyms = {}
    for row in rows("metonyms"):
        for alias in (row["name"], *split(row["aliases"])):
            metonyms[fold(alias)] = _listed(row, "other", row["country"])
    borders = {}
    for row in rows("borders"):
        a, b = row["country"], row["other"]
        borders[a, b] = borders[b, a] = (float(row["latitude"]), float(row["longitude"]))
    return Tables(names, states, written, metonyms, capitals, countries, borders)


def _regions(known: list[dict[str, str]]) -> dict[str, int]:
    """Numbers in the compiled file of first-level regions in countries whose towns are given with them."""
    listed = [r for r in known if r["level"] == "region" and r["country"] in ("AU", "CA", "GB")]
    found = gazetteer().find([fold(r["name"]) for r in listed])
    out = {}
    for row in listed:
        for e in found.get(fold(row["name"]), ()):
            if e.level == "region" and not e.county and e.country == row["country"]:
                out[row["name"]] = e.region
    return out


def _states(names: dict[str, list[Entry]]) -> tuple[dict[str, int], dict[str, int]]:
    """US states; their demonyms go into `names`."""
    found = gazetteer()
    numbers = {code: number for number, code in found.codes("US")}
    states, written = {}, {}
    for row in rows("states"):
        number = numbers[row["postal"]]
        states[fold(row["name"])] = number
        written[row["postal"]] = number
        for short in split(row["abbreviations"]):
            written[short] = number
        place = found.region(number)
        if place is not None:
            for demonym in split(row["demonyms"]):
                people = replace(place, demonym=True, listed=True)
                names.setdefault(fold(demonym), []).append(people)
    return states, written
