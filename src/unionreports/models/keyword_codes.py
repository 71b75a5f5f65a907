"""Codes of units by keyword-assisted topics: one topic for each category of the codebook, seeded by its terms."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.coding import Codes, Coding, choose_codes, priority_rows, quote_words, undecided, with_frames
from unionreports.models.keyword_topics import KeywordTopics, fit_keyword_topics
from unionreports.models.unit_words import UnitWords, read_words
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter
from unionreports.text.vectorise import why_no_term

METHOD = "keywords"

#: A unit whose topics of the codebook, the residual aside, have less than this share together is about none of
#: them: what the free topics hold then counts as residual. A bare mention does not code a unit.
SUBJECT_SHARE = 0.2
#: A word that stands in one unit cannot link it to another; keywords are kept all the same.
_MIN_UNITS = 2


def keyword_codes(
    units: pd.DataFrame, words: UnitWords, segmenter: Segmenter, lexicons: Lexicons, random_state: int
) -> Coding:
    """Code the units by the shares of the topics that the codebook's terms seed.

    A document is the unit with the words of its own heading. Free topics hold what no keyword speaks of: they
    are left out of the shares where the codebook's topics have at least `SUBJECT_SHARE`, and are the residual
    elsewhere. A unit without a known word has no topic and is given to the residual at no better than even odds.

    Parameters
    ----------
    units
        Table `units`.
    words
        Its words, cut by `segmenter`.
    segmenter
        As `models.unit_words.coding_segmenter` makes it.
    lexicons
        Codebook and stop words.
    random_state
        Seed of the model.
    """
    codebook = lexicons.codebook
    counts, terms = _documents(units, words, segmenter, lexicons)
    keywords = {name: [t for t, c in codebook.terms.items() if c == i] for i, name in enumerate(codebook.ids)}
    n, k = len(units), len(codebook.ids)
    if not any(t in terms for t in codebook.terms):
        shares = with_frames(undecided(n, k, codebook.residual), units["role"], codebook.residual)
        codes = choose_codes(shares, codebook.residual)
        rows = priority_rows(METHOD, units["unit_id"], codebook.ids, codes, shares, ["[]"] * len(codes.units))
        return Coding(METHOD, shares, rows, ("no unit has a term of the codebook: every unit is the residual",))
    model = fit_keyword_topics(counts, terms, units["unit_id"].tolist(), keywords, random_state)
    shares = with_frames(
        _category_shares(model, units, codebook.ids, codebook.residual), units["role"], codebook.residual
    )
    codes = choose_codes(shares, codebook.residual)
    rows = priority_rows(
        METHOD, units["unit_id"], codebook.ids, codes, shares, _evidence(model, units, words, codes, lexicons)
    )
    missing = [name for name in codebook.ids if name not in model.names]
    notes = (f"no topic for {', '.join(missing)}: no unit has a term of theirs",) if missing else ()
    return Coding(METHOD, shares, rows, notes)


def _documents(
    units: pd.DataFrame, words: UnitWords, segmenter: Segmenter, lexicons: Lexicons
) -> tuple[sp.csr_matrix, list[str]]:
    """Counts of the terms of each unit and its own heading, and the terms."""
    own, which = np.unique(units["heading_path"].str.split(" > ").str[-1].to_numpy(dtype=object), return_inverse=True)
    headings = read_words(own.tolist(), segmenter)
    known = sorted({*words.vocabulary, *headings.vocabulary})
    columns = {word: i for i, word in enumerate(known)}
    counts = words.counts(columns) + headings.counts(columns)[which]
    frequency = np.bincount(counts.indices, minlength=len(known))
    seeds, stop = lexicons.codebook.terms, lexicons.stop_words
    # A keyword is a term whatever the lists say: the codebook knows what it means.
    kept = [i for i, w in enumerate(known) if w in seeds or (frequency[i] >= _MIN_UNITS and not why_no_term(w, stop))]
    return counts[:, kept].tocsr(), [known[i] for i in kept]


def _category_shares(model: KeywordTopics, units: pd.DataFrame, ids: Sequence[str], residual: int) -> np.ndarray:
    """Shares of the categories in each unit, shape (n_units, n_categories): rows add to 1."""
    shares = undecided(len(units), len(ids), residual)
    rows = units["unit_id"].isin(model.document_topic.index).to_numpy()
    topics = model.document_topic.to_numpy()
    named = np.zeros((len(topics), len(ids)))
    for topic, name in enumerate(model.names):
        if name:
            named[:, ids.index(name)] = topics[:, topic]
    subject = named.sum(axis=1) - named[:, residual]
    named[:, residual] = np.where(subject < SUBJECT_SHARE, 1 - subject, named[:, residual])
    shares[rows] = named / named.sum(axis=1, keepdims=True)
    return shares


def _evidence(
    model: KeywordTopics, units: pd.DataFrame, words: UnitWords, codes: Codes, lexicons: Lexicons
) -> list[str]:
    """The words of each code's topic: how much of a word is the topic's (its responsibility), in that unit."""
    codebook = lexicons.codebook
    column = {term: i for i, term in enumerate(model.topic_term.columns)}
    term = np.array([column.get(w, -1) for w in words.vocabulary], np.int64)
    by_term = np.ascontiguousarray(model.topic_term.to_numpy().T)
    share = np.zeros((len(units), len(model.names)))
    read = units["unit_id"].isin(model.document_topic.index).to_numpy()
    share[read] = model.document_topic.to_numpy()
    topic = np.array([model.names.index(name) if name in model.names else -1 for name in codebook.ids])

    def responsibility(unit: np.ndarray, category: np.ndarray, word: np.ndarray) -> np.ndarray:
        of, at = topic[category], term[word]
        known = np.flatnonzero((of >= 0) & (at >= 0))
        value = np.zeros(len(of))
        each = share[unit[known]] * by_term[at[known]]
        own = each[np.arange(len(known)), of[known]]
        value[known] = own / np.maximum(each.sum(axis=1), 1e-300)
        # A word that is hardly the topic's own says nothing for it.
        return np.where(value >= SUBJECT_SHARE, value, 0)

    def says(category: int, word: int) -> str:
        own = codebook.terms.get(words.vocabulary[word]) == category
        return "keyword of the topic" if own else "word of the topic"

    return quote_words(words, codes, responsibility, says, (units["role"] == "frame").to_numpy())
