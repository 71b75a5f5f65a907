"""A traditional page becomes the simplified page it would have been, character for character, and others stay as they are."""

from pathlib import Path

from hypothesis import given, strategies as st
import opencc
import pytest

from invented_reports import HEAD, STATEMENTS, TAIL, report
from unionreports.corpus.build import to_frame
from unionreports.corpus.edits import apply
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import process
from unionreports.corpus.reading.raw_page import RawPage
from unionreports.corpus.script import _of_same_length, other_script, simplified, simplify, traditional_share
from unionreports.validation.laws import broken_on_page

#: A report with a place whose name differs between the scripts, figures, quotation marks and a programme.
REPORT = report("沈阳市沈河区").replace("深入开展劳动竞赛", "深入开展“当好主人翁、建功‘十二五’”劳动竞赛")
#: Converters to traditional script; each takes a while to load.
TRADITIONAL = {standard: opencc.OpenCC(standard).convert for standard in ("s2t", "s2tw", "s2hk")}
CORNERS = str.maketrans("“”‘’", "「」『』")
INFERRED = ("title", "issuer", "level", "region_code", "region_name", "year", "period_start", "period_end", "kind", "usable", "n_units")


def simple(text):
    return apply(text, simplify(text))


def rows_of(text, rules):
    return process(Source("p1", Path("page.txt")), RawPage(text, "txt", "utf-8"), rules)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        # no other words, only other characters
        ("總工會開發軟體，提供資訊服務", "总工会开发软体，提供资讯服务"),
        # variants of Taiwan and Hong Kong, and of older printing
        ("啟動、啓動、裡面、裏面、什麼、為了、爲了、衞生、說明、説明、羣眾、群衆", "启动、启动、里面、里面、什么、为了、为了、卫生、说明、说明、群众、群众"),
        ("鎮總工会組织職工開展勞動競賽，維護職工权益", "镇总工会组织职工开展劳动竞赛，维护职工权益"),
        ("學習總會選擧、防治汚染、聨合、靑年", "学习总会选举、防治污染、联合、青年"),
        # what a character alone leaves open is decided by the phrase
        ("乾淨、乾隆、幹部；會後、皇后、其餘；頭髮、發展；週年、周邊", "干净、乾隆、干部；会后、皇后、其余；头发、发展；周年、周边"),
        ("總會：徵收、象徵；覆蓋、答覆；憑藉、狼藉；瞭解、瞭望；看著、著作、顯著；於是", "总会：征收、象征；覆盖、答复；凭借、狼藉；了解、瞭望；看着、著作、显著；于是"),
        # numbers of items
        ("壹、會務報告。貳、權益維護。第參部分", "壹、会务报告。贰、权益维护。第参部分"),
        # a line with few signs goes by the lines around it
        ("總工會維護職工權益。\n二、於是\n三、發展", "总工会维护职工权益。\n二、于是\n三、发展"),
        ("工会维护职工权益。總工會維護職工權益。", "工会维护职工权益。总工会维护职工权益。"),
        ("推動「五一」表揚與『會員』關懷。", "推动“五一”表扬与‘会员’关怀。"),
        ("總工會辦理「五一」表揚", "总工会办理“五一”表扬"),
        # running text quotes with them in simplified script too
        ("开展「安康杯」竞赛，成效明显", "开展“安康杯”竞赛，成效明显"),
    ],
)
def test_traditional_text_reads_as_simplified(raw, clean):
    assert simple(raw) == clean and len(raw) == len(clean)


@pytest.mark.parametrize(
    "text",
    [
        "", "工会维护职工合法权益", "乾隆年间，皇后著作，瞭望塔上狼藉，魏徵與覆盖", "先进个人：李昇、王喆、张甯、陈濬", "牌匾题“勞動光榮”，职工踊跃参加。",
        "「打印本页」「关闭窗口」", "『返回』 首页", "工会总结「范文」", "労働組合は",
    ],
)
def test_simplified_text_and_ornaments_stay(text):
    assert simplify(text) == []


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("维（維）护（護）职工", "维护职工"), ("維護（维护）職工", "維護職工"), ("工会（總工會）", "工会（總工會）"), ("总工会（总工会）、職工", "总工会（总工会）、職工"), ("一（二）總", "一（二）總")],
)
def test_the_same_word_in_the_other_script_is_cut(raw, clean):
    assert apply(raw, other_script(raw)) == clean


