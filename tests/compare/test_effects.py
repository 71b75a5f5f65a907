"""Effects of place, year, level and role on topics: planted ones come back, and the promises of the intervals hold."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionreports.compare.cluster_robust import contrast
from unionreports.compare.effect_designs import spline_basis
from unionreports.compare.effects import topic_effects
from unionreports.model_tables import TOPIC_EFFECTS
from unionreports.table_check import check


def corpus(n_pages=24, per_page=2, units=3, seed=0, n_topics=4):
    """Documents of reports on pages, and shares that depend on place (topic 0), role (1) and year (2)."""
    random = np.random.default_rng(seed)
    pages, reports, unit = (a.ravel() for a in np.indices((n_pages, per_page, units)))
    rows = pd.DataFrame(
        {
            "document_id": [f"d{i:04d}" for i in range(len(pages))],
            "report_id": [f"p{p}-{r}" for p, r in zip(pages, reports)],
            "page_id": [f"p{p}" for p in pages],
            "role": np.where(unit % 3 == 0, "plan", "review"),
            "year": pd.array(2000 + pages % 12, dtype="Int64"),
            "level": np.where(pages % 3 == 0, "county", "prefecture"),
            "province": np.where(pages % 2 == 0, "甲省", "乙省"),
            "usable": True,
        }
    )
    means = np.full((len(rows), n_topics), 0.2)
    means[:, 0] += 0.1 * (rows["province"] == "甲省")
    means[:, 1] += 0.1 * (rows["role"] == "plan")
    means[:, 2] += 0.01 * (rows["year"].to_numpy(dtype=float) - 2000)
    means[:, -1] = 1 - means[:, :-1].sum(axis=1)
    shares = random.dirichlet(np.ones(n_topics), len(rows)) * 0.1 + means * 0.9
    return model(rows, shares), rows


def model(rows, shares, concentration=None):
    index = pd.Index(rows["document_id"], name="document_id")
    frame = pd.DataFrame(shares, index=index, columns=pd.RangeIndex(shares.shape[1], name="topic"))
    return SimpleNamespace(
        model="lda", document_topic=frame, concentration=None if concentration is None else frame * concentration
    )


def row(effects, topic, covariate, value, kind):
    chosen = effects.set_index(["topic", "covariate", "value", "kind"])
    return chosen.loc[(topic, covariate, value, kind)]


def test_planted_effects_are_found_and_the_table_is_as_declared():
    fitted, rows = corpus()
    effects = topic_effects(fitted, rows)
    check(effects, TOPIC_EFFECTS.name)
    for topic, covariate, value, kind, planted in (
        (0, "place", "甲省", "difference", 0.09),
        (1, "role", "plan", "difference", 0.09),
        (2, "year", "year", "slope", 0.009),
    ):
        found = row(effects, topic, covariate, value, kind)
        assert found["low"] < planted < found["high"] and found["low"] > 0
    nothing = row(effects, 0, "role", "plan", "difference")
    assert nothing["low"] < 0 < nothing["high"]


def test_a_topic_alone_equals_the_same_topic_among_all():
    fitted, rows = corpus()
    fitted = model(rows, fitted.document_topic.to_numpy(), concentration=5.0)
    run = fitted.document_topic.rename(columns={0: 1, 1: 0})
    all_of_them = topic_effects(fitted, rows, runs=[run])
    alone = topic_effects(fitted, rows, topics=[2], runs=[run])
    expected = all_of_them[all_of_them["topic"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, expected, check_exact=True)


def test_order_of_documents_changes_nothing():
    fitted, rows = corpus()
    back = SimpleNamespace(model="lda", document_topic=fitted.document_topic[::-1], concentration=None)
    pd.testing.assert_frame_equal(
        topic_effects(fitted, rows), topic_effects(back, rows.sample(frac=1, random_state=1)), check_exact=True
    )


def test_what_the_model_does_not_know_widens_intervals():
    fitted, rows = corpus()
    shares = fitted.document_topic.to_numpy()
    known = topic_effects(fitted, rows)
    posterior = topic_effects(model(rows, shares, concentration=3.0), rows)
    moved = np.clip(shares + np.array([0.03, -0.03, 0, 0]), 0, 1)
    refits = topic_effects(fitted, rows, runs=[model(rows, moved).document_topic])
    width = [(e["high"] - e["low"]).to_numpy() for e in (known, posterior, refits)]
    has = ~np.isnan(width[0])
    assert (width[1][has] > width[0][has]).all()
    of_first = has & (known["topic"] == 0).to_numpy() & (known["kind"] == "mean").to_numpy()
    assert (width[2][of_first] > width[0][of_first]).all()


def test_refits_that_disagree_widen_intervals_by_their_own_spread_and_no_more():
    # The year alone makes the shares, so that pages say nothing against any of the slopes.
    _, rows = corpus()
    years = rows["year"].to_numpy(dtype=float) - 2000
    slopes = 0.01 * np.array([3, -3, 1, -1, 2, -2, 3, -3])
    fits = [model(rows, np.column_stack([0.4 + slope * years, 0.6 - slope * years])) for slope in slopes]
    found = row(topic_effects(fits[0], rows, runs=[fit.document_topic for fit in fits[1:]]), 0, "year", "year", "slope")
    error = np.sqrt(slopes.var(ddof=1) * (1 + 1 / len(slopes)))
    # Student's t with 7 degrees of freedom.
    assert found["high"] == pytest.approx(2.365 * error, rel=0.05) and found["low"] == pytest.approx(-found["high"])


def test_reports_of_a_page_are_not_independent():
    fitted, rows = corpus(per_page=1)
    copies = pd.concat([rows.assign(report_id=rows["report_id"] + str(i)) for i in range(4)], ignore_index=True)
    copies["document_id"] = [f"c{i:05d}" for i in range(len(copies))]
    copied = model(copies, np.tile(fitted.document_topic.to_numpy(), (4, 1)))
    once, often = topic_effects(fitted, rows, ("place",)), topic_effects(copied, copies, ("place",))
    np.testing.assert_allclose(once[["estimate", "low", "high"]], often[["estimate", "low", "high"]], atol=1e-12)


def test_two_pages_give_a_point_and_no_interval():
    fitted, rows = corpus()
    rows.loc[rows["page_id"].isin(["p0", "p2"]), "province"] = "丙省"
    effects = topic_effects(fitted, rows, ("place",))
    few = effects[effects["value"] == "丙省"]
    assert few["small_n"].all() and few["estimate"].notna().all() and few[["low", "high"]].isna().all(axis=None)
    assert not effects[effects["value"] == "乙省"]["small_n"].any()


def test_unknown_places_and_unusable_reports_enter_nothing():
    fitted, rows = corpus()
    rows.loc[rows["page_id"] == "p0", "usable"] = False
    rows.loc[rows["page_id"] == "p2", "province"] = ""
    rows.loc[rows["page_id"] == "p4", "year"] = pd.NA
    effects = topic_effects(fitted, rows)
    assert row(effects, 0, "place", "甲省", "mean")["n_pages"] == 10
    assert row(effects, 0, "year", "year", "slope")["n_pages"] == 22
    assert "" not in set(effects["value"])


def test_two_years_tell_no_trend():
    fitted, rows = corpus()
    rows["year"] = rows["year"].clip(upper=2001)
    assert topic_effects(fitted, rows, ("year",)).empty


def test_a_topic_in_no_report_has_an_interval_above_zero():
    fitted, rows = corpus()
    shares = fitted.document_topic.to_numpy().copy()
    shares[:, 3] += shares[:, 0]
    shares[:, 0] = 0
    found = row(topic_effects(model(rows, shares), rows, ("place",)), 0, "place", "甲省", "mean")
    assert found["estimate"] == found["low"] == 0 and 0 < found["high"] < 0.2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"covariates": ("city",)}, "city"),
        ({"topics": [9]}, "no topic 9"),
        ({"runs": [pd.DataFrame()]}, "run 1"),
        ({"rows": corpus()[1][1:]}, "d0000"),
    ],
)
def test_bad_input_is_named(change, said):
    fitted, rows = corpus()
    with pytest.raises(ValueError, match=said):
        topic_effects(**{"model": fitted, "rows": rows, **change})


def test_curve_is_straight_outside_its_knots_and_bends_inside():
    knots = np.array([2003.0, 2008.0, 2015.0])
    years = np.arange(1995.0, 2025.0)
    bends = np.diff(spline_basis(years, 2008.0, knots), 2, axis=0)
    outside = (years[1:-1] < 2003) | (years[1:-1] > 2015)
    assert np.abs(bends[outside]).max() < 1e-9 and np.abs(bends[~outside]).max() > 1e-3


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(3, 9))
def test_cluster_robust_variance_is_unbiased_when_observations_are_alike(seed, n_clusters):
    """The law CR2 is named for: of independent noise, the variance it gives is that of the estimate."""
    random = np.random.default_rng(seed)
    clusters = np.concatenate([np.arange(n_clusters), random.integers(n_clusters, size=20)])
    design = np.column_stack([np.ones(len(clusters)), random.normal(size=len(clusters))])
    effect = contrast(design, clusters, np.array([0.0, 1.0]))
    noise = np.ones((len(clusters), 1))
    assert effect.variance_of_noise(noise)[0] == pytest.approx((effect.weights**2).sum())
    assert 0 < effect.degrees_of_freedom <= n_clusters
    slope = np.polyfit(design[:, 1], np.arange(len(clusters)), 1)[0]
    assert effect.estimate(np.arange(len(clusters), dtype=float)[:, None])[0] == pytest.approx(slope)
