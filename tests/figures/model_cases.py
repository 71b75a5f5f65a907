"""Every figure of topics, clusters and specifications: of usual, tiny, large and empty tables."""

from functools import cache

import numpy as np

from figures import invented, invented_models as im
from unionreports.figures.cluster_choice import plot_cluster_choice
from unionreports.figures.cluster_profiles import plot_cluster_profile
from unionreports.figures.cluster_stability import plot_cluster_agreement, plot_cluster_stability
from unionreports.figures.cluster_trees import plot_dendrogram
from unionreports.figures.clusters import plot_report_map
from unionreports.figures.specification_curve import plot_claims, plot_specification_curve
from unionreports.figures.style import report_labels
from unionreports.figures.topic_choice import plot_topic_choice
from unionreports.figures.topic_effects import plot_topic_effects
from unionreports.figures.topic_priorities import plot_topic_priorities
from unionreports.figures.topic_stability import plot_topic_stability
from unionreports.figures.topic_years import plot_topic_years
from unionreports.figures.topics import plot_topic_terms, plot_topic_weights

BOOK = invented.CODEBOOK
REPORTS = invented.reports()
LABELS = report_labels(REPORTS)
IDS = list(REPORTS["report_id"])
TERMS, STABILITY = im.topic_terms(), im.stability()
UNMEASURED = STABILITY.head(0)
#: One topic has no name, one has a long one; 2 and 5 are unstable.
NAMES = {
    0: "Bargaining 集体协商",
    1: "Safety at work 安全生产 and the Ankang cup 安康杯",
    2: "[职工服务中心 功能 法律援助]",
}
WEIGHTS = im.weights(IDS)
CHOSEN = {"nmf": 16, "keywords": 20}
ROLES = im.effects({"plan": 21, "review": 21, "problem": 2}, "role")
YEARS = im.year_effects(range(2004, 2021), few=(2010, 2020))
MATCHES = im.matches()
AVERAGE = "reports_words_average"
TREE, CLUSTERS = im.cluster_tree(IDS), im.clusters(IDS)
CHOICE, JACCARD = im.cluster_choice(im.CLUSTERINGS[:2]), im.cluster_stability(im.CLUSTERINGS[:4])
AGREEMENT, PROFILE = im.cluster_agreement(im.CLUSTERINGS[:4]), im.profile()
CLAIMS = {"rising": "Aid and benefits take a growing share over the years 帮扶与福利的比重逐年上升"}
SPECIFICATIONS = im.specifications(seeds=1)

FIGURES = {
    "topic_terms": lambda: plot_topic_terms(TERMS, STABILITY, "nmf", 209, NAMES),
    "topic_weights": lambda: plot_topic_weights(WEIGHTS, STABILITY, "nmf", LABELS, NAMES),
    "topic_choice": lambda: plot_topic_choice(im.topic_choice(), CHOSEN),
    "topic_stability": lambda: plot_topic_stability(STABILITY, "nmf", NAMES, 0.8),
    "topic_effects": lambda: plot_topic_effects(ROLES, "nmf", "role", NAMES, STABILITY),
    "topic_years": lambda: plot_topic_years(YEARS, "nmf", NAMES, STABILITY),
    "topic_priorities": lambda: plot_topic_priorities(MATCHES, "nmf", NAMES, STABILITY, BOOK),
    "dendrogram": lambda: plot_dendrogram(TREE, CLUSTERS, AVERAGE, LABELS),
    "map": lambda: plot_report_map(CLUSTERS, REPORTS, AVERAGE, LABELS, (0.31, 0.2), 0.15),
    "cluster_choice": lambda: plot_cluster_choice(CHOICE),
    "cluster_stability": lambda: plot_cluster_stability(JACCARD, 0.75),
    "cluster_agreement": lambda: plot_cluster_agreement(AGREEMENT),
    "cluster_profile": lambda: plot_cluster_profile(PROFILE, "reports_words_kmeans", {}, "percentage points", 100),
    "specification": lambda: plot_specification_curve(SPECIFICATIONS, "rising", CLAIMS),
    "claims": lambda: plot_claims(SPECIFICATIONS, CLAIMS),
}


@cache
def drawn(name):
    """The figure of that name, drawn once: for tests that only look at it."""
    return FIGURES[name]()


