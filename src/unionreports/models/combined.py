"""One coding from several: their probabilities multiplied, so that a code needs what none of the methods excludes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from unionreports.models.coding import Codes, Coding, choose_codes, priority_rows, with_frames
from unionreports.text.codebook import Codebook

METHOD = "combined"

#: The power with which a method's probabilities enter, in the order of how often each is right alone on reports
#: it has not seen. Fixed, a judgement made with coded units at hand: equal powers and weights fitted on other
#: reports (conditional logit) came within three units in a hundred. They add to 1.5: methods that read the same
#: words are no independent witnesses, whose powers were 1.
POWERS = {"codebook": 0.7, "keywords": 0.5, "classifier": 0.3}
#: No method can say that a code is impossible.
FLOOR = 0.01
#: What the primary code of rows may at least and at most be given, whatever its confidence.
_LEAST_SURE, _SUREST = 0.35, 0.95


def combined_codes(units: pd.DataFrame, codings: Sequence[Coding], codebook: Codebook) -> Coding:
    """Code the units by the geometric pool of the methods (logarithmic opinion pool, Genest & Zidek 1986).

    The primary code is the most probable category of the pool, its probability the confidence. A secondary code
    is what the methods' weights, averaged with the same powers, give a share. Evidence of a code is that of the
    first method that gives the unit this code with evidence. A method that knows nothing of a category
    (`Coding.knows`) takes no part in judging it: it follows the others there.

    Parameters
    ----------
    units
        Table `units`.
    codings
        What the methods say of these units, the most trusted first. A method without rows is left out;
        `coding_of_rows` makes one of rows alone.
    codebook
        Categories.

    Raises
    ------
    ValueError
        Where no method has coded the units.
    """
    there = [coding for coding in codings if len(coding.probabilities) == len(units)]
    if not there:
        raise ValueError("no method has coded these units; give the coding of one at least.")
    powers = np.array([POWERS[coding.method] for coding in there])
    knows = np.array([np.ones(c.probabilities.shape, bool) if c.knows is None else c.knows for c in there])
    says = np.array([coding.probabilities for coding in there])
    judged = _completed(says, knows, np.exp(_mean(_logs(says), knows, powers)))
    logs = np.tensordot(powers, _logs(judged), axes=1)
    pooled = np.exp(logs - logs.max(axis=1, keepdims=True))
    pooled = with_frames(pooled / pooled.sum(axis=1, keepdims=True), units["role"], codebook.residual)
    weights = np.array([_weights(units, coding.rows, codebook) for coding in there])
    weights = _completed(weights, knows, _mean(weights, knows, powers))
    shares = np.tensordot(powers / powers.sum(), weights, axes=1)
    codes = choose_codes(pooled, codebook.residual, shares)
    evidence = _evidence(units, [coding.rows for coding in there], codes, codebook)
    rows = priority_rows(METHOD, units["unit_id"], codebook.ids, codes, pooled, evidence)
    return Coding(METHOD, pooled, rows, _who_knows(there, knows, codebook), knows.any(axis=0))


def _logs(probabilities: np.ndarray) -> np.ndarray:
    return np.log(np.maximum(probabilities, FLOOR))


def _mean(values: np.ndarray, knows: np.ndarray, powers: np.ndarray) -> np.ndarray:
    """Mean over the methods that know a category, by their powers, shape (n, k); of one that nobody knows over all."""
    says = powers[:, None, None] * (knows | ~knows.any(axis=0))
    return (says * values).sum(axis=0) / says.sum(axis=0)


def _completed(values: np.ndarray, knows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Shares of each method, shape (n_methods, n, k), with what the others say in place of what it does not know.

    What a method says of the categories it knows is said as if there were no others. So these keep their
    proportions and get the share that the unknown ones leave: a method with 0.98 for the residual and no topic
    for what another is sure of does not vote for the residual. `others`, shape (n, k), counts by its proportions.
    """
    if knows.all():
        return values
    others = others / others.sum(axis=1, keepdims=True)
    own = np.where(knows, values, 0)
    total = own.sum(axis=2, keepdims=True)
    # A method that gives the known categories nothing has no proportions to keep.
    own = np.where(total > 0, own / np.where(total > 0, total, 1), np.where(knows, others, 0))
    left = np.where(total > 0, np.where(knows, others, 0).sum(axis=2, keepdims=True), 1)
    completed = own * left + np.where(knows, 0, others)
    return np.where(knows.all(axis=2, keepdims=True), values, completed)


