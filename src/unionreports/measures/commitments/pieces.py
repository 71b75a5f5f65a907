"""Plans and reviews cut into the single things they promise or tell."""

import re

import numpy as np
import pandas as pd

from unionreports.measures.commitments.problem_words import LACKING
from unionreports.text.clauses import Clauses, split_clauses
from unionreports.text.offsets import Joined, join_rows

#: Verbs that open a promise or the telling of a deed.
VERBS = tuple(
    "新建 组建 建立 建成 建设 建好 修建 兴建 创建 成立 设立 开通 开办 开设 开展 开辟 开发 举办 举行 召开 组织 筹办 承办 主办 实施 启动 推进 推行 推广 "
    "推动 推出 推荐 推选 加强 加大 加快 强化 深化 完善 健全 规范 优化 改革 改善 改进 提高 提升 扩大 扩展 拓展 拓宽 发展 吸收 吸纳 落实 贯彻 "
    "执行 履行 坚持 做好 抓好 办好 搞好 用好 管好 抓紧 狠抓 严格 突出 巩固 丰富 繁荣 培育 培养 培训 选树 评选 表彰 命名 宣传 弘扬 学习 教育 引导 "
    "动员 发动 发挥 维护 保障 保护 参与 协调 调解 化解 处理 督促 监督 检查 指导 帮助 帮扶 救助 资助 扶持 慰问 走访 看望 发放 筹集 募集 投入 安排 "
    "提供 支持 解决 签订 续签 协商 覆盖 新增 增加 减少 增设 达到 实现 完成 争取 力争 确保 打造 构建 营造 建章 制定 制订 修订 出台 印发 编印 编辑 "
    "出版 拍摄 摄制 购置 配备 配齐 改造 维修 翻建 迁建 整合 整顿 清理 清缴 收缴 代收 审计 审查 选举 换届 调整 配合 联合 会同 合作 疗养 体检 "
    "免费 试点 探索 创新 研究 调研 摸清 统计 普查 推介 介绍 安置 促进 形成 取消 撤销 合并 停止 引进 引入 搭建 设置 招聘 聘请 聘任 选派 选聘 派出 "
    "下拨 拨付 补助 奖励 补贴 办理 受理 接待 代理 援助 赠送 征集 收集 编写 汇编 展演 展示 竞赛 评比 验收 考核 查处 整治 治理 绿化 硬化 新修 铺设 "
    "种植 征收 拆迁 拆除 安装 更换 搬迁 竣工 开工 投产 启用 运行 上线 扶贫 脱贫 招商 就业 培树 申报 创办 撰写 整理 更新 补充 重建 谋划 修缮 装修 开好 协助 参加 列入 纳入 申请 "
    "挽回 筹建 筹备 挂牌 倡导 关心 关爱 服务 依托 反对 采取 实行 举荐 轮训 起草 草拟 拟定 拟订 筹措 选择 恢复 组队 组团 编制 编排 编发 吸引 招募 招收 增配 增派 租用 收集 印制 刊发 播出 播放 播映 联办 扩建 改建 扩容 改版 改选 补选 补建 补签 补缴 补发 补齐 腾出 划拨 拨出 兑现 偿还 追回 追缴 讨回 讨要 减免 代缴 代办 代管 试办 试行 试运行 承接 结对 挂钩 联系 进驻 下派 蹲点 走进 深入 排查 普查 巡查 抽查 督查 回访 复查 评估 评定 认定 授予 颁发 选送 保送 推送 发布 公布 公开 公示 通报 上报 登记 录入 建档 立项 招标 封顶 交付 揭牌 揭幕 开馆 开园 开班 开课 开讲 开播 开庭 抓 建 办 搞 送 评 设".split()
)  # fmt: skip
_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
#: Those that make a thing of their own of what a plan wants to reach: 力争新建书屋20家, but not 力争覆盖率达到90%.
_DEED = (
    "新建|组建|建立|建成|建设|成立|开展|举办|组织|发展|培训|帮扶|救助|慰问|签订|发放|资助|选树|培育|打造|完成|新增|吸收"
)
#: Times that open a clause.
_WHEN = (
    r"(?:今年|明年|全年|年内|年(?:底|末|终)(?:以前|之前|前)?|[上下]半年|第?[一二三四]季度|[春夏秋冬]季|(?:每|逐)(?:年|季度?|月|周)|"
    r"(?:元旦|春节|两节|“两节”|五一|“五一”|七一|“七一”|国庆|中秋|教师节|护士节|三八|“三八”|暑期|寒假|暑假|高温季节|汛期|开学)(?:期间|前夕?|后)?|"
    r"(?:(?:19|20)\d\d年)?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?:月份?)?[至到—－-](?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|"
    r"(?:(?:19|20)\d\d年)?(?:1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])月(?:份|底|初|末|上旬|中旬|下旬)?(?:以前|之前|前)?)"
)
#: What may stand before the verb: numbering, time, who acts, adverbs. Taken as it comes and never given back, so that no
#: text can make the search long.
_BEFORE = (
    r"(?>[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、]?|其[一二三四五六]|[①-⑳]|"
    rf"{_WHEN}[前后起内]?|同时|此外|另外|并且?|还|也|又|再|要|将|拟|应|须|需|必须|一律|计划|准备|打算|继续|进一步|积极|认真|"
    r"大力|努力|切实|着力|全面|深入|广泛|扎实|不断|逐步|稳步|有序|有效|及时|主动|精心|充分|严格|加紧|持续|重点|普遍|基本|先后|共计?|累计|已经?|"
    r"新|我们|我会|各级工会|全市各级工会|工会|区总工会|市总工会|县总工会|市总|区总|县总|着手|开始|率先|首次|统一|多次|定期|适时|按时|如期|顺利|"
    r"圆满|成功|\d{1,2}月(?:份|底|初)?前?|(?:19|20)\d\d年(?:底|内)?前?"
    rf"|(?:在|对|为|向|与|给|由|从|用|按|将|把|通过)[^，。；]{{1,20}}?(?={_VERB})){{0,12}}+"
)
#: What sets the aim or the money of the deed before it: such a clause goes on with that deed.
_GOES_ON = re.compile(
    rf"(?:[^，。；]{{0,6}}(?:力争|争取|确保)(?![^，。；]{{0,5}}(?:{_DEED}))"
    r"|(?:共|累计|计划)?(?:投入|安排|下拨)[^，。；]{0,8}(?:资金|经费|专款))"
)
#: Words of a sentence that says how things are.
_IS_SO = re.compile(
    r"(?<![一二三四五六七八九十])是(?!否)|意味着|关系到?|决定了?|面临|存在|取决|体现|事关|在于|当前|目前|以往|过去|形势|各位|同志|代表们|的是$|总体要求|指导思想|任务[：:]?$"
)
#: A measure that is to reach a figure: 职工提案落实率达到90%以上.
_REACHES = re.compile(
    r"[^，。；]{2,16}?(?:达到?|突破|超过|不低于|不少于|控制在|增加到|提高到|扩大到)[^，。；]{0,4}[0-9百]"
)
#: What a measure is called that has no thing of its own and so belongs to the deed before it: 规模达到50万元, 签订面达到60%,
#: 参赛班组达到100%, 服务职工子女100名.
_OF_DEED = re.compile(
    r"(?:力争|争取|确保)?(?:(?:总|建筑)?(?:规模|面积|数量|总数|总额|金额)|[^，。；]{0,4}(?:人数|人次|户数|家数|(?<!覆盖)面|[^效]率)(?:达|突破|超过|不低于|不少于|保持|在)"
    r"|(?:参赛|参与|参加|参展|参训|受训|受益|惠及|覆盖|服务|辐射)[^，。；]{0,10}[0-9百千万])"
)
#: Who acts, where a clause names it before the verb: 全省教师普遍进行, 市职工服务中心增加.
_SUBJECT = re.compile(
    rf"(?:全[省市县区州旗系集校院]|各(?!种|类|项)|[省市县区州旗]|所有|机关|基层)[^，。；]{{2,14}}?(?:进行|{_VERB})"
)
#: Preposition or time that opens a clause with a deed of its own, whatever its verb.
_NEW_OBJECT = re.compile(rf"(?:{_WHEN}|[对向给](?!应|于|此)|把|将|在(?!此|于)|为(?!了|此))[^，。；]{{7}}")
#: A subject with the cause of what became of it: 叉车司机的比武因报名人数不足取消.
_CAUSED = re.compile(r"[^，。；]{3,20}?(?:因(?!此|而|为)|由于|受)[^，。；]{3}")
#: The occasion of what follows it in a review: 在全市第二届运动会上，我会代表队……
_OCCASION = re.compile(r"在[^，。；]{3,24}(?:[上中]|期间)$")
_GROUNDS = ("根据", "按照", "围绕", "针对", "以", "为了", "在", "依据", "随着")
_OPENS = re.compile(rf"\s?{_BEFORE}(?:{_VERB})")
#: A numbered sentence of one clause that more of its unit follow is the heading of them (4、抓好集体合同。), unless it tells a
#: figure or a thing done (1、举办了运动会。).
_HEADING = re.compile(
    r"\s?(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十][，、]|[①-⑳]|——?)[^，。；了\d]{2,20}$"
)
#: An opening clause shorter than this says nothing alone (加大力度) and goes with what follows it.
_SHORTEST = 5
#: The same of one that opens with a verb that is not in the list.
_FEWEST = 5
#: A number with its unit that ends a clause, and how many characters may stand before it where it counts a part:
#: 受理案件612件，调解成功508件.
_COUNT = re.compile(r"[0-9][0-9.,]{0,9}[万余多]{0,2}([件起条个家户名人所场项份])$")
_FEW = 5
#: A clause of a review from this length on tells a deed of its own.
_LONG = 8


