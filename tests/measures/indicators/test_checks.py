"""What stated figures are checked for: each case is a sentence, its figures, and what must come of it."""

import pandas as pd
import pytest

from measures.indicators.written_figures import tell, together
from unionreports.config import LEXICONS
from unionreports.measures.indicators.arithmetic import bounds
from unionreports.measures.indicators.checks import indicator_checks
from unionreports.measures.indicators.indicators import indicators
from unionreports.statement_tables import INDICATOR_CHECKS
from unionreports.tables import TABLES
from unionreports.text.ceilings import read_ceilings
from unionreports.text.measure_lexicon import read_measures
from unionreports.text.prices import read_prices

CEILINGS, PRICES = read_ceilings(LEXICONS), read_prices(LEXICONS)
PERCENT = {"qualifier": "at_least"}
#: Text; figures; what the check `parts` or `rate` says: verdict, part of the arithmetic, difference. None: no such row.
CASES = {
    "insurance parts short of their total": (
        "医疗互助参保人数达到了8168人，其中在职参保4040人，退休参保688人，安康参保1262人，特种参保2170人，共有50家单位参保，培训工会干部20人。",
        [("8168人", "医疗互助参保", 8168, "人"), ("4040人", "在职参保", 4040, "人"), ("688人", "退休参保", 688, "人"),
         ("1262人", "安康参保", 1262, "人"), ("2170人", "特种参保", 2170, "人"), ("50家", "单位参保", 50, "家"),
         ("20人", "培训工会干部", 20, "人")],
        "parts", ("doubtful", "4,040 + 688 + 1,262 + 2,170 = 8,160; stated total 8,168 人; the parts fall short by only 8", 8),
    ),
    "a list that names the rest adds up": (
        "调处劳资纠纷14件，其中劳动合同3件，工资纠纷3件，工伤纠纷5件，其它3件，涉及职工32人次。",
        [("14件", "调处劳资纠纷", 14, "件"), ("3件", "劳动合同", 3, "件"), ("3件", "工资纠纷", 3, "件"),
         ("5件", "工伤纠纷", 5, "件"), ("3件", "其它", 3, "件"), ("32人次", "涉及职工", 32, "人次")],
        "parts", ("agrees", "3 + 3 + 5 + 3 = 14; stated total 14 件; the same", 0),
    ),
    "a list that names the rest and does not add up": (
        "调处纠纷20件，其中工资纠纷9件，工伤纠纷5件，其他3件。",
        [("20件", "调处纠纷", 20, "件"), ("9件", "工资纠纷", 9, "件"), ("5件", "工伤纠纷", 5, "件"), ("3件", "其他", 3, "件")],
        "parts", ("conflicts", "fall short by 3", 3),
    ),
    "parts in brackets need not be all": (
        "共有会员1756名（其中有农民工153人、自谋职业246人、个体工商户37人），慰问职工90人。",
        [("1756名", "会员", 1756, "名"), ("153人", "农民工", 153, "人"), ("246人", "自谋职业", 246, "人"),
         ("37人", "个体工商户", 37, "人"), ("90人", "慰问职工", 90, "人")],
        "parts", ("agrees", "153 + 246 + 37 = 436; stated total 1,756 名; not more than", 1320),
    ),
    "a part larger than its total": (
        "新建工会30家。其中非公企业工会50家。",
        [("30家", "新建工会", 30, "家"), ("50家", "非公企业工会", 50, "家")],
        "parts", ("conflicts", "part 50 家 of 30 家: larger than its total", -20),
    ),
    "a rounded total has room for its parts": (
        "发放慰问金3.8万元，其中困难职工2.5万元，农民工12600元。",
        [("3.8万元", "发放慰问金", 38_000, "元", {"scale": "万"}), ("2.5万元", "困难职工", 25_000, "元", {"scale": "万"}),
         ("12600元", "农民工", 12_600, "元")],
        "parts", ("agrees", "the same within rounding", 400),
    ),
    "a total told with 余 has room above it": (
        "慰问职工100余人，其中困难职工80人，农民工60人。",
        [("100余人", "慰问职工", 100, "人", {"qualifier": "approximate"}), ("80人", "困难职工", 80, "人"), ("60人", "农民工", 60, "人")],
        "parts", ("agrees", "within rounding", -40),
    ),
    "a later figure larger than the total is of something else": (
        "引进人才2300人，其中博士41人，大学生毕业5000人。",
        [("2300人", "引进人才", 2300, "人"), ("41人", "博士", 41, "人"), ("5000人", "大学生毕业", 5000, "人")],
        "parts", ("agrees", "41; stated total 2,300 人; not more than the total", 2259),
    ),
    "the second figure of a change replaces the first": (
        "筹资标准提高到100元，其中财政补助由40元提高到80元。",
        [("100元", "筹资标准", 100, "元"), ("40元", "财政补助", 40, "元"), ("80元", "财政补助", 80, "元")],
        "parts", ("agrees", "80; stated total 100 元", 20),
    ),
    "a bracket that is closed before the figure": (
        "建设1个具有儿童（含新生儿）救治水平的中心和5个救治站。",
        [("1个", "建设中心", 1, "个"), ("5个", "救治站", 5, "个")], "parts", None,
    ),
    "a figure for each is no total": (
        "年均筹集资金20万元，其中2006年筹集25万元。",
        [("20万元", "筹集资金", 200_000, "元"), ("25万元", "筹集资金", 250_000, "元")], "parts", None,
    ),
    "what stands after 其中 in another unit is no part": (
        "建会企业30家，其中职工500人。", [("30家", "建会企业", 30, "家"), ("500人", "职工", 500, "人")], "parts", None,
    ),
    "a rate that rounds to the same": (
        "接待职工来信来访456件，办结452件，结案率达到99%。",
        [("456件", "接待职工来信来访", 456, "件"), ("452件", "办结", 452, "件"), ("99%", "结案率", 99, "%")],
        "rate", ("agrees", "452 / 456 = 99.12 %; stated 99 %; rounds to the same", 99 - 45200 / 456),
    ),
    "a rate that its counts do not give": (
        "应建1200家，已建1000家，建会率95%。",
        [("1200家", "应建", 1200, "家"), ("1000家", "已建", 1000, "家"), ("95%", "建会率", 95, "%")],
        "rate", ("conflicts", "1,000 / 1,200 = 83.33 %; stated 95 %; 11.67 points too high", 95 - 100 / 1.2),
    ),
    "a rate of counts that are only about": (
        "应建约1200家，已建1000家，建会率95%。",
        [("约1200家", "应建", 1200, "家", {"qualifier": "approximate"}), ("1000家", "已建", 1000, "家"), ("95%", "建会率", 95, "%")],
        "rate", ("doubtful", "not exactly told", 95 - 100 / 1.2),
    ),
    "a rate at least that of its counts": (
        "应建1200家，已建1140家，建会率90%以上。",
        [("1200家", "应建", 1200, "家"), ("1140家", "已建", 1140, "家"), ("90%以上", "建会率", 90, "%", PERCENT)],
        "rate", ("agrees", "95 %; stated 90 %; within what is stated", -5),
    ),
    "a rate with its base": (
        "办结率为97%（452/456）。",
        [("97%（452/456）", "办结率", 97, "%", {"numerator": 452.0, "denominator": 456.0})],
        "rate", ("conflicts", "452 / 456 = 99.12 %; stated 97 %; 2.12 points too low", 97 - 45200 / 456),
    ),
    "a rate of another base than the counts before it": (
        "新建企业工会3家，覆盖企业数25家，组建率保持在90%以上。",
        [("3家", "新建企业工会", 3, "家"), ("25家", "覆盖企业", 25, "家"), ("90%以上", "组建率", 90, "%", PERCENT)], "rate", None,
    ),
    "counts of other things beside a rate": (
        "发展会员300人，培训职工500人，参训率达到90%。",
        [("300人", "发展会员", 300, "人"), ("500人", "培训职工", 500, "人"), ("90%", "参加率", 90, "%")], "rate", None,
    ),
    "two counts of one deed are no base of each other": (
        "签订集体合同120份，签订工资协议80份，签订率达到95%。",
        [("120份", "签订集体合同", 120, "份"), ("80份", "签订工资协议", 80, "份"), ("95%", "签订率", 95, "%")], "rate", None,
    ),
}  # fmt: skip


