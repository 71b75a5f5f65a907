"""The same software and notebooks, other reports, another codebook: nothing knows the priorities of unions by name.

The codebook of eight policy fields beside this file was written for the government work reports (政府工作报告) of
the provinces, which are read here as a project of their own.
"""

import base64
import csv
from pathlib import Path
import re

import nbformat
import pandas as pd
import pytest

from every_method import code_by_every_method
from run_cells import run_cells
from unionreports.cli import main
from unionreports.compare.keyness import keyness
from unionreports.compare.shares import priority_shares
from unionreports.config import LEXICONS, METHOD, Project
from unionreports.corpus.build import build
from unionreports.figures.shares import plot_priorities_by_place_heatmap
from unionreports.measures.methods import rows_of
from unionreports.measures.priorities import code_units
from unionreports.notebook import adopt_notebooks
from unionreports.tables import EDITS, HEADINGS, METHODS
from unionreports.text.lexicons import read_lexicons
from unionreports.text.measure_lexicon import read_measures
from unionreports.text.segment import Segmenter, tokens

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent / "policy_fields"
FIELDS = read_lexicons(HERE / "data" / "lexicons").codebook
SENTENCES = pd.read_csv(HERE / "sentences.csv")
with (LEXICONS / "priorities.csv").open(encoding="utf-8") as file:
    UNION = [row for row in csv.DictReader(file) if row["kind"] != "residual"]
#: All but the one that adds pages of unions, whatever the project is about.
NOTEBOOKS = [path for path in sorted((ROOT / "notebooks").glob("*.ipynb")) if path.stem != "11_add_a_region"]

COAST = "辽宁省 河北省 天津市 山东省 江苏省 上海市 浙江省 福建省 广东省 广西壮族自治区 海南省".split()
#: The notebooks run on these alone: all figures of 31 places take more than a minute.
DRAWN = "上海市 浙江省 山西省 甘肃省".split()


def make_project(folder: Path, pages: list[Path]) -> Project:
    """A project as a researcher would set it up: pages, where they come from, what is known of them, the codebook."""
    project = Project(folder)
    project.pages.mkdir(parents=True)
    for page in pages:
        (project.pages / page.name).write_bytes(page.read_bytes())
    ids = [f"gov{number:02d}" for number in range(1, len(pages) + 1)]
    sources = pd.DataFrame({"page_id": ids, "file": [page.name for page in pages]})
    sources.to_csv(project.sources, index=False)
    reason = (
        "this corpus is of government work reports: that they are no reports of unions is no reason to leave them out"
    )
    judged = pd.DataFrame({"report_id": [f"{i}-1" for i in ids], "field": "usable", "value": "True"})
    judged.assign(reason=reason, evidence="政府工作报告").to_csv(project.corrections, index=False)
    own = folder / "data" / "lexicons"
    own.mkdir()
    (own / "priorities.csv").write_bytes((HERE / "data" / "lexicons" / "priorities.csv").read_bytes())
    return project


@pytest.fixture(scope="module")
def pages(corpora):
    return sorted((corpora / "prov_gwr_2025").glob("*.txt"))


@pytest.fixture(scope="module")
def whole(pages, tmp_path_factory):
    """All provinces, read and coded: tables by name, and what the methods said of themselves."""
    project, said = make_project(tmp_path_factory.mktemp("provinces"), pages), []
    tables, lexicons = build(project, jobs=2), read_lexicons(project.lexicons)
    tables["priorities"] = code_by_every_method(tables, lexicons, 1, said.append)
    segmenter = Segmenter(lexicons.terms)
    tables["tokens"] = tokens(tables["units"], tables["reports"], tables["edits"], segmenter)
    return tables, said


@pytest.fixture(scope="module")
def drawn(pages, tmp_path_factory):
    """Some provinces, from pages to figures by the one command; the notebooks are those of the software."""
    here = [page for page in pages if page.stem.removeprefix("2025_") in DRAWN]
    project = make_project(tmp_path_factory.mktemp("drawn"), here)
    assert main(["build", "--project", str(project.root)]) == 0
    assert main(["models", "--quick", "--jobs", "2", "--project", str(project.root)]) == 0
    assert adopt_notebooks(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.notebooks)
        patch.delenv("UNIONREPORTS_PROJECT", raising=False)
        return project, run_cells([project.notebooks / path.name for path in NOTEBOOKS])


