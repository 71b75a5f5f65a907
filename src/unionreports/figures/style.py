"""How every figure looks: font, colours that mean the same everywhere, titles, the note with n.

Colours are those of Okabe and Ito (2008, "Color universal design"), told apart with every common form of
colour blindness. A priority has its colour from `priority_looks`; a region has the colour of its greater
region, the first digit of its GB/T 2260 code.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from importlib.util import find_spec
from pathlib import Path
import textwrap

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
import numpy as np
import pandas as pd

from unionreports.compare.cases import REST

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, RED, PURPLE, GREY = "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#8A8A8A"
#: For categories without a colour of their own (clusters, cleaning steps), in this order.
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY, BLACK, YELLOW)

#: Greater region by the first digit of the GB/T 2260 code.
GREATER_REGIONS = {
    "1": (RED, "North 华北"),
    "2": (PURPLE, "Northeast 东北"),
    "3": (BLUE, "East 华东"),
    "4": (GREEN, "Centre and South 中南"),
    "5": (ORANGE, "Southwest 西南"),
    "6": (SKY, "Northwest 西北"),
}
NO_REGION = (GREY, "other or not known")

#: Level of the issuer: marker and name.
LEVELS = {
    "national": ("*", "national 全国"),
    "province": ("D", "province 省级"),
    "prefecture": ("s", "prefecture 地级"),
    "county": ("o", "county, district 县级"),
    "township_street": ("^", "township, street 乡镇街道"),
    "community_village": ("v", "community, village 社区村"),
    "enterprise": ("P", "enterprise 企业"),
    "institution": ("X", "institution 事业单位"),
    "unknown": ("h", "not known 未知"),
}

#: Level of a report where the region in its label is larger.
_SHORT_LEVELS = {
    "province": "province",
    "prefecture": "prefecture",
    "county": "county",
    "township_street": "township",
    "community_village": "community",
    "enterprise": "enterprise",
    "institution": "institution",
}

#: The group of all that are not in the group it is compared with.
ALL_OTHERS = "all others"

#: Role of a section.
ROLES = {"review": "review 回顾", "plan": "plan 计划", "problem": "problem 问题", "frame": "frame 套语"}

#: A figure with more rows than this cannot be read; the rest stand in its CSV and the note says so.
MAX_ROWS = 60

_RC = {
    "font.family": ["Noto Sans SC", "DejaVu Sans"],
    "font.size": 8.5,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "figure.constrained_layout.use": True,
    "figure.titlesize": 11,
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "svg.fonttype": "path",
    # A dollar sign on a page is one, and begins no formula.
    "text.parse_math": False,
}


@lru_cache(maxsize=1)
def font_file() -> Path:
    """Noto Sans SC (SIL Open Font License) as shipped with zhplot.

    The package is found and not imported: importing it changes matplotlib for the whole process.

    Raises
    ------
    FileNotFoundError
        If zhplot is not installed or no longer ships the font.
    """
    spec = find_spec("zhplot")
    if spec is not None:
        path = Path(spec.submodule_search_locations[0], "fonts", "NotoSansSC-Regular.ttf")
        if path.is_file():
            return path
    raise FileNotFoundError(
        "zhplot/fonts/NotoSansSC-Regular.ttf is missing, so Chinese cannot be drawn; run `make setup`"
    )


@lru_cache(maxsize=1)
def _register_font() -> None:
    fontManager.addfont(font_file())


def styled(function: Callable) -> Callable:
    """Run a function under the project's style, whatever the user's own settings, and restore those."""

    @wraps(function)
    def run(*args, **kwargs):
        _register_font()
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(_RC)
            return function(*args, **kwargs)

    return run


def printable(text: str) -> str:
    """Text of a page, with 〓 (the printers' mark for a missing sort) for what the font cannot draw.

    The font has all of GB 2312, GBK, Big5 and the whole Unicode block of common ideographs; what is left
    are characters of a page that no rule can foresee. The CSV of a figure keeps them.
    """
    return "".join(c if ord(c) in _drawn() else "〓" for c in text)


@lru_cache(maxsize=1)
def _drawn() -> frozenset[int]:
    """Code points the font has; asking it each time would take longer than the rest of a label."""
    return frozenset(get_font(font_file()).get_charmap())


def shorten(text: str, width: int) -> str:
    """The text on one line, cut to `width` characters with … where it is longer."""
    text = printable(" ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"


def text_inches(text: str) -> float:
    """Width of a line written 8 points high; Chinese characters are about twice as wide as Latin letters."""
    return sum(0.113 if ord(c) > 0x2E80 else 0.064 for c in text)


def fitted(text: str, inches: float) -> str:
    """The text on one line, cut with … where it would be wider than this when written 8 points high."""
    text = shorten(text, len(text) + 1)
    while text and text_inches(text) > inches:
        text = text.rstrip("…")[:-1].rstrip() + "…" if len(text) > 1 else ""
    return text


def group_name(value: str, width: int) -> str:
    """Name of a group of reports or units by the value of its column; levels and roles in words.

    What `compare` calls `rest` or `not ...` are all that are not in the other group.
    """
    names = {level: name for level, (_, name) in LEVELS.items()} | ROLES | {REST: ALL_OTHERS}
    value = str(value)
    known = ALL_OTHERS if value.startswith("not ") else value.replace("_", " ")
    return shorten(names.get(value, known), width)


def region_colour(code: str) -> str:
    """Colour of a GB/T 2260 code; grey for an empty one."""
    return GREATER_REGIONS.get(code[:1], NO_REGION)[0]


def report_labels(reports: pd.DataFrame) -> dict[str, str]:
    """Label of each report_id: id, place, year (an interval where the year is not decided).

    Where the place is a larger region than the union speaks for, as when only the province of a community is known,
    the level stands behind it. A dagger marks a report that may not enter a comparison of regions and years.
    """
    labels = {}
    for row in reports.itertuples():
        if pd.notna(row.year):
            year = str(row.year)
        elif pd.notna(row.year_earliest) and pd.notna(row.year_latest):
            year = f"{row.year_earliest}–{row.year_latest}"
        else:
            year = "year ?"
        place = (shorten(row.region_name, 10) or "place ?") + _level_below(row)
        labels[row.report_id] = f"{printable(row.report_id)} {place} {year}{'' if row.usable else ' †'}"
    return labels


def _level_below(report) -> str:
    """Level of a report (row of `reports`) in brackets where the region it is named by is of a higher one."""
    # Of regions of one name the smallest stands; a region of another name is a street or town inside them.
    levels = {report.province: "province", report.prefecture: "prefecture", report.county: "county", "": "unknown"}
    named, own = levels.get(report.region_name, "township_street"), report.level or "unknown"
    rank = list(LEVELS).index
    return f" ({_SHORT_LEVELS[own]})" if "unknown" not in (named, own) and rank(own) > rank(named) else ""


def finish(figure: Figure, title: str, note: str, handles: Sequence = (), columns: int = 4) -> Figure:
    """Give a figure its title (what is seen) and, under it, its legend and its note (n, what marks mean).

    The figure grows by what these need, so that its size can be chosen for the plot alone. `columns` is the most
    columns the legend may have; it has fewer where its names would not fit.
    """
    per_line = int(figure.get_figwidth() * 16.5)
    title_lines = textwrap.wrap(title, int(per_line * 0.7))
    note_lines = [line for part in note.split("\n") for line in textwrap.wrap(part, per_line)]
    columns = _columns_that_fit([handle.get_label() for handle in handles], columns, figure.get_figwidth())
    legend_inches = 0.21 * -(-len(handles) // columns) + 0.1 * bool(handles)
    note_inches = 0.15 * len(note_lines) + 0.1
    height = figure.get_figheight() + 0.2 * len(title_lines) + 0.1 + legend_inches + note_inches
    figure.set_figheight(height)
    below = (note_inches + legend_inches) / height
    figure.get_layout_engine().set(rect=(0, below, 1, 1 - below))
    figure.suptitle("\n".join(title_lines), x=0.01, ha="left")
    figure.text(
        0.01, 0.06 / height, "\n".join(note_lines), fontsize=7.5, color="#444444", va="bottom", linespacing=1.25
    )
    if handles:
        anchor = (0, note_inches / height)
        legend = figure.legend(handles=handles, loc="lower left", ncols=columns, bbox_to_anchor=anchor)
        legend.set_in_layout(False)
    return figure


def _columns_that_fit(names: Sequence[str], most: int, inches: float) -> int:
    """Columns of a legend whose names are written 8 points high and filled in column by column."""
    widths = [text_inches(max(n.split("\n"), key=len)) + 0.5 for n in names]
    for columns in range(most, 1, -1):
        if sum(max(part, default=0) for part in np.array_split(widths, columns)) < inches:
            return columns
    return 1


@styled
def no_data(title: str, reason: str) -> Figure:
    """A figure that says why there is nothing to see."""
    return finish(Figure(figsize=(7, 0.3)), title, f"Nothing to draw: {reason}")


def counted(n: int, thing: str) -> str:
    """'1 report', '2 reports'."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def left_out(shown: int, total: int, rows: str) -> str:
    """Sentence for the note when a figure does not show every row."""
    return "" if shown >= total else f" Shown: {shown} of {total} {rows}; all are in the CSV."
