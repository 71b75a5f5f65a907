"""Reading topics: by report, against another model, and against the coding by priorities."""

import pandas as pd


def topic_weights(document_topics: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Mean share of each topic in the units of each report.

    Every unit counts the same; a topic that a unit does not list has share 0 in it.

    Returns
    -------
    DataFrame
        model, report_id, topic, share, n_units (units of the report that the model describes).
    """
    placed = document_topics.merge(units[["unit_id", "report_id"]], on="unit_id")
    keys = ["model", "report_id"]
    n_units = placed.groupby(keys)["unit_id"].nunique().rename("n_units").reset_index()
    total = placed.groupby([*keys, "topic"])["share"].sum().reset_index().merge(n_units, on=keys)
    return total.assign(share=total["share"] / total["n_units"])[[*keys, "topic", "share", "n_units"]]


def topic_overlap(topic_terms: pd.DataFrame, one: str, other: str, n_terms: int = 10) -> pd.DataFrame:
    """For each topic of the model `one` the topic of `other` with which it shares most of its leading terms.

    Returns
    -------
    DataFrame
        topic, match (empty where no term is shared), n_shared, shared (the terms, in the order of `topic`).
    """
    leading = topic_terms[topic_terms["rank"] <= n_terms].sort_values(["topic", "rank"])
    terms = {model: {t: list(g) for t, g in rows.groupby("topic")["term"]} for model, rows in leading.groupby("model")}
    rows = []
    for topic, own in terms.get(one, {}).items():
        shared = {t: [term for term in own if term in set(theirs)] for t, theirs in terms.get(other, {}).items()}
        match = max(shared, key=lambda t: (len(shared[t]), -t), default=None)
        found = shared[match] if match is not None else []
        rows.append((topic, match if found else pd.NA, len(found), " ".join(found)))
    return pd.DataFrame(rows, columns=["topic", "match", "n_shared", "shared"]).astype({"match": "Int64"})


def topic_priorities(document_topics: pd.DataFrame, priorities: pd.DataFrame) -> pd.DataFrame:
    """Which priority the units of a topic are mostly coded as: a reading of the topic from outside the model.

    A unit belongs to the topic with its largest share, the first of equal ones.

    Returns
    -------
    DataFrame
        model, topic, n_units, priority (the most frequent primary one), share (of the topic's units).
    """
    ordered = document_topics.sort_values(["model", "unit_id", "share", "topic"], ascending=[True, True, False, True])
    leading = ordered.drop_duplicates(["model", "unit_id"])
    primary = priorities.loc[priorities["is_primary"], ["unit_id", "priority"]]
    counted = leading.merge(primary, on="unit_id").groupby(["model", "topic"])["priority"]
    most = (
        counted.value_counts()
        .rename("n")
        .reset_index()
        .sort_values(["model", "topic", "n", "priority"], ascending=[True, True, False, True])
    )
    first = most.drop_duplicates(["model", "topic"])
    sizes = counted.size().rename("n_units").reset_index()
    joined = sizes.merge(first, on=["model", "topic"])
    return joined.assign(share=joined["n"] / joined["n_units"])[["model", "topic", "n_units", "priority", "share"]]
