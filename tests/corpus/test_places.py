"""Issuer, level and region of invented reports; laws of evidence; accuracy on official reports."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.place_rows import ROWS
from unionreports.corpus.gazetteer import read_gazetteer
from unionreports.corpus.passage import Passage
from unionreports.corpus.places import Place, infer_place
from unionreports.tables import BASES, LEVELS

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer(ROOT / "data" / "lexicons")


def place_of(text, gazetteer, furniture=()) -> Place:
    return infer_place(Passage(text), [Passage(f) for f in furniture], gazetteer)


@pytest.mark.parametrize(("text", "furniture", "level", "region"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_level_and_region(text, furniture, level, region, gazetteer):
    place = place_of(text, gazetteer, furniture)
    if level is not None:
        assert place.level == level, place
    if region == "-":
        assert (place.region_code, place.confidence, place.region_basis) == ("", 0.0, "none"), place
    elif region is not None:
        wanted = region.split("|")
        assert any(
            place.region_code == w or w.endswith("*") and place.region_code.startswith(w.rstrip("0*")) for w in wanted
        ), place


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("——在沈阳市总工会十六届四次全委会上的工作报告\n各位委员：\n全市各级工会认真履职。", "沈阳市总工会"),
        ("xx社区工会在街道工会的正确领导下，围绕中心开展工作。", "xx社区工会"),
        ("在街道党工委的领导下，在市总工会的指导下，樊口街道工会工作扎实推进。", "樊口街道工会"),
        ("XX区总工会2020年工作总结\n区总工会在区委领导下工作。", "XX区总工会"),
        ("我们街道工会在区总工会的指导下工作。", "街道工会"),
        ("今年以来，*镇工会联合会在县总工会的指导下工作，我镇建会率提高。", "*镇工会联合会"),
        ("青岛啤酒（徐州）有限公司工会2016年总结\n公司工会在公司党委领导下工作。", "青岛啤酒（徐州）有限公司工会"),
        ("2016年工作总结\n公司工会在公司党委领导下工作。", "公司工会"),
        ("要学习贯彻上级精神。", ""),
    ],
)
def test_issuer_is_in_the_report_s_own_words_and_never_the_superior(text, issuer, gazetteer):
    place = place_of(text, gazetteer)
    assert place.issuer == issuer
    assert (place.issuer_basis == "none") == (issuer == "")


@pytest.mark.parametrize(
    ("name", "year", "level", "code"),
    [
        ("毕节市", 2008, "county", "522401"),
        ("毕节市", 2015, "prefecture", "520500"),
        ("毕节市", None, "prefecture", "520500"),
        ("巢湖市", 2009, "prefecture", "341400"),
        ("巢湖市", 2015, "county", "340181"),
        ("思茅市", 2006, "prefecture", "530800"),
        # Moved to another prefecture or renamed at the same level: one region in all years, under its latest code.
        ("大方县", 2009, "county", "520521"),
        ("襄樊市", 2009, "prefecture", "420600"),
        # A year before and after all vintages.
        ("哈密市", 1999, "county", "652201"),
        ("哈密市", 2030, "prefecture", "650500"),
    ],
)
def test_a_name_means_what_it_meant_in_the_year_reported(name, year, level, code, gazetteer):
    text = f"{name}总工会工作总结\n{name}总工会在市委领导下，团结职工为{name}发展作出贡献。"
    place = infer_place(Passage(text), [], gazetteer, year)
    assert (place.level, place.region_code) == (level, code)


def test_street_names_the_region_and_its_county_gives_the_code(gazetteer):
    place = place_of("戚家山街道总工会年度工作总结\n街道总工会在街道党工委领导下工作。", gazetteer)
    assert (place.region_code, place.region_name, place.county) == ("330206", "戚家山街道", "北仑区")


def test_a_national_body_speaks_for_the_country_and_for_no_region(gazetteer):
    place = place_of(
        "同志们：\n我受全总主席团委托，向十六届二次执委会议报告工作，请予审议。\n全国工会会员总数达到2.8亿人。",
        gazetteer,
    )
    assert (place.level, place.region_code, place.region_name, place.province) == ("national", "", "全国", "")


def test_the_issuer_is_named_in_full(gazetteer):
    place = place_of("2018年，绵阳市涪城区总工会牢牢把握主题，圆满完成全年任务。", gazetteer)
    assert (place.issuer, place.issuer_basis) == ("绵阳市涪城区总工会", "stated")


def test_pieces_of_several_places_are_rivals_and_no_region(gazetteer):
    place = place_of(dict((r[0], r[1]) for r in ROWS)["composite"], gazetteer)
    assert place.region_code == ""
    assert len(place.rivals) >= 2 and "320000" in place.rivals


def test_a_report_of_one_place_has_no_rivals(gazetteer):
    place = place_of(
        "丽水市总工会2012年工作总结\n五月组织赴贵州、四川考察学习。各县（市、区）总工会积极参与。", gazetteer
    )
    assert place.rivals == ()


@pytest.mark.parametrize("name", ["宁波市", "北仑区", "盱眙县", "库车县", "喀喇沁旗"])
@pytest.mark.parametrize("mask", ["XX", "xx", "**", "某某", "××", "○○"])
def test_masking_the_name_takes_the_region_and_leaves_the_level(name, mask, gazetteer):
    text = "{}总工会2012年工作总结\n一年来，{}总工会认真履职，职工满意。"
    named, masked = (
        place_of(text.format(name, name), gazetteer),
        place_of(text.format(mask + name[-1], mask + name[-1]), gazetteer),
    )
    assert named.region_code and named.confidence > 0.8
    assert (masked.region_code, masked.confidence) == ("", 0.0)
    assert masked.level == ("county" if named.level == "county" else "prefecture")


def test_what_is_only_hinted_at_is_less_certain_than_what_is_said(gazetteer):
    said = place_of("南京市总工会2012年工作总结\n市总工会认真履职，各区总工会努力工作。", gazetteer)
    hinted = place_of("市总工会认真履职，为强富美高和两个率先作贡献，各区总工会努力工作。", gazetteer)
    assert hinted.region_code == "320000" and hinted.confidence < 0.8 < said.confidence


def test_quotes_carry_raw_offsets(gazetteer):
    raw = "##噪音##盱眙县总工会2012年工作总结\n县总工会认真履职。"
    place = infer_place(Passage(raw[6:], (0,), (6,)), [], gazetteer)
    assert place.evidence
    assert all(raw[e.start : e.end] == e.quote for e in place.evidence)


def test_a_line_of_a_million_characters_finishes_with_the_same_answer(gazetteer):
    """Without bounds on what is looked for beside a mention this takes hours."""
    text = "县总工会在盱眙县委领导下，组织全县各乡镇工会开展劳动竞赛，盱眙职工为盱眙发展建功立业。"
    short, long = place_of(text * 20, gazetteer), place_of(text * 25_000, gazetteer)
    assert (short.level, short.region_code) == (long.level, long.region_code) == ("county", "320830")


_WORDS = st.sampled_from(
    "总工会 市 区 县 街道 镇 社区 在 领导下 宁波 慈溪市 和平区 XX * 、 ， 。 \n 《 》 条例 掌起 附海 赴 考察 青峙 蔚斗 公司 学校 我 全 各 𠮷 x 工会 "
    "省 自治区 湖北省 委 党委 代表 报告 2012年 新华 村 开发区".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=60), st.lists(st.lists(_WORDS, max_size=10), max_size=3))
def test_any_text_gives_a_sound_place(gazetteer, words, around):
    text, furniture = "".join(words), ["".join(w) for w in around]
    place = place_of(text, gazetteer, furniture)
    assert place == place_of(text, gazetteer, furniture)
    assert place.level in LEVELS
    assert {place.issuer_basis, place.level_basis, place.region_basis} <= set(BASES)
    assert 0 <= place.confidence <= 0.97
    assert bool(place.region_code) == bool(place.province) == (place.confidence > 0) == (place.region_basis != "none")
    assert all(any(e.quote == t[e.start : e.end] for t in (text, *furniture)) for e in place.evidence)
    assert place.region_code[:2] + "0000" not in place.rivals


def _texts(folder):
    path = CORPORA / folder
    if not path.is_dir():
        pytest.skip(f"{folder} is not beside the project")
    for file in sorted(path.glob("*.txt")):
        text = re.sub(r"[ \t\u3000\xa0]+", " ", file.read_text(encoding="utf-8"))
        yield file.stem.split("_")[1], Passage(re.sub(r"\s*\n\s*", "\n", text).strip())


@pytest.mark.corpora
def test_provinces_of_government_reports(gazetteer):
    places = [(name, infer_place(passage, [], gazetteer)) for name, passage in _texts("prov_gwr_2025")]
    assert len(places) == 31
    assert sum(p.province == name for name, p in places) >= 30
    assert sum(p.level == "province" for _, p in places) >= 29
    assert not [name for name, p in places if p.province != name and p.confidence > 0.8]


@pytest.mark.corpora
def test_district_of_government_reports(gazetteer):
    places = [infer_place(passage, [], gazetteer) for _, passage in _texts("hailar_district_gwr_2012_2019")]
    assert len(places) == 8
    assert sum(p.region_code == "150702" for p in places) >= 7
    assert sum(p.level == "county" for p in places) >= 7


@pytest.mark.corpora
def test_national_reports_belong_to_no_region(gazetteer):
    places = [infer_place(passage, [], gazetteer) for _, passage in _texts("national_gwr_1954_2025")]
    assert not [p for p in places if p.confidence > 0.7]
    assert sum(p.region_code == "" for p in places) >= 0.9 * len(places)
