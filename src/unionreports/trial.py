"""A copy of a project to try things in: commands run there, the project itself stays as it is."""

from contextlib import redirect_stderr, redirect_stdout
import io
import os
from pathlib import Path
import re
import shutil

from unionreports.config import EXAMPLES, Project

#: How long something took differs from run to run.
_SECONDS = re.compile(r" \(\d+\.\d s\)")


def trial_copy(project: Project, folder: Path) -> Project:
    """The pages, sheets, lexicons and tables of a project in `folder`, which must not exist yet."""
    for part in (project.raw, project.root / "data" / "lexicons", project.processed):
        if part.is_dir():
            shutil.copytree(part, folder / part.relative_to(project.root))
    return Project(folder)


def run_in_trial(trial: Project, *typed: str | Path, lines: int | None = None) -> int:
    """Run a command of `unionreports` in a trial project, print what it says (or its first lines), return its exit status.

    Nothing that differs between machines is printed: no times, no progress, names of files from the trial's folder on.
    """
    from unionreports.cli import main

    answer, beside = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(answer), redirect_stderr(beside):
        status = main([*map(str, typed), "--project", str(trial.root)])
    warned, said = (stream.buffer.getvalue().decode("utf-8") for stream in (beside, answer))
    # A bar of progress is written over and over, from the beginning of its line.
    warnings = [line for line in warned.split("\n") if "\r" not in line]
    text = said if lines else "\n".join(warnings) + said
    for folder in (*{trial.root, trial.root.resolve()}, EXAMPLES.parents[2]):
        text = text.replace(f"{folder}{os.sep}", "")
    print(f"$ unionreports {' '.join(part.name if isinstance(part, Path) else part for part in typed)}")
    print(*_SECONDS.sub("", text).splitlines()[:lines], sep="\n")
    return status
