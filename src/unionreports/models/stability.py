"""Does a topic come back when the model is fitted again, from other starts or on other pages?

Two kinds of refit ask two questions. `seeds`: the search begins at random and meets the documents in another order;
what comes back does not hang on the start. `pages`: whole pages are drawn with replacement, as many as there are;
what comes back does not hang on single pages. The first is the weaker test: topics of pure noise often pass it, since
their optimum, though it means nothing, is found again. `stable_topics` therefore asks for every kind that was run.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.matching import leading_terms, match_topics
from unionreports.models.topics import TopicModel, fit_lda, fit_nmf

#: Refits of each kind.
RUNS = 20
#: A topic is stable where its mean cosine with its partners is at least `STABLE` and they keep on average at least
#: `KEPT` of its ten leading terms. The cosine alone is not enough: topics of shuffled words that rest on one frequent word
#: reach .9 and more, but keep fewer than half of their terms. The design page has the measured rates.
STABLE = 0.7
KEPT = 0.5
KINDS = ("seeds", "pages")
FITS = {"nmf": fit_nmf, "lda": fit_lda}
#: Samples of pages drawn until one has as many documents as topics.
_DRAWS = 100


def stability_run(
    model: str,
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    seed: int,
    kind: str,
    pages: Sequence[str] | None = None,
) -> dict[str, np.ndarray]:
    """One refit; a task that any process can do.

    Parameters
    ----------
    model
        A key of `FITS`.
    counts, terms, ids, n_topics
        As for the fit itself.
    seed
        Of the start and the order of documents (`seeds`), or of the pages drawn (`pages`).
    kind
        One of `KINDS`.
    pages
        Page of each document; needed for `pages`.

    Returns
    -------
    dict
        `topic_term`, shape (n_topics, n_terms), and for `seeds` `document_topic`, shape (n_documents, n_topics), rows in
        the order of `ids`, without a number for a document without words; both float32.

    Raises
    ------
    ValueError
        Where samples of pages have fewer documents than topics, or as the fit raises it.
    """
    counts, random = sp.csr_matrix(counts), np.random.default_rng(seed)
    if kind == "pages":
        rows = _draw_pages(counts, pages, n_topics, random)
        fitted = FITS[model](counts[rows], terms, _numbered(len(rows)), n_topics, seed)
        return {"topic_term": fitted.topic_term.to_numpy(np.float32)}
    # Models put documents in the order of their ids: only other ids change the order they are read in.
    order = random.permutation(len(ids))
    fitted = FITS[model](counts[order], terms, _numbered(len(order)), n_topics, seed, start="random")
    shares = np.full((len(ids), n_topics), np.nan, np.float32)
    shares[order[fitted.document_topic.index.astype(int)]] = fitted.document_topic
    return {"topic_term": fitted.topic_term.to_numpy(np.float32), "document_topic": shares}


def stability_table(reference: TopicModel, runs: Mapping[str, Sequence[Mapping[str, np.ndarray]]]) -> pd.DataFrame:
    """Table `topic_stability`: how each topic of the reference fares in the refits of each kind.

    Parameters
    ----------
    reference
        The model whose topics are in question.
    runs
        Kind -> what `stability_run` gave for the documents and terms of the reference.

    Notes
    -----
    A topic of the reference without a partner has a similarity of 0 in that refit.
    """
    return pd.concat([_fates(reference, kind, found) for kind, found in runs.items()], ignore_index=True)


def stable_topics(table: pd.DataFrame, model: str) -> frozenset[int]:
    """Topics of one model that are stable in every kind of refit that the table `topic_stability` has of it."""
    every = table[table["model"] == model].groupby("topic")["stable"].all()
    return frozenset(every.index[every].tolist())


def matched_shares(reference: TopicModel, run: Mapping[str, np.ndarray], ids: Sequence[str]) -> pd.DataFrame:
    """Shares of a refit of kind `seeds` under the topics of the reference: rows and columns as `document_topic` there.

    Rows add to 1 where both have as many topics; a topic without a partner has the share 0. `ids` are those the
    refit was given.

    Raises
    ------
    ValueError
        Where the refit is one of drawn pages: it knows no shares of all documents.
    """
    if "document_topic" not in run:
        raise ValueError("a refit on drawn pages has no shares of all documents; use refits of kind 'seeds'.")
    matched, _ = match_topics(reference.topic_term, _frame(reference, run))
    own = reference.document_topic
    shares = run["document_topic"][pd.Index(ids).get_indexer(own.index)].astype(np.float64)
    return pd.DataFrame(np.where(matched >= 0, shares[:, matched], 0.0), index=own.index, columns=own.columns)


def _fates(reference: TopicModel, kind: str, runs: Sequence[Mapping[str, np.ndarray]]) -> pd.DataFrame:
    """Rows of one kind."""
    n_topics = len(reference.topic_term)
    similarity, kept = np.zeros((len(runs), n_topics)), np.zeros((len(runs), n_topics))
    own = _leading_sets(reference.topic_term)
    for i, run in enumerate(runs):
        topics = _frame(reference, run)
        matched, similarity[i] = match_topics(reference.topic_term, topics)
        others = _leading_sets(topics)
        kept[i] = [len(terms & others[j]) / len(terms) if j >= 0 else 0.0 for terms, j in zip(own, matched)]
    return pd.DataFrame(
        {
            "model": pd.Series([reference.model] * n_topics, dtype="str"),
            "topic": reference.topic_term.index.to_numpy(np.int64),
            "kind": pd.Series([kind] * n_topics, dtype="str"),
            "n_runs": np.full(n_topics, len(runs), np.int64),
            "similarity": similarity.mean(axis=0),
            "lowest": similarity.min(axis=0),
            "terms_kept": kept.mean(axis=0),
            "stable": (similarity.mean(axis=0) >= STABLE) & (kept.mean(axis=0) >= KEPT),
        }
    )


def _frame(reference: TopicModel, run: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Topics of a refit with the terms of the reference."""
    return pd.DataFrame(run["topic_term"], columns=reference.topic_term.columns)


def _leading_sets(topic_term: pd.DataFrame) -> list[set[int]]:
    """Columns of the leading terms that have weight, of each topic."""
    weights = topic_term.to_numpy()
    return [{int(j) for j in row if weights[t, j] > 0} for t, row in enumerate(leading_terms(topic_term))]


def _draw_pages(
    counts: sp.csr_matrix, pages: Sequence[str] | None, n_topics: int, random: np.random.Generator
) -> np.ndarray:
    """Rows of the documents of as many pages as there are, drawn with replacement."""
    if pages is None or len(pages) != counts.shape[0]:
        raise ValueError("refits of kind 'pages' need the page of each document; give `pages`, as long as `ids`.")
    page, names = pd.factorize(np.asarray(pages, dtype=object), sort=True)
    filled = np.diff(counts.indptr) > 0
    rows_of = [np.flatnonzero(page == i) for i in range(len(names))]
    for _ in range(_DRAWS):
        rows = np.concatenate([rows_of[i] for i in random.integers(0, len(names), len(names))])
        if filled[rows].sum() >= n_topics:
            return rows
    raise ValueError(
        f"samples of {len(names)} pages have fewer documents with words than the {n_topics} topics; ask for fewer topics."
    )


def _numbered(n: int) -> list[str]:
    """Ids that keep the order of the documents."""
    return [f"{i:09d}" for i in range(n)]
