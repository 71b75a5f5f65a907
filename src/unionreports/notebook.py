"""Run the notebooks of a project from clean kernels and write them back, the same bytes every time.

A notebook runs in its own folder, with the interpreter that runs this program, whatever kernels are installed
on the machine. Nothing in the written file depends on the machine or the hour: no times, no versions, cells
numbered in order. What a cell writes to stderr is shown to the user and kept out of the file.
"""

import asyncio
from collections.abc import Callable, Sequence
import os
from pathlib import Path
import shutil
import tempfile

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
import nbformat

from unionreports.config import Project
from unionreports.errors import InputError
from unionreports.files import replace_file

#: The notebooks that come with the software.
_OURS = Path(__file__).resolve().parents[2] / "notebooks"
#: A notebook only reads tables and draws; a cell that takes longer than this hangs.
_TIMEOUT = 600


class NotebookError(Exception):
    """A notebook stopped; the message names it, the cell and what happened."""


def adopt_notebooks(project: Project) -> bool:
    """Give a project without notebooks those that come with the software; whether it was given any."""
    if project.notebooks.exists() or not _OURS.is_dir():
        return False
    shutil.copytree(_OURS, project.notebooks, ignore=lambda folder, names: [n for n in names if n.startswith(".")])
    return True


def run_notebooks(
    project: Project,
    names: Sequence[str] | None = None,
    write: bool = True,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda line: None,
) -> dict[str, nbformat.NotebookNode]:
    """Execute notebooks in the order of their names.

    Parameters
    ----------
    names : file names without ending; all notebooks of the project if None.
    write : whether each notebook, once it has run to its end, replaces its file.
    jobs : notebooks run at the same time. They read only tables, so their order does not matter.
    progress : called with a line of text whenever a notebook ends or writes to stderr.

    Returns
    -------
    dict
        Name to executed notebook, in order.

    Raises
    ------
    InputError
        There is no such notebook.
    NotebookError
        Notebooks stopped; the others have run and are written.
    """
    found = {path.stem: path for path in sorted(project.notebooks.glob("*.ipynb"))}
    for name in names or ():
        if name not in found:
            raise InputError(
                project.notebooks,
                f"no notebook {name!r}",
                allowed=", ".join(found) or "there are none",
                remedy="name one of these",
            )
    paths = [path for name, path in found.items() if names is None or name in names]
    with tempfile.TemporaryDirectory() as home:
        results = asyncio.run(_run_all(paths, write, jobs, progress, Path(home)))
    failures = [str(r) for r in results if isinstance(r, NotebookError)]
    if failures:
        raise NotebookError("\n".join(failures))
    return {path.stem: notebook for path, notebook in zip(paths, results, strict=True)}


async def _run_all(paths, write, jobs, progress, home):
    gate = asyncio.Semaphore(jobs)

    async def run(number, path):
        async with gate:
            try:
                notebook = await _execute(path, home, home / f"{number}.json")
            except NotebookError as error:
                progress(f"{path.stem}: stopped")
                return error
            for warning in _tidy(notebook):
                progress(f"{path.stem}, {warning}")
            if write:
                replace_file(path, (nbformat.writes(notebook) + "\n").encode("utf-8"))
            progress(f"{path.stem}: {sum(c.cell_type == 'code' for c in notebook.cells)} code cells")
            return notebook

    return await asyncio.gather(*(run(number, path) for number, path in enumerate(paths)))


async def _execute(path: Path, home: Path, connection: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    kernel = AsyncKernelManager(
        kernel_name="python3",
        # With no folder to search, the only kernel is that of the running interpreter.
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True),
        # Sockets in a folder of our own, not ports that others on the machine could listen to.
        transport="tcp" if os.name == "nt" else "ipc",
        connection_file=str(connection),
    )
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=_TIMEOUT,
        record_timing=False,
        # On a busy machine one print arrives in several messages.
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
    )
    # The user's environment, without IPython's start-up files and history, and with the order of sets fixed.
    environment = os.environ | {"IPYTHONDIR": str(home), "PYTHONHASHSEED": "0"}
    try:
        await client.async_execute(env=environment, cleanup_kc=True)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        cell = next((i for i, c in enumerate(notebook.cells, 1) if _failed(c)), None)
        where = f"cell {cell}" if cell else "some cell"
        raise NotebookError(f"{path}, {where}: {_reason(error)}") from error
    return notebook


def _failed(cell) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", ()))


def _reason(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"no answer for {_TIMEOUT} s"
    return "its kernel died (out of memory?)"


def _tidy(notebook: nbformat.NotebookNode) -> list[str]:
    """Take out of a notebook what differs between machines; return what its cells wrote to stderr."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    warnings = []
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
        if cell.cell_type == "code":
            kept = []
            for output in cell.outputs:
                if output.output_type == "stream" and output.name == "stderr":
                    warnings.append(f"cell {number} says: {output.text.strip()}")
                else:
                    kept.append(output)
            cell.outputs = kept
    return warnings
