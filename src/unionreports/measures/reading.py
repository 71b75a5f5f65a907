"""What the terms of a codebook say of each text: characters of action by category, and what its lead names."""

from dataclasses import dataclass

import numpy as np

from unionreports.measures.terms import Matches
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
    lead
        Whether the first clause that says anything names the category, shape (n, k). Only the first sentence leads.
    named
        Whether any clause outside formulae names it, shape (n, k).
    run_in
        Whether the first sentence is a run-in heading, shape (n,).
    """

    characters: np.ndarray
    unclaimed: np.ndarray
    lead: np.ndarray
    named: np.ndarray
    run_in: np.ndarray


def read_terms(
    clauses: Clauses,
    matches: Matches,
    codebook: Codebook,
    n: int,
    headings: bool = False,
    frank: np.ndarray | None = None,
) -> Reading:
    """Count the terms of n joined texts.

    A clause's characters are shared among its fields by the characters of their terms; a clause without a
    term goes on with the subject of the clause before it in its sentence, as figures do.

    Parameters
    ----------
    headings
        Whether the texts are headings, where heading terms count.
    frank
        Texts whose formulae are read as they stand, shape (n,): a problem paragraph that names a field takes it.
    """
    k = len(codebook.ids)
    where = np.searchsorted(clauses.starts, matches.starts, side="right") - 1
    terms = np.zeros((len(clauses.starts), k))
    np.add.at(terms, (where, matches.categories), (matches.ends - matches.starts) * ~matches.heading_only)
    hints = np.zeros(terms.shape, bool)
    hints[where[matches.heading_only], matches.categories[matches.heading_only]] = True
    formula = _formulas(clauses, terms[:, codebook.residual] > 0)
    if frank is not None:
        formula &= ~frank[clauses.owner]
    terms[:, codebook.residual] = 0
    terms[formula] = 0
    acts = clauses.acts & ~formula
    named = terms > 0

    first = _first_sentence(clauses, n)
    size = np.bincount(clauses.owner[first], weights=(clauses.ends - clauses.starts)[first], minlength=n)
    run_in = (size > 0) & (size <= RUN_IN)
    if headings:
        run_in[:] = True
    hinted = hints & (run_in[clauses.owner] & ~named.any(axis=1))[:, None]
    lead = _first_that_speaks(clauses, named | hinted, first & acts, n)

    fields = terms * (np.array(codebook.kinds) == "field")
    total = fields.sum(axis=1)
    subject = _carry_on(clauses, (total > 0) & acts, acts & ~named.any(axis=1))
    length, claimed = clauses.ends - clauses.starts, subject >= 0
    claims = np.zeros_like(fields)
    claims[claimed] = fields[subject[claimed]] / total[subject[claimed], None] * length[claimed, None]
    characters, any_named = np.zeros((n, k)), np.zeros((n, k), bool)
    np.add.at(characters, clauses.owner, claims)
    np.logical_or.at(any_named, clauses.owner, named)
    unclaimed = np.bincount(clauses.owner, weights=length * (acts & ~claimed), minlength=n)
    return Reading(characters, unclaimed, lead, any_named, run_in)


def _formulas(clauses: Clauses, residual: np.ndarray) -> np.ndarray:
    """Clauses that are formulae: those with a term of the residual category, and all of a sentence that opens with one.

    A clause with a figure is none, for it counts something that was done.
    """
    if not len(residual):
        return residual
    opened = np.bincount(clauses.sentence, weights=residual & clauses.opens, minlength=clauses.sentence[-1] + 1) > 0
    return (residual | opened[clauses.sentence]) & ~clauses.has_figure


def _first_sentence(clauses: Clauses, n: int) -> np.ndarray:
    """Whether each clause stands in the first sentence of its text."""
    sentence = np.full(n, -1, np.int64)
    opening = np.flatnonzero(np.diff(clauses.owner, prepend=-1))
    sentence[clauses.owner[opening]] = clauses.sentence[opening]
    return clauses.sentence == sentence[clauses.owner]


def _first_that_speaks(clauses: Clauses, names: np.ndarray, allowed: np.ndarray, n: int) -> np.ndarray:
    """What the first allowed clause that names anything names in each text, shape (n, k)."""
    lead = np.zeros((n, names.shape[1]), bool)
    candidates = np.flatnonzero(allowed & names.any(axis=1))
    earliest = candidates[np.diff(clauses.owner[candidates], prepend=-1) != 0]
    lead[clauses.owner[earliest]] = names[earliest]
    return lead


def _carry_on(clauses: Clauses, speaks: np.ndarray, silent: np.ndarray) -> np.ndarray:
    """Number of the clause whose subject each clause has; -1 for none."""
    index = np.arange(len(speaks))
    latest = np.maximum.accumulate(np.where(speaks, index, -1)) if len(index) else index
    same = (latest >= 0) & (clauses.sentence[latest] == clauses.sentence)
    return np.where(speaks, index, np.where(silent & same, latest, -1))
