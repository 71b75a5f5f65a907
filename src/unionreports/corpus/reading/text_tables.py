"""Which pages does a table of texts hold, and what does it say of each? One row is one page."""

from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
import json
from pathlib import PurePath
import re
import unicodedata

from unionreports.errors import InputError, Tell

from .kinds import SNIFFED, kind
from .members import Limits, Member
from .plain import decode, whole_characters
from .table_rows import TableRow, csv_header, csv_rows, json_line_rows, json_rows

CSV, JSON, JSON_LINES = (".csv", ".tsv", ".tab"), (".json",), (".jsonl", ".ndjson")
TABLES = (*CSV, *JSON, *JSON_LINES)
#: What columns are called, in small letters, blanks and hyphens as underscores. All but text and title are those of
#: `unionreports add`.
COLUMNS = {
    "text": "text content body fulltext full_text article 正文 内容 全文 文本 正文内容 內容 文章内容",
    "title": "title headline 标题 標題 题目 題目 题名",
    "url": "url link href 链接 網址 网址 鏈接 原文链接",
    "host": "host source site website 来源 來源 网站 網站 站点",
    "page_date": "date page_date published pubdate publish_date 发布时间 发布日期 日期 时间 發布時間 發佈日期",
    "retrieved": "retrieved accessed crawled 抓取时间 抓取日期 采集时间 获取时间",
    "region": "region region_code region_name 地区 地區 区划代码 行政区划代码 所属地区",
    "year": "year report_year 年份 年度 报告年份",
    "issuer": "issuer union 单位 單位 发布单位 發布單位 工会 报告单位",
    "terms": "terms licence license 使用条款 许可",
    "note": "note notes remark 备注 備註 说明",
}
_MEANING = {name: column for column, names in COLUMNS.items() for name in names.split()}
_ALLOWED = "a column called " + ", ".join(COLUMNS["text"].split())
_DAY = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2})\s?日?(?:[T\s].{0,20})?|\s?月)?|(\d{4})(\d\d)(\d\d)"
)
_YEAR = re.compile(r"(\d{4})(?:\.0)?\s?(?:年度?)?")
_CODE = re.compile(r"(\d{6}(?:\d{3}|\d{6})?)\.0")
#: Longest value kept of a column that is not understood, in characters: notes stand in a cell that people read.
_LONGEST_NOTE = 300
#: Rows listed where many have the same problem.
_LISTED = 20
#: Beginning of a text near which a date of its host stands.
_HEAD = 300
_UNTIL = "these rows are not used"


def table_members(data: bytes, where: str, name: str, limits: Limits, tell: Tell) -> Iterator[Member]:
    """A page for each row with a text.

    The page is the text of the row as UTF-8, before it, each in a line of its own, title and date where the row has
    them: so the reader meets them as it does on a page of a host. A text in HTML gets them as title and meta data.

    Parameters
    ----------
    where, name
        The table for what is told and for `Member.origin`; its file name, which begins the names of the members.
    """
    found = decode(data)
    if found is None:
        remedy = "save it as CSV in UTF-8 (in Excel: CSV UTF-8) or as JSON"
        tell(InputError(where, "empty" if not data.strip() else "no table in an encoding of Chinese", remedy=remedy))
        return
    path = PurePath(name)
    try:
        rows = _rows(found.text, path.suffix.lower(), where, len(data), limits)
    except InputError as error:
        tell(error)
        return
    damage = found.encoding.partition(", ")[2] and f"table read as {found.encoding}"
    problems: dict[str, list[TableRow]] = {}
    for row in rows:
        cells = _by_meaning(row.cells)
        text = _written(cells.pop("text", ""))
        problem = row.problem or _wrong_text(row, text, limits)
        if problem:
            problems.setdefault(problem, []).append(row)
            continue
        said = _said(cells, damage)
        page, ending = _page(text, said.get("title", ""), said.get("page_date", ""))
        yield Member(f"{path.stem}.row{row.number:05d}{ending}", page.encode(), said, f"{where}, {row.place}")
    for problem, spoilt in problems.items():
        listed = ", ".join(row.place for row in spoilt[:_LISTED]) + (", …" if len(spoilt) > _LISTED else "")
        problem += f" ({len(spoilt):,} rows: {listed})" if len(spoilt) > 1 or spoilt[0].line is None else ""
        remedy = "correct the rows and add the table again: what is added already is passed over then"
        tell(InputError(where, problem, line=spoilt[0].line, remedy=remedy, until_then=_UNTIL))


