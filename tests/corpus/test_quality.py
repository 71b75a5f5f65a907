"""Flags are found where the damage is, not where something looks like it; use follows from the flags."""

from pathlib import Path
import random
import re

import pytest

from invented_reports import report
from unionreports.corpus.clean import clean
from unionreports.corpus.composite import foreign_bodies, months_ahead, stale_formulae
from unionreports.corpus.damage import cut_dates, damaged_numbers, lost_zeros, truncation
from unionreports.corpus.formulae import load_formulae
from unionreports.corpus.gazetteer import read_gazetteer
from unionreports.corpus.genre import department, genre_problem, only_plan, other_body
from unionreports.corpus.manifest import Source
from unionreports.corpus.masks import masks
from unionreports.corpus.page import process
from unionreports.corpus.passage import Passage
from unionreports.corpus.periods import Period
from unionreports.corpus.places import Place
from unionreports.corpus.quality import quality
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.tables import FLAGS

LEXICONS = Path(__file__).parents[2] / "data" / "lexicons"

REPORT = (
    "2015年，区总工会在区委和市总工会的领导下，扎实做好各项工作，现将情况总结如下：\n一、组织建设\n"
    "全年新建基层工会120家，发展会员3050人，开展培训12期，培训工会干部460人次，建立了街道工会服务站。\n"
    "二、帮扶工作\n走访慰问困难职工308户，发放慰问金25.6万元，签订工资集体合同90份，覆盖职工1.2万人。\n"
    "三、2016年打算\n继续抓好工会组建，力争发展会员2000人，深化劳动竞赛，办好职工技能比武。"
)


LONG = "区总工会组织开展劳动竞赛和技能比武活动，参赛职工1200人，评选技术能手20名，发放奖金5万元。\n"


def units(text, roles=None):
    """Spans of the lines that are no headings, with a role each."""
    spans, start = [], 0
    for line in text.split("\n"):
        if len(line) > 12:
            spans.append((start, start + len(line), "review"))
        start += len(line) + 1
    return [(a, b, role) for (a, b, _), role in zip(spans, roles or ["review"] * len(spans), strict=True)]


@pytest.fixture(scope="module")
def formulae():
    return load_formulae(LEXICONS / "formulae.csv")


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer(LEXICONS)


def period(**known):
    fields = dict(
        year=2015,
        year_earliest=2015,
        year_latest=2015,
        start="",
        end="",
        report_date="",
        kind="annual",
        confidence=0.9,
        evidence=(),
        year_basis="stated",
        period_basis="none",
        report_date_basis="none",
        kind_basis="none",
    )
    return Period(**{**fields, **known})


def place(**known):
    return Place(**{**dict(region_code="430725", level="county", confidence=0.9), **known})


# Masks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("20xx年，街道总工会按照区总的要求开展工作。", "year 1"),
        ("2xx年，街道工会工作扎实推进。", "year 1"),
        ("201*年上半年，县总工会完成组建任务。", "year 1"),
        ("XX年，XX街道总工会开展工作。", "year 1, place 1"),
        ("于x年x月x日召开了女职工座谈会。", "year 1, number 2"),
        ("慰问困难职工x人，发放慰问金xx万元。", "number 2"),
        ("*街道工委在**街道党委领导下工作。", "place 2"),
        ("党工委书记**经常到各村，由副书记某某分管。", "name 2"),
        ("于今年五月召开_镇代表大会，发展会员___名。", "place 1, number 1"),
        ("20__年，县总工会开展工作。", "year 1"),
        ("二〇××年，县总工会开展工作。", "year 1"),
        ("20--年，县总工会开展工作。", "year 1"),
        ("20▲▲年，■■区总工会开展工作。", "year 1, place 1"),
        ("在○○县委和○○县总工会的领导下开展工作。", "place 2"),
        ("某市总工会在某市委的领导下开展工作。", "place 2"),
        ("某某市总工会和某某某同志开展工作。", "place 1, name 1"),
    ],
)
def test_masks_are_counted_by_what_they_hide(text, hidden):
    assert f"({hidden})" in masks(text)


