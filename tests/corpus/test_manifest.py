"""Every page is found; what sources.csv says of it is taken when right and refused, by line and column, when wrong."""

from hashlib import sha256
import os

from hypothesis import given, strategies as st
import pytest

from unionreports.config import Project
from unionreports.corpus.date_slips import is_date
from unionreports.corpus.manifest import COLUMNS, left_aside, missing_rows, read_sources
from unionreports.errors import InputError

A, B = "甲页".encode(), "乙页".encode()


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    (project.pages / "a.txt").write_bytes(A)
    (project.pages / "乙 页.txt").write_bytes(B)
    return project


def write(project, text):
    project.sources.write_text(text, encoding="utf-8")


def test_without_a_manifest_pages_are_known_by_their_bytes(project):
    sources = read_sources(project)
    assert [s.file.name for s in sources] == ["a.txt", "乙 页.txt"]
    assert [s.page_id for s in sources] == [f"p{sha256(A).hexdigest()[:8]}", f"p{sha256(B).hexdigest()[:8]}"]
    assert not any(s.listed for s in sources)


def test_the_rows_to_add_can_be_pasted_as_they_are(project):
    before = read_sources(project)
    write(project, ",".join(COLUMNS) + "\n" + missing_rows(before))
    after = read_sources(project)
    assert [(s.page_id, s.sha256) for s in after] == [(s.page_id, s.sha256) for s in before]
    assert all(s.listed for s in after) and missing_rows(after) == ""


def test_a_row_gives_its_page_an_id_and_origin_and_others_do_without(project):
    write(project, "page_id,file,host,page_date,terms\nyi-1,乙 页.txt,某网,2016-02,not stated\n")
    first, second = read_sources(project)
    assert (second.page_id, second.host, second.page_date, second.terms) == ("yi-1", "某网", "2016-02", "not stated")
    assert second.sha256 == sha256(B).hexdigest() and second.url == "" and second.listed
    assert not first.listed
    assert missing_rows([first, second]) == f"{first.page_id},a.txt,,,,,{first.sha256},,\n"


def test_the_same_bytes_twice_are_two_pages(project):
    (project.pages / "c.txt").write_bytes(A)
    (project.pages / "b.txt").write_bytes(A)
    name = f"p{sha256(A).hexdigest()[:8]}"
    assert [s.page_id for s in read_sources(project)][:3] == [name, f"{name}_2", f"{name}_3"]


def test_a_hash_may_be_written_in_capitals(project):
    write(project, f"page_id,file,sha256\na,a.txt,{sha256(A).hexdigest().upper()}\n")
    assert next(s for s in read_sources(project) if s.page_id == "a").sha256 == sha256(A).hexdigest()


def test_an_id_given_by_hand_is_not_given_again(project):
    name = f"p{sha256(A).hexdigest()[:8]}"
    write(project, f"page_id,file\n{name},乙 页.txt\n")
    assert [s.page_id for s in read_sources(project)] == [f"{name}_2", name]


def test_what_is_no_page_is_named_and_hidden_files_are_passed_over(project):
    (project.pages / "more" / "deep").mkdir(parents=True)
    (project.pages / "more" / "deep" / "b.txt").write_bytes(B)
    (project.root / "outside.txt").write_bytes(B)
    (project.pages / "out.txt").symlink_to(project.root / "outside.txt")
    (project.pages / ".DS_Store").write_bytes(b"x")
    os.mkfifo(project.pages / "pipe")
    sources = read_sources(project)
    assert len(sources) == 2
    link, pipe, below = left_aside(project, sources)
    assert "out.txt: a link that leads out" in link and "pipe: no file" in pipe
    assert "more/deep: b.txt: " in below and "unionreports add" in below


def test_a_file_that_cannot_be_opened_is_still_a_page(project):
    (project.pages / "gone.txt").symlink_to(project.root / "nowhere")
    gone = next(s for s in read_sources(project) if s.file.name == "gone.txt")
    assert gone.sha256 == "" and gone.page_id.startswith("p")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("page_id,file\na,a.txt\na,乙 页.txt\n", ["line 3", "column page_id", "line 2", "'a'"]),
        ("page_id,file\na,a.txt\nb,a.txt\n", ["line 3", "column file", "line 2", "'a.txt'"]),
        ("page_id,file\na,b.txt\n", ["line 2", "column file", "no such file", "'b.txt'"]),
        ("page_id,file\na,../pages/a.txt\n", ["line 2", "column file", "leads out of", "did you mean a.txt?"]),
        ("page_id,file\na b,a.txt\n", ["line 2", "column page_id", "not an id"]),
        ("page_id,file,colour\na,a.txt,red\n", ["line 1", "no such column", "'colour'", "terms"]),
        ("page_id,file,sha256\na,a.txt,00\n", ["line 2", "column sha256", "'00'", sha256(A).hexdigest()]),
        ("page_id,file,page_date\na,a.txt,2016-2-24\n", ["line 2", "column page_date", "'2016-2-24'", "2023-10-02"]),
        ("page_id,file,retrieved\na,a.txt,2023-02-29\n", ["line 2", "column retrieved", "not a date"]),
        ("page_id\na\n", ["line 1", "column file is missing"]),
    ],
)
def test_a_broken_manifest_is_named_with_line_column_value_and_remedy(project, text, says):
    write(project, text)
    with pytest.raises(InputError) as error:
        read_sources(project)
    for words in [*says, "sources.csv", "remedy:"]:
        assert words in str(error.value)


def test_a_project_without_pages_is_refused(tmp_path):
    with pytest.raises(InputError, match="no pages here"):
        read_sources(Project(tmp_path))


@given(st.dates())
def test_every_day_is_a_date_and_so_are_its_year_and_month(day):
    text = day.isoformat()
    assert is_date(text) and is_date(text[:7]) and is_date(text[:4])


@pytest.mark.parametrize("text", ["2023-13", "2023-00-01", "0000", "23-10-02", "2023-10-02 ", "2023/10/02", "二〇二三"])
def test_what_is_no_iso_date_is_none(text):
    assert not is_date(text)
