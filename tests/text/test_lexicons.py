"""Lexicons are data: read with their columns checked, doubles and unknown names refused."""

import csv

import pytest
from text.gold_frames import LEXICONS

from unionreports.errors import InputError
from unionreports.text.lexicons import read_codebook, read_lexicons, read_terms

HEADER = "id,seed_terms,heading_terms,kind,tie_rank\n"


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_lexicons_load_and_hold_what_the_codebook_promises():
    lexicons = read_lexicons(LEXICONS)
    codebook = lexicons.codebook
    assert len(codebook.ids) == 20 and codebook.kinds.count("field") == 16
    assert codebook.ids[codebook.residual] == "other"
    ranks = [r for r in codebook.tie_ranks if r is not None]
    assert sorted(ranks) == list(range(1, 17))
    assert all((rank is None) == (kind != "field") for rank, kind in zip(codebook.tie_ranks, codebook.kinds))
    assert len(lexicons.terms) >= 400
    assert set("工资集体协商 厂务公开 职代会 送温暖 劳动竞赛 安康杯 非公企业 工会组建 三级联创 金秋助学".split()) <= set(lexicons.terms)
    assert not lexicons.stop_words & set("劳模 农民工 工资集体协商 培训 帮扶 安全 就业".split())


@pytest.mark.parametrize("name", ["priorities", "terms", "stopwords", "false_friends"])
def test_every_row_names_its_source(name):
    with open(LEXICONS / f"{name}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = "basis" if name == "priorities" else "source"
    assert rows and all(row[column].strip() for row in rows)


def test_codebook_columns_of_the_reference_stay_as_they_were(tmp_path):
    book = write(tmp_path / "c.csv", HEADER + "a,甲|乙,丙,field,1\nrest,丁,,residual,\n")
    codebook = read_codebook(book)
    assert codebook.terms == {"甲": 0, "乙": 0, "丁": 1}
    assert codebook.heading_terms == {"丙": 0}
    assert codebook.tie_ranks == (1, None)
    assert codebook.false_friends == ()


@pytest.mark.parametrize(
    "text, says",
    [
        (HEADER + "a,甲,,field,1\nb,甲,,field,2\nr,,,residual,\n", "甲 (a, b)"),
        (HEADER + "a,甲,甲,field,1\nr,,,residual,\n", "stand more than once"),
        (HEADER + "a,甲,,sort,1\nr,,,residual,\n", "field, group, occasion, residual"),
        (HEADER + "a,甲,,field,first\nr,,,residual,\n", "whole number"),
        (HEADER + "a,甲,,field,1\n", "residual"),
        ("id,seed_terms,kind\na,甲,field\n", "heading_terms, tie_rank is missing"),
    ],
)
def test_a_broken_codebook_is_named_with_file_and_remedy(tmp_path, text, says):
    with pytest.raises(InputError) as error:
        read_codebook(write(tmp_path / "book.csv", text))
    assert says in str(error.value) and "book.csv" in str(error.value) and "remedy" in str(error.value)


def test_a_false_friend_must_point_into_the_codebook(tmp_path):
    book = write(tmp_path / "c.csv", HEADER + "a,甲,,field,1\nr,,,residual,\n")
    friends = write(tmp_path / "f.csv", "term,near,counts_as\n甲,乙|丙,z\n")
    with pytest.raises(InputError, match="no id of the codebook"):
        read_codebook(book, friends)


def test_missing_list_and_empty_term_are_named(tmp_path):
    with pytest.raises(InputError, match="not found"):
        read_terms(tmp_path / "none.csv")
    with pytest.raises(InputError, match="line 3"):
        read_terms(write(tmp_path / "t.csv", "term,category,source\n甲,x,y\n,x,y\n"))
