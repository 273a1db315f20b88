"""Where a text may name a place: every run of words that the gazetteer or the encoder takes for one.

Names are looked up as they stand, then with the class beside them ("Tarn Township", "Jackson and Barrow counties") and
with the region or country named after them ("Paris, Texas"). Whether such a run is a place is weighed from its
`evidence`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace

from sayso.encode.encoder import NAMES
from sayso.ground.context import Context
from sayso.ground.evidence import CLASSES, DIRECTIONS, Toponym, marked
from sayso.ground.gazetteer import Entry, fold, gazetteer, tables

#: Words in a name, hyphens and full stops not counted. The longest that matter ("Democratic People's Republic of
#: Korea") have six with their article.
LONGEST = 6
_INSIDE = frozenset(
    "of d l the de la le les al el upon on under and e da do dos du del di in an y en sur ar as ash ez aux ibn".split()
)
_GLUE = frozenset("-‐‑–'’.")
_SHORT = frozenset("st ft mt ste n s e w no so".split())
#: With one of these after it a name is a paper's: "Washington Post".
PAPERS = frozenset(
    "Post Times Herald Tribune Journal Globe Examiner Gazette Inquirer Dispatch Chronicle Telegraph Guardian "
    "Magazine".split()
)


def toponyms(at: Context) -> list[Toponym]:
    """Every run of words that may name a place, in order of the text; none overlaps another."""
    if not at.words:
        return []
    spans = _runs(at)
    keys = {key for *_, key in spans}
    compiled = gazetteer().find(sorted(keys))
    kept: list[Toponym] = []
    end = 0
    for low, high, key in spans:  # longest first at each place
        if low < end:
            continue
        found = _known(at, low, high, key, compiled)
        if found is not None:
            kept.append(found)
            end = found.words[1]
    kept = _with_unknown(at, kept)
    kept = _listed_classes(at, kept)
    kept = _qualified(at, kept)
    return marked(at, kept)


def _runs(at: Context) -> list[tuple[int, int, str]]:
    """Ranges of words to look up with their folded names: by first word, the longest first."""
    words, text = at.words, at.report.text
    starts, ends = at.starts.tolist(), at.ends.tolist()
    lines, names = at.reading.line_of.tolist(), at.reading.names.tolist()
    location = NAMES.index("LOCATION")
    out = []
    count = len(words)
    for i, word in enumerate(words):
        if not (word[0].isupper() or (names[i] == location and word[0].isalpha())):
            continue
        if i and words[i - 1] in "'’" and starts[i] == ends[i - 1] and len(word) == 1:
            continue
        found = []
        real, j = 0, i
        while j < count and real < LONGEST and lines[j] == lines[i]:
            w = words[j]
            if w[0].isalnum():
                if not (w[0].isupper() or names[j] == location):
                    glued = starts[j] == ends[j - 1] and words[j - 1] in "-‐‑'’"
                    if not glued and w not in _INSIDE:
                        break
                    if not glued:
                        real, j = real + 1, j + 1
                        continue
                real += 1
                found.append(j + 1)
            elif w not in _GLUE or starts[j] != ends[j - 1]:
                break
            elif w == ".":
                before = words[j - 1]
                if len(before) > 5 or not before[0].isupper():
                    break
                found.append(j + 1)
                if before.lower() not in _SHORT and len(before) > 1 and not (len(before) == 2 and before[0] == "W"):
                    break
            j += 1
        for high in reversed(found):
            key = fold(text[starts[i] : ends[high - 1]])
            if len(key) > 1:
                out.append((i, high, key))
    return out


def _known(at: Context, low: int, high: int, key: str, compiled: dict[str, list[Entry]]) -> Toponym | None:
    """The run as a toponym, where its name is in the gazetteer; "Tarn Township" is looked up as "Tarn" too."""
    lists = tables()
    text = at.words[low] if high - low == 1 else at.report.text[int(at.starts[low]) : int(at.ends[high - 1])]
    last = at.words[high - 1]
    entries: list[Entry] = []
    region = lists.abbreviations.get(text)
    if region is not None and text.isalpha() and text.isupper() and not (low > 1 and at.words[low - 1] in ",-–"):
        region = None  # a postal code stands after a town or a party's letter: "Tarn, SD", "D-SD"
    if region is not None:
        entries += _state(region)
    elif last == "." and text not in _DOTTED and not (text.count(".") > 1 and key in lists.names):
        return None  # "Ohio." at a sentence's end is "Ohio"; only abbreviations keep their full stop
    if len(key) < 3 and text not in ("US", "UK", "U.S.", "U.K.", "UN") and region is None:
        return None
    if _paper(at, high, text):
        return None
    if key in DIRECTIONS or _contracted(at, low, high, compiled.get(key, [])):
        return None
    if key == "us" and text not in ("US", "U.S.", "U.S"):
        return None
    if region is None:
        entries += _state(lists.states[key]) if key in lists.states else []
        entries += lists.names.get(key, [])
        if key in lists.metonyms:
            entries.append(lists.metonyms[key])
        if not (entries and text.isupper() and len(key) < 5):  # "US" is not Us, Val-d'Oise
            entries += compiled.get(key, [])
    else:
        entries += [e for e in compiled.get(key, []) if e.level != "region"]
    if not entries:
        return None
    if at.lower[low] == "the":
        low += 1
    return Toponym((low, high), at.span(low, high), key, tuple(entries))


def _paper(at: Context, high: int, name: str) -> bool:
    """Whether the word after a name makes it a paper's: "Washington Post", "USA TODAY"."""
    if high >= len(at.words) or at.starts[high] - at.ends[high - 1] != 1:
        return False
    after = at.words[high]
    return after in PAPERS or (name == "USA" and after.lower() == "today")


