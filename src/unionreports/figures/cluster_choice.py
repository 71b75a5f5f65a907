"""How many clusters there are, and whether there are any: each number against data without structure."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.cluster_looks import parts_of
from unionreports.figures.marks import BAND, p_text
from unionreports.figures.style import BLACK, BLUE, GREY, ORANGE, counted, finish, left_out, no_data, styled

#: Clusterings beside each other, and in all, that can be read on one page.
_COLUMNS = 3
_MAX_CLUSTERINGS = 24


@styled
def plot_cluster_choice(cluster_choice: pd.DataFrame) -> Figure:
    """Silhouette against that of no structure, and below it the gap, over the number of clusters; for each clustering.

    `cluster_choice` is the table of that name. A clustering that found no structure says so over its panel.
    """
    title = "How many clusters, and are there any: each number against data without structure"
    if cluster_choice.empty:
        return no_data(title, "nothing was clustered.")
    clusterings = list(dict.fromkeys(cluster_choice["clustering"]))
    shown = clusterings[:_MAX_CLUSTERINGS]
    columns = min(_COLUMNS, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(max(2.5 * columns, 5), 2.3 * lines))
    panels = figure.subplots(2 * lines, columns, squeeze=False, gridspec_kw={"height_ratios": [3, 2] * lines})
    for axes in panels.flat:
        axes.set_axis_off()
    for i, clustering in enumerate(shown):
        line, column = divmod(i, columns)
        rows = cluster_choice[cluster_choice["clustering"] == clustering].sort_values("n_clusters")
        upper, lower = panels[2 * line, column], panels[2 * line + 1, column]
        for axes in (upper, lower):
            axes.set_axis_on()
            _number_axis(axes, rows)
            axes.set_facecolor(BAND if _found_nothing(rows) else "white")
        upper.tick_params(labelbottom=False)
        _draw_silhouettes(upper, rows)
        _draw_gap(lower, rows)
        upper.set_title(_heading(clustering, rows), fontsize=8)
        lower.set_xlabel("number of clusters")
        if column == 0:
            upper.set_ylabel("mean silhouette")
            lower.set_ylabel("gap")
    none = sum(_found_nothing(rows) for _, rows in cluster_choice.groupby("clustering"))
    note = (
        f"n = {counted(len(clusterings), 'clustering')}; in {none} the answer is: no structure (grey). Silhouette: 1 for clear "
        "groups, 0 for none. Gap (Tibshirani, Walther & Hastie 2001) with one standard error. p: share of datasets without "
        "structure that do as well, each with its own best number. Vertical line: the number used; 1 is no structure."
        + left_out(len(shown), len(clusterings), "clusterings")
    )
    handles = [
        Line2D([], [], color=BLUE, marker="o", ms=4, label="data"),
        Line2D([], [], color=ORANGE, marker="s", ms=3.5, ls="--", label="no structure"),
        Line2D([], [], color=GREY, marker="d", ms=4, label="gap"),
        Line2D([], [], color=BLACK, lw=1, ls=":", label="number used"),
    ]
    return finish(figure, title, note, handles)


def _draw_silhouettes(axes: Axes, rows: pd.DataFrame) -> None:
    for column, colour, marker, line, size in (
        ("null_silhouette", ORANGE, "s", "--", 3.5),
        ("silhouette", BLUE, "o", "-", 4),
    ):
        known = rows.dropna(subset=column)
        axes.plot(known["n_clusters"], known[column], marker=marker, ls=line, color=colour, ms=size, lw=1)
    axes.grid(axis="y")
    axes.axhline(0, color=GREY, lw=0.6)
    if rows["silhouette"].isna().all():
        _say_instead(axes, " ".join(rows["reason"]).strip())


def _draw_gap(axes: Axes, rows: pd.DataFrame) -> None:
    known = rows.dropna(subset="gap")
    axes.errorbar(
        known["n_clusters"],
        known["gap"],
        known["gap_error"].fillna(0),
        color=GREY,
        marker="d",
        ms=4,
        lw=1,
        elinewidth=1.4,
    )
    axes.grid(axis="y")
    if known.empty:
        _say_instead(axes, "not computed")


def _say_instead(axes: Axes, reason: str) -> None:
    """Why a panel is empty."""
    axes.set_yticks([])
    ground = {"facecolor": axes.get_facecolor(), "lw": 0}
    where = {"transform": axes.transAxes, "ha": "center", "va": "center", "bbox": ground}
    axes.text(0.5, 0.5, textwrap.fill(reason, 40), fontsize=7.5, color="#444444", **where)


def _found_nothing(rows: pd.DataFrame) -> bool:
    """Whether the answer is that there is no structure."""
    return bool((rows.loc[rows["chosen"].astype(bool), "n_clusters"] == 1).any())


def _number_axis(axes: Axes, rows: pd.DataFrame) -> None:
    numbers = [int(n) for n in rows["n_clusters"]]
    last = max(numbers)
    axes.set_xlim(0.4, last + 0.6)
    axes.set_xticks(range(1, last + 1, max(1, -(-last // 8))))
    for number in rows.loc[rows["chosen"].astype(bool), "n_clusters"]:
        axes.axvline(number, color=BLACK, lw=1, ls=":", zorder=1)


def _heading(clustering: str, rows: pd.DataFrame) -> str:
    """Name of the clustering and, on the third line, its answer."""
    what, features, method = parts_of(clustering)
    chosen = rows[rows["chosen"].astype(bool)]
    if chosen.empty:
        answer = "no number chosen"
    else:
        number, p = int(chosen["n_clusters"].iloc[0]), rows["p"].dropna()
        answer = "no structure" if number == 1 else counted(number, "cluster")
        answer += f" (p = {p_text(p.min())})".replace("= <", "< ") if len(p) else ""
    return f"{what} by {features},\n{method}: {answer}" if features else f"{what}:\n{answer}"
