"""Invented entities with and without clusters: how often clusters are made of nothing, and whether planted ones are found."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_rand_score

from unionreports.model_tables import CLUSTER_METHODS
from unionreports.models.cluster_choice import choose_clusters
from unionreports.models.cluster_features import word_features
from unionreports.models.entity_space import entity_space
from unionreports.threads import one_thread

#: Numbers of reports: this project's seeds, one of each province, and larger corpora.
SIZES = (11, 31, 100, 300)
#: Sizes for planted clusters; with eleven reports no clusters of three to five can be told from chance.
PLANTED_SIZES = (31, 100)
#: One dataset in so many is drawn at sizes from 300, which take longest.
_LARGE, _FEWER = 300, 10
#: Planted datasets for each hundred without structure: each takes all draws, where those stop after a few.
_PLANTED = 0.04
_N_TOPICS, _N_PRIORITIES, _N_TERMS = 12, 20, 600


def factors(random: np.random.Generator, n: int) -> np.ndarray:
    """Shares of topics that hang together by two strong factors, unequal in size (logistic normal)."""
    loadings = random.normal(size=(2, _N_TOPICS)) * 0.8
    noise = random.normal(size=(n, _N_TOPICS)) * 0.4
    return _softmax(random.normal(size=_N_TOPICS) * 0.8 + random.normal(size=(n, 2)) @ loadings + noise)


def gradient(random: np.random.Generator, n: int) -> np.ndarray:
    """Shares of topics that change evenly along one line, as over the years."""
    place = random.random((n, 1)) - 0.5
    noise = random.normal(size=(n, _N_TOPICS)) * 0.3
    return _softmax(random.normal(size=_N_TOPICS) * 0.8 + place * random.normal(size=_N_TOPICS) * 3 + noise)


def skewed(random: np.random.Generator, n: int) -> np.ndarray:
    """Shares of which some are large in most entities and others nearly always zero (Dirichlet)."""
    return random.dirichlet(10 * random.dirichlet(np.ones(_N_TOPICS)) + 1e-3, n)


def corners(random: np.random.Generator, n: int) -> np.ndarray:
    """Shares of which mostly one is large, as LDA gives them (sparse Dirichlet)."""
    return random.dirichlet(np.full(_N_TOPICS, 0.3), n)


def few_units(random: np.random.Generator, n: int) -> np.ndarray:
    """Shares of priorities counted in reports of 4 to some hundred units."""
    shares = random.dirichlet(20 * random.dirichlet(np.ones(_N_PRIORITIES)) + 1e-3, n)
    return random.multinomial(np.maximum(4, random.lognormal(3.2, 0.8, n)).astype(int), shares) * 1.0


def words(random: np.random.Generator, n: int) -> np.ndarray:
    """Words by Zipf's law, with three factors, in reports of 200 to some ten thousand words; weighted as reports are."""
    shares = _softmax(
        -np.log(np.arange(1, _N_TERMS + 1))
        + random.normal(size=(n, 3)) @ random.normal(size=(3, _N_TERMS)) * 0.3
        + random.normal(size=(n, _N_TERMS)) * 0.3
    )
    return _weighted(random.multinomial(np.maximum(200, random.lognormal(7.3, 0.7, n)).astype(int), shares))


#: Datasets without clusters are drawn from these in turn.
WITHOUT_STRUCTURE: tuple[Callable[[np.random.Generator, int], np.ndarray], ...] = (
    factors,
    gradient,
    skewed,
    corners,
    few_units,
    words,
)


def planted(random: np.random.Generator, n: int, n_clusters: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Shares around as many centres, shape (n, 20), and the cluster of each; every cluster has the same size."""
    centres = random.dirichlet(np.full(_N_PRIORITIES, 0.3), n_clusters)
    truth = np.arange(n) % n_clusters
    return np.array([random.dirichlet(100 * centres[k] + 0.02) for k in truth]), truth


def planted_words(random: np.random.Generator, n: int, n_clusters: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Words of vocabularies that overlap, weighted as reports are, and the cluster of each report."""
    truth = np.arange(n) % n_clusters
    own = random.normal(size=(n_clusters, _N_TERMS))
    shares = _softmax(-np.log(np.arange(1, _N_TERMS + 1)) + own[truth] + random.normal(size=(n, _N_TERMS)) * 0.2)
    return _weighted(random.multinomial(random.integers(1_000, 3_000, n), shares)), truth


def verdict(values: np.ndarray, method: str, random_state: int) -> np.ndarray:
    """Labels that `choose_clusters` gives such entities, in their order."""
    ids = [f"e{i:05d}" for i in range(len(values))]
    features = pd.DataFrame(values, index=ids)
    # The answer does not hang on how many datasets are drawn after it is certain.
    with one_thread():
        return choose_clusters(entity_space(features, random_state), method, random_state, least_null=1).labels


def cluster_report(n: int, random_state: int, say: Callable[[str], None] = lambda line: None) -> str:
    """How often no structure is said of datasets without clusters, and how well planted clusters come back.

    Parameters
    ----------
    n
        Datasets without clusters for each method and size; a tenth of them at 300 entities, which take longest.
    random_state
        Seed.
    say
        Is told what is being drawn.

    Returns
    -------
    str
        Two tables in Markdown.
    """
    kinds = ", ".join(f.__name__.replace("_", " ") for f in WITHOUT_STRUCTURE)
    lines = [
        f'"No structure" is said of datasets without clusters (in turn: {kinds}), of how many:',
        "",
        _row("entities", *CLUSTER_METHODS),
        _row("---", *["---"] * len(CLUSTER_METHODS)),
    ]
    for size in SIZES:
        say(f"without clusters: {size} entities")
        n_sets = n if size < _LARGE else max(1, n // _FEWER)
        cells = []
        for method in CLUSTER_METHODS:
            said = sum(_says_none(i, size, method, random_state) for i in range(n_sets))
            cells.append(f"{said} of {n_sets}")
        lines.append(_row(str(size), *cells))
    lines += [
        "",
        "Planted clusters (four of shares, four of words, in turn): mean adjusted Rand, in brackets how often it is .95 or more:",
        "",
        _row("entities", *CLUSTER_METHODS),
        _row("---", *["---"] * len(CLUSTER_METHODS)),
    ]
    for size in PLANTED_SIZES:
        say(f"planted clusters: {size} entities")
        n_sets = max(2, round(n * _PLANTED))
        cells = []
        for method in CLUSTER_METHODS:
            rand = [_rand(i, size, method, random_state) for i in range(n_sets)]
            cells.append(f"{np.mean(rand):.3f} ({sum(r >= 0.95 for r in rand)} of {n_sets})")
        lines.append(_row(str(size), *cells))
    return "\n".join(lines)


def _says_none(i: int, size: int, method: str, random_state: int) -> bool:
    random = np.random.default_rng([random_state, size, i])
    return not verdict(WITHOUT_STRUCTURE[i % len(WITHOUT_STRUCTURE)](random, size), method, i).any()


def _rand(i: int, size: int, method: str, random_state: int) -> float:
    values, truth = (planted, planted_words)[i % 2](np.random.default_rng([random_state, size, i]), size)
    return float(adjusted_rand_score(truth, verdict(values, method, i)))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _weighted(counts: np.ndarray) -> np.ndarray:
    return word_features(csr_matrix(counts), range(counts.shape[1]), range(len(counts))).to_numpy()


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
