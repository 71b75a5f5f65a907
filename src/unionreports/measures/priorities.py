"""Dictionary coding of units by a codebook: which priority a unit reports, and the terms that say so.

The rules are those of docs/coding_rules.md; categories, kinds and tie order come from the codebook.
Nothing here knows a category by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
import json

import numpy as np
import pandas as pd

from unionreports.measures.terms import Matches, TermFinder
from unionreports.text.clauses import Clauses, split_clauses
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
#: A first sentence of up to this many characters is a run-in heading, as in 3、加强劳模管理。
_RUN_IN = 25
#: Units coded at a time: bounds memory, changes no result.
_BATCH = 5_000


@dataclass(frozen=True)
class _Reading:
    """What the terms say of each of n texts under k categories.

    Attributes
    ----------
    characters
        Characters of action that belong to each category, shape (n, k).
    unclaimed
        Characters of action that belong to none, shape (n,).
    lead
        Whether the lead clause names the category, shape (n, k).
    named
        Whether any clause outside formula sentences names it, shape (n, k).
    """

    characters: np.ndarray
    unclaimed: np.ndarray
    lead: np.ndarray
    named: np.ndarray


def code_units(
    units: pd.DataFrame, reports: pd.DataFrame, headings: pd.DataFrame, edits: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Table `priorities` of the units under the method `codebook`.

    A category of kind group or occasion that is named without being primary has a row of weight 0: a flag.

    Parameters
    ----------
    units, reports, headings, edits
        The tables of these names. Headings give the context of their units and evidence for it.
    codebook
        Categories and terms.
    """
    finder = TermFinder(codebook)
    coder = _Decision(codebook)
    heading = _Headings(headings, reports, edits, finder, codebook)
    runs = find_runs(units, pages_of(units, reports), edits)
    # A heading over one unit is that unit's own; over several it is the context they share.
    shared = units.groupby("heading_id")["unit_id"].transform("size").to_numpy() > 1
    rows: list[tuple] = []
    for low in range(0, len(units), _BATCH):
        batch = units.iloc[low : low + _BATCH]
        joined = join_texts(batch["text"].tolist(), batch["start"].to_numpy(), runs[low : low + _BATCH])
        matches, clauses = finder.find(joined.text), split_clauses(joined)
        reading = _read(clauses, matches, codebook, (batch["role"] == "problem").to_numpy())
        quotes = _quotes(joined, matches)
        facts = zip(batch["unit_id"], batch["role"], batch["heading_id"], shared[low : low + _BATCH])
        for i, (unit_id, role, heading_id, context) in enumerate(facts):
            above = heading.path(heading_id)
            weights, primary, basis = coder.decide(
                role, reading.characters[i], reading.unclaimed[i], reading.lead[i], reading.named[i],
                [heading.names[h] for h in above], context,
            )
            for category in np.flatnonzero(weights >= 0):
                evidence = quotes.get((i, int(category)), [])
                if category == primary and basis is not None:
                    evidence = heading.quotes.get((above[basis], int(category)), []) + evidence
                rows.append((
                    unit_id, METHOD, codebook.ids[category], float(weights[category]), bool(category == primary),
                    json.dumps(evidence, ensure_ascii=False),
                ))
    return pd.DataFrame(rows, columns=["unit_id", "method", "priority", "weight", "is_primary", "evidence"]).astype(
        {"unit_id": "str", "method": "str", "priority": "str", "weight": "float64", "is_primary": "bool", "evidence": "str"}
    )


def _read(clauses: Clauses, matches: Matches, codebook: Codebook, problem: np.ndarray) -> _Reading:
    """Count characters of action per text and category.

    A clause's characters are shared among its categories by the characters of their terms; a clause
    without a term goes on with the subject of the clause before it in its sentence, as figures do.
    """
    n, k, residual = len(problem), len(codebook.ids), codebook.residual
    where = np.searchsorted(clauses.starts, matches.starts, side="right") - 1
    terms = np.zeros((len(clauses.starts), k))
    np.add.at(terms, (where, matches.categories), matches.ends - matches.starts)
    formula = _formulas(clauses, terms[:, residual] > 0) & ~problem[clauses.owner]
    terms[:, residual] = 0
    terms[formula] = 0
    acts = clauses.acts & ~formula
    named = terms > 0
    fields = terms * (np.array(codebook.kinds) == "field")
    total = fields.sum(axis=1)
    subject = _carry_on(clauses, (total > 0) & acts, (total == 0) & acts & ~named.any(axis=1))
    length = clauses.ends - clauses.starts
    share = np.divide(fields, total[:, None], out=np.zeros_like(fields), where=total[:, None] > 0)
    claimed = subject >= 0
    claims = np.zeros_like(fields)
    claims[claimed] = share[subject[claimed]] * length[claimed, None]
    characters = np.zeros((n, k))
    np.add.at(characters, clauses.owner, claims)
    unclaimed = np.bincount(clauses.owner, weights=length * (acts & ~claimed), minlength=n)
    lead, any_named = np.zeros((n, k), bool), np.zeros((n, k), bool)
    np.logical_or.at(any_named, clauses.owner, named)
    leading = _leading(clauses, named.any(axis=1) & acts)
    np.logical_or.at(lead, clauses.owner[leading], named[leading])
    return _Reading(characters, unclaimed, lead, any_named)


def _formulas(clauses: Clauses, residual: np.ndarray) -> np.ndarray:
    """Clauses of formula sentences: those with a term of the residual category and no figure."""
    if not len(residual):
        return residual
    n = clauses.sentence[-1] + 1
    spoken = np.bincount(clauses.sentence, weights=residual, minlength=n) > 0
    counted = np.bincount(clauses.sentence, weights=clauses.has_figure, minlength=n) > 0
    return (spoken & ~counted)[clauses.sentence]


