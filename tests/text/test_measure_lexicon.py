"""The lexicons of measures and groups are read as they stand, extended and replaced, and what cannot be used is refused."""

import pytest

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.measures.indicators.measure_ids import group_finder, measure_finder
from unionreports.text.lexicon_files import refuse_unknown
from unionreports.text.measure_lexicon import BENEFICIARY_COLUMNS, KINDS, MEASURE_COLUMNS, read_measures

HEADER = ",".join(MEASURE_COLUMNS)
GOOD = "choirs,Choirs,合唱团,合唱团|组建+合唱队,比赛,organisations|items,stock,,a guess"


@pytest.fixture
def write(tmp_path):
    def written(*rows, name="measures.csv", header=HEADER):
        (tmp_path / name).write_text("\n".join([header, *rows]), encoding="utf-8")
        return tmp_path

    return written


def test_the_lexicons_of_the_software_can_be_read_and_say_where_each_row_comes_from(tmp_path):
    measures = read_measures(tmp_path)
    assert len(measures.measures) >= 60 and len(measures.beneficiaries) >= 12
    assert set(measures.kinds.values()) == set(KINDS)
    for name in ("measures.csv", "beneficiaries.csv"):
        rows = (LEXICONS / name).read_text(encoding="utf-8").splitlines()
        assert not [row for row in rows if row.endswith(",")]


def test_a_project_replaces_and_extends_them(write):
    folder = write(GOOD)
    assert [m.measure_id for m in read_measures(folder).measures] == ["choirs"]
    write(GOOD.replace("choirs", "bands"), name="measures.extra.csv")
    write(
        "sailors,Sailors,海员,海员|船员,a guess", name="beneficiaries.extra.csv", header=",".join(BENEFICIARY_COLUMNS)
    )
    refuse_unknown(folder)
    measures = read_measures(folder)
    assert [m.measure_id for m in measures.measures] == ["choirs", "bands"]
    assert measures.beneficiaries[-1].id == "sailors"
    assert {"组建", "合唱队", "船员"} <= set(measures.words)


@pytest.mark.parametrize(
    ("change", "column", "allowed"),
    [
        (("choirs", "Choirs!"), "measure_id", None),
        (("choirs", "c0"), "measure_id", None),
        (("合唱团|组建+合唱队", ""), "patterns", None),
        (("合唱团|组建+合唱队", "合唱团、合唱队、乐队、舞蹈队"), "patterns", None),
        (("organisations|items", "bodies"), "unit_class", "organisations"),
        (("organisations|items", ""), "unit_class", "people"),
        ((",stock,", ",level,"), "kind", "stock, flow, rate"),
    ],
)
def test_a_row_that_cannot_be_used_names_line_and_what_is_allowed(write, change, column, allowed):
    with pytest.raises(InputError) as error:
        read_measures(write(GOOD.replace("choirs", "c0"), GOOD.replace(*change)))
    assert (error.value.line, error.value.column) == (3, column)
    assert "remedy" in str(error.value) and (allowed is None or allowed in str(error.value).split("allowed:")[1])


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("合唱团", "个", "choirs"),
        ("组建职工合唱队", "支", "choirs"),
        ("合唱队组建", "支", ""),
        ("合唱团比赛", "个", ""),
        ("合唱团", "元", ""),
        ("合唱团", "人", ""),
        ("合唱团", "", "choirs"),
        ("合唱团", None, "choirs"),
        ("", "个", ""),
    ],
)
def test_a_measure_is_found_by_words_in_order_by_unit_and_by_what_forbids_it(write, text, unit, found):
    assert measure_finder(read_measures(write(GOOD)))(text, unit) == found


def test_of_several_measures_the_one_that_says_most_is_found():
    find = measure_finder(read_measures(LEXICONS))
    assert find("签订集体合同", "份") == "collective_contracts"
    assert find("签订工资专项集体合同", "份") == "wage_agreements"
    assert find("签订女职工专项集体合同", "份") == "women_contracts"


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("慰问困难职工和农民工", "migrant_workers|workers_in_hardship"),
        ("困难职工子女", "workers_in_hardship|students"),
        ("女职工", "women_workers"),
        ("新建工会", ""),
    ],
)
def test_groups_are_named_by_their_longest_terms(text, groups):
    assert group_finder(read_measures(LEXICONS))(text) == groups
