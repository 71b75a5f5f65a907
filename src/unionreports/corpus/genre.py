"""Is a text a work report at all, whose, and is it about the whole of the work or one department's?

The genre is that of 工作总结 (summary), 工作报告 (report to a meeting), 工作汇报 (report to superiors), 工作要点 (key
points) and their like. A report of another body (a government, a women's federation) has the genre too; it is
named as such and is no union's report.
"""

from collections.abc import Sequence
import re

_HEAD = 400
_GENRE = r"(?:总结|工作报告|工作汇报|情况汇报|工作回顾|述职报告|要点|工作计划|工作打算|工作思路|工作安排|工作意见|亮点|回眸|盘点)"
#: A title of the genre ends with its name, or with a part number, a year or a word for sample behind it.
_GENRE_TITLE = re.compile(
    _GENRE
    + r"(?:及|和|与|暨|、)?[^。，\n]{0,16}(?:范文|精选|模板|多篇|材料)?[（(]?[\d一二三四五六七八九十]{0,3}篇?[)）]?(?=[\n》”]|$)"
)
_FIRST_PERSON = re.compile(
    r"(?:总结|汇报|报告|情况|小结)如下|请(?:予|大会|各位\w{0,4})?(?:审议|审查)|作(?:工会)?工作报告，请|我(?:代表|受)[^。\n]{2,40}(?:报告|汇报)"
)
_MEETING_NEWS = re.compile(r"(?:召开|举行|举办|闭幕|开幕|慰问|调研|走访)[^。\n]{0,30}$|^[^。\n]{0,20}(?:召开|举行)")
_NEWS = re.compile(
    r"本报讯|本网讯|讯[（(]|[（(]?(?:记者|通讯员) ?[\u4e00-\u9fff]{2,4}|会议(?:指出|强调|要求|认为|首先|听取|由)|他(?:指出|强调|要求)|出席(?:了)?会议|主持会议|参加了?会议"
)
_NOTICE = re.compile(
    r"特此(?:通知|通报|公告|函)|(?:通知|通报|公告|公示)如下|进行通报|关于[^。\n]{2,40}的(?:通知|通报|公告|公示|决定|函|批复)(?=\n|$)"
)
_ARTICLE = re.compile(r"(?m)^第[一二三四五六七八九十百]{1,5}条[ 　]?")
_SCHOLARLY = re.compile(
    r"关键词[：:]|摘要[：:]|参考文献|\[[JMDCN]\]|本文(?:认为|以|从|试图|通过)|文献(?:回顾|综述|方法)|研究(?:回顾|综述|方法)|基金项目"
)
#: Paragraphs of a yearbook (年鉴) begin with their subject in brackets, the first of them with a survey.
_ENTRY = re.compile(r"(?m)^[•· ]{0,3}【[^】\n]{2,16}】")
_SURVEY = re.compile(r"(?m)^[•· ]{0,3}【[^】\n]{0,8}(?:概况|概述|综述|概貌)】")
_FEWEST_ENTRIES = 3
#: What a body did or will do, in the wording of reports: 10 to 40 in 1,000 characters of most union reports,
#: hardly any in essays. The bound is low, since speeches to a congress have few.
_ACTIVITY = re.compile(
    r"开展了?|组织了?|举办了?|召开了?|发放|慰问|走访|新建|组建|发展会员|签订|培训|建立了?|完善|加强|推进|深化|落实|力争|争取|继续|努力|抓好|做好"
)
_MIN_ACTIVITY = 5.0
_SAMPLE = 20_000
_MIN_CHARS = 100
_MIN_UNION = 2.0
_MANY_ARTICLES = 10

