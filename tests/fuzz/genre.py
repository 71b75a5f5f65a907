"""What do hosts, programs and copyists make of a work report before anybody saves it as a page?"""

from random import Random
import re

from invented_reports import HEAD, STATEMENTS, TAIL, report

_PLACES = ("秀水县", "清溪市", "白石镇", "碧溪区", "云山省", "某某市", "慈溪市", "XX县", "秀水县人民医院", "")
_NUMBERS = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)", re.MULTILINE)
_BROKEN = (
    "一、",
    "一、一、",
    "（一）",
    "（十三）",
    "１．",
    "1、",
    "1.1.1",
    "①",
    "⑳",
    "㈠",
    "Ⅳ",
    "第一，",
    "第九十九部分",
    "一是",
    "—",
    "•",
    "百、",
    "A.",
    "",
    "〇、",
    "(1)(2)",
    "一.一.",
)
_FURNITURE = (
    "首页", "网站首页 > 资料中心 > ", "发布时间:2013-01-08 来源:本站 浏览次数:35", "【字号：大 中 小】", "上传人：小****  文档编号：12345  页数：10", "第1页 / 共10页",
    "下面是小编为大家整理的工会工作总结范文，供大家参考。", "工会工作总结范文3篇", "篇一", "【篇二】工会工作总结", "上一篇：无", "相关阅读", "此处隐藏2356个字",
    "点击查看更多>>", "版权所有 秀水网 蜀ICP备1234567号", "此文转载自：http://a.b/c?d=1&e=2", "（责任编辑：某某）", "本文由用户上传，如侵权请联系删除", "展开阅读全文", "VIP免费下载",
)  # fmt: skip
#: Signs and words that some rule looks for; a page may hold any number of any of them.
SIGNS = (
    *"一1①（(）)【《》“”\"'‘’「」、，。；：:？！—…·•-_=*#~|\\/>< \u3000\t\r\n年月日元%％.□×〇O0某工会各总会县市省区镇乡村第篇页",
    "\ue004", "\u200b", "\ufeff", "\ufffd", "&", "&#", "&amp;", "<a ", "<!--", "-->", "<p>", "</", "http://", "www.", "一、", "（一）", "1.", "1、", "第一，", "一是", "二、",
    "各位代表：", "同志们：", "篇一\n", "小编", "首页|", "上一页 下一页\n", "2013-01-08 ", "20__年", "二〇一三年", "去年", "今年以来", "2012", "XX", "某某市", "总工会",
    "工会工作总结\n", "工（gōng）", "（a", "ā", "總", "总（總", "⼯", "锟斤拷", "维護", "困难职工张", "某某某，男，", "慰问", "元；", "．．", "--", "\r\n\r\n", "工\n", "。\n", "\x0c", "ㄍ",
    "12345678901", "13800000000", "（1）", "㈠", "Ⅰ", "⑴", "ａ", "A)", "||", "\n\n", "<br>", "$", "\\u5de5", "%E5", "=E5", "\x1b[0m", "张王李赵", "甲 ", "表1 ", "\t\t", "...", "………",
    "县委书记", "省总工会主席", "同比增长5%，", "十八大", "“十二五”", "《工会法》", "1234，", "一二三四五六七八九十", "百分之", "名。", "家，", "本报告", "此致\n敬礼\n",
)  # fmt: skip


def clean_report(random: Random) -> str:
    """An invented report of one of some places and years, its statements in any number and order."""
    text = report(random.choice(_PLACES), random.choice((1998, 2005, 2012, 2016, 2023)))
    for _ in range(random.choice((0, 0, 2, 12))):
        text += f"\n（{random.choice('三四五六')}）{random.choice(STATEMENTS)}"
    return random.choice(("", HEAD)) + text + random.choice(("", TAIL))


def _lines_doubled(text, random):
    return "\n".join(line for line in text.split("\n") for _ in range(random.choice((1, 2, 2, 3))))


def _headings_doubled(text, random):
    return re.sub(r"^.{2,12}。|^一、.*$", lambda found: f"{found[0]}\n{found[0]}", text, flags=re.MULTILINE)


