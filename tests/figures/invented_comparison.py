"""Small invented frames of comparisons, words and agreement, with the columns that compare/ and validation/ give."""

import numpy as np
import pandas as pd

from figures.invented import CODEBOOK, shares

IDS = tuple(CODEBOOK["id"])


def many_places(n_places: int = 31) -> pd.DataFrame:
    """Shares by province of one to nine reports."""
    sizes = {f"第{i}省": (1 + (n_places - i) % 9, 1 + (n_places - i) % 9, 40 + i) for i in range(n_places)}
    return shares(sizes, "province")


def by_year() -> pd.DataFrame:
    """Shares by year with gaps, years of one and two reports, and one whose reports share a page."""
    sizes = {
        2004: (4, 3, 90),
        2005: (1, 1, 20),
        2008: (2, 2, 44),
        2009: (6, 6, 150),
        2014: (3, 1, 61),
        2020: (5, 4, 99),
    }
    return shares(sizes, "year")


def comparison(
    question: str = "difference",
    group_a: str = "county",
    group_b: str = "province",
    priorities: tuple[str, ...] = IDS,
    weightings: tuple[str, ...] = ("equal", "units", "characters"),
    small_n: bool = False,
    seed: int = 1,
) -> pd.DataFrame:
    """Estimates around 0 with intervals; a small group has neither, as `compare.comparison.compare` gives them."""
    random = np.random.default_rng(seed)
    base = random.normal(0, 0.05, len(priorities))
    rows = []
    for weighting in weightings:
        for priority, value in zip(priorities, base + random.normal(0, 0.01, len(base)) * (weighting != "equal")):
            p = float(np.exp(-abs(value) * 60))
            numbers = (value, value - 0.05, value + 0.05, p, min(1.0, p * 3)) if not small_n else (np.nan,) * 5
            sizes = (1, 9, 10, 10, 200) if small_n else (9, 12, 21, 17, 480)
            rows.append((question, group_a, group_b, priority, weighting, *numbers, *sizes, small_n, 3, None, np.nan))
    columns = [
        "question", "group_a", "group_b", "priority", "weighting", "estimate", "low", "high", "p", "p_adjusted",
        "n_reports_a", "n_reports_b", "n_reports", "n_pages", "n_units", "small_n", "n_left_out", "n_places", "i_squared",
    ]  # fmt: skip
    whole = {c: "Int64" for c in ("n_reports_a", "n_reports_b", "n_places")}
    return pd.DataFrame(rows, columns=columns).astype(whole)


def left_out(full: pd.DataFrame, kind: str = "report", n: int = 21, seed: int = 2) -> pd.DataFrame:
    """The comparison again without each of n reports; the first one carries whatever is just above 0."""
    random = np.random.default_rng(seed)
    frames = []
    for i in range(n):
        moved = full["estimate"] + random.normal(0, 0.006, len(full)) - (0.02 if i == 0 else 0)
        frame = full.assign(
            estimate=moved, low=moved - 0.05, high=moved + 0.05, left_out_kind=kind, left_out=f"x{i:03}-1"
        )
        was, now = (((f["low"] > 0) | (f["high"] < 0)) for f in (full, frame))
        sign = np.sign(full["estimate"]) != np.sign(moved)
        said = np.select(
            [was & ~now, ~was & now, sign], ["interval now includes 0", "interval now excludes 0", "sign"], ""
        )
        frames.append(frame.assign(changed=said))
    return pd.concat(frames, ignore_index=True)


def keyness(n_terms: int = 60, small_n: bool = False, seed: int = 6) -> pd.DataFrame:
    """Terms of two groups; codebook terms among them, some carried by one report, one no font can draw."""
    random = np.random.default_rng(seed)
    terms = ["集体协商", "职工之家", "\U00020bb7野", "厂务公开", *(f"词{i}" for i in range(n_terms - 4))]
    log_odds = np.sort(random.normal(0, 1.2, n_terms))[::-1]
    half = np.nan if small_n else 0.8
    frame = pd.DataFrame({
        "term": [terms[i] for i in random.permutation(n_terms)],
        "count_a": 9, "count_b": 4, "rate_a": random.uniform(0, 90, n_terms), "rate_b": random.uniform(0, 90, n_terms),
        "log_odds": log_odds, "z": log_odds / 0.4, "low": log_odds - half, "high": log_odds + half,
        "n_reports_a": random.integers(0, 9, n_terms), "n_reports_b": random.integers(0, 12, n_terms),
        "top_report_share": random.uniform(0.1, 0.9, n_terms), "small_n": small_n,
    })  # fmt: skip
    frame.attrs = {"by": "level", "group_a": "county", "group_b": "province"}
    frame.attrs |= {"n_reports_a": 9, "n_reports_b": 12, "n_pages_a": 8, "n_pages_b": 12}
    frame.attrs |= {"n_words_a": 13_210, "n_words_b": 40_002, "prior_size": 2_534.0}
    return frame


