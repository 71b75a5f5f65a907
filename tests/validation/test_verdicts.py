"""What alpha allows is said by Krippendorff's bars, for the coded reports and for others."""

import numpy as np
import pandas as pd
import pytest

from unionreports.validation.agreement import verdicts


def scores(alpha, low):
    rows = [("m", "all", measure, value, low, 0.99, 40, 5) for measure, value in (("alpha", alpha), ("macro_f1", 0.5))]
    return pd.DataFrame(rows, columns=["method", "subset", "measure", "value", "low", "high", "n_units", "n_reports"])


@pytest.mark.parametrize(
    ("alpha", "low", "here", "elsewhere"),
    [
        (0.9, 0.85, "conclusions", "conclusions"),
        (0.8, 0.667, "conclusions", "tentative conclusions"),
        (0.7, 0.6, "tentative conclusions", "none"),
        (0.66, 0.1, "none", "none"),
    ],
)
def test_the_value_speaks_of_these_reports_and_the_lower_end_of_others(alpha, low, here, elsewhere):
    (said,) = verdicts(scores(alpha, low), "all")
    assert f"good for {here} on these 5 reports" in said and said.endswith(f"promises others {elsewhere}")


def test_without_an_interval_nothing_is_promised_and_without_scores_nothing_said():
    (said,) = verdicts(scores(0.9, np.nan), "all")
    assert "promises" not in said
    assert verdicts(scores(0.9, 0.8), "another subset") == []


def test_an_undefined_alpha_is_said():
    assert verdicts(scores(np.nan, np.nan), "all") == ["m: alpha is not defined where only one category occurs"]
