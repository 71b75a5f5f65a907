"""What part does a word play in a clause that states a figure: deed, aid to the deed, thing counted, or none?"""

from functools import lru_cache
import re

#: Parts a word can play, as one letter each, so that a clause is a string of letters.
DEED = "V"  # names what was done; ends a noun before it
DUAL = "U"  # a deed where nothing is named before it, else part of a noun (培训职工, 职工培训)
LINK = "L"  # joins thing and figure and says nothing of either (达到, 有, 共计)
CHANGE = "C"  # says that the figure is a difference
ADVERB = "D"
TIME = "T"
PREPOSITION = "P"
WHERE = "F"  # 中, 内: after a noun
SCOPE = "G"  # whose figure it is: 全市, 各级, place names
JOIN = "J"
OF = "E"  # 的
OF_THESE = "K"  # 其中
AID = "A"  # verbs and particles that add nothing to the deed (进行, 了)
NOUN = "N"
MARK = "X"

_DEEDS = """
新建 组建 新组建 建立 成立 建成 创建 改建 扩建 筹建 创办 开办 设立 开设 建 办 办起 实行 送发 花 花费 用时 历时 指导 督促 邀请 加入 签订 续签 新签 签署 签约 订立 重签
变更 发放 下发 下拨 拨付 拨出 划拨 筹集 筹措 募集 捐助 捐献 捐出 争取 落实 安排 发给 送去 送出 送上 赠送
配送 分送 派发 举办 开展 组织 召开 举行 协办 主办 参加 出席 实施 推出 启动 实现 达成 创造 创 提出 提 采用 征集 收集
申报 上报 报送 编发 编印 印发 制定 制订 出台 修订 走访 看望 接待 受理 接听 办理 调处 解答 答复 审结 结案 立案 查处
督办 追讨 追回 讨回 追缴 挽回 避免 清欠 清理 兑现 发展 吸收 吸纳 新增 招收 招募 转入 接收 覆盖 涉及 惠及 受惠
受益 涵盖 辐射 带动 吸引 动员 号召 发动 引导 促进 推动 促成 扶持 解决 提供 推荐 介绍 输送 评出 选出 选树 命名 表彰
授予 荣获 获得 获 评为 评定 确定 列为 树立 培育 培养 涌现 选派 派出 选送 聘请 聘任 聘用 配备 配齐 任命 招录 选聘 晋升
获评 授牌 摘牌 轮训 讲授 授课 张贴 悬挂 播放 刊发 刊登 发表 发布 推送 编写 撰写 录用 采写 拍摄 设置 设 购置 购买
配置 添置 安装 维修 开通 录入 建档 核查 收缴 上缴 上解 征收 代征 计提 拨缴 收取 缴纳 收到 回拨 返还 节约 节支 增收
创收 减少 消除 改善 更换 淘汰 参展 建会 入会 建制 建家 撤销 注销 更名 转出 发出 制作 举荐 促使 攻克 推广 研制 研发
承接 认领 认购 领取 享受 整理 走进 深入 保有 挂钩 包保 牵手 招用 上岗 完成 加强 完善 推进 拿出 投身
取得 查出 开通 接管 铺设 修建 扩建 改扩建 修缮 补缴 纳入 打造 布局 自筹 包联 审议通过 表决通过 创造价值
""".split()

#: Deeds that are as often a noun's part as a verb.
_DUALS = """
支出 投入 收入 验收 建设 教育 培训 慰问 服务 援助 救助 帮扶 扶助 补助 补贴 资助 奖励 调解 仲裁 检查 督查 排查 审计 审查 审核 评议 测评
应用 演出 就业 再就业 参与 体检 帮助 招聘 登记 管理 调查 竞赛 注册 履行 代理 参保 参训 参赛 评选 选举 免费 开发 更新
认定 申请 采集 投保 达标 挂牌 换届 结对 联系 安置 采纳 整改 转化 化解 处理 辅导 咨询 座谈 捐赠 捐款 捐物 募捐 赔付
考核 理赔 减免 报销 救济 宣传 宣讲
""".split()

