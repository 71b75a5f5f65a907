"""Lexicons are data: read with their columns checked, doubles and unknown names refused."""

import csv

import pandas as pd
import pytest
from text.gold_frames import LEXICONS

from unionreports.config import Project, lexicon_files
from unionreports.corpus.page import read_rules
from unionreports.errors import InputError
from unionreports.text.lexicon_findings import lexicon_findings
from unionreports.text.lexicons import CODED_COLUMNS, Codebook, read_codebook, read_lexicons

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
    assert set(
        "工资集体协商 厂务公开 职代会 送温暖 劳动竞赛 安康杯 非公企业 工会组建 三级联创 金秋助学".split()
    ) <= set(lexicons.terms)
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
        ("id,seed_term,heading_terms,kind,tie_rank\na,甲,,field,1\n", "did you mean seed_terms?"),
        (HEADER.strip() + ",Weak Term\na,甲,,field,1,乙\n", "did you mean weak_terms?"),
        (HEADER + "a,甲,,field,2\nb,乙,,field,02\nr,,,residual,\n", "line 3, column tie_rank: another category has"),
        (HEADER + "Mental Health,甲,,field,1\nr,,,residual,\n", "write mental_health"),
        (HEADER + "a,甲,,field,1\n2012,乙,,field,2\nr,,,residual,\n", "write an English word"),
        (HEADER + "心理健康,甲,,field,1\nr,,,residual,\n", "write an English word"),
        (HEADER + "a,甲、乙,,field,1\nr,,,residual,\n", "line 2, column seed_terms: terms are joined"),
        (HEADER + "a,,甲，乙，丙,field,1\nr,,,residual,\n", "line 2, column heading_terms: terms are joined"),
        (HEADER + 'a,"甲,乙",,field,1\nr,,,residual,\n', "join terms with |"),
        (HEADER + "a,甲|乙；丙,,field,1\nr,,,residual,\n", "line 2, column seed_terms: terms are joined"),
        (HEADER + "a,甲｜乙,,field,1\nr,,,residual,\n", "join terms with |"),
        (HEADER.replace(",", ";") + "a;甲;;field;1\n", "not separated by commas"),
    ],
)
def test_a_broken_codebook_is_named_with_file_and_remedy(tmp_path, text, says):
    with pytest.raises(InputError) as error:
        read_codebook(write(tmp_path / "book.csv", text))
    assert says in str(error.value) and "book.csv" in str(error.value) and "remedy" in str(error.value)


def test_marks_within_quotes_or_within_one_of_several_terms_are_part_of_a_term(tmp_path):
    terms = ["《甲、乙》", "“丙；丁”教育", "戊、己", "庚、辛"]
    rows = [f"a,{terms[0]},,field,1", f"b,{terms[1]},,field,2", f"c,{terms[2]}|,{terms[3]}|壬,field,3", "r,,,residual,"]
    codebook = read_codebook(write(tmp_path / "c.csv", HEADER + "\n".join(rows)))
    assert list(codebook.terms) == terms[:3] and list(codebook.heading_terms) == [terms[3], "壬"]


def test_columns_of_a_researchers_own_are_kept(tmp_path):
    header = HEADER.strip() + ",note,heading_terms_source,name_ja,definition_zh\n"
    table = read_codebook(write(tmp_path / "c.csv", header + "a,甲,,field,1,x,y,z,w\nr,,,residual,,,,,\n")).table
    assert table.loc[0, ["note", "heading_terms_source", "name_ja", "definition_zh"]].tolist() == ["x", "y", "z", "w"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("welfare", "welfare_assistance"),
        ("welfare_assistence", "welfare_assistance"),
        ("training_education_x", "training_education"),
        ("traditional_medicine", ""),
    ],
)
def test_an_id_that_is_nearly_known_is_asked_about(tmp_path, name, meant):
    write(tmp_path / "priorities.extra.csv", f"id,seed_terms\n{name},某词\n")
    with pytest.raises(InputError) as error:
        read_lexicons(tmp_path)
    said = str(error.value)
    assert "line 2, column id" in said and "write the kind of the new category" in said
    assert f"did you mean {meant}?" in said if meant else "did you mean" not in said


