"""Words: dictionary terms stay whole, nothing crosses punctuation or white space, offsets lead to the raw page."""

import csv
from pathlib import Path
import pickle

from hypothesis import given, strategies as st
import pandas as pd
import pytest
from text.gold_frames import LEXICONS, PAGES, gold_tables
from text.test_offsets import EDITS, edited_pages

from unionreports.table_check import check
from unionreports.tables import TOKENS
from unionreports.text.lexicons import read_lexicons
from unionreports.text.segment import Segmenter, tokens

TERMS = read_lexicons(LEXICONS).terms
SEGMENTER = Segmenter(TERMS)
MARKS = "，。、；：！？（）“”《》·—… \n"


@pytest.mark.parametrize(
    "text, words",
    [
        ("全面推行工资集体协商制度", ["工资集体协商制度"]),
        ("厂务公开、职代会建制率达95%。", ["厂务公开", "职代会建制率"]),
        ("开展“安康杯”劳动竞赛", ["安康杯", "劳动竞赛"]),
        ("推进非公企业工会组建工作", ["非公企业", "工会组建工作"]),
        ("三级联创活动，金秋助学，送温暖", ["三级联创活动", "金秋助学", "送温暖"]),
        ("办理5.1服务卡", ["5.1服务卡"]),
        ("开通12351热线", ["12351"]),
    ],
)
def test_union_terms_stay_whole(text, words):
    cut = SEGMENTER.cut(text)
    assert [w for w in words if w not in cut] == []


@pytest.mark.parametrize("text", ["厂务，公开", "厂务 公开", "厂务\n公开", "厂务、公开", "厂务“公开”", "厂务·公开", "职（代）会"])
def test_no_word_crosses_punctuation_or_white_space(text):
    assert not {"厂务公开", "职代会"} & set(SEGMENTER.cut(text))


def test_terms_do_not_swallow_letters_of_their_neighbours():
    assert SEGMENTER.cut("加强基层工会组建") == ["加强", "基层", "工会组建"]
    assert SEGMENTER.cut("重建会议室") == ["重建", "会议室"]


