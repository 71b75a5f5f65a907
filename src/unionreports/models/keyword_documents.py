"""Which words and which terms of the codebook does each unit hold, for topics that the terms seed?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.measures.terms import TERM, TermFinder
from unionreports.models.unit_words import UnitWords, read_words
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter, can_be_word
from unionreports.text.vectorise import why_no_term

#: A word that stands in one unit cannot link it to another; terms of the codebook are kept all the same.
_MIN_UNITS = 2
#: Texts searched for terms at a time: bounds memory, changes no result.
_BATCH = 5_000


def keyword_documents(
    units: pd.DataFrame, words: UnitWords, segmenter: Segmenter, lexicons: Lexicons
) -> tuple[sp.csr_matrix, list[str]]:
    """Counts of the words of each unit and its own heading, and what is counted, in the order of code points.

    A term of the codebook is counted in each word that holds it, longest term first and false friends excluded:
    慰问 (to visit with gifts) stands in the dictionary's 走访慰问 and 慰问金, too, which count as words beside it.
    Words are searched and not texts, since they are few; the segmentation keeps terms whole, and one that can be no
    word (送温暖、送清凉) is looked for in the texts.
    """
    own, which = np.unique(units["heading_path"].str.split(" > ").str[-1].to_numpy(dtype=object), return_inverse=True)
    headings = read_words(own.tolist(), segmenter)
    codebook = lexicons.codebook
    terms = sorted(codebook.terms)
    known = sorted({*words.vocabulary, *headings.vocabulary})
    columns = {word: i for i, word in enumerate(known)}
    counts = words.counts(columns) + headings.counts(columns)[which]
    found = counts @ find_terms(known, terms, codebook)
    no_words = {term: category for term, category in codebook.terms.items() if not can_be_word(term)}
    if no_words:
        others = replace(codebook, terms=no_words)
        found += find_terms(units["text"].tolist(), terms, others) + find_terms(own.tolist(), terms, others)[which]
    frequency = np.bincount(counts.indices, minlength=len(known))
    kept = [
        i
        for i, w in enumerate(known)
        if frequency[i] >= _MIN_UNITS and w not in codebook.terms and not why_no_term(w, lexicons.stop_words)
    ]
    used = np.unique(found.indices)
    names = [known[i] for i in kept] + [terms[i] for i in used]
    order = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
    return sp.hstack([counts[:, kept], found[:, used]]).tocsr()[:, order], [names[i] for i in order]


def find_terms(texts: Sequence[str], terms: Sequence[str], codebook: Codebook) -> sp.csr_matrix:
    """How often each text names each term: longest first, false friends excluded, shape (n_texts, n_terms), float64."""
    finder, column = TermFinder(codebook), {term: i for i, term in enumerate(terms)}
    rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for low in range(0, len(texts), _BATCH):
        batch = texts[low : low + _BATCH]
        # No term crosses the line end between two texts.
        joined = "\n".join(batch)
        begins = np.cumsum([0, *(len(text) + 1 for text in batch)])
        found = finder.find(joined)
        named = [joined[a:b] for a, b in zip(found.starts.tolist(), found.ends.tolist())]
        # A false friend that counts as another category has no column: it says nothing where it stands alone.
        kept = np.array(
            [
                strength == TERM and codebook.terms.get(term) == category
                for term, category, strength in zip(named, found.categories.tolist(), found.strengths.tolist())
            ],
            bool,
        )
        rows.append(low + np.searchsorted(begins, found.starts[kept], side="right") - 1)
        columns.append(np.array([column[term] for term, keep in zip(named, kept) if keep], np.int64))
    places = np.concatenate(rows), np.concatenate(columns)
    return sp.csr_matrix((np.ones(len(places[0])), places), shape=(len(texts), len(terms)))
