"""How well methods of coding agree with the hand coding and with each other."""

from collections.abc import Iterable

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
import numpy as np
import pandas as pd

from unionreports.figures.heatmap import heatmap
from unionreports.figures.marks import draw_estimate, row_axis, write_beside
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import (
    BLACK,
    CYCLE,
    GREY,
    MAX_ROWS,
    counted,
    finish,
    left_out,
    no_data,
    printable,
    shorten,
    styled,
)
from unionreports.tables import METHODS
from unionreports.validation.witnesses import methods_of

_MEASURES = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "kappa": "Cohen's κ",
    "alpha": "Krippendorff's α",
    "partial": "primary or\nsecondary",
}
_UNITS = {
    "accuracy": "share of units",
    "macro_f1": "mean of categories",
    "kappa": "0: as by chance\n1: all alike",
    "alpha": "0: as by chance\n1: all alike",
    "partial": "share of units",
}
_METHOD_NAMES = {
    "codebook": "codebook rules",
    "codebook_timeless": "codebook rules,\nno calendar terms",
    "keywords": "keyword topics",
    "classifier": "classifier",
    "combined": "combined",
}


@styled
def plot_agreement(agreement: pd.DataFrame, worth: str) -> Figure:
    """Agreement of each method with the reference: one panel for each measure, one row for each method and subset.

    Parameters
    ----------
    agreement
        Rows of `validation.agreement.agreement`: method, subset, measure, value, low, high, n_units, n_reports. Rows of
        subsets that are not wanted are left out by the caller.
    worth
        What the reference coding is worth, in a sentence; it stands in the note.
    """
    title = "How well each method agrees with the hand coding"
    data = agreement.dropna(subset="value")
    if data.empty:
        return no_data(title, "no unit is coded both by hand and by a method.")
    methods, measures = methods_of(data["method"]), [m for m in _MEASURES if m in set(data["measure"])]
    subsets = list(data["subset"].unique())
    rows = [(m, s) for m in methods for s in subsets if ((data["method"] == m) & (data["subset"] == s)).any()]
    shown = rows[:MAX_ROWS]
    figure = Figure(figsize=(2.4 + 1.25 * max(len(measures), 4), 0.8 + 0.21 * len(shown)))
    panels = figure.subplots(1, len(measures), sharey=True, sharex=True, squeeze=False)[0]
    known = data.set_index(["measure", "method", "subset"])
    colours = _method_colours(methods)
    for axes, measure in zip(panels, measures):
        for y, key in enumerate(shown):
            if (measure, *key) in known.index:
                row = known.loc[(measure, *key)]
                draw_estimate(axes, y, row, colours[key[0]], "value", hollow=key[1] != subsets[0])
        axes.set_title(_MEASURES[measure])
        axes.grid(axis="x")
        axes.set_xlabel(_UNITS[measure])
        axes.tick_params(axis="y", length=0)
    panels[0].set_xlim(min(0, data["low"].min(), data["value"].min()) - 0.04, 1.06)
    names = {m: _METHOD_NAMES.get(m, printable(m)).replace("\n", " ") for m in methods}
    row_axis(panels[0], [shorten(s if s != subsets[0] else f"{names[m]}: {s}", 44) for m, s in shown], size=7.5)
    for tick, (method, _) in zip(panels[0].get_yticklabels(), shown):
        tick.set_color(colours[method])
    sizes = data.groupby(["method", "subset"])[["n_units", "n_reports"]].max()
    write_beside(panels[-1], "units/reports", [f"{n.n_units} / {n.n_reports}" for n in sizes.loc[shown].itertuples()])
    largest = sizes.max()
    note = (
        f"n = {counted(largest['n_units'], 'unit')} of {counted(largest['n_reports'], 'report')} coded by hand; n of "
        f"each row stands beside it. Whiskers: 95 % interval, reports resampled, or units where there is one report: that "
        f"says nothing of other reports. Filled: {subsets[0]} units; open: parts of them. {worth}"
        + left_out(len(shown), len(rows), "rows")
    )
    return finish(figure, title, note)


