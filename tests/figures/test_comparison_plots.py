"""Figures of shares, comparisons, words and agreement show what their frames hold and say what they leave out."""

import numpy as np
import pandas as pd
import pytest

from figures import invented, invented_comparison as ic
from figures.cases import (
    few,
    BOOK,
    BY_ROLE,
    CALENDAR,
    DIFFERENCE,
    EQUAL,
    FIELDS,
    drawn,
    LABELS,
    LEFT_OUT,
    SILENCE,
    TREND,
    WORTH,
)
from figures.checks import assert_nothing_overlaps, marks, written
from unionreports.figures.agreement import plot_agreement, plot_category_scores, plot_confusion
from unionreports.figures.differences import (
    plot_calendar_check,
    plot_differences,
    plot_done_against_planned,
    plot_heterogeneity,
)
from unionreports.figures.keyness import plot_keyness
from unionreports.figures.leave_one_out import plot_leave_one_out
from unionreports.figures.priority_looks import RESIDUAL, priority_colours, priority_labels, priority_looks
from unionreports.figures.shares import (
    plot_priorities_by_place,
    plot_priorities_by_place_heatmap,
    plot_priorities_by_year,
)
from unionreports.figures.silence import plot_silence
from unionreports.figures.style import ORANGE


def _whiskers(axes):
    return [line for line in axes.lines if line.get_marker() == "None" and line.get_linewidth() == 1.6]


def test_in_a_codebook_without_functions_each_priority_has_its_own_colour_and_the_residual_none():
    colours = priority_colours(FIELDS)
    assert len(set(list(colours.values())[:7])) == 7
    assert colours["field_8"] == RESIDUAL[0]
    assert priority_looks(FIELDS, ["field_3", "unlisted", "field_1"]).order == ["field_1", "field_3", "unlisted"]


def test_places_of_fewer_than_three_reports_are_open_points_in_their_row():
    figure = plot_priorities_by_place(few(ic.many_places(9)), BOOK)
    labels = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    rows = {label: y for y, label in enumerate(labels)}
    assert labels[0].endswith("n = 9") and labels[-1].endswith("n = 1")
    for axes in figure.axes[:8]:
        hollow = sorted(y for m in marks(axes) if m.get_markerfacecolor() == "white" for y in m.get_ydata())
        assert hollow == [rows["第8省  n = 2"], rows["第8省  n = 2"], rows["第0省  n = 1"]]


def test_years_have_one_scale_and_the_last_panel_counts_the_reports():
    figure = drawn("year")
    *panels, counts = figure.axes
    assert len({axes.get_ylim() for axes in panels}) == 1
    assert {axes.get_xlim() for axes in figure.axes} == {(2003.0, 2021.0)}
    assert [axes.get_xlabel() for axes in figure.axes][-3:] == ["year"] * 3
    assert {bar.get_x() + bar.get_width() / 2: bar.get_height() for bar in counts.patches} == {
        2004: 4, 2005: 1, 2008: 2, 2009: 6, 2014: 3, 2020: 5,
    }  # fmt: skip
    # 2014 has three reports of one page: a mean without an interval.
    at_2014 = [line for axes in panels for line in _whiskers(axes) if line.get_xdata()[0] == 2014]
    assert not at_2014


def test_periods_with_names_are_drawn_in_their_order():
    sizes = {"2013–2017": (3, 3, 9), "2003–2007": (4, 4, 9), "2018–": (3, 3, 9)}
    shares = invented.shares(sizes, "rule_period")
    figure = plot_priorities_by_year(shares[shares["priority"].isin(ic.IDS[:4])], BOOK, "rule_period")
    counts = figure.axes[4]
    assert [t.get_text() for t in counts.get_xticklabels()] == ["2003–2007", "2013–2017", "2018–"]
    assert [bar.get_height() for bar in counts.patches] == [4, 3, 3]
    assert_nothing_overlaps(figure)


def test_the_heat_map_gives_two_reports_two_rows_and_never_their_mean():
    shares = ic.many_places(8)
    figure = plot_priorities_by_place_heatmap(shares, BOOK)
    axes = figure.axes[0]
    image = axes.images[0].get_array()
    labels = [t.get_text() for t in axes.get_yticklabels()]
    two = shares[(shares["n_reports"] == 2) & (shares["priority"] == "other")].iloc[0]
    at = [i for i, label in enumerate(labels) if label.startswith(two["province"])]
    assert [labels[i].split("  ")[1][:15] for i in at] == ["report 1 of 2, ", "report 2 of 2, "]
    assert [image[i][-1] for i in at] == pytest.approx([float(p) * 100 for p in two["points"].split("|")], abs=1e-3)
    assert np.allclose(image.sum(axis=1), 100, atol=1e-3)


