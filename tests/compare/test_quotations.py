"""Under each topic stands what it is about in the words of the reports, with the way back."""

import pandas as pd

from unionreports.compare.quotations import quotations, quoted_units


def tables():
    """Two topics of units that speak of one thing each; the last report has neither place nor year nor address."""
    ids = ["a-1-u1", "a-1-u2", "b-1-u1"]
    texts = ["签订集体合同一百份。", "走访困难职工八百户。", "开展送温暖活动慰问职工。"]
    units = pd.DataFrame({"unit_id": ids, "report_id": ["a-1", "a-1", "b-1"], "start": 0, "end": 9, "text": texts})
    shares = {"a-1-u1": 0.9, "a-1-u2": 0.2, "b-1-u1": 0.0}
    words = {"a-1-u1": ["签订", "集体合同"], "a-1-u2": ["走访", "困难职工"], "b-1-u1": ["送温暖", "慰问", "职工"]}
    reports = pd.DataFrame(
        {
            "report_id": ["a-1", "b-1"],
            "page_id": ["a", "b"],
            "region_name": ["秀水县", ""],
            **{name: pd.array([2012, None], dtype="Int64") for name in ("year", "year_earliest", "year_latest")},
        }
    )
    return {
        "units": units,
        "documents": pd.DataFrame({"unit_id": ids, "document_id": ids}),
        "document_topics": pd.DataFrame(
            [(m, d, t, s if t == 0 else 1 - s) for m in ("nmf", "lda") for d, s in shares.items() for t in (0, 1)],
            columns=["model", "document_id", "topic", "share"],
        ),
        "topic_terms": pd.DataFrame(
            [("nmf", 0, 1, "集体合同"), ("nmf", 1, 1, "困难职工"), ("nmf", 1, 2, "送温暖"), ("lda", 7, 1, "职工")],
            columns=["model", "topic", "rank", "term"],
        ),
        "reports": reports,
        "pages": pd.DataFrame({"page_id": ["a", "b"], "url": ["https://example.org/a", ""]}),
        "vocabulary": pd.DataFrame(
            {"term": ["集体合同", "困难职工", "送温暖", "慰问", "职工"], "reason": ["", "", "", "", "stop word"]}
        ),
        "tokens": pd.DataFrame([(u, w) for u, own in words.items() for w in own], columns=["unit_id", "token"]),
    }


def test_each_topic_quotes_the_units_with_most_of_it_and_no_other_models():
    found = quoted_units(tables(), "nmf", n=2)
    assert {topic: rows["unit_id"].tolist() for topic, rows in found.items()} == {
        0: ["a-1-u1", "a-1-u2"],
        1: ["b-1-u1", "a-1-u2"],
    }
    assert found[1]["n_words"].tolist() == [2, 1], "a stop word is no word the model sees"


def test_lines_say_name_share_place_year_unit_and_address():
    lines = quotations(tables(), "nmf", {0: "Bargaining"}, n=1)
    assert lines == [
        "Topic 0 Bargaining",
        "  90% 秀水县 2012 a-1-u1 https://example.org/a: 签订集体合同一百份。",
        "Topic 1 ",
        "  100% place ? year ? b-1-u1: 开展送温暖活动慰问职工。",
    ]


def test_a_model_that_was_not_fitted_has_nothing_to_quote():
    assert quotations(tables(), "keywords", {}) == []
