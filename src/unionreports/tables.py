"""Every table of the project: columns, types, units, keys, allowed values. Declared here and nowhere else.

Offsets are character positions in the decoded raw page, end exclusive. Lists stand in one cell, joined
with "|". Evidence is a JSON list of {quote, start, end, says} with raw offsets; an entry that comes from
data/raw/corrections.csv has null offsets. An empty cell means: not known, and not guessed.
"""

from unionreports.columns import Column, Table, share, table_of, text, whole, yes
from unionreports.model_tables import MODEL_TABLES
from unionreports.statement_tables import STATEMENT_TABLES

LEVELS = (
    "national",
    "province",
    "prefecture",
    "county",
    "township_street",
    "community_village",
    "enterprise",
    "institution",
    "unknown",
)
ROLES = ("review", "plan", "problem", "frame")
FLAGS = (
    "anonymised",
    "zero_stripped",
    "composite",
    "wrong_page_date",
    "page_spliced",
    "traditional_script",
    "near_duplicate",
    "departmental",
    "plan_only",
    "not_a_report",
    "truncated",
    "digits_damaged",
    "unreadable",
    "cut_dates",
    "mojibake",
    "doubled_text",
    "punctuation_lost",
    "spun",
)
#: Formats of page files; archives and tables of texts are opened by `unionreports add`, images and others not at all.
FORMATS = ("txt", "markdown", "html", "mhtml", "docx", "doc", "pdf", "table", "archive", "image", "unknown")
KINDS = ("annual", "half_year", "part_year", "term", "plan", "unknown")
BASES = ("stated", "inferred", "corrected", "none")
#: Ways of coding a unit. `codebook_timeless` is `codebook` without the terms that are tied to the calendar.
METHODS = ("codebook", "codebook_timeless", "keywords", "classifier", "combined")
#: Those that judge a unit by its page and the lexicons alone; the others are fitted to the whole corpus by `models`.
PAGE_METHODS = ("codebook", "codebook_timeless", "classifier")


_START = "first character, raw offset"
_END = "after the last character, raw offset"

PAGES = table_of(
    "pages",
    "one file of data/raw/pages",
    ("page_id",),
    page_id=text(
        "key; from sources.csv, else p and the first 8 hexadecimal digits of sha256 (then _2, _3 for the same bytes again)"
    ),
    file=text("file in data/raw/pages, with the folders below it"),
    url=text("address the page was taken from, as the manifest says"),
    host=text("site the page was taken from, as the manifest says"),
    retrieved=text("day the page was taken, ISO date, as the manifest says"),
    sha256=text("hash of the bytes of the file"),
    format=text("format of the file", FORMATS),
    encoding=text("encoding found, and what was undone or lost in decoding; empty where none decodes the file"),
    script=text("script of the text", ("simplified", "traditional", "unknown")),
    title=text("title the host gives the page"),
    page_date=text("date the host gives the page, ISO date; evidence, not truth"),
    n_chars=whole("characters of the decoded page"),
    n_report_chars=whole("characters in units and headings"),
    n_reports=whole("reports found on the page"),
    flags=Column("str", "what is wrong or special; see the design page", FLAGS, joined=True),
    problem=text("what is wrong with the file and what to do; empty where nothing is"),
)

EDITS = table_of(
    "edits",
    "one cut or replacement made on the way from raw to clean text",
    ("page_id", "start", "end"),
    page_id=text("page"),
    start=whole(_START),
    end=whole(_END),
    step=text("cleaning step"),
    reason=text("why, as a code listed in the design page"),
    before=text("raw characters; masked where names of private persons were hidden"),
    after=text("characters that stand in their place; empty for a cut"),
)

