"""One page from bytes to table rows: read, clean, split, outline, place, date, judge."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
import re

from unionreports.config import lexicon_files

from .clean import CleanPage, Cut, clean
from .doubled import evidence as doubled_evidence
from .edits import inside
from .formulae import Formulae, load_formulae
from .gazetteer import Gazetteer, read_gazetteer
from .manifest import Source
from .outline import outline
from .passage import Passage
from .periods import infer_period
from .personal_names import PersonalNames
from .places import infer_place
from .quality import quality
from .reading.broken_characters import broken_characters
from .reading.raw_page import RawPage
from .roles import assign_roles
from .rows import PageRows, Row, edit_rows, outline_rows, report_row
from .script import traditional_share
from .split import split_reports
from .spun import SetPhrases, read_set_phrases, spun
from .titles import names_genre
from .vocabulary import FurnitureVocabulary

#: Furniture that may speak of a report; lists of links to other texts do not.
_SPEAKS = {
    "host_title",
    "duplicate_title",
    "byline",
    "host_blurb",
    "navigation",
    "contact_footer",
    "copyright",
    "uploader_data",
}
#: Flags of a report that hold for its page too.
_OF_PAGE = {"mojibake", "page_spliced", "traditional_script", "wrong_page_date"}
#: Longest furniture line, and most lines, handed on as evidence: beyond that it is not about one report.
_LONGEST_WITNESS, _MOST_WITNESSES = 400, 40
_DATE = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
#: Characters looked at to see whether a page is Chinese at all.
_SAMPLE = 20_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: A title line of a report: no salutation or address, no date in brackets, no number of a document.
_OWN_TITLE = re.compile(
    r"(?!各位|尊敬|同志们|代表们|[（(]?[\d二〇○一九xX*]{2,4}年.{0,4}月)(?![^。]{1,12}[〔\[（]\d{4}[〕\]）]\d{1,4}号)[^。]{4,89}[^。：]"
)


@dataclass(frozen=True)
class Rules:
    """What the pages are read with."""

    furniture: FurnitureVocabulary
    gazetteer: Gazetteer
    formulae: Formulae
    names: PersonalNames
    phrases: SetPhrases


def read_rules(lexicons: Path) -> Rules:
    """Rules from a folder of lexicons; files it lacks are those that come with the software."""
    formulae = load_formulae(*lexicon_files(lexicons, "formulae.csv"))
    return Rules(
        FurnitureVocabulary(*lexicon_files(lexicons, "furniture.csv")),
        read_gazetteer(lexicons),
        formulae,
        PersonalNames(*lexicon_files(lexicons, "personal_names.csv")),
        read_set_phrases(lexicons, [pattern for row in formulae.rows for pattern in row.patterns]),
    )


@dataclass(frozen=True)
class _Part:
    """One report of a page before anything is inferred: its text, and the furniture that may speak of it."""

    report_id: str
    page_id: str
    start: int
    end: int
    passage: Passage
    around: Sequence[Cut]
    behind: str


def process(source: Source, page: RawPage, rules: Rules) -> PageRows:
    """All rows of one page. The result depends on what was read, the manifest row and the rules alone."""
    rows = PageRows()
    cleaned = clean(page.text, rules.furniture, rules.names)
    page_date = source.page_date or _date_of_host(cleaned)
    rows.edits += edit_rows(source.page_id, cleaned)
    for part in _parts(source.page_id, cleaned):
        _report(rows, part, cleaned, page_date, rules)
    rows.pages.append(_page(source, page, cleaned, page_date, rows))
    return rows


def _parts(page_id: str, cleaned: CleanPage) -> list[_Part]:
    """The reports of a page. Where there are several, only the furniture directly above one may speak of it."""
    whole = cleaned.passage
    spans = split_reports(cleaned.text, cleaned.parts)
    if not spans:
        return []
    raw_spans = [whole.raw_span(start, end) for start, end in spans]
    ends = [start for start, _ in raw_spans[1:]] + [len(cleaned.raw)]
    parts, before = [], 0
    for number, ((start, end), raw_span, after) in enumerate(zip(spans, raw_spans, ends, strict=True), 1):
        reach = after if len(spans) == 1 else raw_span[0]
        around = _between(cleaned.cuts, before, reach)
        behind = "\n".join(c.passage.text for c in _between(cleaned.cuts, raw_span[0], after))
        parts.append(_Part(f"{page_id}-{number}", page_id, *raw_span, whole.part(start, end), around, behind))
        before = raw_span[1]
    return parts


def _between(cuts: Sequence[Cut], start: int, end: int) -> Sequence[Cut]:
    """The cuts that begin between two raw offsets. `cuts` are sorted."""
    by_start = attrgetter("start")
    return cuts[bisect_left(cuts, start, key=by_start) : bisect_left(cuts, end, key=by_start)]


def _report(rows: PageRows, part: _Part, cleaned: CleanPage, page_date: str, rules: Rules) -> None:
    """Add the rows of one report: its outline, roles, place, period and quality."""
    passage = part.passage
    text = passage.text
    headings, units = outline(text, cleaned.title)
    hosts = [c.passage.text for c in part.around if c.reason == "host_title"] or [cleaned.title]
    title = _title([text[u.start : u.end] for u in units if u.place == "title"], hosts)
    assign_roles(text, headings, units, title)
    speaking = (c.passage for c in part.around if c.reason in _SPEAKS and len(c.passage.text) <= _LONGEST_WITNESS)
    witnesses = list(islice(speaking, _MOST_WITNESSES))
    place = infer_place(passage, witnesses, rules.gazetteer)
    plans = [(u.start, u.end) for u in units if u.role == "plan"]
    period = infer_period(passage, witnesses, plans, rules.formulae, place.level, page_date)
    if period.year is not None and rules.gazetteer.change_meaning(place.mentions, period.year):
        place = infer_place(passage, witnesses, rules.gazetteer, period.year)
    steps = Counter(e.step for e in inside(cleaned.edits, part.start, part.end))
    judged = quality(
        passage,
        [(u.start, u.end, u.role) for u in units],
        place,
        period,
        page_date=page_date,
        page_spliced=steps["page_splices"] > 0,
        title=title,
        cut_text=part.behind,
        script=traditional_share(steps["script"], text),
        doubled=doubled_evidence(cleaned.copies, cleaned.edits, part.start, part.end),
        rewritten=spun(text, rules.phrases),
        broken=broken_characters(cleaned.raw[part.start : part.end]),
    )
    rows.reports.append(
        report_row(part.report_id, part.page_id, (part.start, part.end), title, place, period, judged, units)
    )
    outline_rows(rows, part.report_id, passage, headings, units)


def _title(own: Sequence[str], hosts: Sequence[str]) -> str:
    """The report's own title lines as one, if they name the genre or the host's title does not; else the host's."""
    mine = " ".join(line for line in own if _OWN_TITLE.fullmatch(line))
    host = next((line for line in reversed(hosts) if names_genre(line)), hosts[-1])
    return mine if mine and (names_genre(mine) or not names_genre(host)) else host