@pytest.mark.parametrize(
    "text",
    [
        "为职工免费拍X光片，操场长100×50米。",
        "邮箱xxgh@163.com，电话0571-8888xxxx@。",
        "统一发放XXL号工装，使用Excel表格登记，A×B两种方案。",
        "本表所列*为预计数。",
        "某企业工会和某职工签订了协议。",
        "2008年至2012年，开展“6+1”活动。",
        "二○○五年和二○○○年，八○○家企业，第一○○次会议。",
        "●●\n▲▲加强工作\n■ ■落实工作\n◆◆◆◆◆◆",
        "五星★★★★★，10—20年，某地某些某种职工。",
        "**加强组织建设**\n**一是抓好组建。**\n全年工作，**成效明显**，",
        "工会工作" * 500 + "某某公司" + "工会工作" * 500,
    ],
)
def test_what_only_looks_like_a_mask_is_none(text):
    assert masks(text) == ""


# Digits ------------------------------------------------------------------------------------------------------


def stripped(n, seed):
    """A report with n non-zero digits, as numbers of three."""
    generator = random.Random(seed)
    numbers = ["".join(generator.choice("123456789") for _ in range(3)) for _ in range(n // 3)]
    return "".join(f"慰问职工{number}人，" for number in numbers)


def test_many_digits_without_a_zero_are_not_accident():
    assert lost_zeros(stripped(57, 1)).startswith("0 zeros among 57 digits; chance 0.00")


def test_few_digits_without_a_zero_prove_nothing():
    assert lost_zeros(stripped(36, 1)) == ""


def test_a_report_with_its_zeros_is_whole():
    assert lost_zeros(REPORT * 5) == ""


def test_item_numbers_do_not_count_as_digits():
    assert lost_zeros("".join(f"{1 + i % 9}、抓好组建工作。\n" for i in range(100))) == ""


def test_planted_loss_of_zeros_is_found_at_any_usual_share():
    for seed in range(20):
        generator = random.Random(seed)
        whole = "".join(f"职工{generator.randrange(10, 5000)}人，" for _ in range(60))
        assert lost_zeros(whole) == ""
        assert lost_zeros(whole.replace("0", "")) != ""


@pytest.mark.parametrize(
    "text",
    [
        "（2004827日）",
        "5月20日至513日，集团工会召开会议。\n513日，会议召开。",
        "13月5日召开会议。",
        "2月31日举办讲座。",
        "新发展会员1（近2）万人，新建基层工会52（107）家。",
    ],
)
def test_damaged_numbers_are_found(text):
    assert damaged_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "2004年8月27日，闰年2月29日，12月31日。",
        "开展120日攻坚行动，历时365日。",
        "共52（其中女20）名，会员300（含农民工）人。",
        "新建工会52（107）家。",
        "传真：025（8888）5555，邮编415700。",
        "13个月，36月龄。",
        "2008年13家企业。",
    ],
)
def test_whole_numbers_are_left_alone(text):
    assert damaged_numbers(text) == ""


# Cut dates ---------------------------------------------------------------------------------------------------


def test_commas_with_nothing_before_them_show_cut_dates():
    assert cut_dates("服务职能，，社区升格为总工会。，慰问职工36人。目前，，共有会员1.2万人。").startswith("3 commas")


@pytest.mark.parametrize(
    "text",
    [
        "工作扎实，，成效明显。",
        "紧紧围绕，中心，、服务，大局，。扎实，，工作，，有序，、推进，。",
        "一是抓组建，二是抓维权。",
    ],
)
def test_one_slip_or_strewn_commas_are_not_cut_dates(text):
    assert cut_dates(text) == ""


# Endings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "spliced", "expected"),
    [
        ("继续抓好法律援助工作，广泛开展普法宣传，把广大", False, True),
        ("要以建设职工之家为载体，到2012年基层工会达到8000个，", False, True),
        ("结合彩虹行动广泛开展主题鲜明的普法宣传教育活动，推进律师驻点服务的常规化和制度化建设", True, True),
        ("结合彩虹行动广泛开展主题鲜明的普法宣传教育活动，推进律师驻点服务的常规化和制度化建设", False, False),
        ("组织开展职工文体活动，进一步增强企业的凝聚力", True, False),
        ("努力开创工会工作新局面！", True, False),
        ("甲县总工会", True, False),
        ("2015年12月20日", True, False),
    ],
)
def test_truncation_needs_a_sure_sign_or_a_viewer(last, spliced, expected):
    text = LONG * 3 + last
    assert truncation(text, units(text, ["review"] * (3 + (len(last) > 12))), spliced)[0] is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("……（未完，全文共6542字，当前仅显示2218字）", True),
        ("下载后可阅读全文", True),
        ("剩余60%未读，下载查看全文", True),
        ("余下全文", True),
        ("阅读剩余内容", False),  # a button: what it folded away is mostly there
        ("全文共3200字", False),
        ("下载附件后可编辑", False),
        ("剩余部分资金用于帮扶困难职工", False),
    ],
)
def test_a_hosts_word_on_what_it_leaves_out_is_believed(said, expected):
    assert truncation(LONG, units(LONG), False, said)[0] is expected