_LINKS = """
有 已有 共有 现有 设有 拥有 达 达到 是 共 共计 总计 合计 累计 总共 一共 计 约 近 超 超过 多达 高达 突破 占 含 仅 只有
就有 还有 另有 下设 内设 辖 下辖 折合 折款 人民币 价值 总价值 降到 升到 增到 增至 升至 降至 提至 减至 增加到 提高到 上升到 下降到 提升到 各有 均有 内有 分别 分别为 分别有 属 等 保持 稳定 控制 等于 不少于 不低于 至少 接近 将近 大约 左右 数
均达 均达到 均为 位居 平均 其余 其它 其他 到 至 占到
""".split()

INCREASE = "增长 增加 提高 上升 提升 增 多 扩大 上涨 攀升 递增 增多 升 上浮 增幅 翻 番 翻番 净增长 净增 净增加".split()
DECREASE = "下降 减少 降低 降 缩短 少 减 回落 下浮 递减 下滑 缩减 降幅 压缩 压降 压减".split()

_ADVERBS = """
已 已经 曾 先后 陆续 相继 均 都 全部 全 共同 又 还 也 再 再次 就 便 即 才 只 不断 积极 认真 大力 广泛 切实 扎实 全面
进一步 努力 充分 有效 及时 成功 顺利 圆满 超额 实际 直接 首次 首批 新 分期 分批 集中 统一 联合 多次 多渠道 专门 重点
主要 普遍 逐步 着力 稳步 有序 深化 有力 同时 另外 此外 并且 而且 从而 仍 仍然 更 更加 最 很 依法 到目前为止 总 净 当场 现场
一次性 一次 各自 各类 各种 各项 各个 各式 多种 多个 若干 一批 一些 许多 众多 广大 有关 相关 不同 不同程度 形式多样
丰富多彩 进而 必须 尽力 重新 新近 一律 基本 基本上 力争 确保 连续 年均 每户 每人 每名 每家 每个 每位
""".split()

_TIMES = """
今年 去年 上年 本年 当年 明年 前年 年内 全年 年初 年底 年末 年终 年中 上半年 下半年 目前 现在 当前 现 眼下 至今 如今
近年来 近年 一年来 半年来 几年来 五年来 今年以来 一年 期间 春节 元旦 中秋 国庆 两节 月 年 月底 月份 日 季度 一季度
第一季度 同期 去年底 去年同期 上年同期 以来 截至目前 截止目前 每日 每年 每月 每天 每季度 节日 节前 五年 三年 届内 任期 以前
之前 以后 前夕 同比 环比 截至 截止
""".split()

