"""From the tables of the corpus and the lexicons to the tables of words, priorities, topics and clusters."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer

from unionreports.config import METHOD, N_TOPICS
from unionreports.measures.methods import rows_of
from unionreports.measures.priorities import code_units
from unionreports.measures.recode import code_without
from unionreports.models.clusters import Clustering, cluster_by_kmeans, cluster_hierarchically
from unionreports.models.topics import document_topics, fit_lda, fit_nmf, topic_terms
from unionreports.models.unit_codes import code_with_models
from unionreports.tables import TABLES
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter, tokens
from unionreports.text.vectorise import NoTermLeft, TermVectorizer

#: A term that stands in one unit cannot link it to another.
MIN_UNITS = 2
#: Units of these roles are what a topic can be about; frame units are greetings, titles and calls.
TOPIC_ROLES = ("review", "plan", "problem")


def analyse(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    random_state: int,
    n_topics: int = N_TOPICS,
    say: Callable[[str], None] = lambda line: None,
) -> dict[str, pd.DataFrame]:
    """The tables `tokens`, `priorities`, `topic_terms`, `document_topics` and `clusters`.

    Parameters
    ----------
    tables
        The tables `units`, `headings`, `reports` and `edits`.
    lexicons
        As `text.lexicons.read_lexicons` gives them.
    random_state
        Seed of the topic models and of k-means.
    n_topics
        Topics to fit; fewer where the corpus has fewer units or terms than that.
    say
        Is told what a method of coding could not do.
    """
    units, reports, edits = tables["units"], tables["reports"], tables["edits"]
    priorities = code_by_every_method(tables, lexicons, random_state, say)
    counts, terms, ids = unit_terms(units, lexicons)
    with_words = int((counts.sum(axis=1) > 0).sum())
    topics = min(n_topics, with_words, len(terms))
    models = [fit(counts, terms, ids, topics, random_state) for fit in (fit_lda, fit_nmf)] if topics else []
    groups = cluster_reports(units, rows_of(priorities, METHOD), lexicons, random_state)
    return {
        "tokens": tokens(units, reports, edits, Segmenter(lexicons.terms)),
        "priorities": priorities,
        "topic_terms": _stacked("topic_terms", [topic_terms(m) for m in models]),
        "document_topics": _stacked("document_topics", [document_topics(m) for m in models]),
        "clusters": _stacked("clusters", [g.clusters for g in groups.values()]),
    }


def code_by_every_method(
    tables: Mapping[str, pd.DataFrame],
    lexicons: Lexicons,
    random_state: int,
    say: Callable[[str], None] = lambda line: None,
) -> pd.DataFrame:
    """Table `priorities` with the rows of every method; one that cannot code this corpus has none; `say` is told why.

    Parameters as for `analyse`.
    """
    units, reports, headings, edits = (tables[name] for name in ("units", "reports", "headings", "edits"))
    codebook = lexicons.codebook
    by_rules = code_units(units, reports, headings, edits, codebook)
    timeless = code_without(
        by_rules, units, reports, headings, edits, codebook, lexicons.calendar_terms, "codebook_timeless"
    )
    codings = code_with_models(units, reports, edits, by_rules, lexicons, random_state)
    for coding in codings:
        for note in coding.notes:
            say(f"method {coding.method}: {note}")
    return pd.concat([by_rules, timeless, *(coding.rows for coding in codings)], ignore_index=True)


def unit_terms(units: pd.DataFrame, lexicons: Lexicons) -> tuple[sp.csr_matrix, list[str], list[str]]:
    """Document-term matrix of the units that have content, its terms, and its unit_ids.

    Units of role `frame` are left out: greetings, titles and calls have no topic.
    """
    content = units[units["role"].isin(TOPIC_ROLES)]
    vectorizer = TermVectorizer(lexicons.terms, lexicons.stop_words, min_df=MIN_UNITS)
    if content.empty:
        return sp.csr_matrix((0, 0)), [], []
    try:
        counts = vectorizer.fit_transform(content["text"])
    except NoTermLeft:
        # One short report can be without a word that two of its units share; it has no topics then.
        return sp.csr_matrix((len(content), 0)), [], content["unit_id"].tolist()
    return counts, list(vectorizer.get_feature_names_out()), content["unit_id"].tolist()


def report_terms(units: pd.DataFrame, lexicons: Lexicons) -> pd.DataFrame:
    """TF-IDF of the reports over the terms of their units, shape (n_reports, n_terms), indexed by report_id."""
    counts, terms, ids = unit_terms(units, lexicons)
    owners = units.set_index("unit_id")["report_id"].loc[ids]
    codes, names = pd.factorize(owners, sort=True)
    if not terms:
        return pd.DataFrame(index=pd.Index(names, name="report_id"))
    members = sp.csr_matrix((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(names), len(codes)))
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(members @ counts)
    return pd.DataFrame(weighted.toarray(), index=pd.Index(names, name="report_id"), columns=terms)


def report_profiles(units: pd.DataFrame, priorities: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Share of each priority among the units of each report, the residual left out; indexed by report_id."""
    primary = priorities[priorities["is_primary"]].merge(units[["unit_id", "report_id"]], on="unit_id")
    counts = pd.crosstab(primary["report_id"], primary["priority"])
    counts = counts.drop(columns=codebook.ids[codebook.residual], errors="ignore")
    return counts.div(counts.sum(axis=1).where(lambda n: n > 0, 1), axis=0)


def cluster_reports(
    units: pd.DataFrame, priorities: pd.DataFrame, lexicons: Lexicons, random_state: int, n_clusters: int | None = None
) -> dict[str, Clustering]:
    """Reports clustered by their words (`tfidf`) and by their priorities, hierarchically and by k-means, by method."""
    features = {
        "tfidf": report_terms(units, lexicons),
        "priorities": report_profiles(units, priorities, lexicons.codebook),
    }
    groups = []
    for name, frame in features.items():
        if not frame.empty:
            groups.append(cluster_hierarchically(frame, name, n_clusters))
            groups.append(cluster_by_kmeans(frame, name, random_state, n_clusters))
    return {group.method: group for group in groups}


def _stacked(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; the empty table of that name where there is none."""
    return pd.concat(frames, ignore_index=True) if frames else TABLES[name].empty()