def _page(source: Source, page: RawPage, cleaned: CleanPage, page_date: str, rows: PageRows) -> Row:
    """The row of the page itself, when those of its reports are known."""
    flags_of_reports = [row["flags"].split("|") for row in rows.reports]
    flags = _OF_PAGE.intersection(chain.from_iterable(flags_of_reports))
    problem = page.problem
    if problem:
        flags.add("unreadable")
    elif all("not_a_report" in of_one for of_one in flags_of_reports):
        flags.add("not_a_report")
        problem = (
            "no work report found on this page: leave it out of data/raw/pages, or correct the flag in corrections.csv"
        )
    if cleaned.script:
        flags.add("traditional_script")
    if "traditional_script" in flags:
        script = "traditional"
    else:
        script = "simplified" if _HAN.search(page.text, 0, _SAMPLE) else "unknown"
    return {
        "page_id": source.page_id,
        "file": source.name,
        "url": source.url,
        "host": source.host,
        "retrieved": source.retrieved,
        "sha256": source.sha256,
        "format": page.format,
        "encoding": page.encoding,
        "script": script,
        "title": cleaned.title,
        "page_date": page_date,
        "n_chars": len(page.text),
        "n_report_chars": sum(r["end"] - r["start"] for r in (*rows.units, *rows.headings)),
        "n_reports": len(rows.reports),
        "flags": "|".join(sorted(flags)),
        "problem": problem,
    }


def _date_of_host(cleaned: CleanPage) -> str:
    """The day the host gives the page, from its byline or upload data."""
    for cut in cleaned.cuts:
        found = _DATE.search(cut.passage.text) if cut.reason in ("byline", "uploader_data") else None
        if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:
            return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    return ""
