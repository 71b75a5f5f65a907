"""Coders against each other and against the machine, and their codes as training data."""

import numpy as np
import pandas as pd
import pytest

from invented_codes import CATEGORIES, codebook, corpus, priorities
from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.text.lexicons import CODED_COLUMNS, Lexicons, read_coded_units, read_lexicons
from unionreports.validation.agreement_report import WORTH, agreement_report
from unionreports.validation.coding_sheet import draw_sheet
from unionreports.validation.reference import reference_codes
from unionreports.validation.sheet_agreement import as_coded_units, sheet_agreement
from unionreports.validation.sheet_codes import read_sheet
from unionreports.validation.sheet_files import write_sheet

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
    assert len(codes) + len(left_out) == 460 and set(left_out["reason"]) == {"this unit has an earlier code"}
    li = sheets[0][sheets[0]["primary"] != ""].set_index("unit_id")["primary"]
    mine = codes[codes["coder"] == "Li"].set_index("unit_id")["primary"]
    assert (mine.sort_index() == li.sort_index()).all() and len(mine) == 230


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
