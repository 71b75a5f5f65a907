"""Tables are checked, sorted, the same bytes every time, and never half of two runs."""

import json
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys

import pandas as pd
import pytest

from unionreports.cells import plain_cell
from unionreports.datapackage import DESCRIPTOR
from unionreports.errors import InputError
from unionreports.store import check, hashes, read_table, write_tables
from unionreports.tables import TABLES


def a_table(name: str, rows: int = 3, mark: str = "") -> pd.DataFrame:
    """A frame that keeps the declaration of a table, its rows in key order."""
    table, columns = TABLES[name], {}
    if len(table.key) == 1 and table.columns[table.key[0]].allowed:
        rows = min(rows, len(table.columns[table.key[0]].allowed))
    for column, c in table.columns.items():
        if c.dtype == "str":
            allowed = sorted(c.allowed) if c.allowed and (column,) == table.key else c.allowed and c.allowed[:1] * rows
            values = [allowed[i] if allowed else f"{column}{mark}{i}" for i in range(rows)]
        elif c.dtype == "bool":
            values = [True] * rows
        elif c.dtype == "Int64":
            values = [None, *range(1, rows)][:rows]
        else:
            values = [i / 100 if c.dtype == "float64" else i for i in range(rows)]
        columns[column] = pd.Series(values, dtype=c.dtype)
    return pd.DataFrame(columns)


def files_of(folder: Path) -> list[Path]:
    """The files of a folder without the hidden ones, which locks leave there."""
    return sorted(p for p in folder.iterdir() if not p.name.startswith("."))


def everything(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in files_of(folder)}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_back_as_it_was_written(tmp_path, name):
    frame = a_table(name)
    write_tables({name: frame}, tmp_path)
    pd.testing.assert_frame_equal(read_table(name, tmp_path), frame)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_keeps_its_columns_and_types(tmp_path, name):
    frame = a_table(name, rows=0)
    write_tables({name: frame}, tmp_path)
    pd.testing.assert_frame_equal(read_table(name, tmp_path), frame)


def test_bytes_do_not_depend_on_the_order_of_rows_or_tables(tmp_path):
    frames = {name: a_table(name, rows=12) for name in TABLES}
    shuffled = {name: frames[name].sample(frac=1, random_state=3) for name in reversed(frames)}
    write_tables(frames, tmp_path / "a")
    write_tables(shuffled, tmp_path / "b" / "elsewhere")
    assert everything(tmp_path / "a") == everything(tmp_path / "b" / "elsewhere")


def test_a_kept_table_stays_byte_for_byte_and_others_go(tmp_path):
    whole = {name: a_table(name) for name in ("units", "reports", "clusters", "topic_terms")}
    write_tables(whole, tmp_path / "whole")
    write_tables({name: whole[name] for name in ("units", "reports", "clusters")}, tmp_path / "parts")
    write_tables({"topic_terms": whole["topic_terms"]}, tmp_path / "parts", keep=("reports", "units", "clusters"))
    assert everything(tmp_path / "parts") == everything(tmp_path / "whole")
    write_tables({"clusters": a_table("clusters", mark="new")}, tmp_path / "parts", keep=("units", "clusters"))
    assert {Path(file).stem for file in hashes(tmp_path / "parts")} == {"units", "clusters"}
    assert "new" in read_table("clusters", tmp_path / "parts")["entity_id"].iloc[0]


def test_a_table_to_keep_that_is_gone_or_changed_stops_the_writer_before_it_writes(tmp_path):
    write_tables({"units": a_table("units"), "reports": a_table("reports")}, tmp_path)
    before = everything(tmp_path)
    with pytest.raises(InputError, match="no table 'clusters'.*\n.*\n.*unionreports models"):
        write_tables({"reports": a_table("reports")}, tmp_path, keep=("units", "clusters"))
    assert everything(tmp_path) == before
    (tmp_path / "units.csv").write_bytes(b"unit_id\n")
    with pytest.raises(InputError, match="changed after it was written"):
        write_tables({"reports": a_table("reports")}, tmp_path, keep=("units",))