@styled
def plot_category_scores(scores: pd.DataFrame, codebook: pd.DataFrame, worth: str) -> Figure:
    """F1 of every category by method, with intervals.

    `scores`: rows of `validation.agreement.category_scores`: method, priority, f1, f1_low, f1_high, n_reference, n_coded.
    """
    title = "Which categories each method finds, and which it misses (F1)"
    if scores.empty or scores["f1"].isna().all():
        return no_data(title, "no unit is coded both by hand and by a method.")
    methods = methods_of(scores["method"])
    n_reference = scores.groupby("priority")["n_reference"].max()
    largest = n_reference.sort_values(ascending=False, kind="stable").index[: MAX_ROWS // 2]
    looks = priority_looks(codebook, largest)
    colours = _method_colours(methods)
    figure = Figure(figsize=(7.2, 0.8 + len(looks.order) * (0.12 + 0.08 * len(methods))))
    axes = figure.subplots()
    spread = np.linspace(-0.32, 0.32, len(methods)) if len(methods) > 1 else [0.0]
    known = scores.rename(columns={"f1_low": "low", "f1_high": "high"}).set_index(["method", "priority"])
    n_open = 0
    for y, priority in enumerate(looks.order):
        for method, above in zip(methods, spread):
            if (method, priority) in known.index and pd.notna(known.loc[(method, priority), "f1"]):
                row = known.loc[(method, priority)]
                # Samples that all give the same value are no proof of it: they are samples of very few units.
                without = not row["high"] > row["low"]
                n_open += int(without)
                draw_estimate(axes, y + above, row, colours[method], "f1", hollow=without, size=3.6)
        axes.axhline(y + 0.5, color="#DDDDDD", lw=0.6)
    labels = [f"{looks.labels[p]}  n = {n_reference[p]}" for p in looks.order]
    # Black: here a colour is a method.
    row_axis(axes, labels, size=7.5)
    axes.set_xlim(-0.03, 1.03)
    axes.set_xlabel("F1 (harmonic mean of precision and recall; 1: all found and nothing else)")
    axes.grid(axis="x")
    handles = [Line2D([], [], marker="o", color=colours[m], label=_METHOD_NAMES.get(m, printable(m))) for m in methods]
    opened = ""
    if n_open:
        handles.append(Line2D([], [], marker="o", color=BLACK, mfc="white", ls="none", label="too few for an interval"))
        opened = (
            " Open: too few units or reports for an interval (resampling cannot move the value), so nothing is certain."
        )
    note = (
        f"n = {n_reference.sum():,} units coded by hand; n beside a category counts those of them that have it as "
        "primary code: with few of them one unit more or less moves F1 far. Whiskers: 95 % interval, reports resampled. "
        f"No dot: nothing to find.{opened} Colours are methods here. {worth}"
        + left_out(len(looks.order), len(n_reference), "categories, the largest")
    )
    return finish(figure, title, note, handles, columns=3)


@styled
def plot_confusion(confusion: pd.DataFrame, codebook: pd.DataFrame, method: str, worth: str) -> Figure:
    """Confusion matrix of one method: hand coding in rows, the method's code in columns.

    `confusion`: rows of `validation.agreement.confusion`: method, reference, coded, n.
    """
    name = _METHOD_NAMES.get(method, method).replace("\n", " ")
    title = f"What is taken for what: hand coding against {name}"
    data = confusion[confusion["method"] == method]
    if data.empty:
        return no_data(title, f"no unit is coded both by hand and by {name}.")
    sizes = data.groupby("reference")["n"].sum()
    either = sizes.add(data.groupby("coded")["n"].sum(), fill_value=0).sort_values(ascending=False, kind="stable")
    looks = priority_looks(codebook, either.index[: MAX_ROWS // 2])
    table = data.pivot_table(index="reference", columns="coded", values="n", aggfunc="sum", fill_value=0)
    counts = table.reindex(index=looks.order, columns=looks.order, fill_value=0).to_numpy()
    n = sizes.reindex(looks.order, fill_value=0).to_numpy()
    figure = heatmap(
        100 * counts / np.maximum(n, 1)[:, None],
        [[f"{cell}" if cell else "" for cell in line] for line in counts],
        [f"{looks.labels[p]}  n = {size}" for p, size in zip(looks.order, n)],
        [looks.labels[p] for p in looks.order],
        [looks.colours[p] for p in looks.order],
        "% of the row",
        100,
    )
    axes = figure.axes[0]
    for i in range(len(looks.order)):
        axes.add_patch(Rectangle((i - 0.5, i - 0.5), 1, 1, fill=False, ec=BLACK, lw=0.8))
    axes.set_ylabel("coded by hand")
    axes.set_xlabel(f"coded by {name}")
    right = sum(row["n"] for _, row in data.iterrows() if row["reference"] == row["coded"])
    note = (
        f"n = {counted(sizes.sum(), 'unit')}, {right} of them on the framed diagonal, where both codes agree. Numbers: "
        f"units; colour: share of the row. {worth}" + left_out(len(looks.order), len(either), "categories, the largest")
    )
    return finish(figure, title, note, looks.legend, columns=6)


@styled
def plot_method_agreement(between: pd.DataFrame, measure: str = "kappa") -> Figure:
    """Matrix of the agreement of every pair of methods, with its interval.

    Parameters
    ----------
    between
        Rows of `validation.method_agreement.method_agreement`: method_a, method_b, priority, measure, value, low,
        high, n_units, n_reports.
    measure
        Which measure to draw.
    """
    title = f"How far the methods agree with each other ({_MEASURES.get(measure, measure)})"
    data = between[(between["priority"] == "") & (between["measure"] == measure) & (between["method_a"] != "all")]
    if data.empty:
        return no_data(title, "fewer than two methods coded units.")
    methods = methods_of(pd.concat([data["method_a"], data["method_b"]]))
    at = {m: i for i, m in enumerate(methods)}
    figure = Figure(figsize=(2.6 + 0.95 * len(methods), 0.9 + 0.6 * len(methods)))
    axes = figure.subplots()
    values = np.full((len(methods), len(methods)), np.nan)
    for row in data.itertuples():
        pair = at[row.method_a], at[row.method_b]
        y, x = max(pair), min(pair)
        values[y, x] = row.value
        interval = f"\n{row.low:.2f} to {row.high:.2f}" if pd.notna(row.low) else ""
        text = f"{row.value:.2f}{interval}\n{counted(row.n_units, 'unit')}" if pd.notna(row.value) else "not defined"
        dark = "white" if row.value > 0.6 else "#222222"
        axes.text(x, y, text, ha="center", va="center", fontsize=6.5, color=dark)
    image = axes.imshow(values, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    names = [_METHOD_NAMES.get(m, printable(m)) for m in methods]
    axes.set_yticks(range(len(methods)), names, fontsize=7.5)
    axes.set_xticks(range(len(methods)), names, fontsize=7, rotation=30, ha="right")
    # The first row and the last column of the lower triangle are empty.
    axes.set_ylim(len(methods) - 0.5, 0.5)
    axes.set_xlim(-0.5, len(methods) - 1.5)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figure.colorbar(image, ax=axes, label=_MEASURES.get(measure, measure), pad=0.02)
    note = (
        f"n = {counted(data['n_units'].max(), 'unit')} of {counted(data['n_reports'].max(), 'report')}. Second line: 95 % "
        "interval, reports resampled. Methods read the same words: that they agree does not prove them right."
    )
    return finish(figure, title, note)


def _method_colours(methods: Iterable[str]) -> dict[str, str]:
    """A method has the same colour in every figure."""
    return {m: CYCLE[METHODS.index(m)] if m in METHODS else GREY for m in methods}
