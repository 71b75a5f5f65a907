"""The command works on any folder with pages, says what a person must do, and its exit status is to be relied on."""

import errno
import os
from pathlib import Path
import shutil
import subprocess
import sys

import nbformat
import pytest

from unionreports import lock, store
from unionreports.cli import main
from unionreports.config import Project
from unionreports.errors import InputError

ROOT = Path(__file__).parents[1]

REPORT = """首页 > 工作总结

秀水县总工会2012年工作总结

时间:2013-01-08 来源:本站

2012年,秀水县总工会在县委和市总工会的领导下,围绕中心,服务大局,各项工作取得了新的成绩。

一、2012年工作回顾

(一)加强基层组织建设。全年新建基层工会三十六家,发展会员二千一百人,规模以上企业建会率达到百分之九十五。

(二)推进工资集体协商。签订工资专项集体合同一百二十份,覆盖职工一万五千人,职工工资平均增长百分之八。

(三)开展送温暖活动。筹集资金六十万元,走访慰问困难职工八百户,金秋助学资助学生九十名。

二、2013年工作打算

(一)继续抓好非公企业建会。力争新建工会四十家,把农民工最大限度地组织到工会中来。

(二)深化厂务公开民主管理。要建立健全职工代表大会制度,国有企业职代会建制率要达到百分之百。
"""


