"""Who speaks of which topic: its prevalence by place, level or role."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
import pandas as pd

from unionreports.compare.bootstrap import excludes_zero
from unionreports.figures.marks import BAND, draw_estimate, row_axis, shade_rows, zero_line
from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import LEVELS, ROLES, counted, finish, fitted, group_name, left_out, no_data, styled
from unionreports.figures.topic_looks import MAX_TOPICS, model_name, topic_looks, unstable_handle

_COLUMNS = 4
#: Rows in one panel, and height of all panels, that can be read on one page; inches.
_MAX_VALUES = 34
_MAX_HEIGHT = 17.5
#: Title and name of the axis by kind of estimate.
_KINDS = {
    "difference": ("Topics by {}: difference from all others", "percentage points"),
    "mean": ("Topics by {}: mean share", "% of the documents"),
}


@styled
def plot_topic_effects(
    topic_effects: pd.DataFrame,
    model: str,
    covariate: str,
    names: Mapping[int, str],
    stability: pd.DataFrame,
    kind: str = "difference",
) -> Figure:
    """One panel for each topic, one row for each value of the covariate, with 95 % intervals.

    Parameters
    ----------
    topic_effects
        Table of that name.
    model, covariate
        Which model, and which of place, level and role, to draw; for years see `figures.topic_years`.
    names
        Label of each topic.
    stability
        Table `topic_stability`.
    kind
        `difference` of a value from all others, or `mean`.
    """
    heading, unit = _KINDS[kind]
    title = f"{heading.format(covariate)} ({model_name(model)})"
    asked = topic_effects[topic_effects[["model", "covariate", "kind"]].eq([model, covariate, kind]).all(axis=1)]
    data = asked.dropna(subset="estimate")
    if data.empty:
        reason = "no such estimates were made." if asked.empty else "there are too few reports for an estimate."
        return no_data(title, reason)
    looks = topic_looks(stability, model, names)
    values = _in_order(data)
    rows = values[:_MAX_VALUES]
    panel_height = 0.62 + 0.17 * len(rows)
    topics = sorted(data["topic"].unique())
    shown = _most_different(data, topics, min(MAX_TOPICS, _COLUMNS * max(1, int(_MAX_HEIGHT / panel_height))))
    columns = min(_COLUMNS, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(max(2.2 + 1.5 * columns, 6), 0.2 + panel_height * lines))
    panels = panel_grid(figure, len(shown), columns, sharey=True)
    for axes, topic in zip(panels, shown):
        _draw_topic(axes, data[data["topic"] == topic].set_index("value"), rows, looks.colour(topic), kind)
        axes.set_title(looks.title(topic, 1.35), fontsize=8)
    label_bottoms(panels, columns, unit)
    sizes = data.groupby("value")["n_reports"].max()
    if kind == "mean":
        panels[0].set_xlim(left=-1)
    labels = [f"{fitted(group_name(value, 24), 1.5)}  n = {sizes[value]}" for value in rows]
    for axes in panels[::columns]:
        row_axis(axes, labels, size=7.5)
    handles = [Patch(color=BAND, label="interval excludes 0")] if kind == "difference" else []
    note = (
        f"{_counted_reports(sizes, covariate)} "
        + _marks_said(data, asked)
        + looks.note(shown)
        + left_out(len(rows), len(values), "values, those with most reports")
        + left_out(len(shown), len(topics), "topics, those that differ most")
    )
    return finish(figure, title, note, [*handles, *unstable_handle(looks, shown, hatched=False)])


def _draw_topic(axes: Axes, known: pd.DataFrame, rows: list[str], colour: str, kind: str) -> None:
    """One topic; `known` is indexed by value."""
    if kind == "difference":
        apart = set(known.index[excludes_zero(known["low"], known["high"])])
        shade_rows(axes, [y for y, value in enumerate(rows) if value in apart])
        zero_line(axes)
    else:
        axes.grid(axis="x")
    for y, value in enumerate(rows):
        if value in known.index:
            row = known.loc[value]
            draw_estimate(axes, y, row, colour, scale=100, hollow=pd.isna(row["low"]), size=4)
    axes.tick_params(axis="y", length=0)


def _in_order(data: pd.DataFrame) -> list[str]:
    """Values of the covariate: levels and roles in their own order, others by number of reports."""
    known = {value: i for i, value in enumerate([*LEVELS, *ROLES])}
    sizes = data.groupby("value")["n_reports"].max()
    return sorted(sizes.index, key=lambda value: (known.get(value, len(known)), -sizes[value], value))


def _most_different(data: pd.DataFrame, topics: list[int], most: int) -> list[int]:
    """The topics whose estimates reach furthest apart, by number; all of them where there is room."""
    spread = data.groupby("topic")["estimate"].agg(lambda e: e.max() - min(e.min(), 0))
    return sorted(spread.sort_values(ascending=False, kind="stable").index[:most]) if len(topics) > most else topics


def _counted_reports(sizes: pd.Series, covariate: str) -> str:
    """n of all values; a report has passages of several roles and would be counted more than once."""
    if covariate == "role":
        return f"n = {sizes.min()} to {counted(int(sizes.max()), 'report')} beside each role; a report has several."
    return f"n = {counted(int(sizes.sum()), 'report')}; n beside a value counts its reports."


def _marks_said(data: pd.DataFrame, asked: pd.DataFrame) -> str:
    """What dots and whiskers are, as far as they are drawn, and what could not be."""
    said = ["Whiskers: 95 % interval over pages, with the model's uncertainty."] if data["low"].notna().any() else []
    if data["low"].isna().any():
        said.append("Open: too few pages for an interval; read them as single reports.")
    missing = asked.loc[asked["estimate"].isna(), "value"].nunique()
    if missing:
        said.append(f"Without any estimate for some topics: {counted(missing, 'value')}.")
    return " ".join(said)
