"""Codes of units by a classifier trained on the hand-coded units of other reports."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from unionreports.models.coders import one_row_a_unit
from unionreports.models.coding import Coding, choose_codes, priority_rows, quote_words, with_frames
from unionreports.models.examples import coded_examples, unseen_folds
from unionreports.models.unit_classifier import UnitClassifier
from unionreports.models.unit_words import UnitWords, words_of_units
from unionreports.tables import PRIORITIES
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter

METHOD = "classifier"


class _Same:
    """Lexicons that are the same only if they are the same object; comparing what they hold takes longer than training."""

    def __init__(self, lexicons: Lexicons):
        self.lexicons = lexicons

    def __eq__(self, other) -> bool:
        return self.lexicons is other.lexicons

    def __hash__(self) -> int:
        return id(self.lexicons)


@lru_cache(maxsize=2)
def _trained(of: _Same, segmenter_terms: tuple[str, ...], folder: Path | None) -> UnitClassifier:
    """The classifier of these lexicons, trained once however many batches of units it codes."""
    codebook = of.lexicons.codebook
    coded, _ = one_row_a_unit(of.lexicons.coded_units)
    return UnitClassifier(coded_examples(coded, codebook), codebook, Segmenter(segmenter_terms), folder)


def classifier_coding(
    units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, lexicons: Lexicons, folder: Path | None = None
) -> Coding:
    """The coding `classifier`. Its training examples are the lexicons' own: what else is in the corpus changes nothing.

    Parameters
    ----------
    units, reports, edits
        The tables of these names, of any pages.
    lexicons
        Codebook, dictionary and hand-coded units. Without the latter there are no rows, and the notes say why.
    folder
        Where fitted models are kept for the next time, if anywhere.
    """
    return classifier_codes(units, *words_of_units(units, reports, edits, lexicons), lexicons, folder)


def classifier_codes(
    units: pd.DataFrame, words: UnitWords, segmenter: Segmenter, lexicons: Lexicons, folder: Path | None = None
) -> Coding:
    """Code the units by a classifier trained on `lexicons.coded_units` and nothing else.

    A unit that several coders coded is one example, with the code most of them gave (`models.coders`).
    A unit that was coded by hand, and every unit of its report, is judged by a model that has not seen that
    report (`models.examples.unseen_folds`); all others by the model of all examples.

    Parameters
    ----------
    units
        Table `units`.
    words
        Its words, cut by `segmenter`.
    segmenter
        As `models.unit_words.coding_segmenter` makes it.
    lexicons
        Codebook and coded units.
    folder
        As for `classifier_coding`.

    Returns
    -------
    Coding
        Without rows and probabilities, and with the reason in `notes`, where the coded units do not suffice.
    """
    codebook = lexicons.codebook
    coded, merged = one_row_a_unit(lexicons.coded_units)
    problem = too_few(lexicons)
    if problem:
        return Coding(METHOD, np.zeros((0, len(codebook.ids))), PRIORITIES.empty(), (problem,))
    classifier = _trained(_Same(lexicons), segmenter.terms, folder)
    unseen = unseen_folds(units, coded)
    shares = classifier.probabilities(units["text"].tolist(), words, unseen)
    shares = with_frames(shares, units["role"], codebook.residual)
    codes = choose_codes(shares, codebook.residual)
    weights, model = classifier.word_weights(words.vocabulary, unseen)
    evidence = quote_words(
        words,
        codes,
        lambda unit, category, word: weights[model[unit], category, word],
        lambda category, word: "word that speaks for the category",
        (units["role"] == "frame").to_numpy(),
    )
    rows = priority_rows(METHOD, units["unit_id"], codebook.ids, codes, shares, evidence)
    missing = [name for i, name in enumerate(codebook.ids) if i not in classifier.known()]
    lacking = f"no coded unit is an example of {', '.join(missing)}: it cannot be predicted" if missing else ""
    notes = tuple(filter(None, (lacking, merged)))
    return Coding(METHOD, shares, rows, notes, classifier.knows(unseen))


def too_few(lexicons: Lexicons) -> str:
    """Why no classifier can be trained; empty where one can."""
    coded = lexicons.coded_units
    content = coded[coded["role"] != "frame"]
    if content.empty:
        return "no units were coded by hand with this codebook: put them into coded_units.csv"
    if content["primary"].nunique() < 2:
        return "all coded units are of one category: code units of another"
    return ""
