"""Pages become the same tables in any number of processes, from any folder; a bad page stops no other (laws 5 and 6)."""

import pandas as pd
from pandas.testing import assert_frame_equal
import pytest

from invented_reports import HEAD, TAIL, report
from unionreports.config import Project
from unionreports.corpus.build import build
from unionreports.errors import InputError
from unionreports.store import check

PAGES = {
    "d.txt": (HEAD + report("秀水县") + TAIL).encode(),
    "b.txt": report("清溪市").encode("gb18030"),
    "binary.txt": bytes(range(256)) * 40,
    "empty.txt": b"",
    "cut.txt": report("梅岭区").encode()[:-1],
    "links.txt": "首页\n登录 | 注册\n版权所有".encode(),
    "a.txt": ("篇1\n" + report("甲乙镇") + "\n篇2\n" + report("丙丁镇")).encode("utf-16"),
}


def make(folder, names) -> Project:
    project = Project(folder)
    project.pages.mkdir(parents=True)
    for name in names:
        (project.pages / name).write_bytes(PAGES[name])
    return project


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    project = make(tmp_path_factory.mktemp("small"), PAGES)
    (project.pages / "gone.txt").symlink_to(project.pages / "nowhere")
    return build(project)


def same(one, other):
    assert list(one) == list(other)
    for table in one:
        assert_frame_equal(one[table], other[table])


def test_every_page_has_its_row_and_the_bad_ones_say_why(small):
    pages = small["pages"].set_index("file")
    assert set(pages.index) == {*PAGES, "gone.txt"}
    for name in ("binary.txt", "empty.txt", "gone.txt"):
        assert "unreadable" in pages.loc[name, "flags"] and pages.loc[name, "problem"]
    assert "cannot be read" in pages.loc["gone.txt", "problem"]
    assert "not_a_report" in pages.loc["links.txt", "flags"]
    assert pages.loc[["a.txt", "b.txt", "d.txt"], "n_reports"].tolist() == [2, 1, 1]
    assert (pages.loc[["a.txt", "b.txt", "d.txt"], "problem"] == "").all()


def test_good_pages_are_read_as_if_they_were_alone(small, tmp_path):
    alone = build(make(tmp_path, ["b.txt"]))
    page_id = alone["pages"]["page_id"].iloc[0]
    for table in ("pages", "edits"):
        beside = small[table][small[table]["page_id"] == page_id].reset_index(drop=True)
        assert_frame_equal(alone[table], beside)
    beside = small["units"][small["units"]["report_id"] == f"{page_id}-1"].reset_index(drop=True)
    assert_frame_equal(alone["units"], beside)


def test_tables_keep_their_declarations(small):
    for table, frame in small.items():
        check(frame, table)
    assert isinstance(small["reports"]["year"].dtype, pd.Int64Dtype)


def test_neither_workers_nor_the_order_on_disk_nor_the_working_folder_matter(small, tmp_path, monkeypatch):
    project = make(tmp_path / "other", reversed(PAGES))
    (project.pages / "gone.txt").symlink_to(project.pages / "nowhere")
    monkeypatch.chdir(tmp_path)
    same(build(project, jobs=2), small)


def test_a_folder_without_pages_is_named_with_a_remedy(tmp_path):
    with pytest.raises(InputError, match="put the pages into this folder"):
        build(Project(tmp_path))