def _state(number: int) -> list[Entry]:
    place = gazetteer().region(number)
    return [replace(place, listed=True)] if place is not None else []


def _contracted(at: Context, low: int, high: int, entries: list[Entry]) -> bool:
    """Whether the last word is glued on by an apostrophe that the name itself has not: "Jordan's", not "St. John's"."""
    if high - low < 3 or at.words[high - 2] not in ("'", "’") or len(at.words[high - 1]) > 2:
        return False
    return not any("'" in e.name or "’" in e.name for e in entries)


_DOTTED = frozenset(["U.S.", "U.K.", "U.A.E.", "U.S.A.", "U.S.S.R.", "D.P.R.K."])


#: What the encoder now and then takes for a place that is none: bodies, and the class of a road without its number.
_NO_PLACE = frozenset(
    ("united nations", "european union", "african union", "arab league", "security council", "red cross", "congress")
) | frozenset("interstate interstates highway route avenue street road boulevard drive lane lake river heaven".split())


def _with_unknown(at: Context, kept: list[Toponym]) -> list[Toponym]:
    """Adds the encoder's names of places that the gazetteer knows nothing of."""
    out = list(kept)
    starts = [t.words[0] for t in kept]
    elsewhere: Counter[str] = Counter()  # names that the encoder takes for a place here and a person or body there
    for name in at.names:
        if name.kind in ("PERSON", "ORGANIZATION", "LOCATION"):
            elsewhere[at.report.text[name.span[0] : name.span[1]]] += -1 if name.kind == "LOCATION" else 1
    for name in at.names:
        low, high = name.words
        if name.kind != "LOCATION":
            continue
        n = bisect_right(starts, high - 1) - 1
        if n >= 0 and kept[n].words[1] > low:
            continue
        text = at.report.text[name.span[0] : name.span[1]]
        if (
            any(c.isalpha() for c in text)
            and fold(text) not in DIRECTIONS | _NO_PLACE
            and not text.isupper()
            and elsewhere[text] < 1
        ):
            out.append(Toponym((low, high), name.span, fold(text), ()))
    return sorted(out, key=lambda t: t.words)