def make_project(folder: Path, **pages: bytes) -> Project:
    project = Project(folder)
    project.pages.mkdir(parents=True)
    for name, data in pages.items():
        (project.pages / f"{name}.txt").write_bytes(data)
    return project


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project with a good page, a page that is no text, and a folder among its pages; built once."""
    project = make_project(
        tmp_path_factory.mktemp("built"),
        good=REPORT.encode("gb18030"), bad=bytes(range(256)) * 40, other=REPORT.replace("秀水", "清溪").encode(),
    )
    (project.pages / "more").mkdir()
    (project.pages / "more" / "note.txt").write_text("某", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "unionreports.cli", "build", "--project", str(project.root)],
        capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    return project, run


@pytest.fixture
def copy(built, tmp_path):
    """The built project, to be spoiled."""
    return Project(shutil.copytree(built[0].root, tmp_path / "copy"))


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def test_help_teaches_and_loads_nothing_heavy():
    program = (
        "import sys; from unionreports.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print('loaded:', {'pandas', 'numpy', 'pyarrow', 'nbclient', 'sklearn'} & set(sys.modules))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, encoding="utf-8",
    )
    assert "loaded: set()" in asked.stdout
    for words in ("build", "check", "notebooks", "reproduce", "scores", "--project", "--jobs", "examples:", "exit status:"):
        assert words in asked.stdout


COMMANDS = {
    "commands": ["build", "check", "notebooks"],
    "coding_commands": ["scores", "coding-sheet", "agreement", "simulate"],
    "intake_commands": ["add", "review"],
    "model_commands": ["models", "reproduce", "intrusion-sheet", "intrusion", "changes", "recovery"],
    "statement_commands": ["statements"],
    "trace_commands": ["trace"],
}


@pytest.mark.parametrize(("module", "command"), [(m, c) for m, names in COMMANDS.items() for c in names])
def test_every_command_has_examples_of_its_own_that_can_be_typed(module, command, monkeypatch, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    shown = capsys.readouterr().out.partition("examples:\n")[2].partition("\n\n")[0].splitlines()
    typed = [line.strip().partition("   ")[0].split() for line in shown]
    assert typed and all(words[:2] == ["unionreports", command] for words in typed)
    assert len({len(line) - len(line.rpartition("   ")[2]) for line in shown}) == 1, "what they do stands in one column"
    monkeypatch.setattr("unionreports.command_line._project", lambda given: given)
    monkeypatch.setattr(f"unionreports.{module}.{command.replace('-', '_')}", lambda project, options: 0)
    assert [main(words[1:]) for words in typed] == [0] * len(typed)


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build", "--jobs", "0"], ["build", "--jobs", "two"], ["build", "--colour"]])
def test_wrong_use_has_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2 and "usage: unionreports" in capsys.readouterr().err


def test_a_folder_that_is_no_project_has_status_2(tmp_path, monkeypatch, capsys):
    assert run("build", "--project", tmp_path) == 2
    assert "data/raw/pages" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert run("check") == 2
    assert "--project" in capsys.readouterr().err


def test_a_page_that_cannot_be_read_is_named_and_stops_no_other(built):
    project, ran = built
    assert ran.returncode == 1, ran.stderr
    assert "bad.txt" in ran.stdout and "unreadable" in ran.stdout
    pages = store.read_table("pages", project.processed).set_index("file")
    assert pages.loc["bad.txt", "problem"] and pages.loc["good.txt", "n_reports"] == 1
    assert pages.loc["good.txt", "encoding"] == "gb18030"
    assert set(store.read_table("units", project.processed)["report_id"]) >= {f"{pages.loc['good.txt', 'page_id']}-1"}


def test_what_is_no_page_is_said(built):
    assert f"not read: {built[0].pages / 'more'}" in built[1].stderr


def test_rows_for_the_manifest_are_printed_and_can_be_pasted(built, copy, capsys):
    lines = built[1].stdout.splitlines()
    begin = lines.index("page_id,file,url,host,retrieved,page_date,sha256,terms,note")
    copy.sources.write_text("\n".join(lines[begin:begin + 4]) + "\n", encoding="utf-8")
    assert run("build", "--project", copy.root) == 1
    assert "page_id,file" not in capsys.readouterr().out


def test_neither_workers_nor_the_working_folder_change_a_byte(built, copy, monkeypatch):
    shutil.rmtree(copy.processed)
    monkeypatch.chdir(copy.pages)
    assert run("build", "--jobs", 2) == 1
    there = {p.name: p.read_bytes() for p in built[0].processed.iterdir() if p.is_file()}
    assert {p.name: p.read_bytes() for p in copy.processed.iterdir() if p.is_file()} == there


def test_a_broken_manifest_has_status_2_and_all_else_is_done(copy, capsys):
    copy.sources.write_text("page_id,file\na,good.txt\na,bad.txt\n", encoding="utf-8")
    assert run("build", "--project", copy.root) == 2
    error = capsys.readouterr().err
    assert "sources.csv, line 3, column page_id" in error and "remedy:" in error
    pages = store.read_table("pages", copy.processed).set_index("file")["page_id"]
    assert pages["good.txt"] == "a" and pages["bad.txt"] != "a" and len(pages) == 3


def test_check_finds_good_tables_good_and_names_pages_that_need_a_person(built, capsys):
    assert run("check", "--project", built[0].root) == 1
    out = capsys.readouterr().out
    assert "lead back to the raw pages" in out and "bad.txt" in out


def test_check_without_tables_says_how_to_make_them(tmp_path, capsys):
    project = make_project(tmp_path, good=REPORT.encode())
    assert run("check", "--project", project.root) == 2
    assert "unionreports build" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda p: (p.pages / "good.txt").write_text("另一页", encoding="utf-8"), "good.txt: the page was changed"),
        (lambda p: (p.pages / "new.txt").write_text("新的一页", encoding="utf-8"), "new.txt: not in the tables"),
        (lambda p: (p.pages / "good.txt").unlink(), "good.txt: gone since"),
        (lambda p: (p.processed / "units.csv").write_text("", encoding="utf-8"), "units.csv: the file was changed"),
        (lambda p: (p.processed / "tokens.parquet").unlink(), "tokens.parquet: the file is gone"),
    ],
)
def test_check_names_what_no_longer_fits(copy, spoil, says, capsys):
    spoil(copy)
    assert run("check", "--project", copy.root) == 2
    assert says in capsys.readouterr().err


def test_check_shows_where_a_correction_and_the_software_disagree(copy, capsys):
    report = store.read_table("reports", copy.processed)["report_id"].iloc[0]
    copy.corrections.write_text(
        f"report_id,field,value,reason,evidence\n{report},year,1999,for the test,none\n", encoding="utf-8"
    )
    assert run("build", "--project", copy.root) == 1
    assert store.read_table("reports", copy.processed).set_index("report_id").loc[report, "year"] == 1999
    run("check", "--project", copy.root)
    out = capsys.readouterr().out
    assert f"{report} year: inferred" in out and "corrected '1999' (for the test)" in out


def test_names_that_do_not_go_with_a_corrected_code_are_told_and_change_no_status(copy, capsys):
    reports = store.read_table("reports", copy.processed)
    report = reports.loc[reports["province"] != "海南省", "report_id"].iloc[0]
    copy.corrections.write_text(
        f"report_id,field,value,reason,evidence\n{report},region_code,460105,for the test,none\n", encoding="utf-8"
    )
    status = run("build", "--project", copy.root)
    assert status == 1 and f"correction to look at: {report}: province is " in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_notebooks_run_only_while_nobody_makes_tables(copy, monkeypatch, capsys):
    monkeypatch.setattr("unionreports.lock.WAIT", 0.1)
    seen = []

    def other_run_meanwhile(*args, **kwargs):
        child = os.fork()
        if not child:
            try:
                with lock.only_run(copy.processed, "unionreports build", wait=0):
                    os._exit(0)
            except InputError:
                os._exit(3)
        seen.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        return {}

    monkeypatch.setattr("unionreports.notebook.run_notebooks", other_run_meanwhile)
    assert run("notebooks", "--project", copy.root) == 0
    assert seen == [3]


def test_doubtful_entries_of_the_projects_own_lexicons_are_printed(copy, capsys):
    own = copy.root / "data" / "lexicons"
    own.mkdir()
    wrong = [f"維權第{n}站" for n in "甲乙丙丁戊己庚"]
    rows = ["工会组建,organising,x", "某个独有词,own,x", *(f"{term},own,x" for term in wrong)]
    (own / "terms.extra.csv").write_text("term,category,source\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert run("build", "--project", copy.root) == 1
    built = capsys.readouterr().out
    assert "lexicon terms.extra.csv, line 2: 工会组建 (organising): stands in the list already; delete the row" in built
    assert built.count("traditional characters; write it in simplified script") == 4
    assert "lexicon 3 more doubtful entries" in built
    assert "lexicon terms.extra.csv: 9 terms are absent from the corpus (工会组建、某个独有词、" in built
    assert run("check", "--project", copy.root) == 1
    checked = capsys.readouterr().out
    assert all(f"{term} (own): traditional" in checked for term in wrong)
    assert "9 terms are absent" in checked and "stopwords.csv" not in checked


def test_a_broken_lexicon_is_named_before_pages_are_read(copy, monkeypatch, capsys):
    (copy.root / "data" / "lexicons").mkdir()
    (copy.root / "data" / "lexicons" / "priorities.extra.csv").write_text("id,seed_terms\nwelfare,某词\n", encoding="utf-8")
    monkeypatch.setattr("unionreports.incremental.update_tables", lambda *_, **__: pytest.fail("pages were read"))
    assert run("build", "--project", copy.root) == 2
    assert "did you mean welfare_assistance?" in capsys.readouterr().err


def test_a_notebook_that_stops_has_status_2(copy, capsys):
    copy.notebooks.mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, copy.notebooks / "01_stops.ipynb")
    assert run("notebooks", "--project", copy.root) == 2
    assert "01_stops.ipynb, cell 1: ZeroDivisionError" in capsys.readouterr().err
    assert run("--project", copy.root, "notebooks", "02_none") == 2
    assert "01_stops" in capsys.readouterr().err


def test_an_error_of_the_software_is_not_taken_for_a_flagged_page(copy, monkeypatch, capsys):
    def fail(*_, **__):
        raise RuntimeError("planted")

    monkeypatch.setattr(store, "replace_set", fail)
    assert run("build", "--project", copy.root) == 3
    assert "RuntimeError: planted" in capsys.readouterr().err


def test_a_disk_without_room_is_named_with_a_remedy(copy, monkeypatch, capsys):
    def no_room(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("unionreports.incremental.update_tables", no_room)
    assert run("build", "--project", copy.root) == 2
    assert "there is no room to write" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_wrong_use(copy, capsys):
    shutil.rmtree(copy.processed)
    copy.processed.write_text("a file in the way", encoding="utf-8")
    assert run("build", "--project", copy.root) == 2
    err = capsys.readouterr().err
    assert f"{copy.processed}: cannot be used" in err and "remedy:" in err


@pytest.mark.parametrize(("command", "says"), [("notebooks", "unionreports build"), ("scores", "no reference coding")])
def test_a_command_that_lacks_what_it_reads_says_so_and_writes_nothing(tmp_path, command, says, capsys):
    project = make_project(tmp_path, good=REPORT.encode())
    assert run(command, "--project", project.root) == 2
    assert says in capsys.readouterr().err
    assert not project.notebooks.exists()


def test_a_reader_that_stops_early_is_no_error():
    run = subprocess.Popen(
        [sys.executable, "-c", "import sys; from unionreports.cli import main; sys.exit(main(['scores']))"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"},
    )
    run.stdout.close()
    assert run.wait(timeout=60) == 0 and run.stderr.read() == b""
    run.stderr.close()
