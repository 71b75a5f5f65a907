"""Claims are read as they stand, and one that could never be computed is refused with its line and what is allowed."""

import shutil

import pytest

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.text.claims import COLUMNS, group_values, read_claims
from unionreports.text.codebook import read_codebook

HEADER = ",".join(COLUMNS)
GOOD = "c1,More is built.,多建。,union_building,difference,level,township_street,county|province,+"
CODEBOOK = read_codebook(LEXICONS / "priorities.csv")


@pytest.fixture
def write(tmp_path):
    def written(*rows, name="claims.csv"):
        (tmp_path / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return tmp_path

    return written


def test_the_claims_of_the_software_can_be_read(tmp_path):
    claims = read_claims(tmp_path, CODEBOOK)
    assert list(claims.columns) == list(COLUMNS) and len(claims) >= 4
    assert set(claims["question"]) == {"difference", "trend", "plan"}
    assert (claims[["statement", "statement_zh"]] != "").all(axis=None)


def test_claims_of_a_project_replace_those_of_the_software_and_can_be_extended(write):
    write("c2,It rises.,上升。,welfare_assistance,trend,,,,-", name="claims.extra.csv")
    assert read_claims(write(GOOD), CODEBOOK)["claim"].tolist() == ["c1", "c2"]


def test_a_project_with_a_codebook_of_its_own_has_only_its_own_claims(tmp_path, write):
    shutil.copy(LEXICONS / "priorities.csv", tmp_path / "priorities.csv")
    none = read_claims(tmp_path, CODEBOOK)
    assert none.empty and list(none.columns) == list(COLUMNS)
    assert len(read_claims(write(GOOD), CODEBOOK)) == 1


@pytest.mark.parametrize(
    ("change", "column", "allowed"),
    [
        (("union_building", "union_bilding"), "priority", "union_building"),
        (("union_building", "other"), "priority", "union_building"),
        (("difference", "heterogeneity"), "question", "difference, trend, plan"),
        ((",level,", ",region,"), "column", "level"),
        (("township_street", "township"), "group_a", "township_street"),
        (("county|province", "county|provinces"), "group_b", "province"),
        (("county|province", "county|township_street"), "group_b", None),
        (("township_street", ""), "group_a", None),
        ((",+", ",up"), "direction", "+, -"),
        (("difference", "trend"), "column", None),
        (("difference,level", "plan,"), "group_a", None),
    ],
)
def test_a_claim_that_could_never_be_computed_names_line_and_what_is_allowed(write, change, column, allowed):
    with pytest.raises(InputError) as error:
        read_claims(write(GOOD.replace("c1", "c0"), GOOD.replace(*change)), CODEBOOK)
    assert (error.value.line, error.value.column) == (3, column)
    assert "remedy" in str(error.value) and (allowed is None or allowed in str(error.value).split("allowed:")[1])


def test_a_claim_stands_once(write):
    with pytest.raises(InputError, match="line 3, column claim"):
        read_claims(write(GOOD, GOOD), CODEBOOK)


def test_a_place_may_be_missing_from_a_corpus_and_is_not_refused(write):
    assert (
        len(read_claims(write(GOOD.replace("level,township_street,county|province", "province,浙江省,")), CODEBOOK))
        == 1
    )


def test_values_of_a_group_are_parted():
    assert group_values(" county | province|") == ("county", "province") and group_values("") == ()
