"""From the corpora to training rows: words with tags, links, and silver names and parts of speech.

The text never leaves `SAYSO_DATA`; rows live in memory, and only weights and figures are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks import corpora
from sayso.attribute.decode import PARTS
from sayso.attribute.nest import stretches
from sayso.encode.encoder import NAMES
from sayso.encode.quotes import quotations, states
from sayso.encode.sentences import sentences
from sayso.encode.tokens import Tokens, tokenise
from sayso.encode.windows import sentence_words, split_long
from sayso.report import Span

SPEECH = (
    "CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH "
    "VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB . , : `` '' $ # -LRB- -RRB-".split()
)
NONE = -100  # a word without a label: no loss


@dataclass(slots=True)
class Document:
    """One text ready for training."""

    key: str
    text: str
    tokens: Tokens
    quotes: np.ndarray  # (words,) int8
    sentences: list[Span]  # ranges of words that fit a window
    tags: np.ndarray  # (words,) int64 index into TAGS, or NONE
    names: np.ndarray  # (words,) int64 index into NAMES, or NONE
    speech: np.ndarray  # (words,) int64 index into SPEECH, or NONE
    links: list[dict[str, list[Span]]] = field(default_factory=list)  # per attribution: part -> word ranges


def words_of(tokens: Tokens, span: Span) -> Span:
    """The words that a span of characters covers, by more than half of each."""
    middle = (tokens.words[:, 0] + tokens.words[:, 1]) / 2
    return int(np.searchsorted(middle, span[0])), int(np.searchsorted(middle, span[1]))


def document(
    key: str, text: str, attributions: list[dict[str, Any]] | None, layer: dict[str, Any] | None = None
) -> Document:
    """One text with its labels. Without `attributions` it has no tags; without `layer` no names."""
    tokens = tokenise(text)
    count = len(tokens)
    tags = np.full(count, NONE if attributions is None else 0, np.int64)
    names = np.full(count, NONE, np.int64)
    speech = np.full(count, NONE, np.int64)
    links = []
    for attribution in attributions or []:
        link: dict[str, list[Span]] = {}
        for number, part in enumerate(PARTS):
            ranges = [r for r in (words_of(tokens, tuple(s)) for s in attribution[part]) if r[0] < r[1]]
            link[part] = ranges
            for low, high in ranges:
                tags[low] = 1 + 2 * number
                tags[low + 1 : high] = 2 + 2 * number
        links.append(link)
    # an attribution that lies inside another's content cuts it: what goes on behind begins anew, or the path is illegal
    before = np.concatenate([[0], tags[:-1]])
    tags[(tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)] -= 1
    if layer is not None:
        for sentence in layer["sentences"]:
            for start, end, part_of_speech, name in sentence:
                low, high = words_of(tokens, (start, end))
                names[low:high] = NAMES.index(name) if name in NAMES else 0
                if part_of_speech in SPEECH:
                    speech[low:high] = SPEECH.index(part_of_speech)
    ranges = split_long(tokens, sentence_words(tokens, sentences(text)))
    return Document(key, text, tokens, states(tokens.words, quotations(text)), ranges, tags, names, speech, links)


def polnear(part: str) -> list[Document]:
    """PolNeAR `train` or `dev`, one document an annotated article, with CoreNLP's layer as silver."""
    layers = {row["article"]: row for row in corpora.rows(f"polnear/{part}.corenlp.jsonl.gz")}
    return [
        document(f"{row['article']}/{row['annotator']}", row["text"], row["attributions"], layers.get(row["article"]))
        for row in corpora.rows(f"polnear/{part}.jsonl.gz")
    ]


def one_each(documents: list[Document]) -> list[Document]:
    """One annotator a text: the first by key, so that every machine takes the same."""
    seen: dict[str, Document] = {}
    for doc in sorted(documents, key=lambda d: d.key):
        seen.setdefault(doc.text, doc)
    return list(seen.values())


def own(part: str) -> list[Document]:
    """Our own labels: each report with its outer statements, and each content by itself with those directly inside it.

    The second kind is what the second pass reads (`sayso.attribute.nest`): a content without statements inside is there
    too, so that the reader learns to leave it alone.
    """
    out = []
    for doc in corpora.own(part):
        out.append(document(f"own/{doc.key}", doc.text, [s for s in doc.statements if s["within"] is None]))
        for outer in doc.statements:
            inner = [s for s in doc.statements if s["within"] == outer["id"]]
            for low, high in stretches(doc.text, outer["content"]):
                inside = [
                    {p: [[a - low, b - low] for a, b in s[p] if low <= a and b <= high] for p in PARTS}
                    for s in inner
                    if any(low <= a and b <= high for a, b in s["cue"])
                ]
                if high - low > 20:
                    out.append(document(f"own/{doc.key}/{outer['id']}", doc.text[low:high], inside))
    return out


def gum() -> list[Document]:
    """GUM's training half: its discourse attributions as flat labels. Contents are its discourse units."""
    out = []
    for doc in corpora.gum(held_out=False):
        attributions = []
        for gold in doc.statements:
            low, high = gold["attributing"]
            inside = [s for s in gold["source"] if low <= s[0] and s[1] <= high]
            cues = [s for s in gold["cue"] if low <= s[0] and s[1] <= high]
            if cues:
                attributions.append(
                    {"source": inside[:1], "cue": [[cues[0][0], cues[-1][1]]], "content": [gold["content"]]}
                )
        out.append(document(f"gum/{doc.key}", doc.text, attributions))
    return out
