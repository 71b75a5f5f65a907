"""All codings of the units that need a model, from the tables of the corpus and the lexicons."""

import pandas as pd

from unionreports.models.classifier_codes import classifier_codes
from unionreports.models.coding import Coding
from unionreports.models.combined import coding_of_rows, combined_codes
from unionreports.models.keyword_codes import keyword_codes
from unionreports.models.unit_words import coding_segmenter, read_words
from unionreports.text.lexicons import Lexicons
from unionreports.text.offsets import find_runs, pages_of


def code_with_models(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    codebook_rows: pd.DataFrame,
    lexicons: Lexicons,
    random_state: int,
) -> list[Coding]:
    """The codings `keywords`, `classifier` and `combined`, each with its rows of `priorities` and its notes.

    Parameters
    ----------
    units, reports, edits
        The tables of these names.
    codebook_rows
        Rows of `priorities` of these units by the method `codebook`.
    lexicons
        Codebook, dictionary, stop words and hand-coded units. Without the latter `classifier` has no rows, its
        notes say why, and `combined` rests on the others.
    random_state
        Seed of the topic model.
    """
    segmenter, codebook = coding_segmenter(lexicons), lexicons.codebook
    runs = find_runs(units, pages_of(units, reports), edits)
    words = read_words(units["text"].tolist(), segmenter, units["start"].to_numpy(), runs)
    keywords = keyword_codes(units, words, segmenter, lexicons, random_state)
    classifier = classifier_codes(units, words, segmenter, lexicons)
    by_rules = coding_of_rows(units, codebook_rows, codebook)
    return [keywords, classifier, combined_codes(units, [by_rules, keywords, classifier], codebook)]