def test_words_near_a_false_friend_are_joined_with_a_bar(tmp_path):
    book = write(tmp_path / "c.csv", HEADER + "a,甲,,field,1\nr,,,residual,\n")
    with pytest.raises(InputError, match="line 2, column near: terms are joined"):
        read_codebook(book, write(tmp_path / "f.csv", "term,near,counts_as\n甲,乙、丙,\n"))


def test_a_false_friend_must_point_into_the_codebook(tmp_path):
    book = write(tmp_path / "c.csv", HEADER + "a,甲,,field,1\nr,,,residual,\n")
    friends = write(tmp_path / "f.csv", "term,near,counts_as\n甲,乙|丙,z\n")
    with pytest.raises(InputError, match="no id of the codebook"):
        read_codebook(book, friends)


def test_missing_list_and_empty_term_are_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_codebook(tmp_path / "none.csv")
    write(tmp_path / "terms.csv", "term,category,source\n甲,x,y\n,x,y\n")
    with pytest.raises(InputError, match="line 3"):
        read_lexicons(tmp_path)


BOOK = HEADER + "a,甲|乙,丙,field,1\nrest,丁,,residual,\n"


@pytest.fixture
def own(tmp_path):
    """Writes a lexicon of a project of its own and gives the folder."""

    def write_own(**files):
        for name, text in files.items():
            write(tmp_path / f"{name.replace('__', '.')}.csv", text)
        return tmp_path

    return write_own


def test_a_project_without_lexicons_has_those_of_the_software(tmp_path):
    ours, theirs = read_lexicons(LEXICONS), read_lexicons(tmp_path / "none")
    assert theirs == ours
    pd.testing.assert_frame_equal(theirs.codebook.table, ours.codebook.table)
    assert Project(tmp_path).lexicons == LEXICONS


def test_one_file_of_a_project_replaces_that_file_alone(own):
    lexicons = read_lexicons(own(stopwords="term,category,source\n的,particle,x\n"))
    assert lexicons.stop_words == {"的"}
    assert lexicons.terms == read_lexicons(LEXICONS).terms and lexicons.codebook == read_lexicons(LEXICONS).codebook


def test_an_extension_appends_and_may_repeat_what_is_there(own):
    folder = own(
        terms__extra="term,category,source\n工会组建,x,y\n新词一个,x,y\n",
        stopwords__extra="term,category,source\n某某,x,y\n",
        calendar_terms__extra="term,first_year,last_year,reason,source\n某运动会,2031,,games,x\n",
    )
    ours, more = read_lexicons(LEXICONS), read_lexicons(folder)
    assert more.terms == (*ours.terms, "新词一个")
    assert more.stop_words == ours.stop_words | {"某某"}
    assert more.calendar_terms == ours.calendar_terms | {"某运动会"}
    rows = more.entries[more.entries["term"] == "新词一个"]
    assert rows[["list", "file", "line"]].values.tolist() == [["terms", "terms.extra.csv", 3]]


def test_an_extension_of_a_codebook_adds_terms_and_categories(own):
    folder = own(
        priorities=BOOK, priorities__extra="id,seed_terms,heading_terms,kind,tie_rank\na,甲|戊,己,,\nnew,庚,,group,\n"
    )
    codebook = read_lexicons(folder).codebook
    assert codebook.ids == ("a", "rest", "new") and codebook.kinds == ("field", "residual", "group")
    assert codebook.terms == {"甲": 0, "乙": 0, "丁": 1, "戊": 0, "庚": 2}
    assert codebook.heading_terms == {"丙": 0, "己": 0}
    assert codebook.table["id"].tolist() == ["a", "rest", "new"]
    assert codebook.table["seed_terms"].tolist() == ["甲|乙|戊", "丁", "庚"]


def test_notes_of_an_extension_are_no_change_of_a_category(own):
    folder = own(
        priorities=BOOK.replace("tie_rank\n", "tie_rank,basis\n")
        .replace("1\n", "1,law\n")
        .replace("residual,\n", "residual,,\n"),
        priorities__extra="id,seed_terms,basis,note\na,戊,seen by me,why\nrest,己,seen by me,\n",
    )
    codebook = read_lexicons(folder).codebook
    assert codebook.terms == {"甲": 0, "乙": 0, "丁": 1, "戊": 0, "己": 1}
    assert codebook.table["basis"].tolist() == ["law", "seen by me"] and codebook.table["note"].tolist() == ["why", ""]


