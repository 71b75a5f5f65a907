"""Texts with passages planted from one into another, the truth about them, and how well a list of alignments finds it.

Lenders are never changed; a borrower gets passages of lenders between two of its own sentences. Passages are whole
sentences, so nothing but their words tells where they begin. The noise falls on each character alone: harder than what
people do, who change words and leave whole clauses as they are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from unionreports.corpus.spun import COLUMNS
from unionreports.sheets import read_sheet

#: A passage is found where at least this much of it is reported, on both sides.
FOUND = 0.5
#: Characters from which on equal text of two documents is no chance and counts as really shared.
REAL = 13

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”）]*\n?|[^。！？\n]*\n|[^。！？\n]+\Z")
_DIGITS = re.compile(r"\d+")
_PERSON = re.compile(r"[\u4e00-\u9fff]{3}(?=同志)")

#: How one passage is changed before it is planted.
Change = Callable[[str, np.random.Generator], str]


@dataclass(frozen=True)
class Planting:
    """Texts, and what was planted: text_a, start_a, end_a, text_b, start_b, end_b (numbers of texts, positions)."""

    texts: list[str]
    truth: pd.DataFrame


def plant(
    lenders: Sequence[str],
    borrowers: Sequence[str],
    n: int,
    change: Change,
    seed: int,
    lengths: tuple[int, int] = (60, 600),
) -> Planting:
    """Move `n` passages of `lengths` characters (before they are changed) from lenders into borrowers.

    No two passages overlap in their lender and no place of a borrower gets two. The texts of the answer are the lenders,
    then the borrowers.
    """
    rng = np.random.default_rng(seed)
    free = [sentence_spans(text) for text in lenders]
    # Neither first nor last: what is planted has text of the borrower on either side.
    places = [[end for _, end in sentence_spans(text)[:-1]] for text in borrowers]
    planned: list[list[tuple[int, int, int, int]]] = [[] for _ in borrowers]
    for _ in range(n):
        lender, borrower = int(rng.integers(len(lenders))), int(rng.integers(len(borrowers)))
        start, end = take(free[lender], rng, lengths)
        at = places[borrower].pop(int(rng.integers(len(places[borrower]))))
        planned[borrower].append((at, lender, start, end))
    texts, rows = list(lenders), []
    for number, (text, passages) in enumerate(zip(borrowers, planned), start=len(lenders)):
        parts, length, copied = [], 0, 0
        for at, lender, start, end in sorted(passages):
            parts.append(text[copied:at])
            length, copied = length + at - copied, at
            planted = change(lenders[lender][start:end], rng)
            rows.append((lender, start, end, number, length, length + len(planted)))
            parts.append(planted)
            length += len(planted)
        texts.append("".join([*parts, text[copied:]]))
    return Planting(texts, pd.DataFrame(rows, columns=["text_a", "start_a", "end_a", "text_b", "start_b", "end_b"]))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, which together are the text."""
    return [m.span() for m in _SENTENCE.finditer(text) if m.end() > m.start()]


def take(free: list[tuple[int, int]], rng: np.random.Generator, lengths: tuple[int, int]) -> tuple[int, int]:
    """Take sentences in a row, of a length drawn evenly, out of those that are free."""
    low, high = lengths
    for _ in range(200):
        wanted, first = rng.integers(low, high + 1), int(rng.integers(len(free)))
        last = first
        while last + 1 < len(free) and free[last + 1][0] == free[last][1] and free[last][1] - free[first][0] < wanted:
            last += 1
        start, end = free[first][0], free[last][1]
        if low <= end - start <= high:
            del free[first : last + 1]
            return start, end
    raise ValueError("the lenders are too short for so many passages")


def noise(share: float, alphabet: str) -> Change:
    """Change this share of the characters: half are replaced, a quarter left out, a quarter get one before them.

    `alphabet` is text whose characters, as often as they stand in it, are what is put in.
    """
    pool = np.array(list(alphabet))

    def change(text: str, rng: np.random.Generator) -> str:
        drawn, new = rng.random(len(text)) / share if share else np.ones(len(text)), rng.choice(pool, len(text))
        return "".join(
            c if d >= 1 else n if d < 0.5 else "" if d < 0.75 else f"{n}{c}" for c, d, n in zip(text, drawn, new)
        )

    return change


