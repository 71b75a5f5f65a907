"""No cell of a CSV is a formula, and what was written is what is read back."""

from hypothesis import given, strategies as st
import pandas as pd
import pytest

from unionreports.cells import plain_cell, printable, safe_cell, safe_cells


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 件", "-5%", "@SUM(A1)", "\t=1", "\rx", "\n=1", " =1", "＝全角", "'=1", "''@x", "－－关于"]
)
def test_what_a_spreadsheet_may_run_stands_behind_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}" and plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "'", "'引号", "一=1", "1-2", "，=1", "a@b.cn", "\n\n工会", " 工会", "—— 关于"])
def test_other_texts_stay_as_they_are(text):
    assert safe_cell(text) == plain_cell(text) == text


@given(st.text(alphabet="=＝-@'\t\r\n \u3000a工", max_size=6))
def test_the_way_back_is_exact(text):
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_texts_of_a_frame_are_safe_and_numbers_are_numbers():
    frame = pd.DataFrame({
        "text": ["=1", "工会", None],
        "mixed": pd.Series(["-1", -1, None], dtype=object, index=[7, 8, 9]),
        "place": pd.Categorical(["@a", "b", "@a"]),
        "n": [-1, 2, 3],
        "+share": [-0.5, 0.5, None],
    }, index=[7, 8, 9])
    before = frame.copy()
    safe = safe_cells(frame)
    assert safe["text"].tolist()[:2] == ["'=1", "工会"] and pd.isna(safe["text"].iloc[2])
    assert safe["mixed"].tolist() == ["'-1", -1, None] and safe["place"].tolist() == ["'@a", "b", "'@a"]
    assert safe["n"].tolist() == [-1, 2, 3] and safe["'+share"].dtype == "float64"
    assert list(safe.index) == [7, 8, 9]
    pd.testing.assert_frame_equal(frame, before)


@given(st.lists(st.text(max_size=5)))
def test_a_column_is_as_its_cells_one_by_one(texts):
    texts = [printable(text) for text in texts]
    frame = safe_cells(pd.DataFrame({"x": pd.Series(texts, dtype="str")}))
    assert frame["x"].tolist() == [safe_cell(text) for text in texts]


def test_characters_no_sheet_can_hold_are_replaced():
    assert printable("a\x00b\x1f\ud800\x7f\uffff工\n\t") == "a\ufffdb\ufffd\ufffd\ufffd\ufffd工\n\t"
