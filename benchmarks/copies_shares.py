"""How many pairs of reports are drawn to be judged as copies, by each method (`benchmarks/copies_draw.py`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Corpora in the order in which pairs are drawn of them, each with its methods in their order.
Shares = Sequence[tuple[str, Mapping[str, int]]]

#: How many pairs are drawn by each method, in this order; a pair that was drawn before is not drawn again.
SHARES = {
    "shingles, a fifth or more": 28,
    "shingles, a tenth or more": 20,
    "shingles, a twentieth or more": 14,
    "minhash": 8,
    "index": 8,
    "titles": 8,
    "outlet and day": 4,
    "boilerplate": 4,
    "words": 6,
    # Among the first hundred, so many pairs share furniture alone that few are copies: thirty more where fewer do.
    "shingles, other outlets": 18,
    "shingles, updates": 12,
}
#: How many of the second set, from each corpus.
SECOND: Shares = (
    (
        "world",
        {
            "shingles, a fifth or more": 8,
            "shingles, a tenth or more": 12,
            "shingles, a twentieth or more": 8,
            "minhash": 4,
            "index": 4,
            "titles": 4,
            "outlet and day": 2,
            "boilerplate": 2,
            "words": 3,
            "shingles, other outlets": 6,
            "shingles, updates": 6,
        },
    ),
    (
        "incidents",
        {
            "shingles, a fifth or more": 16,
            "shingles, a tenth or more": 12,
            "shingles, a twentieth or more": 6,
            "minhash": 3,
            "index": 3,
            "titles": 5,
            "outlet and day": 2,
            "boilerplate": 2,
            "words": 3,
            "shingles, other outlets": 6,
            "shingles, updates": 3,
            # Twenty copies were among those; so that recall has more to stand on, and between outlets:
            "shingles, half or more": 10,
            "shingles, a fifth, other outlets": 8,
        },
    ),
)
#: How many of the third set, from each corpus. Where there are fewer, all are drawn.
THIRD: Shares = (
    (
        "incidents",
        {
            "shingles, half or more": 8,
            "shingles, a fifth, other outlets": 14,
            "shingles, a fifth or more": 16,
            "shingles, updates": 10,
            "shingles, a tenth or more": 8,
            "shingles, a twentieth or more": 4,
            "minhash": 3,
            "index": 3,
            "titles": 3,
            "outlet and day": 1,
            "boilerplate": 1,
            "words": 2,
            "shingles, other outlets": 4,
        },
    ),
    (
        "lgl",
        {
            "shingles, half or more": 2,
            "shingles, a fifth or more": 3,
            "shingles, updates": 2,
            "shingles, a tenth or more": 2,
            "shingles, a twentieth or more": 3,
            "shingles, other outlets": 2,
            "minhash": 1,
            "index": 3,
            "titles": 1,
            "outlet and day": 1,
            "words": 1,
        },
    ),
    (
        "polnear",
        {
            "shingles, half or more": 5,
            "shingles, a fifth or more": 5,
            "shingles, updates": 6,
            "shingles, a tenth or more": 4,
            "shingles, a twentieth or more": 4,
            "shingles, other outlets": 4,
            "minhash": 2,
            "index": 3,
            "titles": 2,
            "outlet and day": 1,
            "boilerplate": 1,
            "words": 1,
        },
    ),
    (
        "world",
        {
            "shingles, a tenth or more": 1,
            "shingles, a twentieth or more": 3,
            "shingles, other outlets": 1,
            "minhash": 1,
            "index": 2,
            "outlet and day": 1,
            "boilerplate": 1,
            "words": 2,
        },
    ),
    # Forty-two of those were copies; so that recall has more to stand on:
    ("incidents", {"shingles, a fifth or more": 8, "shingles, updates": 6}),
)
#: What drew pairs of the second set after the others were judged, so that there are more copies.
LATER = ("shingles, half or more", "shingles, a fifth, other outlets")
