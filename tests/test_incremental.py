"""Tables of some pages taken over are those of all pages read anew, byte for byte, whatever came before."""

from functools import lru_cache
from pathlib import Path
import shutil
import tempfile

from hypothesis import Phase, given, settings, strategies as st
import pandas as pd
import pytest

from invented_reports import HEAD, TAIL, report
from unionreports import incremental, page_batches, page_rows, page_state
from unionreports.config import LEXICONS, Project
from unionreports.corpus.build import page_rows as rows_of
from unionreports.corpus.page import read_rules
from unionreports.errors import InputError
from unionreports.incremental import update_tables
from unionreports.page_state import STATE, out_of_date, page_groups, read_state
from unionreports.store import read_table, write_tables
from unionreports.tables import PAGE_METHODS, PRIORITIES
from unionreports.text.lexicons import read_lexicons
from unionreports.text.segment import Segmenter, tokens

NAMES = ("秀水县", "清溪市", "梅岭区", "白云县", "丙丁镇")
#: Pages that differ in length, number of reports and readability.
TEXTS = [
    *(report(name, year).encode() for name in NAMES for year in (2009, 2012)),
    (HEAD + report("秀水县") + TAIL).encode("gb18030"),
    ("篇1\n" + report("甲乙镇") + "\n篇2\n" + report("丙丁镇")).encode(),
    b"",
    bytes(range(256)) * 40,
    "首页\n登录 | 注册\n版权所有".encode(),
]
EXTRA = ("term,category,source\n秀水县总工会,own,x\n", "term,category,source\n建会率,own,x\n", "")
CORRECTIONS = "report_id,field,value,reason,evidence\n{},title,某标题,原文,首页\n"

rules_of = lru_cache(maxsize=None)(read_rules)
lexicons_of = lru_cache(maxsize=None)(lambda folder, extra: read_lexicons(folder))


@pytest.fixture(autouse=True)
def rules_read_once(monkeypatch):
    """The rules of a folder are those of the software here: no test changes what they are made of."""
    monkeypatch.setattr(incremental, "read_rules", lambda folder: rules_of(LEXICONS))


@pytest.fixture
def small_groups(monkeypatch):
    """Groups of three pages on average, batches of two: a handful of pages has several."""
    monkeypatch.setattr(page_state, "_GROUP_PAGES", 3)
    monkeypatch.setattr(page_batches, "_BATCH", 3_000)


def made(project: Project, **options):
    extra = project.root / "data" / "lexicons" / "terms.extra.csv"
    lexicons = lexicons_of(project.lexicons, extra.read_text(encoding="utf-8") if extra.exists() else "")
    # A correction of a report that is gone waits for its day.
    return update_tables(project, lexicons, tell=lambda error: None, **options)


def without_coding(tables, lexicons, say, folder) -> dict[str, pd.DataFrame]:
    """Instead of `analyse`, where what is said of units is no matter: their words, and one row for each unit."""
    units = tables["units"]
    rows = {"method": PAGE_METHODS[0], "weight": 1.0, "is_primary": True, "confidence": 0.5, "evidence": "[]"}
    coded = units[["unit_id"]].assign(priority=units["text"].str[:1], **rows)
    words = tokens(units, tables["reports"], tables["edits"], Segmenter(lexicons.terms))
    return {"tokens": words, "priorities": coded[list(PRIORITIES.columns)].astype(PRIORITIES.empty().dtypes)}


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder of tables, without what locks and fitted models leave there."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith((".lock", ".moving", ".runs"))}


def from_scratch(project: Project) -> dict[str, bytes]:
    other = Project(Path(tempfile.mkdtemp(dir=project.root.parent)))
    shutil.copytree(project.root / "data", other.root / "data", ignore=shutil.ignore_patterns("processed"))
    made(other)
    found = content(other.processed)
    shutil.rmtree(other.root)
    return found


def project_in(folder: Path, texts) -> Project:
    project = Project(folder)
    project.pages.mkdir(parents=True)
    for name, text in texts.items():
        (project.pages / name).write_bytes(text)
    return project


CHANGES = st.one_of(
    st.tuples(st.just("page"), st.integers(0, 11), st.integers(0, len(TEXTS) - 1)),
    st.tuples(st.just("page"), st.integers(0, 11), st.integers(0, len(TEXTS) - 1)),
    st.tuples(st.just("remove"), st.integers(0, 11), st.just(0)),
    st.tuples(st.just("manifest"), st.integers(0, 11), st.integers(0, 3)),
    st.tuples(st.just("lexicon"), st.just(0), st.integers(0, len(EXTRA) - 1)),
    st.tuples(st.just("correction"), st.integers(0, 11), st.just(0)),
    st.tuples(st.just("models"), st.just(0), st.just(0)),
    st.tuples(st.just("damage"), st.integers(0, 5), st.just(0)),
)


