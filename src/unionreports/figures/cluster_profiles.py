"""What characterises each cluster."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
import pandas as pd

from unionreports.compare.bootstrap import excludes_zero
from unionreports.figures.cluster_looks import cluster_colour, cluster_name, clustering_name
from unionreports.figures.marks import BAND, draw_estimate, row_axis, shade_rows, zero_line
from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import counted, finish, fitted, left_out, no_data, styled

_COLUMNS = 2
_MAX_CLUSTERS = 12


@styled
def plot_cluster_profile(
    profile: pd.DataFrame, clustering: str, names: Mapping[str, str], unit: str, scale: float = 1.0, n_features: int = 8
) -> Figure:
    """For each cluster the features in which it differs most from the others.

    Parameters
    ----------
    profile
        clustering, cluster, feature, difference (of the cluster's mean from that of all others), low, high, n (members).
    clustering
        Which clustering to draw.
    names
        Label of each feature; the feature itself where there is none.
    unit
        Name of the axis, after the multiplication with `scale`, such as 'percentage points'.
    n_features
        Features for each cluster, those that differ most.
    """
    title = f"What marks each cluster: {clustering_name(clustering)}"
    data = profile[(profile["clustering"] == clustering) & profile["difference"].notna()]
    if data.empty:
        return no_data(title, "there are fewer than two clusters to compare.")
    clusters = sorted(data["cluster"].unique(), key=lambda c: (c < 0, c))
    shown = clusters[:_MAX_CLUSTERS]
    columns = min(_COLUMNS, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(3.9 * max(columns, 1.5), lines * (0.55 + 0.19 * n_features)))
    panels = panel_grid(figure, len(shown), columns)
    for axes, cluster in zip(panels, shown):
        rows = data[data["cluster"] == cluster]
        rows = rows.loc[rows["difference"].abs().sort_values(ascending=False, kind="stable").index[:n_features]]
        _draw_cluster(axes, rows.sort_values("difference", ascending=False, kind="stable"), names, scale)
        axes.set_title(f"{cluster_name(cluster)} (n = {rows['n'].iloc[0]})")
        axes.set_ylim(n_features - 0.4, -0.6)
    label_bottoms(panels, columns, unit)
    total = int(data.groupby("cluster")["n"].first().sum())
    note = (
        f"n = {counted(total, 'member')} of {counted(len(clusters), 'cluster')}. Dots: mean of the cluster less the mean of all "
        "others. "
        + (
            "Whiskers: 95 % interval. "
            if data["low"].notna().any()
            else "No interval is drawn: there are too few members. "
        )
        + "The clusters were made from these features, so that they differ in some by construction: the profile describes, "
        "it tests nothing."
        + left_out(min(n_features, data["feature"].nunique()), data["feature"].nunique(), "features of each cluster")
        + left_out(len(shown), len(clusters), "clusters, the largest")
    )
    return finish(figure, title, note, [Patch(color=BAND, label="interval excludes 0")])


def _draw_cluster(axes: Axes, rows: pd.DataFrame, names: Mapping[str, str], scale: float) -> None:
    rows = rows.reset_index(drop=True)
    zero_line(axes)
    shade_rows(axes, rows.index[excludes_zero(rows["low"], rows["high"])])
    for y, row in rows.iterrows():
        colour = cluster_colour(row["cluster"])
        draw_estimate(axes, y, row, colour, "difference", scale, hollow=pd.isna(row["low"]))
    row_axis(axes, [fitted(str(names.get(f, f)), 2.0) for f in rows["feature"]])