def test_a_forest_has_the_estimates_in_percentage_points_and_shades_what_excludes_0():
    axes = drawn("difference").axes[0]
    assert axes.get_xlabel() == "percentage points,\ncounty, district 县级 minus province 省级"
    order = priority_looks(BOOK, ic.IDS).order
    expected = EQUAL.set_index("priority").loc[order]
    dots = sorted((m.get_ydata()[0], m.get_xdata()[0]) for m in marks(axes) if m.get_marker() == "o")
    assert [x for _, x in dots] == pytest.approx(list(expected["estimate"] * 100))
    ends = sorted((w.get_ydata()[0], *w.get_xdata()) for w in _whiskers(axes))
    assert [low for _, low, _ in ends] == pytest.approx(list(expected["low"] * 100))
    shaded = sorted(round(p.get_y() + p.get_height() / 2) for p in axes.patches)
    excluding = [i for i, row in enumerate(expected.itertuples()) if row.low > 0 or row.high < 0]
    assert excluding and shaded == excluding
    written_p = [t.get_text() for t in axes.texts][: len(order)]
    assert written_p[shaded[0]] == f"{expected['p_adjusted'].iloc[shaded[0]]:.3f}"


def test_other_weightings_stand_as_small_marks_in_the_same_row():
    axes = drawn("difference").axes[0]
    found = {m.get_marker(): len(m.get_xdata()) for m in marks(axes) if m.get_marker() != "o"}
    assert found == {"|": len(ic.IDS), "+": len(ic.IDS)}


def test_an_estimate_without_interval_is_open():
    figure = plot_differences(EQUAL.assign(low=np.nan, high=np.nan), BOOK)
    assert {m.get_markerfacecolor() for m in marks(figure.axes[0])} == {"white"}
    assert not _whiskers(figure.axes[0]) and "too few pages" in written(figure)
    assert "whiskers" not in written(figure)


def test_the_note_of_a_comparison_says_who_is_compared_and_who_is_left_out():
    note = written(drawn("difference"))
    assert (
        "n = 21 reports on 17 pages, 480 units (county, district 县级: 9, province 省级: 12); 3 reports without a group left out."
        in note
    )
    assert "3 reports without a year left out" in written(drawn("trend"))


def test_what_could_not_be_estimated_is_said():
    small = ic.comparison(group_a="township_street", group_b="rest", small_n=True)
    note = written(plot_differences(pd.concat([EQUAL, small]), BOOK))
    assert "Not drawn, for too few reports: 1 pair of groups." in note
    gaps = EQUAL.assign(question="heterogeneity")
    gaps.loc[gaps["priority"].isin(ic.IDS[:2]), ["estimate", "low", "high"]] = np.nan
    assert "Not drawn, for want of an estimate: 2 priorities." in written(plot_heterogeneity(gaps, BOOK))


def test_done_and_planned_are_joined_where_both_are_means():
    left = drawn("plan").axes[0]
    means = BY_ROLE.pivot(index="priority", columns="role", values="share") * 100
    order = priority_looks(BOOK, ic.IDS).order
    joins = sorted((line.get_ydata()[0], *line.get_xdata()) for line in left.lines if len(line.get_xdata()) == 2)
    assert [x for _, x, _ in joins] == pytest.approx(list(means["review"].loc[order]))
    assert [x for *_, x in joins] == pytest.approx(list(means["plan"].loc[order]))


def test_done_and_planned_are_seen_where_they_coincide():
    left = drawn("plan").axes[0]
    faces = {(m.get_markerfacecolor() == "none"): m.get_markersize() for m in marks(left)}
    assert faces[True] > faces[False] + 2


def test_done_and_planned_are_of_the_reports_compared_and_the_note_has_both_n():
    note = written(drawn("plan"))
    assert "over the same 21 reports, which have both parts: 300 units of what was done, 180 of what is planned" in note
    others = BY_ROLE.assign(n_reports=BY_ROLE["n_reports"].where(BY_ROLE["role"] != "plan", 8))
    with pytest.raises(ValueError, match="shares of the plan are of 8 reports and the comparison is of 21"):
        plot_done_against_planned(ic.comparison("plan", "plan", "review"), others, BOOK)


