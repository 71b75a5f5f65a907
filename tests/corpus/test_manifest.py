"""Every page is found; what sources.csv says of it is taken when right and refused, by line and column, when wrong."""

from hashlib import sha256
import os
import re

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from unionreports.config import Project
from unionreports.corpus.manifest import add_rows, left_aside, missing_rows, read_sources
from unionreports.corpus.manifest_rows import COLUMNS
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
    project = Project(tmp_path)
    with pytest.raises(InputError, match="no pages here") as error:
        read_sources(project)
    assert "sources.csv names them" not in str(error.value)
    # Pages that were added and taken back lie there still.
    (project.pages / "added").mkdir(parents=True)
    (project.pages / "added" / "a.txt").write_text("工会", encoding="utf-8")
    with pytest.raises(InputError, match="no pages here(?s:.)*once sources.csv names them"):
        read_sources(project)


def told(project):
    """The pages as (page_id, name, listed), and what was said."""
    errors = []
    sources = read_sources(project, errors.append)
    assert all("until then: " in str(error) for error in errors)
    return [(s.page_id, s.name, s.listed) for s in sources], [str(e).partition("sources.csv, ")[2] for e in errors]


ID_A, ID_B = (f"p{sha256(data).hexdigest()[:8]}" for data in (A, B))
BARE_A, BARE_B = (ID_A, "a.txt", False), (ID_B, "乙 页.txt", False)


@pytest.mark.parametrize(
    ("text", "pages", "says"),
    [
        ("page_id,file\nA,a.txt\na,乙 页.txt\n", [("A", "a.txt", True), BARE_B], ["line 3, column page_id: this id"]),
        ("page_id,file\na,a.txt\nb,a.txt\n", [("a", "a.txt", True), BARE_B], ["this file stands on line 2 too"]),
        ("page_id,file\na,A.TXT\n", [BARE_A, BARE_B], ["no such file", "did you mean a.txt?"]),
        ("page_id,file\na,/etc/passwd\nb,..\\a.txt\n", [BARE_A, BARE_B], ["line 2, column file: this leads out of",
                                                                        "line 3, column file: this leads out of"]),
        ("page_id,file\na b,a.txt\n", [BARE_A, BARE_B], ["not an id", "read without it"]),
        (f"page_id,file\n{'a' * 101},a.txt\n", [BARE_A, BARE_B], ["not an id"]),
        ("page_id,file,sha256\na,a.txt,00\nb,乙 页.txt,\n", [BARE_A, ("b", "乙 页.txt", True)], ["column sha256"]),
        ("page_id,file,page_date\na,a.txt,2016/2/24\n", [("a", "a.txt", True), BARE_B], ["did you mean 2016-02-24?"]),
        ("page_id,file,pagedate\na,a.txt,2016\n", [("a", "a.txt", True), BARE_B], ["did you mean page_date?"]),
        ("pageid,file\na,a.txt\n", [BARE_A, BARE_B], ["did you mean page_id?", "page_id is missing"]),
        ("page_id,file\n=a,a.txt\n\u0065\u0301,乙 页.txt\n", [BARE_A, ("é", "乙 页.txt", True)], ["line 2"]),
    ],
)
def test_the_rest_of_a_broken_manifest_is_used(project, text, pages, says):
    write(project, text)
    sources, errors = told(project)
    assert sources == pages
    for words in says:
        assert any(words in error for error in errors), words
    assert len(errors) <= 2


def test_a_file_in_a_folder_below_is_a_page_where_a_row_names_it(project):
    below = project.pages / "added" / "x"
    below.mkdir(parents=True)
    for name in ("c.txt", "d.txt", "e.txt", "f.txt"):
        (below / name).write_bytes(A)
    (below / "g.txt").symlink_to(project.sources)
    write(project, "page_id,file,sha256\nc,added/x/c.txt,\nd,added\\x\\d.txt,\ne,added/x/e.txt,00\ng,added/x/g.txt,\n")
    sources, errors = told(project)
    assert sources == [BARE_A, ("c", "added/x/c.txt", True), ("d", "added/x/d.txt", True), BARE_B]
    assert ["write added/x/d.txt" in errors[0], "no such file" in errors[1], "is not read" in errors[2]] == [True] * 3
    link, left = left_aside(project, read_sources(project, lambda error: None))
    assert "added/x/g.txt: a link that leads out" in link and "e.txt, f.txt: below the folder" in left


