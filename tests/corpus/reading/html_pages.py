"""Invented web pages of the kinds union reports are published on, and the lines each must give.

Every page has a text of its own kind of markup, and furniture around it. `LINES` are the lines of the report in their
order: none may be lost, torn or joined, however the page is marked up.
"""

from dataclasses import dataclass

OPENING = (
    "2015年，秀水县总工会在县委和上级工会的正确领导下，紧紧围绕全县中心工作，认真履行工会各项职能，各项工作取得新进展。"
)
BUILDING = "全年新建基层工会组织三十六家，发展会员二千一百人，其中农民工会员一千三百人，组建率和入会率稳步提高。"
RIGHTS = "签订工资集体协商合同四十五份，覆盖企业一百二十家、职工九千余人；调解劳动争议二十三起。"
AID = "筹集送温暖资金八十六万元，慰问职工一千二百户；“金秋助学”资助学生九十八名。"
PLAN = "2016年，我们将继续深化工会改革，加强自身建设，为建设幸福秀水作出新的更大贡献。"
TITLE = "秀水县总工会2015年工作总结和2016年工作安排"
LINES = (
    "一、2015年工作回顾",
    OPENING,
    "（一）加强组织建设",
    BUILDING,
    "（二）维护职工权益",
    RIGHTS,
    "（三）做好帮扶工作",
    AID,
    "二、2016年工作安排",
    PLAN,
)

_MENU = "".join(
    f'<li><a href="/c{i}.html">{name}</a></li>'
    for i, name in enumerate(("网站首页", "工会概况", "工作动态", "政策法规", "职工之家", "办事指南"))
)
_LINKS = "".join(
    f'<li><a href="/a{i}.html">{place}总工会召开第{i}次全委会议</a><span>2016-01-{i:02d}</span></li>'
    for i, place in enumerate(("清溪镇", "白石乡", "河口镇", "南山街道", "东湖街道", "新桥镇"), 1)
)


@dataclass(frozen=True)
class WebPage:
    """A page, the lines of its report, and words of its furniture, script or markup that are no text of the report."""

    html: str
    lines: tuple[str, ...]
    never: tuple[str, ...] = ("function", "font-family", "var ", "<p", "&nbsp")


def _head(title: str, meta: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{meta}'
        "<style>.a{font-family:宋体}</style><script>var menu='脚本里的字';function go(){}</script></head><body>"
    )


def _paragraphs(lines, form: str = "<p>　　{}</p>") -> str:
    return "\n".join(form.format(line) for line in lines)


def government() -> WebPage:
    """A content system of local government: meta data, a byline, the text in an editor's box, links below."""
    meta = (
        '<meta name="ArticleTitle" content="%s"><meta name="PubDate" content="2016-01-18 09:21"><meta name="ContentSource" content="秀水县总工会">'
        % TITLE
    )
    return WebPage(
        _head(f"{TITLE}_秀水县人民政府", meta)
        + f'<div class="header"><ul class="nav">{_MENU}</ul></div><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/t">通知公告</a></div>'
        + f'<div class="content"><h1>{TITLE}</h1><div class="info">发布日期：2016-01-18 来源：秀水县总工会 字体：【<a>大</a> <a>中</a> <a>小</a>】</div>'
        + f'<div class="TRS_Editor"><style>.TRS_Editor P{{font-family:宋体}}</style>{_paragraphs(LINES)}</div></div>'
        + f'<div class="related"><h3>相关链接</h3><ul>{_LINKS}</ul></div><div class="footer"><p>主办：秀水县人民政府办公室 ICP备00000000号</p></div>'
        + "<noscript>请打开脚本</noscript></body></html>",
        LINES,
        ("function", "font-family", "脚本里的字", "请打开脚本"),
    )


def nested_tables() -> WebPage:
    """Layout by tables in tables, upper-case tags left open, as in the 2000s."""
    body = "<BR>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in LINES)
    menu = "".join(
        f"<TD><A HREF=/c{i}.htm>{name}</A></TD>" for i, name in enumerate(("网站首页", "组织机构", "工会要闻"))
    )
    return WebPage(
        f"<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY><TABLE WIDTH=780><TR>{menu}</TR></TABLE><TABLE><TR><TD WIDTH=180><TABLE>"
        + "".join(f"<TR><TD><A HREF=/{i}.htm>栏目导航第{i}项</A>" for i in range(6))
        + f"</TABLE></TD><TD><TABLE><TR><TD ALIGN=center><B>{TITLE}</B><TR><TD>2016-1-18 阅读次数：35<TR><TD><TABLE><TR><TD><FONT SIZE=3>{body}</FONT></TABLE></TABLE></TABLE>"
        + "<TABLE><TR><TD>版权所有 秀水县总工会</TABLE></BODY></HTML>",
        LINES,
    )


def wechat() -> WebPage:
    """An article of an official account: hidden until a script shows it, each line a paragraph of spans in sections."""
    rows = "".join(
        f'<section style="line-height:2em"><p style="text-indent:2em"><span style="font-size:16px"><span>{line[:9]}</span>{line[9:]}</span></p><p><br></p></section>'
        for line in LINES
    )
    return WebPage(
        _head("", f'<meta property="og:title" content="{TITLE}"><meta property="og:article:author" content="秀水工会">')
        + f'<div id="js_article"><h1 class="rich_media_title">{TITLE}</h1><div id="meta_content"><a>秀水工会</a> <em id="publish_time"></em></div>'
        + f'<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{rows}</div></div>'
        + '<script type="text/javascript">var ct = "1453080000"; function like(){}</script><div>喜欢此内容的人还喜欢</div></body></html>',
        LINES,
    )