def test_dots_above_a_button_to_read_on_are_a_missing_end():
    text = LONG + LONG[:-2] + "……"
    assert truncation(text, units(text), False, "展开全文")[0]
    assert not truncation(text, units(text), False, "打印本页")[0]


@pytest.mark.parametrize(
    "notice", ["……此处隐藏1234个字……", "（此处隐藏588字）", "[此处省略300字]", "（本文省略部分内容）"]
)
def test_a_notice_inside_a_paragraph_is_cut_alone_and_flags_the_report(notice, furniture):
    before, after = LONG.strip() * 2, LONG.strip() * 2
    page = clean(f"{LONG}{before}{notice}{after}\n{LONG}", furniture)
    assert [c.passage.text for c in page.cuts] == [notice]
    assert before + after in page.text
    assert truncation(page.text, units(page.text), False, page.cuts[0].passage.text)[0]


# Genre -------------------------------------------------------------------------------------------------------

NEWS = (
    "3月22日，县总工会召开十二届九次全委会，会议由县总工会主席主持，各镇工会主席共120余人参加了会议。\n"
    "会议首先听取了工作报告，全面总结2016年全县工会工作，部署2017年各项任务。会议指出，要深入推进工会改革。\n"
    "县委领导出席会议并讲话，要求各级工会动员广大职工发挥主力军作用。"
)
NOTICE = (
    "关于2018年10月全市工会信息采用情况的通报\n各县总工会：\n现将10月信息采用情况进行通报，在各级媒体发布信息189篇，其中工人日报3篇，"
    "省总网站9篇，请各单位重视信息报送，确保内容真实准确，做到当日信息快速撰稿。\n信息发布须填报审批表，另附高清照片两张，由市总择优发布。"
)
LAW = "".join(
    f"第{n}条 企业工会应当代表职工就劳动报酬、工作时间等事项与企业进行平等协商，签订集体合同。\n"
    for n in "一二三四五六七"
)
ESSAY = (
    "摘要：本文以三家企业为例讨论工会参与集体协商的困境。\n关键词：工会；集体协商\n"
    + "已有研究多从法学视野出发，讨论工会的双重身份命题及其限度。\n" * 5
    + "参考文献：[1]某某.工会研究[J].社会，2006."
)
GOVERNMENT = (
    "2015年，我镇扎实推进各项工作，现将情况总结如下：\n"
    + "完成地区生产总值52亿元，增长7.8%，整治河道18条，新建养老服务中心6个，调处纠纷412起。\n" * 4
)
PLAN_NOTICE = (
    "关于印发《县总工会2012年工作要点》的通知\n各乡镇工会：\n"
    + "抓好工会组建，力争组建非公企业工会35家，发展会员2600人，做好困难职工帮扶，办好技能大赛。\n" * 4
)


YEARBOOK = "【概况】" + LONG + "【职工帮扶】" + LONG + "【劳动竞赛】" + LONG


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("总工会", YEARBOOK, "yearbook"),
        ("县总工会召开十二届九次全委会", NEWS, "news"),
        ("", NEWS, "news"),
        ("", NOTICE, "notice"),
        ("工资集体协商条例", LAW, "law"),
        ("工会章程", LONG * 40 + "".join(f"第{n}条 工会会员享有权利。\n" for n in "一二三四五六七八九十"), "law"),
        ("企业工会改革的几点思考", ESSAY, "scholarly"),
        ("工会系统手册", "工会系统手册 第4页", "too few"),
        (
            "劳动关系散论",
            "劳动关系是生产关系的重要组成部分，学者对此看法不一，有人以为它由资本决定，有人以为它由法律决定。" * 6,
            "no title",
        ),
    ],
)
def test_what_is_no_report_is_named(title, text, says):
    assert says in genre_problem(title, text, units(text) or [(0, len(text), "frame")])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("县总工会2015年工作总结", REPORT),
        ("", REPORT),
        ("", GOVERNMENT),
        ("县总工会2015年工作总结", YEARBOOK),
        ("", YEARBOOK.replace("【概况】", "【组织建设】")),
        ("", PLAN_NOTICE),
        ("街道工会工作总结范文（三篇）", LONG * 4),
        ("", LONG * 4 + "第三条 职工代表大会是民主管理的基本形式。\n" * 3),
        ("", LONG * 4 + "全年召开会议12次，会议强调工会要服务职工。"),
    ],
)
def test_a_report_is_not_taken_for_something_else(title, text):
    assert genre_problem(title, text, units(text)) == ""