def change(project: Project, what: str, which: int, how: int) -> None:
    """Do to a project what people, other commands and accidents do."""
    pages = sorted(project.pages.iterdir())
    page = pages[which % len(pages)]
    if what == "page":
        (project.pages / f"{which}.txt").write_bytes(TEXTS[how])
    elif what == "remove" and len(pages) > 1:
        page.unlink()
        project.sources.unlink(missing_ok=True)
    elif what == "manifest":
        # Ids that end like those of reports, and that sort otherwise than their files.
        page_id = ("k", "k-1", "k-2-u1", "s10")[how]
        project.sources.write_text(f"page_id,file,host\n{page_id},{page.name},h{which}.cn\n", encoding="utf-8")
    elif what == "lexicon":
        (project.root / "data" / "lexicons").mkdir(exist_ok=True)
        (project.root / "data" / "lexicons" / "terms.extra.csv").write_text(EXTRA[how] or EXTRA[0], encoding="utf-8")
    elif what == "correction":
        reports = read_table("reports", project.processed)["report_id"].tolist()
        text = CORRECTIONS.format(reports[which % len(reports)]) if reports else ""
        project.corrections.write_text(text, encoding="utf-8") if text else None
    elif what == "models":
        priorities = read_table("priorities", project.processed)
        others = priorities[priorities["method"] == PAGE_METHODS[0]].assign(method="combined")
        frames = {"priorities": pd.concat([priorities, others], ignore_index=True)}
        write_tables(
            frames,
            project.processed,
            keep=("pages", "edits", "reports", "reports_inferred", "headings", "units", "tokens"),
        )
    elif what == "damage":
        file = ("units.parquet", "pages.parquet", STATE, "datapackage.json", "tokens.parquet", "priorities.csv")[which]
        (project.processed / file).write_bytes((project.processed / file).read_bytes()[:-9])


# Not made smaller when it fails: each attempt builds tables, and takes as long as the sequence that failed.
@settings(max_examples=3, derandomize=True, phases=[Phase.generate])
@given(st.lists(CHANGES, min_size=6, max_size=6))
def test_any_sequence_of_changes_ends_where_a_build_from_nothing_ends(changes):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_state, "_GROUP_PAGES", 3)
        patch.setattr(page_batches, "_BATCH", 3_000)
        patch.setattr(page_rows, "analyse", without_coding)
        project = project_in(Path(folder) / "it", {f"{i}.txt": TEXTS[i] for i in range(6)})
        made(project)
        for step in changes:
            change(project, *step)
            made(project)
        assert content(project.processed) == from_scratch(project)


def test_tables_that_are_behind_their_pages_are_told(tmp_path):
    project = project_in(tmp_path, {f"{i}.txt": TEXTS[i] for i in range(3)})
    assert "cannot be told" in out_of_date(project)
    made(project)
    assert out_of_date(project) == ""
    (project.pages / "0.txt").write_bytes(TEXTS[5])
    (project.pages / "new.txt").write_bytes(TEXTS[6])
    assert out_of_date(project) == "since the tables were made pages are 2 new, 1 gone"


def test_only_the_groups_of_new_pages_change_and_only_new_pages_are_read(tmp_path, small_groups, monkeypatch):
    project = project_in(tmp_path / "it", {f"{i}.txt": TEXTS[i] for i in range(8)})
    assert made(project).n_read == 8
    before = page_groups(read_state(project.processed).rows)
    (project.pages / "new.txt").write_bytes(TEXTS[9])
    seen = []
    monkeypatch.setattr(
        page_rows, "page_rows", lambda source, *rest: seen.append(source.name) or rows_of(source, *rest)
    )
    assert made(project).n_read == 1 and seen == ["new.txt"]
    kept = set(before) & set(page_groups(read_state(project.processed).rows))
    assert len(kept) == len(before) - 1 > 0
    assert made(project).n_read == 0
    assert content(project.processed) == from_scratch(project)


def test_where_row_groups_are_not_understood_all_pages_are_read_again(tmp_path, small_groups, monkeypatch):
    monkeypatch.setattr(page_rows, "analyse", without_coding)
    project = project_in(tmp_path, {f"{i}.txt": TEXTS[i] for i in range(4)})
    made(project)
    before = content(project.processed)

    def not_understood(path):
        raise ValueError("the list of row groups is not understood")

    monkeypatch.setattr(page_rows, "row_groups", not_understood)
    assert made(project).n_read == 4 and content(project.processed) == before


def test_workers_make_the_bytes_that_one_process_makes(tmp_path, monkeypatch):
    # Workers are processes of their own, which read rules and lexicons themselves; one of the pages breaks none of them.
    monkeypatch.setattr(page_batches, "_BATCH", 1)
    project = project_in(tmp_path / "it", {f"{i}.txt": TEXTS[i] for i in (0, 10, 13, 14)})
    done = []
    made(project, jobs=2, progress=lambda n, of: done.append((n, of)))
    assert done == [(n, 4) for n in (1, 2, 3, 4)]
    monkeypatch.setattr(page_batches, "_BATCH", 10**9)
    assert content(project.processed) == from_scratch(project)


def test_a_text_that_no_encoding_knows_is_named(tmp_path, monkeypatch):
    project = project_in(tmp_path, {"0.txt": TEXTS[0], "1.txt": TEXTS[1]})

    def spoilt(source, *rest):
        rows = rows_of(source, *rest)
        if source.name == "1.txt":
            rows.units[2]["text"] += "\ud83d"
        return rows

    monkeypatch.setattr(page_rows, "page_rows", spoilt)
    with pytest.raises(InputError, match="no encoding knows") as error:
        made(project)
    said = str(error.value)
    assert "table units, row " in said and "text" in said and "-1-u" in said and "surrogate" in said
