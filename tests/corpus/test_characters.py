"""One normal form of characters for every page; what looks alike but means something stays."""

import pytest

from unionreports.corpus.characters import is_flat, normalise
from unionreports.corpus.edits import apply



def normal(text, flat=False):
    return apply(text, normalise(text, flat))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        # punctuation beside Chinese characters is full-width
        ("共3家,很好;是吗?好!如下:(一)", "共3家，很好；是吗？好！如下：（一）"),
        ("时间:2012年", "时间：2012年"),
        ("(abc)", "（abc）"),
        ("增长8%,\n", "增长8%，"),
        ("慰问职工100;\n二是", "慰问职工100；\n二是"),
        ("好｡是､", "好。是、"),
        # letters, digits and signs are half-width
        ("２０１２年ＡＢｃ", "2012年ABc"),
        ("增长８％＋１", "增长8%+1"),
        ("增长8﹪", "增长8%"),
        ("３．５万元", "3.5万元"),
        # other codings of a character: radicals of PDF files, compatibility ideographs, vertical and small forms, digits
        ("⼯会⽹站", "工会网站"),
        ("⻓期⻔户⻅⾯", "长期门户见面"),
        ("\uf97e\ufa0c", "量兀"),
        ("\U0002f804", "你"),
        ("如下︰︵一︶﹁五一﹂、︽工会法︾﹙草案﹚", "如下：（一）「五一」、《工会法》（草案）"),
        ("｢五一｣", "「五一」"),
        ("𝟐𝟎𝟏𝟐年", "2012年"),
        # blanks
        ("工会　工作", "工会 工作"),
        ("工会 \t  工作", "工会 工作"),
        ("工会\u00a0工作", "工会 工作"),
        ("好。　　工会", "好。工会"),
        ("工会 ，工作", "工会，工作"),
        ("工会 ,工作", "工会，工作"),
        ("开展 「五一」 表扬", "开展「五一」表扬"),
        ("工会 ﹕ 工作", "工会：工作"),
        ("　　工会", "工会"),
        ("工会  \n", "工会"),
        # lines
        ("甲\r\n乙", "甲\n乙"),
        ("甲\r乙", "甲\n乙"),
        ("甲\n\n\n　　乙", "甲\n乙"),
        ("\n\n甲\n", "甲"),
        ("甲\u2028乙", "甲\n乙"),
        ("甲\n\ue004\n乙", "甲\n乙"),
        # invisible characters and those of one font only
        ("工\u200b会\ufeff", "工会"),
        ("\ufeff工会", "工会"),
        ("工\ue5e5会", "工会"),
        ("工\x00会\x07", "工会"),
        ("工\u00ad会", "工会"),
        ("工\ud800会", "工会"),
        ("工 \u200b 会", "工 会"),
        ("工\u202e会\u061c\u2067", "工会"),
        ("工\ufe0f会\U000e0101\U0010fffd\u3164", "工会"),
        # what is left of HTML
        ("工<br/>会", "工会"),
        ('<p class="a">工会</p>', "工会"),
        ("工<!-- 注释\n第二行 -->会", "工会"),
        ("工会&nbsp;工作", "工会 工作"),
        ("A&amp;B", "A&B"),
        ("&ldquo;工会&rdquo;", "“工会”"),
        ("&#24037;会", "工会"),
        ("&#x5de5;会", "工会"),
        ("工<U+00A0>会", "工 会"),
        # middle dots
        ("中国梦•劳动美", "中国梦·劳动美"),
        ("买买提･吐尔逊", "买买提·吐尔逊"),
    ],
)
def test_brought_to_the_normal_form(raw, clean):
    assert normal(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "", "工会", "3.5万元", "10:45", "1,234人", "http://a.b/c?d=1", "1.加强建设", "《工会法》“三级联创”，‘一’、（一）",
        "A-B", "甲\n乙", "工会 工作", "a<b", "3<5且7>6", "A&B", "&foo;", "<工会>", "——深化", "…", "①②", "〔2012〕3号",
        "R&D", "20xx年", "2**年", "<!--", "工<a", "㎡", "Ⅳ", "【1】",
        "㈠", "⑴", "⒈", "㊀", "10²", "℃", "﹏﹏", "𠀀", "〇", "々",
    ],
)
def test_stays_as_found(text):
    assert normalise(text) == []


def test_normal_form_is_reached_in_one_go():
    for raw in ("工会,工作　（一）　　\r\n\r\nＡ:Ｂ", "共3家,很好;是吗?", "工\u200b会 ，\ue004 好"):
        once = normal(raw)
        assert normal(once) == once


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("好。 二、工作", "好。\n二、工作"), ("工会　　二、工作", "工会\n二、工作"), ("工会 工作", "工会 工作"), ("好。", "好。")],
)
def test_in_a_page_without_line_breaks_indents_are_paragraphs(raw, clean):
    assert normal(raw, flat=True) == clean


@pytest.mark.parametrize(
    ("text", "flat"),
    [("工" * 400, True), ("首页\n" + "工" * 400, True), ("工" * 200, False), (("工" * 350 + "\n") * 3, False), ("", False), ("\n\n", False)],
)
def test_a_page_is_flat_when_one_line_holds_most_of_it(text, flat):
    assert is_flat(text) is flat


def test_every_edit_says_its_step_and_covers_its_own_stretch():
    edits = normalise("２,\u200b<br>\n\n工•会 ")
    assert {e.step for e in edits} <= {"widths", "invisible", "markup", "spaces"} and all(e.reason for e in edits)
    assert all(a.end <= b.start for a, b in zip(edits, edits[1:], strict=False))
    assert all(e.start < e.end for e in edits)
