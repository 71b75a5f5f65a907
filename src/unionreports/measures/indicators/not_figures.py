"""Which numbers count nothing: dates, sessions, ranks, names, hotlines, thresholds, outlines, sayings."""

from bisect import bisect_right
import re
from string import ascii_letters

from unionreports.measures.indicators.counting_words import ABSTRACT, LONG_TIME

#: A title, or a short expression in quotes: a name or a saying, whatever number is in it. A longer quotation is speech.
_NAMES = re.compile(
    r"《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉|“[^“”\n]{1,24}”|‘[^‘’\n]{1,24}’|〔[^〔〕\n]{1,12}〕|\[[^\[\]\n]{1,12}\]"
)
#: In a name only these are figures all the same (“建会率达到95%”).
_FIGURE_IN_NAME = frozenset("% 个百分点 元 万元".split())

#: What stands before a number that is no figure.
_BEFORE = re.compile(
    r"(?:第|之|[每逐某几]|成[百千]上|(?<![目此日年之以先提当])前|[A-Za-z+×*□＊_@#]|[0-9A-Za-z][-—~·/:.])$"
)
#: The last characters of those, for speed.
_LEADS = frozenset("第之每逐某几前数上+×*□＊_/:@#.-—~·" + ascii_letters)
#: 数百 is no number; 人数百余 is one.
_SOME = re.compile("(?<![人总户家件次场岗期个篇台份车亩条项保率少多系指])数$")
_RANKED = re.compile("(?:(?<![安编])排|头|(?<!系)列|居|名次|排名)(?:名|在|为)?(?:全[国省市区县]|第)?$")
#: What stands behind a number and makes it a date, a rank, a class or a name.
_BEHIND = re.compile(
    r" ?(?:[A-Za-zxX×*□＊_+@](?![a-zB²2 ])|[:/][0-9]|比[0-9一二三四五六七八九十]|[-—][0-9]{7,8}(?![0-9万亿])|[-—][0-9]{3,4}[-—][0-9]"
    "|月|日(?!元)|号|届|级|星|时(?!间)|点|钟|强|佳|优|版|楼|层|室|[栋幢座](?:楼|[0-9]|单元)|中全会|大(?!桶|型|米)|国|五(?=规划|普法|期间|时期)|世纪|年代|季度|后(?=青年|职工|一代)|周年|代|期(?:工程|项目|建设|改造)|旬|环|路|中学|中(?=[，。、校])|小(?=[，。、学校])|院|厂|师|连|团(?!队))"
)
_MEASURED_TIME = re.compile(
    "(?:为期|历时|耗时|长达|有效期|任期|学制|缩短|延长|平均年龄为?|平均工龄为?|平均|期限为?)(?:了|约|近|至|到)?$"
)
#: A stretch of days that locates a deed.
_TIME_LOCATED = re.compile(" ?(?:内|以内|之内|前|后|来|以来|之后|之前|里)")
_TIME_SPENT = re.compile("(?:花|费|历时|为期|耗时|累计|共)(?:了|时)?近$")
_TIME_BEFORE = re.compile("(?:近|这|(?<!提)前|后|过去|最近|最后|连续|仅用|用)$")
#: A rule of working hours: 8小时工作制.
_REGIME = re.compile("(?:工作|值班|轮班|轮换)?制(?![作定订止成造服品])")
#: Round the clock: the name of a service.
_ROUND_THE_CLOCK = re.compile("24小时|二十四小时|八小时(?:以|之)?外|8小时(?:以|之)?外|八小时工作")

