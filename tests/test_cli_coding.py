"""The commands around hand coding: sheets drawn, filled in and compared, what agreement is worth, and simulations."""

from pathlib import Path
import re
import shutil

from openpyxl import load_workbook
import pandas as pd
import pytest

from unionreports.cli import main
from unionreports.config import LEXICONS, SEED, Project
from unionreports.store import read_table, write_tables
from unionreports.tables import METHODS
from unionreports.text.lexicons import read_lexicons
from unionreports.validation.coding_sheet import SHEET_COLUMNS, item_codes

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def coded_project(coded_frames, tmp_path_factory):
    """The tables of the default corpus, which has hand-coded units, in a folder of its own. For reading only."""
    project = Project(tmp_path_factory.mktemp("coded"))
    shutil.copytree(ROOT / "data" / "raw", project.raw)
    write_tables(coded_frames, project.processed)
    return project


@pytest.fixture(scope="module")
def reference(coded_project):
    """The hand coding: primary code by unit."""
    units = read_table("units", coded_project.processed)
    coded = read_lexicons(LEXICONS).coded_units.set_index("unit_id")["primary"]
    return coded[coded.index.isin(units["unit_id"])]


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def draw(project, file, coder, n=60, *more) -> int:
    return run("coding-sheet", file, "--coder", coder, "--units", n, *more, "--project", project.root)


def primary_of_items(project, reference) -> dict[str, str]:
    """The hand coding by the item of a sheet."""
    units = read_table("units", project.processed)
    codes = reference.reindex(units["unit_id"]).fillna("")
    return dict(zip(item_codes(units, SEED), codes))


def fill_csv(file: Path, codes: dict[str, str]) -> int:
    """Write the codes into a sheet as a coder would; the number of items coded."""
    sheet = pd.read_csv(file, dtype="str", keep_default_na=False)
    sheet["primary"] = sheet["item"].map(codes)
    sheet.to_csv(file, index=False)
    return int((sheet["primary"] != "").sum())


def fill_xlsx(file: Path, codes: dict[str, str]) -> None:
    book = load_workbook(file)
    for row in book["coding"].iter_rows(min_row=2):
        row[SHEET_COLUMNS.index("primary")].value = codes[row[SHEET_COLUMNS.index("item")].value] or None
    book.save(file)


@pytest.fixture(scope="module")
def filled_once(coded_project, reference, tmp_path_factory):
    """Two sheets, one of each kind, filled in by two coders who both know the reference; and the items coded."""
    folder = tmp_path_factory.mktemp("filled")
    a, b = folder / "a.csv", folder / "b.xlsx"
    assert draw(coded_project, a, "AA") == draw(coded_project, b, "BB") == 0
    codes = primary_of_items(coded_project, reference)
    n = fill_csv(a, codes)
    fill_xlsx(b, codes)
    assert 30 < n < 60
    return folder, n


@pytest.fixture
def filled(filled_once, tmp_path):
    """The two sheets, for a test to do with as it likes; and the items coded."""
    folder, n = filled_once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.csv", tmp_path / "b.xlsx", n


def test_a_sheet_is_drawn_blind_and_never_overwritten(coded_project, tmp_path, capsys):
    file = tmp_path / "sheets" / "a.csv"
    assert draw(coded_project, file, "AA") == 0
    assert "60 of 281 units for AA" in capsys.readouterr().out
    sheet = pd.read_csv(file, dtype="str", keep_default_na=False)
    assert list(sheet.columns) == list(SHEET_COLUMNS) and len(sheet) == 60
    assert (sheet[["primary", "secondary1", "secondary2", "flags"]] == "").all(axis=None)
    reports = read_table("reports", coded_project.processed)
    assert not any(report in file.read_text(encoding="utf-8-sig") for report in reports["report_id"])
    file.write_text("hours of work", encoding="utf-8")
    assert draw(coded_project, file, "AA") == 2
    err = capsys.readouterr().err
    assert "a.csv: is there already, and is not overwritten" in err and "name another file, or remove it" in err
    assert file.read_text(encoding="utf-8") == "hours of work"


