"""What became of topics and estimates when a model was fitted again: in sentences, from two sets of tables."""

from collections.abc import Mapping

import pandas as pd

from unionreports.compare.changes import effect_changes
from unionreports.models.topic_changes import CHANGES, topic_changes

_SHOWN = ["old", "new", "covariate", "value", "kind", "old_estimate", "old_low", "old_high", "new_estimate"]
#: Moved estimates that are listed one by one; the others are counted.
LISTED = 20


def changes_report(earlier: Mapping[str, pd.DataFrame], later: Mapping[str, pd.DataFrame]) -> str:
    """Text on every model that both sets of model tables have."""
    parts = []
    for model in later["topic_models"]["model"]:
        if model not in set(earlier["topic_models"]["model"]):
            parts.append([f"{model}: not fitted before."])
            continue
        old, new = (_of_model(tables, model) for tables in (earlier, later))
        if old["model_hash"] == new["model_hash"]:
            parts.append([f"{model}: the same model ({new['model_hash']}); nothing changed."])
            continue
        lines = changes_lines(*(part[name] for name in ("topics", "shares", "effects") for part in (old, new)))
        parts.append([f"{model}, {old['model_hash']} before, {new['model_hash']} now", *lines])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n" if parts else "No model was fitted now.\n"


def changes_lines(
    old_topics: pd.DataFrame,
    new_topics: pd.DataFrame,
    old_shares: pd.DataFrame,
    new_shares: pd.DataFrame,
    old_effects: pd.DataFrame,
    new_effects: pd.DataFrame,
) -> list[str]:
    """Sentences on two fits of one model: their topics by terms, documents by topics, and tables `topic_effects`."""
    changes = topic_changes(old_topics, new_topics, old_shares, new_shares)
    leading = {id(topics): _leading(topics) for topics in (old_topics, new_topics)}
    counts = changes["change"].value_counts()
    lines = ["Topics: " + ", ".join(f"{counts.get(change, 0)} {change}" for change in CHANGES) + "."]
    for row in changes.itertuples():
        before = "" if pd.isna(row.old) else f"{row.old} ({leading[id(old_topics)][row.old]})"
        after = "" if pd.isna(row.new) else f"{row.new} ({leading[id(new_topics)][row.new]})"
        lines.append(
            f"  {row.change}: {' -> '.join(part for part in (before, after) if part)}, cosine {row.similarity:.2f}"
        )
    moved = effect_changes(old_effects, new_effects, changes)
    judged = moved[moved["outside"].notna()]
    outside = judged[judged["outside"].astype(bool)]
    concluded = moved[moved["conclusion_changed"].notna()]
    turned = concluded[concluded["conclusion_changed"].astype(bool)]
    lines.append(
        f"Estimates: {len(outside)} of {len(judged)} with an interval moved out of it; "
        f"{len(turned)} of {len(concluded)} conclusions changed; {len(moved) - len(judged)} had no interval to move out of."
    )
    shown = pd.concat([turned, outside]).drop_duplicates(["old", "new", "covariate", "value", "kind"]).head(LISTED)
    if len(shown):
        lines += shown[_SHOWN].round(3).to_string(index=False).splitlines()
    return lines


def _of_model(tables: Mapping[str, pd.DataFrame], model: str) -> dict:
    """Hash, topics by terms, documents by topics and effects of one model, from its tables."""
    own = {name: rows[rows["model"] == model] for name, rows in tables.items() if "model" in rows}
    return {
        "model_hash": own["topic_models"]["model_hash"].iloc[0],
        "topics": own["topic_terms"].pivot(index="topic", columns="term", values="weight").fillna(0.0),
        "shares": own["document_topics"].pivot(index="document_id", columns="topic", values="share").fillna(0.0),
        "effects": own["topic_effects"],
    }


def _leading(topics: pd.DataFrame, n_terms: int = 3) -> dict[int, str]:
    """Leading terms of each topic."""
    return {topic: " ".join(weights.nlargest(n_terms).index) for topic, weights in topics.iterrows()}
