"""Reading a page takes time in proportion to its length, however hostile the page."""

import gc
import time

import pytest

from invented_reports import report
from unionreports.corpus.clean import clean
from unionreports.corpus.outline import outline
from unionreports.corpus.reading.read import read_page
from unionreports.corpus.roles import assign_roles
from unionreports.corpus.split import split_reports

PAGE = report()


def read_to_units(data: bytes, furniture) -> int:
    """Raw bytes to units with their roles; the number of units."""
    page = clean(read_page("page.txt", data).text, furniture)
    found = 0
    for start, end in split_reports(page.text, page.parts):
        text = page.text[start:end]
        headings, units = outline(text, page.title)
        assign_roles(text, headings, units, page.title)
        found += len(units)
    return found


def seconds(text: str, furniture) -> float:
    """Process time; the garbage collector stands still, since its passes grow with what other tests left behind."""
    data = text.encode()
    gc.disable()
    try:
        begin = time.process_time()
        read_to_units(data, furniture)
        return time.process_time() - begin
    finally:
        gc.enable()


PATTERNS = {
    "reports": PAGE + "\n", "one line": PAGE.replace("\n", ""), "no punctuation": "工会组织建设", "commas": "工会，", "brackets": "（", "numbers in brackets": "（一）",
    "numbers": "1、", "circles": "①", "points": "一是", "points with stops": "。二是", "ordinals": "第一，", "plans": "一、工作今年，", "short lines": "工\n",
    "labels": "篇一\n", "counted titles": "工会工作总结（一）\n", "titles with text": "工会工作\n工会开展了活动，取得了成绩，很好。\n", "salutations": "同志们：\n",
    "first numbers": "二、\n", "opening quotes": "《", "questions": "？", "questions with ends": "？工》", "straight quotes": '"', "empty quotes": "“”", "addresses": "http://a.b/c?d=1",
    "tags": "<a ", "open comments": "<!--", "ended comments": "<!---->", "references": "&amp", "blanks": " ", "wide blanks": "　", "line ends": "\r\n", "invisible": "\u200b工",
    "private use": "\ue004", "furniture": "首页|", "furniture lines": "首页\n", "page marks": "工_第1页\n", "empty pages": "1、\n", "phrases": "工会组织 ", "fields": "工会：",
    "digits": "1", "the voice in one line": "小编", "dates": "2013-01-08 ", "the host's voice in lines": "小编为大家整理。\n",
    "sentences": "工会全年围绕中心开展工作，成绩显著，职工满意。\n", "openings with numbers": "各位代表：\n一、工作\n", "bullets": "►" * 100 + "热点。\n",
    "readings": "工（gōng）会huì", "toned letters": "ā", "letters and blanks": "a ", "letters behind a character": "工gong ", "open readings": "工（a", "zhuyin": "工ㄍ", "corner brackets": "「",
    "both scripts": "總工會維護權益。总工会维护权益「。", "the other script in brackets": "总（總", "other codings": "⼯︰",
    "wrapped lines": "　　工会全年围绕中心开展工作，成绩显著\n，职工满意，会员增加，活动丰富多彩。\n", "letters apart": "工 会 工 作 ，", "struck twice": "一一、、加加强强组组织织建建设设",
    "numbers without punctuation": "一是加强组织建设", "notices": "……此处隐藏1234个字……", "masks": "20××年○○县", "spun": "科学开展观",
    "texts with furniture": "篇一\n工会开展了活动，取得了成绩，很好。\n来源：网络 时间：2013-03-09\n",
}
#: Four times the text may take this many times the time: linear is 4, squared would be 16.
MOST = 8


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_four_times_the_text_takes_about_four_times_the_time(pattern, furniture):
    short = (pattern * (25_000 // len(pattern) + 1))[:25_000]
    for _ in range(3):  # another program on the machine must not decide
        once, fourfold = seconds(short, furniture), seconds(short * 4, furniture)
        if fourfold < max(MOST * once, 0.2):
            break
    else:
        pytest.fail(f"{once:.2f} s for 25,000 characters, {fourfold:.2f} s for 100,000")
    assert fourfold < 3


@pytest.mark.slow
@pytest.mark.parametrize(("feed", "length"), [("\n", 5_000_000), ("", 1_000_000)], ids=["5 million characters", "one line of a million"])
def test_the_largest_pages_finish(feed, length, furniture):
    # Reports with figures of their own: equal ones would be copies of the first.
    reports = (PAGE.replace("百", f"百{n}") for n in range(length // len(PAGE) + 1))
    text = "\n".join(reports).replace("\n", feed)[:length]
    begin = time.process_time()
    assert read_to_units(text.encode(), furniture) > 1000
    assert time.process_time() - begin < 60


@pytest.mark.slow
@pytest.mark.corpora
def test_speed_on_official_reports(corpora, furniture, record_property):
    """At least a third of the million characters a second the software is built for: test machines are slow and shared."""
    pages = [path.read_bytes() for path in sorted(corpora.glob("prov_gwr_2025/*.txt"))]
    n = sum(len(page.decode()) for page in pages)
    begin = time.process_time()
    for page in pages:
        read_to_units(page, furniture)
    speed = n / (time.process_time() - begin)
    record_property("characters_per_second", round(speed))
    print(f"{speed:,.0f} characters a second from raw page to units, {n:,} characters, {len(pages)} pages")
    assert speed > 1_000_000 / 3