_PREPOSITIONS = """
为 给 向 对 对于 在 从 由 把 将 被 跟 于 按 按照 根据 以 因 因为 通过 经 经过 自 依托 围绕 针对 结合 用 随着 据 比 较
用于 面向 来自 借助 利用 同 让 使 使得 据统计
""".split()
_WHERE = """
中 内 里 上 下 间 之中 当中 以内 之间 方面
""".split()
_SCOPES = """
全市 全区 全县 全省 全国 全镇 全乡 全街道 全街 全州 全盟 全旗 全系统 全行业 全局 全校 全院 全厂 全公司 全集团 全村
全社区 全体 我市 我区 我县 我省 我镇 我街道 我局 我们 我会 我院 我校 本市 本区 本县 本街道 本镇 市 区 县 镇 省 州 街道
市总 区总 县总 省总 市总工会 区总工会 县总工会 省总工会 总工会 街道总工会 镇总工会 各级 各级工会 各地 各单位
各基层工会 各 本 该 此 辖区 辖区内 区域内 范围 范围内 全社会 工会组织 村 社区 单位 大家 他们
""".split()
#: Adverbs that narrow a noun where one follows (重点项目).
NARROWING = frozenset("现场 重点 主要 专门 联合 免费 统一 新".split())
#: Of these, those that are a thing themselves where no noun follows (建立工会组织).
BODIES = frozenset("工会组织 单位 村 社区 总工会 市总工会 区总工会 县总工会 街道总工会 镇总工会 镇 街道".split())
_JOINS = """
、 和 与 及 以及 及其 并 或 暨
""".split()
_AIDS = """
了 过 着 起 起来 出 出来 得 地 所 要 应 应当 能 能够 可 可以 会 进行 给予 予以 加以 得以 得到 受到 做好 抓好 抓 做 作
作为 成为 力度 开始 来 去 用来 上去 到位 继续
""".split()
#: A word of these makes a noun of the verb before it: 签订率, 参赛人数.
NOUN_MAKERS = frozenset(
    "率 数 量 额 度 面 者 人数 件数 次数 起数 户数 家数 人次 总数 总量 总额 数量 金额 资金 比例 比率 覆盖率 覆盖面 方 员 费 金 基金 式 型".split()
)
#: One of these does so where a noun stands before the verb (工会组建任务).
HEADS = frozenset("任务 目标 情况 指标 政策 办法 方案 工作 机制 渠道 流程".split())
#: Deeds that take one of these as their object (企业制定方案).
TAKES_HEADS = frozenset(
    "开展 举办 组织 参加 建立 制定 制订 出台 完善 推进 加强 落实 实施 完成 设立 提供 创新 修订 承担 下达 布置".split()
)
_NOUN_ENDS = (
    "率",
    "面",
    "员",
    "金",
    "班",
    "室",
    "站",
    "点",
    "书",
    "费",
    "队",
    "会",
    "组织",
    "中心",
    "基地",
    "基金",
    "资金",
    "机构",
)
#: Deeds that hold their own object: what came before is not what they do something to.
SELF_CONTAINED = frozenset(
    "捐款 捐资 捐物 投资 集资 建会 入会 换届 参赛 参保 参训 投保 受益 体检 建制 建家 就业 再就业 上岗 增收 创收 结对 达标 挂牌 创造价值".split()
)
#: Deeds that, without an object, only say how far a thing has come (税收完成3亿元).
COMPLETIONS = frozenset("完成 实现 预计 预计完成".split())
#: Nouns that name a size and no thing: they need the deed of the clause before.
SIZES = frozenset("金额 总金额 总额 资金 总数 人数 总人数 面积 数量 总量 资金总额 经费 总投资".split())
#: Nouns the dictionary takes for something else, or cuts.
_NOUNS = """
非公 非公有制 未建会 未建工会 应建会 已建会 未入会 未参保 老年 可支配收入 人均 退休 在职 下岗 失业 特困 单亲 应签 已签 应建 已建 未建 未签 未组建 一线 三八 合理化 内部 中小 上级 下级 级 起 首席 西瓜 线上 线下 单身 异常 健身 休闲 娱乐 城镇 城市 城乡 城中村 上市 普通高中 占比 控股
新就业形态
""".split()
#: Deeds whose object does something itself, which is told behind it (组织职工参加疗休养).
PIVOTS = frozenset(
    "组织 动员 发动 引导 号召 安排 帮助 指导 推荐 选派 带动 吸引 邀请 促成 推动 督促 促使 协助 支持".split()
)
#: Deeds whose object can be a deed itself, told as a noun behind the figure (完成12家企业改制).
EVENTS = frozenset("完成 实施 推进 推动 开展 启动".split())
#: Deeds that say of a thing named before them that it came about (报告会举行15场, 会员发展到90人).
COMES_ABOUT = frozenset("举行 举办 召开 完成 新增 发展 落实 解决 整改 办结 结案 发放 录入 建成 开通 采纳 推广".split())
#: Of these and like ones, those that lead from one level to the next.
GROWTH = frozenset("发展 新增 增加 扩大 壮大 净增 增长 扩展".split())
#: Words for giving, which are deeds behind the name of a giver.
GIVING = frozenset("投入 资助 救助 帮助 帮扶 慰问 奖励 补助 捐赠 援助 安置 支持".split())
#: Words before a deed or a level that say it is meant, not what it is.
INTENDS = frozenset("计划 预计 拟 争取 预期".split())
#: Words for several of a kind: what they stand before is a thing, whatever it can be else (各类参保人员).
DETERMINERS = frozenset("各类 各种 各项 各个 各式 多种 多个 若干 一批 一些 许多 众多 广大 有关 相关 不同".split())
#: A deed that follows one of these is a new one, and the word belongs to it (新发展会员).
NEWLY = frozenset("新 净 新近 增".split())
#: What a thing that is a size ends with: the one of a list's last member is that of all, and none is done by anyone.
SIZE_ENDS = "率面数额量值"
#: Prepositions before those a deed is done for or to; it is told behind them.
FOR_WHOM = frozenset("为 给 向 对 把 将 与 同 跟".split())

