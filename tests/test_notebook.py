"""Notebooks run from clean kernels, give the same bytes every time, and a failure is named."""

import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
import pytest

from unionreports.config import Project
from unionreports.errors import InputError
from unionreports import notebook as runner
from unionreports.notebook import NotebookError, adopt_notebooks, run_notebooks


def project(tmp_path, **notebooks) -> Project:
    (tmp_path / "notebooks").mkdir()
    for name, cells in notebooks.items():
        notebook = new_notebook(cells=[new_markdown_cell("# 问题"), *map(new_code_cell, cells)])
        notebook.metadata["kernelspec"] = {"name": "no-such-kernel", "display_name": "x", "language": "python"}
        nbformat.write(notebook, tmp_path / "notebooks" / f"{name}.ipynb")
    return Project(tmp_path)


def test_running_again_changes_no_byte_and_nothing_of_the_machine_is_kept(tmp_path):
    it = project(tmp_path, one=[
        "import os, sys, warnings; from pathlib import Path",
        "print(Path.cwd().name, sorted({'甲', '乙'}), list({'甲', '乙', '丙'}))",
        "warnings.warn('look out'); 1 + 1",
    ])
    lines = []
    run_notebooks(it, progress=lines.append)
    path = it.notebooks / "one.ipynb"
    first = path.read_bytes()
    run_notebooks(it, jobs=2)
    assert path.read_bytes() == first
    notebook = nbformat.read(path, as_version=4)
    outputs = [cell.outputs for cell in notebook.cells[1:]]
    assert outputs[1][0].text.startswith("notebooks ['乙', '甲']")
    assert [o.data["text/plain"] for o in outputs[2]] == ["2"]
    assert [c.execution_count for c in notebook.cells[1:]] == [1, 2, 3]
    assert b"look out" not in first.replace(b"warnings.warn('look out')", b"")
    assert any("one, cell 4 says" in line and "look out" in line for line in lines)
    assert "one: 3 code cells" in lines
    assert sorted(p.name for p in it.notebooks.iterdir()) == ["one.ipynb"]


def test_what_a_cell_prints_is_one_output_however_many_messages_bring_it(tmp_path):
    it = project(tmp_path, one=["print('一', flush=True); print('二', flush=True); print('三')"])
    outputs = run_notebooks(it, write=False)["one"].cells[1].outputs
    assert [output.text for output in outputs] == ["一\n二\n三\n"]


def test_a_kernel_runs_the_interpreter_of_the_program(tmp_path):
    it = project(tmp_path, one=["import sys; print(sys.executable)"])
    notebook = run_notebooks(it, write=False)["one"]
    assert notebook.cells[1].outputs[0].text.strip() == sys.executable
    assert nbformat.read(it.notebooks / "one.ipynb", as_version=4).cells[1].outputs == []


def test_a_failure_names_notebook_cell_and_message_and_stops_no_other(tmp_path):
    it = project(tmp_path, a=["x = 1", "x / 0", "print('never')"], b=["print('still')"])
    before = (it.notebooks / "a.ipynb").read_bytes()
    with pytest.raises(NotebookError, match=r"a\.ipynb, cell 3: ZeroDivisionError: division by zero"):
        run_notebooks(it)
    assert (it.notebooks / "a.ipynb").read_bytes() == before
    assert nbformat.read(it.notebooks / "b.ipynb", as_version=4).cells[1].outputs[0].text == "still\n"


def test_a_name_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="no notebook 'three'") as error:
        run_notebooks(project(tmp_path, one=[], two=[]), names=["three"])
    assert "one, two" in str(error.value)


def test_a_project_without_notebooks_is_given_ours_and_one_with_its_own_keeps_them(tmp_path, monkeypatch):
    ours = project(tmp_path, one=["1"])
    (ours.notebooks / ".ipynb_checkpoints").mkdir()
    monkeypatch.setattr(runner, "_OURS", ours.notebooks)
    new = Project(tmp_path / "new")
    assert adopt_notebooks(new) and [p.name for p in new.notebooks.iterdir()] == ["one.ipynb"]
    (new.notebooks / "one.ipynb").write_text("mine")
    assert not adopt_notebooks(new) and (new.notebooks / "one.ipynb").read_text() == "mine"
