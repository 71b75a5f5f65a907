"""Run notebooks inside the test's own process: a kernel for each would spend most of its time importing the same libraries."""

from contextlib import redirect_stdout
import io

from IPython.core.display_trap import DisplayTrap
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
import nbformat
from nbformat.v4 import new_output


def run_cells(paths):
    """Name to executed notebook, each run in a namespace of its own and in the current folder. Raises what a cell raises."""
    return {path.stem: _run(nbformat.read(path, as_version=4)) for path in paths}


def _run(notebook):
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(user_ns={})
    shell.history_manager.enabled = False
    shell.display_pub = CapturingDisplayPublisher()
    shell.display_trap = DisplayTrap(hook=lambda value: _show(shell, value))
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        shell.display_pub.outputs, printed = [], io.StringIO()
        with redirect_stdout(printed):
            shell.run_cell(cell.source).raise_error()
        cell.outputs = [new_output("stream", name="stdout", text=printed.getvalue())] if printed.getvalue() else []
        cell.outputs += [new_output("display_data", data=shown["data"]) for shown in shell.display_pub.outputs]
    InteractiveShell.clear_instance()
    return notebook


def _show(shell, value):
    if value is not None:
        data, metadata = shell.display_formatter.format(value)
        shell.display_pub.publish(data, metadata)
