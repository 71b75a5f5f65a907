"""Clusterings before and after more reports came in."""

import pandas as pd

from unionreports.compare.cluster_changes import cluster_changes, cluster_lines


def made(numbers, clusters):
    """Tables `cluster_choice` and `clusters` of clusterings with these numbers and members."""
    choice = pd.DataFrame(
        [(name, n, True) for name, n in numbers.items()], columns=["clustering", "n_clusters", "chosen"]
    )
    rows = [(name, f"r{i}", c) for name, own in clusters.items() for i, c in enumerate(own)]
    return pd.DataFrame(rows, columns=["clustering", "entity_id", "cluster"]), choice


def test_groups_that_stay_together_under_other_numbers_agree_and_new_groups_are_counted():
    old, old_choice = made({"a": 2, "b": 1, "c": 1}, {"a": [0, 0, 1, 1], "b": [0] * 4, "c": [0] * 4})
    new, new_choice = made({"a": 2, "b": 2, "c": 1}, {"a": [1, 1, 0, 0, 0], "b": [0, 0, 1, 1, 1], "c": [0] * 5})
    changes = cluster_changes(old, new, old_choice, new_choice).set_index("clustering")
    assert changes.loc["a", "adjusted_rand"] == 1 and changes.loc["b", "adjusted_rand"] == 0
    assert pd.isna(changes.loc["c", "adjusted_rand"]) and (changes["n_entities"] == 4).all()
    lines = cluster_lines(changes.reset_index())
    assert (
        lines[0]
        == "Clusters: 3 clusterings, 1 with another number of clusters than before; 1 find no structure either time."
    )
    assert len(lines) == 4


def test_a_clustering_that_could_not_be_made_before_is_no_agreement():
    old, old_choice = made({}, {})
    new, new_choice = made({"a": 2}, {"a": [0, 0, 1]})
    changes = cluster_changes(old, new, old_choice, new_choice)
    assert changes["n_entities"].tolist() == [0] and changes["adjusted_rand"].isna().all()
    assert "1 with another number" in cluster_lines(changes)[0]
