"""A report's numbers: how many, of what, in which role and scope, as of when, on whose word."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from sayso.ground.context import Context
from sayso.ground.counted import Item, items
from sayso.ground.elsewhere import of_others
from sayso.ground.numbers import numbers
from sayso.ground.numerals import FEW, NONE, SCALES, Page, page
from sayso.ground.passing import DIED, borne, ill, violent
from sayso.ground.roles_of_figures import Found, role_of
from sayso.ground.scopes import OF_PEOPLE, scope_of, sentence_around
from sayso.report import Figure, FigureRole, Report, Scope, Statement

#: Scores stand for how near the words are that give the role; see docs/figures.md for what they were measured at.
_PLAIN, _INDEFINITE = 0.85, 0.6
_CONDITIONAL = frozenset("if would could might unless whether may should can".split())
_JOINTS = frozenset({",", "and", "or", "plus", "&"})
_PARTS = (
    ("including",),
    ("among", "them"),
    ("of", "whom"),
    ("of", "which"),
    ("of", "them"),
    ("include",),
    ("included",),
    ("most", "of", "them"),
    ("among", "whom"),
    ("of", "those"),
    ("among", "those"),
)


_GRADES = frozenset("life serious major critical severe grave permanent threatening significant".split())
_GRAVELY = frozenset("fatally critically seriously severely".split())
_NUMBERS = frozenset("figure figures number numbers toll total count tally estimate".split())
#: So many of a report's statements are asked for other names of a speaker: time stays linear.
_SAME = 200
#: Words between a number and "a figure that …": a relative clause fits in, another subject hardly does.
_BACK = 24


@dataclass(slots=True)
class _Draft:
    item: Item
    found: Found | None
    role: FigureRole
    part_of: int | None = None  # place of the total among the drafts
    part: bool = False  # told as a part, of a total that may not be one number
    subset: bool = (
        False  # a part, but not of a crowd of whom some came to harm: "200 guests, and four of them were shot"
    )


def figures(at: Context) -> Report:
    """The report with its numbers filled in."""
    p = page(at)
    if not len(p):
        return at.report
    every = items(p, numbers(p))
    drafts = _with_ages(_drafts(p, every), every)
    ids = {n: f"f{n + 1}" for n in range(len(drafts))}
    told = _told_of(at, p, drafts, ids)
    found = [_figure(at, p, d, ids[n], ids, told) for n, d in enumerate(drafts)]
    others = of_others(at, p, found)
    return replace(at.report, figures=tuple(replace(f, scope=None) if f.id in others else f for f in found))


def _drafts(p: Page, every: list[Item]) -> list[_Draft]:
    """Every item that becomes a figure, with its role and the total it is a part of."""
    starts = {i.start: i for i in every}
    out: list[_Draft] = []
    names: set[tuple[str, FigureRole]] = set()  # who was named with which fate
    violence: tuple[frozenset[int], frozenset[str]] | None = None  # its sentences, and who is named in them
    for item in every:
        number = item.number
        if number is not None and number.kind == "age":
            continue
        found = role_of(p, item, starts) if number is None or number.kind in ("count", "share") else None
        before = out[-1] if out and p.together(out[-1].item.start, item.start) else None
        part = before is not None and _is_part(p, before, item)
        named = number is None and not item.counted.head
        joined = before is not None and _joined(p, before, item) and not (named and p.word(item.start - 1) == ",")
        if found is None and before is not None and (part or joined):
            found = _inherited(before, item, part)
        draft = _Draft(item, found, _role(item, found))
        if not _kept(p, draft) or _told_before(p, draft, names) or _known_already(p, draft, out):
            continue
        if number is None and found is not None and draft.role == "killed" and p.lower[found.at] in DIED:
            if ill(p, item.start, max(item.end, found.at + 1)):
                continue
            if named:
                violence = violence or _violence(p)
                here = {p.sentence[item.start], p.sentence[item.start] - 1}
                if here.isdisjoint(violence[0]) and violence[1].isdisjoint(p.lower[item.start : item.end]):
                    continue  # "after his brother King Vell died"
        if before is not None and _of_these(p, before, item):
            before.part, before.part_of = True, len(out)  # "four of the five people found shot to death"
            before.found, before.role = found or before.found, draft.role
            one = out[-2] if len(out) > 1 and before.item.low == 1 else None
            if one is not None and one.item.number is None and p.together(one.item.start, item.start):
                one.part, one.part_of = True, len(out)  # "a boy was one of two victims shot"
        if _apposed(p, draft, out):
            draft.part = True
        if item.counted.words is None and item.low == item.high == 1 and number is not None and _of_two(p, item.end):
            draft.part = True  # "One was shot in the arm, the other in the leg"
        if part and before is not None:
            draft.part = True
            if before.part_of is not None:
                draft.part_of = before.part_of
            elif _holds(before, item):
                draft.part_of = len(out) - 1
        elif (
            before is not None
            and before.part_of is not None
            and _joined(p, before, item)
            and _fits(out, before.part_of, item)
        ):
            draft.part_of = before.part_of
        out.append(draft)
    _summed(p, out)
    for d in out:
        total = out[d.part_of] if d.part_of is not None else None
        some = total is not None and total.role in ("other", "present") and d.item.counted.head in ("them", "whom")
        d.subset = (d.found is not None and d.found.part) or ((d.part or total is not None) and not some)
    return out


def _of_two(p: Page, at: int) -> bool:
    """Whether the sentence goes on to "the other"."""
    ahead = range(at, min(len(p) - 1, at + 24))
    return any(p.lower[k : k + 2] in (("the", "other"), ("the", "others")) and p.together(at - 1, k) for k in ahead)


def _violence(p: Page) -> tuple[frozenset[int], frozenset[str]]:
    sentences = violent(p)
    return sentences, borne(p, sentences)


def _known_already(p: Page, d: _Draft, out: list[_Draft]) -> bool:
    """Whether "the boy shot himself" and "a 3-year-old was shot" can be of somebody counted before.

    That is where anybody came to harm before; for an age without a noun, in another sentence.
    """
    harmed = (o.item.start for o in out if o.role in ("killed", "wounded"))
    if d.item.own is not None and d.item.own.definite:
        return any(True for _ in harmed)
    aged = d.item.number is None and d.item.counted.head == "old"
    return aged and (_apposed(p, d, out) or any(not p.together(start, d.item.start) for start in harmed))


def _apposed(p: Page, d: _Draft, out: list[_Draft]) -> bool:
    """Whether a person is the one who was named right before: "Vell, a guard, was shot"."""
    last = out[-1] if out else None
    if last is None or last.item.number is not None or last.item.counted.head or d.item.number is not None:
        return False
    return last.role == d.role and p.lower[last.item.end : d.item.start] == (",",)


def _told_before(p: Page, d: _Draft, names: set[tuple[str, FigureRole]]) -> bool:
    """Whether some of the people named came to the same harm before in the text: each counts once."""
    if d.item.number is not None or d.item.counted.head:
        return False
    new = {(w, d.role) for w in p.lower[d.item.start : d.item.end] if w.isalpha() and w != "and"}
    known = new & names
    names |= new
    return bool(known)


def _with_ages(drafts: list[_Draft], every: list[Item]) -> list[_Draft]:
    """The drafts and the ages among the items, in order. Ages come in last, to stand between no two counts."""
    ages = [_Draft(i, None, "measure") for i in every if i.number is not None and i.number.kind == "age"]
    if not ages:
        return drafts
    out = sorted([*drafts, *ages], key=lambda d: (d.item.start, d.item.end))
    places = {id(d): n for n, d in enumerate(out)}
    for d in drafts:
        d.part_of = places[id(drafts[d.part_of])] if d.part_of is not None else None
    return out


def _summed(p: Page, drafts: list[_Draft]) -> None:
    """Marks parts that add up to the total they follow: "six people, three men and three women, were shot"."""
    for n, total in enumerate(drafts):
        c = total.item.counted
        if total.part_of is not None or not (c.people or c.fate is not None) or (total.item.low or 0) < 2:
            continue
        parts, left = n + 1, total.item.low or 0
        between = p.lower[total.item.end : drafts[n + 1].item.start] if n + 1 < len(drafts) else ()
        if len(between) != 1 or between[0] not in (",", "—", "–", "-", ":", "("):
            continue
        while parts < len(drafts) and left > 0 and p.together(total.item.start, drafts[parts].item.start):
            item = drafts[parts].item
            if (
                not item.counted.people
                or item.low is None
                or (parts > n + 1 and not _joined(p, drafts[parts - 1], item))
            ):
                break
            left, parts = left - item.low, parts + 1
        if left == 0 and parts > n + 2:
            for draft in drafts[n + 1 : parts]:
                draft.part_of = n
                if total.found is not None:
                    draft.found, draft.role = total.found, total.role


def _role(item: Item, found: Found | None) -> FigureRole:
    number = item.number
    if number is not None and number.kind != "count":
        kinds: dict[str, FigureRole] = {"money": "money", "share": "share", "measure": "measure", "time": "measure"}
        return kinds[number.kind]
    return found.role if found is not None else "other"


def _kept(p: Page, d: _Draft) -> bool:
    """Whether an item is a figure: no "no" without people, no "several", no person to whom nothing happened."""
    number = d.item.number
    if number is None:
        if d.found is None or d.role not in OF_PEOPLE or d.role in ("displaced", "sick"):
            return False
        if not d.item.counted.head and (d.role not in ("killed", "wounded", "missing") or d.found.side == "head"):
            return False  # who is named counts where harm is told of them alone
        # the months of May and March are not "may"
        low, high = min(d.item.start, d.found.at), max(d.item.end, d.found.at)
        return not any(p.lower[k] in _CONDITIONAL and p.words[k].islower() for k in range(max(0, low - 4), high))
    word = p.lower[number.core]
    if word in NONE and word != "zero":
        c = d.item.counted
        if c.words is not None and _GRADES.intersection(p.lower[slice(*c.words)]):
            return False  # "no life-threatening injuries" leaves others
        if c.of and c.fate is not None:
            return False  # "none of the injuries was grave"
        return d.found is not None and d.role in OF_PEOPLE and (d.item.counted.people or d.found.side == "head")
    if number.vague and any(w in SCALES or w == "dozen" for w in p.lower[number.core : number.end]):
        return True  # "several hundred"
    if word in FEW or (number.vague and p.lower[number.end - 1] in FEW):
        return d.found is not None and d.role in OF_PEOPLE
    if number.hyphened and number.kind == "count":
        return d.item.counted.people and not number.vague
    return True


def _is_part(p: Page, before: _Draft, item: Item) -> bool:
    """Whether a number is told as a part of the one before it: "278 killed, including 235 civilians"."""
    if item.number is not None and item.number.kind not in ("count", "share"):
        return False
    k = item.start
    for phrase in _PARTS:
        for gap in (0, 1, 2):
            end = k - gap
            if p.lower[max(0, end - len(phrase)) : max(0, end)] == phrase and not {",", "and"} & set(p.lower[end:k]):
                return True
    if p.word(k - 1) == "," and p.lower[max(0, before.item.start - 2) : before.item.start] == ("of", "the"):
        return True  # "of the 12 dead, three were children"
    if (
        p.word(k - 1) in (",", "–", "—", "-", "(")
        and p.word(item.end) in _GRAVELY
        and before.role in ("wounded", "killed")
    ):
        return True  # "four people were shot, one critically"
    return item.counted.of and item.counted.head in ("them", "whom", "those", "victims", "dead")


def _of_these(p: Page, part: _Draft, total: Item) -> bool:
    """Whether a number is a part of the one right after it: "four of the five"."""
    a, b = part.item.number, total.number
    if a is None or b is None or a.kind != "count" or b.kind != "count" or a.low is None or b.low is None:
        return False
    between = p.lower[a.end : b.core]
    return between[:1] == ("of",) and set(between[1:]) <= {"the", "those", "these", "its", "their"} and a.low <= b.low


def _holds(total: _Draft, item: Item) -> bool:
    """Whether a number is a count that is not less than another."""
    whole = total.item.high if total.item.high is not None else total.item.low
    if total.item.number is None or total.item.number.kind != "count":
        return False
    return whole is None or item.low is None or item.low <= whole


def _joined(p: Page, before: _Draft, item: Item) -> bool:
    """Whether only "and" or a comma stands between two numbers' phrases."""
    between = p.lower[before.item.end : item.start]
    return len(between) <= 3 and all(w in _JOINTS or w in ("as", "well") for w in between) and bool(between)


