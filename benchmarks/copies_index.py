"""What the index of sampled shingles finds and brings up, by how it samples and by how many it asks for.

For every sampling rate: of the generated copies of an even seed, how many share so many sampled shingles with their
source (recall of candidates), and how many reports each one brings up to be aligned (what it costs). The index also
holds the reports of `incidents`, `kcna` and `lgl`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from benchmarks import corpora
from benchmarks.copies import Made, make
from sayso.keep.signatures import UNDER_ONE

RATES = (4, 8, 16, 32, 64)
SHARED = (1, 2, 3, 4)
WORD = re.compile(r"\w+")


def hashes(text: str) -> list[tuple[int, int]]:
    """Every five-word shingle of a text: the byte that decides whether it is sampled, and its number."""
    words = [word.encode() for word in WORD.findall(text.casefold())]
    found = set()
    for n in range(len(words) - 4):
        digest = hashlib.blake2b(b" ".join(words[n : n + 5]), digest_size=8).digest()
        found.add((digest[0], int.from_bytes(digest, "little", signed=True)))
    return sorted(found)


def others() -> Iterable[str]:
    """The texts of the other corpora, to make the index larger."""
    for name in ("incidents", "kcna"):
        yield from (row["text"] for _, row in sorted(corpora.texts(name).items()))
    yield from (row["text"] for row in corpora.rows("lgl.jsonl.gz"))


def measure(seed: int = 2) -> dict[str, dict[str, str]]:
    """Recall of candidates in percent, and candidates a report, for each rate and each number asked for."""
    data = make(seed)
    every = {report.id: hashes(report.text) for report in data.reports()}
    every |= {f"other-{n}": hashes(text) for n, text in enumerate(others())}
    out = {f"one in {rate}": _at(data.made, every, rate) for rate in RATES}
    return {"reports in the index": {"all": str(len(every))}, **out}


def _at(made: Mapping[str, Made], every: dict[str, list[tuple[int, int]]], rate: int) -> dict[str, str]:

    under: dict[int, list[str]] = {}
    signatures = {key: [number for byte, number in found if byte % rate == 0] for key, found in every.items()}
    for key, numbers in signatures.items():
        for number in numbers:
            if len(ids := under.setdefault(number, [])) < UNDER_ONE:
                ids.append(key)
    right, brought = Counter[int](), Counter[int]()
    for name, m in made.items():
        shared = Counter(other for number in signatures[name] for other in under[number] if other != name)
        for least in SHARED:
            right[least] += shared[m.source] >= least
            brought[least] += sum(count >= least for count in shared.values())
    kept = sum(map(len, signatures.values())) / len(signatures)
    out = {
        f"{least} shared": f"{100 * right[least] / len(made):.2f} % found, {brought[least] / len(made):.1f} brought up"
        for least in SHARED
    }
    return out | {"numbers kept a report": f"{kept:.0f}"}
