"""Every figure of shares, comparisons, words and agreement: of usual, other, large and empty frames."""

from functools import cache

import pandas as pd

from figures import invented, invented_comparison as ic
from unionreports.figures.agreement import plot_agreement, plot_category_scores, plot_confusion, plot_method_agreement
from unionreports.figures.differences import (
    plot_calendar_check,
    plot_differences,
    plot_done_against_planned,
    plot_heterogeneity,
    plot_trends,
)
from unionreports.figures.keyness import plot_keyness
from unionreports.figures.leave_one_out import plot_leave_one_out
from unionreports.figures.shares import (
    plot_priorities_by_place,
    plot_priorities_by_place_heatmap,
    plot_priorities_by_year,
)
from unionreports.figures.share_changes import plot_own_shares, plot_share_changes
from unionreports.figures.silence import plot_silence
from unionreports.figures.style import report_labels

BOOK = invented.CODEBOOK
WORTH = "One coder's reading."
REPORTS = invented.reports()
LABELS = report_labels(REPORTS)
BY_ROLE = invented.shares({"review": (21, 17, 300), "plan": (21, 17, 180), "frame": (3, 3, 10)}, "role")
DIFFERENCE = ic.comparison()
EQUAL = ic.comparison(weightings=("equal",))
LEFT_OUT = ic.left_out(EQUAL)
TREND = ic.comparison("trend", "2004", "2020", weightings=("equal",))
CALENDAR = pd.concat(
    [
        TREND.assign(calendar_terms="with"),
        ic.comparison("trend", "2004", "2020", weightings=("equal",), seed=3).assign(calendar_terms="without"),
    ]
)
SILENCE = ic.silence(list(REPORTS["report_id"]))
SMALL = ic.comparison(small_n=True)

#: A codebook of another field: no functions of unions, no Chinese names, one residual.
FIELDS = pd.DataFrame(
    {
        "id": [f"field_{i}" for i in range(9)],
        "short_en": [*(f"Policy field {i}" for i in range(8)), "Other"],
        "kind": ["field"] * 8 + ["residual"],
        "seed_terms": [*(f"词{i}|词{i + 10}" for i in range(8)), ""],
    }
)
FIELD_IDS = tuple(FIELDS["id"])


def share_changes(ids):
    """Shares before and after of as many priorities: every third leaves its interval, the last had none."""
    n = range(len(ids))
    rows = pd.DataFrame({"priority": ids, "old_share": [0.02 + 0.01 * i for i in n]})
    rows = rows.assign(old_low=rows["old_share"] / 2, old_high=rows["old_share"] * 1.5)
    rows["new_share"] = rows["old_share"] * [1.8 if i % 3 == 0 else 0.9 for i in n]
    rows.loc[rows.index[-1:], ["old_low", "old_high"]] = None
    sizes = {"old_n_reports": 8.0, "old_n_pages": 4.0, "new_n_reports": 14.0, "new_n_pages": 8.0}
    outside = pd.Series([i % 3 == 0 for i in n], dtype="boolean").where(rows["old_low"].notna())
    return rows.assign(**sizes, moved=rows["new_share"] - rows["old_share"], outside=outside)


def own_share_changes(ids):
    """The same with all text and with the reports' own."""
    rows = share_changes(ids)
    sides = rows.columns.str.replace("old_", "all_").str.replace("new_", "own_")
    return rows.set_axis(sides, axis=1).assign(all_n_units=193.0, own_n_units=155.0)


def few(frame):
    """Rows of eight priorities: panels take long to draw."""
    return frame[frame["priority"].isin(ic.IDS[:8])]


def renamed(frame):
    """The frame under the codebook of another field."""
    known = frame[frame["priority"].isin([*ic.IDS[: len(FIELD_IDS)], ""])]
    return known.assign(priority=known["priority"].replace(dict(zip(ic.IDS, FIELD_IDS))))


FIGURES = {
    "place": lambda: plot_priorities_by_place(few(ic.many_places(4)), BOOK),
    "year": lambda: plot_priorities_by_year(few(ic.by_year()), BOOK),
    "place_heatmap": lambda: plot_priorities_by_place_heatmap(ic.many_places(8), BOOK),
    "difference": lambda: plot_differences(DIFFERENCE, BOOK),
    "trend": lambda: plot_trends(TREND, BOOK),
    "heterogeneity": lambda: plot_heterogeneity(ic.comparison("heterogeneity", "province", ""), BOOK),
    "plan": lambda: plot_done_against_planned(ic.comparison("plan", "plan", "review"), BY_ROLE, BOOK),
    "calendar": lambda: plot_calendar_check(CALENDAR, BOOK),
    "share_changes": lambda: plot_share_changes(share_changes(ic.IDS[:12]), BOOK),
    "own_shares": lambda: plot_own_shares(own_share_changes(ic.IDS[:12]), BOOK),
    "leave_one_out": lambda: plot_leave_one_out(EQUAL, LEFT_OUT, BOOK, {"x000-1": "x000-1 沟北街道 2003–2007 †"}),
    "keyness": lambda: plot_keyness(ic.keyness(), BOOK.assign(seed_terms="集体协商")),
    "agreement": lambda: plot_agreement(ic.agreement(), WORTH),
    "category_scores": lambda: plot_category_scores(ic.category_scores(), BOOK, WORTH),
    "confusion": lambda: plot_confusion(ic.confusion(), BOOK, "codebook", WORTH),
    "method_agreement": lambda: plot_method_agreement(ic.method_agreement()),
    "silence": lambda: plot_silence(SILENCE, LABELS, BOOK),
}


@cache
def drawn(name):
    """The figure of that name, drawn once: for tests that only look at it."""
    return FIGURES[name]()


