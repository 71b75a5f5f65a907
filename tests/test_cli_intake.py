"""Pages are added, looked at and corrected by commands alone; what is taken back leaves no trace; nothing is half done."""

import csv
import os
from pathlib import Path
import shutil
from zipfile import ZipFile

from openpyxl import load_workbook
import pytest

from invented_reports import HEAD, STATEMENTS, TAIL, report
from unionreports import store
from unionreports.cli import main
from unionreports.config import Project
from unionreports.corpus.build import build
from unionreports.corpus.corrections import read_corrections
from unionreports.corpus.manifest import read_sources
from unionreports.intake import write as writing

#: A page of its own words, of a known place: nothing in it stands in the other invented reports.
OTHER = """慈溪市总工会2013年工作总结
2013年，慈溪市总工会认真贯彻市委部署，紧扣发展主题，切实履行基本职责，较好地完成了年初确定的目标任务。
一、2013年主要工作
（一）推动劳动竞赛提质。围绕港口建设、轻纺升级和家电制造，举办焊工、钳工、叉车驾驶、护理等比武二十二项，涌现金牌工人六十八名。
（二）织密维权网络。镇街调解室受理案件四百余起，结案率超过九成，为外来务工者追回欠薪三百万元，法律援助律师轮流坐班。
（三）办好惠民实事。职工疗休养线路增至十五条，爱心托班开到企业门口，母婴小屋新添三十处，夏送清凉物资分发一线岗位。
二、2014年工作思路
（一）把服务阵地建到园区去。筹划职工书屋十座、户外驿站二十个，让环卫、快递、外卖人员歇得下脚、喝得上水。
（二）让数字手段跑起来。开发会员实名系统，打通普惠平台，使申请、审批、兑现都能在手机上完成。"""