def _check(*tables, **given):
    return indicator_checks(*tables, ceilings=CEILINGS, prices=PRICES, **given)


@pytest.mark.parametrize("name", CASES)
def test_parts_and_rates(name):
    text, figures, check, expected = CASES[name]
    found = _check(*tell((text, *figures)))
    assert set(found["check"]) <= {check}
    assert len(found) == (expected is not None)
    if expected is not None:
        row = found.iloc[0]
        assert (row["verdict"], expected[1] in row["arithmetic"]) == (expected[0], True), row["arithmetic"]
        assert row["difference"] == pytest.approx(expected[2])
        assert row["check_id"] == "r1-1-k001"


def test_bounds_take_roundness_and_qualifiers_at_their_word():
    assert bounds(8168, None, "人", "", "exact", "8168人") == (8168, 8168)
    assert bounds(37_600, None, "户", "万", "exact", "3.76万户") == (37_550, 37_650)
    assert bounds(99, None, "%", "", "exact", "99%") == (98.5, 99.5)
    assert bounds(1700, None, "人", "", "approximate", "1700余人") == (1700, 1800)
    assert bounds(17_000_000, None, "元", "万", "approximate", "1700余万元") == (17_000_000, 18_000_000)
    assert bounds(3000, None, "人", "", "approximate", "近3000人") == (2000, 3000)
    assert bounds(300, 400, "人", "百", "approximate", "三四百人") == (300, 400)
    assert bounds(90, None, "%", "", "at_most", "90%以下")[1] == 90


