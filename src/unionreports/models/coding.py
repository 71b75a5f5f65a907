"""From probabilities of categories to rows of the table `priorities`, with the words they rest on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
import json

import numpy as np
import pandas as pd

from unionreports.measures.rules import MAX_SECONDARY, SECONDARY_SHARE
from unionreports.models.unit_words import UnitWords

#: Words quoted for a code.
QUOTES = 5
#: Codes whose words are weighed at a time: bounds memory, changes no result.
_BATCH = 20_000


@dataclass(frozen=True)
class Coding:
    """What one method says of n units under k categories.

    Attributes
    ----------
    method
        Name of the method (`tables.METHODS`).
    probabilities
        Probability that each category is the unit's primary code, shape (n, k): rows add to 1.
    rows
        Table `priorities` of the method, in the order of the units.
    notes
        What a reader must know: categories the method cannot give, and why.
    knows
        Whether the method has anything to go by for a category in a unit, shape (n, k); all of it where not given.
        A category without a topic or an example is not unlikely, but unknown to it.
    """

    method: str
    probabilities: np.ndarray
    rows: pd.DataFrame
    notes: tuple[str, ...] = ()
    knows: np.ndarray | None = None


@dataclass(frozen=True)
class Codes:
    """Primary and secondary codes of n units, a unit's primary first, in the order of the units."""

    units: np.ndarray
    categories: np.ndarray
    weights: np.ndarray
    is_primary: np.ndarray


def with_frames(probabilities: np.ndarray, roles: Sequence[str], residual: int) -> np.ndarray:
    """The probabilities with those of units of role `frame` on the residual: their role comes from structure, not words."""
    frames = np.asarray(roles) == "frame"
    certain = np.zeros(probabilities.shape[1])
    certain[residual] = 1
    return np.where(frames[:, None], certain, probabilities)


def undecided(n: int, k: int, residual: int) -> np.ndarray:
    """Half for the residual, half for all k categories alike, shape (n, k): nothing is known of n units."""
    shares = np.full((n, k), 0.5 / k)
    shares[:, residual] += 0.5
    return shares


def choose_codes(probabilities: np.ndarray, residual: int, shares: np.ndarray | None = None) -> Codes:
    """The most probable category of each unit, and up to two others with a share of at least `SECONDARY_SHARE`.

    The residual stands alone: it is no subject beside another, and a unit without a subject has no second one.
    The first category of the codebook wins a tie.

    Parameters
    ----------
    probabilities
        Shape (n_units, n_categories).
    residual
        Position of the residual.
    shares
        Share of each category in each unit, of the same shape, where it is not its probability. A primary code
        counts for at least `SECONDARY_SHARE`.
    """
    n = len(probabilities)
    primary = np.round(probabilities, 12).argmax(axis=1)
    shares = np.round(probabilities if shares is None else shares, 12)
    shares[np.arange(n), primary] = np.maximum(shares[np.arange(n), primary], SECONDARY_SHARE)
    others = shares.copy()
    others[np.arange(n), primary] = 0
    others[:, residual] = 0
    others[primary == residual] = 0
    order = np.argsort(-others, axis=1, kind="stable")[:, :MAX_SECONDARY]
    chosen = np.column_stack([primary, order])
    weights = np.take_along_axis(shares, chosen, axis=1)
    second = np.take_along_axis(others, order, axis=1) >= SECONDARY_SHARE
    kept = np.column_stack([np.ones(n, bool), second])
    weights = np.where(kept, weights, 0)
    weights /= weights.sum(axis=1, keepdims=True)
    units, places = np.nonzero(kept)
    return Codes(units, chosen[units, places], weights[units, places], places == 0)


def priority_rows(
    method: str,
    unit_ids: Sequence[str],
    ids: Sequence[str],
    codes: Codes,
    probabilities: np.ndarray,
    evidence: Sequence[str],
) -> pd.DataFrame:
    """Table `priorities` of codes.

    Parameters
    ----------
    method
        Name of the method.
    unit_ids, ids
        Names of the units and of the categories.
    codes
        As `choose_codes` gives them.
    probabilities
        Shape (n_units, n_categories); the confidence of a code is its probability.
    evidence
        JSON list for each code.
    """
    return pd.DataFrame(
        {
            "unit_id": pd.Series(np.asarray(unit_ids, dtype=object)[codes.units], dtype="str"),
            "method": pd.Series([method] * len(codes.units), dtype="str"),
            "priority": pd.Series(np.asarray(ids, dtype=object)[codes.categories], dtype="str"),
            "weight": codes.weights,
            "is_primary": codes.is_primary,
            "confidence": np.clip(probabilities[codes.units, codes.categories], 0, 1),
            "evidence": pd.Series(list(evidence), dtype="str"),
        }
    )


def quote_words(
    words: UnitWords,
    codes: Codes,
    contribution: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
    says: Callable[[int, int], str],
    silent: np.ndarray,
) -> list[str]:
    """The words of its unit that speak most for each code, as JSON lists with raw offsets.

    Parameters
    ----------
    words
        Words of the units.
    codes
        Codes to quote words for.
    contribution
        From (units, categories, numbers of words), all of one shape, to what the word adds for the category. A
        word that adds nothing is not quoted; one that stands twice in a unit is quoted where it stands first.
    says
        From (category, number of a word) to what the quote says.
    silent
        Units whose code does not rest on words, shape (n_units,).
    """
    texts = [json.dumps(word, ensure_ascii=False) for word in words.vocabulary]
    evidence = ["[]"] * len(codes.units)
    speaking = np.flatnonzero(~silent[codes.units])
    for low in range(0, len(speaking), _BATCH):
        batch = speaking[low : low + _BATCH]
        first = words.begins[codes.units[batch]]
        length = words.begins[codes.units[batch] + 1] - first
        row = np.repeat(np.arange(len(batch)), length)
        place = np.arange(len(row)) + np.repeat(first - np.cumsum(length) + length, length)
        _, once = np.unique(row * len(texts) + words.words[place], return_index=True)
        row, place = row[once], place[once]
        categories = codes.categories[batch][row]
        value = contribution(codes.units[batch][row], categories, words.words[place])
        # Rounded, so that a difference in the last digit cannot swap two words; a tie goes to the earlier one.
        order = np.lexsort((place, -np.round(value, 9), row))
        order = order[value[order] > 1e-9]
        begin = np.searchsorted(row[order], np.arange(len(batch) + 1))
        for i, code in enumerate(batch.tolist()):
            best = order[begin[i] : min(begin[i] + QUOTES, begin[i + 1])]
            # Put together from parts that are JSON already: json.dumps of each quote would take most of the time.
            evidence[code] = (
                "["
                + ", ".join(
                    f'{{"quote": {texts[words.words[p]]}, "start": {words.starts[p]}, "end": {words.ends[p]}, '
                    f'"says": "{says(int(codes.categories[code]), int(words.words[p]))}"}}'
                    for p in place[best].tolist()
                )
                + "]"
            )
    return evidence
