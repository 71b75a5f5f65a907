"""Whatever stands beside good pages and in people's sheets: the good pages are right, and each bad thing is named.

What each gave is `docs/bad_inputs.md`. To write that anew: .venv/bin/python -m pytest tests/test_bad_inputs.py, with
WRITE_BAD_INPUTS=1 in the environment; then look at what changed.
"""

from contextlib import redirect_stderr, redirect_stdout
import csv
from dataclasses import dataclass
from hashlib import sha256
import io
import os
from pathlib import Path
import re
import tarfile

from openpyxl import Workbook
import pytest

import bad_pages
from bad_pages import TEXT, locked, web, zipped
from fuzz.office import package, paragraph, pdf
from invented_reports import report
from loaded_once import loaded_once
from unionreports import store
from unionreports.cli import main
from unionreports.config import Project
from unionreports.corpus.manifest import Source
from unionreports.corpus.page import process
from unionreports.corpus.reading.read import read_page
from unionreports.plain_text import plain

DOCUMENT = Path(__file__).parents[1] / "docs" / "bad_inputs.md"
#: Pages that must be there and right, whatever stands beside them.
GOOD = {
    "good.txt": report("清溪市", 2005).encode("gb18030"),
    "good.html": web("".join(f"<p>{line}</p>" for line in report("慈溪市", 2014).split("\n"))),
    "good.docx": package("".join(map(paragraph, report("白石镇", 2016).split("\n")))),
}
PAGE, OTHER = (f"p{sha256(GOOD[name]).hexdigest()[:8]}" for name in ("good.txt", "good.html"))
_HEADER = ("page_id", "file", "url", "host", "host", "retrieved", "page_date", "sha256", "terms", "colour")
#: What is wrong with a row of sources.csv -> its cells.
MANIFEST = {
    "an id with a blank": {"page_id": "a b", "file": "good.html"},
    "an id that is a formula": {"page_id": "=1+1", "file": "good.html"},
    "an id with a quote and a line end": {"page_id": 'a"\nb', "file": "good.html"},
    "no id": {"page_id": "", "file": "good.html"},
    "(right)": {"page_id": "right", "file": "good.docx"},
    "the id of another row, in capitals": {"page_id": "RIGHT", "file": "good.html"},
    "a file with two rows": {"page_id": "again", "file": "good.docx"},
    "a file that is not there": {"page_id": "c", "file": "goood.html"},
    "a file outside the folder": {"page_id": "d", "file": "../../../../etc/passwd"},
    "a hash of another file": {"page_id": "e", "file": "good.html", "sha256": "0" * 64},
    "a year with the letter I": {"page_id": "f", "file": "halves.txt", "page_date": "20I5"},
    "a day that is none": {"page_id": "g", "file": "control.txt", "retrieved": "2016-02-30"},
    "control characters in a cell": {"page_id": "h", "file": "direction.txt", "terms": "a\x1b[31mb"},
    "a row with too few cells": ["i", "good.html"],
    "a row with too many cells": ["j", "good.html", *"abcdefghijk"],
}
#: What is wrong with a row of corrections.csv -> report_id, field, value, reason.
CORRECTIONS = {
    "a year with the letter I": (f"{PAGE}-1", "year", "20I5", "seen"),
    "a year beyond all numbers": (f"{PAGE}-1", "year_latest", "9" * 40, "seen"),
    "a region code that never was": (f"{PAGE}-1", "region_code", "999999", "seen"),
    "a name where a code must stand": (f"{OTHER}-1", "region_code", "慈溪", "seen"),
    "a level that is none": (f"{PAGE}-1", "level", "city", "seen"),
    "a flag that is none": (f"{PAGE}-1", "flags+", "broken", "seen"),
    "neither true nor false": (f"{PAGE}-1", "usable", "maybe", "seen"),
    "a confidence above 1": (f"{PAGE}-1", "date_confidence", "1.5", "seen"),
    "a number that is none": (f"{PAGE}-1", "place_confidence", "nan", "seen"),
    "a day that is none": (f"{PAGE}-1", "period_start", "2005-02-30", "seen"),
    "a field that cannot be corrected": (f"{PAGE}-1", "n_chars", "1", "seen"),
    "no reason": (f"{PAGE}-1", "title", "x", ""),
    "the same field twice": (f"{PAGE}-1", "issuer", "另一个工会", "seen"),
    "a page that is gone": ("s999-1", "year", "2012", "seen"),
    "a report its page does not have": (f"{PAGE}-7", "year", "2012", "seen"),
    "a year outside its interval": (f"{OTHER}-1", "year_earliest", "2030", "seen"),
}
#: What is wrong with a row of a worksheet of `review` -> report_id, field, value.
ANSWERS = {
    "a name that several places have": (f"{PAGE}-1", "region_code", "朝阳区"),
    "a place that is none": (f"{OTHER}-1", "region_code", "霍格沃茨"),
    "a year with the letter I": (f"{PAGE}-1", "year", "20I5"),
    "a year of five digits": (f"{OTHER}-1", "year", "20144"),
    "a kind that is none": (f"{PAGE}-1", "kind", "monthly"),
    "a flag that is none": (f"{PAGE}-1", "flags", "broken"),
    "not known, of a field that can be said of any report": (f"{PAGE}-1", "usable", "?"),
    "a field that is none of the sheet": (f"{PAGE}-1", "title", "x"),
    "a report that is gone": ("nobody-1", "year", "2012"),
    "what corrections.csv says otherwise": (f"{PAGE}-1", "issuer", "第三个工会"),
}


