"""How do topics depend on place, year, level and role, and how sure is that?

Shares of topics are not observed: a model gives each document's shares as a distribution (LDA: Dirichlet), and
refits give other topics. The method of composition (Treier & Jackman 2008, American Journal of Political Science 52;
`estimateEffect` of R's stm) draws shares, regresses each draw and pools; with shares that enter linearly and
independent documents the limit of infinitely many draws has a closed form, which is computed here. So nothing is
drawn, and a topic asked for alone cannot differ from the same topic among all.
"""

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.stats import t as student

from unionreports.compare.bootstrap import LEVEL
from unionreports.compare.cluster_robust import contrast
from unionreports.compare.effect_designs import Design, group_designs, year_designs
from unionreports.compare.intervals import NOTHING, sum_rows
from unionreports.model_tables import TOPIC_EFFECTS
from unionreports.models.topic_model import TopicModel
from unionreports.threads import one_thread

#: Worth, in pages, of what all topics say about the spread of one that varies little. Measured with shares known, 20
#: pages: 0 covers .946 of means (worst topic .91), 2 .973, 8 (as for priorities, which are fewer and rarer) .988.
BORROWED = 1.0
COVARIATES = ("place", "year", "level", "role")


def topic_effects(
    model: TopicModel,
    rows: pd.DataFrame,
    covariates: Sequence[str] = COVARIATES,
    topics: Collection[int] | None = None,
    runs: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """Table `topic_effects`: prevalence of topics by place, year, level and role, with 95 % intervals.

    Parameters
    ----------
    model
        Its `document_topic` and `concentration` are read; documents folded in are further rows of both.
    rows
        One row for each document: document_id, report_id, page_id, role, year, level, province, usable. Empty values
        enter no comparison by that column, and reports that are not usable enter none.
    covariates
        What to ask of; place is the province.
    topics
        Topics to give; None for all.
    runs
        `document_topic` of refits, their topics matched to those of the model. Estimates are then means over the
        model and its refits, and intervals carry how much these differ.

    Raises
    ------
    ValueError
        Where a covariate is unknown, a document has no row, or a run lacks documents or topics.

    Notes
    -----
    Effects are differences as found, not adjusted for other covariates: few corpora have the reports for that.
    The variance is W + B (Rubin 1987): W is the mean over posterior and refits of the variance between pages (CR2, pages
    as clusters), B the variance of the estimate over posterior and refits. Degrees of freedom are those of Barnard &
    Rubin (1999, Biometrika 86). Fewer than three pages (on either side of a difference) leave a point without
    interval, marked `small_n`.
    """
    unknown = [c for c in covariates if c not in COVARIATES]
    if unknown:
        raise ValueError(f"covariate is '{unknown[0]}'; choose {', '.join(COVARIATES)}.")
    shares = model.document_topic
    rows = _rows(rows, shares.index)
    shares = shares.loc[rows["document_id"]]
    draws = np.stack([_aligned(run, shares, i) for i, run in enumerate((shares, *runs))])
    noise = _posterior_variance(model, shares)
    asked = list(shares.columns) if topics is None else sorted(topics)
    places = shares.columns.get_indexer(asked)
    if (places < 0).any():
        raise ValueError(
            f"the model has no topic {asked[int(np.argmin(places))]}; it has 0 to {len(shares.columns) - 1}."
        )
    found = []
    with one_thread():
        for design in _designs(rows, covariates):
            estimate, low, high = (values[places] for values in _estimate(design, draws, noise))
            found.append(
                pd.DataFrame(
                    {
                        "model": pd.Series([model.model] * len(asked), dtype="str"),
                        "topic": np.array(asked, dtype="int64"),
                        "covariate": pd.Series([design.covariate] * len(asked), dtype="str"),
                        "value": pd.Series([design.value] * len(asked), dtype="str"),
                        "kind": pd.Series([design.kind] * len(asked), dtype="str"),
                        "estimate": estimate,
                        "low": low,
                        "high": high,
                        "n_documents": design.n_documents,
                        "n_reports": design.n_reports,
                        "n_pages": design.n_pages,
                        "small_n": not design.enough,
                    }
                )
            )
    return pd.concat(found, ignore_index=True) if found else TOPIC_EFFECTS.empty()


def _designs(rows: pd.DataFrame, covariates: Sequence[str]) -> Iterator[Design]:
    """The designs of all covariates, in the order asked."""
    for covariate in covariates:
        yield from year_designs(rows) if covariate == "year" else group_designs(rows, covariate)


def _estimate(design: Design, draws: np.ndarray, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Estimate and ends of the interval of every topic, each of shape (n_topics,).

    `draws` are shares of shape (n_runs, n_documents, n_topics), `noise` their posterior variances.
    """
    effect = contrast(design.columns, design.pages, design.combination)
    n, k = len(design.pages), draws.shape[2]
    size = np.bincount(design.cells, minlength=n)[:, None]
    means = [sum_rows(shares[design.documents], design.cells, n) / size for shares in draws]
    uncertain = sum_rows(noise[design.documents], design.cells, n) / size**2
    estimates = np.stack([effect.estimate(values) for values in means])
    estimate = estimates.mean(axis=0)
    nothing = np.full(k, np.nan)
    free = effect.degrees_of_freedom
    if not design.enough or not free:
        return estimate, nothing, nothing
    within = np.mean([effect.variance(values) for values in means], axis=0) + effect.variance_of_noise(uncertain)
    share = np.mean(means, axis=(0, 1))
    spread = _spread(within, share, free)
    binomial = np.maximum(share * (1 - share), NOTHING)
    within = spread * binomial
    posterior = effect.weights**2 @ uncertain
    m = len(draws)
    refits = estimates.var(axis=0, ddof=1) * (1 + 1 / m) if m > 1 else np.zeros(k)
    total = within + posterior + refits
    reach = student.ppf((1 + LEVEL) / 2, _degrees_of_freedom(free, within, refits, total, m))
    if design.columns.shape[1] == 1:
        return estimate, *_score_interval(estimate, reach**2 * total / binomial)
    half = reach * np.sqrt(total)
    ends = estimate, estimate - half, estimate + half
    # A curve may leave what a share can be, and an interval from few pages what two shares can differ by.
    low, high = {"mean": (0, 1), "difference": (-1, 1)}.get(design.kind, (-np.inf, np.inf))
    return tuple(np.clip(end, low, high) for end in ends)


def _spread(variance: np.ndarray, share: np.ndarray, free: float) -> np.ndarray:
    """Variances in units of m (1 - m), those of topics that few reports have drawn towards what all topics show.

    A topic that no page drawn happens to have shows no variance, and one that a few have shows too little. All topics
    together count as `BORROWED` pages; one that varies more than they do keeps its own.
    """
    binomial = share * (1 - share)
    if binomial.sum() <= NOTHING:
        return np.zeros(len(share))
    pooled = variance.sum() / binomial.sum()
    own = np.divide(variance, binomial, out=np.zeros(len(share)), where=binomial > NOTHING)
    return np.maximum(own, (free * own + BORROWED * pooled) / (free + BORROWED))


def _degrees_of_freedom(free: float, within: np.ndarray, refits: np.ndarray, total: np.ndarray, m: int) -> np.ndarray:
    """Barnard & Rubin (1999): of the pages, less what is not observed, and of the refits where there are any.

    Theirs go to 0, and intervals to infinity, where nearly all of the variance is that of the refits. But the more of it
    is theirs, the nearer it is known as well as the one of refits and pages that is known worse.
    """
    known = np.divide(within, total, out=np.ones_like(total), where=total > 0)
    observed = np.maximum((free + 1) / (free + 3) * free * known, NOTHING)
    between = np.divide(refits, total, out=np.zeros_like(total), where=total > 0)
    # Draws from the posterior are infinitely many and set no limit; refits are few.
    inverse = between**2 / (m - 1) if m > 1 else 0.0
    return np.maximum(1 / (1 / observed + inverse), between * min(free, m - 1))


def _score_interval(share: np.ndarray, pull: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ends of Wilson's interval of a share, inside 0 to 1, as `compare.intervals.mean_interval` has it.

    `pull` is the squared quantile over the effective number of observations.
    """
    centre = (share + pull / 2) / (1 + pull)
    half = np.sqrt(pull * share * (1 - share) + pull**2 / 4) / (1 + pull)
    return np.clip(np.minimum(centre - half, share), 0, 1), np.clip(np.maximum(centre + half, share), 0, 1)


def _posterior_variance(model: TopicModel, shares: pd.DataFrame) -> np.ndarray:
    """Variance of each share of each document given its words; 0 where the model has no posterior."""
    if model.concentration is None:
        return np.zeros(shares.shape)
    gamma = model.concentration.loc[shares.index, shares.columns].to_numpy()
    total = gamma.sum(axis=1, keepdims=True)
    return gamma * (total - gamma) / (total**2 * (total + 1))


def _rows(rows: pd.DataFrame, documents: pd.Index) -> pd.DataFrame:
    """Rows of the documents of the model that may enter a comparison, place named."""
    missing = documents.difference(rows["document_id"])
    if len(missing):
        raise ValueError(f"{len(missing)} documents of the model have no row, as '{missing[0]}'; give one for each.")
    kept = rows[rows["document_id"].isin(documents) & rows["usable"]]
    return kept.rename(columns={"province": "place"}).sort_values("document_id").reset_index(drop=True)


def _aligned(run: pd.DataFrame, shares: pd.DataFrame, number: int) -> np.ndarray:
    """A run's shares in the order of documents and topics of the model."""
    if not (shares.index.isin(run.index).all() and shares.columns.isin(run.columns).all()):
        raise ValueError(
            f"run {number} lacks documents or topics of the model; give document_topic of a refit to the same documents,"
            " its columns named by the matched topics."
        )
    return run.loc[shares.index, shares.columns].to_numpy()
