"""Numbers of items are told from numbers in the text."""

import pytest

from unionreports.corpus.numbering import Marker, chinese_number, marker_at, starts_item


@pytest.mark.parametrize(
    ("text", "kind", "number", "marker"),
    [
        ("一、加强建设", "chinese", 1, "一、"), ("十一、加强建设", "chinese", 11, "十一、"), ("二十三、加强", "chinese", 23, "二十三、"),
        ("一.加强建设", "chinese", 1, "一."), ("（一）加强", "bracket", 1, "（一）"), ("(十)加强", "bracket", 10, "(十)"), ("（一）、加强", "bracket", 1, "（一）、"),
        ("1、加强", "digit", 1, "1、"), ("12、加强", "digit", 12, "12、"), ("1.加强", "digit", 1, "1."), ("1．加强", "digit", 1, "1．"),
        ("1，加强", "digit", 1, "1，"), ("（1）加强", "digit_bracket", 1, "（1）"), ("1）加强", "digit_half", 1, "1）"), ("1.2 加强", "decimal", 2, "1.2 "),
        ("①加强", "circle", 1, "①"), ("⑳加强", "circle", 20, "⑳"), ("⑴加强", "circle", 1, "⑴"), ("❸加强", "circle", 3, "❸"),
        ("一是加强", "point", 1, "一是"), ("二要加强", "point", 2, "二要"), ("第一，加强", "ordinal", 1, "第一，"), ("其二，加强", "ordinal", 2, "其二，"),
        ("第三是加强", "ordinal", 3, "第三是"), ("——加强", "dash", 0, "——"), ("--加强", "dash", 0, "--"), ("●加强", "bullet ●", 0, "●"),
        ("第一部分 工作回顾", "section", 1, "第一部分 "), ("第二部分：打算", "section", 2, "第二部分："), ("第一章 总则", "section", 1, "第一章 "),
        ("第十节、保障", "section", 10, "第十节、"), ("第贰部分 打算", "section", 2, "第贰部分 "), ("壹、回顾", "section", 1, "壹、"), ("拾贰、附则", "section", 12, "拾贰、"),
        ("Ⅳ、打算", "section", 4, "Ⅳ、"), ("⒈加强", "digit", 1, "⒈"), ("⒛加强", "digit", 20, "⒛"), ("㊀加强", "circle", 1, "㊀"), ("➊加强", "circle", 1, "➊"), ("⓷加强", "circle", 3, "⓷"),
        ("㈡加强", "bracket", 2, "㈡"),
    ],
)
def test_markers(text, kind, number, marker):
    assert marker_at(text) == Marker(kind, number, len(marker)) and starts_item(text)
    assert marker_at("工会" + text, 2) == Marker(kind, number, 2 + len(marker))


@pytest.mark.parametrize(
    "text",
    [
        "", "3.5万元", "3.5", "1998年", "12351热线", "10:45", "1-6月", "1,234人", "2012年1月", "36家", "第一线职工", "第一书记", "第一轮", "第一批",
        "第一时间", "十佳职工", "十一届三次", "十二五", "十大行动", "一要务", "二要点", "一方面", "一年来", "一是否", "一个", "一次", "一般", "一带一路",
        "三八妇女节", "五一劳动节", "三要素", "四要闻", "五大提升", "（2013年）", "（20家）", "（一区）", "（秀水县）", "（三八节）", "—2012年", "其一生",
        "百分之十", "同志们", "壹基金", "叁佰元", "陆家嘴", "伍、陆两家", "Ⅱ级响应", "——", "第一部分职工认为，工会要做实事", "二〇一二年", "〔2012〕3号", "A、B",
        *(
            text
            for text in ("2、3月份", "1、2号车间", "二、三产业", "一、二季度", "一、二、三产业")
        ),
    ],
)
def test_numbers_that_number_nothing(text):
    assert marker_at(text) is None and not starts_item(text)


@pytest.mark.parametrize(
    "text",
    [
        "㈠加强",
        "● 加强",
    ],
)
def test_markers_not_known_yet(text):
    assert starts_item(text)


@pytest.mark.parametrize(("text", "value"), [("一", 1), ("九", 9), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("〇", 0), ("二三", 0)])
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value
