"""Which topics come and go with the years."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import pandas as pd

from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import counted, finish, left_out, no_data, styled
from unionreports.figures.topic_looks import MAX_TOPICS, model_name, topic_looks, unstable_handle
from unionreports.figures.years import year_axis

_COLUMNS = 4


@styled
def plot_topic_years(
    topic_effects: pd.DataFrame, model: str, names: Mapping[int, str], stability: pd.DataFrame
) -> Figure:
    """One panel for each topic: its share over the years with a band, and points where the reports are too few.

    Parameters as for `figures.topic_effects.plot_topic_effects`; drawn are the means of the covariate `year`, and the
    slope is written over the panel where there is one.
    """
    title = f"Topics over the years ({model_name(model)})"
    years = topic_effects[(topic_effects["model"] == model) & (topic_effects["covariate"] == "year")]
    means = years[(years["kind"] == "mean") & years["estimate"].notna()]
    if means.empty:
        return no_data(title, "no report has a year, or none of the topics was estimated by year.")
    means = means.assign(year=means["value"].astype("int64")).sort_values("year")
    slopes = years[(years["kind"] == "slope") & years["estimate"].notna()].set_index("topic")
    looks = topic_looks(stability, model, names)
    topics = sorted(means["topic"].unique())
    shown = topics[:MAX_TOPICS]
    columns = min(_COLUMNS, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(max(0.6 + 1.75 * columns, 6), 0.3 + 1.55 * lines))
    panels = panel_grid(figure, len(shown), columns, sharey=True)
    for axes, topic in zip(panels, shown):
        _draw_curve(axes, means[means["topic"] == topic], looks.colour(topic))
        axes.set_title(f"{looks.title(topic, 1.5)}{_slope(slopes, topic)}", fontsize=8)
    year_axis(panels[0], means["year"].min(), means["year"].max(), 4)
    panels[0].set_ylim(bottom=min(0, 100 * means["low"].min()) if means["low"].notna().any() else 0)
    label_bottoms(panels, columns, "year")
    for axes in panels[::columns]:
        axes.set_ylabel("% of documents")
    note = _note(means, slopes) + looks.note(shown) + left_out(len(shown), len(topics), "topics")
    return finish(figure, title, note, unstable_handle(looks, shown, hatched=False))


def _draw_curve(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    """One topic: a line with its band through the years that have an interval, open points for the others."""
    sure = rows["low"].notna() & ~rows["small_n"].astype(bool)
    curve, points = rows[sure], rows[~sure]
    axes.grid(axis="y")
    axes.fill_between(curve["year"], 100 * curve["low"], 100 * curve["high"], color=colour, alpha=0.25, lw=0)
    axes.plot(curve["year"], 100 * curve["estimate"], color=colour, lw=1.3, marker=".", ms=4)
    axes.plot(points["year"], 100 * points["estimate"], "o", color=colour, mfc="white", ms=4, ls="none")


def _slope(slopes: pd.DataFrame, topic: int) -> str:
    """Third line of a panel's title: the slope with its interval, in percentage points."""
    if topic not in slopes.index:
        return "\n" if len(slopes) else ""
    row = slopes.loc[topic]
    interval = "" if pd.isna(row["low"]) else f" [{100 * row['low']:+.1f}, {100 * row['high']:+.1f}]"
    return f"\n{100 * row['estimate']:+.1f}{interval}"


def _note(means: pd.DataFrame, slopes: pd.DataFrame) -> str:
    sizes = means.groupby("year")[["n_reports", "small_n"]].agg({"n_reports": "max", "small_n": "all"})
    said = f"n = {counted(int(sizes['n_reports'].sum()), 'report')} of {counted(len(sizes), 'year')}."
    if means["low"].notna().any():
        said += (
            " Curve and band: mean share, a spline through all years or a straight line where they are few, and its "
            "95 % interval over pages, with the model's uncertainty."
        )
    small = int(sizes["small_n"].sum())
    if small or means["low"].isna().any():
        said += f" Open points: too few pages for an interval ({small} of {len(sizes)} years)."
    if len(slopes):
        unit = slopes["value"].iloc[0]
        said += f" Over each panel: slope in percentage points ({unit}) with its 95 % interval where there is one."
    return said
