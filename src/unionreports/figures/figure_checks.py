"""Stated figures against what other figures of the same report make of them, with the sum beside each."""

from collections.abc import Mapping

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import numpy as np
import pandas as pd

from unionreports.figures.marks import row_axis, write_beside
from unionreports.figures.style import (
    BLACK,
    GREEN,
    MAX_ROWS,
    ORANGE,
    RED,
    counted,
    finish,
    fitted,
    left_out,
    no_data,
    shorten,
    styled,
)
from unionreports.statement_tables import CHECK_VERDICTS

#: What came of a check: colour, marker, name; those that conflict are drawn first.
_VERDICTS = {
    "conflicts": (RED, "X", "conflicts 矛盾"),
    "doubtful": (ORANGE, "D", "doubtful 存疑"),
    "agrees": (GREEN, "o", "agrees 相符"),
}
_CHECKS = {
    "parts": "parts 分项",
    "rate": "rate 比率",
    "repeated": "told twice 重复",
    "magnitude": "possible? 量级",
    "digits": "digits 数字",
}
#: Percent of the stated figure up to which the computed one is drawn; beyond stands an arrow.
_FARTHEST = 200
_WIDTH, _TEXT = 11.5, 7.6


@styled
def plot_checks(checks: pd.DataFrame, indicators: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """One row for each check: the computed figure in percent of the stated one, and the sum in words.

    Parameters
    ----------
    checks, indicators
        The tables `indicator_checks` and `indicators`.
    labels
        Label of each report_id (`style.report_labels`).
    """
    title = "Figures checked: what other figures and bounds make of what is stated 数字核对"
    if checks.empty:
        return no_data(title, "no two figures of a report could be compared.")
    rank = checks["verdict"].map({verdict: i for i, verdict in enumerate(_VERDICTS)})
    data = checks.assign(rank=rank).sort_values(["rank", "check_id"], kind="stable")
    shown = data.head(MAX_ROWS)
    stated = shown["indicator_ids"].str.split("|").str[0].map(indicators.set_index("indicator_id")["value"])
    percent = 100 * (1 - shown["difference"] / stated.where(stated > 0))
    figure = Figure(figsize=(_WIDTH, 0.5 + 0.2 * len(shown)))
    axes = figure.subplots()
    axes.grid(axis="x")
    axes.axvline(100, color=BLACK, lw=0.8, zorder=1)
    for y, (value, verdict) in enumerate(zip(percent, shown["verdict"])):
        colour, marker, _ = _VERDICTS[verdict]
        if pd.isna(value):
            continue
        at = float(np.clip(value, 0, _FARTHEST))
        axes.plot([100, at], [y, y], color=colour, lw=1.4, alpha=0.6)
        axes.plot(at, y, marker if at == value else ">" if value > at else "<", color=colour, ms=5, clip_on=False)
    row_axis(
        axes,
        [f"{shorten(labels.get(r.report_id, r.report_id), 30)}  {_CHECKS[r.check]}" for r in shown.itertuples()],
        size=7,
    )
    axes.set_xlim(0, _FARTHEST)
    axes.set_xlabel("computed, % of stated 计算值占表述值的百分比")
    write_beside(axes, "the sum 算式", [fitted(text, _TEXT) for text in shown["arithmetic"]], points=8)
    counts = checks["verdict"].value_counts()
    told = ", ".join(
        f"{counts.get(v, 0)} {name}" for v, (_, _, name) in zip(CHECK_VERDICTS, map(_VERDICTS.get, CHECK_VERDICTS))
    )
    note = (
        f"n = {counted(len(checks), 'check')} in {counted(checks['report_id'].nunique(), 'report')}: {told}. The line at 100 is what the report "
        "states; no figure was changed. Rows without a mark have nothing that could be computed. Sums are cut where they are long; the CSV "
        "has them whole." + left_out(len(shown), len(checks), "checks, those that conflict first")
    )
    handles = [
        Line2D([], [], ls="", marker=marker, color=colour, ms=5, label=name)
        for verdict, (colour, marker, name) in _VERDICTS.items()
        if (shown["verdict"] == verdict).any()
    ]
    return finish(figure, title, note, handles)
