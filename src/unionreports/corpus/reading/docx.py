"""A word processor file (.docx) to text: its paragraphs, tables, text boxes and notes, with the numbers it prints.

Only the parts that hold text are opened. They are read as a stream of elements, so that nothing a writer wraps around
a paragraph (a content control, a tracked insertion, a link) hides it.
"""

from io import BytesIO
import posixpath
from zipfile import BadZipFile, ZipFile
import zlib

from lxml import etree

from .docx_numbers import Numbers
from .evidence import title_of_file
from .raw_page import RawPage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The same elements in files saved as "strict".
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MARKUP_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
#: Largest part opened, in bytes unpacked: five million characters of text take about 100 MB of markup.
_MOST_BYTES = 200_000_000
#: Unpacked to packed size that no text reaches; judged where a part is large enough to do harm.
_MOST_RATIO, _HARMLESS = 200, 20_000_000
#: Elements whose text was deleted, or stands a second time for older software.
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "rt", "Fallback"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


class _Refused(Exception):
    """The file is not read, and why."""


def read_docx(data: bytes) -> RawPage:
    """Read a word processor file. External entities are never resolved, and no part is unpacked that is too large."""
    try:
        with ZipFile(BytesIO(data)) as package:
            main = _main_part(package)
            folder = posixpath.dirname(main)
            numbers = Numbers(
                _tree(package, posixpath.join(folder, "numbering.xml")),
                _tree(package, posixpath.join(folder, "styles.xml")),
            )
            lines = _lines(_part(package, main), numbers)
            for notes in ("footnotes.xml", "endnotes.xml"):
                part = posixpath.join(folder, notes)
                if part in package.NameToInfo:
                    lines += _lines(_part(package, part), Numbers(None, None))
            properties = _tree(package, "docProps/core.xml")
    except _Refused as error:
        return RawPage("", "docx", "", str(error))
    except (
        BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        zlib.error,
        OSError,
    ):
        return RawPage("", "docx", "", "a broken .docx: open it, save it again, or save its text as .txt")
    if not any(line.strip() for line in lines):
        problem = "a .docx without text (pictures?): recognise its characters (OCR) and save the text as .txt"
        return RawPage("", "docx", "", problem)
    title = "" if properties is None else (properties.findtext(_TITLE) or "")
    return RawPage("\n".join([*title_of_file(title, lines), *lines]), "docx", "utf-8")


def _main_part(package: ZipFile) -> str:
    """Name of the part with the text, as the package declares it."""
    links = _tree(package, "_rels/.rels")
    for link in () if links is None else links.iter(_RELATIONSHIP):
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    return "word/document.xml"


def _part(package: ZipFile, name: str) -> bytes:
    declared = package.getinfo(name)
    unpacked, packed = declared.file_size, max(declared.compress_size, 1)
    if unpacked > _MOST_BYTES or (unpacked > _HARMLESS and unpacked > _MOST_RATIO * packed):
        raise _Refused(
            f"a .docx that unpacks to {unpacked:,} bytes from {packed:,} (a zip bomb?): save its text as .txt"
        )
    # zipfile reads no more than what is declared, and checks it.
    xml = package.read(name)
    if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml or "<!DOCTYPE".encode("utf-16-be") in xml:
        raise _Refused("a .docx that declares entities, which no word processor writes: save its text as .txt")
    return xml


def _tree(package: ZipFile, name: str) -> etree._Element | None:
    """A small part as a tree; None where there is none or it is broken, since the text can be read without it."""
    if name not in package.NameToInfo:
        return None
    try:
        return etree.fromstring(
            _as_usual(_part(package, name)), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError:
        return None


def _as_usual(xml: bytes) -> bytes:
    return xml.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())


def _lines(xml: bytes, numbers: Numbers) -> list[str]:
    """Lines of a part, in the order of its markup; a text box stands before the paragraph it is anchored in."""
    lines: list[str] = []
    paragraphs: list[list[str]] = []  # open ones: a text box has its own inside that of its anchor
    rows: list[list[str]] = []  # open rows of tables: the texts of their cells
    cells: list[int] = []  # where the open cells begin among the lines
    skipped = 0
    events = etree.iterparse(
        BytesIO(_as_usual(xml)), events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=True
    )
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str) or not tag.startswith((_W, _MARKUP_COMPATIBILITY)):
            continue
        tag = tag.rpartition("}")[2]
        if tag in _SKIPPED:
            skipped += 1 if event == "start" else -1
        if event == "start":
            if tag == "p":
                paragraphs.append([])
            elif tag == "tr":
                rows.append([])
            elif tag == "tc":
                cells.append(len(lines))
            continue
        if tag == "t" and paragraphs and not skipped:
            paragraphs[-1].append(element.text or "")
        elif tag in _BREAKS and paragraphs and not skipped and element.getparent().tag != _W + "tabs":
            paragraphs[-1].append(_BREAKS[tag])
        elif tag == "p" and paragraphs:
            text = "".join(paragraphs.pop()).strip()
            if not skipped:
                # An empty paragraph of a list has its number too.
                number = numbers.of(element, text)
                lines += [line for line in (number + text).split("\n") if text and line.strip()]
        elif tag == "tc" and cells:
            begin = cells.pop()
            if rows:
                rows[-1].append("\n".join(lines[begin:]))
                del lines[begin:]
        elif tag == "tr" and rows:
            lines += _row(rows.pop())
        if tag in ("p", "tbl", "tr") and not paragraphs:
            element.clear(keep_tail=False)
    return lines


def _row(cells: list[str]) -> list[str]:
    """A row as one line; a cell of several sentences lays out the page, and its lines stay its own."""
    if any("\n" in cell and "。" in cell for cell in cells):
        return [line for cell in cells for line in cell.split("\n") if line]
    line = "\t".join(cell.replace("\n", " ") for cell in cells).strip("\t")
    return [line] if line.strip() else []
