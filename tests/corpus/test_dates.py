"""Dates are recognised in every form a page prints them in; numbers that are no dates stay numbers."""

import pytest

from unionreports.corpus.dates import find_dates, number


@pytest.mark.parametrize(("text", "iso"), [
    ("2015年12月22日", "2015-12-22"), ("2015 年 12 月 22 日", "2015-12-22"), ("2015年3月5号", "2015-03-05"),
    ("二〇一五年十二月二十二日", "2015-12-22"), ("二○○四年八月二十七日", "2004-08-27"), ("二零一〇年一月廿一日", "2010-01-21"),
    ("二ＯＯ六年十月", "2006-10"), ("二OO六年", "2006"), ("一九九八年", "1998"), ("2015年度", "2015"), ("2015年10月份", "2015-10"),
    ("2015-12-22", "2015-12-22"), ("2015.12.22", "2015-12-22"), ("2015/1/2", "2015-01-02"),
    ("08年", "2008"), ("12年度", "2012"), ("12年底", "2012"), ("98年底", "1998"), ("’09", "2009"), ("2019年三十一日", "2019"),
])  # fmt: skip
def test_a_date_is_read_as_far_as_it_goes(text, iso):
    found = find_dates(f"于{text}召开")[0]
    assert (found.kind, found.iso, f"于{text}召开"[found.start : found.end]) == ("date", iso, found.text)


@pytest.mark.parametrize(("text", "kind", "first", "last"), [
    ("2000-2002年度", "years", 2000, 2002), ("2011年—2015年", "years", 2011, 2015), ("2003至2008年", "years", 2003, 2008),
    ("2012-13年", "years", 2012, 2013), ("2012-2013学年", "school_years", 2012, 2013),
    ("20xx年", "masked", 2000, 2099), ("20××年", "masked", 2000, 2099), ("201*年", "masked", 2010, 2019),
    ("20__年", "masked", 2000, 2099), ("二〇XX年", "masked", 2000, 2099), ("19xx年", "masked", 1900, 1999),
    ("2xx年", "masked", None, None), ("xx年", "masked", None, None), ("**年", "masked", None, None),
])  # fmt: skip
def test_spans_and_masks_keep_what_can_be_seen(text, kind, first, last):
    found = find_dates(text)[0]
    assert (found.kind, found.year, found.last_year) == (kind, first, last)


@pytest.mark.parametrize(("text", "kind", "month", "last"), [
    ("上半年", "half", 1, 6), ("下半年", "half", 7, 12), ("前三季度", "quarter", 1, 9), ("前三个季度", "quarter", 1, 9),
    ("第四季度", "quarter", 10, 12), ("一季度", "quarter", 1, 3), ("1-11月", "months", 1, 11), ("一至九月", "months", 1, 9),
    ("10月份", "month", 10, None), ("5月1日", "month", 5, None), ("十一月", "month", 11, None),
])  # fmt: skip
def test_seasons_have_months(text, kind, month, last):
    found = find_dates(text)[0]
    assert (found.kind, found.month, found.last_month, found.iso) == (kind, month, last, "")


@pytest.mark.parametrize("text", [
    "工龄15年的职工", "历时30年", "0574-20081234", "发放2008元", "120057年", "第2015号", "三个月", "红五月活动", "13.5月", "2015.12.22.1",
    "十一五规划", "二十年来", "2045678日", "年终总结", "前半部分", "x光检查", "A20xx年",
])  # fmt: skip
def test_what_is_no_date_is_left_alone(text):
    assert [m for m in find_dates(text) if m.kind not in ("lasting", "month")] == []


def test_a_date_without_its_separators_gives_the_year_only():
    found = find_dates("2004827日")[0]
    assert (found.kind, found.iso, found.month) == ("damaged", "2004", None)


def test_words_are_found_and_left_unresolved():
    assert [(m.text, m.kind) for m in find_dates("今年以来，五年来的工作，半年来，明年打算")] == [
        ("今年", "relative"), ("五年来", "lasting"), ("半年来", "lasting"), ("明年", "relative"),
    ]  # fmt: skip


def test_a_span_that_runs_backwards_is_no_span():
    assert all(m.kind == "date" for m in find_dates("2015-2011年"))


def test_dates_come_in_order_and_do_not_overlap():
    found = find_dates("2015年12月22日在2016年1-3月，上半年2017-01-02、二〇一八年")
    assert [m.text for m in found] == ["2015年12月22日", "2016年", "1-3月", "上半年", "2017-01-02", "二〇一八年"]


@pytest.mark.parametrize(("numeral", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("廿一", 21), ("二〇一五", 2015), ("07", 7)])
def test_numerals_have_values(numeral, value):
    assert number(numeral) == value


def test_what_is_no_numeral_is_named():
    with pytest.raises(ValueError, match="甲"):
        number("甲")