def test_a_report_of_another_body_is_named_as_such():
    assert other_body(GOVERNMENT).startswith("工会 named 0 times")
    assert other_body(REPORT) == ""


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("工会组宣部年终总结范文", REPORT),
        ("县总工会女职工委员会2012年工作总结", REPORT),
        ("", "各位委员：\n我受市总工会经费审查委员会的委托，向全委会报告2009年经审工作情况。\n" + LONG * 4),
        ("工会财务工作报告", REPORT),
        ("", "举办女职工讲座，慰问女职工45名，签订女职工专项合同52份，开展巾帼标兵岗创建活动。\n" * 5),
    ],
)
def test_departmental_reports_are_found(title, text):
    assert department(title, text, units(text))


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace(
            "二、帮扶工作", "二、女职工工作\n女职工委员会工作扎实推进，举办女职工讲座3期。\n三、财务和经审工作"
        ),
        REPORT + "\n组宣部牵头抓好宣传，财务部编制预算。",
    ],
)
def test_a_department_named_in_a_whole_report_does_not_make_it_departmental(text):
    assert department("区总工会2015年工作总结", text, units(text)) == ""


def test_only_a_text_without_review_is_only_plan():
    spans = [(0, 100, "frame"), (100, 300, "plan")]
    assert only_plan(spans, "plan") and only_plan(spans, "unknown")
    assert only_plan([*spans, (300, 400, "review")], "annual") == ""
    assert only_plan([(0, 300, "review")], "annual") == ""


# Composite ---------------------------------------------------------------------------------------------------


def test_bodies_of_another_province_that_act_are_found(gazetteer):
    text = "杭州市余杭区总工会设立了爱心驿站，杭州市西湖区总工会发放救助金。桃源县总工会、石门县总工会、澧县总工会新建工会30家。"
    assert foreign_bodies(text, gazetteer.mentions(text), "43").startswith("2 bodies of province 33")
    assert foreign_bodies(text, gazetteer.mentions(text), "").startswith("2 bodies of province 33")


@pytest.mark.parametrize(
    "text",
    [
        "组织劳模赴杭州市余杭区总工会考察，到杭州市西湖区总工会学习先进经验。",
        "为汶川县、北川羌族自治县灾区捐款12万元，对口支援青川县总工会。",
        "来自杭州市余杭区和西湖区的务工人员达3000人。",
        "桃源县总工会新建工会30家，漳江街道、陬市镇完成换届。",
    ],
)
def test_places_named_in_passing_do_not_make_a_composite(text, gazetteer):
    assert foreign_bodies(text, gazetteer.mentions(text), "43") == ""


def test_a_campaign_long_over_beside_a_new_formula_is_of_another_time(formulae):
    text = "认真学习党的十九届四中全会精神，深入开展保持共产党员先进性教育活动。"
    assert stale_formulae(text, formulae.match(text), "annual")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("深入学习贯彻党的十七大精神，以邓小平理论和“三个代表”重要思想为指导，深入贯彻落实科学发展观。", "annual"),
        ("学习党的二十大精神，“十一五”以来，工会事业不断发展。", "annual"),
        ("学习党的十八大精神，“十一五”规划圆满完成，全面总结五年工作。", "term"),
        ("学习党的十七届五中全会精神，开展创先争优活动。", "annual"),
    ],
)
def test_retrospect_and_lists_of_guiding_thoughts_are_not_another_time(text, kind, formulae):
    assert stale_formulae(text, formulae.match(text), kind) == []


def test_figures_cannot_run_ahead_of_the_upload():
    assert months_ahead("1-11月，新建工会320家。", 2020, "2020-10-14")
    assert months_ahead("1-9月，新建工会320家。", 2020, "2020-10-14") == ""
    assert months_ahead("预计1-11月新建工会320家。", 2020, "2020-10-14") == ""
    assert months_ahead("1-11月，新建工会320家。", 2019, "2020-10-14") == ""
    assert months_ahead("1-11月，新建工会320家。", None, "") == ""


# Flags and use -----------------------------------------------------------------------------------------------


def test_a_good_report_has_no_flags_and_can_be_used():
    found = quality(Passage(REPORT), units(REPORT), place(), period(), "2016-01-18")
    assert (found.flags, found.usable, found.reason, found.details) == ((), True, "", {})


