"""Write a figure as PNG, SVG and the CSV of what it plots: the same bytes each time, or nothing."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
import re
import warnings

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
import pandas as pd

from unionreports.cells import safe_cells
from unionreports.figures.style import styled
from unionreports.files import replace_file

_MISSING = re.compile(r"Glyph (\d+) ")
#: Dates and version numbers would make two runs differ.
_CANVASES = {
    "png": lambda figure, target, values: FigureCanvasAgg(figure).print_png(target, metadata={"Software": None}),
    "svg": lambda figure, target, values: FigureCanvasSVG(figure).print_svg(
        target, metadata={"Date": None, "Identifier": f"values sha256 {values}"}
    ),
}


class MissingGlyphError(ValueError):
    """A character of a figure has no glyph in its fonts and would be drawn as an empty box."""


def save_figure(figure: Figure, values: pd.DataFrame, name: str, folder: Path) -> Path:
    """Write `<name>.png`, `<name>.svg` and `<name>.csv` into `folder` and return the path of the PNG.

    The SVG names the hash of the CSV, by which `unionreports trace` knows that the values are those that were drawn.

    Parameters
    ----------
    figure
        As a `plot_*` function returned it.
    values
        What is plotted, one row per mark, with the keys (report_id, unit_id, page_id ...) or the numbers
        of reports and units that lead back to the tables.
    name
        File name without suffix, such as '01_coverage'.
    folder
        Made where it is missing.

    Raises
    ------
    MissingGlyphError
        If a character cannot be drawn. Nothing is written then.
    """
    _settle(figure)
    cells = safe_cells(values).to_csv(index=False, lineterminator="\n", float_format="%.6g").encode("utf-8")
    contents = {kind: _render(figure, kind, name, sha256(cells).hexdigest()) for kind in _CANVASES} | {"csv": cells}
    for kind, content in contents.items():
        replace_file(folder / f"{name}.{kind}", content)
    return folder / f"{name}.png"


@styled
def _settle(figure: Figure) -> None:
    """Fix the layout, rounded to a hundred-thousandth of the figure.

    The constrained layout is solved in an order that depends on memory addresses: its last digits differ between
    runs, and with them the names of clipping areas in the SVG.
    """
    with warnings.catch_warnings():
        # A missing glyph is reported when the figure is rendered.
        warnings.filterwarnings("ignore", message=_MISSING.pattern)
        # Text does not grow in proportion to the resolution: it is measured at that of the picture.
        figure.set_dpi(mpl.rcParams["savefig.dpi"])
        # A figure of words alone has nothing to lay out.
        if figure.axes and (engine := figure.get_layout_engine()):
            engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        axes.set_position([round(side, 5) for side in axes.get_position(original=True).bounds])


@styled
def _render(figure: Figure, kind: str, name: str, values: str) -> bytes:
    """The picture; an SVG names the hash of its values, so that a CSV that was changed later can be told."""
    mpl.rcParams["svg.hashsalt"] = name
    target = BytesIO()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        # Not savefig, which draws every figure that has had a layout engine twice.
        _CANVASES[kind](figure, target, values)
    missing = {chr(int(m[1])) for w in caught if (m := _MISSING.match(str(w.message)))}
    if missing:
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in sorted(missing))
        raise MissingGlyphError(
            f"figure {name}: no glyph for {named}; replace the character in the label, "
            "or pass text that comes from a page through style.printable"
        )
    for warning in caught:
        warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return target.getvalue()