def test_an_interval_around_a_priority_that_stands_in_neither_part_is_explained():
    plan = ic.comparison("plan", "plan", "review")
    nowhere = BY_ROLE.assign(share=BY_ROLE["share"].where(~BY_ROLE["priority"].isin(ic.IDS[:2]), 0.0))
    assert "2 priorities stand in neither part; the interval there" in written(
        plot_done_against_planned(plan, nowhere, BOOK)
    )
    assert "neither part" not in written(drawn("plan"))
    assert "neither part" not in written(plot_done_against_planned(plan.assign(low=np.nan, high=np.nan), nowhere, BOOK))


def test_the_calendar_check_says_what_codes_it_rests_on_and_names_no_band_that_is_not_drawn():
    assert "rest on the codebook's rules alone, not on the combined codes" in written(drawn("calendar"))
    figure = plot_calendar_check(pd.concat([TREND.assign(calendar_terms=c) for c in ("with", "without")]), BOOK)
    assert not any("differs" in t.get_text() for t in figure.legends[0].get_texts())
    assert "No conclusion differs" in written(figure)


def test_the_calendar_check_marks_priorities_whose_conclusion_differs():
    axes = drawn("calendar").axes[0]
    versions = {name: f.set_index("priority") for name, f in CALENDAR.groupby("calendar_terms")}
    side = {name: (f["low"] > 0).astype(int) - (f["high"] < 0) for name, f in versions.items()}
    order = priority_looks(BOOK, ic.IDS).order
    differs = [i for i, p in enumerate(order) if side["with"][p] != side["without"][p]]
    assert differs and sorted(round(p.get_y() + p.get_height() / 2) for p in axes.patches) == differs


def test_leave_one_out_names_whose_absence_changes_a_conclusion():
    figure = drawn("leave_one_out")
    beside = [t.get_text() for t in figure.axes[0].texts]
    turned = LEFT_OUT[LEFT_OUT["changed"] != ""]
    assert any(text.startswith("x000-1 沟北街道 2003–2007 †") for text in beside)
    assert sum(":" in text for text in beside) == turned["priority"].nunique()
    weighty = turned[turned["changed"] != "sign"]
    of_sign = turned[turned["changed"] == "sign"]
    assert f"changes for {weighty['priority'].nunique()} of 20 priorities whether" in written(figure)
    assert f"for {of_sign['priority'].nunique()} the sign of the estimate alone" in written(figure)
    ticks = [m for m in marks(figure.axes[0]) if m.get_marker() == "|"]
    assert sum(len(m.get_xdata()) for m in ticks) == len(LEFT_OUT)


def _ticks(frame):
    """Widths of the marks of what becomes of an estimate, and names of the legend."""
    figure = plot_leave_one_out(EQUAL, frame, BOOK)
    widths = {}
    for m in marks(figure.axes[0]):
        if m.get_marker() == "|" and len(m.get_xdata()):
            widths[m.get_markeredgewidth()] = widths.get(m.get_markeredgewidth(), 0) + len(m.get_xdata())
    return widths, [t.get_text() for t in figure.legends[0].get_texts()], written(figure)


def test_a_sign_that_turns_is_a_thin_mark_and_an_interval_that_does_a_strong_one():
    weighty = LEFT_OUT["changed"].str.contains("interval now")
    widths, names, _ = _ticks(LEFT_OUT)
    assert widths == {2.6: weighty.sum(), 0.9: (~weighty).sum()} and weighty.any()
    assert "without one: whether the interval excludes 0 changes" in names
    signs = LEFT_OUT.assign(changed=LEFT_OUT["changed"].where(~weighty, "sign"))
    widths, names, note = _ticks(signs)
    assert list(widths) == [0.9] and "without one: only the sign of the estimate changes" in names
    assert "changes for 0 of 20 priorities whether the interval excludes 0" in note
    assert not any("whether the interval" in name for name in names)
    assert not any("sign" in name for name in _ticks(LEFT_OUT.assign(changed=""))[1])


def test_leaving_one_out_that_leaves_no_estimate_is_said_and_is_no_mark():
    lost = LEFT_OUT.assign(
        estimate=LEFT_OUT["estimate"].where(LEFT_OUT["left_out"] != "x004-1"),
        changed=LEFT_OUT["changed"].where(LEFT_OUT["left_out"] != "x004-1", "too few reports"),
    )
    lost["changed"] = lost["changed"].where(~lost["left_out"].isin(["x005-1", "x006-1"]), "interval lost")
    note = _ticks(lost)[2]
    assert "Without x004-1 too few reports are left to compare." in note
    assert "Without x005-1, or any of 1 other reports, no interval is left." in note


