"""The tables of what reports claim, promise and copy; they stand apart since another command makes them
(`unionreports statements`).

Raw offsets, lists and empty cells are as in `tables`; quotes are clean text, in which private persons are masked.
"""

from unionreports.columns import Column, number, share, table_of, text, whole, yes

QUALIFIERS = ("exact", "approximate", "at_least", "at_most", "change")
STATUSES = ("achieved", "target")
#: What a check of stated figures compares, and what came of it.
CHECKS = ("parts", "rate", "repeated", "magnitude", "digits")
CHECK_VERDICTS = ("agrees", "conflicts", "doubtful")
#: What a plan is compared with, and what that says of it.
RELATIONS = ("next_report", "next_half_year", "none")
OUTCOMES = ("kept", "partly", "not_mentioned", "contradicted", "no_later_report")
CONTINUITY_KINDS = ("praised_and_planned", "problem_with_plan", "problem_without_plan")
#: Why two reports have a passage in common.
PASSAGE_KINDS = ("same_document", "official_formula", "template", "self_reuse", "between_places", "undetermined")
DIRECTIONS = ("a_to_b", "b_to_a", "unknown")

INDICATORS = table_of(
    "indicators",
    "one quantity a report states, for one thing it counts",
    ("indicator_id",),
    indicator_id=text("key: unit_id, -i, number in the order of the text"),
    unit_id=text("unit"),
    report_id=text("report"),
    start=whole("first character of the figure with its qualifier, raw offset"),
    end=whole("after the last character of the figure and its unit, raw offset"),
    quote=text("the words that state it"),
    measure=text("what is counted, in the report's own words: the deed, where there is one, and the thing"),
    measure_id=text("id of data/lexicons/measures.csv; empty where none fits"),
    value=number("the figure in its unit, 万 (10,000) and 亿 (100 million) multiplied out; of a range the lower end"),
    value_upper=number("upper end of a range", nullable=True),
    unit=text("what it is counted in (家, 人次, 元, %, 个百分点), without 万 and 亿"),
    scale=text("words of magnitude that were multiplied out (万, 亿, 百 …)"),
    qualifier=text("how the figure is meant; a change by so much is a change, whatever bound it has", QUALIFIERS),
    direction=text("of a change", ("increase", "decrease")),
    change_base=text("what a change is counted from, in the report's words (同比, 比上年)"),
    numerator=number("of a rate stated with its base (452/456)", nullable=True),
    denominator=number("of a rate stated with its base", nullable=True),
    status=text("whether it is told as done or set as a target", STATUSES),
    period=text("time it is about, ISO 8601 interval; one end empty where it is open"),
    period_words=text("the words that say so; empty where the period is the report's"),
    beneficiary=text("groups it is for or about, ids of data/lexicons/beneficiaries.csv joined with |"),
    priority=text("primary priority of its unit by the method codebook"),
    region_code=text("region of the report, GB/T 2260"),
    region_name=text("name of that region"),
    level=text("level of the issuer"),
    year=whole("year reported on", nullable=True),
    reliable=yes("False where the digits of the report, or of this figure, are damaged"),
    doubt=text("why it is not reliable"),
)

INDICATOR_CHECKS = table_of(
    "indicator_checks",
    "one comparison of figures with each other or with what is possible; figures are never changed",
    ("check_id",),
    check_id=text("key: report_id, -k, number"),
    report_id=text("report"),
    check=text("what is compared", CHECKS),
    indicator_ids=text("the figures, joined with |"),
    verdict=text("what came of it", CHECK_VERDICTS),
    arithmetic=text("the sum in figures"),
    difference=number("stated less computed, in the unit of the first figure", nullable=True),
)