def swap_names(names: Sequence[str]) -> Change:
    """Other figures for all figures, other names for all that are in `names` or stand before 同志."""
    found = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))

    def change(text: str, rng: np.random.Generator) -> str:
        text = _DIGITS.sub(lambda m: str(rng.integers(10 ** len(m[0]))), text)
        text = _PERSON.sub(lambda m: "".join(rng.choice(list("赵钱孙周吴郑文华建国明秀"), 3)), text)
        return found.sub(lambda m: str(rng.choice(names)), text)

    return change


def spin(lexicon: Path, share: float = 0.7) -> Change:
    """Put other words for most of the words for which programs that spin texts do (data/lexicons/set_phrases.csv)."""
    swaps: dict[str, list[str]] = {}
    for row in read_sheet(lexicon, COLUMNS, ("term", "kind")):
        if row.cells["kind"] == "swap":
            swaps.setdefault(row.cells["term"], []).append(row.cells["replacement"])
    found = re.compile("|".join(sorted(swaps, key=len, reverse=True)))

    def change(text: str, rng: np.random.Generator) -> str:
        return found.sub(lambda m: str(rng.choice(swaps[m[0]])) if rng.random() < share else m[0], text)

    return change


@dataclass(frozen=True)
class Score:
    """How well planted passages are found.

    Attributes
    ----------
    recall
        Share of the passages found: at least `FOUND` of them reported on both sides, for their pair of texts.
    recall_characters
        Share of their characters, of both sides, that are reported for their pair.
    precision
        Share of the reported characters, of both sides, that are planted or stand word for word in both texts; 1 where
        nothing is reported.
    n_false
        The other reported characters.
    """

    recall: float
    recall_characters: float
    precision: float
    n_false: int


def score(reported: pd.DataFrame, planting: Planting) -> Score:
    """Score alignments (text_a, start_a, end_a, text_b, start_b, end_b) against what was planted."""
    ours, truth = _masks(reported, planting.texts), _masks(planting.truth, planting.texts)
    found = covered = total = 0
    for row in planting.truth.itertuples():
        sides = [(row.text_a, row.start_a, row.end_a), (row.text_b, row.start_b, row.end_b)]
        masks = ours.get((row.text_a, row.text_b), (np.zeros(0, bool),) * 2)
        hits = [int(mask[start:end].sum()) for mask, (_, start, end) in zip(masks, sides)]
        sizes = [end - start for _, start, end in sides]
        found += all(hit >= FOUND * size for hit, size in zip(hits, sizes))
        covered, total = covered + sum(hits), total + sum(sizes)
    n_reported = n_false = 0
    for pair, masks in ours.items():
        for side, mask in enumerate(masks):
            beside = mask & ~truth[pair][side] if pair in truth else mask
            n_reported += int(mask.sum())
            n_false += _not_in(planting.texts[pair[1 - side]], planting.texts[pair[side]], np.flatnonzero(beside))
    n = len(planting.truth)
    return Score(
        found / n if n else 1.0, covered / total if n else 1.0, 1 - n_false / n_reported if n_reported else 1.0, n_false
    )


def _masks(rows: pd.DataFrame, texts: Sequence[str]) -> dict[tuple[int, int], tuple[np.ndarray, np.ndarray]]:
    """For each pair of texts with a row, which characters of either its rows cover."""
    masks: dict[tuple[int, int], tuple[np.ndarray, np.ndarray]] = {}
    for row in rows.itertuples():
        pair = (int(row.text_a), int(row.text_b))
        if pair not in masks:
            masks[pair] = tuple(np.zeros(len(texts[i]), bool) for i in pair)
        masks[pair][0][row.start_a : row.end_a] = True
        masks[pair][1][row.start_b : row.end_b] = True
    return masks


def _not_in(other: str, text: str, positions: np.ndarray) -> int:
    """How many of these positions of a text lie in no run of `REAL` characters that the other text has too."""
    windows = _windows(other)
    return sum(
        not any(text[i : i + REAL] in windows for i in range(max(0, at - REAL + 1), at + 1))
        for at in positions.tolist()
    )


@lru_cache(maxsize=64)
def _windows(text: str) -> frozenset[str]:
    return frozenset(text[i : i + REAL] for i in range(len(text) - REAL + 1))
