"""What is an ISO date, and what was meant by what is none."""

from hypothesis import given, strategies as st
import pytest

from unionreports.corpus.date_slips import is_date, meant_date, meant_year


@given(st.dates())
def test_every_day_is_a_date_and_so_are_its_year_and_month(day):
    text = day.isoformat()
    assert is_date(text) and is_date(text[:7]) and is_date(text[:4])


@pytest.mark.parametrize("text", ["2023-13", "2023-00-01", "0000", "23-10-02", "2023-10-02 ", "2023/10/02", "二〇二三"])
def test_what_is_no_iso_date_is_none(text):
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("20I5", "2015"), ("2O15", "2015"), ("二〇一五", "2015"), ("二○一五年", "2015"), ("2015年", "2015"), ("２０１５", "2015"),
        ("2015年度", "2015"), ("2015.0", "2015"), ("19B9", "1989"), ("215", ""), ("20155", ""), ("1815", ""), ("", ""),
        ("two", ""), ("2015-2016", ""), ("2015 or 2016" * 9, ""),
    ],
)
def test_years_that_were_meant(text, year):
    assert meant_year(text) == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016/3/2", "2016-03-02"), ("2016.3.2", "2016-03-02"), ("2016年3月2日", "2016-03-02"), ("2016年3月", "2016-03"),
        ("2016-3", "2016-03"), ("20160302", "2016-03-02"), ("2016-03-02 00:00:00", "2016-03-02"), ("2016/3/2 0:00", "2016-03-02"),
        ("二〇一六年三月二日", "2016-03-02"), ("20I6", "2016"), ("2016/2/30", ""), ("2016/13/1", ""), ("3/2/2016", ""),
        ("2016年十二月", ""), ("0000/1/1", ""), ("", ""),
    ],
)
def test_days_that_were_meant(text, day):
    assert meant_date(text) == day and is_date(day)


@given(st.text(alphabet="0123456789/-.年月日IO〇二 :", max_size=14))
def test_what_is_guessed_is_a_date(text):
    assert is_date(meant_date(text)) and is_date(meant_year(text))
