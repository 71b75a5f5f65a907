"""A concordance shows every occurrence once, inside its unit, and leads back to the raw page."""

from hypothesis import given, strategies as st
import pandas as pd
import pytest

from unionreports.compare.concordance import concordance
from unionreports.text.segment import Segmenter, tokens as cut_tokens

EDITS = ["page_id", "start", "end", "after"]


def tables(raw, texts, edits=()):
    """Tables of one page whose clean texts stand at (start, end, text)."""
    units = pd.DataFrame(
        [(f"u{i}", "r", start, end, text) for i, (start, end, text) in enumerate(texts)],
        columns=["unit_id", "report_id", "start", "end", "text"],
    )
    reports = pd.DataFrame({"report_id": ["r"], "page_id": ["p"]})
    edits = pd.DataFrame([("p", *edit) for edit in edits], columns=EDITS).astype({"page_id": "str", "after": "str"})
    return units, reports, edits


def plain(*texts):
    """Tables of texts that stand on the page as they are, one line each."""
    raw = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
    return raw, tables(raw, [(s, s + len(t), t) for s, t in zip(starts, texts)])


def lines(table):
    return list(zip(table["unit_id"], table["left"], table["match"], table["right"]))


def test_context_stays_in_the_unit_and_has_the_width_asked_for():
    _, case = plain("推进工资集体协商工作。", "协商", "集体")
    assert lines(concordance("协商", *case, width=3)) == [("u0", "资集体", "协商", "工作。"), ("u1", "", "协商", "")]


def test_a_term_is_not_found_across_units():
    _, case = plain("建立集体", "协商制度")
    assert concordance("集体协商", *case).empty


@pytest.mark.parametrize(
    "terms, found",
    [
        (["协商", "工资集体协商", "集体协商"], ["工资集体协商"]),
        (["工资", "协商"], ["工资", "协商"]),
        (["工资集", "资集体协商"], ["工资集"]),
        (["欠薪"], []),
    ],
)
def test_of_overlapping_terms_the_earlier_and_longer_counts(terms, found):
    _, case = plain("推进工资集体协商工作。")
    assert concordance(terms, *case)["match"].tolist() == found


def test_terms_are_literal():
    _, case = plain("开通5.1服务卡，不是501服务卡。", "（一）a+b")
    assert concordance("5.1", *case)["match"].tolist() == ["5.1"]
    assert concordance(["（一）", "a+b"], *case)["match"].tolist() == ["（一）", "a+b"]


def test_tokens_begin_and_end_where_words_do():
    raw, (units, reports, edits) = plain("召开职工会议。", "基层工会组建工作。")
    tokens = cut_tokens(units, reports, edits, Segmenter())
    assert "职工" in set(tokens["token"])
    strings = concordance("工会", units, reports, edits)
    words = concordance("工会", units, reports, edits, method="token", tokens=tokens)
    assert strings["unit_id"].tolist() == ["u0", "u1"] and words["unit_id"].tolist() == ["u1"]
    phrase = concordance("工会组建", units, reports, edits, method="token", tokens=tokens)
    assert phrase["match"].tolist() == ["工会组建"]
    assert concordance("工会", units, reports, edits, method="token", tokens=tokens[:0]).empty


def test_a_word_hidden_by_a_longer_string_that_is_no_word_is_still_found():
    _, (units, reports, edits) = plain("开展工会活动")
    tokens = cut_tokens(units, reports, edits, Segmenter())
    found = concordance(["展工会活", "工会"], units, reports, edits, method="token", tokens=tokens)
    assert found["match"].tolist() == ["工会"]


def test_offsets_lead_over_cuts_and_replacements_to_the_raw_page():
    # Raw 集 体 with a watermark inside, and a doubled mark before it.
    raw = "首页\n推进，，工资集【水印】体协商工作"
    start = raw.index("推")
    doubled, mark = raw.index("，，"), raw.index("【")
    case = tables(
        raw, [(start, len(raw), "推进，工资集体协商工作")], [(doubled, doubled + 2, "，"), (mark, mark + 4, "")]
    )
    found = concordance(["集体协商", "工作", "推进"], *case)
    assert [raw[s:e] for s, e in zip(found["start"], found["end"])] == ["推进", "集【水印】体协商", "工作"]


