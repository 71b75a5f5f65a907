"""What a report does not speak of though its peers do."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
import numpy as np
import pandas as pd

from unionreports.figures.heatmap import heatmap
from unionreports.figures.priority_looks import priority_looks
from unionreports.figures.style import BLACK, ORANGE, finish, left_out, no_data, printable, styled

_MAX_TERMS = 36
_MAX_REPORTS = 40
#: Silences less probable than this are marked.
_IMPROBABLE = 0.05
#: Cells without a row in the frame.
_NOT_MEASURED = "#E4E4E4"


@styled
def plot_silence(silence: pd.DataFrame, labels: dict[str, str], codebook: pd.DataFrame) -> Figure:
    """Heat map of reports and terms: how often peers lead one to expect a term, and where it is missing all the same.

    Parameters
    ----------
    silence
        As `compare.silence.silence` gives it: report_id, term, priority, count, n_peers, peer_basis, n_peers_using,
        expected_count, probability (of a count as low as this under the peers' rate), p_adjusted.
    labels
        Label of each report_id; the rows follow its order.
    codebook
        The codebook's CSV, for the colours of the terms.
    """
    title = "Terms that peers use: how often to expect them, and which reports are silent"
    if silence.empty:
        return no_data(title, "no report has peers whose terms it could leave unsaid.")
    data = silence.assign(silent=(silence["count"] == 0) & (silence["probability"] < _IMPROBABLE))
    terms = data.groupby("term").agg(silent=("silent", "sum"), expected=("expected_count", "sum"))
    chosen = terms.sort_values(["silent", "expected"], ascending=False, kind="stable").index[:_MAX_TERMS]
    priority = data.drop_duplicates("term").set_index("term")["priority"].fillna("")
    looks = priority_looks(codebook, set(priority) - {""})
    rank = {p: i for i, p in enumerate(looks.order)}
    order = sorted(chosen, key=lambda t: (rank.get(priority[t], len(rank)), -terms.loc[t, "expected"], t))
    known = [r for r in labels if r in set(data["report_id"])]
    silences = data.groupby("report_id")["silent"].sum()
    kept = set(sorted(known, key=lambda r: -silences[r])[:_MAX_REPORTS])
    reports = [r for r in known if r in kept]

    def table(column: str) -> pd.DataFrame:
        wide = data.pivot(index="report_id", columns="term", values=column)
        return wide.reindex(index=reports, columns=order)

    expected, counts = table("expected_count").to_numpy(dtype=float), table("count").to_numpy(dtype=float)
    peers = data.groupby("report_id")[["n_peers", "peer_basis"]].first()
    figure = heatmap(
        expected,
        [[f"{n:.0f}" if n > 0 else "" for n in line] for line in counts],
        [f"{labels[r]}  {peers.loc[r, 'n_peers']} peers" for r in reports],
        [printable(t) for t in order],
        [looks.colours.get(priority[t], BLACK) for t in order],
        "occurrences to expect",
        max(np.nanmax(expected, initial=0), 1),
    )
    axes = figure.axes[0]
    axes.set_facecolor(_NOT_MEASURED)
    silent = table("silent").to_numpy(dtype=float) == 1
    sure = silent & (table("p_adjusted").to_numpy(dtype=float) < _IMPROBABLE)
    for cells, style in ((silent & ~sure, {"mfc": "none"}), (sure, {"mfc": ORANGE})):
        y, x = np.nonzero(cells)
        axes.plot(x, y, "o", ms=6, mec=ORANGE, mew=1.2, ls="none", **style)
    handles = [
        *looks.legend,
        Patch(color=_NOT_MEASURED, label="not measured"),
        Line2D([], [], marker="o", color=ORANGE, mfc="none", ls="none", label=f"absent, p < {_IMPROBABLE}"),
        Line2D([], [], marker="o", color=ORANGE, ls="none", label="absent, and after adjustment"),
    ]
    basis = "; ".join(_basis(b) for b in sorted(peers["peer_basis"].unique()))
    note = (
        f"n = {len(known)} reports, {len(terms)} terms. Peers of a report: {basis}. Colour: occurrences to expect in a "
        "report of this length at the peers' rate; numbers: occurrences found; blank: none. Marked: none, where the "
        f"peers' rate makes that less probable than {_IMPROBABLE}; filled: also when adjusted for the number of terms "
        f"tried.{'' if data['silent'].any() else ' No absence is so improbable.'} Not measured: too little to expect. A "
        "term can be absent because another word was used."
        + left_out(len(reports), len(known), "reports, those silent most often")
        + left_out(len(order), len(terms), "terms, those missed most often")
    )
    return finish(figure, title, note, handles, columns=4)


def _basis(columns: str) -> str:
    """What peers have in common, in words."""
    words = printable(columns).replace("_", " ").replace("+", " and ")
    return "all other reports" if words == "all" else f"reports of the same {words}"
