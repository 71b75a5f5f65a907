"""What two runs of the models differ in is told from their tables alone: topics, estimates, claims."""

import pandas as pd

from planted import tables
from unionreports.compare.model_changes import LISTED, changes_lines, changes_report
from unionreports.config import METHOD

EFFECTS = ["topic", "covariate", "value", "kind", "estimate", "low", "high"]
SPECIFICATIONS = ["specification", "claim", "verdict", "estimate"]
#: What every run has besides: reports coded as before, and no clustering.
CODED = dict(zip(("priorities", "units", "reports"), tables([[0.5, 0.3, 0.2]] * 4))) | {
    "clusters": pd.DataFrame(columns=["clustering", "entity_id", "cluster"]),
    "cluster_choice": pd.DataFrame({"clustering": ["k"], "n_clusters": [1], "chosen": [True]}),
}
CODED["priorities"]["method"] = METHOD
WORDS = {"a": "甲乙丙丁", "b": "戊己庚辛", "c": "壬癸子丑"}


def topic(*names) -> dict[str, float]:
    """Even weights of the words of one theme, or of several that are one topic."""
    words = "".join(WORDS[name] for name in names)
    return dict.fromkeys(words, 1 / len(words))


def run(topics, effects=(), claims=(), model="nmf", digest="0" * 12, n=30):
    """Tables of a run that fitted one model, whose topics are of these themes, to documents of one theme each."""
    words = [topic(*themes) for themes in topics]
    terms = [(model, t, r, word, w) for t, own in enumerate(words) for r, (word, w) in enumerate(own.items(), 1)]
    shares = [(model, f"d{i:02d}", t, float("abc"[i % 3] in own)) for i in range(n) for t, own in enumerate(topics)]
    return {
        "topic_models": pd.DataFrame(
            {"model": [model], "model_hash": [digest], "n_topics": [len(topics)], "n_documents": [n]}
        ),
        "topic_terms": pd.DataFrame(terms, columns=["model", "topic", "rank", "term", "weight"]),
        "document_topics": pd.DataFrame(shares, columns=["model", "document_id", "topic", "share"]),
        "topic_effects": pd.DataFrame([(model, *row) for row in effects], columns=["model", *EFFECTS]),
        "specifications": pd.DataFrame(list(claims), columns=SPECIFICATIONS),
        **CODED,
    }


def difference(number, estimate, low=None, high=None, value="county"):
    return (number, "level", value, "difference", estimate, low, high)


def test_a_topic_that_split_is_one_topic_and_others_keep_their_names():
    old = run(["ab", "c"])
    new = run(["c", "a", "b"], digest="1" * 12)
    lines = changes_report(old, new).splitlines()
    assert lines[0] == f"nmf, before: {'0' * 12}, 2 topics in 30 documents; now: {'1' * 12}, 3 topics in 30 documents"
    assert lines[1] == "Topics: 1 stayed, 1 split into 2, 0 merged, 0 appeared, 0 vanished."
    assert sorted(line.split(":")[0].strip() for line in lines[2:5]) == ["split", "split", "stayed"]
    back = changes_report(new, old)
    assert "Topics: 1 stayed, 0 split, 2 merged into 1, 0 appeared, 0 vanished." in back


def test_a_topic_without_a_counterpart_is_told_from_one_that_stayed():
    # Other documents too: shares of the same ones would speak for a match.
    new = run(["a", "c"], digest="1" * 12)
    new["document_topics"]["document_id"] += "x"
    text = changes_report(run(["a", "b"]), new)
    assert "1 stayed, 0 split, 0 merged, 1 appeared, 1 vanished" in text
    assert (
        "  vanished: 1 (己 庚 戊), nearest cosine 0.00" in text
        and "  appeared: 1 (丑 壬 子), nearest cosine 0.00" in text
    )


def test_estimates_and_conclusions_that_moved_are_listed_and_the_others_counted():
    topics = ["a", "b"]
    old = run(
        topics, [difference(0, 0.10, 0.05, 0.15), difference(1, 0.02, -0.1, 0.1), difference(1, 0.0, value="city")]
    )
    new = run(
        topics, [difference(0, -0.1, -0.2, -0.05), difference(1, 0.03, -0.1, 0.1), difference(1, 0.03, value="city")]
    )
    new["topic_models"]["model_hash"] = "1" * 12
    lines = changes_report(old, new).splitlines()
    assert "Estimates: 3 moved by 0.080 on average, at most by 0.200." in lines
    at = lines.index(
        "Estimates: 1 of 2 with an interval moved out of it; 1 of 2 conclusions changed; 1 had no interval to move out of."
    )
    assert lines[at + 1].split() == [
        "old",
        "new",
        "covariate",
        "value",
        "kind",
        "old_estimate",
        "old_low",
        "old_high",
        "new_estimate",
    ]
    assert lines[at + 2].split() == ["0", "0", "level", "county", "difference", "0.1", "0.05", "0.15", "-0.1"]
    assert lines[at + 3] == ""


def test_a_long_list_is_cut():
    topics = pd.DataFrame([topic("a")]).rename_axis("topic")
    shares = pd.DataFrame({0: [1.0]}, index=["d"])
    before, after = (
        pd.DataFrame([difference(0, e, e - 0.1, e + 0.1, str(i)) for i in range(LISTED + 5)], columns=EFFECTS).assign(
            model="m"
        )
        for e in (0.3, -0.3)
    )
    lines = changes_lines(topics, topics, shares, shares, before, after)
    assert sum("difference" in line for line in lines) == LISTED
    assert any(f"{LISTED + 5} of {LISTED + 5} conclusions changed" in line for line in lines)


def test_the_same_model_and_models_of_one_run_alone_are_said():
    topics = ["a", "b"]
    assert "nmf: 000000000000, 2 topics in 30 documents, the same as before." in changes_report(
        run(topics), run(topics)
    )
    lines = changes_report(run(topics), run(topics, model="lda")).splitlines()
    assert lines[:3] == ["nmf: not fitted now.", "", "lda: not fitted before."]


def test_claims_are_compared_where_both_runs_tried_them():
    tried = {"before": ("holds", "holds", "unsure"), "now": ("holds", "reversed", "reversed")}
    both = [
        run(["a", "b"], claims=[(f"s{i}", "c", v, e) for i, (v, e) in enumerate(zip(verdicts, (0.1, 0.2, 0.3)))])
        for verdicts in tried.values()
    ]
    text = changes_report(*both)
    assert "  c: 2 of 3 before, 1 of 3 now; median estimate 0.200 before, 0.200 now" in text
    assert "Claims: none was tried" in changes_report(run(["a"]), both[1])
    assert "Claims: none was tried" in changes_report(both[0], run(["a"]))
