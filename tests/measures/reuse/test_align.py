"""Passages two texts have in common are found exactly where they stand, altered or not, and stock phrases are not taken for them."""

from rapidfuzz.distance import Levenshtein
import pytest

from unionreports.measures.reuse.align import alignments

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
    ],
)  # fmt: skip
def test_what_everybody_writes_is_not_copied(one, other):
    assert alignments([one, other]).empty
