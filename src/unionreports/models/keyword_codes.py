"""Codes of units by keyword-assisted topics: one topic for each category of the codebook, seeded by its terms."""

import numpy as np
import pandas as pd

from unionreports.models.coding import Codes, Coding, choose_codes, priority_rows, quote_words, undecided, with_frames
from unionreports.models.keyword_documents import find_terms, keyword_documents
from unionreports.models.keyword_topics import KeywordTopics, fit_keyword_topics
from unionreports.models.unit_words import UnitWords
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter

METHOD = "keywords"

#: A unit whose topics of the codebook, the residual aside, have less than this share together is about none of
#: them: what the free topics hold then counts as residual. A bare mention does not code a unit.
SUBJECT_SHARE = 0.2


def keyword_codes(
    units: pd.DataFrame, words: UnitWords, segmenter: Segmenter, lexicons: Lexicons, random_state: int
) -> Coding:
    """Code the units by the shares of the topics that the codebook's terms seed.

    A document is the unit with the words of its own heading. Free topics hold what no keyword speaks of: they
    are left out of the shares where the codebook's topics have at least `SUBJECT_SHARE`, and are the residual
    elsewhere. A unit without a known word has no topic and is given to the residual at no better than even odds.
    A category none of whose terms is found has no topic and is unknown to this method (`Coding.knows`).

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
    counts, terms = keyword_documents(units, words, segmenter, lexicons)
    read = np.asarray(counts.sum(axis=1)).ravel() > 0
    model, topic_shares = None, None
    if not set(terms).isdisjoint(codebook.terms):
        keywords = {name: [t for t, c in codebook.terms.items() if c == i] for i, name in enumerate(codebook.ids)}
        model = fit_keyword_topics(counts, terms, units["unit_id"].tolist(), keywords, random_state)
        # The model has its documents by id, whatever their order here.
        topic_shares = model.document_topic.loc[units["unit_id"][read].tolist()].to_numpy()
    by_category = _category_shares(model, topic_shares, read, codebook)
    shares = with_frames(by_category, units["role"], codebook.residual)
    codes = choose_codes(shares, codebook.residual)
    silent = ~read | (units["role"] == "frame").to_numpy()
    topics = np.zeros(len(codebook.ids), bool)
    evidence = ["[]"] * len(codes.units)
    if model is not None:
        # The free topics speak for the residual.
        topics = np.array([name in model.names for name in codebook.ids])
        topics[codebook.residual] = True
        evidence = _evidence(model, topic_shares, read, words, codes, codebook, silent)
    rows = priority_rows(METHOD, units["unit_id"], codebook.ids, codes, shares, evidence)
    return Coding(METHOD, shares, rows, _why_no_topic(topics, codebook), read[:, None] & topics)


def _why_no_topic(topics: np.ndarray, codebook: Codebook) -> tuple[str, ...]:
    """Notes on the categories without a topic, by reason."""
    if not topics.any():
        return ("no word of a unit or its heading holds a seed term of the codebook: every unit is the residual",)
    with_terms = np.isin(np.arange(len(topics)), list(codebook.terms.values()))
    reasons = {
        "no word of a unit or its heading holds a seed term of theirs, longer terms and false friends aside": with_terms,
        "the codebook has no seed terms for them": ~with_terms,
    }
    missing = {why: [name for name, one in zip(codebook.ids, of & ~topics) if one] for why, of in reasons.items()}
    return tuple(f"no topic for {', '.join(names)}: {why}" for why, names in missing.items() if names)


def _category_shares(
    model: KeywordTopics | None, topics: np.ndarray | None, read: np.ndarray, codebook: Codebook
) -> np.ndarray:
    """Shares of the categories in each unit, shape (n_units, n_categories): rows add to 1.

    `read` are the units with terms, `topics` the shares of the topics in them, shape (n_read, n_topics).
    """
    residual = codebook.residual
    shares = undecided(len(read), len(codebook.ids), residual)
    if model is None:
        return shares
    named = np.zeros((len(topics), len(codebook.ids)))
    for topic, name in enumerate(model.names):
        if name:
            named[:, codebook.ids.index(name)] = topics[:, topic]
    subject = named.sum(axis=1) - named[:, residual]
    named[:, residual] = np.where(subject < SUBJECT_SHARE, 1 - subject, named[:, residual])
    shares[read] = named / named.sum(axis=1, keepdims=True)
    return shares


def _evidence(
    model: KeywordTopics,
    topics: np.ndarray,
    read: np.ndarray,
    words: UnitWords,
    codes: Codes,
    codebook: Codebook,
    silent: np.ndarray,
) -> list[str]:
    """The words of each code's topic: how much of a word is the topic's (its responsibility), in that unit.

    The residual is its own topic and the free ones together.
    """
    column = {term: i for i, term in enumerate(model.topic_term.columns)}
    terms = list(codebook.terms)
    held = find_terms(words.vocabulary, terms, codebook)
    # A word too rare for the model speaks by the term it holds.
    term = np.array(
        [
            column.get(w, column.get(terms[held.indices[low]], -1) if low < high else -1)
            for w, low, high in zip(words.vocabulary, held.indptr.tolist(), held.indptr[1:].tolist())
        ],
        np.int64,
    )
    categories = np.array(list(codebook.terms.values()), np.int64)
    keyword_of = [set(categories[part].tolist()) for part in np.split(held.indices, held.indptr[1:-1])]
    by_term = np.ascontiguousarray(model.topic_term.to_numpy().T)
    share = np.zeros((len(read), len(model.names)))
    share[read] = topics
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
        if category in keyword_of[word]:
            return "keyword of the topic"
        return "word of the topics for the rest" if category == codebook.residual else "word of the topic"

    return quote_words(words, codes, responsibility, says, silent)
