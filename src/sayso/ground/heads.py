"""Who stands in a statement's source: its head, or the heads of joint speakers."""

from __future__ import annotations

from bisect import bisect_left

from sayso.ground.context import Context
from sayso.ground.known import nouns
from sayso.ground.mentions import CUTS, DEFINITE, INDEFINITE, THIRD, Found, Mention
from sayso.ground.page import Page
from sayso.report import Statement

#: What someone said or wrote: as a source it is whoever it belongs to.
_WORDS = frozenset(
    "words remarks remark comments comment claims claim argument arguments assertion assertions allegation allegations "
    "statement statements speech testimony account tweet tweets post posts view views position acknowledgement "
    "acknowledgment denial response reply".split()
)


def heads_of(at: Context, page: Page, statement: Statement, found: Found, others: dict[int, Mention]) -> list[Mention]:
    """The mentions that are a statement's source, one a speaker; new ones are added to what was found."""
    out: list[Mention] = []
    for low, high in statement.source:
        a, b = bisect_left(page.starts, low), bisect_left(page.starts, high)
        for part in _parts(page, found, a, b):
            head = _head(page, found, others, *part)
            if head is not None:
                head.source = True
                out.append(head)
    return out


def _parts(page: Page, found: Found, low: int, high: int) -> list[tuple[int, int]]:
    """The joint speakers of a source: "Maran and the harbour office"."""
    cuts = []
    for word in range(low + 1, high - 1):
        if page.lower[word] in ("and", "&") or (
            page.lower[word] == ","
            and _person(found, word + 1)
            and _person(found, word - 1)
            and any(page.lower[w] == "and" for w in range(word, high))
        ):
            if word in found.covered:
                continue
            left, right = found.covered.get(word - 1), found.covered.get(word + 1)
            before = any(page.lower[w] in CUTS for w in range(low, word) if w not in found.covered)
            whole = (
                (left is not None and left.entity is not None)
                or page.lower[word - 1] in nouns()
                or page.lower[word - 1] in THIRD
            )
            opens = (
                (right is not None and right.entity is not None)
                or page.lower[word + 1] in DEFINITE | INDEFINITE
                or page.lower[word + 1] in nouns()
                or (right is not None and right.how in ("adjective", "people"))
            )
            apart = any(page.words[w] == "," and w + 1 not in found.covered for w in range(low, word))
            if apart:
                continue  # "Maran, the mayor and harbour master"
            if before and not (right is not None and right.entity is not None and right.entity.kind == "person"):
                continue
            if whole and opens:
                cuts.append(word)
    edges = [low, *[c + 1 for c in cuts]]
    ends = [*cuts, high]
    return [(a, b) for a, b in zip(edges, ends, strict=True) if a < b]


def _person(found: Found, word: int) -> bool:
    mention = found.covered.get(word)
    return mention is not None and mention.entity is not None and mention.entity.kind == "person"


def _head(page: Page, found: Found, others: dict[int, Mention], low: int, high: int) -> Mention | None:
    while low < high and not page.words[low][0].isalnum():
        low += 1
    while low < high and not page.words[high - 1][0].isalnum():
        high -= 1
    if high - low > 1 and page.lower[high - 1] == "s" and page.words[high - 2] in "'’":
        high -= 2
    if high - low > 1 and page.lower[high - 1] in (
        "both",
        "all",
        "himself",
        "herself",
        "itself",
        "themselves",
        "alike",
    ):
        high -= 1
    if low >= high:
        return None
    end = low
    while end < high:
        held = found.covered.get(end)
        if held is not None:
            end = held.high
            continue
        thousands = page.words[end] == "," and page.words[end - 1].isdigit() and _digits(page, end + 1)
        if end > low and not thousands and (page.lower[end] in CUTS or page.words[end] in ",(;:—–"):
            break
        end += 1
    end = min(end, high)
    head = end - 1
    while head > low and not page.words[head][0].isalnum():
        head -= 1
    if page.lower[head] in _WORDS and head > low:
        owner = _owner(page, found, others, low, head)
        if owner is not None:
            return owner
    name = found.covered.get(head)
    noun = nouns().get(page.lower[head])
    if noun is not None and noun.kind == "person" and end < high:
        later = _name_at_end(page, found, end, high)
        if later is not None:
            return later
    if name is not None:
        return _named(page, found, name, low)
    if head in found.places:
        return _place(page, found, others, *found.places[head])
    if head in others:
        mention = others[head]
        if mention.how == "description":
            mention.low = low
            mention.definite = page.lower[low] in DEFINITE or mention.definite
        return mention
    if page.lower[head] in ("who", "which", "that"):
        others[head] = Mention(head, head + 1, head, "pronoun", word="who")
        return others[head]
    if page.lower[head] == "what":
        return None
    mention = Mention(
        low,
        head + 1,
        head,
        "description",
        word=page.lower[head],
        kind=noun.kind if noun else _kind(page, head, low),
        definite=page.lower[low] in DEFINITE,
    )
    others[head] = mention
    return mention


