"""A private person's name, wherever a page tells it, is in no file that is made from the page and in nothing printed."""

from pathlib import Path

import pandas as pd
import pytest

from invented_reports import HEAD, TAIL, report
from unionreports import store
from unionreports.cli import main
from unionreports.config import Project
from unionreports.corpus.privacy import MASK

#: An invented name. No other word of the pages has the last two characters, in either script.
NAME = "郝煜骞"
TELLING = set("煜骞騫")
TOLD = f"困难职工{NAME}身患尿毒症，工会为其捐款6300元。"
_BEFORE, _AFTER = report().split("（三）开展送温暖活动。")


def with_text(text: str) -> str:
    """A page whose report has this under 送温暖活动."""
    return f"{HEAD}{_BEFORE}（三）开展送温暖活动。{text}\n{_AFTER}{TAIL}"


PAGES = {
    "text": with_text(TOLD),
    "repeated": with_text(f"{TOLD}\n春节前，工会干部再次来到{NAME}家中。"),
    "title": f"为困难职工{NAME}捐款：{with_text('走访困难职工八百户。')}",
    "host_title": f"困难职工{NAME}身患尿毒症_秀水县总工会2012年工作总结_秀水网\n{with_text(f'{NAME}得到救助。')}",
    "heading": with_text(f"\n（四）为困难职工{NAME}解难。工会为其捐款6300元，看望三次。\n（五）深入开展劳动竞赛。评出能手五十名。"),
    "cut_lines": with_text("走访困难职工八百户。") + f"\n下一篇：困难职工{NAME}身患尿毒症 工会捐款\n热点：{NAME}",
    "table": with_text(f"\n困难职工救助名单\n| 姓名 | 原因 | 金额 |\n| {NAME} | 尿毒症 | 5000元 |\n救助工作受到好评。"),
    "traditional": with_text(f"困難職工{NAME.replace('骞', '騫')}身患尿毒症，醫療費無力負擔，工會為其捐款，職工們紛紛響應。"),
    "line_break": with_text(f"工会在走访中得知，县纺织厂一线挡车工、工会会员{NAME[:2]}\n{NAME[2:]}身患尿毒症，随即发动捐款。"),
    "page_mark": with_text(f"工会在走访中得知，县纺织厂一线挡车工、工会会员{NAME[:2]}\n第2页 共9页\n{NAME[2:]}身患尿毒症，随即发动捐款。"),
    "blanks": with_text(f"困难职工{NAME[0]} {NAME[1]}\u3000{NAME[2]}身患尿毒症，工会捐款。"),
    "markup": with_text(f"困难职工{NAME[0]}<b>{NAME[1]}</b>{NAME[2]}身患尿毒症。<!-- {TOLD} --><i title=\"{TOLD}\">捐款</i>"),
    "twice": f"{with_text(TOLD)}\n{with_text(TOLD)}",
    "spoilt": f"{TOLD}\n\x00\x01{TOLD}",
}  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("named"))
    project.pages.mkdir(parents=True)
    for name, text in PAGES.items():
        (project.pages / f"{name}.txt").write_bytes(text.encode("gb18030" if name == "text" else "utf-8"))
    markup = with_text(TOLD).replace("\n", "</p>\n<p>")
    (project.pages / "page.html").write_text(
        f"<html><head><title>{TOLD}</title><meta name='description' content='{TOLD}'></head><body><p>{markup}</p></body></html>",
        encoding="utf-8",
    )
    return project


def told_in(folder: Path) -> dict[str, list[str]]:
    """Files below a folder that have one of the characters, with the cells or lines that have it."""
    told = {}
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        if file.suffix == ".parquet":
            table = pd.read_parquet(file)
            cells = [str(cell) for column in table for cell in table[column] if TELLING & set(str(cell))]
        else:
            data = file.read_bytes()
            cells = [line for line in data.decode("utf-8", errors="ignore").split("\n") if TELLING & set(line)]
            # Escapes of JSON.
            cells += [c for c in TELLING if c.encode("ascii", "backslashreplace") in data]
        if cells:
            told[file.name] = cells
    return told


def test_the_name_is_in_no_table_and_in_nothing_printed(project, capsys):
    printed, sheets = [], project.root / "sheets"
    sheets.mkdir()
    (new := project.root / "new.txt").write_text(PAGES["host_title"].replace("2012", "2013"), encoding="utf-8")
    for command in (
        ("build",),
        ("check",),
        ("review", sheets / "review.csv", "--all"),
        ("coding-sheet", sheets / "coding.csv", "--coder", "A", "--units", "30"),
        ("add", new, "--dry-run"),
    ):
        main([str(argument) for argument in (*command, "--project", project.root)])
        printed += capsys.readouterr()
    assert not TELLING & set("".join(printed)), printed
    assert told_in(project.processed) == {} == told_in(sheets) and len(list(sheets.iterdir())) >= 2
    assert set(told_in(project.root)) <= {"new.txt", *told_in(project.raw)}, "only data/raw keeps what a page says"

    units, edits, pages = (store.read_table(name, project.processed) for name in ("units", "edits", "pages"))
    masked = edits[edits["step"] == "privacy"]
    told = {Path(f).stem for f in pages.set_index("page_id").loc[masked["page_id"].unique(), "file"]}
    # In these pages the name stands only in what is cut, which is masked in `before`.
    assert told >= {*PAGES, "page"} - {"title", "cut_lines", "spoilt"}
    assert (masked["before"].str.strip(MASK) == "").all() and units["text"].str.contains(MASK).sum() >= 10
    tokens = store.read_table("tokens", project.processed)["token"]
    assert not tokens.str.contains(f"{MASK}.|.{MASK}").any(), "a mask is never part of a word"


def test_a_page_without_misfortune_keeps_its_names(project, tmp_path):
    other = Project(tmp_path)
    other.pages.mkdir(parents=True)
    (other.pages / "a.txt").write_text(with_text(f"工会主席{NAME}走访慰问困难职工八百户。"), encoding="utf-8")
    main(["build", "--project", str(other.root)])
    assert NAME in "".join(store.read_table("units", other.processed)["text"])