@pytest.mark.parametrize(
    "extra, says",
    [
        ("id,seed_terms\nrest,甲\n", "line 2, column seed_terms: this term stands in seed_terms of a"),
        ("id,seed_terms,heading_terms\na,,乙\n", "line 2, column heading_terms: this term stands in seed_terms of a"),
        ("id,seed_terms,kind\na,戊,group\n", "column kind: an extension adds terms"),
        ("id,seed_terms\nnew,戊\n", "line 2, column id: the codebook has no such id, and a new one needs a kind"),
        ("id,seed_terms,kind\nnew,戊,filed\n", "line 2, column kind: unknown kind"),
        ("id,seed_terms,kind,tie_rank\nnew,戊,field,1\n", "line 2, column tie_rank: another category has"),
        ("id,seed_terms,heading_term\na,戊,己\n", "did you mean heading_terms?"),
        ("id,seed_terms\na,戊、己\n", "line 2, column seed_terms: terms are joined"),
        ("id;seed_terms\na;戊\n", "save the sheet as CSV with commas"),
        ("id,seed_terms\na,戊\na,己\n", "line 3, column id: two rows"),
    ],
)
def test_an_extension_that_contradicts_the_codebook_is_refused(own, extra, says):
    with pytest.raises(InputError) as error:
        read_lexicons(own(priorities=BOOK, priorities__extra=extra))
    assert says in str(error.value) and "priorities.extra.csv" in str(error.value)


def test_a_codebook_of_its_own_leaves_coded_units_and_false_friends_of_the_software_behind(own):
    lexicons = read_lexicons(own(priorities=BOOK))
    assert lexicons.coded_units.empty and tuple(lexicons.coded_units.columns) == CODED_COLUMNS
    assert lexicons.codebook.false_friends == ()
    ours = read_lexicons(LEXICONS)
    assert len(ours.coded_units) and ours.codebook.false_friends
    assert set(ours.coded_units["primary"]) <= set(ours.codebook.ids)
    assert lexicons.coded_units.dtypes.to_dict() == ours.coded_units.dtypes.to_dict()


CODED = ",".join(CODED_COLUMNS) + "\nu1,r1,ff,0,4,,review,某文。,a,rest,,a|rest,high,me,\n"


def test_coded_units_of_a_project_are_read_with_its_codebook(own):
    units = read_lexicons(own(priorities=BOOK, coded_units=CODED)).coded_units
    assert units.loc[0, ["unit_id", "start", "end", "primary", "flags"]].tolist() == ["u1", 0, 4, "a", "a|rest"]


@pytest.mark.parametrize(
    "before, after, says",
    [
        (",a,rest,", ",z,rest,", "line 2, column primary: no id of the codebook"),
        (",a,rest,", ",,rest,", "line 2, column primary"),
        (",a,rest,", ",a,z,", "column secondary1"),
        ("a|rest,high", "a|z,high", "column flags"),
        (",high,", ",sure,", "allowed: high, medium, low"),
        (",0,4,", ",0,x,", "column end: no offset"),
    ],
)
def test_a_wrong_cell_of_coded_units_is_named(own, before, after, says):
    assert before in CODED
    with pytest.raises(InputError) as error:
        read_lexicons(own(priorities=BOOK, coded_units=CODED.replace(before, after)))
    assert says in str(error.value)
    if "no id" in says:
        assert "allowed: a, rest" in str(error.value)


def test_a_unit_coded_twice_by_one_coder_is_refused(own):
    with pytest.raises(InputError, match="coded the unit before"):
        read_lexicons(own(priorities=BOOK, coded_units=CODED + CODED.splitlines()[1] + "\n"))


@pytest.mark.parametrize(
    "files, says",
    [
        ({"stopword": "term\n的\n"}, "no lexicon has this name"),
        ({"place_cues__extra": "term\n甲\n"}, "no lexicon has this name"),
        (
            {"terms__extra": "term,category,source\n职（代）会,x,y\n"},
            "terms.extra.csv, line 2, column term: punctuation",
        ),
        ({"terms__extra": "term,category,source\n甲,x,y\n甲,z,y\n"}, "line 3"),
        ({"calendar_terms": "term,first_year,last_year,reason,source\n甲,2004,2003,x,y\n"}, "ends before it begins"),
        ({"calendar_terms": "term,first_year,last_year,reason,source\n甲,early,,x,y\n"}, "column first_year: no year"),
    ],
)
def test_files_that_cannot_be_used_are_named(own, files, says):
    with pytest.raises(InputError) as error:
        read_lexicons(own(**files))
    assert says in str(error.value) and "remedy" in str(error.value)


