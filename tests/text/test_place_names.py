"""Names of places are found where they stand; words that look like them stay."""

import numpy as np
import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.corpus.gazetteer import read_gazetteer
from unionreports.text.offsets import join_texts
from unionreports.text.place_names import in_place_names, names_of_reports
from unionreports.text.segment import Segmenter
from unionreports.text.words import find_words

NO_NAMES = {"issuer": "", "region_name": "", "province": "", "prefecture": "", "county": ""}


def names_in(text, own_names=()):
    """Words of a text that stand in place names, joined with a blank."""
    words = find_words(join_texts([text], [0]), Segmenter())
    inside = in_place_names(text, words, read_gazetteer(LEXICONS), own_names)
    return " ".join(text[s:e] for s, e in zip(words.starts[inside], words.ends[inside]))


@pytest.mark.parametrize(
    "text, names",
    [
        ("在慈溪市召开", "慈溪市"),
        ("慈溪职工与贵阳职工", "慈溪 贵阳"),
        ("宁波市北仑区工会", "宁波市 北仑区"),
        ("呼伦贝尔市委的意见", "呼伦贝尔"),
        ("在和平区举办", "和平区"),
        ("大同市总工会", "大同市"),
        ("xx社区工会", "xx"),
    ],
)
def test_names_of_places_are_found(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "世界和平，平安建设，共建大同社会",
        "全市职工，全省工会，各街道、社区和乡镇",
        "提高城乡居民收入，发展乡村旅游，加大城镇投入",
        "落实惠农政策，突破千亿元大关，保护三江源",
        "中小城镇、中心镇和老城区",
        "一万城镇职工",
        "沿海城市新增城区绿地",
        "就读于北京大学，江苏省政府的意见",
        "党委和政府",
    ],
)
def test_words_that_look_like_names_stay(text):
    assert names_in(text) == ""


def test_a_name_across_two_texts_is_none_and_no_words_are_no_error():
    assert names_in("贵\n阳") == "" and names_in("，。") == ""


def test_names_that_reports_give_count_beside_the_gazetteer():
    rows = [
        {**NO_NAMES, "region_name": "掌樊口街道"},
        {**NO_NAMES, "issuer": "丰川湾社区工会"},
        {**NO_NAMES, "issuer": "街道总工会"},
        {**NO_NAMES, "issuer": "光明街道工会"},
        {**NO_NAMES, "issuer": "某某有限公司工会"},
    ]
    names = names_of_reports(pd.DataFrame(rows))
    # 光明 alone is an ordinary word.
    assert names == ("丰川湾", "丰川湾社区", "光明街道", "掌樊口", "掌樊口街道")
    text = "掌樊口街道的光明前景，丰川湾新貌"
    assert names_in(text) == "" and names_in(text, names).replace(" ", "") == "掌樊口街道丰川湾"


def test_the_place_of_a_text_among_others_changes_nothing():
    texts = ["在慈溪市召开", "世界和平", "呼伦贝尔市委"]
    joined = join_texts(texts, np.zeros(3, np.int64))
    words = find_words(joined, Segmenter())
    inside = in_place_names(joined.text, words, read_gazetteer(LEXICONS))
    found = [joined.text[s:e] for s, e in zip(words.starts[inside], words.ends[inside])]
    assert found == [name for text in texts for name in names_in(text).split()]