def _fits(out: list[_Draft], total: int, item: Item) -> bool:
    whole = out[total].item.high or out[total].item.low
    parts = sum(d.item.low or 0 for d in out[total + 1 : total + 50] if d.part_of == total) + (item.low or 0)
    return whole is None or parts <= whole


def _inherited(before: _Draft, item: Item, part: bool) -> Found | None:
    """The role of the number before, where two are told in one breath."""
    if before.found is None or before.role not in OF_PEOPLE:
        return None
    if item.number is not None and item.number.kind != "count":
        return None
    if not (item.counted.people or item.number is None or (part and item.counted.words is None)):
        return None
    return Found(before.role, before.found.at, 0.7 * before.found.sure, before.found.side, before.found.part)


def _figure(at: Context, p: Page, d: _Draft, ident: str, ids: dict[int, str], told: dict[str, Statement]) -> Figure:
    item, number, c = d.item, d.item.number, d.item.counted
    end = item.end if number is None else number.end
    span = (p.starts[item.start], p.ends[end - 1])
    statement = told.get(ident) or at.statement(span)
    unit = number.unit if number is not None else None
    age = number is not None and number.kind == "age"
    if age:
        unit = "year"
    people = d.role in OF_PEOPLE and (c.words is None or (c.fate is not None and c.fate.use == "noun"))
    if unit is None and (number is None or number.kind == "count") and (c.people or people):
        unit = "people"
    subject = at.report.text[p.starts[c.words[0]] : p.ends[c.words[1] - 1]] if c.words is not None else None
    if number is not None and (number.kind in ("money", "measure", "time") or (age and not c.people)):
        subject = None
    source = _source(at, statement) if statement is not None else ""
    speaker = (statement.role or "") if statement is not None else ""
    scope: Scope | None = None
    if not age:
        scope = "subset" if d.subset else scope_of(p, item.start, item.end, d.role, c, source, speaker)
    score = _INDEFINITE if number is None else (d.found.sure if d.found is not None else _PLAIN)
    return Figure(
        id=ident,
        span=span,
        low=item.low,
        high=item.high,
        comparator=number.comparator if number is not None else "=",
        unit=unit,
        subject=subject,
        role=d.role,
        scope=scope,
        part_of=ids[d.part_of] if d.part_of is not None else None,
        as_of=_as_of(at, p, item),
        estimate=number.estimate if number is not None else False,
        statement=statement.id if statement is not None else None,
        score=round(score, 3),
    )


