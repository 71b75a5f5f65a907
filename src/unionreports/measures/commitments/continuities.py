"""What does a report praise and plan again, and which problems does it name with or without a plan?"""

import numpy as np
import pandas as pd

from unionreports.measures.commitments.likeness import likeness
from unionreports.measures.commitments.linking import THRESHOLD, link
from unionreports.measures.commitments.problem_words import LACKING
from unionreports.measures.commitments.statements import Statements, statements
from unionreports.tables import TABLES
from unionreports.text.lexicons import Lexicons

#: Likeness from which a plan answers a problem: lower than between plan and review, since a problem is named in other words
#: (组建率不高) than its remedy (加大组建力度). A judgement; no set of such pairs has been coded by hand.
ANSWERED = 0.3


def continuities(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    edits: pd.DataFrame,
    indicators: pd.DataFrame,
    priorities: pd.DataFrame,
    *,
    lexicons: Lexicons,
    threshold: float = THRESHOLD,
    answered: float = ANSWERED,
) -> pd.DataFrame:
    """Table `continuities` of reports that have a plan; arguments as `commitments.commitments` has them.

    Review and plan are compared one to one; a problem takes the plan it is most like, which may answer several. Problems of a
    report without a plan are left out: where nothing is planned, nothing is left unplanned.

    Parameters
    ----------
    threshold
        Likeness from which a plan repeats what the review tells.
    answered
        Likeness from which a plan answers a problem.
    """
    said = statements(units, reports, edits, indicators, priorities, lexicons)
    pieces = said.pieces
    rows: list[dict] = []
    for report in dict.fromkeys(pieces.loc[pieces["role"] == "plan", "report_id"]):
        plans = _things(said, said.of(report, "plan"))
        plans = plans[pieces["acts"].to_numpy()[plans]]
        if len(plans):
            rows += _repeated(said, _things(said, said.of(report, "review")), plans, threshold)
            rows += _problems(said, _things(said, said.of(report, "problem")), plans, answered)
    table = TABLES["continuities"]
    if not rows:
        return table.empty()
    found = pd.DataFrame(rows)
    number = found.groupby("unit_id").cumcount() + 1
    found["continuity_id"] = found["unit_id"] + "-n" + number.astype("str")
    return found[list(table.columns)].astype({name: c.dtype for name, c in table.columns.items()})


def _things(said: Statements, chosen: np.ndarray) -> np.ndarray:
    """Those that name a thing that can be looked for."""
    return chosen[said.pieces["object"].to_numpy()[chosen]]


def _repeated(said: Statements, told: np.ndarray, plans: np.ndarray, threshold: float) -> list[dict]:
    """Rows of what the review tells and the plan repeats."""
    # The plan stands first: what it repeats is asked of the plan's words, as in `commitments`.
    alike = likeness(said.found, plans, told, said.rare)
    # A sentence of its own each: one deed is planned again once.
    linked = link(alike, np.arange(len(plans)), threshold, shared=np.inf)
    pairs = sorted((int(told[j]), int(plans[i]), float(alike[i, j])) for i, j in enumerate(linked.tolist()) if j >= 0)
    return [_row(said, "praised_and_planned", review, plan, similarity) for review, plan, similarity in pairs]


def _problems(said: Statements, problems: np.ndarray, plans: np.ndarray, answered: float) -> list[dict]:
    """Rows of the problems named."""
    lacking = (LACKING.search(said.rows[i]["text"]) is not None for i in problems.tolist())
    problems = problems[np.fromiter(lacking, bool, len(problems))]
    alike = likeness(said.found, problems, plans, said.rare)
    rows = []
    for i, problem in enumerate(problems.tolist()):
        best = int(alike[i].argmax())
        similarity = float(alike[i, best])
        if similarity >= answered:
            rows.append(_row(said, "problem_with_plan", problem, int(plans[best]), similarity))
        else:
            rows.append(_row(said, "problem_without_plan", problem, None, similarity))
    return rows


def _row(said: Statements, kind: str, first: int, plan: int | None, similarity: float) -> dict:
    """One row without its id; without a plan the similarity is that of the nearest one."""
    piece = said.rows[first]
    row = {
        "report_id": piece["report_id"],
        "kind": kind,
        "unit_id": piece["unit_id"],
        "start": piece["raw_start"],
        "end": piece["raw_end"],
        "quote": piece["text"],
        "plan_unit_id": "",
        "plan_start": pd.NA,
        "plan_end": pd.NA,
        "plan_quote": "",
        "similarity": round(similarity, 4),
    }
    if plan is not None:
        planned = said.rows[plan]
        row |= {
            "plan_unit_id": planned["unit_id"],
            "plan_start": planned["raw_start"],
            "plan_end": planned["raw_end"],
            "plan_quote": planned["text"],
        }
    return row
