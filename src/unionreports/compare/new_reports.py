"""What would other words, or reports that come in later, change? Models are fitted again to tell; slow on large corpora."""

import numpy as np
import pandas as pd

from unionreports.compare.effects import topic_effects
from unionreports.compare.model_changes import changes_lines
from unionreports.config import POOL_BELOW
from unionreports.models.fold_in import fold_in, with_documents
from unionreports.models.matching import leading_terms, match_topics
from unionreports.models.topics import fit_nmf
from unionreports.text.document_rows import document_rows
from unionreports.text.documents import document_terms
from unionreports.text.lexicons import Lexicons

#: Fewer pages than this leave nothing to fit once one is held back.
_FEWEST_PAGES = 2


def with_place_names(
    units: pd.DataFrame,
    headings: pd.DataFrame,
    reports: pd.DataFrame,
    lexicons: Lexicons,
    n_topics: int,
    random_state: int,
) -> list[str]:
    """Sentences on NMF topics with place names out, as in every table, and with them in.

    Parameters
    ----------
    units, headings, reports
        The tables of these names.
    n_topics
        Topics to fit; nothing is said where there are not documents or terms enough for them.
    """
    given = (units, headings, lexicons)
    without, among = (
        document_terms(*given, pool_below=POOL_BELOW, place_names=names, reports=reports) for names in (False, True)
    )
    if not n_topics or n_topics > min(len(without.terms), without.n_with_terms):
        return ["Too few words for topics, with or without place names."]
    old, new = (fit_nmf(found.counts, found.terms, found.ids, n_topics, random_state) for found in (without, among))
    names = set(among.terms) - set(without.terms)
    leading = [
        [
            new.topic_term.columns[i]
            for i in row
            if new.topic_term.iat[topic, i] > 0 and new.topic_term.columns[i] in names
        ]
        for topic, row in enumerate(leading_terms(new.topic_term))
    ]
    _, similarity = match_topics(old.topic_term, new.topic_term)
    led = [f"{topic} ({' '.join(found)})" for topic, found in enumerate(leading) if found]
    return [
        f"With place names in, {len(names)} more words are terms; mean cosine of the matched topics {similarity.mean():.2f}, "
        f"lowest {similarity.min():.2f}.",
        f"Topics with a place name among their ten leading terms: {', '.join(led) or 'none'}.",
    ]


def late_page(
    units: pd.DataFrame,
    headings: pd.DataFrame,
    reports: pd.DataFrame,
    lexicons: Lexicons,
    n_topics: int,
    random_state: int,
) -> list[str]:
    """Sentences on what the page with the latest usable report changes, as if it came in after the model was fitted.

    Its documents are folded into an NMF of all others, which is not moved, and enter the effects; then the model is fitted to
    all documents, and topics and effects of the two fits are compared. Parameters as for `with_place_names`.
    """
    found = document_terms(units, headings, lexicons, pool_below=POOL_BELOW, reports=reports)
    rows = document_rows(found.documents, units, reports).set_index("document_id").loc[list(found.ids)].reset_index()
    dated = rows[rows["usable"] & rows["year"].notna()].sort_values(["year", "page_id"])
    if dated.empty:
        return ["No usable report has a year, so no page is the latest."]
    late = (rows["page_id"] == dated["page_id"].iloc[-1]).to_numpy()
    early = found.counts[~late]
    filled = int((np.diff(early.indptr) > 0).sum())
    if rows["page_id"].nunique() < _FEWEST_PAGES or not n_topics or n_topics > min(filled, len(found.terms)):
        return ["Too few pages or words to hold a page back."]
    ids = np.array(found.ids, dtype=object)
    before = fit_nmf(early, found.terms, ids[~late].tolist(), n_topics, random_state)
    folded = fold_in(before, found.counts[late], found.terms, ids[late].tolist())
    grown = with_documents(before, folded)
    after = fit_nmf(found.counts, found.terms, found.ids, n_topics, random_state)
    effects = {
        name: topic_effects(model, rows) for name, model in (("before", before), ("grown", grown), ("after", after))
    }
    known = effects["before"].merge(effects["grown"], on=["topic", "covariate", "value", "kind"], suffixes=("", "_new"))
    gaps = (known["estimate_new"] - known["estimate"]).abs()
    return [
        f"Page {dated['page_id'].iloc[-1]}: {late.sum()} of {len(late)} documents, folded into {n_topics} topics of the others.",
        f"Folded in, with the topics as they were, {len(known)} estimates move by {gaps.mean():.3f} on average, at most "
        f"{gaps.max():.3f}; {len(effects['grown']) - len(known)} are new.",
        "Fitted again to all documents:",
        *changes_lines(
            before.topic_term, after.topic_term, before.document_topic, after.document_topic,
            effects["before"], effects["after"],
        ),
    ]  # fmt: skip