#: A size that defines a category, and not a number of people: 100人以上企业, 35岁以下, 500万元以上的项目.
_THRESHOLD = re.compile(
    "(?:（含[^（）]{0,6}）)?(?:及|或)?(?:以上|以下|以内|之间)(?:（含[^（）]{0,6}）)?[）且]?"
    "(?:的|非公|公有|规模|民营|私营|外资|三资|个私|国有|小微|中小|大型|企业|单位|公司|工会|用人|项目|工程|事业|行业|园区|组织|各类|建会|已建|未建|商务|楼宇|法人|大病|医疗|重点|班组|青年|职工子女|大额|生产|车间)"
)
#: People of whom there are so many took part; a body that has so many is of a size.
_TOOK_PART = re.compile(
    "(?:（含[^（）]{0,6}）)?以上(?:[，。；、）！\n]|$|的?(?:职工|会员|农民工|困难|群众|干部|女职工|员工|同志|代表|村民|居民|学员)|参|受|获|就业|到|报名|次|实现|通过|观)"
)
_OVER = re.compile("(?:超过?|逾|高于|大于|不低于|不足|低于|少于)$")
_LIMIT = re.compile("(?:（含[^（）]{0,6}）)?(?:及|或)?(?:以上|以下)")
_SIZE_BEFORE = re.compile("(?:规模|规模在|规模为|人数在|人员在)(?:达到|达)?$")
#: A class and how many are of it: 2-5万元的8人.
_CLASS_OF = re.compile("的(?:有|共|为)?[0-9]")
_OF_A_SIZE = frozenset("人 名 元 岁 周岁 平方米 吨 亩 年 小时 个 千瓦 万元 天".split())
#: Heads of one's own outline (三个方面, 四项措施), whatever the digits are written in.
_OUTLINE = re.compile(
    "(?:主要|重点|突出|重要|关键|薄弱|基本|具体|配套|专门|大|硬|新|专项|核心|明显|惠民|服务){0,2}"
    "(?:方面|环节|层面|层次|维护|意识|自信|转变|阶段|步骤|必须|代表|普遍|文明|要素|关键|原则|目标|任务|措施|举措|要求|制度|机制|职能"
    "|职责|工作(?![组站室者坊点队专小])|内容|角度|维度|主题|体系|标准|特点|特征|优势|抓手|载体|领域|务必|关系|系列|方向|方式|渠道|途径|规定|规范|纪律"
    "|为主|(?:重点|亮点|难点)(?=[，。、：；]|工作|任务)|大局)"
)
_OUTLINE_ALWAYS = re.compile(
    "(?:主要)?(?:方面|层面|坚持|全面|维护|意识|自信|确保|普遍|务必|必须|代表(?!团|队|组|小组)|不动摇|一|到位|更加|转变|高于)"
)
#: What points at parts of the text (这两项, 关键是三条, 以下三类).
_POINTED = re.compile("(?:[这那是该抓]|以下|下列|上述|抓好|做好|分为)$")
#: Things that can be counted, as heads after a small Chinese numeral with 个, 项, 支 and the like.
_COUNTABLE = re.compile(
    "集体|单位|班组|企业|小组|委员会|项目|个人|基地|中心|村|社区|乡|镇|街道|[区县省市](?!总|委|级)|部门|家庭|协会|协作区|队(?!伍建设)|窗口|平台|工种|车间|支部|行业|工作室|代表团|工地|园区|阵地"
    "|活动室|书屋|联合会|奖|专利|成果|课题|提案|比赛|竞赛|赛事|荣誉|纪录|建议|信息|短信|消息|标语|横幅|锦旗|展板|热线|工会|站|馆|(?:站|网|试|示范|服务|餐)点|室|分会|案件|岗位|名额|会场|系统|省市|城市|地区|班|栏目|节目|作品|[店厂院校园楼库]|商城|广场|市场|机构|协议|合同|法规|冠军|[金银铜]牌"
)  # fmt: skip
_CLAUSE_END = re.compile(r" ?(?:[，。；、）！？：\n]|和|及|以及|以上|左右|$)")
#: Courses and papers come in numbers that are counted, works in phases that are numbered (机场三期).
_PARALLEL = re.compile("[一二三四五六七八九十百千][^一二三四五六七八九十百千万、，。；：和及与各共有（）“”]$")
_CLAUSE_MARK = re.compile("[，。；：！？\n]")
_SERIES = re.compile("[班训办讲课刊报编展营]|论坛|沙龙")
_SESSION = re.compile(
    "次(?:、[二三四五六七八九十]次){0,3}(?:全会|全委|全体|委员会|代表大会|党代会|工代会|妇代会|职代会|会员代表|常委)"
)
_HELD = re.compile("(?:召开|举行|召集|组织)(?:了|过)?$")
#: Words of one body or saying that begin with a counting word.
_SAYING = re.compile(
    "位一体|位数|起(?!案|事|劳|工|违|信|纠|争|来|，|。|、|侵|仲|维|拖|群|集|突|诉|交|安|火|较|重|职|因)|人行|人转|家(?:子|人|之言|村|乡|镇|街|桥|屯)|[台道户间条座里棵](?:河|县|市|区|乡|镇|村|街|路|山|屯|庄|沟|子|桥)|件大事|套班子|块牌子|支队伍|条(?:龙|腿|线|主线|心)|部委|节(?!约|电)|次性|次创业|次分配|次覆盖|次产业|名列"
)
_HOTLINE = re.compile("1(?:2[0-9]{3}|1[0-9]|6[0-9]{3})|9[56][0-9]{3}|[48]00")
#: Before 一 and its counting word where a single one is meant, and where none is.
_ONE_COUNTED = re.compile("(?:各|仅|只有|共|另|共计|其中|有|名额|另有)$")
_ONE_NOT = re.compile("[每这那某同另任逐统唯进上下头新的了成为到过之是如以用于更第万再又还在凡整近大]$")
_ONE_HEADS = frozenset("名 家 户 例 人 期 场 件 个 项 篇 部 册 本 条 处 座 支 台 辆 幅 所 间 面 块 次 套 份".split())
#: What befell the one body or person a clause begins with (一名职工获省级表彰).
_HONOURED = re.compile(
    "[^，。；！？\n]{1,12}?(?:获|被|荣|受到|入选|当选|评为)|[^，。；！？\n]{1,6}、[两二三四五六七八九0-9]"
)
_EACH = re.compile("[每这那某同另任逐挨一户]$")
_ALWAYS_ONE = frozenset("倍 个百分点 百分点 个点 元 小时 吨 公里".split())


