"""Dictionary coding of units by a codebook: which priority a unit reports, and the terms that say so.

The rules are those of docs/coding_rules.md; categories, kinds and tie order come from the codebook.
Nothing here knows a category by name.
"""

from collections.abc import Sequence
import json

import pandas as pd

from unionreports.measures.confidence import confidence
from unionreports.measures.reading import read_terms
from unionreports.measures.rules import Rules, UnitFacts
from unionreports.measures.terms import HEADING_TERM, TERM, WEAK_TERM, Matches, TermFinder
from unionreports.tables import PRIORITIES
from unionreports.text.clauses import split_clauses
from unionreports.text.lexicons import Codebook
from unionreports.text.offsets import Joined, find_runs, join_texts, pages_of

#: What a term found is, by its strength, in the words of the evidence.
_SAYS = {TERM: "term", HEADING_TERM: "heading term", WEAK_TERM: "weak term"}
#: Units coded at a time: bounds memory, changes no result.
_BATCH = 5_000


def code_units(
    units: pd.DataFrame,
    reports: pd.DataFrame,
    headings: pd.DataFrame,
    edits: pd.DataFrame,
    codebook: Codebook,
    method: str = "codebook",
) -> pd.DataFrame:
    """Table `priorities` of the units by the rules of the codebook.

    A category of kind group or occasion that is named without being a code of the unit has a row of
    weight 0: a flag. Confidence is that of measures.confidence: for the primary row that it is the unit's
    primary code, for a secondary that it is a code of the unit, for a flag that the unit is to be flagged.

    Parameters
    ----------
    units, reports, headings, edits
        The tables of these names. Headings give the context of their units, and evidence for it.
    codebook
        Categories and terms.
    method
        Name the rows get in the column of that name: the same rules run with more than one codebook.
    """
    finder, rules = TermFinder(codebook), Rules(codebook)
    context = _Headings(headings, reports, edits, finder, codebook)
    runs = find_runs(units, pages_of(units, reports), edits)
    # A heading over one unit is that unit's own; over several it is the context they share.
    shared = units.groupby("heading_id")["unit_id"].transform("size").to_numpy() > 1
    rows: list[tuple] = []
    for low in range(0, len(units), _BATCH):
        batch = units.iloc[low : low + _BATCH]
        joined = join_texts(batch["text"].tolist(), batch["start"].to_numpy(), runs[low : low + _BATCH])
        matches = finder.find(joined.text)
        problem = (batch["role"] == "problem").to_numpy()
        reading = read_terms(split_clauses(joined), matches, codebook, len(batch), frank=problem)
        quotes = _quotes(joined, matches)
        frames = zip(batch["unit_id"], batch["role"] == "frame", batch["heading_id"], shared[low : low + _BATCH])
        for i, (unit_id, is_frame, heading_id, is_shared) in enumerate(frames):
            above = context.path(heading_id)
            facts = UnitFacts.of(reading, i, [context.names[h] for h in above], bool(is_shared), context.is_firm(above))
            decision = rules.frame if is_frame else rules.primary(facts)
            for category, weight in rules.weights(decision.category, facts, reading.unclaimed[i]):
                evidence = quotes.get((i, category), [])
                if category == decision.category and decision.heading is not None:
                    evidence = context.quotes.get((above[decision.heading], category), []) + evidence
                rows.append(
                    (
                        unit_id,
                        method,
                        codebook.ids[category],
                        weight,
                        category == decision.category,
                        confidence(decision, facts, category, weight),
                        json.dumps(evidence, ensure_ascii=False),
                    )
                )
    dtypes = {name: column.dtype for name, column in PRIORITIES.columns.items()}
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


class _Headings:
    """What each heading names, with quotes, and the headings above a unit."""

    def __init__(
        self, headings: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, finder: TermFinder, codebook: Codebook
    ):
        self._parent = dict(zip(headings["heading_id"], headings["parent_id"]))
        joined = join_texts(
            headings["text"].tolist(),
            headings["start"].to_numpy(),
            find_runs(headings, pages_of(headings, reports), edits),
        )
        matches = finder.find(joined.text)
        reading = read_terms(split_clauses(joined), matches, codebook, len(headings), headings=True)
        self.names = dict(zip(headings["heading_id"], reading.lead))
        ids = headings["heading_id"].tolist()
        self._firm = dict(zip(ids, reading.firm.tolist()))
        self.quotes: dict[tuple[str, int], list[dict]] = {}
        for (i, category), found in _quotes(joined, matches).items():
            self.quotes[ids[i], category] = found

    def is_firm(self, path: Sequence[str]) -> bool:
        """Whether the lowest heading of a path rests on a term of its own."""
        return bool(path) and self._firm[path[0]]

    def path(self, heading_id: str) -> list[str]:
        """Headings above, lowest first."""
        path: list[str] = []
        while heading_id in self._parent and heading_id not in path:
            path.append(heading_id)
            heading_id = self._parent[heading_id]
        return path


def _quotes(joined: Joined, matches: Matches) -> dict[tuple[int, int], list[dict]]:
    """Terms found, with raw offsets, by number of the text and category: of each, only those that say most."""
    best: dict[tuple[int, int], int] = {}
    quotes: dict[tuple[int, int], list[dict]] = {}
    if not len(matches.starts):
        return quotes
    columns = (
        joined.owner(matches.starts),
        matches.categories,
        matches.strengths,
        matches.starts,
        matches.ends,
        *joined.raw_spans(matches.starts, matches.ends),
    )
    for owner, category, strength, start, end, raw_start, raw_end in zip(*(c.tolist() for c in columns)):
        if strength < best.get((owner, category), len(_SAYS)):
            best[owner, category] = strength
            quotes[owner, category] = []
        if strength == best[owner, category]:
            quote = {"quote": joined.text[start:end], "start": raw_start, "end": raw_end, "says": _SAYS[strength]}
            quotes[owner, category].append(quote)
    return quotes
