"""Which reports are alike: the tree of their merging and their map."""

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import dendrogram

from unionreports.figures.labels import place_labels
from unionreports.figures.style import BLACK, CYCLE, GREY, LEVELS, MAX_ROWS, finish, no_data, styled
from unionreports.models.clusters import Clustering

#: A map with more names than this is illegible; it then shows marks only.
_MAX_NAMES = 40


@styled
def plot_dendrogram(clustering: Clustering | None, labels: dict[str, str], features: str) -> Figure:
    """The order in which reports merge, from most alike to all in one.

    Parameters
    ----------
    clustering
        A hierarchical clustering on cosine distance, with its linkage; None where nothing could be clustered.
    labels
        Label of each report_id.
    features
        What the reports are compared by, such as "words".
    """
    title = f"Which reports are alike in their {features}: order of merging"
    report_ids = clustering.report_ids if clustering else ()
    if len(report_ids) < 2:
        return no_data(title, f"it takes two reports with {features}; there are {len(report_ids)}.")
    linkage, clusters = clustering.linkage, clustering.clusters.set_index("report_id")["cluster"]
    tree = dendrogram(linkage, no_plot=True)
    small = len(report_ids) > MAX_ROWS
    figure = Figure(figsize=(7.2, 0.5 + (0.1 if small else 0.24) * len(report_ids)))
    axes = figure.subplots()
    # scipy puts leaf number i at 5 + 10 i; each merge is a bracket of four points.
    brackets = [np.column_stack([d, (np.array(i) - 5) / 10]) for i, d in zip(tree["icoord"], tree["dcoord"])]
    axes.add_collection(LineCollection(brackets, colors=BLACK, linewidths=1.1))
    leaves = [report_ids[i] for i in tree["leaves"]]
    axes.set_yticks(range(len(leaves)), [labels[r] for r in leaves], fontsize=5 if small else 8)
    for tick, report in zip(axes.get_yticklabels(), leaves):
        tick.set_color(_colour(clusters.get(report)))
    axes.set_ylim(len(leaves) - 0.4, -0.6)
    axes.set_xlim(0, linkage[:, 2].max() * 1.05)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("mean cosine distance (0: the same proportions, 1: nothing in common)")
    axes.grid(axis="x")
    note = (
        f"n = {len(leaves)} reports in {clusters.nunique()} clusters (colour of the names). A merge far to the left "
        "joins reports that are alike. With few reports one page more or less can change the tree."
    )
    return finish(figure, title, note)


@styled
def plot_report_map(
    clustering: Clustering | None, reports: pd.DataFrame, labels: dict[str, str], features: str
) -> Figure:
    """Reports on their first two principal coordinates; colour is the cluster, the marker the level.

    Parameters as for `plot_dendrogram`; `reports` is the table of that name, for the levels.
    """
    title = f"Map of the reports by their {features}"
    if clustering is None or clustering.clusters.empty:
        return no_data(title, f"no report has {features} to compare.")
    clusters, explained = clustering.clusters, clustering.explained
    data = clusters.merge(reports[["report_id", "level"]], on="report_id").sort_values("report_id")
    figure = Figure(figsize=(7.2, 5))
    axes = figure.subplots()
    axes.axhline(0, color="#DDDDDD", lw=0.8)
    axes.axvline(0, color="#DDDDDD", lw=0.8)
    for (level, cluster), alike in data.groupby(["level", "cluster"]):
        marker, _ = LEVELS[level or "unknown"]
        axes.plot(alike["x"], alike["y"], marker=marker, color=_colour(cluster), ms=8, mec="white", ls="none")
    axes.set_xlabel(f"first principal coordinate ({explained[0]:.0%} of the variance)")
    axes.set_ylabel(f"second principal coordinate ({explained[1]:.0%} of the variance)")
    axes.margins(0.12)
    found = sorted(data["cluster"].unique())
    levels = [level for level in LEVELS if level in set(data["level"].replace("", "unknown"))]
    sizes = data["cluster"].value_counts()
    named, rest = [c for c in found if c < len(CYCLE)], [c for c in found if c >= len(CYCLE)]
    names = {_colour(c): f"cluster {c} (n = {sizes[c]})" for c in named}
    if rest:
        names[GREY] = f"{len(rest)} other clusters (n = {sizes[rest].sum()})"
    handles = [Line2D([], [], marker="o", color=colour, ls="none", label=name) for colour, name in names.items()]
    handles += [
        Line2D([], [], marker=LEVELS[v][0], color=BLACK, mfc="white", ls="none", label=LEVELS[v][1]) for v in levels
    ]
    # A cluster of one has no silhouette and counts 0, as where the number of clusters is chosen.
    silhouette = data["silhouette"].fillna(0.0).mean() if data["silhouette"].notna().any() else float("nan")
    note = (
        f"n = {len(data)} reports. The two axes hold {sum(explained):.0%} of the variance, so distances on the map "
        "are partial. "
        + (f"Mean silhouette {silhouette:.2f} (1: clear groups, 0: none)." if pd.notna(silhouette) else "")
    )
    finish(figure, title, note, handles)
    if len(data) <= _MAX_NAMES:
        place_labels(figure, axes, data[["x", "y"]].to_numpy(), [labels[r] for r in data["report_id"]])
    return figure


def _colour(cluster: int | None) -> str:
    """Colour of a cluster by its number; grey beyond the colours at hand or without a cluster."""
    return GREY if cluster is None or cluster >= len(CYCLE) else CYCLE[int(cluster)]
