"""Promises, the report that answers them, the words that do, and what these say."""

import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.measures.commitments.commitments import VAGUE, commitments
from unionreports.measures.commitments.continuities import continuities
from unionreports.measures.commitments.deadlines import find_deadline
from unionreports.measures.commitments.later_reports import later_reports
from unionreports.measures.commitments.linking import FEW, PER_DOUBLING, THRESHOLD, least_likeness
from unionreports.measures.commitments.outcomes import judge
from unionreports.measures.commitments.pieces import cut_pieces
from unionreports.measures.commitments.targets import targets_and_results
from unionreports.table_check import check
from unionreports.tables import TABLES
from unionreports.text.lexicons import read_lexicons


@pytest.fixture(scope="module")
def lexicons():
    return read_lexicons(LEXICONS)


def _table(name, rows):
    columns = TABLES[name].columns
    empty = {"str": "", "bool": True, "int64": 0}
    frame = pd.DataFrame([{c: row.get(c, empty.get(d.dtype)) for c, d in columns.items()} for row in rows])
    return frame.astype({c: d.dtype for c, d in columns.items()})


def _report(
    report_id, year, issuer="永丰县总工会", level="county", code="360825", kind="annual", first="01-01", last="12-31"
):
    return {
        "report_id": report_id, "page_id": report_id, "issuer": issuer, "level": level, "region_code": code,
        "region_name": "永丰县" if code == "360825" else "", "county": "永丰县" if code == "360825" else "", "year": year,
        "period_start": f"{year}-{first}", "period_end": f"{year}-{last}", "kind": kind,
    }  # fmt: skip


def _units(*rows):
    """Units of (report_id, role, text), one after the other on their page."""
    return _table(
        "units",
        [
            {
                "unit_id": f"{r}-u{i:03}",
                "report_id": r,
                "role": role,
                "text": text,
                "start": 1000 * i,
                "end": 1000 * i + len(text),
            }
            for i, (r, role, text) in enumerate(rows)
        ],
    )


def _figure(number, units, row, quote, measure, value, unit, status, **more):
    at = units.loc[row, "text"].index(quote)
    return {
        "indicator_id": f"i{number}", "unit_id": units.loc[row, "unit_id"], "report_id": units.loc[row, "report_id"],
        "start": units.loc[row, "start"] + at, "end": units.loc[row, "start"] + at + len(quote), "quote": quote,
        "measure": measure, "value": value, "unit": unit, "qualifier": "exact", "status": status, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("年底前新建工会50家", "2006-12-31", "年底前"),
        ("6月底前完成换届", "2006-06-30", "6月底前"),
        ("5月1日前完成换届", "2006-05-01", "5月1日前"),
        ("6月前完成换届", "2006-05-31", "6月前"),
        ("2月份举办培训班", "2006-02-28", "2月份"),
        ("三年内建成活动中心", "2008-12-31", "三年内"),
        ("到2008年底实现全覆盖", "2008-12-31", "到2008年底"),
        ("二〇〇八年底前建成", "2008-12-31", "二〇〇八年底前"),
        ("明年上半年启动", "2006-06-30", "明年上半年"),
        ("第一季度启动，三季度完成", "2006-09-30", "三季度"),
        ("较年底增加20家", "", ""),
        ("在2004年的基础上增加20家", "", ""),
        ("1-6月组织检查", "", ""),
        ("贯彻落实上半年会议精神", "", ""),
    ],
)
def test_a_deadline_is_the_last_day_its_words_allow(text, day, words):
    assert find_deadline(text, 2006) == (day, words)


