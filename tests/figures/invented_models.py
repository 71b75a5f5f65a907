"""Small invented tables of topics, clusters and specifications, of any size."""

from itertools import product

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import linkage

from figures import invented
from unionreports.model_tables import MODELS, SPECIFICATIONS, VERDICTS

WORDS = (
    "工会 职工 工资集体协商 劳动竞赛 送温暖 安康杯 农民工 职代会 厂务公开 女职工 培训 文体活动 经费 劳模 法律援助 组建 入会 社区 "
    "企业 困难职工 新就业形态劳动者 协商 民主管理 技能 创新 安全生产 书屋 体检 信息 维权 中华人民共和国工会法 厂务公开民主管理"
).split()


def topic_terms(n_topics: int = 7, n_terms: int = 12, model: str = "nmf", seed: int = 3) -> pd.DataFrame:
    """Table `topic_terms`; the order by FREX is not that by weight."""
    random = np.random.default_rng(seed)
    rows = []
    for topic in range(n_topics):
        terms = random.permutation(WORDS)[:n_terms]
        weights = np.sort(random.dirichlet(np.ones(n_terms)))[::-1] * 0.4
        frex, lift = random.random(n_terms), 1 + 40 * random.random(n_terms)
        rows += [(model, topic, r + 1, *values) for r, values in enumerate(zip(terms, weights, frex, lift))]
    return pd.DataFrame(rows, columns=["model", "topic", "rank", "term", "weight", "frex", "lift"])


def stability(n_topics: int = 7, unstable: tuple[int, ...] = (2, 5), model: str = "nmf") -> pd.DataFrame:
    """Table `topic_stability`: topics of `unstable` fall below .8 when pages are drawn again, in all else they hold."""
    rows = []
    for kind, topic in product(("seeds", "pages"), range(n_topics)):
        mean = 0.55 if topic in unstable and kind == "pages" else 0.97 - 0.01 * (topic % 9)
        rows.append((model, topic, kind, 20, mean, mean - 0.2, mean - 0.05, mean >= 0.8))
    return pd.DataFrame(
        rows, columns=["model", "topic", "kind", "n_runs", "similarity", "lowest", "terms_kept", "stable"]
    )


def weights(report_ids: list[str], n_topics: int = 7, model: str = "nmf") -> pd.DataFrame:
    """Rows as `compare.topic_reading.topic_weights` gives them."""
    shares = np.random.default_rng(4).dirichlet(np.full(n_topics, 0.4), size=len(report_ids))
    rows = [(model, r, t, s, 20) for r, own in zip(report_ids, shares) for t, s in enumerate(own)]
    return pd.DataFrame(rows, columns=["model", "report_id", "topic", "share", "n_units"])


def topic_choice(numbers: tuple[int, ...] = (5, 10, 15, 20, 30), models: tuple[str, ...] = MODELS) -> pd.DataFrame:
    """Table `topic_choice`, every measure of every model."""
    random = np.random.default_rng(6)
    rows = []
    for model, measure in product(models, ("npmi", "c_v", "exclusivity", "held_out", "stability", "own_report")):
        for n in numbers:
            value = -7 + 0.1 * random.random() if measure == "held_out" else 0.3 + 0.5 * random.random()
            low, high = (np.nan, np.nan) if measure == "c_v" else (value - 0.05, value + 0.04)
            rows.append((model, n, measure, value, low, high, 20))
    return pd.DataFrame(rows, columns=["model", "n_topics", "measure", "value", "low", "high", "n"])


def effects(values: dict[str, int], covariate: str, n_topics: int = 7, model: str = "nmf") -> pd.DataFrame:
    """Table `topic_effects`: value to its number of reports; fewer than three have no interval.

    Of the first topic the first value lies clearly above the others.
    """
    random = np.random.default_rng(9)
    rows = []
    for topic, (i, (value, n)), kind in product(range(n_topics), enumerate(values.items()), ("mean", "difference")):
        middle = 0.12 + 0.05 * random.random() if kind == "mean" else 0.03 * random.standard_normal()
        middle = 0.2 if topic == i == 0 else middle
        low, high = (middle - 0.08, middle + 0.08) if n >= 3 else (np.nan, np.nan)
        rows.append((model, topic, covariate, value, kind, middle, low, high, 10 * n, n, n, n < 3))
    columns = ["model", "topic", "covariate", "value", "kind", "estimate", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "n_documents", "n_reports", "n_pages", "small_n"])


