"""Stated figures held against a reader's: all figures of three reports, sentences with figures, sentences with none."""

import re

import numpy as np
import pandas as pd
import pytest

from unionreports.config import LEXICONS
from unionreports.measures.indicators.indicators import indicators
from unionreports.measures.indicators.quantities import find_quantities
from unionreports.text.measure_lexicon import read_measures
from unionreports.text.offsets import join_rows
from unionreports.validation.figures_gold import match_figures, score_figures

#: What the figures of whole reports must reach (issue 6), and those of single sentences, which are chosen to be hard.
REPORTS_ASKED = {"precision": 0.95, "recall": 0.90}
SENTENCES_ASKED = 0.8
STATUS_ASKED = 0.95
#: Of excerpts nobody had looked at when they were scored first (precision .897, recall .885): what must not be lost again.
FRESH_ASKED = 0.88

_NUMBERS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿半双①-⑩]")


@pytest.fixture(scope="module")
def gold(project) -> pd.DataFrame:
    return _read(project, "figures.csv")


@pytest.fixture(scope="module")
def sentences(project) -> pd.DataFrame:
    return _read(project, "figure_sentences.csv").rename(columns={"sentence_id": "unit_id"})


@pytest.fixture(scope="module")
def measures():
    return read_measures(LEXICONS)


def _read(project, name: str) -> pd.DataFrame:
    frame = pd.read_csv(project.root / "tests" / "gold" / name, dtype={"value": float, "value_upper": float})
    words = [column for column in frame if column not in ("start", "end", "value", "value_upper")]
    return frame.fillna(dict.fromkeys(words, ""))


def test_every_number_of_the_three_reports_is_judged_and_stands_where_the_gold_says(gold, project, seed_frames):
    other = _read(project, "not_figures.csv").rename(columns={"number": "figure"})
    units = seed_frames["units"]
    units = units[units["report_id"].isin(gold["report_id"])].reset_index(drop=True)
    joined = join_rows(units, seed_frames["reports"], seed_frames["edits"])
    characters: dict[tuple[str, int], str] = {}
    for unit, begin, end in zip(units["unit_id"], joined.begins, joined.ends):
        for position, raw in zip(range(begin, end), joined.raw(np.arange(begin, end)).tolist()):
            characters[unit, raw] = joined.text[position]
    judged = set()
    for row in pd.concat([gold, other]).itertuples():
        span = [(row.unit_id, raw) for raw in range(row.start, row.end)]
        assert "".join(characters.get(place, "") for place in span) == row.figure, (row.unit_id, row.figure)
        judged.update(span)
    assert not [p for p, character in characters.items() if _NUMBERS.match(character) and p not in judged]


def test_figures_of_whole_reports_are_found_as_a_reader_found_them(gold, measures, coded_frames):
    units = coded_frames["units"]
    units = units[units["report_id"].isin(gold["report_id"])]
    found = indicators(units, coded_frames["reports"], coded_frames["edits"], coded_frames["priorities"], measures)
    scores = score_figures(found, gold)
    print(f"\n{scores.round(3).to_string()}\n{_disagreements(found, gold)}")
    for asked, least in REPORTS_ASKED.items():
        assert scores.loc["found", asked] >= least, scores
    assert scores.loc["status", "precision"] >= STATUS_ASKED, scores


def test_figures_of_single_sentences_are_found(sentences, measures, coded_frames):
    reports, edits, priorities = (coded_frames[name] for name in ("reports", "edits", "priorities"))
    found = indicators(_units(sentences), reports, edits.iloc[:0], priorities, measures)
    scores = score_figures(found, sentences)
    print(f"\n{scores.round(3).to_string()}\n{_disagreements(found, sentences)}")
    assert scores.loc["found", ["precision", "recall"]].min() >= SENTENCES_ASKED, scores


def test_figures_of_excerpts_written_apart_are_found(project, measures, coded_frames):
    excerpts = _read(project, "figure_reports.csv").rename(columns={"sentence_id": "unit_id"})
    reports, edits = coded_frames["reports"], coded_frames["edits"].iloc[:0]
    found = indicators(_units(excerpts), reports, edits, coded_frames["priorities"].iloc[:0], measures)
    gold = excerpts[excerpts["figure"] != ""].astype({"start": "int64", "end": "int64"})
    scores = score_figures(found, gold)
    print(f"\n{scores.round(3).to_string()}\n{_disagreements(found, gold)}")
    assert len(gold) == 148 and scores.loc["found", ["precision", "recall"]].min() >= FRESH_ASKED, scores
    assert scores.loc[["value", "unit"], "recall"].min() >= STATUS_ASKED <= scores.loc["status", "precision"], scores


def test_numbers_that_are_no_figures_are_taken_for_none(project):
    near_misses = _read(project, "near_misses.csv")
    taken = {
        text: [text[q.start : q.end] for q in quantities]
        for text in near_misses["text"]
        if (quantities := find_quantities(text))
    }
    assert len(near_misses) == 120 and not taken


def _units(sentences: pd.DataFrame) -> pd.DataFrame:
    """Each sentence as a unit of the first report of the default corpus, at the raw offset 0."""
    units = sentences.drop_duplicates("unit_id")[["unit_id", "role", "text"]].copy()
    return units.assign(
        report_id="s000-1", heading_id="", heading_path="", start=0, end=units["text"].str.len().to_numpy()
    )


def _disagreements(found: pd.DataFrame, gold: pd.DataFrame) -> str:
    """Every missed, false or differing figure, for the reader of a failed run."""
    pairs = match_figures(found, gold)
    pairs = pairs[~pairs["found"] & ~pairs["optional"]]
    lines = []
    for pair in pairs.itertuples():
        sought = "" if pair.gold_row < 0 else _words(gold.iloc[pair.gold_row])
        seen = "" if pair.found_row < 0 else _words(found.iloc[pair.found_row])
        lines.append(f"gold: {sought or 'none'}\n  found: {seen or 'nothing'}")
    return "\n".join(lines)


def _words(row: pd.Series) -> str:
    return f"{row['unit_id']} {row['value']:g}-{row['value_upper']:g} {row['unit']} {row['measure']} {row['status']}"