def test_the_same_measure_told_twice():
    stock = {"period": "/2004-12-31"}
    told = tell(
        ("全市共有基层工会320家。举办各类培训班5期。劳动合同签订率95%。", ("320家", "基层工会", 320, "家", stock),
         ("5期", "举办培训班", 5, "期"), ("95%", "劳动合同签订率", 95, "%")),
        ("全市基层工会已达350家。女职工举办培训班3期。劳动合同签订率为95%。基层工会增长12%。", ("350家", "基层工会", 350, "家", stock),
         ("3期", "举办培训班", 3, "期"), ("95%", "劳动合同签订率", 95, "%"), ("12%", "基层工会", 12, "%", {"qualifier": "change"})),
    )  # fmt: skip
    found = _check(*told)
    assert list(zip(found["verdict"], found["difference"])) == [("conflicts", -30), ("doubtful", 2), ("agrees", 0)]
    assert set(found["check"]) == {"repeated"}
    plan = told[0].assign(status=["achieved"] * 3 + ["target"] * 4)
    assert _check(plan, *told[1:]).empty


def test_figures_no_body_of_the_level_can_have():
    figures = (
        ("64228.5万元", "募捐特殊会费", 642_285_000, "元", {"scale": "万"}), ("108%", "职工入会率", 108, "%"),
        ("160%", "完成年度任务", 160, "%"), ("95万名", "会员", 950_000, "名", {"scale": "万"}),
    )  # fmt: skip
    text = "募捐特殊会费64228.5万元，职工入会率达108%，完成年度任务的160%，会员达95万名。"
    street = _check(*tell((text, *figures), level="township_street", year=2008))
    assert set(zip(street["check"], street["verdict"])) == {("magnitude", "conflicts")}
    assert [f"i{n}" for n in (1, 2, 4)] == [i[-2:] for i in street["indicator_ids"]]
    assert "2 % of the wages of 1,111,297 workers at 28,898 元 a year (2008)" in street["arithmetic"][0]
    assert "no more than 900,000 persons" in street["arithmetic"][2]
    # A prefecture can have such dues and members, and no one can have such a rate.
    for level in ("prefecture", "unknown"):
        assert [i[-2:] for i in _check(*tell((text, *figures), level=level))["indicator_ids"]] == ["i2"]
    assert indicator_checks(*tell((text, *figures), level="township_street")).empty


