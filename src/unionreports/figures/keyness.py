"""Words that one group of reports uses more than another."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
import pandas as pd

from unionreports.compare.key_terms import ONE_REPORT
from unionreports.figures.marks import draw_estimate, row_axis, write_beside, zero_line
from unionreports.figures.priority_looks import priority_labels
from unionreports.figures.style import (
    ALL_OTHERS,
    BLACK,
    BLUE,
    ORANGE,
    counted,
    finish,
    group_name,
    no_data,
    printable,
    styled,
)


@styled
def plot_keyness(keyness: pd.DataFrame, codebook: pd.DataFrame, n_terms: int = 15) -> Figure:
    """The terms that set two groups apart, with log-odds, intervals, rates and the reports that use them.

    Parameters
    ----------
    keyness
        As `compare.keyness.keyness` gives it: term, rate_a, rate_b, log_odds (above 0: group a), z, low, high,
        n_reports_a, n_reports_b, top_report_share, and calendar_tied where
        `compare.calendar_check.flag_calendar_terms` added it; `attrs` with the names and sizes of the groups.
    codebook
        The codebook's CSV: beside a term of the codebook stands the priority it belongs to.
    n_terms
        Most terms for each group, those with the largest z.
    """
    about = keyness.attrs
    a, b = (group_name(about.get(f"group_{g}", f"group {g}"), 26) for g in "ab")
    others = f"all other {about.get('by', 'group').replace('_', ' ')}s" if b == ALL_OTHERS else b
    title = f"Which words set {a} apart from {others}"
    of_a = keyness[keyness["log_odds"] > 0].sort_values(["z", "term"], ascending=[False, True])
    of_b = keyness[keyness["log_odds"] < 0].sort_values(["z", "term"])
    rows = pd.concat([of_a.head(n_terms), of_b.head(n_terms).iloc[::-1]], ignore_index=True)
    if rows.empty:
        return no_data(title, printable(about.get("reason", "no term is used more by one of the groups.")))
    figure = Figure(figsize=(8, 1.1 + 0.2 * len(rows)))
    axes = figure.subplots()
    alone = rows["top_report_share"] > ONE_REPORT
    for y, row in rows.iterrows():
        draw_estimate(axes, y, row, BLUE if row["log_odds"] > 0 else ORANGE, "log_odds", hollow=alone[y])
    belongs = _priorities_of_terms(codebook)
    tied = rows["calendar_tied"] if "calendar_tied" in rows else [False] * len(rows)
    names = [
        printable(term) + "*" * bool(calendar) + (f" ({belongs[term]})" if term in belongs else "")
        for term, calendar in zip(rows["term"], tied)
    ]
    row_axis(axes, names, size=7.5)
    zero_line(axes)
    axes.set_xlabel(f"log-odds ratio (natural logarithm): left {b}, right {a}")
    write_beside(axes, "per 10,000\nwords", [f"{r.rate_a:.1f} / {r.rate_b:.1f}" for r in rows.itertuples()])
    write_beside(axes, "reports\nusing it", [f"{r.n_reports_a} / {r.n_reports_b}" for r in rows.itertuples()], 64)
    whiskers = rows["low"].notna().any()
    interval = "whiskers: 95 % interval over pages" if whiskers else "too few reports or pages for intervals"
    handles = [
        Line2D([], [], marker="o", color=colour, ls="-" if whiskers else "none", label=f"used more in {name}")
        for colour, name, one_side in ((BLUE, a, rows["log_odds"] > 0), (ORANGE, b, rows["log_odds"] < 0))
        if one_side.any()
    ]
    holds = ""
    if alone.any():
        handles.append(
            Line2D([], [], marker="o", color=BLACK, mfc="white", ls="none", label="one report holds most of it")
        )
        holds = f"Open: more than {ONE_REPORT:.0%} of the occurrences in that group stand in one report. "
    by_chance = (
        "An interval is one term's own: of" if whiskers else "Of"
    ) + " many terms some are far from 0 by chance."
    note = (
        f"{_sizes(about, a, b)}Pairs of numbers: {a} / {b}. Log-odds with an informative Dirichlet prior; {interval}. "
        f"{holds}Shown: {len(rows)} of {len(keyness):,} terms, those with the largest z; all are in the CSV. {by_chance}"
        + (" *: stands mostly in words of the calendar (campaigns, epidemics, congresses)." if any(tied) else "")
    )
    return finish(figure, title, note, handles)


def _sizes(about: dict, a: str, b: str) -> str:
    if "n_reports_a" not in about:
        return ""
    sides = (
        f"{counted(about[f'n_reports_{g}'], 'report')} on {counted(about[f'n_pages_{g}'], 'page')} with "
        f"{counted(about[f'n_words_{g}'], 'word')} ({name})"
        for g, name in (("a", a), ("b", b))
    )
    return f"n = {' and '.join(sides)}. "


def _priorities_of_terms(codebook: pd.DataFrame) -> dict[str, str]:
    """English name of the priority of each term of the codebook; its id where it has none."""
    labels = {i: label.rpartition(" ")[0] or label for i, label in priority_labels(codebook).items()}
    terms = {}
    for column in ("weak_terms", "heading_terms", "seed_terms"):
        if column in codebook.columns:
            for i, joined in zip(codebook["id"], codebook[column]):
                terms |= dict.fromkeys(str(joined).split("|"), labels[i])
    return terms