def cut_pieces(units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame) -> tuple[pd.DataFrame, Joined]:
    """The pieces of units: a clause that states an action, with the clauses of its sentence that belong to it.

    A piece begins where a clause opens with a verb of action; grounds (围绕…) go with what follows them, aims and clauses
    without a verb of their own (参赛职工5000人次) with what stands before. In a unit of problems each clause that says what is
    lacking ends a piece. Linear in the length of the texts.

    Parameters
    ----------
    units, reports, edits
        The tables of these names; any rows of `units`.

    Returns
    -------
    tuple
        A frame of unit (row of `units`), start, end (positions in the joined string), sentence, acts (whether it tells a
        deed), heads (whether it is the heading of what follows in its unit), text; and the joined texts.
    """
    joined = join_rows(units, reports, edits)
    clauses = split_clauses(joined)
    roles = units["role"].to_numpy()[clauses.owner]
    begins = _begin_pieces(joined.text, clauses, roles)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins))[: len(first)] - 1
    starts, ends = clauses.starts[first], clauses.ends[last]
    deeds = _tells_deed(joined.text, clauses, clauses.opens | begins & (roles == "plan"))
    acts = np.maximum.reduceat(deeds, first) if len(first) else np.zeros(0, bool)
    texts = [joined.text[s:e] for s, e in zip(starts.tolist(), ends.tolist())]
    owner = clauses.owner[first]
    leads, goes_on = np.diff(owner, prepend=-1) != 0, np.diff(owner, append=-1) == 0
    heads = leads & goes_on & np.array([_HEADING.match(text) is not None for text in texts], dtype=bool)
    pieces = pd.DataFrame(
        {
            "unit": owner,
            "start": starts,
            "end": ends,
            "sentence": clauses.sentence[first],
            "acts": acts.astype(bool),
            "heads": heads,
            "text": pd.Series(texts, dtype="str"),
        }
    )
    return pieces, joined


