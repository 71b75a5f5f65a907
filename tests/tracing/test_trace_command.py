"""`unionreports trace` as a person meets it: what it prints and writes, what it hides, and what it refuses."""

from html.parser import HTMLParser
from pathlib import Path
import re
import shutil
import sys

import pandas as pd
import pytest

from invented_reports import HEAD, TAIL, report
from loaded_once import loaded_once
from unionreports import store
from unionreports.cli import main
from unionreports.config import SEED, Project
from unionreports.compare.shares import priority_shares
from unionreports.figures.save import save_figure
from unionreports.figures.style import no_data
from unionreports.measures.methods import rows_of

#: An invented name. No other word of the pages has the last two characters.
NAME = "郝煜骞"
TELLING = set("煜骞")
TOLD = (
    f"困难职工{NAME}身患尿毒症，工会为其捐款6300元。走访慰问时带去<b onclick='x'>关怀</b>\x1b[31m与\u202e祝福\u202c。"
)


def page(place: str, told: str) -> str:
    before, after = report(place, 2012).split("（三）开展送温暖活动。")
    return f"{HEAD}{before}（三）开展送温暖活动。{told}\n{after}{TAIL}"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Project:
    """A project with tables and a figure. For reading only."""
    project = Project(tmp_path_factory.mktemp("traced"))
    project.pages.mkdir(parents=True)
    (project.pages / "a.txt").write_text(page("秀水县", TOLD), encoding="gb18030")
    lines = page("清溪县", f"困难职工{NAME}身患尿毒症，工会为其捐款。").split("\n")
    body = "".join(f"<p>{line}</p>" for line in lines)
    (project.pages / "b.html").write_text(
        f"<html><head><meta charset='utf-8'><title>困难职工{NAME}身患尿毒症</title></head><body>{body}</body></html>",
        encoding="utf-8",
    )
    with loaded_once():
        assert main(["build", "--project", str(project.root)]) == 0
    tables = store.read_tables(("priorities", "units", "reports"), project.processed)
    coded = rows_of(tables["priorities"], "codebook")
    values = priority_shares(
        coded, tables["units"], tables["reports"], by=["report_id"], usable_only=False, random_state=SEED
    )
    save_figure(no_data("Shares", "made for a test"), values, "03_by_report", project.figures)
    return project


@pytest.fixture
def project(built, tmp_path) -> Project:
    """The same, to be changed."""
    return Project(shutil.copytree(built.root, tmp_path / "project"))


def run(project: Project, *typed) -> int:
    return main(["trace", *map(str, typed), "--project", str(project.root)])


def unit_with(project: Project, word: str, file: str = "a.txt") -> pd.Series:
    """The first unit of a page that has a word."""
    units, pages = store.read_tables(("units", "pages"), project.processed).values()
    page_id = pages.set_index("file").loc[file, "page_id"]
    own = units[units["report_id"].str.startswith(f"{page_id}-")]
    return own[own["text"].str.contains(word, regex=False)].iloc[0]


def test_a_unit_is_shown_with_all_that_leads_back(built, capsys):
    unit = unit_with(built, "送温暖")
    assert run(built, "units", unit["unit_id"]) == 0
    said = capsys.readouterr().out
    pages = store.read_table("pages", built.processed).set_index("page_id")
    origin = pages.loc[unit["report_id"].rpartition("-")[0]]
    for part in (unit["unit_id"], unit["role"], unit["heading_path"], origin["file"], origin["sha256"]):
        assert part in said
    assert f"raw offsets: {unit['start']}–{unit['end']}" in said and "the file has this hash" in said
    assert "It rests on 1 unit of 1 report on 1 page." in said and "edits: " in said


def test_the_marked_text_is_the_raw_span(built, capsys):
    unit = unit_with(built, "劳动竞赛")
    run(built, "units", unit["unit_id"])
    said = capsys.readouterr().out.replace("\n    │ ", "\n")
    raw = (built.pages / "a.txt").read_text(encoding="gb18030")
    assert f"【{raw[unit['start'] : unit['end']]}】" in said


