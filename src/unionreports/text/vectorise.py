"""Document-term matrices of Chinese texts: one scikit-learn vectoriser, and its bridge to gensim."""

from collections.abc import Iterable, Sequence
from numbers import Integral

from gensim.corpora import Dictionary
from gensim.matutils import Sparse2Corpus
import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from unionreports.text.offsets import join_texts
from unionreports.text.segment import Segmenter
from unionreports.text.words import find_words


class NoTermLeft(ValueError):
    """Every term of the documents was pruned."""


class TermVectorizer(TransformerMixin, BaseEstimator):
    """Counts the words of Chinese texts; an estimator by scikit-learn's rules.

    Parameters
    ----------
    terms
        Domain dictionary: words the segmentation keeps whole.
    stop_words
        Words left out.
    min_df, max_df
        Fewest and most documents a term may stand in: a whole number counts documents, a fraction is a
        share of the documents that were fitted.
    min_length
        Fewest characters of a term. Single Chinese characters are mostly remains of segmentation.
    numbers
        Whether figures (terms that hold a digit but no letter or Chinese character) count as terms.

    Attributes
    ----------
    vocabulary_
        Term -> column, in the order of code points.
    pruned_
        Frame of the terms that were left out: term, document_frequency, reason (`number`, `short`,
        `stop word`, `min_df`, `max_df`), so that nothing is lost in silence.
    n_documents_
        Number of documents fitted.
    """

    def __init__(
        self,
        terms: Sequence[str] = (),
        stop_words: Iterable[str] = (),
        min_df=1,
        max_df=1.0,
        min_length=2,
        numbers=False,
    ):
        self.terms = terms
        self.stop_words = stop_words
        self.min_df = min_df
        self.max_df = max_df
        self.min_length = min_length
        self.numbers = numbers

    def fit(self, raw_documents: Iterable[str], y=None) -> "TermVectorizer":
        """Learn the vocabulary. Raises NoTermLeft where every term is pruned."""
        self.fit_transform(raw_documents)
        return self

    def fit_transform(self, raw_documents: Iterable[str], y=None) -> sp.csr_matrix:
        """Learn the vocabulary and count it: CSR matrix of shape (n_documents, n_terms), int64."""
        documents = _documents(raw_documents)
        words, counts = self._count(documents)
        frequency = np.bincount(counts.indices, minlength=len(words))
        reasons = self._reasons(words, frequency, len(documents))
        kept = np.flatnonzero(reasons == "")
        if not len(kept):
            raise NoTermLeft(
                f"no term is left of {len(words)} in {len(documents)} documents; lower min_df, raise max_df or shorten the stop list."
            )
        self.n_documents_ = len(documents)
        self.vocabulary_ = {words[i]: column for column, i in enumerate(kept)}
        out = np.flatnonzero(reasons != "")
        self.pruned_ = pd.DataFrame(
            {
                "term": pd.Series([words[i] for i in out], dtype="str"),
                "document_frequency": frequency[out],
                "reason": pd.Series(reasons[out].tolist(), dtype="str"),
            }
        )
        return counts[:, kept]

    def transform(self, raw_documents: Iterable[str]) -> sp.csr_matrix:
        """Count the known terms: CSR matrix of shape (n_documents, n_terms), int64. Other terms are left out."""
        check_is_fitted(self, "vocabulary_")
        documents = _documents(raw_documents)
        words, counts = self._count(documents)
        columns = np.array([self.vocabulary_.get(w, -1) for w in words], dtype=np.int64)
        known = np.flatnonzero(columns >= 0)
        place = sp.csr_matrix(
            (np.ones(len(known), np.int64), (known, columns[known])), shape=(len(words), len(self.vocabulary_))
        )
        matrix = counts @ place
        matrix.sort_indices()
        return matrix

    def get_feature_names_out(self, input_features=None) -> np.ndarray:
        """Terms in the order of the columns, shape (n_terms,)."""
        check_is_fitted(self, "vocabulary_")
        return np.array(list(self.vocabulary_), dtype=object)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _count(self, documents: list[str]) -> tuple[list[str], sp.csr_matrix]:
        """All words in the order of code points, and their counts."""
        words = find_words(join_texts(documents, np.zeros(len(documents), np.int64)), Segmenter(self.terms))
        counts = sp.csr_matrix(
            (np.ones(len(words.words), np.int64), (words.owners, words.words)),
            shape=(len(documents), len(words.vocabulary)),
        )
        counts.sum_duplicates()
        return list(words.vocabulary), counts

    def _reasons(self, words: list[str], frequency: np.ndarray, n_documents: int) -> np.ndarray:
        """Why each word is left out; empty for those that stay."""
        low, high = (
            _documents_of(value, n_documents, name)
            for value, name in ((self.min_df, "min_df"), (self.max_df, "max_df"))
        )
        if low > high:
            raise ValueError(
                f"min_df asks for {low} documents and max_df allows {high}; of {n_documents} documents none can satisfy both."
            )
        stop = frozenset(self.stop_words)
        reasons = np.full(len(words), "", dtype=object)
        reasons[frequency > high] = "max_df"
        reasons[frequency < low] = "min_df"
        for i, word in enumerate(words):
            reasons[i] = why_no_term(word, stop, self.min_length, self.numbers) or reasons[i]
        return reasons


def why_no_term(word: str, stop_words: frozenset[str], min_length: int = 2, numbers: bool = False) -> str:
    """Why a word is no term (`stop word`, `short`, `number`); empty where it is one. Parameters as in TermVectorizer."""
    if word in stop_words:
        return "stop word"
    if len(word) < min_length:
        return "short"
    return "" if numbers or any(c.isalpha() for c in word) else "number"


def gensim_dictionary(matrix: sp.csr_matrix, terms: Sequence[str]) -> Dictionary:
    """A gensim dictionary whose ids are the columns of the matrix."""
    dictionary = Dictionary()
    dictionary.token2id = {term: column for column, term in enumerate(terms)}
    dictionary.id2token = {column: term for column, term in enumerate(terms)}
    dictionary.num_docs = int(matrix.shape[0])
    dictionary.num_pos = int(matrix.sum())
    dictionary.num_nnz = int(matrix.nnz)
    dictionary.dfs = dict(enumerate(np.bincount(matrix.indices, minlength=matrix.shape[1]).tolist()))
    dictionary.cfs = dict(enumerate(np.asarray(matrix.sum(axis=0)).ravel().tolist()))
    return dictionary


def gensim_corpus(matrix: sp.csr_matrix) -> Sparse2Corpus:
    """The matrix as a gensim corpus: one bag of (column, count) per row."""
    return Sparse2Corpus(matrix, documents_columns=False)


def _documents(raw_documents: Iterable[str]) -> list[str]:
    if isinstance(raw_documents, str):
        raise ValueError("one string was given where many are expected; put it in a list.")
    documents = list(raw_documents)
    if not documents:
        raise ValueError("no documents were given; the vocabulary of nothing is undefined.")
    for i, document in enumerate(documents):
        if not isinstance(document, str):
            raise ValueError(f"document {i} is {type(document).__name__}, not a string; give clean texts.")
    return documents


def _documents_of(value, n_documents: int, name: str) -> float:
    """A limit in documents: whole numbers as they are, fractions of the documents."""
    if isinstance(value, Integral) and not isinstance(value, bool) and value >= 0:
        return float(value)
    if isinstance(value, float) and 0 <= value <= 1:
        return value * n_documents
    raise ValueError(f"{name} is {value!r}; give a whole number of documents or a share between 0.0 and 1.0.")
