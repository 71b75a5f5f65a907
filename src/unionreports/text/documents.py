"""Which documents do topic models and clusters see, and which words of them?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import scipy.sparse as sp

from unionreports.model_tables import DOCUMENTS, DOCUMENTS_TABLE, VOCABULARY
from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import Joined, join_texts
from unionreports.text.place_names import in_place_names, names_of_reports
from unionreports.text.pruning import prune
from unionreports.text.segment import Segmenter
from unionreports.text.words import Words, find_words

#: Units of this role have no topic: greetings, titles, calls.
_NO_CONTENT = "frame"


@dataclass(frozen=True)
class DocumentTerms:
    """A document-term matrix and how it came about.

    Attributes
    ----------
    counts
        CSR matrix, shape (n_documents, n_terms), int64. A document can be without a term.
    terms, ids
        Its columns, in the order of code points, and its rows, in the order of the units.
    documents
        Table `documents`: the document of each unit that has content.
    vocabulary
        Table `vocabulary`: every word, why it is no term, and how often it stands in the documents, shared text
        left out where that is asked for.
    settings
        Every choice made, and how many words each left out (n_place_words, n_shared_words); JSON takes it.
    """

    counts: sp.csr_matrix
    terms: tuple[str, ...]
    ids: tuple[str, ...]
    documents: pd.DataFrame
    vocabulary: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def n_with_terms(self) -> int:
        """Documents that have a term."""
        return int((np.diff(self.counts.indptr) > 0).sum())


def document_terms(
    units: pd.DataFrame,
    headings: pd.DataFrame,
    lexicons: Lexicons,
    documents: str = "unit",
    pool_below: int = 0,
    place_names: bool = False,
    numbers: bool = False,
    stop_words: bool = True,
    dictionary: bool = True,
    min_df: int = 2,
    min_reports: int = 2,
    shared: pd.DataFrame | None = None,
    max_df: float = 1.0,
    reports: pd.DataFrame | None = None,
) -> DocumentTerms:
    """The documents of the units that have content (role other than frame), and the counts of their terms.

    Parameters
    ----------
    units, headings
        The tables of these names.
    documents
        unit, section (units under the same lowest heading; units without one are the report's own section), or
        report.
    pool_below
        Units of fewer words than this are one document with the other such units under the same heading; it needs
        documents="unit". Words are those of the text, before any is left out, so that what is a document does
        not hang on which words are looked at.
    place_names
        Whether words in place names count (`text.place_names`). Where they do not, a word that mostly stands in
        such names is out altogether, and another (和平 of 和平区) loses those places only.
    numbers
        Whether figures and numerals count.
    stop_words, dictionary
        Whether stop words are left out; whether the segmentation keeps the terms of the domain dictionary whole.
    min_df, max_df
        Fewest documents, and largest share of the documents, a term may stand in.
    min_reports
        Fewest reports a term may stand in: what one report alone says makes a topic that is that report's own.
        A corpus of fewer reports asks for all of them.
    shared
        Rows of the table `shared_text`: stretches left out. A word goes where half of it or more lies in one.
    reports
        Table `reports`; where given, the names of its places count as place names beside those of the gazetteer.

    Raises
    ------
    ValueError
        `documents` is unknown, `pool_below` is given for documents other than units, or a unit's heading is not in
        `headings`.
    """
    _refuse(units, headings, documents, pool_below)
    content = units[units["role"] != _NO_CONTENT].reset_index(drop=True)
    joined = join_texts(content["text"].tolist(), np.zeros(len(content), np.int64))
    words = find_words(joined, Segmenter(lexicons.terms if dictionary else ()))
    short = np.bincount(words.owners, minlength=len(content)) < pool_below
    document_of = _document_of(content, documents, short)
    by_document, ids = _members(document_of)
    by_report, report_ids = _members(content["report_id"])
    in_shared = np.zeros(len(words.words), bool) if shared is None else _in_spans(joined, words, content, shared)
    in_name, place = np.zeros(len(words.words), bool), np.zeros(len(words.vocabulary), bool)
    if not place_names:
        own_names = () if reports is None else names_of_reports(reports)
        in_name = in_place_names(joined.text, words, lexicons.gazetteer, own_names)
        times, in_names = (np.bincount(words.words[w], minlength=len(place)) for w in (slice(None), in_name))
        place = 2 * in_names > times
    # A place name is no term, and the vocabulary tells how often it stands in the documents all the same.
    in_text = _counts(words, ~in_shared & (~in_name | place[words.words]), len(content))
    frequency, n_reports = (_n_rows(members @ in_text) for members in (by_document, by_report))
    min_reports = min(min_reports, len(report_ids))
    reasons = prune(
        words.vocabulary,
        [
            (place, "place name"),
            # What stands in shared text alone is in no document.
            (frequency < max(min_df, 1), "min_df"),
            (frequency > max_df * len(ids), "max_df"),
            (n_reports < min_reports, "min_reports"),
        ],
        lexicons.stop_words if stop_words else frozenset(),
        numbers,
    )
    kept = np.flatnonzero(reasons == "")
    counts = sp.csr_matrix(by_document @ in_text[:, kept])
    counts.sort_indices()
    return DocumentTerms(
        counts,
        tuple(words.vocabulary[i] for i in kept),
        ids,
        _frame(DOCUMENTS_TABLE, content["unit_id"], document_of),
        _frame(VOCABULARY, words.vocabulary, np.asarray(in_text.sum(axis=0)).ravel(), frequency, n_reports, reasons),
        {
            "documents": documents,
            "pool_below": pool_below,
            "place_names": place_names,
            "numbers": numbers,
            "stop_words": stop_words,
            "dictionary": dictionary,
            "min_df": min_df,
            "max_df": max_df,
            "min_reports": min_reports,
            "shared_text": shared is None,
            "n_units": len(content),
            "n_frame_units": len(units) - len(content),
            "n_words": len(words.words),
            "n_shared_words": int(in_shared.sum()),
            "n_place_words": int((~in_shared & (in_name | place[words.words])).sum()),
            "n_counted": int(counts.sum()),
        },
    )


def _refuse(units: pd.DataFrame, headings: pd.DataFrame, documents: str, pool_below: int) -> None:
    if documents not in DOCUMENTS:
        raise ValueError(f"documents is {documents!r}; give one of {', '.join(DOCUMENTS)}.")
    if pool_below and documents != "unit":
        raise ValueError(f"pool_below pools units, and documents are {documents}s; leave one of the two out.")
    unknown = sorted(set(units["heading_id"]) - {"", *headings["heading_id"]})
    if unknown:
        raise ValueError(f"the table headings has no {', '.join(unknown[:5])}, where units stand; build both together.")


def _document_of(content: pd.DataFrame, documents: str, short: np.ndarray) -> pd.Series:
    """Id of the document of each unit."""
    if documents == "report":
        return content["report_id"]
    section = content["heading_id"].where(content["heading_id"] != "", content["report_id"])
    if documents == "section":
        return section
    return content["unit_id"].where(~short, content["unit_id"].groupby([section, short]).transform("first"))


def _in_spans(joined: Joined, words: Words, content: pd.DataFrame, spans: pd.DataFrame) -> np.ndarray:
    """Which words lie in the spans with half of their characters or more, shape (n_words,)."""
    owner = pd.Index(content["unit_id"]).get_indexer(spans["unit_id"])
    # Spans of units without content have nothing to leave out.
    begins, spans = joined.begins[owner[owner >= 0]], spans[owner >= 0]
    change = np.zeros(len(joined.text) + 1, np.int32)
    np.add.at(change, begins + spans["text_start"].to_numpy(), 1)
    np.add.at(change, begins + spans["text_end"].to_numpy(), -1)
    inside = np.concatenate([[0], np.cumsum(np.cumsum(change[:-1]) > 0)])
    return 2 * (inside[words.ends] - inside[words.starts]) >= words.ends - words.starts


def _counts(words: Words, kept, n_texts: int) -> sp.csr_matrix:
    """How often each text has each word, of those kept."""
    owners, columns = words.owners[kept], words.words[kept]
    counts = sp.csr_matrix((np.ones(len(columns), np.int64), (owners, columns)), shape=(n_texts, len(words.vocabulary)))
    counts.sum_duplicates()
    return counts


def _members(of: pd.Series) -> tuple[sp.csr_matrix, tuple[str, ...]]:
    """Which units belong to each group, shape (n_groups, n_units), and the groups, in the order of the units."""
    codes, groups = pd.factorize(of)
    cells = np.ones(len(of), np.int64), (codes, np.arange(len(of)))
    return sp.csr_matrix(cells, shape=(len(groups), len(of))), tuple(groups)


def _n_rows(counts: sp.csr_matrix) -> np.ndarray:
    """In how many rows each column has something; `counts` holds no zero."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _frame(table, *columns) -> pd.DataFrame:
    """A frame of a declared table."""
    declared = table.columns.items()
    return pd.DataFrame({name: pd.Series(list(v), dtype=c.dtype) for (name, c), v in zip(declared, columns)})
