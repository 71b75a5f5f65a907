"""Names that people gave to topics, bound by hash to the model they were given to.

A topic's number means nothing: another seed, another corpus or another version of a library makes other topics of the
same numbers. So a label is for one model, and what was written for another one is named and left alone.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from unionreports.config import lexicon_files
from unionreports.errors import InputError
from unionreports.text.lexicon_files import read_rows, refuse

COLUMNS = ("model_hash", "topic", "label", "label_zh", "coder", "note")
#: Leading terms that stand for the name of a topic nobody has named.
STANDING_IN = 3


def read_topic_labels(folder: Path) -> pd.DataFrame:
    """The labels of a project: topic_labels.csv and topic_labels.extra.csv, as `config.lexicon_files` finds them.

    Parameters
    ----------
    folder : folder of the project's lexicons; it need not exist.

    Returns
    -------
    Frame of the columns COLUMNS, `topic` as a number, and file and line of each row.

    Raises
    ------
    InputError
        A hash or a number that is none, a row without a label, a topic of a model that is named twice.
    """
    rows = pd.concat([read_rows(p, COLUMNS) for p in lexicon_files(folder, "topic_labels.csv")], ignore_index=True)
    _refuse_where(
        rows,
        ~rows["model_hash"].str.fullmatch("[0-9a-f]{12}"),
        "model_hash",
        "no hash of a model",
        "twelve of the characters 0-9 and a-f",
        "copy it from the table topic_models; where a spreadsheet made a number of it, format the column as text",
    )
    _refuse_where(
        rows,
        ~rows["topic"].str.fullmatch("[0-9]{1,4}"),
        "topic",
        "no number of a topic",
        "0 and up",
        "write the number that the tables and figures show",
    )
    _refuse_where(
        rows,
        (rows["label"] == "") & (rows["label_zh"] == ""),
        "label",
        "no label",
        None,
        "write one, or delete the row",
    )
    rows = rows.assign(topic=rows["topic"].astype("int64"))
    doubled = rows[rows.duplicated(["model_hash", "topic"])]
    if len(doubled):
        row = doubled.iloc[0]
        same = rows[(rows["model_hash"] == row["model_hash"]) & (rows["topic"] == row["topic"])].iloc[0]
        raise refuse(
            row,
            "topic",
            f"topic {row['topic']} of this model is named in {same['file'].name}, line {same['line']} too",
            remedy="keep one row; what another coder would call it goes into note",
        )
    return rows[[*COLUMNS, "file", "line"]]


def labels_of(labels: pd.DataFrame, model_hash: str, topic_terms: pd.DataFrame) -> dict[int, str]:
    """The name of every topic of a model.

    Parameters
    ----------
    labels : of `read_topic_labels`.
    model_hash : of the model, from the table `topic_models`.
    topic_terms : rows of that model of the table `topic_terms`.

    Returns
    -------
    Topic -> the English label with the Chinese beside it (Bargaining 集体协商), either alone where the other is empty, or
    the three leading terms in square brackets where no one has named the topic.

    Raises
    ------
    InputError
        A label for a topic that the model does not have.
    ValueError
        Terms of several models.
    """
    if topic_terms["model"].nunique() > 1:
        raise ValueError("topic_terms holds several models; pass the rows of the model the hash belongs to.")
    leading = topic_terms[topic_terms["rank"] <= STANDING_IN].sort_values(["topic", "rank"])
    names = {int(topic): f"[{' '.join(terms)}]" for topic, terms in leading.groupby("topic")["term"]}
    own = labels[labels["model_hash"] == model_hash]
    _refuse_where(
        own,
        ~own["topic"].isin(list(names)),
        "topic",
        f"the model {model_hash} has no such topic",
        f"0 to {max(names, default=0)}",
        "correct the number, or delete the row",
    )
    given = {r.topic: " ".join(part for part in (r.label, r.label_zh) if part) for r in own.itertuples()}
    return names | given


def labels_not_applied(labels: pd.DataFrame, model_hashes: Iterable[str]) -> list[str]:
    """One sentence for each model that has labels and is not among those shown, with where they stand."""
    others = labels[~labels["model_hash"].isin(list(model_hashes))]
    return [
        f"{rows['file'].iloc[0].name}, line {rows['line'].iloc[0]}: {len(rows)} "
        f"{'label is' if len(rows) == 1 else 'labels are'} for the model {model_hash}, which is not among those fitted "
        "now, and not applied. Look at the topics again before you write their new hash."
        for model_hash, rows in others.groupby("model_hash", sort=False)
    ]


def _refuse_where(rows: pd.DataFrame, wrong, column: str, problem: str, allowed: str | None, remedy: str) -> None:
    """Raise about the first of the rows that are wrong."""
    found = rows[wrong.astype(bool)]
    if len(found):
        error: InputError = refuse(found.iloc[0], column, problem, allowed=allowed, remedy=remedy)
        raise error
