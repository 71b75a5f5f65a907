"""Tasks give the same results in any number of processes, are not done twice, and one that fails stops no other."""

from dataclasses import dataclass
from pathlib import Path

from counted_tasks import count, die_at, fail_at, interrupted_at, many_kinds, of_no_kind
from hypothesis import given, settings, strategies as st
import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from unionreports import runs
from unionreports.content_hash import content_hash
from unionreports.runs import Task, TasksFailed, prune, run_tasks


def calls(log: Path) -> list[int]:
    return sorted(int(path.name.partition("-")[0]) for path in log.iterdir())


@pytest.fixture
def log(tmp_path):
    folder = tmp_path / "log"
    folder.mkdir()
    return folder


def test_results_come_in_the_order_given_and_are_not_made_twice(tmp_path, log, capsys):
    # The first task takes longest, so that with two processes it is done last.
    tasks = [Task(f"task {n}", count, {"log": str(log), "n": n, "wait": 0.3 if n == 3 else 0}) for n in (3, 1, 2)]
    first = run_tasks(tasks, tmp_path / "runs", jobs=2, progress="counting")
    assert [int(frame["n"].iloc[0]) for frame in first] == [3, 1, 2]
    assert "3/3" in capsys.readouterr().err
    again = run_tasks([*tasks, Task("more", count, {"log": str(log), "n": 4})], tmp_path / "runs", progress="counting")
    assert calls(log) == [1, 2, 3, 4]
    for one, other in zip(first, again[:3], strict=True):
        pd.testing.assert_frame_equal(one, other)
    shown = capsys.readouterr()
    assert "3 from an earlier run" in shown.err and "4/4" in shown.err and not shown.out


def test_a_result_is_the_same_whether_it_was_kept_or_not(tmp_path):
    task = Task("kinds", many_kinds)
    made = run_tasks([task])[0]
    runs_ = [run_tasks([task], tmp_path / "runs")[0] for _ in range(2)]
    for found in (made, *runs_):
        expected = many_kinds()
        assert list(found) == list(expected)
        np.testing.assert_array_equal(found.pop("array"), expected.pop("array"), strict=True)
        for name, frame in expected.items():
            pd.testing.assert_frame_equal(found[name], frame)