def year_effects(years: range, n_topics: int = 7, few: tuple[int, ...] = ()) -> pd.DataFrame:
    """The same by year, with slopes; the years of `few` have one report."""
    curves = effects({str(y): 1 if y in few else 6 for y in years}, "year", n_topics)
    means = curves[curves["kind"] == "mean"]
    slopes = means.drop_duplicates("topic").assign(
        value="a year", kind="slope", estimate=0.004, low=0.001, high=0.007, small_n=False
    )
    return pd.concat([means, slopes], ignore_index=True)


def matches(n_topics: int = 7, model: str = "nmf") -> pd.DataFrame:
    """Rows as `compare.topic_priorities.topic_priorities` gives them: strong, partial and weak in turn."""
    rows = []
    for topic in range(n_topics):
        share, chance = ((0.7, 0.3), (0.4, 0.2), (0.2, 0.25))[topic % 3]
        strength = ("strong", "partial", "weak")[topic % 3]
        priority = invented.CODEBOOK["id"][topic % len(invented.CODEBOOK)]
        rows.append((model, topic, priority, share, share - 0.1, share + 0.1, chance, strength, 31.4, 209, 7, 5))
    columns = ["model", "topic", "priority", "share", "low", "high", "chance", "strength", "weight"]
    return pd.DataFrame(rows, columns=[*columns, "n_units", "n_reports", "n_pages"])


def clusters(ids: list[str], clustering: str = "reports_words_average", n_clusters: int = 3) -> pd.DataFrame:
    """Table `clusters`; the first entity is alone in the last cluster."""
    random = np.random.default_rng(8)
    found = np.array([n_clusters - 1, *(random.integers(0, max(n_clusters - 1, 1), len(ids) - 1))])
    entities, features, method = clustering.rsplit("_", 2)
    return pd.DataFrame(
        {
            "clustering": clustering,
            "entities": entities,
            "features": features,
            "method": method,
            "entity_id": ids,
            "cluster": found,
            "silhouette": np.where(found == n_clusters - 1, np.nan, 0.3),
            "x": random.standard_normal(len(ids)),
            "y": random.standard_normal(len(ids)),
        }
    )


def cluster_tree(ids: list[str], clustering: str = "reports_words_average", seed: int = 2) -> pd.DataFrame:
    """Table `cluster_trees` of random points, as average linkage merges them."""
    merges = linkage(np.random.default_rng(seed).random((len(ids), 4)), method="average")
    members = [[i] for i in ids]
    rows = []
    for step, (a, b, distance, n) in enumerate(merges, 1):
        left, right = members[int(a)], members[int(b)]
        members.append(sorted(left + right))
        rows.append((clustering, step, "|".join(left), "|".join(right), distance, int(n)))
    return pd.DataFrame(rows, columns=["clustering", "step", "left", "right", "distance", "n"])


CLUSTERINGS = tuple(
    f"{entities}_{features}_{method}"
    for entities, features in (("reports", "topics"), ("reports", "words"), ("region_years", "priorities"))
    for method in ("kmeans", "ward", "average", "hdbscan")
)


def cluster_choice(clusterings: tuple[str, ...] = CLUSTERINGS, most: int = 9) -> pd.DataFrame:
    """Table `cluster_choice`: those of HDBSCAN and Ward find no structure, the others three clusters."""
    random = np.random.default_rng(1)
    rows = []
    for clustering in clusterings:
        chosen = 1 if clustering.endswith(("hdbscan", "ward")) else 3
        for n in range(1, most + 1):
            value = np.nan if n == 1 else 0.3 - 0.02 * n + (0.3 if n == chosen else 0)
            null = np.nan if n == 1 else 0.25 - 0.02 * n
            gap = np.nan if clustering.endswith("hdbscan") else 0.1 * random.random() + 0.05 * n
            p = 0.4 if chosen == 1 else 0.004
            reason = "no number beats data without structure" if chosen == 1 else "largest silhouette"
            rows.append((clustering, n, value, null, gap, 0.02, p, n == chosen, reason if n == chosen else ""))
    columns = ["clustering", "n_clusters", "silhouette", "null_silhouette", "gap", "gap_error", "p", "chosen", "reason"]
    return pd.DataFrame(rows, columns=columns)


