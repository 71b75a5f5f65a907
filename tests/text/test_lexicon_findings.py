"""Doubtful entries of lexicons are named with file, finding and remedy, and sound ones are not."""

import pandas as pd
import pytest
from text.gold_frames import LEXICONS, gold_tables

from unionreports.text.lexicon_findings import finding_lines, lexicon_findings
from unionreports.text.lexicons import read_lexicons

BOOK = "id,seed_terms,heading_terms,kind,tie_rank\nfruit,苹果|梨子|乡镇（街道）果园,果园,field,1\nfish,鲤鱼|鯉魚|ВТО规则|鱼塘(池)|草鱼、大黄鱼|青鱼、鲢鱼,,field,2\nrest,指导思想,,residual,\n"
LISTS = {
    "priorities": BOOK,
    "terms": "term,category,source\n鲤鱼,fruit,x\n苹果,fruit,x\n梨子,elsewhere,x\n果农协会,fruit,x\nＡＰＰ,fruit,x\n",
    "terms.extra": "term,category,source\n苹果,fruit,x\n",
    "stopwords": "term,category,source\n的,particle,x\n苹果,noun,x\n大风车轮,noun,x\n果 园,noun,x\n果农协会,noun,x\n",
    "calendar_terms": "term,first_year,last_year,reason,source\n果“节”,2004,2005,x,y\n",
}
TEXTS = ["苹果和梨子的果农协会。", "乡镇（街道）果园，指导思想\n鲤鱼果园"]


@pytest.fixture
def lexicons(tmp_path):
    for name, text in LISTS.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_lexicons(tmp_path)


def found(table, word):
    rows = table[table["finding"].str.contains(word)]
    return list(zip(rows["file"], rows["term"]))


@pytest.mark.parametrize(
    "word, entries",
    [
        ("codebook has it under fish", [("terms.csv", "鲤鱼")]),
        ("codebook has it under", [("terms.csv", "鲤鱼")]),
        ("stop word that is a term of the codebook", [("stopwords.csv", "苹果")]),
        ("stands in the list already", [("terms.extra.csv", "苹果")]),
        ("traditional", [("priorities.csv", "鯉魚")]),
        ("look like Latin", [("priorities.csv", "ВТО规则"), ("terms.csv", "ＡＰＰ")]),
        ("half-width", [("priorities.csv", "鱼塘(池)")]),
        ("rather than one", [("priorities.csv", "草鱼、大黄鱼")]),
        ("no word crosses", [("calendar_terms.csv", "果“节”"), ("stopwords.csv", "果 园")]),
        ("cuts it as 大风 | 车轮", [("stopwords.csv", "大风车轮")]),
        ("cuts it as", [("stopwords.csv", "大风车轮")]),
    ],
)
def test_each_kind_of_doubtful_entry_is_found_and_no_other(lexicons, word, entries):
    table = lexicon_findings(lexicons, TEXTS)
    assert found(table, word) == entries
    assert (table["remedy"] != "").all()


def test_terms_absent_from_the_corpus_are_named(lexicons):
    absent = {term for _, term in found(lexicon_findings(lexicons, TEXTS), "absent")}
    of_book = {"鯉魚", "ВТО规则", "鱼塘(池)", "草鱼、大黄鱼", "青鱼、鲢鱼"}
    assert absent == of_book | {"ＡＰＰ", "大风车轮", "果 园", "果“节”"}
    assert found(lexicon_findings(lexicons, []), "absent") == []


def test_what_stands_in_a_text_is_not_misspelt(lexicons):
    table = lexicon_findings(lexicons, [*TEXTS, "鯉魚與蘋果"])
    assert found(table, "traditional") == []


def test_lines_to_print_name_what_is_doubtful_and_count_what_is_absent(lexicons):
    findings = lexicon_findings(lexicons, TEXTS)
    doubtful = findings[findings["finding"] != "absent from the corpus"]
    of_book = doubtful[doubtful["file"] == "priorities.csv"]
    lines = finding_lines(findings, {"priorities.csv"})
    assert len(lines) == len(of_book) + 1 and all(line.startswith("priorities.csv") for line in lines)
    assert any(
        line.startswith("priorities.csv, line 3: 鯉魚 (fish): traditional characters; write it") for line in lines
    )
    assert lines[-1].startswith("priorities.csv: 5 terms are absent from the corpus (")
    assert all(term in lines[-1] for term in ("鯉魚", "ВТО规则", "鱼塘(池)", "青鱼、鲢鱼"))
    assert finding_lines(findings, {"terms.extra.csv"}) == [
        "terms.extra.csv, line 2: 苹果 (fruit): stands in the list already; delete the row; it changes nothing"
    ]
    assert finding_lines(findings, set()) == []
    few = finding_lines(findings, set(findings["file"]), limit=2)
    assert few[2] == f"{len(doubtful) - 2} more doubtful entries of lexicons"
    assert len(few) == 3 + findings.loc[findings["finding"] == "absent from the corpus", "file"].nunique()


def test_only_a_few_absent_terms_are_named():
    rows = {"file": "own.csv", "line": 2, "term": list("甲乙丙丁戊己"), "category": "x", "remedy": "none"}
    (line,) = finding_lines(pd.DataFrame(rows | {"finding": "absent from the corpus"}), ["own.csv"])
    assert "6 terms" in line and "甲、乙、丙、丁、戊…" in line and "己" not in line


def test_pieces_of_a_large_corpus_are_all_searched(lexicons, monkeypatch):
    monkeypatch.setattr("unionreports.text.lexicon_findings._PIECE", 3)
    pd.testing.assert_frame_equal(lexicon_findings(lexicons, iter(TEXTS * 3)), lexicon_findings(lexicons, TEXTS))


def test_the_lexicons_of_the_software_are_sound():
    table = lexicon_findings(read_lexicons(LEXICONS), gold_tables()["units"]["text"])
    faults = table[~table["finding"].str.contains("absent|codebook")]
    assert faults.empty, faults[["file", "line", "term", "finding"]].to_string()
