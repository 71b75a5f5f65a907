"""Do a later report's words say that a thing was not done, or only in part?"""

import re

_VERBS = "完成|达到|达标|开展|落实|建立|建成|实施|启动|实现|举办|召开|开工|组建|推行|出台|到位|签订|成立|举行|覆盖|恢复|开通|动工|兑现|解决"
#: What is not done yet. 没有 and 未 alone deny too much (没有发生, 未来, 未成年, 从未): with them stands a verb of plans, or what
#: closes the clause (没有开成, 没有付印) and is no trouble that a report is glad to be without.
_TROUBLES = "发生|出现|因|一|任何|停|放松|忘|间断|掉|少|影响|反弹|减|松|退|欠|遗漏|漏|后顾|失误|拖|辜负|死角|空白|怨言|问题|先例"
_UNDONE = re.compile(
    rf"未能|(?<!从)尚未|[仍还]未|没能|未(?:如期|按期|按时|及时|得到|获)?(?:{_VERBS}|批)"
    rf"|没有(?:得到|能|如期|按期|按时|及时|真正)?(?:{_VERBS})|没有(?!{_TROUBLES})[^，。；没有未]{{1,5}}(?=，|。|；|$)"
)
#: What is put off or given up.
_PUT_OFF = re.compile(
    r"推迟|延期|延后|延至|延到|推至|推到|顺延|暂缓|暂停|搁置|搁浅|缓建|缓办|停建|下马|流产|落空|未果|作罢|叫停|夭折|改期|改(?:为|到|至)(?:明年|下一?年|次年)"
    r"|(?:取消|停办|停止|中止|终止)了?(?=，|。|；|$)"
)
#: Words that deny what stands in their own clause and tell a deed in another (全部取消药品加成).
_ENDED = re.compile(r"取消|不再|停办|停止|中止|终止|撤销")
#: The cause of what follows: what is lacking there is not the thing itself (由于经费没有落实，只在……). 因故 names none.
_CAUSE = re.compile(r"(?:由于|因(?!故|此|而)|鉴于)[^，。；]{2,24}$")
#: Steps before a thing is there, which are a part of it even where the thing itself is not begun.
_STEPS = re.compile(
    r"(?:完成|通过|确定|落实|选定|批复|进行|做好|已经?)了?[^，。；]{0,6}(?:选址|设计|论证|方案|可研|立项|招标|征地|图纸|前期|草案|报批|审批|主体|地基|摸底|筹备)"
)
#: Words that say a thing was done in part, or begun; of the clause that is most like the promise.
_PARTLY = re.compile(
    r"基本(?:完成|建成|实现|形成|建立|落实|覆盖|做到|达到)|初步|有所(?:推进|进展|提高|加强|改善|改进|增加|提升|扩大)|试点|试行|正在(?!全)|部分(?!职工群众)|阶段性|着手|筹备|"
    r"大部分|过半|在部分|前期|已?进入[^，。；]{0,8}阶段|主体(?:工程|结构|建筑)?(?:已经?|基本)?(?:完成|完工|封顶)|(?:预计|有望|计划|将于)[^，。；]{0,8}(?:投入|完工|完成|竣工|建成|启用|交付|开放|印发|出台)|(?:列入|纳入|提交|报送|上报|报请)[^，。；]{0,12}(?:立法|立项|调研|审议|审定|审批|规划|议程)|试营业|试运行|招标|筹建|筹划|在建|施工|论证|立项|起草|草案|征求意见|多数|近半|半数|其余|余下|"
    r"明年(?:完成|继续)|仅|推进中|建设中|进行中|已(?:启动|开工|动工)"
)
#: The same that also count in the clause that follows it.
_NOT_ALL = re.compile(
    r"(?:[还仍尚](?:处?在|停留在|处于)|停留在)|进[展度](?:[^，。；]{0,2}(?:迟缓|缓慢|不快|不大|较慢|偏慢|滞后)|慢)|只(?:在|完成|有|建|签|办|安排|开|做|到|达|占|搞|解决|落实)|"
    r"开了(?:个)?头|刚刚?(?:起步|开始|启动)|(?:[还仍尚]有|另有)[^，。；]{1,14}(?:缺|未|没有|没|空白|在建|正在)|[尚还](?:缺|差)|(?:一半|大半|[五六七八九]成)(?:完成|建成|到位)"
)
#: What is to be finished, and what only goes on.
_TO_FINISH = re.compile("投产|完工|建成|竣工|完成|投入使用|启用|交付")
_GOES_ON = re.compile(r"进展顺利|(?:顺利|扎实|稳步|有序|加快|全力|抓紧|积极)(?:推进|进行|建设|施工)")
#: How much, which says nothing of what.
_AMOUNT = re.compile(r"[0-9][0-9.,]*[万亿]?(?:元|%|人次|[家户名人个件场次期])?")
#: How often or how many a promise has, and a review that tells of one.
_ONE = re.compile(r"了?一([次场期届家个处批所])")
_MANY = re.compile(r"(\d{1,6}|[二两三四五六七八九十]{1,3})([次场期届家个处批所])")
#: What is left of several things.
_REST = re.compile("其余|余下|另外|剩余|剩下|其他|有的")
#: Two things or more in one promise.
_SEVERAL = re.compile(r"[、和与及]|两[个级项种类]|三[个级项种类]")
#: How many of all: 12个社区中已有9个.
_OF_ALL = re.compile(r"(\d{1,6})[^，。；\d]{0,14}[中里]，?(?:已经?|现|目前)?有?(\d{1,6})")
#: Words of a promise for all there are.
_ALL = re.compile(r"[全每各]|所有|普遍|逐")


