"""Do the leading terms of a topic stand together in the texts? NPMI and C_v, counted with matrices.

gensim's `CoherenceModel` slides its window token by token in Python, and in its release 4.4.0 a word that leaves a
window counts as gone though it stands there once more. Where no word comes back inside a window, and in texts
shorter than one, its values are these (tests hold them equal).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.matching import LEADING, leading_terms

#: Tokens in a window of C_v (Röder, Both & Hinneburg 2015).
WINDOW = 110
#: Added to the probability of a pair, so that one never seen has a logarithm; the value of the same paper.
EPSILON = 1e-12


@dataclass(frozen=True)
class Texts:
    """Texts as sequences of columns of a vocabulary.

    Attributes
    ----------
    codes
        Column of each token, -1 for a word outside the vocabulary, shape (n_tokens,).
    lengths
        Tokens of each text, shape (n_texts,); no text is empty.
    terms
        The vocabulary.
    """

    codes: np.ndarray
    lengths: np.ndarray
    terms: tuple[str, ...]


def read_texts(tokens: pd.DataFrame, terms) -> Texts:
    """The table `tokens` (unit_id, position, token) as sequences, each unit a text; words outside `terms` keep their places.

    Raises
    ------
    ValueError
        Where a term stands in no text: then the texts were cut into words in another way than the documents.
    """
    ordered = tokens.sort_values(["unit_id", "position"], kind="stable")
    codes = pd.Index(terms).get_indexer(ordered["token"]).astype(np.int32)
    missing = np.setdiff1d(np.arange(len(terms)), codes)
    if len(missing):
        raise ValueError(
            f"{len(missing)} of {len(terms)} terms stand in no text, the first is {terms[missing[0]]!r}; "
            "give the tokens that the documents were counted from."
        )
    return Texts(codes, ordered.groupby("unit_id", sort=False).size().to_numpy(), tuple(terms))


def topic_coherence(topic_term: pd.DataFrame, texts: Texts, n_terms: int = LEADING) -> pd.DataFrame:
    """Coherence of each topic: columns `npmi` and `c_v`, index as `topic_term`.

    Parameters
    ----------
    topic_term
        Topics by terms; its columns are the terms of the texts.
    texts
        What the words stand together in.
    n_terms
        Leading terms looked at. Terms of weight zero lead nothing; a topic with fewer than two terms has no value.

    Notes
    -----
    `npmi`: mean normalised pointwise mutual information of all pairs, which stand together where they stand in one text
    (Bouma 2009; Lau, Newman & Baldwin 2014). `c_v`: mean cosine of each term's row of NPMI values with the sum of the rows,
    in windows of `WINDOW` tokens (Röder, Both & Hinneburg 2015). Both lie between -1 and 1.
    """
    if tuple(topic_term.columns) != texts.terms:
        raise ValueError("topics and texts have different vocabularies; read the texts with the terms of the model.")
    leading, weights = leading_terms(topic_term, n_terms), topic_term.to_numpy()
    columns, places = np.unique(leading, return_inverse=True)
    places = places.reshape(leading.shape)
    by_text, by_window = (_npmi(*_together(texts, columns, window)) for window in (None, WINDOW))
    values = np.full((len(topic_term), 2), np.nan)
    for topic, place in enumerate(places):
        place = place[np.take(weights[topic], leading[topic]) > 0]
        if len(place) > 1:
            pairs = by_text[np.ix_(place, place)][np.triu_indices(len(place), 1)]
            rows = by_window[np.ix_(place, place)]
            values[topic] = pairs.mean(), _mean_cosine(rows)
    return pd.DataFrame(values, index=topic_term.index, columns=["npmi", "c_v"])


def _mean_cosine(rows: np.ndarray) -> float:
    """Mean cosine of the rows with their sum."""
    total = rows.sum(axis=0)
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(total)
    return float(np.mean(np.divide(rows @ total, lengths, out=np.zeros(len(rows)), where=lengths > 0)))


def _npmi(together: np.ndarray, n: int) -> np.ndarray:
    """NPMI of every pair, from the numbers of windows that hold both; 0 for a pair that stands in every window."""
    p = together / n
    alone = np.diag(p)
    pmi = np.log((p + EPSILON) / np.outer(alone, alone))
    # A pair in every window tells nothing of either word, and its norm is zero.
    return np.divide(pmi, -np.log(p + EPSILON), out=np.zeros_like(p), where=p < 1)


def _together(texts: Texts, columns: np.ndarray, window: int | None) -> tuple[np.ndarray, int]:
    """In how many windows each pair of terms stands (the diagonal: each term), and the number of windows.

    Parameters
    ----------
    columns
        Terms that matter, sorted.
    window
        Tokens of a window, which moves by one token; a shorter text is one window. None: each text is one.

    Notes
    -----
    Between one of these terms entering or leaving, all windows hold the same of them: they are counted as one, with
    their number as weight.
    """
    n_windows = np.ones(len(texts.lengths), np.int64) if window is None else np.maximum(texts.lengths - window + 1, 1)
    term_of = np.full(len(texts.terms) + 1, -1)
    term_of[columns] = np.arange(len(columns))
    terms = term_of[texts.codes]
    kept = np.flatnonzero(terms >= 0)
    text = np.repeat(np.arange(len(texts.lengths)), texts.lengths)[kept]
    position = kept - (np.cumsum(texts.lengths) - texts.lengths)[text]
    before = (np.cumsum(n_windows) - n_windows)[text]
    latest = n_windows[text] - 1
    first = before + (np.minimum(np.maximum(position - (window or 0) + 1, 0), latest) if window else 0)
    end = before + (np.minimum(position, latest) if window else 0) + 1
    edges = np.unique(np.concatenate([first, end]))
    begin, stop = np.searchsorted(edges, first), np.searchsorted(edges, end)
    spans = stop - begin
    stretch = np.repeat(begin - (np.cumsum(spans) - spans), spans) + np.arange(spans.sum())
    holds = sp.csr_matrix(
        (np.ones(len(stretch)), (stretch, np.repeat(terms[kept], spans))), shape=(len(edges), len(columns))
    )
    holds.data[:] = 1
    lengths = np.diff(edges, append=edges[-1:])
    together = (holds.T @ sp.diags(lengths.astype(np.float64)) @ holds).toarray()
    return together, int(n_windows.sum())
