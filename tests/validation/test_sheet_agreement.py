"""Coders against each other and against the machine, and their codes as training data."""

import numpy as np
import pandas as pd
import pytest

from invented_codes import CATEGORIES, codebook, corpus, priorities
from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.models.coders import OTHER_CODE, SAME_CODE
from unionreports.text.lexicons import CODED_COLUMNS, Lexicons, read_coded_units, read_lexicons
from unionreports.validation.agreement_report import WORTH, agreement_report
from unionreports.validation.coding_sheet import draw_sheet
from unionreports.validation.reference import reference_codes
from unionreports.validation.sheet_agreement import as_coded_units, sheet_agreement
from unionreports.validation.sheet_codes import read_sheet
from unionreports.validation.sheet_files import write_sheet
from unionreports.validation.sheet_report import sheet_report

TABLES = corpus(reports=12, size=40)
UNITS = TABLES["units"]
TRUTH = pd.Series(np.random.default_rng(0).choice(CATEGORIES, len(UNITS)), index=UNITS["unit_id"])


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Two coders who saw the same 240 units; each gives the true code in 9 of 10 and leaves 10 empty."""
    random = np.random.default_rng(1)
    found = []
    for coder, kind in (("Li", "csv"), ("Wang", "xlsx")):
        path = tmp_path_factory.mktemp("sheets") / f"{coder}.{kind}"
        drawn = draw_sheet(UNITS, TABLES["reports"], codebook(), 240, coder=coder, random_state=3)
        write_sheet(drawn.assign(primary="rest"), path, codebook())
        ids = read_sheet(path, UNITS, codebook()).set_index("item")["unit_id"]
        codes = TRUTH[ids[drawn["item"]]].to_numpy()
        drawn["primary"] = np.where(random.random(240) < 0.9, codes, random.choice(CATEGORIES, 240))
        drawn.loc[:9, "primary"] = ""
        write_sheet(drawn, path, codebook())
        found.append(read_sheet(path, UNITS, codebook()))
    return found


def test_alpha_between_coders_and_against_the_machine(sheets):
    swapped = np.where(TRUTH == "pay", "safety", TRUTH)
    rows = priorities(UNITS, codebook=TRUTH, keywords=swapped)
    result = sheet_agreement(sheets, rows, UNITS, 1, n_resamples=300)
    whole = result[result["priority"] == ""].set_index(["a", "b", "measure"])
    assert {key[:2] for key in whole.index} == {
        ("coder Li", "coder Wang"),
        *((f"coder {c}", f"method {m}") for c in ("Li", "Wang") for m in ("codebook", "keywords")),
        ("all", "all"),
    }
    # Each keeps the true code in 0.9 and else draws from five alike: beyond chance they agree in 0.9 x 0.9.
    both = whole.loc[("coder Li", "coder Wang", "alpha")]
    assert both["low"] < 0.81 < both["high"] and 220 <= both["n_units"] <= 230 and both["n_reports"] == 12
    assert whole.loc[("all", "all", "alpha"), "value"] == pytest.approx(both["value"])
    for coder in ("coder Li", "coder Wang"):
        machine = whole.loc[(coder, "method codebook", "kappa")]
        assert machine["low"] < 0.9 < machine["high"] and machine["n_units"] == 230
        assert whole.loc[(coder, "method keywords", "kappa"), "value"] < machine["value"] - 0.1
    categories = result[(result["a"] == "all") & (result["priority"] != "")]
    assert set(categories["priority"]) == set(CATEGORIES) and categories["low"].notna().all()


def test_one_coder_is_compared_with_the_machine_alone(sheets):
    result = sheet_agreement(sheets[:1], priorities(UNITS, codebook=TRUTH), UNITS, 1, n_resamples=50)
    assert set(result["a"]) == {"coder Li"} and set(result["b"]) == {"method codebook"}


def test_the_same_sheet_twice_and_no_sheet_are_refused(sheets):
    rows = priorities(UNITS, codebook=TRUTH)
    with pytest.raises(InputError, match="coded twice by the same coder"):
        sheet_agreement([sheets[0], sheets[0]], rows, UNITS, 1)
    with pytest.raises(InputError, match="none given"):
        sheet_agreement([], rows, UNITS, 1)


def test_codes_of_a_sheet_become_hand_coded_units(sheets, tmp_path):
    rows = as_coded_units(sheets, UNITS, TABLES["reports"], TABLES["pages"])
    assert tuple(rows.columns) == CODED_COLUMNS and len(rows) == 460 and set(rows["coder"]) == {"Li", "Wang"}
    path = tmp_path / "coded_units.extra.csv"
    rows.to_csv(path, index=False)
    read = read_coded_units(path, codebook())
    codes, left_out = reference_codes(read, UNITS, TABLES["reports"], TABLES["pages"])
    assert len(codes) == read["unit_id"].nunique() and len(codes) + len(left_out) == 460
    both = read[read.duplicated("unit_id", keep=False)].pivot(index="unit_id", columns="coder", values="primary")
    differ = both["Li"] != both["Wang"]
    assert left_out["reason"].value_counts().to_dict() == {SAME_CODE: (~differ).sum(), OTHER_CODE: differ.sum()}
    assert set(codes.loc[~codes["agreed"], "unit_id"]) == set(differ.index[differ])
    # Of two coders who differ the first in the file counts.
    li = sheets[0][sheets[0]["primary"] != ""].set_index("unit_id")["primary"]
    mine = codes[codes["coder"] == "Li"].set_index("unit_id")["primary"]
    assert (mine.sort_index() == li.sort_index()).all() and len(mine) == 230
    lexicons = Lexicons(codebook(), (), frozenset(), coded_units=read)
    text = " ".join(agreement_report({**TABLES, "priorities": priorities(UNITS, codebook=TRUTH)}, lexicons, 1).split())
    assert f"{len(codes)} units of 12 reports; coders: Li, Wang." in text
    assert f"Merged: {len(left_out)} hand-coded rows" in text and f"{OTHER_CODE}: {differ.sum()}" in text
    assert f"{len(both)} units have several coders; they disagree on {differ.sum()} of them" in text
    assert "Left out" not in text


def test_n_of_a_category_is_what_each_of_the_two_gave(sheets):
    swapped = np.where(TRUTH == "pay", "safety", TRUTH)
    found = sheet_agreement(sheets, priorities(UNITS, keywords=swapped), UNITS, 1, n_resamples=20)
    assert found.loc[found["priority"] == "", ["n_a", "n_b"]].isna().all(axis=None)
    rows = found.set_index(["a", "b", "priority"])
    li, wang = (s[s["primary"] != ""].set_index("unit_id")["primary"] for s in sheets)
    shared = li.index.intersection(wang.index)
    for name in CATEGORIES:
        pair = rows.loc[("coder Li", "coder Wang", name)]
        assert (pair["n_a"], pair["n_b"]) == ((li[shared] == name).sum(), (wang[shared] == name).sum())
        everyone = rows.loc[("all", "all", name)]
        assert everyone["n_a"] == pair["n_a"] + pair["n_b"] and pd.isna(everyone["n_b"])
    machine = rows.loc[("coder Li", "method keywords", "pay")]
    assert machine["n_a"] == (li == "pay").sum() and machine["n_b"] == 0


def test_the_text_on_sheets_gives_the_whole_first_and_then_each_category_once(sheets):
    rows = priorities(UNITS, codebook=TRUTH, keywords=TRUTH)
    text = sheet_report(sheet_agreement(sheets, rows, UNITS, 1, n_resamples=20))
    whole, categories = text.split("alpha of each category against all others")
    assert not any(name in whole for name in CATEGORIES) and "all and all: alpha of all coders together" in whole
    assert all(sum(line.split()[:1] == [name] for line in categories.splitlines()) == 2 for name in CATEGORIES)
    assert len(text.splitlines()) < 40 and "All coders together" not in text
    third = sheets[1].assign(coder="Zhao")
    text = sheet_report(sheet_agreement([*sheets, third], rows, UNITS, 1, n_resamples=20))
    assert "All coders together: alpha of each category" in text and "n_codes" in text
    alone = sheet_report(sheet_agreement(sheets[:1], rows, UNITS, 1, n_resamples=20))
    assert "all and all" not in alone and "coder Li" in alone


def test_sheets_without_a_code_have_no_figures(sheets):
    empty = [sheet.assign(primary="") for sheet in sheets]
    text = sheet_report(sheet_agreement(empty, priorities(UNITS, codebook=TRUTH), UNITS, 1, n_resamples=20))
    assert "undefined" in text and "alpha of each category" not in text
    nothing = sheet_report(sheet_agreement(empty, priorities(UNITS.iloc[:0], codebook=[]), UNITS, 1, n_resamples=20))
    assert "nothing to compare" in nothing


def test_the_report_of_many_reports_and_another_coder():
    tables = corpus(reports=14, size=12)
    units = tables["units"]
    codes = np.resize(CATEGORIES, len(units))
    hand = pd.DataFrame({"unit_id": units["unit_id"], "coder": "Li", "primary": codes}).assign(
        secondary1="", secondary2="", flags="", confidence="high", note=""
    )
    coded = as_coded_units([hand], units, tables["reports"], tables["pages"])
    lexicons = Lexicons(codebook(), (), frozenset(), coded_units=coded)
    other = np.where(np.arange(len(units)) < 3, "rest", codes)
    tables["priorities"] = priorities(units, codebook=codes, keywords=(other, 0.5), combined=codes)
    text = agreement_report(tables, lexicons, 1, n_disputes=2)
    words = " ".join(text.split())
    assert "168 units of 14 reports; coder: Li" in words and "second coder" in words and "few" not in words
    assert "report p0-1 " not in text and WORTH["reference"][:40] not in words
    assert "The 2 units most in dispute" in text and units["text"][0] in text
    assert "codebook pay (0.80); keywords rest (0.50); combined pay (0.80); reference pay (1.00)" in text
    # Codebook and keywords differ, reference and keywords too; three pairs.
    assert f"score {(0.8 * 0.5 + 0.5 * 1.0) / 3:.2f}" in text


def test_the_report_says_what_its_figures_are_worth(seed_frames):
    from unionreports.measures.priorities import code_units

    lexicons = read_lexicons(LEXICONS)
    wanted = ("units", "reports", "headings", "edits")
    coded = code_units(*(seed_frames[t] for t in wanted), lexicons.codebook)
    tables = {**seed_frames, "priorities": coded}
    text = agreement_report(tables, lexicons, 1)
    words = " ".join(text.split())
    assert " ".join(WORTH["reference"].split()) in words and "consistency, not validity" in words
    n_coded = len(reference_codes(lexicons.coded_units, *(seed_frames[t] for t in ("units", "reports", "pages")))[0])
    assert f"{n_coded} units of 7 reports; coder: reference" in words and "7 reports are few" in words
    for measure in ("accuracy", "macro_f1", "kappa", "alpha", "partial"):
        assert measure in text
    # Another method beside it, and a corpus the hand codes do not belong to.
    both = pd.concat([coded, coded.assign(method="keywords")])
    assert "Units on which the independent methods agree" in agreement_report(
        {**tables, "priorities": both}, lexicons, 1
    )
    elsewhere = {**tables, "pages": tables["pages"].assign(sha256="other")}
    text = agreement_report(elsewhere, lexicons, 1)
    assert "No unit of this corpus is coded by hand" in text and "no page of the corpus has this hash" in text
