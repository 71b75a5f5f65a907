"""Names of one thing are read as one, and words that narrow a thing tell things apart."""

import pytest

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.text.wording import read_wording


@pytest.fixture(scope="module")
def wording():
    return read_wording(LEXICONS)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("组建工会", "成立了工会", True),
        ("防暑降温用品", "清凉物资", True),
        ("轮训", "学习班", True),
        ("成立工会联合会", "成立工会", False),
        ("建立工会工作委员会", "建会", False),
        ("书屋", "食堂", False),
    ],
)
def test_names_of_one_thing_have_one_form(wording, one, other, same):
    assert (wording.one_form(one) == wording.one_form(other)) is same
    assert wording.one_form(wording.one_form(one)) == wording.one_form(one)


def test_members_of_families_are_named(wording):
    assert wording.members("女教师")["persons"] == {"women", "teachers"}
    assert wording.members("县级工会主席")["level"].isdisjoint(wording.members("产业工会主席")["level"])
    assert wording.members("加强领导") == {}
    assert wording.narrowing("为农民工办实事").tolist() == [False, True, True, True, False, False, False, False]


def test_a_project_adds_names_and_a_name_of_two_things_is_refused(tmp_path):
    extra = tmp_path / "synonyms.extra.csv"
    extra.write_text("terms,source\n书屋|悦读吧,own\n", encoding="utf-8")
    assert read_wording(tmp_path).one_form("新建悦读吧") == "新建书屋"
    extra.write_text("terms,source\n食堂|阅览室,own\n", encoding="utf-8")
    with pytest.raises(InputError, match="阅览室 is read as 书屋 already"):
        read_wording(tmp_path)
    extra.write_text("terms,source\n食堂、灶台,own\n", encoding="utf-8")
    with pytest.raises(InputError, match="another mark"):
        read_wording(tmp_path)