def _carry_on(clauses: Clauses, speaks: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """Number of the clause whose subject each clause has; -1 for none."""
    index = np.arange(len(speaks))
    latest = np.maximum.accumulate(np.where(speaks, index, -1)) if len(index) else index
    same = (latest >= 0) & (clauses.sentence[latest] == clauses.sentence)
    return np.where(speaks, index, np.where(silent & same, latest, -1))


def _leading(clauses: Clauses, speaks: np.ndarray) -> np.ndarray:
    """Numbers of the clauses that lead their text.

    These are all speaking clauses of a run-in heading, else the first speaking clause of the first sentence.
    """
    if not len(speaks):
        return np.zeros(0, np.int64)
    first = np.diff(clauses.owner, prepend=-1) != 0
    first_sentence = np.zeros(clauses.owner[-1] + 1, np.int64)
    first_sentence[clauses.owner[first]] = clauses.sentence[first]
    inside = clauses.sentence == first_sentence[clauses.owner]
    length = np.bincount(clauses.owner[inside], weights=(clauses.ends - clauses.starts)[inside])
    candidates = np.flatnonzero(inside & speaks)
    owners = clauses.owner[candidates]
    earliest = np.diff(owners, prepend=-1) != 0
    return candidates[earliest | (length[owners] <= _RUN_IN)]


class _Decision:
    """The order of rules that makes one primary and up to two secondary categories of a reading."""

    def __init__(self, codebook: Codebook):
        kinds = np.array(codebook.kinds)
        self.field, self.special = kinds == "field", (kinds == "group") | (kinds == "occasion")
        self.residual = codebook.residual
        last = len(codebook.ids)
        # Beyond the ranks given, the order of the codebook keeps ties decided the same way everywhere.
        self.rank = np.array([last * 2 + i if r is None else r for i, r in enumerate(codebook.tie_ranks)])

    def decide(
        self, role: str, characters: np.ndarray, unclaimed: float, lead: np.ndarray, named: np.ndarray,
        headings: Sequence[np.ndarray], context: bool,
    ) -> tuple[np.ndarray, int, int | None]:
        """Weights (-1 for categories without a row), the primary, and the heading it rests on (or None).

        `headings` are the categories each heading above names, lowest first; `context` says that the lowest
        stands over more than this unit.
        """
        weights = np.full(len(characters), -1.0)
        if role == "frame":
            weights[self.residual] = 1.0
            return weights, self.residual, None
        primary, basis = self._primary(characters, lead, named, headings, context)
        weights[named & self.special] = 0.0
        parts = characters.copy()
        if primary != self.residual:
            # What has no subject of its own belongs to the subject the unit is about.
            parts[primary] += max(unclaimed, 1.0)
        else:
            parts[primary] = 1.0
        share = parts / parts.sum()
        others = [c for c in np.argsort(-share, kind="stable") if c != primary and share[c] >= SECONDARY_SHARE]
        chosen = [primary, *others[:MAX_SECONDARY]]
        weights[chosen] = share[chosen] / share[chosen].sum()
        return weights, primary, basis

    def _primary(self, characters, lead, named, headings, context) -> tuple[int, int | None]:
        below = headings[0] if headings else np.zeros_like(lead)
        special = _only(lead & self.special)
        if special is not None and not (lead & self.field).any():
            return special, None
        special = _only(below & self.special)
        if special is not None and (named[special] or not (named & self.field).any()):
            return special, 0
        only = _only(lead & self.field)
        if only is not None:
            return only, None
        only = _only(below & self.field)
        if only is not None and not context:
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


def _only(names: np.ndarray) -> int | None:
    """The one category named; None where there is none or more than one."""
    found = np.flatnonzero(names)
    return int(found[0]) if len(found) == 1 else None


class _Headings:
    """What each heading names, with quotes, and the headings above a unit."""

    def __init__(self, headings: pd.DataFrame, reports: pd.DataFrame, edits: pd.DataFrame, finder: TermFinder, codebook: Codebook):
        self._parent = dict(zip(headings["heading_id"], headings["parent_id"]))
        joined = join_texts(
            headings["text"].tolist(), headings["start"].to_numpy(), find_runs(headings, pages_of(headings, reports), edits)
        )
        matches, clauses = finder.find(joined.text), split_clauses(joined)
        reading = _read(clauses, matches, codebook, np.zeros(len(headings), bool))
        # The first clause that names a field decides: what follows in a heading is its aim.
        self.names = dict(zip(headings["heading_id"], np.where(reading.lead.any(axis=1)[:, None], reading.lead, reading.named)))
        quotes = _quotes(joined, matches)
        self.quotes = {(headings["heading_id"].iloc[i], category): q for (i, category), q in quotes.items()}

    def path(self, heading_id: str) -> list[str]:
        """Headings above, lowest first."""
        path = []
        while heading_id in self._parent and heading_id not in path:
            path.append(heading_id)
            heading_id = self._parent[heading_id]
        return path


def _quotes(joined: Joined, matches: Matches) -> dict[tuple[int, int], list[dict]]:
    """Terms found, with raw offsets, by text and category."""
    quotes: dict[tuple[int, int], list[dict]] = {}
    if not len(matches.starts):
        return quotes
    owners = joined.owner(matches.starts)
    raw_starts, raw_ends = joined.raw_spans(matches.starts, matches.ends)
    rows = zip(owners.tolist(), matches.categories.tolist(), matches.starts.tolist(), matches.ends.tolist(), raw_starts.tolist(), raw_ends.tolist())
    for owner, category, start, end, raw_start, raw_end in rows:
        quotes.setdefault((owner, category), []).append(
            {"quote": joined.text[start:end], "start": raw_start, "end": raw_end, "says": "term"}
        )
    return quotes
