"""Furniture of a page is cut for what it is; a report that speaks of the same things loses no line.

The hosts, unions and reports are invented; wording is what such pages have in common.
"""

import re

import pytest

from invented_reports import HEAD, STATEMENTS, TAIL, report
from unionreports.corpus.clean import clean

REPORT = report()
#: A title that stands alone on a page with furniture is the host's (titles.py); the rest must stay.
BODY = REPORT.partition("\n")[2]
_BEFORE, _AFTER = REPORT.split("（三）")


def body_with(line: str) -> str:
    """A page of a host whose report holds a line between two others."""
    return f"{HEAD}{_BEFORE}{line}\n（三）{_AFTER}{TAIL}"


def cut_lines(raw: str, furniture) -> list[str]:
    """What was cut, without blanks, one entry a line."""
    return [re.sub(r"\s", "", cut.passage.text) for cut in clean(raw, furniture).cuts]


ABOVE = [
    "首页", "网站首页 > 资料中心 > 工作总结", "您现在的位置：首页 >> 工会文件 >> 正文", "当前位置：首页>>工作动态",
    "首页 新闻中心 通知公告 政策法规 机构设置 信息公开 互动交流", "登录 | 注册 | 会员中心", "EN | 简体 | 繁体",
    "发布日期：2013-01-08　信息来源：县总工会　浏览次数：35　字体：【大 中 小】", "2013-01-08 10:20 来源：县总工会 作者：佚名",
    "时间:2023-10-02 10:45:03  来源:网友投稿", "2013-01-08", "[2013-01-08]", "2013-01-08 09:30", "来源：秀水县总工会", "责任编辑：李某",
    "作者：工会办 更新时间：2013/1/8 点击数：356", "索 引 号：11000/2013-001  发布机构：县总工会  公开日期：2013-01-08",
    "【字号：大 中 小】【打印】【关闭】", "字号： 大 中 小", "分享到：微信 微博 QQ空间", "分享到 微信 微博 QQ空间", "点击蓝字 关注我们",
    "上传人：小****  文档编号：12345  上传时间：2020-01-01 格式：DOC 页数：10 大小：48KB", "第1页 / 共10页",
    "下面是小编为大家整理的工会工作总结范文，供大家参考。", "var a = 1;",
    "用户名 密码 自动登录", "只看该作者", "楼主 发表于 2013-1-8 13:15:21 | 只看该作者", "列印 | 转寄好友 | 字型大小", "收听本文", "无障碍阅读", "已关注",
    "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。", "阅读时间约8分钟", "#年终总结 2个", "公开目录 公开指南 公开年报",
]


@pytest.mark.parametrize("line", ABOVE)
def test_furniture_above_a_report_is_cut(line, furniture):
    raw = f"{line}\n{REPORT}"
    assert clean(raw, furniture).text in (REPORT, BODY)
    assert cut_lines(raw, furniture)[0] == re.sub(r"\s", "", line.replace("时间:", "时间：").replace("来源:", "来源："))


BELOW = [
    "下一篇：工会主席述职报告", "【打印本页】【关闭窗口】", "主办单位：秀水县总工会 地址：秀水县人民路1号 邮编：400000",
    "电话：023-1234567 传真：023-7654321", "Copyright © 2010-2024 All Rights Reserved", "京公网安备 11010202000001号",
    "友情链接：全国总工会 省总工会 人民网", "友情链接 全国总工会 省总工会 人民网", "网站标识码：5001000001", "推荐阅读", "猜你喜欢", "点赞 收藏 评论 举报",
    "本文来源：https://www.example.com/a/b.html 转载请注明出处", "声明：本站文章来自网络，如有侵权请联系我们删除。",
    "扫一扫在手机打开当前页", "您是第123456位访客", "发表评论", "回到顶部", "【责任编辑：李某】", "版权所有：秀水县总工会 蜀ICP备1234567号",
    "扫一扫，分享到微信", "举报 回复 使用道具", "查看完整版本：秀水县总工会工作总结", "点在看", "喜欢此内容的人还喜欢", "预览时标签不可点",
    "一审：李某 二审：王某 三审：张某", "浏览人次：12345", "重要告示", "主管单位：秀水县委 法律顾问：某律师事务所", "生成海报", "写留言",
    "[免责声明] 本文来源于网络转载，仅供学习交流使用，不构成商业目的。",
]


@pytest.mark.parametrize("line", BELOW)
def test_furniture_below_a_report_is_cut(line, furniture):
    assert clean(f"{REPORT}\n{line}", furniture).text == BODY