_PARTS = {
    **dict.fromkeys(_DEEDS, DEED),
    **dict.fromkeys(_DUALS, DUAL),
    **dict.fromkeys(_ADVERBS, ADVERB),
    **dict.fromkeys(_LINKS, LINK),
    **dict.fromkeys(INCREASE, CHANGE),
    **dict.fromkeys(DECREASE, CHANGE),
    **dict.fromkeys(_TIMES, TIME),
    **dict.fromkeys(_PREPOSITIONS, PREPOSITION),
    **dict.fromkeys(_WHERE, WHERE),
    **dict.fromkeys(_SCOPES, SCOPE),
    **dict.fromkeys(_AIDS, AID),
    **dict.fromkeys(_JOINS, JOIN),
    **dict.fromkeys(_NOUNS, NOUN),
    "的": OF,
    "其中": OF_THESE,
}

#: Parts by the word classes of the segmenter's dictionary, for words that are not listed.
_BY_TAG = {
    "ns": SCOPE, "d": ADVERB, "ad": ADVERB, "p": PREPOSITION, "t": TIME, "c": ADVERB, "r": SCOPE,
    "y": AID, "ul": AID, "uz": AID, "ug": AID, "ud": AID, "uv": AID, "o": NOUN,
}  # fmt: skip

#: A year in Chinese digits, or the part of it that the dictionary holds.
_CHINESE_YEAR = re.compile("[一二三四五六七八九〇○零]{2,4}年?")


@lru_cache(maxsize=1 << 16)
def part_of(word: str, tag: str) -> str:
    """The part a word plays; `tag` is its class in the segmenter's dictionary, which tells only what is not listed."""
    if word in _PARTS:
        return _PARTS[word]
    if not word[0].isalnum():
        return MARK
    if _CHINESE_YEAR.fullmatch(word):
        return TIME
    if tag in ("v", "vd", "vi"):
        # A verb that is not listed names a deed only where nothing stands before it; a single character is a piece of a
        # word the dictionary lacks.
        return DUAL if len(word) > 1 else NOUN
    return _BY_TAG.get(tag, NOUN)


@lru_cache(maxsize=1 << 16)
def parts_of(word: str, tag: str) -> tuple[tuple[str, str], ...]:
    """The word with its part, or its two pieces with theirs where the dictionary holds a deed with its adverb, a change
    with its base or a deed with its object as one word (超额完成, 同比增加, 新建村, 自筹资金)."""
    if word not in _PARTS and len(word) > 2:
        for cut in (2, 1):
            ends = (_PARTS.get(word[:cut]), _PARTS.get(word[cut:]))
            glued = ends[0] in (ADVERB, TIME) and ends[1] in (DEED, CHANGE) or ends == (PREPOSITION, TIME)
            glued = glued or ends[0] == CHANGE and word[cut:] in ("到", "至")
            if glued or ends[0] == DEED and (word[cut:] in SIZES or word[cut:] in ("村", "镇", "乡", "区", "县")):
                return (word[:cut], ends[0]), (word[cut:], part_of(word[cut:], ""))
    return ((word, part_of(word, tag)),)


def is_listed(word: str) -> bool:
    """Whether the part of a word is known from these lists, and not only from its class in the dictionary."""
    return word in _PARTS


def listed_words() -> tuple[str, ...]:
    """All words of these lists, sorted."""
    return tuple(sorted(_PARTS))


def hides_deed(word: str) -> bool:
    """Whether a longer word holds a deed that must be seen (职工参加, 工会组建); 组建率 and 培训班 are nouns for all that."""
    if word in _PARTS or word.endswith(_NOUN_ENDS):
        return False
    return any(part in word for part in (*_DEEDS, *_DUALS) if len(part) > 1)
