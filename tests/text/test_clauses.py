"""A clause states an action, the ground of one, or its aim."""

import pytest

from unionreports.text.clauses import split_clauses
from unionreports.text.offsets import join_texts


def acting(text):
    joined = join_texts([text], [0])
    clauses = split_clauses(joined)
    return [text[s:e] for s, e, acts in zip(clauses.starts, clauses.ends, clauses.acts) if acts]


@pytest.mark.parametrize(
    "text, actions",
    [
        ("开展劳动竞赛，促进企业和谐发展。", ["开展劳动竞赛"]),
        ("在市委的正确领导下，组建工会30家。", ["组建工会30家"]),
        ("为了维护职工权益，签订集体合同。", ["签订集体合同"]),
        ("1、根据上级要求，举办培训班，不断提高职工素质；", ["举办培训班"]),
        ("以民主管理为目标，推行厂务公开。", ["推行厂务公开"]),
        # Near misses: these state actions.
        ("以劳动竞赛为载体，举办比武。", ["以劳动竞赛为载体", "举办比武"]),
        ("为职工发放慰问金。", ["为职工发放慰问金"]),
        ("推进工会组建，实现建会200家。", ["推进工会组建", "实现建会200家"]),
        ("提高职工素质。", ["提高职工素质"]),
        ("使用经费，让利职工。", ["使用经费"]),
    ],
)
def test_actions_are_told_from_grounds_and_aims(text, actions):
    assert acting(text) == actions


def test_sentences_and_owners_are_counted_over_texts():
    joined = join_texts(["甲，乙。丙", "", "丁；戊"], [0, 0, 0])
    clauses = split_clauses(joined)
    assert [joined.text[s:e] for s, e in zip(clauses.starts, clauses.ends)] == list("甲乙丙丁戊")
    assert clauses.owner.tolist() == [0, 0, 0, 2, 2]
    assert clauses.opens.tolist() == [True, False, True, True, True]
    assert len(set(clauses.sentence.tolist())) == 4


def test_a_number_of_the_list_is_no_figure():
    clauses = split_clauses(join_texts(["1、开展活动，参加300人。"], [0]))
    assert clauses.has_figure.tolist() == [False, True]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["，。\n"]])
def test_texts_without_words_have_no_clauses(texts):
    assert len(split_clauses(join_texts(texts, [0] * len(texts))).starts) == 0
