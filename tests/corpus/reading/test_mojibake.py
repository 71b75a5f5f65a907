"""A misread text is turned back whole or left as it is, and what was lost is told."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from invented_reports import report
from unionreports.corpus.reading.broken_characters import broken_characters
from unionreports.corpus.reading.mojibake import undo
from unionreports.corpus.reading.plain import read_text

TEXT = report()
TRADITIONAL = "全縣各級工會組織緊緊圍繞中心，服務大局，組織全體職工積極參加勞動競賽，維護職工合法權益。\n" * 5
NAMES = (
    "王建國、李曉明、歐陽慧敏、陳國棟、黃麗華、鄭雅婷、賴淑芬、鍾嘉豪、蕭瑋庭、顏麗娟、閻錫麟、龔鵬翔、嚴鳳鳴、龐錦榮"
)
UYGHUR = "买买提·吐尔逊、阿不都热西提·卡德尔、古丽巴哈尔、帕提古丽、艾合买提江、热依汗古丽、玉素甫、木拉提别克、达吾提、旦增曲珍"
ENGLISH = "The trade union’s work report — “review and plan” — was read on 5 May; naïve café Müller paid 3 €."


def misread(text: str, right: str, wrong: str) -> str:
    return text.encode(right).decode(wrong)


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "全市工会工作", "工会　２０１２年，“五一”"])
@pytest.mark.parametrize(
    ("chain", "what"),
    [
        (["utf-8", "latin-1"], "utf-8 read as latin-1"),
        (["utf-8", "latin-1"] * 2, "utf-8 read as latin-1, then utf-8 read as latin-1"),
        (["gb18030", "latin-1"], "gb18030 read as latin-1"),
        (["gb18030", "latin-1", "utf-8", "latin-1"], "gb18030 read as latin-1, then utf-8 read as latin-1"),
    ],
)
def test_what_can_be_turned_back_is_and_said(text, chain, what):
    spoilt = text
    for right, wrong in zip(chain[::2], chain[1::2], strict=True):
        spoilt = misread(spoilt, right, wrong)
    assert undo(spoilt) == (text, what)
    page = read_text(spoilt.encode())
    assert (page.text, page.encoding) == (text, f"utf-8, undone from {what}")


def test_windows_1252_and_big5_are_turned_back():
    """The five bytes Windows-1252 lacks stay as in Latin-1 in most software."""
    as_windows = "".join(
        bytes([b]).decode("latin-1" if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for b in TEXT.encode()
    )
    assert undo(as_windows) == (TEXT, "utf-8 read as latin-1")
    assert undo(misread(TRADITIONAL, "cp950", "gb18030")) == (TRADITIONAL, "cp950 read as gb18030")
    assert undo(misread(TRADITIONAL, "cp950", "latin-1")) == (TRADITIONAL, "cp950 read as latin-1")


def test_utf_8_read_as_gbk_is_turned_back_where_runs_are_even_and_losses_are_counted_where_not():
    even = "工会组织劳动竞赛" * 20
    assert undo(misread(even, "utf-8", "gb18030")) == (even, "utf-8 read as gb18030")
    undone, what = undo(TEXT.encode().decode("gb18030", "replace"))
    assert what.startswith("utf-8 read as gb18030, lost in ") and int(what.split()[-2]) == undone.count("\ufffd") > 0
    kept = [piece for piece in undone.split("\ufffd") if piece]
    assert all(piece in TEXT for piece in kept) and sum(map(len, kept)) > 0.85 * len(TEXT)
    assert "characters were replaced" in broken_characters(undone)


def test_a_character_the_wrong_encoding_lacks_is_kept_as_a_reference():
    undone, what = undo(f"{misread(TEXT, 'utf-8', 'latin-1')}工")
    assert undone == f"{TEXT}&#24037;" and what


@pytest.mark.parametrize(
    "text",
    [
        TEXT, TRADITIONAL, NAMES, UYGHUR, ENGLISH, "", "工会", "锟斤拷", "å", "Отчёт о работе профсоюза",
        f"{TEXT}乱码如å·¥ä¼š、锟斤拷、宸ヤ綔。", "áéíóú ñ ç ü", "œuvre ½ £ ¥ ¹ ²", "労働組合の活動報告、組合員のみなさん",
        "饕餮貔貅魑魅魍魉龃龉龌龊囹圄旖旎氤氲耄耋鳏寡蹉跎踟蹰", "gōng huì zǒng jié", "ÀÉÖÜ ÄËÏ ¥©®", "\ud800å", "&#65533;&#24037;",
    ],
)  # fmt: skip
def test_what_is_no_mojibake_stays(text):
    assert undo(text) == (text, "")


def test_half_a_page_of_mojibake_is_not_touched_but_told():
    half = f"{TEXT}\n{misread(TEXT, 'utf-8', 'latin-1')}"
    assert undo(half) == (half, "") and "runs of Latin letters" in broken_characters(half)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (f"{TEXT}锟斤拷锟斤拷，锟斤拷。锟斤拷" * 2, "characters were replaced in 6 places"),
        (f"烫烫烫烫，{TEXT}屯屯屯屯。烫烫烫", "characters were replaced in 3 places"),
        (TEXT.replace("工", "\ufffd"), "by '\ufffd'"),
        ("2012" + TEXT[:40] + "？？？？？？，" * 9, "54 question marks side by side"),
        (TEXT.encode().decode("gb18030", "replace").replace("\ufffd", ""), "stretches of rare characters"),
        (TRADITIONAL.encode("cp950").decode("gb18030"), "stretches of rare characters"),
        (TEXT.encode("gb18030").decode("latin-1"), "runs of Latin letters"),
    ],
)
def test_lost_characters_are_told_with_their_number(text, evidence):
    assert evidence in broken_characters(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT, TRADITIONAL, NAMES, UYGHUR, ENGLISH, "", f"{TEXT}乱码如锟斤拷。", "全县？？怎么办？？" + TEXT, "20??年，某??市" * 40,
        "肺癌、食道癌、胃癌、结肠癌、直肠癌、慢性粒细胞白血病、急性心肌梗塞、脑梗死、血友病、糖尿病、甲亢、唇腭裂、尿毒症、艾滋病",
        "à la très belle fête où l’été s’achève — ‘…’ — “…” …… çà et là; Ärger über Öl; gōng huì jiàn shè" * 5,
    ],
)  # fmt: skip
def test_rare_names_accents_and_single_marks_are_no_loss(text):
    assert broken_characters(text) == ""


@given(st.text(max_size=60), st.sampled_from(["", TEXT[:60], misread(TEXT[:60], "utf-8", "latin-1")]))
def test_any_text_is_taken_and_good_chinese_never_changed(text, before):
    undone, what = undo(before + text)
    assert bool(what) or undone == before + text
    broken_characters(text)
    assert undo(TEXT + text) == (TEXT + text, "")
