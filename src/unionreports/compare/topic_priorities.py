"""Which priority of the codebook does each topic map to, and how strong is the match?

The match is a reading of the topic from outside the model: the share-weighted overlap of the topic with the units coded
as each priority, set against how common the priority is anyway. The difference is a sum over reports of what each adds
to it. Were there no match, a report would add as often as take away: so chance is what comes of turning the signs of
whole reports at random, as in the wild cluster bootstrap (Cameron, Gelbach & Miller 2008, Rev. Econ. Stat. 90(3)). A
long stretch of one theme then counts as one coincidence, and a topic that is one report's own matches nothing.
"""

from itertools import product

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import LEVEL, MIN_PAGES, draw_clusters, widened_tail

#: How a match is called: beyond chance with most of the topic's weight, beyond chance, or neither.
STRENGTHS = ("strong", "partial", "weak")
#: From this share on a topic is called by the priority: more of it is that priority than all others together.
STRONG = 0.5
#: Up to so many reports every pattern of signs is looked at; beyond, as many are drawn.
ALL_SIGNS = 11


def topic_priority_shares(
    document_topics: pd.DataFrame,
    documents: pd.DataFrame,
    units: pd.DataFrame,
    reports: pd.DataFrame,
    priorities: pd.DataFrame,
    random_state: int,
    n_resamples: int = 1_000,
) -> pd.DataFrame:
    """Overlap of every topic with every priority.

    Parameters
    ----------
    document_topics, documents, units, reports : tables of these names. A unit has the shares of its document.
    priorities : rows of one method of the table `priorities`; only primary codes count.
    random_state : seed of the bootstrap over pages and of the signs.
    n_resamples : bootstrap samples.

    Returns
    -------
    DataFrame
        model, topic, priority, share (of the topic's weight that lies on units of the priority), low, high (95 %
        interval), base (share of the priority among the units), lift (share / base), lift_low, lift_high, chance (base
        and the excess that the best of all priorities reaches in one pattern of signs of twenty), p (share of the
        patterns in which the best exceeds its base as much as the best match does), weight (of the topic, in units),
        n_units, n_reports, n_pages, method (of coding). Intervals are missing with fewer than three pages.
    """
    found = [
        _of_model(model, *_aligned(rows, documents, units, reports, priorities), random_state, n_resamples)
        for model, rows in document_topics.groupby("model", sort=True)
    ]
    return pd.concat([frame for frame in found if len(frame)] or [_no_rows()], ignore_index=True)


def topic_priorities(shares: pd.DataFrame) -> pd.DataFrame:
    """The priority each topic maps to: the one that exceeds its base rate most, and how strong the match is.

    Parameters
    ----------
    shares : result of `topic_priority_shares`.

    Returns
    -------
    DataFrame
        The columns of `shares`, one row a topic, and strength: `strong` (beyond chance at the 5 % level, and the
        priority holds half of the topic or more), `partial` (beyond chance, but most of the topic is something else), `weak`
        (no more than chance brings to so few reports: every match in four or fewer, and one that a single report
        makes). Of twenty topics about one is beyond chance by chance. The strength speaks of the corpus at hand; how far other
        pages may differ, the intervals say.
    """
    ranked = shares.assign(excess=(shares["share"] - shares["base"]).round(9)).sort_values(
        ["model", "topic", "excess", "priority"], ascending=[True, True, False, True]
    )
    best = ranked.drop_duplicates(["model", "topic"]).drop(columns="excess").reset_index(drop=True)
    beyond = best["p"] <= 1 - LEVEL
    strength = np.where(beyond & (best["share"] >= STRONG), "strong", np.where(beyond, "partial", "weak"))
    return best.assign(strength=pd.Series(strength, best.index, dtype="str"))


