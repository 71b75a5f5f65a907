"""A region is found by code or name; a name that several have is refused with all of them."""

import pytest

from unionreports.config import LEXICONS
from unionreports.corpus.gazetteer import read_gazetteer
from unionreports.intake.regions import Region, UnknownRegion, find_region, narrowed


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer(LEXICONS)


@pytest.mark.parametrize(
    ("text", "code", "name", "county"),
    [
        ("330282", "330282", "慈溪市", "慈溪市"),
        ("慈溪", "330282", "慈溪市", "慈溪市"),
        ("浙江省宁波市慈溪市", "330282", "慈溪市", "慈溪市"),
        ("浙江 / 宁波", "330200", "宁波市", ""),
        ("江苏省", "320000", "江苏省", ""),
        ("长春市朝阳区", "220104", "朝阳区", "朝阳区"),
        ("重庆江北区", "500105", "江北区", "江北区"),
        ("慈溪市掌起镇", "330282", "掌起镇", "慈溪市"),
        ("辽中县", "210122", "辽中县", "辽中县"),
    ],
)
def test_a_region_is_found(text, code, name, county, gazetteer):
    found = find_region(text, gazetteer)
    assert (found.region_code, found.county) == (code, county) and found.region_name == name


def test_names_above_come_with_it(gazetteer):
    assert find_region("慈溪", gazetteer) == Region("330282", "慈溪市", "浙江省", "宁波市", "慈溪市")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("朝阳区", "110105 北京市朝阳区; 220104 吉林省长春市朝阳区"),
        ("330299", "330200 浙江省宁波市"),
        ("慈西", "长春市朝阳区"),
        ("宁波市朝阳区", "six digits"),
        ("慈溪的", "six digits"),
        ("", "six digits"),
        ("慈溪\udcff", "six digits"),
        ("33028２", "six digits"),
    ],
)
def test_what_is_none_or_several_is_refused_with_what_may_be_meant(text, allowed, gazetteer):
    with pytest.raises(UnknownRegion) as refused:
        find_region(text, gazetteer)
    assert allowed in refused.value.allowed


@pytest.mark.parametrize(
    ("given", "issuer", "code"),
    [
        ("黑龙江", "南山区总工会", "230404"),
        ("鹤岗市", "南山区总工会", "230404"),
        ("广东", "南山区总工会", "440305"),
        ("深圳市", "广东省深圳市南山区总工会", "440305"),
        # None, several, or the region itself.
        ("云南", "南山区总工会", "530000"),
        ("黑龙江", "向阳区总工会", "230000"),
        ("黑龙江", "区总工会", "230000"),
        ("黑龙江", "", "230000"),
        ("深圳市南山区", "南山区总工会", "440305"),
    ],
)
def test_of_several_places_of_one_name_the_one_inside_the_given_region_is_meant(given, issuer, code, gazetteer):
    assert narrowed(find_region(given, gazetteer), issuer, gazetteer).region_code == code