def test_a_plan_is_cut_into_the_single_things_it_promises():
    text = "翻印学习手册，发给每个班组。稳定是硬任务。围绕稳定大局，开展工资协商要约行动，参与企业达到50家，培训协商指导员60名，促进劳动关系和谐。加强领导。"
    units = _units(("a-1", "plan", text), ("a-1", "problem", "基层组织不健全，个别工会活力不足。"))
    pieces, joined = cut_pieces(units, _table("reports", [_report("a-1", 2005)]), TABLES["edits"].empty())
    assert pieces["text"].tolist() == [
        "翻印学习手册，发给每个班组",
        "稳定是硬任务",
        "围绕稳定大局，开展工资协商要约行动，参与企业达到50家",
        "培训协商指导员60名，促进劳动关系和谐",
        "加强领导",
        "基层组织不健全",
        "个别工会活力不足",
    ]
    starts, ends = joined.raw_spans(pieces["start"].to_numpy(), pieces["end"].to_numpy())
    assert [text[s:e] for s, e in zip(starts[:5], ends[:5])] == pieces["text"].tolist()[:5]
    assert pieces["acts"].tolist() == [True, False, True, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("对新任主席轮训一遍，推行网上办事", ["对新任主席轮训一遍", "推行网上办事"]),
        ("8月底前发放助学金20万元，夏季为高温岗位送绿豆汤", ["8月底前发放助学金20万元", "夏季为高温岗位送绿豆汤"]),
        ("新建书屋5家，市服务中心增加窗口3个", ["新建书屋5家", "市服务中心增加窗口3个"]),
        ("建成活动中心，面积不低于600平方米", ["建成活动中心，面积不低于600平方米"]),
        ("开设托管班，服务职工子女100名", ["开设托管班，服务职工子女100名"]),
        ("开展走访，促进和谐稳定", ["开展走访，促进和谐稳定"]),
    ],
)
def test_what_opens_a_promise_and_what_goes_on_with_it(text, pieces):
    found, _ = cut_pieces(
        _units(("a-1", "plan", text)), _table("reports", [_report("a-1", 2005)]), TABLES["edits"].empty()
    )
    assert found["text"].tolist() == pieces


def test_a_clause_that_could_be_read_in_many_ways_is_read_once():
    units = _units(("a-1", "plan", "在中对为向" * 40_000))
    pieces, _ = cut_pieces(units, _table("reports", [_report("a-1", 2005)]), TABLES["edits"].empty())
    assert len(pieces) == 1


def test_the_next_report_of_the_same_body_is_found_and_no_other():
    rows = [
        _report("t0", 2005),
        _report("t1", 2006, issuer="县总工会"),
        _report("other_place", 2006, code="360826", issuer="泰和县总工会"),
        _report("department", 2006, issuer="永丰县总工会组宣部"),
        _report("same_year", 2005, issuer="永丰县总工会"),
        _report("half", 2008, kind="half_year", last="06-30"),
        _report("year_of_half", 2008),
        _report("plan_only", 2010, kind="plan"),
        _report("on_plan", 2010),
        _report("masked", 2006, issuer="XX街道总工会", level="township_street"),
        _report("masked_2", 2006, issuer="某街道总工会", level="township_street"),
        _report("masked_next", 2007, issuer="XX街道总工会", level="township_street"),
    ]
    found = later_reports(_table("reports", rows))
    answer = {report: (later.report_id, later.relation) for report, later in found.items()}
    assert answer["t0"] == answer["same_year"] == ("t1", "next_report")
    assert answer["half"] == ("year_of_half", "next_half_year")
    assert answer["plan_only"] == ("on_plan", "next_report")
    assert "begins with 2008-01-01" in found["half"].reason
    for alone in ("t1", "other_place", "department", "on_plan", "year_of_half", "masked", "masked_2"):
        assert answer[alone] == ("", "none") and found[alone].reason


def test_a_lone_masked_street_of_a_district_is_one_body_and_one_of_a_province_is_none():
    rows = [_report("a", 2006, "*街道工会", "township_street"), _report("b", 2007, "*街道工会", "township_street")]
    found = later_reports(_table("reports", rows))
    assert found["a"].report_id == "b" and "not named" in found["a"].reason
    far = [row | {"region_code": "360000"} for row in rows]
    assert later_reports(_table("reports", far))["a"].report_id == ""