def test_rows_stand_in_key_order_with_numbers_read_as_numbers(tmp_path):
    frame = a_table("units", rows=4)
    frame["unit_id"] = ["s1-10-u001", "s1-2-u1000", "s1-2-u999", "s01-2-u1"]
    write_tables({"units": frame}, tmp_path)
    assert read_table("units", tmp_path)["unit_id"].tolist() == ["s01-2-u1", "s1-2-u999", "s1-2-u1000", "s1-10-u001"]


def test_people_get_csv_that_keeps_line_ends_inside_cells_and_empty_numbers(tmp_path):
    edits = a_table("edits")
    edits["before"] = ["甲\r乙", "甲\r\n乙,“丙”", '=1+"丁"']
    write_tables({"edits": edits, "reports": a_table("reports"), "tokens": a_table("tokens")}, tmp_path)
    text = (tmp_path / "edits.csv").read_bytes().decode("utf-8")
    assert text.startswith('"page_id","start"') and text.endswith("\n")
    with (tmp_path / "edits.csv").open(encoding="utf-8", newline="") as file:
        back = pd.read_csv(file, keep_default_na=False)
    assert [plain_cell(text) for text in back["before"]] == edits["before"].tolist()
    assert back["before"].iloc[2].startswith("'=")
    years = pd.read_csv(tmp_path / "reports.csv")["year"]
    assert years.isna().tolist() == [True, False, False]
    assert not (tmp_path / "tokens.csv").exists() and (tmp_path / "tokens.parquet").exists()


def test_the_descriptor_names_every_file_with_its_hash_and_every_column_with_its_meaning(tmp_path):
    write_tables({"pages": a_table("pages"), "tokens": a_table("tokens")}, tmp_path)
    package = json.loads((tmp_path / DESCRIPTOR).read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {"pages.parquet", "pages.csv", "tokens.parquet"}
    pages = next(r for r in package["resources"] if r["path"] == "pages.csv")
    assert [f["name"] for f in pages["schema"]["fields"]] == list(TABLES["pages"].columns)
    assert all(f["description"] for f in pages["schema"]["fields"])
    assert pages["rows"] == 3 and pages["bytes"] == (tmp_path / "pages.csv").stat().st_size


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (
            "units",
            lambda f: f.assign(role="reviews"),
            ["table units, row 1", "column role", "'reviews'", "review, plan"],
        ),
        ("units", lambda f: f.assign(unit_id="u1"), ["table units", "unit_id"]),
        (
            "units",
            lambda f: f.assign(unit_id=["u1", "", "u3"]),
            ["table units, row 2", "column unit_id", "allowed: text\n"],
        ),
        ("units", lambda f: f.drop(columns="text"), ["table units", "text", "columns unit_id, report_id"]),
        ("units", lambda f: f.assign(more=1), ["table units", "more"]),
        ("units", lambda f: f.assign(start=1.5), ["column start", "int64"]),
        ("units", lambda f: f[list(f)[::-1]], ["table units"]),
        ("pages", lambda f: f.assign(flags="truncated|burnt"), ["column flags", "burnt", "any of anonymised"]),
        ("pages", lambda f: f.assign(title=[None, "a", "b"]), ["column title", "row 1"]),
        (
            "reports",
            lambda f: f.assign(place_confidence=[0, 0.5, 1.01]),
            ["row 3", "place_confidence", "1.01", "0 to 1"],
        ),
    ],
)
def test_a_wrong_table_is_named_with_column_row_value_and_remedy_and_not_written(tmp_path, name, change, says):
    with pytest.raises(InputError) as error:
        write_tables({name: change(a_table(name))}, tmp_path)
    for words in [*says, "remedy:"]:
        assert words in str(error.value)
    assert not list(tmp_path.iterdir())


def test_joined_flags_that_are_declared_pass():
    check(a_table("pages").assign(flags=["", "truncated", "truncated|composite"]), "pages")