def _numbers_broken(text, random):
    return _NUMBERS.sub(lambda _: random.choice(_BROKEN), text)


def _masked(text, random):
    mask = random.choice(("XX", "某", "□□", "__", "***", "×", "……", "  ", "20__", "(此处略)"))
    return re.sub(
        "秀水|清溪|20[0-9]{2}|[一二三四五六七八九十百千万]{2,}",
        lambda found: mask if random.random() < 0.6 else found[0],
        text,
    )


def _without_punctuation(text, random):
    sign = random.choice(("", " ", "，", "。", "?", "\u3000"))
    return re.sub("[，。、：；（）]", lambda found: sign if random.random() < 0.95 else found[0], text)


def _wrapped(text, random):
    width = random.choice((1, 8, 28, 40))
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def _one_line(text, random):
    return text.replace("\n", random.choice(("", " ", "\u3000\u3000", "&nbsp;", "<br>")))


def _spaced(text, random):
    return random.choice((" ", "\u3000", "\u200b")).join(text)


def _shuffled(text, random):
    lines = text.split("\n")
    random.shuffle(lines)
    return "\n".join(lines)


def _in_furniture(text, random):
    lines = text.split("\n")
    for _ in range(random.choice((2, 8, 40))):
        lines.insert(random.randrange(len(lines) + 1), random.choice(_FURNITURE))
    return random.choice(("\n", "\r\n", "\n\n\u3000\u3000", "\r")).join(lines)


def _many_reports(text, random):
    pieces = [
        f"{random.choice(('篇', '【篇', '第'))}{n}\n{clean_report(random)}" for n in range(random.choice((2, 5, 20)))
    ]
    return text + "\n" + "\n".join(pieces)


def _traditional(text, random):
    return text.translate(str.maketrans("总县会报业发劳动员务组织", "總縣會報業發勞動員務組織"))


def _with_readings(text, random):
    return re.sub(
        "[工会县总]", lambda found: f"{found[0]}{random.choice(('（gōng）', '(huì)', 'ㄍㄨㄥ', ' zǒng '))}", text
    )


def _cut_off(text, random):
    begin = random.randrange(len(text))
    return text[begin : begin + random.randrange(len(text))]


def _backwards(text, random):
    return text[::-1]


def _struck_twice(text, random):
    return "".join(c * 2 if random.random() < 0.5 else c for c in text)


def _torn(text, random):
    """Stretches taken out of their places and put in elsewhere, as badly merged columns leave them."""
    for _ in range(random.choice((2, 10))):
        begin, length, to = random.randrange(len(text)), random.randrange(1, 80), random.randrange(len(text))
        piece = text[begin : begin + length]
        text = text[:begin] + text[begin + length :]
        text = text[:to] + piece + text[to:]
    return text


CHANGES = (
    _lines_doubled, _headings_doubled, _numbers_broken, _masked, _without_punctuation, _wrapped, _one_line, _spaced, _shuffled, _in_furniture,
    _many_reports, _traditional, _with_readings, _cut_off, _backwards, _struck_twice, _torn,
)  # fmt: skip


def spoilt_report(random: Random) -> str:
    """A report after one to three of these."""
    text = clean_report(random)
    for change in random.sample(CHANGES, random.choice((1, 1, 2, 3))):
        text = change(text, random) or text
    return text


def repeated(random: Random, most: int) -> str:
    """A report with one sign, or a few in turn, repeated up to so many characters before, inside or behind it."""
    text = clean_report(random)
    sign = "".join(random.choices(SIGNS, k=random.choice((1, 1, 1, 2, 3))))
    many = sign * (random.choice((most // 100, most // 10, most)) // len(sign) + 1)
    at = random.choice((0, len(text), random.randrange(len(text))))
    return text[:at] + many + text[at:]


def sign_soup(random: Random) -> str:
    """Nothing but such signs and stretches of statements, in any order."""
    parts = [*SIGNS, *_FURNITURE, *_BROKEN, *STATEMENTS, *(s[:9] for s in STATEMENTS)]
    return "".join(random.choices(parts, k=random.choice((3, 20, 100, 400))))