METHODS = ("codebook", "keywords", "classifier", "combined")
SUBSETS = {"all": (271, 11), "high confidence": (180, 11), "medium and low confidence": (91, 10)}


def agreement(subsets: dict[str, tuple[int, int]] = SUBSETS, seed: int = 7) -> pd.DataFrame:
    """Five measures of four methods; one kappa is not defined."""
    random = np.random.default_rng(seed)
    rows = []
    for method in METHODS:
        for subset, size in subsets.items():
            for measure in ("accuracy", "macro_f1", "kappa", "alpha", "partial"):
                value = random.uniform(0.4, 0.9)
                rows.append((method, subset, measure, value, value - 0.1, value + 0.08, *size, "reports"))
    rows[2] = (*rows[2][:3], np.nan, np.nan, np.nan, *rows[2][6:])
    columns = ["method", "subset", "measure", "value", "low", "high", "n_units", "n_reports", "interval_by"]
    return pd.DataFrame(rows, columns=columns)


def category_scores(priorities: tuple[str, ...] = IDS, seed: int = 8) -> pd.DataFrame:
    """F1 of four methods; a category the reference does not have, and one with one unit."""
    random = np.random.default_rng(seed)
    n = [0, 1, *range(3, len(priorities) + 1)]
    rows = []
    for method in METHODS:
        for priority, size in zip(priorities, n):
            f1 = random.uniform(0.3, 1) if size else np.nan
            rows.append((method, priority, f1, f1, f1, f1 - 0.15, min(1.0, f1 + 0.1), size, size + 1))
    columns = ["method", "priority", "precision", "recall", "f1", "f1_low", "f1_high", "n_reference", "n_coded"]
    return pd.DataFrame(rows, columns=columns)


def confusion(priorities: tuple[str, ...] = IDS, seed: int = 9) -> pd.DataFrame:
    """Codes of two methods, mostly right; the last category is coded and never in the reference."""
    random = np.random.default_rng(seed)
    rows = []
    for method in METHODS[:2]:
        for i, priority in enumerate(priorities[:-1]):
            rows.append((method, priority, priority, 5 + i % 9))
            rows += [
                (method, priority, str(other), 1 + i % 3)
                for other in random.choice(priorities, 2, replace=False)
                if other != priority
            ]
    return pd.DataFrame(rows, columns=["method", "reference", "coded", "n"])


def method_agreement(seed: int = 10) -> pd.DataFrame:
    """Kappa and accuracy of each pair, and alpha of all together."""
    random = np.random.default_rng(seed)
    rows = []
    for i, a in enumerate(METHODS):
        for b in METHODS[i + 1 :]:
            for measure in ("accuracy", "kappa"):
                value = random.uniform(0.3, 0.95)
                rows.append((a, b, "", measure, value, value - 0.1, value + 0.05, 281, 11))
            rows.append((a, b, "organising", "alpha", 0.5, 0.4, 0.6, 281, 11))
    rows.append(("all", "all", "", "alpha", 0.6, 0.5, 0.7, 281, 11))
    columns = ["method_a", "method_b", "priority", "measure", "value", "low", "high", "n_units", "n_reports"]
    return pd.DataFrame(rows, columns=columns)


def silence(report_ids: list[str], terms: int = 14, seed: int = 11) -> pd.DataFrame:
    """Counts of terms by report; the first term is missing where many were to be expected."""
    random = np.random.default_rng(seed)
    words = ["欠薪", "停工", "集体协商", "罢工", *(f"词{i}" for i in range(terms - 4))]
    rows = []
    for report in report_ids:
        for i, word in enumerate(words):
            expected = float(random.gamma(2, 2))
            count = 0 if i == 0 else int(random.poisson(expected))
            p = float(np.exp(-expected)) if count == 0 else 0.6
            rows.append((report, word, IDS[i % len(IDS)] if i % 5 else "", count, 9, "level and period", 7,
                         expected / 2, expected, p, min(1.0, p * 10)))  # fmt: skip
    columns = [
        "report_id", "term", "priority", "count", "n_peers", "peer_basis", "n_peers_using", "expected_rate",
        "expected_count", "probability", "p_adjusted",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
