"""How many topics? Six measures over a grid of numbers, what each prefers, and how little that may mean.

No measure decides. Coherence follows human judgement only loosely (Hoyle et al. 2021), exclusivity and held-out likelihood
move with the number of topics by their making, stability favours few topics; so all stand side by side with their spread.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.special import ndtri, stdtrit

from unionreports.model_tables import TOPIC_CHOICE
from unionreports.models.coherence import Texts, topic_coherence
from unionreports.models.held_out import held_out_words
from unionreports.models.matching import leading_terms, match_topics
from unionreports.models.stability import FITS, stability_run

#: Refits behind the spread of a measure.
REFITS = 5
#: Fewer pages than this say nothing of how pages differ.
MIN_PAGES = 3
#: A topic with fewer documents than this to itself is an anecdote.
DOCUMENTS_PER_TOPIC = 5
#: Numbers of topics tried, and the largest; who needs more gives a grid of their own (an LDA of 50 topics is fitted eleven times).
GRID = 8
MOST_TOPICS = 50
#: A topic is one report's own where this report holds more than half of it.
OWN = 0.5


def default_grid(n_documents: int, n_terms: int) -> list[int]:
    """Numbers of topics to try: 1 for none, then evenly spread on a logarithmic scale from 4 (or 2) to what documents can carry.

    Empty where there are not documents or terms enough for two topics.
    """
    most = min(n_documents // DOCUMENTS_PER_TOPIC, n_terms // DOCUMENTS_PER_TOPIC, MOST_TOPICS)
    if most < 2:
        return [1, 2] if min(n_documents, n_terms) >= 2 else []
    spread = np.geomspace(4 if most >= 8 else 2, most, GRID)
    return sorted({1, *(int(k) for k in np.round(spread))})


def choice_task(
    model: str,
    counts: sp.csr_matrix,
    terms: Sequence[str],
    ids: Sequence[str],
    n_topics: int,
    random_state: int,
    reports: Sequence[str],
    pages: Sequence[str],
    texts: Texts,
) -> pd.DataFrame:
    """Rows of the table `topic_choice` for one model and number of topics; a task that any process can do.

    Parameters
    ----------
    model
        A key of `stability.FITS`.
    counts, terms, ids, n_topics, random_state
        As for the fit. One topic stands for none: it has only `held_out`, which the others are to exceed.
    reports, pages
        Report and page of each document.
    texts
        As `coherence.read_texts` gives them for `terms`.

    Notes
    -----
    Each measure of the model as it is fitted for the study; `low` and `high` are

    - `npmi`, `c_v`, `exclusivity`: 95 % interval of the mean over topics (Student's t). `exclusivity` is the share of a
      term's weight in all topics that the topic has, mean over its ten leading terms (the exclusive part of FREX,
      Bischof & Airoldi 2012, which stm averages as ranks);
    - `held_out`: 95 % interval over pages of what the topics gain, which leaves out that some pages are harder than others
      for any model;
    - `stability`: mean cosine of the topics with those of a refit on drawn pages (Greene, O'Callaghan & Cunningham 2014; from
      random starts where there are fewer than three pages), mean, lowest and highest of five refits;
    - `own_report`: 95 % interval of a share of the topics (Wilson 1927).
    """
    given = (model, counts, terms, ids, n_topics)
    foreseen = _of_pages(held_out_words(*given, random_state, pages))
    if n_topics == 1:
        return _table(model, n_topics, {"held_out": foreseen})
    fitted = FITS[model](counts, terms, ids, n_topics, random_state)
    topics = fitted.topic_term
    coherence = topic_coherence(topics, texts)
    own = own_report(fitted.document_topic, pd.Series(list(reports), index=list(ids)))
    kind = "pages" if len(set(pages)) >= MIN_PAGES else "seeds"
    runs = [stability_run(*given, random_state + 1 + i, kind, pages)["topic_term"] for i in range(REFITS)]
    likeness = [float(match_topics(topics, pd.DataFrame(run, columns=topics.columns))[1].mean()) for run in runs]
    measures = {
        "npmi": _mean_of_topics(coherence["npmi"].to_numpy()),
        "c_v": _mean_of_topics(coherence["c_v"].to_numpy()),
        "exclusivity": _mean_of_topics(exclusivity(topics)),
        "held_out": foreseen,
        "stability": (float(np.mean(likeness)), min(likeness), max(likeness), REFITS),
        "own_report": _share_of_topics(own.to_numpy()),
    }
    return _table(model, n_topics, measures)


def own_report(document_topic: pd.DataFrame, reports: pd.Series) -> pd.Series:
    """Whether one report holds more than half of a topic's total share, for each topic; `reports` by document_id."""
    held = document_topic.groupby(reports.loc[document_topic.index].to_numpy()).sum()
    return held.max() > OWN * held.sum()


def exclusivity(topic_term: pd.DataFrame) -> np.ndarray:
    """Mean share that each topic has of its leading terms' weight in all topics, shape (n_topics,); 1 where no other has any."""
    weights, leading = topic_term.to_numpy(np.float64), leading_terms(topic_term)
    own = np.take_along_axis(weights, leading, axis=1)
    everywhere = weights.sum(axis=0)[leading]
    # Terms without weight lead nothing.
    shares = np.divide(own, everywhere, out=np.zeros_like(own), where=own > 0)
    return shares.sum(axis=1) / np.maximum((own > 0).sum(axis=1), 1)


def _table(model: str, n_topics: int, measures: Mapping[str, tuple[float, float, float, int]]) -> pd.DataFrame:
    """Rows of the table; value, low, high and n of each measure."""
    rows = [(model, n_topics, measure, *values) for measure, values in measures.items()]
    names = TOPIC_CHOICE.columns
    return pd.DataFrame(rows, columns=list(names)).astype({name: column.dtype for name, column in names.items()})


def _mean_of_topics(values: np.ndarray) -> tuple[float, float, float, int]:
    """Mean with its interval, and the number of topics that have a value."""
    values = values[~np.isnan(values)]
    n = len(values)
    mean = float(values.mean()) if n else np.nan
    half = float(stdtrit(n - 1, 0.975) * values.std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan
    # None of these measures exceeds 1.
    return mean, mean - half, min(mean + half, 1.0), n


def _share_of_topics(holds: np.ndarray) -> tuple[float, float, float, int]:
    """Share of the topics with its interval, and their number."""
    n, share = len(holds), float(holds.mean())
    z = float(ndtri(0.975))
    centre, half = share + z**2 / (2 * n), z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # Rounding must not leave a share of 0 or 1 outside its own interval.
    low, high = (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)
    return share, float(min(max(low, 0.0), share)), float(max(min(high, 1.0), share)), n


def _of_pages(words: pd.DataFrame) -> tuple[float, float, float, int]:
    """Log-likelihood of a word with its interval over pages, and the number of pages."""
    n, total = len(words), words["n_words"].sum()
    if not n:
        return np.nan, np.nan, np.nan, 0
    value = float(words["model"].sum() / total)
    if n < MIN_PAGES:
        return value, np.nan, np.nan, n
    gain = words["model"] - words["general"]
    residual = gain - words["n_words"] * gain.sum() / total
    half = float(stdtrit(n - 1, 0.975) * np.sqrt(n / (n - 1) * (residual**2).sum()) / total)
    return value, value - half, value + half, n