@pytest.mark.parametrize(
    "links", [["工会工作总结范文5篇", "2023年度工会工作总结", "街道工会工作计划"], ["关于做好送温暖工作的通知", "县总工会召开全委会"]]
)
@pytest.mark.parametrize("heading", ["相关阅读", "相关推荐", "猜你喜欢", "推荐阅读：", "热门文章", "大家都在看"])
def test_titles_behind_a_heading_of_links_are_cut_with_it(heading, links, furniture):
    assert clean("\n".join([REPORT, heading, *links]), furniture).text == BODY


INSIDE = [
    "第2页 / 共10页", "- 3 -", "— 3 —", "点击查看更多>>", "版权所有：秀水网 未经授权禁止转载", "本文来自秀水范文网，转载请注明出处",
    "小编为您整理了更多工会工作总结，欢迎阅读。", "Page 2 of 10", "秀水县工会工作总结_第2页", "上传时间：2020-10-14 文档编号：123456",
    "展开阅读全文",
]


@pytest.mark.parametrize("line", INSIDE)
def test_plain_furniture_between_paragraphs_is_cut_alone(line, furniture):
    assert clean(body_with(line), furniture).text == clean(f"{HEAD}{REPORT}{TAIL}", furniture).text


SPEAKS_OF = [
    "开通微信公众号，关注人数达到三万人，成为职工喜爱的网上家园。",
    "开通微信公众号“秀水工会”，及时发布信息。",
    "一是开通“秀水工会”微信、微博、客户端，粉丝达2万人。",
    "办好工会网站。网站首页开设“职工维权”专栏，全年点击量达到20万次。",
    "职工之家网站访问量突破10万人次",
    "加强版权保护宣传，引导职工尊重知识产权。",
    "2、侵权案件及时查处，为农民工追回工资35万元。",
    "做好职工服务中心的地址登记和电话公开，12351职工维权热线全年接听电话1200个。",
    "1、开设服务热线，全年受理投诉电话320个。",
    "——维权热线：全年接听来电1200个。",
    "三是加强网络建设。在网站首页设置投诉举报电话，及时处理侵权案件15件。",
    "5、编辑《工会信息》36期，被省总工会网站采用12篇。",
    "责任编辑业务培训班举办2期，培训通讯员60人。",
    "组织职工下载“秀水工会”手机APP，注册会员达到1.2万人。",
    "免费下载电子书职工达到5600人次，职工书屋藏书8万册。",
    "拓宽经费来源。工会经费来源：一是会员缴纳的会费；二是单位拨缴的经费；三是政府补助。",
    "3、来源：会费收入12万元，拨缴经费收入86万元",
    "时间：从3月到10月；地点：各企业工会。",
    "会员评论认为，工会为大家办了实事。",
    "我们的工作得到了上级工会的充分肯定，工作动态被上级网站转载12次。",
    "打印宣传资料5万份，分享劳模故事30期。",
    "与人民网、新浪微博合作，开展“最美职工”网上投票，点赞数达到15万次。",
    "今年以来，仅供参考的内部资料《工运参考》编印12期。",
    "召开座谈会欢迎您回家活动12场。",
    "推荐全国劳动模范3名、省劳动模范12名。",
    "走访企业 120 家 | 慰问职工 800 人 | 发放资金 60 万元",
    "投诉举报 56 件，办结率 100%",
    "（四）工会概况", "（五）政务公开", "5.信息公开", "共15项",
]
SPEAKS_OF += [
    line
    for line in (
        "全县正式会员达到3.2万人，比上年增加12%。",
        "主办单位为县总工会，承办单位为县文化馆，比赛吸引了1200名职工参加。",
        "（四）承办单位积极配合",
        "全年受理技术支持请求120件，推广二维码缴费。",
        "为企业提供法律咨询，编印《劳动法律法规汇编》供大家参考。",
        "先后为大家整理印发学习资料3000份。",
        "版权归属清晰、产权明确的职工技术成果35项获得奖励。",
        "为企业提供法律顾问、技术支持和免责声明等文本服务35次。",
        "职工扫一扫二维码即可入会，发展新会员320名。",
        "评论认为工会工作有声有色",
        "建设职工之家120个，职工之家创建率达到90%。",
        "（五）关注职工热点新闻",
    )
]


@pytest.mark.parametrize("line", SPEAKS_OF)
def test_a_report_that_speaks_of_such_things_keeps_its_line(line, furniture):
    assert line in clean(body_with(line), furniture).text.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "同志们：", "谢谢大家！", "二〇一三年一月八日", "2013年1月8日", "秀水县总工会", "秀水县总工会办公室", "附件：1.先进集体名单",
        "各位代表，以上报告，请予审议。", "以上总结，请批评指正。",
        "让我们为夺取新胜利而努力奋斗！",
    ],
)
def test_the_end_of_a_report_stays_above_the_footer(line, furniture):
    assert clean(f"{HEAD}{REPORT}\n{line}{TAIL}", furniture).text.endswith(line)


