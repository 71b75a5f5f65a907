"""Page numbers of document viewers go, lists stay; broken lines and quotes are mended, whole ones are left."""

import pytest

from invented_reports import STATEMENTS
from unionreports.corpus.clean import clean
from unionreports.corpus.edits import apply
from unionreports.corpus.lines import split_lines
from unionreports.corpus.splices import page_numbers, quotes, watermarks

SENTENCE = STATEMENTS[0]
RUNNING = "".join(place + statement for place in ("甲县", "乙县", "丙县", "丁县") for statement in STATEMENTS)


def numbered(texts):
    lines = split_lines("\n".join(texts))
    return page_numbers(lines, range(len(lines)))


def broken(text, size):
    """A running text as a viewer shows it: a page number before each page."""
    return [f"{n}、{text[i:i + size]}" for n, i in enumerate(range(0, len(text), size), 1)]


def test_numbers_of_pages_that_break_sentences_are_found():
    pages = broken(RUNNING, 211)
    assert numbered(pages)[0] == list(range(len(pages)))


def test_page_numbers_are_cut_and_the_text_runs_on(furniture):
    page = clean("\n".join(broken(RUNNING, 211)), furniture)
    assert page.text == RUNNING
    assert {e.reason for e in page.edits if e.step == "page_splices"} == {"page_marker", "joined"}



@pytest.mark.parametrize(
    "texts",
    [
        [f"{n}、{SENTENCE}" for n in range(1, 9)],  # a list: sentences end before the next number
        [f"{n}、新建工会{n}6家" for n in range(1, 9)],
        [f"{n}、{SENTENCE[:-1]}；" for n in range(1, 9)],
        broken(RUNNING, 211)[:2],  # too few to tell
        [f"{n}、{SENTENCE[:-3]}" for n in (3, 7, 5, 9)],  # they do not count up
        [f"{n}、{SENTENCE[:-3]}" for n in (5, 6, 7, 8)],  # a list that goes on from elsewhere
        [RUNNING],
        [],
    ],
    ids=["sentences", "short items", "semicolons", "two", "not counting", "from five", "none", "empty"],
)
def test_numbers_of_lists_are_kept(texts):
    assert numbered(texts)[0] == []


def test_a_list_of_honours_keeps_its_numbers_and_lines(furniture):
    honours = "一、获奖情况\n1、全国模范职工之家\n2、省五一劳动奖状\n3、市先进工会"
    assert clean(f"{honours}\n二、工作打算\n{SENTENCE}", furniture).text.startswith(honours)


def test_a_list_inside_viewer_pages_keeps_its_numbers(furniture):
    items = "".join(f"\n{n}、{s}" for n, s in enumerate(STATEMENTS, 1))
    page = clean("\n".join([f"一、工作回顾{items}", "二、工作打算", SENTENCE]), furniture)
    assert [f"{n}、{s}" in page.text for n, s in enumerate(STATEMENTS, 1)] == [True] * len(STATEMENTS)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("他说“”工会“”好", "他说“工会”好"),
        ('推进"三级联创"活动', "推进“三级联创”活动"),
        ('"甲"和"乙"', "“甲”和“乙”"),
        ("贯彻？工会法》精神", "贯彻《工会法》精神"),
        ("贯彻?工会法》精神", "贯彻《工会法》精神"),
    ],
)
def test_quotes_are_mended(text, mended):
    assert apply(text, quotes(text)) == mended


@pytest.mark.parametrize(
    "text",
    ["“工会”好", '一个"没有合上', '甲"\n乙"', "怎么办？学习《工会法》", "怎么办？我们，学习》", "什么？不知道。《工会法》", "“”", "“甲”“乙”", "", "《工会法》？"],
)
def test_whole_quotes_and_questions_stay(text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([STATEMENTS[1][:31], STATEMENTS[1][31:]], False),  # one broken line alone says nothing
        ([SENTENCE[:-1], "，并得到表彰。"], True),
        ([SENTENCE[:-1], "；同时开展了培训。"], True),
        ([SENTENCE, "和谐企业创建活动扎实开展。"], False),
        ([SENTENCE[:-1], "和谐企业创建活动扎实开展。"], False),
        ([SENTENCE[:-1], "及时化解劳动争议。"], False),
        (["一、加强组织建设", "是今年的重点工作。"], False),
        (["现将工作总结如下：", "是以职工为本的一年。"], False),
    ],
)
def test_lines_broken_inside_a_sentence(lines, joined, furniture):
    text = "\n".join(["开头" + SENTENCE, *lines, "结尾" + SENTENCE])
    assert ("".join(lines) in clean(text, furniture).text) is joined


def test_a_page_wrapped_at_one_width_is_unwrapped(furniture):
    width = 34
    paragraphs = ["　　" + "".join(STATEMENTS), "　　" + "".join(STATEMENTS[::-1])]
    wrapped = "\n".join(p[i:i + width] for p in paragraphs for i in range(0, len(p), width))
    assert clean(wrapped, furniture).text == "\n".join(p.strip() for p in paragraphs)


def test_watermarks_of_a_flat_page_stand_on_lines_of_their_own(furniture):
    text = f"{RUNNING[:300]} 秀水文库 {RUNNING[300:600]} 秀水文库 {RUNNING[600:]} 2 / 6 完"
    marked = apply(text, watermarks(text, furniture))
    assert marked.split("\n").count("秀水文库") == 2 and "2 / 6" in marked.split("\n")


def test_a_phrase_that_comes_once_is_no_watermark(furniture):
    assert watermarks("工会 工作总结 很好", furniture) == []
