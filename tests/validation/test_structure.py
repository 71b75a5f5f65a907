"""Pages are understood as well as the reference asks, before any correction; the measures mean what they say."""

import shutil

import pytest

from unionreports.validation.structure import precision_recall, score_table


@pytest.mark.parametrize(
    ("found", "reference", "expected"),
    [
        ({1, 2}, {1, 2}, (1, 1, 1)),
        ({1, 2, 3, 4}, {1, 2}, (0.5, 1, 2 / 3)),
        ({1}, {1, 2}, (1, 0.5, 2 / 3)),
        ({1}, {2}, (0, 0, 0)),
        (set(), set(), (1, 1, 1)),
        (set(), {1}, (0, 0, 0)),
        ({1}, set(), (0, 1, 0)),
    ],
)
def test_precision_recall_and_their_harmonic_mean(found, reference, expected):
    assert precision_recall(found, reference) == pytest.approx(expected)


@pytest.fixture(scope="module")
def scores(project):
    return score_table(project).set_index("measure")


@pytest.mark.parametrize(
    ("measure", "least"),
    [
        ("pages split into the right number of reports", 1),
        ("reports found with both ends right", 1),
        ("cuts, precision", 0.99),
        ("cuts, recall", 0.99),
        ("units, F1 of exact spans", 0.95),
        ("units, roles right", 0.95),
        ("levels right", 9 / 11),
        ("regions right, to the certainty the reference gives", 9 / 11),
        ("years right, as one or the other", 10 / 11),
    ],
)
def test_the_seeds_are_understood(scores, measure, least):
    assert least <= scores.loc[measure, "value"] <= 1


def test_each_measure_says_its_n(scores):
    assert scores.loc["units, F1 of exact spans", "n"] == 281
    assert scores.loc["reports found with both ends right", "n"] == scores.loc["levels right", "n"] == 11
    assert (scores["n"] > 0).all()


def test_a_wrong_reference_is_not_met(project, tmp_path):
    """The scores fall when what the reference says is not what is there."""
    gold = tmp_path / "gold"
    shutil.copytree(project.root / "tests" / "gold", gold)
    units = (gold / "units.csv").read_text(encoding="utf-8")
    (gold / "units.csv").write_text(units.replace(",review,", ",plan,"), encoding="utf-8")
    cuts = (gold / "cuts.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (gold / "cuts.csv").write_text("".join(cuts[: len(cuts) // 2]), encoding="utf-8")
    scores = score_table(project, gold).set_index("measure")["value"]
    assert scores["units, roles right"] < 0.6 and scores["cuts, precision"] < 0.99 and scores["cuts, recall"] == 1
    assert scores["units, F1 of exact spans"] > 0.95


def test_a_missing_reference_is_an_error(project, tmp_path):
    with pytest.raises(FileNotFoundError):
        score_table(project, tmp_path)
