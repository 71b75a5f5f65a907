"""Pairs of invented reports with known links, put through the same steps as real ones: how far can links be trusted?"""

from collections.abc import Mapping

import pandas as pd

from unionreports.config import LEXICONS
from unionreports.measures.commitments.commitments import commitments
from unionreports.measures.commitments.targets import targets_and_results
from unionreports.measures.indicators.indicators import indicators
from unionreports.statements import StatementLexicons
from unionreports.tables import TABLES
from unionreports.validation.commitment_pairs import read_gold, read_pairs
from unionreports.validation.commitments_gold import score_commitments, similarity_curve

#: Folder of the software that file names are told from, and where the pairs lie in it.
_ROOT = LEXICONS.parents[1]
_GOLD = _ROOT / "tests" / "gold"
#: Sets in the order in which they were written, with the list of each; the program was not mended for the last.
SETS = {f"commitment_pairs{which}": f"commitments{which}.csv" for which in ("", "_second", "_third", "_fourth")}


def example_sets(lexicons: StatementLexicons) -> dict[str, dict[str, pd.DataFrame]]:
    """Each set of pairs: units, reports, edits, indicators, commitments, and `gold`, the known links.

    Parameters
    ----------
    lexicons
        As `statements.read_statement_lexicons` gives them.
    """
    sets = {}
    for name, known in SETS.items():
        tables = read_pairs(sorted((_GOLD / name).glob("*.txt")))
        given = (tables["units"], tables["reports"], tables["edits"])
        found = indicators(*given, TABLES["priorities"].empty(), lexicons.measures)
        promised = commitments(*given, found, TABLES["priorities"].empty(), lexicons=lexicons.words)
        gold = read_gold(_GOLD / known, tables["units"])
        sets[name] = tables | {"indicators": found, "commitments": promised, "gold": gold}
    return sets


def example_scores(sets: Mapping[str, Mapping[str, pd.DataFrame]]) -> pd.DataFrame:
    """Scores of each set, as `score_commitments` gives them, with the column `pairs` (name of the set)."""
    scored = [score_commitments(t["commitments"], t["gold"]).assign(pairs=name) for name, t in sets.items()]
    return pd.concat(scored).reset_index()


def example_curve(sets: Mapping[str, Mapping[str, pd.DataFrame]], lexicons: StatementLexicons) -> pd.DataFrame:
    """Precision and recall at every threshold over all sets, as `similarity_curve` gives them, with `example_files`."""
    found, gold = [], []
    for name, t in sets.items():
        given = (t["units"], t["reports"], t["edits"], t["indicators"], TABLES["priorities"].empty())
        nearest = commitments(*given, lexicons=lexicons.words, threshold=0)
        for frames, frame in ((found, nearest), (gold, t["gold"])):
            # Pairs of two sets can have one name.
            frames.append(_renamed(frame, f"{name}/"))
    files = "|".join(_file(name, pair) for name, t in sets.items() for pair in dict.fromkeys(t["gold"]["pair"]))
    return similarity_curve(pd.concat(found), pd.concat(gold)).assign(example_files=files)


def example_targets(sets: Mapping[str, Mapping[str, pd.DataFrame]], name: str) -> pd.DataFrame:
    """Targets beside results of one set, as `targets_and_results` gives them, with places in the files of the pairs."""
    tables = sets[name]
    spans = tables["commitments"].set_index("commitment_id")[["start", "end", "later_start", "later_end"]]
    rows = targets_and_results(tables["commitments"], tables["indicators"]).join(spans, on="commitment_id")
    return rows.assign(example_files=[_file(name, report.rsplit("-", 1)[0]) for report in rows["report_id"]])


def _file(name: str, pair: str) -> str:
    return (_GOLD / name / f"{pair}.txt").relative_to(_ROOT).as_posix()


def _renamed(frame: pd.DataFrame, before: str) -> pd.DataFrame:
    """The frame with this before each report's id."""
    ids = {c: before + frame[c] for c in ("report_id", "later_report_id") if c in frame}
    if "later" in frame:
        ids["later"] = [[(before + report, *span) for report, *span in places] for places in frame["later"]]
    return frame.assign(**ids)
