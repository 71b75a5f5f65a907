"""Which priority of the codebook a topic is about, and whether the match is closer than by chance."""

from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.marks import draw_estimate, row_axis, write_beside
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import BLACK, GREY, MAX_ROWS, counted, finish, left_out, no_data, styled
from unionreports.figures.topic_looks import model_name, topic_looks


@styled
def plot_topic_priorities(
    matches: pd.DataFrame, model: str, names: Mapping[int, str], stability: pd.DataFrame, codebook: pd.DataFrame
) -> Figure:
    """For each topic the priority it maps to: how much of the topic is that priority, and what chance gives.

    Parameters
    ----------
    matches
        Rows of `compare.topic_priorities.topic_priorities`: model, topic, priority, share, low, high, chance, strength
        (strong, partial or weak), weight, n_units, n_reports, n_pages.
    model
        Which model to draw.
    names
        Label of each topic.
    stability
        Table `topic_stability`.
    codebook
        The codebook's CSV, for names and colours of the priorities.
    """
    title = f"Which priority each topic is about ({model_name(model)})"
    data = matches[(matches["model"] == model) & matches["share"].notna()].sort_values("topic")
    if data.empty:
        return no_data(title, f"no topic of the model {model} could be matched with a priority.")
    shown = data.head(MAX_ROWS).reset_index(drop=True)
    looks = topic_looks(stability, model, names)
    priorities = priority_looks(codebook, shown["priority"])
    figure = Figure(figsize=(7.4, 0.9 + 0.24 * len(shown)))
    axes = figure.subplots()
    axes.grid(axis="x")
    for y, row in shown.iterrows():
        colour = GREY if row["topic"] in looks.unstable else priorities.colours[row["priority"]]
        draw_estimate(axes, y, row, colour, "share", 100, hollow=row["strength"] == "weak")
        axes.plot(100 * row["chance"], y, "|", color=BLACK, ms=9, mew=1.4)
    row_axis(axes, [looks.label(topic) for topic in shown["topic"]])
    axes.set_xlim(-2, 102)
    axes.set_xlabel("% of the topic that lies on units coded as the priority")
    write_beside(
        axes, "priority, size of the topic in units", [_beside(r, priorities.labels) for r in shown.itertuples()]
    )
    found = data["strength"].value_counts()
    first = data.iloc[0]
    note = (
        f"n = {counted(int(first['n_units']), 'unit')} in {counted(int(first['n_reports']), 'report')} on "
        f"{counted(int(first['n_pages']), 'page')}. Of {counted(len(data), 'topic')} {found.get('strong', 0)} match strongly "
        f"(beyond chance, half of the topic or more), {found.get('partial', 0)} in part (beyond chance), "
        f"{found.get('weak', 0)} no better than chance (open). Stroke: what the best of all priorities reaches by chance in "
        "one of twenty cases. "
        + ("Whiskers: 95 % interval over pages." if shown["low"].notna().any() else "Too few pages for an interval.")
        + looks.note(list(shown["topic"]))
        + left_out(len(shown), len(data), "topics")
    )
    handles = [Line2D([], [], marker="|", color=BLACK, ms=9, mew=1.4, ls="none", label="by chance"), *priorities.legend]
    return finish(figure, title, note, handles, columns=6)


def _beside(row, labels: Mapping[str, str]) -> str:
    return f"{labels[row.priority]}  {row.weight:.0f}"