CORPORA_AND_SLOW = [pytest.mark.corpora, pytest.mark.slow]


class TestAllProvinces:
    pytestmark = CORPORA_AND_SLOW

    def test_every_page_holds_the_one_report_of_its_province(self, whole):
        tables, _ = whole
        reports = tables["reports"].merge(tables["pages"][["page_id", "file"]], on="page_id")
        assert len(reports) == len(tables["pages"]) == 31 and reports["usable"].all()
        assert (reports["file"] == "2025_" + reports["province"] + ".txt").all()

    def test_every_unit_is_coded_by_every_method_but_the_one_that_has_no_examples(self, whole):
        tables, said = whole
        primary = tables["priorities"][tables["priorities"]["is_primary"]]
        expected = dict.fromkeys(set(METHODS) - {"classifier"}, len(tables["units"]))
        assert primary["method"].value_counts().to_dict() == expected
        assert len(said) == 1 and said[0].startswith(
            "method classifier: no units were coded by hand with this codebook"
        )

    def test_codes_are_the_eight_fields_and_the_residual(self, whole):
        tables, _ = whole
        for _, rows in tables["priorities"].groupby("method"):
            assert set(rows["priority"]) == set(FIELDS.ids)

    def test_hardly_a_report_passes_over_a_field(self, whole):
        """The genre speaks of all eight every year, so that a codebook which misses one in many reports is not read right."""
        tables, _ = whole
        rows = rows_of(tables["priorities"], METHOD)
        primary = rows[rows["is_primary"]].merge(tables["units"], on="unit_id")
        assert (primary.groupby("priority")["report_id"].nunique() >= 28).all()

    @pytest.mark.parametrize("way", [{}, {"weight": "characters"}, {"primary_only": False}], ids=str)
    def test_shares_of_every_province_add_to_one(self, whole, way):
        tables, _ = whole
        sizes = tables["reports"].set_index("province")["n_units"]
        for _, rows in tables["priorities"].groupby("method"):
            shares = priority_shares(rows, tables["units"], tables["reports"], by=["province"], random_state=1, **way)
            by_province = shares.groupby("province")
            assert by_province["share"].sum().between(1 - 1e-9, 1 + 1e-9).all()
            assert by_province["n_units"].first().to_dict() == sizes.to_dict()
            assert (shares["n_reports"] == 1).all() and shares["small_n"].all()

    def test_provinces_on_the_coast_speak_of_the_sea(self, whole):
        tables, _ = whole
        found = keyness(
            *(tables[name] for name in ("tokens", "units", "reports")),
            "province", COAST, stop_words=read_lexicons(LEXICONS).stop_words, random_state=1,
        ).set_index("term")  # fmt: skip
        assert not found["small_n"].any()
        for term in ("海洋", "海上", "港口"):  # ocean, at sea, ports
            assert found.loc[term, "low"] > 0, term
        for term in ("高原", "西部"):  # plateau, the west
            assert found.loc[term, "high"] < 0, term
        assert found.index.get_loc("海洋") < 10


