"""A figure is written as picture and numbers: whole, the same bytes each time, with every character drawn."""

import hashlib
from io import BytesIO
import subprocess
import sys

import matplotlib as mpl
from matplotlib.figure import Figure
import pandas as pd
from PIL import Image
import pytest

from figures import invented
from unionreports.compare import describe
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.save import MissingGlyphError, save_figure
from unionreports.figures.style import finish, styled

_DRAW = """
import sys
from pathlib import Path
from figures import invented
from unionreports.compare import describe
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.save import save_figure
values = describe.coverage(invented.reports())
save_figure(plot_coverage(values), values, "c", Path(sys.argv[1]))
"""


def _save(folder, name="c"):
    values = describe.coverage(invented.reports())
    return save_figure(plot_coverage(values), values, name, folder)


def _hashes(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


@styled
def _figure_with(text):
    figure = Figure(figsize=(3, 1))
    return finish(figure, text, "n = 1")


def test_picture_and_numbers_lie_side_by_side(tmp_path):
    assert _save(tmp_path / "new") == tmp_path / "new" / "c.png"
    assert sorted(_hashes(tmp_path / "new")) == ["c.csv", "c.png", "c.svg"]
    read = pd.read_csv(tmp_path / "new" / "c.csv", dtype={"region_code": str})
    assert list(read["report_id"]) == list(invented.reports()["report_id"])
    assert list(read["n_units"]) == list(invented.reports()["n_units"])


def test_two_processes_and_other_user_settings_give_the_same_bytes(tmp_path):
    with mpl.rc_context({"font.size": 20, "figure.facecolor": "red", "savefig.dpi": 30, "svg.fonttype": "none"}):
        _save(tmp_path / "here")
    code = [sys.executable, "-c", _DRAW, str(tmp_path / "there")]
    subprocess.run(code, check=True, cwd=tmp_path, env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7"})
    assert _hashes(tmp_path / "here") == _hashes(tmp_path / "there")


def test_files_carry_no_date_and_no_version_of_software(tmp_path):
    path = _save(tmp_path)
    assert Image.open(BytesIO(path.read_bytes())).text == {}
    svg = path.with_suffix(".svg").read_text(encoding="utf-8")
    assert "<dc:date>" not in svg


def test_a_character_without_a_glyph_is_named_and_nothing_is_written(tmp_path):
    with pytest.raises(MissingGlyphError, match=r"figure bad: no glyph for .*\(U\+20BB7\)"):
        save_figure(_figure_with("工会\U00020bb7"), pd.DataFrame(), "bad", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_characters_of_simplified_and_traditional_chinese_have_glyphs(tmp_path):
    save_figure(
        _figure_with("工会主席 工會 總工會 慈溪 鄞州 濮阳 漯河 亳州 堽城 ①②③ 〓 …"),
        pd.DataFrame({"a": [1]}),
        "good",
        tmp_path,
    )
    assert (tmp_path / "good.png").exists()


def test_other_warnings_are_not_swallowed(tmp_path):
    figure = _figure_with("x")
    figure.set_size_inches(0.2, 0.2)  # too small for its layout, which matplotlib warns of
    figure.subplots()
    with pytest.warns(UserWarning, match="constrained_layout"):
        save_figure(figure, pd.DataFrame({"a": [1]}), "small", tmp_path)


def test_a_write_that_fails_leaves_the_old_figure_and_no_rest(tmp_path, monkeypatch):
    before = _save(tmp_path).read_bytes()

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setattr("unionreports.files.os.replace", fails)
    with pytest.raises(OSError, match="disk full"):
        save_figure(_figure_with("new"), pd.DataFrame({"a": [1]}), "c", tmp_path)
    assert sorted(_hashes(tmp_path)) == ["c.csv", "c.png", "c.svg"]
    assert (tmp_path / "c.png").read_bytes() == before


def test_numbers_are_written_with_six_digits_and_unix_line_ends(tmp_path):
    save_figure(_figure_with("x"), pd.DataFrame({"id": ["a"], "share": [1 / 3]}), "n", tmp_path)
    assert (tmp_path / "n.csv").read_bytes() == b"id,share\na,0.333333\n"


def test_texts_in_the_values_are_no_formulas_and_numbers_are_numbers(tmp_path):
    values = pd.DataFrame({"term": ["=1+1", "工会"], "difference": [-0.5, 0.5]})
    save_figure(Figure(), values, "safe", tmp_path)
    assert (tmp_path / "safe.csv").read_text(encoding="utf-8") == "term,difference\n'=1+1,-0.5\n工会,0.5\n"
