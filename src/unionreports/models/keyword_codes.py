"""Codes of units by keyword-assisted topics: one topic for each category of the codebook, seeded by its terms."""

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.models.coding import Codes, Coding, choose_codes, priority_rows, quote_words, undecided, with_frames
from unionreports.models.keyword_topics import KeywordTopics, fit_keyword_topics
from unionreports.models.unit_words import UnitWords, read_words
from unionreports.text.codebook import Codebook
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
    model = None
    if not set(terms).isdisjoint(codebook.terms):
        keywords = {name: [t for t, c in codebook.terms.items() if c == i] for i, name in enumerate(codebook.ids)}
        model = fit_keyword_topics(counts, terms, units["unit_id"].tolist(), keywords, random_state)
    read = np.asarray(counts.sum(axis=1)).ravel() > 0
    shares = with_frames(_category_shares(model, read, codebook), units["role"], codebook.residual)
    codes = choose_codes(shares, codebook.residual)
    silent = ~read | (units["role"] == "frame").to_numpy()
    if model is None:
        notes = ("no unit has a term of the codebook: every unit is the residual",)
        evidence = ["[]"] * len(codes.units)
    else:
        missing = [name for name in codebook.ids if name not in model.names]
        notes = (f"no topic for {', '.join(missing)}: no unit has a term of theirs",) if missing else ()
        evidence = _evidence(model, read, words, codes, codebook, silent)
    return Coding(METHOD, shares, priority_rows(METHOD, units["unit_id"], codebook.ids, codes, shares, evidence), notes)


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


def _category_shares(model: KeywordTopics | None, read: np.ndarray, codebook: Codebook) -> np.ndarray:
    """Shares of the categories in each unit, shape (n_units, n_categories): rows add to 1. `read` are units with terms."""
    residual = codebook.residual
    shares = undecided(len(read), len(codebook.ids), residual)
    if model is None:
        return shares
    topics = model.document_topic.to_numpy()
    named = np.zeros((len(topics), len(codebook.ids)))
    for topic, name in enumerate(model.names):
        if name:
            named[:, codebook.ids.index(name)] = topics[:, topic]
    subject = named.sum(axis=1) - named[:, residual]
    named[:, residual] = np.where(subject < SUBJECT_SHARE, 1 - subject, named[:, residual])
    shares[read] = named / named.sum(axis=1, keepdims=True)
    return shares


def _evidence(
    model: KeywordTopics, read: np.ndarray, words: UnitWords, codes: Codes, codebook: Codebook, silent: np.ndarray
) -> list[str]:
    """The words of each code's topic: how much of a word is the topic's (its responsibility), in that unit.

    The residual is its own topic and the free ones together.
    """
    column = {term: i for i, term in enumerate(model.topic_term.columns)}
    term = np.array([column.get(w, -1) for w in words.vocabulary], np.int64)
    by_term = np.ascontiguousarray(model.topic_term.to_numpy().T)
    share = np.zeros((len(read), len(model.names)))
    share[read] = model.document_topic.to_numpy()
    members = np.array([[name == own for name in model.names] for own in codebook.ids])
    members[codebook.residual] |= np.array([not name for name in model.names])

    def responsibility(unit: np.ndarray, category: np.ndarray, word: np.ndarray) -> np.ndarray:
        known = np.flatnonzero(term[word] >= 0)
        each = share[unit[known]] * by_term[term[word[known]]]
        value = np.zeros(len(word))
        value[known] = (each * members[category[known]]).sum(axis=1) / np.maximum(each.sum(axis=1), 1e-300)
        # A word that is hardly the topic's own says nothing for it.
        return np.where(value >= SUBJECT_SHARE, value, 0)

    def says(category: int, word: int) -> str:
        if codebook.terms.get(words.vocabulary[word]) == category:
            return "keyword of the topic"
        return "word of the topics for the rest" if category == codebook.residual else "word of the topic"

    return quote_words(words, codes, responsibility, says, silent)
