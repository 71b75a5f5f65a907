"""Passages two texts have in common are found where they stand, altered or not; set phrases are not taken for them."""

from random import Random

from hypothesis import given, settings, strategies as st
from rapidfuzz.distance import Levenshtein
import pytest

from invented_reports import STATEMENTS, report
from unionreports.measures.reuse.align import SHORTEST, alignments

#: One passage, and a copy with other figures, other words, something put in and something left out.
PASSAGE = "积极探索区域性行业性工资集体协商的办法，在纺织、箱包等行业签订行业工资协议12份，覆盖企业356家，惠及职工2.8万人，职工收入有了稳定的增长。"
ALTERED = "大力探索区域性、行业性工资集体协商办法，在机械、食品等行业先后签订行业工资协议37份，覆盖企业1208家、惠及职工9万余人，职工工资有稳定增长。"
BEFORE = "会议认为，过去的工作是扎实的，成绩来自大家的共同努力。"
AFTER = "下一步还要在宣传上多想办法，让更多的人知道这件事。"


def test_a_passage_is_found_where_it_stands():
    found = alignments([BEFORE + PASSAGE, PASSAGE + AFTER])
    assert len(found) == 1
    row = next(found.itertuples())
    assert (row.text_a, row.text_b, row.n_altered, row.similarity) == (0, 1, 0, 1.0)
    assert (BEFORE + PASSAGE)[row.start_a : row.end_a] == PASSAGE.rstrip("。")
    assert PASSAGE[row.start_b : row.end_b] == PASSAGE.rstrip("。")


def test_an_altered_copy_is_found_with_what_was_altered_counted():
    found = alignments([BEFORE + PASSAGE + AFTER, ALTERED])
    assert len(found) == 1
    row = next(found.itertuples())
    one, other = (BEFORE + PASSAGE + AFTER)[row.start_a : row.end_a], ALTERED[row.start_b : row.end_b]
    assert len(one) > 60 and row.n_altered == Levenshtein.distance(one, other) > 10
    assert row.similarity == pytest.approx(1 - row.n_altered / row.n_chars)


@pytest.mark.parametrize(
    "one, other",
    [
        # Set phrases that everybody writes.
        ("我们要高举中国特色社会主义伟大旗帜，把各项任务落到实处。", "青年人应当在中国特色社会主义伟大旗帜下成长起来。"),
        ("扎实推进工资集体协商，维护职工合法权益，构建和谐劳动关系的路还很长。", "在构建和谐劳动关系中，法院审理的案件维护职工合法权益，没有一件靠工资集体协商。"),
        # Names in their usual order.
        ("客人来自北京、天津、河北、山西、辽宁、吉林、上海、江苏、浙江、安徽、福建、江西、山东。", "今年在北京、天津、河北、山西、辽宁、吉林、上海、江苏、浙江、安徽、福建、江西、山东办了分会。"),
        # Dates and sessions.
        ("2004年11月26日河南省第十届人民代表大会常务委员会第十二次会议", "2008年5月30日浙江省第十一届人民代表大会常务委员会第四次会议"),
        # A character too short, beside words that differ.
        (f"不料{PASSAGE[: SHORTEST - 1]}遥遥无期", f"如今{PASSAGE[: SHORTEST - 1]}硕果累累"),
        # A text that repeats itself.
        (PASSAGE + AFTER + PASSAGE, BEFORE),
    ],
)  # fmt: skip
def test_what_everybody_writes_is_not_copied(one, other):
    assert alignments([one, other]).empty


#: Texts of characters drawn by chance: two are the same or have nothing in common.
NOTHING_ALIKE = st.integers(0, 200).map(lambda n: "".join(map(chr, Random(n).choices(range(0x4E00, 0x9C00), k=n))))


@settings(max_examples=25)
@given(*[NOTHING_ALIKE] * 4, st.sampled_from(STATEMENTS), st.integers(0, 9), st.integers(0, 9))
def test_a_planted_passage_is_found_whatever_stands_around_it(before, after, left, right, passage, figure, at):
    altered = passage.replace("0", str(figure))
    altered = altered[: len(altered) // 2 + at] + "略" + altered[len(altered) // 2 + at :]
    texts = [before + passage + after, left + altered + right]
    found = alignments(texts)
    covered = 0
    for row in found.itertuples():
        assert row.text_a < row.text_b
        sides = [texts[row.text_a][row.start_a : row.end_a], texts[row.text_b][row.start_b : row.end_b]]
        one, other = ("".join(side.split()) for side in sides)
        assert (row.n_chars, row.n_altered) == (max(len(one), len(other)), Levenshtein.distance(one, other))
        assert row.similarity == 1 - row.n_altered / row.n_chars >= 0.6
        covered += max(0, min(row.end_a, len(before + passage)) - max(row.start_a, len(before)))
    assert covered >= 0.9 * len(passage)


def test_the_order_of_texts_only_decides_which_is_a():
    texts = [report("秀水县", 2012), report("清水县", 2013), BEFORE + PASSAGE, ALTERED + AFTER, PASSAGE]
    order = [3, 1, 4, 0, 2]
    found = alignments(texts)
    again = alignments([texts[i] for i in order])
    sides = [
        {
            frozenset([(names[row.text_a], row.start_a, row.end_a), (names[row.text_b], row.start_b, row.end_b)])
            for row in rows.itertuples()
        }
        for names, rows in ((range(5), found), (order, again))
    ]
    assert len(found) == len(again) == len(sides[0]) and sides[0] == sides[1]


def test_texts_of_one_group_are_not_compared():
    texts = [PASSAGE, BEFORE + PASSAGE, PASSAGE + AFTER]
    assert len(alignments(texts)) == 3
    found = alignments(texts, ["甲", "乙", "甲"])
    assert set(zip(found["text_a"], found["text_b"])) == {(0, 1), (1, 2)}
    with pytest.raises(ValueError, match="2 groups for 3 texts"):
        alignments(texts, ["甲", "乙"])


def test_what_stands_in_many_texts_is_tied_to_one_of_them():
    """The work must not grow with the square of the texts."""
    found = alignments([PASSAGE + AFTER + BEFORE] * 200)
    assert len(found) == 199 and (found["similarity"] == 1).all()
    assert found["text_a"].nunique() == 1


def test_a_text_of_one_character_takes_no_more_than_its_length():
    n = 300_000
    assert alignments(["哈" * n, PASSAGE]).empty
    found = alignments(["哈" * n, "哈" * n])
    assert found[["start_a", "end_a", "start_b", "end_b"]].to_numpy().tolist() == [[0, n, 0, n]]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["，。", "12"], ["好", "好"]])
def test_texts_with_nothing_to_compare_have_nothing_in_common(texts):
    assert alignments(texts).empty


@pytest.mark.corpora
@pytest.mark.parametrize(
    # The clean text of 1954 is in traditional characters, the scrape in simplified ones; that of 2005 leaves words out.
    "year, share",
    [(1954, 0.85), (2005, 0.95)],
)
def test_a_long_document_is_one_passage_however_often_a_page_repeats_it(corpora, year, share):
    clean = (corpora / f"national_gwr_1954_2025/{year}_国务院.txt").read_text(encoding="utf-8")
    noisy = (corpora / f"national_gwr_1954_2018_noisy/{year}_国务院.txt").read_text(encoding="utf-8")
    found = alignments([clean, noisy])
    whole = found[found["end_a"] - found["start_a"] > share * len(clean)]
    assert len(whole) == noisy.count("责任编辑") > 1
    assert (whole["start_b"].to_numpy()[1:] > whole["end_b"].to_numpy()[:-1]).all()