def test_promises_meet_what_came_of_them(lexicons):
    units = _units(
        (
            "t0",
            "plan",
            "新建职工书屋20家。举办家政技能竞赛。翻修工人体育馆。加强领导，提高认识。为女职工开展免费体检。",
        ),
        ("t1", "review", "全年新建职工书屋12家。为农民工开展免费体检。切实加强领导，提高认识。"),
        ("t1", "problem", "工人体育馆翻修工程因故未能开工。"),
    )
    reports = _table("reports", [_report("t0", 2005), _report("t1", 2006)])
    rows = [
        _figure(1, units, 0, "20家", "新建职工书屋", 20.0, "家", "target"),
        _figure(2, units, 1, "12家", "新建职工书屋", 12.0, "家", "achieved"),
    ]
    indicators = _table("indicators", rows)
    priorities, edits = TABLES["priorities"].empty(), TABLES["edits"].empty()
    found = commitments(units, reports, edits, indicators, priorities, lexicons=lexicons)
    check(found, "commitments")
    by = found.set_index("quote")
    outcomes = by["outcome"].to_dict()
    assert outcomes.pop("新建职工书屋20家") == "partly"
    assert "12家 = 12 < 20 = 20家" in by.loc["新建职工书屋20家", "reason"]
    assert outcomes.pop("翻修工人体育馆") == "contradicted"
    assert set(outcomes.values()) == {"not_mentioned"} and len(outcomes) == 3
    assert by["reason"]["加强领导，提高认识"] == VAGUE
    assert by["later_quote"]["为女职工开展免费体检"] == ""

    alone = commitments(units[:1], reports[:1], edits, indicators[:1], priorities, lexicons=lexicons)
    assert set(alone["outcome"]) == {"no_later_report"} and alone["reason"].str.contains("no report of this body").all()

    none = commitments(units[:0], reports, edits, indicators[:0], priorities, lexicons=lexicons)
    assert none.empty and check(none, "commitments") is not None

    compared = targets_and_results(found, indicators)
    assert compared[["target", "result", "share_of_target", "reached"]].to_numpy().tolist() == [[20, 12, 0.6, False]]

    damaged = commitments(units, reports, edits, indicators.assign(reliable=False), priorities, lexicons=lexicons)
    assert "not compared" in damaged.set_index("quote").loc["新建职工书屋20家", "reason"]


def test_a_deadline_that_opens_a_sentence_is_for_all_it_promises_and_one_inside_for_its_own(lexicons):
    units = _units(
        ("t0", "plan", "年底前，新建职工书屋20家，举办家政竞赛5场。翻修体育馆。抓住明年“五一”时机，推出网上纪念馆。")
    )
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = commitments(units, _table("reports", [_report("t0", 2005)]), *empty, lexicons=lexicons)
    deadlines = dict(zip(found["quote"], found["deadline"]))
    assert deadlines["举办家政竞赛5场"] == "2006-12-31"
    assert deadlines["翻修体育馆"] == deadlines["推出网上纪念馆"] == ""


def test_a_sentence_every_plan_and_review_shares_links_nothing_else(lexicons):
    template = "建立健全{}管理制度，切实提高工作水平。"
    units = _units(
        *(("t0", "plan", template.format(thing)) for thing in ("厂务公开", "财务", "档案")),
        *(("t1", "review", template.format(thing)) for thing in ("安全生产", "值班", "档案")),
    )
    reports = _table("reports", [_report("t0", 2005), _report("t1", 2006)])
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = commitments(units, reports, *empty, lexicons=lexicons)
    assert found["later_quote"].tolist() == ["", "", "建立健全档案管理制度，切实提高工作水平"]


_TARGET = {"indicator_id": "t", "quote": "目标", "measure": "失业率", "measure_id": "", "unit": "%", "value_upper": None, "reliable": True}  # fmt: skip


@pytest.mark.parametrize(
    ("aim", "value", "more", "outcome"),
    [
        (4.0, 3.9, {"qualifier": "at_most"}, "kept"),
        (4.0, 4.2, {"qualifier": "at_most"}, "partly"),
        (90.0, 92.0, {"qualifier": "at_least"}, "kept"),
        (300.0, 290.0, {"qualifier": "approximate"}, "kept"),
        (300.0, 290.0, {"qualifier": "exact"}, "partly"),
        (300.0, 0.0, {"qualifier": "exact"}, "contradicted"),
    ],
)
def test_figures_decide_where_they_compare(aim, value, more, outcome):
    target, result = (_TARGET | {"value": aim} | more, _TARGET | {"value": value, "qualifier": "exact"})
    assert judge("完成", "完成", "review", [target], [result])[0] == outcome


