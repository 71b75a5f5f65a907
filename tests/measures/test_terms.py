"""Terms are found longest first, without overlap, and false friends do not count."""

from hypothesis import given, strategies as st

from unionreports.measures.terms import HEADING_TERM, TERM, TermFinder
from unionreports.text.lexicons import Codebook, FalseFriend

BOOK = Codebook(
    ids=("a", "b", "rest"),
    kinds=("field", "field", "residual"),
    tie_ranks=(1, 2, None),
    terms={"集体合同": 0, "工资集体合同": 1, "安全教育": 0, "劳模": 1, "合同": 1, "同工": 0},
    heading_terms={"素质": 0},
    false_friends=(FalseFriend("信息安全", (), ""), FalseFriend("劳模", ("困难职工", "慰问"), "a")),
)
FINDER = TermFinder(BOOK)


def found(text):
    matches = FINDER.find(text)
    return [(text[s:e], BOOK.ids[c]) for s, e, c in zip(matches.starts, matches.ends, matches.categories)]


def test_the_longest_term_wins_and_terms_do_not_overlap():
    assert found("签订工资集体合同和集体合同") == [("工资集体合同", "b"), ("集体合同", "a")]
    assert found("合同工") == [("合同", "b")]


def test_a_longer_harmless_word_hides_the_term_inside_it():
    assert found("信息安全教育和安全教育") == [("安全教育", "a")]


def test_company_in_the_same_clause_changes_what_a_term_stands_for():
    assert found("走访慰问劳模") == [("劳模", "a")]
    assert found("走访慰问，表彰劳模") == [("劳模", "b")]
    assert found("劳模、困难职工") == [("劳模", "a")]


def test_heading_terms_are_marked():
    matches = FINDER.find("素质与合同")
    assert matches.strengths.tolist() == [HEADING_TERM, TERM]


def test_an_empty_codebook_finds_nothing():
    nothing = Codebook(("rest",), ("residual",), (None,), {}, {})
    assert len(TermFinder(nothing).find("集体合同").starts) == 0


@given(st.text("工资集体合同信息安全教育劳模慰问，", max_size=80))
def test_matches_are_terms_in_order_without_overlap(text):
    matches = FINDER.find(text)
    assert (matches.starts[1:] >= matches.ends[:-1]).all()
    assert all(text[s:e] in {**BOOK.terms, **BOOK.heading_terms} for s, e in zip(matches.starts, matches.ends))