@pytest.mark.parametrize(
    ("name", "n", "says", "remedy"),
    [
        ("a.docx", 40, "a sheet is no file of this kind", "end its name in one"),
        ("a", 40, "a sheet is no file of this kind", "end its name in one"),
        ("a.csv", 2, "2 units cannot hold one of each of", "stratify by fewer columns"),
    ],
)
def test_a_sheet_that_cannot_be_drawn_is_not_written(coded_project, tmp_path, name, n, says, remedy, capsys):
    assert draw(coded_project, tmp_path / name, "AA", n) == 2
    err = capsys.readouterr().err
    assert says in err and remedy in err
    assert not (tmp_path / name).exists()


def test_a_sheet_needs_tables_and_a_named_coder(coded_project, tmp_path, capsys):
    assert draw(coded_project, tmp_path / "a.csv", " ") == 2
    assert "give the coder's name or initials" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["coding-sheet", str(tmp_path / "a.csv")])
    assert stop.value.code == 2
    empty = Project(tmp_path / "empty")
    empty.pages.mkdir(parents=True)
    for command in (("coding-sheet", tmp_path / "a.csv", "--coder", "AA"), ("agreement",)):
        capsys.readouterr()
        assert run(*command, "--project", empty.root) == 2
        assert "unionreports build" in capsys.readouterr().err


def test_agreement_says_what_the_hand_coding_is_worth(coded_project, reference, capsys):
    assert run("agreement", "--project", coded_project.root) == 0
    out = " ".join(capsys.readouterr().out.split())
    readme = (ROOT / "tests" / "gold" / "README.md").read_text(encoding="utf-8")
    caveat = "agreement shows consistency, not validity: two trained people coding independently would agree less"
    assert caveat in " ".join(readme.split()) and caveat in out
    assert f"Agreement with the hand coding: {len(reference)} units" in out
    for method in METHODS:
        assert f" {method} " in out
    assert "units most in dispute" in out


def test_two_coders_with_the_same_codes_agree_wholly_and_with_the_machine_in_part(coded_project, filled, capsys):
    a, b, n = filled
    capsys.readouterr()
    assert run("agreement", a, b, "--project", coded_project.root) == 0
    out = capsys.readouterr().out
    assert f"{a}: {n} of 60 items coded by AA" in out and f"{b}: {n} of 60 items coded by BB" in out
    assert re.search(rf"coder AA +coder BB +{n} +\d+( +1\.00 \(1\.00 to 1\.00\)){{3}}", out)
    for method in METHODS:
        value = re.search(rf"coder AA +method {method} +{n} +\d+ +(\S+) ", out).group(1)
        assert 0.4 < float(value) < 1


def test_codes_of_sheets_become_hand_coded_units(coded_project, filled, reference, tmp_path, capsys):
    a, b, n = filled
    file = tmp_path / "coded_units.extra.csv"
    asked = ("agreement", a, b, "--training", file, "--project", coded_project.root)
    assert run(*asked) == 0
    out = capsys.readouterr().out
    assert f"{2 * n} codes of {n} hand-coded units in {file}" in out and "disagree on 0 of these units" in out
    before = file.read_bytes()
    assert run(*asked) == 2 and "coded_units.extra.csv: is there already" in capsys.readouterr().err
    assert file.read_bytes() == before

    copy = Project(shutil.copytree(coded_project.root, tmp_path / "copy"))
    own = copy.root / "data" / "lexicons"
    own.mkdir()
    shutil.copy(file, own)
    coded = read_lexicons(copy.lexicons).coded_units
    of_coder = {coder: rows.set_index("unit_id")["primary"] for coder, rows in coded.groupby("coder")}
    assert set(of_coder) == {"reference", "AA", "BB"} and len(of_coder["AA"]) == n
    for coder in ("AA", "BB"):
        assert of_coder[coder].to_dict() == reference[of_coder[coder].index].to_dict()
    assert run("agreement", "--project", copy.root) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"Merged: {2 * n} hand-coded rows (another coder's row of the same unit, with the same code: {2 * n})" in out
    assert "coders: reference, AA, BB." in out and "Left out" not in out


