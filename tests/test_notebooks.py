"""The committed notebooks say what they say: run again from the raw pages they find the same, on any corpus they run."""

import base64
import os
from pathlib import Path
import re
import shutil

import nbformat
import pytest

from unionreports.cli import main
from unionreports.config import Project
from unionreports.notebook import run_notebooks
from unionreports.store import read_table
from unionreports.tracing.example_rows import FILES, example_lines
from unionreports.tracing.figure_file import read_values
from unionreports.tracing.stored import corpus_of

from figure_walk import broken_rows
from invented_reports import HEAD, TAIL, report
from run_cells import run_cells

ROOT = Path(__file__).parents[1]
NAMES = (
    "01_corpus",
    "02_vocabulary",
    "03_priorities",
    "04_validation",
    "05_topic_models",
    "06_clusters",
    "07_robustness",
    "08_stated_figures",
    "09_commitments",
    "10_shared_text",
    "11_add_a_region",
)


def _made(project, *effort):
    """The project with its tables, made by the commands, and our notebooks."""
    jobs = os.cpu_count() or 1
    assert main(["build", "--project", str(project.root)]) < 2
    assert main(["models", *effort, "--jobs", str(jobs), "--project", str(project.root)]) == 0
    shutil.copytree(ROOT / "notebooks", project.notebooks, ignore=shutil.ignore_patterns(".*"))
    return project


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The notebooks run again on tables made from the raw pages; project and executed notebooks."""
    project = Project(tmp_path_factory.mktemp("default"))
    shutil.copytree(ROOT / "data" / "raw", project.raw)
    project = _made(project)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(ROOT / "src"))
        environment.delenv("UNIONREPORTS_PROJECT", raising=False)
        return project, run_notebooks(project, write=False, jobs=os.cpu_count() or 1)


@pytest.fixture(scope="module")
def committed():
    return {name: nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4) for name in NAMES}


def _said(notebook):
    """Source of each code cell with everything it printed or showed as text or table."""
    said = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = [
                o.text if o.output_type == "stream" else {k: v for k, v in o.data.items() if k.startswith("text/")}
                for o in cell.outputs
            ]
            said.append((cell.source, shown))
    return said


def _images(notebook):
    return [
        o.data["image/png"] for c in notebook.cells for o in c.get("outputs", ()) if "image/png" in o.get("data", {})
    ]


def _outputs_promised(notebook):
    paragraph = notebook.cells[0].source.split("**Outputs.**")[1]
    return re.findall(r"`(\d\d_\w+)`", paragraph)


def test_there_is_no_other_notebook():
    assert tuple(sorted(p.stem for p in (ROOT / "notebooks").glob("*.ipynb"))) == NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_running_again_finds_the_committed_tables_and_printed_results(name, again, committed):
    for new, old in zip(_said(again[1][name]), _said(committed[name]), strict=True):
        assert new == old


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_figures_promised_are_the_figures_shown_and_saved(name, again):
    project, notebooks = again
    promised = _outputs_promised(notebooks[name])
    assert promised
    saved = [(project.figures / f"{figure}.png").read_bytes() for figure in promised]
    assert [base64.b64decode(image) for image in _images(notebooks[name])] == saved
    for figure in promised:
        assert (project.figures / f"{figure}.svg").stat().st_size
        assert "," in (project.figures / f"{figure}.csv").read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.slow
def test_every_row_of_every_committed_figure_leads_back_to_the_units_it_rests_on(again):
    project, _ = again
    corpus, walked = corpus_of(project), 0
    promised = {figure for name in NAMES for figure in _outputs_promised(again[1][name])}
    assert {path.stem for path in (ROOT / "figures").glob("*.csv")} == promised
    for figure in sorted(promised):
        values = read_values(ROOT / "figures" / f"{figure}.csv")
        assert not values.note, "the picture says which values it was drawn from"
        rows = values.rows.to_dict("records")
        if FILES in values.rows:
            # Drawn from invented texts: each row names them, and the places in them where it has any.
            assert all(len(example_lines(row, ROOT)) > 2 for row in rows) and rows, figure
        else:
            assert broken_rows(rows, corpus) == [], figure
        walked += len(values.rows)
    assert walked > 5_000


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_committed_with_their_outputs(name, committed):
    cells = [c for c in committed[name].cells if c.cell_type == "code"]
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    assert len(_images(committed[name])) == len(_outputs_promised(committed[name]))


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_thin(name, committed):
    first, *cells = committed[name].cells
    assert all(f"**{part}.**" in first.source for part in ("Question", "Inputs", "Outputs"))
    code = [c.source for c in cells if c.cell_type == "code"]
    assert len(cells) <= 30
    assert all(len(source.splitlines()) <= 12 for source in code)
    assert not re.search(r"^\s*(def|class) ", "\n".join(code), re.M)
    # Tables are read with the check that the store makes, lexicons with theirs.
    known = {"read_table", "read_lexicons", "read_claims", "read_topic_labels"}
    known |= {"read_measures", "read_prices", "read_statement_lexicons"}
    known |= {"read_csv"} if name == "11_add_a_region" else set()  # a worksheet that a person fills in
    assert set(re.findall(r"\bread_\w+|\bopen\(", "\n".join(code))) <= known


@pytest.mark.parametrize("name", NAMES)
def test_prose_names_no_result_and_no_report(name, committed, seed_frames):
    """Numbers and ids in prose would go stale, and would be wrong for another corpus."""
    prose = "\n".join(c.source for c in committed[name].cells if c.cell_type == "markdown")
    assert not re.search(r"\d ?%|\bn ?= ?\d|\d+ (reports|units|pages)", prose.replace("100 %", ""))
    for ids in (seed_frames["pages"]["page_id"], seed_frames["reports"]["report_id"]):
        assert not any(i in "\n".join(c.source for c in committed[name].cells) for i in ids)


def _pages(folder, **texts):
    project = Project(folder)
    project.pages.mkdir(parents=True)
    for name, content in texts.items():
        (project.pages / f"{name}.txt").write_bytes(content)
    return project


CORPORA = {
    "two_reports_and_a_broken_page": {
        "a": (HEAD + report("秀水县", 2012) + TAIL).encode("gb18030"),
        "b": (HEAD + report("青石县", 2016) + TAIL).encode("utf-8"),
        "broken": b"\x00\x01\x02\xff\xfe",
    },
    "nothing_usable": {"empty": b""},
}


@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA)
def test_notebooks_run_on_another_corpus_and_say_what_is_missing(corpus, tmp_path, monkeypatch):
    project = _made(_pages(tmp_path, **CORPORA[corpus]), "--quick")
    monkeypatch.chdir(project.notebooks)
    monkeypatch.delenv("UNIONREPORTS_PROJECT", raising=False)
    notebooks = run_cells(sorted(project.notebooks.glob("*.ipynb")))
    n = len(read_table("reports", project.processed))
    for notebook in notebooks.values():
        assert len(_images(notebook)) == len(_outputs_promised(notebook))
    printed = "\n".join(str(shown) for notebook in notebooks.values() for _, shown in _said(notebook))
    assert (
        f"The {n} reports are those that were found" if n else "There is no report: nothing can be compared."
    ) in printed
