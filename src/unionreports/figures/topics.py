"""Topics: their leading terms, and how much each report speaks of each."""

from matplotlib.figure import Figure
import pandas as pd

from unionreports.figures.heatmap import share_heatmap
from unionreports.figures.style import BLACK, BLUE, MAX_ROWS, finish, left_out, no_data, printable, styled

_MAX_TOPICS = 30


@styled
def plot_topic_terms(topic_terms: pd.DataFrame, model: str, n_units: int, n_terms: int = 8) -> Figure:
    """The leading terms of each topic of one model, as bars of their weight.

    Parameters
    ----------
    topic_terms
        Table `topic_terms`: model, topic, rank, term, weight (share of the topic's total weight).
    model
        Which model to draw.
    n_units
        Units the model was fitted on, for the note.
    n_terms
        Terms for each topic.
    """
    title = f"Leading terms of the topics ({model.upper()})"
    rows = topic_terms[(topic_terms["model"] == model) & (topic_terms["rank"] <= n_terms)]
    if rows.empty:
        return no_data(title, f"no topics of the model {model} were fitted.")
    topics = sorted(rows["topic"].unique())
    shown = topics[:_MAX_TOPICS]
    columns = min(4, len(shown))
    lines = -(-len(shown) // columns)
    figure = Figure(figsize=(7.4, 0.2 + lines * (0.45 + 0.17 * n_terms)))
    panels = figure.subplots(lines, columns, sharex=True, squeeze=False)
    for axes, topic in zip(panels.flat, shown):
        terms = rows[rows["topic"] == topic].sort_values("rank")
        axes.barh(terms["rank"], terms["weight"] * 100, color=BLUE, height=0.7)
        axes.set_yticks(terms["rank"], [printable(term) for term in terms["term"]], fontsize=8)
        axes.set_ylim(n_terms + 0.6, 0.4)
        axes.set_title(f"topic {topic}")
        axes.tick_params(axis="y", length=0)
    for axes in panels.flat[len(shown) :]:
        axes.set_axis_off()
    for axes in panels[-1]:
        axes.set_xlabel("% of the topic")
    note = (
        f"n = {n_units:,} units, {len(topics)} topics. Bars: share of a term in its topic's total weight; "
        "topics are numbered from the most to the least spoken of. One fit with one seed; words that lead a topic may belong to one "
        "report only." + left_out(len(shown), len(topics), "topics")
    )
    return finish(figure, title, note)


@styled
def plot_topic_weights(
    weights: pd.DataFrame, topic_terms: pd.DataFrame, model: str, labels: dict[str, str], n_terms: int = 3
) -> Figure:
    """Heat map: mean share of each topic in the units of each report.

    Parameters
    ----------
    weights
        Rows of `compare.topic_reading.topic_weights`: model, report_id, topic, share, n_units.
    topic_terms
        Table `topic_terms`, for the names of the topics.
    model
        Which model to draw.
    labels
        Label of each report_id; the rows follow its order.
    """
    title = f"How much each report speaks of each topic ({model.upper()})"
    data = weights[weights["model"] == model]
    if data.empty:
        return no_data(title, f"no topics of the model {model} were fitted.")
    table = data.pivot(index="report_id", columns="topic", values="share")
    n_units = data.groupby("report_id")["n_units"].first()
    reports = [r for r in labels if r in table.index]
    shown = reports[:MAX_ROWS]
    topics = table.columns[:_MAX_TOPICS]
    leading = topic_terms[(topic_terms["model"] == model) & (topic_terms["rank"] <= n_terms)]
    names = leading.sort_values("rank").groupby("topic")["term"].agg(" ".join)
    figure = share_heatmap(
        table.loc[shown, topics],
        [f"{labels[r]}  n = {n_units[r]}" for r in shown],
        [f"{topic}  {printable(names[topic])}" for topic in topics],
        [BLACK] * len(topics),
        "mean % of the report's units",
    )
    single = int((table.loc[reports].div(table.loc[reports].sum()).max() > 0.5).sum())
    note = (
        f"n = {n_units[reports].sum():,} units in {len(reports)} reports; n beside a report counts its units. "
        f"In {single} of {table.shape[1]} topics one report holds more than half of the sum of the reports' means. "
        "† not usable in a comparison of regions and years."
        + left_out(len(shown), len(reports), "reports")
        + left_out(len(topics), table.shape[1], "topics")
    )
    return finish(figure, title, note)