def _who_knows(codings: Sequence[Coding], knows: np.ndarray, codebook: Codebook) -> tuple[str, ...]:
    """Notes on the categories that not all of the methods know, by the methods that do."""
    if not knows.shape[1]:
        return ()
    by_methods: dict[str, list[str]] = {}
    for name, known in zip(codebook.ids, knows.any(axis=1).T):
        if not known.all():
            methods = " and ".join(coding.method for coding, one in zip(codings, known) if one)
            by_methods.setdefault(methods, []).append(name)
    return tuple(
        f"{', '.join(names)}: judged by {methods} alone" if methods else f"{', '.join(names)}: no method knows them"
        for methods, names in by_methods.items()
    )


def coding_of_rows(units: pd.DataFrame, rows: pd.DataFrame, codebook: Codebook) -> Coding:
    """The coding that rows of one method of `priorities` tell of.

    The primary code has its confidence as probability; one half of the rest is shared by the unit's other rows,
    one half by the categories that its rows do not name (all of it where there is no other row). A category
    without any term in the codebook is not known to them.
    """
    n, k = len(units), len(codebook.ids)
    unit, category = _places(units, rows, codebook)
    first = rows["is_primary"].to_numpy(dtype=bool)
    named, primary, sure = np.zeros((n, k), bool), np.zeros((n, k), bool), np.zeros(n)
    named[unit, category] = True
    primary[unit[first], category[first]] = True
    sure[unit[first]] = np.clip(rows["confidence"].to_numpy()[first], _LEAST_SURE, _SUREST)
    second = named & ~primary
    half = np.where(second.any(axis=1), (1 - sure) / 2, 0)
    shares = primary * sure[:, None] + second * (half / np.maximum(second.sum(axis=1), 1))[:, None]
    shares += ~named * ((1 - sure - half) / np.maximum((~named).sum(axis=1), 1))[:, None]
    book = codebook.terms, codebook.heading_terms, codebook.weak_terms
    named_by_terms = {category for terms in book for category in terms.values()} | {codebook.residual}
    named_by_terms |= {codebook.ids.index(f.counts_as) for f in codebook.false_friends if f.counts_as}
    knows = np.broadcast_to(np.isin(np.arange(k), list(named_by_terms)), (n, k))
    return Coding(rows["method"].iloc[0] if len(rows) else "codebook", shares, rows, knows=knows)


def _places(units: pd.DataFrame, rows: pd.DataFrame, codebook: Codebook) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the unit and of the category of each row.

    Raises
    ------
    ValueError
        Where a row's unit or category is not known, or a unit has no primary code.
    """
    unit = pd.Index(units["unit_id"]).get_indexer(rows["unit_id"])
    category = pd.Index(codebook.ids).get_indexer(rows["priority"])
    if (unit < 0).any() or (category < 0).any() or rows["is_primary"].sum() != len(units):
        raise ValueError("rows of priorities belong to other units or another codebook; code these units anew.")
    return unit, category


def _weights(units: pd.DataFrame, rows: pd.DataFrame, codebook: Codebook) -> np.ndarray:
    """Weights of the rows, shape (n_units, n_categories)."""
    weights = np.zeros((len(units), len(codebook.ids)))
    weights[_places(units, rows, codebook)] = rows["weight"]
    return weights


def _evidence(units: pd.DataFrame, codings: Sequence[pd.DataFrame], codes: Codes, codebook: Codebook) -> list[str]:
    """Evidence of each code from the first method that has any."""
    k = len(codebook.ids)
    wanted = codes.units * k + codes.categories
    found = np.full(len(wanted), "[]", dtype=object)
    for rows in reversed(codings):
        told = rows[rows["evidence"] != "[]"]
        unit, category = _places(units, rows, codebook)
        kept = (rows["evidence"] != "[]").to_numpy()
        texts = pd.Series(told["evidence"].to_numpy(dtype=object), index=(unit * k + category)[kept]).reindex(wanted)
        there = texts.notna().to_numpy()
        found[there] = texts.to_numpy()[there]
    return found.tolist()
