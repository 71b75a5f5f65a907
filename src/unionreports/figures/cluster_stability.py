"""Whether clusters hold: when entities are drawn again, and between methods."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import numpy as np
import pandas as pd

from unionreports.figures.cluster_looks import cluster_name, clustering_name
from unionreports.figures.heatmap import heatmap
from unionreports.figures.marks import row_axis, write_beside
from unionreports.figures.style import BLACK, BLUE, GREY, MAX_ROWS, RED, counted, finish, left_out, no_data, styled


@styled
def plot_cluster_stability(cluster_stability: pd.DataFrame, threshold: float) -> Figure:
    """Mean Jaccard similarity of each cluster with its best match in bootstrap samples.

    Parameters
    ----------
    cluster_stability
        Table of that name.
    threshold
        Mean below which a cluster is called unstable.
    """
    title = "Which clusters come back when the reports are drawn again"
    if cluster_stability.empty:
        return no_data(title, "there are no clusters.")
    shown = cluster_stability.head(MAX_ROWS).reset_index(drop=True)
    figure = Figure(figsize=(7.2, 0.7 + 0.22 * len(shown)))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.axvline(threshold, color=RED, lw=1, ls="--", zorder=1)
    measured = shown[shown["jaccard"].notna()]
    for held, colour in ((True, BLUE), (False, GREY)):
        rows = measured[measured["stable"].astype(bool) == held]
        axes.plot(rows["jaccard"], rows.index, "o", color=colour, mfc=colour if held else "white", ms=5)
    first = shown["clustering"] != shown["clustering"].shift()
    for y in shown.index[first][1:]:
        axes.axhline(y - 0.5, color="#DDDDDD", lw=0.8)
    row_axis(axes, [f"{clustering_name(r.clustering)}: {cluster_name(r.cluster)}" for r in shown.itertuples()])
    axes.set_xlim(-0.02, 1.02)
    axes.set_xlabel("mean Jaccard similarity (1: the same members in every sample)")
    write_beside(axes, "members, pages, dissolved", [_beside(row) for row in shown.itertuples()])
    stable = int(cluster_stability["stable"].astype(bool).sum())
    runs = int(cluster_stability["n_runs"].max())
    missing = int(cluster_stability["jaccard"].isna().sum())
    note = (
        f"n = {counted(len(cluster_stability), 'cluster')}, {counted(runs, 'bootstrap sample')}; {stable} reach the "
        f"threshold of {threshold:.2f} (dashed; Hennig 2007). Open: unstable, not to be read. Beside: members, the pages "
        "they stand on, and % of the samples in which the cluster dissolves."
        + (f" Not measured: {missing}." if missing else "")
        + left_out(len(shown), len(cluster_stability), "clusters")
    )
    handles = [
        Line2D([], [], marker="o", color=BLUE, ls="none", ms=5, label="stable"),
        Line2D([], [], marker="o", color=GREY, mfc="white", ls="none", ms=5, label="unstable"),
    ]
    return finish(figure, title, note, handles)


def _beside(row) -> str:
    dissolved = "" if pd.isna(row.dissolved) else f"  {100 * row.dissolved:.0f} %"
    return f"{row.n}  on {row.n_pages}{dissolved}"


@styled
def plot_cluster_agreement(agreement: pd.DataFrame) -> Figure:
    """Matrix of adjusted Rand indices: clusterings against each other, or against what is known of the reports.

    `agreement` has clustering_a, clustering_b, adjusted_rand (1: the same groups, about 0: by chance) and n
    (entities in both); a pair need stand in it once only.
    """
    title = "Do the clusterings find the same groups?"
    data = agreement.dropna(subset="adjusted_rand")
    if data.empty:
        return no_data(title, "no two groupings share two entities.")
    rows, columns = (list(dict.fromkeys(data[name])) for name in ("clustering_a", "clustering_b"))
    if set(rows) & set(columns):
        rows = columns = list(dict.fromkeys([*rows, *columns]))
    shown_rows, shown_columns = rows[:MAX_ROWS], columns[:MAX_ROWS]
    pairs = {(a, b): (value, n) for a, b, value, n in data[_PAIR].itertuples(index=False)}
    values, texts = np.full((len(shown_rows), len(shown_columns)), np.nan), []
    for y, a in enumerate(shown_rows):
        texts.append([])
        for x, b in enumerate(shown_columns):
            found = pairs.get((a, b), pairs.get((b, a)))
            values[y, x] = np.nan if found is None else found[0]
            texts[-1].append("" if found is None or a == b else f"{found[0]:.2f}")
    names = [clustering_name(c) for c in shown_columns]
    figure = heatmap(
        np.clip(values, 0, None),
        texts,
        [clustering_name(c) for c in shown_rows],
        names,
        [BLACK] * len(names),
        "adjusted Rand index",
        1.0,
    )
    low, high = data["n"].min(), data["n"].max()
    note = (
        f"n = {low}{f'–{high}' if high > low else ''} entities in both of a pair. 1: the same groups; about 0, or below: "
        "no more agreement than by chance. Empty: nothing to compare, as where no structure was found. With few reports "
        "one of them moves the index by tenths." + left_out(len(shown_rows), len(rows), "groupings")
    )
    return finish(figure, title, note)


_PAIR = ["clustering_a", "clustering_b", "adjusted_rand", "n"]