#: One topic, one report, one year, one specification, nothing chosen, nothing measured.
TINY = {
    "topic_terms": lambda: plot_topic_terms(im.topic_terms(1, 5), UNMEASURED, "nmf", 1, {}),
    "topic_weights": lambda: plot_topic_weights(im.weights(IDS[:1], 1), UNMEASURED, "nmf", LABELS, {}),
    "topic_choice": lambda: plot_topic_choice(im.topic_choice((1,), ("nmf",)), {}),
    "topic_effects": lambda: plot_topic_effects(
        im.effects({"county": 1}, "level", 1), "nmf", "level", {}, UNMEASURED, "mean"
    ),
    "topic_years": lambda: plot_topic_years(im.year_effects(range(2011, 2012), 1, (2011,)), "nmf", {}, UNMEASURED),
    "dendrogram": lambda: plot_dendrogram(
        im.cluster_tree(IDS[:2]), im.clusters(IDS[:2], n_clusters=1), AVERAGE, LABELS
    ),
    "map": lambda: plot_report_map(im.clusters(IDS[:1], n_clusters=1), REPORTS, AVERAGE, LABELS),
    "cluster_choice": lambda: plot_cluster_choice(
        im.cluster_choice(im.CLUSTERINGS[:1], 1).assign(gap=np.nan, p=np.nan, chosen=True, reason="too few entities")
    ),
    "cluster_agreement": lambda: plot_cluster_agreement(AGREEMENT.head(1)),
    "claims": lambda: plot_claims(SPECIFICATIONS.head(1), {}),
}
MANY = [f"x{i:03}-1" for i in range(500)]
MANY_LABELS = {i: f"{i} 漾濞彝族自治县 2011" for i in MANY}
PROVINCES = {f"第{i}自治区": 1 + i % 5 for i in range(40)}
LARGE = {
    "topic_terms": (
        lambda: plot_topic_terms(im.topic_terms(200), im.stability(200), "nmf", 20_900, {}),
        "Shown: 30 of 200 topics",
    ),
    "topic_weights": (
        lambda: plot_topic_weights(im.weights(MANY, 200), im.stability(200), "nmf", MANY_LABELS, NAMES),
        "Shown: 60 of 500 reports; all are in the CSV. Shown: 30 of 200 topics",
    ),
    "topic_stability": (lambda: plot_topic_stability(im.stability(200), "nmf", NAMES, 0.8), "Shown: 60 of 200 topics"),
    "topic_effects": (
        lambda: plot_topic_effects(im.effects(PROVINCES, "place", 50), "nmf", "place", NAMES, im.stability(50)),
        "Shown: 34 of 40 values, those with most reports; all are in the CSV. Shown: 8 of 50 topics, those that differ",
    ),
    "dendrogram": (
        lambda: plot_dendrogram(im.cluster_tree(MANY), im.clusters(MANY), AVERAGE, MANY_LABELS),
        "Shown: 59 of 499 merges, the last ones",
    ),
    "map": (
        lambda: plot_report_map(im.clusters(MANY, n_clusters=12), REPORTS, AVERAGE, MANY_LABELS),
        "More than 40 names cannot be read",
    ),
    "cluster_stability": (
        lambda: plot_cluster_stability(im.cluster_stability(n_clusters=20), 0.75),
        "Shown: 60 of 240 clusters",
    ),
}
EMPTY = {
    "topic_terms": lambda: plot_topic_terms(TERMS, STABILITY, "another", 0, {}),
    "topic_weights": lambda: plot_topic_weights(WEIGHTS, STABILITY, "another", LABELS, {}),
    "topic_choice": lambda: plot_topic_choice(im.topic_choice().head(0), CHOSEN),
    "topic_stability": lambda: plot_topic_stability(STABILITY, "another", NAMES, 0.8),
    "topic_effects": lambda: plot_topic_effects(ROLES.assign(estimate=np.nan), "nmf", "role", NAMES, STABILITY),
    "topic_years": lambda: plot_topic_years(ROLES, "nmf", NAMES, STABILITY),
    "topic_priorities": lambda: plot_topic_priorities(MATCHES.head(0), "nmf", NAMES, STABILITY, BOOK),
    "dendrogram": lambda: plot_dendrogram(TREE, CLUSTERS, "reports_words_kmeans", LABELS),
    "map": lambda: plot_report_map(CLUSTERS.head(0), REPORTS, AVERAGE, LABELS),
    "cluster_choice": lambda: plot_cluster_choice(CHOICE.head(0)),
    "cluster_stability": lambda: plot_cluster_stability(JACCARD.head(0), 0.75),
    "cluster_agreement": lambda: plot_cluster_agreement(AGREEMENT.head(0)),
    "cluster_profile": lambda: plot_cluster_profile(PROFILE.head(0), "reports_words_kmeans", {}, ""),
    "specification": lambda: plot_specification_curve(SPECIFICATIONS, "another", CLAIMS),
    "claims": lambda: plot_claims(SPECIFICATIONS[SPECIFICATIONS["model"] == ""], CLAIMS),
}
