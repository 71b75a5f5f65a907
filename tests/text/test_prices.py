"""Prices and bounds of figures are read as they are written, checked against a second source, and refused where wrong."""

import pytest

from unionreports.config import LEXICONS
from unionreports.errors import InputError
from unionreports.tables import LEVELS
from unionreports.text.ceilings import read_ceilings
from unionreports.text.lexicon_files import read_rows
from unionreports.text.prices import COLUMNS, deflator, read_prices

PRICES = read_prices(LEXICONS)


def test_prices_of_every_year_are_near_those_of_the_world_bank():
    assert PRICES["year"].tolist() == list(range(1978, 2025))
    rows = read_rows(LEXICONS / "prices.csv", (*COLUMNS, "seen", "world_bank"))
    told = rows[rows["world_bank"] != ""]
    assert len(told) == 38
    assert (told["index"].astype(float) - told["world_bank"].astype(float)).abs().max() < 0.35
    assert set(rows["seen"]) == {"yes", "no"} and (rows["source"] != "").all()
    assert (rows.loc[rows["seen"] == "no", "source"].str.contains("general knowledge")).all()


def test_the_chain_of_prices_is_that_of_the_statistics_bureau():
    # Consumer prices with 1978 = 100: 615.2 in 2015, 627.5 in 2016 (National Bureau of Statistics).
    factors = deflator(PRICES, 1978)
    assert [100 / factors[year] for year in (2015, 2016)] == pytest.approx([615.2, 627.5], rel=2e-3)


def test_an_amount_is_worth_the_same_in_its_own_year_and_more_yuan_later():
    factors = deflator(PRICES, 2020)
    assert factors[2020] == 1 and factors[2019] == pytest.approx(1.025) and factors[2021] == pytest.approx(1 / 1.009)
    assert factors[1978] == pytest.approx(deflator(PRICES, 1990)[1978] * factors[1990])
    with pytest.raises(ValueError, match="1978 to 2024, not for 1949"):
        deflator(PRICES, 1949)


@pytest.mark.parametrize(
    "rows, problem, line",
    [
        ("2025,100.3,,x", None, 0),
        ("2026,100.3,,x", "the year before it is missing", 2),
        ("2024,100.3,,x", "stands in a row before", 2),
        ("2025,about 100,,x", "no number above 0", 2),
        ("2025,100.3,-5,x", "no number above 0", 2),
        ("25,100.3,,x", "no year", 2),
    ],
)
def test_a_project_extends_the_prices_year_by_year(tmp_path, rows, problem, line):
    (tmp_path / "prices.extra.csv").write_text(f"year,index,average_wage,source\n{rows}\n", encoding="utf-8")
    if problem is None:
        assert read_prices(tmp_path)["year"].iloc[-1] == 2025
        return
    with pytest.raises(InputError, match=problem) as caught:
        read_prices(tmp_path)
    assert caught.value.line == line and caught.value.file.name == "prices.extra.csv"


def test_every_level_has_bounds_and_a_larger_level_larger_ones():
    ceilings = read_ceilings(LEXICONS)
    persons = ceilings[ceilings["thing"] == "persons"].set_index("level")["highest"]
    assert persons[list(LEVELS[:6])].is_monotonic_decreasing and set(persons.index) == set(LEVELS) - {"unknown"}
    dues = ceilings[ceilings["thing"] == "dues"].set_index("level")["highest"]
    assert (dues.drop("national") == persons[dues.index].drop("national")).all()
    assert (ceilings["source"] != "").all()


@pytest.mark.parametrize(
    "row, column",
    [
        ("towns,persons,人,,100,x", "level"),
        ("county,people,人,,100,x", "thing"),
        ("county,persons,,,100,x", "units"),
        ("county,persons,人、名,,100,x", "units"),
        ("county,persons,人,,many,x", "highest"),
    ],
)
def test_a_wrong_bound_is_named(tmp_path, row, column):
    (tmp_path / "ceilings.csv").write_text(f"level,thing,units,words,highest,source\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_ceilings(tmp_path)
    assert (caught.value.column, caught.value.line) == (column, 2)


def test_a_bound_of_the_project_replaces_that_of_the_software(tmp_path):
    text = "level,thing,units,words,highest,source\ncounty,persons,人|名,,800000,census\n"
    (tmp_path / "ceilings.extra.csv").write_text(text, encoding="utf-8")
    rows = read_ceilings(tmp_path)
    own = rows[(rows["level"] == "county") & (rows["thing"] == "persons")]
    assert own["highest"].tolist() == [800_000] and len(rows) == len(read_ceilings(LEXICONS))
