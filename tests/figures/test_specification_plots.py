"""The specification curve shows every specification once, in order, and counts the verdicts."""

import numpy as np
import pytest

from figures.checks import marks, written
from figures.model_cases import CLAIMS, SPECIFICATIONS, drawn
from unionreports.figures.specification_board import VERDICT_COLOURS
from unionreports.figures.specification_curve import plot_specification_curve
from unionreports.figures.style import BLACK

FIRST = SPECIFICATIONS[(SPECIFICATIONS["claim"] == "more_in_plans") & (SPECIFICATIONS["model"] != "")]


def dots(axes):
    """Place, value and colour of each estimate."""
    return sorted((x, y, m.get_color()) for m in marks(axes) for x, y in zip(m.get_xdata(), m.get_ydata()))


def test_every_estimate_is_a_dot_in_its_order_in_the_colour_of_its_verdict():
    shown = dots(drawn("claims").axes[0])
    ordered = FIRST.sort_values(["estimate", "specification"])
    assert [x for x, _, _ in shown] == list(range(128))
    assert [y for _, y, _ in shown] == pytest.approx(list(100 * ordered["estimate"]))
    assert [colour for _, _, colour in shown] == [VERDICT_COLOURS[v] for v in ordered["verdict"]]


def test_each_choice_has_a_row_of_strokes_as_long_as_there_are_specifications_with_it():
    board = plot_specification_curve(SPECIFICATIONS, "more_in_plans", {}).axes[1]
    labels = [t.get_text() for t in board.get_yticklabels()]
    assert labels[:2] == ["model: NMF", "model: LDA"] and "stop words: left out" in labels
    strokes = np.zeros(len(labels), int)
    for lines in board.collections:
        for segment in lines.get_segments():
            strokes[int(segment[:, 1].mean().round())] += 1
    assert strokes.tolist() == [32] * 4 + [64] * 10
    assert not any(label.startswith("segmenter") for label in labels), "the same in all"


def test_the_share_beside_a_choice_is_of_the_specifications_computed_with_it():
    board = drawn("specification").axes[1]
    beside = dict(zip((t.get_text() for t in board.get_yticklabels()), (t.get_text() for t in board.texts)))
    own = SPECIFICATIONS[(SPECIFICATIONS["claim"] == "rising") & (SPECIFICATIONS["model"] != "")]
    units = own[own["documents"] == "unit"]
    assert beside["documents: unit"] == f"{100 * (units['verdict'] == 'holds').mean():.0f}"
    assert beside["documents: report"] == "–", "none of these could be computed"


def test_verdicts_are_counted_and_the_codes_are_a_line_and_not_a_specification():
    figure = drawn("claims")
    first, second = figure.axes[:2]
    n = FIRST["verdict"].value_counts()
    counted = f"n = 128: holds {n['holds']}, unsure {n['unsure']}, reversed {n['reversed']}"
    assert first.get_title("left") == f"more_in_plans\n{counted}"
    assert second.get_title("left").endswith("not computed 64") and second.get_title("left").startswith(
        "Aid and benefits"
    )
    for axes in (first, second):
        dashed = [line.get_ydata()[0] for line in axes.lines if line.get_linestyle() == "--"]
        assert dashed == [5.0] and axes.lines[0].get_color() == BLACK
    assert "The same in all: segmenter dictionary, seed 0." in written(figure)


def test_a_claim_that_could_not_be_computed_at_all_says_why():
    none = SPECIFICATIONS[(SPECIFICATIONS["claim"] == "rising") & (SPECIFICATIONS["documents"] == "report")]
    axes = plot_specification_curve(none, "rising", CLAIMS).axes[0]
    assert not marks(axes)
    assert [t.get_text() for t in axes.texts] == ["too few documents"]
