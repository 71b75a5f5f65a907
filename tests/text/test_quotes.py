"""A shortened text ends where a sentence does and says that it was shortened."""

from hypothesis import given, strategies as st
import pytest

from unionreports.text.quotes import CUT, quoted


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("召开大会。", 20, "召开大会。"),
        ("召开大会。签订合同。", 10, "召开大会。签订合同。"),
        ("召开大会。签订合同。发放资金", 12, "召开大会。签订合同。" + CUT),
        ("他说：“签订合同。”然后发放资金。", 11, "他说：“签订合同。”" + CUT),
        # The first sentence ends too early to be all that is shown.
        ("好。全市签订集体合同，覆盖企业和职工若干", 12, "好。全市签订集体合同，" + CUT),
        ("全市签订集体合同覆盖企业", 6, "全市签订集体" + CUT),
        ("第一段\n第二段没有标点符号", 6, "第一段" + CUT),
    ],
)
def test_texts_are_cut_at_a_sentence_else_at_a_pause_else_anywhere(text, longest, shown):
    assert quoted(text, longest) == shown


@given(st.text(alphabet="工会。，”\n", max_size=40), st.integers(1, 30))
def test_what_is_shown_is_the_beginning_and_never_longer_than_asked(text, longest):
    shown = quoted(text, longest)
    kept = shown.removesuffix(CUT)
    assert text.startswith(kept) and len(kept) <= longest and (shown == text or shown != kept or not kept)
