"""The panel puts figures side by side: nothing is added, mixed or lost."""

import pandas as pd
import pytest

from measures.indicators.written_figures import tell, together
from unionreports.compare.panel import left_out_of_panel, panel
from unionreports.config import LEXICONS
from unionreports.measures.indicators.checks import indicator_checks
from unionreports.text.ceilings import read_ceilings
from unionreports.text.measure_lexicon import Measure, Measures
from unionreports.text.prices import deflator, read_prices

MEASURES = Measures(
    tuple(
        Measure(*names, (), (), (units,), kind, "")
        for *names, kind, units in (
            ("members", "Members", "会员", "stock", "people"),
            ("aid", "Aid paid out", "慰问金", "flow", "money"),
            ("trained", "Workers trained", "培训职工", "flow", "people"),
            ("signed", "Signing rate", "签订率", "rate", "percent"),
            ("founded", "Unions founded", "新建工会", "flow", "organisations"),
        )
    ),
    (),
)
PRICES = read_prices(LEXICONS)
YEAR, HALF, DAY = "2004-01-01/2004-12-31", "2004-01-01/2004-06-30", "/2004-12-31"


def _figure(measure_id, value, unit, text=None, period=YEAR, **more):
    text = text or f"{value}{unit}"
    return text, measure_id, value, unit, {"measure_id": measure_id, "period": period} | more


def _tell(*figures, **report):
    """A report of one sentence with these figures."""
    return tell(("，".join(f[0] for f in figures) + "。", *figures), **({"usable": True, "kind": "annual"} | report))


def _panel(tables, **given):
    return panel(*tables[:2], MEASURES, **given)


def _row(table, measure_id, **where):
    rows = table[table["measure_id"] == measure_id]
    for name, value in where.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_units_levels_periods_and_statuses_are_never_mixed():
    county = _tell(
        _figure("trained", 500, "人"), _figure("trained", 900, "人次"), _figure("trained", 200, "人", period=HALF),
        _figure("trained", 600, "人", status="target", period="2005-01-01/2005-12-31"), _figure("trained", 20, "%", qualifier="change"),
    )  # fmt: skip
    prefecture = _tell(_figure("trained", 7000, "名"), report_id="r2-1", level="prefecture")
    both = together(county, prefecture)
    table = _panel(both, status=None)
    cells = table[["level", "unit", "year", "period_kind", "status", "value"]].to_numpy().tolist()
    assert sorted(map(tuple, cells)) == [
        ("county", "人", 2004, "half_year", "achieved", 200), ("county", "人", 2004, "year", "achieved", 500),
        ("county", "人", 2005, "year", "target", 600), ("county", "人次", 2004, "year", "achieved", 900),
        ("prefecture", "人", 2004, "year", "achieved", 7000),
    ]  # fmt: skip
    assert left_out_of_panel(*both[:2], MEASURES, status=None).to_numpy().tolist() == [["a change, not a level", 1]]
    assert set(_panel(both)["status"]) == {"achieved"}


def test_a_total_stands_for_its_parts_and_what_differs_is_a_range():
    figures = (
        _figure("aid", 90_000, "元", "9万元", scale="万"), _figure("aid", 50_000, "元", "5万元", scale="万"),
        _figure("trained", 300, "人"), _figure("trained", 100, "人"), _figure("trained", 200, "人"),
    )  # fmt: skip
    text = "发放慰问金9万元，其中农民工5万元。培训职工300人。第一批100人，第二批200人。"
    told = tell((text, *figures), usable=True, kind="annual")
    assert _row(_panel(told), "aid")[["value", "value_upper"]].tolist() == [50_000, 90_000]
    table = _panel(told, checks=indicator_checks(*told))
    aid, trained = _row(table, "aid"), _row(table, "trained")
    assert (aid["value"], aid["note"], aid["indicator_ids"]) == (90_000, "1 part of a total left out", "r1-1-u001-i1")
    assert (trained["value"], trained["note"], trained["n"]) == (300, "2 parts of a total left out", 1)
    told = _tell(_figure("trained", 300, "人"), _figure("trained", 250, "人", "250余人", qualifier="approximate"))
    row = _row(_panel(told), "trained")
    assert row[["value", "value_upper", "n", "qualifier"]].tolist() == [250, 300, 2, "approximate|exact"]
    assert row["note"].startswith("figures of one report differ (250 trained, 300 trained)")
    assert row["indicator_ids"] == "r1-1-u001-i1|r1-1-u001-i2"


def test_of_a_stock_the_latest_day_of_the_year_counts():
    told = _tell(_figure("members", 1200, "人", period="/2004-06-30"), _figure("members", 1300, "名", period=DAY))
    row = _row(_panel(told), "members")
    assert row[["value", "period_kind", "period", "kind"]].tolist() == [1300, "date", DAY, "stock"]
    assert row["note"] == "1 earlier figure of the year left out" and pd.isna(row["value_upper"])
    two = together(told, _tell(_figure("members", 1300, "人", period=DAY), report_id="r2-1"))
    assert _row(_panel(two), "members")[["value", "n", "n_reports"]].tolist() == [1300, 2, 2]