class Names:
    """Stretches of a text that are titles, short quotations or numbers of documents."""

    def __init__(self, text: str):
        spans = [match.span() for match in _NAMES.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def around(self, position: int) -> bool:
        """Whether a position is inside of one."""
        last = bisect_right(self._starts, position) - 1
        return last >= 0 and position < self._ends[last]


def named(unit: str, chinese: bool) -> bool:
    """Whether a number inside a name or short quotation belongs to it, and is no figure that is quoted."""
    return chinese or unit not in _FIGURE_IN_NAME


def led(text: str, start: int) -> bool:
    """Whether what stands directly before a number makes it an ordinal, a version, no number at all (第三, T800, 数百)."""
    if text[start - 1 : start] not in _LEADS:
        return False
    lead = text[max(0, start - 4) : start]
    return _BEFORE.search(lead) is not None or (text[start] in "十百千万亿" and _SOME.search(lead) is not None)


def continues(text: str, end: int) -> bool:
    """Whether what stands behind a number makes it a date, a class, a version or the like."""
    return _BEHIND.match(text, end) is not None


def is_rank(text: str, start: int, unit: str) -> bool:
    """Whether a number is a place in an order (列全省第3位, 排名5位)."""
    return unit in ("位", "名") and _RANKED.search(text[max(0, start - 8) : start]) is not None


def only_locates(text: str, start: int, unit_end: int, unit: str) -> bool:
    """Whether a stretch of time says when, and measures nothing done (五年来, 两年内, 连续三年, 24小时热线)."""
    lead = text[max(0, start - 8) : start]
    if _REGIME.match(text, unit_end):
        return True
    if unit in LONG_TIME:
        if _TIME_LOCATED.match(text, unit_end) or (unit in ("岁", "周岁") and _LIMIT.match(text, unit_end)):
            return True
        return _MEASURED_TIME.search(lead) is None
    if _ROUND_THE_CLOCK.match(text, start):
        return True
    if (unit == "个" and lead.endswith("连续")) or (unit == "分" and lead.endswith(("时", "点", ":"))):
        return True
    if unit in ("天", "小时", "工作日", "个工作日", "个小时", "分钟"):
        if _TIME_LOCATED.match(text, unit_end):
            return True
        return _TIME_BEFORE.search(lead) is not None and not _TIME_SPENT.search(lead)
    return False


def is_threshold(text: str, start: int, unit_end: int, unit: str) -> bool:
    """Whether a number defines a category of bodies or people (100人以上企业, 500万元以上的项目)."""
    if text[max(0, start - 2) : start] == "（含" and _LIMIT.match(text, unit_end + 1):
        return True
    if unit in ("人", "名") and _LIMIT.match(text, unit_end):
        return (
            _TOOK_PART.match(text, unit_end) is None or _SIZE_BEFORE.search(text[max(0, start - 6) : start]) is not None
        )
    if text[unit_end : unit_end + 1] == "级" or (
        unit == "元" and text[unit_end : unit_end + 1] == "的" and _OVER.search(text[max(0, start - 6) : start])
    ):
        return True
    if unit in _OF_A_SIZE and _CLASS_OF.match(text, unit_end):
        return True
    return unit in _OF_A_SIZE and _THRESHOLD.match(text, unit_end) is not None


def is_session(text: str, start: int, unit_start: int) -> bool:
    """Whether 次 is that of a session (四次全会), not of meetings held."""
    if text[max(0, start - 1) : start] == "届" and text[start] not in "0123456789":
        return True
    return _SESSION.match(text, unit_start) is not None and not _HELD.search(text[max(0, start - 4) : start])


def is_hotline(digits: str) -> bool:
    """Whether digits without a unit are a number to call (12351, 110, 95598)."""
    return _HOTLINE.fullmatch(digits) is not None


def is_outline(text: str, start: int, unit_end: int, unit: str, small_numeral: bool, small: bool) -> bool:
    """Whether a number parts one's own text or a slogan (三个方面, 四项措施, 两个维护), and counts nothing done.

    Parameters
    ----------
    small_numeral
        Whether it is a Chinese numeral up to 十.
    small
        Whether it is at most ten.
    """
    if unit not in ABSTRACT:
        return False
    if _OUTLINE_ALWAYS.match(text, unit_end) or (small and _OUTLINE.match(text, unit_end)):
        return True
    if small_numeral and (unit in ("字", "头") or _POINTED.search(text[max(0, start - 2) : start])):
        return True
    if not small_numeral or _CLAUSE_END.match(text, unit_end):
        return False
    return _COUNTABLE.search(re.split("[，。；：、！？\n]", text[unit_end : unit_end + 12], maxsplit=1)[0]) is None


def is_saying(text: str, start: int, unit_start: int, numeral: str, unit: str) -> bool:
    """Whether a small Chinese numeral is part of a name or saying (三位一体, 二次分配, 一家一户)."""
    # 三番五次, 五花八门: a numeral two characters before, without a mark between.
    if _SAYING.match(text, unit_start) or _PARALLEL.search(text[max(0, start - 2) : start]):
        return True
    if unit == "期":
        return _SERIES.search(_CLAUSE_MARK.split(text[max(0, start - 10) : start])[-1]) is None
    # 二 before a counting word says the second one, where 两 counts; after the thing counted it can be a figure.
    return (
        numeral == "二" and not _CLAUSE_END.match(text, unit_start + len(unit)) and unit not in ("名", "人", "家", "户")
    )


def is_indefinite_one(text: str, start: int, unit_end: int, unit: str) -> bool:
    """Whether 一 with its counting word is an article (一支队伍, 一次次), and counts nothing as one."""
    if unit in _ALWAYS_ONE:
        return False
    if text[max(0, start - 2) : max(0, start - 1)] == "一" or text[unit_end : unit_end + 1] == "一":
        return True
    if unit == "户":
        return _EACH.search(text[max(0, start - 2) : start]) is not None
    if unit not in _ONE_HEADS:
        return True
    lead = text[max(0, start - 4) : start]
    if _PARALLEL.search(lead):
        return True
    if unit in ("名", "家") and (not lead or _CLAUSE_MARK.match(lead[-1])) and _HONOURED.match(text, unit_end):
        return False
    if _ONE_COUNTED.search(lead) and (
        unit in ("名", "家", "户", "例", "期", "场") or _CLAUSE_END.match(text, unit_end)
    ):
        return False
    if not lead or _ONE_NOT.search(lead) or not _CLAUSE_END.match(text, unit_end):
        return True
    return unit == "次" and "每" in text[max(0, start - 8) : start]