def test_a_figures_row_shows_first_what_makes_its_number(built, capsys):
    file = built.figures / "03_by_report.csv"
    values = pd.read_csv(file)
    at = int(values["share"].idxmax())
    assert run(built, file, at + 1, "--all") == 0
    said = capsys.readouterr().out
    row = values.iloc[at]
    n = round(row["share"] * row["n_units"])
    assert f"It rests on {row['n_units']} units" in said and f"In {n} of the units" in said
    headings = [line for line in said.splitlines() if line.startswith("[")]
    assert ["compared with" in line for line in headings] == [False] * n + [True] * (row["n_units"] - n)
    where = [f"report_id={row['report_id']}", f"priority={row['priority']}", "--all"]
    assert run(built, file, "--where", *where) == 0 and capsys.readouterr().out == said
    assert run(built, file, at + 1, "--limit", 1) == 0
    assert f"{row['n_units'] - 1} more of {row['n_units']} are not shown" in capsys.readouterr().out


def test_names_of_private_persons_stay_masked_in_text_around_it_in_edits_and_titles(built, tmp_path, capsys):
    tables = store.read_tables(("units", "edits", "pages", "reports"), built.processed)
    typed = [("pages", key) for key in tables["pages"]["page_id"]] + [
        ("reports", key) for key in tables["reports"]["report_id"]
    ]
    telling = tables["edits"][tables["edits"]["before"].str.contains("□")].drop_duplicates(["page_id", "step", "reason"])
    assert {"privacy"} < set(telling["step"]), "a cut title tells of the person too"
    typed += [("edits", *key) for key in telling[["page_id", "start", "end"]].itertuples(index=False, name=None)]
    masked = tables["units"]["unit_id"][tables["units"]["text"].str.contains("□")]
    neighbours = tables["units"]["unit_id"].iloc[[i + step for i in masked.index for step in (-1, 0, 1)]]
    typed += [("units", key) for key in neighbours]
    for i, one in enumerate(typed):
        assert run(built, *one, "--all") == 0
        assert run(built, *one, "--all", "--html", tmp_path / f"{i}.html") == 0
    written = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*.html"))
    said = capsys.readouterr().out
    assert "□□□身患尿毒症" in said and "□□□身患尿毒症" in written
    assert not TELLING & set(said) and not TELLING & set(written)


def test_nothing_in_a_page_steers_the_terminal_or_the_browser(built, tmp_path, capsys, monkeypatch):
    unit = unit_with(built, "尿毒症")
    run(built, "units", unit["unit_id"])
    said = capsys.readouterr().out
    assert "\\u001b[31m" in said and "\\u202e" in said and not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", said)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run(built, "units", unit["unit_id"])
    signs = re.findall("\x1b[^m]*m", capsys.readouterr().out)
    assert signs == ["\x1b[7m", "\x1b[27m"], "only our own mark"
    run(built, "units", unit["unit_id"], "--html", tmp_path / "a.html")
    written = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "&lt;b onclick=" in written and not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", written)


