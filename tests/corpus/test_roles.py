"""A section's heading gives the role; a unit whose own wording says otherwise keeps its own."""

import pytest

from unionreports.corpus.outline import outline
from unionreports.corpus.roles import assign_roles

TITLE = "秀水县总工会2012年工作总结"
DONE = "全年新建基层工会36家，发展会员2100人，规模以上企业建会率达到95%，受到职工好评。"
WILL = "继续抓好非公企业建会，力争新建工会四十家，把农民工最大限度地组织到工会中来。"
LACK = "一些企业拖欠职工工资，基层工会组织不健全，工会干部力量薄弱。"


def roles(*lines, title=TITLE):
    """Role of each heading and unit by its text."""
    text = "\n".join(lines)
    headings, units = outline(text, title)
    assign_roles(text, headings, units, title)
    return {text[x.start:x.end]: x.role for x in (*headings, *units)}


@pytest.mark.parametrize(
    "heading",
    [
        "一、2012年工作回顾", "一、主要工作情况", "一、工作总结", "一、取得的成绩", "一、主要做法", "一、加强组织建设", "一、2012年",
        "一、今年工作任务完成情况", "一、主要工作", "一、上半年工作情况", "一、五年来的工作", "一、工作开展情况",
        # words of problems and plans in headings that name neither
        "一、解决职工困难", "一、帮扶困难职工", "一、化解劳动争议问题", "一、总结经验，推进工作", "一、落实规划，推进创新",
        "一、完成的主要任务",
    ],
)
def test_headings_of_reviews(heading):
    found = roles(TITLE, heading, DONE, "二、其他工作", DONE.replace("36", "37"))
    assert found[heading] == found[DONE] == "review"


@pytest.mark.parametrize(
    "heading",
    [
        "二、2013年工作打算", "二、下一步工作思路", "二、今后工作安排", "二、明年工作要点", "二、2013年", "二、下半年工作计划", "二、努力方向",
        "二、工作设想", "2013年工作要点", "二、2013年的主要任务", "二、今后五年的工作目标和主要任务", "二、2013年重点工作", "二、2013年工作总体思路",
        "二、新一年的工作", "二、下步打算",
    ],
)
def test_headings_of_plans(heading):
    found = roles(TITLE, "一、2012年工作回顾", DONE, heading, WILL, "要" + WILL)
    assert found[heading] == found[WILL] == "plan" and found[DONE] == "review"


@pytest.mark.parametrize("heading", ["二、存在的问题", "二、存在的困难和不足", "二、问题与不足", "二、差距", "二、薄弱环节", "二、存在问题和下步打算"[:6]])
def test_headings_of_problems(heading):
    found = roles(TITLE, "一、2012年工作回顾", DONE, heading, LACK, "三、下一步打算", WILL)
    assert (found[DONE], found[heading], found[LACK], found[WILL]) == ("review", "problem", "problem", "plan")


def test_the_title_behind_a_notice_is_neither_review_nor_plan_for_what_stands_below():
    title = "秀水县总工会2012年工作总结及2013年工作要点"
    found = roles(
        f"关于印发《{title}》的通知", "各乡镇工会：", "现印发给你们，请结合实际贯彻执行。", title, "2012年，县总工会在县委领导下工作。",
        "一、2012年工作回顾", "（一）建会", DONE, "二、2013年工作要点", "（一）建会", WILL,
        title=f"关于印发《{title}》的通知",
    )  # fmt: skip
    assert (found[DONE], found[WILL]) == ("review", "plan")
    assert (found["一、2012年工作回顾"], found["二、2013年工作要点"]) == ("review", "plan")


def test_a_numbered_heading_of_two_years_is_a_section_and_of_the_later_one():
    found = roles(TITLE, "一、2012年工作回顾", DONE, "二、2012年工作情况和2013年工作打算", WILL)
    assert found[WILL] == "plan"


def test_a_part_of_a_section_can_have_a_role_of_its_own():
    found = roles(TITLE, "一、工作情况", "（一）建会", DONE, "（二）存在的问题", LACK, "（三）下一步打算", WILL)
    assert (found[DONE], found[LACK], found[WILL]) == ("review", "problem", "plan")


def test_a_section_without_words_of_time_goes_on_with_the_role_before():
    found = roles(TITLE, "一、2012年工作回顾", DONE, "二、组织建设", DONE + "好。", "三、2013年打算", WILL, "四、组织建设", "要" + WILL)
    assert (found["二、组织建设"], found["四、组织建设"]) == ("review", "plan")


@pytest.mark.parametrize(
    "unit",
    ["下一步，我们将继续加强建会，努力扩大覆盖面，力争新建工会40家。", "明年，要继续推进集体协商，将进一步扩大覆盖面。", "今后，我们要把农民工最大限度地组织到工会中来。"],
)
def test_a_plan_inside_a_review_is_a_plan(unit):
    assert roles(TITLE, "一、2012年工作情况", DONE, unit)[unit] == "plan"


