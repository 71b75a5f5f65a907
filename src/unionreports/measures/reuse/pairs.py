"""What is known of two reports that have a passage in common, whatever the passage says?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from unionreports.measures.bodies import UNNAMED
from unionreports.measures.reuse.places import could_be_one_body, different_places

#: Kinds of passages of two reports that nothing else decides.
OTHERWISE = ("undetermined", "between_places", "template")
#: What tells whether two reports come from different places.
_PLACE = ["level", "region_code", "region_name", "county", "prefecture", "province"]


@dataclass(frozen=True)
class PairFacts:
    """Facts of pairs of reports, each of shape (n_pairs,).

    Attributes
    ----------
    a, b
        Numbers of the reports.
    could_be_same
        Two pages that can be of one document.
    again
        One body reports on two periods.
    higher
        One is of the national level, the other from below it.
    host
        A host of model reports has one of them, and they are not of one body.
    otherwise
        Index in `OTHERWISE`.
    """

    a: np.ndarray
    b: np.ndarray
    could_be_same: np.ndarray
    again: np.ndarray
    higher: np.ndarray
    host: np.ndarray
    otherwise: np.ndarray


def pair_facts(rows: pd.DataFrame, a: np.ndarray, b: np.ndarray, on_host: np.ndarray) -> PairFacts:
    """Facts of the pairs of reports `a` and `b`.

    Parameters
    ----------
    rows
        Rows of the table `reports` with `body` (`bodies.bodies`); a report's number is its row.
    on_host
        Whether the page of each report is taken for a host's of model reports.
    """
    different = _different(rows, a, b)
    # A body without a name is only likely to be the same.
    named = (rows["body"] != "").to_numpy(bool) & ~rows["body"].str.endswith(UNNAMED).to_numpy(bool)
    body, page = (pd.factorize(rows[name])[0] for name in ("body", "page_id"))
    own, one_page = (body[a] == body[b]) & named[a], page[a] == page[b]
    again = own & _other_period(rows, a, b)
    of_one_body = own.copy()
    beside = np.flatnonzero(one_page & ~own)
    given = list(rows.itertuples())
    of_one_body[beside] = [could_be_one_body(given[i], given[j]) for i, j in zip(a[beside], b[beside])]
    national = (rows["level"] == "national").to_numpy(bool)
    template = on_host[a] & on_host[b] & ~of_one_body
    return PairFacts(
        a,
        b,
        could_be_same=~one_page & ~different & ~again,
        again=again,
        higher=different & (national[a] | national[b]),
        host=(on_host[a] | on_host[b]) & ~of_one_body,
        otherwise=np.select(
            [different, template], [OTHERWISE.index("between_places"), OTHERWISE.index("template")], default=0
        ),
    )


def _different(rows: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the reports of each pair are known to come from different places, asked once for each two places."""
    places = rows.groupby(_PLACE, sort=False, dropna=False).ngroup().to_numpy()
    one_of_each = list(rows[~pd.Series(places).duplicated().to_numpy()].itertuples())
    keys, of_pair = np.unique(places[a] * len(one_of_each) + places[b], return_inverse=True)
    answers = [different_places(one_of_each[i], one_of_each[j]) for i, j in zip(*divmod(keys, len(one_of_each)))]
    return np.array(answers, bool)[of_pair]


def _other_period(rows: pd.DataFrame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Whether the reports of each pair are known to be about different times."""
    stated = (rows["period_start"].fillna("") != "").to_numpy(bool)
    period = rows.groupby(["period_start", "period_end"], sort=False, dropna=False).ngroup().to_numpy()
    year = rows["year"].astype("Float64").to_numpy(np.float64, na_value=np.nan)
    other_year = ~np.isnan(year[a]) & ~np.isnan(year[b]) & (year[a] != year[b])
    return np.where(stated[a] & stated[b], period[a] != period[b], other_year)