class Tags(HTMLParser):
    """Tags and attributes, and the text inside marks with what was put in by edits left out."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.open, self.marked = set(), [], [], {}

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, "tags are closed in turn"

    def handle_data(self, data):
        marks = [name for tag, name in self.open if tag == "mark"]
        if marks and not any(tag == "ins" for tag, _ in self.open):
            self.marked[marks[-1]] = self.marked.get(marks[-1], "") + data


def test_the_page_for_a_browser_has_the_raw_text_with_its_spans_and_loads_nothing(built, tmp_path):
    unit = unit_with(built, "劳动竞赛")
    assert run(built, "units", unit["unit_id"], "--html", tmp_path / "a.html") == 0
    written = (tmp_path / "a.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(written)
    raw = (built.pages / "a.txt").read_text(encoding="gb18030")
    assert tags.marked == {"s1": raw[unit["start"] : unit["end"]]} and not tags.open
    assert tags.tags.isdisjoint({"script", "img", "link", "iframe", "object", "svg"})
    assert {name for name, _ in tags.attributes} <= {"lang", "charset", "name", "content", "id", "class", "title", "href", "http-equiv", "rel"}  # fmt: skip
    assert "del" in tags.tags and "@import" not in written and "url(" not in written


def test_a_file_that_is_not_its_own_is_not_overwritten(built, tmp_path, capsys):
    unit = unit_with(built, "送温暖")["unit_id"]
    target = tmp_path / "a.html"
    target.write_text("<p>mine</p>")
    assert run(built, "units", unit, "--html", target) == 2
    assert "not overwritten" in capsys.readouterr().err and target.read_text() == "<p>mine</p>"
    target.unlink()
    assert [run(built, "units", unit, "--html", target) for _ in range(2)] == [0, 0]


def test_a_page_that_was_changed_is_named_and_its_raw_text_is_not_shown(project, capsys):
    unit = unit_with(project, "送温暖")
    file = project.pages / "a.txt"
    file.write_bytes("今天".encode("gb18030") + file.read_bytes())
    assert run(project, "units", unit["unit_id"]) == 0
    said = capsys.readouterr().out
    assert "the file has another hash now" in said and "the raw page is not shown" in said and "今天" not in said
    assert not TELLING & set(said)
    file.unlink()
    run(project, "units", unit["unit_id"])
    assert "the file is gone" in capsys.readouterr().out


def test_a_kept_text_that_is_another_is_not_shown(project, capsys):
    kept = next(project.texts.iterdir())
    text = kept.read_text(encoding="utf-8")
    assert NAME in text
    # As long as before, with the name where nothing is masked.
    kept.write_text(text.replace("一、", NAME[:2], 1), encoding="utf-8")
    pages = store.read_table("pages", project.processed)
    page_id = pages.loc[pages["format"] == "html", "page_id"].iloc[0]
    assert run(project, "pages", page_id, "--all") == 0
    said = capsys.readouterr().out
    assert "another than the tables were made from" in said and not TELLING & set(said)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("unit", "x"), ("no such table", "units", "remedy:")),
        (("units",), ("its key has 1 column, and 0 were given", "unionreports trace units p")),
        (("units", "p1-1-u1"), ("no row has this key", "column unit_id", "-1-u001")),
        (("edits", "nowhere", "0", "1"), ("column page_id", "nowhere")),
        (("topic_terms", "nmf", "3", "1"), ("no table 'topic_terms' here", "unionreports models")),
        (("indicators", "x"), ("no table 'indicators' here", "unionreports statements")),
        (("units", "x", "--where", "a=b"), ("--where", "a row of a table has a key")),
        (("figures/03_by_report.csv",), ("which row?", "1 to")),
        (("figures/03_by_report.csv", "0"), ("no such row", "found:   '0'", "1 to")),
        (("figures/03_by_report.csv", "99999"), ("no such row", "1 to")),
        (("figures/03_by_report.csv", "1x"), ("no such row", "1 to")),
        (("figures/03_by_report.csv", "1", "--where", "priority=x"), ("not both",)),
        (("figures/03_by_report.csv", "--where", "priority"), ("--where needs COLUMN=VALUE",)),
        (("figures/03_by_report.csv", "--where", "colour=red"), ("no such column", "priority")),
        (("figures/03_by_report.csv", "--where", "priority=organizing"), ("no row has this value", "organising")),
        (("figures/03_by_repotr.csv", "1"), ("there is no such file",)),
        (("data/processed/units.csv", "1"), ("is no figure's CSV",)),
    ],
)
def test_what_cannot_be_traced_is_named_with_place_reason_and_remedy(typed, says, built, capsys):
    assert run(built, *typed) == 2
    said = capsys.readouterr().err
    assert all(part in said for part in (*says, "remedy:"))


def test_a_csv_that_was_changed_is_refused_and_one_that_cannot_be_known_is_told(project, capsys):
    file, svg = (project.figures / f"03_by_report.{kind}" for kind in ("csv", "svg"))
    made = file.read_bytes()
    assert run(project, file, 1, "--limit", 1) == 0 and "is not known" not in capsys.readouterr().out
    file.write_bytes(made.replace(b"organising", b"organizing", 1))
    assert run(project, file, 1) == 2
    assert "was changed after it was made" in capsys.readouterr().err
    file.write_bytes(made)
    svg.write_text(re.sub("values sha256 [0-9a-f]{64}", "", svg.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(project, file, 1, "--limit", 1) == 0
    assert "whether 03_by_report.csv was changed since is not known" in capsys.readouterr().out
    file.write_text("colour,n\nred,1\n")
    assert run(project, file, 1) == 2 and "no column leads to the tables" in capsys.readouterr().err
    file.write_bytes(b"\xff\xfe\x00")
    assert run(project, file, 1) == 2 and "cannot be read as a CSV" in capsys.readouterr().err


def test_without_tables_the_command_that_makes_them_is_named(tmp_path, capsys):
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    assert run(project, "units", "x") == 2
    assert "no tables here" in capsys.readouterr().err
    assert Path(project.root / "data" / "processed").exists() is False