def run(*arguments) -> int:
    return main([str(a) for a in arguments])


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def tables(project: Project) -> dict[str, bytes]:
    return {name: data for name, data in files(project.processed).items() if not name.startswith(".")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def make_project(folder: Path) -> Project:
    """A project with one page, which no row names."""
    project = Project(folder)
    project.pages.mkdir(parents=True)
    (project.pages / "old.txt").write_text(HEAD + report() + TAIL, encoding="utf-8")
    return project


@pytest.fixture
def project(tmp_path) -> Project:
    """A project without tables."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory) -> Project:
    """The same with its tables. For reading only."""
    project = make_project(tmp_path_factory.mktemp("built") / "project")
    assert run("build", "--project", project.root) == 0
    return project


@pytest.fixture
def built(built_once, tmp_path) -> Project:
    """The same, to be changed."""
    return Project(shutil.copytree(built_once.root, tmp_path / "built"))


@pytest.fixture
def new(tmp_path) -> Path:
    """A folder of pages to add."""
    new = tmp_path / "new"
    (new / "more").mkdir(parents=True)
    (new / "慈溪.txt").write_text(OTHER, encoding="gb18030")
    (new / "more" / "-慈溪\x1b[31m.txt").write_text(report("清溪县", 2014), encoding="utf-8")
    (new / ".hidden").write_text("x", encoding="utf-8")
    return new


def test_pages_are_copied_listed_and_understood(project, new, capsys):
    before = (new / "慈溪.txt").read_bytes()
    assert run("add", new, "--host", "某网", "--terms", "=not stated", "--project", project.root) == 0
    said = capsys.readouterr()
    added = {row["file"]: row for row in rows(project.sources)}
    assert sorted(added) == ["added/慈溪.txt", "added/慈溪[31m.txt"]
    assert (project.pages / "added" / "慈溪.txt").read_bytes() == before
    assert {(row["host"], row["terms"], row["retrieved"]) for row in added.values()} == {("某网", "'=not stated", "")}
    assert {source.terms for source in read_sources(project) if source.listed} == {"=not stated"}
    line = next(line for line in said.out.splitlines() if "慈溪市 (county)" in line)
    assert "“" not in line and "慈溪市总工会" in line and " 2013 " in line and line.endswith("yes")
    assert "region_code: empty: no region is certain enough" in said.out
    likeness = next(line for line in said.out.splitlines() if "are nearly the same: about 9" in line)
    assert "(added/" in likeness.partition(" and p")[0], "the invented reports share their sentences"
    assert "unionreports build" in said.out and "\x1b" not in said.out + said.err


def test_archives_and_tables_give_a_page_each_with_what_they_say_of_it(project, tmp_path, capsys):
    paragraphs = "".join(f"<p>{line}</p>" for line in OTHER.split("\n"))
    page = f"<html><head><title>工作总结</title></head><body>{paragraphs}</body></html>"
    with ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("2013/慈溪.html", page)
        archive.writestr("../out.txt", "x")
    with (tmp_path / "texts.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(
            [
                ("正文", "地区", "年份", "网址"),
                (report("清溪县", 2014), "长春市朝阳区", "", "https://example.org/1"),
                (report("碧溪县", 2015), "慈溪", "20I5", "https://example.org/2"),
                (report("白溪县", 2016), "朝阳区", "", ""),
            ]
        )
    sheets = [tmp_path / "pages.zip", tmp_path / "texts.csv"]
    assert run("add", *sheets, "--region", "浙江", "--terms", "free", "--project", project.root) == 1
    errors = capsys.readouterr().err.split("not added: ")[1:]
    for where, says in (
        ("out.txt", ""),
        ("texts.csv, ", "perhaps 2015 was meant"),
        ("texts.csv, ", "220104 吉林省长春市朝阳区"),
    ):
        assert any(where in error and says in error and "remedy:" in error for error in errors)
    assert len(errors) == 3
    html, text = sorted(rows(project.sources), key=lambda row: row["url"])
    assert (html["file"], html["note"]) == ("added/慈溪.html", "from pages.zip: 2013/慈溪.html")
    assert text["url"] == "https://example.org/1" and "from texts.csv, " in text["note"] and text["terms"] == "free"
    said = {(c.report_id, c.value) for c in read_corrections(project.corrections) if c.field == "region_code"}
    assert said == {(f"{text['page_id']}-1", "220104")}, "what a table says of a row counts more than the options"
    kept = files(project.texts)
    assert list(kept) == [f"{html['sha256'][:16]}.txt"]
    reports = build(project)["reports"].set_index("page_id")
    assert reports.loc[html["page_id"], ["county", "year"]].tolist() == ["慈溪市", 2013]
    assert files(project.texts) == kept


def test_a_dry_run_says_the_same_and_writes_nothing(project, new, capsys):
    before = files(project.root)
    assert run("add", new, "--dry-run", "--project", project.root) == 0
    dry = capsys.readouterr().out
    assert files(project.root) == before and "Nothing was written" in dry
    assert run("add", new, "--project", project.root) == 0
    assert capsys.readouterr().out.splitlines()[:4] == dry.splitlines()[:4]


def test_what_cannot_be_added_is_named_and_the_rest_is(project, new, capsys):
    (new / "same.txt").write_bytes((project.pages / "old.txt").read_bytes())
    (new / "twice.txt").write_bytes((new / "慈溪.txt").read_bytes())
    (new / "empty.txt").write_bytes(b"")
    (new / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (new / "broken").symlink_to(new / "nowhere")
    os.mkfifo(new / "pipe")
    assert run("add", new, new / "missing.html", "--project", project.root) == 1
    said = capsys.readouterr()
    errors = said.err.split("not added: ")[1:]
    old = next(source.page_id for source in read_sources(project) if source.name == "old.txt")
    for name, problem in {
        "same.txt": f"has the same bytes as page {old} (old.txt)",
        "慈溪.txt": "which comes before it",
        "empty.txt": "the file is empty",
        "noise.txt": "not text",
        "broken": "there is no such file",
        "pipe": "neither a file nor a folder",
        "missing.html": "there is no such file",
    }.items():
        assert any(name in error and problem in error and "remedy:" in error for error in errors), name
    assert len(errors) == 7 and len(rows(project.sources)) == 2
    assert run("add", new / "twice.txt", "--project", project.root) == 2, "nothing is left to add"


def test_a_persons_word_becomes_corrections_of_each_report(project, new, capsys):
    (new / "two.txt").write_text(report("清溪县", 2010) + "\n" * 3 + report("碧溪县", 2011), encoding="utf-8")
    (new / "none.txt").write_text("今天天气很好。" * 40, encoding="utf-8")
    given = ("--region", "330282", "--year", "2014", "--issuer", "某工会")
    assert run("add", new, *given, "--project", project.root) == 0
    said = capsys.readouterr().out
    assert "year 2014 not used: the page holds 2 reports" in said
    assert "region, year, issuer not used: no report was found on the page" in said
    assert "2014 is given, and the text says 2013 (confidence 0.9" in said
    frames = build(project)
    reports = frames["reports"].assign(
        file=frames["reports"]["page_id"].map(frames["pages"].set_index("page_id")["file"])
    )
    told = reports[reports["file"].isin(("added/慈溪.txt", "added/慈溪[31m.txt", "added/two.txt"))]
    assert len(told) == 4 and set(told["county"]) == {"慈溪市"} and set(told["issuer"]) == {"某工会"}
    assert set(told["region_basis"]) == {"corrected"} and told["usable"].all()
    years = dict(zip(told["file"], told["year"], strict=True))
    assert years["added/慈溪.txt"] == 2014 and set(told.loc[told["file"] == "added/two.txt", "year"]) == {2010, 2011}
    assert (told.loc[told["file"] == "added/慈溪.txt", "period_end"] == "2014-12-31").all()


def test_a_province_given_does_not_replace_a_county_found_in_it(project, new):
    assert run("add", new, "--region", "浙江", "--project", project.root) == 0
    regions = {(c.report_id, c.value) for c in read_corrections(project.corrections) if c.field == "region_code"}
    ids = {row["file"]: row["page_id"] for row in rows(project.sources)}
    assert regions == {(f"{ids['added/慈溪[31m.txt']}-1", "330000")}


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--region", "朝阳区", "110105 北京市朝阳区; 220104 吉林省长春市朝阳区"),
        ("--region", "999999", "no region has or had this code"),
        ("--year", "20I5", "perhaps 2015 was meant"),
        ("--retrieved", "2016年3月2日", "perhaps 2016-03-02 was meant"),
        ("--url", "https://example.org/a", "is the address of one page"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_done(project, new, option, value, says, capsys):
    before = files(project.root)
    assert run("add", new, option, value, "--dry-run", "--project", project.root) == 2
    error = capsys.readouterr().err
    assert says in error and option in error and "remedy:" in error and files(project.root) == before


def test_taking_the_rows_away_takes_the_pages_away(built, new):
    project = built
    before = tables(project)
    project.sources.write_text("page_id,file\n", encoding="utf-8")
    assert run("add", new, "--region", "慈溪", "--project", project.root) == 0
    assert run("build", "--project", project.root) == 0
    assert tables(project).keys() >= before.keys() and tables(project) != before
    project.sources.write_text("page_id,file\n", encoding="utf-8")
    project.corrections.unlink()
    assert run("build", "--project", project.root) == 0
    assert tables(project) == before


@pytest.mark.parametrize("stopped_at", ["add_corrections", "add_rows"])
def test_an_addition_that_is_stopped_adds_nothing_and_is_finished_by_the_next(
    project, new, stopped_at, monkeypatch, tmp_path
):
    whole = make_project(tmp_path / "whole")
    assert run("add", new, "--region", "慈溪", "--project", whole.root) == 0

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, stopped_at, stop)
        assert run("add", new, "--region", "慈溪", "--project", project.root) == 130
    assert [source.name for source in read_sources(project)] == ["old.txt"]
    assert run("add", new, "--region", "慈溪", "--project", project.root) == 0
    assert files(project.raw) == files(whole.raw)


def test_pages_can_be_added_again_when_all_were_taken_back(tmp_path, new):
    empty = Project(tmp_path / "empty")
    empty.raw.mkdir(parents=True)
    assert run("add", new, "--project", empty.root) == 0
    whole = files(empty.raw)
    lines = empty.sources.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    empty.sources.write_text("\ufeff" + lines[0], encoding="utf-8")
    assert run("add", new, "--project", empty.root) == 0
    assert files(empty.raw) == whole, "the copies that lie there are used again"


def test_a_sheet_with_a_wrong_row_is_told_and_stops_no_addition(project, new, capsys):
    project.sources.write_text("page_id,file\nx,gone.txt\n", encoding="utf-8")
    project.corrections.write_text("report_id,field,value,reason\nx-1,colour,red,y\n", encoding="utf-8")
    assert run("add", new, "--project", project.root) == 1
    errors = capsys.readouterr().err
    assert "sources.csv, line 2" in errors and "corrections.csv, line 2" in errors
    assert len(rows(project.sources)) == 3


def test_a_full_disk_is_named_and_nothing_is_added(project, new, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "replace_file", full)
    assert run("add", new, "--project", project.root) == 2
    assert "No space left on device" in capsys.readouterr().err and not project.sources.exists()


def test_a_name_that_is_taken_is_numbered_and_no_file_is_overwritten(project, new):
    (project.pages / "added").mkdir()
    (project.pages / "added" / "慈溪.TXT").write_text("另一页", encoding="utf-8")
    assert run("add", new / "慈溪.txt", "--project", project.root) == 0
    assert [row["file"] for row in rows(project.sources)] == ["added/慈溪_2.txt"]
    assert (project.pages / "added" / "慈溪.TXT").read_text(encoding="utf-8") == "另一页"


@pytest.fixture
def doubtful(built):
    """A built project, and its one report, which has no region."""
    return built, store.read_table("reports", built.processed)["report_id"].iloc[0]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_worksheet_filled_in_becomes_corrections_once(doubtful, tmp_path, ending, capsys):
    project, report_id = doubtful
    sheet = tmp_path / f"look.{ending}"
    assert run("review", sheet, "--all", "--project", project.root) == 0
    assert run("review", sheet, "--project", project.root) == 2, "a sheet is not overwritten"
    answers = {
        "region_code": ("宁波 慈溪", "=known", ""), "level": ("ok", "", "县总工会"), "year": ("２０１４", "", ""),
        "issuer": ("?", "not named", ""), "flags": ("truncated", "", ""), "kind": ("", "", ""),
    }  # fmt: skip
    fill(sheet, answers)
    assert run("review", sheet, "--read", "--project", project.root) == 0
    made = {c.field: c for c in read_corrections(project.corrections)}
    assert {name: str(c.row.cells["value"]) for name, c in made.items()} == {
        "region_code": "330282", "region_name": "慈溪市", "province": "浙江省", "prefecture": "宁波市", "county": "慈溪市",
        "level": "county", "year": "2014", "period_start": "2014-01-01", "period_end": "2014-12-31", "issuer": "",
        "flags+": "truncated",
    }  # fmt: skip
    assert made["region_code"].reason == "=known" and made["level"].reason == "reviewed by hand"
    assert made["level"].evidence == "县总工会" and {c.report_id for c in made.values()} == {report_id}
    before = project.corrections.read_bytes()
    capsys.readouterr()
    assert run("review", sheet, "--read", "--project", project.root) == 0
    assert project.corrections.read_bytes() == before and "0 corrections" in capsys.readouterr().out
    assert run("build", "--project", project.root) == 0
    assert store.read_table("reports", project.processed)["usable"].all()
    assert run("review", tmp_path / "rest.csv", "--project", project.root) == 0
    assert not (tmp_path / "rest.csv").exists(), "what a person has settled is not asked again"


def test_wrong_answers_are_named_by_cell_and_the_others_are_read(doubtful, tmp_path, capsys):
    project, report_id = doubtful
    sheet = tmp_path / "look.csv"
    project.corrections.write_text(
        f"report_id,field,value,reason,evidence\n{report_id},level,prefecture,seen,\n", encoding="utf-8"
    )
    lines = [
        (report_id, "region_code", "朝阳区"), (report_id, "year", "20I5"), (report_id, "level", "county"),
        (report_id, "kind", "monthly"), (report_id, "flags", "broken"), (report_id, "usable", "?"),
        (report_id, "title", "x"), ("nobody-1", "year", "2012"), (report_id, "issuer", "秀水县总工会"),
    ]  # fmt: skip
    text = "report_id,field,value\n" + "".join(",".join(line) + "\n" for line in lines)
    sheet.write_text(text, encoding="utf-8")
    assert run("review", sheet, "--read", "--project", project.root) == 1
    errors = capsys.readouterr().err.split("not read: ")[1:]
    for number, says in enumerate(
        ["110105 北京市朝阳区", "not a year", "on line 2 of corrections.csv", "annual, half_year", "no such flag: broken",
         "true", "region_code, level", report_id], start=2,
    ):  # fmt: skip
        error = next(error for error in errors if f"look.csv, line {number}, column" in error)
        assert says in error and "remedy:" in error
    assert len(errors) == 8
    assert [(c.field, c.value) for c in read_corrections(project.corrections)][1:] == [("issuer", "秀水县总工会")]


def test_only_the_pages_named_are_reviewed(doubtful, tmp_path, capsys):
    project, report_id = doubtful
    assert run("review", tmp_path / "a.csv", "--page", "old.txt", "--project", project.root) == 0
    assert {row["report_id"] for row in rows(tmp_path / "a.csv")} == {report_id}
    assert run("review", tmp_path / "b.csv", "--page", "none", "--project", project.root) == 2
    assert "--page" in capsys.readouterr().err


def fill(sheet: Path, answers: dict[str, tuple[str, str, str]]) -> None:
    """Write value, reason and evidence into the rows of these fields, as a person would."""
    if sheet.suffix == ".xlsx":
        book = load_workbook(sheet)
        header, *body = book["review"].iter_rows()
        names = [cell.value for cell in header]
        for cells in body:
            for name, text in zip(("value", "reason", "evidence"), answers.get(cells[3].value, ())):
                cell = cells[names.index(name)]
                cell.value = text or None
                cell.data_type = "s"
        assert book["what to write"].max_row > 10
        book.save(sheet)
        return
    filled = rows(sheet)
    for row in filled:
        row |= dict(zip(("value", "reason", "evidence"), answers.get(row["field"], ())))
        row["reason"] = row["reason"].replace("=", "'=")
    with sheet.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, filled[0])
        writer.writeheader()
        writer.writerows(filled)


def test_the_invented_page_is_one_of_its_own():
    assert not any(statement[:12] in OTHER for statement in STATEMENTS)
