"""What a host says of text it leaves out or folds away: 此处隐藏588个字, 下载后可阅读全文, 展开全文.

A notice says that text is missing. A button to read on says only that text was folded away: it may still be there, so a
button alone proves nothing.
"""

import re

_BESIDE = r"[…\-—<>（()）【】\[\]*~]"
_READ = "(?:阅读|查看|浏览|预览|获取)"
_WHOLE = "(?:全文|全部|完整|剩余|余下|更多)"
#: A notice that can stand inside a paragraph.
_NOTICE = (
    r"此处 ?(?:已|共)?(?:隐藏|省略|删[节减去]|略去)(?: ?(?:了|约)? ?\d+ ?个?字)?|(?:隐藏|省略)(?:了|约)? ?\d+ ?个?字"
    r"|(?:以下|以上|中间|此处|本文)(?:部分)?(?:内容|文字|段落)?(?:已|从|均)?(?:省略|隐藏|略去|有删节)(?:部分)?(?:内容|文字)?|未完待续"
)
_WORDS = ("隐藏", "省略", "略去", "删", "未完待续")
#: What a document host prints on its copies, with no mark between it and the text: nothing is left out there.
_PRINTED, _PRINTED_WORD = (
    re.compile(r"(?:本?文档)?下载后可以?(?:任意|自由|自行)(?:编辑|修改|打印|使用){1,3}"),
    "下载后可",
)
_INSIDE = re.compile(rf"{_BESIDE}{{0,12}} ?(?:{_NOTICE}) ?{_BESIDE}{{0,12}}")
#: A notice that fills a line.
_LINE = re.compile(
    rf"{_BESIDE}{{0,12}}(?:{_NOTICE}"
    rf"|[^。]{{0,12}}(?:下载|登录|注册|付费|购买|会员)后?(?:可以?|即可|方可|才能|请)?(?:继续)?{_READ}{_WHOLE}[^。]{{0,12}}"
    rf"|[^。]{{0,8}}(?:剩余|余下|还剩|还有) ?(?:全文|内容|部分|正文|\d{{1,3}} ?[%页])(?=[^。]{{0,8}}(?:未读|下载|登录|付费|会员|{_READ}))[^。]{{0,24}}"
    rf"|余下全文|(?:试读|预览|免费{_READ})(?:已经?)?(?:结束|完毕)[^。]{{0,20}}|（未完[^。]{{0,40}}）?"
    rf"|全文共\d+字(?=[^。]{{0,12}}(?:显示|剩余|未))[^。]{{0,24}})[。！]?{_BESIDE}{{0,12}}"
)
#: A button to read on.
_BUTTON = re.compile(
    rf"(?:点击|点此)?(?:此处)?(?:展开|继续阅读|{_READ})(?:{_READ})?(?:{_WHOLE}|剩余|折叠)?(?:内容|部分|正文|部分内容)?[>»↓∨▼ ]*"
)
_LONGEST = 60


def notices(text: str) -> list[tuple[int, int]]:
    """Spans of the notices that can stand inside a paragraph."""
    if not any(word in text for word in _WORDS):  # saves the closer look at nearly every page
        return []
    return [m.span() for m in _INSIDE.finditer(text)]


def printed(text: str) -> list[tuple[int, int]]:
    """Spans of what a document host prints between the words of a text."""
    return [m.span() for m in _PRINTED.finditer(text)] if _PRINTED_WORD in text else []


def is_left_out(line: str) -> bool:
    """Whether a line is nothing but a notice or a button."""
    return len(line) <= _LONGEST and bool(_LINE.fullmatch(line) or is_button(line))


def is_button(line: str) -> bool:
    """Whether a line is a button to read on."""
    return 4 <= len(line) <= _LONGEST and _BUTTON.fullmatch(line) is not None


def notice(text: str, cut_text: str) -> str:
    """The first notice in a report or in what was cut beside it; empty where there is none."""
    for start, end in notices(text):
        return text[start:end]
    return next((line for line in cut_text.split("\n") if len(line) <= _LONGEST and _LINE.fullmatch(line)), "")


def button(cut_text: str) -> str:
    """The first button to read on among what was cut; empty where there is none."""
    return next((line for line in cut_text.split("\n") if is_button(line)), "")
