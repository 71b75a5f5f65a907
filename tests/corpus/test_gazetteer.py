"""The gazetteer knows old and new names, says nothing where a name says nothing, and loads lazily."""

import csv
import gzip
from pathlib import Path

import pytest

from unionreports.corpus.gazetteer import Gazetteer, read_gazetteer

LEXICONS = Path(__file__).parents[2] / "data" / "lexicons"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read_gazetteer(LEXICONS)


@pytest.fixture(scope="module")
def table() -> list[dict]:
    with gzip.open(LEXICONS / "places.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def found(gazetteer, text):
    return {m.name: {d.region for d in m.divisions} for m in gazetteer.mentions(text)}


@pytest.mark.parametrize(
    ("text", "name", "regions"),
    [
        ("慈溪市工会", "慈溪市", {"330282"}),
        ("辽中县总工会", "辽中县", {"210122"}),  # a district since 2016
        ("东陵区总工会", "东陵区", {"210112"}),  # renamed 2014
        ("崇文区的街道", "崇文区", {"110103"}),  # merged 2010
        ("大方县总工会", "大方县", {"520521"}),  # its code before the prefecture became a city is dropped
        ("日喀则市总工会", "日喀则市", {"540200"}),
        ("和平区总工会", "和平区", {"120101", "210102"}),
        ("掌起镇工会", "掌起镇", {"330282"}),
        ("戚家山街道", "戚家山街道", {"330206"}),
        ("恭城县的乡镇", "恭城县", {"450332"}),
        ("恩施州总工会", "恩施州", {"422800"}),
        ("吉林的职工", "吉林", {"220000"}),  # the province, not its city
        ("为宁波的发展", "宁波", {"330200"}),
        ("东莞市长安镇工会", "长安镇", {"441900"}),
    ],
)
def test_names_of_all_levels_and_times_are_found(gazetteer, text, name, regions):
    hits = found(gazetteer, text)
    assert regions <= hits[name] if name == "长安镇" else hits[name] == regions


@pytest.mark.parametrize(
    "text",
    [
        "在党委和政府的领导下",  # 和政县
        "新会员不断增加",  # 新会区
        "安康杯竞赛", "开放和平的团结精神", "镇党委和县总工会",  # 和县
        "城区和郊区的企业", "开发区工会", "城关镇工会",  # borne by too many
        "xx区XX县某某市*街道", "", "工会工作总结",
    ],
)
def test_what_names_no_place_finds_none(gazetteer, text):
    assert gazetteer.mentions(text) == []


def test_the_longest_name_wins_and_nothing_overlaps(gazetteer):
    text = "浙江省宁波市北仑区戚家山街道总工会"
    mentions = gazetteer.mentions(text)
    assert [m.name for m in mentions] == ["浙江省", "宁波市", "北仑区", "戚家山街道"]
    assert all(text[m.start : m.end] == m.name for m in mentions)
    assert all(a.end <= b.start for a, b in zip(mentions, mentions[1:], strict=False))


def test_characters_beyond_the_basic_plane_do_not_shift_offsets(gazetteer):
    text = "𠮷𠮷宁波市\ud800慈溪市"
    assert [(m.start, m.name) for m in gazetteer.mentions(text)] == [(2, "宁波市"), (6, "慈溪市")]


def test_communities_of_one_street_and_names_found_everywhere(gazetteer):
    assert set(gazetteer.communities("青峙")) & set(gazetteer.communities("蔚斗")) == {"330206007"}
    assert gazetteer.communities("新华") == ()
    assert gazetteer.communities("不存在的社区") == ()


def test_towns_without_suffix(gazetteer):
    assert {d.region for d in gazetteer.bare_towns("掌起")} == {"330282"}
    assert gazetteer.bare_towns("北京路") == ()
    assert gazetteer.bare_towns("安全") == ()


def test_chain_gives_names_upwards(gazetteer):
    assert gazetteer.chain("330282") == ("浙江省", "宁波市", "慈溪市")
    assert gazetteer.chain("330200") == ("浙江省", "宁波市", "")
    assert gazetteer.chain("330000") == ("浙江省", "", "")
    assert gazetteer.chain("110105")[1] == ""


def test_communities_are_read_only_when_asked(gazetteer, tmp_path):
    row = ["330200", "宁波市", "宁波", "prefecture", "330000", "2002", "2023", "gb2260"]
    lazy = Gazetteer([row], tmp_path / "absent.csv.gz")
    assert [m.name for m in lazy.mentions("宁波市总工会")] == ["宁波市"]
    with pytest.raises(FileNotFoundError, match="make_gazetteer"):
        lazy.communities("青峙")


def test_a_missing_table_is_named_with_its_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr("unionreports.config.LEXICONS", tmp_path)
    (tmp_path / "place_cues.csv").write_text("term,region_code,weight,source\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="places.csv.gz.*restore it"):
        read_gazetteer(tmp_path)


def test_table_is_sound(table):
    regions = {row["code"] for row in table if row["level"] != "township_street"}
    assert len({(r["code"], r["name"]) for r in table}) == len(table)
    assert {row["level"] for row in table} == {"province", "prefecture", "county", "township_street"}
    assert all(2002 <= int(row["first_year"]) <= int(row["last_year"]) <= 2023 for row in table)
    assert all(len(row["code"]) == (9 if row["level"] == "township_street" else 6) for row in table)
    towns = [row for row in table if row["level"] == "township_street"]
    assert sum(row["parent"] not in regions for row in towns) == 0
    assert len(towns) > 50_000 and sum(row["level"] == "county" for row in table) > 3_000


def test_cues_point_to_known_regions(gazetteer):
    assert gazetteer.cues
    for term, codes, weight in gazetteer.cues:
        assert 0 < weight <= 1.2, term
        assert all(gazetteer.division(code) for code in codes), term


def test_tables_stay_small():
    sizes = [(LEXICONS / name).stat().st_size for name in ("places.csv.gz", "communities.csv.xz")]
    assert max(sizes) < 2_000_000 and sum(sizes) < 2_500_000
