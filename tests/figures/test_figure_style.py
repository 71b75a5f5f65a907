"""Colours, labels and fonts mean the same in every figure."""

import subprocess
import sys

import pandas as pd
import pytest

from figures import invented
from unionreports.config import LEXICONS
from unionreports.figures import priority_looks, style

_IMPORTS = """
import sys
import matplotlib
def settings():
    # Asking for the backend would choose one.
    return {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != "backend"}
before = settings()
import unionreports.figures.save
for name in (
    "agreement", "cluster_choice", "cluster_profiles", "cluster_stability", "cluster_trees", "clusters", "coverage", "cuts",
    "dating", "differences", "keyness", "leave_one_out", "priorities", "shares", "silence", "specification_curve",
    "topic_choice", "topic_effects", "topic_priorities", "topic_stability", "topic_years", "topics",
):
    __import__(f"unionreports.figures.{name}")
from unionreports.figures.style import no_data
no_data("a", "b")
assert settings() == before
assert matplotlib.get_backend(auto_select=False) is None
assert "matplotlib.pyplot" not in sys.modules, "pyplot holds a global state and a backend"
assert "zhplot" not in sys.modules, "zhplot changes matplotlib when it is imported"
"""


def test_importing_and_drawing_leave_the_users_matplotlib_as_it_was():
    subprocess.run([sys.executable, "-c", _IMPORTS], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_a_missing_font_names_the_remedy(monkeypatch):
    style.font_file.cache_clear()
    monkeypatch.setattr(style, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="make setup"):
        style.font_file()
    style.font_file.cache_clear()


def test_a_priority_has_the_colour_of_the_first_function_its_row_names():
    colours = priority_looks.priority_colours(invented.CODEBOOK)
    assert colours["safety_health"] == priority_looks.FUNCTIONS["维护"][0]
    assert colours["employment_services"] == priority_looks.FUNCTIONS["建设"][0]
    assert colours["crisis_response"] == priority_looks.FUNCTIONS["维护"][0]
    assert colours["other"] == priority_looks.RESIDUAL[0]
    turned = invented.CODEBOOK.iloc[::-1]
    assert priority_looks.priority_colours(turned) == colours


def test_priority_labels_are_english_with_chinese_and_all_different():
    labels = priority_looks.priority_labels(invented.CODEBOOK)
    assert labels["organising"] == "Organising 组建建会"
    assert labels["model_workers"] == "Model workers 劳模"
    assert labels["other"] == "Other 其他"
    assert len(set(labels.values())) == len(invented.CODEBOOK)


def test_a_short_chinese_name_goes_before_the_first_part_of_the_long_one():
    book = invented.CODEBOOK.assign(short_zh="")
    book.loc[book["id"] == "model_workers", "short_zh"] = "劳模工匠"
    labels = priority_looks.priority_labels(book)
    assert labels["model_workers"] == "Model workers 劳模工匠"
    assert labels["organising"] == "Organising 组建建会"


def test_every_priority_of_the_codebook_has_a_short_chinese_name_of_its_own():
    names = pd.read_csv(LEXICONS / "priorities.csv", dtype="str", keep_default_na=False)["short_zh"]
    assert names.is_unique and names.str.fullmatch("[\u4e00-\u9fff]{2,8}").all()


@pytest.mark.parametrize(
    ("code", "colour"),
    [
        ("330206", style.GREATER_REGIONS["3"][0]),
        ("370102", style.GREATER_REGIONS["3"][0]),
        ("210100", style.GREATER_REGIONS["2"][0]),
        ("810000", style.NO_REGION[0]),
        ("", style.NO_REGION[0]),
    ],
)
def test_a_region_has_the_colour_of_its_greater_region(code, colour):
    assert style.region_colour(code) == colour


def test_report_labels_say_what_is_not_known():
    labels = style.report_labels(invented.reports())
    assert labels["a1-1"] == "a1-1 漾濞彝族自治县 2011"
    assert labels["b7-2"] == "b7-2 沟北街道 2003–2007 †"
    assert labels["c3-1"] == "c3-1 place ? year ? †"


@pytest.mark.parametrize(
    ("name", "level", "shown"),
    [
        ("江苏省", "community_village", "江苏省 (community)"),
        ("苏州市", "enterprise", "苏州市 (enterprise)"),
        ("吴江区", "township_street", "吴江区 (township)"),
        ("某某街道", "community_village", "某某街道 (community)"),
        ("某某街道", "township_street", "某某街道"),
        ("吴江区", "county", "吴江区"),
        ("苏州市", "prefecture", "苏州市"),
        ("江苏省", "province", "江苏省"),
        ("吴江区", "prefecture", "吴江区"),
        ("江苏省", "unknown", "江苏省"),
        ("江苏省", "", "江苏省"),
        ("", "county", "place ?"),
    ],
)
def test_a_label_has_the_level_where_the_region_it_names_is_larger(name, level, shown):
    one = invented.reports().head(1).assign(province="江苏省", prefecture="苏州市", county="吴江区")
    labels = style.report_labels(one.assign(region_name=name, level=level))
    assert labels == {"a1-1": f"a1-1 {shown} 2011"}


def test_a_municipality_is_a_province_to_its_own_union_and_larger_than_a_districts():
    one = invented.reports().head(1).assign(province="北京市", prefecture="", county="", region_name="北京市")
    assert style.report_labels(one.assign(level="province"))["a1-1"] == "a1-1 北京市 2011"
    assert style.report_labels(one.assign(level="county"))["a1-1"] == "a1-1 北京市 (county) 2011"


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("rest", "all others"),
        ("not township_street", "all others"),
        ("notable", "notable"),
        ("unknown", "not known 未知"),
        ("plan", "plan 计划"),
        ("rule_period", "rule period"),
        (2011, "2011"),
    ],
)
def test_a_group_is_named_in_words_and_its_complement_as_all_others(value, name):
    assert style.group_name(value, 20) == name


@pytest.mark.parametrize(
    ("text", "drawn"), [("工会", "工会"), ("\U00020bb7野家", "〓野家"), ("總工會", "總工會"), ("", "")]
)
def test_only_what_the_font_lacks_is_replaced(text, drawn):
    assert style.printable(text) == drawn


@pytest.mark.parametrize(("text", "short"), [("三个代表", "三个代表"), ("三个代表重要思想", "三个代…")])
def test_quotes_are_shortened_only_when_too_long(text, short):
    assert style.shorten(text, 4) == short


def test_the_font_has_every_character_of_gb2312():
    rows = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    text = b"".join(rows).decode("gb2312", errors="ignore")
    assert len(text) >= 6763
    assert style.printable(text) == text


def test_function_order_survives_a_codebook_with_an_unknown_function():
    book = pd.DataFrame({"id": ["a"], "name_zh": ["甲"], "law_function": ["something new"]})
    assert priority_looks.priority_colours(book) == {"a": priority_looks.RESIDUAL[0]}
