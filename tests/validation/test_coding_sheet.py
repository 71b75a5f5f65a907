"""What stands on a blind sheet, and what does not."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
import numpy as np
import pandas as pd
import pytest

from invented_codes import codebook, corpus
from unionreports.errors import InputError
from unionreports.validation.coding_sheet import (
    CODES,
    LONGEST,
    SHEET_COLUMNS,
    allocate,
    codebook_hash,
    corpus_hash,
    draw_sheet,
    item_codes,
    shown,
)

TABLES = corpus(reports=9, size=40)
UNITS, REPORTS = TABLES["units"], TABLES["reports"]


def draw(n=60, coder="Li", seed=7, units=UNITS, **options):
    return draw_sheet(units, REPORTS, codebook(), n, coder=coder, random_state=seed, **options)


def unit_ids(sheet, seed=7):
    return [dict(zip(item_codes(UNITS, seed), UNITS["unit_id"], strict=True))[item] for item in sheet["item"]]


def test_a_sheet_shows_no_more_than_a_coder_may_see():
    sheet = draw()
    assert tuple(sheet.columns) == SHEET_COLUMNS and len(sheet) == 60 and (sheet[list(CODES)] == "").all(axis=None)
    cells = " ".join(sheet.drop(columns=["text", "heading_path"]).to_numpy().ravel())
    for telling in (*UNITS["unit_id"], *REPORTS["report_id"], *REPORTS["title"], "county", "province"):
        assert telling not in cells
    texts = UNITS.set_index("unit_id").loc[unit_ids(sheet)]
    for column in ("heading_path", "role", "text"):
        assert (texts[column].to_numpy() == sheet[column].to_numpy()).all()


def test_the_sample_is_stratified_and_no_unit_comes_twice():
    sheet = draw()
    assert sheet["item"].is_unique
    drawn = UNITS[UNITS["unit_id"].isin(unit_ids(sheet))].merge(REPORTS)
    counts = drawn.groupby(["level", "role"]).size()
    # 9 reports of 40: 2/3 county, half of the units review.
    assert counts.to_dict() == {
        ("county", "review"): 20,
        ("county", "plan"): 10,
        ("county", "frame"): 10,
        ("province", "review"): 10,
        ("province", "plan"): 5,
        ("province", "frame"): 5,
    }
    assert len(draw(strata=())) == 60 and len(draw(n=10_000)) == len(UNITS)


def test_coders_get_the_same_units_in_orders_of_their_own():
    li, wang, other = draw(coder="Li"), draw(coder="Wang"), draw(seed=8)
    assert set(li["item"]) == set(wang["item"]) and list(li["item"]) != list(wang["item"])
    assert set(li["sheet_id"]) == set(wang["sheet_id"]) and len(set(li["sheet_id"])) == 1
    assert set(unit_ids(other, 8)) != set(unit_ids(li)) and other["sheet_id"][0] != li["sheet_id"][0]
    # Neither order is that of the corpus.
    position = {u: i for i, u in enumerate(UNITS["unit_id"])}
    for sheet in (li, wang):
        places = pd.Series([position[u] for u in unit_ids(sheet)])
        assert abs(places.corr(pd.Series(range(60)))) < 0.4


def test_a_draw_depends_on_corpus_and_seed_alone():
    pd.testing.assert_frame_equal(draw(), draw())
    pd.testing.assert_frame_equal(draw(), draw(units=UNITS.sample(frac=1, random_state=3)))


def test_every_unit_has_the_same_chance():
    """Over 120 seeds each of 40 units is drawn a quarter of the time."""
    units = UNITS.iloc[:40]
    drawn = np.zeros(40)
    for seed in range(120):
        items = item_codes(units, seed)
        sheet = draw(n=10, seed=seed, units=units, strata=())
        drawn += pd.Series(items).isin(sheet["item"]).to_numpy()
    assert drawn.sum() == 1_200 and 10 < drawn.min() and drawn.max() < 52


def test_hashes_move_with_what_they_bind():
    changed = UNITS.copy()
    changed.loc[5, "text"] += "。"
    assert corpus_hash(changed) != corpus_hash(UNITS) == corpus_hash(UNITS.iloc[::-1])
    book = codebook()
    redefined = replace(book, table=book.table.assign(definition=["new", *book.table["definition"][1:]]))
    retermed = replace(book, terms={"工资": 0}, table=book.table.assign(seed_terms="工资"))
    assert codebook_hash(redefined) != codebook_hash(book) == codebook_hash(retermed)
    assert codebook_hash(replace(book, table=pd.DataFrame())) != codebook_hash(book)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(0, 400))
def test_allocation_is_proportional_and_reaches_every_stratum(sizes, extra):
    sizes = np.array(sizes)
    n = len(sizes) + extra
    drawn = allocate(sizes, n)
    assert drawn.sum() == min(n, sizes.sum()) and (drawn >= 1).all() and (drawn <= sizes).all()
    quota = min(n, sizes.sum()) * sizes / sizes.sum()
    # No stratum gets more than its share rounded up, but for the one unit that each is given.
    assert (drawn <= np.maximum(np.ceil(quota), 1)).all()


def test_texts_no_sheet_can_hold_are_marked():
    assert shown("a\x00b\ud83dc\ufffe") == "a\ufffdb\ufffdc\ufffd" and shown("“引”\n😀\t=1") == "“引”\n😀\t=1"
    long = shown("长" * (LONGEST + 1_234))
    kept = long.count("长")
    assert len(long) <= LONGEST and long == "长" * kept + f" [… {LONGEST + 1_234 - kept:,}]" and shown(long) == long


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"coder": " "}, "no coder named"),
        ({"n": 5}, "5 units cannot hold one of each of 6 strata"),
        ({"n": 0, "strata": ()}, "0 units"),
        ({"strata": ("mood",)}, "no column mood"),
        ({"units": UNITS.iloc[:0]}, "the corpus has no units"),
    ],
)
def test_wrong_wishes_are_named(options, problem):
    with pytest.raises(InputError, match=problem):
        draw(**options)