def test_a_codebook_without_terms_keeps_its_categories():
    table = pd.DataFrame({"id": ["a", "b"], "seed_terms": ["甲|甲乙", "丙"]})
    book = Codebook(
        ("a", "b"), ("field", "residual"), (1, None), {"甲": 0, "甲乙": 0, "丙": 1}, {"丁": 0}, (), {"戊": 0}, table
    )
    less = book.without({"甲", "丁", "戊", "absent"})
    assert (less.ids, less.terms, less.heading_terms, less.weak_terms) == (("a", "b"), {"甲乙": 0, "丙": 1}, {}, {})
    assert less.table["seed_terms"].tolist() == ["甲乙", "丙"]
    assert book.terms["甲"] == 0 and book.table["seed_terms"].tolist() == ["甲|甲乙", "丙"]


def test_calendar_terms_hold_what_is_dated_from_outside_and_nothing_a_union_chooses():
    listed = read_lexicons(LEXICONS).calendar_terms
    assert set("疫情 非典 先进性教育 两学一做 汶川地震 十八大 十三五 奥运 建党百年 三严三实".split()) <= listed
    assert not listed & set("春节 三八 五一 劳动竞赛 送温暖 职代会 工会组建 微信 劳动合同法 两个普遍".split())


def test_a_longer_term_of_codebook_or_dictionary_is_as_dated_as_the_calendar_term_in_it(own):
    folder = own(
        priorities=BOOK.replace("甲|乙,丙", "甲|大运会志愿服务,迎大运会"),
        terms="term,category,source\n大运会场馆,x,y\n运动会,x,y\n",
        calendar_terms="term,first_year,last_year,reason,source\n大运会,2011,2011,games,x\n",
    )
    lexicons = read_lexicons(folder)
    assert lexicons.calendar_terms == {"大运会", "大运会志愿服务", "迎大运会", "大运会场馆"}
    assert lexicons.codebook.without(lexicons.calendar_terms).terms == {"甲": 0, "丁": 1}


def test_rules_for_pages_are_looked_up_file_by_file(own):
    folder = own(furniture__extra="term,kind,strength,source\n本站独有栏目,navigation,whole,x\n")
    ours, theirs = read_rules(LEXICONS), read_rules(folder)
    assert set(theirs.furniture.whole) - set(ours.furniture.whole) == {"本站独有栏目"}
    assert theirs.formulae.rows == ours.formulae.rows
    assert theirs.gazetteer.division("110000") == ours.gazetteer.division("110000")
    assert [p.name for p in lexicon_files(folder, "furniture.csv")] == ["furniture.csv", "furniture.extra.csv"]


def test_an_extension_of_the_formulae_appends_rows(own):
    header = (LEXICONS / "formulae.csv").read_text(encoding="utf-8").splitlines()[0]
    folder = own(formulae__extra=header + "\n某行动,某行动,campaign,2031,1,2032,window,,low,x\n")
    assert [f.term for f in read_rules(folder).formulae.rows][-1] == "某行动"
    assert len(read_rules(folder).formulae.rows) == len(read_rules(LEXICONS).formulae.rows) + 1


def test_a_wrong_strength_of_furniture_is_named(own):
    with pytest.raises(InputError, match="no such strength"):
        read_rules(own(furniture__extra="term,kind,strength,source\n某栏,navigation,loud,x\n"))


def test_lists_of_a_project_may_be_empty(own):
    lexicons = read_lexicons(
        own(
            priorities=BOOK,
            terms="term,category,source\n",
            stopwords="term,category,source\n",
            calendar_terms="term,first_year,last_year,reason,source\n",
            coded_units=",".join(CODED_COLUMNS) + "\n",
            false_friends="term,near,counts_as\n",
        )
    )
    assert (lexicons.terms, lexicons.stop_words, lexicons.calendar_terms) == ((), frozenset(), frozenset())
    assert lexicons.coded_units.empty and len(lexicons.entries) == 4
    assert set(lexicon_findings(lexicons, ["甲乙"])["term"]) == {"丙", "丁"}
