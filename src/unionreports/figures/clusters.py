"""Which reports are alike: their map."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.cluster_looks import cluster_colour, cluster_name, clustering_name, parts_of
from unionreports.figures.labels import place_labels
from unionreports.figures.style import BLACK, CYCLE, GREY, LEVELS, counted, finish, no_data, styled

#: A map with more names than this is illegible; it then shows marks only.
_MAX_NAMES = 40


@styled
def plot_report_map(
    clusters: pd.DataFrame,
    reports: pd.DataFrame,
    clustering: str,
    labels: Mapping[str, str],
    explained: Sequence[float] = (),
    stress: float | None = None,
) -> Figure:
    """Reports, or regions by year, on two coordinates; colour is the cluster, the marker the level of a report.

    Parameters
    ----------
    clusters
        Table of that name.
    reports
        Table of that name, for the levels.
    clustering
        Which clustering to draw.
    labels
        Label of each entity_id; its id where there is none.
    explained
        Share of the variance on the first and the second coordinate, where it is known.
    stress
        Kruskal's stress of the map (0: distances as in the data), where it is known.
    """
    what, features, _ = parts_of(clustering)
    title = f"Map of the {clustering_name(clustering)}"
    data = clusters[clusters["clustering"] == clustering].sort_values("entity_id")
    if data.empty:
        return no_data(title, f"there are no {what} with {features or 'features'} to compare.")
    known = reports.set_index("report_id")["level"].replace("", "unknown")
    data = data.assign(level=data["entity_id"].map(known).fillna(""))
    figure = Figure(figsize=(7.2, 5))
    axes = figure.subplots()
    axes.axhline(0, color="#DDDDDD", lw=0.8)
    axes.axvline(0, color="#DDDDDD", lw=0.8)
    small = len(data) > 150
    for (level, cluster), alike in data.groupby(["level", "cluster"]):
        marker, colour = LEVELS.get(level, ("o",))[0], cluster_colour(cluster)
        axes.plot(alike["x"], alike["y"], marker, color=colour, ms=5 if small else 8, mec="white", ls="none")
    shares = [f" ({share:.0%} of the variance)" for share in explained] or ["", ""]
    axes.set_xlabel(f"first principal coordinate{shares[0]}")
    axes.set_ylabel(f"second principal coordinate{shares[1]}")
    axes.margins(0.12)
    finish(figure, title, _note(data, what, explained, stress), _handles(data))
    if len(data) <= _MAX_NAMES:
        place_labels(figure, axes, data[["x", "y"]].to_numpy(), [labels.get(e, e) for e in data["entity_id"]])
    return figure


def _handles(data: pd.DataFrame) -> list[Line2D]:
    """A line for each cluster with a colour of its own, one for the others, and one for each level."""
    sizes = data["cluster"].value_counts().sort_index()
    named = sizes[(sizes.index >= 0) & (sizes.index < len(CYCLE))]
    names = {cluster_colour(c): f"{cluster_name(c)} (n = {n})" for c, n in named.items()}
    rest, loose = sizes[sizes.index >= len(CYCLE)], sizes[sizes.index < 0].sum()
    grey = [f"{counted(len(rest), 'other cluster')} (n = {rest.sum()})"] if len(rest) else []
    grey += [f"in no cluster (n = {loose})"] if loose else []
    if grey:
        names[GREY] = ", ".join(grey)
    handles = [Line2D([], [], marker="o", color=colour, ls="none", label=name) for colour, name in names.items()]
    return handles + [
        Line2D([], [], marker=marker, color=BLACK, mfc="white", ls="none", label=name)
        for level, (marker, name) in LEVELS.items()
        if level in set(data["level"])
    ]


def _note(data: pd.DataFrame, what: str, explained: Sequence[float], stress: float | None) -> str:
    note = f"n = {len(data)} {what}. "
    if len(explained):
        note += f"The two axes hold {sum(explained):.0%} of the variance, so distances on the map are partial. "
    if stress is not None:
        note += f"Stress {stress:.2f} (0: distances as in the data; above 0.2 the map misleads). "
    if data["silhouette"].notna().any():
        # A cluster of one has no silhouette and counts 0, as where the number of clusters is chosen.
        note += f"Mean silhouette {data['silhouette'].fillna(0.0).mean():.2f} (1: clear groups, 0: none). "
    if data["cluster"].nunique() == 1 and (data["cluster"] == 0).all():
        note += "No structure was found: all stand in one cluster. "
    return note + (
        f"More than {_MAX_NAMES} names cannot be read; they are in the CSV." if len(data) > _MAX_NAMES else ""
    )