def denied(promise: str, statement: str) -> str:
    """The word by which a statement says that the thing was not done; empty where it has none.

    A word the promise itself has (取消收费) says nothing, and neither does what is lacking in a cause that another clause
    follows.
    """
    for match in _UNDONE.finditer(statement):
        clause_start = max(statement.rfind(mark, 0, match.start()) for mark in "，。；") + 1
        in_cause = _CAUSE.search(statement, clause_start, match.start()) is not None or _CAUSE.fullmatch(
            statement, clause_start, match.end()
        )
        goes_on = re.compile("[，；]").search(statement, match.end()) is not None
        if match[0] not in promise and not (in_cause and goes_on):
            return match[0]
    near, next_clause = _nearest_clauses(promise, statement)
    ended = f"{near}，{next_clause}" if re.search("因|由于|受", near) else near
    return _put_off(promise, statement) or _word(_ENDED, ended, promise)


def _put_off(promise: str, statement: str) -> str:
    """The word by which a statement puts the whole thing off, not only what is left of several (其余延至明年)."""
    for match in _PUT_OFF.finditer(statement):
        clause_start = max(statement.rfind(mark, 0, match.start()) for mark in "，。；") + 1
        if match[0] not in promise and not _REST.search(statement, clause_start, match.start()):
            return match[0]
    return ""


def only_one(promise: str, statement: str) -> str:
    """What a statement says of one where a promise has several of one counting word (2次, 一次); else empty."""
    one, many = _ONE.search(nearest_clause(promise, statement)), _MANY.findall(promise)
    return one[0] if one and any(unit == one[1] and number != "1" for number, unit in many) else ""


def begun(statement: str) -> str:
    """The step towards a thing that a statement tells of; empty where it tells of none."""
    match = _STEPS.search(statement)
    return match[0] if match else ""


def in_part(promise: str, statement: str) -> str:
    """The word by which a statement says that the thing was done in part; empty where it has none."""
    near, next_clause = _nearest_clauses(promise, statement)
    going_on = _word(_GOES_ON, near, promise) if _TO_FINISH.search(promise) and not _TO_FINISH.search(near) else ""
    return _word(_PARTLY, near, promise) or _word(_NOT_ALL, f"{near}，{next_clause}", promise) or going_on


def of_all(promise: str, statement: str) -> str:
    """What a statement says of how many of all, where these are fewer than a promise for all asks; else empty."""
    match = _OF_ALL.search(statement)
    if not match or int(match[2]) >= int(match[1]):
        return ""
    return f"{match[2]} of {match[1]}" if match[1] in promise or _ALL.search(promise) else ""


def names_several(promise: str) -> bool:
    """Whether a promise names several things, of which one can be kept and another not."""
    return _SEVERAL.search(promise) is not None


def nearest_clause(promise: str, statement: str) -> str:
    """The clause of a statement that has most pairs of characters of the promise."""
    return _nearest_clauses(promise, statement)[0]


def _nearest_clauses(promise: str, statement: str) -> tuple[str, str]:
    """The nearest clause and the one after it."""
    thing = _AMOUNT.sub("，", promise)
    pairs = {thing[i : i + 2] for i in range(len(thing) - 1)}
    clauses = [*re.split("[，；]", statement), ""]
    shared = [sum(clause[i : i + 2] in pairs for i in range(len(clause) - 1)) for clause in clauses[:-1]]
    at = shared.index(max(shared))
    return clauses[at], clauses[at + 1]


def _word(pattern: re.Pattern, statement: str, promise: str) -> str:
    """The first such word of the statement that the promise does not have itself."""
    return next((m[0] for m in pattern.finditer(statement) if m[0] not in promise), "")