def test_leave_one_out_refuses_rows_of_several_comparisons():
    with pytest.raises(ValueError, match="several values of weighting"):
        plot_leave_one_out(DIFFERENCE, LEFT_OUT, BOOK)


def test_keyness_shows_the_largest_z_of_each_side_and_opens_what_one_report_carries():
    frame = ic.keyness()
    axes = plot_keyness(frame, BOOK.assign(seed_terms=["集体协商|x", *[""] * 19]), n_terms=6).axes[0]
    dots = sorted((m.get_ydata()[0], m.get_xdata()[0], m.get_markerfacecolor()) for m in marks(axes))
    chosen = pd.concat([frame.nlargest(6, "z"), frame.nsmallest(6, "z").iloc[::-1]])
    assert [x for _, x, _ in dots] == pytest.approx(list(chosen["log_odds"]))
    assert [colour == "white" for *_, colour in dots] == list(chosen["top_report_share"] > 0.5)
    assert axes.get_xlabel() == "log-odds ratio (natural logarithm): left province 省级, right county, district 县级"


def test_the_complement_of_a_group_is_all_others_and_one_page_is_singular():
    frame = ic.keyness(12)
    frame.attrs |= {"group_a": "township_street", "group_b": "not township_street", "n_pages_a": 1}
    figure = plot_keyness(frame, BOOK)
    assert figure.get_suptitle() == "Which words set township, street 乡镇街道 apart from all other levels"
    assert "9 reports on 1 page with 13,210 words" in written(figure) and "not township" not in written(figure)


def test_the_legend_of_keyness_has_only_marks_that_are_drawn():
    frame = ic.keyness(12, small_n=True)
    figure = plot_keyness(frame[frame["log_odds"] > 0].assign(top_report_share=0.1), BOOK)
    assert [t.get_text() for t in figure.legends[0].get_texts()] == ["used more in county, district 县级"]
    assert {h.get_linestyle() for h in figure.legends[0].get_lines()} == {"None"}
    assert "Open:" not in written(figure)


def test_a_term_of_the_codebook_has_its_priority_beside_it():
    book = BOOK.assign(seed_terms=["集体协商|职工之家|厂务公开", *[""] * 19])
    axes = plot_keyness(ic.keyness(10), book, n_terms=10).axes[0]
    labels = [t.get_text() for t in axes.get_yticklabels()]
    assert {"集体协商 (Organising)", "职工之家 (Organising)", "厂务公开 (Organising)"} <= set(labels)
    assert any(label.startswith("〓野") for label in labels)


def test_terms_tied_to_the_calendar_have_an_asterisk_and_the_note_says_so():
    frame = ic.keyness(10)
    figure = plot_keyness(frame.assign(calendar_tied=frame["term"] == "词3"), BOOK)
    labels = [t.get_text() for t in figure.axes[0].get_yticklabels()]
    assert [label for label in labels if "*" in label] == ["词3*"]
    assert "words of the calendar" in written(figure)
    assert "words of the calendar" not in written(plot_keyness(frame, BOOK))


def test_the_confusion_matrix_has_counts_and_says_how_many_agree():
    frame = ic.confusion()
    figure = plot_confusion(frame, BOOK, "codebook", WORTH)
    mine = frame[frame["method"] == "codebook"]
    axes = figure.axes[0]
    assert sum(int(t.get_text()) for t in axes.texts) == mine["n"].sum()
    agreed = mine.loc[mine["reference"] == mine["coded"], "n"].sum()
    assert f"n = {mine['n'].sum():,} units, {agreed} of them on the framed diagonal" in written(figure)
    assert WORTH in written(figure)
    assert axes.get_yticklabels()[-1].get_text() == "Other 其他  n = 0"


def test_a_category_whose_score_cannot_move_is_open_and_the_labels_have_no_colour_of_a_function():
    frame = ic.category_scores()
    figure = drawn("category_scores")
    assert "Open:" not in written(figure)
    assert {t.get_color() for t in figure.axes[0].get_yticklabels()} == {"black"}
    frame.loc[frame["priority"] == ic.IDS[1], ["f1", "f1_low", "f1_high"]] = 1.0
    frame.loc[frame["priority"] == ic.IDS[2], ["f1_low", "f1_high"]] = np.nan
    figure = plot_category_scores(frame, BOOK, WORTH)
    order = priority_looks(BOOK, ic.IDS).order
    hollow = [m.get_ydata()[0] for m in marks(figure.axes[0]) if m.get_markerfacecolor() == "white"]
    assert sorted({round(y) for y in hollow}) == sorted(order.index(p) for p in ic.IDS[1:3])
    assert len(hollow) == 2 * frame["method"].nunique()
    assert "too few for an interval" in [t.get_text() for t in figure.legends[0].get_texts()]


