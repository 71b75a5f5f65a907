"""Every table of the project: columns, types, units, keys, allowed values. Declared here and nowhere else.

Offsets are character positions in the decoded raw page, end exclusive. Lists stand in one cell, joined
with "|". Evidence is a JSON list of {quote, start, end, says} with raw offsets; an entry that comes from
data/raw/corrections.csv has null offsets. An empty cell means: not known, and not guessed.
"""

from dataclasses import dataclass
from functools import cached_property

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
)
KINDS = ("annual", "half_year", "part_year", "term", "plan", "unknown")
BASES = ("stated", "inferred", "corrected", "none")
#: Ways of coding a unit. `codebook_timeless` is `codebook` without the terms that are tied to the calendar.
METHODS = ("codebook", "codebook_timeless", "keywords", "classifier", "combined")


@dataclass(frozen=True)
class Column:
    """One column as declared: its pandas dtype, what it means, and which values it may hold."""

    dtype: str
    description: str
    allowed: tuple[str, ...] | None = None
    lowest: float | None = None
    highest: float | None = None
    nullable: bool = False
    #: The cell holds any number of the allowed values, joined with "|".
    joined: bool = False

    @property
    def rule(self) -> str:
        """What the column may hold, in words."""
        if self.allowed:
            return "any of " * self.joined + ", ".join(self.allowed) + ' joined with "|"' * self.joined + ", or empty"
        words = {"str": "text", "int64": "whole number", "Int64": "whole number", "bool": "True or False"}
        rule = words.get(self.dtype, "number")
        if self.lowest is not None:
            rule += f" from {self.lowest:g}" + (f" to {self.highest:g}" if self.highest is not None else "")
        return rule + (", or empty" if self.nullable or self.dtype == "str" else "")


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its key columns, and its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def rule(self, column: str) -> str:
        """What a column of this table may hold, in words; a key is never empty."""
        rule = self.columns[column].rule
        return rule.removesuffix(", or empty") if column in self.key else rule

    def empty(self):
        """A frame of this table without rows."""
        import pandas as pd

        return pd.DataFrame({name: pd.Series(dtype=column.dtype) for name, column in self.columns.items()})

    @cached_property
    def schema(self):
        """The declaration as a `pandera.DataFrameSchema`.

        Made when first asked for: pandera takes two seconds to load, and `unionreports --help` must not.
        """
        import pandera.pandas as pa

        def checks(name, column):
            if name in self.key and column.dtype == "str":
                return pa.Check.ne("")
            if column.joined:
                allowed = set(column.allowed)
                return pa.Check(lambda cell: not cell or allowed.issuperset(cell.split("|")), element_wise=True)
            if column.allowed:
                return pa.Check.isin([*column.allowed, ""])
            if column.highest is not None:
                return pa.Check.in_range(column.lowest, column.highest)
            return None if column.lowest is None else pa.Check.ge(column.lowest)

        columns = {
            name: pa.Column(c.dtype, checks(name, c), nullable=c.nullable, description=c.description)
            for name, c in self.columns.items()
        }
        return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=list(self.key))


def _text(description, allowed=None):
    return Column("str", description, allowed)


def _whole(description, nullable=False):
    return Column("Int64" if nullable else "int64", description, nullable=nullable)


def _share(description):
    return Column("float64", description, lowest=0, highest=1)


def _number(description, nullable=False, lowest=None):
    return Column("float64", description, lowest=lowest, nullable=nullable)


def _yes(description):
    return Column("bool", description)


def _table(name, row, key, **columns):
    return Table(name, row, key, columns)


_START = "first character, raw offset"
_END = "after the last character, raw offset"

PAGES = _table(
    "pages",
    "one file of data/raw/pages",
    ("page_id",),
    page_id=_text(
        "key; from sources.csv, else p and the first 8 hexadecimal digits of sha256 (then _2, _3 for the same bytes again)"
    ),
    file=_text("file name in data/raw/pages"),
    url=_text("address the page was taken from, as the manifest says"),
    host=_text("site the page was taken from, as the manifest says"),
    retrieved=_text("day the page was taken, ISO date, as the manifest says"),
    sha256=_text("hash of the bytes of the file"),
    format=_text("format of the file", ("txt", "unknown")),
    encoding=_text("encoding found; empty where none decodes the file"),
    script=_text("script of the text", ("simplified", "traditional", "unknown")),
    title=_text("title the host gives the page"),
    page_date=_text("date the host gives the page, ISO date; evidence, not truth"),
    n_chars=_whole("characters of the decoded page"),
    n_report_chars=_whole("characters in units and headings"),
    n_reports=_whole("reports found on the page"),
    flags=Column("str", "what is wrong or special; see the design page", FLAGS, joined=True),
    problem=_text("what is wrong with the file and what to do; empty where nothing is"),
)

EDITS = _table(
    "edits",
    "one cut or replacement made on the way from raw to clean text",
    ("page_id", "start", "end"),
    page_id=_text("page"),
    start=_whole(_START),
    end=_whole(_END),
    step=_text("cleaning step"),
    reason=_text("why, as a code listed in the design page"),
    before=_text("raw characters; masked where names of private persons were hidden"),
    after=_text("characters that stand in their place; empty for a cut"),
)

