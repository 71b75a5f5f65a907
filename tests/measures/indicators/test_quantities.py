"""Figures in sentences written for this test, each kind beside numbers that count nothing."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st
import pytest

from unionreports.measures.indicators.numerals import arabic_number, chinese_number, chinese_range
from unionreports.measures.indicators.quantities import find_quantities

EXACT, ABOUT, AT_LEAST, AT_MOST = "exact", "approximate", "at_least", "at_most"

#: Sentence; then of each figure its words, value, upper value, unit and qualifier.
STATED = [
    # Arabic digits, whole, with commas, blanks, decimals
    ("新建基层工会86家，发展会员3,250名。", [("86家", 86, None, "家", EXACT), ("3,250名", 3250, None, "名", EXACT)]),
    ("全年培训职工1 200人次。", [("1 200人次", 1200, None, "人次", EXACT)]),
    ("帮扶金发放到户，共18.6万元。", [("18.6万元", 186_000, None, "元", EXACT)]),
    ("全县会员总数达到41205人。", [("41205人", 41_205, None, "人", EXACT)]),
    ("共有 36 个班组参赛。", [("36 个", 36, None, "个", EXACT)]),
    # Magnitudes beside digits, and hedges on either side of them
    ("签订集体合同2.4万份，投入资金1.35亿元。", [("2.4万份", 24_000, None, "份", EXACT), ("1.35亿元", 135_000_000, None, "元", EXACT)]),
    ("捐款2千多元，赠书5百册。", [("2千多元", 2000, None, "元", ABOUT), ("5百册", 500, None, "册", EXACT)]),
    ("赔付600余万元。", [("600余万元", 6_000_000, None, "元", ABOUT)]),
    ("培训1万多人次。", [("1万多人次", 10_000, None, "人次", ABOUT)]),
    ("总投资1亿2000万元。", [("1亿2000万元", 120_000_000, None, "元", EXACT)]),
    ("受益的有3.5万女职工。", [("3.5万", 35_000, None, "", EXACT)]),
    ("惠及4000职工。", [("4000", 4000, None, "", EXACT)]),
    # Chinese numerals
    ("走访困难职工三百余名。", [("三百余名", 300, None, "名", ABOUT)]),
    ("吸引一万两千人参加。", [("一万两千人", 12_000, None, "人", EXACT)]),
    ("资助学生两千三百名。", [("两千三百名", 2300, None, "名", EXACT)]),
    ("联系十来家企业。", [("十来家", 10, None, "家", ABOUT)]),
    ("评选百余个先进班组。", [("百余个", 100, None, "个", ABOUT)]),
    ("吸引上千名职工观看。", [("上千名", 1000, None, "名", AT_LEAST)]),
    ("近万名职工投票。", [("近万名", 10_000, None, "名", ABOUT)]),
    ("参加者十几人。", [("十几人", 10, None, "人", ABOUT)]),
    ("举办讲座两场，表彰先进工作者三名。", [("两场", 2, None, "场", EXACT), ("三名", 3, None, "名", EXACT)]),
    ("有一家企业补签了合同。", [("一家", 1, None, "家", EXACT)]),
    ("获省级先进集体一个。", [("一个", 1, None, "个", EXACT)]),
    ("拔河、跳绳比赛各一次。", [("一次", 1, None, "次", EXACT)]),
    ("五个车间被评为先进集体。", [("五个", 5, None, "个", EXACT)]),
    ("会员达到一万二。", [("一万二", 12_000, None, "", EXACT)]),
    # Shares
    ("建会率达到95%。", [("95%", 95, None, "%", EXACT)]),
    ("签订率在百分之九十五以上。", [("百分之九十五以上", 95, None, "%", AT_LEAST)]),
    ("百分之三到五的经费用于慰问。", [("百分之三到五", 3, 5, "%", EXACT)]),
    ("九成职工表示满意，三成以上参加了活动。", [("九成", 90, None, "%", EXACT), ("三成以上", 30, None, "%", AT_LEAST)]),
    ("七八成的班组建了台账。", [("七八成", 70, 80, "%", EXACT)]),
    ("半数企业建立了制度，过半职工受益。", [("半数", 50, None, "%", EXACT), ("过半", 50, None, "%", AT_LEAST)]),
    ("半数以上的代表到会。", [("半数以上", 50, None, "%", AT_LEAST)]),
    ("三分之二以上的职工参加。", [("三分之二以上", 200 / 3, None, "%", AT_LEAST)]),
    ("入会率提高3.2个百分点。", [("3.2个百分点", 3.2, None, "个百分点", EXACT)]),
    ("覆盖率提高三个百分点。", [("三个百分点", 3, None, "个百分点", EXACT)]),
    ("参赛人数增长2倍，投入翻一番。", [("2倍", 2, None, "倍", EXACT), ("翻一番", 100, None, "%", EXACT)]),
    ("伤亡率降到千分之二以下。", [("千分之二以下", 2, None, "‰", AT_MOST)]),
    ("工会经费由20%增至35%。", [("20%", 20, None, "%", EXACT), ("35%", 35, None, "%", EXACT)]),
    # Ranges
    ("今年新建工会30-50家。", [("30-50家", 30, 50, "家", EXACT)]),
    ("每镇建成示范点30至50家。", [("30至50家", 30, 50, "家", EXACT)]),
    ("补助3—5万元。", [("3—5万元", 30_000, 50_000, "元", EXACT)]),
    ("每季度慰问三四百人。", [("三四百人", 300, 400, "人", EXACT)]),
    ("走访了二三十家企业和三五户职工。", [("二三十家", 20, 30, "家", EXACT), ("三五户", 3, 5, "户", EXACT)]),
    ("培养1到2个品牌。", [("1到2个", 1, 2, "个", EXACT)]),
    ("增幅在3%—5%。", [("3%—5%", 3, 5, "%", EXACT)]),
    # Bounds
    ("走访企业近120家，约300人受益。", [("近120家", 120, None, "家", ABOUT), ("约300人", 300, None, "人", ABOUT)]),
    ("新建工会不少于30家。", [("不少于30家", 30, None, "家", AT_LEAST)]),
    ("募集善款超过80万元，突破历年水平。", [("超过80万元", 800_000, None, "元", AT_LEAST)]),
    ("至少培养40名骨干。", [("40名", 40, None, "名", AT_LEAST)]),
    ("新增会员至少500名。", [("至少500名", 500, None, "名", AT_LEAST)]),
    ("逾千名职工参加，参赛队30支左右。", [("逾千名", 1000, None, "名", AT_LEAST), ("30支左右", 30, None, "支", ABOUT)]),
    ("费用控制在5万元以内。", [("5万元以内", 50_000, None, "元", AT_MOST)]),
    ("事故不超过2起。", [("不超过2起", 2, None, "起", AT_MOST)]),
    ("创建合格职工之家60家以上。", [("60家以上", 60, None, "家", AT_LEAST)]),
    ("签约3000家，节约12万元。", [("3000家", 3000, None, "家", EXACT), ("12万元", 120_000, None, "元", EXACT)]),
    # Composite units, time that measures, money per head
    ("演出24场次，观众1.1万人次，走访家次38家次。", [("24场次", 24, None, "场次", EXACT), ("1.1万人次", 11_000, None, "人次", EXACT), ("38家次", 38, None, "家次", EXACT)]),
    ("新增活动场地2600平方米。", [("2600平方米", 2600, None, "平方米", EXACT)]),
    ("开展为期3天的培训，授课40学时。", [("3天", 3, None, "天", EXACT), ("40学时", 40, None, "学时", EXACT)]),
    ("补助标准为0.5万元/户。", [("0.5万元/户", 5000, None, "元/户", EXACT)]),
    # Brackets, alternatives, rates with their base, numbers that share a unit
    ("新建工会52（107）家。", [("52（107）家", 52, None, "家", EXACT)]),
    ("规上企业31（260余家）家。", [("31（260余家）家", 31, None, "家", EXACT)]),
    ("表彰先进（12名）和标兵（3名）。", [("12名", 12, None, "名", EXACT), ("3名", 3, None, "名", EXACT)]),
    ("覆盖职工分别为2.5万和3万人次。", [("2.5万", 25_000, None, "人次", EXACT), ("3万人次", 30_000, None, "人次", EXACT)]),
    ("“建会率达到95%”的目标如期实现。", [("95%", 95, None, "%", EXACT)]),
    ("100人以上企业48家全部建制。", [("48家", 48, None, "家", EXACT)]),
    ("全市三届二次职代会收到提案65件。", [("65件", 65, None, "件", EXACT)]),
    ("2019年发展会员2019名。", [("2019名", 2019, None, "名", EXACT)]),
    ("到会代表212人以上参加了表决。", [("212人以上", 212, None, "人", AT_LEAST)]),
    ("全区覆盖企业数25家，完成换届15家，发表文章2篇。", [("25家", 25, None, "家", EXACT), ("15家", 15, None, "家", EXACT), ("2篇", 2, None, "篇", EXACT)]),
    ("目前12家企业达标，安排17名一线职工疗养。", [("12家", 12, None, "家", EXACT), ("17名", 17, None, "名", EXACT)]),
    # Decimals and large magnitudes in numerals, commas that were made full-width, no counting word
    ("产量增长二点八倍，事故下降百分之十二点五。", [("二点八倍", 2.8, None, "倍", EXACT), ("百分之十二点五", 12.5, None, "%", EXACT)]),
    ("装机一百万千瓦，收粮三千三百五十八万担。", [("一百万千瓦", 1e6, None, "千瓦", EXACT), ("三千三百五十八万担", 33_580_000, None, "担", EXACT)]),
    ("筹集资金1，120万元。", [("1，120万元", 11_200_000, None, "元", EXACT)]),
    ("近百万职工参与，五百余职工获奖。", [("近百万", 1e6, None, "", ABOUT), ("五百余", 500, None, "", ABOUT)]),
    ("追讨欠薪1200多万，点击超50万次。", [("1200多万", 12e6, None, "", ABOUT), ("超50万次", 500_000, None, "次", AT_LEAST)]),
    ("补助1000-2000元不等。", [("1000-2000元", 1000, 2000, "元", EXACT)]),
    ("帮扶2.3万人（次），发放物资1.2万余件（次）。", [("2.3万人（次）", 23_000, None, "人（次）", EXACT), ("1.2万余件（次）", 12_000, None, "件（次）", ABOUT)]),
    ("增速分别高2.2个和3.7个百分点。", [("2.2个", 2.2, None, "个百分点", EXACT), ("3.7个百分点", 3.7, None, "个百分点", EXACT)]),
    ("一名班长获市级表彰，提前15天完工，赞成票120票。", [("一名", 1, None, "名", EXACT), ("15天", 15, None, "天", EXACT), ("120票", 120, None, "票", EXACT)]),
    ("七成多职工满意，近3成受训，超过半数参加。", [("七成多", 70, None, "%", ABOUT), ("近3成", 30, None, "%", ABOUT), ("超过半数", 50, None, "%", AT_LEAST)]),
    ("培训12期/860人次，维权35件/42人。", [("12期", 12, None, "期", EXACT), ("860人次", 860, None, "人次", EXACT), ("35件", 35, None, "件", EXACT), ("42人", 42, None, "人", EXACT)]),
    ("达成意向3千5百人，五成五的岗位在县城。", [("3千5百人", 3500, None, "人", EXACT), ("五成五", 55, None, "%", EXACT)]),
    ("补助2-5万元的8人，35岁以下的有12名。", [("8人", 8, None, "人", EXACT), ("12名", 12, None, "名", EXACT)]),
    ("减轻负担3万多亿元。", [("3万多亿元", 3e12, None, "元", ABOUT)]),
    ("应到代表三百二十一人，实到三百零八人。", [("三百二十一人", 321, None, "人", EXACT), ("三百零八人", 308, None, "人", EXACT)]),
    ("从56家增加到128家。", [("56家", 56, None, "家", EXACT), ("128家", 128, None, "家", EXACT)]),
    ("三八红旗手10名，五小成果120项，第二批8家。", [("10名", 10, None, "名", EXACT), ("120项", 120, None, "项", EXACT), ("8家", 8, None, "家", EXACT)]),
]  # fmt: skip

#: Numbers that count nothing: each sentence yields no figure.
NOTHING = [
    # Dates, years, times, stretches that only locate
    "2011年3月8日召开大会。", "（2004827日）", "20xx年度工作要点。", "12-15日赴省城学习。", "二〇一五年十二月二十二日", "’08年以来的变化。", "上世纪90年代建成的住房。",
    "2015-2017年间持续推进。", "截至6月底基本完成。", "9:30开幕，14时30分结束。", "五年来成绩显著，两年内见到成效。", "近三个月情况平稳。", "连续三年保持先进。", "开通24小时服务热线。",
    "前3个月和三季度走势良好。", "建党100周年之际，迎来新的一年。", "在7天内办结，1-2月已部署。",
    # Numbers of documents, articles, telephones, items
    "印发总工发〔2012〕5号文件。", "按照《工会法》第12条和第四十二条。", "拨打12351热线或110报警。", "电话：0571-87001234。", "1、认真学习。2.狠抓落实。（3）总结提高。（四）督查。①部署",
    "一是统一思想，二是落实责任。",
    # Ordinals, ranks, sessions, plans
    "第三届职工运动会，获一等奖。", "总分列全省第3位，位居前10名，排名全市5位。", "十七届五中全会和党的十八大精神，四次全会部署。", "制定“十三五”规划和六五普法计划，十二五期间。", "荣获全省百强、全国500强和十佳称号。",
    "市总工会十二届三次全委会的要求。", "机场三期扩建工程和电厂一期、水厂二期开工。",
    # Programmes and slogans, in quotes or without
    "落实“八有”“六有”标准。", "三八、五一、五四期间开展活动，七一前夕走访。", "推行6+1和1+3+X模式，发放5.1服务卡。", "深化“万名职工大培训”和“百项技术攻关”活动。", "坚持四个全面、两个维护、两个普遍。",
    "学习三严三实，开展两学一做和一函两书。", "五个一工程和双百行动。", "千名职工培训计划启动，千企万家行动深入。", "《2014年工会工作三十条》",
    # Thresholds
    "100人以上企业全部建会，25人以上的单位建立制度。", "35岁以下青年为主，规模500人以上的企业优先。", "投资500万元以上的项目先建会。", "在50人（含50人）以上非公企业推行。",
    # One's own outline, 一 that counts nothing, sayings
    "重点抓好三个方面，落实四项措施和五项重点工作。", "做到五个坚持，抓住两个环节，推进8项重点工作。", "建设一支队伍，形成一批成果，一次次深入一线。", "千方百计、一心一意为职工服务。", "三三两两、四面八方、百花齐放、五湖四海。",
    "走进千家万户，情系百姓，气氛十分热烈。", "三位一体、二次分配、两位数增长。", "长三角、红十字、四川灾区、三亚市。", "一家一户上门，一户一策，每一名职工。", "进一步统一思想，任何一个环节都不放过。", "迈上一个新台阶。",
    # Classes, models, versions, scores, storeys, addresses, magnitudes without a number
    "创建4A景区，通过ISO9001和GB18030认证。", "APP2.0版上线，T800型纤维，5G网络。", "以3比1取胜，比分4:2。", "搬到3楼办公，地址解放路12号。", "三星级工会、三级网络、五型班组。", "数百名职工、数千人次，几十家单位、成千上万名职工。",
    "x万元，2xx余人，□5家。", "30万吨级泊位。", "超亿元的重大项目。",
    # Places and bodies with numerals, months in a row, idioms of two numerals
    "七台河市、五台县、三台县、二道区、三元区和六盘水。", "中铁十二局、第五工程处、八中和三一重工。", "1、2、3季度和3、5、7日，2011、2012年，08、09年。", "五花八门、三番五次、四分五裂、十全十美。",
    "“十五”末、“七五”普法、“十二五”开局。", "3.8妇女节、5.12地震、7·1讲话、“12·4”宪法日。", "一名合格的工会干部应当勤学。", "25人以上的用人单位、月收入低于600元的家庭。", "邮编315300，QQ群123456789。", "2017/2018学年，8幢202室，年满50周岁以上，满10年的会员，实行五天工作制。", "避免千城一面，抓好两头，关键是三条。", "不到3个月，短短两年时间，十多年来。",
]  # fmt: skip


def found(text):
    return [
        (text[q.start : q.end], pytest.approx(q.value), q.value_upper, q.unit, q.qualifier)
        for q in find_quantities(text)
    ]


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[text for text, _ in STATED])
def test_stated_figures_are_found_as_written(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_count_nothing_are_no_figures(text):
    assert found(text) == []


def test_a_rate_carries_its_base():
    text = "结案率达到99.1%（452/456），到期续签452/456。"
    first, second = find_quantities(text)
    assert (text[first.start : first.end], first.value) == ("99.1%（452/456）", 99.1)
    assert (first.numerator, first.denominator) == (second.numerator, second.denominator) == (452, 456)
    assert second.value == pytest.approx(100 * 452 / 456)


def test_words_of_magnitude_are_told():
    assert [q.scale for q in find_quantities("3.76万户、1.2亿元、2千多名、三百余名、45件")] == [
        "万",
        "亿",
        "千",
        "百",
        "",
    ]


def _spoken(value: int) -> str:
    """A whole number below 10,000 written out in full."""
    digits, words, gap = "零一二三四五六七八九", "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        words += ("零" if gap and words else "") + digits[digit] + word if digit else ""
        gap = not digit
    return words


def _numeral(value: int) -> str:
    """A whole number below 10 ** 12 as a Chinese numeral."""
    words = ""
    for power, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // power % 10_000
        if part:
            words += ("零" if words and part < 1000 else "") + _spoken(part) + word
    return words or "零"


@given(st.one_of(st.integers(0, 20_000), st.integers(0, 10**12 - 1)))
@example(10_010)
@example(100_000_001)
def test_a_numeral_written_out_is_read_back(value):
    assert chinese_number(_numeral(value)) == value
    assert arabic_number(f"{value:,}") == value
    if value % 10_000 == 0 and value:
        assert arabic_number(f"{value // 10_000}万") == value


@pytest.mark.parametrize(("numeral", "value"), [
    ("十", 10), ("廿", None), ("一万二", 12_000), ("三百五", 350), ("两千零五", 2005), ("百", 100), ("千万", 10_000_000), ("一万亿", 10**12), ("三亿五千万", 350_000_000),
    ("十二万", 120_000), ("二〇一五", None), ("三五", None), ("百千", None), ("千百万", None), ("万万", None), ("一" * 100, None),
])  # fmt: skip
def test_numerals_as_they_are_spoken(numeral, value):
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(("numeral", "ends"), [
    ("三四百", (300, 400)), ("二三十", (20, 30)), ("十七八", (17, 18)), ("一两", (1, 2)), ("三五", (3, 5)), ("七八万", (70_000, 80_000)), ("三、四", (3, 4)),
    ("三六", None), ("三八", None), ("五一", None), ("三百", None),
])  # fmt: skip
def test_two_digits_in_a_row_are_the_ends_of_a_range(numeral, ends):
    assert chinese_range(numeral) == ends


PIECES = st.lists(
    st.sampled_from([*"0123456789一二三四五六七八九十百千万亿两几数半余多近约超第年月日家名人个项次元%（）“”《》〔〕，。、;:/-—至到 .,+xA", "百分之", "以上", "人次", "万元", "翻一番", "1,234", "三百", "452/456"]), max_size=24
).map("".join)  # fmt: skip


@given(PIECES)
def test_figures_stand_in_the_text_in_order_and_apart(text):
    ends = 0
    for q in find_quantities(text):
        assert ends <= q.start < q.end <= len(text)
        assert q.value_upper is None or q.value < q.value_upper
        assert q.qualifier in (EXACT, ABOUT, AT_LEAST, AT_MOST)
        ends = q.end


@settings(max_examples=40)
@given(
    st.sampled_from([text for text, _ in STATED] + NOTHING),
    st.sampled_from(["工会工作取得新进展。", "全年走访企业12家。"]),
)
def test_a_sentence_before_or_behind_changes_nothing(text, sentence):
    alone, other = found(text), found(sentence)
    assert found(sentence + text) == other + alone
    assert found(f"{text}\n{sentence}") == alone + other


@pytest.mark.parametrize("sign", ["1", "一", "万", "（", "“", "近", "数百"])
def test_a_line_of_one_sign_takes_time_by_its_length(sign):
    text = sign * (500_000 // len(sign))
    begin = time.process_time()
    assert find_quantities(text) == []
    assert time.process_time() - begin < 1
