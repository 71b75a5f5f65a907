"""What can a web page do to the one who reads it?"""

from base64 import b64encode
import quopri
from random import Random

from fuzz.dirt import ODD, as_bytes
from fuzz.genre import SIGNS, clean_report

#: Markup that shows nothing of its own and hides nothing that stands outside it.
_HARMLESS = (
    "<!-- 注释 -->", "<!---->", "<!-->", "<!DOCTYPE html>", "<?php echo 1 ?>", "<![CDATA[x]]>", "<!ENTITY a 'b'>", "</p></p></div></html>", "</body>",
    "<script>var a='<p>';document.write('</div>')</script>", "<style>p{display:none}</style>", "<img src=x onerror=alert(1)>", "<br/><br/>", "<hr>",
    "<a href=javascript:alert(1)>链接</a>", "<svg><script>alert(1)</script></svg>", "<math><mi>x</mi></math>", "<object data=a.swf></object>",
    "<iframe src=//a.b></iframe>", "<base href=//a.b>", "<meta charset=big5>", "<meta http-equiv=refresh content='0;url=x'>", "<input value='值'>",
    "<meta name=PubDate content='99999999999-99-99'>", "<meta name=ArticleTitle content='\"&gt;&lt;script&gt;'>", "<time datetime='2016-02-31'></time>",
    "<script>var ct='9999999999';</script>", "<script type=application/ld+json>{\"datePublished\":\"2016-99-99\"}</script>", "<ol start=-99999999999><li>一</li></ol>",
    "<ol type=i start=99999><li>二<li value=x>三</ol>", "<table><tr><td rowspan=99999 colspan=99999>格</table>", "<td><tr><table>", "<p><div></p></div>",
    "<b><i></b></i>", "<form><form>", "<h1></h1>", "<title></title>", "<frameset><frame></frameset>", "<ruby>工<rt>gōng</rt></ruby>", "<p hidden>隐</p>",
    "&#0;&#x0;&#xD800;&#x110000;&#99999999999;&nbsp&copy&unknown;&", "<p/>", "<>", "< p>", "<p", "a<b>c", "<p\0>", "\0", "<𠮷>", "<p 属性='值'>", "<x:y xmlns:x='z'>",
)  # fmt: skip
#: Beginnings behind which a browser shows nothing.
_HIDING = (
    "<!-- ",
    "<script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<noscript>",
    "<iframe>",
    "<![CDATA[ ",
    "<select><option>",
    "<template>",
    "<p title='",
)
_ENTITY_BOMB = (
    "<!DOCTYPE html ["
    + "<!ENTITY a0 '工会'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]>"
)


def _large(random: Random, most: int) -> str:
    """Something there is too much of."""
    n = random.choice((most // 100, most // 10, most))
    many = (
        lambda: "<div>" * (n // 5),
        lambda: f"{'<b>' * (n // 7)}深{'</b>' * (n // 7)}",
        lambda: "<table><tr><td>" * (n // 15),
        lambda: "<ul><li>" * (n // 8),
        lambda: f"<p title='{'值' * n}'></p>",
        lambda: f"<p {' '.join(f'a{i}=1' for i in range(n // 8))}></p>",
        lambda: f"<{'x' * n}>",
        lambda: "&" * n,
        lambda: "&#65292;" * (n // 8),
        lambda: "<" * n,
        lambda: "</p>" * (n // 4),
        lambda: "<!--" * (n // 4) + "-->",
        lambda: "<br>" * (n // 4),
        lambda: f"<table>{'<tr><td>1<td>2' * (n // 14)}</table>",
        lambda: f"<script>{'var a=1;' * (n // 8)}</script>",
        lambda: "".join(f"<a href=/{i}>链接{i}</a> " for i in range(n // 20)),
        lambda: f"<a href='{'x' * n}'>长</a>",
        lambda: "<p>" + random.choice(SIGNS) * (n // 2),
        lambda: "<ol>" + "<li>" * (n // 4),
        lambda: f"<meta name=PubDate content='{'2016-' * (n // 5)}'>",
        lambda: "<font color=red><b><i>" * (n // 22),
        lambda: "<p><span>" * (n // 9) + "</span></p>" * (n // 11),
    )
    return random.choice(many)()


def web_page(random: Random, most: int) -> tuple[str, tuple[str, ...]]:
    """A page, and the lines of it that whoever opens it sees."""
    lines = [line for line in clean_report(random).split("\n") if "。" in line]
    before = (
        _ENTITY_BOMB
        if random.random() < 0.1
        else random.choice(("<!DOCTYPE html>", "", "<?xml version='1.0' encoding='gbk'?>", "\ufeff"))
    )
    parts = [
        before
        + random.choice(
            (
                "<html><head><meta charset=gb2312><title>工作总结</title></head><body>",
                "<html>",
                "<body>",
                "<div>" * 9,
                "<HTML><HEAD><BODY>",
            )
        )
    ]
    seen = []
    for line in lines:
        chance = random.random()
        if chance < 0.3:
            parts += random.choices(_HARMLESS, k=random.choice((1, 3)))
        elif chance < 0.36:
            parts.append(_large(random, most))
            # Who nests deeper than any browser does, or opens what it never closes, may hide what follows.
            break
        elif chance < 0.39:
            parts.append(random.choice(_HIDING))
            break
        tag = random.choice(("p", "p", "div", "td", "li", "section", "h2", "span", "center", "blockquote"))
        parts.append(f"<{tag}>{line}</{tag}>" if random.random() < 0.9 else f"<{tag}>{line}<br>")
        seen.append(line)
    hidden = lines[len(seen) :]
    return "\n".join([*parts, *(f"<p>{line}</p>" for line in hidden)]), tuple(seen) if not hidden else ()


def spoilt_web_page(random: Random, most: int) -> bytes:
    """The same after characters of it were lost or put in, and in an encoding that it may not name."""
    markup, _ = web_page(random, most)
    for _ in range(random.choice((0, 3, 30))):
        at = random.randrange(len(markup))
        markup = markup[:at] + random.choice((*ODD, *_HARMLESS, *_HIDING)) + markup[at + random.choice((0, 0, 1, 9)) :]
    encoding = random.choice(("utf-8", "utf-8", "gb18030", "big5", "utf-16", "utf-8-sig"))
    return as_bytes(markup) if encoding == "utf-8" else markup.encode(encoding, "replace")


def saved_page(random: Random, most: int) -> bytes:
    """A page as browsers save it with its pictures, with headers of all kinds."""
    markup, _ = web_page(random, most // 4)
    how = random.choice(("base64", "quoted-printable", "8bit", "x-unknown", ""))
    body = {"base64": b64encode, "quoted-printable": quopri.encodestring}.get(how, bytes)(as_bytes(markup))
    limit = random.choice(("----x", "", '"', "x" * 400))
    inner = random.choice(
        (
            "text/html",
            "text/html; charset=gb2312",
            "text/html; charset=nonsense",
            "multipart/mixed; boundary=----x",
            "text/plain",
            "message/rfc822",
        )
    )
    head = f'From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="{limit}"\r\n\r\n'.encode()
    part = f"--{limit}\r\nContent-Type: {inner}\r\nContent-Transfer-Encoding: {how}\r\n\r\n".encode()
    return head + part * random.choice((1, 1, 2, 300)) + body + random.choice((f"\r\n--{limit}--".encode(), b""))
