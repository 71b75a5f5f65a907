"""What does the command `unionreports agreement` print?

Figures of agreement stand beside what the hand coding is worth and how few reports they rest on.
"""

from collections.abc import Mapping

import pandas as pd

from unionreports.models.coders import MERGED
from unionreports.text.lexicons import Lexicons
from unionreports.validation.agreement import MEASURES, agreement, category_scores
from unionreports.validation.disputes import dispute_summary, disputes
from unionreports.validation.method_agreement import MEASURES as PAIR_MEASURES
from unionreports.validation.method_agreement import method_agreement
from unionreports.validation.reference import reference_codes
from unionreports.validation.report_text import number, table, with_interval, wrapped
from unionreports.validation.resampling import FEW_CLUSTERS
from unionreports.validation.witnesses import methods_of

#: What the README of tests/gold says of the coding that comes with the software, by the name of its coder.
WORTH = {
    "reference": (
        "The reference coding was read and coded unit by unit by the rules in docs/coding_rules.md, in two passes by "
        "one procedure (they differ in 1 of 281 units). That agreement shows consistency, not validity: two trained people "
        "coding independently would agree less, and no such coding exists yet. The codebook was written with these "
        "reports at hand: its figures are in-sample, and on other reports it will agree less."
    )
}
#: For any coding: what its figures cannot say.
OWN_CODING = (
    "Agreement with one coder is not validity. Have a second coder fill in a blind sheet, and see how far the two "
    "agree: no method can be shown to be better than that."
)
TRAINED = (
    "A method that was trained on hand-coded units is measured fairly only where a unit's code comes from a model that "
    "never saw its report."
)
_INTERVALS = (
    "95 % intervals in brackets resample reports with all their units; those of a single report resample its units and "
    "say nothing about others."
)
_MEASURES = (
    "macro_f1: mean over the categories that occur in the reference of the subset. partial: the code is the primary or "
    "a secondary one of the reference."
)
#: Characters of a unit's text in the reading list: two lines of Chinese on a terminal; `disputes` has the whole.
_SHOWN = 100
#: With more reports than this their single rows are no longer printed; `agreement` has them.
_MOST_REPORTS = 12


def agreement_report(
    tables: Mapping[str, pd.DataFrame], lexicons: Lexicons, random_state: int, n_disputes: int = 10
) -> str:
    """Text on the agreement of every method with the hand coding and with each other.

    Parameters
    ----------
    tables : units, reports, pages, priorities.
    lexicons : with the hand-coded units.
    random_state : seed of the bootstrap.
    n_disputes : length of the reading list.
    """
    units, reports, priorities = tables["units"], tables["reports"], tables["priorities"]
    codes, left_out = reference_codes(lexicons.coded_units, units, reports, tables["pages"])
    parts = []
    if len(codes):
        parts += _against_reference(priorities, codes, units, random_state)
    else:
        parts.append("No unit of this corpus is coded by hand: draw a blind coding sheet to begin.")
    parts += _not_used(left_out, codes)
    if priorities["method"].nunique() > 1:
        parts += _between_methods(priorities, units, random_state)
    listed = disputes(priorities, units, reports, codes if len(codes) else None, n_disputes)
    if len(listed):
        parts.append(
            f"The {len(listed)} units most in dispute (score 0: unanimous, 1: all certain of different codes):"
        )
        parts += [dispute_entry(row) for row in listed.to_dict("records")]
    return "\n\n".join(parts) + "\n"


def worth_of(codes: pd.DataFrame) -> str:
    """What the hand codes that `reference_codes` gives are worth, to be said wherever a figure rests on them."""
    said = dict.fromkeys(WORTH.get(coder, OWN_CODING) for coder in _coders(codes))
    return " ".join(said) or "No unit of this corpus is coded by hand."


def _coders(codes: pd.DataFrame) -> list[str]:
    """Everyone who coded one of the units, also where the code of others counts."""
    return list(dict.fromkeys(name for names in codes["coders"] for name in names.split("|")))