def test_another_argument_other_code_or_a_broken_file_make_a_task_run_again(tmp_path, log, monkeypatch):
    folder = tmp_path / "runs"
    task = Task("one", count, {"log": str(log), "n": 1})
    run_tasks([task], folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    middle = len(whole) // 2
    for n, broken in enumerate(
        (whole[:middle], b"", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    ):
        file.write_bytes(broken)
        assert run_tasks([task], folder)[0]["n"].tolist() == [1]
        assert calls(log) == [1] * (n + 2) and file.read_bytes() == whole
    run_tasks([Task("one", count, {"log": str(log), "n": 2})], folder)
    assert calls(log) == [1, 1, 1, 1, 2]
    monkeypatch.setattr(runs, "code_hash", lambda function: "after an edit")
    run_tasks([task], folder)
    assert calls(log) == [1, 1, 1, 1, 1, 2]


@pytest.mark.parametrize("folder", [None, "runs"])
def test_a_task_that_fails_is_named_after_all_others_are_done(tmp_path, log, folder):
    folder = folder and tmp_path / folder
    tasks = [Task(f"task {n}", fail_at, {"log": str(log), "n": n, "failing": (1, 3)}) for n in range(5)]
    with pytest.raises(
        TasksFailed, match=r"2 of 5 tasks failed.*'task 1'.*task 3(.|\n)*number 1 is forbidden"
    ) as error:
        run_tasks(tasks, folder)
    assert list(error.value.failures) == ["task 1", "task 3"] and "number 3" in error.value.failures["task 3"]
    assert calls(log) == [0, 2, 4]
    with pytest.raises(TasksFailed):
        run_tasks(tasks, folder)
    assert calls(log) == ([0, 2, 4] if folder else [0, 0, 2, 2, 4, 4])


def test_what_is_no_result_or_no_content_is_refused(log):
    with pytest.raises(TasksFailed, match="returned list"):
        run_tasks([Task("list", of_no_kind)])
    with pytest.raises(TypeError, match="content of a builtins.object"):
        run_tasks([Task("object", count, {"log": str(log), "n": object()})], log)
    with pytest.raises(ValueError, match="two tasks are called 'same'"):
        run_tasks([Task("same", many_kinds), Task("same", of_no_kind)])


def test_what_was_done_before_an_interruption_is_kept(tmp_path, log):
    flag = tmp_path / "stop"
    flag.touch()
    tasks = [Task(f"task {n}", interrupted_at, {"log": str(log), "n": n, "flag": str(flag)}) for n in range(4)]
    with pytest.raises(KeyboardInterrupt):
        run_tasks(tasks, tmp_path / "runs")
    assert calls(log) == [0, 1]
    flag.unlink()
    assert [int(frame["n"].iloc[0]) for frame in run_tasks(tasks, tmp_path / "runs")] == [0, 1, 2, 3]
    assert calls(log) == [0, 1, 2, 3]


def test_a_process_that_dies_is_told_and_the_run_ends():
    with pytest.raises(TasksFailed, match="its process died") as error:
        run_tasks([Task(f"task {n}", die_at, {"n": n, "dying": 1}) for n in range(3)], jobs=2)
    assert "task 1" in error.value.failures


def test_pruning_deletes_the_results_of_other_tasks_and_nothing_else(tmp_path, log):
    folder = tmp_path / "runs"
    tasks = [Task(f"task {n}", count, {"log": str(log), "n": n}) for n in range(3)]
    run_tasks(tasks, folder)
    (folder / "notes.zip").write_bytes(b"mine")
    kept = next(path.name for path in folder.iterdir() if path.name.startswith("task_0"))
    (folder / f".{kept}.x1y2").write_bytes(b"half")
    assert prune(tasks[:1], folder) == 3
    assert sorted(path.name for path in folder.iterdir()) == sorted([kept, "notes.zip"])
    assert prune(tasks, tmp_path / "none") == 0


@dataclass(frozen=True)
class Words:
    listed: frozenset
    table: pd.DataFrame


def test_equal_content_has_one_hash_and_other_content_another():
    frame = many_kinds()["typed"]
    matrix = sp.random(5, 4, density=0.5, random_state=1, format="csr")
    turned = sp.csr_matrix(matrix.toarray())
    equal = [
        (frame, frame.copy()),
        (matrix, turned),
        (np.asfortranarray(np.eye(3)), np.eye(3)),
        (Words(frozenset("ab"), frame), Words(frozenset("ba"), frame.copy())),
        ({"a": [1, 2.5, None]}, {"a": [1, 2.5, None]}),
    ]
    for one, other in equal:
        assert content_hash(one) == content_hash(other)
    values = [
        frame,
        frame.assign(word=pd.Series(["", ""], dtype="str")),
        frame.assign(year=pd.array([2004, 2005], dtype="Int64")),
        frame.rename(columns={"low": "high"}),
        frame.set_axis([1, 0]),
        matrix,
        matrix * 2,
        np.eye(3),
        np.eye(3, dtype="float32"),
        np.eye(3).ravel(),
        Words(frozenset("ab"), frame),
        Words(frozenset("ac"), frame),
        ["ab", "c"],
        ["a", "bc"],
        [["a"], "bc"],
        1,
        1.0,
        True,
        "1",
        b"1",
        None,
        pd.Series(["ab", "c"], dtype="str"),
        pd.Series(["a", "bc"], dtype="str"),
        pd.Index(["a", "bc"], dtype="str"),
    ]
    assert len({content_hash(value) for value in values}) == len(values)


def test_a_path_stands_for_what_lies_there(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "places.csv").write_text("name\n历下区\n", encoding="utf-8")
    assert content_hash(tmp_path / "one") == content_hash(tmp_path / "other")
    (tmp_path / "other" / "places.csv").write_text("name\n天桥区\n", encoding="utf-8")
    assert content_hash(tmp_path / "one") != content_hash(tmp_path / "other")
    (tmp_path / "one" / "places.csv").rename(tmp_path / "one" / "towns.csv")
    hashes = {content_hash(p) for p in (tmp_path / "one", tmp_path / "other" / "places.csv", tmp_path / "none")}
    assert len(hashes) == 3


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=4), st.none()), max_size=5), st.integers(0, 4))
def test_one_changed_cell_changes_the_hash(cells, place):
    frame = pd.DataFrame({"text": pd.Series(cells, dtype="str"), "n": range(len(cells))})
    assert content_hash(frame) == content_hash(pd.DataFrame({c: frame[c].copy() for c in frame}))
    if place < len(cells):
        changed = [*cells]
        changed[place] = (changed[place] or "") + "工"
        assert content_hash(frame.assign(text=pd.Series(changed, dtype="str"))) != content_hash(frame)