@pytest.mark.parametrize(
    ("page_date", "wrong"),
    [("2014-12-30", True), ("2015-07-01", False), ("2016-12-31", False), ("2017-01-01", True), ("", False)],
)
def test_a_page_of_another_year_is_flagged(page_date, wrong):
    found = quality(Passage(REPORT), units(REPORT), place(), period(), page_date)
    assert ("wrong_page_date" in found.flags) is wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("2023街道工会工作报告篇1", True),
        ("县总工会2015年工作总结和2016年工作计划", False),
        ("2013-2015年工作报告", False),
        ("工会工作总结1000字", False),
    ],
)
def test_a_title_renamed_with_a_later_year_is_flagged(title, wrong):
    found = quality(Passage(REPORT), units(REPORT), place(), period(), title=title)
    assert ("wrong_page_date" in found.flags) is wrong


@pytest.mark.parametrize(
    ("where", "when", "title", "reason"),
    [
        ({"region_code": "", "confidence": 0.0}, {}, "", "region unknown"),
        ({"confidence": 0.45}, {}, "", "region too uncertain (0.45, needs 0.5)"),
        ({}, {"year": None, "confidence": 0.0}, "", "year unknown"),
        ({}, {"confidence": 0.4}, "", "year too uncertain (0.40, needs 0.5)"),
        ({}, {}, "区总工会女职工部2015年工作总结", "departmental"),
    ],
)
def test_why_a_report_may_not_be_compared_is_said(where, when, title, reason):
    found = quality(Passage(REPORT), units(REPORT), place(**where), period(**when), title=title)
    assert not found.usable and found.reason.startswith(reason)


def test_lost_figures_and_masks_leave_a_report_usable():
    text = "2xx年，区总工会开展工作，现总结如下：\n" + stripped(60, 3)[:-1] + "。"
    found = quality(Passage(text), units(text), place(), period())
    assert found.flags == ("anonymised", "digits_damaged", "zero_stripped") and found.usable


def test_a_government_report_is_a_report_but_not_for_this_comparison():
    found = quality(Passage(GOVERNMENT), units(GOVERNMENT), place(), period())
    assert "not_a_report" not in found.flags and found.reason.startswith("not a union's report")


def test_flags_are_those_the_tables_declare():
    text = (
        "XX年，1（2）万人52（7）家，，服务。，慰问。\n"
        + stripped(60, 5)
        + "鎮總工會組織職工開展勞動競賽維護權益進發，" * 3
        + "把"
    )
    found = quality(Passage(text), [(0, len(text), "plan")], place(), period(), "2001-01-01", True, "工会财务工作计划")
    assert set(found.flags) <= set(FLAGS) and list(found.flags) == sorted(found.flags) and len(found.flags) >= 8


def test_long_texts_take_linear_time():
    text = "，" * 200_000 + "x" * 200_000 + "1" * 200_000 + "（" * 100_000 + "工会" * 100_000
    found = quality(Passage(text), [(0, len(text), "review")], place(), period())
    assert "cut_dates" in found.flags


# From the raw page to the flag --------------------------------------------------------------------------------------

WHOLE = report()
SPUN = WHOLE.replace("秀水县", "在科学开展观和社会主义肉体文明建设中，为了和谐劳动干系，秀水县")


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        (f"{WHOLE}\n{WHOLE}", "doubled_text"),
        ("".join(c if c == "\n" else c + c for c in WHOLE), "doubled_text"),
        (re.sub("[，。、；（）]", "", WHOLE), "punctuation_lost"),
        (re.sub("[，。、；（）]", "", WHOLE * 2), "doubled_text|punctuation_lost"),
        (SPUN, "spun"),
        (WHOLE.replace("工会", "锟斤拷"), "mojibake"),
        (WHOLE.replace("\n二、", "\n……此处隐藏1024个字……\n二、"), "truncated"),
        (WHOLE.replace("2012", "20__").replace("秀水县", "▲▲县"), "anonymised"),
        (WHOLE, ""),
    ],
    ids=["twice", "struck twice", "unpunctuated", "unpunctuated twice", "spun", "mojibake", "left out", "masked", "whole"],
)
def test_damage_of_a_raw_page_is_flagged_in_its_report(raw, flag, rules):
    rows = process(Source("w1", Path("w1.txt")), RawPage(raw, "txt", "utf-8"), rules)
    assert [row["flags"] for row in rows.reports] == [flag]