def _not_used(left_out: pd.DataFrame, codes: pd.DataFrame) -> list[str]:
    """Paragraphs on rows that were merged into others and on rows that found no unit."""
    merged = left_out["reason"].isin(MERGED)
    parts = []
    for rows, begin in ((left_out[merged], "Merged"), (left_out[~merged], "Left out")):
        if len(rows):
            reasons = "; ".join(f"{reason}: {n}" for reason, n in rows["reason"].value_counts().items())
            parts.append(f"{begin}: {len(rows)} hand-coded rows ({reasons}).")
            if begin == "Merged":
                several = codes["coders"].str.contains("|", regex=False)
                parts[-1] += (
                    f" {several.sum()} units have several coders; they disagree on {(~codes['agreed']).sum()} of them. The "
                    "reference has one row a unit: the code most coders gave, where they are equally many the one that "
                    "stands first in the files."
                )
            else:
                parts[-1] += f" The first: {', '.join(rows['unit_id'][:5])}."
    return [wrapped(part) for part in parts]


def _against_reference(priorities, codes, units, random_state) -> list[str]:
    coders = _coders(codes)
    scores = agreement(priorities, codes, units, random_state)
    n_reports = codes.merge(units, on="unit_id")["report_id"].nunique()
    few = n_reports < FEW_CLUSTERS
    if n_reports > _MOST_REPORTS:
        scores = scores[~scores["subset"].str.startswith("report ")]
    wide = scores.assign(cell=with_interval(scores)).pivot(
        index=["method", "subset", "n_units", "n_reports"], columns="measure", values="cell"
    )
    order = scores.drop_duplicates(["method", "subset"]).set_index(["method", "subset", "n_units", "n_reports"]).index
    parts = [
        f"Agreement with the hand coding: {len(codes)} units of {n_reports} reports; coder{'s' * (len(coders) > 1)}: {', '.join(coders)}.",
        wrapped(worth_of(codes)),
        wrapped(TRAINED),
        wrapped(_INTERVALS + (f" {n_reports} reports are few: the intervals are rough." if few else "")),
        table(wide.loc[order, [*MEASURES, "partial"]].reset_index()),
        wrapped(_MEASURES),
    ]
    by_category = category_scores(priorities, codes, units, random_state)
    by_category["cell"] = [
        "" if pd.isna(r.f1) and not r.n_coded else f"{number(r.f1)} ({number(r.precision)}, {number(r.recall)})"
        for r in by_category.itertuples()
    ]
    wide = by_category.pivot(index=["priority", "n_reference"], columns="method", values="cell").fillna("")
    # A method that coded none of the units of the reference has no column.
    wide = wide[methods_of(wide)].reset_index().sort_values("n_reference", ascending=False, kind="stable")
    return [*parts, "F1 of each category (precision, recall); n is the units of the reference:", table(wide)]


def _between_methods(priorities, units, random_state) -> list[str]:
    pairs = method_agreement(priorities, units, random_state).query("priority == ''")
    wide = pairs.assign(cell=with_interval(pairs)).pivot(
        index=["method_a", "method_b", "n_units", "n_reports"], columns="measure", values="cell"
    )
    order = pairs.drop_duplicates(["method_a", "method_b"]).set_index(wide.index.names).index
    parts = [
        "Agreement between methods (they read the same words: to agree is not to be right):",
        table(wide.loc[order, [m for m in PAIR_MEASURES if m in wide]].fillna("").reset_index()),
    ]
    summary = dispute_summary(priorities, units)
    return [*parts, "Units on which the independent methods agree:", table(summary)] if len(summary) else parts


def dispute_entry(row: Mapping[str, object]) -> str:
    """One row of `disputes` to be read: codes with confidences, and the beginning of the text."""
    codes = [
        f"{witness} {row[witness]} ({row[f'{witness}_confidence']:.2f})"
        for witness in row
        if f"{witness}_confidence" in row and not pd.isna(row[witness])
    ]
    return "\n  ".join(
        [
            f"{row['unit_id']} ({row['role']}), score {row['score']:.2f}: " + "; ".join(codes),
            str(row["heading_path"]) or "(no heading)",
            _shortened(str(row["text"])),
        ]
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