_DEPARTMENT = (
    r"(?:组宣|组织|宣教|宣传|宣传教育|女职工|女工|财务|经审|经费审查|法律|法律保障|法律工作|保障|权益保障|生产保护|劳动保护|"
    r"经济|经济技术|基层|基层工作|民主管理|民管|网络|资产|资产管理|信访|帮扶|政策研究|离退休)"
)
_DEPARTMENT_TITLE = re.compile(
    rf"{_DEPARTMENT}(?:部|处|科|室|办公室|工作部|工作委员会|委员会|委)[^。，\n]{{0,12}}(?:总结|报告|汇报|要点|计划)"
    r"|(?:财务|经审|经费审查|女职工|女工)(?:和经审)?工作[^。，\n]{0,8}(?:总结|报告|汇报|要点|计划)"
    r"|(?:工会|总工会)(?:经费审查委员会|财务)[^。，\n]{0,8}(?:总结|报告)"
)
_MANDATE = re.compile(
    r"我(?:代表|受)[^。\n]{0,24}(?:经费审查委员会|经审会|女职工委员会)|作(?:工会)?(?:财务|经费审查|经审)工作报告"
)
#: Words of one department's field; units outside it speak of something else.
_FIELDS = {
    "women workers": re.compile(r"女职工|女工|妇女|巾帼|女会员"),
    "audit": re.compile(r"审计|经审|经费审查|审查"),
    "finance": re.compile(r"经费|财务|预算|决算|支出"),
}
_MOST_UNITS = 0.7
_MIN_UNITS = 4


def genre_problem(title: str, text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Why a text is not a work report; empty where it is one.

    Parameters
    ----------
    title
        Title its host gives the text, or empty.
    text
        Clean text.
    spans
        (start, end, role) of its units.
    """
    length = sum(end - start for start, end, _ in spans)
    if length < _MIN_CHARS:
        return f"{length} characters of text, too few for a report"
    articles = len(_ARTICLE.findall(text))
    if articles >= _MANY_ARTICLES or articles >= 5 and articles >= 0.3 * len(spans):
        return f"{articles} articles (第…条): a law, a charter or rules"
    scholarly = {m[0] for m in _SCHOLARLY.finditer(text)}
    if len(scholarly) >= 2:
        return "a scholarly article: " + ", ".join(sorted(scholarly)[:4])
    head = text[:_HEAD]
    if _FIRST_PERSON.search(text, 0, 3 * _HEAD):
        return ""
    first_lines = "\n".join([title, *head.split("\n")[:4]])
    titled = _GENRE_TITLE.search(first_lines)
    entries = len(_ENTRY.findall(text))
    if entries >= _FEWEST_ENTRIES and _SURVEY.search(text) and not titled:
        return f"the entry of a yearbook: {entries} paragraphs under subjects such as 【概况】"
    notices = [m[0] for m in _NOTICE.finditer(text)]
    news = {m[0] for m in _NEWS.finditer(text)}
    if len(news) >= 2 and not titled or _MEETING_NEWS.search(title.strip()) and news and not titled:
        return "a news item: " + ", ".join(sorted(news)[:4])
    if notices and not titled:
        return "a notice: " + notices[0]
    sample = text[:_SAMPLE]
    rate = 1000 * len(_ACTIVITY.findall(sample)) / max(1, len(sample))
    if not titled and rate < _MIN_ACTIVITY:
        return f"no title or opening of the genre, and {rate:.1f} words of activity per 1,000 characters (a report has {_MIN_ACTIVITY:.0f} or more)"
    return ""


def other_body(text: str) -> str:
    """Evidence that the report is not a union's; empty where it is one."""
    named = text.count("工会") + text.count("职代会") + text.count("工委")
    rate = 1000 * named / max(1, len(text))
    return f"工会 named {named} times in {len(text)} characters" if rate < _MIN_UNION else ""


def department(title: str, text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """Evidence that a report is about one department's work only; empty where it is about all."""
    lines = "\n".join([title, *(line for line in text[:_HEAD].split("\n")[:6] if len(line) <= 50)])
    titled = _DEPARTMENT_TITLE.search(lines)
    if titled:
        return f"title names a department: {titled[0]}"
    mandate = _MANDATE.search(text, 0, _HEAD)
    if mandate:
        return f"reports for a department: {mandate[0]}"
    units = [text[start:end] for start, end, role in spans if role in ("review", "plan")]
    if len(units) >= _MIN_UNITS:
        for field, words in _FIELDS.items():
            inside = sum(words.search(unit) is not None for unit in units)
            if inside >= _MOST_UNITS * len(units):
                return f"{inside} of {len(units)} units speak of {field}"
    return ""


def only_plan(spans: Sequence[tuple[int, int, str]], kind: str) -> str:
    """Evidence that a report looks ahead only; empty where it reviews."""
    chars = {"review": 0, "plan": 0}
    for start, end, role in spans:
        if role in chars:
            chars[role] += end - start
    if chars["plan"] and (chars["review"] == 0 or kind == "plan" and chars["review"] < chars["plan"]):
        return f"{chars['plan']} characters of plan, {chars['review']} of review"
    return ""
