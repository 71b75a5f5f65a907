"""What can be wrong with office files, PDFs, archives and tables of texts?"""

import bz2
import csv
from functools import partial
import gzip
import io
import json
from pathlib import Path
from random import Random
import sys
import tarfile
import zipfile

from fuzz.dirt import ODD, as_bytes
from fuzz.genre import clean_report

# The builders of such files stand with the tests of their readers.
sys.path.append(str(Path(__file__).parents[1] / "corpus" / "reading"))

from test_doc import doc, ole
from test_docx import package, paragraph
from test_pdf import pdf

_IN_DOCX = (
    "<w:p/>", "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "<w:tr><w:tc>", "</w:tc></w:tr>", "<w:del>", "<w:ins/>", "<w:p><w:p><w:p/></w:p></w:p>", "<w:r/>", "<w:t>裸</w:t>",
    "<w:sdt>" * 300 + "</w:sdt>" * 300, "<w:p><w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>", "<w:br/>", "&lt;script&gt;", "<!-- x -->",
    "<w:p><w:r><w:fldChar/><w:instrText>INCLUDETEXT /etc/passwd</w:instrText></w:r></w:p>", "<w:p><w:r><w:t/></w:r></w:p>", "<x xmlns='y'/>", "&#xD800;", "&#x1F;", "&unknown;",
    "<w:p><w:hyperlink r:id='x'/></w:p>", "<mc:AlternateContent/>", "<mc:Fallback>",
)  # fmt: skip
_NUMBERING = (
    "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
)


def _lines(random: Random) -> list[str]:
    return [line for line in clean_report(random).split("\n") if "。" in line]


def word_file(random: Random) -> tuple[bytes, tuple[str, ...]]:
    """A .docx, and the lines it shows where it is whole."""
    lines = _lines(random)
    listed = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    body = [paragraph(line, random.choice(("", "", listed))) for line in lines]
    odd = random.choices(_IN_DOCX, k=random.choice((0, 0, 1, 2)))
    for markup in odd:
        body.insert(random.randrange(len(body) + 1), markup)
    numbering = _NUMBERING.format(
        start=random.choice((1, -1, 99999, "x")), form=random.choice(("decimal", "chineseCounting", "lowerRoman", "decimalEnclosedCircle", "none", "?")),
        text=random.choice(("%1.", "（%1）", "%9%8%7", "%", "%1" * 999)),
    )  # fmt: skip
    head = "<!DOCTYPE x [<!ENTITY a 'b'>]>" if random.random() < 0.05 else ""
    data = package("".join(body), head, numbering=numbering)
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        parts = [(name, made.read(name)) for name in made.namelist()]
    if random.random() < 0.5:
        return _zipped(parts), () if odd or head else tuple(lines)
    return _repacked(parts, random), ()


def _repacked(parts: list[tuple[str, bytes]], random: Random) -> bytes:
    """The parts of a package renamed, lost, swollen, or cut short."""
    packed = {}
    for name, content in parts:
        change = random.randrange(8)
        if change == 0:
            continue
        if change == 1:
            others = ("word/document.xml", "../x", "word/styles.xml", "xl/workbook.xml", "_rels/.rels", "content.xml")
            name = random.choice((*others, name.upper()))
        if change == 2:
            content = content[: random.randrange(len(content) + 1)]
        if change == 3:
            content += b" " * 3_000_000
        packed[name] = content
    if random.random() < 0.3:
        target = random.choice(("word/document.xml", "/etc/passwd", "../../x", "http://a.b/x", "", "word/none.xml"))
        packed["_rels/.rels"] = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Type='x/officeDocument' Target='{target}'/></Relationships>"
        ).encode()
    return _zipped(packed.items())


def old_word_file(random: Random) -> bytes:
    """A .doc in pieces, with flags and lengths that may be wrong, or another OLE file."""
    text = "\r".join(_lines(random)) + "\r"
    text += random.choice(
        ("", "\x13 PAGE \x141\x15", "\x13" * 99, "\x07\x07", "\x01\x08", "".join(c for c in ODD if c < "\ud800"))
    )
    at = random.randrange(len(text))
    if random.random() < 0.1:
        return ole({random.choice(("Workbook", "Book", "X", "PowerPoint Document")): text.encode()})
    return doc(
        [text[:at], text[at:]],
        flags=random.choice((0x0200, 0x0200, 0x0300, 0)),
        main=random.choice((None, None, 0, -1, 10**6)),
    )