def test_agreement_has_a_dot_for_each_measure_that_is_defined():
    frame = ic.agreement()
    figure = plot_agreement(frame, WORTH)
    assert sum(len(m.get_xdata()) for axes in figure.axes for m in marks(axes)) == frame["value"].notna().sum()
    assert [t.get_text() for t in figure.axes[-1].texts][:2] == ["271 / 11", "180 / 11"]
    assert WORTH in written(figure)


def test_a_pair_of_methods_stands_once_with_its_interval():
    frame = ic.method_agreement()
    axes = drawn("method_agreement").axes[0]
    kappa = frame[frame["measure"] == "kappa"]
    assert sorted(t.get_text().split("\n")[0] for t in axes.texts) == sorted(f"{v:.2f}" for v in kappa["value"])
    assert np.isfinite(np.ma.filled(axes.images[0].get_array().astype(float), np.nan)).sum() == len(kappa)


def test_silences_are_marked_where_absence_is_improbable():
    improbable = (SILENCE["count"] == 0) & (SILENCE["probability"] < 0.05)
    one = improbable & ~improbable.duplicated()
    frame = SILENCE.assign(p_adjusted=np.where(one, 0.01, 0.2))
    figure = plot_silence(frame, LABELS, BOOK)
    drawn = [(m.get_markerfacecolor(), len(m.get_xdata())) for m in marks(figure.axes[0])]
    assert drawn == [("none", improbable.sum() - 1), (ORANGE, 1)] and improbable.sum() > 1


def test_the_legend_of_silence_has_only_marks_that_are_drawn():
    def names(frame):
        figure = plot_silence(frame, LABELS, BOOK)
        return [t.get_text() for t in figure.legends[0].get_texts() if t.get_text()[:3] in ("abs", "not")], written(
            figure
        )

    shown, note = names(SILENCE.assign(probability=0.4, p_adjusted=0.9))
    assert shown == [] and "Grey" not in note and "No absence is less probable than 0.05" in note
    shown, note = names(SILENCE.iloc[1:].assign(p_adjusted=0.9))
    assert shown == ["not measured", "absent, p < 0.05"] and "Grey, not measured" in note and "filled" not in note
    assert "Too few peers to say" in names(SILENCE.assign(probability=np.nan, p_adjusted=np.nan))[1]


def test_terms_missed_stand_by_priority_with_its_english_name_below():
    axes = drawn("silence").axes[0]
    below = axes.child_axes[0]
    priority = SILENCE.drop_duplicates("term").set_index("term")["priority"]
    terms = [t.get_text() for t in axes.get_xticklabels()]
    expected = {}
    for x, term in enumerate(terms):
        if priority[term]:
            expected.setdefault(priority_labels(BOOK)[priority[term]].rpartition(" ")[0], []).append(x)
    names = [t.get_text() for t in below.get_xticklabels()]
    assert names == list(expected) and len(names) > 5
    assert list(below.get_xticks()) == [np.mean(places) for places in expected.values()]


def test_terms_inside_one_another_are_said_to_be_one_fact():
    frame = SILENCE.assign(term=SILENCE["term"].replace({"停工": "协商"}))
    assert "Terms inside one another (协商 in 集体协商)" in written(plot_silence(frame, LABELS, BOOK))
    assert "inside one another" not in written(drawn("silence"))


def test_pairs_that_were_not_measured_differ_from_those_where_nothing_was_expected():
    kept = SILENCE[~((SILENCE["report_id"] == "a1-1") & (SILENCE["term"] == "停工"))]
    image = plot_silence(kept, LABELS, BOOK).axes[0].images[0].get_array()
    assert np.ma.getmaskarray(np.ma.masked_invalid(image)).sum() == 1


@pytest.mark.parametrize("words", [3, 14])
def test_a_legend_fits_its_figure(words):
    frame = ic.silence(["a1-1", "b7-1"], words + 1)
    assert_nothing_overlaps(plot_silence(frame[frame["term"].isin(frame["term"].unique()[:words])], LABELS, BOOK))
