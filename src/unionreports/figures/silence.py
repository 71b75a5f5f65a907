"""What a report does not speak of though its peers do."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import offset_copy
import numpy as np
import pandas as pd

from unionreports.figures.heatmap import heatmap
from unionreports.figures.priority_looks import Looks, priority_looks
from unionreports.figures.style import BLACK, ORANGE, finish, left_out, no_data, printable, styled

_MAX_TERMS = 36
_MAX_REPORTS = 40
#: Nested terms named in the note.
_NAMED = 4
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
    handles = list(looks.legend)
    if np.isnan(expected).any():
        handles.append(Patch(color=_NOT_MEASURED, label="not measured"))
    for cells, face, label in (
        (silent & ~sure, "none", f"absent, p < {_IMPROBABLE}"),
        (sure, ORANGE, "absent, p so small also after adjustment"),
    ):
        if cells.any():
            y, x = np.nonzero(cells)
            mark = {"marker": "o", "ms": 6, "color": ORANGE, "mfc": face, "mew": 1.2, "ls": "none"}
            axes.plot(x, y, **mark)
            handles.append(Line2D([], [], label=label, **mark))
    figure.set_figheight(figure.get_figheight() + _name_priorities(axes, [priority[t] for t in order], looks))
    basis = "; ".join(_basis(b) for b in sorted(peers["peer_basis"].unique()))
    note = (
        f"n = {len(known)} reports, {len(terms)} terms. Peers of a report: {basis}. Colour: occurrences to expect in a "
        f"report of this length at the peers' rate; numbers: occurrences found; blank: none. "
        f"{_marks(data, silent, sure)}{' Grey, not measured: too little to expect.' if np.isnan(expected).any() else ''}"
        f"{' Under the terms stand their priorities.' if priority[order].any() else ''} A term can be absent because "
        f"another word was used.{_nested(order)}"
        + left_out(len(reports), len(known), "reports, those silent most often")
        + left_out(len(order), len(terms), "terms, those missed most often")
    )
    return finish(figure, title, note, handles, columns=4)


def _marks(data: pd.DataFrame, silent: np.ndarray, sure: np.ndarray) -> str:
    """What the dots mean, as far as there are any."""
    if data["probability"].isna().all():
        return "Too few peers to say how probable an absence is."
    if not silent.any():
        return f"No absence is less probable than {_IMPROBABLE} under the peers' rate."
    filled = "; filled: also when adjusted for the number of terms tried" if sure.any() else ""
    return f"Marked: none, where the peers' rate makes that less probable than {_IMPROBABLE}{filled}."


def _name_priorities(axes: Axes, priorities: list[str], looks: Looks) -> float:
    """A line under the columns of each priority, with its English name (its only one where it has no other).

    Returns the height in inches that the names take.
    """
    ends = [i for i, p in enumerate(priorities) if i + 1 == len(priorities) or priorities[i + 1] != p]
    starts = [0, *(end + 1 for end in ends[:-1])]
    groups = [(s, e, priorities[s]) for s, e in zip(starts, ends) if priorities[s]]
    below = axes.secondary_xaxis("bottom")
    names = [looks.labels[p].rpartition(" ")[0] or looks.labels[p] for *_, p in groups]
    below.set_xticks([(s + e) / 2 for s, e, _ in groups], names, rotation=40, ha="right", fontsize=7.5)
    below.tick_params(length=0, pad=6)
    below.spines[:].set_visible(False)
    under = offset_copy(axes.get_xaxis_transform(), axes.figure, y=-4, units="points")
    for label, (start, end, p) in zip(below.get_xticklabels(), groups):
        label.set_rotation_mode("anchor")
        label.set_color(looks.colours[p])
        x = [start - 0.4, end + 0.4]
        axes.plot(x, [0, 0], color=looks.colours[p], lw=2, transform=under, clip_on=False)
    return 0.15 + 0.048 * max(map(len, names), default=0)


def _nested(terms: list[str]) -> str:
    """Sentence on terms that stand inside one another."""
    pairs = [f"{inner} in {outer}" for inner in terms for outer in terms if inner != outer and inner in outer]
    if not pairs:
        return ""
    more = f" and {len(pairs) - _NAMED} more" if len(pairs) > _NAMED else ""
    return (
        f" Terms inside one another ({printable(', '.join(pairs[:_NAMED]))}{more}) are counted in both: one use, or one "
        "silence, is one fact and not several."
    )


def _basis(columns: str) -> str:
    """What peers have in common, in words."""
    words = printable(columns).replace("_", " ").replace("+", " and ")
    return "all other reports" if words == "all" else f"reports of the same {words}"