def portable_file(random: Random) -> tuple[bytes, tuple[str, ...]]:
    """A PDF of one page or several, and the lines it shows."""
    lines = _lines(random)[:30]
    pages = random.choice(([lines], [lines[:3], lines[3:]], [lines, []], [[], lines], [lines] * 3))
    return pdf(pages, title=random.choice(("", "工作总结", "x" * 999, "=1+1")), encrypted=random.random() < 0.05), ()


def archive(random: Random) -> tuple[str, bytes, tuple[str, ...]]:
    """A zip or tar of files with all kinds of names, and a sign that stands in each name."""
    files = []
    for n in range(random.choice((1, 3, 9))):
        name = random.choice(
            (
                "{}.txt",
                "a/b/{}.html",
                "../{}.txt",
                "/{}.txt",
                "C:\\{}.txt",
                "{}\n.txt",
                "{}\x1b[31m.txt",
                "报告{}.txt",
                "{}",
                ".{}",
                "a\\{}.txt",
                "{}.zip",
                "=1+{}.csv",
            )
        )
        data = random.choice(
            (
                clean_report(random).encode(),
                b"",
                bytes(99_999),
                b"PK\x03\x04",
                random.randbytes(99),
                b"text\n\xe5\xb7\xa5",
            )
        )
        if random.random() < 0.1:
            data = _zipped([(f"inner{n}.txt", data)])
        files.append((name.format(f"f{n}f"), data))
    signs = tuple(f"f{n}f" for n in range(len(files)))
    if random.random() < 0.6:
        return (
            "a.zip",
            _zipped(files, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))),
            signs,
        )
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size, info.type = (
                len(data),
                random.choice((tarfile.REGTYPE,) * 6 + (tarfile.SYMTYPE, tarfile.FIFOTYPE)),
            )
            info.linkname = "/etc/passwd"
            tar.addfile(info, io.BytesIO(data) if info.isreg() else None)
    ending, pack = random.choice(
        (("a.tar", bytes), ("a.tgz", partial(gzip.compress, mtime=0)), ("a.tar.bz2", bz2.compress))
    )
    return ending, pack(out.getvalue()), signs


def _zipped(files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files, all of one day: the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            packed.writestr(info, data)
    return out.getvalue()


def text_table(random: Random) -> tuple[str, bytes, tuple[str, ...]]:
    """A table of texts as CSV, JSON or JSON lines with all kinds of columns and cells, and a sign that stands in each text."""
    columns = random.choice(
        (
            ("text", "title"),
            ("正文", "标题", "日期"),
            ("content", "year", "url"),
            ("text", "text"),
            ("x", "y"),
            ("text", "region", "=1"),
        )
    )
    cells = ("", "=1+1", "20I5", "2015", "2016-02-30", "浙江", "9" * 400, '"', "a,b", "\n", *ODD)
    rows, signs = [], []
    for n in range(random.choice((1, 3, 20))):
        signs.append(f"第f{n}f号")
        rows.append(
            {column: random.choice(cells) for column in columns} | {columns[0]: f"{signs[-1]}\n{clean_report(random)}"}
        )
    kind = random.choice(("csv", "tsv", "json", "jsonl"))
    if kind.startswith("json"):
        values = [
            {
                k: random.choice((v, v, v, None, 1e308, [v], {"a": v}, True, 10**30)) if k != columns[0] else v
                for k, v in row.items()
            }
            for row in rows
        ]
        text = json.dumps(values) if kind == "json" else "\n".join(map(json.dumps, values))
        return f"a.{kind}", text.encode(), tuple(signs)
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter="\t" if kind == "tsv" else random.choice(",;|"), lineterminator=random.choice(("\n", "\r\n"))
    )
    writer.writerows([columns, *([*row.values()] + [""] * (len(columns) - len(row)) for row in rows)])
    return f"a.{kind}", as_bytes(out.getvalue()), tuple(signs)