def cluster_stability(clusterings: tuple[str, ...] = CLUSTERINGS, n_clusters: int = 3) -> pd.DataFrame:
    """Table `cluster_stability`: the last cluster of each clustering dissolves, or is too small to be measured."""
    rows = []
    for (i, clustering), cluster in product(enumerate(clusterings), range(n_clusters)):
        jaccard = 0.9 - 0.1 * cluster - 0.2 * (cluster == n_clusters - 1)
        jaccard = np.nan if (i, cluster) == (0, n_clusters - 1) else jaccard
        rows.append((clustering, cluster, 12 - cluster, 5, jaccard, 1 - jaccard, 100, jaccard >= 0.75))
    return pd.DataFrame(
        rows, columns=["clustering", "cluster", "n", "n_pages", "jaccard", "dissolved", "n_runs", "stable"]
    )


def cluster_agreement(clusterings: tuple[str, ...] = CLUSTERINGS) -> pd.DataFrame:
    """Every pair of clusterings once; one is no better than chance."""
    pairs = [(a, b) for i, a in enumerate(clusterings) for b in clusterings[i + 1 :]]
    values = np.linspace(-0.1, 1, len(pairs))
    rows = [(a, b, value, 31) for (a, b), value in zip(pairs, values)]
    return pd.DataFrame(rows, columns=["clustering_a", "clustering_b", "adjusted_rand", "n"])


def profile(clustering: str = "reports_words_kmeans", n_clusters: int = 3, n_features: int = 14) -> pd.DataFrame:
    """What characterises each cluster; the first feature most, the others less and less."""
    rows = []
    for cluster, (i, feature) in product(range(n_clusters), enumerate(WORDS[:n_features])):
        difference = (0.2 - 0.015 * i) * (-1) ** (i + cluster)
        rows.append((clustering, cluster, feature, difference, difference - 0.06, difference + 0.06, 9 - cluster))
    return pd.DataFrame(rows, columns=["clustering", "cluster", "feature", "difference", "low", "high", "n"])


def specifications(claims: tuple[str, ...] = ("more_in_plans", "rising"), seeds: int = 2) -> pd.DataFrame:
    """Table `specifications`, all combinations of choices; the segmenter is the same in all.

    The last of several claims cannot be computed for whole reports. The codes themselves say .05 of each claim.
    """
    random = np.random.default_rng(7)
    choices = product(
        MODELS, ("unit", "report"), (True, False), (True, False), ("counts", "tfidf"), (10, 20), range(seeds)
    )
    rows = []
    for choice, (i, claim) in product(choices, enumerate(claims)):
        model, documents, stop, shared, weighting, n_topics, seed = choice
        none = documents == "report" and i == len(claims) - 1 and len(claims) > 1
        value = np.nan if none else 0.04 - 0.01 * i + 0.03 * random.standard_normal()
        low, high = value - 0.03, value + 0.03
        verdict = VERDICTS[3] if none else VERDICTS[0] if low > 0 else VERDICTS[2] if high < 0 else VERDICTS[1]
        name = "|".join(map(str, choice))
        own = (name, claim, model, documents, "dictionary", stop, shared, weighting, n_topics, seed)
        rows.append((*own, value, low, high, 31, 12, verdict, "too few documents" if none else ""))
    for claim in claims:
        rows.append(("codes", claim, "", "unit", "", False, True, "", 0, 0, 0.05, 0.02, 0.08, 31, 12, "holds", ""))
    return pd.DataFrame(rows, columns=list(SPECIFICATIONS.columns))