def _listed_classes(at: Context, kept: list[Toponym]) -> list[Toponym]:
    """Takes in the class that stands after a name ("Tarn Township", "Kursk oblast") or that a list shares
    ("Jackson and Barrow counties"), and looks the name up with it.
    """
    lower, words = at.lower, at.words
    count = len(words)
    asked: dict[int, tuple[str, int, str]] = {}
    for n in range(len(kept) - 1, -1, -1):
        t = kept[n]
        after = t.words[1]
        if after >= count:
            continue
        kind = CLASSES.get(lower[after])
        follows = at.starts[after] - at.ends[after - 1] == 1
        if kind is not None and follows and not any(e.demonym for e in t.entries[:1]):
            if words[after][0].isupper():
                one = {"counties": "county", "parishes": "parish", "townships": "township"}.get(
                    lower[after], lower[after]
                )
                end = after + 1
                if one == "twp" and end < count and words[end] == ".":
                    end += 1
                asked[n] = (kind, end if not lower[after].endswith("ies") else after, one)
            elif kind != "city":
                one = {"counties": "county", "parishes": "parish"}.get(lower[after], lower[after])
                asked[n] = (kind, after, one)
        elif lower[after] in ("and", ",") and n + 1 in asked and kept[n + 1].words[0] == after + 1:
            kind, _, one = asked[n + 1]
            if lower[min(count - 1, kept[n + 1].words[1])].endswith("s") and kind == "county":
                asked[n] = (kind, after, one)
    if not asked:
        return kept
    keys = {n: f"{kept[n].key} {one}" for n, (_, _, one) in asked.items()}
    found = gazetteer().find(sorted(set(keys.values())))
    out = list(kept)
    for n, (kind, end, one) in asked.items():
        t = kept[n]
        low = t.words[0]
        named = found.get(keys[n], [])
        bare = one in _WEAK and not any(e.level == "region" for e in t.entries)
        if not named and (bare or one in ("state", "city", "town", "village")):
            continue
        entries = tuple(named) or _of_class(t.entries, kind)
        if not entries:
            continue
        high = max(end, t.words[1])
        out[n] = replace(t, words=(low, high), span=at.span(low, high), entries=entries, level=kind)
    last: list[Toponym] = []
    for t in out:
        if not last or last[-1].words[1] <= t.words[0]:
            last.append(t)
    return last


#: Classes that also stand after what is no region ("school district", "the Tarn republic").
_WEAK = frozenset(["district", "republic", "borough"])


def _of_class(entries: tuple[Entry, ...], kind: str) -> tuple[Entry, ...]:
    """Of what a name could mean, what is of a class; a region can be named after its city: "Odesa Region"."""
    if kind == "city":
        return tuple(e for e in entries if e.level == "city")
    regions = tuple(e for e in entries if e.level == "region" and not e.demonym)
    if regions or kind == "county":
        return regions
    for e in entries:
        if e.level == "city":
            around = gazetteer().region(e.region)
            if around is not None and around.name != "":
                return (around,)
    return ()


def _qualified(at: Context, kept: list[Toponym]) -> list[Toponym]:
    """Ties a name to the region or country named after it: "Paris, Texas", "Tarn, Ky.", "Moscow (Russia)"."""
    out = list(kept)
    for n in range(len(kept) - 1):
        t, after = kept[n], kept[n + 1]
        gap = at.report.text[t.span[1] : after.span[0]]
        if gap not in (", ", " (", ",") or not after.entries:
            continue
        if after.entries[0].demonym or (t.entries and t.entries[0].level == "country" and not t.entries[0].demonym
                                        and all(e.country != "US" for e in t.entries)):  # fmt: skip
            continue
        regions = {e.region for e in after.entries if e.level == "region" and e.region >= 0}
        countries = {e.country for e in after.entries if e.level == "country"}
        inside = [e for e in t.entries if e.region in regions and e.level != "region"] or [
            e for e in t.entries if e.region in regions and e.county
        ]
        if inside:
            number = inside[0].region
            region = tuple(e for e in after.entries if e.region == number and e.level == "region")
            out[n] = replace(out[n], within=number)
            out[n + 1] = replace(out[n + 1], entries=region, marks={"qualifies": 1.0})
        elif countries and any(e.country in countries for e in t.entries if e.level != "country"):
            home = next(e.country for e in t.entries if e.country in countries and e.level != "country")
            out[n] = replace(out[n], country=home)
            out[n + 1] = replace(out[n + 1], marks={"qualifies": 1.0})
    return [t for t in out if not _stray(at, t)]


def _stray(at: Context, t: Toponym) -> bool:
    """Whether a postal code stands after no town of its state: "the party, SD, said"."""
    low, high = t.words
    text = at.words[low]
    postal = high - low == 1 and len(text) == 2 and text.isupper() and text in tables().abbreviations
    return postal and not t.marks and at.words[low - 1] == ","
