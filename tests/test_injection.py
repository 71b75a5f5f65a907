"""Nothing a page, a sheet or the name of a file holds acts on whoever looks at what was made of it.

Not in a browser (HTML, SVG), not in a spreadsheet, not on a terminal, not in a figure. That the software loads nothing
that could run is in `test_source_audit.py`.
"""

from contextlib import redirect_stderr, redirect_stdout
import csv
from html.parser import HTMLParser
import io
from pathlib import Path
import re
from xml.etree import ElementTree

from openpyxl import load_workbook
import pandas as pd
import pytest

from figures import invented
from invented_reports import report
from loaded_once import loaded_once
from unionreports import store
from unionreports.cells import like_formula
from unionreports.cli import main
from unionreports.compare import describe
from unionreports.config import Project
from unionreports.errors import InputError
from unionreports.figures.coverage import plot_coverage
from unionreports.figures.save import save_figure
from unionreports.figures.topic_browser import topic_browser

SCRIPT = "<script>steal</script>"
MARKUP = f"{SCRIPT}<img src=x onerror=steal><svg/onload=steal>[点](javascript:alert(1))--></title></details>"
#: The same as a page writes it to have it shown: cleaning reads it as text.
WRITTEN = MARKUP.replace("&", "&amp;").replace("<", "&lt;")
STEERING = "\x1b[31m\x1b]0;x\x07\x9b2J\x08\u202e"
FORMULAS = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "\t=1+1")
MATHS = r"$\frac$"
#: Of their own, so that none is a copy of another.
SENTENCES = (
    "全年新建基层工会三十六家，发展会员二千一百人。", "举办技能竞赛四十场，评出技术能手五十名。", "走访困难职工八百户，发放慰问金六十万元。",
    "签订集体合同一百二十份，覆盖职工一万五千人。", "开展安全检查三十次，整改隐患九十处。", "建立职工书屋十二家，配送图书六千册。",
)  # fmt: skip


def page(name: str) -> str:
    """A report with all of these in title, headings and sentences."""
    lines = report(name).split("\n")
    lines[0] = f"{lines[0]}{WRITTEN}"
    lines[2] += f"{WRITTEN}{MATHS}"
    lines[4] = f"（二）{WRITTEN}。{STEERING}{lines[4][3:]}"
    told = [f"{formula}，{SENTENCES[n]}" for n, formula in enumerate(FORMULAS)]
    return "\n".join(
        [f"首页 {WRITTEN}", *lines[:2], *told, *lines[2:], f'=HYPERLINK("http://a.b","点"){MARKUP}{MATHS}']
    )