@pytest.mark.parametrize(
    ("promise", "statement", "outcome"),
    [
        ("建成活动中心", "活动中心尚未建成", "contradicted"),
        ("举办运动会", "受天气影响，运动会推迟举办", "contradicted"),
        ("取消建会收费", "全部取消建会收费", "kept"),
        ("推进医院改革", "医院改革顺利推进，取消药品加成", "kept"),
        ("加强安全监督", "安全监督得到加强，没有发生事故", "kept"),
        ("保护未成年工", "开展未成年工保护检查", "kept"),
        ("建成活动中心", "活动中心主体完工", "partly"),
        ("开展协商试点", "在三个乡镇开展协商试点", "kept"),
        ("建成活动中心", "活动中心全面建成，书屋初步形成网络", "kept"),
        ("召开恳谈会", "恳谈会没有开成", "contradicted"),
        ("开展安全检查", "安全检查全面开展，没有发生事故", "kept"),
        ("新建疗养楼", "疗养楼因规划调整缓建", "contradicted"),
        ("建成职工剧院", "职工剧院完成设计，尚未动工", "partly"),
        ("普查职工视力", "视力普查由于设备没有落实，只在两个车间进行", "partly"),
        ("建成数字展馆", "数字展馆因并入市馆，县里不再建设", "contradicted"),
        ("在全县9个乡镇建立服务队", "9个乡镇中已有7个建立了服务队", "partly"),
        ("举办棋赛和泳赛", "棋赛如期举办", "kept"),
        ("建成活动中心", "活动中心建设顺利推进", "partly"),
        ("推进医院改革", "医院改革稳步推进", "kept"),
        ("举办棋赛4场", "棋赛办了两场，其余延至明年", "kept"),
        ("举办棋赛4场", "4场棋赛只办了两场，其余延至明年", "partly"),
        ("举办棋赛", "棋赛延至明年", "contradicted"),
        ("举办棋赛4次", "举办了一次棋赛", "partly"),
        ("举办棋赛1次", "举办了一次棋赛", "kept"),
        ("举办棋赛4场", "棋赛办得一次比一次好", "kept"),
        ("出台休假办法", "休假办法列入明年立法计划，正在调研", "partly"),
        ("建成活动中心", "活动中心预计五月投入使用", "partly"),
    ],
)
def test_words_decide_where_no_figures_do(promise, statement, outcome):
    assert judge(promise, statement, "review", [], [])[0] == outcome


def test_of_two_things_promised_one_is_denied_beside():
    assert judge("举办棋赛和泳赛", "棋赛如期举办", "review", [], [], ["泳赛取消"])[0] == "partly"
    assert judge("举办棋赛", "棋赛如期举办", "review", [], [], ["泳赛取消"])[0] == "kept"


def test_a_rate_is_answered_by_the_two_numbers_it_is_made_of():
    target = _TARGET | {"measure": "整改率", "value": 80.0, "qualifier": "at_least"}
    counts = [
        _TARGET | {"indicator_id": str(i), "quote": quote, "measure": measure, "value": value, "unit": "条", "qualifier": "exact"}
        for i, (quote, measure, value) in enumerate([("查出隐患50条", "查出隐患", 50.0), ("整改45条", "整改", 45.0)])
    ]  # fmt: skip
    outcome, reason = judge("隐患整改率达到80%以上", "查出隐患50条，整改45条", "review", [target], counts)
    assert (outcome, "45 of 50" in reason) == ("kept", True)


def test_a_heading_is_no_answer_and_takes_none(lexicons):
    units = _units(
        ("t0", "plan", "1、抓好职工食堂。改造职工食堂5个。"),
        ("t1", "review", "一、职工食堂条件得到改善。改造职工食堂5个，添置炊具。"),
    )
    reports = _table("reports", [_report("t0", 2005), _report("t1", 2006)])
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = commitments(units, reports, *empty, lexicons=lexicons).set_index("quote")
    assert found.loc["改造职工食堂5个", "later_quote"].startswith("改造职工食堂5个")
    assert "得到改善" not in "".join(found["later_quote"])


