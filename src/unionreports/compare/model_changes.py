"""What became of topics, estimates and claims when models were fitted again: in sentences, from two sets of tables."""

from collections.abc import Mapping

import pandas as pd

from unionreports.compare.changes import effect_changes
from unionreports.compare.cluster_changes import cluster_changes, cluster_lines
from unionreports.compare.multiverse import claim_survival
from unionreports.compare.share_changes import share_changes, share_lines
from unionreports.config import METHOD
from unionreports.measures.methods import rows_of
from unionreports.model_tables import MODELS
from unionreports.models.topic_changes import topic_changes

_SHOWN = ["old", "new", "covariate", "value", "kind", "old_estimate", "old_low", "old_high", "new_estimate"]
#: Tables that are compared.
COMPARED = (
    "topic_models",
    "topic_terms",
    "document_topics",
    "topic_effects",
    "specifications",
    "priorities",
    "units",
    "reports",
    "clusters",
    "cluster_choice",
)
#: Moved estimates that are listed one by one; the others are counted.
LISTED = 20


def changes_report(earlier: Mapping[str, pd.DataFrame], later: Mapping[str, pd.DataFrame]) -> str:
    """Text on every topic model, clusters, shares of priorities and claims of two sets of tables (COMPARED)."""
    fitted = [set(tables["topic_models"]["model"]) for tables in (earlier, later)]
    parts = []
    for model in MODELS:
        if model not in fitted[0] & fitted[1]:
            if model in fitted[0] | fitted[1]:
                parts.append([f"{model}: not fitted {'now' if model in fitted[0] else 'before'}."])
            continue
        old, new = (_of_model(tables, model) for tables in (earlier, later))
        if old["model_hash"] == new["model_hash"]:
            parts.append([f"{model}: {new['said']}, the same as before."])
            continue
        lines = changes_lines(*(part[name] for name in ("topics", "shares", "effects") for part in (old, new)))
        parts.append([f"{model}, before: {old['said']}; now: {new['said']}", *lines])
    clusters = cluster_changes(
        *(tables[name] for name in ("clusters", "cluster_choice") for tables in (earlier, later))
    )
    parts.append(cluster_lines(clusters))
    parts.append(share_lines(share_changes(*(coded(tables) for tables in (earlier, later)))))
    parts.append(_claims(earlier["specifications"], later["specifications"]))
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def coded(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What shares of priorities are computed from; greetings and titles are no statement of priorities."""
    units = tables["units"]
    return {
        "priorities": rows_of(tables["priorities"], METHOD),
        "units": units[units["role"] != "frame"],
        "reports": tables["reports"],
    }


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
    lines = [_counted(changes)]
    for row in changes.itertuples():
        before = "" if pd.isna(row.old) else f"{row.old} ({leading[id(old_topics)][row.old]})"
        after = "" if pd.isna(row.new) else f"{row.new} ({leading[id(new_topics)][row.new]})"
        both = " -> ".join(part for part in (before, after) if part)
        measure = "cosine" if before and after else "nearest cosine"
        lines.append(f"  {row.change}: {both}, {measure} {row.similarity:.2f}")
    moved = effect_changes(old_effects, new_effects, changes)
    judged = moved[moved["outside"].notna()]
    outside = judged[judged["outside"].astype(bool)]
    concluded = moved[moved["conclusion_changed"].notna()]
    turned = concluded[concluded["conclusion_changed"].astype(bool)]
    gaps = moved["moved"].abs().dropna()
    if len(gaps):
        lines.append(f"Estimates: {len(gaps)} moved by {gaps.mean():.3f} on average, at most by {gaps.max():.3f}.")
    lines.append(
        f"Estimates: {len(outside)} of {len(judged)} with an interval moved out of it; "
        f"{len(turned)} of {len(concluded)} conclusions changed; {len(moved) - len(judged)} had no interval to move out of."
    )
    shown = pd.concat([turned, outside]).drop_duplicates(["old", "new", "covariate", "value", "kind"]).head(LISTED)
    if len(shown):
        lines += shown[_SHOWN].round(3).to_string(index=False).splitlines()
    return lines


def _counted(changes: pd.DataFrame) -> str:
    """How many topics each thing happened to: a topic that split in two stands in two rows and is one topic."""
    n = changes.groupby("change")[["old", "new"]].nunique()
    n = n.reindex(["stayed", "split", "merged", "appeared", "vanished"], fill_value=0)
    said = {change: f"{n['old'][change]} {change}" for change in n.index} | {
        "appeared": f"{n['new']['appeared']} appeared"
    }
    for change in ("split", "merged"):
        if n["old"][change]:
            said[change] += f" into {n['new'][change]}"
    return f"Topics: {', '.join(said.values())}."


def _claims(earlier: pd.DataFrame, later: pd.DataFrame) -> list[str]:
    """A line on each claim that was tried before and now."""
    old, new = (claim_survival(tried).set_index("claim") for tried in (earlier, later))
    both = [claim for claim in new.index if claim in old.index]
    if not both:
        return ["Claims: none was tried under other choices both before and now (models --quick tries none)."]
    return ["Claims, and the specifications they hold under:"] + [
        f"  {claim}: {old['holds'][claim]} of {old['n'][claim]} before, {new['holds'][claim]} of {new['n'][claim]} now; median "
        f"estimate {old['median'][claim]:.3f} before, {new['median'][claim]:.3f} now; from the codes "
        f"{old['from_codes_verdict'][claim]} before, {new['from_codes_verdict'][claim]} now"
        for claim in both
    ]


def _of_model(tables: Mapping[str, pd.DataFrame], model: str) -> dict:
    """Hash, size, topics by terms, documents by topics and effects of one model, from its tables."""
    of_models = ("topic_models", "topic_terms", "document_topics", "topic_effects")
    own = {name: tables[name][tables[name]["model"] == model] for name in of_models}
    row = own["topic_models"].iloc[0]
    return {
        "model_hash": row["model_hash"],
        "said": f"{row['model_hash']}, {row['n_topics']} topics in {row['n_documents']} documents",
        "topics": own["topic_terms"].pivot(index="topic", columns="term", values="weight").fillna(0.0),
        "shares": own["document_topics"].pivot(index="document_id", columns="topic", values="share").fillna(0.0),
        "effects": own["topic_effects"],
    }


def _leading(topics: pd.DataFrame, n_terms: int = 3) -> dict[int, str]:
    """Leading terms of each topic."""
    return {topic: " ".join(weights.nlargest(n_terms).index) for topic, weights in topics.iterrows()}
