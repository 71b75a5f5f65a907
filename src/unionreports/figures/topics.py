"""Topics: their leading terms, and how much each report speaks of each."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
import pandas as pd

from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.marks import write_beside
from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import BLACK, BLUE, GREY, MAX_ROWS, counted, finish, fitted, left_out, no_data, styled
from unionreports.figures.topic_looks import (
    HATCH,
    MAX_TOPICS,
    TopicLooks,
    hatch_column,
    model_name,
    topic_looks,
    unstable_handle,
)

_COLUMNS = 3
#: Widths that panels beside each other leave for a title and for a term, at 8 points.
_TITLE_INCHES, _TERM_INCHES = 1.45, 0.92


@styled
def plot_topic_terms(
    topic_terms: pd.DataFrame,
    stability: pd.DataFrame,
    model: str,
    n_documents: int,
    names: Mapping[int, str],
    n_terms: int = 8,
) -> Figure:
    """The leading terms of each topic of one model as bars of their weight, and beside them those that FREX puts first.

    Parameters
    ----------
    topic_terms, stability
        Tables `topic_terms` and `topic_stability`. Topics that are not stable are hatched in grey.
    model
        Which model to draw.
    n_documents
        Documents the model was fitted on, for the note.
    names
        Label of each topic; one without a label has its number alone.
    n_terms
        Terms for each topic.
    """
    title = f"Words that lead the topics ({model_name(model)})"
    rows = topic_terms[topic_terms["model"] == model]
    if rows.empty:
        return no_data(title, f"no topics of the model {model} were fitted.")
    looks = topic_looks(stability, model, names)
    topics = sorted(rows["topic"].unique())
    shown = topics[:MAX_TOPICS]
    columns = min(_COLUMNS, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(8.2, 0.2 + lines * (0.69 + 0.165 * n_terms)))
    panels = panel_grid(figure, len(shown), columns)
    for axes, topic in zip(panels, shown):
        _draw_terms(axes, rows[rows["topic"] == topic], topic in looks.unstable, n_terms)
        # Above the header of the terms beside the bars.
        axes.set_title(looks.title(topic, _TITLE_INCHES), fontsize=8, pad=13)
    label_bottoms(panels, columns, "% of the topic's weight")
    note = (
        f"n = {counted(n_documents, 'document')}, {counted(len(topics), 'topic')}, numbered from the most to the least "
        "spoken of. Bars: share of a term in its topic's weight. FREX: terms that are frequent in the topic and rare in "
        "the others, best first. Words that lead a topic may belong to one report only."
        + looks.note(shown)
        + left_out(len(shown), len(topics), "topics")
    )
    return finish(figure, title, note, unstable_handle(looks, shown, hatched=True))


def _draw_terms(axes: Axes, terms: pd.DataFrame, unstable: bool, n_terms: int) -> None:
    """One topic; bars at 0, 1, ... from the top."""
    leading = terms.nsmallest(n_terms, "rank")
    looks = {"color": "white", "edgecolor": GREY, "hatch": HATCH, "lw": 0.8} if unstable else {"color": BLUE}
    places = range(len(leading))
    axes.barh(places, leading["weight"] * 100, height=0.7, **looks)
    axes.set_yticks(places, [fitted(term, _TERM_INCHES) for term in leading["term"]], fontsize=8)
    axes.set_ylim(n_terms - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    exclusive = terms.sort_values(["frex", "rank"], ascending=[False, True]).head(n_terms)
    write_beside(axes, "FREX", [fitted(term, _TERM_INCHES) for term in exclusive["term"]])


@styled
def plot_topic_weights(
    weights: pd.DataFrame, stability: pd.DataFrame, model: str, labels: dict[str, str], names: Mapping[int, str]
) -> Figure:
    """Heat map: mean share of each topic in the units of each report.

    Parameters
    ----------
    weights
        Rows of `compare.topic_reading.topic_weights`: model, report_id, topic, share, n_units.
    stability
        Table `topic_stability`. The columns of topics that are not stable are hatched.
    model
        Which model to draw.
    labels
        Label of each report_id; the rows follow its order.
    names
        Label of each topic.
    """
    title = f"How much each report speaks of each topic ({model_name(model)})"
    data = weights[weights["model"] == model]
    if data.empty:
        return no_data(title, f"no topics of the model {model} were fitted.")
    looks = topic_looks(stability, model, names)
    table = data.pivot(index="report_id", columns="topic", values="share")
    n_units = data.groupby("report_id")["n_units"].first()
    reports = [r for r in labels if r in table.index]
    shown, topics = reports[:MAX_ROWS], list(table.columns[:MAX_TOPICS])
    figure = share_heatmap(
        table.loc[shown, topics],
        [f"{labels[r]}  n = {n_units[r]}" for r in shown],
        [looks.label(topic) for topic in topics],
        [_label_colour(looks, topic) for topic in topics],
        "mean % of the report's units",
    )
    for at, topic in enumerate(topics):
        if topic in looks.unstable:
            hatch_column(figure.axes[0], at)
    single = int((table.loc[reports].div(table.loc[reports].sum()).max() > 0.5).sum())
    note = (
        f"n = {counted(n_units[reports].sum(), 'unit')} in {counted(len(reports), 'report')}; n beside a report "
        f"counts its units. In {single} of {counted(table.shape[1], 'topic')} one report holds more than half of the "
        "sum of the reports' means. † not usable in a comparison of regions and years."
        + looks.note(topics)
        + left_out(len(shown), len(reports), "reports")
        + left_out(len(topics), table.shape[1], "topics")
    )
    return finish(figure, title, note, unstable_handle(looks, topics, hatched=True))


def _label_colour(looks: TopicLooks, topic: int) -> str:
    return "#666666" if topic in looks.unstable else BLACK
