"""One run at a time makes tables; who comes second waits, or is told who is at it; a dead run holds nothing."""

import os
import signal
import sys

import pytest

from unionreports.errors import InputError
from unionreports.lock import RUN, only_run, unmoved

forked = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")


def other_run(folder, end) -> tuple[int, int]:
    """Another process that holds the lock until it reads from its pipe; its id and the pipe's end to write to."""
    ready, say_ready = os.pipe()
    go, let_go = os.pipe()
    child = os.fork()
    if not child:
        os.close(let_go)
        try:
            with only_run(folder, "unionreports models"):
                os.write(say_ready, b"x")
                os.read(go, 1)
        finally:
            os._exit(0)
    os.read(ready, 1)
    for pipe in (ready, say_ready, go):
        os.close(pipe)
    end.append((child, let_go))
    return child, let_go


@pytest.fixture
def others():
    started = []
    yield started
    for child, pipe in started:
        os.close(pipe)
        os.waitpid(child, 0)


@forked
def test_a_second_run_is_told_who_is_at_it_and_what_to_do(tmp_path, others):
    child, _ = other_run(tmp_path, others)
    said = []
    with pytest.raises(InputError) as error, only_run(tmp_path, "unionreports build", said.append, wait=0.1):
        pytest.fail("two runs at once")
    assert f"unionreports models (process {child} on " in said[0] and "waiting up to 0.1 seconds" in said[0]
    assert f"process {child}" in str(error.value) and "wait for its end, or stop it" in str(error.value)


@forked
def test_a_second_run_goes_on_when_the_first_ends(tmp_path, others):
    _, let_go = other_run(tmp_path, others)
    # What the waiting run says is the sign for the other to end.
    with only_run(tmp_path, "unionreports build", lambda line: os.write(let_go, b"x")):
        pass


@forked
def test_a_run_that_was_killed_holds_nothing(tmp_path, others):
    child, _ = other_run(tmp_path, others)
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with only_run(tmp_path, "unionreports build", lambda line: pytest.fail(line), wait=0):
        pass


@forked
def test_a_worker_that_outlives_its_killed_run_holds_nothing(tmp_path):
    ready, say_ready = os.pipe()
    stay, end = os.pipe()
    child = os.fork()
    if not child:
        with only_run(tmp_path, "unionreports build"):
            if not os.fork():
                os.close(end)
                os.write(say_ready, b"x")
                os.read(stay, 1)
                os._exit(0)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    os.read(ready, 1)
    with only_run(tmp_path, "unionreports build", lambda line: pytest.fail(line), wait=0):
        pass
    for pipe in (ready, say_ready, stay, end):
        os.close(pipe)


def test_a_run_inside_a_run_enters_and_leaves_no_name_behind(tmp_path):
    with only_run(tmp_path, "unionreports reproduce"), only_run(tmp_path, "unionreports build"):
        pass
    assert os.listdir(tmp_path) == [RUN]


def test_tables_that_nobody_may_write_to_can_be_read(tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with unmoved(tmp_path) as may_move:
        assert not may_move
    with unmoved(tmp_path / "none") as may_move:
        assert not may_move
