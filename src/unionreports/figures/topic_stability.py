"""Whether a topic comes back when the model is fitted again."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.marks import row_axis, write_beside
from unionreports.figures.style import BLACK, BLUE, GREY, MAX_ROWS, RED, counted, finish, left_out, no_data, styled
from unionreports.figures.topic_looks import model_name, topic_looks

_KINDS = {"seeds": "other seeds and orders of documents", "pages": "other pages drawn"}


@styled
def plot_topic_stability(
    topic_stability: pd.DataFrame, model: str, names: Mapping[int, str], threshold: float
) -> Figure:
    """Similarity of each topic with its match in other fits, mean and lowest; one panel for each way of refitting.

    Parameters
    ----------
    topic_stability
        Table of that name.
    model
        Which model to draw.
    names
        Label of each topic.
    threshold
        Mean cosine below which a topic is called unstable.
    """
    title = f"Which topics come back when the model is fitted again ({model_name(model)})"
    data = topic_stability[topic_stability["model"] == model]
    if data.empty:
        return no_data(title, f"the model {model} was not fitted again.")
    looks = topic_looks(topic_stability, model, names)
    topics = sorted(data["topic"].unique())
    shown = topics[:MAX_ROWS]
    kinds = [kind for kind in _KINDS if kind in set(data["kind"])]
    figure = Figure(figsize=(2.6 + 2.6 * max(len(kinds), 2), 0.9 + 0.22 * len(shown)))
    panels = figure.subplots(1, len(kinds), sharex=True, sharey=True, squeeze=False)[0]
    for axes, kind in zip(panels, kinds):
        rows = data[data["kind"] == kind].set_index("topic").reindex(shown)
        _draw_kind(axes, rows, threshold)
        axes.set_title(f"{_KINDS[kind]}\n{counted(int(rows['n_runs'].max()), 'fit')}", fontsize=8.5)
        axes.set_xlabel("cosine with the matched topic (1: the same)")
    row_axis(panels[0], [looks.label(topic) for topic in shown])
    least = data.loc[data["topic"].isin(shown), ["similarity", "lowest"]].min().min()
    panels[0].set_xlim(min(least, threshold) - 0.05, 1.02)
    held = int((~pd.Series(topics).isin(looks.unstable)).sum())
    note = (
        f"n = {counted(len(topics), 'topic')}; {held} reach the threshold of {threshold:.2f} (dashed) in every panel. Dots: "
        "mean over the fits, open below the threshold; the line ends at the lowest. Beside: % of the ten leading terms that "
        "lead the matched topic too. A topic that comes back need not mean anything; one that does not should not be read."
        + left_out(len(shown), len(topics), "topics")
    )
    handles = [
        Line2D([], [], marker="o", color=BLUE, ms=4.5, lw=1.2, label="stable: mean, and down to the lowest"),
        Line2D([], [], marker="o", color=GREY, mfc="white", ms=4.5, lw=1.2, label="unstable"),
    ]
    return finish(figure, title, note, handles)


def _draw_kind(axes: Axes, rows: pd.DataFrame, threshold: float) -> None:
    """One way of refitting; rows are indexed by topic, one without a value stays empty."""
    axes.grid(axis="x")
    axes.axvline(threshold, color=RED, lw=1, ls="--", zorder=1)
    axes.axvline(1, color=BLACK, lw=0.6, zorder=1)
    for y, row in enumerate(rows.itertuples()):
        if pd.notna(row.similarity):
            colour = BLUE if row.stable else GREY
            axes.plot([row.lowest, row.similarity], [y, y], color=colour, lw=1.2)
            axes.plot(row.similarity, y, "o", color=colour, ms=4.5, mfc=colour if row.stable else "white")
    kept = [f"{100 * value:.0f}" if pd.notna(value) else "" for value in rows["terms_kept"]]
    write_beside(axes, "%", kept)
    axes.tick_params(axis="y", length=0)