class TestNotebooks:
    pytestmark = CORPORA_AND_SLOW

    def test_the_notebooks_are_those_of_the_software(self, drawn):
        _, notebooks = drawn
        ours = {path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
        assert {name: [c.source for c in n.cells] for name, n in notebooks.items()} == {
            name: [c.source for c in n.cells] for name, n in ours.items()
        }

    def test_every_figure_promised_is_shown_and_saved_with_what_it_draws(self, drawn):
        project, notebooks = drawn
        for notebook in notebooks.values():
            promised = re.findall(r"`(\d\d_\w+)`", notebook.cells[0].source.split("**Outputs.**")[1])
            outputs = [o for c in notebook.cells for o in c.get("outputs", ())]
            shown = [o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})]
            saved = [(project.figures / f"{figure}.png").read_bytes() for figure in promised]
            assert promised and [base64.b64decode(image) for image in shown] == saved
            for figure in promised:
                assert (project.figures / f"{figure}.svg").stat().st_size
                assert "," in (project.figures / f"{figure}.csv").read_text(encoding="utf-8").splitlines()[0]

    def test_every_place_is_drawn_with_its_n(self, drawn):
        project, _ = drawn
        shares = pd.read_csv(project.figures / "03_by_place.csv")
        assert set(shares["province"]) == set(DRAWN) and set(shares["priority"]) == set(FIELDS.ids)
        assert (shares["n_reports"] == 1).all() and (shares["n_units"] > 20).all()
        drawing = (project.figures / "03_by_place.svg").read_text(encoding="utf-8")
        for province, n in shares.groupby("province")["n_units"].first().items():
            assert re.search(rf"{province}\s+1 report, {n} units", drawing)

    def test_no_priority_of_unions_stands_in_tables_figures_or_results(self, drawn):
        project, notebooks = drawn
        files = [*project.processed.glob("*.csv"), *project.figures.glob("*.csv"), *project.figures.glob("*.svg")]
        made = {file.name: file.read_text(encoding="utf-8") for file in files}
        for name, notebook in notebooks.items():
            outputs = [o for c in notebook.cells for o in c.get("outputs", ())]
            made[name] = "\n".join(
                o.text if o.output_type == "stream" else str({k: v for k, v in o.data.items() if "image" not in k})
                for o in outputs
            )
        union = {row[c] for row in UNION for c in ("id", "short_en")} - {*FIELDS.ids, *FIELDS.table["short_en"]}
        # What figures count, and for whom, has lexicons of its own, in which some ids are those of priorities.
        measures = read_measures(LEXICONS)
        union -= {*measures.kinds, *(measure.label for measure in measures.measures)}
        union -= {text for group in measures.beneficiaries for text in (group.id, group.label)}
        union = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, sorted(union))) + r")(?![\w.])")
        assert union.search('"organising",0.2') and len(made) > 40
        assert {name: found.group() for name, text in made.items() if (found := union.search(text))} == {}
        assert all(name in made["03_by_place.svg"] for name in FIELDS.table["short_en"])

    def test_what_hand_coding_would_tell_is_said_to_be_missing(self, drawn):
        project, _ = drawn
        assert "Nothing to draw" in (project.figures / "04_agreement.svg").read_text(encoding="utf-8")
        pairs = pd.read_csv(project.figures / "04_methods.csv")
        assert "classifier" not in {*pairs["method_a"], *pairs["method_b"]} and len(pairs)


def test_plain_sentences_are_coded_as_a_reader_would():
    units = pd.DataFrame({"unit_id": [f"u{i}" for i in SENTENCES.index], "report_id": "r", "heading_id": ""})
    units = units.assign(role="review", start=0, end=SENTENCES["sentence"].str.len(), text=SENTENCES["sentence"])
    reports = pd.DataFrame({"report_id": ["r"], "page_id": ["p"]})
    headings, edits = (
        pd.DataFrame({name: pd.Series(dtype=column.dtype) for name, column in table.columns.items()})
        for table in (HEADINGS, EDITS)
    )
    rows = code_units(units, reports, headings, edits, FIELDS)
    coded = rows[rows["is_primary"]].set_index("unit_id")["priority"].loc[units["unit_id"]]
    assert dict(zip(SENTENCES["sentence"], coded)) == dict(zip(SENTENCES["sentence"], SENTENCES["field"]))
    assert SENTENCES["field"].value_counts().eq(3).all() and set(SENTENCES["field"]) == set(FIELDS.ids)


def test_a_figure_names_the_categories_of_the_codebook_it_is_given():
    shares = pd.DataFrame({"province": "山西省", "priority": FIELDS.ids, "share": 1 / 9, "low": None, "high": None})
    shares = shares.assign(n_reports=1, n_pages=1, n_units=9, small_n=True, points="0.1")
    figure = plot_priorities_by_place_heatmap(shares, FIELDS.table)
    labels = " ".join(t.get_text() for axes in figure.axes for t in axes.get_xticklabels())
    assert all(name in labels for name in FIELDS.table["short_en"])


@pytest.mark.parametrize("priority", [row["id"] for row in UNION])
def test_no_module_and_no_notebook_knows_a_priority_of_unions_by_name(priority):
    """An id with an underscore is no English word; one without is an id where it is quoted."""
    name = re.compile(rf"\b{priority}\b" if "_" in priority else rf"""(["'`]){priority}\1""")
    assert name.search(f"priority == '{priority}'")
    code = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    for path in NOTEBOOKS:
        code[path.name] = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    assert [path for path, text in code.items() if name.search(text)] == []