REPORTS = _table(
    "reports",
    "one report (a page can hold several), corrections applied",
    ("report_id",),
    report_id=_text("key: page_id, hyphen, number of the report on the page"),
    page_id=_text("page"),
    start=_whole(_START),
    end=_whole(_END),
    title=_text("the report's own title where it has one, else the title its host gives it"),
    issuer=_text("union body that reports, in its own words, masked names as found"),
    issuer_basis=_text("how the issuer is known", BASES),
    level=_text("level of the issuer", LEVELS),
    level_basis=_text("how the level is known", BASES),
    region_code=_text("GB/T 2260 code, six digits, of the smallest region that is certain enough"),
    region_name=_text("name of that region, or of the street or town inside it where one is known"),
    province=_text("province-level region"),
    prefecture=_text("prefecture-level region"),
    county=_text("county-level region"),
    region_basis=_text("how the region is known", BASES),
    place_confidence=_share("confidence in the region, 0 to 1; a judgement made by rule, not a frequency"),
    place_evidence=_text("quotes the region, level and issuer rest on, JSON"),
    year=_whole("year reported on", nullable=True),
    year_earliest=_whole("earliest year the evidence allows", nullable=True),
    year_latest=_whole("latest year the evidence allows", nullable=True),
    year_basis=_text("how the year is known", BASES),
    period_start=_text("first day reported on, ISO date"),
    period_end=_text("last day reported on, ISO date"),
    period_basis=_text("how the period is known", BASES),
    report_date=_text("day (or year-month) of the report, ISO"),
    report_date_basis=_text("how the report date is known", BASES),
    date_confidence=_share("confidence in the year, 0 to 1; a judgement made by rule, not a frequency"),
    date_evidence=_text("quotes the dates rest on, JSON"),
    kind=_text("kind of report by its period", KINDS),
    kind_basis=_text("how the kind is known", BASES),
    flags=Column("str", "what is wrong or special; see the design page", FLAGS, joined=True),
    usable=_yes("whether the report may enter a comparison of regions and years"),
    unusable_reason=_text("why not"),
    n_units=_whole("units"),
    n_chars=_whole("characters of the units' text"),
)

REPORTS_INFERRED = Table(
    "reports_inferred",
    "one report as the software sees it, before data/raw/corrections.csv",
    REPORTS.key,
    REPORTS.columns,
)

HEADINGS = _table(
    "headings",
    "one heading of a report's outline",
    ("heading_id",),
    heading_id=_text("key: report_id, -h, number"),
    report_id=_text("report"),
    parent_id=_text("heading above; empty at the top"),
    depth=_whole("1 for the top"),
    start=_whole(_START),
    end=_whole(_END),
    text=_text("clean text"),
    role=_text("role of the section", ROLES),
)

UNITS = _table(
    "units",
    "the lowest item the report itself makes (docs/coding_rules.md)",
    ("unit_id",),
    unit_id=_text("key: report_id, -u, number"),
    report_id=_text("report"),
    heading_id=_text("lowest heading above; empty where there is none"),
    heading_path=_text("texts of the headings above, joined with ' > '"),
    role=_text("role of the unit", ROLES),
    start=_whole(_START),
    end=_whole(_END),
    text=_text("clean text"),
)

TOKENS = _table(
    "tokens",
    "one word of a unit, punctuation left out",
    ("unit_id", "position"),
    unit_id=_text("unit"),
    position=_whole("number of the token in its unit, from 0"),
    token=_text("word"),
    start=_whole(_START),
    end=_whole(_END),
)

PRIORITIES = _table(
    "priorities",
    "one priority of one unit by one method of coding",
    ("unit_id", "method", "priority"),
    unit_id=_text("unit"),
    method=_text("way of coding", METHODS),
    priority=_text("id of the codebook (data/lexicons/priorities.csv)"),
    weight=_share("share of the unit; shares of a unit and method add to 1"),
    is_primary=_yes("the one primary priority of the unit"),
    confidence=_share("the method's own confidence, 0 to 1, that this is a priority of the unit; see the design page"),
    evidence=_text("terms the code rests on, JSON"),
)

TOPIC_TERMS = _table(
    "topic_terms",
    "one of the leading terms of one topic",
    ("model", "topic", "rank"),
    model=_text("model"),
    topic=_whole("number of the topic, from 0"),
    rank=_whole("1 for the term with the largest weight"),
    term=_text("word"),
    weight=_number("share of the topic's total weight", lowest=0),
)

DOCUMENT_TOPICS = _table(
    "document_topics",
    "share of one topic in one unit",
    ("model", "unit_id", "topic"),
    model=_text("model"),
    unit_id=_text("unit"),
    topic=_whole("number of the topic, from 0"),
    share=_share("share of the unit; shares of a unit add to 1"),
)

CLUSTERS = _table(
    "clusters",
    "cluster of one report by one method",
    ("method", "report_id"),
    method=_text("method of clustering"),
    report_id=_text("report"),
    cluster=_whole("number of the cluster, from 0"),
    silhouette=_number("silhouette of the report, -1 to 1; empty where a cluster has one member", nullable=True),
    x=_number("first principal coordinate"),
    y=_number("second principal coordinate"),
)

TABLES = {
    t.name: t
    for t in (
        PAGES,
        EDITS,
        REPORTS,
        REPORTS_INFERRED,
        HEADINGS,
        UNITS,
        TOKENS,
        PRIORITIES,
        TOPIC_TERMS,
        DOCUMENT_TOPICS,
        CLUSTERS,
    )
}