def test_a_review_inside_a_plan_is_a_review():
    unit = "今年已完成了平台建设，先后举办了12期培训班，培训了1200人。"
    found = roles(TITLE, "一、工作情况", DONE, "二、明年工作打算", unit, WILL)
    assert (found[unit], found[WILL]) == ("review", "plan")


@pytest.mark.parametrize(
    "unit",
    [
        "虽然我们取得了一定成绩，但还存在一些问题，企业建会难，干部力量不足。", "存在的问题是：企业建会难，干部力量不足。",
        "工作中还存在不足之处，企业建会难，干部力量不足。", "同时我们也清醒地看到，企业建会还很难，干部力量不足。",
    ],
)
def test_what_is_lacking_inside_a_review_is_a_problem(unit):
    found = roles(TITLE, "一、2012年工作情况", DONE, unit)
    assert (found[DONE], found[unit]) == ("review", "problem")


@pytest.mark.parametrize(
    "unit",
    [
        "走访慰问困难职工八百户，解决了职工生活中的困难和问题，受到欢迎。", "帮助职工解决问题和困难320件，化解了一批劳动纠纷。",
        "要求各级工会健全制度，全县建制率达到百分之九十五。", "将三十六家企业纳入了建会范围，发展会员2100人。",
        "根据县委要求，重要活动要事先报告，全年共报告12次。", "组织了以安全为主要内容的竞赛，有需要的职工都参加了。",
    ],
)
def test_words_of_plans_and_problems_in_what_was_done_decide_nothing(unit):
    assert roles(TITLE, "一、2012年工作情况", DONE, unit)[unit] == "review"


@pytest.mark.parametrize("unit", ["完成建会40家的目标，会员达到2100人，建会率达到95%。", "全年培训职工2000人，力争评出技术能手50名。"])
def test_targets_in_figures_stay_plans(unit):
    assert roles(TITLE, "一、回顾", DONE, "二、2013年打算", WILL, unit)[unit] == "plan"


@pytest.mark.parametrize("title", ["秀水县总工会2013年工作计划", "秀水县总工会2013年工作要点", "2013年工会工作思路"])
def test_a_plan_alone_is_a_plan_throughout(title):
    assert roles(title, "一、组织建设", WILL, "二、集体协商", "签订合同三十份，维护职工权益。", title=title)[WILL] == "plan"


def test_a_title_that_names_both_begins_with_the_review():
    title = "秀水县总工会2012年工作总结及2013年工作计划"
    found = roles(title, "一、组织建设", DONE, "2013年工作计划", "一、组织工作", WILL, title=title)
    assert (found[DONE], found[WILL]) == ("review", "plan")


def test_frames():
    opening = "2012年，在县委和市总工会的领导下，县总工会围绕中心，服务大局，开展了工作。现总结如下："
    closing = "各位代表，让我们团结起来，为实现新的目标而努力奋斗！"
    lead = "2013年工作的总体要求是：全面贯彻党的十八大精神，围绕中心，服务大局。"
    found = roles(TITLE, "各位代表：", opening, "一、回顾", DONE, DONE + "好。", "二、2013年工作打算", lead, "（一）建会", WILL, "（二）维权", "要" + WILL, closing, "谢谢大家！")
    assert {found[x] for x in (TITLE, "各位代表：", opening, lead, closing, "谢谢大家！")} == {"frame"}
    assert (found[DONE], found[WILL]) == ("review", "plan")


def test_items_behind_the_announcement_of_a_plan_are_plans():
    item = "一是继续抓好建会，力争新建工会四十家，扩大覆盖面。"
    found = roles(TITLE, "一、组织建设", DONE, "下一步，我们要做好以下工作：", item, "二是推进集体协商，要签订合同三十份，维护职工权益。")
    assert found[item] == "plan"


def test_a_plan_with_a_guiding_opening_is_a_plan():
    title = "秀水县总工会2013年工作计划"
    found = roles(title, "2013年，在县委领导下，以十八大精神为指导，做好以下工作：", "一、加强组织建设", WILL, title=title)
    assert found[WILL] == "plan"


def test_a_year_later_than_that_of_the_title_is_a_plan():
    assert roles(TITLE, "一、工作回顾", DONE, "二、2013年工作", WILL)["二、2013年工作"] == "plan"


def test_every_heading_and_unit_has_a_role():
    found = roles(TITLE, "开头", "一、回顾", DONE, "2013年", WILL, "——", "秀水县总工会")
    assert set(found.values()) <= {"review", "plan", "problem", "frame"}
