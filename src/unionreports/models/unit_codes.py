"""The codings of units that are fitted to, or rest on, the whole corpus."""

import pandas as pd

from unionreports.models.classifier_codes import classifier_codes
from unionreports.models.coding import Coding
from unionreports.models.combined import coding_of_rows, combined_codes
from unionreports.models.keyword_codes import keyword_codes
from unionreports.models.unit_words import words_of_units
from unionreports.text.lexicons import Lexicons


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
        As for `classifier_codes.classifier_coding`; all of the corpus. Where nothing was coded by hand `combined` rests on the others.
    codebook_rows
        Rows of `priorities` of these units by the method `codebook`.
    random_state
        Seed of the topic model.
    """
    words, segmenter = words_of_units(units, reports, edits, lexicons)
    keywords = keyword_codes(units, words, segmenter, lexicons, random_state)
    # Made again, since a pool needs the probabilities of all categories and rows have those of the chosen ones.
    classifier = classifier_codes(units, words, segmenter, lexicons)
    by_rules = coding_of_rows(units, codebook_rows, lexicons.codebook)
    return [keywords, combined_codes(units, [by_rules, keywords, classifier], lexicons.codebook)]
