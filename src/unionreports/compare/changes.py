"""A model was fitted again: which earlier estimates moved, by how much, and does what was concluded from them still hold?

Shares of topics add up, and so do their means, differences and slopes. The estimate of a topic that split is therefore
compared with the sum of those it split into, and the sum of merged topics with the topic they became.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from unionreports.compare.bootstrap import excludes_zero

_KEY = ["covariate", "value", "kind"]
_VALUES = ["estimate", "low", "high"]
#: Of a mean share nobody asks whether it is above 0.
_WITHOUT_CONCLUSION = "mean"
#: An interval may have no width; an estimate that differs in its last digits has not moved out of it.
_ROUNDING = 1e-9


def effect_changes(old_effects: pd.DataFrame, new_effects: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """A row for each estimate of the old table, those of topics that merged or hang together as one.

    Parameters
    ----------
    old_effects, new_effects
        Tables `topic_effects` of one model each, before and after.
    changes
        As `models.topic_changes.topic_changes` gives them.

    Returns
    -------
    pandas.DataFrame
        `old`, `new`: topics, joined with | where several are summed, `new` empty for a vanished topic; `change`;
        `covariate`, `value`, `kind`; `old_estimate`, `old_low`, `old_high` and the same of the new; `moved`: new less old;
        `outside`: whether the new estimate lies outside the old interval; `old_conclusion`, `new_conclusion`: `above` or `below` 0
        where the interval excludes it, else `open`, empty for means; `conclusion_changed`. What cannot be said is empty:
        sums have no interval, since tables do not hold how estimates vary together.

    Raises
    ------
    ValueError
        Where a table holds more than one model, or a topic of the old table is not among the changes.
    """
    for effects, which in ((old_effects, "old"), (new_effects, "new")):
        if effects["model"].nunique() > 1:
            raise ValueError(f"the {which} effects are of {effects['model'].nunique()} models; compare one at a time.")
    missing = set(old_effects["topic"]) - set(changes["old"].dropna())
    if missing:
        raise ValueError(
            f"topic {min(missing)} of the old effects is not among the changes; compare the same two fits."
        )
    frames = [
        _compared(old_effects, new_effects, before, after).assign(
            old="|".join(map(str, before)), new="|".join(map(str, after)), change=change
        )
        for before, after, change in _groups(changes)
        if before
    ]
    columns = ["old", "new", "change", *_KEY, *(f"{side}_{v}" for side in ("old", "new") for v in _VALUES)]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    return _judged(table[columns])


def _groups(changes: pd.DataFrame) -> Iterator[tuple[list[int], list[int], str]]:
    """Old topics, new topics and change of what hangs together."""
    rows = [
        (
            {(side, int(number)) for side, number in (("old", row.old), ("new", row.new)) if not pd.isna(number)},
            row.change,
        )
        for row in changes.itertuples()
    ]
    while rows:
        topics, change = rows.pop(0)
        said = {change}
        while linked := [row for row in rows if row[0] & topics]:
            rows = [row for row in rows if not row[0] & topics]
            topics, said = topics.union(*(row[0] for row in linked)), said | {row[1] for row in linked}
        olds, news = (sorted(number for side, number in topics if side == name) for name in ("old", "new"))
        yield olds, news, "|".join(sorted(said))


def _compared(old: pd.DataFrame, new: pd.DataFrame, before: list[int], after: list[int]) -> pd.DataFrame:
    """Estimates of the old topics beside those of the new, each side summed."""
    sides = [_summed(old, before).add_prefix("old_"), _summed(new, after).add_prefix("new_")]
    return sides[0].join(sides[1], how="left").reset_index()


def _summed(effects: pd.DataFrame, topics: list[int]) -> pd.DataFrame:
    """Estimates by covariate, value and kind; of several topics their sum, where all have one, without interval."""
    rows = effects[effects["topic"].isin(topics)]
    if len(topics) == 1:
        return rows.set_index(_KEY)[_VALUES]
    summed = rows.groupby(_KEY)[["estimate"]].sum(min_count=max(len(topics), 1))
    return summed.assign(low=np.nan, high=np.nan)


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """The comparison with what moved, and whether conclusions did."""
    moved = table["new_estimate"] - table["old_estimate"]
    known = table[["new_estimate", "old_low", "old_high"]].notna().all(axis=1)
    below = table["new_estimate"] < table["old_low"] - _ROUNDING
    out = below | (table["new_estimate"] > table["old_high"] + _ROUNDING)
    before, after = _conclusions(table, "old"), _conclusions(table, "new")
    changed = pd.Series(before != after, index=table.index, dtype="boolean")
    return table.assign(
        moved=moved.astype("float64"),
        outside=out.astype("boolean").where(known),
        old_conclusion=before,
        new_conclusion=after,
        conclusion_changed=changed.where((before != "") & (after != "")),
    )


def _conclusions(table: pd.DataFrame, side: str) -> pd.Series:
    """above, below or open; empty for means and where there is no interval."""
    low, high = (table[f"{side}_{end}"].astype("float64") for end in ("low", "high"))
    signs = np.where(excludes_zero(low, high), np.where(low > 0, "above", "below"), "open")
    said = low.notna() & high.notna() & (table["kind"] != _WITHOUT_CONCLUSION)
    return pd.Series(np.where(said, signs, ""), index=table.index, dtype="str")