def _digits(page: Page, word: int) -> bool:
    return word < len(page.words) and page.words[word].isdigit()


def _owner(page: Page, found: Found, others: dict[int, Mention], low: int, head: int) -> Mention | None:
    """Whose words they are: "his remarks", "Maran's remarks"."""
    if page.lower[low] in ("his", "her", "their", "its", "my"):
        return others.get(low)
    for word in range(head - 1, low, -1):
        if page.lower[word] == "s" and page.words[word - 1] in "'’":
            name = found.covered.get(word - 2)
            return name if name is not None and name.entity is not None else None
    return None


def _kind(page: Page, head: int, low: int) -> str:
    word = page.lower[head]
    opens = low == 0 or page.sentence[low - 1] != page.sentence[low]
    if page.words[head][0].isupper() and (head > low or not opens or page.words[head].isupper()):
        return "organisation"
    if page.lower[low] in ("many", "some", "others", "several", "few", "both", "those", "these", "most"):
        return "group"
    if word.endswith(("er", "or", "ist", "man", "ian", "woman")) and len(word) > 4:
        return "person"
    if word.endswith(("ers", "ors", "ists", "men", "ians", "people")) and len(word) > 5:
        return "group"
    return "other"


def _name_at_end(page: Page, found: Found, end: int, high: int) -> Mention | None:
    """The person named after a long title: "Secretary of State Maran", "envoy for the port Ilse Maran"."""
    for word in range(end, high):
        mention = found.covered.get(word)
        if (
            mention is not None
            and mention.entity is not None
            and mention.entity.kind == "person"
            and word == mention.low
        ):
            owns = mention.high + 1 < high and page.lower[mention.high + 1] == "s" and page.words[mention.high] in "'’"
            if not owns and (page.lower[word - 1] not in CUTS):
                return mention
        elif (
            mention is None
            and page.words[word][0].islower()
            and page.lower[word] not in ("of", "for", "at", "the", "and", "in", "to", "on")
        ):
            return None
    return None


def _place(page: Page, found: Found, others: dict[int, Mention], low: int, high: int) -> Mention | None:
    """A place that speaks, "Drevia has denied": a body of its name."""
    body = found.register.body(page.lower[low:high])
    if body is None:
        return None
    entity, score = body
    entity.names[" ".join(page.words[low:high])] += 1
    others[high - 1] = mention = Mention(low, high, high - 1, "name", entity, score)
    return mention


def _named(page: Page, found: Found, name: Mention, low: int) -> Mention | None:
    """A name as a speaker: a capital speaks for its state, other words for a body."""
    if name.how in ("capital", "adjective", "people"):
        written = " ".join(page.words[name.low : name.high])
        if name.how == "capital":
            entity = found.register.state(name.word)
            entity.names[written] += 1
            name.how, name.entity, name.score = "name", entity, 0.85
        else:
            name.how, name.kind, name.word = "description", "group", page.lower[name.head]
            name.low = low
            name.definite = False
    elif name.how == "misc" and page.lower[name.head] in nouns():
        name.how, name.kind, name.word = "description", nouns()[page.lower[name.head]].kind, page.lower[name.head]
        name.definite, name.low = page.lower[low] in DEFINITE, low
    elif name.how == "misc":
        found_body = found.register.body(page.lower[name.low : name.high])
        if found_body is not None:
            name.entity, name.score = found_body
            name.entity.names[" ".join(page.words[name.low : name.high])] += 1
            name.how = "name"
    return name
