"""In what is something counted: counting words and units of measurement of Chinese, a closed class of its grammar."""

import re

#: Counting words of people, bodies, deeds and things: a small Chinese numeral before one of them counts (三名, 两场).
PLAIN = frozenset(
    "名 人 家 户 件 场 次 期 例 起 篇 部 台 辆 本 册 所 座 间 份 幅 首 票 位 批 桩 宗 幢 栋 艘 架 匹 棵 株 盒 箱 袋 瓶 床 顿 桌 枚 轮 趟 人次 场次 家次 件次 "
    "户次 台次 车次 班次 批次 项次 条次 篇次 期次 例次 岗次 队次 架次 船次 艘次 辆次 人（次） 场（次） 家（次） 件（次） 户（次） 期（次） 次（场） 场（期） 家（个）".split()
)
#: Counting words that also part what is thought or planned (三项措施, 两个确保): a small Chinese numeral before one of them
#: counts only with a thing that can be counted.
ABSTRACT = frozenset(
    "个 项 条 支 种 类 套 块 道 处 面 只 根 张 片 组 段 岗 则 封 门 节 堂 对 头 副 款 样 字 笔 双 包 卷 页 颗 桶 剂 粒 顶 盏 列 个次 套次 课次 个（项） 项（个） 个（家） 个（次） 项（次） 条（次）".split()
)
MONEY = frozenset("元 人民币 美元 港元 欧元 日元".split())
#: Units of length, area, mass, energy, data.
PHYSICAL = frozenset(
    "平方米 平方公里 平方千米 平米 ㎡ 亩 公顷 立方米 立方 公里 千米 米 厘米 毫米 海里 吨 担 公斤 千克 斤 克 微克 毫克 升 毫升 千瓦时 千瓦 兆瓦 度 标准箱 吨公里 "
    "km kg m² m2 KB MB GB TB kW kWh 摄氏度 分贝".split()
)
#: Stretches of time that can measure something done.
TIME = frozenset(
    "小时 个小时 个多小时 学时 个学时 课时 个课时 工时 个工时 分钟 秒 天 个工作日 工作日 个工日 工日".split()
)
#: Years, months and weeks as a rule only locate in time: they measure where words say so (为期两年).
LONG_TIME = frozenset("年 个月 周 个星期 星期 岁 周岁".split())
#: Shares and multiples.
RATIO = frozenset("% ‰ 个百分点 个点 百分点 倍 分".split())

#: What follows where the character belongs to another word: 组织 is no counting word 组.
_OTHER_WORDS = {
    "组": "织建", "对": "象于口外内接", "面": "向临对积", "台": "阶湾", "名": "列称义录", "人": "口民均才事力工数文", "处": "理于置", "部": "门分署委", "节": "日能假约前后目期",
    "期": "间末望限", "次": "序年日干", "条次": "干", "项": "目", "批": "评准示复", "门": "户", "种": "植子", "位": "于居列", "元": "旦月宵", "天": "津然气安桥",
    "度": "假", "条": "件例", "封": "闭", "场": "所馆地", "间": "接隔", "座": "谈", "张": "贴家", "份": "额子", "首": "次批先创届", "本": "市区县年省级着",
    "升": "级学", "克": "服", "分": "别类之公会工局支期批步级组管布配享", "根": "据", "段": "落", "片": "区面", "轮": "流训", "架": "空", "样": "板本",
    "岗": "位", "笔": "试记", "双": "方向重", "包": "括含", "列": "入出为", "页": "面", "米": "面", "字": "号", "头": "脑等", "起": "到草", "家": "庭渠", "类": "似", "周": "年", "个点": "位子", "套": "用",
}  # fmt: skip
_ALL = sorted(PLAIN | ABSTRACT | MONEY | PHYSICAL | TIME | LONG_TIME | RATIO, key=lambda word: (-len(word), word))


def _pattern(word: str) -> str:
    other = _OTHER_WORDS.get(word, "")
    return re.escape(word) + (f"(?![{other}])" if other else "")


UNIT = re.compile(
    rf" ?(?P<word>{'|'.join(map(_pattern, _ALL))})(?P<per>/(?:人|户|年|月|天|日|家|次|件|场|亩|吨|小时|立方米|平方米|㎡|平米))?"
)
FIRST_CHARACTERS = "".join(sorted({word[0] for word in _ALL}))
#: Things that can follow an Arabic number without a counting word (3000职工).
NOUN = re.compile(
    " ?(?=职工|农民工|困难职工|女职工|会员|企业|单位|工会|基层工会|员工|工人|群众|干部|劳模|居民|家庭|党员|团员|村民|农户|学员|教师|人民|人口)"
)
