"""The noun before a verb, read off the words alone: "the Court of Marrow" in "that the Court of Marrow held that …".

There are no parts of speech to ask. A phrase is walked backwards from the verb to the word that begins it: an article,
a name, or a bare plural after something that cannot be part of it.
"""

from __future__ import annotations

from sayso.report import Span


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PRONOUNS = _set("i we you they he she who")
#: Nobody in particular, or everybody: they stand alone.
INDEFINITE = _set(
    "everyone everybody someone somebody anyone anybody nobody people many some most others few one no-one"
)
_DETERMINERS = _set(
    "the a an my your his her its our their this that these those some any every each no many most several"
)
_DETERMINERS |= _set("both all few another two three four five six other")
#: What is never part of a subject.
_STOPS = _set(
    "in on at by for from to with into onto upon about against between through during before after under over"
    " as than like via per if whether because although though while when where why how since until unless that"
    " which what whom whose and or but nor so yet then now here there not n is are was were am be been being"
    " has have had having do does did will would can could may might must should shall it i we you they he she"
    " who me him them us him herself himself itself themselves myself yes well too also only just even still"
    " again said says say told tells according please today yesterday tomorrow later earlier ago thereby"
    " therefore thus hence however instead already never ever always"
)
#: Papers and recordings that can say something, in their last word.
_DOCUMENTS = _set(
    "report reports study studies survey surveys poll polls record records letter letters document documents"
    " paper papers article articles book books diary diaries testimony statute statutes constitution treaty law"
    " laws rule rules act regulation regulations complaint complaints brief briefs opinion opinions indictment"
    " order decision ruling judgment judgement verdict contract lease film footage video tape tapes recording"
    " recordings transcript transcripts logbook website memo memorandum email emails figures statistics data"
    " results findings analysis research review inquiry investigation audit chronicle inscription manuscript"
    " note mail text clause section article amendment message bible affidavit declaration agreement label sign"
    " statement script evidence documentation guidelines logs log"
)
#: Bodies and people by what they are called, where nothing else says that a bare word is somebody.
_PEOPLE = _set(
    "counsel petitioner respondent plaintiff defendant appellant appellee government congress court parliament"
    " police prosecution defence defense council committee state majority dissent management staff legislature"
    " commission author board jury panel judge justice tribunal bench ministry"
)
_NO_ADVERBS = _set("family assembly monopoly anomaly")
_LONGEST = 12


def subject(words: list[str], raw: list[str], low: int, end: int) -> Span | None:
    """The subject that ends before word `end`, none of it before `low`: its half-open range, or None.

    `words` are in lower case, `raw` as they stand in the text.
    """
    if end <= low:
        return None
    last = words[end - 1]
    if last in PRONOUNS:
        return end - 1, end
    if last in {"us", "me", "them", "him", "her"} and end - 2 >= low and words[end - 2] == "let":
        return end - 1, end  # "let us remember that …"
    if last == ",":
        return _with_apposition(words, raw, low, end)
    return _phrase(words, raw, low, end)


def _with_apposition(words: list[str], raw: list[str], low: int, end: int) -> Span | None:
    """A name with its apposition between commas, as in "Ilse Maran, the mayor of Marrow, believes"."""
    for comma in range(end - 2, max(low, end - _LONGEST) - 1, -1):
        if words[comma] == ",":
            head = _phrase(words, raw, low, comma)
            inner = words[comma + 1 : end - 1]
            apposed = bool(inner) and (inner[0] in {"the", "a", "an"} or raw[comma + 1][0].isupper())
            if head is not None and inner and raw[comma - 1][0].isupper():  # "Pell, secretary of state,"
                apposed |= inner[0].isalpha() and inner[0] not in _STOPS and not inner[0].endswith(("ing", "ed"))
            return (head[0], end) if head is not None and apposed else None
        if words[comma] in {".", ";", ":", "(", ")"}:
            return None
    return None


def _phrase(words: list[str], raw: list[str], low: int, end: int) -> Span | None:
    last = words[end - 1]
    if (
        not last.isalpha()
        or len(last) == 1
        or last in _STOPS
        or is_adverb(last)
        or (last.endswith("ing") and last != "king")
    ):
        return None
    if last in INDEFINITE:
        begin = end - 1
        if last == "one" and begin > low and words[begin - 1] == "no":
            begin -= 1
        return (begin, end) if begin == low or words[begin - 1] not in {"the", "of", "these", "those"} else None
    begin = end
    while begin > low and end - begin < _LONGEST:
        word = words[begin - 1]
        if word in _DETERMINERS:
            begin -= 1
            if begin > low + 1 and words[begin - 1] == "of" and begin - 1 > low:
                begin -= 1
                continue
            break
        if word == "of" and begin < end and begin - 1 > low:
            begin -= 1
            continue
        if word == "and" and begin - 1 > low and raw[begin][:1].isupper() and raw[begin - 2][:1].isupper():
            begin -= 1
            continue
        if word in {"'", "’"} and begin - 1 > low and begin < end and words[begin] == "s":
            begin -= 1
            continue
        if (
            word in {".", "-"}
            and begin - 1 > low
            and begin < end
            and raw[begin - 2][:1].isupper()
            and (word == "-" or len(raw[begin - 2]) <= 3)
        ):
            begin -= 1  # "Mr. Brill", "J. Venn", "Marrow-Tarn"
            continue
        if word in _STOPS or not word.isalnum():
            break
        begin -= 1
    if begin == end or words[begin] in {"of", "and", "'", "’", ".", "-", "s"}:
        return None
    return (begin, end) if _somebody(words, raw, begin, end) else None


def _somebody(words: list[str], raw: list[str], begin: int, end: int) -> bool:
    """Whether a phrase may be one that says or thinks: it has an article or a capital, or is a plural."""
    head = words[end - 1]
    if words[begin] == "that" and head.endswith("s"):
        return False  # "the things that Muslims observe"
    if words[begin] in _DETERMINERS:
        return end - begin > 1 and not head.isdigit()
    if raw[end - 1][0].isupper():
        return True
    return head in _PEOPLE or (end - begin <= 3 and head.endswith("s") and not head.endswith("ss"))


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb by its ending."""
    return len(word) > 4 and word.endswith("ly") and word not in _NO_ADVERBS


def is_document(words: list[str], span: Span) -> bool:
    """Whether a subject is a paper or a recording: its last word, or the word before "of"."""
    inside = words[span[0] : span[1]]
    head = inside[inside.index("of") - 1] if "of" in inside[1:] else inside[-1]
    return head in _DOCUMENTS


def is_named(raw: list[str], span: Span) -> bool:
    """Whether a subject ends in a name or a body that speaks: where a verb's form may be a noun, only these will do."""
    return raw[span[1] - 1][0].isupper() or raw[span[1] - 1].lower() in _PEOPLE | PRONOUNS | INDEFINITE