REPORTS = table_of(
    "reports",
    "one report (a page can hold several), corrections applied",
    ("report_id",),
    report_id=text("key: page_id, hyphen, number of the report on the page"),
    page_id=text("page"),
    start=whole(_START),
    end=whole(_END),
    title=text("the report's own title where it has one, else the title its host gives it"),
    issuer=text("union body that reports, in its own words, masked names as found"),
    issuer_basis=text("how the issuer is known", BASES),
    level=text("level of the issuer", LEVELS),
    level_basis=text("how the level is known", BASES),
    region_code=text("GB/T 2260 code, six digits, of the smallest region that is certain enough"),
    region_name=text("name of that region, or of the street or town inside it where one is known"),
    province=text("province-level region"),
    prefecture=text("prefecture-level region"),
    county=text("county-level region"),
    region_basis=text("how the region is known", BASES),
    place_confidence=share("confidence in the region, 0 to 1; a judgement made by rule, not a frequency"),
    place_evidence=text("quotes the region, level and issuer rest on, JSON"),
    year=whole("year reported on", nullable=True),
    year_earliest=whole("earliest year the evidence allows", nullable=True),
    year_latest=whole("latest year the evidence allows", nullable=True),
    year_basis=text("how the year is known", BASES),
    period_start=text("first day reported on, ISO date"),
    period_end=text("last day reported on, ISO date"),
    period_basis=text("how the period is known", BASES),
    report_date=text("day (or year-month) of the report, ISO"),
    report_date_basis=text("how the report date is known", BASES),
    date_confidence=share("confidence in the year, 0 to 1; a judgement made by rule, not a frequency"),
    date_evidence=text("quotes the dates rest on, JSON"),
    kind=text("kind of report by its period", KINDS),
    kind_basis=text("how the kind is known", BASES),
    flags=Column("str", "what is wrong or special; see the design page", FLAGS, joined=True),
    usable=yes("whether the report may enter a comparison of regions and years"),
    unusable_reason=text("why not"),
    n_units=whole("units"),
    n_chars=whole("characters of the units' text"),
)

REPORTS_INFERRED = Table(
    "reports_inferred",
    "one report as the software sees it, before data/raw/corrections.csv",
    REPORTS.key,
    REPORTS.columns,
)

HEADINGS = table_of(
    "headings",
    "one heading of a report's outline",
    ("heading_id",),
    heading_id=text("key: report_id, -h, number"),
    report_id=text("report"),
    parent_id=text("heading above; empty at the top"),
    depth=whole("1 for the top"),
    start=whole(_START),
    end=whole(_END),
    text=text("clean text"),
    role=text("role of the section", ROLES),
)

UNITS = table_of(
    "units",
    "the lowest item the report itself makes (docs/coding_rules.md)",
    ("unit_id",),
    unit_id=text("key: report_id, -u, number"),
    report_id=text("report"),
    heading_id=text("lowest heading above; empty where there is none"),
    heading_path=text("texts of the headings above, joined with ' > '"),
    role=text("role of the unit", ROLES),
    start=whole(_START),
    end=whole(_END),
    text=text("clean text"),
)

TOKENS = table_of(
    "tokens",
    "one word of a unit, punctuation left out",
    ("unit_id", "position"),
    unit_id=text("unit"),
    position=whole("number of the token in its unit, from 0"),
    token=text("word"),
    start=whole(_START),
    end=whole(_END),
)

PRIORITIES = table_of(
    "priorities",
    "one priority of one unit by one method of coding",
    ("unit_id", "method", "priority"),
    unit_id=text("unit"),
    method=text("way of coding", METHODS),
    priority=text("id of the codebook (data/lexicons/priorities.csv)"),
    weight=share("share of the unit; shares of a unit and method add to 1"),
    is_primary=yes("the one primary priority of the unit"),
    confidence=share("the method's own confidence, 0 to 1, that this is a priority of the unit; see the design page"),
    evidence=text("terms the code rests on, JSON"),
)

TABLES = {
    t.name: t
    for t in (
        *(PAGES, EDITS, REPORTS, REPORTS_INFERRED, HEADINGS, UNITS, TOKENS, PRIORITIES),
        *STATEMENT_TABLES,
        *MODEL_TABLES,
    )
}