def test_union_terms_in_context_stay_whole():
    """Sentences written for this test; a term inside a longer word of the dictionary (职代会建制率) is whole."""
    with open(Path(__file__).with_name("terms_in_context.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({r["term"] for r in rows}) == len(rows) >= 200
    assert all(r["term"] in r["sentence"] for r in rows)
    cut = [r["term"] for r in rows if not any(r["term"] in word for word in SEGMENTER.cut(r["sentence"]))]
    assert len(cut) <= 0.02 * len(rows), cut


@pytest.mark.parametrize(
    "text, words",
    [
        ("加强基层工会组建", "加强 基层 工会组建"),
        ("发展会员工会主席要带头", "发展会员 工会主席 要带头"),
        ("经审计，全年收支平衡", "经 审计 全年 收支平衡"),
        ("工会通过网络宣传", "工会 通过 网络 宣传"),
        ("工会通知各单位", "工会 通知 各 单位"),
        ("工会计划", "工会 计划"),
        ("工会网点", "工会 网点"),
        ("工会员工", "工会 员工"),
        ("工会法律援助", "工会 法律援助"),
        ("贯彻国家政策", "贯彻 国家 政策"),
        ("加入会议讨论", "加入 会议 讨论"),
        ("召开员工会议", "召开 员工 会议"),
        ("创建会员交流平台", "创建 会员 交流平台"),
        ("兴建会场", "兴建 会场"),
        ("修复工程", "修复 工程"),
        ("恢复产能", "恢复 产能"),
        ("报同级审批", "报 同级 审批"),
        ("要求职工参加", "要求 职工 参加"),
        ("广大市民主动参与", "广大 市民 主动 参与"),
        ("监督权力运行", "监督 权力 运行"),
        ("等待岗位", "等待 岗位"),
        ("职工会餐", "职工 会餐"),
        ("发挥职工作用", "发挥 职工 作用"),
        ("对职工会员优惠", "对 职工 会员 优惠"),
        ("邮局工会主席", "邮局 工会主席"),
        ("职工代表示支持", "职工 代 表示 支持"),
        ("拖欠薪酬", "拖欠 薪酬"),
        ("推动生产改革", "推动 生产 改革"),
        ("劳动竞赛场地", "劳动竞赛 场地"),
    ],
)
def test_a_forced_term_does_not_swallow_the_edge_of_its_neighbours(text, words):
    assert SEGMENTER.cut(text) == words.split()


@given(st.lists(st.text(st.sampled_from("工会资集体协商厂务公开职代安康杯e5"), max_size=8)), st.sampled_from(MARKS))
def test_what_stands_between_marks_is_cut_alone(pieces, mark):
    """So no word can cross a mark, and what stands behind one does not change the words before it."""
    assert SEGMENTER.cut(mark.join(pieces)) == [word for piece in pieces for word in SEGMENTER.cut(piece)]


def test_every_term_of_the_dictionary_is_kept_whole_between_marks():
    assert [t for t in TERMS if SEGMENTER.cut(f"，{t}。") != [t]] == []


@given(st.text(st.sampled_from("工会资集体协商厂务公开 ，。\n5.1服务卡e+APP—“”①x𠀀"), max_size=60))
def test_words_are_pieces_of_the_text_in_order_without_marks(text):
    at = 0
    for word in SEGMENTER.cut(text):
        at = text.index(word, at) + len(word)
        assert word[0].isalnum() and not set(word) & set(" ，。\n—“”")


def test_a_term_with_marks_is_refused():
    with pytest.raises(ValueError, match="中国梦·劳动美"):
        Segmenter(["中国梦·劳动美"])


def test_a_pickled_segmenter_cuts_alike_and_holders_do_not_share_terms():
    text = "工资集体协商和三级联创"
    assert pickle.loads(pickle.dumps(SEGMENTER)).cut(text) == SEGMENTER.cut(text)
    assert Segmenter().cut("三级联创") != ["三级联创"]


def test_the_order_of_the_dictionary_does_not_matter():
    text = "工资集体协商、工会组建、民主管理、非公企业工会组建、职工代表大会"
    assert Segmenter(TERMS[::-1]).cut(text) == SEGMENTER.cut(text)


def test_tokens_of_the_seed_pages_stand_where_they_say():
    tables = gold_tables()
    found = tokens(tables["units"], tables["reports"], tables["edits"], SEGMENTER)
    check(found, TOKENS.name)
    assert set(tables["units"]["unit_id"]) - set(found["unit_id"]) == set()
    pages = {"s" + p.name[:3]: p.read_bytes().decode("utf-8") for p in PAGES.glob("*.txt")}
    page = found["unit_id"].str.split("-").str[0].map(pages)
    raw = [text[s:e] for text, s, e in zip(page, found["start"], found["end"])]
    same = pd.Series(raw, dtype="str") == found["token"]
    # A word with a cut inside spans the cut in the raw page; there are few.
    assert same.mean() > 0.99
    assert all(set(word) <= set(span) for word, span in zip(found["token"][~same], pd.Series(raw)[~same]))


def test_cutting_many_texts_equals_cutting_each():
    tables = gold_tables()
    found = tokens(tables["units"], tables["reports"], tables["edits"], SEGMENTER)
    by_unit = found.groupby("unit_id", sort=False)["token"].agg(list)
    for unit_id, text in tables["units"][["unit_id", "text"]].itertuples(index=False):
        assert by_unit[unit_id] == SEGMENTER.cut(text)


def test_no_units_give_an_empty_table():
    tables = {name: table.head(0) for name, table in gold_tables().items()}
    check(tokens(tables["units"], tables["reports"], tables["edits"], SEGMENTER), TOKENS.name)


@given(edited_pages())
def test_tokens_lead_back_to_the_raw_page_whatever_was_edited(case):
    raw, texts, edits = case
    units = pd.DataFrame([(f"u{i}", "r", *t[:3]) for i, t in enumerate(texts)], columns=["unit_id", "report_id", "start", "end", "text"])
    reports = pd.DataFrame({"report_id": ["r"], "page_id": ["p"]})
    frame = pd.DataFrame(edits, columns=EDITS).astype({"page_id": "str", "after": "str", "start": "int64", "end": "int64"})
    found = tokens(units, reports, frame, SEGMENTER)
    assert found.groupby("unit_id")["token"].agg("".join).to_dict() == dict(zip(units["unit_id"], units["text"]))
    for unit_id, words in found.groupby("unit_id", sort=False):
        origin = texts[int(unit_id[1:])][3]
        ends = words["token"].str.len().cumsum()
        for start, end, first, last in zip(words["start"], words["end"], ends - words["token"].str.len(), ends - 1):
            assert origin[first] in (None, start) and origin[last] in (None, end - 1)
