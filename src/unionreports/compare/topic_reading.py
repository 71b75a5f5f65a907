"""Reading topics: leading terms, most typical units, the reports that hold them, and another model's view."""

from collections.abc import Sequence

import pandas as pd

from unionreports.text.quotes import quoted

#: A share weighs in full only where there is text enough to bear it: so many words of other topics are thought to stand
#: in each document beside its own (half of what an average unit of the default corpus has). A document of one word that
#: the model sees is wholly "about" whatever that leads.
TYPICAL_WORDS = 5
#: Characters for one word that models see, in the default corpus.
CHARS_OF_A_WORD = 13
#: Most characters of a quote: two or three sentences of a report.
QUOTE_CHARS = 160

_ORDERS = {"probability": "weight", "frex": "frex", "lift": "lift"}


def leading_terms(topic_terms: pd.DataFrame, model: str, n_terms: int = 8) -> pd.DataFrame:
    """The terms that lead each topic of a model by probability, by FREX and by lift, side by side.

    Probability names what a topic is made of, common words included; FREX what it has more of than other topics and
    often enough (Bischof & Airoldi 2012); lift what hardly stands elsewhere, rare words first. Read together they show
    whether a topic is a field or a handful of odd words.

    Parameters
    ----------
    topic_terms : table of this name.

    Returns
    -------
    DataFrame
        topic, probability, frex, lift: terms joined with a blank. Equal values keep the order of the probability.
    """
    rows = topic_terms[topic_terms["model"] == model].sort_values(["topic", "rank"])
    columns = {}
    for name, column in _ORDERS.items():
        ordered = rows.sort_values(["topic", column], ascending=[True, False], kind="stable")
        columns[name] = ordered.groupby("topic")["term"].agg(lambda terms: " ".join(terms.head(n_terms)))
    return pd.DataFrame(columns, columns=list(_ORDERS)).rename_axis("topic").reset_index()