def test_characters_that_no_text_has_do_not_stop_the_conversion():
    assert simplified("總\ud800會\0\0網") == "总\ud800会\0\0网" and simplified("") == ""


def test_a_phrase_of_another_length_is_converted_by_its_characters():
    longer = {"軟體": "计算机软件", "軟": "软", "體": "体", "網": "网络"}
    assert _of_same_length("軟體", lambda text: longer.get(text, text)) == "软体"
    assert _of_same_length("網", lambda text: longer.get(text, text)) == "網"


@pytest.mark.parametrize("standard", TRADITIONAL)
def test_a_page_says_the_same_in_either_script(standard, rules):
    page = HEAD.replace("秀水县", "沈阳市沈河区") + REPORT + TAIL
    plain = rows_of(page, rules)
    raw = TRADITIONAL[standard](page).translate(CORNERS)
    traditional = rows_of(raw, rules)
    (before,), (after,) = plain.reports, traditional.reports
    assert before["region_name"] == "沈河区" and before["year"] == 2012
    assert {k: before[k] for k in INFERRED} == {k: after[k] for k in INFERRED}
    assert [u["text"] for u in traditional.units] == [u["text"] for u in plain.units]
    assert [h["text"] for h in traditional.headings] == [h["text"] for h in plain.headings]
    assert after["flags"].split("|") == sorted({*before["flags"].split("|"), "traditional_script"} - {""})
    assert plain.pages[0]["script"] == "simplified" and traditional.pages[0]["script"] == "traditional"
    tables = (to_frame(name, getattr(traditional, name)) for name in ("edits", "headings", "units"))
    assert broken_on_page(raw, *tables) == []


def test_of_two_reports_on_a_page_the_traditional_one_has_the_flag(rules):
    other = TRADITIONAL["s2tw"](report("清溪市"))
    page = rows_of(f"工会工作总结2篇\n篇1\n{report('秀水县')}\n篇2\n{other}", rules)
    assert ["traditional_script" in r["flags"] for r in page.reports] == [False, True]
    assert page.reports[1]["title"] == "清溪市总工会2012年工作总结"


def test_a_name_hidden_for_privacy_is_hidden_in_both_scripts(rules):
    told = "工會走訪了特困職工鄭小平一家，為其送去慰問金500元，並幫助其子女申請助學金。\n"
    body = TRADITIONAL["s2tw"](report())
    page = rows_of(f"鄭小平一家的春天：某縣工會工作總結範文\n發布時間：2013-03-09 來源：網絡\n{body}{told}上一篇：鄭小平\n", rules)
    shown = [page.pages[0]["title"], *(r["title"] for r in page.reports), *(u["text"] for u in page.units)]
    shown += [e["before"] for e in page.edits]
    assert "□□□一家的春天" in shown[0]
    assert not any(name in text for name in ("鄭小平", "郑小平") for text in shown)


def test_the_share_says_its_numbers_and_few_characters_are_none():
    text = simple("總工會維護職工權益，開展勞動競賽。")
    assert traditional_share(11, text).startswith("11 of 15 ")
    assert traditional_share(3, "总工会") == "" and traditional_share(11, text * 20) == ""


@given(st.lists(st.sampled_from([*STATEMENTS, "「", "』\n", "\n", "。", "工会", "縣總工會開會。", "維護(hù)職工", "乾\n"]), max_size=12), st.randoms())
def test_any_mixture_keeps_its_length_and_is_converted_once(parts, random):
    convert = TRADITIONAL["s2tw"]
    text = "".join(convert(part) if random.random() < 0.5 else part for part in parts)
    once = simple(text)
    assert len(once) == len(text) and simple(once) == once
    assert all(e.end == e.start + 1 and len(e.after) == 1 and e.after != text[e.start] for e in simplify(text))