def test_an_unknown_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such table: colours"):
        write_tables({"colours": pd.DataFrame()}, tmp_path)


def test_tables_left_out_of_a_new_set_go_and_files_of_others_stay(tmp_path):
    write_tables({"pages": a_table("pages"), "units": a_table("units")}, tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    write_tables({"pages": a_table("pages")}, tmp_path)
    assert [p.name for p in files_of(tmp_path)] == [DESCRIPTOR, "notes.txt", "pages.csv", "pages.parquet"]


def test_reading_what_is_not_there_says_how_to_make_it(tmp_path):
    with pytest.raises(InputError, match="unionreports build"):
        read_table("pages", tmp_path)
    write_tables({"units": a_table("units")}, tmp_path)
    with pytest.raises(InputError, match="no table 'pages'"):
        read_table("pages", tmp_path)


def test_a_file_changed_by_hand_is_not_read(tmp_path):
    write_tables({"pages": a_table("pages")}, tmp_path)
    other = tmp_path / "other"
    write_tables({"pages": a_table("pages", mark="x")}, other)
    os.replace(other / "pages.parquet", tmp_path / "pages.parquet")
    with pytest.raises(InputError, match="changed after it was written"):
        read_table("pages", tmp_path)


class Killed(BaseException):
    """Stands for the end of the process: nothing in the writer may catch it."""


def kill_at(monkeypatch, step: int, die) -> None:
    """Die instead of doing the step-th rename, flush or removal."""
    count = iter(range(1, 1000))

    def deadly(act):
        def wrapped(*args, **kwargs):
            if next(count) == step:
                die()
            return act(*args, **kwargs)

        return wrapped

    for owner, names in ((os, ("replace", "fsync")), (Path, ("unlink", "rmdir"))):
        for name in names:
            monkeypatch.setattr(owner, name, deadly(getattr(owner, name)))


def die():
    raise Killed


OLD = {n: a_table(n, mark="old") for n in ("pages", "units", "headings")}
NEW = {n: a_table(n, mark="new") for n in ("pages", "units")}


def the_whole_set(folder: Path) -> dict[str, pd.DataFrame]:
    """OLD or NEW, whichever a reader of the folder gets; anything else fails."""
    names = {f.removesuffix(".parquet") for f in hashes(folder) if f.endswith(".parquet")}
    expected = OLD if "headings" in names else NEW
    assert names == set(expected)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(read_table(name, folder), frame)
    return expected


def test_a_run_killed_at_any_step_leaves_one_whole_set(tmp_path, monkeypatch):
    phases = []
    write_tables(OLD, tmp_path / "old")
    for step in range(1, 100):
        folder = shutil.copytree(tmp_path / "old", tmp_path / str(step))
        with monkeypatch.context() as patch:
            kill_at(patch, step, die)
            try:
                write_tables(NEW, folder)
                killed = False
            except Killed:
                killed = True
        phases.append(the_whole_set(folder) is NEW)
        write_tables(NEW, folder)
        assert [p.name for p in files_of(folder)] == sorted([DESCRIPTOR, *hashes(folder)])
        assert not (folder / ".writing").exists() and not (folder / ".next").exists()
        if not killed:
            break
    # First every kill leaves the old set, from one step on every kill leaves the new one.
    assert phases == sorted(phases) and False in phases[:5] and phases.count(True) > 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("step", "survives"), [(3, OLD), (9, NEW)])
def test_a_process_that_is_really_killed_leaves_one_whole_set(tmp_path, step, survives):
    write_tables(OLD, tmp_path)
    program = (
        "import os, signal, sys, pytest; from pathlib import Path; from test_store import NEW, kill_at, write_tables\n"
        f"kill_at(pytest.MonkeyPatch(), {step}, lambda: os.kill(os.getpid(), signal.SIGKILL))\n"
        "write_tables(NEW, Path(sys.argv[1]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    assert the_whole_set(tmp_path) is survives
