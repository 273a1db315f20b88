"""The scores of coreference against examples worked by hand; the first is that of Pradhan et al. (2014, section 4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coreference import SCORES, b_cubed, ceaf_e, conll, muc


def sets(*words: str) -> list[frozenset[str]]:
    """Clusters of one-letter mentions: `sets("abc", "de")`."""
    return [frozenset(w) for w in words]


GOLD, FOUND = sets("abc", "defg"), sets("ab", "cd", "fghi")


def test_muc_counts_links() -> None:
    # gold has 2 + 3 links; abc falls into 2 parts, defg into 3 (d, e, fg): 1 + 1 are left.
    # found has 1 + 1 + 3; ab is whole, cd falls into 2, fghi into 3 (fg, h, i): 1 + 0 + 1 are left.
    found = muc(GOLD, FOUND)
    assert found.recall == pytest.approx(100 * 2 / 5)
    assert found.precision == pytest.approx(100 * 2 / 5)


def test_b_cubed_counts_mentions() -> None:
    # recall: a 2/3, b 2/3, c 1/3, d 1/4, e 0, f 2/4, g 2/4, of 7; precision: a, b 1, c, d 1/2, f, g 2/4, of 8.
    found = b_cubed(GOLD, FOUND)
    assert found.recall == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 1 / 2 + 1 / 2) / 7)
    assert found.precision == pytest.approx(100 * 4 / 8)


def test_ceaf_pairs_entities() -> None:
    # abc with ab: 2 * 2 / 5; defg with fghi: 2 * 2 / 8; of 2 and of 3 entities.
    found = ceaf_e(GOLD, FOUND)
    assert found.recall == pytest.approx(100 * (4 / 5 + 4 / 8) / 2)
    assert found.precision == pytest.approx(100 * (4 / 5 + 4 / 8) / 3)


def test_the_best_pairing_is_not_the_greedy_one() -> None:
    # abcd goes best with abc (6/7), but then efc would have nothing: abcd–abd? the sum decides.
    gold, found = sets("abcd", "cde"), sets("abcde", "ab")
    # pairs: abcd–abcde 8/9, abcd–ab 4/6, cde–abcde 6/8, cde–ab 0: 4/6 + 6/8 is more than 8/9.
    assert ceaf_e(gold, found).recall_hit == pytest.approx(4 / 6 + 6 / 8)


def test_nothing_found_is_zero_and_all_found_is_a_hundred() -> None:
    for score in SCORES.values():
        assert score(GOLD, []).f1 == 0
        assert score(GOLD, GOLD).f1 == pytest.approx(100)
    assert conll({name: score(GOLD, GOLD) for name, score in SCORES.items()}) == pytest.approx(100)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=9), st.lists(st.integers(0, 3), min_size=2, max_size=9))
def test_scores_are_shares_and_swap_with_their_sides(one: list[int], other: list[int]) -> None:
    def clusters(row: list[int]) -> list[frozenset[int]]:
        return [frozenset(n for n, c in enumerate(row) if c == k) for k in sorted(set(row))]

    for score in SCORES.values():
        found, turned = score(clusters(one), clusters(other)), score(clusters(other), clusters(one))
        assert -1e-9 <= found.recall <= 100 + 1e-9
        assert found.recall == pytest.approx(turned.precision)
        assert found.f1 == pytest.approx(turned.f1)
