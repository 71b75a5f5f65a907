"""What did the software understand of new pages, and what of it should a person look at? Lines for the terminal."""

from collections.abc import Mapping, Sequence

from unionreports.corpus.rows import Row
from unionreports.intake.doubts import Look, doubts, quotes, shown
from unionreports.intake.near_duplicates import Likeness
from unionreports.intake.plan import NewPage
from unionreports.intake.text_table import GAP, cut, table, width
from unionreports.intake.word import with_fields
from unionreports.plain_text import plain

_HEADER = (
    "report", "file", "place (level)", "conf.", "rests on", "period", "conf.", "rests on", "kind", "units", "flags", "usable",
)  # fmt: skip
#: Widest columns of the table but for the two with quotes, which share what is left of the line.
_WIDEST = (14, 24, 26, 5, 0, 18, 5, 0, 9, 5, 30, 6)
_NARROWEST_QUOTE, _WIDEST_QUOTE = 12, 30
#: Quotes shown for a field to look at, and columns for each.
_QUOTES, _QUOTE = 3, 40
_NONE = "-"


def understood_lines(pages: Sequence[NewPage], columns: int) -> list[str]:
    """One line for each report, with a header; pages without a report have a line too. `columns`: of the terminal."""
    rows = [row for page in pages for row in _rows(page)]
    others = [position for position, widest in enumerate(_WIDEST) if widest]
    used = sum(min(_WIDEST[at], max(width(row[at]) for row in (_HEADER, *rows))) for at in others)
    room = (columns - used - len(GAP) * (len(_WIDEST) - 1)) // (len(_WIDEST) - len(others))
    quote = min(max(room, _NARROWEST_QUOTE), _WIDEST_QUOTE)
    return table(_HEADER, rows, [widest or quote for widest in _WIDEST])


def doubt_lines(pages: Sequence[NewPage]) -> list[str]:
    """Which fields deserve a look and why, under the report or page they belong to."""
    lines = []
    for page in pages:
        name = plain(page.source.name)
        own = [*page.notes]
        if len(page.reports) > 1:
            own.append(f"holds {len(page.reports)} reports: are they parted where one ends and the next begins?")
        if not page.reports:
            own.append("no work report was found on it: it is kept, and in no comparison")
        lines += [f"{page.source.page_id} ({name})"] * bool(own) + [f"  {plain(text)}" for text in own]
        for report in page.reports:
            found = doubts(report, page.fields.get(report["report_id"], {}))
            lines += [f"{report['report_id']} ({name})"] * bool(found) + [f"  {_doubt(doubt)}" for doubt in found]
    return lines


def like_lines(likes: Sequence[Likeness], pages: Sequence[NewPage]) -> list[str]:
    """Reports that are nearly the same as others; of one report the likest is named, and how many more there are.

    Reports of the new `pages` are named with their files: their ids are not known to anybody yet.
    """
    lines, first = [], {}
    files = {report["report_id"]: f" ({plain(page.source.name)})" for page in pages for report in page.reports}
    for like in likes:
        first.setdefault(like.new, []).append(like)
    for new, of_one in first.items():
        like = of_one[0]
        more = f"; {len(of_one) - 1} more like it" if len(of_one) > 1 else ""
        lines.append(
            f"{new}{files.get(new, '')} and {like.other}{files.get(like.other, '')} are nearly the same: about {like.of_new:.0%} of the first stands in the second, "
            f"{like.of_other:.0%} of the second in the first{more}"
        )
    return lines


def _rows(page: NewPage) -> list[list[str]]:
    name = page.source.file.name
    if not page.reports:
        return [[page.source.page_id, name, *[_NONE] * 8, "no report found", "no"]]
    return [
        _row(report, page.fields.get(report["report_id"], {}), name if number == 0 else '"')
        for number, report in enumerate(page.reports)
    ]


def _row(report: Row, said: Mapping[str, str], name: str) -> list[str]:
    now = with_fields(report, said)
    place = now["region_name"] or now["county"] or now["prefecture"] or now["province"] or "?"
    return [
        now["report_id"],
        name,
        f"{place} ({now['level']})",
        "given" if "region_code" in said else f"{report['place_confidence']:.2f}",
        _first(report, "place_evidence"),
        _period(now),
        "given" if "year" in said else f"{report['date_confidence']:.2f}",
        _first(report, "date_evidence"),
        now["kind"],
        str(now["n_units"]),
        now["flags"].replace("|", " ") or _NONE,
        "yes" if now["usable"] else "no",
    ]


def _period(report: Mapping) -> str:
    year, start, end = shown(report["year"]), report["period_start"], report["period_end"]
    if not year:
        first, last = shown(report["year_earliest"]), shown(report["year_latest"])
        return f"? ({first or '?'} to {last or '?'})" if first or last else "?"
    if (start, end) in (("", ""), (f"{year}-01-01", f"{year}-12-31")):
        return year
    if start[:4] == end[:4] == year:
        return f"{year} ({start[5:7]} to {end[5:7]})"
    return f"{start[:4] or '?'} to {end[:4] or '?'}"


def _first(report: Row, column: str) -> str:
    return next(iter(quotes(report, column)), _NONE)


def _doubt(doubt: Look) -> str:
    # Each flag is named with its own reason.
    has = "" if doubt.field == "flags" else f"{plain(doubt.inferred) or 'empty'}: "
    quoted = "".join(f" “{cut(plain(quote), _QUOTE)}”" for quote in doubt.quotes[:_QUOTES])
    return f"{doubt.field}: {has}{plain(doubt.why)}" + (f"; rests on{quoted}" if quoted else "")
