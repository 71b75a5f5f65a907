"""Whether a claim survives other choices: estimates of all specifications, and below them what was chosen in each.

The form is the specification curve of Simonsohn, Simmons & Nelson (2020, "Specification curve analysis", Nature Human
Behaviour 4: 1208-1214). Beside the specifications the table holds the answer of the codes themselves, without any model:
a dashed line.
"""

from collections.abc import Mapping
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.figures.specification_board import (
    VERDICT_COLOURS,
    count_axis,
    draw_board,
    stroke_width,
    varied_choices,
)
from unionreports.figures.style import BLACK, counted, finish, fitted, left_out, no_data, printable, styled, text_inches
from unionreports.model_tables import VERDICTS

_COLUMNS = 3
_MAX_LINES = 6
_MAX_CLAIMS = 9
#: Width of a panel's title by number of panels beside each other, inches at 8 points.
_TITLE_INCHES = {1: 7.0, 2: 3.4, 3: 2.35}


@styled
def plot_specification_curve(specifications: pd.DataFrame, claim: str, texts: Mapping[str, str]) -> Figure:
    """All specifications of one claim, sorted by estimate, with their choices below.

    Parameters
    ----------
    specifications
        Table of that name; the row without a model is the answer of the codes.
    claim
        Which claim to draw.
    texts
        What each claim says; its id where there is none.
    """
    title = f"Does it survive other choices? {printable(texts.get(claim, claim))}"
    return _draw(specifications[specifications["claim"] == claim], {claim: ""}, title)


@styled
def plot_claims(specifications: pd.DataFrame, texts: Mapping[str, str]) -> Figure:
    """The specification curves of all claims in one figure; parameters as for `plot_specification_curve`."""
    said = {claim: printable(texts.get(claim, claim)) for claim in dict.fromkeys(specifications["claim"])}
    return _draw(specifications, said, "Which claims survive other choices?")


def _draw(table: pd.DataFrame, texts: Mapping[str, str], title: str) -> Figure:
    of_model = table["model"] != ""
    codes, data = table[~of_model].set_index("claim")["estimate"], table[of_model]
    if data.empty:
        return no_data(title, "no specification was computed.")
    shown = list(texts)[:_MAX_CLAIMS]
    choices, fixed = varied_choices(data)
    columns = min(_COLUMNS, len(shown))
    lines, n_rows = -(-len(shown) // columns), sum(len(values) for _, values in choices)
    titles = {claim: _lines(texts[claim], _TITLE_INCHES[columns]) for claim in shown}
    board_height = 0.125 * n_rows + 0.25 if n_rows else 0.01
    height = 2.05 + board_height + 0.16 * max(map(len, titles.values()))
    figure = Figure(figsize=(8.4, height * lines))
    ratios = {"height_ratios": [1.5, board_height] * lines}
    panels = figure.subplots(2 * lines, columns, squeeze=False, gridspec_kw=ratios)
    for axes in panels.flat:
        axes.set_axis_off()
    for i, claim in enumerate(shown):
        line, column = divmod(i, columns)
        curve, board = panels[2 * line, column], panels[2 * line + 1, column]
        rows = data[data["claim"] == claim].sort_values(["estimate", "specification"], na_position="last")
        rows = rows.reset_index(drop=True)
        curve.set_axis_on()
        _draw_curve(curve, rows, codes.get(claim))
        curve.set_title("\n".join([*titles[claim], *_verdicts(rows)]), fontsize=8)
        if column == 0:
            curve.set_ylabel("percentage points")
        if n_rows:
            board.set_axis_on()
            draw_board(board, rows, choices, names=column == 0)
            curve.set_xlabel("")
            curve.tick_params(labelbottom=False)
        else:
            board.set_yticks([])
    note = _note(data, len(codes) > 0) + (f" The same in all: {', '.join(fixed)}." if fixed else "")
    found = [v for v in VERDICTS if v in set(data.loc[data["claim"].isin(shown), "verdict"])]
    handles = [Line2D([], [], color=VERDICT_COLOURS[v], lw=3, label=v) for v in found]
    if len(codes):
        handles.append(Line2D([], [], color=BLACK, lw=1, ls="--", label="codes, without a model"))
    return finish(figure, title, note + left_out(len(shown), len(texts), "claims"), handles, columns=5)


def _draw_curve(axes: Axes, rows: pd.DataFrame, of_codes: float | None) -> None:
    """Estimates of one claim in their order; where none could be computed, the reason that stands most often."""
    axes.axhline(0, color=BLACK, lw=0.8, zorder=1)
    axes.grid(axis="y")
    if pd.notna(of_codes):
        axes.axhline(100 * of_codes, color=BLACK, lw=1, ls="--", zorder=3)
    for verdict, own in rows.dropna(subset="estimate").groupby("verdict"):
        colour, width = VERDICT_COLOURS[verdict], stroke_width(len(rows))
        axes.vlines(own.index, 100 * own["low"], 100 * own["high"], color=colour, lw=width, alpha=0.45)
        axes.plot(own.index, 100 * own["estimate"], ".", color=colour, ms=3.5)
    if rows["estimate"].isna().all():
        reason = textwrap.fill(printable(rows["note"].mode().iloc[0]), 36)
        axes.text(0.5, 0.5, reason, transform=axes.transAxes, ha="center", va="center", fontsize=7.5)
    count_axis(axes, len(rows))


def _lines(text: str, inches: float) -> list[str]:
    """The text on at most `_MAX_LINES` lines of this width at 8 points; Chinese, which has no blanks, breaks anywhere."""
    lines = [""]
    for word in text.split():
        pieces = [word] if text_inches(word) <= inches else list(word)
        for k, piece in enumerate(pieces):
            longer = f"{lines[-1]}{'' if k or not lines[-1] else ' '}{piece}"
            # No line begins with a mark that closes one.
            if lines[-1] and text_inches(longer) > inches and piece not in "，。；：、":
                lines.append(piece)
            else:
                lines[-1] = longer
    return [fitted(line, inches + 0.12) for line in lines[:_MAX_LINES]]


def _verdicts(rows: pd.DataFrame) -> list[str]:
    """'n = 128: holds 90, unsure 30, reversed 8'; what could not be computed stands on a line of its own."""
    n = rows["verdict"].value_counts()
    known = [f"{verdict} {n[verdict]}" for verdict in VERDICTS[:-1] if verdict in n]
    missing = [f"{VERDICTS[-1]} {n[VERDICTS[-1]]}"] if VERDICTS[-1] in n else []
    said = [", ".join(part) for part in (known, missing) if part]
    return [f"n = {len(rows)}: {said[0]}", *said[1:]]


def _note(data: pd.DataFrame, with_codes: bool) -> str:
    per_claim = data.groupby("claim")["specification"].nunique()
    low, high = per_claim.min(), per_claim.max()
    n = counted(high, "specification") if low == high else f"{low:,}–{high:,} specifications"
    return (
        f"n = {n} of each claim, from up to {counted(int(data['n_reports'].max()), 'report')} on "
        f"{counted(int(data['n_pages'].max()), 'page')}. Above: difference of the shares, or their change a year, with 95 % "
        "intervals, sorted. Below: what was chosen in each; beside it the % in which the claim holds, of those computed with "
        "that choice. Specifications of one corpus are no independent tests: their share is no p."
        + (" What topics cannot tell apart pulls estimates towards 0." if with_codes else "")
    )