def test_the_same_thing_for_others_is_no_answer(lexicons):
    units = _units(
        ("t0", "plan", "举办县级工会主席培训班2期。举办第三届读书节。为环卫工人送早餐。"),
        ("t1", "review", "举办产业工会主席培训班2期。第二届读书节余热不减。为护士送早餐。"),
    )
    reports = _table("reports", [_report("t0", 2005), _report("t1", 2006)])
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = commitments(units, reports, *empty, lexicons=lexicons)
    assert len(found) == 3 and set(found["outcome"]) == {"not_mentioned"}


def test_the_best_of_many_must_be_more_alike():
    asked = [least_likeness(n) for n in (1, FEW, 2 * FEW, 16 * FEW)]
    assert asked[0] == asked[1] == THRESHOLD
    assert asked[2] - asked[1] == pytest.approx(PER_DOUBLING) and asked[3] - asked[1] == pytest.approx(4 * PER_DOUBLING)
    assert least_likeness(1000, 0.0) == 0


def test_what_is_new_answers_a_promise_of_new_ones_rather_than_the_stock():
    target = _TARGET | {"measure": "新建凉亭", "value": 12.0, "unit": "个", "measure_id": "x", "qualifier": "exact"}
    stock, new = (
        _TARGET | {"indicator_id": name, "quote": quote, "measure": measure, "value": value, "unit": "个", "measure_id": "x", "qualifier": "exact"}
        for name, quote, measure, value in [("a", "凉亭增加到31个", "凉亭", 31.0), ("b", "其中今年新设9个", "新设凉亭", 9.0)]
    )  # fmt: skip
    assert judge("新建凉亭12个", "凉亭增加到31个，其中今年新设9个", "review", [target], [stock, new])[0] == "partly"
    level = target | {"measure": "凉亭", "value": 30.0}
    assert judge("凉亭达到30个", "凉亭增加到31个，其中今年新设9个", "review", [level], [stock, new])[0] == "kept"


def test_events_of_another_kind_and_partners_and_years_put_off_to_do_not_part_a_promise_from_its_answer(lexicons):
    units = _units(
        ("t0", "plan", "举办首届航模节。会同体育局举办围棋擂台赛，促进身心健康。在候车楼设立“爱心充电小屋”。"),
        ("t1", "review", "为备战第九届龙舟会，航模节推迟到2009年举办。举办围棋擂台赛。候车楼“充电小屋”投入使用。"),
    )
    reports = _table("reports", [_report("t0", 2005), _report("t1", 2006)])
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = commitments(units, reports, *empty, lexicons=lexicons)
    assert found["outcome"].tolist() == ["contradicted", "kept", "kept"]
    assert "航模节推迟" in found["later_quote"][0] and "充电小屋" in found["later_quote"][2]


def test_what_is_praised_and_planned_again_and_problems_with_and_without_a_plan(lexicons):
    units = _units(
        ("t0", "review", "送电影下乡60场，丰富农村文化生活。举办了珠算比赛。"),
        ("t0", "problem", "困难职工档案不健全，珠算人才缺乏。"),
        ("t0", "plan", "继续组织送电影下乡活动。建立困难职工档案。"),
        ("no_plan", "problem", "困难职工档案不健全。"),
    )
    reports = _table("reports", [_report("t0", 2005), _report("no_plan", 2009)])
    empty = [TABLES[name].empty() for name in ("edits", "indicators", "priorities")]
    found = continuities(units, reports, *empty, lexicons=lexicons)
    check(found, "continuities")
    assert found[["kind", "quote", "plan_quote"]].to_numpy().tolist() == [
        ["praised_and_planned", "送电影下乡60场", "继续组织送电影下乡活动"],
        ["problem_with_plan", "困难职工档案不健全", "建立困难职工档案"],
        ["problem_without_plan", "珠算人才缺乏", ""],
    ]