def _verb_first(text: str, clauses: Clauses) -> np.ndarray:
    """Whether each clause opens with a verb of action, or sets a measure a figure to reach, and is no ground or aim."""
    spans = zip(clauses.starts.tolist(), clauses.ends.tolist())
    opens = [_OPENS.match(text, s, e) is not None or _REACHES.match(text, s, e) is not None for s, e in spans]
    return clauses.acts & np.array(opens, dtype=bool)


def _tells_deed(text: str, clauses: Clauses, begins: np.ndarray) -> np.ndarray:
    """Whether each clause opens with a verb of action, or begins a piece and does not merely say how things are.

    No list has all verbs (翻修, 绘制): what opens a sentence of a plan is a promise unless it says that something is so.
    """
    spans = zip(clauses.starts.tolist(), clauses.ends.tolist(), (clauses.acts & begins).tolist())
    opens = [may and e - s >= _FEWEST and _IS_SO.search(text, s, e) is None for s, e, may in spans]
    return _verb_first(text, clauses) | np.array(opens, dtype=bool)


def _begin_pieces(text: str, clauses: Clauses, roles: np.ndarray) -> np.ndarray:
    """Whether a piece begins with each clause; `roles` are those of the clauses' units."""
    verbs = _verb_first(text, clauses).tolist()
    spans = list(zip(clauses.starts.tolist(), clauses.ends.tolist()))
    begins = clauses.opens.copy()
    filled = counted = False
    for i, ((start, end), role) in enumerate(zip(spans, roles)):
        figure = bool(clauses.has_figure[i])
        if clauses.opens[i]:
            filled = counted = False
        elif role == "problem":
            begins[i] = LACKING.search(text, *spans[i - 1]) is not None
        elif role == "review" and _is_part(text, spans[i - 1], start, end):
            continue
        elif filled and not (role == "plan" and not counted and figure and _OF_DEED.match(text, start, end)):
            deed = verbs[i] and not _GOES_ON.match(text, start, end)
            if deed or _is_ground(text, clauses, verbs, i) or clauses.acts[i] and _is_new(text, start, end, role):
                begins[i] = True
                filled = counted = False
        # Reviews put the thing first (帮扶中心正式挂牌运行), and no list has all verbs: a long clause is a deed all the same where
        # a review tells or a plan begins.
        long = end - start >= _SHORTEST or figure
        plain = role == "review" or clauses.opens[i] and _IS_SO.search(text, start, end) is None
        filled = filled or bool(verbs[i] and long or (plain or begins[i]) and end - start >= _LONG and clauses.acts[i])
        counted = counted or figure
    return begins


def _is_part(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether a clause counts a part of what the clause before it counts, in the same unit."""
    whole = _COUNT.search(text, *before)
    part = _COUNT.search(text, start, end)
    return bool(whole and part and whole[1] == part[1] and part.start() - start <= _FEW)


def _is_new(text: str, start: int, end: int, role: str) -> bool:
    """Whether a clause that no known verb opens speaks of something else than the one before."""
    if role == "plan":
        return bool(_SUBJECT.match(text, start, end) or _NEW_OBJECT.match(text, start, end))
    return bool(_CAUSED.match(text, start, end) or _OCCASION.match(text, start, end))


def _is_ground(text: str, clauses: Clauses, verbs: list[bool], i: int) -> bool:
    """Whether a clause gives the ground of the next one, which acts, rather than the aim of the last one."""
    next_acts = i + 1 < len(verbs) and not clauses.opens[i + 1] and verbs[i + 1]
    return next_acts and not clauses.acts[i] and text.startswith(_GROUNDS, int(clauses.starts[i]))