def line_breaks() -> WebPage:
    """No paragraph at all: text between breaks, beside a list of links that is longer than it."""
    links = "".join(f'<a href="/{i}.html">第{i}篇范文：某单位年度工作总结范文</a><br/>' for i in range(60))
    return WebPage(
        _head(TITLE)
        + f"<div id=left>{links}</div><div id=text>"
        + "<br/>　　".join(LINES)
        + "<br /></div></body></html>",
        LINES,
    )


def pages_of_one() -> WebPage:
    """A text on several pages: this is one of them, with the links to the others below it."""
    pager = '<div class="page"><a href="1.html">上一页</a><span>1</span><a href="2.html">2</a><a href="3.html">3</a><a href="2.html">下一页</a></div>'
    return WebPage(
        _head(TITLE) + f"<article><h2>{TITLE}</h2>{_paragraphs(LINES)}{pager}</article></body></html>", LINES
    )


def word_export() -> WebPage:
    """Saved from a word processor: conditional comments, its own tags and styles, headings bold inside paragraphs."""
    rows = "\n".join(
        f"<p class=MsoNormal style='text-indent:32.0pt'><b><span lang=EN-US style='font-family:仿宋'><o:p></o:p></span></b><span\nstyle='mso-bidi-font-size:16.0pt'>{line}<span lang=EN-US><o:p></o:p></span></span></p>"
        for line in LINES
    )
    return WebPage(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type content='text/html; charset=utf-8'>"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>普通视图</w:View></w:WordDocument></xml><![endif]--><style>p.MsoNormal{mso-style-parent:''}</style></head>"
        f"<body lang=ZH-CN><div class=Section1><p class=MsoNormal align=center><b>{TITLE}</b></p>{rows}</div></body></html>",
        LINES,
        ("mso", "普通视图"),
    )


def ordered_lists() -> WebPage:
    """Numbers that stand in the markup only."""
    items = f"<ol><li><p>{BUILDING}</p></li><li>{RIGHTS}<ol type=a><li>{AID}</li></ol></li></ol><ol start=5><li>{PLAN}</li><li value=9>{OPENING}</li></ol><ul><li>{RIGHTS}</li></ul>"
    return WebPage(
        _head(TITLE) + f"<main><h1>{TITLE}</h1><p>{OPENING}</p><h2>一、主要工作</h2>{items}</main></body></html>",
        (OPENING, "一、主要工作", f"1. {BUILDING}", f"2. {RIGHTS}", f"a. {AID}", f"5. {PLAN}", f"9. {OPENING}", RIGHTS),
    )


def tables() -> WebPage:
    """Figures in a table between paragraphs, one cell over two columns, one with paragraphs in it."""
    grid = (
        "<table><caption>2015年主要指标</caption><thead><tr><th>指标</th><th>单位</th><th>完成</th></tr></thead><tbody>"
        "<tr><td><p>新建工会</p></td><td><p>家</p></td><td><p>36</p></td></tr><tr><td>发展会员</td><td>人</td><td>2,100</td></tr><tr><td colspan=2>合计</td><td></td></tr></tbody></table>"
    )
    return WebPage(
        _head(TITLE) + f"<div class=article><p>{OPENING}</p><h3>附表</h3>{grid}<p>{PLAN}</p></div></body></html>",
        (
            OPENING,
            "附表",
            "2015年主要指标",
            "指标\t单位\t完成",
            "新建工会\t家\t36",
            "发展会员\t人\t2,100",
            "合计",
            PLAN,
        ),
    )


def references() -> WebPage:
    """Character references of all kinds, wrapped source lines, comments and hidden scripts inside the text."""
    text = (
        _paragraphs(LINES)
        .replace("，", "&#65292;")
        .replace("。", "&#x3002;")
        .replace("“", "&ldquo;")
        .replace("”", "&rdquo;")
        .replace("工会", "工<!-- 注释 -->会")
    )
    return WebPage(
        _head(TITLE) + f"<div><h1>{TITLE}</h1>{text}<script>document.write('脚本')</script></div></body></html>",
        LINES,
        ("注释", "document", "&#", "&ldquo"),
    )


def short_text_long_comments() -> WebPage:
    """A report of short items under headings, beside a longer article: what choosers of main content tend to drop."""
    other = _paragraphs(
        [f"热门文章第{i}段，讲的是别处的事情，文字很长，用来把正文比下去，再写一些字凑足长度。" * 2 for i in range(12)]
    )
    return WebPage(
        _head(TITLE)
        + f"<div class=main><div class=box><h2>{TITLE}</h2></div><div class=box>{_paragraphs(LINES[:4])}</div><div class=box>{_paragraphs(LINES[4:8])}</div>"
        f"<div class=box>{_paragraphs(LINES[8:])}</div></div><div class=side>{other}</div></body></html>",
        LINES,
    )


PAGES = {
    page.__name__: page()
    for page in (
        government,
        nested_tables,
        wechat,
        line_breaks,
        pages_of_one,
        word_export,
        ordered_lists,
        tables,
        references,
        short_text_long_comments,
    )
}