def test_damaged_digits_are_doubtful_and_said_once():
    text = "规模企业52（107）家，20xx家，会员1200人。"
    figures = (
        ("52", "规模企业", 52, "家", {"reliable": False, "doubt": "two"}), ("20xx家", "企业", 20, "家"), ("1200人", "会员", 1200, "人"),
    )  # fmt: skip
    found = _check(*tell((text, *figures), flags="anonymised|zero_stripped"))
    assert set(found["check"]) == {"digits"} and set(found["verdict"]) == {"doubtful"}
    assert sorted(found["indicator_ids"].str.count(r"\|")) == [0, 0, 2]
    assert found["arithmetic"].str.contains("3 of 8 digits").sum() == 1
    assert found["arithmetic"].str.contains("another number stands beside it").sum() == 1
    assert found["arithmetic"].str.contains("hidden").sum() == 1


def test_a_figure_with_the_digits_of_a_neighbour_but_for_zeros_is_doubtful():
    early = tell(("会员10350人。慰问职工200人。", ("10350人", "会员", 10350, "人"), ("200人", "慰问职工", 200, "人")))
    late = tell(
        ("会员135人。慰问职工20人。", ("135人", "会员", 135, "人"), ("20人", "慰问职工", 20, "人")),
        report_id="r2-1",
        year=2005,
    )
    found = _check(*together(early, late))
    assert found["indicator_ids"].tolist() == ["r2-1-u001-i1|r1-1-u001-i1"]
    assert found["check_id"].tolist() == ["r2-1-k001"] and found["difference"].tolist() == [135 - 10350]


def test_positions_follow_the_edits_of_the_page():
    # Twenty characters of an advertisement were cut before the second figure.
    indicators, reports, units = tell(
        ("新建工会30家，其中非公企业12家。", ("30家", "新建工会", 30, "家"), ("12家", "非公企业", 12, "家"))
    )
    edits = pd.DataFrame({"page_id": ["r1"], "start": [108], "end": [128], "before": ["广告" * 10], "after": [""]})
    moved = indicators.assign(start=[104, 134], end=[107, 137])
    found = _check(moved, reports, units.assign(end=units["end"] + 20), edits=edits)
    assert found["arithmetic"].tolist() == [
        "12; stated total 30 家; not more than the total; nothing says that these are all parts"
    ]


def test_the_table_is_as_declared_and_knows_its_units():
    told = tell(("无数字。",))
    empty = _check(*told)
    assert empty.empty and list(empty.columns) == list(INDICATOR_CHECKS.columns)
    full = _check(*tell(("入会率108%。", ("108%", "入会率", 108, "%"))))
    assert {n: str(d) for n, d in full.dtypes.items()} == {n: c.dtype for n, c in INDICATOR_CHECKS.columns.items()}
    indicators, reports, units = tell(("入会率108%。", ("108%", "入会率", 108, "%")))
    with pytest.raises(ValueError, match="r1-1-u001"):
        _check(indicators, reports, units.head(0))


def test_figures_found_in_a_text_are_checked():
    text = (
        "应建工会企业1200家，已建1000家，建会率达到95%。全市共有会员5200人，其中女会员2100人、农民工会员5500人。"
        "调处劳动争议20件，其中工资纠纷12件，工伤纠纷5件，其他3件。今年召开会议3次。"
    )
    _, reports, units = tell((text,), period_start="2004-01-01", period_end="2004-12-31")
    coded = pd.DataFrame(
        {"unit_id": units["unit_id"], "method": "codebook", "priority": "organising", "is_primary": True}
    )
    edits = TABLES["edits"].empty()
    found = indicators(units, reports, edits, coded, read_measures(LEXICONS))
    checks = _check(found, reports, units, edits=edits)
    told = dict(zip(checks["arithmetic"].str.partition(";")[0], checks["verdict"]))
    assert told["1,000 / 1,200 = 83.33 %"] == "conflicts"
    assert (
        told["12 + 5 + 3 = 20"] == "agrees" and told["part 5,500 人 of 5,200 人: larger than its total"] == "conflicts"
    )
    assert len(checks) == 3
