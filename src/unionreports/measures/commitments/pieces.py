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
    "挽回 筹建 筹备 挂牌 倡导 关心 关爱 服务 依托 反对 采取 实行 举荐 抓 建 办 搞 送 评 设".split()
)  # fmt: skip
_VERB = "|".join(sorted(VERBS, key=len, reverse=True))
#: Those that make a thing of their own of what a plan wants to reach: 力争新建书屋20家, but not 力争覆盖率达到90%.
_DEED = (
    "新建|组建|建立|建成|建设|成立|开展|举办|组织|发展|培训|帮扶|救助|慰问|签订|发放|资助|选树|培育|打造|完成|新增|吸收"
)
#: What may stand before the verb: numbering, time, who acts, adverbs. Taken as it comes and never given back, so that no
#: text can make the search long.
_BEFORE = (
    r"(?>[（(]?[一二三四五六七八九十\d]{1,3}[）)、.]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、]?|其[一二三四五六]|[①-⑳]|"
    r"今年|明年|全年|年内|年底前?|下半年|上半年|同时|此外|另外|并且?|还|也|又|再|要|将|拟|应|须|需|必须|一律|计划|准备|打算|继续|进一步|积极|认真|"
    r"大力|努力|切实|着力|全面|深入|广泛|扎实|不断|逐步|稳步|有序|有效|及时|主动|精心|充分|严格|加紧|持续|重点|普遍|基本|先后|共计?|累计|已经?|"
    r"新|我们|我会|各级工会|全市各级工会|工会|区总工会|市总工会|县总工会|市总|区总|县总|着手|开始|率先|首次|统一|多次|定期|适时|按时|如期|顺利|"
    r"圆满|成功|\d{1,2}月(?:份|底|初)?前?|(?:19|20)\d\d年(?:底|内)?前?"
    rf"|(?:在|对|为|向|与|给|由|从|用|按|将|把|通过)[^，。；]{{1,20}}?(?={_VERB})){{0,12}}+"
)
#: What sets the aim or the money of the deed before it: such a clause goes on with that deed.
_GOES_ON = re.compile(
    rf"(?:[^，。；]{{0,6}}(?:力争|争取|确保)(?![^，。；]{{0,5}}(?:{_DEED}))"
    r"|(?:共|累计|计划)?(?:投入|筹集|安排|下拨)[^，。；]{0,8}(?:资金|经费|专款))"
)
#: Words of a sentence that says how things are.
_IS_SO = re.compile(
    r"(?<![一二三四五六七八九十])是(?!否)|意味着|关系到?|决定了?|面临|存在|取决|体现|事关|在于|当前|目前|以往|过去|形势|各位|同志|代表们|的是$|总体要求|指导思想|任务[：:]?$"
)
#: A measure that is to reach a figure: 职工提案落实率达到90%以上.
_REACHES = re.compile(
    r"[^，。；]{2,16}?(?:达到?|突破|超过|不低于|不少于|控制在|增加到|提高到|扩大到)[^，。；]{0,4}[0-9百]"
)
_GROUNDS = ("根据", "按照", "围绕", "针对", "以", "为了", "在", "依据", "随着")
_OPENS = re.compile(rf"\s?{_BEFORE}(?:{_VERB})")
#: An opening clause shorter than this says nothing alone (加大力度) and goes with what follows it.
_SHORTEST = 5
#: The same of one that opens with a verb that is not in the list.
_FEWEST = 5
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
        deed), text; and the joined texts.
    """
    joined = join_rows(units, reports, edits)
    clauses = split_clauses(joined)
    begins = _begin_pieces(joined.text, clauses, units["role"].to_numpy()[clauses.owner])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins))[: len(first)] - 1
    starts, ends = clauses.starts[first], clauses.ends[last]
    acts = np.maximum.reduceat(_tells_deed(joined.text, clauses), first) if len(first) else np.zeros(0, bool)
    pieces = pd.DataFrame(
        {
            "unit": clauses.owner[first],
            "start": starts,
            "end": ends,
            "sentence": clauses.sentence[first],
            "acts": acts.astype(bool),
            "text": pd.Series([joined.text[s:e] for s, e in zip(starts.tolist(), ends.tolist())], dtype="str"),
        }
    )
    return pieces, joined


def _verb_first(text: str, clauses: Clauses) -> np.ndarray:
    """Whether each clause opens with a verb of action, or sets a measure a figure to reach, and is no ground or aim."""
    spans = zip(clauses.starts.tolist(), clauses.ends.tolist())
    opens = [_OPENS.match(text, s, e) is not None or _REACHES.match(text, s, e) is not None for s, e in spans]
    return clauses.acts & np.array(opens, dtype=bool)


def _tells_deed(text: str, clauses: Clauses) -> np.ndarray:
    """Whether each clause opens with a verb of action, or opens a sentence and does not merely say how things are.

    No list has all verbs (翻修, 绘制): what opens a sentence of a plan is a promise unless it says that something is so.
    """
    spans = zip(clauses.starts.tolist(), clauses.ends.tolist(), (clauses.acts & clauses.opens).tolist())
    opens = [may and e - s >= _FEWEST and _IS_SO.search(text, s, e) is None for s, e, may in spans]
    return _verb_first(text, clauses) | np.array(opens, dtype=bool)


def _begin_pieces(text: str, clauses: Clauses, roles: np.ndarray) -> np.ndarray:
    """Whether a piece begins with each clause; `roles` are those of the clauses' units."""
    verbs = _verb_first(text, clauses).tolist()
    spans = list(zip(clauses.starts.tolist(), clauses.ends.tolist()))
    begins = clauses.opens.copy()
    filled = False
    for i, ((start, end), role) in enumerate(zip(spans, roles)):
        if clauses.opens[i]:
            filled = False
        elif role == "problem":
            begins[i] = LACKING.search(text, *spans[i - 1]) is not None
        elif filled and (verbs[i] and not _GOES_ON.match(text, start, end) or _is_ground(text, clauses, verbs, i)):
            begins[i] = True
            filled = False
        # Reviews put the thing first (帮扶中心正式挂牌运行): there a long clause is a deed without a verb that opens it.
        long = end - start >= _SHORTEST or clauses.has_figure[i]
        deed = verbs[i] and long or role == "review" and end - start >= _LONG and clauses.acts[i]
        filled = filled or bool(deed)
    return begins


def _is_ground(text: str, clauses: Clauses, verbs: list[bool], i: int) -> bool:
    """Whether a clause gives the ground of the next one, which acts, rather than the aim of the last one."""
    next_acts = i + 1 < len(verbs) and not clauses.opens[i + 1] and verbs[i + 1]
    return next_acts and not clauses.acts[i] and text.startswith(_GROUNDS, int(clauses.starts[i]))
