"""Readings behind characters are cut; other letters in brackets and between characters stay."""

import pytest

from unionreports.corpus.annotations import readings
from unionreports.corpus.characters import normalise
from unionreports.corpus.edits import apply


def cut(raw):
    text = apply(raw, normalise(raw))
    return apply(text, readings(text))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        # in brackets of any kind, one character or several, blanks or none
        ("維護(hù)职工", "維護职工"), ("工会(gōng huì)组建", "工会组建"), ("工会（gōnghuì）组建", "工会组建"), ("重[zhòng]视", "重视"), ("维护 (wéi hù) 职工", "维护职工"),
        ("“维护”（wéi hù）职工", "“维护”职工"), ("西安（Xī’ān）市", "西安市"), ("啊（ā）", "啊"), ("我们（wǒmen）的", "我们的"),
        # two readings
        ("好（hǎo，hào）人", "好人"), ("好(hǎo)(hào)人", "好人"), ("好（hǎo/hào）人", "好人"),
        # without brackets, between characters or over them
        ("维wéi护hù职zhí工gōng权益", "维护职工权益"), ("工 gōng 会 huì 组建", "工会组建"), ("我们wǒ men的", "我们的"),
        ("wéi hù zhí gōng hé fǎ quán yì.\n维护职工合法权益", "\n维护职工合法权益"),
        # what is left of ruby
        ("<ruby>维护<rp>(</rp><rt>wéi hù</rt><rp>)</rp></ruby>职工", "维护职工"), ("<ruby>维<rt>wéi</rt></ruby>护", "维护"),
        # marks as combining characters, letters of schoolbook fonts, tones as numbers
        ("绿(lu\u0308\u030c)色", "绿色"), ("工（ɡōnɡ）会", "工会"), ("参(can1)加工(gong1)作", "参加工作"),
        # zhuyin
        ("工(ㄍㄨㄥ)会ㄏㄨㄟˋ组ㄗㄨˇ建", "工会组建"), ("我们˙ㄇㄣ", "我们"), ("一ㄧ般ㄅㄢ", "一般"),
        # the letter i of zhuyin that was typed for 一
        ("第ㄧ次会议", "第一次会议"),
        # without tone marks where there are several, and they fit their characters
        ("维护(hu)职工(zhi gong)，重(zhong)视组(zu)建", "维护职工，重视组建"), ("工gong会hui组zu建jian职zhi工gong之家", "工会组建职工之家"),
        ("维护(hu)职工(zhi gong)，重(zhong)视组(zu)建，面积3公顷(ha)、会（a）", "维护职工，重视组建，面积3公顷（ha）、会（a）"),
    ],
)  # fmt: skip
def test_readings_are_cut(raw, clean):
    assert cut(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "", "增长（GDP）8%", "安装（app）", "加入（WTO）", "篮球（CBA）联赛", "卡拉OK比赛", "重5公斤（kg）", "面积3公顷（ha）", "（a）建会（b）维权（e）服务", "见表a、b",
        "邮箱wang.wei@gonghui.cn", "网址http://gonghui.cn/wei/hu", "王（Wang Wei）先生", "咖啡（café）", "贝利（Pelé）", "（wéi hù）", "局域网（lan）", "维护（hu）",
        # more syllables than characters
        "工（gōng huì zǔ jiàn）", "学唱é", "ISO9001认证", "用微信wei登录", "PM2.5，“he”字", "教室（b2）", "A座、B座", "维护（hu）、（app）、（kg）",
        # letters that begin otherwise than their characters, however many
        "项目（wan）工程（dan）技术（ma）人员（hei）合同（ban）",
    ],
)  # fmt: skip
def test_other_letters_stay(text):
    assert readings(text) == []


def test_each_cut_names_its_step_and_none_overlaps():
    edits = readings("维（wéi）护hù\nwéi hù\n工（ㄍㄨㄥ）")
    assert {(e.step, e.reason, e.after) for e in edits} == {("annotations", "pinyin", ""), ("annotations", "zhuyin", "")}
    assert all(a.end <= b.start for a, b in zip(edits, edits[1:], strict=False))
