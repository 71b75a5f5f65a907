"""Dictionary coding of units by a codebook: which priority a unit reports, and the terms that say so.

The rules are those of docs/coding_rules.md; categories, kinds and tie order come from the codebook.
Nothing here knows a category by name.
"""

from collections.abc import Sequence
import json

import numpy as np
import pandas as pd

from unionreports.measures.reading import read_terms
from unionreports.measures.terms import Matches, TermFinder
from unionreports.text.clauses import split_clauses
from unionreports.text.lexicons import Codebook
from unionreports.text.offsets import Joined, find_runs, join_texts, pages_of

METHOD = "codebook"

#: Two fields tie where the smaller has at least this share of the larger one's characters: a clause more
#: or less is style, not priority (coding rules, One primary code, 3 and 4).
TIE = 0.9
#: A secondary code has at least this share of the unit's characters of action (coding rules, Multi-topic
#: units: a bare mention in a list does not count).
SECONDARY_SHARE = 0.2
MAX_SECONDARY = 2
#: Units coded at a time: bounds memory, changes no result.
_BATCH = 5_000


def code_units(
    units: pd.DataFrame, reports: pd.DataFrame, headings: pd.DataFrame, edits: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Table `priorities` of the units under the method `codebook`.

    A category of kind group or occasion that is named without being a code of the unit has a row of
    weight 0: a flag.

    Parameters
    ----------
    units, reports, headings, edits
        The tables of these names. Headings give the context of their units, and evidence for it.
    codebook
        Categories and terms.
    """
    finder, rules = TermFinder(codebook), _Rules(codebook)
    context = _Headings(headings, reports, edits, finder, codebook)
    runs = find_runs(units, pages_of(units, reports), edits)
    # A heading over one unit is that unit's own; over several it is the context they share.
    shared = units.groupby("heading_id")["unit_id"].transform("size").to_numpy() > 1
    columns: list[list] = [[], [], [], [], []]
    for low in range(0, len(units), _BATCH):
        batch = units.iloc[low : low + _BATCH]
        joined = join_texts(batch["text"].tolist(), batch["start"].to_numpy(), runs[low : low + _BATCH])
        matches = finder.find(joined.text)
        problem = (batch["role"] == "problem").to_numpy()
        reading = read_terms(split_clauses(joined), matches, codebook, len(batch), frank=problem)
        quotes = _quotes(joined, matches)
        facts = zip(batch["unit_id"], batch["role"], batch["heading_id"], shared[low : low + _BATCH])
        for i, (unit_id, role, heading_id, is_shared) in enumerate(facts):
            above = context.path(heading_id)
            primary, basis = (
                (rules.residual, None)
                if role == "frame"
                else rules.primary(
                    reading.characters[i],
                    reading.lead[i],
                    reading.named[i],
                    bool(reading.run_in[i]),
                    [context.names[h] for h in above],
                    is_shared,
                )
            )
            for category, weight in rules.weights(
                primary, reading.characters[i], reading.unclaimed[i], reading.named[i]
            ):
                evidence = quotes.get((i, category, False)) or quotes.get((i, category, True), [])
                if category == primary and basis is not None:
                    evidence = context.quotes.get((above[basis], category), []) + evidence
                row = (
                    unit_id,
                    codebook.ids[category],
                    weight,
                    category == primary,
                    json.dumps(evidence, ensure_ascii=False),
                )
                for column, value in zip(columns, row):
                    column.append(value)
    unit_id, priority, weight, is_primary, evidence = columns
    return pd.DataFrame(
        {
            "unit_id": pd.Series(unit_id, dtype="str"),
            "method": pd.Series([METHOD] * len(unit_id), dtype="str"),
            "priority": pd.Series(priority, dtype="str"),
            "weight": pd.Series(weight, dtype="float64"),
            "is_primary": pd.Series(is_primary, dtype="bool"),
            "confidence": pd.Series(weight, dtype="float64"),
            "evidence": pd.Series(evidence, dtype="str"),
        }
    )


class _Rules:
    """The order of rules that makes one primary and up to two secondary categories of a reading."""

    def __init__(self, codebook: Codebook):
        kinds = np.array(codebook.kinds)
        self.field, self.special = kinds == "field", (kinds == "group") | (kinds == "occasion")
        self.residual = codebook.residual
        # Categories without a rank come after those with one, in the order of the codebook.
        worst = max((r for r in codebook.tie_ranks if r is not None), default=0) + 1
        self.rank = np.array([worst + i if r is None else r for i, r in enumerate(codebook.tie_ranks)])

    def primary(
        self,
        characters: np.ndarray,
        lead: np.ndarray,
        named: np.ndarray,
        run_in: bool,
        headings: Sequence[np.ndarray],
        shared: bool,
    ) -> tuple[int, int | None]:
        """The primary category, and the number of the heading it rests on (None: the unit itself).

        `characters`, `lead`, `named`, `run_in` are one row of a Reading; `headings` the categories each
        heading above names, lowest first; `shared` says that the lowest stands over more units than this.
        """
        own = headings[0] if headings else np.zeros_like(lead)
        for names, basis, in_heading in ((lead, None, run_in), (own, 0, bool(headings))):
            special = _only(names & self.special)
            if special is not None and in_heading and not (names & self.field).any():
                return special, basis
        special = _only(own & self.special)
        if special is not None and named[special]:
            return special, 0
        only = _only(lead & self.field)
        if only is not None:
            return only, None
        only = _only(own & self.field)
        if only is not None and not shared:
            return only, 0
        if characters.any():
            tied = np.flatnonzero(characters >= TIE * characters.max())
            return int(tied[np.argmin(self.rank[tied])]), None
        special = _only(named & self.special)
        if special is not None:
            return special, None
        for basis, heading in enumerate(headings):
            only = _only(heading & self.field)
            if only is not None:
                return only, basis
        return self.residual, None

    def weights(
        self, primary: int, characters: np.ndarray, unclaimed: float, named: np.ndarray
    ) -> list[tuple[int, float]]:
        """Categories of the unit with their weights, the primary first; the weights add to 1, flags have 0."""
        if primary == self.residual:
            chosen = [(primary, 1.0)]
        else:
            parts = characters.copy()
            # What has no subject of its own belongs to the subject the unit is about.
            parts[primary] += max(unclaimed, 1.0)
            share = parts / parts.sum()
            others = [c for c in np.argsort(-share, kind="stable") if c != primary and share[c] >= SECONDARY_SHARE]
            codes = [primary, *others[:MAX_SECONDARY]]
            chosen = [(int(c), float(share[c] / share[codes].sum())) for c in codes]
        codes = {c for c, _ in chosen}
        return chosen + [(int(c), 0.0) for c in np.flatnonzero(named & self.special) if c not in codes]


def _only(names: np.ndarray) -> int | None:
    """The one category named; None where there is none or more than one."""
    found = np.flatnonzero(names)
    return int(found[0]) if len(found) == 1 else None


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
        self.quotes: dict[tuple[str, int], list[dict]] = {}
        for (i, category, _), found in _quotes(joined, matches).items():
            self.quotes.setdefault((ids[i], category), []).extend(found)

    def path(self, heading_id: str) -> list[str]:
        """Headings above, lowest first."""
        path: list[str] = []
        while heading_id in self._parent and heading_id not in path:
            path.append(heading_id)
            heading_id = self._parent[heading_id]
        return path


def _quotes(joined: Joined, matches: Matches) -> dict[tuple[int, int, bool], list[dict]]:
    """Terms found, with raw offsets, by number of the text, category, and whether they are heading terms."""
    quotes: dict[tuple[int, int, bool], list[dict]] = {}
    if not len(matches.starts):
        return quotes
    columns = (
        joined.owner(matches.starts),
        matches.categories,
        matches.heading_only,
        matches.starts,
        matches.ends,
        *joined.raw_spans(matches.starts, matches.ends),
    )
    for owner, category, heading_only, start, end, raw_start, raw_end in zip(*(c.tolist() for c in columns)):
        says = "heading term" if heading_only else "term"
        quotes.setdefault((owner, category, heading_only), []).append(
            {"quote": joined.text[start:end], "start": raw_start, "end": raw_end, "says": says}
        )
    return quotes