def spoil(file: Path, change) -> None:
    sheet = pd.read_csv(file, dtype="str", keep_default_na=False)
    change(sheet).to_csv(file, index=False)


@pytest.mark.parametrize(
    ("change", "says", "remedy"),
    [
        (lambda s: s.assign(primary="no_such"), "no_such", "write the id of a category"),
        (lambda s: s.assign(primary=""), "no item has a code", "fill in the column primary"),
        (lambda s: s.iloc[1:], "59 of the 60 items drawn", "put the missing rows back"),
        (lambda s: s.assign(text=s["text"].iloc[::-1].to_numpy()), "not the text of this item", "as it was drawn"),
        (lambda s: s.drop(columns="item"), "the column item is missing", "add it"),
        (lambda s: s.iloc[:0], "no rows", "give the sheet with all the rows"),
    ],
    ids=["strange code", "nothing coded", "row missing", "texts turned", "column missing", "empty"],
)
def test_a_sheet_that_cannot_be_trusted_is_refused(coded_project, filled, change, says, remedy, capsys):
    spoil(filled[0], change)
    assert run("agreement", filled[0], "--project", coded_project.root) == 2
    err = capsys.readouterr().err
    assert "a.csv" in err and says in err and "remedy:" in err and remedy in err


def test_a_sheet_of_another_corpus_is_refused(coded_project, coded_frames, filled, tmp_path, capsys):
    """One page less: the sheet is read only if its own units are all there and the user says so."""
    copy = Project(shutil.copytree(coded_project.root, tmp_path / "copy"))
    tables = {name: read_table(name, copy.processed) for name in coded_frames}
    sheet = pd.read_csv(filled[0], dtype="str", keep_default_na=False)
    items = item_codes(tables["units"], SEED)
    unused = tables["units"].loc[~pd.Series(items).isin(sheet["item"]), "unit_id"].iloc[0]
    write_tables({n: t[t["unit_id"] != unused] if "unit_id" in t else t for n, t in tables.items()}, copy.processed)
    assert run("agreement", filled[0], "--project", copy.root) == 2
    err = capsys.readouterr().err
    assert "the corpus is not the one the sheet was drawn from; 60 of its 60 items" in err and "--corpus-changed" in err
    assert run("agreement", filled[0], "--corpus-changed", "--project", copy.root) == 0


def test_one_coder_twice_and_a_file_that_is_not_there(coded_project, filled, tmp_path, capsys):
    assert run("agreement", filled[0], filled[0], "--project", coded_project.root) == 2
    assert "coded twice by the same coder" in capsys.readouterr().err
    assert run("agreement", tmp_path / "none.csv", "--project", coded_project.root) == 2
    err = capsys.readouterr().err
    assert "none.csv" in err and "remedy:" in err


def test_simulate_prints_coverage_and_false_positives_and_needs_no_project(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("simulate", "--corpora", 2) == 0
    said = capsys.readouterr()
    assert "Coverage of 95 % intervals, 2 simulated corpora in each line" in said.out
    assert "False positives of permutation tests at p <= .05" in said.out
    lines = [line.split() for line in said.out.splitlines()]
    for measure in ("share", "difference", "plan", "trend", "heterogeneity"):
        rates = [float(cell) for line in lines if line and line[0] == measure for cell in line[-5:]]
        assert rates and all(0 <= rate <= 1 for rate in rates), measure
    assert "coverage of share" in said.err


@pytest.mark.parametrize("n", ["0", "1.5", "many"])
@pytest.mark.parametrize("command", [("simulate", "--corpora"), ("coding-sheet", "a.csv", "--coder", "A", "--units")])
def test_a_number_that_is_none_is_wrong_use(command, n, capsys):
    with pytest.raises(SystemExit) as stop:
        main([*command, n])
    assert stop.value.code == 2
    assert "is no number from 1 on" in capsys.readouterr().err
