"""What the terms of a codebook say of each text: characters of action by category, and what its lead names."""

from dataclasses import dataclass

import numpy as np

from unionreports.measures.terms import HEADING_TERM, TERM, WEAK_TERM, Matches
from unionreports.text.clauses import Clauses
from unionreports.text.lexicons import Codebook

#: A first sentence of up to this many characters is a run-in heading, as in 3、加强劳模管理。
RUN_IN = 25


@dataclass(frozen=True)
class Reading:
    """The terms of n texts counted under k categories.

    Attributes
    ----------
    characters
        Characters of action that belong to each category of kind field, shape (n, k).
    unclaimed
        Characters of action that belong to none, shape (n,).
    reach
        Share of the characters of action in clauses that are about the category, whatever else is done in
        them, shape (n, k): how far a text is about a group or an occasion.
    lead
        Whether the first clause that says anything names the category, shape (n, k). Only the first sentence leads.
    named
        Whether any clause outside formulae names it, shape (n, k).
    run_in
        Whether the first sentence is a run-in heading, shape (n,).
    firm
        Whether the lead rests on a term of its own, shape (n,).
    """

    characters: np.ndarray
    unclaimed: np.ndarray
    reach: np.ndarray
    lead: np.ndarray
    named: np.ndarray
    run_in: np.ndarray
    firm: np.ndarray


def read_terms(
    clauses: Clauses,
    matches: Matches,
    codebook: Codebook,
    n: int,
    headings: bool = False,
    frank: np.ndarray | None = None,
) -> Reading:
    """Count the terms of n joined texts.

    A clause's characters are shared equally among the fields it names; a clause without a term goes on with
    the subject of the clause before it in its sentence, as figures do.

    Parameters
    ----------
    headings
        Whether the texts are headings, where heading terms count.
    frank
        Texts whose formulae are read as they stand, shape (n,): a problem paragraph that names a field takes it.
    """
    k, shape = len(codebook.ids), (len(clauses.starts), len(codebook.ids))
    where = np.searchsorted(clauses.starts, matches.starts, side="right") - 1
    strong, weak, hints = (
        _named_in(where, matches, matches.strengths == strength, shape) for strength in (TERM, WEAK_TERM, HEADING_TERM)
    )
    formula = _formulas(clauses, strong[:, codebook.residual])
    if frank is not None:
        formula &= ~frank[clauses.owner]
    strong[:, codebook.residual] = False
    weak[strong.any(axis=1)] = False
    named = (strong | weak) & ~formula[:, None]
    acts = clauses.acts & ~formula

    first = _first_sentence(clauses, n)
    size = np.bincount(clauses.owner[first], weights=(clauses.ends - clauses.starts)[first], minlength=n)
    run_in = (size > 0) & (size <= RUN_IN)
    if headings:
        run_in[:] = True
    hinted = hints & (run_in[clauses.owner] & ~named.any(axis=1))[:, None]
    leads = _first_that_speaks(clauses, named | hinted, first & acts)
    lead, firm = np.zeros((n, k), bool), np.zeros(n, bool)
    lead[clauses.owner[leads]] = (named | hinted)[leads]
    firm[clauses.owner[leads]] = strong[leads].any(axis=1)

    kinds = np.array(codebook.kinds)
    fields = named & (kinds == "field")
    length, silent = clauses.ends - clauses.starts, acts & ~named.any(axis=1)
    subject = _carry_on(clauses, fields.any(axis=1) & acts, silent)
    claimed = subject >= 0
    claims = np.zeros(shape)
    claims[claimed] = (fields / np.maximum(fields.sum(axis=1), 1)[:, None])[subject[claimed]] * length[claimed, None]
    characters, any_named = np.zeros((n, k)), np.zeros((n, k), bool)
    np.add.at(characters, clauses.owner, claims)
    np.logical_or.at(any_named, clauses.owner, named)
    unclaimed = np.bincount(clauses.owner, weights=length * (acts & ~claimed), minlength=n)

    about = _named_in(where, matches, (matches.strengths != HEADING_TERM) & ~matches.listed, shape) & named
    total = np.maximum(np.bincount(clauses.owner, weights=length * acts, minlength=n), 1)
    reach = np.zeros((n, k))
    for category in np.flatnonzero((kinds == "group") | (kinds == "occasion")):
        reached = _carry_on(clauses, about[:, category] & acts, silent) >= 0
        reach[:, category] = np.bincount(clauses.owner, weights=length * reached, minlength=n) / total
    return Reading(characters, unclaimed, reach, lead, any_named, run_in, firm)


def _named_in(where: np.ndarray, matches: Matches, of: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Whether the chosen terms name each category in each clause."""
    table = np.zeros(shape, bool)
    table[where[of], matches.categories[of]] = True
    return table


def _formulas(clauses: Clauses, residual: np.ndarray) -> np.ndarray:
    """Clauses that are formulae: those with a term of the residual category, and all of a sentence that opens with one.

    A clause with a figure is none, for it counts something that was done; and what opens with a formulaic
    ground (在……领导下，) still does what it goes on to say.
    """
    if not len(residual):
        return residual
    opening = residual & clauses.opens & clauses.acts
    opened = np.bincount(clauses.sentence, weights=opening, minlength=clauses.sentence[-1] + 1) > 0
    return (residual | opened[clauses.sentence]) & ~clauses.has_figure


def _first_sentence(clauses: Clauses, n: int) -> np.ndarray:
    """Whether each clause stands in the first sentence of its text."""
    sentence = np.full(n, -1, np.int64)
    opening = np.flatnonzero(np.diff(clauses.owner, prepend=-1))
    sentence[clauses.owner[opening]] = clauses.sentence[opening]
    return clauses.sentence == sentence[clauses.owner]


def _first_that_speaks(clauses: Clauses, names: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Number of the first allowed clause that names anything, for each text that has one."""
    candidates = np.flatnonzero(allowed & names.any(axis=1))
    return candidates[np.diff(clauses.owner[candidates], prepend=-1) != 0]


def _carry_on(clauses: Clauses, speaks: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """Number of the clause whose subject each clause has; -1 for none."""
    index = np.arange(len(speaks))
    latest = np.maximum.accumulate(np.where(speaks, index, -1)) if len(index) else index
    same = (latest >= 0) & (clauses.sentence[latest] == clauses.sentence)
    return np.where(speaks, index, np.where(silent & same, latest, -1))
