"""Intervals and tests do on invented corpora what they promise, and the simulation would notice if they did not."""

import numpy as np
import pytest

from unionreports.compare.intervals import Interval
from unionreports.validation import simulation
from unionreports.validation.simulation import COLUMNS, coverage, false_positives, simulation_report, simulation_tables
from unionreports.validation.worlds import SHARES, SLOPES, UNEVEN, WORLDS, World, draw_hands, draw_pages, draw_shares


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_reports_of_a_world_have_the_planted_shares(world):
    random = np.random.default_rng(0)
    pages = draw_pages(random, world, 20_000)
    values = draw_shares(random, world, SHARES, draw_hands(random, world, pages), len(pages))
    assert values.sum(axis=1) == pytest.approx(np.ones(len(pages)))
    assert values.mean(axis=0) == pytest.approx(SHARES, abs=0.01)
    if world.uneven:
        assert (values[:, UNEVEN] > 0).mean() < 0.26


def test_reports_of_a_shared_page_are_alike():
    random = np.random.default_rng(0)
    world = World("one hand", 2, 200, shared=True)
    pages = draw_pages(random, world, 3_000)
    values = draw_shares(random, world, SHARES, draw_hands(random, world, pages), len(pages))
    same = pages[1:] == pages[:-1]
    step = np.abs(np.diff(values[:, -1]))
    assert step[same].mean() < 0.6 * step[~same].mean()
    assert np.bincount(pages).max() == 5


def test_planted_slopes_take_from_one_what_they_give_to_others():
    assert SLOPES.sum() == pytest.approx(0)


@pytest.mark.slow
@pytest.mark.parametrize("n_reports", [10, 30, 100])
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_intervals_of_shares_cover_the_planted_truth(n_reports, world):
    rates = coverage(n_reports, world, n_simulations=1_000).set_index("shares")
    assert 0.93 <= rates.loc["all", "rate"] <= 0.97
    # What stands in a quarter of ten reports may be in none of them: no interval from these reports can know.
    assert rates.loc["all", "lowest"] > (0.85 if world.uneven else 0.91)


@pytest.mark.slow
@pytest.mark.parametrize("test", ["difference", "plan", "trend", "heterogeneity"])
def test_tests_raise_false_alarms_as_rarely_as_they_say(test):
    rates = false_positives(40, WORLDS[1], test, n_simulations=1_000).set_index("shares")["rate"]
    assert 0.04 <= rates["all"] <= 0.06 and rates["over 20 %"] < 0.07


@pytest.mark.parametrize("measure", ["difference", "plan", "trend"])
def test_intervals_of_comparisons_cover_what_was_planted(measure):
    whole = coverage(30, WORLDS[1], measure, n_simulations=150, n_resamples=200).set_index("shares").loc["all"]
    assert 0.92 < whole["rate"] < 0.995


def test_intervals_that_are_too_narrow_are_noticed(monkeypatch):
    def half(*arguments):
        found = real(*arguments)
        return Interval(found.estimate, (found.low + found.estimate) / 2, (found.high + found.estimate) / 2)

    real = simulation.mean_interval
    monkeypatch.setattr(simulation, "mean_interval", half)
    assert coverage(30, n_simulations=100, n_resamples=100)["rate"][0] < 0.8


def test_the_same_seed_gives_the_same_table_with_the_declared_columns():
    one, two = (coverage(10, n_simulations=20, n_resamples=50, random_state=3) for _ in range(2))
    assert one.equals(two) and list(one.columns) == list(COLUMNS)
    assert not one.equals(coverage(10, n_simulations=20, n_resamples=50, random_state=4))


def test_the_report_has_a_line_for_each_cell_and_tells_of_its_progress():
    said = []
    report = simulation_report(n_simulations=3, progress=said.append)
    covered, alarmed = simulation_tables(3)
    cells = [t.drop_duplicates(["measure", "world", "n_reports"]) for t in (covered, alarmed)]
    assert len(said) == sum(map(len, cells))
    assert report.count("\n") == 4 + len(said)


@pytest.mark.parametrize("ask", [lambda: coverage(10, measure="mood"), lambda: false_positives(10, test="mood")])
def test_unknown_measures_are_named(ask):
    with pytest.raises(ValueError, match="'mood'; choose"):
        ask()
