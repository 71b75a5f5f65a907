"""A report's year, interval, months and kind follow from its own words; the traps of the genre are not fallen into."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
import pytest

from unionreports.corpus.characters import normalise
from unionreports.corpus.formulae import load_formulae
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import process, read_rules
from unionreports.corpus.passage import Passage
from unionreports.corpus.periods import Period, infer_period
from unionreports.corpus.reading.read import read_page
from unionreports.tables import BASES, KINDS

ROOT = Path(__file__).parents[2]
FORMULAE = load_formulae(ROOT / "data" / "lexicons" / "formulae.csv")
CORPORA = ROOT.parent / "shared" / "corpora"


def infer(text: str, furniture=(), level="county", page_date="") -> Period:
    """Period of a text whose plan stands between 〖 and 〗."""
    spans, clean = [], ""
    for part in text.split("〖"):
        plan, closed, rest = part.partition("〗")
        if closed:
            spans.append((len(clean), len(clean) + len(plan)))
        clean += plan + rest
    return infer_period(Passage(clean), [Passage(f) for f in furniture], spans, FORMULAE, level, page_date)


HELD = "共组建基层工会36家，发展会员2100人，签订工资专项集体合同48份。"

# text, year, kind, first day, last day
STATED = [
    # Titles
    ("东平县总工会2012年工作总结\n今年以来，在县委的领导下，" + HELD, 2012, "annual", "2012-01-01", "2012-12-31"),
    ("东平县总工会2012年度工作总结\n" + HELD, 2012, "annual", "2012-01-01", "2012-12-31"),
    ("二〇〇六年工会工作总结\n" + HELD, 2006, "annual", "2006-01-01", "2006-12-31"),
    ("二○○三年工会工作总结\n" + HELD, 2003, "annual", "2003-01-01", "2003-12-31"),
    ("二零一九年工会工作总结\n" + HELD, 2019, "annual", "2019-01-01", "2019-12-31"),
    ("市总工会 2018 年工作总结\n" + HELD, 2018, "annual", "2018-01-01", "2018-12-31"),
    ("08年镇工会工作总结\n" + HELD, 2008, "annual", "2008-01-01", "2008-12-31"),
    ("1998年工会工作总结\n" + HELD, 1998, "annual", "1998-01-01", "1998-12-31"),
    ("区总工会2020年工作总结及2021年工作计划\n" + HELD, 2020, "annual", "2020-01-01", "2020-12-31"),
    ("县总工会2016年工作总结和2017年工作思路\n" + HELD, 2016, "annual", "2016-01-01", "2016-12-31"),
    ("关于2011年工会工作情况的汇报\n" + HELD, 2011, "annual", "2011-01-01", "2011-12-31"),
    ("街道总工会2013年工作回顾与2014年工作展望\n" + HELD, 2013, "annual", "2013-01-01", "2013-12-31"),
    ("2014年上半年工会工作总结\n" + HELD, 2014, "half_year", "2014-01-01", "2014-06-30"),
    ("2014年上半年工作总结及下半年工作计划\n" + HELD, 2014, "half_year", "2014-01-01", "2014-06-30"),
    ("镇工会2009年下半年工作总结\n" + HELD, 2009, "half_year", "2009-07-01", "2009-12-31"),
    ("2017年第一季度工会工作小结\n" + HELD, 2017, "part_year", "2017-01-01", "2017-03-31"),
    ("区总工会2019年前三季度工作总结\n" + HELD, 2019, "part_year", "2019-01-01", "2019-09-30"),
    ("县总工会2021年1-10月工作情况汇报\n" + HELD, 2021, "part_year", "2021-01-01", "2021-10-31"),
    ("2019年全市工会工作要点\n〖今年工会工作的总体要求是，抓好组建，新建工会200家。〗", 2019, "plan", "2019-01-01", "2019-12-31"),
    ("县总工会2007年工作计划\n〖一、抓好组建，发展会员3000人。〗", 2007, "plan", "2007-01-01", "2007-12-31"),
    ("县总工会2022年下半年工作计划\n〖一、抓好组建。〗", 2022, "plan", "2022-07-01", "2022-12-31"),
    # Headings, openings, announcements
    ("工会工作报告\n同志们：\n一、2013年工作回顾\n" + HELD + "\n二、2014年工作安排\n〖要抓好组建。〗", 2013, "annual", "2013-01-01", "2013-12-31"),
    ("同志们：\n一、2005年的主要工作\n" + HELD + "\n二、2006年的主要任务\n〖要抓好组建。〗", 2005, "annual", "2005-01-01", "2005-12-31"),
    ("2010年，在区委的正确领导下，区总工会全年" + HELD, 2010, "annual", "2010-01-01", "2010-12-31"),
    ("在区委的领导下，工会工作取得新进展。现将2016年工作总结如下：\n全年" + HELD, 2016, "annual", "2016-01-01", "2016-12-31"),
    ("在镇党委的领导下，工会较好地完成了任务。现将2012年上半年工作情况汇报如下：\n" + HELD, 2012, "half_year", "2012-01-01", "2012-06-30"),
    ("工会年终总结\n一年来，工会做了大量工作。\n" + HELD + "\n〖2015年工作打算\n要抓好组建。〗", 2014, "annual", "2014-01-01", "2014-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "year", "kind", "start", "end"), STATED)
def test_what_a_report_says_of_its_own_time_is_taken(text, year, kind, start, end):
    found = infer(text)
    assert (found.year, found.kind, found.start, found.end) == (year, kind, start, end)
    assert (found.year_basis, found.year_earliest, found.year_latest) == ("stated", year, year)
    assert found.confidence >= 0.8


# text, report date, year
DATED = [
    ("在市总工会十二届三次全委会上的工作报告\n（2013年1月18日）\n同志们：\n一年来，" + HELD, "2013-01-18", 2012),
    ("在市总工会十二届三次全委会上的工作报告\n(二〇一三年一月十八日)\n同志们：\n一年来，" + HELD, "2013-01-18", 2012),
    ("工会工作报告\n2015年12月28日\n同志们：\n全年" + HELD, "2015-12-28", 2015),
    ("——2016年2月25日在县总工会十五届五次全委（扩大）会议上的报告\n同志们：\n一年来，" + HELD, "2016-02-25", 2015),
    ("街道工会年度工作总结\n" + HELD + "\n某街道总工会\n2009年12月10日", "2009-12-10", 2009),
    ("街道工会年度工作总结\n" + HELD + "\n某街道总工会\n二○○九年十二月", "2009-12", 2009),
    ("街道工会上半年工作总结\n" + HELD + "\n某街道总工会\n2011年7月6日", "2011-07-06", 2011),
    ("2018年工会工作总结\n" + HELD + "\n某县总工会2019年1月4日", "2019-01-04", 2018),
    ("县总工会2015年工作要点\n（2015年2月10日）\n〖要抓好组建，发展会员。〗", "2015-02-10", 2015),
]


@pytest.mark.parametrize(("text", "date", "year"), DATED)
def test_a_date_line_dates_the_report_and_the_year_before_when_it_is_early(text, date, year):
    found = infer(text)
    assert (found.report_date, found.report_date_basis, found.year) == (date, "stated", year)
    assert found.year_earliest <= year <= found.year_latest


# text, level, true year (the interval must hold it), whether the year itself must be found
UNDATED = [
    ("工会工作总结\n一年来，以党的十六大精神为指导，抗击非典，" + HELD, "county", 2003, False),
    ("工会工作总结\n一年来，深入开展保持共产党员先进性教育活动，" + HELD, "county", 2005, True),
    ("工会年度总结\n结合第三批保持共产党员先进性教育活动，" + HELD, "community_village", 2006, True),
    ("工会工作总结\n上半年，以“三个代表”重要思想和党的十六届五中全会精神为指导。现将上半年工作总结如下：\n" + HELD, "county", 2006, True),
    ("工会工作总结\n一年来，贯彻《劳动合同法》，开展共同约定行动，应对国际金融危机，同舟共济、共克时艰，第三批学习实践活动全面展开。" + HELD, "township_street", 2009, True),
    ("工会工作总结\n一年来，认真贯彻落实科学发展观和党的十七届四中全会精神，保增长、保民生、保稳定，" + HELD, "county", 2009, False),
    ("上半年工会工作总结\n实现“十二五”良好开局，庆祝建党90周年，" + HELD, "county", 2011, True),
    ("工会工作总结\n一年来，学习党的十七届六中全会精神，开展面对面、心贴心、实打实服务职工在基层活动，迎接党的十八大胜利召开，" + HELD, "county", 2012, True),
    ("街道工会总结\n一年来，按照党的群众路线教育实践活动要求，" + HELD, "township_street", 2014, True),
    ("工会工作总结\n一年来，开展“三严三实”专题教育，学习习近平总书记系列重要讲话，" + HELD + "\n〖明年是“十三五”开局之年，要抓好组建。〗", "county", 2015, True),
    ("工会工作总结\n一年来，开展两学一做学习教育，学习党的十八届六中全会精神和习近平总书记系列重要讲话，" + HELD, "prefecture", 2016, False),
    ("工会工作总结\n一年来，以习近平新时代中国特色社会主义思想为指导，深入学习党的十九大精神，" + HELD + "\n〖明年是贯彻党的十九大精神的开局之年，要抓好组建。〗", "county", 2017, True),
    ("工会工作总结\n一年来，“不忘初心、牢记使命”主题教育深入开展，学习十九届四中全会精神，庆祝新中国成立70周年，" + HELD, "county", 2019, True),
    ("工会工作总结\n今年是全面建成小康社会决胜之年。面对新冠疫情，助力复工复产，" + HELD, "county", 2020, True),
    ("工会工作总结\n一年来，开展党史学习教育，庆祝中国共产党成立100周年，学习十九届六中全会精神，" + HELD, "county", 2021, True),
    ("工会工作总结\n一年来，学习宣传贯彻党的二十大精神，统筹新冠疫情防控，" + HELD + "\n〖明年是全面贯彻党的二十大精神的开局之年。〗", "county", 2022, True),
    ("工会工作总结\n一年来，深入开展学习贯彻习近平新时代中国特色社会主义思想主题教育，学习中国工会十八大精神，" + HELD, "county", 2023, True),
    ("工会工作总结\n一年来，开展党纪学习教育，学习二十届三中全会精神，" + HELD, "county", 2024, True),
    ("工会工作总结\n一年来，庆祝中华全国总工会成立100周年，开展深入贯彻中央八项规定精神学习教育，" + HELD, "county", 2025, True),
    ("工会工作总结\n一年来，以邓小平理论和“三个代表”重要思想为指导，" + HELD, "county", 2002, False),
    ("工会工作总结\n一年来，高举邓小平理论伟大旗帜，实践“三个代表”，推动三个文明建设，" + HELD, "township_street", 2004, False),
    ("工会工作总结\n一年来，以“三个代表”重要思想和科学发展观为指导，开展八荣八耻教育，" + HELD, "township_street", 2006, False),
    ("工会工作总结\n201x年，在党委领导下，" + HELD, "township_street", 2013, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "level", "year", "found_too"), UNDATED)
def test_an_undated_report_gets_an_interval_that_holds_the_truth(text, level, year, found_too):
    found = infer(text, level=level)
    assert (found.year_earliest or 0) <= year <= (found.year_latest or 9999)
    assert found.year in ((year,) if found_too else (year, None))
    assert found.confidence <= 0.9
    assert found.year_basis == ("inferred" if found.year else "none")


@pytest.mark.parametrize(("text", "year"), [
    ("上半年，县总工会贯彻党的十六届五中全会精神，" + HELD, 2006),
    ("镇工会半年工作总结\n半年来，学习党的十七届四中、五中、六中全会精神，践行科学发展观，" + HELD, 2012),
    ("20xx年上半年，实现“十二五”良好开局，创先争优。现将上半年工作总结如下：\n" + HELD, 2011),
    ("201x年上半年，学习中国工会十五大精神，开展共同约定行动，应对国际金融危机，保增长、保民生、保稳定。现将上半年工作总结如下：\n" + HELD, 2009),
])  # fmt: skip
def test_undated_half_year_reports_are_dated_by_what_had_happened_by_then(text, year):
    found = infer(text)
    assert found.year in (year, None)
    assert found.year_earliest <= year <= found.year_latest
    assert found.kind == "half_year"


@pytest.mark.parametrize("text", [
    "工会工作总结\n一年来，学习党的xx届五中全会精神，" + HELD,
    "工会工作总结\n一年来，学习党的十x大精神，" + HELD,
    "工会工作总结\n一年来，学习市委十一届三次全会和市十四届人大二次会议精神，" + HELD,
])
def test_masked_and_local_meetings_date_nothing(text):
    found = infer(text)
    assert (found.year, found.year_earliest, found.year_latest) == (None, None, None)


def test_a_plan_that_looks_forward_to_a_congress_does_not_move_the_year():
    text = "区总工会2013年上半年工作总结\n上半年，" + HELD + "\n〖下半年，迎接中国工会十六大召开，抓好组建。〗"
    assert infer(text).year == 2013


def test_a_school_year_is_two_years():
    found = infer("2012-2013学年度工会工作总结\n" + HELD)
    assert (found.year_earliest, found.year_latest) == (2012, 2013)


def test_a_report_to_a_congress_that_names_the_next_five_year_plan():
    text = (
        "为实现“十二五”规划目标而努力奋斗\n——在县工会第九次代表大会上的工作报告\n各位代表：\n一、过去五年的主要工作\n过去的五年，"
        "围绕建功“十一五”，" + HELD + "\n二、今后五年的任务\n〖今后五年，落实“十二五”规划。〗"
    )
    found = infer(text)
    assert found.kind == "term"
    assert found.year_earliest <= 2011 <= found.year_latest


def test_autumn_plenum_named_in_a_half_year_report_is_last_years():
    report = "上半年工会工作总结\n贯彻党的十八届五中全会精神，" + HELD
    assert infer(report).year == 2016


# What must not date a report: near misses
TRAPS = [
    # years of laws, documents, honours, foundings, targets, comparisons, spans
    "一年来，认真贯彻2001年修订的《工会法》，" + HELD,
    "一年来，《劳动合同法》自2008年1月1日起施行以后，" + HELD,
    "一年来，落实总工发〔2008〕12号文件，" + HELD,
    "一年来，发布《2014年度和谐劳动关系蓝皮书》，" + HELD,
    "一年来，表彰2000-2002年度劳动模范，" + HELD,
    "一年来，落实2011-2015年规划，" + HELD,
    "区工会成立于1999年。一年来，" + HELD,
    "工会自1999年成立以来不断发展。一年来，" + HELD,
    "一年来，" + HELD + "到2030年实现全覆盖。",
    "一年来，" + HELD + "力争2035年底前全面完成。",
    "一年来，会员数比2006年翻了一番，" + HELD,
    "一年来，被评为2007年度全国先进单位，" + HELD,
    # masked, damaged by an anonymiser, relative only
    "xx年，在街道党工委领导下，" + HELD,
    "2xx年，在街道党工委领导下，" + HELD,
    "今年，工会做了大量工作，去年的经验得到推广。" + HELD,
    # numbers that are no dates
    "联系电话：0574-20081234。一年来，" + HELD,
    "一年来，发放慰问金2008元，走访2010户，" + HELD,
    "从事工会工作15年的老同志退休。一年来，" + HELD,
]


@pytest.mark.parametrize("text", TRAPS)
def test_other_years_are_not_the_years_of_the_report(text):
    assert infer("工会工作总结\n" + text).year is None


def test_a_masked_century_bounds_from_below_only_and_a_masked_decade_on_both_sides():
    century = infer("工会工作总结\n20xx年，" + HELD)
    assert (century.year, century.year_latest) == (None, None)
    assert 1998 <= century.year_earliest <= 2000
    decade = infer("工会工作总结\n201*年，" + HELD)
    assert (decade.year, decade.year_earliest, decade.year_latest) == (None, 2009, 2020)
    none = infer("工会工作总结\n2xx年，" + HELD)
    assert (none.year_earliest, none.year_latest, none.confidence) == (None, None, 0.0)


LISTS = "坚持以马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想为指导，"


@pytest.mark.parametrize(("text", "not_before", "not_after"), [
    ("工会工作总结\n一年来，" + LISTS + "巩固十六届三中全会以来的成果，" + HELD, 2017, None),
    ("工会工作总结\n一年来，" + LISTS + HELD, 2017, None),
    ("工会工作总结\n一年来，贯彻党的十六大、十七大、十八大精神，学习系列重要讲话，" + HELD, 2012, 2019),
    ("工会工作总结\n一年来，学习党的十九大和十九届一中、二中、三中、四中全会精神，" + HELD, 2018, 2022),
    ("工会工作总结\n一年来，以“三个代表”重要思想为指导，" + HELD + "〖明年是市工会十六大召开之年，要做好换届。〗", 2000, 2010),
    ("工会工作总结\n一年来，以“三个代表”重要思想为指导，贯彻全总十四大和省工会十六大精神，" + HELD, 2003, 2010),
])  # fmt: skip
def test_the_latest_formula_dates_and_older_ones_in_lists_do_not(text, not_before, not_after):
    found = infer(text)
    assert found.year_earliest >= not_before
    assert (found.year_latest is None) if not_after is None else found.year_latest <= not_after


def test_a_union_congress_is_not_the_party_congress_of_the_same_number():
    union = infer("工会工作总结\n一年来，为市工会十八大召开做准备，学习省总工会十九大精神，" + HELD)
    assert (union.year, union.year_earliest) == (None, None)
    party = infer("工会工作总结\n一年来，学习党的十八大精神，" + HELD)
    assert party.year_earliest >= 2011


@pytest.mark.parametrize("page_date", ["2023-10-02", "2021-05-28 09:00:03"])
@pytest.mark.parametrize("text", [
    "工会工作总结\n一年来，" + HELD,
    "工会工作总结\n一年来，开展两学一做学习教育，" + HELD,
    "区总工会2010年工作总结\n" + HELD,
])
def test_the_upload_never_dates_a_report(text, page_date):
    without, given_date = infer(text), infer(text, page_date=page_date)
    assert given_date.year == without.year
    assert given_date.report_date == without.report_date == ""


def test_a_text_is_not_younger_than_its_upload():
    text = "工会工作总结\n一年来，以习近平新时代中国特色社会主义思想为指导，" + HELD
    assert infer(text).year_latest is None
    bounded = infer(text, ["发布时间：2020-03-01 09:12"], page_date="2020-03-01")
    assert bounded.year_latest <= 2020
    assert [e.quote for e in bounded.evidence if e.says.startswith("upload")] == ["2020-03-01"]
    # An upload older than what the text names is itself wrong: it bounds nothing.
    assert infer(text, page_date="2009-03-01").year_earliest >= 2016


def test_a_yearly_report_uploaded_before_the_year_is_over_is_doubted():
    text = "区总工会2020年工作总结及2021年工作计划\n" + HELD
    assert infer(text, page_date="2021-01-20").confidence > 0.9
    doubted = infer(text, page_date="2020-10-14")
    assert doubted.year == 2020
    assert doubted.confidence <= 0.7


def test_a_whole_copy_in_the_blurb_restores_a_damaged_date():
    text = "在市总工会八届二次全委会议上的报告\n2006815日\n同志们：\n现将上半年工作总结如下：\n" + HELD
    blurb = "本文是在市总工会八届二次全委会议上的报告（2006年8月15日），供参考"
    found = infer(text, [blurb])
    assert (found.year, found.report_date, found.start) == (2006, "2006-08-15", "2006-01-01")
    assert any(e.quote == "2006年8月15日" for e in found.evidence)
    assert infer(text).report_date == ""


@pytest.mark.parametrize("furniture", [
    "2023街道工会工作报告篇3", "2021年工会工作总结范文（精选5篇）", "发布时间：2019-03-04 来源：某某网",
    "时间：2022年5月6日 浏览：1023次", "上一篇：2018年教师工作总结",
])  # fmt: skip
def test_collections_and_upload_lines_do_not_date_the_report_they_frame(furniture):
    found = infer("街道工会工作总结\n一年来，实践“三个代表”，" + HELD, [furniture])
    assert found.year is None
    assert found.year_latest <= 2010


def test_the_title_of_a_host_that_names_the_body_counts_for_something():
    found = infer("一年来，在县委领导下，" + HELD, ["东平县总工会2012年工作总结"])
    assert found.year == 2012
    assert found.year_basis == "inferred"
    assert found.confidence < 0.8


# text, kind
TERM = (
    "在县工会第六次代表大会上的工作报告\n（2008年6月20日）\n各位代表：\n一、过去五年的工作回顾\n五年来，全县各级工会，"
    + HELD + "\n二、今后五年的工作任务\n〖今后五年，要抓好组建。〗"
)  # fmt: skip


def test_a_report_to_a_congress_covers_a_term():
    found = infer(TERM)
    assert (found.kind, found.report_date, found.year) == ("term", "2008-06-20", 2008)
    named = infer(TERM.replace("五年来", "2003-2008年，五年来"))
    assert (named.start, named.end) == ("2003-01-01", "2008-12-31")


@pytest.mark.parametrize(("text", "kind"), [
    ("在公司第五届职工代表大会第三次会议上的工会工作报告\n各位代表：\n一年来，" + HELD, "annual"),
    ("在工会第二届会员代表大会第三次会议上的报告\n各位代表：\n一年来，" + HELD, "annual"),
    ("工会工作总结\n一年来，总结前五年经验，" + HELD, "annual"),
    ("工会工作总结\n区总工会做了大量工作，" + HELD + "\n〖第四季度我们要加大工作力度。〗", "part_year"),
    ("工会工作\n街道总工会按照考核指标，" + HELD + "\n〖下半年，将推进组建。\n下半年拟举办文体活动。〗", "half_year"),
    ("工会活动\n组织职工观看电影。", "unknown"),
    ("县总工会\n" + "〖要抓好组建。要抓好维权。要抓好帮扶。〗" * 5, "plan"),
    ("上半年，" + HELD + "\n现将全年工作总结如下：\n一年来，" + HELD, "annual"),
    ("区总工会工作总结\n一年来，" + HELD + "\n一、上半年走访情况\n走访36户。\n二、明年打算\n〖要抓好组建。〗", "annual"),
    ("贯彻落实省工会第十二次代表大会精神 开创工会工作新局面\n一年来，" + HELD, "annual"),
    ("工会工作总结\n1-11月走访职工36户。全年" + HELD, "annual"),
    # The opening sentence: a year, a season, a term, the aims of a plan
    ("2016年，平山县总工会在县委的领导下，" + HELD, "annual"),
    ("在20xx年里，我镇工会围绕中心工作，" + HELD, "annual"),
    ("2016年6月，平山县总工会成立，" + HELD, "unknown"),
    ("2010年以来，平山县总工会在县委的领导下，" + HELD, "unknown"),
    ("2014年一季度，平山县总工会紧紧围绕中心工作，" + HELD + "\n〖二季度工作打算\n要抓好组建。〗", "part_year"),
    ("今年上半年，我厂工会在厂党委的领导下，开展了一系列活动，总结如下：\n" + HELD, "half_year"),
    ("2014年上半年，县总工会" + HELD + "\n下半年，县总工会又" + HELD, "annual"),
    ("五年来，公司工会在上级工会的领导下，" + HELD, "term"),
    ("近三年来，公司工会在上级工会的领导下，" + HELD, "unknown"),
    ("县人民医院第十届工会委员会工作报告\n各位代表：\n现在向大会汇报五年来医院的工会工作。" + HELD, "term"),
    ("县人民医院工会工作报告\n各位代表：\n一年来，" + HELD, "annual"),
    ("平工发〔2012〕3号\n各乡镇工会：\n现将《县总工会2012年工作要点》印发给你们，请遵照执行。\n2012年全县工会工作的任务，" + HELD, "plan"),
    ("平工发〔2012〕3号\n各乡镇工会：\n现将《县总工会2011年工作总结》印发给你们。\n一年来，" + HELD, "annual"),
    ("二、2012年工作要点\n（一）抓好组建。新建工会36家。\n（二）抓好维权。", "plan"),
    ("一、2012年工作安排完成情况\n" + HELD + HELD, "annual"),
    ("2012年全县工会工作的总体要求是：抓好组建，抓好维权，抓好帮扶。\n新建工会36家。", "plan"),
])  # fmt: skip
def test_kinds_and_their_near_misses(text, kind):
    assert infer(text).kind == kind


@pytest.mark.parametrize(("title", "kind"), [
    ("总工会第一季度工作总结", "part_year"), ("工会上半年工作总结范文2", "half_year"), ("2023年工会小组年度总结篇1", "annual"),
    ("县总工会2012年工作要点", "plan"), ("工会工作总结", "annual"), ("工会上半年好新闻", "unknown"), ("首页 > 工会 > 季度总结", "unknown"),
])  # fmt: skip
def test_the_title_of_a_host_tells_the_kind_only_where_the_text_is_silent(title, kind):
    assert infer("我厂工会围绕中心工作，" + HELD, [title]).kind == kind
    assert infer("一年来，我厂工会围绕中心工作，" + HELD, [title]).kind == "annual"


def test_the_years_of_a_term_that_is_reviewed_date_it():
    found = infer("各位代表：\n我受第十届工会委员会委托作报告，汇报五年来的工作。\n一、2011年—2015年工会工作回顾\n" + HELD)
    assert (found.kind, found.year, found.start, found.end) == ("term", 2015, "2011-01-01", "2015-12-31")


def test_aims_of_the_next_term_date_the_one_that_ends_unless_they_are_those_of_a_five_year_plan():
    text = "各位代表：\n我受第五届委员会的委托作报告。\n一、过去五年的工作\n{}\n二、今后五年的任务\n〖今后五年，要到{}年发展会员70万人。〗"
    assert infer(text.format(HELD, 2012)).year == 2007
    assert infer(text.format(HELD, 2015)).year is None


def test_a_plan_with_a_covering_notice_is_of_the_year_planned():
    found = infer(
        "平工发〔2012〕3号\n各乡镇工会：\n现将《平山县总工会2012年工作要点》印发给你们。\n平山县总工会\n二〇一二年二月八日\n"
        "平山县总工会2012年工作要点\n2012年工会工作要抓好组建，发展会员3000人。"
    )
    assert (found.kind, found.year, found.end) == ("plan", 2012, "2012-12-31")


def test_a_law_in_force_from_a_day_without_year_dates_the_report():
    found = infer("工会工作总结\n一年来，宣传《宁波市企业工资集体协商条例》，《条例》自5月1日起施行，" + HELD)
    assert found.year == 2014
    stated = infer("工会工作总结\n一年来，宣传《宁波市企业工资集体协商条例》，《条例》自2014年5月1日起施行，" + HELD)
    assert stated.year is None


def test_a_campaign_in_batches_dates_by_the_level():
    text = "工会工作总结\n一年来，深入开展党的群众路线教育实践活动，" + HELD
    assert infer(text, level="township_street").year == 2014
    assert infer(text, level="province").year == 2013


def test_evidence_points_into_the_raw_page():
    report = Passage("区总工会2010年工作总结\n" + HELD, (0, 4), (100, 107))
    found = infer_period(report, [], [], FORMULAE, "county")
    quote = next(e for e in found.evidence if "2010" in e.quote)
    assert quote.start == 107 + report.text.index("2010")


PIECES = st.sampled_from([
    "2012年", "2xx年", "20xx年", "二〇一五年", "上半年", "工作总结", "\n", "党的十八大精神", "“十二五”", "明年是", "开局之年",
    "科学发展观", "（", "）", "《", "》", "2004827日", "12月", "。", "在", "会议上", "五年来", "职工", "到", "第四季度", "迎接", "99年来",
    "建党90周年", "自5月1日起施行", "《劳动合同法》", "十九届三中、四中全会", "2015-2011年", "29年底",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["", "2016-02-24", "not a date", "2016"]))
def test_any_text_yields_a_period_that_agrees_with_itself(text, page_date):
    found = infer_period(Passage(text), [Passage(text[:9])], [(len(text) // 2, len(text))], FORMULAE, "county", page_date)
    assert found.kind in KINDS
    assert {found.year_basis, found.period_basis, found.report_date_basis, found.kind_basis} <= set(BASES)
    assert 0 <= found.confidence <= 0.98
    assert (found.year is None) == (found.year_basis == "none")
    if found.year is not None:
        assert found.confidence >= 0.5
        assert found.year_earliest <= found.year <= found.year_latest
    assert all(text[e.start : e.end] == e.quote for e in found.evidence)
    assert found == infer_period(
        Passage(text), [Passage(text[:9])], [(len(text) // 2, len(text))], FORMULAE, "county", page_date
    )


def clean(text: str) -> str:
    out, done = [], 0
    for edit in normalise(text):
        out += [text[done : edit.start], edit.after]
        done = edit.end
    return "".join(out) + text[done:]


#: Year that the curated metadata holds most likely (None: none) and the first and last it allows.
SEEDS = {
    "000-1": (2004, 2004, 2004), "001-1": (2004, 2003, 2005), "001-2": (2005, 2005, 2005), "001-3": (None, 2003, 2007),
    "001-4": (2008, 2008, 2008), "001-5": (2014, 2014, 2014), "001-6": (2009, 2008, 2010), "001-7": (2009, 2008, 2010),
    "002-1": (2015, 2015, 2015), "003-1": (2010, 2010, 2010), "004-1": (2020, 2020, 2020),
}  # fmt: skip


def test_the_seed_pages_are_dated_without_corrections():
    rules = read_rules(ROOT / "data" / "lexicons")
    found = {}
    for path in sorted((ROOT / "data" / "raw" / "pages").glob("00[0-4]_*.txt")):
        rows = process(Source(path.name[:3], path), read_page(path.name, path.read_bytes()), rules)
        found |= {r["report_id"]: r for r in rows.reports}
    assert set(found) == set(SEEDS)
    years = {key: row["year"] for key, row in found.items()}
    given = [key for key, year in years.items() if year is not None]
    assert len(given) >= 9
    assert [key for key in given if not SEEDS[key][1] <= years[key] <= SEEDS[key][2]] == []
    for key, (best, first, _) in SEEDS.items():
        assert found[key]["year_earliest"] <= (best or first) <= found[key]["year_latest"]
    assert found["000-1"]["report_date"] == "2004-08-27"
    assert (found["000-1"]["period_start"], found["000-1"]["period_end"]) == ("2004-01-01", "2004-06-30")
    assert found["002-1"]["report_date"] == "2015-12-22"
    assert (found["001-2"]["period_start"], found["001-2"]["period_end"]) == ("2005-01-01", "2005-09-30")
    assert found["001-5"]["kind"] == "half_year"


@pytest.mark.corpora
@pytest.mark.parametrize(("corpus", "since", "right"), [
    ("prov_gwr_2025", 2000, 0.95), ("hailar_district_gwr_2012_2019", 2000, 0.99), ("national_gwr_1954_2025", 2000, 0.85),
])  # fmt: skip
def test_government_reports_review_the_year_before(corpus, since, right):
    """Another genre, of known year: how often is the year reviewed found, is it in the interval, are errors unsure?"""
    folder = CORPORA / corpus
    if not folder.is_dir():
        pytest.skip("no corpora beside the project (../shared/corpora)")
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if r["year"] and int(r["year"]) >= since and r["genre"] == "政府工作报告"]
    found = [
        (int(r["year"]) - 1, infer(clean((folder / r["file"]).read_text(encoding="utf-8")), level=r["level"])) for r in rows
    ]
    assert sum(p.year == year for year, p in found) >= right * len(found)
    assert sum((p.year_earliest or 0) <= year <= (p.year_latest or 9999) for year, p in found) >= 0.95 * len(found)