COMMITMENTS = table_of(
    "commitments",
    "one thing a report says will be done, and what a later report of the same body says of it",
    ("commitment_id",),
    commitment_id=text("key: unit_id, -m, number in the order of the text"),
    unit_id=text("unit that promises"),
    report_id=text("report that promises"),
    start=whole("first character of the promise, raw offset"),
    end=whole("after its last character, raw offset"),
    quote=text("the promise"),
    priority=text("primary priority of the unit by the method codebook"),
    indicator_ids=text("figures it sets, ids of the table indicators joined with |"),
    deadline=text("last day it is promised for, ISO date; empty where none is stated"),
    deadline_words=text("the words that say so"),
    relation=text("which later report it is compared with", RELATIONS),
    outcome=text("what that report says", OUTCOMES),
    reason=text("why: the figures compared, the words of denial, or what is missing"),
    later_report_id=text("report compared with"),
    later_unit_id=text("unit that says so; empty where none does"),
    later_start=whole("first character of what it says, raw offset", nullable=True),
    later_end=whole("after the last one", nullable=True),
    later_quote=text("what it says"),
    later_indicator_ids=text("figures it states, joined with |"),
    similarity=share(
        "likeness of promise and later words, 0 to 1; the nearest one where nothing is linked", nullable=True
    ),
)

CONTINUITIES = table_of(
    "continuities",
    "one thing a report praises and plans again, or names as a problem, with or without a plan",
    ("continuity_id",),
    continuity_id=text("key: unit_id, -n, number in the order of the text"),
    report_id=text("report"),
    kind=text("what it is", CONTINUITY_KINDS),
    unit_id=text("unit that praises or names the problem"),
    start=whole("first character, raw offset"),
    end=whole("after the last character, raw offset"),
    quote=text("its words"),
    plan_unit_id=text("unit that plans; empty where none does"),
    plan_start=whole("first character of the plan, raw offset", nullable=True),
    plan_end=whole("after the last one", nullable=True),
    plan_quote=text("the plan's words"),
    similarity=share("likeness of the two, 0 to 1", nullable=True),
)

PASSAGES = table_of(
    "passages",
    "one passage that two reports have in common, word for word or altered",
    ("passage_id",),
    passage_id=text("key: report_a, ~, report_b, ~, number in the order of report_a"),
    report_a=text("report; of the two the one that stands first in the order of ids"),
    start_a=whole("first character in it, raw offset"),
    end_a=whole("after the last one, raw offset"),
    quote_a=text("its words there; of a long passage beginning and end"),
    unit_ids_a=text("units it touches, joined with |"),
    report_b=text("the other report"),
    start_b=whole("first character in it, raw offset"),
    end_b=whole("after the last one, raw offset"),
    quote_b=text("its words there"),
    unit_ids_b=text("units it touches, joined with |"),
    n_chars=whole("characters of the longer side, without blanks"),
    similarity=share("characters that are the same on both sides, as a share of the longer side"),
    n_altered=whole("characters put in, left out or replaced between the two sides"),
    kind=text("why it stands in both, judged by rule; see the design page", PASSAGE_KINDS),
    n_reports=whole("reports of the corpus that have most of the passage"),
    n_places=whole("different regions among them, as far as known"),
    direction=text("which of the two can be the source, as far as dates tell", DIRECTIONS),
    direction_basis=text("the dates it rests on; empty where they do not tell"),
)

SHARED_TEXT = table_of(
    "shared_text",
    "one stretch of a unit that stands in another report too",
    ("unit_id", "text_start"),
    unit_id=text("unit"),
    text_start=whole("first character, position in the unit's text"),
    text_end=whole("after the last one"),
    start=whole("first character, raw offset"),
    end=whole("after the last one, raw offset"),
    kinds=Column("str", "kinds of the passages it belongs to", PASSAGE_KINDS, joined=True),
    n_reports=whole("other reports that have it"),
)

REPORT_REUSE = table_of(
    "report_reuse",
    "how much of one report stands elsewhere, and where",
    ("report_id",),
    report_id=text("report"),
    n_chars=whole("characters of its units with content"),
    n_shared=whole("of them those that stand in another report"),
    **{
        f"n_{kind}": whole(f"of them those in passages of the kind {kind}; one character can be of several")
        for kind in PASSAGE_KINDS
    },
    n_sources=whole("reports that share a passage with it"),
    best_sources=text("where its passages have their best match: region code or report, and characters, JSON"),
    composite=yes("its passages have their best sources in different places, more than formulae and chance explain"),
    evidence=text("what the flag rests on; empty where it is not raised"),
)

STATEMENT_TABLES = (INDICATORS, INDICATOR_CHECKS, COMMITMENTS, CONTINUITIES, PASSAGES, SHARED_TEXT, REPORT_REUSE)
