"""Divisions are compared only where there is something to compare; copied texts and ties to places are named."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.cluster_membership import cluster_membership, entity_attributes
from unionreports.compare.cluster_profile import cluster_profile
from unionreports.compare.cluster_reading import cluster_caution, method_agreement, silhouette_reading
from unionreports.compare.cluster_text import cluster_text, entity_overlap
from unionreports.measures.text_overlap import text_overlap


def clusters(labels, clustering="reports_topics_ward", ids=None):
    ids = ids or [f"r{i:02d}" for i in range(len(labels))]
    return pd.DataFrame({"clustering": clustering, "entities": "reports", "entity_id": ids, "cluster": labels})


def attributes(**columns):
    n = len(next(iter(columns.values())))
    made = {"page": [f"p{i}" for i in range(n)]} | columns
    return pd.DataFrame(made, index=[f"r{i:02d}" for i in range(n)])


def test_methods_agree_where_they_make_the_same_groups():
    labels = [0, 0, 0, 1, 1, 1]
    rows = [clusters(labels, "a"), clusters([1, 1, 1, 0, 0, -1], "b"), clusters([0] * 6, "one")]
    found = method_agreement(pd.concat(rows)).set_index(["clustering_a", "clustering_b"])
    assert found.loc[("a", "b"), "adjusted_rand"] == 1 and found.loc[("a", "b"), "n"] == 5
    assert found.loc[[("a", "one"), ("b", "one")], "adjusted_rand"].isna().all()


def test_clusters_that_follow_a_place_are_told_from_those_that_do_not():
    labels = [0] * 10 + [1] * 10
    known = attributes(
        place=["浙江省"] * 10 + ["山东省"] * 10,
        level=["county", "prefecture"] * 10,
        time=[str(y) for y in [*range(2000, 2010), *range(2006, 2016)]],
        region=[f"x{i}" for i in range(20)],
    )
    found = cluster_membership(clusters(labels), known, 0, n_permutations=199).set_index("attribute")
    assert found.loc["place", "adjusted_rand"] == 1 and found.loc["place", "association"] == 1
    assert (found.loc[["place", "time"], "p"] < 0.02).all() and found.loc["level", "p"] > 0.3
    assert found.loc[["region", "page"], ["adjusted_rand", "p"]].isna().all().all()


def test_reports_of_one_page_do_not_count_as_so_many_witnesses():
    """Two pages of ten reports, of two places: alone each report would speak for itself, together they are two."""
    labels, places = [0] * 10 + [1] * 10, ["甲"] * 10 + ["乙"] * 10
    together = attributes(place=places, page=["p1"] * 10 + ["p2"] * 10)
    apart = attributes(place=places)
    found = [cluster_membership(clusters(labels), a, 0, ["place"], 99)["p"].item() for a in (together, apart)]
    assert found[0] == 1 and found[1] < 0.05


def test_profiles_say_what_marks_a_cluster_and_how_surely():
    random = np.random.default_rng(0)
    labels = np.repeat([0, 1], 15)
    values = pd.DataFrame({"own": labels * 0.5 + random.normal(0.5, 0.05, 30), "same": random.normal(0.5, 0.05, 30)})
    values.index = [f"r{i:02d}" for i in range(30)]
    pages = {r: f"p{i}" for i, r in enumerate(values.index)}
    found = cluster_profile(values, clusters(labels), pages, 0).set_index(["cluster", "feature"])
    assert found.loc[(1, "own"), "low"] > 0.4 and found.loc[(0, "own"), "high"] < -0.4
    assert found.loc[(1, "same"), "low"] < 0 < found.loc[(1, "same"), "high"]
    assert found.loc[(1, "own"), ["n", "n_rest", "n_pages"]].tolist() == [15, 15, 15]
    two_pages = cluster_profile(values, clusters(labels), {r: f"p{labels[i]}" for i, r in enumerate(values.index)}, 0)
    assert two_pages["low"].isna().all() and two_pages["difference"].notna().all()
    assert cluster_profile(values, clusters([0] * 30), pages, 0).empty


def passages(random, length):
    return "".join(chr(0x4E00 + c) for c in random.integers(0, 3000, length))


def test_a_cluster_of_copied_texts_is_told_from_one_of_policies():
    random = np.random.default_rng(0)
    common, formula = passages(random, 400), passages(random, 15)
    texts = [passages(random, 600) + formula + (common if i < 4 else "") for i in range(12)]
    units = pd.DataFrame({"report_id": [f"r{i:02d}" for i in range(12)], "text": texts})
    overlap = text_overlap(units)
    # 400 of 1,015 characters; the formula is shorter than what counts.
    assert len(overlap) == 6 and set(overlap["report_a"]) == {"r00", "r01", "r02"}
    assert overlap["share"].between(0.28, 0.52).all()
    found = cluster_text(clusters([0] * 4 + [1] * 4 + [2] * 4), overlap, 0, 199).set_index("cluster")
    assert found.loc[0, "copied"] == 1 and found.loc[0, "p"] < 0.02 and found.loc[0, "within"] > 0.28
    assert (
        found.loc[1, "copied"] == 0
        and found.loc[1, "within"] == found.loc[1, "between"] == 0
        and found.loc[1, "p"] == 1
    )
    assert found.loc[-1, "n_pairs"] == 18 and found.loc[-1, "p"] < 0.02
    scattered = cluster_text(clusters([0, 1] * 6), overlap, 0, 199).set_index("cluster")
    assert scattered.loc[-1, "p"] > 0.05


def test_shared_text_of_regions_by_year_is_that_of_their_reports():
    reports = pd.DataFrame(
        {
            "report_id": ["a", "b", "c"],
            "page_id": ["p", "q", "r"],
            "region_code": ["330282", "370102", "330282"],
            "region_name": ["慈溪市", "历下区", "慈溪市"],
            "province": ["浙江省", "山东省", "浙江省"],
            "level": ["county", "county", "prefecture"],
            "year": pd.array([2004, 2004, 2004], dtype="Int64"),
            "usable": True,
        }
    )
    overlap = pd.DataFrame({"report_a": ["a", "a", "b"], "report_b": ["b", "c", "c"], "share": [0.2, 0.9, 0.3]})
    found = entity_overlap(overlap, reports)
    assert found.to_numpy().tolist() == [["历下区 2004", "慈溪市 2004", 0.3]]
    known = entity_attributes(reports, "region_years")
    assert known.loc["慈溪市 2004", ["level", "page", "time"]].tolist() == ["county|prefecture", "p|r", "2004"]


def test_cautions_name_what_speaks_against_a_cluster():
    name = "reports_topics_ward"
    choice = pd.DataFrame(
        {
            "clustering": name,
            "n_clusters": [1, 2],
            "silhouette": [np.nan, 0.6],
            "chosen": [False, True],
            "reason": ["", "x"],
        }
    )
    stability = pd.DataFrame({"clustering": name, "cluster": [0, 1], "jaccard": [0.9, 0.4], "stable": [True, False]})
    membership = pd.DataFrame({"clustering": name, "attribute": ["place", "level"], "p": [0.01, 0.5]})
    text = pd.DataFrame({"clustering": name, "cluster": [-1, 0, 1], "copied": [0.5, 1.0, 0.0]})
    said = cluster_caution(name, choice, stability, membership, text)
    assert "2 clusters, reasonable structure" in said and "Do not read cluster 1" in said
    assert "Cluster 0: half of the members or more share copied text" in said and "follow place (" in said
    none = choice.assign(chosen=[True, False], reason=["no structure: p", ""])
    assert "no groups are claimed" in cluster_caution(name, none, stability)
    assert "nothing was clustered" in cluster_caution("other", choice, stability)


@pytest.mark.parametrize(
    ("silhouette", "said"),
    [(0.9, "strong"), (0.6, "reasonable"), (0.5, "weak"), (0.25, "no substantial"), (-0.1, "no substantial")],
)
def test_a_silhouette_is_read_by_the_published_bounds(silhouette, said):
    assert silhouette_reading(silhouette).startswith(said)
