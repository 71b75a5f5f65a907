"""What clusters see: rows that add to 1, regions by year as means of their reports, words weighted."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from unionreports.models.cluster_features import priority_features, region_years, topic_features, word_features


def reports():
    return pd.DataFrame(
        {
            "report_id": ["a", "b", "c", "d", "e", "f"],
            "page_id": ["p2", "p1", "p1", "p3", "p4", "p5"],
            "region_code": ["330282", "330282", "330282", "370102", "", "440307"],
            "region_name": ["慈溪市", "慈溪市", "慈溪市", "历下区", "", "慈溪市"],
            "year": pd.array([2004, 2004, 2005, 2004, 2004, 2004], dtype="Int64"),
            "usable": [True, True, False, True, True, True],
        }
    )


def test_regions_by_year_are_means_of_usable_reports_with_a_place():
    features = pd.DataFrame(
        {"x": [1.0, 0.0, 1.0, 0.0, 1.0, 1.0], "y": [0.0, 1.0, 0.0, 0.0, 0.0, 0.0]}, index=list("abcdef")
    )
    means, pages = region_years(features, reports())
    # Two regions bear one name, so the code stands with it; d says nothing, c is not usable, e has no place.
    assert means.to_dict("index") == {
        "慈溪市(330282) 2004": {"x": 0.5, "y": 0.5},
        "慈溪市(440307) 2004": {"x": 1.0, "y": 0.0},
    }
    assert pages == {"慈溪市(330282) 2004": "p1|p2", "慈溪市(440307) 2004": "p5"}
    alone, _ = region_years(features.loc[["a"]], reports().head(4))
    assert alone.index.tolist() == ["慈溪市 2004"]
    assert region_years(features.iloc[:0], reports())[0].empty


def test_topics_of_a_report_are_weighted_by_length():
    topics = pd.DataFrame(
        {"model": "nmf", "document_id": ["u1", "u1", "u2", "u2"], "topic": [0, 1, 0, 1], "share": [1.0, 0.0, 0.0, 1.0]}
    )
    rows = pd.DataFrame({"document_id": ["u1", "u2"], "report_id": ["r", "r"], "n_chars": [30, 10]})
    assert topic_features(topics, rows).loc["r"].tolist() == [0.75, 0.25]
    with pytest.raises(ValueError, match="several models"):
        topic_features(pd.concat([topics, topics.assign(model="lda")]), rows)


def test_priorities_of_a_report_leave_the_residual_out():
    units = pd.DataFrame({"unit_id": ["1", "2", "3", "4"], "report_id": ["r", "r", "r", "s"], "text": "字字"})
    coded = pd.DataFrame({"unit_id": ["1", "2", "3", "4"], "priority": ["a", "b", "rest", "rest"], "is_primary": True})
    shares = priority_features(coded, units, "rest")
    assert shares.loc["r"].to_dict() == {"a": 0.5, "b": 0.5} and shares.loc["s"].sum() == 0
    shared = pd.DataFrame({"unit_id": ["1"], "text_start": [1], "text_end": [2]})
    assert priority_features(coded, units, "rest", shared).loc["r", "a"] == pytest.approx(1 / 3)


def test_words_are_weighted_against_how_common_they_are():
    words = word_features(sp.csr_matrix([[1, 1], [1, 0]]), ["common", "rare"], ["r", "s"])
    assert words.loc["r", "rare"] > words.loc["r", "common"] and np.isclose((words**2).sum(axis=1), 1).all()
    assert word_features(sp.csr_matrix((2, 0)), [], ["r", "s"]).shape == (2, 0)
