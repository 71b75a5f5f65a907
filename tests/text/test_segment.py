"""Words: dictionary terms stay whole, nothing crosses punctuation or white space, offsets lead to the raw page."""

import pickle

from hypothesis import given, strategies as st
import pandas as pd
import pytest
from text.gold_frames import LEXICONS, PAGES, gold_tables

from unionreports.tables import TOKENS
from unionreports.text.lexicons import read_lexicons
from unionreports.text.segment import Segmenter, tokens

TERMS = read_lexicons(LEXICONS).terms
SEGMENTER = Segmenter(TERMS)


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
    TOKENS.schema.validate(found)
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
    TOKENS.schema.validate(tokens(tables["units"], tables["reports"], tables["edits"], SEGMENTER))