def test_counting_words_for_the_same_things_are_one_unit():
    told = _tell(_figure("founded", 9, "个"), _figure("founded", 58, "家"), _figure("aid", 3, "个"))
    assert _row(_panel(told), "founded")[["unit", "value", "value_upper"]].tolist() == ["家", 9, 58]
    assert _row(_panel(told), "aid")["unit"] == "个"


def test_what_no_body_of_the_level_can_have_is_left_out_and_counted():
    told = _tell(
        _figure("members", 950_000, "人", period=DAY),
        _figure("members", 1756, "人", period=DAY),
        level="township_street",
    )
    checks = indicator_checks(*told, ceilings=read_ceilings(LEXICONS))
    assert _row(_panel(told, checks=checks), "members")["value"] == 1756
    assert left_out_of_panel(*told[:2], MEASURES, checks=checks)["reason"].tolist() == ["not possible for its level"]
    assert _row(_panel(told, checks=checks, reliable_only=False), "members")["n"] == 2


def test_money_in_constant_prices_names_its_factor_and_series():
    told = _tell(_figure("aid", 10_000, "元"), _figure("trained", 50, "人"))
    table = _panel(told, prices=PRICES, base_year=2020)
    aid, trained = _row(table, "aid"), _row(table, "trained")
    assert aid["value"] == 10_000 and aid["value_real"] == pytest.approx(10_000 * deflator(PRICES, 2020)[2004])
    assert "consumer price index" in aid["price_series"] and aid["base_year"] == 2020
    assert pd.isna(trained["value_real"]) and trained["price_series"] == ""
    late = _tell(_figure("aid", 10_000, "元", period="2031-01-01/2031-12-31"))
    row = _row(_panel(late, prices=PRICES, base_year=2020), "aid")
    assert pd.isna(row["value_real"]) and "no price index for this year" in row["note"]
    with pytest.raises(ValueError, match="both"):
        _panel(told, prices=PRICES)


def test_rates_to_members_rest_on_one_stated_number_of_the_same_report():
    told = _tell(
        _figure("members", 5000, "名", period=DAY),
        _figure("trained", 250, "人"),
        _figure("signed", 90, "%", period=DAY),
    )
    other = _tell(_figure("trained", 250, "人"), report_id="r2-1", region_code="210100")
    table = _panel(together(told, other), per_members=True)
    row = _row(table, "trained", region_code="330282")
    assert row[["per_10000_members", "members", "members_id"]].tolist() == [500, 5000, "r1-1-u001-i1"]
    assert pd.isna(_row(table, "trained", region_code="210100")["members"])
    assert pd.isna(_row(table, "signed")["per_10000_members"]) and pd.isna(_row(table, "members")["members"])
    unclear = _tell(
        _figure("members", 5000, "名", period=DAY),
        _figure("members", 7000, "名", period=DAY),
        _figure("trained", 250, "人"),
    )
    assert pd.isna(_row(_panel(unclear, per_members=True), "trained")["members"])


def test_everything_that_is_not_in_the_panel_is_counted_with_its_reason():
    told = together(
        _tell(
            _figure("trained", 1, "人", reliable=False), _figure("other", 2, "人"), _figure("trained", 3, "人", status="target"),
            _figure("trained", 4, "人"),
        ),
        _tell(_figure("trained", 5, "人"), report_id="r2-1", usable=False),
        _tell(_figure("trained", 6, "人"), report_id="r3-1", region_code="", region_name=""),
        _tell(_figure("trained", 7, "人", period=""), report_id="r4-1", year=pd.NA),
    )  # fmt: skip
    out = left_out_of_panel(*told[:2], MEASURES).set_index("reason")["n"]
    table = _panel(told)
    assert out.sum() + table["n"].sum() == len(told[0]) and (out == 1).all() and len(out) == 6
    loose = {"reliable_only": False, "usable_only": False, "by": ("level",)}
    assert _panel(told, **loose)["n"].sum() == 4
    with pytest.raises(ValueError, match="planet"):
        _panel(told, by=("planet",))


def test_the_order_of_rows_makes_no_difference_and_an_empty_panel_has_its_columns():
    told = _tell(_figure("trained", 300, "人"), _figure("trained", 100, "人"), _figure("aid", 5, "元"))
    given = {"prices": PRICES, "base_year": 2020, "per_members": True}
    table = _panel(told, **given)
    turned = panel(told[0].iloc[::-1], told[1], MEASURES, **given)
    pd.testing.assert_frame_equal(table, turned)
    empty = panel(told[0].head(0), told[1], MEASURES, **given)
    assert empty.empty and list(empty.columns) == list(table.columns) and (empty.dtypes == table.dtypes).all()
