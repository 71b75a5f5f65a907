"""What was found on a page as rows of the tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .clean import CleanPage
from .outline import Heading, Unit
from .passage import Passage, evidence_json
from .periods import Period
from .places import Place
from .quality import Quality

Row = dict[str, object]


@dataclass
class PageRows:
    """Rows of one page for each table."""

    pages: list[Row] = field(default_factory=list)
    edits: list[Row] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    headings: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)


def edit_rows(page_id: str, cleaned: CleanPage) -> list[Row]:
    """Rows of the edits. What was hidden for privacy is not shown as what stood before, nor in what was cut."""
    return [
        {
            "page_id": page_id,
            "start": start,
            "end": end,
            "step": step,
            "reason": reason,
            "before": before,
            "after": after,
        }
        for (start, end, after, step, reason), before in zip(cleaned.edits, cleaned.befores(), strict=True)
    ]


def report_row(
    report_id: str,
    page_id: str,
    span: tuple[int, int],
    title: str,
    place: Place,
    period: Period,
    judged: Quality,
    units: Sequence[Unit],
) -> Row:
    """The row of a report; `span` is its raw span."""
    return {
        "report_id": report_id,
        "page_id": page_id,
        "start": span[0],
        "end": span[1],
        "title": title,
        "issuer": place.issuer,
        "issuer_basis": place.issuer_basis,
        "level": place.level,
        "level_basis": place.level_basis,
        "region_code": place.region_code,
        "region_name": place.region_name,
        "province": place.province,
        "prefecture": place.prefecture,
        "county": place.county,
        "region_basis": place.region_basis,
        "place_confidence": round(place.confidence, 3),
        "place_evidence": evidence_json(place.evidence),
        "year": period.year,
        "year_earliest": period.year_earliest,
        "year_latest": period.year_latest,
        "year_basis": period.year_basis,
        "period_start": period.start,
        "period_end": period.end,
        "period_basis": period.period_basis,
        "report_date": period.report_date,
        "report_date_basis": period.report_date_basis,
        "date_confidence": round(period.confidence, 3),
        "date_evidence": evidence_json(period.evidence),
        "kind": period.kind,
        "kind_basis": period.kind_basis,
        "flags": "|".join(judged.flags),
        "usable": judged.usable,
        "unusable_reason": judged.reason,
        "n_units": len(units),
        "n_chars": sum(u.end - u.start for u in units),
    }


def outline_rows(
    rows: PageRows, report_id: str, passage: Passage, headings: Sequence[Heading], units: Sequence[Unit]
) -> None:
    """Add the rows of a report's headings and units."""
    text = passage.text
    ids = [f"{report_id}-h{n:03d}" for n in range(1, len(headings) + 1)]
    paths: list[str] = []
    for heading, heading_id in zip(headings, ids, strict=True):
        content = text[heading.start : heading.end]
        start, end = passage.raw_span(heading.start, heading.end)
        paths.append(f"{paths[heading.parent]} > {content}" if heading.parent >= 0 else content)
        rows.headings.append(
            {
                "heading_id": heading_id,
                "report_id": report_id,
                "parent_id": ids[heading.parent] if heading.parent >= 0 else "",
                "depth": heading.depth,
                "start": start,
                "end": end,
                "text": content,
                "role": heading.role,
            }
        )
    for number, unit in enumerate(units, 1):
        start, end = passage.raw_span(unit.start, unit.end)
        rows.units.append(
            {
                "unit_id": f"{report_id}-u{number:03d}",
                "report_id": report_id,
                "heading_id": ids[unit.heading] if unit.heading >= 0 else "",
                "heading_path": paths[unit.heading] if unit.heading >= 0 else "",
                "role": unit.role,
                "start": start,
                "end": end,
                "text": text[unit.start : unit.end],
            }
        )