def _source(at: Context, statement: Statement) -> str:
    """The words of a statement's source, and those that name the same actors elsewhere: "Vell", "an army spokesman"."""
    words = [at.report.words(statement.source)]
    if statement.actors:
        same = set(statement.actors)
        words += [at.report.words(s.source) for s in at.report.statements[:_SAME] if same & set(s.actors)]
    return " ".join(words)


def _told_of(at: Context, p: Page, drafts: list[_Draft], ids: dict[int, str]) -> dict[str, Statement]:
    """Statements about a number rather than around it: "101 sailors died, a figure that the port has acknowledged"."""
    starts = [d.item.start for d in drafts]
    out: dict[str, Statement] = {}
    for statement in at.report.statements:
        for span in statement.content[:1]:
            low, high = at.range(span)
            if not (0 < high - low <= 4 and _NUMBERS.intersection(p.lower[low:high])):
                continue
            n = bisect_left(starts, low) - 1
            if n >= 0 and p.together(starts[n], low) and low - drafts[n].item.end <= _BACK:
                out[ids[n]] = statement
    return out


def _as_of(at: Context, p: Page, item: Item) -> str | None:
    """The date that bounds a number in its sentence: "as of Monday", "by 3 March"."""
    low, high = sentence_around(p, item.start)
    span = (p.starts[low], p.ends[high - 1])
    dates = at.report.dates  # in order of the text
    first = bisect_left(dates, span[0], key=lambda d: d.span[0])
    for date in dates[first : bisect_left(dates, span[1], key=lambda d: d.span[0])]:
        if date.value is None or date.type not in ("DATE", "TIME"):
            continue
        word = at.word_at(date.span[0])
        before = p.lower[max(0, word - 3) : word]
        if before[-1:] == ("by",) or before[-1:] == ("until",) or before[-2:] in (("as", "of"), ("as", "at")):
            return date.value
    return None
