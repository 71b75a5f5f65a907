"""What money was worth: consumer prices and average wages of China by year, as data with their sources."""

from pathlib import Path

import pandas as pd

from unionreports.config import lexicon_files
from unionreports.text.lexicon_files import read_rows, refuse

COLUMNS = ("year", "index", "average_wage", "source")
#: What the series is, for columns and notes that rest on it.
SERIES = "consumer price index of China, preceding year = 100 (data/lexicons/prices.csv)"


def read_prices(folder: Path) -> pd.DataFrame:
    """The prices of a project: prices.csv and prices.extra.csv, as `config.lexicon_files` finds them.

    Parameters
    ----------
    folder
        Folder of the project's lexicons; it need not exist.

    Returns
    -------
    Frame of the columns COLUMNS in the order of the years: year (int64), index (float64, preceding year = 100),
    average_wage (float64, yuan a year, urban units; empty where not known), source.

    Raises
    ------
    InputError
        A year that is none or stands twice, an index or wage that is no number above 0, a year missing between two others:
        a chain of prices cannot leap over it.
    """
    tables = [read_rows(path, COLUMNS) for path in lexicon_files(folder, "prices.csv")]
    rows = pd.concat(tables, ignore_index=True)
    no_years = rows[~rows["year"].str.fullmatch(r"\d{4}")]
    if len(no_years):
        raise refuse(no_years.iloc[0], "year", "no year", remedy="write it with four digits")
    numbers = {name: pd.to_numeric(rows[name], errors="coerce").astype("float64") for name in ("index", "average_wage")}
    for name, values in numbers.items():
        wrong = rows[~(values > 0) & ((rows[name] != "") | (name == "index"))]
        if len(wrong):
            raise refuse(wrong.iloc[0], name, "no number above 0", remedy="write it in digits, as 102.5")
    rows = rows.assign(**numbers, number=rows["year"].astype("int64")).sort_values("number", kind="stable")
    steps = rows["number"].diff()
    broken = rows[steps.notna() & (steps != 1)]
    if len(broken):
        problem = "this year stands in a row before" if (steps == 0).any() else "the year before it is missing"
        if (steps == 0).any():
            broken = rows[steps == 0]
        raise refuse(broken.iloc[0], "year", problem, remedy="give one row to each year, without a gap")
    return rows.assign(year=rows["number"])[list(COLUMNS)].reset_index(drop=True)


def deflator(prices: pd.DataFrame, base_year: int) -> pd.Series:
    """By what an amount of each year is multiplied to be in yuan of `base_year`.

    Parameters
    ----------
    prices
        As `read_prices` gives them.

    Returns
    -------
    Series of float64, indexed by year; 1 in the base year.

    Raises
    ------
    ValueError
        Where the base year is none of the years of `prices`.
    """
    years = prices["year"].to_numpy()
    if base_year not in years:
        raise ValueError(
            f"prices are known for {years.min()} to {years.max()}, not for {base_year}; choose one of these years."
        )
    # The first year has no year before it in the table: the chain begins there.
    chain = pd.Series((prices["index"] / 100).to_numpy(copy=True), index=pd.Index(years, name="year"))
    chain.iloc[0] = 1.0
    level = chain.cumprod()
    return (level[base_year] / level).rename("deflator")
