"""What became of what a report promised, as far as the next report of the same body tells?"""

import re

import numpy as np
import pandas as pd

from unionreports.measures.commitments.deadlines import find_deadline
from unionreports.measures.commitments.later_reports import Later, later_reports
from unionreports.measures.commitments.likeness import likeness
from unionreports.measures.commitments.linking import THRESHOLD, least_likeness, link
from unionreports.measures.commitments.outcomes import judge
from unionreports.measures.commitments.results import comparable
from unionreports.measures.commitments.statements import Statements, statements
from unionreports.tables import TABLES
from unionreports.text.lexicons import Lexicons

#: Reason of a promise that nothing can answer.
VAGUE = "it names no object that could be looked for"
#: Share of the likeness of an answer from which what stands beside it can tell another of several things promised.
BESIDE = 0.5
#: What may stand before a deadline that opens a sentence.
_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]|同时|，|在|到|至|于){0,3}"
)
#: A year that a statement is of, not one that a thing is put off to.
_YEAR = re.compile(r"(?<!\d)(?<![迟期延改][到至])((?:19|20)\d\d)年(?!以来|来|底前)")


def commitments(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    indicators: pd.DataFrame,
    priorities: pd.DataFrame,
    *,
    lexicons: Lexicons,
    threshold: float = THRESHOLD,
) -> pd.DataFrame:
    """Table `commitments`: what plans promise, and what the later report of the same body says of it.

    Parameters
    ----------
    units, reports, edits, indicators, priorities
        The tables of these names; `indicators` may be empty, then no figures are compared.
    lexicons
        Terms that segmentation keeps whole, and stop words, which are the genre's and tell of no single thing.
    threshold
        Likeness from which a statement answers a promise where few statements could (`linking.least_likeness`); where it is 0 every
        promise has the statement it is most like.
    """
    said = statements(units, reports, edits, indicators, priorities, lexicons)
    later = later_reports(reports)
    years = dict(zip(reports["report_id"], map(_years, reports["year"], reports["period_start"])))
    rows = [row for report in _planning(said) for row in _of_report(said, report, later[report], years, threshold)]
    table = TABLES["commitments"]
    if not rows:
        return table.empty()
    return pd.DataFrame(rows)[list(table.columns)].astype({name: c.dtype for name, c in table.columns.items()})


def _planning(said: Statements) -> list[str]:
    """Reports with a plan, in the order of the units."""
    return list(dict.fromkeys(said.pieces.loc[said.pieces["role"] == "plan", "report_id"]))


def _of_report(
    said: Statements, report: str, later: Later, years: dict[str, tuple[int, int] | None], threshold: float
) -> list[dict]:
    """Rows of one report's promises."""
    promises = said.of(report, "plan")
    promises = promises[said.pieces["acts"].to_numpy()[promises]]
    rows = _promised(said, promises, later)
    if not later.report_id:
        return [row | {"outcome": "no_later_report", "reason": later.reason} for row in rows]
    headings = said.pieces["heads"].to_numpy()
    told = said.of(later.report_id, "review", "problem")
    told = told[~headings[told]]
    told = told[_of_its_time(said, told, years[later.report_id])]
    alike = likeness(said.found, promises, told, said.rare)
    vague = ~said.pieces["object"].to_numpy()[promises]
    usable = np.where(vague[:, None], 0, alike)
    asked = least_likeness(len(told), threshold)
    linked = link(usable, said.pieces["sentence"].to_numpy()[promises], asked, general=headings[promises])
    taken = set(linked.tolist())
    for i, (row, j) in enumerate(zip(rows, linked.tolist())):
        row |= {"relation": later.relation, "later_report_id": later.report_id}
        if j < 0:
            row |= _not_linked(bool(vague[i]), float(alike[i].max(initial=0)))
            continue
        others = _beside(said, told, j, alike[i], taken)
        row |= _answered(said, int(promises[i]), int(told[j]), others, later.whole_term)
        row["similarity"] = round(float(alike[i, j]), 4)
        if later.reason:
            row["reason"] += f"; {later.reason}"
    return rows


