"""Key terms that hold are those with an interval beside 0 that no report carries alone; nothing to compare is said."""

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.key_terms import holding_sentence, key_terms, terms_that_hold
from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import Lexicons

LEXICONS = Lexicons(Codebook(("other",), ("residual",), (None,), {}, {}), (), frozenset({"工作"}))


def tables(levels):
    units = pd.DataFrame(
        {"unit_id": [f"u{i}" for i in range(len(levels))], "report_id": [f"r{i}" for i in range(len(levels))]}
    )
    reports = pd.DataFrame(
        {"report_id": units["report_id"], "page_id": units["report_id"], "level": levels, "usable": True}
    )
    words = {"county": ["帮扶", "竞赛", "工作"], "street": ["入会", "竞赛", "工作"]}
    tokens = pd.DataFrame(
        [(u, i, w) for u, level in zip(units["unit_id"], levels) for i, w in enumerate(words[level])],
        columns=["unit_id", "position", "token"],
    )
    return {"tokens": tokens, "units": units, "reports": reports}


def test_a_planted_term_holds_and_stop_words_do_not_count():
    case = tables(["county", "street"] * 6)
    tied = (case["tokens"]["token"] == "帮扶").to_numpy()
    found = key_terms(case, "level", "county", None, LEXICONS, tied, random_state=1)
    assert set(found["term"]) == {"帮扶", "入会", "竞赛"}
    assert set(terms_that_hold(found)["term"]) == {"帮扶", "入会"}
    assert found.set_index("term")["calendar_tied"].to_dict() == {"帮扶": True, "入会": False, "竞赛": False}
    assert holding_sentence(found).startswith("3 terms, 3 of them with an interval; in 2 it excludes 0")


@pytest.mark.parametrize("levels", [["county"] * 4, []])
def test_nothing_to_compare_has_no_rows_and_a_reason(levels):
    found = key_terms(
        tables(levels), "level", "county", None, LEXICONS, np.zeros(3 * len(levels), bool), random_state=1
    )
    assert found.empty and terms_that_hold(found).empty
    assert holding_sentence(found) == f"Nothing to compare: {found.attrs['reason']}"


def test_an_unknown_column_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="no such column"):
        key_terms(tables(["county", "street"]), "city", "a", "b", LEXICONS, np.zeros(6, bool), random_state=1)


def test_too_few_pages_for_an_interval_are_said():
    case = tables(["county", "street"] * 2)
    found = key_terms(case, "level", "county", "street", LEXICONS, np.zeros(12, bool), random_state=1)
    assert "none with an interval" in holding_sentence(found)


def test_a_term_of_one_report_does_not_hold():
    found = pd.DataFrame(
        {
            "term": ["a", "b"],
            "log_odds": [1.0, 2.0],
            "low": [0.5, 0.5],
            "high": [2.0, 3.0],
            "top_report_share": [0.4, 0.6],
        }
    )
    assert terms_that_hold(found)["term"].tolist() == ["a"]