def _aligned(rows, documents, units, reports, priorities) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Topic shares, codes and owners of the units that have both, in the order of the corpus."""
    shares = rows.pivot(index="document_id", columns="topic", values="share").fillna(0)
    primary = priorities.loc[priorities["is_primary"], ["unit_id", "priority", "method"]]
    placed = (
        documents[documents["document_id"].isin(shares.index)]
        .merge(units[["unit_id", "report_id", "start"]], on="unit_id", validate="one_to_one")
        .merge(reports[["report_id", "page_id"]], on="report_id")
        .merge(primary, on="unit_id", validate="one_to_one")
        .sort_values(["report_id", "start", "unit_id"], ignore_index=True)
    )
    codes = pd.get_dummies(placed["priority"], dtype=float)
    return shares.loc[placed["document_id"]].reset_index(drop=True), codes, placed


def _of_model(model, shares, codes, placed, random_state, n_resamples) -> pd.DataFrame:
    if placed.empty:
        return _no_rows()
    topic, coded = shares.to_numpy(), codes.to_numpy()
    page, pages = pd.factorize(placed["page_id"], sort=True)
    overlap, weight = topic.T @ coded, topic.sum(axis=0)
    base = coded.mean(axis=0)
    share = _ratio(overlap, weight[:, None])
    chance, p = _by_signs(topic, coded, pd.factorize(placed["report_id"], sort=True)[0], random_state)
    low, high, lift_low, lift_high = _intervals(topic, coded, page, len(pages), random_state, n_resamples)
    n_topics, n_priorities = share.shape
    frame = pd.DataFrame(
        {
            "model": model,
            "topic": np.repeat(shares.columns.to_numpy(), n_priorities),
            "priority": np.tile(codes.columns.to_numpy(), n_topics),
            "share": share.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "base": np.tile(base, n_topics),
            "lift": (share / base).ravel(),
            "lift_low": lift_low.ravel(),
            "lift_high": lift_high.ravel(),
            "chance": (base + chance[:, None]).clip(max=1).ravel(),
            "p": np.repeat(p, n_priorities),
            "weight": np.repeat(weight, n_priorities),
        }
    )
    # A topic without any weight is nowhere and matches nothing.
    kept = frame[frame["weight"] > 0]
    return kept.assign(
        n_units=len(placed),
        n_reports=placed["report_id"].nunique(),
        n_pages=len(pages),
        method=placed["method"].iloc[0],
    )


def _by_signs(topic, coded, report, random_state) -> tuple[np.ndarray, np.ndarray]:
    """Largest excess over the base rates that one pattern of signs of twenty reaches, and p; shape (n_topics,)."""
    weight = topic.sum(axis=0)
    # What a report adds to the excess share - base: over all units this sums to it. A report without the topic adds
    # nothing; were the topic's shares centred too, it would add what another report's codes did to the base.
    held, other = _ratio(topic, weight), coded - coded.mean(axis=0)
    n_reports = report.max() + 1
    added = np.stack([held[report == r].T @ other[report == r] for r in range(n_reports)])
    if n_reports <= ALL_SIGNS:
        signs = np.array(list(product((1.0, -1.0), repeat=n_reports)))
    else:
        signs = np.random.default_rng(random_state).choice((1.0, -1.0), size=(2**ALL_SIGNS, n_reports))
        signs[0] = 1
    # Rounded: equal sums taken in another order differ in the last digits.
    excess = np.round(np.tensordot(signs, added, axes=1).max(axis=2), 9)
    return np.quantile(excess, LEVEL, axis=0), (excess >= excess[0]).mean(axis=0)


def _intervals(topic, coded, page, n_pages, random_state, n_resamples) -> tuple[np.ndarray, ...]:
    """Ends of the intervals of share and lift, pages drawn with replacement; four arrays (n_topics, n_priorities)."""
    shape = (topic.shape[1], coded.shape[1])
    if n_pages < MIN_PAGES:
        return tuple(np.full(shape, np.nan) for _ in range(4))
    weights = draw_clusters(n_pages, n_resamples, np.random.default_rng(random_state))
    by_page = np.zeros((n_pages, *shape))
    for number in range(n_pages):
        own = page == number
        by_page[number] = topic[own].T @ coded[own]
    per_page = np.zeros((n_pages, coded.shape[1]))
    np.add.at(per_page, page, coded)
    overlap = np.tensordot(weights, by_page, axes=1)
    share = _ratio(overlap, overlap.sum(axis=2, keepdims=True))
    codes = weights @ per_page
    lift = _ratio(share, _ratio(codes, codes.sum(axis=1, keepdims=True))[:, None, :])
    tail = widened_tail(n_pages)
    ends = [_quantiles(values, tail) for values in (share, lift)]
    return *ends[0], *ends[1]


def _quantiles(samples: np.ndarray, tail: float) -> np.ndarray:
    """Both ends over the samples in which a value is defined; missing where that is less than half of them."""
    usable = np.isfinite(samples).mean(axis=0) >= 0.5
    ends = np.nanquantile(np.where(usable, samples, 0), [tail, 1 - tail], axis=0)
    return np.where(usable, ends, np.nan)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Quotient, NaN where the divisor is 0."""
    below = np.broadcast_to(below, np.broadcast_shapes(np.shape(above), np.shape(below)))
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)


def _no_rows() -> pd.DataFrame:
    texts, counts = ("model", "priority", "method"), ("topic", "n_units", "n_reports", "n_pages")
    columns = ("model", "topic", "priority", "share", "low", "high", "base", "lift", "lift_low", "lift_high", "chance")
    return pd.DataFrame(
        {
            name: pd.Series(dtype="str" if name in texts else "int64" if name in counts else "float64")
            for name in (*columns, "p", "weight", "n_units", "n_reports", "n_pages", "method")
        }
    )