@st.composite
def edited(draw):
    """A page of units with cuts, some between the letters of the term."""
    raw, texts, edits = "", [], []
    for _ in range(draw(st.integers(1, 4))):
        raw += draw(st.text("首页 ", max_size=3))
        start, clean = len(raw), ""
        for piece in draw(st.lists(st.sampled_from(["工", "会", "职", "工会", "协商"]), min_size=1, max_size=8)):
            raw, clean = raw + piece, clean + piece
            if draw(st.booleans()):
                edits.append((len(raw), len(raw) + 2, ""))
                raw += "水印"
        if edits and edits[-1][1] == len(raw):
            raw, clean = raw + "。", clean + "。"
        texts.append((start, len(raw), clean))
    return raw, texts, edits


@given(edited(), st.sampled_from(["工会", "工", "会职", "协商"]))
def test_every_occurrence_is_shown_once_with_its_raw_span(case, term):
    raw, texts, edits = case
    table = concordance(term, *tables(raw, texts, edits))
    assert len(table) == table.attrs["n_found"] == sum(text.count(term) for _, _, text in texts)
    for row in table.itertuples():
        text = texts[int(row.unit_id[1:])][2]
        assert row.left + row.match + row.right in text
        assert raw[row.start : row.end].replace("水印", "") == row.match == term
        assert raw[row.start] == term[0] and raw[row.end - 1] == term[-1]


def test_rows_are_capped_and_the_total_is_said():
    _, case = plain(*["工会工会"] * 5)
    table = concordance("工会", *case, limit=3)
    assert table["unit_id"].tolist() == ["u0", "u0", "u1"]
    assert table.attrs == {"n_found": 10, "n_shown": 3, "n_units": 5, "n_reports": 1}
    assert concordance("工会", *case, limit=0).attrs["n_found"] == 10


def test_no_units_and_no_occurrence_give_an_empty_table_with_its_columns():
    columns = ["unit_id", "report_id", "left", "match", "right", "start", "end"]
    _, (units, reports, edits) = plain("职工之家")
    for some in (units, units[:0]):
        table = concordance("欠薪", some, reports, edits)
        assert table.empty and list(table.columns) == columns and table.attrs["n_found"] == 0


@pytest.mark.parametrize(
    "options, says",
    [
        ({"terms": ""}, "a term is empty"),
        ({"terms": []}, "a term is empty"),
        ({"terms": "工\n会"}, "line end"),
        ({"terms": "工会", "method": "regex"}, "choose string or token"),
        ({"terms": "工会", "method": "token"}, "needs the table tokens"),
        ({"terms": "工会", "width": -1}, "below 0"),
    ],
)
def test_wrong_questions_are_refused(options, says):
    _, (units, reports, edits) = plain("职工之家")
    with pytest.raises(ValueError, match=says):
        concordance(units=units, reports=reports, edits=edits, **options)


def test_the_default_corpus_shows_what_its_raw_pages_hold(seed_frames, project):
    units, reports, edits = (seed_frames[name] for name in ("units", "reports", "edits"))
    table = concordance(["集体协商", "工资"], units, reports, edits, limit=10_000)
    assert len(table) == sum(t.count("集体协商") + t.count("工资") for t in units["text"])
    moved = edits[edits["after"].str.len() != edits["end"] - edits["start"]]
    page = dict(zip(reports["report_id"], reports["page_id"]))
    files = seed_frames["pages"].set_index("page_id")["file"]
    raw = {p: (project.pages / files[p]).read_text(encoding="utf-8-sig") for p in set(page.values())}
    for row in table.itertuples():
        inside = moved[(moved["page_id"] == page[row.report_id]) & moved["start"].between(row.start, row.end - 1)]
        span = raw[page[row.report_id]][row.start : row.end]
        assert span == row.match or len(inside)
