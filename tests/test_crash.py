"""Killed at any moment, or out of room, a build leaves the old tables or the new ones, and the next run finishes.

The runs that are killed are real processes, forked from this one, so that none has to load anything.
"""

import errno
import os
from pathlib import Path
import random
import signal
import sys
import time

import pytest

from invented_reports import STATEMENTS
from test_incremental import lexicons_of, rules_of, without_coding
from unionreports import incremental, page_rows, page_state, store
from unionreports.config import LEXICONS, Project
from unionreports.errors import InputError
from unionreports.incremental import update_tables
from unionreports.lock import only_run
from unionreports.row_groups import ParquetFile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")
KILLS = 50
PAGES = 4
#: What a run does to the disk: the calls at which it is killed or finds no room.
STEPS = ((os, "replace"), (os, "fsync"), (Path, "unlink"), (Path, "rmdir"), (ParquetFile, "_place"))


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """A project of many short pages in several groups, built, of which most of the time goes into writing."""
    monkeypatch.setattr(incremental, "read_rules", lambda folder: rules_of(LEXICONS))
    monkeypatch.setattr(page_state, "_GROUP_PAGES", 2)
    # How units are coded is no matter here, and takes longer than writing.
    monkeypatch.setattr(page_rows, "analyse", without_coding)
    # What a killed process has written the system keeps; flushing is for machines that lose power, and waits for the disk.
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    for number in range(PAGES):
        change_a_page(project, number, 0)
    build(project)
    return project


def change_a_page(project: Project, page: int, times: int) -> None:
    text = f"秀水县总工会2012年工作总结\n{STATEMENTS[page % 5]}\n第{times}次。"
    (project.pages / f"{page}.txt").write_text(text, encoding="utf-8")


def build(project: Project) -> None:
    # A lock that a dead run left must not be waited for.
    with only_run(project.processed, "a test", wait=0):
        update_tables(project, lexicons_of(LEXICONS, ""))


def whole_set(project: Project) -> dict[str, bytes]:
    """The set of tables a reader gets; fails where a file of it is not as it was written."""
    listed = store.hashes(project.processed)
    assert not [problem for file, sha in listed.items() if (problem := store.changed(project.processed, file, sha))]
    return {file: (project.processed / file).read_bytes() for file in listed}


def at_step(patch: pytest.MonkeyPatch, number: int, act) -> list[int]:
    """Do something else instead of the call of that number among `STEPS`; the list has the number of the last call."""
    last = [0]

    def counting(call):
        def counted(*args, **kwargs):
            last[0] += 1
            return act(call, *args, **kwargs) if last[0] == number else call(*args, **kwargs)

        return counted

    for owner, name in STEPS:
        patch.setattr(owner, name, counting(getattr(owner, name)))
    return last


def steps_of_a_run(project: Project, page: int = 0) -> tuple[int, float]:
    """How many steps a run has after which a page is another, and how many seconds it takes."""
    change_a_page(project, page, 999)
    begin = time.perf_counter()
    with pytest.MonkeyPatch.context() as patch:
        last = at_step(patch, 0, None)
        build(project)
    return last[0], time.perf_counter() - begin


def die(call, *args) -> None:
    """Be killed, in the middle of a row group where one is being written."""
    if call.__name__ == "_place":
        file, _, data = args
        file._file.write(bytes(data)[: len(data) // 2])
        file._file.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def killed(project: Project, step: int | None, seconds: float) -> bool:
    """Build in another process and kill it at a step, or after a time; whether it was killed before its end."""
    child = os.fork()
    if not child:
        try:
            if step is not None:
                at_step(pytest.MonkeyPatch(), step, die)
            build(project)
        finally:
            os._exit(0)
    if step is None:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return os.WIFSIGNALED(status)


def test_a_run_killed_at_fifty_random_points_leaves_a_whole_set_and_the_next_finishes(project):
    draw = random.Random(5)
    n_steps, seconds = steps_of_a_run(project)
    before = whole_set(project)
    found = {"old": 0, "new": 0}
    n_killed = n_runs = 0
    while n_killed < KILLS:
        n_runs += 1
        assert n_runs < 2 * KILLS, "most runs end before they are killed"
        change_a_page(project, draw.randrange(PAGES), n_runs)
        # Four of five at a step of the writing, the others at any moment of the run.
        step = draw.randint(1, n_steps) if n_runs % 5 else None
        n_killed += killed(project, step, draw.uniform(0.001, seconds / 2))
        left = whole_set(project)
        build(project)
        after = whole_set(project)
        assert left in (before, after)
        found["new" if left == after else "old"] += 1
        assert not {".writing", ".next"}.intersection(os.listdir(project.processed))
        before = after
    assert found["old"] >= 10 and found["new"] >= 3


def test_where_a_write_finds_no_room_the_old_tables_stay_and_the_reason_is_given(project):

    def no_room(call, *args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    n_steps, _ = steps_of_a_run(project, page=1)
    before = whole_set(project)
    left = []
    # The last thing a run does is to take its name from the lock; that may fail.
    for step in range(1, n_steps - 2, max(n_steps // 16, 1)):
        change_a_page(project, 1, step)
        with pytest.MonkeyPatch.context() as patch:
            at_step(patch, step, no_room)
            with pytest.raises(InputError, match="no room to write the tables(.|\n)*free some space"):
                build(project)
        left.append(whole_set(project) == before)
        build(project)
        before = whole_set(project)
    # The old tables until the new ones are complete; of those nothing but the moving is left then.
    assert left == sorted(left, reverse=True) and left.count(True) > 5


def test_a_file_that_may_grow_no_further_is_named_and_the_old_tables_stay(project):
    import resource

    before = whole_set(project)
    change_a_page(project, 1, 1)
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
        try:
            build(project)
        except InputError as error:
            os._exit(7 if "no room to write the tables" in str(error) else 8)
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert whole_set(project) == before
