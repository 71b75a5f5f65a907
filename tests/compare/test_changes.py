"""What a refit did to earlier estimates: moved by how much, outside the old interval, concluded otherwise."""

import pandas as pd
import pytest

from unionreports.compare.changes import effect_changes


def effects(rows, model="nmf"):
    columns = ["topic", "covariate", "value", "kind", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=columns).assign(model=model)


def changes(*rows):
    frame = pd.DataFrame(rows, columns=["old", "new", "change"])
    return frame.astype({"old": "Int64", "new": "Int64"}).assign(similarity=0.9, documents=0.9)


def slope(topic, estimate, low, high):
    return (topic, "year", "year", "slope", estimate, low, high)


def test_a_topic_that_stayed_is_compared_with_itself_under_its_new_number():
    old = effects([slope(0, 0.10, 0.05, 0.15), (0, "role", "plan", "mean", 0.3, 0.2, 0.4)])
    new = effects([slope(3, 0.02, -0.01, 0.05), (3, "role", "plan", "mean", 0.35, 0.2, 0.5), slope(1, 9, 9, 9)])
    found = effect_changes(old, new, changes((0, 3, "stayed"))).set_index("kind")
    assert found.loc["slope", "moved"] == pytest.approx(-0.08)
    assert found.loc["slope", ["old", "new", "outside", "old_conclusion", "new_conclusion", "conclusion_changed"]].tolist() == ["0", "3", True, "above", "open", True]
    assert not found.loc["mean", "outside"] and found.loc["mean", "old_conclusion"] == "" and pd.isna(found.loc["mean", "conclusion_changed"])


@pytest.mark.parametrize("new, said, changed", [((0.1, 0.02, 0.2), "above", False), ((-0.1, -0.2, -0.02), "below", True), ((0.1, None, None), "", None)])
def test_conclusions_are_those_of_the_intervals(new, said, changed):
    found = effect_changes(effects([slope(0, 0.1, 0.05, 0.15)]), effects([slope(0, *new)]), changes((0, 0, "stayed"))).iloc[0]
    assert found["new_conclusion"] == said
    assert pd.isna(found["conclusion_changed"]) if changed is None else found["conclusion_changed"] == changed


def test_a_split_topic_is_compared_with_the_sum_of_its_parts():
    old = effects([slope(0, 0.10, 0.08, 0.12)])
    new = effects([slope(0, 0.06, 0.0, 0.1), slope(1, 0.05, 0.0, 0.1)])
    found = effect_changes(old, new, changes((0, 0, "split"), (0, 1, "split"))).iloc[0]
    assert (found["new"], found["change"]) == ("0|1", "split")
    assert found["moved"] == pytest.approx(0.01) and not found["outside"]
    assert found["new_conclusion"] == "" and pd.isna(found["conclusion_changed"]) and pd.isna(found["new_low"])


def test_merged_topics_are_summed_and_what_lacks_a_part_is_empty():
    old = effects([slope(0, 0.1, 0, 0.2), slope(1, 0.2, 0, 0.4), (0, "role", "plan", "mean", 0.3, 0.2, 0.4)])
    new = effects([slope(0, 0.25, 0.1, 0.4), (0, "role", "plan", "mean", 0.3, 0.2, 0.4)])
    found = effect_changes(old, new, changes((0, 0, "merged"), (1, 0, "merged"))).set_index("kind")
    assert found.loc["slope", "old_estimate"] == pytest.approx(0.3) and found.loc["slope", "moved"] == pytest.approx(-0.05)
    assert pd.isna(found.loc["slope", "outside"]) and pd.isna(found.loc["mean", "old_estimate"])


def test_what_hangs_together_is_compared_as_one_whatever_stands_between():
    old = effects([slope(t, 0.1 * (t + 1), 0, 1) for t in range(4)])
    new = effects([slope(t, 0.1, 0, 1) for t in range(4)])
    links = changes((0, 0, "split"), (3, None, "vanished"), (2, 3, "stayed"), (0, 1, "split"), (1, 1, "merged"), (None, 2, "appeared"))
    found = effect_changes(old, new, links)
    assert found[["old", "new", "change"]].values.tolist() == [["0|1", "0|1", "merged|split"], ["3", "", "vanished"], ["2", "3", "stayed"]]
    assert found["moved"].tolist()[::2] == pytest.approx([-0.1, -0.2])


def test_vanished_topics_keep_their_row_and_new_ones_have_none():
    old = effects([slope(0, 0.1, 0, 0.2), slope(1, 0.1, 0, 0.2)])
    found = effect_changes(old, effects([slope(0, 0.1, 0, 0.2)]), changes((0, None, "vanished"), (1, None, "vanished"), (None, 0, "appeared")))
    assert found["change"].tolist() == ["vanished"] * 2 and found[["new_estimate", "moved", "outside"]].isna().all(axis=None)


def test_tables_of_several_models_or_other_fits_are_refused():
    two = pd.concat([effects([slope(0, 0.1, 0, 0.2)]), effects([slope(0, 0.1, 0, 0.2)], "lda")])
    with pytest.raises(ValueError, match="are of 2 models"):
        effect_changes(two, two, changes((0, 0, "stayed")))
    with pytest.raises(ValueError, match="topic 4 of the old effects is not among the changes"):
        effect_changes(effects([slope(4, 0.1, 0, 0.2)]), effects([]), changes((0, 0, "stayed")))
