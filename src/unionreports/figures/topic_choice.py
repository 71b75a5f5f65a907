"""How many topics: what each measure says of each number."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.panels import label_bottoms, panel_grid
from unionreports.figures.style import BLACK, GREY, finish, no_data, styled
from unionreports.figures.topic_looks import MODEL_LOOKS, model_name

#: Title of a measure's panel, with the side on which it is better, and name of its axis.
_MEASURES = {
    "npmi": ("Coherence in pairs ↑", "NPMI (−1 to 1)"),
    "c_v": ("Coherence in windows ↑", "C_v (0 to 1)"),
    "exclusivity": ("Exclusivity ↑", "own share of leading terms (0 to 1)"),
    "held_out": ("Held-out likelihood ↑", "log-likelihood of a word"),
    "stability": ("Stability ↑", "mean cosine (0 to 1)"),
    "own_report": ("One report's own topics ↓", "share of the topics"),
}
#: Factor by which the models are drawn apart; the axis is logarithmic, as the numbers tried are.
_APART = 1.04


@styled
def plot_topic_choice(topic_choice: pd.DataFrame, chosen: Mapping[str, int]) -> Figure:
    """One panel for each measure over the number of topics, one line for each model.

    Parameters
    ----------
    topic_choice
        Table `topic_choice`.
    chosen
        Number of topics used, by model; ringed.
    """
    title = "How many topics: what each measure says"
    data = topic_choice.dropna(subset="value")
    if data.empty:
        return no_data(title, "no model was fitted with more than one number of topics.")
    measures = [m for m in _MEASURES if m in set(data["measure"])]
    models = [m for m in MODEL_LOOKS if m in set(data["model"])]
    columns = min(3, len(measures))
    lines = -(-len(measures) // columns)
    figure = Figure(figsize=(7.4, 0.3 + 1.95 * lines))
    panels = panel_grid(figure, len(measures), columns)
    numbers = sorted(data["n_topics"].unique())
    for axes, measure in zip(panels, measures):
        _draw_measure(axes, data[data["measure"] == measure], models, chosen)
        name, unit = _MEASURES[measure]
        axes.set_title(name, fontsize=8.5)
        axes.set_ylabel(unit)
        axes.set_xscale("log")
        axes.set_xticks(_ticks(numbers), labels=[f"{n}" for n in _ticks(numbers)])
        axes.set_xticks([], minor=True)
        axes.tick_params(labelbottom=True)
    label_bottoms(panels, columns, "number of topics (logarithmic)")
    used = ", ".join(f"{model_name(m)} {chosen[m]}" for m in models if m in chosen)
    note = (
        f"{_runs(data)} ↑ more is better, ↓ less is better. Whiskers: lowest and highest of the runs or a "
        f"95 % interval, as the design page says for each measure; a point without one rests on a single value. Ringed: the number used ({used or 'none'}). "
        "The measures need not agree, and none of them decides alone."
    )
    handles = [
        Line2D([], [], color=MODEL_LOOKS[m][0], marker=MODEL_LOOKS[m][1], ms=4.5, label=model_name(m)) for m in models
    ]
    ring = Line2D([], [], color=BLACK, marker="o", ms=10, mfc="none", ls="none", label="number used")
    return finish(figure, title, note, [*handles, ring] if used else handles, columns=5)


def _draw_measure(axes: Axes, rows: pd.DataFrame, models: list[str], chosen: Mapping[str, int]) -> None:
    for i, model in enumerate(models):
        own = rows[rows["model"] == model].sort_values("n_topics")
        if own.empty:
            continue
        colour, marker, _ = MODEL_LOOKS[model]
        x = own["n_topics"] * _APART ** (i - (len(models) - 1) / 2)
        axes.vlines(x, own["low"], own["high"], color=colour, lw=1.6, alpha=0.5)
        axes.plot(x, own["value"], marker=marker, color=colour, ms=4.5, lw=1)
        used = own["n_topics"] == chosen.get(model)
        axes.plot(x[used], own.loc[used, "value"], "o", ms=10, mfc="none", color=BLACK)
    axes.grid(axis="y")
    if (rows["measure"] == "npmi").all():
        axes.axhline(0, color=GREY, lw=0.8)


def _ticks(numbers: list[int]) -> list[int]:
    """At most seven of the numbers of topics, evenly over the list, with the first."""
    return numbers[:: max(1, -(-len(numbers) // 7))]


def _runs(data: pd.DataFrame) -> str:
    """n behind the values of each measure, said once where it is the same."""
    low, high = data.groupby("measure")["n"].min(), data.groupby("measure")["n"].max()
    if low.nunique() == high.nunique() == 1:
        said = f"{_range(low.iloc[0], high.iloc[0])} in each panel"
    else:
        said = "; ".join(
            f"{name[:-2].lower()} {_range(low[m], high[m])}" for m, (name, _) in _MEASURES.items() if m in low
        )
    return f"n = {said} (runs, topics or pages)."


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