def test_odd_names_of_files_are_pages_that_rows_can_name(project):
    names = ["=1+1.txt", "-a'\".txt", "two\nlines\r.txt", "e\u0301.txt", " blank .txt", "bell\x07.txt", "长" * 60 + ".txt"]
    names += ["\u00e9.txt", "bell\x08.txt", os.fsdecode("报告.txt".encode("gbk")), os.fsdecode(b"\xff.txt")]
    for name in names:
        (project.pages / name).write_bytes(name.encode("utf-8", "surrogateescape"))
    before = read_sources(project)
    assert len({s.name.encode() for s in before}) == len(names) + 2
    assert {"报告.txt", "é.txt", "é.txt (2)", "bell\ufffd.txt"} <= {s.name for s in before}
    write(project, ",".join(COLUMNS) + "\n" + missing_rows(before))
    after = read_sources(project)
    assert [(s.page_id, s.file, s.sha256) for s in after] == [(s.page_id, s.file, s.sha256) for s in before]
    assert all(s.listed for s in after)


def test_rows_are_added_behind_those_there_and_none_twice(project):
    project.sources.write_bytes(b"\xef\xbb\xbffile,page_id\r\na.txt,A")
    before = project.sources.read_bytes()
    add_rows(project, [{"page_id": "b", "file": "乙 页.txt"}])
    assert project.sources.read_bytes() == before + "\r\n乙 页.txt,b\r\n".encode()
    assert [s.page_id for s in read_sources(project)] == ["A", "b"]
    held = project.sources.read_bytes()
    for row, says in [
        ({"page_id": "a", "file": "c.txt"}, "this id stands on line 2 too"),
        ({"page_id": "c", "file": "a.txt"}, "this file stands on line 2 too"),
        ({"page_id": "c d", "file": "c.txt"}, "not an id"),
        ({"page_id": "c", "file": "c.txt", "page_date": "2016/2"}, "did you mean 2016-02?"),
    ]:
        with pytest.raises(InputError, match=re.escape(says)):
            add_rows(project, [{"page_id": "x", "file": "x.txt"}, row])
    with pytest.raises(InputError, match="another row of the same addition"):
        add_rows(project, [{"page_id": "x", "file": "x.txt"}, {"page_id": "X", "file": "y.txt"}])
    assert project.sources.read_bytes() == held


CELLS = st.sampled_from(["", "a", "A", "a.txt", "乙 页.txt", "added/c.txt", "../a.txt", "2016", "20I6", "=1", "\x00", '"', "工" * 9])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["page_id", "file", "sha256", "page_date"]), st.lists(st.lists(CELLS, min_size=4, max_size=4)))
def test_every_page_is_read_and_every_row_used_or_told(project, header, rows):
    write(project, "\n".join(map(",".join, [header, *rows])))
    errors = []
    sources = read_sources(project, errors.append)
    assert {s.name for s in sources} == {"a.txt", "乙 页.txt"}
    assert len({s.page_id.casefold() for s in sources}) == 2
    if '"' not in "".join(map("".join, rows)):
        silent = [row for line, row in enumerate(rows, 2) if any(row) and line not in {e.line for e in errors}]
        assert {row[header.index("page_id")] for row in silent} <= {s.page_id for s in sources if s.listed}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=80)))
def test_no_bytes_in_the_place_of_a_manifest_lose_a_page(project, data):
    for text in (data, b"page_id,file\n" + data):
        project.sources.write_bytes(text)
        assert len(read_sources(project, lambda error: None)) == 2
        try:
            read_sources(project)
        except InputError:
            pass