def _rows(text: str, ending: str, where: str, size: int, limits: Limits) -> Iterator[TableRow]:
    if ending in JSON_LINES:
        return json_line_rows(text)
    if ending in JSON:
        if size > limits.json_bytes:
            raise InputError(
                where, f"{size:,} bytes are too many for one JSON text", remedy="save it as JSON lines (.jsonl)"
            )
        return json_rows(text)
    columns, separator, skip = csv_header(text, lambda column: _name(column) in _MEANING)
    problem = _wrong_columns(columns)
    if problem:
        remedy = "give the header of the column that holds the texts one of these names, and every column its own"
        raise InputError(where, problem, value=", ".join(columns), allowed=_ALLOWED, remedy=remedy)
    return csv_rows(text, columns, separator, skip)


def _name(column: str) -> str:
    return re.sub(r"[\s-]+", "_", unicodedata.normalize("NFKC", column).strip().lower())


def _wrong_columns(columns: list[str]) -> str:
    texts = [column for column in columns if _MEANING.get(_name(column)) == "text"]
    doubled = sorted({column for column in columns if column and columns.count(column) > 1})
    if not columns:
        return "the table is empty"
    if not texts:
        return "no column is known to hold the texts"
    if len(texts) > 1:
        return f"the texts may stand in several columns: {', '.join(texts)}"
    return f"a column stands here twice: {', '.join(doubled)}" if doubled else ""


def _by_meaning(cells: Mapping[str, object]) -> dict[str, object]:
    """Cells by the columns of `COLUMNS`; a column that is none of them, or the second of one meaning, by its own name."""
    found: dict[str, object] = {}
    for column, value in cells.items():
        meaning = _MEANING.get(_name(column), "")
        if value in (None, "", [], {}):
            continue
        found[meaning if meaning and meaning not in found else f"={column}"] = value
    return found


def _wrong_text(row: TableRow, text: str, limits: Limits) -> str:
    texts = [column for column, value in row.cells.items() if _MEANING.get(_name(column)) == "text" and value]
    if len(texts) > 1:
        return f"the text may stand in several columns: {', '.join(texts)}"
    if not any(_MEANING.get(_name(column)) == "text" for column in row.cells):
        names = ", ".join(map(str, row.cells))[:200]
        return f"no text among the columns {names}; it is looked for in {_ALLOWED.removeprefix('a column called ')}"
    if not text.strip():
        return "the text is empty"
    return f"a text of more than {limits.member_bytes:,} bytes" if 3 * len(text) > limits.member_bytes else ""


def _written(value: object) -> str:
    """A value of a cell as text; a list of paragraphs becomes lines."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    try:
        return whole_characters(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return "(nested too deeply to be written)"


def _said(cells: Mapping[str, object], damage: str) -> dict[str, str]:
    """What a row says beside its text, in the forms of sources.csv where it can be brought into them."""
    said = {column: " ".join(_written(value).split()) for column, value in cells.items() if not column.startswith("=")}
    for column in ("page_date", "retrieved"):
        if column in said:
            said[column] = _day(said[column])
    if year := _YEAR.fullmatch(said.get("year", "")):
        said["year"] = year[1]
    if code := _CODE.fullmatch(said.get("region", "")):
        said["region"] = code[1]
    others = {column[1:]: _cut(_written(value)) for column, value in cells.items() if column.startswith("=")}
    notes = (said.get("note", ""), json.dumps(others, ensure_ascii=False) if others else "", damage)
    said["note"] = "; ".join(note for note in notes if note)
    return {column: value for column, value in said.items() if value}


def _cut(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _LONGEST_NOTE else f"{value[:_LONGEST_NOTE]}… ({len(value):,} characters)"


def _day(value: str) -> str:
    """A date as 2016-03-02, 2016-03 or 2016; as it stands where it is none."""
    value = unicodedata.normalize("NFKC", value)
    found = _DAY.fullmatch(value)
    if not found:
        return _YEAR.sub(r"\1", value) if _YEAR.fullmatch(value) else value
    year, month, day = (int(part or 0) for part in (found.groups()[:3] if found[1] else found.groups()[3:]))
    try:
        whole = date(year, month, day or 1).isoformat()
    except ValueError:
        return value
    return whole if day else whole[:7]


def _is_whole_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _page(text: str, title: str, day: str) -> tuple[str, str]:
    """The page and the ending of its name."""
    first = text.lstrip("\ufeff \t\r\n\u3000").partition("\n")[0]
    if kind("row.txt", text[:SNIFFED].encode()) == "html" or first.startswith("<"):
        if re.match(r"<(?:!doctype|html)\b", first, re.IGNORECASE):
            return text, ".html"
        dated = f'<meta name="PubDate" content="{day}">' if _is_whole_day(day) else ""
        return (
            f'<html><head><meta charset="utf-8"><title>{escape(title)}</title>{dated}</head><body>{text}</body></html>',
            ".html",
        )
    lines = [title] if title and "".join(title.split()) not in "".join(first.split()) else []
    if _is_whole_day(day) and "发布时间" not in text[:_HEAD]:
        lines.append(f"发布时间：{day}")
    return "\n".join([*lines, text]), ".txt"