OTHER_FIELD = {
    "place": lambda: plot_priorities_by_place(renamed(ic.many_places(3)), FIELDS),
    "year": lambda: plot_priorities_by_year(renamed(ic.by_year()), FIELDS),
    "place_heatmap": lambda: plot_priorities_by_place_heatmap(renamed(ic.many_places(3)), FIELDS),
    "difference": lambda: plot_differences(renamed(DIFFERENCE), FIELDS),
    "plan": lambda: plot_done_against_planned(
        renamed(ic.comparison("plan", "plan", "review")), renamed(BY_ROLE), FIELDS
    ),
    "calendar": lambda: plot_calendar_check(renamed(CALENDAR), FIELDS),
    "leave_one_out": lambda: plot_leave_one_out(renamed(EQUAL), renamed(LEFT_OUT), FIELDS),
    "keyness": lambda: plot_keyness(ic.keyness(), FIELDS),
    "category_scores": lambda: plot_category_scores(ic.category_scores(FIELD_IDS), FIELDS, WORTH),
    "confusion": lambda: plot_confusion(ic.confusion(FIELD_IDS), FIELDS, "codebook", WORTH),
    "silence": lambda: plot_silence(renamed(SILENCE), LABELS, FIELDS),
}
MANY_BOOK = pd.DataFrame({"id": [f"a_{i:02}" for i in range(42)], "name_zh": "甲、乙", "law_function": "维护"})
MANY_IDS = tuple(MANY_BOOK["id"])
MANY_REPORTS = {f"x{i:03}-1": f"x{i:03}-1 漾濞彝族自治县 2011" for i in range(300)}
MANY_EQUAL = ic.comparison(weightings=("equal",), priorities=MANY_IDS)
LARGE = {
    "places": (lambda: plot_priorities_by_place(ic.many_places(50), BOOK), "Shown: 34 of 50 places"),
    "place_heatmap": (lambda: plot_priorities_by_place_heatmap(ic.many_places(90), BOOK), "of 90 places"),
    "years": (
        lambda: plot_priorities_by_year(few(invented.shares({y: (3, 3, 9) for y in range(1970, 2025)}, "year")), BOOK),
        "Shown: 40 of 55 years",
    ),
    "difference": (
        lambda: plot_differences(
            pd.concat([ic.comparison(group_a=f"第{i}省", group_b="rest", priorities=MANY_IDS) for i in range(9)]),
            MANY_BOOK,
        ),
        "Shown: 4 of 9 pairs of groups, those with most reports on both sides; all are in the CSV. Shown: 30 of 42 prior",
    ),
    "leave_one_out": (
        lambda: plot_leave_one_out(MANY_EQUAL, ic.left_out(MANY_EQUAL, n=300), MANY_BOOK, MANY_REPORTS),
        "300 reports left out one at a time",
    ),
    "share_changes": (lambda: plot_share_changes(share_changes(MANY_IDS), MANY_BOOK), "Shown: 24 of 42 priorities"),
    "keyness": (lambda: plot_keyness(ic.keyness(3_000), BOOK), "Shown: 30 of 3,000 terms"),
    "agreement": (
        lambda: plot_agreement(
            ic.agreement({"all": (999, 300)} | {f"report x{i}-1": (3, 1) for i in range(300)}), WORTH
        ),
        "Shown: 60 of 1204 rows",
    ),
    "category_scores": (
        lambda: plot_category_scores(ic.category_scores(MANY_IDS), MANY_BOOK, WORTH),
        "Shown: 30 of 42",
    ),
    "confusion": (lambda: plot_confusion(ic.confusion(MANY_IDS), MANY_BOOK, "codebook", WORTH), "Shown: 30 of 42"),
    "silence": (
        lambda: plot_silence(ic.silence(list(MANY_REPORTS), 60), MANY_REPORTS, BOOK),
        "Shown: 40 of 300 reports, those silent most often; all are in the CSV. Shown: 36 of 60 terms",
    ),
}
EMPTY = {
    "share_changes": lambda: plot_share_changes(share_changes(ic.IDS[:2]).assign(old_share=None), BOOK),
    "own_shares": lambda: plot_own_shares(own_share_changes(ic.IDS[:2]).assign(all_share=None), BOOK),
    "place": lambda: plot_priorities_by_place(ic.many_places(2).head(0), BOOK),
    "year": lambda: plot_priorities_by_year(ic.by_year().head(0), BOOK),
    "place_heatmap": lambda: plot_priorities_by_place_heatmap(ic.many_places(2).head(0), BOOK),
    "difference": lambda: plot_differences(TREND, BOOK),
    "difference_small": lambda: plot_differences(SMALL, BOOK),
    "trend": lambda: plot_trends(DIFFERENCE, BOOK),
    "heterogeneity": lambda: plot_heterogeneity(DIFFERENCE, BOOK),
    "plan": lambda: plot_done_against_planned(DIFFERENCE, BY_ROLE, BOOK),
    "calendar": lambda: plot_calendar_check(CALENDAR.head(0), BOOK),
    "leave_one_out": lambda: plot_leave_one_out(EQUAL, LEFT_OUT.head(0), BOOK),
    "leave_one_out_small": lambda: plot_leave_one_out(SMALL, LEFT_OUT, BOOK),
    "keyness": lambda: plot_keyness(ic.keyness().head(0), BOOK),
    "agreement": lambda: plot_agreement(ic.agreement().head(0), WORTH),
    "category_scores": lambda: plot_category_scores(ic.category_scores().head(0), BOOK, WORTH),
    "confusion": lambda: plot_confusion(ic.confusion(), BOOK, "another", WORTH),
    "method_agreement": lambda: plot_method_agreement(ic.method_agreement().tail(1)),
    "silence": lambda: plot_silence(SILENCE.head(0), LABELS, BOOK),
}