@dataclass(frozen=True)
class Tried:
    """One bad input, and what came of it."""

    section: str
    what: str
    happens: str
    says: str
    remedy: str
    status: int


def run(*typed) -> tuple[int, str]:
    """Exit status of a command, and all it says."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said), redirect_stderr(said):
        status = main([str(word) for word in typed])
    return status, said.buffer.getvalue().decode("utf-8")


def errors(said: str) -> list[dict[str, str]]:
    """What was said of wrong inputs, in parts: where, problem, remedy, until then."""
    found: list[dict[str, str]] = []
    for line in said.splitlines():
        label, _, text = line.strip().partition(": ")
        if line.startswith("  ") and found:
            found[-1][label.strip()] = text.strip()
        else:
            line = re.sub("^not (?:added|used|read): ", "", line)
            place, _, problem = line.rpartition(": ") if line.count(": ") == 1 else line.partition(": ")
            found.append({"place": place, "problem": problem})
    return [error for error in found if "remedy" in error]


@pytest.fixture(scope="module")
def tried(tmp_path_factory, rules) -> list[Tried]:
    """All of them, in one project and a few runs; rules and lexicons, which are right, are loaded once for all."""
    folder = tmp_path_factory.mktemp("bad")
    with loaded_once():
        return _tried_in(folder, rules)


def _tried_in(folder: Path, rules) -> list[Tried]:
    project = Project(folder / "project")
    project.pages.mkdir(parents=True)
    found = [*_pages(project, folder), *_sheets(project), *_whole_sheets(project)]
    assert_good_pages_are_right(project, rules)
    found += [*_added(project, folder), *_answers(project, folder)]
    run("build", "--project", project.root)
    assert_good_pages_are_right(project, rules)
    return [Tried(**{k: _short(v, folder) for k, v in vars(one).items()}) for one in found]


def assert_good_pages_are_right(project: Project, rules) -> None:
    """They have the units they have when they are read alone."""
    pages, units = (store.read_table(name, project.processed) for name in ("pages", "units"))
    for name, data in GOOD.items():
        page_id = pages.set_index("file")["page_id"][name]
        alone = process(Source(page_id, Path(name)), read_page(name, data), rules)
        there = units[units["report_id"].str.rpartition("-")[0] == page_id]
        assert there["text"].tolist() == [unit["text"] for unit in alone.units] and len(there) > 5, name


def _pages(project: Project, folder: Path) -> list[Tried]:
    for name, data in GOOD.items():
        (project.pages / name).write_bytes(data)
    bad_pages.write(project.pages, bad_pages.PAGES | bad_pages.ODD)
    (folder / "outside.txt").write_text(TEXT, encoding="utf-8")
    links = {
        "a link to a file that is gone": ("gone.txt", folder / "nowhere"),
        "links that lead in a circle": ("circle.txt", project.pages / "circle.txt"),
        "a link that leads out of the folder": ("out.txt", folder / "outside.txt"),
        "a link to a folder": ("folder_link", folder),
    }
    for name, target in links.values():
        (project.pages / name).symlink_to(target)
    (project.pages / "no_page.txt").mkdir()
    (project.pages / "no_page.txt" / "below.txt").write_text(TEXT, encoding="utf-8")
    with (project.pages / "endless.txt").open("wb") as file:
        file.write(TEXT.encode())
        file.truncate(100 * 2**20)
    names = {what: name for what, (name, _) in (bad_pages.PAGES | links).items()}
    names |= {"a folder named as a page": "no_page.txt", "a line of 100 MB": "endless.txt"}
    status, said = run("build", "--project", project.root)
    assert status == 1 and "Traceback" not in said, said[-2000:]
    checked, again = run("check", "--project", project.root)
    assert checked == 1 and "lead back to the raw pages" in again, again[-2000:]
    tables = store.read_table("pages", project.processed).set_index("file")
    found = []
    for what, name in names.items():
        if aside := re.search(
            rf"not read: .*/{re.escape(name)}: (.*); (.*)|not read: .*/{re.escape(name)}: (.*)", said
        ):
            problem, remedy = (aside[1], aside[2]) if aside[1] else aside[3].rpartition("; ")[::2]
            found.append(Tried("pages", what, "passed over", problem, remedy, status))
            continue
        flags, problem = re.search(rf"^page \S+ \({re.escape(name)}\): (\S+): (.*)$", said, re.MULTILINE).groups()
        assert tables.loc[name, "flags"] == flags and f"({name}): {flags}" in again
        problem, _, remedy = problem.partition(": ")
        found.append(
            Tried("pages", what, f"stays in `pages`, flagged {flags.replace('|', ', ')}", problem, remedy, status)
        )
    for what, (name, _) in bad_pages.ODD.items():
        assert tables.loc[name, "n_reports"] == 1 and tables.loc[name, "n_report_chars"] > 300, name
        found.append(Tried("odd", what, "read like any other page", "nothing", "none is needed", 0))
    (project.pages / "endless.txt").unlink()
    return found


def _sheets(project: Project) -> list[Tried]:
    """Rows of sources.csv and corrections.csv, most of them wrong, and what is right beside them."""
    lines = []
    for cells in MANIFEST.values():
        row = [cells.get(name, "") for name in _HEADER] if isinstance(cells, dict) else cells
        lines.append(row)
    _write_csv(project.sources, [_HEADER, *lines])
    held = (f"{PAGE}-1", "issuer", "清溪市总工会", "it says so")
    _write_csv(project.corrections, [("report_id", "field", "value", "reason"), held, *CORRECTIONS.values()])
    status, said = run("build", "--project", project.root)
    checked, again = run("check", "--project", project.root)
    assert (status, checked) == (2, 2), said[-3000:]
    pages = store.read_table("pages", project.processed).set_index("file")
    reports = store.read_table("reports", project.processed).set_index("report_id")
    assert pages.loc["good.docx", "page_id"] == "right"
    assert (
        reports.loc[f"{PAGE}-1", "issuer"] == "清溪市总工会" and reports.loc[f"{PAGE}-1", "issuer_basis"] == "corrected"
    )
    told = errors(said)
    assert [error["place"] for error in errors(again)] == [error["place"] for error in told]
    found = [
        _tried("sources", f"a column {of}", error, status)
        for of, error in zip(("that stands twice", "that is unknown"), _at(told, "sources.csv", 1), strict=True)
    ]
    number = 2
    for what, cells in MANIFEST.items():
        said_of = _at(told, "sources.csv", number)
        # Of two rows for one thing the first is right, and it is the second that is named.
        assert len(said_of) == (0 if what == "(right)" else 1), (what, said_of)
        found += [_tried("sources", what, error, status) for error in said_of]
        number += 1 + str(cells).count("\\n")
    for number, what in enumerate(CORRECTIONS, 3):
        [error] = _at(told, "corrections.csv", number)
        found.append(_tried("corrections", what, error, status))
    return found


def _whole_sheets(project: Project) -> list[Tried]:
    """Sheets of which nothing can be used."""
    project.corrections.unlink()
    found = []
    for what, data in {
        "a sheet without the column page_id": b"note,file\na,good.txt\n",
        "a sheet with semicolons": b"page_id;file\na;good.txt\n",
        "an empty sheet": b"",
        "a quote that is never closed": b'page_id,file\n"a,good.txt\n',
        "a sheet in no encoding": b"page_id,file\n\xff\xfe\xfd,\x81\n",
    }.items():
        project.sources.write_bytes(data)
        status, said = run("build", "--project", project.root)
        told = _at(errors(said), "sources.csv")
        assert status == 2 and told, said
        found.append(_tried("sources", what, told[0], status))
    project.sources.unlink()
    project.sources.mkdir()
    status, said = run("build", "--project", project.root)
    found.append(_tried("sources", "a folder in the place of the sheet", _at(errors(said), "sources.csv")[0], status))
    project.sources.rmdir()
    return found


def _added(project: Project, folder: Path) -> list[Tried]:
    """Files, archives and tables handed to `add`, one good page among them."""
    new = folder / "new"
    new.mkdir()
    tables = {
        "a table without a column of texts": ("nothing.csv", b"a,b\n1,2\n"),
        "a table with a quote that is never closed": ("quote.csv", b'text,url\n"a,b\n'),
        "a table with a cell too many": ("cells.csv", b"text,url\nx,y,z\n"),
        "a table with an empty text": ("no_text.csv", b"text,url\n,y\n"),
        "a table with a year 20I5": ("year.csv", f'text,year\n"{report("碧溪县", 2010)}",20I5\n'.encode()),
        "a table with a region that is none": ("region.csv", f'text,region\n"{report("白溪县", 2011)}",霍格沃茨\n'.encode()),
        "a table in which two columns hold texts": ("two.csv", b"text,content\nx,y\n"),
        "JSON that breaks off": ("broken.json", b'[{"text": "a"'),
        "JSON nested 100,000 deep": ("nested.json", b"[" * 100_000),
        "a line of JSON that is none": ("lines.jsonl", b'{bad\n'),
        "a zip cut off": ("cut.zip", zipped(("a.txt", TEXT))[:60]),
        "a zip with .. in a name": ("dots.zip", zipped(("../../out.txt", "x"))),
        "a zip with a name from the root": ("root.zip", zipped(("/etc/cron.d/x", "x"))),
        "a locked zip": ("locked.zip", locked(zipped(("secret.txt", "x")), b"secret.txt")),
        "a zip bomb": ("bomb.zip", zipped(("big.txt", bytes(30_000_000)))),
        "a zip in a zip in a zip": ("deep.zip", zipped(("b.zip", zipped(("c.zip", zipped(("d.txt", "x"))))))),
        "a RAR archive": ("pages.rar", b"Rar!\x1a\x07\0" + bytes(99)),
        "a 7z archive": ("pages.7z", b"7z\xbc\xaf\x27\x1c" + bytes(99)),
        "a packed page (.gz)": ("page.html.gz", b"\x1f\x8b\x08\0" + bytes(99)),
        "a workbook (.xlsx)": ("sheet.xlsx", bad_pages.office("xl/workbook.xml")),
        "a scanned PDF": ("scan.pdf", pdf([[], [], []])),
        "an empty file": ("nil.txt", b"\n \n\n"),
        "the bytes of a page that is there": ("same.txt", GOOD["good.txt"]),
        "the bytes of another file added": ("twice.txt", report("东溪县", 2009).encode()),
        "a name with quotes, a line end and a sequence that steers a terminal": ("n'\"\n\x1b[31m.rar", b"Rar!\x1a\x07\0"),
    }  # fmt: skip
    for name, data in tables.values():
        (new / name).write_bytes(data)
    (new / "good_new.txt").write_text(report("东溪县", 2009), encoding="utf-8")
    with tarfile.open(new / "link.tar", "w") as tar:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    (new / "gone.txt").symlink_to(folder / "nowhere")
    (new / "circle").symlink_to(new)
    os.mkfifo(new / "pipe.txt")
    names = {what: name for what, (name, _) in tables.items()} | {
        "a tar with a link in it": "link.tar",
        "a link to a file that is gone": "gone.txt",
        "a link to the folder it is in": "circle",
        "a pipe": "pipe.txt",
        "a name of nothing": "missing.html",
    }
    status, said = run("add", new, new / "missing.html", "--project", project.root)
    assert status == 1 and "\x1b" not in said and "Traceback" not in said, said[-2000:]
    with project.sources.open(encoding="utf-8-sig", newline="") as lines:
        added = [row["file"] for row in csv.DictReader(lines)]
    assert added == ["added/good_new.txt"]
    told = errors(said)
    found = []
    for what, name in names.items():
        said_of = [e for e in told if plain(name) in e["place"] or plain(name) in e["problem"].partition(": ")[0]]
        assert len(said_of) == 1, (what, [e["place"] for e in told])
        found.append(_tried("add", what, said_of[0], status, "not added; the rest is"))
    assert len(told) == len(names), [e["place"] for e in told]
    for what, option in {
        "a region that is none": ("--region", "霍格沃茨"),
        "a name that several places have": ("--region", "朝阳区"),
        "a year with the letter I": ("--year", "20I5"),
        "a day that is none": ("--retrieved", "2016-02-30"),
    }.items():
        status, said = run("add", new / "good_new.txt", *option, "--project", project.root)
        [error] = errors(said)
        found.append(_tried("add", f"{what} ({option[0]})", error, status, "nothing is added"))
    (folder / "nothing").mkdir()
    status, said = run("add", folder / "nothing", "--project", project.root)
    found.append(_tried("add", "an empty folder", errors(said)[0], status, "nothing is added"))
    return found


def _answers(project: Project, folder: Path) -> list[Tried]:
    """Worksheets of `review` that were filled in, rightly in one row."""
    sheet = folder / "look.csv"
    _write_csv(
        project.corrections, [("report_id", "field", "value", "reason"), (f"{PAGE}-1", "issuer", "清溪市总工会", "x")]
    )
    right = (f"{OTHER}-1", "issuer", "慈溪市总工会")
    _write_csv(sheet, [("report_id", "field", "value"), *ANSWERS.values(), right])
    status, said = run("review", sheet, "--read", "--project", project.root)
    told, found = errors(said), []
    assert status == 1 and len(told) == len(ANSWERS) and "1 corrections of 1 reports added" in said, said
    for number, what in enumerate(ANSWERS, 2):
        [error] = _at(told, "look.csv", number)
        found.append(_tried("review", what, error, status, "this answer is not used; the rest is"))
    book = Workbook()
    book.active.append(["report_id", "value"])
    book.save(folder / "columns.xlsx")
    for what, name, data in [
        ("a worksheet that is not there", "missing.csv", None),
        ("a worksheet of another kind (.ods)", "look.ods", b"x"),
        ("a workbook that is none", "broken.xlsx", b"PK\x03\x04 nothing"),
        ("a workbook without a column it needs", "columns.xlsx", None),
    ]:
        if data:
            (folder / name).write_bytes(data)
        status, said = run("review", folder / name, "--read", "--project", project.root)
        [error] = errors(said)
        found.append(_tried("review", what, error, status, "nothing is read"))
    return found


def _at(told: list[dict[str, str]], name: str, line: int | None = None) -> list[dict[str, str]]:
    """What was said of a file, or of one line of it."""
    where = re.compile(rf"(?:^|/){re.escape(name)}" + (rf", line {line}(?:,|$)" if line else "(?:,|$)"))
    return [error for error in told if where.search(error["place"])]


def _tried(section: str, what: str, error: dict[str, str], status: int, happens: str = "") -> Tried:
    says = error["problem"] + (f"; allowed: {error['allowed']}" if "allowed" in error else "")
    return Tried(section, what, happens or error.get("until then", ""), says, error["remedy"], status)


def _write_csv(path: Path, lines) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


def _short(value, folder: Path):
    """A text without what is of this machine or this run."""
    if not isinstance(value, str):
        return value
    value = value.replace(f"{folder / 'project'}{os.sep}", "").replace(f"{folder}{os.sep}", "")
    value = re.sub(r"\bp[0-9a-f]{8}\b", "p…", value)
    value = re.sub(r"\b[0-9a-f]{64}\b", "(its hash)", value)
    # How small a library packs a file may differ from one to the next.
    return re.sub(r"from [\d,]+ \(a zip bomb", "from far fewer (a zip bomb", value)


_SECTIONS = {
    "pages": ("Files in data/raw/pages", "`unionreports build`, and `check` after it"),
    "odd": ("Pages that are odd, and are read", "`unionreports build`"),
    "sources": ("data/raw/sources.csv", "`unionreports build`, and `check` after it"),
    "corrections": ("data/raw/corrections.csv", "`unionreports build`, and `check` after it"),
    "add": ("What is handed to `unionreports add`", "`unionreports add`"),
    "review": ("Worksheets", "`unionreports review SHEET --read`"),
}
_LONGEST = 200


def rendered(tried: list[Tried]) -> str:
    """The document."""
    lines = [
        "# Bad inputs, and what each gives",
        "",
        f"Written by tests/test_bad_inputs.py, which puts these {len(tried)} inputs beside good pages into one project, runs the",
        "commands, and checks that the good pages are all there and right and that each bad input is named with what to do.",
        "To write it anew: `WRITE_BAD_INPUTS=1 .venv/bin/python -m pytest tests/test_bad_inputs.py`. The exit status is that of a",
        "run in which nothing else is wrong than inputs of this table: 1, done but for what is named; 2, a sheet or an",
        "option is wrong, or nothing was left to do.",
    ]
    for section, (title, command) in _SECTIONS.items():
        own = [one for one in tried if one.section == section]
        lines += [
            "",
            f"## {title}",
            "",
            f"Run: {command}.",
            "",
            "| input | what happens | what is read | remedy | exit status |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            "| " + " | ".join(_cell(part) for part in (t.what, t.happens, t.says, t.remedy, str(t.status))) + " |"
            for t in own
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    text = text.replace("|", "\\|").replace("<", "\\<").replace("\n", " ")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def test_every_bad_input_is_named_with_its_remedy(tried):
    assert len(tried) >= 100
    for one in tried:
        assert one.says and one.happens and one.remedy, one
        assert one.status in ((0,) if one.section == "odd" else (1, 2)), one


def test_the_table_of_bad_inputs_is_what_came_of_them(tried):
    now = rendered(tried)
    if os.environ.get("WRITE_BAD_INPUTS"):
        DOCUMENT.write_text(now, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == now, "see the first lines of this file for how to write it anew"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    for name in ("good.txt", "closed.txt"):
        (project.pages / name).write_bytes(GOOD["good.txt"])
    (project.pages / "closed.txt").chmod(0)
    status, said = run("build", "--project", tmp_path)
    assert status == 1 and "(closed.txt): unreadable: the file cannot be read (Permission denied)" in said
