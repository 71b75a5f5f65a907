"""How often does each report use each term of a list, in its units and its headings?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.measures.terms import TermFinder
from unionreports.text.codebook import Codebook
from unionreports.text.offsets import SEPARATOR

#: Texts searched at a time: bounds memory, changes no result.
_BATCH = 5_000


def count_terms(
    reports: pd.DataFrame, units: pd.DataFrame, headings: pd.DataFrame, codebook: Codebook, terms: Sequence[str]
) -> tuple[sp.csr_matrix, np.ndarray]:
    """Occurrences of the terms, and the length of every report.

    Of listed terms inside one another the longest is found and counts for the shorter ones as well: who writes
    工资集体协商 is not silent on 集体协商. The false friends of the codebook hide what they hide when units are coded.

    Parameters
    ----------
    reports, units, headings
        The tables of these names; units and headings of other reports are left out.
    codebook
        False friends, and what categories terms stand for.
    terms
        Literal strings, each once.

    Returns
    -------
    counts
        Shape (n_reports, n_terms).
    lengths
        Characters of units and headings, shape (n_reports,).
    """
    texts = pd.concat([units[["report_id", "text"]], headings[["report_id", "text"]]], ignore_index=True)
    report = pd.Index(reports["report_id"]).get_indexer(texts["report_id"])
    texts, report = texts["text"][report >= 0].tolist(), report[report >= 0]
    size = np.fromiter(map(len, texts), np.int64, len(texts))
    lengths = np.bincount(report, weights=size, minlength=len(reports))
    owner, _, _, column = find_terms(texts, codebook, terms)
    row, number = report[owner], {term: i for i, term in enumerate(terms)}
    counts = sp.csr_matrix((np.ones(len(row), np.int64), (row, column)), shape=(len(reports), len(terms)))
    return (counts @ _inside_one_another(number)).tocsr(), lengths


def find_terms(
    texts: Sequence[str], codebook: Codebook, terms: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Where the terms stand in texts; of listed terms inside one another only the longest.

    Parameters
    ----------
    texts
        Clean texts.
    codebook, terms
        As for `count_terms`.

    Returns
    -------
    text, start, end, term
        Number of the text, positions in it, and number of the term of each place, shape (n_places,).
    """
    known = np.array([category_of(term, codebook) for term in terms], dtype=np.int64)
    # The finder passes over what has no category; a term the codebook lacks is found under the residual one.
    categories = np.where(known >= 0, known, codebook.residual)
    # The list takes the place of the codebook's terms, so that no longer term outside the list hides one in it.
    finder = TermFinder(replace(codebook, terms=dict(zip(terms, categories.tolist())), heading_terms={}, weak_terms={}))
    size = np.fromiter(map(len, texts), np.int64, len(texts))
    number = {term: i for i, term in enumerate(terms)}
    places = [[np.zeros(0, np.int64)] * 4]
    for low in range(0, len(texts), _BATCH):
        begins = np.cumsum(size[low : low + _BATCH] + len(SEPARATOR)) - size[low : low + _BATCH] - len(SEPARATOR)
        joined = SEPARATOR.join(texts[low : low + _BATCH])
        found = finder.find(joined)
        words = [joined[start:end] for start, end in zip(found.starts.tolist(), found.ends.tolist())]
        column = np.fromiter((number.get(word, -1) for word in words), np.int64, len(words))
        # A false friend that counts as another category is found under that: it is no use of the term.
        own = (column >= 0) & (categories[column] == found.categories if len(terms) else False)
        owner = np.searchsorted(begins, found.starts, side="right") - 1
        places.append(
            [low + owner[own], (found.starts - begins[owner])[own], (found.ends - begins[owner])[own], column[own]]
        )
    return tuple(np.concatenate(part) for part in zip(*places, strict=True))


def category_of(term: str, codebook: Codebook) -> int:
    """Position of the category a term stands for; -1 where the codebook does not have it."""
    lists = (codebook.terms, codebook.heading_terms, codebook.weak_terms)
    return next((found[term] for found in lists if term in found), -1)


def _inside_one_another(number: dict[str, int]) -> sp.csr_matrix:
    """How often each term (row) holds each term (column), itself once; shape (n_terms, n_terms)."""
    places = [
        (i, number[term[start:end]])
        for term, i in number.items()
        for start in range(len(term))
        for end in range(start + 1, len(term) + 1)
        if term[start:end] in number
    ]
    row, column = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return sp.csr_matrix((np.ones(len(row), np.int64), (row, column)), shape=(len(number), len(number)))
