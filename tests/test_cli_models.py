"""The commands about topics and clusters: what is made, what is refused and how that is said, and that a stopped run goes on."""

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace

import pandas as pd
import pytest
from openpyxl import load_workbook

from invented_reports import HEAD, TAIL, report
from unionreports import model_commands, modelling, runs, store
from unionreports.cli import main
from unionreports.config import Project
from unionreports.tables import PAGE_METHODS
from unionreports.model_tables import MODEL_TABLES, MODELS
from unionreports.statement_tables import STATEMENT_TABLES

#: The empty page is named: that is status 1, as after a build without models.
PAGES = {"first": HEAD + report() + TAIL, "other": report("清溪县", 2013), "none": ""}
FITTED = ("--quick", "--topics", 4)


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def told(*arguments) -> SimpleNamespace:
    """Status and what was printed, where no `capsys` can be."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = run(*arguments)
    return SimpleNamespace(status=status, out=out.buffer.getvalue().decode(), err=err.buffer.getvalue().decode())


def contents(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in project.processed.iterdir() if path.is_file()}


@pytest.fixture(scope="module", autouse=True)
def small_effort():
    """Less than `--quick` asks for: how the models fare is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(modelling, "QUICK", modelling.Effort(refits=2, grid=(4,), specifications=False))
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project with the tables of `build` alone."""
    project = Project(tmp_path_factory.mktemp("built"))
    project.pages.mkdir(parents=True)
    for name, text in PAGES.items():
        (project.pages / f"{name}.txt").write_text(text, encoding="utf-8")
    said = told("build", "--project", project.root)
    assert said.status == 1 and "unionreports models" not in said.err, "there was nothing to lose"
    return project


@pytest.fixture(scope="module")
def fitted(built, tmp_path_factory):
    """The same with the tables of models, and what the command said; for reading only."""
    project = Project(shutil.copytree(built.root, tmp_path_factory.mktemp("fitted") / "project"))
    return project, told("models", *FITTED, "--project", project.root)


@pytest.fixture
def copy(fitted, tmp_path):
    """The fitted project, to be spoiled."""
    return Project(shutil.copytree(fitted[0].root, tmp_path / "copy"))


def test_models_adds_its_tables_to_those_of_build_and_says_what_came_of_it(built, fitted, capsys):
    project, said = fitted
    assert said.status == 0, said.err
    made = {t.name for t in (*STATEMENT_TABLES, *MODEL_TABLES)}
    assert set(store.held(project.processed)) - set(store.held(built.processed)) == made
    # Two reports of one wording: shared text says so in the table of reports, before anything is fitted.
    assert set(store.read_table("reports", project.processed)["flags"]) == {"near_duplicate"}
    changed = {"datapackage.json"} | {
        f"{name}.{end}" for name in ("priorities", "reports") for end in ("parquet", "csv")
    }
    before, after = ({n: data for n, data in contents(p).items() if n not in changed} for p in (built, project))
    assert {name: after[name] for name in before} == before
    codes = [store.read_table("priorities", p.processed) for p in (built, project)]
    assert set(codes[0]["method"]) <= set(PAGE_METHODS) and set(codes[1]["method"]) == {
        *codes[0]["method"],
        "keywords",
        "combined",
    }
    assert codes[1][codes[1]["method"].isin(PAGE_METHODS)].reset_index(drop=True).equals(codes[0])
    lines = [line for line in said.out.splitlines() if " topics in " in line]
    assert [line.split()[0] for line in lines] == list(MODELS)
    assert "unstable in 2 refits of each kind" in said.out and "No claim was tried" in said.out
    assert "topic_labels.csv" not in said.out, "labels of the default corpus are nothing to this one"
    assert run("check", "--project", project.root) == 1
    assert "models" not in capsys.readouterr().out


def test_a_stopped_run_leaves_the_tables_and_goes_on_where_it_was(copy, monkeypatch, capsys):
    before, kept = contents(copy), sorted((copy.processed / ".runs").glob("*.zip"))
    for path in kept[:3]:
        path.unlink()
    done, attempt = [], runs._attempt

    def stopped(task, file):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(task.name)
        return attempt(task, file)

    monkeypatch.setattr(runs, "_attempt", stopped)
    assert run("models", *FITTED, "--project", copy.root) == 130
    assert "run it again" in capsys.readouterr().err and contents(copy) == before
    done.clear()
    assert run("models", *FITTED, "--project", copy.root) == 0
    assert len(done) == 1, "two of the three were done before the stop"
    assert contents(copy) == before


def test_statements_made_again_are_the_same_and_leave_the_models(copy, capsys):
    before = contents(copy)
    shutil.rmtree(copy.processed / ".statements")
    assert run("statements", "--jobs", 2, "--project", copy.root) == 0
    said = capsys.readouterr()
    assert contents(copy) == before and "stated figures in 2 reports" in said.out and "are gone" not in said.err


def test_models_of_reports_whose_flags_change_are_dropped(copy, capsys):
    reports = store.read_table("reports", copy.processed)
    kept = set(store.held(copy.processed))
    store.write_tables({"reports": reports.assign(flags="")}, copy.processed, keep=kept)
    assert run("statements", "--project", copy.root) == 0
    assert "unionreports models" in capsys.readouterr().err
    assert store.read_table("reports", copy.processed).equals(reports)
    assert kept - set(store.held(copy.processed)) == {table.name for table in MODEL_TABLES}


def test_build_says_that_the_tables_of_models_are_gone_and_what_makes_them_again(copy, capsys):
    assert run("build", "--project", copy.root) == 1
    assert "these make them again: unionreports models" in capsys.readouterr().err
    assert run("check", "--project", copy.root) == 1
    assert "these make them: unionreports models" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["intrusion-sheet", "s.csv", "--coder", "Li"], ["intrusion", "s.csv", "--lock"], ["changes", "{fitted}"]],
)
def test_a_command_without_tables_of_models_names_the_command_that_makes_them(built, fitted, arguments, capsys):
    typed = [a.format(fitted=fitted[0].processed) for a in arguments]
    assert run(*typed, "--project", built.root) == 2
    assert "remedy:  make it with: unionreports models" in capsys.readouterr().err


def test_models_without_tables_names_build(tmp_path, capsys):
    (tmp_path / "data" / "raw" / "pages").mkdir(parents=True)
    assert run("models", "--project", tmp_path) == 2
    assert "unionreports build" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["models", "--topics", "0"],
        ["models", "--topics", "many"],
        ["recovery", "--corpora", "0"],
        ["intrusion"],
        ["intrusion-sheet", "s.csv"],
        ["intrusion-sheet", "s.csv", "--coder", "Li", "--model", "plsa"],
        ["changes"],
    ],
)
def test_wrong_use_has_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2 and "usage: unionreports" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("claims.csv", "claim,statement\na,b\n", "claims.csv, line 1: column statement_zh, priority"),
        (
            "topic_labels.extra.csv",
            "model_hash,topic,label,label_zh,coder,note\n1.2E+11,0,x,,Li,\n",
            "line 2, column model_hash",
        ),
    ],
)
def test_a_broken_list_is_named_before_anything_is_fitted(copy, file, text, says, monkeypatch, capsys):
    lexicons = copy.root / "data" / "lexicons"
    lexicons.mkdir()
    (lexicons / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(modelling, "model_tables", lambda *_, **__: pytest.fail("models were fitted"))
    assert run("models", *FITTED, "--project", copy.root) == 2
    error = capsys.readouterr().err
    assert says in error and "remedy:" in error


def test_labels_of_another_model_are_named_and_those_of_this_one_are_not(copy, monkeypatch, capsys):
    lexicons = copy.root / "data" / "lexicons"
    lexicons.mkdir()
    now = store.read_table("topic_models", copy.processed)["model_hash"].iloc[0]
    rows = f"model_hash,topic,label,label_zh,coder,note\n{now},0,Ours,,Li,\n0123456789ab,0,Theirs,,Li,\n"
    (lexicons / "topic_labels.csv").write_text(rows, encoding="utf-8")
    frames = {table.name: store.read_table(table.name, copy.processed) for table in MODEL_TABLES}
    monkeypatch.setattr(modelling, "model_tables", lambda *_, **__: frames)
    assert run("models", *FITTED, "--project", copy.root) == 0
    told_of = [line for line in capsys.readouterr().out.splitlines() if "topic_labels.csv" in line]
    assert len(told_of) == 1 and "line 3: 1 label is for the model 0123456789ab" in told_of[0]
    (lexicons / "topic_labels.csv").write_text(rows.splitlines()[0] + "\n", encoding="utf-8")
    assert run("models", *FITTED, "--project", copy.root) == 0
    assert "topic_labels.csv" not in capsys.readouterr().out


def test_a_place_for_results_that_cannot_be_written_is_wrong_use_and_found_at_once(copy, monkeypatch, capsys):
    shutil.rmtree(copy.processed / ".runs")
    (copy.processed / ".runs").write_text("a file in the way", encoding="utf-8")
    tried, attempt = [], runs._attempt
    monkeypatch.setattr(runs, "_attempt", lambda task, file: tried.append(file) or attempt(task, file))
    assert run("models", *FITTED, "--project", copy.root) == 2
    assert ".runs: cannot be used" in capsys.readouterr().err and sum(map(bool, tried)) == 1


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda p: (p / "topic_terms.parquet").write_bytes(b""), "topic_terms.parquet: the file was changed"),
        (lambda p: (p / "clusters.csv").unlink(), "clusters.csv: the file is gone"),
        (lambda p: rewrite(p, "document_topics", share=lambda t: t["share"] / 2), "add to 0.5, not 1"),
        (
            lambda p: rewrite(p, "document_topics", document_id=lambda t: t["document_id"] + "x"),
            "values are no document",
        ),
        (
            lambda p: rewrite(p, "cluster_trees", clustering=lambda t: t["clustering"] + "x"),
            "are not in cluster_choice",
        ),
    ],
)
def test_check_finds_what_was_done_to_tables_of_models(copy, spoil, says, capsys):
    spoil(copy.processed)
    assert run("check", "--project", copy.root) == 2
    error = capsys.readouterr().err
    assert says in error and "unionreports models" in error


def rewrite(folder, table, **columns):
    """Write a changed table with a descriptor that fits it, as only a program would."""
    frame = store.read_table(table, folder).assign(**columns)
    store.write_tables({table: frame}, folder, keep=store.held(folder))


def test_changes_refuses_what_is_no_earlier_run_and_says_when_nothing_changed(built, fitted, tmp_path, capsys):
    project = fitted[0]
    for earlier, says in (
        (project.processed, "is where the present tables lie"),
        (built.processed, "holds no tables of models"),
        (project.root, "holds no tables of models"),
        (tmp_path / "nowhere", "there is no such folder"),
    ):
        assert run("changes", earlier, "--project", project.root) == 2
        assert says in capsys.readouterr().err
    copied = shutil.copytree(project.processed, tmp_path / "earlier")
    assert run("changes", copied, "--project", project.root) == 0
    assert capsys.readouterr().out.count("the same as before") == len(MODELS)


def draw(project, file, *more, coder="Li") -> int:
    return run("intrusion-sheet", file, "--coder", coder, *more, "--project", project.root)


def fill(file, answer: str) -> None:
    """Answer every item as a coder would, in the program that fits the file."""
    if file.suffix == ".csv":
        pd.read_csv(file, dtype="str", keep_default_na=False).assign(intruder=answer).to_csv(file, index=False)
        return
    book = load_workbook(file)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("intruder") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, int(answer))
    book.save(file)


@pytest.mark.parametrize("task", ["words", "topics"])
def test_sheets_are_drawn_filled_in_locked_and_scored(fitted, tmp_path, task, capsys):
    project, (li, wang) = fitted[0], (tmp_path / "li.csv", tmp_path / "wang.xlsx")
    score = ("intrusion", li, wang, "--project", project.root)
    assert draw(project, li, "--task", task) == draw(project, wang, "--task", task, coder="Wang") == 0
    assert draw(project, li) == 2, "a sheet is never overwritten"
    assert run(*score, "--lock") == 2
    assert "no intruder is named" in capsys.readouterr().err and not list(tmp_path.glob("*.lock"))
    fill(li, "2")
    fill(wang, "1")
    assert run(*score) == 2
    assert "is not locked" in capsys.readouterr().err
    assert run(*score, "--lock") == 0
    assert run(*score) == 0
    out = capsys.readouterr().out
    assert "model structural" in out and all(word in out for word in ("precision", "chance", "alpha", "Li", "Wang"))
    fill(li, "1")
    assert run(*score) == run(*score, "--lock") == 2
    assert capsys.readouterr().err.count("li.csv: the sheet was changed after it was locked") == 2


def test_a_sheet_of_another_model_and_a_coder_who_comes_twice_are_refused(fitted, tmp_path, capsys):
    project, (li, again) = fitted[0], (tmp_path / "li.csv", tmp_path / "again.csv")
    assert draw(project, li, "--model", "nmf") == 0
    fill(li, "2")
    shutil.copy(li, again)
    assert run("intrusion", li, again, "--lock", "--project", project.root) == 0
    assert run("intrusion", li, again, "--project", project.root) == 2
    assert "two sheets of the same coder" in capsys.readouterr().err
    other = tmp_path / "other.csv"
    other.write_text(li.read_text(encoding="utf-8").replace("words-nmf-", "words-lda-"), encoding="utf-8")
    assert run("intrusion", other, "--lock", "--project", project.root) == 2
    error = capsys.readouterr().err
    assert "which is not the one fitted now" in error and "nmf " in error and not (tmp_path / "other.csv.lock").exists()


def test_reproduce_is_build_statements_models_and_notebooks_with_the_options_of_each(built, monkeypatch):
    called = []

    def note(name, status):
        return lambda project, options: called.append((name, options.quick, options.topics, options.jobs)) or status

    monkeypatch.setattr("unionreports.commands.build", note("build", 1))
    monkeypatch.setattr("unionreports.statement_commands.statements", note("statements", 0))
    monkeypatch.setattr(model_commands, "models", note("models", 0))
    monkeypatch.setattr("unionreports.commands.notebooks", note("notebooks", 0))
    assert run("reproduce", "--quick", "--topics", 3, "--jobs", 2, "--project", built.root) == 1
    assert called == [(name, True, 3, 2) for name in ("build", "statements", "models", "notebooks")]
