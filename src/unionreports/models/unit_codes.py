"""The codings of units that need a model, from the tables of the corpus and the lexicons."""

import pandas as pd

from unionreports.models.classifier_codes import classifier_codes
from unionreports.models.coding import Coding
from unionreports.models.combined import coding_of_rows, combined_codes
from unionreports.models.keyword_codes import keyword_codes
from unionreports.models.unit_words import UnitWords, coding_segmenter, read_words
from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import find_runs, pages_of
from unionreports.text.segment import Segmenter


def classifier_coding(units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, lexicons: Lexicons) -> Coding:
    """The coding `classifier`. Its training examples are the lexicons' own: what else is in the corpus changes nothing.

    Parameters
    ----------
    units, reports, edits
        The tables of these names, of any pages.
    lexicons
        Codebook, dictionary and hand-coded units. Without the latter there are no rows, and the notes say why.
    """
    return classifier_codes(units, *_read(units, reports, edits, lexicons), lexicons)


def corpus_codings(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    codebook_rows: pd.DataFrame,
    lexicons: Lexicons,
    random_state: int,
) -> list[Coding]:
    """The codings `keywords`, whose topics are fitted to the whole corpus, and `combined`, which rests on it.

    Parameters
    ----------
    units, reports, edits, lexicons
        As for `classifier_coding`; all of the corpus. Where nothing was coded by hand `combined` rests on the others.
    codebook_rows
        Rows of `priorities` of these units by the method `codebook`.
    random_state
        Seed of the topic model.
    """
    words, segmenter = _read(units, reports, edits, lexicons)
    keywords = keyword_codes(units, words, segmenter, lexicons, random_state)
    # Made again, since a pool needs the probabilities of all categories and rows have those of the chosen ones.
    classifier = classifier_codes(units, words, segmenter, lexicons)
    by_rules = coding_of_rows(units, codebook_rows, lexicons.codebook)
    return [keywords, combined_codes(units, [by_rules, keywords, classifier], lexicons.codebook)]


def _read(
    units: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, lexicons: Lexicons
) -> tuple[UnitWords, Segmenter]:
    """The words of the units, and what cut them."""
    segmenter = coding_segmenter(lexicons)
    runs = find_runs(units, pages_of(units, reports), edits)
    return read_words(units["text"].tolist(), segmenter, units["start"].to_numpy(), runs), segmenter
