"""Reports that have a passage are counted as a plain search counts them, and those tied to one text all the same."""

from hypothesis import given, settings, strategies as st
import pandas as pd

from unionreports.measures.reuse.commonness import commonness
from unionreports.measures.reuse.seeds import MOST_TEXTS
from unionreports.measures.reuse.sides import sides_of

COLUMNS = ["text_a", "start_a", "end_a", "text_b", "start_b", "end_b"]
PLACES = ["甲", "乙", "甲", "", "丙"]


def plain(rows: list[tuple], places: list[str]) -> list[tuple[int, int]]:
    """The same by looking at every passage for every passage."""
    held = [(a, s, e, b) for a, s, e, b, _, _ in rows] + [(b, s, e, a) for a, _, _, b, s, e in rows]
    counts = []
    for a, start_a, end_a, b, start_b, end_b in rows:
        having = {a, b}
        for own, start, end in ((a, start_a, end_a), (b, start_b, end_b)):
            having |= {o for t, s, e, o in held if t == own and 2 * (min(e, end) - max(s, start)) > end - start}
        counts.append((len(having), len({places[i] for i in having} - {""})))
    return counts


_SIDE = st.tuples(st.integers(0, 40), st.integers(1, 30))
_ROW = st.tuples(st.sampled_from([(i, j) for j in range(5) for i in range(j)]), _SIDE, _SIDE)


@settings(max_examples=60)
@given(st.lists(_ROW, min_size=1, max_size=15))
def test_it_is_what_a_plain_search_counts(drawn):
    rows = [(i, s, s + n, j, t, t + m) for (i, j), (s, n), (t, m) in drawn]
    counts = commonness(sides_of(pd.DataFrame(rows, columns=COLUMNS)), PLACES)
    assert list(zip(*(of.tolist() for of in counts))) == plain(rows, PLACES)


def test_a_passage_about_what_many_are_tied_to_stands_in_all_of_them_and_a_much_longer_one_does_not():
    n = MOST_TEXTS + 40
    tied = [(0, 100, 160, i, 50, 110) for i in range(1, n)]
    # Of reports 1 and 2: the same with a little beside it, and with much.
    rows = [*tied, (1, 50, 130, 2, 50, 130), (1, 50, 200, 2, 50, 200)]
    n_reports, n_places = commonness(sides_of(pd.DataFrame(rows, columns=COLUMNS)), [f"{i % 30}" for i in range(n)])
    assert set(n_reports[:-1].tolist()) == {n} and set(n_places[:-1].tolist()) == {30}
    assert (n_reports[-1], n_places[-1]) == (2, 2)
