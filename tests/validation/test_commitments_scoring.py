"""Pairs of reports with known links: read, scored, and what the links found in them are worth."""

from pathlib import Path

import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.measures.commitments.commitments import commitments
from unionreports.measures.commitments.linking import THRESHOLD
from unionreports.measures.indicators.indicators import indicators
from unionreports.text.lexicons import read_lexicons
from unionreports.text.measure_lexicon import read_measures
from unionreports.validation.commitment_pairs import read_gold, read_pairs
from unionreports.validation.commitments_gold import score_commitments, similarity_curve

GOLD = Path(__file__).parents[1] / "gold"
_PAIR = "## 2005-01-01/2005-12-31 plan\n{}\n## 2006-01-01/2006-12-31 review\n{}\n"


@pytest.fixture
def written(tmp_path):
    """A pair and its list, written where they are read."""

    def write(plan, review, *rows):
        (tmp_path / "a.txt").write_text(_PAIR.format(plan, review), encoding="utf-8")
        lines = ["pair,promise,later,outcome,note", *(f"{','.join(row)}," for row in rows)]
        (tmp_path / "gold.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        frames = read_pairs([tmp_path / "a.txt"])
        return frames, read_gold(tmp_path / "gold.csv", frames["units"])

    return write


def _found(promise, later, outcome, similarity=0.5):
    """A row of `commitments` by the spans of promise and answer."""
    return {
        "report_id": "a-1", "start": promise[0], "end": promise[1], "later_report_id": "a-2", "outcome": outcome,
        "later_unit_id": "a-2-u001" if later else "", "later_start": later[0] if later else pd.NA,
        "later_end": later[1] if later else pd.NA, "similarity": similarity,
    }  # fmt: skip


def test_links_are_counted_as_right_wrong_and_missed(written):
    promises = [
        ("a", "甲一二三", "丙一二三", "kept"),
        ("a", "乙一二三", "丁一二三", "partly"),
        ("a", "戊一二三", "", "not_mentioned"),
    ]
    frames, gold = written("甲一二三。乙一二三。戊一二三。", "丙一二三。丁一二三。", *promises)
    first, second, third = (tuple(span) for span in gold[["start", "end"]].to_numpy().tolist())
    right, other = gold["later"][0][0][1:], gold["later"][1][0][1:]
    found = pd.DataFrame(
        [_found(first, right, "kept"), _found(second, right, "kept"), _found(third, other, "kept", 0.4)]
    )
    score = score_commitments(found, gold)
    assert score.loc["link_precision", ["n_right", "n"]].tolist() == [1, 3]
    assert score.loc["link_recall", ["n_right", "n"]].tolist() == [1, 2]
    assert score.loc["outcome", ["n_right", "n"]].tolist() == [1, 3]
    assert score.loc["link_recall", "low"] < 0.5 < score.loc["link_recall", "high"]
    curve = similarity_curve(found, gold).set_index("threshold")
    assert curve.loc[0.3, ["precision", "recall", "false_share"]].round(3).tolist() == [0.333, 0.5, 1]
    assert curve.loc[0.45, ["precision", "recall", "false_share"]].round(3).tolist() == [0.5, 0.5, 0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("a", "没有的话", "丙一二三", "kept"), "0 times"),
        (("a", "甲一二三", "", "kept"), "do not fit"),
        (("a", "甲一二三", "丙一二三", "done"), "unknown outcome"),
        (("b", "甲一二三", "丙一二三", "kept"), "0 times"),
    ],
)
def test_a_wrong_row_is_named(written, row, said):
    with pytest.raises(InputError, match=said):
        written("甲一二三。", "丙一二三。", row)


def test_a_text_without_two_periods_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("## 2005-01-01/2005-12-31 plan\n甲。\n", encoding="utf-8")
    with pytest.raises(InputError, match="1 periods"):
        read_pairs([tmp_path / "a.txt"])


def test_links_in_pairs_with_known_links_are_precise_and_found():
    frames = read_pairs(sorted((GOLD / "commitment_pairs").glob("*.txt")))
    gold = read_gold(GOLD / "commitments.csv", frames["units"])
    tables = (frames["units"], frames["reports"], frames["edits"])
    coded = {
        "method": "codebook",
        "priority": "organising",
        "weight": 1.0,
        "is_primary": True,
        "confidence": 1.0,
        "evidence": "",
    }
    priorities = frames["units"][["unit_id"]].assign(**coded)
    figures = indicators(*tables, priorities, read_measures(LEXICONS))
    lexicons = read_lexicons(LEXICONS)
    score = score_commitments(commitments(*tables, figures, priorities, lexicons=lexicons), gold)["share"]
    assert score["link_precision"] >= 0.9
    assert score["link_recall"] >= 0.8
    assert score["outcome"] >= 0.9
    nearest = commitments(*tables, figures, priorities, lexicons=lexicons, threshold=0.0)
    curve = similarity_curve(nearest, gold).set_index("threshold")
    assert curve["recall"].is_monotonic_decreasing and curve["false_share"].is_monotonic_decreasing
    assert curve.loc[THRESHOLD, "recall"] > curve.loc[0.8, "recall"]