def run(*typed) -> str:
    """All that a command says."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said), redirect_stderr(said):
        main([str(word) for word in typed])
    return said.buffer.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> tuple[Project, Path, str]:
    """A project of such pages, a folder of sheets made of it, and all that was said."""
    folder = tmp_path_factory.mktemp("hostile")
    project = Project(folder / "project")
    project.pages.mkdir(parents=True)
    (project.pages / f"=1+1'\"{STEERING}\n{SCRIPT.replace('/', '')}.txt").write_text(page("秀水县"), encoding="utf-8")
    (project.pages / f"bad{STEERING}\r\nbuild: all is well.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    markup = "".join(f"<p>{line}</p>" for line in page("清溪市").replace("&", "&amp;").split("\n"))
    (project.pages / "b.html").write_text(
        f"<html><head><title>{WRITTEN}</title></head><body>{markup}</body></html>", encoding="utf-8"
    )
    cells = [
        ["page_id", "file", "url", "host", "terms", "note"],
        ["b", "b.html", "javascript:alert(1)", MARKUP, FORMULAS[0], f"{STEERING}{FORMULAS[1]}"],
    ]
    _write_csv(project.sources, [*cells, [STEERING, f"gone{STEERING}\n.txt", "", "", "", ""]])
    corrections = [["report_id", "field", "value", "reason"], ["b-1", "issuer", FORMULAS[0], f"{FORMULAS[3]}{MARKUP}"]]
    _write_csv(
        project.corrections,
        [*corrections, ["b-1", "region_name", MATHS, f"seen{STEERING}"], [STEERING, "year", STEERING, STEERING]],
    )
    (new := folder / f"new{STEERING}\nadded: 9 pages.txt").write_text(
        page("碧溪区").replace("2012", "2015"), encoding="utf-8"
    )
    sheets = folder / "sheets"
    sheets.mkdir()
    _write_csv(folder / "look.csv", [["report_id", "field", "value"], [f"b-1{STEERING}", "year", STEERING]])
    with loaded_once():
        said = [run(*command, "--project", project.root) for command in _commands(folder, new, sheets)]
    assert len(list(sheets.iterdir())) == 4, said
    return project, sheets, "\n".join(said)


def _commands(folder: Path, new: Path, sheets: Path) -> tuple:
    return (
        ("build",),
        ("check",),
        ("add", new, folder / f"none{STEERING}", "--host", MARKUP, "--note", FORMULAS[0]),
        ("build",),
        ("review", sheets / "review.xlsx", "--all"),
        ("review", sheets / "review.csv", "--all"),
        ("review", folder / "look.csv", "--read"),
        ("coding-sheet", sheets / "coding.xlsx", "--coder", FORMULAS[0], "--units", "30"),
        ("coding-sheet", sheets / "coding.csv", "--coder", FORMULAS[0], "--units", "30"),
        ("notebooks", f"x{STEERING}"),
    )


def test_the_pages_are_read_and_what_they_show_is_kept_as_text(hostile):
    units = store.read_table("units", hostile[0].processed)
    assert units["report_id"].str.partition("-")[0].nunique() == 3
    assert units["text"].str.contains(SCRIPT, regex=False).sum() >= 3, "else the tests below look for nothing"
    assert units["text"].map(like_formula).sum() >= 3 and units["text"].str.contains("$\\frac$", regex=False).any()


def test_nothing_steers_a_terminal(hostile):
    said = hostile[2]
    # The bar that counts pages, where they take long, begins its line anew.
    assert [
        c for c in re.sub(r"\r[a-z ]+: +[0-9]+%[^\r\n]*", "", said) if not c.isprintable() and c not in "\n\u3000"
    ] == []
    assert "\\u001b" in said, "what is left out is named"
    lines = said.splitlines()
    assert not any(line.startswith(("build: all is well", "added: 9 pages")) for line in lines), (
        "no name makes a line of its own"
    )


def test_an_error_names_what_would_steer_and_keeps_to_its_lines():
    error = str(
        InputError(
            f"a\n{STEERING}b", f"c{STEERING}", value=f"{STEERING}\n", allowed=STEERING, remedy="d", until_then="e"
        )
    )
    assert [line.strip().partition(":")[0] for line in error.split("\n")][1:] == [
        "found",
        "allowed",
        "remedy",
        "until then",
    ]
    assert all(line.isprintable() for line in error.split("\n"))


def test_no_cell_of_a_csv_is_a_formula_or_steers(hostile):
    project, sheets, _ = hostile
    files = [*project.processed.glob("*.csv"), *sheets.glob("*.csv"), project.sources, project.corrections]
    seen = ""
    for path in files:
        if path.parent == project.raw:  # what a person wrote there stays; only what was added is looked at
            text = "\n".join(path.read_text(encoding="utf-8-sig").splitlines()[-1:])
        else:
            text = path.read_bytes().decode("utf-8-sig")
            assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", text), path.name
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        wrong = [cell for cell in cells if like_formula(cell) and not cell.startswith("'") and not _is_number(cell)]
        assert wrong == [], path.name
        seen += text
    assert len(files) >= 8 and all(f"'{formula}" in seen for formula in (FORMULAS[0], "=HYPERLINK")), (
        "they stand there as texts"
    )


def test_no_cell_of_a_workbook_is_a_formula(hostile):
    texts = []
    for path in hostile[1].glob("*.xlsx"):
        for worksheet in load_workbook(path).worksheets:
            for cell in (cell for row in worksheet.iter_rows() for cell in row):
                assert cell.data_type != "f" and cell.hyperlink is None, (path.name, cell.coordinate, cell.value)
                texts.append(str(cell.value))
    assert any(SCRIPT in text for text in texts) and any(like_formula(text.removeprefix("'")) for text in texts)


def test_a_figure_shows_what_a_page_says_and_does_nothing(hostile, tmp_path):
    for name in (MATHS, "$$ $x^2$ $", MARKUP, "]]><!--&lt;\\%s{0}--"):
        names = dict.fromkeys(("region_name", "county", "prefecture", "province"), name)
        values = describe.coverage(invented.reports().assign(**names))
        save_figure(plot_coverage(values), values, "hostile", tmp_path)
        svg = ElementTree.parse(tmp_path / "hostile.svg").getroot()
        tags = {element.tag.rpartition("}")[2] for element in svg.iter()}
        attributes = {
            (name.rpartition("}")[2].lower(), value) for element in svg.iter() for name, value in element.attrib.items()
        }
        assert not tags & {"script", "foreignObject", "image", "a", "iframe"}
        assert not [n for n, value in attributes if n.startswith("on") or "javascript" in value.lower()]
        assert all(value.startswith("#") for n, value in attributes if n == "href")


def test_a_view_in_html_shows_what_a_page_says_and_does_nothing(hostile):
    units = store.read_table("units", hostile[0].processed)
    texts = [text for text in units["text"] if "<" in text] + [MARKUP]
    quotes = pd.DataFrame(
        {"quote": texts, "place": MARKUP, "year": MARKUP, "unit_id": MARKUP, "url": "javascript:alert(1)", "share": 0.5}
    )
    topics = pd.DataFrame({"topic": [0], "probability": [MARKUP], "frex": [MARKUP], "lift": [MARKUP]})
    for html in (
        topic_browser(topics, {0: MARKUP}, {0: 0.5}, frozenset(), {0: MARKUP}, {0: quotes}),
        quotes._repr_html_(),
    ):
        tags = set()
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attributes: tags.add(
            (tag, *(n for n, _ in attributes if n.startswith("on") or n in ("href", "src")))
        )
        parser.feed(html)
        assert len(texts) > 3 and "&lt;script&gt;" in html
        assert not [tag for tag in tags if len(tag) > 1 or tag[0] in ("script", "img", "svg", "a", "iframe")]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _write_csv(path: Path, lines) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