def _promised(said: Statements, promises: np.ndarray, later: Later) -> list[dict]:
    """What a row says of the promise itself; the rest as where no report tells of it."""
    rows, counts = [], {}
    sentence_deadline: dict[int, tuple[str, str]] = {}
    for i in promises.tolist():
        piece = said.rows[i]
        unit, sentence, text = piece["unit_id"], piece["sentence"], piece["text"]
        counts[unit] = counts.get(unit, 0) + 1
        deadline, words = find_deadline(text, later.plan_year)
        if words and _OPENING.fullmatch(text[: text.find(words)]):
            # 年底前，… opens the sentence: it is for all that the sentence promises.
            sentence_deadline[sentence] = deadline, words
        elif not words:
            deadline, words = sentence_deadline.get(sentence, ("", ""))
        rows.append(
            {
                "commitment_id": f"{unit}-m{counts[unit]}",
                "unit_id": unit,
                "report_id": piece["report_id"],
                "start": piece["raw_start"],
                "end": piece["raw_end"],
                "quote": text,
                "priority": piece["priority"],
                "indicator_ids": "|".join(f["indicator_id"] for f in said.figures[i] if f["status"] == "target"),
                "deadline": deadline,
                "deadline_words": words,
                "relation": "none",
                "outcome": "no_later_report",
                "reason": "",
                "later_report_id": "",
                "later_unit_id": "",
                "later_start": pd.NA,
                "later_end": pd.NA,
                "later_quote": "",
                "later_indicator_ids": "",
                "similarity": np.nan,
            }
        )
    return rows


def _years(year: int, period_start: str) -> tuple[int, int] | None:
    """First and last year a report is on; None where that is not known."""
    return None if pd.isna(year) else (int(period_start[:4] or year), int(year))


def _of_its_time(said: Statements, told: np.ndarray, years: tuple[int, int] | None) -> np.ndarray:
    """Whether each statement can be of the time its report is on: not one that names other years only."""
    if years is None:
        return np.ones(len(told), bool)
    named = [[int(y) for y in _YEAR.findall(said.rows[i]["text"])] for i in told.tolist()]
    return np.array([not ys or any(years[0] <= y <= years[1] for y in ys) for ys in named], dtype=bool)


def _not_linked(vague: bool, nearest: float) -> dict:
    """Outcome of a promise that nothing answers."""
    reason = VAGUE if vague else "no statement is like enough"
    return {"outcome": "not_mentioned", "reason": reason, "similarity": round(nearest, 4)}


def _beside(said: Statements, told: np.ndarray, j: int, alike: np.ndarray, taken: set[int]) -> list[str]:
    """What the unit of a statement tells besides, is nearly as like the promise, and answers no other promise."""
    unit = said.rows[told[j]]["unit_id"]
    near = [k for k in np.flatnonzero(alike >= BESIDE * alike[j]).tolist() if k != j and k not in taken]
    return [said.rows[told[k]]["text"] for k in near if said.rows[told[k]]["unit_id"] == unit]


def _answered(said: Statements, promise: int, statement: int, others: list[str], whole_term: bool) -> dict:
    """Outcome of a promise that a statement answers."""
    told = said.rows[statement]
    targets = [f for f in said.figures[promise] if f["status"] == "target"]
    results = [f for f in said.figures[statement] if f["status"] == "achieved"]
    if targets and not any(comparable(t, r) for t in targets for r in results):
        # The figure often stands in the next clause: 开展“安康杯”竞赛，参赛企业达到65家.
        beside = [f for i in said.of_sentence(statement) if i != statement for f in said.figures[i]]
        beside = [r for r in beside if r["status"] == "achieved"]
        results += [r for r in beside if any(comparable(t, r) for t in targets)]
        if not results or all(t["unit"] == "%" for t in targets):
            # Shares are told by two numbers: 受理案件612件，调解成功508件.
            results = sorted({r["indicator_id"]: r for r in results + beside}.values(), key=lambda r: r["start"])
    if whole_term:
        # A sum of five years is no result of one.
        results = [r for r in results if _of_one_year(r["period"])]
    outcome, reason = judge(said.rows[promise]["text"], told["text"], told["role"], targets, results, others)
    return {
        "outcome": outcome,
        "reason": reason,
        "later_unit_id": told["unit_id"],
        "later_start": told["raw_start"],
        "later_end": told["raw_end"],
        "later_quote": told["text"],
        "later_indicator_ids": "|".join(r["indicator_id"] for r in results),
    }


def _of_one_year(period: str) -> bool:
    """Whether an ISO interval begins and ends in one year."""
    first, _, last = period.partition("/")
    return first != "" and first[:4] == last[:4]