def topic_weights(document_topics: pd.DataFrame, documents: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Mean share of each topic in the units of each report.

    A unit has the shares of the document it stands in, and every unit counts the same; a topic that a document does not
    list has share 0 in it.

    Parameters
    ----------
    document_topics, documents, units : tables of these names.

    Returns
    -------
    DataFrame
        model, report_id, topic, share, n_units (units of the report that the model describes).
    """
    owners = documents.merge(units[["unit_id", "report_id"]], on="unit_id", validate="one_to_one")
    sizes = owners.groupby(["document_id", "report_id"]).size().rename("size").reset_index()
    placed = document_topics.merge(sizes, on="document_id")
    placed = placed.assign(part=placed["share"] * placed["size"])
    keys = ["model", "report_id"]
    described = placed.drop_duplicates([*keys, "document_id"]).groupby(keys)["size"].sum().rename("n_units")
    total = placed.groupby([*keys, "topic"])["part"].sum().reset_index().merge(described.reset_index(), on=keys)
    return total.assign(share=total["part"] / total["n_units"])[[*keys, "topic", "share", "n_units"]]


def own_report(weights: pd.DataFrame) -> pd.DataFrame:
    """How much of each topic one report holds: a topic may be the mark of a writer, or of a place.

    Parameters
    ----------
    weights : result of `topic_weights`.

    Returns
    -------
    DataFrame
        model, topic, report_id (the one that holds most, the first of equal ones), held (its part of all that is said
        of the topic, 0 to 1), expected (the part it would hold by its number of units alone), n_reports, n_units.
    """
    keys = ["model", "topic"]
    rows = weights.assign(part=weights["share"] * weights["n_units"])
    rows = rows.assign(
        held=rows["part"] / rows.groupby(keys)["part"].transform("sum"),
        expected=rows["n_units"] / rows.groupby(keys)["n_units"].transform("sum"),
        n_reports=rows.groupby(keys)["report_id"].transform("size"),
        n_units=rows.groupby(keys)["n_units"].transform("sum"),
    )
    ordered = rows.sort_values([*keys, "held", "report_id"], ascending=[True, True, False, True])
    columns = [*keys, "report_id", "held", "expected", "n_reports", "n_units"]
    return ordered.drop_duplicates(keys)[columns].reset_index(drop=True)


def typical_units(
    document_topics: pd.DataFrame,
    documents: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    pages: pd.DataFrame,
    model: str,
    topic: int,
    n: int = 3,
    terms: Sequence[str] = (),
    words: pd.Series | None = None,
) -> pd.DataFrame:
    """The units that show best what a topic is, quoted, with the way back to the raw page.

    Typical is a large share in a document that says enough: documents are ordered by share x n / (n + TYPICAL_WORDS),
    n their words. Each is quoted once. Texts are masked where names of private persons were hidden.

    Parameters
    ----------
    document_topics, documents, units, reports, pages : tables of these names.
    n : most units quoted.
    terms : leading terms of the topic. Of a document of several units the one is quoted in which they stand most often,
        of equal ones the longest, then the first.
    words : words of each document that the model sees, of `document_words`; by default told from its length.

    Returns
    -------
    DataFrame
        document_id, share, n_words (of the document; seen by the model, or estimated), unit_id, quote (shortened at a sentence end),
        place, year (an interval where it is not decided; both empty where unknown), report_id, page_id, url (empty
        where the manifest has none), start, end (raw offsets of the whole unit).
    """
    shares = document_topics[(document_topics["model"] == model) & (document_topics["topic"] == topic)]
    held = documents.merge(units, on="unit_id", validate="one_to_one").merge(
        shares[["document_id", "share"]], on="document_id"
    )
    held = held.assign(length=held["text"].str.len())
    if words is None:
        n_words = held.groupby("document_id")["length"].transform("sum") / CHARS_OF_A_WORD
    else:
        n_words = held["document_id"].map(words).fillna(0)
    held = held.assign(n_words=n_words.round().astype("int64"))
    typical = held["share"] * held["n_words"] / (held["n_words"] + TYPICAL_WORDS)
    # Rounded: a difference in the last digit must not change what is quoted.
    leaders = held.assign(typical=typical.round(9)).drop_duplicates("document_id")
    leaders = leaders[leaders["share"] > 0].sort_values(["typical", "document_id"], ascending=[False, True]).head(n)
    chosen = held[held["document_id"].isin(leaders["document_id"])]
    hits = [sum(text.count(term) for term in terms) for text in chosen["text"]]
    chosen = chosen.assign(hits=hits).sort_values(["hits", "length"], ascending=False, kind="stable")
    shown = chosen.drop_duplicates("document_id").set_index("document_id").loc[leaders["document_id"]].reset_index()
    shown = shown.merge(reports[["report_id", "page_id", "region_name"]], on="report_id", how="left")
    shown = shown.merge(pages[["page_id", "url"]], on="page_id", how="left")
    years = dict(zip(reports["report_id"], map(_year, reports.itertuples()), strict=True))
    shown = shown.assign(
        quote=pd.Series([quoted(text, QUOTE_CHARS) for text in shown["text"]], shown.index, dtype="str"),
        place=shown["region_name"],
        year=shown["report_id"].map(years).astype("str"),
    )
    columns = ["document_id", "share", "n_words", "unit_id", "quote", "place", "year", "report_id", "page_id", "url"]
    return shown[[*columns, "start", "end"]]


def document_words(tokens: pd.DataFrame, documents: pd.DataFrame, vocabulary: pd.DataFrame) -> pd.Series:
    """How many words of each document the topic models see, by document_id; documents without one are missing.

    Parameters
    ----------
    tokens, documents, vocabulary : tables of these names.
    """
    seen = tokens[tokens["token"].isin(vocabulary.loc[vocabulary["reason"] == "", "term"])]
    return seen[["unit_id"]].merge(documents, on="unit_id").groupby("document_id").size()


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


def _year(report) -> str:
    """Year of a row of `reports`, or the interval it lies in, or nothing."""
    if pd.notna(report.year):
        return str(report.year)
    bounds = (report.year_earliest, report.year_latest)
    return "–".join(str(year) for year in bounds) if all(map(pd.notna, bounds)) else ""
