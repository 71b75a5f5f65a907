"""Words that stand together more often than chance: candidates for the dictionary, learned from the corpus.

An option, and off by default: a dictionary is the same for every corpus, learned phrases are not, so counts of two
corpora that each learned their own cannot be compared. Find them, read them, and give those that are terms to
`with_phrases` or, for good, to terms.extra.csv.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from gensim.models.phrases import Phrases
import numpy as np
import pandas as pd

from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import join_texts
from unionreports.text.segment import Segmenter
from unionreports.text.vectorise import why_no_term

#: Between the words of a candidate; no word holds it.
_DELIMITER = " "


def find_phrases(
    units: pd.DataFrame,
    segmenter: Segmenter,
    stop_words: Collection[str] = (),
    min_count: int = 5,
    threshold: float = 0.5,
) -> pd.DataFrame:
    """Pairs of neighbouring words that belong together, by normalised pointwise mutual information (Bouma 2009).

    Pairs are counted within clauses: never over punctuation, white space, a number, a stop word or the end of a unit.
    Longer phrases are found by a second call with a Segmenter that knows the phrases of the first.

    Parameters
    ----------
    units
        Rows with report_id and text.
    segmenter
        Cuts the texts.
    stop_words
        Words no phrase may contain.
    min_count
        Fewest times a pair stands in the corpus.
    threshold
        Smallest score: 0 is chance, 1 is words that never stand apart.

    Returns
    -------
    DataFrame
        phrase (its words joined without blank), words (joined with |), score, count, n_reports; the highest score
        first.
    """
    pairs = _Clauses(units, segmenter, frozenset(stop_words))
    model = Phrases(
        pairs,
        min_count=min_count,
        threshold=threshold,
        scoring="npmi",
        delimiter=_DELIMITER,
        connector_words=frozenset(),
    )
    scores = model.export_phrases()
    found = pd.DataFrame(
        {
            "words": pd.Series([p.replace(_DELIMITER, "|") for p in scores], dtype="str"),
            "score": pd.Series([float(s) for s in scores.values()], dtype="float64"),
            "count": pd.Series([model.vocab[p] for p in scores], dtype="int64"),
        }
    )
    found.insert(0, "phrase", found["words"].str.replace("|", ""))
    found["n_reports"] = found["words"].map(pairs.reports_with(scores)).astype("int64")
    return found.sort_values(["score", "count", "words"], ascending=[False, False, True], ignore_index=True)


def with_phrases(lexicons: Lexicons, phrases: pd.DataFrame) -> Lexicons:
    """Lexicons whose dictionary keeps the phrases whole, for `Segmenter` and `TermVectorizer`."""
    return replace(lexicons, terms=tuple(dict.fromkeys([*lexicons.terms, *phrases["phrase"]])))


class _Clauses:
    """Word lists of clauses, to be gone through more than once without being kept."""

    def __init__(self, units: pd.DataFrame, segmenter: Segmenter, stop_words: frozenset[str]):
        self._joined = join_texts(units["text"].tolist(), np.zeros(len(units), np.int64))
        self._reports = units["report_id"].to_numpy()
        self._segmenter, self._stop_words = segmenter, stop_words

    def __iter__(self) -> Iterator[list[str]]:
        return (words for words, _ in self._with_reports())

    def reports_with(self, phrases: Collection[str]) -> dict[str, int]:
        """Number of reports that hold each phrase."""
        holders: dict[str, set] = {phrase.replace(_DELIMITER, "|"): set() for phrase in phrases}
        for words, report in self._with_reports():
            for pair in zip(words, words[1:]):
                if (phrase := "|".join(pair)) in holders:
                    holders[phrase].add(report)
        return {phrase: len(reports) for phrase, reports in holders.items()}

    def _with_reports(self) -> Iterator[tuple[list[str], str]]:
        for words, starts, owners in self._segmenter.spans(self._joined):
            ends = starts + np.fromiter(map(len, words), np.int64, len(words))
            apart = np.flatnonzero((starts[1:] != ends[:-1]) | (owners[1:] != owners[:-1])) + 1
            for low, high in zip([0, *apart], [*apart, len(words)]):
                report = self._reports[owners[low]] if low < high else None
                clause: list[str] = []
                for word in words[low:high]:
                    # A single character may be half of a term the dictionary lacks; it is no term itself.
                    if why_no_term(word, self._stop_words, min_length=1):
                        yield clause, report
                        clause = []
                    else:
                        clause.append(word)
                yield clause, report
