"""The latest formula a report names dates it; congresses of unions, lists and weak rows do not."""

import csv
from pathlib import Path

import numpy as np
import pytest

from unionreports.corpus.formula_bounds import bounded_above, dating, log_likelihood
from unionreports.corpus.formulae import COLUMNS, Formula, formulae, load_formulae
from unionreports.errors import InputError

TABLE = Path(__file__).parents[2] / "data" / "lexicons" / "formulae.csv"
FORMULAE = load_formulae(TABLE)
YEARS = np.arange(1995, 2030)
ANNUAL = (9, 12)


def terms(text: str) -> set[str]:
    return {m.formula.term for m in FORMULAE.match(text)}


@pytest.mark.parametrize(("text", "term"), [
    ("深入学习党的十八大精神", "党的十八大"),
    ("学习十九大精神", "党的十九大"),
    ("党的十六大、十七大、十八大精神", "党的十八大"),
    ("党的十九大和十九届一中、二中、三中、四中全会精神", "十九届四中全会"),
    ("党的十六届三中全会", "十六届三中全会"),
    ("中国工会十五大", "中国工会十五大"),
    ("开展“三严三实”专题教育", '"三严三实"专题教育'),
])
def test_formulae_are_found_in_the_wordings_of_reports(text, term):
    assert term in terms(text)


@pytest.mark.parametrize("text", [
    "市工会十六大", "省工会十八大精神", "省总工会十九大精神", "团十八大精神", "妇女十二大", "市十六大精神",
    "为迎接党的二十大胜利召开", "喜迎党的十九大", "党的十八大即将召开", "团十六届三中全会",
])  # fmt: skip
def test_congresses_of_others_and_congresses_to_come_are_not_the_partys(text):
    assert not {t for t in terms(text) if t.startswith("党的") or "中全会" in t}


def test_names_of_offices_date_by_the_reforms_that_made_and_ended_them():
    assert likely("区劳动和社会保障局、区人事局").max() <= 2014
    assert likely("区人力资源和社会保障局").min() >= 2007
    assert likely("应急管理局，卫健委").min() >= 2017


def test_the_longest_wording_counts():
    assert terms("应对亚洲金融危机") == {"亚洲金融危机"}
    assert "三严三实(词)" not in terms("“三严三实”专题教育")


def test_matches_say_where():
    text = "以科学发展观为指导"
    found = FORMULAE.match(text)[0]
    assert text[found.start : found.end] == found.pattern == "科学发展观"


@pytest.mark.parametrize(("level", "batch"), [("province", "一"), ("county", "二"), ("township_street", "二")])
def test_a_campaign_in_batches_reaches_each_level_in_its_own(level, batch):
    found = dating(FORMULAE.match("党的群众路线教育实践活动"), level)
    assert {m.formula.batch for m in found} == {batch}


def test_weak_rows_date_nothing():
    assert dating(FORMULAE.match("送温暖，安康杯，八有工会，下岗职工"), "county") == []


def likely(text: str, level="county", writing=ANNUAL) -> np.ndarray:
    log = log_likelihood(dating(FORMULAE.match(text), level), YEARS, writing, level)
    return YEARS[log > log.max() - np.log(10)]


def test_lower_bounds_hold_and_lists_do_not_bound_above():
    text = "邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想"
    assert likely(text).min() == 2017
    assert not bounded_above(dating(FORMULAE.match(text), "county"))


def test_an_older_guiding_thought_without_its_successor_bounds_above():
    found = dating(FORMULAE.match("以“三个代表”重要思想为指导"), "county")
    assert bounded_above(found)
    assert 2004 <= likely("以“三个代表”重要思想为指导").max() <= 2010


def test_a_half_year_report_names_last_autumns_plenum():
    assert likely("十六届五中全会", writing=(4, 7)).min() == 2006
    assert likely("十六届五中全会").min() == 2005


def test_unions_below_the_county_take_formulae_up_later():
    of = {level: log_likelihood(dating(FORMULAE.match("十六届三中全会"), level), YEARS, ANNUAL, level)
          for level in ("county", "township_street")}
    held = YEARS == 2003
    assert of["township_street"][held] < of["county"][held]


def row(term, first, last=None, bound="window"):
    return Formula(term, (term,), "slogan", 12 * first, 12 * last + 11 if last else None, bound, "high")


def test_a_formula_that_faded_before_the_latest_began_bounds_nothing_above():
    table = formulae([row("甲甲甲甲", 2001, 2004), row("乙乙乙乙", 2010, 2013)])
    log = log_likelihood(table.match("甲甲甲甲，乙乙乙乙"), YEARS, ANNUAL, "county")
    assert 2010 <= YEARS[np.argmax(log)] <= 2013
    alone = log_likelihood(table.match("甲甲甲甲"), YEARS, ANNUAL, "county")
    assert 2001 <= YEARS[np.argmax(alone)] <= 2004


def test_an_empty_table_matches_nothing():
    assert formulae([]).match("党的十八大") == []


@pytest.mark.parametrize(("line", "problem"), [
    ("甲,甲,slogan,two,,,lower,,high,s", "line 2"),
    ("甲,甲,slogan,2004,,,upper,,high,s", "upper"),
    ("甲,甲,slogan,2004,,2001,window,,high,s", "ends before it begins"),
])
def test_a_wrong_row_is_named(tmp_path, line, problem):
    path = tmp_path / "formulae.csv"
    path.write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        load_formulae(path)


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "formulae.csv"
    path.write_text("term,match_terms\n", encoding="utf-8")
    with pytest.raises(InputError, match="first_year"):
        load_formulae(path)


def test_every_row_of_the_table_has_a_source():
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(FORMULAE.rows) > 150
    assert [r["term"] for r in rows if not r["source"]] == []
