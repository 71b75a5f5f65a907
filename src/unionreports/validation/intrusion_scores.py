"""How often is the intruder found, how far from the model are the misses, and do coders agree?

Chang et al. (2009), NIPS 22: model precision is the share of coders who find the intruder, topic log odds how much more
the model thinks of the topic a coder took for the intruder than of the true one (0 at best).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

from unionreports.compare.bootstrap import LEVEL, draw_clusters
from unionreports.errors import InputError
from unionreports.validation.coefficients import MISSING, alpha_counts
from unionreports.validation.intrusion_answers import Answers
from unionreports.validation.intrusion_items import Item
from unionreports.validation.method_agreement import ALL
from unionreports.validation.resampling import estimate

#: NMF gives shares of exactly 0, whose logarithm has no end: smaller shares count as this.
LEAST_SHARE = 0.001
MEASURES = ("precision", "log_odds", "alpha")


def intrusion_scores(answers: Sequence[Answers], n_resamples: int = 2_000) -> pd.DataFrame:
    """Scores of every coder, and of all together, on sheets of one draw.

    precision: share of the items whose intruder was found; an item without an answer is one not found. Its interval is
    Wilson's for as many trials as there are items, whatever the number of coders, who judge the same items.
    log_odds (topic task): mean over the items answered; bootstrap over items. alpha: as `choice_alpha`; bootstrap over
    items.

    Parameters
    ----------
    answers : sheets of one draw, one a coder.

    Returns
    -------
    DataFrame
        coder (ALL for all together), measure, value, low, high (95 % interval; missing where nothing varies), chance
        (of a coder who guesses; of alpha 0), n_items (that the value rests on), n_coders.

    Raises
    ------
    InputError
        Sheets of several draws, or two of one coder.
    """
    items = _one_draw(answers)
    chosen = np.column_stack([a.chosen for a in answers])
    right = chosen == np.array([i.intruder for i in items])[:, None]
    guess = float(np.mean([1 / len(i.choices) for i in items]))
    weights = draw_clusters(len(items), n_resamples, np.random.default_rng(abs(answers[0].draw.random_state)))
    # Of one coder all together is that coder.
    columns = {a.coder: [c] for c, a in enumerate(answers)} | ({ALL: slice(None)} if len(answers) > 1 else {})
    rows = []
    for coder, which in columns.items():
        found, n_coders = right[:, which], right[:, which].shape[1]
        value = float(found.mean())
        rows.append((coder, "precision", value, *wilson(value, len(items)), guess, len(items), n_coders))
        if answers[0].draw.task == "topics":
            odds = log_odds(items, chosen[:, which])
            answered = np.isfinite(odds).any(axis=1)
            low, high = _mean_interval(odds, weights)
            value = float(np.nanmean(np.nanmean(odds[answered], axis=1))) if answered.any() else np.nan
            rows.append((coder, "log_odds", value, low, high, chance_log_odds(items), int(answered.sum()), n_coders))
    if len(answers) > 1:
        value, low, high = (float(v) for v in estimate(choice_alpha, _choice_counts(items, chosen), weights))
        shared = int(((chosen != MISSING).sum(axis=1) > 1).sum())
        rows.append(
            (ALL, "alpha", value, *((low, high) if low < high else (np.nan, np.nan)), 0.0, shared, len(answers))
        )
    names = ["coder", "measure", "value", "low", "high", "chance", "n_items", "n_coders"]
    return pd.DataFrame(rows, columns=names)


def word_results(answers: Sequence[Answers]) -> pd.DataFrame:
    """The word task topic by topic.

    Returns
    -------
    DataFrame
        topic, words (those that lead it), intruder, found and answered (numbers of coders), instead (words taken for
        the intruder in its place), in the order of the topics.
    """
    rows = []
    for number, item in enumerate(_one_draw(answers)):
        taken = [int(a.chosen[number]) for a in answers if a.chosen[number] != MISSING]
        wrong = [item.choices[i] for i in dict.fromkeys(taken) if i != item.intruder]
        own = [word for i, word in enumerate(item.choices) if i != item.intruder]
        rows.append(
            (
                item.topic,
                "、".join(own),
                item.choices[item.intruder],
                taken.count(item.intruder),
                len(taken),
                "、".join(wrong),
            )
        )
    names = ["topic", "words", "intruder", "found", "answered", "instead"]
    return pd.DataFrame(rows, columns=names).sort_values("topic", ignore_index=True)


def topic_results(answers: Sequence[Answers]) -> pd.DataFrame:
    """The topic task topic by topic: is it known where it intrudes, and taken for an intruder where it does not?

    Returns
    -------
    DataFrame
        topic, words, intruding (answers to items in which it is the intruder), found (of these), leading (answers to
        items whose document is about it), mistaken (of these), in the order of the topics.
    """
    rows = []
    for number, item in enumerate(_one_draw(answers)):
        for position, topic in enumerate(item.topics):
            taken = np.array([a.chosen[number] for a in answers if a.chosen[number] != MISSING])
            hits, intrudes = int((taken == position).sum()), position == item.intruder
            rows.append(
                (topic, item.choices[position], *((len(taken), hits, 0, 0) if intrudes else (0, 0, len(taken), hits)))
            )
    names = ["topic", "words", "intruding", "found", "leading", "mistaken"]
    return pd.DataFrame(rows, columns=names).groupby(["topic", "words"], as_index=False).sum()


def log_odds(items: Sequence[Item], chosen: np.ndarray) -> np.ndarray:
    """Log share of the true intruder less that of the choice taken, shape (n_items, n_coders); NaN without one."""
    logs = [np.log(np.maximum(item.shares, LEAST_SHARE)) for item in items]
    odds = np.full(chosen.shape, np.nan)
    for row, (item, log) in enumerate(zip(items, logs, strict=True)):
        given = chosen[row] != MISSING
        odds[row, given] = log[item.intruder] - log[chosen[row, given]]
    return odds


def chance_log_odds(items: Sequence[Item]) -> float:
    """Topic log odds to be expected of a coder who guesses."""
    return float(np.mean([log_odds([i], np.arange(len(i.choices))[None]).mean() for i in items]))


def choice_alpha(counts: np.ndarray) -> np.ndarray:
    """Krippendorff's nominal alpha of what coders chose among few or many choices: (..., s, 2, k) -> (...).

    It is of the choices, not of right and wrong, so that it is defined where all are right. Two who guess agree more
    often on an item with two choices than on one with four; so the disagreement to expect is taken among the items with
    equally many choices, and added up. Where all items have equally many it is `coefficients.nominal_alpha`.

    Parameters
    ----------
    counts : counts for alpha (`coefficients.alpha_counts`) in each of s groups of items.
    """
    matching, values = counts[..., 0, :].sum(axis=-1), counts[..., 1, :]
    n = values.sum(axis=-1)
    expected = (n * n - (values * values).sum(axis=-1)) / np.maximum(n - 1, 1)
    below = expected.sum(axis=-1)
    return 1 - (n - matching).sum(axis=-1) / np.where(below > 0, below, np.nan)


def _choice_counts(items: Sequence[Item], chosen: np.ndarray) -> np.ndarray:
    """Counts for alpha of every item in the group of those with as many choices, shape (n_items, n_groups, 2, k)."""
    sizes = np.array([len(i.choices) for i in items])
    counts = alpha_counts(chosen, np.arange(len(items)), len(items), sizes.max())
    groups = sizes[:, None] == np.unique(sizes)
    return counts[:, None] * groups[:, :, None, None]


def wilson(share: float, n: int) -> tuple[float, float]:
    """95 % interval of a share of n trials (Wilson 1927, J. Am. Stat. Assoc. 22); it has a width at 0 and 1 too."""
    z = norm.ppf((1 + LEVEL) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, float(middle - reach)), min(1.0, float(middle + reach))


def _mean_interval(odds: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Interval of the mean over items; missing where nothing varies, for then a bootstrap knows nothing."""
    given = np.isfinite(odds).sum(axis=1)
    means = np.where(given > 0, np.nansum(odds, axis=1) / np.maximum(given, 1), 0)
    if len(np.unique(means[given > 0].round(12))) < 2:
        return np.nan, np.nan
    counts = np.column_stack([means, given > 0]).astype(float)

    def mean(sums: np.ndarray) -> np.ndarray:
        return sums[..., 0] / np.where(sums[..., 1] > 0, sums[..., 1], np.nan)

    _, low, high = estimate(mean, counts, weights)
    return float(low), float(high)


def _one_draw(answers: Sequence[Answers]) -> tuple[Item, ...]:
    """The items of sheets; raise unless they are of one draw and each of another coder."""
    if len({str(a.draw) for a in answers}) != 1:
        raise InputError(
            "intrusion sheets", "none, or sheets of several draws", remedy="score the sheets of each draw together"
        )
    coders = [a.coder for a in answers]
    doubled = next((c for c in coders if coders.count(c) > 1), None)
    if doubled is not None:
        raise InputError(
            "intrusion sheets",
            "two sheets of the same coder",
            column="coder",
            value=doubled,
            remedy="give each sheet once, and each coder a name of their own",
        )
    return answers[0].items
