"""What must hold of every figure, whatever it shows."""

import hashlib

import pandas as pd
import pytest

from figures import cases, corpus_cases, model_cases
from figures.checks import assert_complete, assert_nothing_overlaps, assert_says_why_it_is_empty, written
from unionreports.figures.priority_looks import FUNCTIONS, RESIDUAL
from unionreports.figures.save import save_figure

FIGURES = corpus_cases.FIGURES | cases.FIGURES | model_cases.FIGURES
EMPTY = corpus_cases.EMPTY | cases.EMPTY | model_cases.EMPTY
LARGE = cases.LARGE | model_cases.LARGE


def _saved(figure, name, folder):
    return hashlib.sha256(save_figure(figure, pd.DataFrame({"a": [1]}), name, folder).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_complete_overlaps_nowhere_and_is_saved_without_a_warning(name, tmp_path):
    figure = FIGURES[name]()
    assert_complete(figure)
    # Saving settles the layout: what is looked at is what is in the file.
    _saved(figure, name, tmp_path)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("name", ["keyness", "leave_one_out", "method_agreement"])
def test_the_same_frame_gives_the_same_bytes(name, tmp_path):
    assert _saved(FIGURES[name](), name, tmp_path / "1") == _saved(FIGURES[name](), name, tmp_path / "2")


@pytest.mark.parametrize("name", cases.OTHER_FIELD)
def test_a_codebook_of_another_field_is_drawn_as_well(name):
    figure = cases.OTHER_FIELD[name]()
    assert_complete(figure)
    assert_nothing_overlaps(figure)
    legend = {t.get_text() for box in figure.legends for t in box.get_texts()}
    assert not legend & ({text for _, text in FUNCTIONS.values()} | {RESIDUAL[1]})


@pytest.mark.parametrize("name", model_cases.TINY)
def test_one_topic_one_report_and_one_specification_are_enough(name):
    figure = model_cases.TINY[name]()
    assert_complete(figure)
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("name", LARGE)
def test_large_inputs_stay_readable_and_say_what_is_left_out(name):
    draw, said = LARGE[name]
    figure = draw()
    assert said in written(figure)
    assert figure.get_figheight() < 22
    assert_nothing_overlaps(figure)


@pytest.mark.parametrize("name", EMPTY)
def test_a_figure_without_data_says_why(name, tmp_path):
    figure = EMPTY[name]()
    assert_says_why_it_is_empty(figure)
    _saved(figure, name, tmp_path)