@pytest.mark.parametrize("line", ["各位委员、同志们：", "各位代表：", "（2013年1月8日）", "团结动员全县职工", "县总工会主席 王某"])
def test_the_title_block_of_a_report_stays_below_the_byline(line, furniture):
    title, _, rest = REPORT.partition("\n")
    assert line in clean(f"{HEAD}{title}\n{line}\n{rest}{TAIL}", furniture).text.split("\n")


def test_what_a_document_host_prints_into_a_sentence_is_cut_and_the_sentence_kept(furniture):
    begin, end = "".join(STATEMENTS[:3]), "".join(STATEMENTS[3:])
    page = clean(f"{HEAD}{_BEFORE}下载后可任意编辑{begin}{end}文档下载后可自由编辑打印\n（三）{_AFTER}", furniture)
    assert "下载" not in page.text and begin in page.text and end in page.text


COMMENTS = "楼主辛苦了，我们厂的工会去年也办了不少实事，希望今年继续。\n顶一个，支持工会。"


@pytest.mark.parametrize("heading", ["沙发 老工人 发表于 2009-1-15 08:00:00", "网友评论（2）", "评论列表"])
def test_what_readers_wrote_below_a_report_is_cut(heading, furniture):
    assert clean(f"{REPORT}\n{heading}\n{COMMENTS}\n上一篇：无", furniture).text == BODY


def test_a_heading_of_comments_above_most_of_a_text_cuts_nothing_of_it(furniture):
    assert BODY.split("\n", 1)[1] in clean(f"{HEAD}网友评论（2）\n{REPORT}{TAIL}", furniture).text


@pytest.mark.parametrize(
    ("above", "title", "stays"),
    [
        ("秀水工会", "清溪县总工会2012年工作总结", False),
        ("秀水发布", "清溪县总工会2012年工作总结", False),
        ("清溪县总工会", "2012年工作总结", True),
        ("坚持服务大局", "清溪县总工会2012年工作总结", True),
    ],
)
def test_the_account_above_a_title_that_names_its_own_body_is_cut(above, title, stays, furniture):
    text = clean(f"{above}\n{title}\n——在县总工会全委会上\n{BODY}", furniture).text
    assert text.startswith(above) is stays and title in text


def test_where_a_text_was_published_stands_below_the_date(furniture):
    assert "广东" not in clean(f"{HEAD}2013-01-08 09:30\n广东\n{BODY}", furniture).text


@pytest.mark.parametrize(
    "sentence",
    [
        "以上就是小编为大家整理的工会工作总结，希望对大家有所帮助。", "更多工会工作总结请关注公众号，欢迎阅读。",
        "以上内容由小编整理。",
    ],
)
def test_the_sentence_of_a_host_in_a_long_paragraph_is_cut_alone(sentence, furniture):
    begin, end = "".join(STATEMENTS[:3]), "".join(STATEMENTS[3:])
    page = clean(f"{HEAD}{_BEFORE}{begin}{sentence}{end}\n（三）{_AFTER}", furniture)
    assert begin + end in page.text.split("\n")


@pytest.mark.parametrize("said", ["以上就是小编为大家整理的工会工作总结，欢迎阅读。", " 某某汇，办公文档之家", "某某范文学习文库"])
def test_a_paragraph_that_ends_with_the_words_of_a_host_stays_apart_from_the_next(said, furniture):
    paragraph = "".join(STATEMENTS[:3])
    page = clean(f"{HEAD}{_BEFORE}{paragraph}{said}\n（三）{_AFTER}", furniture)
    assert paragraph in page.text.split("\n")


def test_a_page_of_links_alone_holds_no_report(furniture):
    assert clean("首页\n工会要闻\n县总工会召开会议\n版权所有\n上一篇：无\n", furniture).text == ""


def test_each_cut_has_its_kind(furniture):
    kinds = [cut.reason for cut in clean(f"{HEAD}{REPORT}{TAIL}", furniture).cuts]
    assert kinds == ["navigation", "host_title", "byline", "recommendation", "recommendation", "copyright"]


def test_a_report_that_lost_its_punctuation_is_no_list_of_links(furniture):
    bare = re.sub("[，。、：；（）]", "", report())
    lines = clean(HEAD + bare + TAIL, furniture).text.split("\n")
    assert [line for line in bare.split("\n") if line not in lines] == []
    assert not any("相关阅读" in line or "版权所有" in line for line in lines)
    links = "\n".join(f"秀水县总工会召开第{n}次全委会议总结全年工作并部署下一年度重点任务" for n in range(30))
    page = clean(f"首页\n相关阅读\n{links}\n版权所有 秀水网", furniture).text
    assert "重点任务" not in page, "titles are shorter than sentences"
